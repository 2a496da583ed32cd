"""The yardstick is chosen by roles with a reason, tried beside another, and carried into charts."""

import pytest

from equitykit.errors import EquitykitError
from equitykit.measures.turnarounds import turned_around
from equitykit.records.yardstick import YardstickChosen

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


def test_at_the_reveal_the_result_under_two_can_be_shown_and_the_choice_waits_folded(practised):
    desk = practised.at("00_today")
    desk.plan("data")
    desk.press("go", step="reveal_notice")
    assert 'data-value-thing="yardstick.two"' in str(desk.page.draw())
    folded = desk.desk("yardstick").count("<details")
    desk.press("go", step="choose_focus")
    assert desk.desk("yardstick").count("<details") < folded
