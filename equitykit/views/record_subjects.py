"""What the record says about each subject: what stands, what stood before, what changed it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import Protocol

from equitykit.content.texts import Words
from equitykit.records.pauses import Pause
from equitykit.records.record import FromLater, Record, Withdrawn
from equitykit.views.record_values import Row, kind_label, known_text, record_rows


class Entry(Protocol):
    """An entry as the journal gives it."""

    sequence: int
    subject: str
    kind: str
    record: Record | None
    replaces: tuple[int, ...]
    reason: str
    time: datetime
    erased: bool


@dataclass(frozen=True)
class Version:
    """One version of a subject. `state` is empty, ``withdrawn``, ``erased`` or ``unknown``."""

    number: int
    moment: str
    reason: str
    state: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Link:
    """A way to another subject of the page."""

    target: str
    text: str


@dataclass(frozen=True)
class Subject:
    """All that is known about one subject.

    `standing` has one version; several are a conflict that the team has not decided. `text` is
    what it says in a line. `record` is the last that stands, None for one taken out or erased.
    """

    id: str
    name: str
    label: str
    kind: str
    meeting: str
    step: str
    standing: tuple[Version, ...]
    earlier: tuple[Version, ...]
    record: Record | None
    text: str
    changes: tuple[Link, ...] = ()
    changed_by: tuple[Link, ...] = ()


def subjects_of(
    entries: Iterable[Entry], *, zone: tzinfo | None, words: Words
) -> dict[str, Subject]:
    """Subjects by name, in order of first appearance, with their versions and links."""
    by_subject: dict[str, list[Entry]] = {}
    for entry in entries:
        by_subject.setdefault(entry.subject, []).append(entry)
    plain = {name: _subject(name, versions, zone, words) for name, versions in by_subject.items()}
    pauses: dict[str, list[Subject]] = {}
    for subject in plain.values():
        if isinstance(subject.record, Pause) and subject.record.changes:
            pauses.setdefault(subject.record.changes, []).append(subject)
    return {name: _linked(subject, plain, pauses) for name, subject in plain.items()}


def anchor(subject: str) -> str:
    """The id of a subject on the page; two subjects never share one."""
    safe = re.sub(r"[^A-Za-z0-9/]", lambda letter: f"_{ord(letter[0]):x}_", subject)
    return "subject-" + safe.replace("/", "-")


def _subject(name: str, versions: list[Entry], zone, words: Words) -> Subject:
    replaced = {sequence for entry in versions for sequence in entry.replaces}
    standing = [entry for entry in versions if entry.sequence not in replaced]
    earlier = [entry for entry in versions if entry.sequence in replaced]
    last = _readable(standing[-1])
    # what was taken out or erased still belongs to the meeting and step it was said in
    known = next((each for entry in reversed(versions) if (each := _readable(entry))), None)
    kind = _kind(known) if known else versions[0].kind
    return Subject(
        id=anchor(name),
        name=name,
        label=kind_label(kind, words),
        kind=kind,
        meeting=_value(known, "meeting") or _meeting_in(name),
        step=_value(known, "step"),
        standing=tuple(_version(entry, zone, words) for entry in standing),
        earlier=tuple(_version(entry, zone, words) for entry in reversed(earlier)),
        record=last,
        text=_value(last, "text") or _value(last, "change") or _value(last, "name"),
    )


def _linked(subject: Subject, others: Mapping, pauses: Mapping[str, list]) -> Subject:
    """The subject with its links: a pause to what it changed, and that back to the pause."""
    is_pause = isinstance(subject.record, Pause)
    target = others.get(subject.record.changes) if is_pause else None
    return replace(
        subject,
        changes=(_link(target),) if target else (),
        changed_by=tuple(_link(pause) for pause in pauses.get(subject.name, ())),
    )


def _link(to: Subject) -> Link:
    short = to.text if len(to.text) <= 80 else to.text[:80] + "…"
    return Link(to.id, f"{to.label}: {short}" if short else to.label)


def _version(entry: Entry, zone: tzinfo | None, words: Words) -> Version:
    if entry.erased or entry.record is None:
        state, rows = "erased", ()
    elif isinstance(entry.record, Withdrawn):
        state, rows = "withdrawn", ()
    else:
        state = "unknown" if isinstance(entry.record, FromLater) else ""
        rows = tuple(record_rows(entry.record, words))
    moment = words.moment(entry.time.astimezone(zone))
    return Version(entry.sequence, moment, _reason(entry.reason, words), state, rows)


def _reason(reason: str, words: Words) -> str:
    """Why an entry was written; the program's own reasons begin with ``#``."""
    own = known_text(f"record.reason.{reason[1:]}", words) if reason.startswith("#") else ""
    return own or reason


def _readable(entry: Entry) -> Record | None:
    nothing = entry.erased or isinstance(entry.record, Withdrawn)
    return None if nothing else entry.record


def _kind(record: Record) -> str:
    return record.named if isinstance(record, FromLater) else record.kind


def _value(record: Record | None, name: str) -> str:
    """A text attribute of a record of any kind, also of one that came from later."""
    values = record.body if isinstance(record, FromLater) else None
    value = values.get(name) if values is not None else getattr(record, name, "")
    return value if isinstance(value, str) else ""


def _meeting_in(subject: str) -> str:
    parts = subject.split("/")
    return parts[1] if parts[0] == "meeting" and len(parts) > 1 else ""
