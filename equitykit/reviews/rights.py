"""Who decides what: when the room may be asked, when a decision may enter the register.

The rules are those of the facilitation guide §4: nobody is asked for input on what is decided,
and a decision about a group that had no part in it is possible, marked, and dated for a return.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from equitykit.errors import EquitykitError
from equitykit.records.notes import Decision
from equitykit.records.rights import AgendaItem, WhoDecides
from equitykit.reviews.entries import Standing
from equitykit.reviews.voice import below_shaped

NEEDED = ("question", "text", "decided_by")
WISHED = ("reason", "options", "absent", "would_reopen")
# as long as a card is believed without anybody asking again
CARD_DAYS = 365


def check_may_ask(item: AgendaItem) -> None:
    """Refuse to ask the room about an item that leaves nothing to say.

    Raises
    ------
    EquitykitError
        ``item_not_marked``, ``input_on_decided``, ``limits_missing``
    """
    if not item.mark:
        raise EquitykitError("item_not_marked", item=item.text)
    if item.mark == "decided":
        raise EquitykitError("input_on_decided", item=item.text)
    if item.mark == "bounded" and not (item.limits_en or item.limits_es).strip():
        raise EquitykitError("limits_missing", item=item.text)


def may_ask(item: AgendaItem) -> bool:
    """Whether the room may be asked about it."""
    try:
        check_may_ask(item)
    except EquitykitError:
        return False
    return True


def groups_without_part(decision: Decision, standing: Standing) -> tuple[str, ...]:
    """Of the groups that a decision is about, those whose words have shaped nothing.

    What the record shows of each group's part at this stage counts (guide §4: level 3 and
    above), and beside it what the team says of this decision.
    """
    below = set(below_shaped(standing, decision.groups)) - set(decision.groups_involved)
    return tuple(group for group in decision.groups if group in below)


def check_counts(
    how: str, votes: Mapping[str, int], present: Mapping[str, int], people: int | None
) -> None:
    """Refuse counts that contradict each other.

    Raises
    ------
    EquitykitError
        ``nobody_present``, ``more_present_than_planned``, ``votes_missing``,
        ``votes_without_vote``, ``more_votes_than_present``
    """
    here, cast = sum(present.values()), sum(votes.values())
    if not here:
        raise EquitykitError("nobody_present")
    if people is not None and here > people:
        raise EquitykitError("more_present_than_planned", count=here, people=people)
    if how == "vote" and not cast:
        raise EquitykitError("votes_missing")
    if how != "vote" and cast:
        raise EquitykitError("votes_without_vote", count=cast)
    if cast > here:
        raise EquitykitError("more_votes_than_present", count=cast, people=here)


def missing(decision: Decision, names: tuple[str, ...]) -> list[str]:
    """Which of `names` a decision does not say."""
    return [name for name in names if not getattr(decision, name).strip()]


def check_return(decision: Decision, today: date) -> None:
    """Refuse a day to return to it that has passed, or none where one must be.

    Raises
    ------
    EquitykitError
        ``date_has_passed``, ``return_date_missing``
    """
    if decision.reopen_on and decision.reopen_on < today:
        raise EquitykitError("date_has_passed", date=decision.reopen_on.isoformat())
    if decision.groups_without_part and not decision.reopen_on:
        raise EquitykitError("return_date_missing")


@dataclass(frozen=True)
class Registered:
    """A decision in the register. `reversed_by` is the subject of the one that took it back."""

    subject: str
    decision: Decision
    reversed_by: str = ""

    def is_due(self, today: date) -> bool:
        """Whether the day to return to it has come, and nobody has."""
        day = self.decision.reopen_on
        return day is not None and day <= today and not self.reversed_by


def register_of(standing) -> list[Registered]:
    """All decisions that were entered, in order of the day; nothing ever leaves the register."""
    entered = [(subject, each) for subject, each in standing.of(Decision) if each.on]
    reversed_by = {each.reverses: subject for subject, each in entered if each.reverses}
    ordered = sorted(entered, key=lambda pair: pair[1].on)
    return [Registered(subject, each, reversed_by.get(subject, "")) for subject, each in ordered]


def unfinished(standing) -> list[tuple[str, Decision]]:
    """Decisions that are begun and in no register yet."""
    return [(subject, each) for subject, each in standing.of(Decision) if not each.on]


def card_age(card: WhoDecides | None, today: date) -> str:
    """``unchecked``, ``old`` (checked more than a year ago) or ``checked``."""
    if card is None or card.checked is None:
        return "unchecked"
    return "old" if (today - card.checked).days > CARD_DAYS else "checked"
