"""Each kind of chart is read with invented figures that add up; what is unclear can wait."""

import re

import numpy as np
import pytest

from equitykit.content.texts import LANGUAGES, load_words
from equitykit.errors import EquitykitError
from equitykit.measures.rates import wilson_bounds
from equitykit.records.ask_later import AskLater
from equitykit.workbook.practices.reading import CHARTS, PARTS
from equitykit.workbook.practices.reading_pictures import reading_picture


@pytest.fixture
def desk(practised):
    return practised.at("04_data")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("chart", CHARTS)
def test_each_kind_of_chart_has_an_example_a_question_an_answer_and_a_warning(chart, language):
    """The toy has tooltips with formulas."""
    words = load_words(language)
    for part in PARTS:
        text = words(f"reading.{chart}.{part}")
        assert text
        assert not re.search(r"[=√Σ±]|\bn\s*=|\bp\s*<|/\s*n\b", text), (chart, part)
    assert "?" in words(f"reading.{chart}.question")


def test_the_invented_figures_are_worked_out_right():
    # gaps: 10 of 40 is 25 of 100, its 95 % Wilson interval 14 to 40; 60 of 400 is 15 of 100
    low, high = wilson_bounds(np.array([10]), np.array([40]))
    assert (10 / 40, 60 / 400) == (0.25, 0.15)
    assert (round(100 * low[0]), round(100 * high[0])) == (14, 40)
    # level with the others would be 15 of 100 of 40 students: 6, four fewer than 10
    assert 0.15 * 40 == 6
    # crossing: 8 of 50 and 2 of 50 make 10 of 100
    assert (8 + 2, 50 + 50) == (10, 100)
    assert (8 / 50, 2 / 50) == (0.16, 0.04)
    # funnel: of those who passed, 4 of 40 and 20 of 80; of those who began, 40 of 50 and 80 of 100
    assert 40 / 50 == 80 / 100 and 4 / 40 < 20 / 80
    # two yardsticks, less is better: 20 against 24 and against 12
    assert (24 - 20, 20 - 12) == (4, 8)
    said = load_words("en")
    assert "25 of 100 (14 to 40)" in said("reading.gaps.example")
    assert said("reading.gaps.answer").startswith("Four")


@pytest.mark.parametrize("chart", CHARTS)
def test_the_wall_says_that_figures_are_invented_and_keeps_the_answer_back(desk, chart):
    desk.plan("data")
    wall = desk.show(f"reading.{chart}")
    words = desk.page.words
    assert "invented figures" in wall
    assert words(f"reading.{chart}.answer") not in wall


def test_the_chart_that_is_on_the_wall_is_the_one_that_is_open(practised):
    desk = practised.at("00_today")
    desk.plan("data")
    desk.press("go", step="how_to_read")
    assert is_open(desk, "gaps") and not is_open(desk, "trend")
    desk.press("choose_data", kind="trend")
    desk.press("show", thing="figure")
    assert is_open(desk, "trend") and not is_open(desk, "gaps")


def is_open(desk, chart: str) -> bool:
    html, name = desk.desk("reading"), desk.page.words(f"reading.{chart}.name")
    at = html.index(f">{name}</")
    return html.rfind("<summary>", 0, at) < html.rfind('<section class="part', 0, at)


def test_anybody_may_ask_later_without_saying_who_and_it_is_answered(desk):
    flag = f"later/{desk.press('reading.ask_later', chart='trend', text='What is the break?')}"
    desk.press("reading.ask_later", chart="gaps")
    assert "Year by year: What is the break?" in desk.read("reading")
    assert set(AskLater.model_fields) == {"meeting", "chart", "text", "state", "answer"}

    with pytest.raises(EquitykitError) as raised:
        desk.press("reading.answer", subject=flag, answer=" ")
    assert raised.value.id == "text_missing"
    desk.press("reading.answer", subject=flag, answer="A year without a count")
    assert desk.stands(AskLater)[flag].state == "answered"
    told = desk.told("reading")
    assert "A year without a count" in told
    assert "Groups side by side: still to be explained" in told


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"chart": ""}, "choice_missing"),
        ({"chart": "pie"}, "field_unknown"),
        ({"chart": "gaps", "text": "x" * 301}, "reading_too_long"),
    ],
)
def test_a_flag_names_a_chart_that_there_is(desk, values, error):
    with pytest.raises(EquitykitError) as raised:
        desk.press("reading.ask_later", **values)
    assert raised.value.id == error
    assert not desk.stands(AskLater)


def test_the_handout_has_every_chart_with_the_answers_at_its_end(desk):
    paper = desk.paper("reading")
    words = desk.page.words
    at = paper.rindex("Answers")
    for chart in CHARTS:
        assert words(f"reading.{chart}.example") in paper
        assert paper.index(words(f"reading.{chart}.answer")) > at
    assert desk.told("reading") == ""


@pytest.mark.parametrize(
    ("chart", "drawn"),
    [
        ("gaps", ("25.0", "15.0", "40", "400")),
        ("trend", ("24.0", "20.0")),
        ("hidden", ("25.0", "15.0")),
        ("composition", ("20.0", "40.0", "80.0", "60.0")),
    ],
)
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_chart_of_the_example_is_on_the_wall_with_its_figures(desk, chart, drawn, language):
    """The toy explains a chart that nobody sees."""
    desk.plan("data")
    desk.press("language", language=language)
    wall = desk.show(f"reading.{chart}")
    words = desk.page.words
    picture = str(reading_picture(chart, language))

    assert desk.page.moment().progress.screen == f"reading.{chart}"
    assert words(f"reading.{chart}.example") in wall
    for figure in (*drawn, words("reading.chart.rest")):
        assert figure in picture
    letter = "E" if chart == "composition" else "A"
    assert words("reading.chart.group", letter=letter) in picture
    if chart == "hidden":
        assert words("reading.chart.group", letter="C") in picture


def test_with_two_languages_the_chart_takes_turns(desk):
    desk.plan("data")
    desk.press("language", language="both")
    first = desk.show("reading.gaps")
    desk.press("page", page="2")
    second = desk.wall()
    assert "Everyone else" in first and "Los demás" not in first
    assert "Los demás" in second and "Everyone else" not in second
