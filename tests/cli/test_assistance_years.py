"""Differentiated assistance of years of which no real Dashboard file is here, file to answer.

The files are made by hand from the headers that the state's record layouts document for 2022
(status only, no colors) and 2023; their figures are invented.
"""

import pytest
from published_files import rows_of, write

from equitykit.measures.assistance import judge
from equitykit.sources.reading import read_file
from equitykit.storage.prepared import prepare, read_local, read_performance

CDS = "27661420000000"
IDENTITY = (
    "cds rtype schoolname districtname countyname charter_flag coe_flag dass_flag studentgroup"
).split()
STATUS_ONLY = "currnumer currdenom currstatus statuslevel certifyflag dataerrorflag".split()
TESTS_2022 = (
    "currdenom currstatus statuslevel certifyflag dataerrorflag hscutpoints pairshare_method "
    "prate_enrolled prate_tested prate num_prloss currdenom_withoutPRLOSS currstatus_withoutPRLOSS"
).split()
CCI_2023 = "studentgroup_pct currdenom currstatus statuslevel currnsizemet curr_prep".split()
ELPI_2023 = (
    "currprogressed currmaintain_pl4 currmaintain_oth currdeclined currnumer currdenom currstatus "
    "priornumer priordenom priorstatus change statuslevel changelevel color box currnsizemet "
    "priornsizemet accountabilitymet"
).split()
COLORED = (
    "currnumer currdenom currstatus priornumer priordenom priorstatus change statuslevel "
    "changelevel color box smalldenom currnsizemet priornsizemet accountabilitymet"
).split()


@pytest.fixture
def letters(tmp_path):
    """Write files, prepare them, judge the district: ``{group: (areas, letter)}``."""

    def judged(year: str, **files) -> dict:
        paths = []
        for name, (columns, indicator, text) in files.items():
            # before 2024 progress in English has a row of the whole LEA and no group
            header = [c for c in IDENTITY if name != "elpi" or c != "studentgroup"] + columns
            header += ["indicator", "reportingyear"]
            usual = {"cds": CDS, "rtype": "D", "districtname": "Salinas", "countyname": "Monterey",
                     "indicator": indicator, "reportingyear": year}  # fmt: skip
            lines = [[(usual | row).get(c, "") for c in header] for row in rows_of(text)]
            paths.append(write(tmp_path / f"{name}download{year}.txt", [header, *lines]))
        readings = [read_file(path) for path in paths]
        assert all(reading.report.ok for reading in readings)
        prepare(readings, tmp_path / "data")
        table, local = read_performance(tmp_path / "data"), read_local(tmp_path / "data")
        its = judge(table, local, CDS, year)
        return {each.code: (each.areas, each.letter) for each in its.groups if each.cells}

    return judged


ELA_2022 = """
    studentgroup | currdenom | currstatus | statuslevel | prate | currstatus_withoutPRLOSS
    HI           | 120       | -80.0      | 1           | 98    | -80.0
    WH           | 120       | -80.0      | 1           | 88    | -60.0
    AI           | 29        | -90.0      | 1           | 98    | -90.0
    FOS          | 15        | -90.0      | 1           | 98    | -90.0
    AS           | 8         |            | 0           | 98    |
"""
MATH_2022 = ELA_2022.replace("-80.0", "-110.0").replace("-90.0", "-120.0").replace("-60.0", "-80.0")
CHRONIC_2022 = """
    studentgroup | currnumer | currdenom | currstatus | statuslevel
    HI           | 60        | 150       | 40.0       | 1
    WH           | 60        | 150       | 40.0       | 1
    AI           | 20        | 40        | 50.0       | 1
    FOS          | 8         | 16        | 50.0       | 1
    EL           | 10        | 100       | 10.0       | 3
"""


def test_in_2022_the_lowest_status_counts_without_the_penalty_and_from_30_students_on(letters):
    found = letters(
        "2022",
        ela=(TESTS_2022, "ELA", ELA_2022),
        math=(TESTS_2022, "MATH", MATH_2022),
        chronic=(STATUS_ONLY, "CHRO", CHRONIC_2022),
    )

    assert found == {
        "HI": ((4, 5), "B"),
        # 88 percent took the test; without the penalty for that both are low, not very low
        "WH": ((5,), None),
        # 29 students took the test
        "AI": ((5,), None),
        # 15 foster youth are enough
        "FOS": ((4, 5), "B"),
        "EL": ((), None),
        "AS": ((), None),
    }


def test_in_2023_readiness_is_a_status_and_progress_in_english_has_no_group_column(letters):
    found = letters(
        "2023",
        cci=(CCI_2023, "CCI", """
            studentgroup | studentgroup_pct | currdenom | currstatus | statuslevel | currnsizemet
            EL           | 50               | 80        | 5.0        | 1           | Y
            SWD          | 20               | 25        | 4.0        | 1           |
        """),
        elpi=(ELPI_2023, "ELPI", """
            currnumer | currdenom | currstatus | statuslevel | changelevel | color | currnsizemet
            30        | 100       | 30.0       | 1           | 2           | 1     | Y
        """),
        susp=(COLORED, "SUSP", """
            studentgroup | currnumer | currdenom | currstatus | statuslevel | color | currnsizemet
            SWD          | 30        | 200       | 15.0       | 1           | 1     | Y
            EL           | 2         | 200       | 1.0        | 4           | 4     | Y
        """),
    )  # fmt: skip

    assert found["EL"] == ((4, 8), "E")
    # 25 students: very low, and not enough of them
    assert found["SWD"] == ((6,), None)
