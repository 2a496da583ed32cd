"""The version for families: RB 60 of 200 (30 of 100), everyone else 342 of 1,800 (19 of 100)."""

import re

import pytest

from equitykit.content.codelists import load_measures
from equitykit.content.texts import load_texts, load_words
from equitykit.measures.gaps import compare
from equitykit.measures.outcomes import COLUMNS, outcomes_table
from equitykit.measures.people import People, one_message
from equitykit.measures.privacy import release
from equitykit.views.family_figure import family_chart, family_figure
from equitykit.views.figure_table import did
from equitykit.views.figures import gap_figure
from equitykit.views.people_chart import Panel, people_chart
from equitykit.views.posters import family_poster, gap_poster

SHORT_FORM = re.compile(r"\b[A-Z]{2,}\b")


def text(html) -> str:
    without = re.sub(r"<svg.*?</svg>", " ", str(html), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", without))


@pytest.fixture
def figure(against_everyone_else, english):
    return family_figure(against_everyone_else, words=english)


def test_there_is_one_message_of_people(figure, against_everyone_else, spanish):
    assert (
        "About 30 of every 100 Black or African American students "
        "missed one of every ten school days, or more." in text(figure)
    )
    assert "Compared with everyone else: about 19 of every 100." in text(figure)
    said = text(family_figure(against_everyone_else, words=spanish))
    assert "Cerca de 30 de cada 100 estudiantes afroamericanos o negros faltaron" in said
    assert "los demás estudiantes: cerca de 19 de cada 100." in said


def test_it_says_what_it_means_does_not_mean_and_what_to_ask(figure):
    said = text(figure)

    for heading in ("What it means", "What it does not mean", "What you may ask", "Who answers"):
        assert heading in said
    assert "A difference of this size is unlikely to be chance alone." in said
    assert "It does not measure how much students or families care." in said


def test_circles_are_as_many_as_the_sentence_says(against_everyone_else, english):
    chart = family_chart(one_message(against_everyone_else), words=english).to_dict()
    circles = [
        row for rows in chart["datasets"].values() for row in rows if row["mark"] == "person"
    ]
    filled = [row for row in circles if row["fill"] != "#ffffff"]

    assert len(circles) == 200
    # 30 on the left, 19 on the right
    assert len(filled) == 49
    assert sum(row["x"] < 500 for row in filled) == 30


def test_circles_do_not_touch():
    panel = Panel("All", "3 of 20", People(3, 20, "about"))
    rows = people_chart([panel, panel]).to_dict()["datasets"]
    places = [
        (row["x"], row["y"]) for its in rows.values() for row in its if row["mark"] == "person"
    ]

    assert len(places) == len(set(places)) == 40
    # a circle of 700 square units is 30 wide
    assert min(abs(x - places[0][0]) + abs(y - places[0][1]) for x, y in places[1:]) >= 34


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_short_form_stands_in_the_words_for_families(language):
    said = {id: texts[language] for id, texts in load_texts().items() if id.startswith("family.")}
    assert "family.none.text" in said
    assert not [id for id, text in said.items() if SHORT_FORM.search(text)]


def test_what_is_hidden_is_the_same_for_every_audience(against_everyone_else, english):
    hidden = ("American Indian or Alaska Native", "Native Hawaiian or Pacific Islander")
    family = text(family_figure(against_everyone_else, words=english))

    for audience in ("team", "board", "county"):
        html = gap_figure(against_everyone_else, words=english, audience=audience)
        rows = re.findall(r"<tr>\s*<th scope=\"row\">(.*?)</tr>", html, re.S)
        without = [row for row in rows if "hidden" in row]
        assert [name in row for name, row in zip(hidden, without, strict=True)] == [True, True]
    assert all(name in family for name in hidden)


def test_a_board_reads_one_sentence_and_fewer_columns(against_everyone_else, english):
    team = gap_figure(against_everyone_else, words=english)
    board = gap_figure(against_everyone_else, words=english, audience="board")

    assert _sentences(board) == _sentences(team)[:1]
    assert len(_sentences(team)) > 1
    assert board.count('<th scope="col"') < team.count('<th scope="col"')
    # what is missing is said to a board too
    assert "2 of 8 groups have no figure here" in text(board)


def _sentences(html: str) -> list[str]:
    return re.findall(r"<p>([^<]+)</p>", html.split('<div class="sentence">')[1].split("</div>")[0])


def test_a_county_office_gets_codes_and_digests(against_everyone_else, english):
    county = text(gap_figure(against_everyone_else, words=english, audience="county"))
    team = text(gap_figure(against_everyone_else, words=english))

    assert "place 99600410000000; measure chronic_absenteeism; split race_ethnicity" in county
    assert "SHA-256 0123456789ab" in county
    assert "0123456789ab" not in team


def test_a_named_group_as_yardstick_is_called_by_its_name(race, english):
    said = text(family_figure(compare(race, yardstick="group:RW"), words=english))

    # 50 of 400 is 12.5 %, halves up
    assert "Compared with White students: about 13 of every 100." in said


def test_without_a_group_that_can_be_shown_it_says_so(race, english):
    hidden = compare(race, yardstick="everyone_else").where(group=["RI", "RP"])
    html = family_figure(hidden, words=english)

    assert "<svg" not in html
    assert "there is no picture of people here" in text(html)


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_poster_is_one_page_in_one_language_with_room_to_write(against_everyone_else, language):
    words = load_words(language)
    for poster in (gap_poster, family_poster):
        html = poster(against_everyone_else, words=words)

        assert html.count('<section class="poster"') == html.count("<svg") == 1
        assert f'lang="{language}"' in html
        assert words("pictures.poster.notice") in html and words("pictures.poster.wonder") in html


def test_a_poster_says_who_is_missing(against_everyone_else, english):
    assert "2 of 8 groups have no figure here" in text(
        gap_poster(against_everyone_else, words=english)
    )
    assert "Pacific Islander" in text(family_poster(against_everyone_else, words=english))


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_message_of_a_measure_that_counts_students_has_a_short_form(language):
    words = load_words(language)
    said = {
        measure.id: did(measure.id, words=words)
        for measure in load_measures().values()
        if measure.counts_students
    }

    assert {id: text for id, text in said.items() if SHORT_FORM.search(text)} == {}


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_table_of_a_family_figure_is_called_as_its_message_is(race, language):
    """The measure's own name may hold a short form: English language arts ... (CAASPP)."""
    tests = outcomes_table(race.rows[list(COLUMNS)].assign(measure="caaspp_ela"))
    words = load_words(language)
    html = family_figure(compare(release(tests), yardstick="everyone_else"), words=words)

    assert "CAASPP" not in html
    assert re.search(r"<caption>[^<]*2024-25", html)
