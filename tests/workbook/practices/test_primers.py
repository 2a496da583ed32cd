"""Primers are plain, in both languages, with a student's version; who learned is counted."""

import re

import pytest

from equitykit.content.practices import load_practices, practices_of
from equitykit.content.primers import PARTS, load_primers, primers_of
from equitykit.content.texts import LANGUAGES, load_texts, load_words
from equitykit.errors import EquitykitError
from equitykit.records.primers import PrimerIntroduced
from equitykit.reviews.primers import not_reached, reach
from equitykit.views.record_values import record_rows

# words of our trade that a family would have to ask about; beginnings are enough
JARGON = {
    "en": (
        "stakeholder", "disaggregat", "metric", "baseline", "protocol", "systemic", "framework",
        "leverag", "capacit", "cohort", "fidelity", "disproportion", "intersect", "pedagog",
        "iterat", "hypothes", "quantitativ", "qualitativ", "artifact", "implement", "outcome",
        "median", "denominator", "subgroup", "buy-in", "deficit", "root cause", "driver",
        "rubric", "scaffold", "modalit", "instructional", "facilitat", "dialogic", "norms",
        "empower", "stipend", "lens", "utiliz", "articulat", "indicator", "interval", "suppress",
    ),
    "es": (
        "partes interesadas", "desagreg", "métric", "línea base", "protocolo", "sistémic", "marco",
        "apalanc", "capacidad", "cohorte", "fidelidad", "despropor", "intersec", "pedag", "itera",
        "hipótesis", "cuantitativ", "cualitativ", "implement", "mediana", "denominador",
        "subgrupo", "déficit", "causa raíz", "rúbrica", "modalidad", "facilita quien", "empoder",
        "estipendio", "retroaliment", "socializ", "indicador", "intervalo", "supresión",
        "vulnerab", "en riesgo", "alumnos problema",
    ),
}  # fmt: skip
LONGEST = {"en": (12, 20), "es": (13, 24)}
MOST_WORDS = {"en": 42, "es": 46}
INFORMAL = re.compile(
    r"\b(tú|te|ti|tus?|tuy[ao]s?|contigo|eres|puedes|quieres|escribe|pregunta|pregúntale"
    r"|piensa|elige|toma|dile|anota|guía|dibuja|busca|prueba|recuerda|camina|termina|compara"
    r"|haz|averigua)\b",
    re.IGNORECASE,
)


def texts(language: str):
    for tool in load_primers():
        for part in PARTS:
            yield tool, part, load_texts()[f"primers.{tool}.{part}"][language]


def sentences(text: str) -> list[list[str]]:
    parts = re.split(r"(?<=[.!?:;])[»\"]?\s+", text)
    return [found for part in parts if (found := re.findall(r"[\w'’-]+", part))]


def test_every_tool_of_the_workbooks_the_meeting_the_pause_and_the_test_cycle_has_a_primer():
    practices = {id: info.workbook for id, info in load_practices().items() if id != "primers"}

    assert practices.items() <= load_primers().items()
    assert {"today", "pause", "pdsa"} <= set(load_primers())
    assert "04_data" in load_primers().values()
    fields = ("name", *PARTS)
    wanted = {f"primers.{tool}.{field}" for tool in load_primers() for field in fields}
    assert wanted <= set(load_texts())


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_primer_uses_the_words_of_experts_or_capital_letters_for_a_word(language):
    found = [
        (tool, part, word)
        for tool, part, text in texts(language)
        for word in JARGON[language]
        if re.search(rf"\b{word}", text, re.IGNORECASE)
    ]

    assert found == []
    assert [text for *_, text in texts(language) if re.search(r"\b[A-ZÁÉÍÓÚÑ]{2,}", text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_are_short_enough_to_be_read_aloud(language):
    average, longest = LONGEST[language]
    lengths = {
        (tool, part): [len(each) for each in sentences(text)]
        for tool, part, text in texts(language)
    }
    everything = [length for each in lengths.values() for length in each]

    assert sum(everything) / len(everything) <= average
    assert {key: max(each) for key, each in lengths.items() if max(each) > longest} == {}


@pytest.mark.parametrize(("language", "letters"), [("en", 12), ("es", 14)])
def test_words_are_short_too(language, letters):
    found = {
        word
        for _, _, text in texts(language)
        for word in re.findall(r"\w+", text)
        if len(word) > letters
    }

    assert found == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_part_fits_one_screen_and_a_primer_five_minutes(language):
    long = {
        (tool, part): len(text.split())
        for tool, part, text in texts(language)
        if len(text.split()) > MOST_WORDS[language]
    }
    assert long == {}
    for tool in load_primers():
        words = sum(len(text.split()) for each, _, text in texts(language) if each == tool)
        # read aloud at 130 words a minute it leaves most of the five minutes for talk
        assert words <= 200, tool


def test_spanish_is_a_text_of_its_own_and_speaks_to_students_as_students_speak():
    english = {(tool, part): text for tool, part, text in texts("en")}
    for tool, part, text in texts("es"):
        assert text != english[tool, part]
        assert not re.search(r"\busted(es)?\b", text) or part != "student", (tool, part)
        if part == "student":
            assert INFORMAL.search(text), (tool, text)
        else:
            assert not re.search(r"\b(tú|tus?|te|ti|contigo)\b", text), (tool, part, text)


def test_each_example_happens_at_a_school_and_each_warning_warns():
    for tool, part, text in texts("en"):
        if part == "example":
            assert "School" in text, tool
        if part == "careful":
            assert re.search(r"\b(not?|nothing|never|nobody|instead)\b", text, re.IGNORECASE), tool


def test_the_desk_of_each_practice_explains_itself_first(practised):
    desk = practised.at("02_open")
    read = desk.read("agreements")

    assert "In five minutes: How we treat each other" in read
    assert "Learn this with a student. Write one line that would help you" in read
    spanish = practised.at("02_open", language="es").read("agreements")
    assert "Aprender esto con estudiantes. Escribe una línea" in spanish


def test_who_was_introduced_is_counted_by_role_and_whom_it_did_not_reach_is_said(practised):
    desk = practised.at("02_open")
    desk.press("primers.introduce", tool="agreements", way="explained", teacher=6, leader=2)
    desk.press("primers.introduce", tool="table", way="together", staff=3, student=4, family=5)
    read = desk.read("primers")

    assert [each.counts for each in desk.stands(PrimerIntroduced).values()] == [
        {"teacher": 6, "leader": 2}, {"student": 4, "family": 5, "staff": 3},
    ]  # fmt: skip
    missing = "no student and no family member has been introduced to them: "
    assert f"{missing}How we treat each other." in read
    assert "Who is at the table" not in read.split(missing)[1].split(".")[0]

    desk.press("primers.introduce", tool="agreements", way="student_led", student=8)
    read = desk.read("primers")
    assert missing not in read
    assert "No family member has been introduced to: How we treat each other." in read


def test_a_reader_of_the_record_finds_the_tool_and_the_roles_by_their_names():
    record = PrimerIntroduced(tool="agreements", on="2027-01-15", counts={"family": 6})
    rows = {row.label: row.lines for row in record_rows(record, load_words("en"))}

    assert rows["Tool"] == ("How we treat each other",)
    assert any("Families" in line and "6" in line for line in rows["People by role"])


def test_reach_adds_up_by_tool_and_tells_both_from_one():
    def introduced(tool, **counts):
        return PrimerIntroduced(tool=tool, on="2027-01-15", counts=counts)

    reached = reach(
        [
            introduced("pause", teacher=5),
            introduced("pause", teacher=2, student=1),
            introduced("table", leader=3),
            introduced("roles", family=2),
            introduced("pdsa", family=2, student=9),
        ]
    )

    assert reached["pause"] == {"teacher": 7, "student": 1}
    assert not_reached(reached) == {"both": ["table"], "student": ["roles"], "family": ["pause"]}


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"tool": "", "way": "explained", "student": 1}, "primer_tool_missing"),
        ({"tool": "agreements", "way": "explained"}, "nobody_counted"),
        ({"tool": "agreements", "way": "explained", "student": 7, "family": 6},
         "more_than_present"),
        ({"tool": "nothing", "way": "explained", "student": 1}, "field_unknown"),
        ({"tool": "agreements", "way": "sung", "student": 1}, "field_unknown"),
        ({"tool": "agreements", "way": "explained", "student": "-1"}, "field_unknown"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_a_sentence_and_keeps_nothing(practised, values, error):
    desk = practised.at("02_open")
    desk.plan("launch", people=12)
    with pytest.raises(EquitykitError) as raised:
        desk.press("primers.introduce", **values)

    assert raised.value.id == error
    assert not desk.stands(PrimerIntroduced)


def test_a_class_elsewhere_may_be_larger_than_the_meeting_and_a_resend_counts_once(practised):
    desk = practised.at("02_open")
    desk.plan("launch", people=12)
    id = desk.press(
        "primers.introduce", tool="pause", way="student_led", student=28, elsewhere="true"
    )
    desk.press(
        "primers.introduce", id=id, tool="pause", way="student_led", student=28, elsewhere="true"
    )

    assert [each.counts for each in desk.stands(PrimerIntroduced).values()] == [{"student": 28}]
    desk.press("withdraw", subject=f"introduced/{id}")
    assert not desk.stands(PrimerIntroduced)


def test_the_room_sees_one_part_at_a_time_in_its_languages(practised):
    desk = practised.at("02_open")
    desk.plan("launch")
    desk.press("language", language="both")
    desk.press("primers.show", tool="pause", part="student")
    wall = desk.wall()

    assert "Before your group decides, say" in wall and "Antes de que tu grupo decida" in wall
    assert "A pause does not replace" not in wall
    with pytest.raises(EquitykitError):
        desk.press("primers.show", tool="pause", part="secret")


def test_there_is_a_handout_for_each_tool_of_a_workbook_and_for_what_was_introduced(practised):
    desk = practised.at("03_define")
    paper = desk.paper("primers")
    for tool in primers_of("03_define"):
        assert f"To print: {load_texts()[f'primers.{tool}.name']['en']}" in paper
    assert set(practices_of("03_define")) - {"primers"} <= set(primers_of("03_define"))
    assert "hidden" in primers_of("03_define") and "agreements" not in primers_of("03_define")

    assert desk.told("primers") == ""
    desk.press("primers.introduce", tool="agreements", way="together", teacher=4, family=6)
    told = desk.told("primers")
    assert "To print: How we treat each other" in told and "To print: Near and far" not in told
    assert "No student has been introduced to: How we treat each other." in told
