"""Each kind of chart is read with invented figures that add up; what is unclear can wait."""

import ast
import re
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import binom

import equitykit
from equitykit.content.texts import LANGUAGES, load_words
from equitykit.errors import EquitykitError
from equitykit.measures.rates import wilson_bounds
from equitykit.records.ask_later import AskLater
from equitykit.views.record_values import record_rows
from equitykit.workbook.practices.reading import CHARTS, PARTS
from equitykit.workbook.practices.reading_pictures import SCHOOLS, reading_picture

READ_BY = {
    "gap_figure": "gaps", "gap_poster": "gaps", "trend_figure": "trend",
    "crossing_figure": "crossing", "level_change_figure": "level_change",
    "composition_figure": "composition", "funnel_figure": "school_funnel",
    "pooled_trend_figure": "pooled", "own_history_figure": "own_history",
    "family_figure": "people", "family_trend": "people", "family_poster": "people",
}  # fmt: skip
"""By which example each picture of the data workbook is read."""


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


def drawn_by_the_data_workbook() -> set[str]:
    """What its modules import of the views that draw: the pictures that it can show."""
    package = Path(equitykit.__file__).parent
    drawing = {
        f"equitykit.views.{path.stem}"
        for path in (package / "views").glob("*.py")
        if ("equitykit.views.drawing", "svg") in imports_of(path)
    }
    workbook = package / "workbook"
    modules = [*workbook.glob("data*.py"), workbook / "meeting_data.py"]
    return {name for path in modules for view, name in imports_of(path) if view in drawing}


def imports_of(path: Path) -> set[tuple[str, str]]:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    imports = [node for node in nodes if isinstance(node, ast.ImportFrom)]
    return {(node.module, alias.name) for node in imports for alias in node.names}


def test_every_picture_that_the_data_workbook_can_draw_is_read_with_a_drawn_example():
    """The toy explains a hiring chart under the name of the plot of schools by size."""
    assert drawn_by_the_data_workbook() == set(READ_BY)
    for chart in READ_BY.values():
        assert chart in CHARTS and chart in EXAMPLES
        for language in LANGUAGES:
            assert "<svg" in reading_picture(chart, language), chart


def test_a_flag_that_was_kept_under_an_earlier_name_is_still_read(desk):
    """Until schools by size had an example, `funnel` was the one of hiring step by step."""
    kept = AskLater(chart="funnel", text="Who is the 20?")
    desk.page.team.write("later/1", kept, id="1")
    for text in (desk.read("reading"), desk.told("reading")):
        assert "Step by step: Who is the 20?" in text and "funnel" not in text
    told = {language: str(record_rows(kept, load_words(language))) for language in LANGUAGES}
    assert "Step by step" in told["en"] and "Paso a paso" in told["es"]
    row = record_rows(AskLater(chart="school_funnel"), load_words("en"))[0]
    assert row.lines == ("Schools by size",)


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
    # schools by size: together 496 of 2,480; P and Q both at 30 of 100
    schools = [counts[0] for counts in SCHOOLS["school_funnel"].values()]
    assert (sum(s for s, _ in schools), sum(n for _, n in schools)) == (496, 2480)
    assert 496 / 2480 == 0.2 and 15 / 50 == 120 / 400 == 0.3
    # by chance alone 15 or more of 50 happens now and then, 120 or more of 400 hardly ever
    assert 0.05 < binom.sf(14, 50, 0.2) < 0.1 and binom.sf(119, 400, 0.2) < 1e-5
    # level and change: 70 to 60 of 200, 30 to 36 of 300
    assert (60 / 200, (60 - 70) / 200, 36 / 300, (36 - 30) / 300) == (0.3, -0.05, 0.12, 0.02)
    # years together: 3 + 7 of 40, 4 + 2 of 40, and the two years in the first dot
    assert (10 / 40, 6 / 40, 3 / 20, 7 / 20) == (0.25, 0.15, 0.15, 0.35)
    # own years: the last and the one before, three together, and all four, which chance explains
    assert (7 / 25, 4 / 25, (4 + 4 + 7) / 75, (6 + 4 + 4 + 7) / 100) == (0.28, 0.16, 0.2, 0.21)
    assert 30 / 120 == 0.25 and 60 / 400 == 0.15
    # steps: of those who passed, 4 of 40 and 20 of 80; of those who began, 40 of 50 and 80 of 100
    assert 40 / 50 == 80 / 100 and 4 / 40 < 20 / 80
    # two yardsticks, less is better: 20 against 24 and against 12
    assert (24 - 20, 20 - 12) == (4, 8)
    said = load_words("en")
    assert "25 of 100 (14 to 40)" in said("reading.gaps.example")
    assert said("reading.gaps.answer").startswith("Four")


def test_the_wall_says_that_figures_are_invented_and_keeps_the_answer_back(desk):
    desk.plan("data")
    words = desk.page.words
    for chart in CHARTS:
        wall = desk.show(f"reading.{chart}")
        assert "invented figures" in wall, chart
        assert words(f"reading.{chart}.answer") not in wall, chart


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


EXAMPLES = {
    "gaps": (("25.0", "15.0", "40", "400"), ("group A", "rest")),
    "trend": (("24.0", "20.0"), ("group A", "rest")),
    "hidden": (("25.0", "15.0"), ("group A", "group C", "rest")),
    "crossing": (("16.0", "4.0", "50"), ("group D", "girls", "boys")),
    "level_change": (("30", "12", "200", "300"), ("school P", "school Q")),
    "composition": (("20.0", "40.0", "80.0", "60.0"), ("group E", "rest")),
    # by name those outside the lines alone
    "school_funnel": (("20.0",), ("school Q",)),
    "pooled": (("15.0", "2021-22", "2024-25"), ("group A",)),
    "own_history": (("28.0", "16.0", "20.0", "75", "21.0"), ()),
    "people": (("25", "15", "100"), ("group A",)),
}
"""Of each chart that is drawn the figures in it, worked by hand, and who has a name there."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_chart_of_the_example_is_on_the_wall_with_its_figures(desk, language):
    """The toy explains a chart that nobody sees."""
    desk.plan("data")
    desk.press("language", language=language)
    words = desk.page.words
    for chart, (figures, names) in EXAMPLES.items():
        wall = desk.show(f"reading.{chart}")
        picture = str(reading_picture(chart, language))

        assert desk.page.moment().progress.screen == f"reading.{chart}"
        assert words(f"reading.{chart}.example") in wall
        assert [each for each in figures if each not in picture] == [], chart
        for name in names:
            kind, _, letter = name.partition(" ")
            assert words(f"reading.chart.{kind}", letter=letter) in picture, (chart, name)


def test_the_school_that_the_example_calls_outside_is_the_only_one_with_a_name():
    for language in LANGUAGES:
        picture, words = str(reading_picture("school_funnel", language)), load_words(language)
        named = [letter for letter in SCHOOLS["school_funnel"]
                 if words("reading.chart.school", letter=letter) in picture]  # fmt: skip
        assert named == ["Q"]


def test_with_two_languages_the_chart_takes_turns(desk):
    desk.plan("data")
    desk.press("language", language="both")
    first = desk.show("reading.gaps")
    desk.press("page", page="2")
    second = desk.wall()
    assert "Everyone else" in first and "Los demás" not in first
    assert "Los demás" in second and "Everyone else" not in second
