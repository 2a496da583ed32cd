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


# RB×GF: 64 of 120, 53.3 % (44.4 to 62.0), above both RB (90 of 240, 37.5 %) and GF (250 of
# 1100, 22.7 %). RI×GM are 7 students, so hidden, and RI×GF with them.
CROSSED = """
group | dimension             | numerator | denominator | status
TA    | all                   | 540       | 2200        | reported
RB    | race_ethnicity        | 90        | 240         | reported
RH    | race_ethnicity        | 330       | 1100        | reported
RW    | race_ethnicity        | 105       | 820         | reported
RI    | race_ethnicity        | 15        | 40          | reported
GF    | gender                | 250       | 1100        | reported
GM    | gender                | 290       | 1100        | reported
RB×GF | race_ethnicity×gender | 64        | 120         | reported
RB×GM | race_ethnicity×gender | 26        | 120         | reported
RH×GF | race_ethnicity×gender | 130       | 550         | reported
RH×GM | race_ethnicity×gender | 200       | 550         | reported
RW×GF | race_ethnicity×gender | 47        | 397         | reported
RW×GM | race_ethnicity×gender | 58        | 423         | reported
RI×GF | race_ethnicity×gender |           |             | suppressed_at_source
RI×GM | race_ethnicity×gender |           |             | suppressed_at_source
"""

# the year before; RI and RP as in RACE
EARLIER = {"TA": 445, "RB": 80, "RA": 18, "RF": 6, "RH": 260, "RP": 2, "RW": 76, "RT": 9}

SCHOOLS = """
school        | cds            | numerator | denominator
Amber Grove   | 99600410000001 | 75        | 420
Bell Street   | 99600410000002 | 80        | 400
Cedar         | 99600410000003 | 60        | 310
Dove Canyon   | 99600410000004 | 105       | 505
Eighth Avenue | 99600410000005 | 110       | 600
Far Point     | 99600410000006 | 90        | 150
Gull          | 99600410000007 | 4         | 24
Heron         | 99600410000008 | 2         | 7
"""


@pytest.fixture
def crossed():
    """Race and gender, and both crossed, released."""
    return release(outcomes_table(table(CROSSED).assign(period="2024-25", **PLACE)))


@pytest.fixture
def changed():
    """The groups of 2024-25 against their own past, one year before."""
    now = table(RACE)
    before = now.assign(numerator=now["group"].map(EARLIER).astype("Int64"))
    years = [before.assign(period="2023-24", **PLACE), now.assign(period="2024-25", **PLACE)]
    rows = compare(release(outcomes_table(pd.concat(years))), yardstick="own_past")
    return rows.where(period="2024-25")


@pytest.fixture
def schools():
    """All students of eight schools: Gull has few of them, Heron is below the floor."""
    place = {**PLACE, "level": "school", "dimension": "all", "group": "TA"}
    rows = table(SCHOOLS).assign(period="2024-25", status="reported")
    named = {name: value for name, value in place.items() if name != "cds"}
    return release(outcomes_table(rows.assign(**named)))


@pytest.fixture
def history():
    """Foster youth over six years: one hidden by us, four with few students, one with enough."""
    years = [
        ("2018-19", 4, 19), ("2019-20", 8, 22), ("2021-22", 7, 24),
        ("2022-23", 9, 31), ("2023-24", 2, 6), ("2024-25", 5, 21),
    ]  # fmt: skip
    rows = pd.DataFrame(years, columns=["period", "numerator", "denominator"])
    rows = rows.assign(group="SF", dimension="program", status="reported", **PLACE)
    return release(outcomes_table(rows))
