"""Which Dashboard indicator a file holds where no column says so (before 2023).

The headers of these files are alike. But the publisher's levels run from 1, worst, to 5, best:
where a higher rate has a better level it is the graduation rate, else chronic absenteeism or
suspension, of which only suspension names the type of school.
"""

import numpy as np

from equitykit.sources.numbers import numbers_of
from equitykit.sources.published_rows import column_for
from equitykit.sources.published_table import PublishedTable, normal
from equitykit.sources.recognition import positions
from equitykit.sources.reports import ProblemLog, UnreadableFile


def which_dashboard(table: PublishedTable, layout: dict, log: ProblemLog) -> str:
    """Return the family.

    Raises
    ------
    UnreadableFile
        ``dashboard_unclear`` where levels are missing or do not go with the rates
    """
    direction = _direction(table, layout, log)
    if direction == 0:
        raise UnreadableFile("dashboard_unclear")
    if direction > 0:
        return "dashboard_graduation"
    names = [normal(name) for name in table.header]
    has_type = bool(positions(names, layout["school_type"]))
    return "dashboard_suspension" if has_type else "dashboard_chronic"


def _direction(table: PublishedTable, layout: dict, log: ProblemLog) -> float:
    level = column_for(table, layout["best_level"], log)
    if level is None:
        return 0
    level = numbers_of(level, grouping=False)
    rate = numbers_of(column_for(table, layout["figures"]["rate"], log), grouping=False)
    rated = level.present & rate.present & (level.thousandths > 0)
    if not rated.any():
        return 0
    levels, rates = level.thousandths[rated] / 1000, rate.thousandths[rated] / 1000
    return float(np.round(np.mean(levels * rates) - np.mean(levels) * np.mean(rates), 6))
