"""What a team learns together, where enough people wanted help."""

from datetime import date

from equitykit.records.record import Record, Text


class LearningStep(Record):
    """What the team does about one capacity. `subject`: ``capacities/plan/<statement>``."""

    kind = "learning_step"

    text: Text = ""
    by: date | None = None
