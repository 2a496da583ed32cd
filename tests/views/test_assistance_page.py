"""Differentiated assistance as a page: said in words, without codes, without a hidden figure."""

import html
import re

import pytest
from tables import table

from equitykit.content.texts import load_texts, load_words
from equitykit.measures.assistance import judge
from equitykit.measures.assistance_published import compare_with_published
from equitykit.measures.performance import assistance_table, local_table, performance_table
from equitykit.views.assistance_page import brief_lines, explanation

CDS = "27661420000000"
INDICATORS = ("ela", "math", "elpi", "graduation", "chronic", "suspension", "cci")
ROWS = """
    indicator  | group | n   | colour | status_level | change_level
    ela        | RB    | 52  | 1      | 1            | 2
    math       | RB    | 52  | 2      | 2            | 4
    suspension | RB    | 117 | 1      | 1            | 2
    chronic    | SH    | 40  | 1      | 1            | 3
    suspension | SH    | 40  | 2      | 2            | 3
    chronic    | RP    |     | 0      | 0            | 0
    suspension | RP    | 14  | 0      | 1            | 0
    chronic    | RW    | 400 | 4      | 3            | 4
"""
PLACE = {"cds": CDS, "district": "Green Hill Unified", "level": "district", "charter": False}
CODES = r"\b(AA|HOM|TOM|WH|EL|LTEL|ELA|ELPI|CCI|CHRO|SUSP|LEA|LCFF|DA)\b"


def judged(text=ROWS, year="2025", local="", files=INDICATORS):
    rows = performance_table(table(text).assign(year=year, **PLACE))
    own = local_table(table(local).assign(cds=CDS, year=year) if local else [])
    return judge(rows, own, CDS, year, files={(name, year) for name in files})


def page(answer, language="en", published=None) -> str:
    drawn = explanation(answer, published, files=["a.txt"], words=load_words(language))
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", str(drawn))))


def test_the_group_its_areas_and_what_counted_are_said_in_words():
    text = page(judged())

    assert (
        "the results of Black or African American students made Green Hill Unified eligible" in text
    )
    assert "Black or African American: pupil achievement and school climate" in text
    # fewer students in suspension is better: level 1 is very high, change 2 is a rise
    assert (
        "Suspension: Red. The level is very high, and it rose from the year before. "
        "117 students were counted." in text
    )
    # a higher score is better: level 2 is low, change 4 is a rise
    assert "Mathematics: Orange. The level is low, and it rose from the year before." in text


def test_in_spanish_it_is_spanish():
    text = page(judged(), "es")

    assert "tiene derecho a esta ayuda por los resultados de estudiantes afroamericanos" in text
    assert "Suspensión: rojo. El nivel es muy alto y subió desde el año anterior." in text


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("year", ["2018", "2019", "2022", "2023", "2024", "2025"])
def test_no_code_stands_on_the_page_and_each_year_has_its_words(language, year):
    text = page(judged(year=year), language)

    assert not re.search(CODES, text)
    assert "{" not in text


def test_who_was_close_is_said_and_that_being_close_is_nothing():
    text = page(judged())

    assert (
        "Students experiencing homelessness: among the lowest in one area, pupil engagement. "
        "In school climate, its color in suspension was one step better than those that count."
        in text
    )
    assert "Being close does not make a district eligible." in text


def test_the_order_of_the_colors_is_said_where_there_are_colors():
    assert "Red is the lowest" in page(judged())
    levels = "indicator | group | n | status_level\n suspension | RB | 120 | 1"
    assert "Red is the lowest" not in page(judged(levels, year="2022"))


def test_a_hidden_group_has_its_name_and_no_figure():
    answer = judged()
    drawn = str(explanation(answer, None, files=["a.txt"], words=load_words("en")))
    (row,) = [line for line in drawn.split("<tr>") if "Native Hawaiian" in line and "<td" in line]

    assert "hidden to protect students" in row
    assert not re.search(r"\d", re.sub(r"<[^>]+>", "", row))
    assert "that is so for Native Hawaiian or Pacific Islander students" in page(answer)


def test_what_each_area_means_follows_the_rules_of_the_year():
    assert "second lowest color" in page(judged(year="2025"))
    assert "lowest level in both tests" in page(judged(year="2022"))
    assert "For long-term English learners" not in page(judged(year="2024"))
    assert "progress in English" not in page(judged(year="2018"))
    assert "Readiness for college" not in page(judged(year="2022"))


def test_what_the_rule_does_not_say_is_always_there():
    text = page(judged("indicator | group | n | colour\n chronic | RW | 400 | 4"))

    assert "no student group in Green Hill Unified was among the lowest in two areas" in text
    assert "It does not say why." in text
    assert "No other student group came close" in text


def test_a_missing_file_leaves_the_answer_open():
    rows = "indicator | group | n | colour\n chronic | RW | 400 | 4"
    text = page(judged(rows, files=("chronic", "suspension")))

    assert "cannot be said from these files" in text
    assert "no file of 2025 for it: English language arts, progress in English" in text


def test_local_goals_not_met_for_two_years_are_named():
    local = """
        priority | performance
        1        | not_met_two_years
        2        | met
        3        | not_met_two_years
        6        | met
        7        | met
    """
    text = page(judged(local=local))

    assert "eligible by that alone: basic conditions for teaching and family engagement." in text


def published(letters: dict[str, str], status="Differentiated Assistance, Year 1", methods="1"):
    """The state's list: these letters, and none for the other groups."""
    groups = {"RB": None, "SH": None, "RP": None, "RW": None} | letters
    return assistance_table(
        [
            {"cds": CDS, "year": "2025", "kind": "lea", "group": group, "letter": letter,
             "status": status, "methods": methods}
            for group, letter in groups.items()
        ]
    )  # fmt: skip


def test_the_states_own_list_says_the_same_or_what_it_says_instead():
    answer = judged()
    same = page(answer, published=compare_with_published(answer, published({"RB": "D"})))
    other = page(answer, published=compare_with_published(answer, published({"SH": "C"})))

    assert "says the same for each of the 4 student groups compared" in same
    assert (
        "Black or African American: the state's list says fewer than two areas, these files say "
        "pupil achievement and school climate." in other
    )
    # school climate may be the local indicator, of which nothing is known
    assert "The district's own survey of school climate may have decided it" in other


def test_a_second_year_of_help_is_explained():
    answer = judged("indicator | group | n | colour\n chronic | RW | 400 | 4")
    listed = published({}, status="Differentiated Assistance, Year 2", methods=None)

    assert "second year of help" in page(answer, published=compare_with_published(answer, listed))


def test_the_head_of_the_brief_is_at_most_two_lines_and_names_at_most_three_groups():
    both = "\n".join(
        f"{indicator} | {group} | 100 | 1"
        for group in ("RB", "RH", "RW", "SD", "SS")
        for indicator in ("chronic", "suspension")
    )
    its = judged("indicator | group | n | colour\n" + both)
    lines = brief_lines(its, None, words=load_words("en"))

    assert len(lines) == 2
    assert lines[0].count("students") == 3
    assert "5 student groups" in lines[0]
    assert "2 more groups" in lines[0]
    assert lines[1] == "The areas: pupil engagement (5 groups) and school climate (5 groups)."


def test_the_brief_says_where_the_states_list_knows_more():
    quiet = judged("indicator | group | n | colour\n chronic | RW | 400 | 4")
    second = published({}, status="Differentiated Assistance, Year 2", methods=None)
    words = load_words("en")
    lines = brief_lines(quiet, compare_with_published(quiet, second), words=words)
    other = brief_lines(judged(), compare_with_published(judged(), published({})), words=words)

    assert lines[-1].startswith("The state lists the district in its second year of help")
    assert lines[0].startswith("By the Dashboard of 2025, no student group's results called for")
    assert other[-1].endswith("The state's list is what counts.")
    assert len(other) == 3


def test_each_reason_of_a_difference_and_each_area_has_its_words():
    for reason in ("local_climate", "unexplained"):
        assert f"assistance.difference.{reason}" in load_texts()
    for area in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10):
        assert f"assistance.areas.{area}" in load_texts()
