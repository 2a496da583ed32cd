"""Figures are checked against each other and told apart: reported, zero, hidden, not published.

The table most cases share is one row of a district; 38 of 100 students is 38.0 percent.
"""

import pytest
from published_files import chronic, dashboard, lines_of, write

from equitykit.sources.reading import read_file


def statuses(reading):
    return dict(zip(reading.outcomes["group"], reading.outcomes["status"], strict=True))


def rules(reading):
    return [(p.rule, p.row, p.value, p.rows) for p in reading.report.problems]


def read(tmp_path, lines):
    return read_file(write(tmp_path / "file.txt", lines))


def test_four_states_are_told_apart(tmp_path):
    reading = read(
        tmp_path,
        chronic("""
            group | counted | absent | rate
            TA    | 100     | 38     | 38.0
            RB    | 40      | 0      | 0.0
            RI    | *       | *      | *
            RP    | 0       | 0      | 0.0
        """),
    )
    assert statuses(reading) == {
        "TA": "reported",
        "RB": "reported_zero",
        "RI": "suppressed_at_source",
        "RP": "reported_zero",
    }
    rows = reading.outcomes.set_index("group")
    assert rows.loc["RP", "denominator"] == 0
    assert rows.loc["RI", ["numerator", "denominator", "rate"]].isna().all()
    assert reading.report.counts == {
        "reported": 1, "reported_zero": 2, "suppressed_at_source": 1, "not_published": 0,
    }  # fmt: skip


def test_a_marker_in_one_column_hides_the_whole_row(tmp_path):
    reading = read(
        tmp_path,
        chronic("""
            counted | absent | rate
            14      | *      | *
        """),
    )
    assert reading.outcomes["status"].tolist() == ["suppressed_at_source"]
    assert reading.outcomes["denominator"].isna().all()


def test_a_row_of_a_copy_that_lost_its_marker_is_hidden_and_said_to_be(tmp_path):
    reading = read(
        tmp_path,
        chronic("""
            group | counted | absent | rate
            TA    | 100     | 38     | 38.0
            RI    |         |        |
        """),
    )
    assert statuses(reading)["RI"] == "suppressed_at_source"
    assert rules(reading) == [("marker_lost", 3, "", 1)]
    assert reading.report.rows_refused == 0


def test_a_small_count_whose_rate_rounds_to_zero_is_not_zero(tmp_path):
    reading = read(
        tmp_path,
        chronic("""
            counted | absent | rate
            3000    | 1      | 0.0
        """),
    )
    assert reading.outcomes["status"].tolist() == ["reported"]
    assert reading.outcomes["numerator"].tolist() == [1]


@pytest.mark.parametrize(
    ("row", "rule", "value"),
    [
        ("nan | 38 | 38.0", "number_unreadable", "nan"),
        ("100 | inf | 38.0", "number_unreadable", "inf"),
        ("1e3 | 38 | 38.0", "number_unreadable", "1e3"),
        ("100 | 1_0 | 38.0", "number_unreadable", "1_0"),
        ("100 | -- | 38.0", "number_unreadable", "--"),
        ("100 | -9 | 38.0", "number_negative", "-9"),
        ("100 | 38.5 | 38.5", "count_not_whole", "38.5"),
        ("100 | 138 | 38.0", "numerator_above_denominator", "138"),
        ("100 | 38 | 39.0", "rate_not_of_counts", "39.0"),
        ("0 | 0 | 38.0", "rate_of_nobody", "38.0"),
    ],
)
def test_a_figure_that_cannot_be_is_refused_and_the_rest_of_the_file_is_read(
    tmp_path, row, rule, value
):
    reading = read(
        tmp_path,
        chronic(f"""
            group | counted | absent | rate
            TA    | 100     | 38     | 38.0
            RH    | {row}
            RW    | 50      | 5      | 10.0
        """),
    )
    assert rules(reading) == [(rule, 3, value, 1)]
    assert reading.report.rows_refused == 1
    assert set(statuses(reading)) == {"TA", "RW"}


def test_equal_problems_are_told_once_and_every_refused_row_is_counted(tmp_path):
    lines = chronic("""
        counted | absent | rate
        100     | 38     | 38.0
    """)
    lines += [[*lines[1][:10], group, "nan", "1", "1.0"] for group in ("RH", "RW", "RB")]
    report = read(tmp_path, lines).report
    assert [(p.row, p.column, p.value, p.rows) for p in report.problems] == [
        (3, "ChronicAbsenteeismEligibleCumulativeEnrollment", "nan", 3)
    ]
    assert report.rows_refused == 3


def test_many_different_problems_stay_readable(tmp_path):
    lines = chronic("""
        counted | absent | rate
        100     | 38     | 38.0
    """)
    lines += [
        [*lines[1][:5], "", "", "", "All", "All", "TA", f"x{n}", "1", "1.0"] for n in range(40)
    ]
    for n, line in enumerate(lines[2:]):
        line[3] = f"{66000 + n}"
    report = read(tmp_path, lines).report
    assert len(report.problems) == 11
    assert sum(p.rows for p in report.problems) == report.rows_refused == 40


def test_rates_saved_again_as_fractions_are_read_where_the_counts_prove_it(tmp_path):
    # 43 of 56 is 76.79 percent, 51 of 82 is 62.2 percent.
    reading = read(
        tmp_path,
        chronic("""
            group | counted | absent | rate
            RB    | 56      | 43     | 0.768
            RH    | 82      | 51     | 0.622
            RW    | 30      | 0      | 0
        """),
    )
    assert reading.outcomes["rate"].tolist() == [76.8, 62.2, 0.0]
    assert reading.report.problems == ()


def without_counts(text):
    lines = chronic(text)
    return [line[:11] + line[13:] for line in lines]


def test_without_counts_rates_with_more_decimals_than_percent_has_are_fractions(tmp_path):
    reading = read(
        tmp_path,
        without_counts("""
            group | rate
            TA    | 0.885
            RH    | 1
            RB    | 0.9
        """),
    )
    assert reading.outcomes["rate"].tolist() == [88.5, 100.0, 90.0]


def test_without_counts_rates_of_one_decimal_up_to_one_are_refused(tmp_path):
    reading = read(
        tmp_path,
        without_counts("""
            group | rate
            TA    | 0.8
            RH    | 1.0
        """),
    )
    assert [(p.rule, p.column) for p in reading.report.problems] == [
        ("rates_unclear", "ChronicAbsenteeismRate")
    ]
    assert not reading.report.ok


def test_without_counts_one_rate_above_one_shows_that_they_are_percent(tmp_path):
    reading = read(
        tmp_path,
        without_counts("""
            group | rate
            TA    | 0.8
            RH    | 1.1
        """),
    )
    assert reading.outcomes["rate"].tolist() == [0.8, 1.1]


ZEROS = """
    group | counted | absent | rate
    TA    | 100     | 38     | 38.0
    RB    | 0       | 0      | 0
    RI    | 0       | 0      | 0
    RA    | 0       | 0      | 0
    RF    | 0       | 0      | 0
"""


def test_many_groups_of_nobody_in_a_file_without_markers_are_hidden_groups_in_disguise(tmp_path):
    five = ZEROS + "    RP    | 0       | 0      | 0"
    report = read(tmp_path, chronic(five)).report
    assert [(p.rule, p.row, p.rows) for p in report.problems] == [("zeros_for_markers", 3, 5)]


@pytest.mark.parametrize("last", ["RP | * | * | *", "RP | 7 | 2 | 28.6", "RW | 50 | 5 | 10.0"])
def test_a_marker_a_small_group_or_few_zeros_show_that_zeros_are_zeros(tmp_path, last):
    reading = read(tmp_path, chronic(ZEROS + "    " + last))
    assert reading.report.rows_refused == 0
    assert statuses(reading)["RB"] == "reported_zero"


def test_a_blank_of_the_dashboard_is_hidden_up_to_ten_students_and_else_not_published(tmp_path):
    reading = read(
        tmp_path,
        dashboard("""
            group | currnumer | currdenom | currstatus | statuslevel
            ALL   | 20        | 100       | 20.0       | 2
            AA    |           | 10        |            | 0
            HI    |           | 11        |            | 0
            WH    | 0         | 30        | 0          | 5
        """),
    )
    assert statuses(reading) == {
        "TA": "reported",
        "RB": "suppressed_at_source",
        "RH": "not_published",
        "RW": "reported_zero",
    }
    hidden = reading.outcomes[reading.outcomes["group"].isin(["RB", "RH"])]
    assert hidden[["numerator", "denominator", "rate"]].isna().all(axis=None)


def test_shares_of_absent_days_are_no_counts_of_students(tmp_path):
    # 742 of 1,000 days were excused; 90 students were absent at least once, 8.5 days on average.
    headers = {
        "students": "Count of Students with One or More Absences",
        "average": "Average Days Absent",
        "days": "Total Days Absent",
        "percent": "Excused Absences (percent)",
        "excused": "Excused Absences (count)",
    }
    base = chronic("""
        group
        TA
    """)
    lines = lines_of(
        """
        students | average | days   | percent | excused
        90       | 8.5     | 1000.0 | 0.742   | 742.0
    """,
        headers,
        {},
    )
    reading = read(tmp_path, [a[:11] + b for a, b in zip(base, lines, strict=True)])
    rows = reading.outcomes.set_index("measure")
    assert rows["denominator"].tolist() == [90, 90]
    assert rows["numerator"].isna().all()
    assert rows.loc["average_days_absent", "rate"] == 8.5
    assert rows.loc["absences_excused", "rate"] == 74.2
