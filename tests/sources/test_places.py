"""When, where and who: codes stay text, and lost zeros come back where nothing is doubtful."""

import pytest
from published_files import chronic, dashboard, write

from equitykit.sources.places import school_year, year_of_spring
from equitykit.sources.reading import read_file


def read(tmp_path, lines):
    return read_file(write(tmp_path / "file.txt", lines))


@pytest.mark.parametrize(
    ("cell", "year"),
    [
        ("2024-25", "2024-25"),
        ("2023-2024", "2023-24"),
        ("1999-00", "1999-00"),
        ("2024-26", None),
        ("2024", None),
        ("Nov-10", None),
        ("", None),
    ],
)
def test_a_school_year_ends_in_the_year_after_it_began(cell, year):
    assert school_year(cell) == year


@pytest.mark.parametrize(
    ("cell", "year"),
    [("2025", "2024-25"), ("2000", "1999-00"), ("2017f", "2016-17"), ("2025.0", "2024-25"),
     ("24", None)],
)  # fmt: skip
def test_the_dashboard_names_a_school_year_by_its_spring(cell, year):
    assert year_of_spring(cell) == year


def test_the_code_of_a_place_is_put_together_of_its_parts_and_lost_zeros_come_back(tmp_path):
    reading = read(
        tmp_path,
        chronic("""
            level | county | district | school  | counted | absent
            T     |        |          |         | 9000    | 1800
            C     | 1      |          |         | 900     | 180
            D     | 1      | 61119.0  |         | 300     | 60
            S     | 01     | 61119    | 130419  | 100     | 20
            S     | 01     | 61119    | 0130450 | 100     | 20
        """),
    )
    assert reading.outcomes["cds"].tolist() == [
        "00000000000000",
        "01000000000000",
        "01611190000000",
        "01611190130419",
        "01611190130450",
    ]
    assert reading.outcomes["county"].tolist()[1:] == ["Alameda"] * 4
    assert reading.outcomes["county"].isna().tolist()[0]


def test_names_stand_only_at_and_below_their_level(tmp_path):
    reading = read(
        tmp_path,
        chronic("""
            level | school  | school_name
            C     |         | left over
            D     |         | left over
            S     | 6026785 | Los Padres Elementary
        """),
    )
    named = reading.outcomes[["district", "school"]].notna().to_numpy().tolist()
    assert named == [[False, False], [True, False], [True, True]]


def test_a_dashboard_code_of_13_digits_gets_its_zero_back(tmp_path):
    reading = read(
        tmp_path,
        dashboard("""
            cds           | rtype
            1611190000000 | D
            0             | X
        """),
    )
    assert reading.outcomes["cds"].tolist() == ["01611190000000", "00000000000000"]
    assert reading.outcomes["coverage"].tolist() == ["without_charter", "all_schools"]


@pytest.mark.parametrize(
    ("column", "cell", "rule"),
    [
        ("district", "2.710272E+13", "code_scientific"),
        ("district", "272", "code_unreadable"),
        ("district", "", "code_unreadable"),
        ("district", "6614x", "code_unreadable"),
        ("county", "59", "county_unknown"),
        ("county", "127", "code_unreadable"),
        ("level", "Z", "level_unknown"),
        ("year", "Nov-10", "year_unreadable"),
        ("group", "ZZ", "group_unknown"),
    ],
)
def test_a_code_that_leaves_a_doubt_is_refused_with_row_and_value(tmp_path, column, cell, rule):
    report = read(
        tmp_path,
        chronic(f"""
            {column} | counted | absent
            {cell}   | 100     | 20
        """) + chronic("counted | absent \n 100 | 20")[1:],
    ).report  # fmt: skip
    assert [(p.rule, p.row, p.value, p.rows) for p in report.problems] == [(rule, 2, cell, 1)]
    assert (report.rows_read, report.rows_refused, report.ok) == (2, 1, True)


def test_a_scientific_code_of_the_dashboard_is_refused(tmp_path):
    report = read(
        tmp_path,
        dashboard("""
            cds
            2.71027E+13
            27661420000000
        """),
    ).report
    assert [(p.rule, p.row, p.value) for p in report.problems] == [
        ("code_scientific", 2, "2.71027E+13")
    ]


def test_an_unknown_group_is_told_once_with_its_rows(tmp_path):
    report = read(
        tmp_path,
        chronic("""
            district | group
            66142    | TA
            66142    | QQ
            66159    | QQ
        """),
    ).report
    assert [(p.value, p.rows) for p in report.problems] == [("QQ", 2)]


def test_identical_rows_are_taken_once_and_rows_that_differ_are_refused(tmp_path):
    reading = read(
        tmp_path,
        chronic("""
            group | counted | absent | rate
            TA    | 100     | 20     | 20.0
            TA    | 100     | 20     | 20.0
            RH    | 50      | 10     | 20.0
            RH    | 60      | 12     | 20.0
        """),
    )
    assert reading.outcomes["group"].tolist() == ["TA"]
    assert reading.report.rows_repeated == 1
    assert reading.report.rows_refused == 2
    assert [(p.rule, p.row, p.rows) for p in reading.report.problems] == [("key_not_unique", 4, 2)]
