"""S22: anonymous, never live, never below five, and the facilitator is told when it drops."""

from datetime import date

import pytest

from equitykit.errors import EquitykitError
from equitykit.records.pulse import PulseItems
from equitykit.records.rounds import Round
from equitykit.reviews.pulse import Alert, Uneasy, alerts, is_low, uneasy

SURE = {"p1": "a5", "p2": "a4", "p3": "a1"}
UNSURE = {"p1": "a1", "p2": "a2", "p3": "a5"}


def answered(desk, at, sure, unsure=0, unknown=0):
    """A pulse that so many people answered on one side, on the other, or did not know."""
    desk.press("pulse.pulse_open", way="slips", moment=at)
    slips = [SURE] * sure + [UNSURE] * unsure + [dict.fromkeys(SURE, "dont_know")] * unknown
    for slip in slips:
        desk.press("pulse.pulse_slip", **slip)
    desk.press("pulse.pulse_reveal")


def done(p1=(), p3=()) -> Round:
    """A round with counts from 1 to 5, then of who does not know."""
    scale = ("a1", "a2", "a3", "a4", "a5", "dont_know")
    counts = {
        item: {answer: n for answer, n in zip(scale, told, strict=True) if n}
        for item, told in (("p1", p1), ("p3", p3))
        if told
    }
    return Round(
        instrument="pulse", way="slips", on=date(2027, 1, 15), answers=12, counts=counts,
        order=("p1", "p2", "p3"), scale=scale,
    )  # fmt: skip


def test_three_answers_of_four_people_are_never_shown(practised):
    desk = practised.at("02_open")
    desk.plan("launch", people=4)
    assert "Fewer than five people" in desk.read("pulse")
    answered(desk, "start", 3)

    told = desk.told("pulse")
    assert "Fewer than five answered" in told and "Statement" not in told
    assert "Too few answers" in desk.show("pulse.spread")
    assert desk.stands(Round).popitem()[1].counts == {}


def test_bars_do_not_move_while_people_answer(practised):
    desk = practised.at("02_open")
    desk.plan("launch", people=12)
    desk.press("pulse.pulse_open", way="laptop", moment="start")
    wall = desk.show("pulse.spread")
    for _ in range(8):
        desk.press("pulse.pulse_slip", **SURE)

    assert desk.wall() == wall and "results appear together" in wall
    assert "5 fully" in desk.read("pulse")  # the form, with no count beside it
    assert "Handed in" not in desk.read("pulse")
    desk.press("pulse.pulse_keep")
    desk.press("pulse.pulse_reveal")
    # the facilitator looks first: nothing comes up on the wall by itself
    assert "8 answers" not in desk.wall()
    wall = desk.show("pulse.spread")
    assert "8 answers" in wall and "without paying for it" in wall


def test_no_row_per_person_no_name_and_no_time_finer_than_the_reveal_is_recorded(practised):
    desk = practised.at("02_open")
    desk.plan("launch", people=12)
    before = len(desk.page.moment().entries)
    answered(desk, "start", 6, 5)

    entries = desk.page.moment().entries[before:]
    assert [each.kind for each in entries] == ["round"]
    (record,) = desk.stands(Round).values()
    assert record.counts["p1"] == {"a5": 6, "a1": 5}


def test_start_and_end_of_meetings_stand_side_by_side_as_a_trend(practised):
    desk = practised.at("02_open")
    desk.plan("launch", people=12)
    answered(desk, "start", 10, 2)
    answered(desk, "end", 7, 5)

    told = desk.told("pulse")
    assert "On the uneasy side, meeting by meeting" in told
    assert "without paying for it. 2 of 12 5 of 12" in told
    assert "2 · 0 · 0 · 0 · 10 · 0" in told and "5 · 0 · 0 · 0 · 7 · 0" in told


def test_the_facilitator_is_told_when_it_drops_and_the_room_is_not(practised):
    desk = practised.at("02_open")
    desk.plan("launch", people=12)
    answered(desk, "start", 11, 1)
    assert "Look at this before" not in desk.read("pulse")
    answered(desk, "end", 7, 5)

    read = desk.read("pulse")
    assert "now 5 of 12 now answer" not in read
    assert "5 of 12 now answer on the uneasy side; the time before it was 1 of 12" in read
    assert "Slow down. Say what you see in the numbers, without asking who" in read
    for seen in (desk.told("pulse"), desk.show("pulse.spread")):
        assert "Slow down" not in seen and "uneasy side; the time" not in seen


def test_free_text_is_the_facilitators_first(practised):
    desk = practised.at("02_open")
    desk.plan("launch", people=12)
    desk.press("pulse.pulse_open", way="slips", moment="end")
    for number in range(6):
        desk.press("pulse.pulse_slip", **SURE, more="he shouted at me" if number == 2 else "")
    with pytest.raises(EquitykitError) as raised:
        desk.press("pulse.pulse_reveal")
    assert raised.value.id == "round_unread"
    desk.press("pulse.pulse_read")
    assert "he shouted at me" in desk.desk("pulse")
    assert "he shouted" not in desk.told("pulse") + desk.wall()
    desk.press("pulse.pulse_reveal", **{"more.0": ""})
    assert "he shouted" not in desk.told("pulse") + desk.desk("pulse")


def test_three_to_five_items_and_none_changed_while_answers_come_in(practised):
    desk = practised.at("02_open")
    with pytest.raises(EquitykitError) as raised:
        desk.press("pulse.items", p4="true", p2="", p3="", p5="")
    assert raised.value.id == "pulse_items_number"
    desk.press("pulse.items", p2="true", p3="true", p4="true", p5="true")
    assert desk.stands(PulseItems)["pulse/items"].items == ("p2", "p3", "p4", "p5")
    desk.press("pulse.pulse_open", way="slips", moment="start")
    desk.press("pulse.pulse_slip", p5="a1")
    with pytest.raises(EquitykitError) as raised:
        desk.press("pulse.items", p2="true", p3="true", p4="", p5="")
    assert raised.value.id == "pulse_open"


def test_the_uneasy_side_counts_those_who_chose_a_number():
    assert uneasy(done(p1=(2, 1, 3, 4, 0, 2)), "p1") == Uneasy(3, 10)
    assert uneasy(done(p3=(2, 1, 3, 4, 1, 1)), "p3") == Uneasy(5, 11)  # held back: 4 and 5
    assert uneasy(done(p1=(2, 1, 3, 4, 0, 2)), "p2") is None


def test_an_alert_from_one_in_three_or_a_fifth_more_than_before():
    fine, third = done(p1=(0, 1, 3, 4, 2, 2)), done(p1=(2, 2, 3, 3, 2, 0))
    assert alerts([fine]) == []
    assert alerts([third]) == [Alert("p1", "low", Uneasy(4, 12))]
    # 1 of 10 before, 3 of 10 now: a fifth more
    fell = done(p1=(0, 3, 3, 2, 2, 2))
    assert alerts([fine, fell]) == [Alert("p1", "fell", Uneasy(3, 10), Uneasy(1, 10))]
    assert alerts([fine, done(p1=(0, 2, 4, 2, 2, 2))]) == []
    assert alerts([]) == []


def test_low_is_half_of_those_who_know_and_a_pulse_of_nobody_is_not_low():
    assert is_low(done(p1=(3, 2, 5, 0, 0, 2)))
    assert not is_low(done(p1=(2, 2, 5, 0, 0, 3)))
    assert not is_low(done(p1=(0, 0, 0, 0, 0, 8)))
    assert not is_low(None)


def test_paper_in_spanish_is_a_slip_without_a_name(practised):
    desk = practised.at("02_open", language="es")
    paper = desk.paper("pulse")
    assert "sin pagar un precio por ello" in paper and "no sé" in paper and "Sin nombre" in paper
