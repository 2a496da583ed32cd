"""A focus has reasons, alternatives with why not, and names who was not there to choose."""

import pytest

from equitykit.errors import EquitykitError
from equitykit.records.focus import DataFocus, FocusConsidered
from equitykit.workbook.practices.hidden_routes import hidden_codes

FOCUS = {
    "measure": "chronic_absenteeism", "group": "SE", "reason": "One in three misses school",
    "chosen_by": "families and teachers", "missing": "students who ride the late bus",
    "decided": "2026-11-01",
}  # fmt: skip


@pytest.fixture
def desk(practised):
    return practised.at("04_data")


def focus(desk, **changed) -> dict:
    return FOCUS | {"period": desk.page.book.choices.periods("chronic_absenteeism")[0]} | changed


def consider(desk, measure="suspension", group="SE", why_not="Fewer students"):
    return desk.press("focus.consider", measure=measure, group=group, why_not=why_not)


def test_a_choice_without_an_alternative_is_refused(desk):
    with pytest.raises(EquitykitError) as raised:
        desk.press("focus.choose", **focus(desk))
    assert raised.value.id == "focus_alternative_missing"
    # what is chosen itself is no alternative to it
    consider(desk, measure="chronic_absenteeism")
    with pytest.raises(EquitykitError) as raised:
        desk.press("focus.choose", **focus(desk))
    assert raised.value.id == "focus_alternative_missing"
    assert not desk.stands(DataFocus)

    consider(desk)
    desk.press("focus.choose", **focus(desk))
    assert desk.stands(DataFocus)["focus"].group == "SE"


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"reason": " "}, "choice_reason_missing"),
        ({"chosen_by": ""}, "focus_chosen_by_missing"),
        ({"missing": ""}, "focus_missing_missing"),
        ({"measure": ""}, "choice_missing"),
        ({"period": ""}, "choice_missing"),
        ({"period": "1999-00"}, "focus_year_not_there"),
        ({"group": "TA"}, "field_unknown"),
        ({"group": "nobody"}, "field_unknown"),
        ({"measure": "height"}, "field_unknown"),
        ({"decided": "2099-01-01"}, "choice_date_ahead"),
    ],
)
def test_what_is_missing_is_a_sentence_and_all_students_are_no_group(desk, changed, error):
    consider(desk)
    with pytest.raises(EquitykitError) as raised:
        desk.press("focus.choose", **focus(desk, **changed))
    assert raised.value.id == error
    assert not desk.stands(DataFocus)


def test_what_was_put_back_needs_its_reason(desk):
    with pytest.raises(EquitykitError) as raised:
        consider(desk, why_not="")
    assert raised.value.id == "focus_why_not_missing"
    assert not desk.stands(FocusConsidered)


def test_hidden_groups_stand_as_not_chosen_and_not_fine(desk):
    consider(desk)
    asked = focus(desk)
    desk.press("focus.choose", **asked)
    codes = desk.stands(DataFocus)["focus"].hidden
    rows = desk.page.book.released.where(measure=asked["measure"], period=asked["period"]).rows
    states = dict(zip(rows["group"], rows["visibility"], strict=True))
    assert codes and {states[code] for code in codes} <= {"hidden", "hidden_by_publisher"}
    assert "SE" not in codes
    told = desk.told("focus")
    assert "Not chosen does not mean fine" in told
    for code in codes:
        assert desk.page.words(f"groups.{code}.name") in told


def test_a_group_without_a_figure_can_be_the_focus_and_is_listened_to(desk):
    consider(desk)
    choices, released = desk.page.book.choices, desk.page.book.released.rows
    hidden = released[released["visibility"].isin(["hidden", "hidden_by_publisher"])]
    row = hidden[hidden["group"].isin(hidden_codes(desk.page))].iloc[0]
    assert row["measure"] in choices.measures
    desk.press(
        "focus.choose",
        **focus(desk, measure=row["measure"], group=row["group"], period=row["period"]),
    )
    assert "No figure may be shown" in desk.read("focus")


def test_the_focus_is_told_with_who_was_missing_and_goes_into_pack_and_path(desk):
    from equitykit.content.continuity import load_newcomer_path, load_pack_sections
    from equitykit.reviews.newcomer import newcomer_path

    consider(desk)
    desk.press("focus.choose", **focus(desk))
    told = desk.told("focus")
    assert "Not there to choose: students who ride the late bus" in told
    assert "Fewer students" in told
    assert any("data_focus" in part.kinds for part in load_pack_sections())
    assert any("data_focus" in part.kinds for part in load_newcomer_path())
    path = {item.id: item.subjects for item in newcomer_path(desk.page.moment().standing)}
    assert path["one_chart"] == ("focus",)


def test_the_wall_shows_what_was_put_back_and_what_was_chosen(desk):
    desk.plan("data")
    consider(desk)
    assert "Fewer students" in desk.show("focus.considered")
    desk.press("focus.choose", **focus(desk))
    wall = desk.show("focus.chosen")
    assert "Chronic absenteeism" in wall and "Nobody decided that they are doing well" in wall


def test_without_a_record_there_is_paper(desk):
    assert desk.told("focus") == ""
    assert "Who was missing from this choice?" in desk.paper("focus")
