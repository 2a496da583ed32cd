"""What the record knows of a decision's people: each group's part, and who is in the room."""

from collections import Counter

from equitykit.records.notes import Decision
from equitykit.reviews.table import rows_of
from equitykit.reviews.voice import level_of


def levels_of(standing, groups) -> dict[str, int]:
    """The part that the record shows for each student group, 0 to 5 (guide §4)."""
    return {group: level_of(standing, group) for group in groups}


def present_at(standing, meeting: str) -> dict[str, int]:
    """How many of each role are in `meeting`: by the table map, else by its last decision."""
    by_table: Counter[str] = Counter()
    for row in rows_of(standing, meeting):
        if row.map and row.map.here and row.touched.role and not row.touched.groups:
            by_table[row.touched.role] += row.map.here
    if by_table:
        return dict(by_table)
    counted = [
        each.present for _, each in standing.of(Decision) if each.meeting == meeting and each.on
    ]
    return dict(counted[-1]) if meeting and counted else {}
