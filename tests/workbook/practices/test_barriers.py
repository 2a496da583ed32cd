"""A barrier scan of one event: what is there, what was fixed, what is open, and who sees to it."""

import pytest

from equitykit.content.barriers import barrier_ids
from equitykit.content.texts import load_texts
from equitykit.errors import EquitykitError
from equitykit.records.barriers import BarrierCheck, EventPlan


@pytest.fixture
def desk(practised):
    desk = practised.at("02_open")
    desk.plan("launch", people=12)
    return desk


def check(desk, barrier: str, state: str, **parts) -> str:
    subject = f"{desk.page.moment().meeting_id}/barrier/{barrier}"
    desk.write(subject, "state", state)
    for name, text in parts.items():
        desk.write(subject, name, text)
    return subject


def test_each_barrier_of_the_guide_has_a_question_that_can_be_answered_by_looking(desk):
    guide = {
        "hour", "distance", "wages", "childcare", "food", "interpreting", "access", "id_check",
        "police", "forms", "memory", "greets", "transport", "trust",
    }  # fmt: skip
    assert guide <= set(barrier_ids())
    for id in barrier_ids():
        for item in ("item", "ask", "welcome"):
            assert f"barriers.{item}.{id}" in load_texts()
        assert load_texts()[f"barriers.ask.{id}"]["en"].endswith("?")
    read = desk.read("barriers")
    assert "Will police, probation or guards in uniform be seen" in read
    assert "Nobody has looked at 18 of 18" in read


def test_an_open_barrier_without_somebody_and_a_day_is_pointed_out(desk):
    subject = check(desk, "police", "open")
    assert "Still in the way, and nobody sees to it: people in uniform." in desk.read("barriers")
    desk.write(subject, "owner", "Principal")
    desk.write(subject, "by", "2099-01-10")

    read = desk.read("barriers")
    assert "nobody sees to it" not in read
    assert "This would be fixed only after the event." in read
    assert (
        "say so in the invitation, so that nobody finds out at the door: people in uniform" in read
    )


def test_a_day_that_is_past_and_a_fix_that_is_none_are_said(desk):
    subject = check(desk, "id_check", "open", owner="Office", by="2020-01-10")
    assert "The day is past and it is still in the way: showing an ID." in desk.read("barriers")
    desk.write(subject, "state", "fixed")
    read = desk.read("barriers")
    assert "The day is past" not in read
    assert "Called fixed, and nothing says what was done." in read
    desk.write(subject, "fix", "The book at the door is put away")
    assert "nothing says what was done" not in desk.read("barriers")


def test_the_event_sheet_promises_guests_only_what_somebody_has_looked_at(desk):
    check(desk, "childcare", "there")
    check(desk, "police", "fixed", fix="The officer works elsewhere that evening")
    check(desk, "wages", "open")

    wall = desk.show("barriers.welcome")
    assert "Somebody looks after children" in wall and "Nobody in uniform" in wall
    assert "Your time is paid" not in wall and "No ID needed" not in wall
    told = desk.told("barriers")
    assert "The officer works elsewhere that evening" in told
    assert "Not solved yet" in told and "lost wages, unpaid time" in told
    assert "Nobody has looked at 15 of 18" in told


def test_interpreting_that_the_meeting_is_not_planned_with_is_noticed(desk):
    check(desk, "interpreting", "there")
    assert "planned without an interpreter" in desk.read("barriers")


def test_an_event_that_is_no_meeting_has_its_own_scan_and_barriers_of_its_own(practised):
    desk = practised.at("02_open")
    assert "No meeting is open" in desk.read("barriers")
    event = f"event/{desk.press('barriers.event')}"
    desk.write(event, "en", "Family evening")
    desk.write(event, "day", "2099-03-04")
    own = f"{event}/barrier/{desk.press('barriers.own', event=event)}"
    desk.write(own, "en", "The gate is locked at six")
    desk.write(f"{event}/barrier/forms", "state", "fixed")
    desk.write(f"{event}/barrier/forms", "fix", "No sign-in sheet")

    assert desk.stands(EventPlan)[event].en == "Family evening"
    assert desk.stands(BarrierCheck)[own].state == "open"
    assert "This scan is for: Family evening, March 4, 2099." in desk.read("barriers")
    assert "The gate is locked at six" in desk.show("barriers.still_open")
    assert "No sign-in sheet" in desk.told("barriers")


def test_a_barrier_that_is_on_no_list_and_an_event_that_is_none_are_refused(desk):
    meeting = desk.page.moment().meeting_id
    with pytest.raises(EquitykitError) as raised:
        desk.write(f"{meeting}/barrier/weather", "state", "open")
    assert raised.value.id == "field_unknown"
    with pytest.raises(EquitykitError) as raised:
        desk.press("barriers.own", event="event/none")
    assert raised.value.id == "field_unknown"
    with pytest.raises(EquitykitError):
        desk.write(f"{meeting}/barrier/food", "state", "maybe")
    assert not desk.stands(BarrierCheck)


def test_an_own_barrier_sent_twice_is_one(desk):
    meeting = desk.page.moment().meeting_id
    id = desk.press("barriers.own", event=meeting)
    desk.press("barriers.own", id=id, event=meeting)
    assert len(desk.stands(BarrierCheck)) == 1


def test_without_a_scan_the_report_is_the_paper_twin_in_the_readers_language(practised):
    desk = practised.at("02_open", language="es")
    assert desk.told("barriers") == ""
    assert "¿Hay que mostrar identificación" in desk.paper("barriers")


def test_at_the_arrival_of_a_meeting_the_list_is_folded_and_what_is_open_stands_above(practised):
    desk = practised.at("00_today")
    desk.plan("launch", people=12)
    check(desk, "police", "open")
    html = desk.desk("barriers")
    assert html.count("<details") >= 6
    assert html.index("nobody sees to it: people in uniform") < html.index('<details class="part"')
