"""S25: how things here came to be, told by people here, and the words that we share."""

import re

from equitykit.errors import EquitykitError
from equitykit.records.origins import PLACES, TELLERS, GlossaryWord, TimelineEntry
from equitykit.reviews.origins import (
    checked_entry,
    checked_word,
    glossary,
    half_said,
    timeline,
    wanting,
    without_source,
)
from equitykit.views.fields import Option
from equitykit.views.practices import Form, Input, Item, Part, PracticeDesk, Table
from equitykit.views.said import said
from equitykit.views.today_room import TableScreen
from equitykit.workbook.practices.agreements import both
from equitykit.workbook.practices.parts import day_of, filled, record_for
from equitykit.workbook.practices.practice import Practice

ENTRY_TEXTS = ("en", "es", "source", "added_by", "policy", "link")
WORD_TEXTS = ("en", "es", "means_en", "means_es", "added_by")
COLUMNS = ("when", "what", "place", "teller", "source", "policy")
WORD_COLUMNS = ("english", "means_english", "spanish", "means_spanish", "added_by")


# the desk


def desk(page, moment) -> PracticeDesk:
    words = page.words
    entries = timeline(moment.standing)
    found = glossary(moment.standing, words.language)
    return PracticeDesk(
        id="origins",
        title=words("origins.section.title"),
        instruction=words("origins.section.about"),
        parts=(
            Part(
                words("origins.timeline.title"),
                hint=words("origins.timeline.hint"),
                warnings=tuple(_warnings(entries, words)),
                items=tuple(_item(subject, each, words) for subject, each in entries),
                empty=words("origins.timeline.none"),
            ),
            Part(
                words("origins.add.title"),
                forms=(_entry_form(None, "", words),),
                folded=bool(entries),
            ),
            Part(
                words("origins.glossary.title"),
                hint=words("origins.glossary.hint"),
                warnings=tuple(_word_warnings(found, words)),
                items=tuple(_word_item(subject, each, words) for subject, each in found),
                empty=words("origins.glossary.none"),
            ),
            Part(
                words("origins.word.title"),
                forms=(_word_form(None, "", words),),
                folded=bool(found),
            ),
        ),
    )


def _warnings(entries, words):
    for lack in wanting(entries):
        yield words(f"origins.check.{lack}")
    unsourced = without_source(entries)
    if unsourced:
        yield words.count("origins.unsourced", len(unsourced))


def _word_warnings(found, words):
    half = half_said(found)
    if half:
        yield words("origins.check.half", words=words.list([each.text for each in half]))


def when(record: TimelineEntry) -> str:
    """The year, or the years, as they are written in both languages."""
    return f"{record.year}–{record.until}" if record.until else str(record.year)


def _item(subject: str, record: TimelineEntry, words) -> Item:
    policy = words("origins.said.policy", policy=record.policy) if record.policy else ""
    source = record.source or words("origins.said.no_source")
    stands = (
        both(record, (words,))[words.language],
        words(
            "origins.said.from",
            place=words(f"origins.place.{record.place}"),
            teller=words(f"origins.teller.{record.teller}"),
            added_by=record.added_by,
            source=source,
        ),
        " ".join(each for each in (policy, record.link) if each),
    )
    return Item(
        subject=subject,
        title=when(record),
        stands=tuple(each for each in stands if each),
        forms=(_entry_form(record, subject, words), _remove_form(subject, when(record), words)),
    )


def _word_item(subject: str, record: GlossaryWord, words) -> Item:
    meanings = (record.means_en, record.means_es)
    return Item(
        subject=subject,
        title=" / ".join(each for each in (record.en, record.es) if each),
        stands=tuple(each for each in meanings if each),
        forms=(_word_form(record, subject, words), _remove_form(subject, record.text, words)),
    )


def _texts(names: tuple[str, ...], record, words) -> list[Input]:
    long = ("means_en", "means_es")
    return [
        Input(
            name,
            words(f"origins.label.{name}"),
            "text" if name in long else "line",
            value=getattr(record, name) if record else "",
            hint=words("origins.hint.role") if name == "added_by" else "",
        )
        for name in names
    ]


def _entry_form(record: TimelineEntry | None, subject: str, words) -> Form:
    def choice(name: str, values) -> Input:
        options = tuple(Option(each, words(f"origins.{name}.{each}")) for each in values)
        value = getattr(record, name) if record else ""
        label = words(f"origins.label.{name}")
        return Input(name, label, "choice", options, value, required=True)

    def year(name: str) -> Input:
        value = str((record and getattr(record, name)) or "")
        label = words(f"origins.label.{name}")
        needed = name == "year"
        return Input(name, label, "number", value=value, least=1500, most=2200, required=needed)

    texts = _texts(ENTRY_TEXTS, record, words)
    inputs = [
        year("year"), year("until"), *texts[:2], choice("place", PLACES),
        choice("teller", TELLERS), *texts[2:],
    ]  # fmt: skip
    return _form("entry", record, subject, inputs, words)


def _word_form(record: GlossaryWord | None, subject: str, words) -> Form:
    texts = _texts(WORD_TEXTS, record, words)
    labels = [words("origins.label.word_en"), words("origins.label.word_es")]
    worded = [
        Input(text.name, label, text.kind, value=text.value)
        for text, label in zip(texts[:2], labels, strict=True)
    ]
    return _form("word", record, subject, [*worded, *texts[2:]], words)


def _form(kind: str, record, subject: str, inputs: list[Input], words) -> Form:
    if record:
        inputs.append(Input("reason", words("origins.label.reason"), required=True))
    id = subject.rpartition("/")[2] or "new"
    name = words(f"origins.{kind}_form.{'change' if record else 'new'}")
    action = f"origins.set_{kind}" if record else f"origins.add_{kind}"
    do = words("origins.form.keep" if record else "origins.form.add")
    values = {"subject": subject} if record else {}
    return Form(f"{kind}-{id}", action, tuple(inputs), do, name=name, values=values)


def _remove_form(subject: str, title: str, words) -> Form:
    return Form(
        f"remove-{subject.replace('/', '-')}", "origins.remove",
        (Input("reason", words("origins.label.reason"), required=True),),
        words("origins.form.remove"), name=words("origins.form.remove_of", what=title[:80]),
        values={"subject": subject},
    )  # fmt: skip


# what buttons and forms do


def _entry(page, moment, values: dict) -> TimelineEntry:
    years = {}
    for name in ("year", "until"):
        text = str(values.get(name, "")).strip()
        if (text or name == "year") and not re.fullmatch(r"1[5-9]\d\d|2[01]\d\d", text, re.ASCII):
            raise EquitykitError("origin_year_wrong")
        years[name] = int(text) if text else None
    texts = {name: str(values.get(name, "")).strip() for name in ENTRY_TEXTS}
    if len(texts["added_by"]) > 200:
        raise EquitykitError("origin_text_long")
    chosen = {name: str(values.get(name) or default)
              for name, default in (("place", "local"), ("teller", "staff"))}  # fmt: skip
    if chosen["place"] not in PLACES or chosen["teller"] not in TELLERS:
        raise EquitykitError("field_unknown")
    record = filled(TimelineEntry, **years, **texts, **chosen)
    return checked_entry(record, this_year=day_of(moment).year)


def _word(page, moment, values: dict) -> GlossaryWord:
    texts = {name: str(values.get(name, "")).strip() for name in WORD_TEXTS}
    if any(len(texts[name]) > 200 for name in ("en", "es", "added_by")):
        raise EquitykitError("origin_text_long")
    return checked_word(filled(GlossaryWord, **texts))


def add_entry(page, moment, values: dict) -> None:
    """Put something on the timeline.

    Raises
    ------
    EquitykitError
        ``origin_year_wrong``, ``origin_text_long``, and as :func:`checked_entry`
    """
    record = _entry(page, moment, values)
    page.team.write(f"origin/{values['id']}", record, id=values["id"])


def add_word(page, moment, values: dict) -> None:
    """Put a word into the glossary.

    Raises
    ------
    EquitykitError
        ``origin_text_long``, and as :func:`checked_word`
    """
    page.team.write(f"word/{values['id']}", _word(page, moment, values), id=values["id"])


def set_entry(page, moment, values: dict) -> None:
    """Change an entry, with a reason; the earlier version can still be read."""
    _change(page, moment, values, TimelineEntry, _entry)


def set_word(page, moment, values: dict) -> None:
    """Change a word, with a reason; the earlier version can still be read."""
    _change(page, moment, values, GlossaryWord, _word)


def _change(page, moment, values: dict, kind, make) -> None:
    stands = record_for(moment, values.get("subject"), kind)
    record = make(page, moment, values)
    if record != stands:
        page.team.write(values["subject"], record, id=values["id"], reason=_reason(values))


def _reason(values: dict) -> str:
    reason = str(values.get("reason", "")).strip()
    if not reason:
        raise EquitykitError("origin_reason_missing")
    return reason


def remove(page, moment, values: dict) -> None:
    """Take an entry or a word out, with the reason.

    Raises
    ------
    EquitykitError
        ``origin_reason_missing``
    """
    subject = str(values.get("subject"))
    if not isinstance(moment.standing.record(subject), TimelineEntry | GlossaryWord):
        raise EquitykitError("field_unknown")
    page.team.withdraw(subject, id=values["id"], reason=_reason(values))


# what the room sees, what is read, what goes on paper


def shown_timeline(moment, languages) -> TableScreen:
    """The strip: year, what happened, what of today goes back to it."""
    rows = tuple(
        (when(each), both(each, languages), each.policy or "–")
        for _, each in timeline(moment.standing)
    )
    head = tuple(said(f"origins.head.{each}", languages) for each in ("when", "what", "policy"))
    title = said("origins.timeline.title", languages)
    return TableScreen(title, head, rows, page=moment.progress.page or 1)


def shown_glossary(moment, languages) -> TableScreen:
    """The words, each with what we mean by it."""
    rows = tuple(
        (
            both(each, languages),
            {
                words.language: getattr(each, f"means_{words.language}")
                or each.means_en
                or each.means_es
                for words in languages
            },
        )
        for _, each in glossary(moment.standing, languages[0].language)
    )
    head = tuple(said(f"origins.head.{each}", languages) for each in ("word", "means"))
    title = said("origins.glossary.title", languages)
    return TableScreen(title, head, rows, page=moment.progress.page or 1)


def told(account) -> tuple[Part, ...]:
    words, entries = account.words, timeline(account.standing)
    found = glossary(account.standing, words.language)
    parts = []
    if entries:
        rows = tuple(_row(each, words) for _, each in entries)
        table = _table("origins.timeline.title", COLUMNS, rows, words)
        warnings = tuple(_warnings(entries, words))
        parts.append(Part(words("origins.timeline.title"), warnings=warnings, table=table))
    if found:
        rows = tuple(
            tuple(
                getattr(each, name) or "–"
                for name in ("en", "means_en", "es", "means_es", "added_by")
            )
            for _, each in found
        )
        table = _table("origins.glossary.title", WORD_COLUMNS, rows, words)
        parts.append(Part(words("origins.glossary.title"), table=table))
    return tuple(parts)


def _row(record: TimelineEntry, words) -> tuple[str, ...]:
    teller = words(f"origins.teller.{record.teller}")
    return (
        when(record),
        both(record, (words,))[words.language],
        words(f"origins.place.{record.place}"),
        f"{teller}: {record.added_by}",
        record.source or words("origins.said.no_source"),
        " ".join(each for each in (record.policy, record.link) if each) or "–",
    )


def _table(caption: str, columns: tuple[str, ...], rows: tuple, words) -> Table:
    head = tuple(words(f"origins.head.{each}") for each in columns)
    return Table(words(caption), head, rows)


def paper(book, words) -> tuple[Part, ...]:
    blank = tuple(("",) * len(COLUMNS) for _ in range(8))
    no_words = tuple(("",) * len(WORD_COLUMNS) for _ in range(8))
    return (
        Part(
            words("origins.timeline.title"),
            hint=words("origins.timeline.hint"),
            table=_table("origins.timeline.title", COLUMNS, blank, words),
        ),
        Part(
            words("origins.glossary.title"),
            hint=words("origins.glossary.hint"),
            table=_table("origins.glossary.title", WORD_COLUMNS, no_words, words),
        ),
    )


PRACTICE = Practice(
    id="origins",
    desk=desk,
    told=told,
    paper=paper,
    screens={"timeline": shown_timeline, "glossary": shown_glossary},
    actions={
        "add_entry": add_entry, "set_entry": set_entry, "add_word": add_word,
        "set_word": set_word, "remove": remove,
    },
    undoes=(TimelineEntry, GlossaryWord),
)  # fmt: skip
