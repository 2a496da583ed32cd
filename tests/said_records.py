"""Entries for the rules: records said one after the other, each some minutes after noon."""

import pkgutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib import import_module

import equitykit.records
from equitykit.records.record import Record

NOON = datetime(2027, 2, 3, 12, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


@dataclass(frozen=True)
class Said:
    sequence: int
    time: datetime
    subject: str
    record: Record | None


def said(*lines: tuple[float, str, Record | None]) -> list[Said]:
    """Entries of (minutes after noon, subject, record)."""
    return [
        Said(number, at(minutes), subject, record)
        for number, (minutes, subject, record) in enumerate(lines, 1)
    ]


def standing(entries: Iterable[Said]) -> dict[str, tuple[Said, ...]]:
    """What stands when nothing contradicts: the last entry of each subject."""
    heads: dict[str, tuple[Said, ...]] = {}
    for entry in entries:
        heads[entry.subject] = (entry,)
    return heads


def record_kinds() -> set[str]:
    """All kinds of records that the package has."""
    for module in pkgutil.iter_modules(equitykit.records.__path__):
        import_module(f"equitykit.records.{module.name}")
    return {
        each.kind for each in kinds_of(Record) if each.__module__.startswith("equitykit.")
    }  # fmt: skip


def kinds_of(record: type[Record]) -> list[type[Record]]:
    """The classes that are written down: those that no other class is made of."""
    below = record.__subclasses__()
    return [kind for each in below for kind in kinds_of(each)] if below else [record]
