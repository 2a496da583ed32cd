"""The published letters of differentiated assistance, worked out again from the real files."""

import openpyxl
import pandas as pd
import pytest
from real_files import reading_of

from equitykit.content.assistance_rules import load_assistance_rules
from equitykit.measures.assistance import judge
from equitykit.measures.assistance_local import read_local_indicators
from equitykit.measures.assistance_published import compare_with_published
from equitykit.measures.performance import assistance_table, local_table, performance_table

GROUPS = (
    "AA", "AI", "AS", "EL", "FI", "FOS", "HI", "HOM", "LTEL", "PI", "SED", "SWD", "TOM", "WH",
)  # fmt: skip
AREAS = {"C": "56", "B": "45", "A": "456", "F": "58", "H": "458", "J": "568", "K": "4568"}
NO_LOCAL = local_table([])


def published(path, sheet: int, header_row: int) -> dict[str, dict[str, str]]:
    """The rows of an assistance file by CDS code, read here without our readers."""
    lines = (
        openpyxl.load_workbook(path, read_only=True)
        .worksheets[sheet]
        .iter_rows(min_row=header_row, values_only=True)
    )
    header = [str(name).strip() for name in next(lines)]
    rows = [dict(zip(header, line, strict=False)) for line in lines]
    return {str(row["CDS"]): row for row in rows if row["CDS"]}


def letter(row: dict, group: str) -> str | None:
    cell = str(row[f"{group}priorities"] or "").strip()
    return None if cell in ("", "*") else cell


@pytest.fixture(scope="module")
def of_2024(real_data):
    files = sorted((real_data / "dashboard-rebuilt-2024").glob("*download2024*"))
    return performance_table(pd.concat(reading_of(path).performance.to_pandas() for path in files))


@pytest.fixture(scope="module")
def answers(of_2024):
    leas = of_2024[of_2024["level"] == "district"]["cds"].unique()
    return [judge(of_2024, NO_LOCAL, cds, "2024") for cds in leas]


@pytest.fixture(scope="module")
def list_of_2024(real_data):
    return published(real_data / "assistance" / "assistancestatus24.xlsx", 3, 6)


def test_every_published_letter_of_monterey_county_in_2024_comes_out(answers, list_of_2024):
    ours = {(answer.cds, group.code): group.letter for answer in answers for group in answer.groups}
    theirs = {
        (answer.cds, group): letter(list_of_2024[answer.cds], group)
        for answer in answers
        for group in GROUPS
    }

    assert len(theirs) == 25 * 14 == 350
    assert ours == theirs


def test_method_1_comes_out_for_every_district_and_the_second_year_is_told_apart(
    answers, list_of_2024
):
    assert all(answer.missing == () for answer in answers)
    for answer in answers:
        row = list_of_2024[answer.cds]
        assert answer.eligible is (row["MetMethod1"] == "Y"), answer.district
        assert len(answer.made_by) == int(row["TotalStudentGroups"]), answer.district


def test_the_comparison_finds_no_difference_and_knows_who_is_in_the_second_year(
    answers, real_data, list_of_2024
):
    read = reading_of(real_data / "assistance" / "assistancestatus24.xlsx")
    list_read = assistance_table(read.assistance.to_pandas())
    for answer in answers:
        found = compare_with_published(answer, list_read)
        row = list_of_2024[answer.cds]
        second = row["AssistanceStatus2024"].endswith("Year 2")

        assert (found.compared, found.differences) == (14, ())
        assert found.earlier_year_only is (second and row["MetMethod1"] == "N")


def test_a_letter_that_was_changed_is_found(answers, real_data):
    read = reading_of(real_data / "assistance" / "assistancestatus24.xlsx")
    list_read = assistance_table(read.assistance.to_pandas())
    eligible = next(answer for answer in answers if answer.eligible)
    group = eligible.made_by[0]
    row = (list_read["cds"] == eligible.cds) & (list_read["group"] == group.group)
    list_read.loc[row, "letter"] = "K"
    (difference,) = compare_with_published(eligible, list_read).differences

    assert (difference.group, difference.ours) == (group.group, group.letter)
    assert (difference.published, difference.why) == ("K", "unexplained")


def test_without_the_suspension_file_what_rests_on_it_is_said_to_be_missing(of_2024, list_of_2024):
    without = of_2024[of_2024["indicator"] != "suspension"]
    for cds in without[without["level"] == "district"]["cds"].unique():
        answer = judge(without, NO_LOCAL, cds, "2024")

        assert answer.missing == ("suspension",)
        assert answer.eligible in (True, None)
        for group in answer.groups:
            theirs = letter(list_of_2024[cds], group.code)
            assert 6 not in group.areas
            # no area is ever made up
            if theirs is None:
                assert group.letter is None


@pytest.fixture(scope="module")
def list_of_2018(real_data):
    return published(real_data / "assistance" / "assistancestatus18.xlsx", 0, 3)


def test_red_graduation_of_2018_is_in_each_published_letter_that_there_is(real_data, list_of_2018):
    """Of 2018 only the graduation file is at hand: area 5 by a Red graduation rate."""
    rows = reading_of(real_data / "dashboard-text" / "graddownload2018.txt").performance.to_pandas()
    districts = rows[(rows["level"] == "district") & rows["cds"].isin(list_of_2018)]
    red = districts[districts["colour"].eq(1) & districts["group"].ne("TA")]
    checked = []
    for cds, its in performance_table(red).groupby("cds"):
        answer = judge(its, NO_LOCAL, cds, "2018", files={("graduation", "2018")})
        for group in answer.groups:
            theirs = letter(list_of_2018[cds], group.code)
            if theirs and group.cells:
                assert group.areas == (5,)
                checked.append("5" in AREAS.get(theirs, ""))

    # counted straight in the two published files: 196 Red rows are of groups with a letter
    assert checked == [True] * 196


def test_method_2_of_2018_is_never_ruled_out_where_the_state_found_it(real_data, list_of_2018):
    """The file of 2018 says *not met* and not for how long: two of them may be enough, one not."""
    read = reading_of(real_data / "dashboard-text" / "LocalIndPerf2018.txt")
    by_lea = dict(iter(local_table(read.local.to_pandas()).groupby("cds")))
    rules = load_assistance_rules()["2018"]
    found = {
        cds: read_local_indicators(by_lea[cds], cds, rules).two_areas_not_met
        for cds in list_of_2018
        if cds in by_lea
    }
    by_the_state = {cds for cds in found if list_of_2018[cds]["MetMethod2"] == "Y"}

    # four of the 993 answered nothing
    assert len(found) == 989
    assert len(by_the_state) == 11
    assert {found[cds] for cds in by_the_state} == {None}
    # 31 LEAs answered *not met* twice or more; one with no answer at all is not known either
    assert sum(answer is None for answer in found.values()) < 40
