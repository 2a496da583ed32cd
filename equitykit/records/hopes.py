"""What a team does with the worries that were written without a name."""

from datetime import date

from equitykit.records.record import Name, Record, Text


class HopesAnswer(Record):
    """The answer to one round of hopes and worries. `subject`: ``hopes/<round>/answer``.

    `now` is what changes because of them, `open` what stays open, `again` when the team looks
    at them again.
    """

    kind = "hopes_answer"

    meeting: Name = ""
    now: Text = ""
    open: Text = ""
    again: date | None = None
