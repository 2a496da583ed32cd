"""A group of more students than its place has, a day's number for a count, a figure in a row."""

import pytest
from published_files import chronic, dashboard, write

from equitykit.content.texts import load_words
from equitykit.sources.reading import read_file

RACES = """
    group | counted | absent | rate
    TA    | {total} | 100    | {rate}
    RB    | 100     | 20     | 20.0
    RA    | 100     | 10     | 10.0
    RH    | {rh}    | 50     | {rh_rate}
    RW    | 150     | 15     | 10.0
    RT    | 50      | 5      | 10.0
"""


def read(tmp_path, text):
    return read_file(write(tmp_path / "chronic25.txt", text))


def races(total="600", rate="16.7", rh="200", rh_rate="25.0"):
    return chronic(RACES.format(total=total, rate=rate, rh=rh, rh_rate=rh_rate))


def told(reading):
    return [(p.rule, p.row, p.column, p.value) for p in reading.report.problems]


COUNTED = "ChronicAbsenteeismEligibleCumulativeEnrollment"


def test_all_groups_of_a_place_that_fit_into_it_are_read(tmp_path):
    reading = read(tmp_path, races())

    assert told(reading) == []
    assert len(reading.outcomes) == 6


@pytest.mark.parametrize(
    ("rh", "rate", "rule"),
    [("601", "8.3", "group_above_all"), ("45292", "0.1", "group_of_a_date")],
)
def test_a_group_larger_than_its_place_is_refused_by_row_and_column(tmp_path, rh, rate, rule):
    reading = read(tmp_path, races(rh=rh, rh_rate=rate))

    assert told(reading) == [(rule, 5, COUNTED, rh)]
    assert reading.outcomes["group"].tolist() == ["TA", "RB", "RA", "RW", "RT"]
    assert rh in reading.report.problems[0].sentence(load_words("es"))


def test_a_total_that_is_a_day_is_refused_and_the_groups_are_kept(tmp_path):
    reading = read(tmp_path, races(total="45292", rate="0.2"))

    assert told(reading) == [("total_of_a_date", 2, COUNTED, "45292")]
    assert "TA" not in reading.outcomes["group"].tolist()
    assert len(reading.outcomes) == 5


def test_a_large_district_with_some_of_its_races_in_a_cut_file_keeps_its_total(tmp_path):
    text = chronic("""
        group | counted | absent | rate
        TA    | 45292   | 4529   | 10.0
        RB    | 1000    | 200    | 20.0
    """)

    assert told(read(tmp_path, text)) == []


def test_another_place_and_year_is_another_total(tmp_path):
    text = chronic("""
        year    | group | counted | absent | rate
        2024-25 | TA    | 100     | 20     | 20.0
        2023-24 | RH    | 200     | 20     | 10.0
    """)

    assert told(read(tmp_path, text)) == []


def test_a_denominator_of_the_dashboard_that_is_a_day_is_refused(tmp_path):
    text = dashboard("""
        group | currnumer | currdenom | currstatus
        ALL   | 20        | 100       | 20.0
        HI    | 10        | 45292     | 0.0
        WH    | 10        | 50        | 20.0
    """)
    reading = read(tmp_path, text)

    assert told(reading) == [("group_of_a_date", 3, "currdenom", "45292")]
    assert reading.outcomes["group"].tolist() == ["TA", "RW"]


def test_of_a_row_with_one_impossible_figure_the_others_are_kept(real_data):
    reading = read_file(real_data / "sat-ap" / "sat19.txt")
    refused = {row for p in reading.report.problems for row in p.all_rows}
    rows = reading.outcomes

    assert (reading.report.rows_refused, reading.report.rows_in_part) == (0, len(refused))
    with open(real_data / "sat-ap" / "sat19.txt", encoding="utf-8") as text:
        header, *lines = [line.rstrip("\r\n").split("\t") for line in text]
    first = min(refused)
    code = lines[first - 2][[name.lower() for name in header].index("cds")]
    its = rows[rows["cds"] == code]
    assert set(its["measure"]) == {"sat_tested", "sat_erw", "sat_math", "sat_both"}
    assert its[its["measure"] == "sat_tested"]["group"].tolist() == ["GR12"]


def test_races_that_overlap_are_told_with_their_rows_and_kept(tmp_path):
    reading = read(tmp_path, races(rh="300", rh_rate="16.7"))

    assert [(p.rule, p.all_rows, p.column) for p in reading.report.problems] == [
        ("groups_overlap", (3, 4, 5, 6, 7), COUNTED)
    ]
    assert len(reading.outcomes) == 6


def test_programs_may_overlap(tmp_path):
    text = chronic("""
        group | counted | absent | rate
        TA    | 100     | 20     | 20.0
        SE    | 70      | 14     | 20.0
        SS    | 80      | 16     | 20.0
    """)

    assert told(read(tmp_path, text)) == []
