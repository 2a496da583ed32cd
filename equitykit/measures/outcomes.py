"""The outcomes table: the one shape that everything reads.

A row is one measure, period, place and student group.

=============  ==========================================================================
column         meaning
=============  ==========================================================================
`measure`      id in ``content/codes/measures.csv``
`period`       school year, as ``2024-25``
`level`        ``state``, ``county``, ``district`` or ``school``
`cds`          14-digit text key: county 2, district 5, school 7
`county`       name, also `district` and `school`; missing above the row's own level
`dimension`    id in ``content/codes/dimensions.csv``
`group`        code in ``content/codes/student_groups.csv``
`numerator`    students with the outcome, or missing
`denominator`  students counted, or missing
`rate`         as published, in the measure's unit (percent, days), or missing
`status`       one of the four states below
`coverage`     ``all_schools``, ``without_charter`` or ``without_direct_charter`` (funded directly):
               which schools a row above school level counts
`source`       file name and the first 12 digits of its SHA-256, as ``name.txt sha256:0123456789ab``
`as_of`        publication date as ``2025-10-09``; missing: no file that we read says it
=============  ==========================================================================

A row whose status is not ``reported`` or ``reported_zero`` has no numerator, no denominator
and no rate: what a publisher hides is not kept, also where the file still shows a part of it.
"""

import pandas as pd

REPORTED = "reported"
REPORTED_ZERO = "reported_zero"
SUPPRESSED = "suppressed_at_source"
NOT_PUBLISHED = "not_published"
STATUSES = (REPORTED, REPORTED_ZERO, SUPPRESSED, NOT_PUBLISHED)

LEVELS = ("state", "county", "district", "school")
KEY = ("measure", "period", "level", "cds", "dimension", "group", "coverage")

TEXT_COLUMNS = (
    "measure", "period", "level", "cds", "county", "district", "school",
    "dimension", "group", "status", "coverage", "source", "as_of",
)  # fmt: skip
COLUMNS = (
    "measure", "period", "level", "cds", "county", "district", "school",
    "dimension", "group", "numerator", "denominator", "rate",
    "status", "coverage", "source", "as_of",
)  # fmt: skip


def outcomes_table(rows) -> pd.DataFrame:
    """Make an outcomes table of records or a frame: all columns, in order, typed.

    Text columns are strings, `numerator` and `denominator` are nullable integers,
    `rate` is a nullable float.
    """
    table = pd.DataFrame(rows).reindex(columns=list(COLUMNS))
    types = dict.fromkeys(TEXT_COLUMNS, "string")
    types |= {"numerator": "Int64", "denominator": "Int64", "rate": "Float64"}
    return table.astype(types).reset_index(drop=True)
