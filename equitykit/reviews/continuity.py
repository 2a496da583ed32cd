"""The continuity pack: what must outlive the people who decided it, section by section."""

from dataclasses import dataclass

from equitykit.content.continuity import load_pack_sections
from equitykit.records.record import Record
from equitykit.reviews.entries import Standing, standing_entries


@dataclass(frozen=True)
class PackSection:
    """A section with what stands of it: subjects and records, by kind in the order of
    ``pack_sections.csv``, within a kind in order of first appearance.

    Where entries contradict each other, both are there.
    """

    id: str
    records: tuple[tuple[str, Record], ...]


def pack(standing: Standing) -> list[PackSection]:
    """All sections, also those that are still empty: a gap is worth seeing."""
    entries = standing_entries(standing)
    return [
        PackSection(
            section.id,
            # what the section names first is read first: the definition before what follows of it
            tuple(
                (entry.subject, entry.record)
                for kind in section.kinds
                for entry in entries
                if entry.record.kind == kind
            ),
        )
        for section in load_pack_sections()
    ]


def empty_sections(sections: list[PackSection]) -> list[str]:
    """What the record does not tell yet."""
    return [section.id for section in sections if not section.records]
