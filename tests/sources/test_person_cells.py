"""Columns that name persons are never traits, whatever their header or a mapping says."""

import pytest
from student_files import mapped, written

from equitykit.content.texts import load_words
from equitykit.sources.column_mapping import read_mapping, write_mapping
from equitykit.sources.mapping_answers import with_answers, with_labels
from equitykit.sources.mapping_proposal import propose_mapping
from equitykit.sources.students import read_students

GIVEN = ("Maria", "Jose", "Ana", "Luis", "Juan", "Rosa", "Linda", "Kevin", "Emily", "Carlos")
# No real family names: whatever begins with a given name names a person.
FAMILY = ("Quetzalin", "Oakhurst", "Vandermeer", "Tolliver", "Pemberton", "Rosalind", "Eustace")

NAMES = [f"{GIVEN[n % 10]} {FAMILY[n % 7]}" for n in range(70)]
STRANGE = [f"{first}ina {second}" for first in FAMILY for second in GIVEN]
KINDS = {
    "names, one a student": NAMES[:40],
    "names of nobody we know": STRANGE[:40],
    "names turned round": [f"{FAMILY[n % 7]}, {GIVEN[n % 10]}" for n in range(40)],
    "a few names, again and again": [NAMES[n % 4] for n in range(40)],
    "a few turned names": [
        ("Oakhurst, Bo", "Eustace, Ci", "Smithers, Al")[n % 3] for n in range(40)
    ],
    "e-mail": [f"s{n % 8}@example.org" for n in range(40)],
    "telephone": [f"(831) 555-01{n:02}" for n in range(40)],
    "social security": [f"501-22-{1000 + n}" for n in range(40)],
    "state numbers": [f"{4_000_000_000 + n}" for n in range(40)],
    "local numbers": [f"X{1000 + n}" for n in range(40)],
    "dates of birth": [f"2010-04-{1 + n % 28:02}" for n in range(40)],
    "addresses": [f"{n + 10} Oak Street" for n in range(40)],
}
HEADER = "id,race,label,susp"
LINES = "id,student_id,,\nrace,race_ethnicity,,\nsusp,own_suspension,,\n"


def extract(folder, cells, header=HEADER):
    rows = [f'{n},White,"{cell}",N' for n, cell in enumerate(cells)]
    return written(folder, "s.csv", header + "\n" + "\n".join(rows))


@pytest.mark.parametrize("cells", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("role", ["trait", "gender", "SE", "own_graduation", "outcome", "grade"])
def test_a_hand_made_mapping_cannot_make_persons_a_trait(tmp_path, cells, role):
    reading = read_students(extract(tmp_path, cells), mapped(tmp_path, f"{LINES}label,{role},,own"))

    assert ("column_personal", "label") in {(p.rule, p.column) for p in reading.report.problems}
    assert {*reading.table.column_names} <= {"period", "school", "grade", "race_ethnicity",
                                             "own_suspension"}  # fmt: skip
    assert reading.table["grade"].null_count == 40
    assert reading.report.ok and reading.table.num_rows == 40
    said = "".join(p.sentence(load_words("es")) for p in reading.report.problems)
    assert not any(cell in said + repr(reading.report.as_dict()) for cell in cells)


@pytest.mark.parametrize("cells", KINDS.values(), ids=KINDS)
def test_what_names_persons_is_refused_in_a_proposal_and_none_of_it_written(tmp_path, cells):
    mapping = propose_mapping(extract(tmp_path, cells))

    assert mapping.columns["label"].privacy == "not_permitted"
    assert not any(cell in mapping.text for cell in cells)


@pytest.mark.parametrize("header", ["case_manager", "Case Manager", "teacher", "counselor",
                                    "person", "Consejera", "orientador", "coach"])  # fmt: skip
def test_a_header_of_who_works_with_students_is_refused(tmp_path, header):
    cells = ["A", "B"] * 20
    path = extract(tmp_path, cells, HEADER.replace("label", header))
    reading = read_students(path, mapped(tmp_path, f"{LINES}{header},trait,,own"))

    assert propose_mapping(path).columns[header].privacy == "not_permitted"
    assert ("column_identifier", header) in {(p.rule, p.column) for p in reading.report.problems}


@pytest.mark.parametrize(
    "words",
    [
        ["African American", "Two or more races", "Pacific Islander", "White", "Alaska Native"],
        ["Spanish", "English", "Mixteco Bajo", "Vietnamese"],
        ["Bus rider", "Walks alone", "Picked up"],
        ["Independent Study", "Daily Classroom"],
        ["2022", "2023", "2024"],
    ],
)
def test_labels_of_groups_are_no_persons(tmp_path, words):
    path = extract(tmp_path, [words[n % len(words)] for n in range(60)])
    reading = read_students(path, mapped(tmp_path, f"{LINES}label,trait,,own"))

    assert reading.report.problems == ()
    assert {*reading.table["own"].to_pylist()} == {*words}
    assert propose_mapping(path).columns["label"].privacy != "not_permitted"


def test_a_trait_of_more_labels_than_groups_is_refused_until_they_are_put_together(tmp_path):
    path = extract(tmp_path, [f"kind {n % 31}" for n in range(400)])
    lines = f"{LINES}label,trait,,own\n"
    refused = read_students(path, mapped(tmp_path, lines))
    joined = "\n".join(f"label,trait,kind {n},{'low' if n < 15 else 'high'}" for n in range(31))
    allowed = read_students(path, mapped(tmp_path, lines + joined))

    assert [(p.rule, p.column) for p in refused.report.problems] == [("trait_of_many", "label")]
    assert "30" in refused.report.problems[0].sentence(load_words("en"))
    assert {*allowed.table["own"].to_pylist()} == {"low", "high"}


def test_a_stray_text_in_an_own_trait_is_not_known_and_never_a_group(tmp_path):
    cells = ["red"] * 20 + ["blue"] * 19 + ["Zoltan Quux"]
    reading = read_students(extract(tmp_path, cells), mapped(tmp_path, f"{LINES}label,trait,,own"))

    assert {*reading.table["own"].to_pylist()} == {"red", "blue", None}
    assert [(p.rule, p.row, p.rows) for p in reading.report.problems] == [
        ("label_unknown", 41, None)
    ]


def test_every_column_of_a_proposal_has_a_privacy_class(tmp_path):
    header = "id,race,home_language,section_504,bus,susp"
    rows = "\n".join(f"{n},White,{'Spanish' if n % 2 else 'English'},Y,A,N" for n in range(30))
    mapping = propose_mapping(written(tmp_path, "s.csv", f"{header}\n{rows}"))

    assert {name: column.privacy for name, column in mapping.columns.items()} == {
        "id": "not_permitted", "race": "aggregate_only", "home_language": "aggregate_only",
        "section_504": "not_permitted", "bus": "aggregate_only", "susp": "aggregate_only",
    }  # fmt: skip
    assert mapping.columns["section_504"].role == "not_used"


def test_a_proposal_names_labels_of_lists_and_others_only_of_eleven_rows(tmp_path):
    labels = ["Nonbinary"] + ["Female"] * 30 + ["Ours"] * 11 + ["Rare"] * 10 + ["Male"] * 60
    rows = "\n".join(f"{n},{label},N" for n, label in enumerate(labels))
    mapping = propose_mapping(written(tmp_path, "s.csv", f"id,gender,susp\n{rows}"))

    assert mapping.columns["gender"].labels == {
        "Female": "GF", "Male": "GM", "Nonbinary": "GX", "Ours": "",
    }  # fmt: skip


def test_a_mapping_says_in_both_languages_what_may_stand_in_it(tmp_path):
    mapping = propose_mapping(extract(tmp_path, ["A", "B"] * 20))
    place = tmp_path / "mapping.csv"
    write_mapping(mapping, place)

    text = place.read_text(encoding="utf-8-sig").splitlines()
    assert text[0].startswith("column,role,value")
    assert "No student is in this file" in text[1]
    assert "ningún estudiante" in text[2]
    assert read_mapping(place).text == mapping.text


def test_answers_on_a_page_bring_no_names_of_persons_into_the_mapping(tmp_path):
    asked = propose_mapping(extract(tmp_path, ["A", "B"] * 20))
    path = extract(tmp_path, KINDS["a few names, again and again"])
    given = with_labels(with_answers(asked, {"label": "gender"}, {}, {}), path)

    assert given.columns["label"].labels == {}
