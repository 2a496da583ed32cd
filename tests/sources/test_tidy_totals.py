"""A tidy CSV of counts, under any names, by the same mapping."""

from student_files import written

from equitykit.sources.column_mapping import read_mapping
from equitykit.sources.mapping_proposal import looks_like_students, propose_mapping
from equitykit.sources.tidy_totals import read_totals

HEADER = "Place code,Place,School year,Student group,Indicator,Numerator,Denominator"
ROWS = """
99600410000000,Copper Kettle,2024-25,All students,Suspension,79,2610
99600410000000,Copper Kettle,2024-25,Hispanos o latinos,Suspension,37,1083
99600410000000,Copper Kettle,2024-25,RI,Suspension,*,*
9960041,Copper Kettle,2024-25,Asian,Suspension,,
99600416900110,Kettle High,2024-25,White,Suspension,0,40
"""


def proposed(tmp_path, rows=ROWS, **settings):
    path = written(tmp_path, "totals.csv", f"{HEADER}\n{rows.strip()}")
    mapping = propose_mapping(path)
    mapping.settings.update(settings)
    return path, mapping


def rules(reading):
    return [(problem.rule, problem.row) for problem in reading.report.problems]


def test_counts_are_recognised_and_nothing_is_left_to_ask(tmp_path):
    path, mapping = proposed(tmp_path)

    assert looks_like_students(path)
    assert mapping.is_of_totals
    assert mapping.unanswered == []


def test_own_counts_become_own_measures(tmp_path):
    reading = read_totals(*proposed(tmp_path))
    rows = reading.outcomes

    assert reading.report.ok, rules(reading)
    assert set(rows["measure"]) == {"own_suspension"}
    assert rows["group"].tolist() == ["TA", "RH", "RI", "RA", "RW"]
    assert rows["level"].tolist() == ["district"] * 4 + ["school"]
    assert rows["numerator"].tolist()[:2] == [79, 37]
    assert rows["status"].tolist() == [
        "reported", "reported", "suppressed_at_source", "not_published", "reported_zero",
    ]  # fmt: skip
    assert rows["rate"].tolist()[0] == 3.0
    assert rows["school"].tolist()[-1] == "Kettle High"


def test_published_counts_keep_the_measure_of_their_publisher(tmp_path):
    reading = read_totals(*proposed(tmp_path, figures="published"))

    assert set(reading.outcomes["measure"]) == {"suspension"}


def test_impossible_counts_are_refused_by_row_and_the_rest_is_read(tmp_path):
    rows = """
99600410000000,Copper Kettle,2024-25,TA,Suspension,80,79
99600410000000,Copper Kettle,2024-25,RH,Suspension,-1,79
99600410000000,Copper Kettle,2024-25,RW,Suspension,1.5,79
99600410000000,Copper Kettle,last year,RA,Suspension,1,79
Copper Kettle,Copper Kettle,2024-25,RF,Suspension,1,79
99600410000000,Copper Kettle,2024-25,RB,Suspension,1,79
99600410000000,Copper Kettle,2024-25,RB,Suspension,2,79
"""
    path, mapping = proposed(tmp_path, rows)
    for column in mapping.columns.values():
        column.labels.clear()
    reading = read_totals(path, mapping)

    assert sorted(rules(reading), key=lambda pair: pair[1]) == [
        ("numerator_above_denominator", 2),
        ("number_negative", 3),
        ("count_unreadable", 4),
        ("year_unreadable", 5),
        ("total_place_unknown", 6),
        ("total_twice", 8),
    ]
    assert reading.outcomes["group"].tolist() == ["RB"]
    assert reading.report.rows_refused == 6


def test_a_group_nobody_knows_is_asked_for_in_the_mapping(tmp_path):
    rows = "99600410000000,Copper Kettle,2024-25,Newcomers,Suspension,5,79"
    path, mapping = proposed(tmp_path, rows)

    assert mapping.unanswered == ["Student group"]
    answered = mapping.text.replace("Newcomers,", "Newcomers,SE")
    mapping = read_mapping(written(tmp_path, "m.csv", answered))
    assert read_totals(path, mapping).outcomes["group"].tolist() == ["SE"]
