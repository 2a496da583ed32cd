"""A tidy CSV of counts, under any names, by the same mapping."""

import csv

import pytest
from student_files import written

from equitykit.content.texts import load_words
from equitykit.sources.column_mapping import read_mapping
from equitykit.sources.kind_of_own import TOTALS, kind_of_own
from equitykit.sources.mapping_proposal import propose_mapping
from equitykit.sources.own_files import read_own
from equitykit.sources.tidy_totals import read_totals
from equitykit.storage.locked_duckdb import connect

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

    assert kind_of_own(path) == TOTALS
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
        ("total_twice", 7),
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


CELLS = """
school,grade,race,enrolled,absent
Kettle High,9,Hispanic,120,24
Kettle High,9,White,80,8
Kettle High,10,Hispanic,100,30
Kettle High,10,White,90,9
Oak,9,Hispanic,40,4
Oak,9,White,30,6
"""
GENDERS = {"Female": "GF", "Male": "GM", "Other": "GX"}
ANSWERS = {
    "period": "2024-25",
    "district": "99600410000000",
    "measure": "own_chronic_absenteeism",
    "Kettle High": "6900110",
    "Oak": "6900094",
}


def answered(tmp_path, mapping, answers):
    """A proposal as its file, with its empty places filled in, read again."""
    lines = []
    for line in mapping.text.splitlines():
        column, role, value, meaning, *rest = line.split(",")
        role = answers.get(("role", column), role)
        lines.append(",".join([column, role, value, meaning or answers.get(value, ""), *rest]))
        if not value:
            labels = answers.get(("label", column), {})
            lines += [f"{column},{role},{label},{code}" for label, code in labels.items()]
    return read_mapping(written(tmp_path, "answered.csv", "\n".join(lines)))


def summed(tmp_path, text, answers=ANSWERS):
    path = written(tmp_path, "cells.csv", text)
    with connect() as database:
        return read_own(path, answered(tmp_path, propose_mapping(path), answers), database)


def figures(reading, **wanted):
    rows = reading.outcomes
    for name, value in wanted.items():
        rows = rows[rows[name] == value]
    return {row.group: (row.numerator, row.denominator) for row in rows.itertuples()}


def test_a_table_of_cells_is_known_and_its_columns_are_guessed(tmp_path):
    path = written(tmp_path, "cells.csv", CELLS)
    mapping = propose_mapping(path)

    assert kind_of_own(path) == TOTALS
    assert {name: column.role for name, column in mapping.columns.items()} == {
        "school": "school", "grade": "grade", "race": "race_ethnicity",
        "enrolled": "denominator", "absent": "numerator",
    }  # fmt: skip
    assert mapping.unanswered == ["school", "period", "measure", "district"]


def test_cells_are_summed_to_groups_and_places(tmp_path):
    reading = summed(tmp_path, CELLS)

    assert reading.report.ok, rules(reading)
    district = figures(reading, level="district")
    assert district == {"TA": (81, 460), "RH": (58, 260), "RW": (23, 200)}
    oak = figures(reading, cds="99600416900094")
    assert oak == {"TA": (10, 70), "RH": (4, 40), "RW": (6, 30)}
    assert set(reading.outcomes["measure"]) == {"own_chronic_absenteeism"}


@pytest.mark.parametrize(
    "cell, status", [("*,*", "suppressed_at_source"), ("30,", "not_published"),
                     ("30,<11", "suppressed_at_source"), ("30,31", "not_published")],
)  # fmt: skip
def test_a_sum_with_an_unknown_cell_in_it_is_unknown_and_the_others_are_not(tmp_path, cell, status):
    reading = summed(tmp_path, CELLS.replace("30,6", cell))
    rows = reading.outcomes.set_index(["cds", "group"])

    for place, group in [("99600410000000", "TA"), ("99600410000000", "RW"),
                         ("99600416900094", "TA"), ("99600416900094", "RW")]:  # fmt: skip
        row = rows.loc[(place, group)]
        assert row["status"] == status
        assert row[["numerator", "denominator", "rate"]].isna().all()
    assert figures(reading, level="district")["RH"] == (58, 260)
    assert figures(reading, cds="99600416900110")["RW"] == (17, 170)


def test_answers_of_yes_and_no_are_no_counts(tmp_path):
    """A row of those who have the outcome, and one of those who have not: each N students."""
    text = """
race,graduated,n
Hispanic,1,60
Hispanic,0,40
White,1,45
White,0,5
"""
    path = written(tmp_path, "flags.csv", text)
    mapping = propose_mapping(path)
    assert mapping.columns["graduated"].labels == {"0": "no", "1": "yes"}
    reading = summed(tmp_path, text)
    mapping.columns["graduated"].labels.clear()
    bare = answered(tmp_path, mapping, ANSWERS)
    with connect() as database:
        unsaid = read_own(path, bare, database)

    assert figures(reading) == {"TA": (105, 150), "RH": (60, 100), "RW": (45, 50)}
    assert [p.rule for p in unsaid.report.problems] == ["flag_or_count"]


def test_a_cell_that_stands_twice_is_not_summed_and_both_rows_are_named(tmp_path):
    reading = summed(tmp_path, CELLS + "Oak,9,White,31,5\n")

    assert not reading.report.ok
    assert reading.report.problems[-1].rule == "cell_twice"
    assert "7 and 8" in reading.report.problems[-1].sentence(load_words("en"))


def test_a_cell_of_nobody_knows_whom_leaves_nothing_summed(tmp_path):
    reading = summed(tmp_path, CELLS + "Oak,9,Martian,31,5\n", ANSWERS | {"Martian": "RP"})
    unread = summed(tmp_path, CELLS.replace("Oak,9,White", "27102720112177,9,White"))

    assert figures(reading, level="district")["RP"] == (5, 31)
    assert [p.rule for p in unread.report.problems] == [
        "school_of_another_district", "cells_not_summed",
    ]  # fmt: skip


def test_rows_of_a_total_beside_the_groups_are_taken_as_they_stand(tmp_path):
    text = """
race,gender,enrolled,absent
All,All,200,40
Hispanic,All,120,30
All,Female,99,20
Hispanic,Female,60,18
"""
    reading = summed(tmp_path, text)

    assert reading.report.ok, rules(reading)
    assert figures(reading) == {
        "TA": (40, 200), "RH": (30, 120), "GF": (20, 99), "RH×GF": (18, 60)
    }  # fmt: skip


def test_a_crossing_of_nobody_is_listed_where_the_sums_leave_room_for_none(tmp_path):
    text = """
race,gender,enrolled,absent
All,All,200,40
Hispanic,All,120,30
White,All,80,10
All,Female,99,20
All,Male,101,20
Hispanic,Female,60,18
Hispanic,Male,60,12
White,Female,39,2
"""
    reading = summed(tmp_path, text)

    # 60 and 60 are all 120; of White students 39 of 80 are listed, the other 41 are not none
    assert "RW×GM" not in figures(reading)
    reading = summed(tmp_path, text.replace("White,Female,39,2", "White,Female,80,10"))
    assert figures(reading)["RW×GM"] == (0, 0)


def test_the_real_summary_of_20_000_students_counts_what_its_students_count(real_data, tmp_path):
    folder = real_data / "peer-inputs"
    with open(folder / "student_equity.csv", encoding="utf-8") as rows:
        students = list(csv.DictReader(rows))
    path = folder / "student_equity_summarised.csv"
    mapping = propose_mapping(path)
    # those who transferred and those who did not stand in two rows, counted by each
    mapping.settings["same_cell"] = "add"
    answers = {
        ("role", "Transfer"): "own_graduation", ("role", "Gender"): "gender",
        "district": "99600410000000", "2017": "2016-17", "2018": "2017-18",
        "Multi-Ethnicity": "RT", ("label", "Gender"): GENDERS,
    }  # fmt: skip
    with connect() as database:
        reading = read_own(path, answered(tmp_path, mapping, answers), database)

    assert reading.report.ok, rules(reading)
    for year, period in (("2017", "2016-17"), ("2018", "2017-18")):
        black = [s for s in students if s["Cohort"] == year and s["Ethnicity"] == "Black"]
        transferred = sum(s["Transfer"] == "1" for s in black)
        assert figures(reading, period=period)["RB"] == (transferred, len(black))


def test_a_real_public_table_of_two_columns_of_groups_is_read_crossed(real_data, tmp_path):
    path = real_data / "peer-inputs" / "ssm_cohort.csv"
    mapping = propose_mapping(path)
    assert kind_of_own(path) == TOTALS
    assert {mapping.columns[name].role for name in ("subgroup1", "subgroup2")} == {"group"}
    roles = {"value": "numerator", "denom": "denominator", "perc": "rate"}
    assert {name: mapping.columns[name].role for name in roles} == roles
    lines = [",setting,rows,totals", ",setting,figures,own", ",setting,district,9960041"]
    lines += ["academicYear,period,,"]
    lines += [f"academicYear,period,{year},{year - 1}-{year % 100}" for year in range(2015, 2021)]
    lines += ["categoryLabel,measure,,"]
    with open(path, encoding="utf-8") as text:
        rows = list(csv.DictReader(text))
    wanted = "Completed Both Transfer-Level Math and English Within the District in the First Year"
    for label in {row["categoryLabel"] for row in rows}:
        meaning = "own_math_met" if label.startswith(wanted) else "not_used"
        lines.append(f"categoryLabel,measure,{label},{meaning}")
    known = {"Hispanic": "RH", "Female": "GF", "Male": "GM", "None": "TA", "White": "RW"}
    for name in ("subgroup1", "subgroup2"):
        lines.append(f"{name},group,,")
        for label in {row[name] for row in rows}:
            lines.append(f'{name},group,"{label}",{known.get(label, "not_used")}')
    lines += [f"{name},{role},," for name, role in roles.items()]
    text = "column,role,value,meaning\n" + "\n".join(lines)
    reading = read_own(path, read_mapping(written(tmp_path, "m.csv", text)), None)

    assert reading.report.ok, rules(reading)
    one = next(
        row for row in rows
        if row["subgroup1"] == "Hispanic" and row["subgroup2"] == "Female" and row["value"]
        and row["categoryLabel"].startswith(wanted)
    )  # fmt: skip
    year = f"{int(one['academicYear']) - 1}-{one['academicYear'][2:]}"
    found = figures(reading, period=year)["RH×GF"]
    assert found == (int(one["value"]), int(one["denom"]))


def test_a_table_of_counts_by_teacher_is_refused_by_name_and_by_content(tmp_path):
    staff = CELLS.replace("race", "teacher").replace("Hispanic", "A").replace("White", "B")
    path = written(tmp_path, "t.csv", staff.replace("grade", "race"))
    assert propose_mapping(path).columns["teacher"].privacy == "not_permitted"

    people = iter(["Maria Gomez", "Jose Lopez", "Ana Diaz", "Luis Ruiz", "Juan Soto", "Rosa Paz"])
    rows = [f"Oak,{next(people)},30,4" for _ in range(6)]
    path = written(tmp_path, "p.csv", "school,class,enrolled,absent\n" + "\n".join(rows))
    lines = [",setting,rows,totals", ",setting,period,2024-25", ",setting,district,9960041",
             ",setting,measure,own_suspension", "class,race_ethnicity,,",
             "enrolled,denominator,,", "absent,numerator,,"]  # fmt: skip
    mapping = written(tmp_path, "m.csv", "column,role,value,meaning\n" + "\n".join(lines))
    reading = read_own(path, read_mapping(mapping), None)

    assert [p.rule for p in reading.report.problems] == ["column_personal"]
    assert "Maria" not in repr(reading.report.as_dict())


def test_a_group_larger_than_its_place_is_refused_and_races_that_overlap_are_told(tmp_path):
    place = "99600410000000,Copper Kettle,2024-25"
    rows = f"""
{place},TA,Suspension,20,300
{place},SE,Suspension,10,301
{place},SS,Suspension,10,45292
{place},RH,Suspension,10,200
{place},RW,Suspension,10,200
"""
    reading = read_totals(*proposed(tmp_path, rows))

    assert [(p.rule, p.all_rows) for p in reading.report.problems] == [
        ("group_of_a_date", (4,)), ("group_above_all", (3,)), ("groups_overlap", (5, 6)),
    ]  # fmt: skip
    assert reading.outcomes["group"].tolist() == ["TA", "RH", "RW"]
