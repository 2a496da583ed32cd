"""From a stored kind and body back to the record that they were."""

from equitykit.records.agreements import Agreement, AgreementConsent, AgreementKept, AgreementLimits
from equitykit.records.notes import Decision, Line, MeasureShown, Note, Promise, RoleTally
from equitykit.records.pauses import Pause
from equitykit.records.record import FromLater, Record, Withdrawn
from equitykit.records.team import (
    Meeting,
    MeetingEnded,
    NextMeeting,
    StageReached,
    SupportCard,
    Team,
)

# written out: a kind must be known here before anything is read, whoever imports what
KINDS: dict[str, type[Record]] = {
    cls.kind: cls
    for cls in (
        Team, StageReached, SupportCard, Meeting, MeetingEnded, NextMeeting,
        Line, Note, Decision, Promise, MeasureShown, RoleTally, Pause, Withdrawn, FromLater,
        Agreement, AgreementConsent, AgreementKept, AgreementLimits,
    )
}  # fmt: skip


def read_record(kind: str, body: dict) -> Record:
    """The record of a stored kind and body; what a later version wrote comes as `FromLater`."""
    known = KINDS.get(kind)
    if known is None or not set(body) <= set(known.model_fields):
        return FromLater(named=kind, body=body)
    return known.model_validate(body)
