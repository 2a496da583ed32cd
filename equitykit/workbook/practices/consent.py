"""Counting hands on a wording: the form, and what it may say."""

from equitykit.errors import EquitykitError
from equitykit.records.consent import ANSWERS
from equitykit.views.practices import Input
from equitykit.workbook.meeting_fields import number_of


def answer_inputs(practice: str, words) -> tuple[Input, ...]:
    """A number for each answer, in the words of the practice."""
    return tuple(
        Input(answer, words(f"{practice}.consent.{answer}"), "number", required=True)
        for answer in ANSWERS
    )


def counted(moment, values: dict) -> dict[str, int]:
    """The people by answer that a form sent.

    Raises
    ------
    EquitykitError
        ``more_than_present`` where there are more answers than people in the meeting,
        ``nobody_counted``
    """
    counts = {answer: number_of(values.get(answer) or "0", 0, 500) for answer in ANSWERS}
    people = moment.meeting.people if moment.meeting else None
    if people is not None and sum(counts.values()) > people:
        raise EquitykitError("more_than_present", count=sum(counts.values()), people=people)
    if not any(counts.values()):
        raise EquitykitError("nobody_counted")
    return counts
