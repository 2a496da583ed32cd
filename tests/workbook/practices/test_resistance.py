"""Moves for the facilitator alone; what was parked comes back by itself (S4)."""

from datetime import date, timedelta

import pytest
from practices import text_of

from equitykit.errors import EquitykitError
from equitykit.records.parking import Parked
from equitykit.records.team import NextMeeting
from equitykit.views.practices import practice_told
from equitykit.workbook.meeting_minutes import Account
from equitykit.workbook.meeting_papers import Papers
from equitykit.workbook.practices.parts import day_of
from equitykit.workbook.practices.resistance import MOVES, PRACTICE, cards


def now(desk) -> date:
    return day_of(desk.page.moment())


def park(desk, en: str = "The detention rule", *, days: int = 7, **values) -> str:
    on = (now(desk) + timedelta(days=days)).isoformat()
    return (
        f"parked/{desk.press('resistance.park', **({'en': en, 'es': '', 'back_on': on} | values))}"
    )


def meet(desk, days: int, agenda: str = "define") -> None:
    on = (now(desk) + timedelta(days=days)).isoformat()
    desk.press("leave_meeting")
    desk.press("plan_meeting", agenda=agenda, on=on, people="12")


def refused(desk, action: str, **values) -> str:
    with pytest.raises(EquitykitError) as raised:
        desk.press(action, **values)
    return raised.value.id


# the cards


def test_each_kind_of_resistance_has_its_own_moves(practised):
    desk = practised.at("01_prepare")
    read = desk.read("resistance")
    kinds = ("Defensiveness", "Fear of being judged", "Fear of not being elected again",
             "Helping one group takes from another", "Coded language", "Blame",
             "It is somebody else's task")  # fmt: skip
    assert len(cards()) == 7
    for kind in kinds:
        assert kind in read
    words = desk.page.words
    moves = [words(f"resistance.card_{id}.{move}") for id in cards() for move in MOVES]
    assert len(set(moves)) == 7 * 3 and all(move in read for move in moves)


def test_cards_and_paces_are_never_on_the_wall_in_a_report_or_in_the_record(practised):
    desk = practised.at("01_prepare")
    desk.plan("launch")
    entries = len(desk.page.moment().entries)
    desk.press("resistance.topic", topic="Who gets the late bus", pace="press")
    assert len(desk.page.moment().entries) == entries
    assert list(PRACTICE.screens) == ["back"]

    private = ["Who gets the late bus", *(desk.page.words(f"resistance.card_{id}.name") for id in
               cards())]  # fmt: skip
    park(desk, days=0)
    seen = [desk.show("resistance.back"), desk.told("resistance"), desk.paper("resistance")]
    seen.append(text_of(Account(desk.page.book, desk.page.team).pack()))
    parts = PRACTICE.desk(desk.page, desk.page.moment()).parts
    seen.append(text_of(practice_told(parts, desk.page.words)))
    assert [name for name in private for text in seen if name in text] == []
    assert "Who gets the late bus" in desk.read("resistance")


def test_a_pace_is_chosen_for_each_topic_and_changed(practised):
    desk = practised.at("01_prepare")
    desk.press("resistance.topic", topic="Dress code", pace="invite")
    assert "Ask, listen, let people pass." in desk.read("resistance")
    desk.press("resistance.pace", topic="Dress code", pace="park")
    assert "Park: Dress code" in desk.read("resistance")
    on = now(desk).isoformat()
    desk.press("resistance.park", topic="Dress code", en="Dress code", es="", back_on=on)
    assert desk.page.moment().progress.paces == {}

    assert refused(desk, "resistance.topic", topic=" ", pace="invite") == "pace_topic_missing"
    assert refused(desk, "resistance.topic", topic="x", pace="shout") == "field_unknown"
    assert refused(desk, "resistance.pace", topic="x", pace="park") == "field_unknown"


# park and return


def test_what_is_parked_comes_back_by_itself_in_the_opening_of_the_next_meeting(practised):
    desk = practised.at("00_today")
    desk.plan("launch")
    park(desk, "The detention rule", es="La regla de castigos")
    # not in the meeting that has parked it
    assert "The detention rule" not in desk.show("resistance.back")
    meet(desk, days=7)
    assert "resistance" in desk.page.moment().step.practices
    assert "Parked until" in str(desk.page.draw())
    desk.press("language", language="both")
    wall = desk.show("resistance.back")
    assert "The detention rule" in wall and "La regla de castigos" in wall


def test_each_agenda_opens_with_what_comes_back():
    from equitykit.content.agendas import load_agendas

    assert [a.id for a in load_agendas().values() if "resistance" not in a.steps[0].practices] == []


def test_what_comes_back_stands_on_the_run_sheet_and_what_is_late_says_so(practised):
    desk = practised.at("01_prepare")
    desk.plan("launch")
    park(desk, "The detention rule", days=7)
    park(desk, "The dress code", days=8)
    park(desk, "The long one", days=40)
    meet(desk, days=8)
    sheet = text_of(Papers(desk.page.book, desk.page.team).run_sheet())
    assert "Comes back today: The dress code" in sheet
    assert "Comes back today, late (it was for" in sheet and "): The detention rule" in sheet
    assert "The long one" not in sheet


def test_a_parked_thing_past_its_day_is_pointed_out(practised, monkeypatch):
    desk = practised.at("01_prepare")
    subject = park(desk, days=0)
    parked = desk.stands(Parked)[subject]
    assert "nobody has come back to it" not in desk.read("resistance")
    late = parked.model_copy(update={"back_on": now(desk) - timedelta(days=1)})
    desk.page.team.write(subject, late)
    assert "nobody has come back to it" in desk.read("resistance")
    after = "equitykit.workbook.practices.resistance_parking.today"
    monkeypatch.setattr(after, lambda: now(desk))
    assert "has passed" in desk.told("resistance")


def test_what_became_of_it_is_said_and_nothing_vanishes_without_a_word(practised):
    desk = practised.at("01_prepare")
    desk.plan("launch")
    subject = park(desk)
    meet(desk, days=7)
    values = {"subject": subject, "how": "taken_up"}
    assert refused(desk, "resistance.back", **values, came_of=" ") == "parked_reason_missing"
    press = desk.press("resistance.back", **values, came_of="We look at the figures")
    desk.press("resistance.back", id=press, **values, came_of="We look at the figures")

    assert desk.stands(Parked)[subject].state == "taken_up"
    assert "The detention rule · taken up now · We look at the figures" in desk.told("resistance")
    assert "The detention rule" not in desk.show("resistance.back")
    assert refused(desk, "resistance.back", **values, came_of="Again") == "field_unknown"


def test_a_topic_parked_again_and_again_is_named(practised):
    desk = practised.at("01_prepare")
    desk.plan("launch")
    subject = park(desk, days=0)
    for n in range(2):
        meet(desk, days=0)
        on = now(desk).isoformat()
        desk.press("resistance.back", subject=subject, how="again", came_of="No time", back_on=on)
        assert desk.stands(Parked)[subject].times == n + 2
    meet(desk, days=0)
    assert "Parked 3 times." in desk.read("resistance")


def test_the_day_of_the_next_meeting_is_offered_and_a_day_that_has_passed_is_not_taken(practised):
    desk = practised.at("01_prepare")
    desk.plan("launch")
    meeting = desk.page.moment().meeting_id
    desk.page.team.write(f"{meeting}/next", NextMeeting(meeting=meeting, on="2199-03-04"))
    assert 'value="2199-03-04"' in desk.desk("resistance")

    past = (now(desk) - timedelta(days=1)).isoformat()
    for values, id in (
        ({"en": "x", "es": "", "back_on": past}, "date_has_passed"),
        ({"en": "x", "es": "", "back_on": ""}, "date_missing"),
        ({"en": " ", "es": "", "back_on": "2199-03-04"}, "text_missing"),
    ):
        assert refused(desk, "resistance.park", **values) == id
    assert desk.stands(Parked) == {}


def test_a_record_of_a_parked_topic_has_no_place_for_a_person_or_a_kind_of_resistance():
    assert set(Parked.model_fields) == {
        "meeting", "en", "es", "back_on", "times", "state", "came_of", "closed_in",
    }  # fmt: skip
