"""The yardstick is chosen by roles with a reason, tried beside another, and carried into charts."""

import re

import pytest

from equitykit.errors import EquitykitError
from equitykit.measures.turnarounds import turned_around
from equitykit.measures.visibility import VISIBLE
from equitykit.records.notes import MeasureShown
from equitykit.records.yardstick import YardstickChosen
from equitykit.views.sentences import group_name
from equitykit.views.today_room import page_count
from equitykit.workbook.meeting_screens import screen_of
from equitykit.workbook.practices.charts import Chart
from equitykit.workbook.practices.yardstick_shown import compared_pair
from equitykit.workbook.practices.yardstick_wall import MOST, two_rows
from equitykit.workbook.workbook import open_workbook

CHOICE = {
    "yardstick": "overall", "second": "highest", "by": "two families and the principal",
    "reason": "It is what people here know", "decided": "2026-11-01",
}  # fmt: skip


@pytest.fixture
def desk(practised):
    return practised.at("04_data")


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"second": "overall"}, "yardstick_twice"),
        ({"second": ""}, "choice_missing"),
        ({"yardstick": ""}, "choice_missing"),
        ({"yardstick": "group:XX"}, "field_unknown"),
        ({"yardstick": "the_best_school"}, "field_unknown"),
        ({"by": " "}, "yardstick_by_missing"),
        ({"reason": ""}, "choice_reason_missing"),
        ({"decided": "2099-01-01"}, "choice_date_ahead"),
        ({"decided": "soon"}, "value_not_taken"),
    ],
)
def test_a_yardstick_needs_a_second_one_those_who_chose_and_a_reason(desk, changed, error):
    """The toy has one metric and a silent default."""
    with pytest.raises(EquitykitError) as raised:
        desk.press("yardstick.choose", **CHOICE | changed)
    assert raised.value.id == error
    assert not desk.stands(YardstickChosen)


def test_results_under_both_are_recorded_beside_the_choice(desk):
    desk.press("yardstick.choose", **CHOICE)
    [record] = desk.stands(YardstickChosen).values()
    chosen, _ = desk.page.data.chosen({})
    assert (record.measure, record.period) == (chosen.measure, chosen.period)
    assert record.tried
    of_two = [
        desk.page.book.compared(each, measure=chosen.measure).where(
            period=chosen.period, dimension=["all", chosen.dimension]
        )
        for each in ("overall", "highest")
    ]
    assert list(record.flips) == turned_around(*of_two)
    assert "Tried on" in desk.told("yardstick")
    told = desk.told("yardstick")
    assert "two families and the principal" in told
    assert "Gap, compared with: All students together" in told
    assert "Gap, compared with: The group with the best rate" in told


def test_the_desk_shows_level_and_both_gaps_of_each_group(desk):
    read = desk.read("yardstick")
    assert "Level" in read and "Gap, compared with: Everyone else" in read
    # what each does is read before one is chosen
    assert read.index("What each yardstick does") < read.index("Choose, and say why")


def test_a_narrower_gap_is_judged_beside_the_level(desk):
    """The toy calls any narrower gap progress."""
    read = desk.read("yardstick")
    assert "Narrower, and is it progress?" in read


def test_the_choice_carries_into_the_figures_of_the_meeting_and_of_the_teams_pages(practised, desk):
    assert desk.page.data.chosen({})[0].yardstick == "everyone_else"
    desk.press("yardstick.choose", **CHOICE)
    stored = desk.page.moment().progress.choice
    assert desk.page.data.chosen(stored)[0].yardstick == "overall"

    later = practised.at("04_data")
    stream = later.page.team.stream
    assert later.page.data.chosen({})[0].yardstick == "overall"
    assert later.page.book.parameters.team == stream
    assert later.page.book.controls.value.yardstick == "overall"
    assert "All students together" in str(later.page.book.section("data.gaps").html())


def test_another_choice_needs_a_reason_again_and_the_first_stays_to_be_read(desk):
    desk.press("yardstick.choose", **CHOICE)
    changed = {"yardstick": "highest", "second": "own_past", "reason": "It asks what is possible"}
    desk.press("yardstick.choose", **CHOICE | changed)
    told = desk.told("yardstick")
    assert "It is what people here know" in told and "It asks what is possible" in told


def test_the_wall_shows_the_meanings_and_then_the_choice_in_both_languages(desk):
    desk.plan("data")
    desk.press("language", language="both")
    assert "nearly every group is behind" in desk.show("yardstick.meanings")
    desk.press("yardstick.choose", **CHOICE)
    wall = desk.show("yardstick.chosen")
    assert "All students together" in wall and "It is what people here know" in wall


def test_without_a_choice_the_report_is_the_paper_twin(desk):
    assert desk.told("yardstick") == ""
    assert "Who chose?" in desk.paper("yardstick")


def test_the_room_sees_a_figure_under_two_yardsticks_after_the_figure(practised):
    """The toy shows one number; here the room sees whether the answer turns around."""
    desk = practised.at("00_today")
    desk.plan("data")
    before = desk.show("yardstick.two")
    assert "Show the figure to the room first" in before and "%" not in before

    chosen, _ = desk.page.data.chosen({})
    desk.show("figure")
    wall = desk.show("yardstick.two")
    assert "Everyone else" in wall and "The group with the best rate" in wall
    book, rows = desk.page.book, {}
    for yardstick in ("everyone_else", "highest"):
        compared = book.compared(yardstick, measure=chosen.measure)
        rows[yardstick] = compared.where(period=chosen.period, group="RB").rows.iloc[0]
    # Black students: level and both gaps stand in one row
    level, gaps = rows["highest"]["rate"], [each["gap_points"] for each in rows.values()]
    expected = [f"{level:.1f}%", *(f"+{gap:.1f}" for gap in gaps)]
    assert " ".join(["Black", *expected]) in wall
    desk.press("language", language="es")
    assert "con dos comparaciones" in desk.wall()

    # what the desk has chosen meanwhile is asked about before the wall tells anything of it
    desk.press("language", language="en")
    desk.show("noticing.notice")
    desk.press("choose_data", measure="suspension", dimension="race_ethnicity")
    asked = desk.show("yardstick.two")
    assert "Before we look: Suspension, Race and ethnicity" in asked and "%" not in asked
    assert desk.page.moment().progress.screen == "noticing.question"
    assert "Chronic absenteeism" not in desk.show("yardstick.two")
    desk.press("noticing.predicted")
    assert "Suspension, 2024-25: gaps under two yardsticks" in desk.show("yardstick.two")
    assert "shown/suspension" in desk.stands(MeasureShown)


def test_at_the_reveal_the_result_under_two_can_be_shown_and_the_choice_waits_folded(practised):
    desk = practised.at("00_today")
    desk.plan("data")
    desk.press("go", step="reveal_notice")
    assert 'data-value-thing="yardstick.two"' in str(desk.page.draw())
    folded = desk.desk("yardstick").count("<details")
    desk.press("go", step="choose_focus")
    assert desk.desk("yardstick").count("<details") < folded


def test_on_the_wall_the_widest_gaps_come_first_and_the_hidden_are_named(practised):
    desk = practised.at("00_today")
    desk.plan("data")
    desk.show("figure")
    html = desk.show("yardstick.two")
    order = ["Black 33.0%", "Asian 8.5%", "Hispanic or Latino 20.8%", "White 20.7%"]
    # groups to be read with care are not ranked, whatever their gap is
    desk.press("page", page="2")
    html += desk.wall()
    order += ["Two or more races 19.6%", "Filipino 10.0%", "American Indian 33.3%"]
    places = [html.index(each) for each in [*order, "Hidden: Pacific Islander"]]
    assert places == sorted(places)
    assert page_count(*screen_and_words(desk))[1] <= 2


@pytest.mark.parametrize("language", ["en", "es"])
def test_groups_that_no_screen_has_room_for_are_counted(language):
    names = ("team", "year", "audience", "store", "data")
    asked = dict(zip(names, ("none", "latest", "team", "none", "sample"), strict=True))
    book = open_workbook("04_data", district="99600660000000", language=language, **asked)
    chart = Chart("absences_excused", "race_ethnicity", "2024-25", "everyone_else", "gaps")
    one, two = compared_pair(book, chart, "everyone_else", "highest")
    seen = int((one.rows["visibility"].isin(VISIBLE) & (one.rows["dimension"] != "all")).sum())
    assert seen == MOST + 1

    rows = two_rows(one, two, [book.words])
    assert rows[MOST][0][language] == book.words("yardstick.two_rest.one", count="1")


def test_many_hidden_groups_are_counted_on_the_wall_and_named_in_the_report(practised):
    desk = practised.at("00_today")
    desk.plan("data")
    measure, crossing = "own_chronic_absenteeism", "race_ethnicity×gender"
    desk.press("choose_data", measure=measure, dimension=crossing)
    desk.press("show", thing="figure")
    figure = str(desk.page.data.figure(desk.page.moment().progress.figure, desk.page.words))
    wall = desk.show("yardstick.two")
    screen, languages = screen_and_words(desk)
    for page in range(2, page_count(screen, languages)[1] + 1):
        desk.press("page", page=str(page))
        wall += desk.wall()

    rows = desk.page.book.figures.own.where(measure=measure, dimension=crossing).rows
    is_hidden = ~rows["visibility"].isin(VISIBLE)
    hidden = int(is_hidden.sum())
    # the figure names them in one sentence, and its table keeps a row for each
    folded, words = re.search(r'class="folded">([^<]*)<', figure)[1], desk.page.words
    drawing = figure.partition("<svg")[2].partition("</svg")[0]
    assert hidden > 12 and "Hidden to protect students: " in folded
    for code in rows["group"][is_hidden]:
        first, second = code.split("×")
        assert f"{group_name(code, words=words)}</th>" in re.sub(r"\s+<", "<", figure)
        assert words(f"groups.{first}.short") in folded
        assert words(f"groups.{second}.short") in folded
        assert group_name(code, words=words, field="short") not in drawing
    assert f"{hidden} groups are hidden; the report names them" in wall
    assert page_count(screen, languages)[1] <= 2


def screen_and_words(desk):
    moment = desk.page.moment()
    languages = desk.page.languages(moment)
    return screen_of(moment, languages, figures=desk.page.figures), languages
