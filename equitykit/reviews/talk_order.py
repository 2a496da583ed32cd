"""Who begins a round: a seat drawn by chance, so that it is not always the same voice."""

from equitykit.content.protocols import Protocol

SILENT_MINUTE = 60
"""Seconds of silence that open an equity pause, however long it is."""


def first_seat(people: int, number: int) -> int:
    """The seat, counted from 1, that `number` (any whole number, drawn by chance) points at.

    Raises
    ------
    ValueError
        When there is nobody to begin.
    """
    if people < 1:
        raise ValueError("a round needs at least one person")
    return 1 + number % people


def talk_order(people: int, number: int) -> tuple[int, ...]:
    """All seats once, from the first one on, and round past the last one."""
    first = first_seat(people, number)
    return (*range(first, people + 1), *range(1, first))


def part_seconds(protocol: Protocol, minutes: float) -> dict[str, int]:
    """Seconds for each part of a protocol in a step of `minutes`; together they fill it."""
    total = round(60 * minutes)
    fixed = {part.id: min(SILENT_MINUTE, total) for part in protocol.parts if part.id == "silence"}
    shared = [part for part in protocol.parts if part.id not in fixed]
    weight, given, seconds = 0, 0, dict(fixed)
    for part in shared:
        weight += part.share
        upto = round((total - sum(fixed.values())) * weight / sum(each.share for each in shared))
        seconds[part.id] = upto - given
        given = upto
    return seconds
