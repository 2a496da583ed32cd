"""What buttons and forms do about the definition of equity."""

from equitykit.errors import EquitykitError
from equitykit.records.meaning import (
    MEANINGS,
    Definition,
    DefinitionConsent,
    DefinitionDifference,
    DraftMeanings,
)
from equitykit.reviews.meaning import CONSENT, DEFINITION, read_meanings
from equitykit.workbook.practices.consent import counted
from equitykit.workbook.practices.meaning_shown import drafts_of
from equitykit.workbook.practices.parts import filled, reason_of, record_for


def tag(page, moment, values: dict) -> None:
    """Read one of the four meanings in a draft; pressing it again takes that back."""
    subject, meaning = str(values.get("draft")), values.get("meaning")
    text = drafts_of(moment.standing).get(subject)
    if text is None or meaning not in MEANINGS:
        raise EquitykitError("field_unknown")
    now = read_meanings(moment.standing, subject)
    left = [each for each in MEANINGS if (each in now) is not (each == meaning)]
    record = DraftMeanings(meeting=moment.meeting_id, text=text, meanings=tuple(left))
    page.team.write(subject, record, id=values["id"])


def consent(page, moment, values: dict) -> None:
    """Keep how many can work with the definition as it stands.

    Raises
    ------
    EquitykitError
        ``more_than_present``, ``nobody_counted``
    """
    definition = record_for(moment, DEFINITION, Definition)
    if not definition.text.strip():
        raise EquitykitError("field_unknown")
    counts = counted(moment, values)
    record = DefinitionConsent(
        meeting=moment.meeting_id, en=definition.en, es=definition.es, **counts
    )
    page.team.write(CONSENT, record, id=values["id"])


def reopen(page, moment, values: dict) -> None:
    """Open an agreed definition again: its wording stays among the versions, with the reason.

    Raises
    ------
    EquitykitError
        ``choice_reason_missing``
    """
    reason = reason_of(values)
    if not isinstance(moment.standing.record(CONSENT), DefinitionConsent):
        # sent again after it was done
        return
    page.team.withdraw(CONSENT, id=values["id"], reason=reason)


def differ(page, moment, values: dict) -> None:
    """Put a view that differs beside the definition, with the consent of those who hold it.

    Raises
    ------
    EquitykitError
        ``difference_missing``, ``difference_without_consent``
    """
    text = str(values.get("text", "")).strip()
    if not text:
        raise EquitykitError("difference_missing")
    if values.get("agree") != "true":
        raise EquitykitError("difference_without_consent")
    record = filled(DefinitionDifference, meeting=moment.meeting_id, text=text)
    page.team.write(f"difference/{values['id']}", record, id=values["id"])


def settle(page, moment, values: dict) -> None:
    """Say how a difference came to an end; it stays readable."""
    difference, how = record_for(moment, values.get("subject"), DefinitionDifference), _how(values)
    record = difference.model_copy(update={"state": "settled", "how": how})
    page.team.write(values["subject"], record, id=values["id"])


def take_back(page, moment, values: dict) -> None:
    """Take a view back for those who hold it: their consent ends with their word."""
    subject = str(values.get("subject"))
    how = _how(values)
    if subject in moment.standing and moment.standing.record(subject) is None:
        # sent again after it was done
        return
    record_for(moment, subject, DefinitionDifference)
    page.team.withdraw(subject, id=values["id"], reason=how)


def _how(values: dict) -> str:
    how = str(values.get("how", "")).strip()
    if not how:
        raise EquitykitError("difference_how_missing")
    return how


ACTIONS = {
    "tag": tag, "consent": consent, "reopen": reopen,
    "differ": differ, "settle": settle, "take_back": take_back,
}  # fmt: skip
