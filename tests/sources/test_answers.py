"""Answers in words: assistance (districts and schools), local indicators, low performance.

Real files are read beside openpyxl and csv. The layouts of 2017, 2019, 2022 and 2023 and the
list of low-performing districts are made from their documented headers (data-formats, sections
4.2 and 6); no real file of them is at hand.
"""

import csv
from collections import Counter

import openpyxl
import pytest
from published_files import write
from real_files import reading_of

from equitykit.content.texts import load_words
from equitykit.measures.performance import LETTERS, assistance_table, local_table
from equitykit.sources.reading import read_file

LEA = ["AA", "AI", "AS", "EL", "FI", "FOS", "HI", "HOM", "PI", "SED", "SWD", "TOM", "WH"]
OURS = {
    "AA": "RB", "AI": "RI", "AS": "RA", "EL": "SE", "FI": "RF", "FOS": "SF", "HI": "RH",
    "HOM": "SH", "LTEL": "LTEL", "PI": "RP", "SED": "SS", "SWD": "SD", "TOM": "RT", "WH": "RW",
}  # fmt: skip


def sheet_rows(path, sheet, header_row):
    sheet = openpyxl.load_workbook(path, read_only=True, data_only=True).worksheets[sheet]
    header, *rows = list(sheet.iter_rows(values_only=True))[header_row - 1 :]
    return [dict(zip(header, row, strict=True)) for row in rows]


def read(path):
    reading = reading_of(path)
    table = reading.assistance if reading.assistance is not None else reading.local
    make = assistance_table if reading.assistance is not None else local_table
    return reading.report, make(table.to_pandas())


@pytest.mark.parametrize(
    ("year", "sheet", "header_row", "letters"), [("18", 0, 3, 807), ("24", 3, 6, 966)]
)
def test_each_letter_of_the_list_of_districts_is_read(real_data, year, sheet, header_row, letters):
    path = real_data / "assistance" / f"assistancestatus{year}.xlsx"
    report, table = read(path)
    raw = {
        (row["CDS"], OURS[code]): row.get(f"{code}priorities")
        for row in sheet_rows(path, sheet, header_row)
        for code in OURS
        if f"{code}priorities" in row
    }
    expected = {key: letter for key, letter in raw.items() if letter not in (None, "*")}
    assert len(expected) == letters
    marked = table[table["letter"].notna()]
    assert dict(zip(zip(marked["cds"], marked["group"], strict=True), marked["letter"],
                    strict=True)) == expected  # fmt: skip
    assert set(marked["letter"]) <= set(LETTERS)
    assert set(table["year"]) == {f"20{year}"}
    assert set(zip(table["cds"], table["group"], strict=True)) - {
        (cds, "TA") for cds in table["cds"]
    } == set(raw)
    assert report.problems == ()


def test_the_statuses_of_2024_are_those_that_the_publisher_counts(real_data):
    _, table = read(real_data / "assistance" / "assistancestatus24.xlsx")
    places = table[table["group"] == "TA"]
    # data-formats, section 4.2: 436 in year 1, 153 in year 2; 434 met method 1 and 2 method 2
    assert Counter(places["status"]) == {
        "Differentiated Assistance, Year 1": 436,
        "Differentiated Assistance, Year 2": 153,
        "General Assistance": 405,
    }
    assert Counter(places["methods"].dropna()) == {"1": 434, "2": 2}


def test_the_status_of_a_year_is_taken_and_not_that_of_an_earlier_one(real_data):
    path = real_data / "assistance" / "assistancestatus18.xlsx"
    _, table = read(path)
    places = table[table["group"] == "TA"].set_index("cds")["status"]
    for row in sheet_rows(path, 0, 3):
        assert places[row["CDS"]] == row["AssistanceStatus2018"]


def test_the_federal_list_of_schools_is_read_with_its_groups(real_data):
    path = real_data / "assistance" / "essaassistance24.xlsx"
    report, table = read(path)
    schools = table[table["group"] == "TA"]
    assert Counter(schools["status"]) == {
        "No Status": 8765, "ATSI": 626, "TSI": 306, "CSI Grad": 226, "CSI Low Perform": 117,
    }  # fmt: skip
    raw = sheet_rows(path, 1, 3)
    marked = Counter(table["group"][table["letter"] == "1"])
    assert marked == {OURS[code]: sum(row[code] == "1" for row in raw) for code in LEA}
    assert report.places["school"] == 10040 and set(table["kind"]) == {"school"}


def test_local_indicators_of_2018_are_read_with_the_year_of_the_name(real_data):
    path = real_data / "dashboard-text" / "LocalIndPerf2018.txt"
    report, table = read(path)
    with path.open(encoding="cp1252", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    words = {"Met": "met", "Not Met": "not_met"}
    expected = {
        (row["CDS"], row["LocalIndicator"].rpartition(" ")[2]): words[row["Performance"]]
        for row in rows
        if row["Performance"] != "NA"
    }
    found = zip(zip(table["cds"], table["priority"], strict=True), table["performance"],
                strict=True)  # fmt: skip
    assert dict(found) == expected and len(table) == 5059
    assert set(table["year"]) == {"2018"}
    assert [(p.rule, p.rows) for p in report.problems] == [
        ("year_of_name", 5081),
        ("not_answered", 22),
    ]


@pytest.mark.parametrize(
    ("name", "priority", "counts"),
    [
        ("Pr12024.xlsx", "1", {"met": 2228, "not_met": 30, "not_met_two_years": 4}),
        ("Pr92024.xlsx", "9", {"met": 58}),
        ("Pr102023.xlsx", "10", {"met": 55, "not_met": 3}),
    ],
)
def test_local_indicators_of_one_priority_are_read(real_data, name, priority, counts):
    report, table = read(real_data / "local-indicators" / name)
    assert Counter(table["performance"]) == counts
    assert set(table["priority"]) == {priority}
    assert report.problems == ()


# Made from documented headers.

CITY, CRUZ = "27661420000000", "44698230000000"


def book(path, rows, *, titles, before=0):
    made = openpyxl.Workbook()
    for index in range(before):
        made.create_sheet(f"Notes {index}", 0).append(["Field Name", "Description"])
    sheet = made.worksheets[-1]
    for number in range(titles):
        sheet.append([f"Title {number}"])
    for row in rows:
        sheet.append(row)
    made.save(path)
    return path


def test_the_layout_of_fall_2017_saved_as_a_new_workbook(tmp_path):
    codes = [code.replace("TOM", "MR") for code in LEA]
    header = ["cds", "districtname", *(f"{code}_PRIORITIES" for code in codes),
              "Assistance_Status"]  # fmt: skip
    row = [CITY, "Salinas City", "B", *[None] * 10, "C", None, "Differentiated Support"]
    path = book(tmp_path / "assistance2017.xlsx", [header, row], titles=4)
    report, table = read(path)
    letters = table.dropna(subset="letter").set_index("group")["letter"]
    assert letters.to_dict() == {"RB": "B", "RT": "C"}
    assert set(table["status"]) == {"Differentiated Support"} and set(table["year"]) == {"2017"}
    assert [p.rule for p in report.problems] == ["year_of_name"]
    assert table["methods"].isna().all()


@pytest.mark.parametrize(
    ("year", "methods", "met"),
    [("2019", 3, "1,3"), ("2022", 1, "1"), ("2023", 3, "1,3")],
)
def test_the_layouts_of_2019_2022_and_2023_stand_on_the_fourth_sheet(tmp_path, year, methods, met):
    statuses = [s for s in ("2017", "2018", "2019", "2022", "2023") if s <= year]
    header = ["CDcode", "CDS", "LEAname", "ReportYear", *(f"{code}priorities" for code in LEA),
              "TotalStudentGroups", *(f"AssistanceStatus{s}" for s in statuses),
              *(f"MetMethod{n}" for n in range(1, methods + 1)), f"EC52072_{year}"]  # fmt: skip
    said = ["General Assistance"] * (len(statuses) - 1) + ["Differentiated Assistance"]
    marks = ["Y", "N", "Y"][:methods]
    row = ["2766142", CITY, "Salinas", year, "A", *["*"] * 11, "G", 2, *said, *marks, "*"]
    path = book(tmp_path / "a.xlsx", [header, row], titles=5, before=3)
    report, table = read(path)
    assert table.dropna(subset="letter").set_index("group")["letter"].to_dict() == {
        "RB": "A", "RW": "G",
    }  # fmt: skip
    assert set(table["status"]) == {"Differentiated Assistance"}
    assert set(table["methods"]) == {met}
    assert report.problems == () and set(table["year"]) == {year}


def test_the_list_of_low_performing_districts_names_the_indicators(tmp_path):
    header = ["reportingyear", "cds", "rtype", "districtname", "charter_flag", "studentgroup",
              "ELA", "Math", "Chronic", "CCI", "ELPI", "Grad", "Susp"]  # fmt: skip
    rows = [
        ["2023", CITY, "D", "Salinas", "", "AA", "Y", "Y", "", "", "", "", "Y"],
        ["2023", CITY, "D", "Salinas", "", "ALL", "", "", "", "", "", "", ""],
    ]
    report, table = read(write(tmp_path / "file.txt", [header, *rows]))
    table = table.set_index("group")
    assert table.loc["RB", "letter"] == "ela,math,suspension"
    assert set(table["kind"]) == {"low_performing"} and report.family == "low_performing"


LOCAL = ["cdsCode", "lea", "priorityNumber", "countyPerformance", "year"]


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [
        ("cdsCode", "2.710272E+13", "code_scientific"),
        ("priorityNumber", "11", "priority_unknown"),
        ("countyPerformance", "Perhaps", "performance_unknown"),
        ("year", "soon", "year_unreadable"),
    ],
)
def test_what_is_no_answer_is_refused_and_the_rest_is_read(tmp_path, column, value, rule):
    good = [CRUZ, "Santa Cruz", "3", "Met", "2024"]
    bad = [CITY, "Salinas", "3", "Met", "2024"]
    bad[LOCAL.index(column)] = value
    report, table = read(write(tmp_path / "file.txt", [LOCAL, good, bad]))
    assert [(p.rule, p.row, p.column) for p in report.problems] == [(rule, 3, column)]
    assert table["cds"].tolist() == [CRUZ] and report.rows_refused == 1
    for language in ("en", "es"):
        words = load_words(language)
        told = report.problems[0].sentence(words) + report.problems[0].next_step(words)
        assert value in told and "{" not in told


def test_a_letter_that_the_state_does_not_use_is_refused(tmp_path):
    header = ["CDS", "LEAname", "ReportYear", "AApriorities", "WHpriorities"]
    rows = [[CITY, "Salinas", "2024", "Z", "*"], [CRUZ, "Santa Cruz", "2024", "*", "K"]]
    report, table = read(write(tmp_path / "file.txt", [header, *rows]))
    assert [(p.rule, p.row, p.value) for p in report.problems] == [("letter_unknown", 2, "Z")]
    assert set(table["cds"]) == {CRUZ}


def test_two_answers_of_one_place_are_refused_and_the_same_one_twice_is_taken_once(tmp_path):
    rows = [
        [CITY, "Salinas", "3", "Met", "2024"],
        [CITY, "Salinas", "3", "Not Met", "2024"],
        [CRUZ, "Santa Cruz", "3", "Met", "2024"],
        [CRUZ, "Santa Cruz", "3", "Met", "2024"],
    ]
    report, table = read(write(tmp_path / "file.txt", [LOCAL, *rows]))
    assert [(p.rule, p.rows) for p in report.problems] == [("key_not_unique", 2)]
    assert table["cds"].tolist() == [CRUZ]
    assert (report.rows_refused, report.rows_repeated) == (2, 1)


def test_a_file_that_says_its_year_nowhere_is_refused(tmp_path):
    header = ["CDS", "LEAname", "LocalIndicator", "Performance"]
    rows = [[CITY, "Salinas", "Basic-Priority Area 1", "Met"]]
    report = read_file(write(tmp_path / "local.txt", [header, *rows])).report
    assert (report.ok, [p.rule for p in report.problems]) == (False, ["year_missing"])


def test_the_report_says_how_many_answers_and_no_empty_line(tmp_path, capsys):
    from equitykit.cli.file_reports import print_report

    report, _ = read(write(tmp_path / "f.txt", [LOCAL, [CITY, "S", "3", "Met", "2024"]]))
    print_report(report, load_words("en"))
    said = capsys.readouterr().out
    assert "Found: 1 district. Answers" in said and "1." in said and "Figures" not in said
