"""DataQuest files besides the five, and AP: made from documented headers, with invented figures.

No real file of these is at hand. A district of 400 students, 100 of whom finished high school.
"""

import pytest
from published_files import rows_of, write

from equitykit.measures.privacy import release
from equitykit.sources.reading import read_file

PLACE = {
    "AcademicYear": "2024-25", "AggregateLevel": "D", "CountyCode": "27",
    "DistrictCode": "66142", "SchoolCode": "", "CountyName": "Monterey",
    "DistrictName": "Salinas City", "SchoolName": "",
}  # fmt: skip
MONTHS = "Enrolled In College - Total ({} Months)"
RATE = "College Going Rate - Total ({} Months)"


def lines(text, names, **fixed):
    """A file whose columns are those of a place, those `fixed`, and the table's by `names`."""
    rows = rows_of(text)
    header = [*PLACE, *fixed, *names.values()]
    given = [{names.get(name, name): cell for name, cell in row.items()} for row in rows]
    return [header, *[[(PLACE | fixed | row)[name] for name in header] for row in given]]


def read(tmp_path, *args, name="file.txt", **fixed):
    return read_file(write(tmp_path / name, lines(*args, **fixed)))


def figures(reading):
    rows = reading.outcomes
    cells = rows[["numerator", "denominator", "rate"]].astype(object)
    cells = cells.where(cells.notna(), None)
    keys = zip(rows["measure"], rows["level"], rows["group"], strict=True)
    return dict(zip(keys, zip(*(cells[name] for name in cells), strict=True), strict=True))


@pytest.mark.parametrize("months", [12, 16])
def test_college_going_is_read_of_all_types_of_completers_once(tmp_path, months):
    text = """
        charter | dass | group | type | done | went | rate
        All     | All  | TA    | TA   | 100  | 62   | 62.0
        All     | All  | TA    | NGC  | 80   | 60   | 75.0
        All     | All  | RH    | TA   | 70   | 40   | 57.1
        All     | All  | RI    | TA   | *    | *    | *
        No      | All  | TA    | TA   | 90   | 60   | 66.7
    """
    names = {
        "charter": "CharterSchool", "dass": "AlternativeSchoolAccountabilityStatus",
        "group": "ReportingCategory", "type": "CompleterType", "done": "High School Completers",
        "went": MONTHS.format(months), "rate": RATE.format(months),
    }  # fmt: skip
    reading = read(tmp_path, text, names)
    measure = "college_going" if months == 12 else "college_going_16"
    assert figures(reading) == {
        (measure, "district", "TA"): (62, 100, 62.0),
        (measure, "district", "RH"): (40, 70, 57.1),
        (measure, "district", "RI"): (None, None, None),
    }
    assert (reading.report.family, reading.report.rows_repeated) == ("college_going", 2)
    assert reading.report.counts["suppressed_at_source"] == 1


CENSUS = {
    "charter": "Charter", "group": "ReportingCategory", "all": "TOTAL_ENR", "tk": "GR_TK",
    "k": "GR_KN", "third": "GR_03",
}  # fmt: skip


def test_census_enrollment_is_counts_by_group_and_grades_of_all_students(tmp_path):
    text = """
        charter | group    | all | tk | k  | third
        ALL     | TA       | 400 | 30 | 5  | *
        Y       | TA       | 100 | 10 | 1  | 5
        ALL     | RE_H     | 350 | 25 | 4  | 9
        ALL     | SG_DS    | 300 | 20 | 3  | 9
        ALL     | SG_SD    | 40  | 2  | 0  | 1
        ALL     | GN_X     | 2   | 0  | 0  | 0
        ALL     | AR_0418  | 390 | 30 | 5  | 9
        ALL     | ELAS_EL  | 200 | 9  | 5  | 9
    """
    reading = read(tmp_path, text, CENSUS)
    assert figures(reading) == {
        ("census_enrollment", "district", "TA"): (None, 400, 400),
        ("census_enrollment", "district", "RH"): (None, 350, 350),
        ("census_enrollment", "district", "SS"): (None, 300, 300),
        ("census_enrollment", "district", "SD"): (None, 40, 40),
        ("census_enrollment", "district", "GX"): (None, 2, 2),
        ("census_enrollment", "district", "GRTK"): (None, 30, 30),
        ("census_enrollment", "district", "GR00"): (None, 5, 5),
        ("census_enrollment", "district", "GR03"): (None, None, None),
    }
    assert [(p.rule, p.rows) for p in reading.report.problems] == [
        ("groups_by_size", 2), ("groups_not_shown", 2),
    ]  # fmt: skip
    assert reading.report.rows_repeated == 1
    shown = release(reading.outcomes).rows.set_index("group")
    # two students, and five in kindergarten, stay below the floor
    assert shown.loc[["GX", "GR00"], "rate"].isna().all()
    assert shown.loc["TA", "rate"] == 400


def test_two_groups_of_about_one_size_are_not_guessed(tmp_path):
    text = """
        charter | group | all | tk | k | third
        ALL     | TA    | 400 | 1  | 1 | 1
        ALL     | SG_DS | 50  | 1  | 1 | 1
        ALL     | SG_SD | 40  | 1  | 1 | 1
    """
    reading = read(tmp_path, text, CENSUS)
    assert [(p.rule, p.value) for p in reading.report.problems] == [
        ("group_unknown", "SG_DS"), ("group_unknown", "SG_SD"),
    ]  # fmt: skip
    assert ("census_enrollment", "district", "TA") in figures(reading)


def test_stability_homelessness_and_cumulative_enrollment_are_read(tmp_path):
    names = {"group": "ReportingCategory", "n": "Adjusted Cumulative Enrollment",
             "rate": "Stability Rate (percent)"}  # fmt: skip
    text = "group | n | rate \n TA | 380 | 91.3 \n RH | * | *"
    found = figures(read(tmp_path, text, names, CharterSchool="All", DASS="All"))
    assert found == {
        ("stability", "district", "TA"): (None, 380, 91.3),
        ("stability", "district", "RH"): (None, None, None),
    }
    names = {"group": "ReportingCategory", "n": "Cumulative Enrollment",
             "homeless": "Homeless Student Enrollment"}  # fmt: skip
    found = figures(read(tmp_path, "group | n | homeless \n TA | 410 | 31", names, Charter="All"))
    assert found == {("homeless", "district", "TA"): (31, 410, None)}
    names = {"group": "ReportingCategory", "n": "CumulativeEnrollment"}
    found = figures(read(tmp_path, "group | n \n TA | 410 \n SE | 200", names, Charter="All"))
    assert found == {
        ("cumulative_enrollment", "district", "TA"): (None, 410, 410),
        ("cumulative_enrollment", "district", "SE"): (None, 200, 200),
    }


LANGUAGES = ["Charter", "AggLevel", "Grade", "Gender", "EO", "IFEP", "EL", "RFEP", "TBD",
             "TotalEnrollment", "AR", "LTEL"]  # fmt: skip


def language_row(*cells):
    return [cell for name, cell in PLACE.items() if name != "AggregateLevel"] + list(cells)


def test_counts_by_grade_and_gender_are_added_up_and_a_hidden_part_hides_the_sum(tmp_path):
    header = [name for name in PLACE if name != "AggregateLevel"] + LANGUAGES
    rows = [
        language_row("ALL", "D", "03", "F", "40", "2", "30", "8", "0", "80", "5", "*"),
        language_row("ALL", "D", "03", "M", "35", "1", "33", "6", "x", "75", "6", "4"),
        language_row("ALL", "D", "04", "F", "20", "0", "10", "5", "0", "35", "0", "0"),
        language_row("Y", "D", "03", "F", "1", "0", "1", "0", "0", "2", "0", "0"),
        language_row("ALL", "D", "ALL", "ALL", "95", "3", "73", "19", "0", "190", "11", "9"),
    ]
    reading = read_file(write(tmp_path / "file.txt", [header, *rows]))
    found = {group: figure[2] for (_, _, group), figure in figures(reading).items()}
    assert found == {
        "TA": 190, "SE": 73, "EO": 95, "IFEP": 3, "RFEP": 19, "ARLT": 11, "TBD": None, "LTEL": None,
    }  # fmt: skip
    statuses = reading.outcomes.set_index("group")["status"]
    assert statuses["LTEL"] == "suppressed_at_source"
    assert statuses["TBD"] == "not_published"
    assert [(p.rule, p.row, p.value) for p in reading.report.problems] == [
        ("part_unreadable", 3, "x")
    ]
    assert reading.report.rows_repeated == 1


AP = ["CDS", "Rtype", "SNAME", "DNAME", "CNAME", "Enroll1012", "Enroll12", "NumTstTakr",
      "NumScr1", "NumScr2", "NumScr3", "NumScr4", "NumScr5", "year"]  # fmt: skip


def ap_row(*cells):
    return ["27661420000000", "D", "", "Salinas City", "Monterey", *cells, "2018-19"]


def test_ap_is_read_with_and_without_groups(tmp_path):
    row = ap_row("300", "90", "60", "1", "2", "3", "4", "5")
    reading = read_file(write(tmp_path / "ap.txt", [AP, row]))
    assert figures(reading) == {("ap_tested", "district", "TA"): (60, 300, None)}
    rows = [[*row, "ALL"], [*ap_row("9", "3", "*", "*", "*", "*", "*", "*"), "AA"]]
    reading = read_file(write(tmp_path / "ap.txt", [[*AP, "studentgroup"], *rows]))
    assert figures(reading) == {
        ("ap_tested", "district", "TA"): (60, 300, None),
        ("ap_tested", "district", "RB"): (None, None, None),
    }


# Wide files: problems name the row and column, and leave the rest of the row as it is.

SARC = ["CDSCode", "SARCYear", "CEALL", "EEALL", "CALL", "RALL", "CEGF", "EEGF", "CGF", "RGF"]


def sarc(tmp_path, *rows):
    return read_file(write(tmp_path / "chronic.txt", [SARC, *rows], delimiter=","))


GOOD = ["27661426026785", "2020-21", "100", "100", "20", "20.0", "50", "50", "10", "20.0"]


def test_a_problem_in_one_group_leaves_the_other_groups_of_the_row(tmp_path):
    bad = ["27661426026793", *GOOD[1:6], "50", "50", "60", "20.0"]
    negative = ["27661426026801", *GOOD[1:6], "50", "-50", "10", "20.0"]
    reading = sarc(tmp_path, GOOD, bad, negative)
    assert [(p.rule, p.row, p.column) for p in reading.report.problems] == [
        ("number_negative", 4, "EEGF"), ("numerator_above_denominator", 3, "CGF"),
    ]  # fmt: skip
    assert (reading.report.rows_refused, reading.report.rows_in_part) == (0, 2)
    assert reading.outcomes.groupby("group").size().to_dict() == {"GF": 1, "TA": 3}


def test_a_school_twice_counts_once_or_is_refused(tmp_path):
    other = [*GOOD[:4], "30", "30.0", *GOOD[6:]]
    assert sarc(tmp_path, GOOD, GOOD).report.rows_repeated == 1
    report = sarc(tmp_path, GOOD, other).report
    assert [(p.rule, p.rows) for p in report.problems] == [("key_not_unique", 2)]
    assert not report.ok


def test_a_code_that_a_spreadsheet_turned_into_a_number_is_refused(tmp_path):
    lost = ["2.76614E+13", *GOOD[1:]]
    short = ["661426026785", *GOOD[1:]]
    reading = sarc(tmp_path, GOOD, lost, short)
    assert [(p.rule, p.row, p.value) for p in reading.report.problems] == [
        ("code_scientific", 3, "2.76614E+13"), ("code_unreadable", 4, "661426026785"),
    ]  # fmt: skip
    assert set(reading.outcomes["cds"]) == {"27661426026785"}


RECLASS = ["CDS", "County", "District", "School", "EL", "FEP", "Reclass"]


@pytest.mark.parametrize(
    ("name", "year"),
    [("filesreclass19.txt", "2018-19"), ("filesreclass2021.txt", "2020-21"),
     ("filesreclass20-v2.txt", "2019-20"), ("reclass.txt", None)],
)  # fmt: skip
def test_a_year_that_only_the_name_tells_is_taken_from_it_or_asked_for(tmp_path, name, year):
    rows = [RECLASS, ["27661426026785", "Monterey", "Salinas City", "Los Niños", "58", "9", "3"]]
    report = read_file(write(tmp_path / name, rows)).report
    assert report.periods == ((year,) if year else ())
    assert [p.rule for p in report.problems] == ["year_from_name" if year else "year_in_name"]
    assert report.ok == bool(year)


def test_districts_of_a_file_of_codes_alone_are_listed_by_their_code(tmp_path):
    from equitykit.storage.prepared import list_places, prepare

    path = write(tmp_path / "chronic.txt", [SARC, GOOD], delimiter=",")
    prepare([read_file(path)], tmp_path / "data")
    places = list_places(tmp_path / "data")
    assert places[["cds", "district"]].to_numpy().tolist() == [["27661420000000"] * 2]
