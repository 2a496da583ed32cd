"""What a team does with a readiness round: evidence, and at most two conditions to work on."""

from datetime import date

from equitykit.records.record import Name, Record, Text


class ReadinessEvidence(Record):
    """What the team can point to for a statement. `subject`: ``readiness/evidence/<statement>``."""

    kind = "readiness_evidence"

    text: Text = ""


class ConditionCarried(Record):
    """A condition that the team works on. `subject`: ``readiness/carried/<id>``.

    Attributes
    ----------
    statement
        Id of the statement, such as ``RO15``.
    owner
        A role, never a name.
    seen
        What would be seen if it improved.
    by
        When it is looked at again.
    came
        What came of it; empty while it is worked on.
    """

    kind = "condition_carried"

    meeting: Name = ""
    statement: Name
    owner: Text = ""
    seen: Text = ""
    by: date | None = None
    came: Text = ""
