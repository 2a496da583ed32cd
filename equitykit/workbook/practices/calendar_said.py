"""The calendar in words: tables and warnings that desk, wall, report and paper have in common."""

from equitykit.content.agendas import load_agendas
from equitykit.records.calendar import CalendarMeans, SchoolBreak
from equitykit.reviews.calendar import ANYBODY, Move, Planned, in_breaks, moves, planned
from equitykit.reviews.calendar_load import (
    ALL,
    MONEY,
    Load,
    available,
    counted,
    is_still_given,
    loads,
)
from equitykit.reviews.labour import hours_by_family
from equitykit.views.practices import Table
from equitykit.workbook.practices.parts import amount

LOAD_HEAD = ("of", "sum", "planned", "available", "over")
PLAN_HEAD = ("when", "what", "hours", "money", "stand")


def title_of(each: Planned, words) -> str:
    """What a planned thing is called."""
    if text := each.text(words.language):
        return text
    if each.agenda in load_agendas():
        return words(f"agendas.{each.agenda}.name")
    kind = words(f"calendar.what.{each.what}")
    return words("calendar.line.next", meeting=kind) if each.source == "next" else kind


def when_of(each: Planned, words) -> str:
    """Its day, or its first and last."""
    if each.until == each.on:
        return words.date(each.on)
    return words("calendar.line.dates", first=words.date(each.on), last=words.date(each.until))


def hours_said(hours: dict[str, float], words) -> str:
    """Hours by role group, such as "Teachers 12 · Families 3"."""
    if not any(hours.values()):
        return words("calendar.none.hours")
    return " · ".join(
        words("calendar.line.anybody", hours=amount(words, value))
        if role == ANYBODY
        else words(
            "calendar.line.hours",
            role=words(f"calendar.of.{role}"),
            hours=amount(words, value),
        )
        for role, value in hours.items()
        if value
    )


def breaks_of(standing) -> list[tuple[str, SchoolBreak]]:
    """The breaks, the earliest first."""
    return sorted(standing.of(SchoolBreak), key=lambda each: each[1].on)


def break_warnings(each: Planned, breaks, words):
    """One sentence for each break that something falls into."""
    for found in in_breaks(each.on, each.until, breaks):
        after = words.date(found.after)
        if found.of == 1:
            yield words("calendar.check.on_break", name=found.name, after=after)
        else:
            yield words(
                "calendar.check.in_break",
                days=found.days, of=found.of, name=found.name, after=after,
            )  # fmt: skip


def loads_of(standing) -> list[Load]:
    """What is planned and what there is, of everything in the time that the hours are for."""
    items = counted(planned(standing), standing.record("calendar/means"))
    return loads(items, hours_by_family(standing), available(standing))


def load_row(load: Load, words) -> tuple[str, ...]:
    said = "calendar.none.said" if load.available is None else ""
    return (
        words(f"calendar.of.{load.of}"),
        sum_said(load, words) or "–",
        amount(words, load.planned),
        words(said) if said else amount(words, load.available),
        amount(words, load.over) if load.over else "–",
    )


def sum_said(load: Load, words) -> str:
    """The addends, such as "meetings 36 + data pulls 4"."""
    return " + ".join(
        words(f"calendar.part.{what}", amount=amount(words, value)) for what, value in load.parts
    )


def load_warnings(standing, words):
    """Where more is planned than there is, and of whose hours nobody has said anything."""
    found = loads_of(standing)
    for load in found:
        if load.over:
            yield words(
                "calendar.check.over_money" if load.of == MONEY else "calendar.check.over",
                of=words(f"calendar.of.{load.of}"),
                sum=sum_said(load, words),
                planned=amount(words, load.planned),
                available=amount(words, load.available),
                over=amount(words, load.over),
            )
    unsaid = [
        words(f"calendar.of.{load.of}")
        for load in found
        if load.parts and load.available is None and load.of != MONEY
    ]
    known_in_all = any(load.of == ALL and load.available is not None for load in found)
    by_role = any(load.of not in (ALL, MONEY) and load.available is not None for load in found)
    if unsaid and (by_role or not known_in_all):
        yield words("calendar.check.unsaid", groups=words.list(unsaid))
    means = standing.record("calendar/means")
    rests_on = means.rests_on if isinstance(means, CalendarMeans) else ""
    if rests_on and not is_still_given(standing, rests_on):
        yield words("calendar.check.given_no_more")


def load_table(standing, words) -> Table | None:
    rows = tuple(load_row(load, words) for load in loads_of(standing))
    head = tuple(words(f"calendar.head.{each}") for each in LOAD_HEAD)
    return Table(words("calendar.title.load"), head, rows) if rows else None


def moves_said(entries, words) -> tuple[str, ...]:
    """Each date that moved, and by how many days they put dates off in all."""
    found = moves(entries)
    later = [move.days for move in found if move.days > 0]
    lines = [_move_said(move, words) for move in found]
    if later:
        lines.append(words("calendar.line.moved_all", moves=len(later), days=sum(later)))
    return tuple(lines)


def _move_said(move: Move, words) -> str:
    return words(
        "calendar.line.moved",
        what=move.text,
        was=words.date(move.was),
        to=words.date(move.to),
        by=words.count(f"calendar.{'later' if move.days > 0 else 'earlier'}", abs(move.days)),
        reason=move.reason,
    )


def plan_table(standing, words) -> Table | None:
    """The plan on one page: when, what, hours, money, and what is to be said about it."""
    breaks = breaks_of(standing)
    rows = tuple(
        (
            when_of(each, words),
            title_of(each, words),
            hours_said(each.hours, words),
            amount(words, each.money) if each.money else "–",
            " ".join(
                [words("calendar.line.done")] * each.done
                + list(break_warnings(each, breaks, words))
            ) or "–",
        )
        for each in planned(standing)
    )  # fmt: skip
    head = tuple(words(f"calendar.head.{each}") for each in PLAN_HEAD)
    return Table(words("calendar.title.plan"), head, rows) if rows else None
