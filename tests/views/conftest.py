"""The invented district that the views are tried on.

Everyone else than RB: 402 - 60 = 342 of 2000 - 200 = 1800, so 19.0 %.
RP has 6 students: below the floor of 11, hidden by us. RI is hidden by the publisher.
"""

import pandas as pd
import pytest
from tables import table

from equitykit.content.texts import load_words
from equitykit.measures.gaps import compare
from equitykit.measures.outcomes import outcomes_table
from equitykit.measures.privacy import release

RACE = """
group | dimension      | numerator | denominator | status
TA    | all            | 402       | 2000        | reported
RB    | race_ethnicity | 60        | 200         | reported
RI    | race_ethnicity |           |             | suppressed_at_source
RA    | race_ethnicity | 20        | 250         | reported
RF    | race_ethnicity | 5         | 20          | reported
RH    | race_ethnicity | 250       | 1000        | reported
RP    | race_ethnicity | 2         | 6           | reported
RW    | race_ethnicity | 50        | 400         | reported
RT    | race_ethnicity | 12        | 100         | reported
"""

GENDER = """
group | period  | dimension | numerator | denominator | status
GF    | 2017-18 | gender    | 30        | 300         | reported
GF    | 2018-19 | gender    | 33        | 300         | reported
GF    | 2020-21 | gender    | 60        | 300         | reported
GM    | 2017-18 | gender    | 45        | 300         | reported
GM    | 2018-19 | gender    |           |             | suppressed_at_source
GM    | 2020-21 | gender    | 45        | 300         | reported
GX    | 2017-18 | gender    |           |             | suppressed_at_source
GX    | 2018-19 | gender    |           |             | suppressed_at_source
GX    | 2020-21 | gender    |           |             | suppressed_at_source
"""

PLACE = {
    "measure": "chronic_absenteeism",
    "level": "district",
    "cds": "99600410000000",
    "county": "Invented",
    "district": "Lantern <b>Hill</b> & Sons",
    "coverage": "all_schools",
    "source": "chronic25.txt sha256:0123456789ab",
    "as_of": "2025-10-09",
}


@pytest.fixture
def english():
    return load_words("en")


@pytest.fixture
def spanish():
    return load_words("es")


@pytest.fixture
def race():
    """All groups of one year, released."""
    return release(outcomes_table(table(RACE).assign(period="2024-25", **PLACE)))


@pytest.fixture
def against_everyone_else(race):
    return compare(race, yardstick="everyone_else")


@pytest.fixture
def gender():
    """Three groups over three years, with 2019-20 missing, released."""
    return release(outcomes_table(table(GENDER).assign(**PLACE)))


@pytest.fixture
def race_over_time():
    years = [table(RACE).assign(period=period, **PLACE) for period in ("2023-24", "2024-25")]
    return release(outcomes_table(pd.concat(years)))
