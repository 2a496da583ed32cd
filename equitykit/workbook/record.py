"""The record of one team, as a page works with it."""

from uuid import uuid4

from equitykit.errors import EquitykitError
from equitykit.records.record import Record, Withdrawn
from equitykit.records.team import Team
from equitykit.storage.journal.entry import Entry, TeamInfo
from equitykit.storage.journal.journal import Journal
from equitykit.workbook.parameters import NONE

# why an entry was written that puts back what stood before
UNDONE = "#undo"


class TeamRecord:
    """One team's stream of a journal.

    `journal` and `stream` may be used directly; the methods are what pages do again and again.
    """

    def __init__(self, journal: Journal, info: TeamInfo):
        self.journal = journal
        self.info = info
        self.stream = info.stream
        self.team: Team = info.team

    def standing(self):
        """What stands now, by subject."""
        return self.journal.standing(self.stream)

    def write(self, subject: str, record: Record, *, id: str | None = None, base=None, **why):
        """Append `record` under `subject`; without `id` it is a fact that the page itself notes."""
        id = id or uuid4().hex
        return self.journal.append(self.stream, subject, record, id=id, base=base, **why)

    def withdraw(self, subject: str, *, id: str | None = None, reason: str = ""):
        """Let what stands under `subject` count no more."""
        return self.write(subject, Withdrawn(), id=id, reason=reason)

    def undo(self, kinds: tuple[str, ...], *, after: int, id: str) -> bool:
        """Put back what the latest entry of `kinds` after sequence `after` has changed.

        Undoing is one more entry; undoing again goes one further back. Returns whether there
        was anything to undo.
        """
        entry = latest_undoable(self.journal.entries(self.stream, after=after), kinds)
        if entry is not None:
            self._put_back(entry, id)
        return entry is not None

    def _put_back(self, entry, id: str) -> None:
        earlier = [
            each
            for each in self.journal.versions(self.stream, entry.subject)
            if each.sequence < entry.sequence and not each.erased
        ]
        record = earlier[-1].record if earlier else Withdrawn()
        self.write(entry.subject, record, id=id, reason=UNDONE)


def latest_undoable(entries: list[Entry], kinds: tuple[str, ...]) -> Entry | None:
    """The latest entry of `kinds` that has not been undone."""
    undone = 0
    for entry in reversed(entries):
        if entry.reason == UNDONE:
            undone += 1
        elif entry.kind in kinds:
            if not undone:
                return entry
            undone -= 1
    return None


def find_team(journal: Journal, team: str) -> TeamInfo:
    """The team with this id, or else of this name.

    Raises
    ------
    EquitykitError
        ``team_not_there``, ``team_not_one``
    """
    teams = journal.teams()
    found = [info for info in teams if info.stream == team] or [
        info for info in teams if info.team.name == team
    ]
    if not found:
        names = ", ".join(info.team.name for info in teams) or "–"
        raise EquitykitError("team_not_there", team=team, teams=names)
    if len(found) > 1:
        ids = ", ".join(info.stream for info in found)
        raise EquitykitError("team_not_one", team=team, count=len(found), teams=ids)
    return found[0]


def teams_of(journal: Journal | None, *, team: str, district: str) -> list[TeamRecord]:
    """The team that was asked for, or else every team of the district; none without a record."""
    if journal is None:
        return []
    if team != NONE:
        return [TeamRecord(journal, find_team(journal, team))]
    there = [info for info in journal.teams() if info.team.district == district]
    return [TeamRecord(journal, info) for info in there]
