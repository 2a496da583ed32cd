"""What the room sees of the calendar, what a report tells, what goes on paper."""

from equitykit.records.calendar import CalendarItem, CalendarMeans, SchoolBreak
from equitykit.reviews.calendar import planned
from equitykit.views.practices import Form, Input, Part, Table
from equitykit.views.said import said
from equitykit.views.today_room import TableScreen
from equitykit.workbook.practices import calendar_desk
from equitykit.workbook.practices.calendar_said import (
    breaks_of,
    load_row,
    load_table,
    load_warnings,
    loads_of,
    moves_said,
    plan_table,
    title_of,
    when_of,
)
from equitykit.workbook.practices.parts import day_of


def dates(moment, languages) -> TableScreen:
    """What is still to come, for the wall."""
    rows = tuple(
        (
            {words.language: when_of(each, words) for words in languages},
            {words.language: title_of(each, words) for words in languages},
        )
        for each in planned(moment.standing)
        if not each.done and each.until >= day_of(moment)
    )
    head = (said("calendar.head.when", languages), said("calendar.head.what", languages))
    return TableScreen(
        said("calendar.title.room_dates", languages), head, rows, moment.progress.page or 1
    )


def load(moment, languages) -> TableScreen:
    """Hours planned and hours there are, by role group."""
    told = {words.language: [load_row(each, words) for each in loads_of(moment.standing)]
            for words in languages}  # fmt: skip
    rows = tuple(
        tuple({language: lines[number][cell] for language, lines in told.items()}
              for cell in (0, 2, 3, 4))
        for number in range(len(next(iter(told.values()))))
    )  # fmt: skip
    names = ("of", "planned", "available", "over")
    head = tuple(said(f"calendar.head.{each}", languages) for each in names)
    return TableScreen(
        said("calendar.title.room_load", languages), head, rows, moment.progress.page or 1
    )


def told(account) -> tuple[Part, ...]:
    """The plan on one page."""
    words, standing = account.words, account.standing
    kinds = (CalendarItem, SchoolBreak, CalendarMeans)
    if not any(standing.of(kind) for kind in kinds):
        return ()
    breaks = tuple(
        (each.text, words.date(each.on), words.date(each.until)) for _, each in breaks_of(standing)
    )
    moved = moves_said(account.entries, words)
    return tuple(
        part
        for part in (
            Part(words("calendar.title.plan"), table=plan_table(standing, words)),
            Part(words("calendar.title.breaks"), table=_break_table(breaks, words)),
            Part(
                words("calendar.title.load"),
                warnings=tuple(load_warnings(standing, words)),
                table=load_table(standing, words),
            ),
            Part(words("calendar.title.moves"), lines=moved),
        )
        if not part.says_nothing
    )


def _break_table(rows, words) -> Table | None:
    head = tuple(words(f"calendar.{each}") for each in ("field.break", "head.first", "head.last"))
    return Table(words("calendar.title.breaks"), head, rows) if rows else None


def paper(book, words) -> tuple[Part, ...]:
    head = ("when", "what", "hours", "money")
    return (
        Part(
            words("calendar.title.plan"),
            hint=words("calendar.hint.paper"),
            table=Table(
                words("calendar.title.plan"),
                tuple(words(f"calendar.head.{each}") for each in head),
                (("",) * 4,) * 8,
            ),
        ),
        Part(
            words("calendar.title.breaks"),
            hint=words("calendar.hint.breaks"),
            table=_break_table((("",) * 3,) * 5, words),
        ),
        Part(
            words("calendar.title.means"),
            forms=(Form("means", "", calendar_desk.effort_inputs(words), ""),),
        ),
        Part(
            words("calendar.title.moves"),
            forms=(
                Form("moves", "", (Input("reason", words("calendar.field.reason"), "text"),), ""),
            ),
        ),
    )
