"""From days and flags to outcomes: who has it, who has not, and who is not counted."""

import numpy as np
import pyarrow as pa

from equitykit.sources.mapping_roles import own_measures
from equitykit.sources.numbers import UNREADABLE, numbers_of
from equitykit.sources.published_table import Column
from equitykit.sources.student_traits import ABSENT, StudentColumns, yes_no

# Enrolled fewer days than this, a student is not counted for chronic absence; missing this
# share of them is chronic (data-formats.md §2: California Education Code 60901(c)(1)).
LEAST_DAYS = 31
CHRONIC_PERCENT = 10

MOST_DAYS = 366
# A spreadsheet writes the dates of 1954 to 2064 as these numbers of days.
DATE_SERIALS = (20_000, 60_000)

_COUNTS = {"own_suspension": "suspensions", "own_expulsion": "expulsions"}


def read_outcomes(columns: StudentColumns) -> dict[str, pa.Array]:
    """Each outcome by the id of its measure, or by its own name: true, false, or not counted."""
    roles = {mapped.role for mapped in columns.mapping.columns.values()}
    found = {}
    days = _days(columns)
    for measure in own_measures():
        if measure in roles:
            found[measure] = columns.flag(measure)
        elif measure == "own_chronic_absenteeism" and {"days_absent", "days_enrolled"} <= roles:
            found[measure] = chronic(days["days_absent"], days["days_enrolled"])
        elif _COUNTS.get(measure) in roles:
            times = days[_COUNTS[measure]]
            found[measure] = np.where(times < 0, ABSENT, times > 0)
    outcomes = {measure: yes_no(flags) for measure, flags in found.items()}
    for mapped, column in columns.of_role("outcome"):
        flags = columns.codes(mapped, column, ("no", "yes"))
        outcomes[mapped.name or mapped.column] = yes_no(flags)
    return outcomes


def chronic(absent: np.ndarray, enrolled: np.ndarray) -> np.ndarray:
    """Who missed a tenth of the days enrolled or more; days are in thousandths, -1 unknown."""
    counted = (absent >= 0) & (enrolled >= LEAST_DAYS * 1000)
    return np.where(counted, 100 * absent >= CHRONIC_PERCENT * enrolled, ABSENT)


def _days(columns: StudentColumns) -> dict[str, np.ndarray]:
    """Days and times in thousandths, -1 where nothing stands; impossible rows are refused."""
    days: dict[str, np.ndarray] = {}
    names: dict[str, str] = {}
    for role in ("days_enrolled", "days_absent", "suspensions", "expulsions"):
        for _, column in columns.of_role(role):
            days[role], names[role] = _number(columns, column), column.name
        days.setdefault(role, np.full(columns.rows, -1))
    above = (days["days_enrolled"] >= 0) & (days["days_absent"] > days["days_enrolled"])
    columns.log.refuse(
        "days_above_enrolled", above, names.get("days_absent"), other=names.get("days_enrolled")
    )
    return days


def _number(columns: StudentColumns, column: Column) -> np.ndarray:
    numbers = numbers_of(column, grouping=columns.table.grouping)
    value, log = numbers.thousandths, columns.log
    serial = (value >= DATE_SERIALS[0] * 1000) & (value <= DATE_SERIALS[1] * 1000)
    log.refuse("days_unreadable", numbers.kinds == UNREADABLE, column.name)
    log.refuse("days_negative", value < 0, column.name)
    log.refuse("date_serial", serial & (value % 1000 == 0), column.name)
    log.refuse("days_too_many", value > MOST_DAYS * 1000, column.name)
    return np.where(numbers.present & (value >= 0), value, -1)
