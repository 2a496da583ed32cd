"""The life of an anonymous round until it is put together.

While it runs there are only counts, and texts in an order that chance has made: nothing says
who answered, when, or what belongs to one slip. What may be released then is decided in
``round_release``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from equitykit.errors import EquitykitError
from equitykit.records.rounds import ROLES

LONGEST_ANSWER = 1_000
MOST_SLIPS = 500


@dataclass(frozen=True)
class Question:
    """A question: one of `answers` is chosen (``scale``), or something is written (``text``).

    Where there is one answer only, it is a box to tick or to leave.
    """

    id: str
    kind: Literal["scale", "text"] = "scale"
    answers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Instrument:
    """Questions that are asked together.

    Attributes
    ----------
    roles
        Whether a slip also says from which seat it comes.
    moments
        When in a meeting it can be asked, such as ``("start", "end")``.
    practice
        The practice whose it is, where that is called otherwise than the instrument.
    may_be_empty
        Whether a slip on which nothing is ticked says something, and is counted.
    """

    id: str
    questions: tuple[Question, ...]
    roles: bool = False
    moments: tuple[str, ...] = ()
    practice: str = ""
    may_be_empty: bool = False

    @property
    def of(self) -> str:
        """The id of its practice."""
        return self.practice or self.id

    @property
    def scales(self) -> tuple[Question, ...]:
        return tuple(each for each in self.questions if each.kind == "scale")

    @property
    def written(self) -> tuple[Question, ...]:
        return tuple(each for each in self.questions if each.kind == "text")

    def question(self, id: str) -> Question:
        """Raises ``KeyError`` for one that is not asked."""
        return {each.id: each for each in self.questions}[id]


class Tally(BaseModel):
    """What was handed in so far: by role, by question and role, texts mixed. No slip is a row.

    `seen` are the ids of forms that were counted, sorted, so that one sent again counts once.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    slips: dict[str, int] = {}
    counts: dict[str, dict[str, dict[str, int]]] = {}
    texts: dict[str, tuple[str, ...]] = {}
    seen: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """How many slips were handed in."""
        return sum(self.slips.values())

    def counted(self, question: str) -> dict[str, int]:
        """How many gave each answer to a question, over all roles."""
        total: dict[str, int] = {}
        for answers in self.counts.get(question, {}).values():
            for answer, n in answers.items():
                total[answer] = total.get(answer, 0) + n
        return total


class Running(BaseModel):
    """A round that is not over. Its `id` is that of the record that it becomes.

    Attributes
    ----------
    phase
        ``collecting``; ``reading`` once the facilitator reads what was written; ``closing``.
    passed
        Whether the laptop goes round: the form alone is on the screen.
    sheet
        Changes when a form is to be empty again; says nothing else.
    order, scale, wording
        The questions and the answers to choose from, by id, and how they are asked.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    meeting: str = ""
    moment: str = ""
    on: date
    way: str = "slips"
    phase: Literal["collecting", "reading", "closing"] = "collecting"
    passed: bool = False
    sheet: str = ""
    order: tuple[str, ...] = ()
    scale: tuple[str, ...] = ()
    wording: dict[str, dict[str, str]] = {}
    tally: Tally = Tally()

    def but(self, **changes) -> "Running":
        return self.model_copy(update=changes)


@dataclass(frozen=True)
class Slip:
    """One person's answers, by question; they are taken apart as soon as they are counted."""

    answers: Mapping[str, str]
    role: str = ""


def slip_of(instrument: Instrument, values: Mapping[str, str]) -> Slip:
    """The slip that a form holds; a question may be left out.

    Raises
    ------
    EquitykitError
        ``field_unknown`` for an answer that there is not, ``round_slip_empty``,
        ``round_role_missing``, ``round_text_long``
    """
    answers = {}
    for question in instrument.questions:
        text = str(values.get(question.id, "")).strip()
        if text == "true" and len(question.answers) == 1:
            text = question.answers[0]
        if question.kind == "scale" and text and text not in question.answers:
            raise EquitykitError("field_unknown")
        if len(text) > LONGEST_ANSWER:
            raise EquitykitError("round_text_long", most=LONGEST_ANSWER)
        if text:
            answers[question.id] = text
    if not answers and not instrument.may_be_empty:
        raise EquitykitError("round_slip_empty")
    return Slip(answers, role_of(instrument, values))


def role_of(instrument: Instrument, values: Mapping[str, str]) -> str:
    """From which seat a form comes; empty where that is not asked."""
    if not instrument.roles:
        return ""
    role = str(values.get("role", ""))
    if not role:
        raise EquitykitError("round_role_missing")
    if role not in ROLES:
        raise EquitykitError("field_unknown")
    return role


def with_slip(
    tally: Tally, instrument: Instrument, slip: Slip, id: str, draw: Callable[[int], int]
) -> Tally:
    """The tally with one more slip; as it was, if the form `id` was counted already.

    `draw` is chance: a whole number from 0 to below its argument. Each text goes to a place
    of its own among those that are there, so texts of one slip do not stay together.
    """
    if id in tally.seen:
        return tally
    if tally.total >= MOST_SLIPS:
        raise EquitykitError("field_unknown")
    counts = {q: {r: dict(a) for r, a in roles.items()} for q, roles in tally.counts.items()}
    for question in instrument.scales:
        if answer := slip.answers.get(question.id):
            of_role = counts.setdefault(question.id, {}).setdefault(slip.role, {})
            of_role[answer] = of_role.get(answer, 0) + 1
    slips = tally.slips | {slip.role: tally.slips.get(slip.role, 0) + 1}
    mixed = with_texts(tally, instrument, slip.answers, id, draw)
    return mixed.model_copy(update={"slips": slips, "counts": counts})


def with_texts(
    tally: Tally,
    instrument: Instrument,
    answers: Mapping[str, str],
    id: str,
    draw: Callable[[int], int],
) -> Tally:
    """The tally with what was written on a slip whose other answers are counted otherwise."""
    if id in tally.seen:
        return tally
    texts = {question: list(written) for question, written in tally.texts.items()}
    for question in instrument.written:
        if text := answers.get(question.id):
            among = texts.setdefault(question.id, [])
            among.insert(draw(len(among) + 1), text)
    mixed = {question: tuple(each) for question, each in texts.items()}
    return tally.model_copy(update={"texts": mixed, "seen": tuple(sorted([*tally.seen, id]))})


def with_grid(
    tally: Tally, instrument: Instrument, grid: Mapping[str, Mapping[str, int]], role: str, id: str
) -> Tally:
    """The tally with the counts of all slips of `role`, in place of what was typed before.

    `grid` has for each question a count for each answer, and one under ``""`` for slips that
    leave it out.

    Raises
    ------
    EquitykitError
        ``nobody_counted``, ``round_grid_uneven`` where two questions add up differently
    """
    if id in tally.seen:
        return tally
    sums = {question: sum(row.values()) for question, row in grid.items()}
    slips = max(sums.values(), default=0)
    if not slips:
        raise EquitykitError("nobody_counted")
    uneven = [question for question, n in sums.items() if n != slips]
    if uneven:
        number = [each.id for each in instrument.scales].index(uneven[0]) + 1
        raise EquitykitError("round_grid_uneven", row=number, count=sums[uneven[0]], most=slips)
    counts = {q: dict(roles) for q, roles in tally.counts.items()}
    for question, row in grid.items():
        told = {answer: n for answer, n in row.items() if answer and n}
        counts[question] = counts.get(question, {}) | {role: told}
    return tally.model_copy(
        update={
            "slips": tally.slips | {role: slips},
            "counts": counts,
            "seen": tuple(sorted([*tally.seen, id])),
        }
    )


def check_people(people: int | None, count: int) -> None:
    """Raises ``round_more_slips`` where more have answered than were in the meeting.

    ``round_too_many`` where there are more than a round can hold.
    """
    if people is not None and count > people:
        raise EquitykitError("round_more_slips", count=count, people=people)
    if count > MOST_SLIPS:
        raise EquitykitError("round_too_many", count=count, most=MOST_SLIPS)


def gone_questions(running: Running, instrument: Instrument) -> list[str]:
    """Questions that have answers and are not asked any more: their wording is kept."""
    asked = {each.id for each in instrument.questions}
    held = [*running.tally.counts, *running.tally.texts]
    return [id for id in dict.fromkeys(held) if id not in asked]


def check_not_asked(running: Running | None, question: str) -> None:
    """Raises ``round_question_answered`` where a question that is to go has answers."""
    if running and (question in running.tally.counts or question in running.tally.texts):
        raise EquitykitError("round_question_answered")
