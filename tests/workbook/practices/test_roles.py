"""Roles go around: whose turn it is, what one seat carries alone, who learns beside whom."""

import pytest

from equitykit.errors import EquitykitError
from equitykit.records.seats import SecondHolders, TeamSeats
from equitykit.records.team import Meeting
from equitykit.reviews.roles import streak, suggested
from equitykit.workbook.meeting_plan import planning_of

ESSENTIAL = ("facilitator", "scribe", "timekeeper", "equity_watcher", "support_person")
SEATS = ("Student seat 1", "Family seat 1", "Teacher seat 2", "Office clerk", "County coach")


@pytest.fixture
def desk(practised):
    desk = practised.at("02_open")
    desk.press("roles.seats", seats="\n".join(SEATS))
    desk.plan("launch", people=12)
    return desk


def pick(desk, **roles) -> str:
    return desk.press("roles.pick", **{f"role_{role}": seat for role, seat in roles.items()})


def roles(desk) -> dict:
    return desk.page.moment().meeting.roles


def next_meeting(desk, agenda: str, on: str) -> None:
    desk.press("leave_meeting")
    desk.press("plan_meeting", agenda=agenda, on=on, people="12")


def test_empty_roles_are_filled_by_turn_each_seat_once_and_the_next_meeting_turns_them(desk):
    desk.press("roles.fill")
    first = roles(desk)
    assert set(first) == set(ESSENTIAL)
    assert sorted(first.values()) == sorted(SEATS)

    next_meeting(desk, "define", "2027-02-12")
    desk.press("roles.fill")
    second = roles(desk)
    assert sorted(second.values()) == sorted(SEATS)
    # with five seats and five roles nobody has to carry the same one twice
    assert not [role for role in ESSENTIAL if first[role] == second[role]]


def test_who_has_carried_it_least_comes_first_then_who_has_carried_least_at_all(desk):
    pick(desk, scribe="Student seat 1", timekeeper="Family seat 1")
    next_meeting(desk, "define", "2027-02-12")
    pick(desk, scribe="Family seat 1", facilitator="Teacher seat 2")
    next_meeting(desk, "data", "2027-03-12")
    moment = desk.page.moment()

    turns = suggested(moment.standing, moment.meeting_id)
    # County coach and office clerk carried nothing yet: the first of the list gets the first role
    assert turns["facilitator"] == "Office clerk"
    assert turns["scribe"] == "County coach"
    assert "Their turn: Office clerk (never carried it)" in desk.read("roles")


def test_the_form_that_plans_the_next_meeting_hands_no_role_on_to_who_held_it_last(desk):
    pick(desk, facilitator="County coach", scribe="Office clerk")
    planned = planning_of(desk.page, desk.page.moment())
    assert not any(each.holder for each in planned.roles)


def test_one_seat_with_several_roles_and_the_same_role_again_are_pointed_out(desk):
    pick(desk, facilitator="County coach", scribe="County coach", equity_watcher="County coach")
    read = desk.read("roles")
    assert "County coach carries 3 roles today" in read
    assert "These belong in two hands" in read
    assert "3 of 5 roles that no meeting should be without" in read
    assert "in a row" not in read

    next_meeting(desk, "define", "2027-02-12")
    pick(desk, facilitator="County coach", scribe="Family seat 1")
    read = desk.read("roles")
    assert "County coach carries the same role in 2 meetings in a row: Facilitator." in read
    moment = desk.page.moment()
    assert streak(moment.standing, moment.meeting_id, "scribe") == 1


def test_a_meeting_with_nothing_but_a_facilitator_is_no_team(desk):
    pick(desk, facilitator="County coach")
    assert "1 of 5 roles that no meeting should be without have somebody" in desk.read("roles")


def test_one_seat_that_carries_most_of_all_roles_is_pointed_out(desk):
    for agenda, on in (("define", "2027-02-12"), ("data", "2027-03-12"), ("causes", "2027-04-12")):
        pick(desk, facilitator="County coach", timekeeper="County coach")
        next_meeting(desk, agenda, on)
    pick(desk, scribe="Family seat 1")
    assert "County coach has carried 6 of 7 roles in all meetings" in desk.read("roles")


def test_a_second_holder_learns_beside_the_first_and_then_two_can_do_it(desk):
    pick(desk, scribe="Office clerk")
    next_meeting(desk, "define", "2027-02-12")
    pick(desk, scribe="Office clerk")
    assert "Only one seat can do: Scribe" in desk.read("roles")
    with pytest.raises(EquitykitError) as raised:
        desk.press("roles.second", role_scribe="Office clerk")
    assert raised.value.id == "second_is_holder"

    desk.press("roles.second", role_scribe="Student seat 1")
    (kept,) = desk.stands(SecondHolders).values()
    assert kept.roles == {"scribe": "Student seat 1"}
    assert "Only one seat can do" not in desk.read("roles")
    assert "Scribe Office clerk Student seat 1" in desk.told("roles")
    assert "Office clerk and Student seat 1" in desk.told("roles")


def test_interpreting_is_a_profession_and_comes_to_nobody_by_turn(desk):
    desk.press("roles.seats", seats="\n".join(f"Seat {n}" for n in range(15)))
    desk.press("roles.fill")
    assert "interpreter" not in roles(desk) and "buddy" in roles(desk)
    pick(desk, interpreter="Seat 14", scribe="Seat 14")
    assert "Seat 14 interprets and carries another role" in desk.read("roles")


def test_roles_are_those_of_the_meeting_and_of_its_cards(desk):
    pick(desk, scribe="Office clerk", timekeeper="Student seat 1")
    (meeting,) = desk.stands(Meeting).values()
    assert meeting.roles == {"scribe": "Office clerk", "timekeeper": "Student seat 1"}
    wall = desk.show("roles.cards")
    assert "Scribe" in wall and "Office clerk" in wall
    assert "never cuts off a story" in wall
    pick(desk, scribe="")
    assert roles(desk) == {"timekeeper": "Student seat 1"}


def test_seats_are_listed_once_each_and_an_empty_list_is_a_sentence(desk):
    desk.press("roles.seats", seats=" Clerk \n\nclerk\nParent  seat 1\n")
    assert desk.stands(TeamSeats)["seats"].seats == ("Clerk", "Parent seat 1")
    with pytest.raises(EquitykitError) as raised:
        desk.press("roles.seats", seats=" \n ")
    assert raised.value.id == "seats_missing"
    assert desk.stands(TeamSeats)["seats"].seats == ("Clerk", "Parent seat 1")


def test_a_seat_that_is_on_no_list_is_refused_and_sending_twice_changes_once(desk):
    with pytest.raises(EquitykitError) as raised:
        pick(desk, scribe="Somebody else")
    assert raised.value.id == "field_unknown"
    id = desk.press("roles.fill")
    entries = len(desk.page.moment().entries)
    desk.press("roles.fill", id=id)
    assert len(desk.page.moment().entries) == entries


def test_without_a_meeting_the_desk_says_so_and_paper_has_a_card_for_each_role(practised):
    desk = practised.at("02_open", language="es")
    assert "Abra una reunión" in desk.read("roles")
    assert desk.told("roles") == ""
    paper = desk.paper("roles")
    assert "Quien cuida el tiempo" in paper and "Lo aprende a su lado" in paper
    with pytest.raises(EquitykitError) as raised:
        desk.press("roles.fill")
    assert raised.value.id == "meeting_not_open"
