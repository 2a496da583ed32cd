"""Who of those touched is at the table, who is missing, and what should therefore wait.

The questions and their order are those of facilitation guide §4: who is touched, who of them is
here, who could not come and why, which items wait, what we do by when.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from equitykit.records.groups import GroupEntry
from equitykit.records.notes import Decision
from equitykit.records.rights import AgendaItem
from equitykit.records.table import Invitation, ItemTouches, TableMap, Touched
from equitykit.records.team import Meeting
from equitykit.reviews.entries import Standing, records_of
from equitykit.reviews.groups import NEVER, never_counted

FEWEST_OF_A_GROUP = 5
"""Fewer people of a student group are never counted, only said to be few."""
# who can say of a group of students what it is like; those who work for them cannot
OF_A_GROUP = ("student", "family", "")
OUTNUMBERED = ("student", "family")
# an item that was decided with a mark is prepared before its day, not on it
AHEAD = timedelta(days=14)
# who leads speaks for their office: one of them is nobody's token
OF_AN_OFFICE = ("leader",)


@dataclass(frozen=True)
class Row:
    """Those touched, in one meeting.

    `stand`: ``unknown`` (nobody has looked), ``nobody``, ``here``; ``uncounted`` for those whom
    nobody may ask or count, such as students without papers (facilitation guide §7).
    """

    subject: str
    touched: Touched
    map: TableMap | None

    @property
    def stand(self) -> str:
        if is_uncounted(self.touched):
            return "uncounted"
        if self.map is None or (self.map.here is None and not self.map.few):
            return "unknown"
        return "here" if self.map.here or self.map.few else "nobody"

    @property
    def few(self) -> bool:
        """Whether it is said only that some are here: also where the row was counted first and
        named as a student group later."""
        if self.map is None or self.map.few:
            return self.map is not None
        return bool(self.touched.groups) and 0 < (self.map.here or 0) < FEWEST_OF_A_GROUP

    @property
    def is_one(self) -> bool:
        """Whether a single person is here, and would be taken for all the others."""
        lone = self.map is not None and self.map.here == 1 and not self.few
        return lone and self.touched.role not in OF_AN_OFFICE


@dataclass(frozen=True)
class Verdict:
    """What the table says of an item of the agenda.

    `stand`: ``waits`` (somebody whom it touches is missing), ``untold`` (nobody said whom it
    touches, or whether they are here), ``thin`` (one or a few stand for many), ``can`` or
    ``told`` (decided already: for information, and nobody is asked about it).
    """

    subject: str
    item: AgendaItem
    touches: ItemTouches | None
    stand: str
    missing: tuple[Row, ...] = ()
    thin: tuple[Row, ...] = ()


def is_uncounted(touched: Touched) -> bool:
    """Whether who belongs to them must not be recorded anywhere, not even as a count."""
    named = GroupEntry(code="", en=touched.en[:200], es=touched.es[:200])
    return never_counted(named) or bool(set(touched.groups) & set(NEVER))


def table_subject(meeting: str, touched: str) -> str:
    """Where the table map keeps who of `touched` is in `meeting`."""
    return f"{meeting}/table/{touched.rpartition('/')[2]}"


def rows_of(standing: Standing, meeting: str) -> list[Row]:
    """All who are touched, and who of them is in `meeting` (empty: none is open)."""
    maps = dict(records_of(standing, TableMap))
    return [
        Row(subject, touched, maps.get(table_subject(meeting, subject)) if meeting else None)
        for subject, touched in records_of(standing, Touched)
        if touched.text
    ]


def missing(rows: Iterable[Row]) -> list[Row]:
    """Those of whom nobody is here."""
    return [row for row in rows if row.stand == "nobody"]


def lone_roles(rows: Iterable[Row]) -> list[str]:
    """Roles of which a single person is in the room: students, families.

    One person is presence and stands for nobody else (facilitation guide §4).
    """
    counts: dict[str, int] = {}
    for row in rows:
        if row.touched.role in OUTNUMBERED and not row.touched.groups and row.map:
            counts[row.touched.role] = counts.get(row.touched.role, 0) + (row.map.here or 0)
    return [role for role, count in counts.items() if count == 1]


def is_thin(row: Row) -> bool:
    """Whether a few people, or one, stand here for all of a group, or nobody can know."""
    if row.stand != "here":
        return row.stand == "uncounted"
    return row.is_one or row.few


def is_alone(row: Row, rows: Iterable[Row]) -> bool:
    """Whether who is here of them is a single person, by all that is known."""
    return row.is_one or (row.few and row.touched.role in lone_roles(rows))


def verdicts(standing: Standing, meeting: str) -> list[Verdict]:
    """What the table says of each item of the agenda of `meeting`."""
    rows = rows_of(standing, meeting)
    touches = dict(records_of(standing, ItemTouches))
    return [
        _verdict(subject, item, touches.get(f"{subject}/touches"), rows)
        for subject, item in records_of(standing, AgendaItem)
        if item.meeting == meeting and item.text
    ]


def _verdict(subject: str, item: AgendaItem, touches: ItemTouches | None, rows) -> Verdict:
    if item.mark == "decided":
        return Verdict(subject, item, touches, "told")
    concerned = [row for row in rows if touches and row.subject in touches.touches]
    away = tuple(missing(concerned))
    thin = tuple(row for row in concerned if is_thin(row))
    if away:
        stand = "waits"
    elif not concerned or any(row.stand == "unknown" for row in concerned):
        stand = "untold"
    else:
        stand = "thin" if thin else "can"
    return Verdict(subject, item, touches, stand, away, thin)


def not_today(standing: Standing, meeting: str) -> list[Verdict]:
    """Decisions that should not be taken today: somebody whom they touch is missing."""
    return [each for each in verdicts(standing, meeting) if each.stand == "waits"]


def groups_missing(standing: Standing, meeting: str, groups: Iterable[str]) -> list[str]:
    """Those of `groups`, student-group codes, of whom nobody is known to be in `meeting`."""
    there = {
        code
        for row in rows_of(standing, meeting)
        if row.stand == "here" and row.touched.role in OF_A_GROUP
        for code in row.touched.groups
    }
    return [code for code in groups if code not in there]


def decided_without(standing: Standing, meeting: str) -> list[tuple[str, Decision, list[str]]]:
    """Decisions of `meeting` about student groups of whom nobody was there, with those groups."""
    found = [
        (subject, decision, groups_missing(standing, meeting, decision.groups))
        for subject, decision in records_of(standing, Decision)
        if decision.meeting == meeting
    ]
    return [each for each in found if each[2]]


def missing_of(standing: Standing, meeting: str, touches: Iterable[str]) -> list[Row]:
    """Those of `touches`, subjects of people touched, of whom nobody is in `meeting`."""
    touched = set(touches)
    return missing(row for row in rows_of(standing, meeting) if row.subject in touched)


def to_open_again(standing: Standing, on: date) -> list[tuple[str, AgendaItem, ItemTouches]]:
    """Items that were decided with a mark and whose day comes within `AHEAD`, or has passed.

    The earliest first; with the subject of the item.
    """
    items = dict(records_of(standing, AgendaItem))
    found = [
        (subject.removesuffix("/touches"), each)
        for subject, each in records_of(standing, ItemTouches)
        if each.choice == "marked" and each.again is not None and each.again <= on + AHEAD
    ]
    found = [(subject, items[subject], each) for subject, each in found if subject in items]
    return sorted(found, key=lambda each: each[2].again)


def mapped_meetings(standing: Standing) -> list[tuple[str, Meeting]]:
    """Meetings whose table somebody has looked at, the first one first."""
    mapped = {record.meeting for _, record in records_of(standing, TableMap)}
    held = [(each, record) for each, record in records_of(standing, Meeting) if each in mapped]
    return sorted(held, key=lambda each: each[1].on)


def never_here(standing: Standing) -> list[Touched]:
    """Those of whom nobody was there in any meeting that was mapped, once two were."""
    meetings = mapped_meetings(standing)
    if len(meetings) < 2:
        return []
    by_meeting = [{row.subject: row for row in rows_of(standing, each)} for each, _ in meetings]
    return [
        touched
        for subject, touched in records_of(standing, Touched)
        if touched.text and not any(rows[subject].stand == "here" for rows in by_meeting)
    ]


def overdue(standing: Standing, on: date) -> list[str]:
    """Subjects of invitations whose day has passed and that nobody has sent."""
    return [
        subject
        for subject, each in records_of(standing, Invitation)
        if each.state == "open" and each.by is not None and each.by < on
    ]


def more_than_room(rows: Iterable[Row], people: int | None) -> int:
    """How many people the roles add up to, where that is more than `people`; else 0."""
    total = sum(row.map.here or 0 for row in rows if row.map and not row.touched.groups)
    return total if people is not None and total > people else 0
