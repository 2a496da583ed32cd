"""A file with a row for each student: what is taken of it, and what never is."""

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from student_files import AERIES, NAMES, POWERSCHOOL, answered, mapped, written

from equitykit.content.texts import load_words
from equitykit.sources.kind_of_own import STUDENTS, kind_of_own
from equitykit.sources.mapping_proposal import propose_mapping
from equitykit.sources.reports import UnreadableFile
from equitykit.sources.students import read_students

WORDS = load_words("en")
DISTRICT = "99600410000000"
SIMPLE = """
id,student_id,,
race,race_ethnicity,,
gender,gender,,
el,SE,,
enrolled,days_enrolled,,
absent,days_absent,,
susp,own_suspension,,
"""
HEADER = "id,race,gender,el,enrolled,absent,susp"


def read(tmp_path, rows, lines=SIMPLE, header=HEADER):
    """Read rows under the usual header with the usual mapping."""
    path = written(tmp_path, "students.csv", header + "\n" + rows.strip("\n"))
    return read_students(path, mapped(tmp_path, lines))


def column(reading, name):
    return reading.table[name].to_pylist()


def problems(reading):
    return {(p.rule, p.row, p.column) for p in reading.report.problems}


def everything_said(reading) -> str:
    """All that a report says in both languages, and its shape for programs."""
    return "".join(
        f"{p.sentence(words)} {p.next_step(words)}"
        for words in (WORDS, load_words("es"))
        for p in reading.report.problems
    ) + repr(reading.report.as_dict())


@pytest.fixture
def aeries(tmp_path):
    path = written(tmp_path, "aeries.csv", AERIES)
    answers = {
        "period": "2024-25",
        "district": DISTRICT,
        "Main_High": "99600416900110",
        "Oak": "6900094",
    }
    return path, answered(propose_mapping(path), tmp_path, **answers)


def test_an_aeries_export_is_read_into_our_groups(aeries):
    reading = read_students(*aeries)

    assert reading.report.ok, everything_said(reading)
    # ETH says Hispanic before any race; two codes of race are two or more; 999 is not reported
    assert column(reading, "race_ethnicity") == ["RH", "RT", "RB", "RD"]
    assert column(reading, "gender") == ["GF", "GM", "GX", "GF"]
    assert column(reading, "grade") == ["09", "09", "KN", "10"]
    assert column(reading, "SE") == [True, False, False, False]
    # a column that only ever says Y says no by saying nothing
    assert column(reading, "SD") == [False, True, False, False]
    assert column(reading, "school") == ["99600416900110"] * 3 + ["99600416900094"]
    # 20 and 17 of 170 days are a tenth or more, 2 are not; 20 days enrolled are too few to count
    assert column(reading, "own_chronic_absenteeism") == [True, False, True, None]
    assert column(reading, "own_suspension") == [False, True, False, False]
    assert set(column(reading, "period")) == {"2024-25"}


def test_a_powerschool_export_is_read_into_our_groups(tmp_path):
    path = written(tmp_path, "ps.txt", POWERSCHOOL)
    mapping = answered(propose_mapping(path), tmp_path, period="2024-25", district=DISTRICT)
    reading = read_students(path, mapping)

    assert reading.report.ok, everything_said(reading)
    assert column(reading, "race_ethnicity") == ["RT", "RH", "RB"]
    assert column(reading, "grade") == ["11", "KN", "TK"]
    assert column(reading, "SH") == [False, False, True]
    assert column(reading, "school") == ["99600416900110"] * 2 + ["99600416900094"]
    # 18.0 of 180 days is exactly a tenth, 17.5 is less; 30 days are not enough to be counted
    assert column(reading, "own_chronic_absenteeism") == [True, False, None]


def test_nothing_of_an_identifier_is_kept_or_said(aeries, tmp_path):
    path = written(tmp_path, "ps.txt", POWERSCHOOL)
    settings = {"period": "2024-25", "district": DISTRICT}
    for file, mapping in (aeries, (path, answered(propose_mapping(path), tmp_path, **settings))):
        reading = read_students(file, mapping)
        kept = reading.table.to_pandas().to_csv()
        for name in NAMES:
            assert name not in kept + mapping.text + everything_said(reading), name


def test_refused_columns_are_said_by_their_names(aeries):
    refused = {p.column: p.rule for p in read_students(*aeries).report.problems}

    assert refused == {
        "Last Name": "column_identifier",
        "First Name": "column_identifier",
        "Birthdate": "column_identifier",
        "Lunch Status": "column_forbidden",
        "Counselor": "column_identifier",
    }


@pytest.mark.parametrize(
    "header",
    ["Apellido", "correo electrónico", "Fecha de nacimiento", "SSN", "Home Phone", "STU.LN",
     "guardian_email", "Comments", "Domicilio", "LastFirst"],
)  # fmt: skip
def test_an_identifier_is_refused_whatever_the_mapping_says(tmp_path, header):
    lines = SIMPLE.replace("race,race_ethnicity", f"{header},race_ethnicity")
    reading = read(tmp_path, "1,White,F,Y,180,20,N", lines, HEADER.replace("race", header))

    assert ("column_identifier", None, header) in problems(reading)
    assert "race_ethnicity" not in reading.table.column_names


@pytest.mark.parametrize(
    "header",
    ["Immigration Status", "Undocumented", "Country of Birth", "País de nacimiento",
     "Estatus migratorio", "Sexual Orientation", "Gender Identity", "Pronouns",
     "identidad de género", "LunchStatus", "Free/Reduced", "almuerzo", "Health", "Salud",
     "Mental Health", "Consejería", "Religion"],
)  # fmt: skip
def test_a_forbidden_status_needs_the_source_of_a_permission(tmp_path, header):
    named = HEADER.replace("el,", f"{header},")
    without = SIMPLE.replace("el,SE,,", f"{header},SS,,")
    given = SIMPLE.replace("el,SE,,", f"{header},SS,,,aggregate_only,Board policy 5145.3")
    row = "1,White,F,Y,180,20,N"

    refused = read(tmp_path, row, without, named)
    allowed = read(tmp_path, row, given, named)

    assert ("column_forbidden", None, header) in problems(refused)
    assert "SS" not in refused.table.column_names
    assert column(allowed, "SS") == [True]


def test_a_student_who_stands_there_twice_counts_once(tmp_path):
    reading = read(tmp_path, "A7,White,F,Y,180,20,N\nA8,White,M,N,180,2,N\nA7,White,F,Y,180,3,N")

    assert ("student_twice", 4, "id") in problems(reading)
    assert reading.report.rows_refused == 1
    assert column(reading, "own_chronic_absenteeism") == [True, False]
    assert "A7" not in everything_said(reading)


@pytest.mark.parametrize(
    ("enrolled", "absent", "rule", "of"),
    [
        ("180", "181", "days_above_enrolled", "absent"),
        ("180", "-1", "days_negative", "absent"),
        ("many", "1", "days_unreadable", "enrolled"),
        ("nan", "1", "days_unreadable", "enrolled"),
        ("400", "1", "days_too_many", "enrolled"),
        # 45536 is 1 September 2024 to a spreadsheet
        ("45536", "1", "date_serial", "enrolled"),
    ],
)
def test_impossible_days_refuse_the_row_and_the_rest_is_read(tmp_path, enrolled, absent, rule, of):
    reading = read(tmp_path, f"1,White,F,Y,{enrolled},{absent},N\n2,Asian,M,N,180,18,Y")

    assert (rule, 2, of) in problems(reading)
    assert reading.report.ok
    assert column(reading, "race_ethnicity") == ["RA"]


def test_all_days_there_are_can_be_missed(tmp_path):
    reading = read(tmp_path, "1,White,F,Y,180,180,N")

    assert column(reading, "own_chronic_absenteeism") == [True]


def test_a_stray_label_is_neither_named_nor_counted_and_stays_apart_as_missing(tmp_path):
    rows = "\n".join(f"{n},Martian,F,Y,180,2,N" for n in range(10))
    reading = read(tmp_path, rows + "\n99,White,M,N,180,2,N")

    (problem,) = reading.report.problems
    # it may be a name that was typed into the wrong column
    assert (problem.rule, problem.value, problem.rows) == ("label_unknown", None, None)
    assert "Martian" not in everything_said(reading)
    assert reading.report.ok
    assert column(reading, "race_ethnicity") == [None] * 10 + ["RW"]
    assert len(reading.table) == 11


def test_a_label_of_many_is_asked_for_before_anything_is_counted(tmp_path):
    rows = "\n".join(f"{n},Martian,F,Y,180,2,N" for n in range(11))
    reading = read(tmp_path, rows)

    (problem,) = reading.report.problems
    assert (problem.rule, problem.value, problem.rows) == ("label_asked", "Martian", 11)
    assert not reading.report.ok


def test_a_trait_that_nobody_has_is_told_and_the_rest_counts(tmp_path):
    reading = read(tmp_path, "1,White,,Y,180,2,N\n2,White,,N,180,2,N")

    assert reading.report.ok
    assert ("never_answered", None, "gender") in problems(reading)


def test_a_file_in_which_nobody_answers_an_outcome_is_not_counted(tmp_path):
    one = read(tmp_path, "1,White,F,Y,,,N")
    assert one.report.ok
    assert ("never_answered", None, "own_chronic_absenteeism") in problems(one)
    assert ("never_answered", None, "own_suspension") not in problems(one)

    none = read(tmp_path, "1,White,F,Y,,,")
    assert not none.report.ok
    assert ("never_answered", None, "own_suspension") in problems(none)


def test_a_header_without_students_is_said(tmp_path):
    assert problems(read(tmp_path, "")) == {("extract_no_rows", None, None)}


def test_texts_about_persons_are_never_taken_for_labels(tmp_path):
    reading = read(tmp_path, "1,maria.lopez@example.org,F,Y,180,2,N\n2,White,M,N,180,2,N")

    assert ("label_unknown", 2, "race") in problems(reading)
    assert "maria" not in everything_said(reading)


def test_two_values_of_one_trait_refuse_the_row(tmp_path):
    reading = read(
        tmp_path,
        "1,White,F,M,180,2,N\n2,White,M,M,180,2,N\n3,White,M,,180,2,N",
        SIMPLE.replace("el,SE", "sex,gender"),
        HEADER.replace("el", "sex"),
    )

    assert ("two_values", 2, "sex") in problems(reading)
    assert column(reading, "gender") == ["GM", "GM"]


def test_a_header_that_stands_there_again_and_a_formula_are_no_students(tmp_path):
    rows = f"1,White,F,Y,180,2,N\n{HEADER}\n2,=cmd|' /C calc'!A1,F,Y,180,2,N\n"
    reading = read(tmp_path, rows)

    assert {("header_again", 3, None), ("formula_in_cell", 4, "race")} <= problems(reading)
    assert len(reading.table) == 1
    assert "calc" not in everything_said(reading)


def test_rows_of_another_width_are_told_and_the_rest_is_read(tmp_path):
    reading = read(tmp_path, "1,White,F,Y,180,2,N\n2,White\n3,Asian,F,Y,180,2,N")

    assert ("row_width", 3, None) in problems(reading)
    assert column(reading, "race_ethnicity") == ["RW", "RA"]


def test_two_encodings_in_one_file_are_each_read_in_their_own(tmp_path):
    lines = SIMPLE + "race,race_ethnicity,Indígena,RI\n"
    text = (HEADER + "\n1,Indígena,F,Y,180,2,N\n").encode()
    path = tmp_path / "students.csv"
    path.write_bytes(text + "2,Indígena,F,Y,180,2,N\n".encode("cp1252"))
    reading = read_students(path, mapped(tmp_path, lines))

    assert column(reading, "race_ethnicity") == ["RI", "RI"]
    assert "From row 3 on" in everything_said(reading)


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "file_empty"),
        (b"id|race|gender\n1|White|F\n", "one_column"),
        (b"PK\x03\x04 no archive", "archive_damaged"),
        (b"%PDF-1.7", "document"),
        (b"\x00\x01\x02\x03\x04\x05 binary" * 100, "binary"),
    ],
)
def test_what_is_no_table_is_said_in_one_sentence(tmp_path, data, rule):
    path = tmp_path / "students.csv"
    path.write_bytes(data)
    reading = read_students(path, mapped(tmp_path, SIMPLE))

    assert [p.rule for p in reading.report.problems][:1] == [rule]
    assert not reading.report.ok


def test_a_zip_that_unpacks_to_gigabytes_is_not_unpacked(tmp_path):
    import zipfile

    path = tmp_path / "students.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)

    reading = read_students(path, mapped(tmp_path, SIMPLE))

    assert [p.rule for p in reading.report.problems] == ["workbook_too_large"]


def test_a_workbook_and_a_parquet_file_read_as_the_text_does(tmp_path):
    lines = [
        HEADER.split(","),
        [1, "White", "F", True, 180, 18.0, "N"],
        [2, "Asian", None, False, 180, 2.5, "Y"],
    ]
    book = openpyxl.Workbook()
    book.active.append(["Extract of June 30"])
    for line in lines:
        book.active.append(line)
    book.save(tmp_path / "s.xlsx")
    columns = {name: pa.array([line[n] for line in lines[1:]]) for n, name in enumerate(lines[0])}
    pq.write_table(pa.table(columns), tmp_path / "s.parquet")

    for name in ("s.xlsx", "s.parquet"):
        reading = read_students(tmp_path / name, mapped(tmp_path, SIMPLE))
        assert column(reading, "SE") == [True, False], name
        assert column(reading, "gender") == ["GF", None], name
        assert column(reading, "own_chronic_absenteeism") == [True, False], name


def test_a_mapping_of_another_export_names_the_columns_that_are_missing(tmp_path):
    reading = read(tmp_path, "1,F", header="id,gender")

    assert [p.rule for p in reading.report.problems] == ["mapping_not_of_file"]
    assert "race, el, enrolled, absent, susp" in everything_said(reading)


def test_columns_that_the_mapping_does_not_name_are_told_and_not_read(tmp_path):
    reading = read(tmp_path, "1,White,F,Y,180,2,N,Ann,7,x", header=HEADER + ",first name,room,visa")

    assert {
        ("column_identifier", None, "first name"),
        ("column_forbidden", None, "visa"),
        ("column_unmapped", None, None),
    } == problems(reading)


MARKS = "id,hispanic,white,asian,black,multi,susp"
MARK_LINES = """
id,student_id,,
hispanic,RH,,
white,RW,,
asian,RA,,
black,RB,,
multi,RT,,
susp,own_suspension,,
"""
ROWS = """
1,Y,Y,N,N,N,N
2,N,Y,Y,N,N,N
3,N,N,N,Y,N,N
4,N,Y,N,N,Y,N
5,N,N,N,N,N,N
"""


@pytest.mark.parametrize(
    ("rule", "dimension", "codes"),
    [
        ("separate", "race_ethnicity", ["RH", "RT", "RB", "RT", None]),
        # Hispanic and white are two marks
        ("alone", "race_alone", ["RT", "RT", "RB", "RT", None]),
    ],
)
def test_the_mapping_says_where_students_of_several_races_count(tmp_path, rule, dimension, codes):
    lines = MARK_LINES + f",setting,races,{rule}"
    reading = read(tmp_path, ROWS, lines, MARKS)

    assert column(reading, dimension) == codes


def test_counted_in_any_of_their_races_students_are_in_several_groups(tmp_path):
    reading = read(tmp_path, ROWS, MARK_LINES + ",setting,races,any", MARKS)

    assert column(reading, "race_any:RW") == [True, True, False, True, None]
    assert column(reading, "race_any:RA") == [False, True, False, False, None]
    assert column(reading, "race_any:RH") == [True, False, False, False, None]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["Y", "N", ""], [True, False, None]),
        (["1", "0", ""], [True, False, None]),
        (["TRUE", "false", "True"], [True, False, True]),
        (["Sí", "no", "si"], [True, False, True]),
    ],
)
def test_yes_and_no_are_read_as_people_write_them(tmp_path, words, expected):
    rows = "\n".join(f"{n},White,F,{word},180,2,N" for n, word in enumerate(words))

    assert column(read(tmp_path, rows), "SE") == expected


def test_levels_of_a_test_are_met_from_three_on(tmp_path):
    rows = "\n".join(f"{n},{n}" for n in (1, 2, 3, 4))
    reading = read(tmp_path, rows, "id,student_id,,\nela,own_ela_met,,", "id,ela")

    assert column(reading, "own_ela_met") == [False, False, True, True]


def test_a_school_code_that_lost_its_zero_gets_it_back_and_a_rounded_one_is_refused(tmp_path):
    lines = "site,school,,\nsusp,own_suspension,,\n,setting,district,01611190000000"
    reading = read(tmp_path, "1611190130229,N\n1.61119E+12,N\n99600416900110,N", lines, "site,susp")

    assert column(reading, "school") == ["01611190130229"]
    assert {
        ("school_scientific", 3, "site"),
        ("school_of_another_district", 4, "site"),
    } <= problems(reading)


def test_years_are_read_from_a_column_and_a_date_number_is_refused(tmp_path):
    lines = "year,period,,\nsusp,own_suspension,,"
    reading = read(tmp_path, "2023-24,N\n2024-2025,N\n24-25,Y\n45536,N", lines, "year,susp")

    assert column(reading, "period") == ["2023-24", "2024-25", "2024-25"]
    assert ("date_serial", 5, "year") in problems(reading)


def test_a_file_with_students_is_told_from_others_by_its_header(tmp_path):
    assert kind_of_own(written(tmp_path, "a.csv", AERIES)) == STUDENTS
    assert kind_of_own(written(tmp_path, "p.txt", POWERSCHOOL)) == STUDENTS
    assert kind_of_own(written(tmp_path, "o.csv", "day,weather\n1,rain")) is None
    assert kind_of_own(tmp_path / "none.csv") is None


def test_the_demographics_of_oneroster_are_guessed(tmp_path):
    header = "sourcedId,status,birthDate,sex,americanIndianOrAlaskaNative,asian,hispanicOrLatinoEthnicity,countryOfBirthCode"
    rows = "a1,active,2010-01-01,female,false,true,false,US\nb2,active,2011-01-01,male,true,false,true,MX"
    mapping = propose_mapping(written(tmp_path, "demographics.csv", f"{header}\n{rows}"))
    roles = {name: column.role for name, column in mapping.columns.items()}

    assert roles["sex"] == "gender"
    assert (roles["asian"], roles["americanIndianOrAlaskaNative"]) == ("RA", "RI")
    assert roles["hispanicOrLatinoEthnicity"] == "RH"
    assert roles["birthDate"] == "identifier"
    assert mapping.columns["countryOfBirthCode"].privacy == "not_permitted"
    assert "MX" not in mapping.text


def test_a_guess_by_the_header_that_the_labels_contradict_is_asked(tmp_path):
    rows = "1,blue,95.5\n2,green,88\n"
    mapping = propose_mapping(written(tmp_path, "s.csv", f"id,gender,grade\n{rows}"))

    assert {"gender", "grade"} <= {*mapping.unanswered}


def test_proposed_labels_of_persons_do_not_reach_the_mapping(tmp_path):
    rows = "".join(f"{n},F,Person Number {n},N\n" for n in range(40))
    mapping = propose_mapping(written(tmp_path, "s.csv", f"id,gender,label,susp\n{rows}"))

    assert "Person" not in mapping.text
    assert mapping.columns["label"].role == ""


def test_a_real_file_of_20_000_students_is_read_with_own_traits_and_outcomes(real_data, tmp_path):
    path = real_data / "peer-inputs" / "student_equity.csv"
    lines = """
    Gender,gender,,
    Gender,gender,Female,GF
    Gender,gender,Male,GM
    Gender,gender,Other,GX
    Ed_Goal,trait,,goal
    Student_ID,student_id,,
    Transfer,outcome,,transfer
    Math,outcome,,math
    Ethnicity,trait,,ethnicity
    """.replace("    ", "")
    reading = read_students(path, mapped(tmp_path, lines))

    assert reading.report.ok
    assert len(reading.table) == 20_000
    assert set(reading.outcomes) == {"transfer", "math"}
    with open(path, encoding="utf-8") as rows:
        cells = [line.rstrip("\n").split(",") for line in rows][1:]
    assert column(reading, "gender").count("GX") == 376
    assert column(reading, "transfer").count(True) == sum(row[3] == "1" for row in cells)
    assert column(reading, "math").count(None) == sum(row[5] == "" for row in cells)


def test_title_lines_above_and_answers_below_are_no_header(tmp_path):
    text = "Attendance extract,,\nAll schools,,\nid,el,susp\n1,N,N\n2,Y,N"
    path = written(tmp_path, "s.csv", text)
    lines = "id,student_id,,\nel,SE,,\nsusp,own_suspension,,"
    reading = read_students(path, mapped(tmp_path, lines))

    assert column(reading, "SE") == [False, True]
    assert propose_mapping(path).columns["el"].role == "SE"


@pytest.mark.parametrize(
    "rows",
    [
        "900001,Quetzalin,Ana,F,Hispanic\n900002,Oakhurst,Bo,M,White\n",
        "a1,ana@example.org,F,White\nb2,bo@example.org,M,White\n",
        "2010-04-05,Ana,F,White\n2010-04-06,Bo,M,White\n",
    ],
)
def test_a_file_without_a_header_never_shows_its_first_student(tmp_path, rows):
    with pytest.raises(UnreadableFile) as caught:
        propose_mapping(written(tmp_path, "s.csv", rows))

    assert caught.value.problem.rule == "no_header"
    assert "Ana" not in caught.value.problem.sentence(WORDS)


def test_a_name_typed_into_a_column_of_labels_does_not_reach_the_mapping(tmp_path):
    rows = "".join(f"{n},White,N\n" for n in range(9)) + "9,Ana Quetzalin,N\n"
    mapping = propose_mapping(written(tmp_path, "s.csv", f"id,race,susp\n{rows}"))

    assert mapping.columns["race"].labels == {"White": "RW"}
