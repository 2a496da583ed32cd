"""The ten-minute path for somebody who is new or late: seven things, as far as there are any."""

from dataclasses import dataclass

from equitykit.content.continuity import Part, load_newcomer_path
from equitykit.reviews.entries import Entry, Standing, in_order, standing_entries


@dataclass(frozen=True)
class PathItem:
    """A thing to be told, and the subjects of the record that tell it; none: not yet."""

    id: str
    subjects: tuple[str, ...]


def newcomer_path(standing: Standing) -> list[PathItem]:
    """All seven items in their order."""
    entries = standing_entries(standing)
    return [PathItem(item.id, _subjects(item, entries)) for item in load_newcomer_path()]


def _subjects(item: Part, entries: list[Entry]) -> tuple[str, ...]:
    found = in_order(entry for entry in entries if entry.record.kind in item.kinds)
    subjects = tuple(dict.fromkeys(entry.subject for entry in found))
    return tuple(subjects[-1:]) if item.only_newest else subjects
