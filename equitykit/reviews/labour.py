"""Who carries the work: hours by role family, one holder with too much, unpaid work."""

from dataclasses import dataclass

from equitykit.content.labour import load_jobs
from equitykit.records.calendar import ROLES
from equitykit.records.labour import PAID, LabourTask
from equitykit.records.notes import Promise
from equitykit.records.series import BetweenTask

# A holder is looked at when most of the open work is theirs. Both lines are ours: no source has
# one; what is too much is for the team to say.
MOST_TASKS = 3
LARGEST_SHARE = 0.5
FEWEST_TO_COMPARE = 3
# whose unpaid work is a matter of fairness first (features S13; guide §24, pay or credit)
UNPAID_FAMILIES = ("student", "family")


@dataclass(frozen=True)
class FamilyLoad:
    """The work of a role family: tasks, and hours by whether they are paid."""

    family: str
    tasks: int
    hours: dict[str, float]

    @property
    def all_hours(self) -> float:
        return sum(self.hours.values())


@dataclass(frozen=True)
class HolderLoad:
    """The open work of one holder: `job`, `seat`, its tasks and hours, of all that is open."""

    job: str
    seat: int
    tasks: int
    hours: float
    of_tasks: int
    of_hours: float


def tasks_of(standing) -> list[tuple[str, LabourTask]]:
    """The tasks that somebody does or did; those that were released are nobody's work."""
    return [each for each in standing.of(LabourTask) if each[1].stands != "released"]


def family_of(task: LabourTask) -> str:
    """The role family of a task's holder; ``staff`` for a job that a later version knows."""
    return load_jobs().get(task.job, "staff")


def by_family(standing) -> list[FamilyLoad]:
    """Role families with tasks, in the order of the roles."""
    tasks = [task for _, task in tasks_of(standing)]
    found = []
    for family in ROLES:
        own = [task for task in tasks if family_of(task) == family]
        if own:
            hours = {paid: sum(task.hours for task in own if task.paid == paid) for paid in PAID}
            found.append(FamilyLoad(family, len(own), hours))
    return found


def hours_by_family(standing) -> dict[str, float]:
    """All hours of the ledger by role family."""
    return {each.family: each.all_hours for each in by_family(standing)}


def carry_much(standing) -> list[HolderLoad]:
    """Holders with more than three open tasks, or more than half of the open hours."""
    still_open = [task for _, task in tasks_of(standing) if task.stands == "open"]
    all_hours = sum(task.hours for task in still_open)
    holders: dict[tuple[str, int], list[LabourTask]] = {}
    for task in still_open:
        holders.setdefault((task.job, task.seat), []).append(task)
    found = []
    for (job, seat), own in holders.items():
        hours = sum(task.hours for task in own)
        large = len(still_open) >= FEWEST_TO_COMPARE and hours > LARGEST_SHARE * all_hours
        if len(own) > MOST_TASKS or large:
            found.append(HolderLoad(job, seat, len(own), hours, len(still_open), all_hours))
    return found


def unpaid(standing) -> dict[str, float]:
    """Unpaid hours by role family, where there are any."""
    return {
        each.family: each.hours["unpaid"] for each in by_family(standing) if each.hours["unpaid"]
    }


def without_effort(standing) -> list[tuple[str, Promise | BetweenTask]]:
    """Open promises, and tasks between meetings, of which nobody has said who carries them and
    how long that takes."""
    counted = {task.keeps for _, task in tasks_of(standing)}
    owed = [each for each in standing.of(Promise) if each[1].state in ("open", "late")]
    between = [each for each in standing.of(BetweenTask) if each[1].state == "open"]
    return [
        (subject, record)
        for subject, record in (*owed, *between)
        if record.text.strip() and subject not in counted
    ]
