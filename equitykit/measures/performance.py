"""What the School Dashboard says besides the rate, and what the state has decided of it.

Three tables, read from the files of the publisher; nothing in them is worked out by us.

**Performance**: a row is one indicator, year, place and student group.

========================  ================================================================
column                    meaning
========================  ================================================================
`indicator`               one of `INDICATORS`
`year`                    as the file says it: ``2024``, ``2017f`` (spring of the school year)
`level`                   ``state``, ``district`` or ``school``
`cds`                     14-digit text key
`district`, `school`      names; missing above the row's own level
`charter`                 whether the row is a charter school
`group`                   code in ``content/codes/student_groups.csv``
`n`                       students counted; missing where the publisher hides the result
`status`                  as published: percent, or points from the standard (may be negative)
`change`                  from the year before, as published
`status_level`            1 (worst) to 5 (best), 0 for none; missing where no such column
`change_level`            as `status_level`; 1 is the worst change
`colour`                  1 red, 2 orange, 3 yellow, 4 green, 5 blue, 0 for none
`box`                     the cell of the five-by-five table, 0 for none
`n_met`                   the group is large enough to count in this year; missing where the
                          file has no such column
`accountability_met`      large enough in both years
`school_type`             what sets the cut points of suspension: ED, HD, UD, ES, MS, HS
`participation`           percent of the students enrolled who took the test
`status_without_penalty`  status before the penalty for too low participation
`progress_small`          the three-by-five table for small groups was applied
`source`                  file name and digest, as in the outcomes table
========================  ================================================================

A group of 10 or fewer has its levels as 0 and no number at all, also where the file shows how
many they are.

**Local indicators**: a row is one place, priority area and year.

**Assistance**: a row is one place, year, kind of list and student group. Of districts and
county offices (`kind` ``lea``) `letter` says which priority areas the group met, missing where
it met fewer than two; of schools (``school``, the federal list) it is ``1`` for a group that
the status rests on, else ``0``; of the list of low-performing districts (``low_performing``)
it names the indicators, joined by commas. `status` and `methods` (joined by commas) are of the
whole place and stand in each of its rows; the row of group ``TA`` is always there.
"""

import pandas as pd

INDICATORS = ("chronic", "suspension", "graduation", "ela", "math", "elpi", "cci", "science")

RED, ORANGE, YELLOW, GREEN, BLUE = range(1, 6)
NO_COLOUR = 0

PERFORMANCE = {
    "indicator": "string",
    "year": "string",
    "level": "string",
    "cds": "string",
    "district": "string",
    "school": "string",
    "charter": "boolean",
    "group": "string",
    "n": "Int64",
    "status": "Float64",
    "change": "Float64",
    "status_level": "Int64",
    "change_level": "Int64",
    "colour": "Int64",
    "box": "Int64",
    "n_met": "boolean",
    "accountability_met": "boolean",
    "school_type": "string",
    "participation": "Float64",
    "status_without_penalty": "Float64",
    "progress_small": "boolean",
    "source": "string",
}
"""Columns of the performance table and their types, in order."""

LOCAL = dict.fromkeys(("cds", "priority", "year", "performance", "source"), "string")
"""Columns of the local indicators. `priority` is ``1``, ``2``, ``3``, ``6``, ``7``, ``9`` or
``10``; `performance` one of the three below."""

MET = "met"
NOT_MET = "not_met"
NOT_MET_TWO_YEARS = "not_met_two_years"

ASSISTANCE = dict.fromkeys(
    ("cds", "year", "kind", "group", "letter", "status", "methods", "source"), "string"
)
"""Columns of the published answers, in order."""

KINDS = ("lea", "school", "low_performing")

LETTERS = {
    "A": (4, 5, 6),
    "B": (4, 5),
    "C": (5, 6),
    "D": (4, 6),
    "E": (4, 8),
    "F": (5, 8),
    "G": (6, 8),
    "H": (4, 5, 8),
    "I": (4, 6, 8),
    "J": (5, 6, 8),
    "K": (4, 5, 6, 8),
}
"""The priority areas that each letter of the assistance file stands for (CDE, 2018 to 2024)."""


def performance_table(rows) -> pd.DataFrame:
    """Make a performance table of records or a frame: all columns, in order, typed."""
    return _typed(rows, PERFORMANCE)


def local_table(rows) -> pd.DataFrame:
    """Make a table of local indicators of records or a frame."""
    return _typed(rows, LOCAL)


def assistance_table(rows) -> pd.DataFrame:
    """Make a table of published answers of records or a frame."""
    return _typed(rows, ASSISTANCE)


def _typed(rows, columns: dict[str, str]) -> pd.DataFrame:
    table = pd.DataFrame(rows).reindex(columns=list(columns))
    return table.astype(columns).reset_index(drop=True)
