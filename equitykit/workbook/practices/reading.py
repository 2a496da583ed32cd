"""S94: how to read each kind of chart, practiced with invented figures; and "ask me later".

Families read too: what is drafted for them is read before it goes out (`reading_drafts`).
"""

from functools import partial

from equitykit.errors import EquitykitError
from equitykit.records.ask_later import LONGEST_LINE, AskLater
from equitykit.records.draft_reads import DraftRead
from equitykit.views.fields import Option
from equitykit.views.practices import Button, Form, Input, Item, Part, PracticeDesk
from equitykit.views.record_values import known_text
from equitykit.views.said import said
from equitykit.views.today_room import CardScreen, PictureScreen
from equitykit.workbook.practices import reading_drafts as drafts
from equitykit.workbook.practices.charts import shown_chart
from equitykit.workbook.practices.parts import filled, in_each, record_for
from equitykit.workbook.practices.practice import Practice
from equitykit.workbook.practices.reading_pictures import reading_picture

CHARTS = (
    "gaps", "trend", "two_yardsticks", "hidden", "crossing", "level_change", "composition",
    "school_funnel", "pooled", "own_history", "people", "steps",
)  # fmt: skip
# in this order they are read aloud; the answer comes after people have tried
PARTS = ("stands", "example", "question", "answer", "misread")


# the desk


def desk(page, moment) -> PracticeDesk:
    words = page.words
    chart = shown_chart(page, moment)
    # the first chart is read aloud; once one is on the wall, it is that one
    first = chart.figure if chart else CHARTS[0]
    return PracticeDesk(
        id="reading",
        title=words("reading.section.title"),
        instruction=words("reading.section.about"),
        parts=(
            *(_chart(each, words, folded=each != first) for each in CHARTS),
            _later(moment, words),
            drafts.drafts_part(moment, page.today().isoformat(), words),
        ),
    )


def _chart(chart: str, words, *, folded: bool) -> Part:
    return Part(
        _name(chart, words),
        hint=words("reading.chart.invented"),
        lines=tuple(_line(chart, part, words) for part in PARTS),
        folded=folded,
    )


def _name(chart: str, words) -> str:
    return words(f"reading.{chart}.name")


def _line(chart: str, part: str, words) -> str:
    text = words(f"reading.{chart}.{part}")
    return words("reading.part.line", part=words(f"reading.part.{part}"), text=text)


def _later(moment, words) -> Part:
    waiting = [each for each in moment.standing.of(AskLater) if each[1].state == "waiting"]
    charts = tuple(Option(each, _name(each, words)) for each in CHARTS)
    form = Form(
        "reading-later", "reading.ask_later",
        (
            Input("chart", words("reading.later.chart"), "choice", charts, required=True),
            Input("text", words("reading.later.text"), most=LONGEST_LINE,
                  hint=words("reading.later.hint_text")),
        ),
        words("reading.later.save"), name=words("reading.later.form"),
    )  # fmt: skip
    return Part(
        words("reading.later.title"),
        hint=words("reading.later.hint"),
        items=tuple(_asked(subject, record, words) for subject, record in waiting),
        empty=words("reading.later.none"),
        forms=(form,),
    )


def _asked(subject: str, record: AskLater, words) -> Item:
    title = _title(record, words)
    return Item(
        "",
        title,
        forms=(
            Form(
                f"reading-answer-{subject.rpartition('/')[2]}", "reading.answer",
                (Input("answer", words("reading.later.answer"), required=True),),
                words("reading.later.done"), values={"subject": subject},
            ),
        ),
        buttons=(
            Button("reading.take_out", words("reading.later.withdraw"), {"subject": subject},
                   kind="plain small", told_to=title),
        ),
    )  # fmt: skip


def _title(record: AskLater, words) -> str:
    # an example may have been called otherwise when a flag on it was kept
    kept, chart = f"record.ask_later_chart.{record.chart}", f"reading.{record.chart}.name"
    name = known_text(kept, words) or known_text(chart, words) or record.chart
    return words("reading.later.line", chart=name, text=record.text) if record.text else name


# what buttons and forms do


def ask_later(page, moment, values: dict) -> None:
    """Keep that somebody wants a kind of chart explained later.

    Raises
    ------
    EquitykitError
        ``choice_missing``, ``reading_too_long``
    """
    chart, text = values.get("chart", ""), " ".join(str(values.get("text", "")).split())
    if not chart:
        raise EquitykitError("choice_missing")
    if chart not in CHARTS:
        raise EquitykitError("field_unknown")
    if len(text) > LONGEST_LINE:
        raise EquitykitError("reading_too_long", most=LONGEST_LINE)
    record = filled(AskLater, meeting=moment.meeting_id, chart=chart, text=text)
    page.team.write(f"later/{values['id']}", record, id=values["id"])


def answer(page, moment, values: dict) -> None:
    """Say what was explained; the flag goes.

    Raises
    ------
    EquitykitError
        ``text_missing``
    """
    subject = str(values.get("subject"))
    record = record_for(moment, subject, AskLater)
    if record.state == "answered":
        return
    text = str(values.get("answer", "")).strip()
    if not text:
        raise EquitykitError("text_missing")
    answered = filled(AskLater, **record.model_dump() | {"state": "answered", "answer": text})
    page.team.write(subject, answered, id=values["id"])


def take_out(page, moment, values: dict) -> None:
    """Let a flag count no more."""
    subject = str(values.get("subject"))
    record_for(moment, subject, AskLater)
    page.team.withdraw(subject, id=values["id"])


# what the room sees, what is read, what goes on paper


def _chart_screen(chart: str, moment, languages) -> PictureScreen | CardScreen:
    """One kind of chart with invented figures, how to read it, and a question to try; some in
    words alone."""
    title = in_each(languages, lambda words: words("reading.chart.title", name=_name(chart, words)))
    parts = ("stands", "example", "question")
    lines = tuple(said(f"reading.{chart}.{part}", languages) for part in parts)
    pictures = {each.language: reading_picture(chart, each.language) for each in languages}
    page = moment.progress.page or 1
    if None in pictures.values():
        return CardScreen(title, lines, page=page)
    return PictureScreen(title, pictures, lines[PARTS.index("example")], lines, page=page)


def told(account) -> tuple[Part, ...]:
    words = account.words
    flags = [record for _, record in account.standing.of(AskLater)]
    read = drafts.drafts_told(account.standing, words)
    if not flags:
        return read
    lines = tuple(
        words("reading.later.answered", asked=_title(each, words), answer=each.answer)
        if each.state == "answered"
        else words("reading.later.waits", asked=_title(each, words))
        for each in flags
    )
    return (Part(words("reading.later.title"), lines=lines), *read)


def paper(book, words) -> tuple[Part, ...]:
    """The handout: every kind of chart on half a page, its answer at the end."""
    shown = tuple(
        Part(
            _name(each, words),
            hint=words("reading.chart.invented"),
            lines=tuple(_line(each, part, words) for part in PARTS if part != "answer"),
        )
        for each in CHARTS
    )
    answers = tuple(
        words("reading.part.line", part=_name(each, words), text=words(f"reading.{each}.answer"))
        for each in CHARTS
    )
    ask = Input("later", words("reading.later.paper"), "text")
    return (
        *shown,
        Part(words("reading.handout.answers"), lines=answers),
        Part(words("reading.later.title"), forms=(Form("later", "", (ask,), ""),)),
        drafts.drafts_paper(words),
    )


PRACTICE = Practice(
    id="reading",
    desk=desk,
    told=told,
    paper=paper,
    screens={each: partial(_chart_screen, each) for each in CHARTS},
    actions={"ask_later": ask_later, "answer": answer, "take_out": take_out, **drafts.ACTIONS},
    undoes=(AskLater, DraftRead),
)
