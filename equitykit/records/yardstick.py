"""What a team compares with, chosen openly."""

from datetime import date

from equitykit.records.record import Name, Record, Text


class YardstickChosen(Record):
    """The yardstick that the team's figures begin with. `subject`: ``yardstick``.

    `yardstick` and `second` are ids of ``content/yardsticks.yml`` or ``group:<code>``; `by` says
    in roles who chose. `measure` to `period` name the figure on which the two were tried, and
    `flips` the codes of the groups whose answer turned around there; `tried` says that there was
    a figure to try them on. Feature S40.
    """

    kind = "yardstick_chosen"

    meeting: Name = ""
    yardstick: Name
    second: Name
    by: Name
    reason: Text
    decided: date
    tried: bool = False
    measure: Name = ""
    dimension: Name = ""
    period: Name = ""
    flips: tuple[Name, ...] = ()
