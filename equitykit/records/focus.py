"""What a team looks at first, and what it looked at and did not choose."""

from datetime import date

from equitykit.records.record import Name, Record, Text


class DataFocus(Record):
    """The measure, group and school year that the team begins with. `subject`: ``focus``.

    `chosen_by` and `missing` are roles: who chose, and who was not there to choose. `hidden` are
    the codes of the groups that figures hid on that day: nothing was said about them by not
    choosing them. Features S36, S66.
    """

    kind = "data_focus"

    meeting: Name = ""
    measure: Name
    group: Name
    period: Name
    reason: Text
    chosen_by: Name
    missing: Text
    decided: date
    hidden: tuple[Name, ...] = ()


class FocusConsidered(Record):
    """What the team also looked at, and why it does not come first. `subject`:
    ``considered/<id>``."""

    kind = "focus_considered"

    meeting: Name = ""
    measure: Name
    group: Name
    why_not: Text
