"""S36, S66: what the team looks at first and why, what it put back, and who did not choose."""

from equitykit.content.codelists import load_measures, load_student_groups
from equitykit.errors import EquitykitError
from equitykit.measures.small_groups import HIDDEN
from equitykit.measures.visibility import VISIBLE
from equitykit.records.focus import DataFocus, FocusConsidered
from equitykit.reviews.focus import FOCUS, alternatives, chosen_focus
from equitykit.views.fields import Option
from equitykit.views.practices import Button, Form, Input, Item, Part, PracticeDesk, Table
from equitykit.views.record_values import known_text
from equitykit.views.said import said
from equitykit.views.today_room import CardScreen, TableScreen
from equitykit.workbook.practices.charts import chosen_chart, measure_name
from equitykit.workbook.practices.groups import data_codes
from equitykit.workbook.practices.hidden_routes import hidden_codes
from equitykit.workbook.practices.parts import decided_on, filled, in_each, reason_of
from equitykit.workbook.practices.practice import Practice

LINES = ("reason", "chosen_by", "missing")


# the desk


def desk(page, moment) -> PracticeDesk:
    words, standing = page.words, moment.standing
    measures, groups = _options(page, words)
    return PracticeDesk(
        id="focus",
        title=words("focus.section.title"),
        instruction=words("focus.section.about"),
        parts=(
            now_part(standing, words, warnings=tuple(_without_figure(page, standing, words))),
            _considered(standing, measures, groups, words),
            not_chosen_part(_hidden(page, chosen_focus(standing)), chosen_focus(standing), words),
            Part(
                words("focus.choose.title"),
                hint=words("focus.choose.hint"),
                forms=(_form(page, measures, groups, words),),
            ),
        ),
    )


def _hidden(page, focus: DataFocus | None) -> list[str]:
    """Groups that figures hide: in the measure and year of the focus, before that in any."""
    if focus is None or not page.book.has_data:
        return hidden_codes(page)
    figures = page.book.released_of(focus.measure)
    rows = figures.where(measure=focus.measure, period=focus.period).rows
    hidden = set(rows["group"][rows["visibility"].isin(HIDDEN)])
    return [code for code in data_codes(page) if code in hidden]


def _options(page, words) -> tuple[tuple[Option, ...], tuple[Option, ...]]:
    known = page.book.choices.measures if page.book.has_data else list(load_measures())
    measures = tuple(Option(each, measure_name(each, words)) for each in known)
    groups = tuple(Option(code, words(f"groups.{code}.name")) for code in data_codes(page))
    return measures, groups


def now_part(standing, words, *, warnings=()) -> Part:
    """The focus that stands, why, by whom and without whom."""
    focus = chosen_focus(standing)
    if focus is None:
        return Part(words("focus.now.title"), empty=words("focus.now.none"))
    values = {
        "focus": focus_name(focus, words),
        "reason": focus.reason,
        "by": focus.chosen_by,
        "date": words.date(focus.decided),
        "missing": focus.missing,
    }
    lines = tuple(words(f"focus.now.{each}", **values) for each in ("chosen", "why", "by", "not"))
    return Part(words("focus.now.title"), lines=lines, warnings=warnings)


def focus_name(focus, words) -> str:
    """Measure, group and, where one was chosen, school year in words."""
    group = known_text(f"groups.{focus.group}.name", words) or focus.group
    return words(
        "focus.now.name" if getattr(focus, "period", "") else "focus.now.pair",
        measure=measure_name(focus.measure, words),
        group=group,
        year=getattr(focus, "period", ""),
    )


def _without_figure(page, standing, words):
    focus = chosen_focus(standing)
    if focus is None or not page.book.has_data:
        return
    rows = (
        page.book.released_of(focus.measure)
        .where(measure=focus.measure, group=focus.group, period=focus.period)
        .rows
    )
    if not rows["visibility"].isin(VISIBLE).any():
        yield words("focus.check.no_figure", group=words(f"groups.{focus.group}.name"))


def _considered(standing, measures, groups, words) -> Part:
    found = alternatives(standing, chosen_focus(standing))
    form = Form(
        "focus-consider", "focus.consider",
        (
            Input("measure", words("focus.label.measure"), "choice", measures, required=True),
            Input("group", words("focus.label.group"), "choice", groups, required=True),
            Input("why_not", words("focus.label.why_not"), required=True, most=400),
        ),
        words("focus.considered.save"), name=words("focus.considered.form"),
    )  # fmt: skip
    return Part(
        words("focus.considered.title"),
        hint=words("focus.considered.hint"),
        items=tuple(
            Item(
                "",
                focus_name(record, words),
                stands=(words("focus.considered.why", reason=record.why_not),),
                buttons=(
                    Button("focus.take_out", words("focus.considered.withdraw"),
                           {"subject": subject}, kind="plain small",
                           told_to=focus_name(record, words)),
                ),
            )
            for subject, record in found
        ),
        empty=words("focus.considered.none"),
        forms=(form,),
    )  # fmt: skip


def not_chosen_part(hidden, focus: DataFocus | None, words) -> Part:
    """Hidden groups: nothing was said about them by looking elsewhere first."""
    left = [code for code in hidden if focus is None or code != focus.group]
    names = tuple(known_text(f"groups.{code}.name", words) or code for code in left)
    return Part(
        words("focus.hidden.title"),
        hint=words("focus.hidden.hint"),
        lines=names,
        empty=words("focus.hidden.none"),
    )


def _form(page, measures, groups, words) -> Form:
    # the newest years first; a year that a measure lacks is refused with a sentence
    years = page.book.periods if page.book.has_data else []
    chart = chosen_chart(page, page.moment())
    looked_at = (chart.measure, chart.period) if chart else ("", "")
    return Form(
        "focus-choose", "focus.choose",
        (
            Input("measure", words("focus.label.measure"), "choice", measures, looked_at[0],
                  required=True),
            Input("group", words("focus.label.group"), "choice", groups, required=True),
            Input("period", words("focus.label.period"), "choice",
                  tuple(Option(each, each) for each in years), looked_at[1], required=True),
            *_lines(words),
            Input("decided", words("focus.label.decided"), "date",
                  value=page.today().isoformat()),
        ),
        words("focus.choose.save"),
    )  # fmt: skip


def _lines(words) -> tuple[Input, ...]:
    return tuple(
        Input(
            each, words(f"focus.label.{each}"), "text" if each == "reason" else "line",
            hint=words(f"focus.hint.{each}"), required=True,
        )
        for each in LINES
    )  # fmt: skip


# what buttons and forms do


def consider(page, moment, values: dict) -> None:
    """Keep what was also looked at, and why it does not come first.

    Raises
    ------
    EquitykitError
        ``choice_missing``, ``focus_why_not_missing``
    """
    measure, group = _pair(page, values)
    why_not = str(values.get("why_not", "")).strip()
    if not why_not:
        raise EquitykitError("focus_why_not_missing")
    record = filled(
        FocusConsidered, meeting=moment.meeting_id, measure=measure, group=group, why_not=why_not
    )
    page.team.write(f"considered/{values['id']}", record, id=values["id"])


def _pair(page, values: dict) -> tuple[str, str]:
    measure, group = values.get("measure", ""), values.get("group", "")
    if not measure or not group:
        raise EquitykitError("choice_missing")
    known = page.book.choices.measures if page.book.has_data else load_measures()
    if measure not in known or group not in data_codes(page):
        raise EquitykitError("field_unknown")
    return measure, group


def choose(page, moment, values: dict) -> None:
    """Keep the focus; something else must have been looked at and put back with a reason.

    Raises
    ------
    EquitykitError
        ``choice_missing``, ``focus_year_not_there``, ``choice_reason_missing``,
        ``focus_chosen_by_missing``, ``focus_missing_missing``, ``focus_alternative_missing``,
        ``choice_date_ahead``
    """
    measure, group = _pair(page, values)
    period = values.get("period", "")
    if not period:
        raise EquitykitError("choice_missing")
    _check_year(page, measure, group, period)
    reason = reason_of(values)
    texts = {each: str(values.get(each, "")).strip() for each in ("chosen_by", "missing")}
    for name, text in texts.items():
        if not text:
            raise EquitykitError(f"focus_{name}_missing")
    record = filled(
        DataFocus,
        meeting=moment.meeting_id,
        measure=measure,
        group=group,
        period=period,
        reason=reason,
        decided=page.today(),
        **texts,
    )
    record = record.with_value("hidden", tuple(_hidden(page, record)))
    if not alternatives(moment.standing, record):
        raise EquitykitError("focus_alternative_missing")
    page.team.write(FOCUS, decided_on(page, record, values), id=values["id"])


def _check_year(page, measure: str, group: str, period: str) -> None:
    choices = page.book.choices
    dimension = load_student_groups()[group].dimension
    if period not in choices.periods(measure) or group not in choices.groups(
        measure, period, dimension
    ):
        raise EquitykitError(
            "focus_year_not_there", year=period[:20], measure=page.words(f"measures.{measure}.name")
        )


def take_out(page, moment, values: dict) -> None:
    """Let something that was considered count no more."""
    subject = str(values.get("subject"))
    if not isinstance(moment.standing.record(subject), FocusConsidered):
        raise EquitykitError("field_unknown")
    page.team.withdraw(subject, id=values["id"])


# what the room sees, what is read, what goes on paper


def chosen_screen(moment, languages) -> CardScreen:
    """What we look at first, and why."""
    title, focus = said("focus.now.title", languages), chosen_focus(moment.standing)
    if focus is None:
        return CardScreen(title, (said("focus.now.none", languages),))
    lines = [
        in_each(languages, lambda words: focus_name(focus, words)),
        in_each(languages, lambda words: words("focus.now.why", reason=focus.reason)),
    ]
    # of the group that was chosen nobody says that it was left
    if left := [code for code in focus.hidden if code != focus.group]:
        lines.append(in_each(languages, lambda words: _hidden_said(left, words)))
    return CardScreen(title, tuple(lines), page=moment.progress.page or 1)


def _hidden_said(codes: list[str], words) -> str:
    names = (known_text(f"groups.{code}.name", words) or code for code in codes)
    return words("focus.hidden.said", groups=words.list(names))


def considered_screen(moment, languages) -> TableScreen:
    """What was considered, and why it does not come first."""
    rows = tuple(
        (in_each(languages, lambda words, each=each: focus_name(each, words)), each.why_not)
        for _, each in alternatives(moment.standing, chosen_focus(moment.standing))
    )
    head = (said("focus.considered.what", languages), said("focus.label.why_not", languages))
    title = said("focus.considered.title", languages)
    return TableScreen(title, head, rows, page=moment.progress.page or 1)


def told(account) -> tuple[Part, ...]:
    words, standing = account.words, account.standing
    focus = chosen_focus(standing)
    found = alternatives(standing, focus)
    if focus is None and not found:
        return ()
    parts = [now_part(standing, words)]
    if found:
        title = words("focus.considered.title")
        head = (words("focus.considered.what"), words("focus.label.why_not"))
        rows = tuple((focus_name(each, words), each.why_not) for _, each in found)
        parts.append(Part(title, table=Table(title, head, rows)))
    if focus is not None:
        parts.append(not_chosen_part(focus.hidden, focus, words))
    return tuple(parts)


def paper(book, words) -> tuple[Part, ...]:
    title = words("focus.considered.title")
    head = (words("focus.considered.what"), words("focus.label.why_not"))
    first = tuple(
        Input(each, words(f"focus.label.{each}")) for each in ("measure", "group", "period")
    )
    return (
        Part(
            title,
            hint=words("focus.considered.hint"),
            table=Table(title, head, tuple(("", "") for _ in range(4))),
        ),
        Part(
            words("focus.choose.title"),
            hint=words("focus.choose.hint"),
            forms=(Form("focus", "", (*first, *_lines(words)), ""),),
        ),
        Part(words("focus.hidden.title"), hint=words("focus.hidden.hint")),
    )


PRACTICE = Practice(
    id="focus",
    desk=desk,
    told=told,
    paper=paper,
    screens={"considered": considered_screen, "chosen": chosen_screen},
    actions={"consider": consider, "choose": choose, "take_out": take_out},
    undoes=(DataFocus, FocusConsidered),
)
