"""State tests (CAASPP, ELPAC) of all eras.

No real Smarter Balanced or ELPAC file is at hand: these are made from the documented headers,
with invented figures. 33 of 40 students is 82.5 percent; whole-number percentages write 83.
"""

import pytest
from published_files import rows_of, write

from equitykit.sources import large_files, opening
from equitykit.sources.place_names import with_names
from equitykit.sources.reading import read_file

OLD = ["County Code", "District Code", "School Code", "Filler", "Test Year", "Subgroup ID",
       "Test Type", "Total Tested At Entity Level", "Total Tested with Scores", "Grade",
       "Test Id", "CAASPP Reported Enrollment", "Students Tested", "Mean Scale Score",
       "Percentage Standard Exceeded", "Percentage Standard Met",
       "Percentage Standard Met and Above", "Percentage Standard Nearly Met",
       "Percentage Standard Not Met", "Students with Scores"]  # fmt: skip
FIRST = [*OLD[:7], "Total CAASPP Enrollment", *OLD[7:],
         "Area 1 Percentage Above Standard", "Area 1 Percentage At or Near Standard",
         "Area 1 Percentage Below Standard"]  # fmt: skip
CARET = ["County Code", "District Code", "School Code", "Filler", "Test Year",
         "Student Group ID", "Test Type", "Total Tested at Reporting Level",
         "Total Tested with Scores at Reporting Level", "Grade", "Test ID", "Students Enrolled",
         "Students Tested", "Mean Scale Score", "Percentage Standard Exceeded",
         "Percentage Standard Met", "Percentage Standard Met and Above",
         "Percentage Standard Nearly Met", "Percentage Standard Not Met", "Students with Scores",
         "Type ID"]  # fmt: skip
NEW = ["County Code", "District Code", "District Name", "School Code", "School Name", "Type ID",
       "Filler", "Test Year", "Test Type", "Test ID", "Student Group ID", "Grade",
       "Total Students Enrolled", "Total Students Tested", "Total Students Tested with Scores",
       "Mean Scale Score", "Percentage Standard Exceeded", "Count Standard Exceeded",
       "Percentage Standard Met", "Count Standard Met", "Percentage Standard Met and Above",
       "Count Standard Met and Above", "Percentage Standard Nearly Met",
       "Count Standard Nearly Met", "Percentage Standard Not Met", "Count Standard Not Met",
       "Overall Total"]  # fmt: skip
for area in ("Area 1", "Area 2", "Area 3", "Area 4", "Composite Area 1", "Composite Area 2"):
    for level in ("Above", "Near", "Below"):
        NEW += [f"{area} Percentage {level} Standard", f"{area} Count {level} Standard"]
    NEW.append(f"{area} Total")

# era: header, delimiter, quotes, year, words for grade and group; percent of 33 in 40
ERAS = {
    "A": (FIRST, ",", True, "2016", "Subgroup ID", "Test Id", "83"),
    "B": (OLD, ",", True, "2019", "Subgroup ID", "Test Id", "82.50"),
    "C": (CARET, "^", False, "2022", "Student Group ID", "Test ID", "82.50"),
    "D": (NEW, "^", False, "2024", "Student Group ID", "Test ID", "82.50"),
}
ROWS = """
    school  | group | grade | test | enrolled | tested | scores | met  | count
    0000000 | 1     | 13    | 1    | 45       | 41     | 40     | M    | 33
    0000000 | 1     | 13    | 2    | 45       | 41     | 40     | 0.00 | 0
    0000000 | 74    | 13    | 1    | 12       | 9      | *      | *    | *
    0000000 | 160   | 13    | 1    | 3        | 0      | 0      |      |
    0000000 | 1     | 3     | 1    | 45       | 41     | 40     | M    | 33
    0000000 | 160   | 3     | 1    | 45       | 41     | 40     | M    | 33
    0000000 | 99    | 13    | 1    | 45       | 41     | 40     | M    | 33
    6026785 | 001   | 13    | 1    | 45       | 41     | 40     | M    | 33
"""


def research_file(path, era, text=ROWS, year=None, encoding="cp1252"):
    header, delimiter, quoted, of_era, group, test, met = ERAS[era]
    lines = [header]
    for row in rows_of(text):
        cells = dict.fromkeys(header, "")
        rate = row["met"].replace("M", met)
        cells |= {
            "County Code": "27", "District Code": "66142", "School Code": row["school"],
            "Test Year": year or of_era, group: row["group"], "Grade": row["grade"],
            test: row["test"], "Percentage Standard Met and Above": rate,
            "District Name": "Niños Unified", "School Name": "Niños",
        }  # fmt: skip
        for names, word in (
            (("Students with Scores", "Total Students Tested with Scores", "Overall Total"), "scores"),
            (("Students Tested", "Total Students Tested"), "tested"),
            (("Students Enrolled", "CAASPP Reported Enrollment", "Total Students Enrolled"), "enrolled"),
            (("Count Standard Met and Above",), "count"),
        ):  # fmt: skip
            cells |= {name: row[word] for name in names if name in header}
        lines.append([cells[name] for name in header])
    if quoted:
        lines = [[f'"{cell}"' for cell in line] for line in lines]
    return write(path, lines, delimiter=delimiter, encoding=encoding)


def plain(reading):
    rows = reading.outcomes
    figures = rows[["numerator", "denominator", "rate"]].astype(object)
    figures = figures.where(figures.notna(), None)
    keys = zip(rows["measure"], rows["level"], rows["dimension"], rows["group"], strict=True)
    values = zip(rows["status"], *(figures[name] for name in figures), strict=True)
    return dict(zip(keys, values, strict=True))


@pytest.mark.parametrize("era", ERAS)
def test_each_era_is_told_by_its_header_and_read(tmp_path, era):
    reading = read_file(research_file(tmp_path / "file.txt", era))
    year = int(ERAS[era][3])
    # counts of students who met the standard stand in the files from 2024 on
    met = 33 if era == "D" else None
    rate = 83.0 if era == "A" else 82.5
    figure = ("reported", met, 40, rate)
    assert plain(reading) == {
        ("caaspp_ela", "district", "all", "TA"): figure,
        ("caaspp_math", "district", "all", "TA"): (
            "reported_zero", 0 if era == "D" else None, 40, 0.0
        ),
        ("caaspp_ela", "district", "race_ethnicity", "RB"): (
            "suppressed_at_source", None, None, None
        ),
        ("caaspp_ela", "district", "program", "SE"): ("not_published", None, None, None),
        ("caaspp_ela", "district", "grade", "GR03"): figure,
        ("caaspp_ela", "school", "all", "TA"): figure,
    }  # fmt: skip
    report = reading.report
    assert (report.family, report.periods) == ("caaspp", (f"{year - 1}-{str(year)[2:]}",))
    # a single grade of one group, and students without a disability
    assert [(p.rule, p.rows) for p in report.problems] == [("tests_left_out", 2)]
    assert report.layout == f"caaspp, {'comma' if era in 'AB' else 'caret'}, " + (
        "cp1252" if era == "D" else "utf-8"
    )


def test_the_header_of_the_last_era_has_69_columns():
    assert len(NEW) == 69


ONE = """
    school  | group | grade | test | enrolled | tested | scores | met  | count
    0000000 | 1     | 13    | 1    | 45       | 41     | 40     | M    | 33
"""


@pytest.mark.parametrize(
    ("era", "year", "rule"), [("A", "2015", "caaspp_2015"), ("C", "2021", "caaspp_2021")]
)
def test_what_has_to_be_known_of_a_year_is_said(tmp_path, era, year, rule):
    report = read_file(research_file(tmp_path / "file.txt", era, ONE, year)).report
    assert [(p.rule, p.refused) for p in report.problems] == [(rule, False)]
    assert report.counts["reported"] == 1


def test_rows_of_an_unknown_group_or_test_and_of_one_key_are_refused_and_the_rest_is_read(tmp_path):
    text = """
        school  | group | grade | test | enrolled | tested | scores | met   | count
        0000000 | 1     | 13    | 1    | 45       | 41     | 40     | M     | 33
        0000000 | 999   | 13    | 1    | 45       | 41     | 40     | M     | 33
        0000000 | 1     | 13    | 77   | 45       | 41     | 40     | M     | 33
        0000000 | 78    | 13    | 1    | 45       | 41     | 40     | M     | 33
        0000000 | 78    | 13    | 1    | 45       | 41     | 40     | 80.00 | 32
        0000000 | 80    | 13    | 1    | 45       | 41     | 40     | M     | 41
        0000000 | 76    | 13    | 1    | 45       | 41     | -5     | M     | 33
        0000000 | 77    | 13    | 1    | 45       | 41     | 40     | 99.00 | 33
    """
    reading = read_file(research_file(tmp_path / "file.txt", "D", text))
    assert [(p.rule, p.row, p.rows) for p in reading.report.problems] == [
        ("group_unknown", 3, 1), ("key_not_unique", 5, 2), ("test_not_read", 4, 1),
        ("number_negative", 8, 1), ("numerator_above_denominator", 7, 1),
        ("rate_not_of_counts", 9, 1),
    ]  # fmt: skip
    assert reading.report.rows_refused == 7
    assert list(plain(reading)) == [("caaspp_ela", "district", "all", "TA")]


def test_alternate_and_spanish_tests_are_measures_of_their_own(tmp_path):
    header = [*NEW[:16], "Percentage Level 3", "Count Level 3", "Overall Total"]
    row = ["27", "66142", "A", "0000000", "", "6", "", "2024", "A", "3", "1", "13", "20", "18",
           "16", "", "25.00", "4", "16"]  # fmt: skip
    math = [*row[:9], "4", *row[10:]]
    path = write(tmp_path / "file.txt", [header, row, math], delimiter="^")
    assert plain(read_file(path)) == {
        ("caa_ela", "district", "all", "TA"): ("reported", 4, 16, 25.0),
        ("caa_math", "district", "all", "TA"): ("reported", 4, 16, 25.0),
    }
    header = [*NEW[:16], "Percent Range 3", "Count Range 3", "Overall Total"]
    spanish = [*row[:9], "39", *row[10:]]
    path = write(tmp_path / "file.txt", [header, spanish], delimiter="^")
    assert list(plain(read_file(path))) == [("csa", "district", "all", "TA")]


ELPAC = ["CountyCode", "DistrictCode", "SchoolCode", "RecordType", "CharterNumber", "TestYear",
         "StudentGroupId", "Grade", "AssessmentType", "TotalEnrolled", "TotalTested",
         "TotalTestedWithScores", "OverallPerfLvl4Pcnt", "OverallPerfLvl4Count"]  # fmt: skip
RECENT = ["CountyCode", "DistrictCode", "DistrictName", "SchoolCode", "SchoolName", "TypeID",
          "TestYear", "TestID", "StudentGroupID", "Grade", "TotalStudentsEnrolled",
          "TotalStudentsTested", "TotalStudentsTestedWithScores", "OverallPerfLvl4Pcnt",
          "OverallPerfLvl4Count", "OverallTotal"]  # fmt: skip


def test_the_yearly_test_of_english_is_read_in_both_forms(tmp_path):
    rows = [
        ["27", "66142", "0000000", "02", "", "2019", "1", "13", "SA", "90", "85", "80", "15.00", "12"],
        ["27", "66142", "0000000", "02", "", "2019", "78", "13", "SA", "9", "8", "*", "*", "*"],
        ["27", "66142", "0000000", "02", "", "2019", "1", "KN", "SA", "30", "30", "30", "10.00", "3"],
        ["27", "66142", "6026785", "01", "", "2019", "1", "13", "IA", "30", "30", "30", "10.00", "3"],
    ]  # fmt: skip
    reading = read_file(write(tmp_path / "file.txt", [ELPAC, *rows], delimiter="^"))
    assert plain(reading) == {
        ("elpac", "district", "all", "TA"): ("reported", 12, 80, 15.0),
        ("elpac", "district", "race_ethnicity", "RH"): ("suppressed_at_source", None, None, None),
        ("elpac", "district", "grade", "GR00"): ("reported", 3, 30, 10.0),
    }
    assert [(p.rule, p.row) for p in reading.report.problems] == [("test_not_read", 5)]
    row = ["27", "66142", "A", "0000000", "", "6", "2025", "21", "1", "13", "90", "85", "80",
           "15.00", "12", "80"]  # fmt: skip
    reading = read_file(write(tmp_path / "file.txt", [RECENT, row], delimiter="^"))
    assert plain(reading) == {("elpac", "district", "all", "TA"): ("reported", 12, 80, 15.0)}
    assert reading.report.periods == ("2024-25",)


def test_places_without_names_are_named_by_a_list_given_beside_them(tmp_path):
    results = read_file(research_file(tmp_path / "results.txt", "B"))
    assert results.outcomes["district"].isna().all()
    header = ["County Code", "District Code", "School Code", "Filler", "Test Year", "Type Id",
              "County Name", "District Name", "School Name", "Zip Code"]  # fmt: skip
    lines = [
        header,
        ["27", "66142", "0000000", "", "2019", "6", "Monterey", "Salinas City", "", "     "],
        ["27", "66142", "6026785", "", "2019", "7", "Monterey", "Salinas City", "Los Niños", "93905"],
    ]  # fmt: skip
    quoted = [[f'"{cell}"' for cell in line] for line in lines]
    names = read_file(write(tmp_path / "names.txt", quoted, delimiter=",", encoding="cp1252"))
    named = with_names([results, names])[0].outcomes
    assert set(named["district"]) == {"Salinas City"}
    assert named.loc[named["level"] == "school", "school"].tolist() == ["Los Niños"]
    assert named.loc[named["level"] == "district", "school"].isna().all()
    figures = ["numerator", "denominator", "rate", "status", "cds", "group"]
    assert named[figures].equals(results.outcomes[figures])


def in_pieces(monkeypatch):
    monkeypatch.setattr(opening, "LARGE", 100)
    monkeypatch.setattr(large_files, "BLOCK", 5000)
    monkeypatch.setattr(large_files, "HEAD", 9000)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig"])
@pytest.mark.parametrize("era", ["B", "D"])
def test_a_large_file_read_in_pieces_says_the_same(tmp_path, monkeypatch, era, encoding):
    path = research_file(tmp_path / "file.txt", era, encoding=encoding)
    whole = read_file(path)
    in_pieces(monkeypatch)
    pieces = read_file(path)
    assert pieces.outcomes.equals(whole.outcomes)
    assert pieces.report.rows_read == whole.report.rows_read == 8
    assert pieces.report.sha256 == whole.report.sha256
    assert sum(p.rows for p in pieces.report.problems) == sum(p.rows for p in whole.report.problems)


def test_a_large_file_names_rows_by_their_number_and_sets_aside_those_that_are_cut(
    tmp_path, monkeypatch
):
    path = research_file(tmp_path / "file.txt", "D")
    lines = path.read_bytes().split(b"\r\n")
    # the first row of figures loses cells, and a later one a digit
    lines[1] = b"^".join(lines[1].split(b"^")[:9])
    lines[5] = lines[5].replace(b"^82.50^33^", b"^82.50^x^")
    path.write_bytes(b"\r\n".join(lines))
    in_pieces(monkeypatch)
    reading = read_file(path)
    rules = {p.rule: (p.row, p.rows) for p in reading.report.problems if p.refused}
    assert rules == {"row_width": (2, 1), "number_unreadable": (6, 1)}
    assert ("caaspp_ela", "district", "all", "TA") not in plain(reading)
    assert ("caaspp_math", "district", "all", "TA") in plain(reading)


def test_a_file_that_is_too_large_and_of_another_kind_is_refused(tmp_path, monkeypatch):
    path = write(tmp_path / "file.txt", [["date", "amount"], *[["2025-01-01", "1"]] * 50])
    monkeypatch.setattr(opening, "LARGE", 100)
    monkeypatch.setattr(opening, "LARGEST", 200)
    assert [p.rule for p in read_file(path).report.problems] == ["file_too_large"]
