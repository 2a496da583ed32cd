"""The four principles, answered from the record: what it shows, and where it shows nothing.

The principles are those of Bowman and colleagues (WestEd 2021) in our words: name racism and act
against it; act on every level; work with those most affected; share the work. What is counted as
showing one is ours. A question without an entry is an answer too.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from equitykit.records.agreements import AgreementKept
from equitykit.records.commitments import Commitment
from equitykit.records.groups import GroupEntry
from equitykit.records.labour import LabourTask
from equitykit.records.mirror import GivenLine
from equitykit.records.notes import Decision, Promise
from equitykit.records.origins import TimelineEntry
from equitykit.records.pauses import Pause
from equitykit.records.perspectives import DistrictAction
from equitykit.records.rights import WhoDecides
from equitykit.records.series import Attendance
from equitykit.records.strategies import PRINCIPLES, Strategy
from equitykit.records.table import Touched
from equitykit.records.team import Meeting
from equitykit.reviews.agreements import lines_of
from equitykit.reviews.framing_words import FRAMING, chosen_framing
from equitykit.reviews.labour import carry_much, family_of, tasks_of, unpaid
from equitykit.reviews.voice import SHAPED, ledger

# families of roles whose lives the work is about; all others are paid to be there
AFFECTED = ("student", "family")


@dataclass(frozen=True)
class Evidence:
    """A question to the record and the subjects of the entries that answer it, if any do."""

    question: str
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finding:
    """What the record shows of a principle, and `looks`: what in it should be looked at.

    A look is an id and the number that goes with it, such as ``("one_carries", 4)``.
    """

    principle: str
    evidence: tuple[Evidence, ...]
    looks: tuple[tuple[str, float], ...] = ()

    @property
    def subjects(self) -> tuple[str, ...]:
        """All entries that answer, each once."""
        return tuple(dict.fromkeys(each for one in self.evidence for each in one.subjects))

    @property
    def is_silent(self) -> bool:
        """Whether the record shows nothing of it at all."""
        return not self.subjects

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The questions that no entry answers."""
        return tuple(each.question for each in self.evidence if not each.subjects)


def findings(standing) -> list[Finding]:
    """All four principles in their order."""
    return [
        Finding(
            principle,
            tuple(
                Evidence(question, tuple(dict.fromkeys(ask(standing))))
                for question, ask in QUESTIONS[principle].items()
            ),
            tuple(LOOKS.get(principle, _nothing)(standing)),
        )
        for principle in PRINCIPLES
    ]


def _nothing(standing) -> Iterator:
    return iter(())


def _where(standing, kind, holds: Callable = lambda record: True) -> Iterator[str]:
    for subject, record in standing.of(kind):
        if holds(record):
            yield subject


# name racism and act against it


def _framed(standing) -> Iterator[str]:
    framing = chosen_framing(standing)
    # a choice not to name race is a choice too; not to have chosen is silence
    if framing and framing.choice != "undecided":
        yield FRAMING


def _named(standing) -> Iterator[str]:
    return _where(standing, GroupEntry, lambda group: bool(group.how))


def _about_groups(standing) -> Iterator[str]:
    yield from _where(standing, Decision, lambda each: bool(each.text and each.groups))


def _effects(standing) -> Iterator[str]:
    return _where(standing, TimelineEntry, lambda each: bool(each.policy.strip()))


# act on every level


def _individual(standing) -> Iterator[str]:
    return _where(standing, GivenLine)


def _interpersonal(standing) -> Iterator[str]:
    yield from (each.subject for each in lines_of(standing) if each.stand == "agreed")
    yield from _where(standing, AgreementKept)
    # a pause that changed something changed it among those in the room
    yield from _where(standing, Pause, lambda pause: bool(pause.change.strip()))


def _institutional(standing) -> Iterator[str]:
    yield from _where(standing, Commitment)
    yield from _where(standing, WhoDecides, lambda each: bool(each.en or each.es))
    yield from _where(standing, DistrictAction)
    yield from _where(standing, Strategy, lambda each: each.principle == "all_levels")


# work with those most affected


def _in_the_room(standing) -> Iterator[str]:
    for subject, record in standing.of(Attendance):
        if any(record.present.get(role, 0) for role in AFFECTED):
            yield subject


def _shaped(standing) -> Iterator[str]:
    for each in ledger(standing):
        touched = standing.record(each.voice_of)
        staff = isinstance(touched, Touched) and touched.role not in ("", *AFFECTED)
        if each.level >= SHAPED and not each.struck and not staff:
            yield each.subject


def _own_words(standing) -> Iterator[str]:
    return _where(standing, GroupEntry, lambda group: bool(group.chosen_by.strip()))


def _own_history(standing) -> Iterator[str]:
    return _where(standing, TimelineEntry, lambda each: each.teller == "community")


def _told_back(standing) -> Iterator[str]:
    return _where(standing, Promise, lambda each: bool(each.to.strip()) and each.state == "kept")


# shared by all


def _carried(standing) -> Iterator[str]:
    yield from (subject for subject, _ in tasks_of(standing))


def _roles(standing) -> Iterator[str]:
    yield from _where(standing, Meeting, lambda each: len(set(each.roles.values())) > 1)


def _paid(standing) -> Iterator[str]:
    for subject, task in tasks_of(standing):
        if family_of(task) in AFFECTED and task.paid != "unpaid":
            yield subject


def _load(standing) -> Iterator[tuple[str, float]]:
    yield from (("one_carries", each.tasks) for each in carry_much(standing))
    hours = sum(unpaid(standing).get(family, 0) for family in AFFECTED)
    if hours:
        yield "unpaid", hours
    families = {family_of(task) for _, task in standing.of(LabourTask)}
    if len(families) == 1:
        yield "one_family", len(tasks_of(standing))


def _unheard(standing) -> Iterator[tuple[str, float]]:
    without = [
        record
        for _, record in standing.of(Attendance)
        if not any(record.present.get(role, 0) for role in AFFECTED)
    ]
    if without:
        yield "without_them", len(without)


QUESTIONS: dict[str, dict[str, Callable]] = {
    "name_racism": {
        "framed": _framed, "named": _named, "about_groups": _about_groups, "effects": _effects,
    },
    "all_levels": {
        "individual": _individual, "interpersonal": _interpersonal,
        "institutional": _institutional,
    },
    "with_those_affected": {
        "in_the_room": _in_the_room, "shaped": _shaped, "own_words": _own_words,
        "own_history": _own_history, "told_back": _told_back,
    },
    "shared_by_all": {"carried": _carried, "roles": _roles, "paid": _paid},
}  # fmt: skip
LOOKS: dict[str, Callable] = {"with_those_affected": _unheard, "shared_by_all": _load}
