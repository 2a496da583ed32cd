"""A series is planned with the same people, with work between, and looks at who came again."""

from datetime import date

import pytest

from equitykit.errors import EquitykitError
from equitykit.records.series import Attendance, BetweenTask, DepthSign, PlannedMeeting
from equitykit.records.team import NextMeeting
from equitykit.workbook.meeting_plan import planning_of

DAY = 24 * 60  # minutes; the clock of these tests begins on 15 January 2027


def planned(desk, **values) -> list[str]:
    """The subjects of a series that begins on 1 February 2027."""
    asked = {"first": "2027-02-01", "count": "4", "weeks": "3"} | values
    desk.press("series.start", **asked)
    return list(desk.stands(PlannedMeeting))


def meet(desk, agenda: str, on: str, **counts) -> None:
    if desk.page.moment().meeting:
        desk.press("leave_meeting")
    desk.press("plan_meeting", agenda=agenda, on=on, people="12")
    if counts:
        desk.press("series.came", **counts)


def test_a_single_workshop_is_pointed_out(practised):
    desk = practised.at("01_prepare")
    desk.plan("launch")
    assert "fades within days" in desk.read("series")

    desk.press("leave_meeting")
    planned(desk)
    assert "fades within days" not in desk.read("series")


def test_four_of_the_guides_meetings_are_three_weeks_apart(practised):
    desk = practised.at("01_prepare")
    planned(desk)
    series = list(desk.stands(PlannedMeeting).values())

    assert [each.agenda for each in series] == ["launch", "define", "data", ""]
    days = ["2027-02-01", "2027-02-22", "2027-03-15", "2027-04-05"]
    assert [each.on.isoformat() for each in series] == days
    wall = desk.show("series.calendar")
    assert "Listen: themes" in wall and "April 5, 2027" in wall


def test_a_form_that_is_sent_again_plans_nothing_twice_and_another_is_refused(practised):
    desk = practised.at("01_prepare")
    asked = {"first": "2027-02-01", "count": "8", "weeks": "2"}
    id = desk.press("series.start", **asked)
    desk.press("series.start", id=id, **asked)
    assert len(desk.stands(PlannedMeeting)) == 8

    with pytest.raises(EquitykitError) as raised:
        desk.press("series.start", **asked)
    assert raised.value.id == "series_planned_already"


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"count": "3"}, "series_numbers"),
        ({"count": "many"}, "series_numbers"),
        ({"weeks": "0"}, "series_numbers"),
        ({"first": "2027-01-14"}, "date_has_passed"),
        ({"first": "Monday"}, "value_not_taken"),
    ],
)
def test_numbers_and_days_that_are_no_series_are_a_sentence(practised, changed, error):
    desk = practised.at("01_prepare")
    with pytest.raises(EquitykitError) as raised:
        planned(desk, **changed)

    assert raised.value.id == error
    assert not desk.stands(PlannedMeeting)


def test_a_gap_of_more_than_six_weeks_and_a_meeting_without_work_after_it_are_shown(practised):
    desk = practised.at("01_prepare")
    listen = planned(desk)[-1]
    assert "more than six weeks" not in desk.read("series")
    assert "Nothing is to be done after it" in desk.read("series")

    # the meeting before is on 15 March; 43 days later is one too many
    desk.write(listen, "on", "2027-04-27")
    assert "43 days after the meeting before: more than six weeks" in desk.read("series")
    desk.write(listen, "on", "2027-04-26")
    assert "more than six weeks" not in desk.read("series")
    desk.write(listen, "on", "2027-03-18")
    assert "3 days after the meeting before: too soon" in desk.read("series")


def test_the_guides_work_between_is_taken_up_once_and_needs_an_owner(practised):
    desk = practised.at("01_prepare")
    launch, *_ = planned(desk)
    desk.press("series.work", subject=launch)
    desk.press("series.work", subject=launch)
    tasks = desk.stands(BetweenTask)
    assert [each.starter for each in tasks.values()] == [
        "sponsor_commitments", "readiness_pulse", "data_request",
    ]  # fmt: skip
    assert all(each.es for each in tasks.values())
    assert desk.read("series").count("Nobody is named to see to it") == 3

    first = next(iter(tasks))
    desk.write(first, "owner", "Principal")
    desk.write(first, "by", "2027-01-20")
    assert desk.read("series").count("Nobody is named to see to it") == 2
    practised.clock.pass_minutes(6 * DAY)
    assert "Its date, January 20, 2027, has passed" in desk.read("series")
    desk.write(first, "state", "done")
    assert "has passed" not in desk.read("series")
    assert "Request the figures we lack" in desk.show("series.tasks")


def test_who_came_again_is_counted_by_role_and_a_role_that_stayed_away_is_named(practised):
    desk = practised.at("01_prepare")
    meet(desk, "launch", "2027-01-15", present_family="4", present_teacher="6")
    assert "Came before" not in desk.read("series")
    meet(desk, "define", "2027-02-05", present_teacher="6", again_teacher="2")

    read = desk.read("series")
    # 2 of 6 had been there: fewer than half
    assert "Fewer than half" in read
    assert "did not come last time: Families" in read
    assert "6 (2 again)" in read
    counts = list(desk.stands(Attendance).values())[1]
    assert (counts.present, counts.again) == ({"teacher": 6}, {"teacher": 2})


@pytest.mark.parametrize(
    ("counts", "error"),
    [
        ({"present_teacher": "0"}, "nobody_counted"),
        ({"present_teacher": "13"}, "more_than_present"),
        ({"present_teacher": "3", "again_teacher": "4"}, "again_more_than_present"),
        # five teachers were at the launch
        ({"present_teacher": "7", "again_teacher": "6"}, "again_more_than_before"),
        ({"present_teacher": "-1"}, "field_unknown"),
    ],
)
def test_counts_that_contradict_each_other_are_a_sentence(practised, counts, error):
    desk = practised.at("01_prepare")
    meet(desk, "launch", "2027-01-15", present_teacher="5")
    meet(desk, "define", "2027-02-05")
    with pytest.raises(EquitykitError) as raised:
        desk.press("series.came", **counts)

    assert raised.value.id == error
    assert len(desk.stands(Attendance)) == 1


def test_three_meetings_that_go_no_deeper_are_pointed_out(practised):
    desk = practised.at("01_prepare")
    for agenda, on in (("launch", "2027-01-15"), ("define", "2027-02-05"), ("data", "2027-03-01")):
        meet(desk, agenda, on)
        assert "without going deeper" not in desk.read("series")
        desk.press("series.depth", level="looked", seen="We read our own bell schedule")
    assert "Three meetings without going deeper" in desk.read("series")
    meet(desk, "causes", "2027-03-22")
    desk.press("series.depth", level="own_part", seen="Who we call on first")

    assert "without going deeper" not in desk.read("series")
    with pytest.raises(EquitykitError) as raised:
        desk.press("series.depth", level="changed", seen=" ")
    assert raised.value.id == "depth_needs_words"
    assert len(desk.stands(DepthSign)) == 4


def test_a_planned_meeting_becomes_the_next_one_and_fills_the_plan(practised):
    desk = practised.at("01_prepare")
    launch, define, *_ = planned(desk, first="2027-01-15")
    desk.write(define, "starts", "15:30")
    desk.write(define, "place", "Library")
    meet(desk, "launch", "2027-01-15")
    assert "Held on January 15, 2027." in desk.read("series")

    desk.press("series.next", subject=define)
    upcoming = next(iter(desk.stands(NextMeeting).values()))
    assert (upcoming.on.isoformat(), upcoming.place) == ("2027-02-05", "Library")
    assert "It is noted as the next meeting." in desk.read("series")
    with pytest.raises(EquitykitError):
        desk.press("series.next", subject="team")


def test_planning_a_meeting_begins_with_the_next_one_of_the_series(practised, monkeypatch):
    desk = practised.at("00_today")
    define = planned(desk)[1]
    desk.write(define, "starts", "15:30")
    monkeypatch.setattr(desk.page, "today", lambda: date(2027, 2, 2))
    form = planning_of(desk.page, desk.page.moment())

    # the launch of 1 February has passed
    assert (form.chosen, form.on, form.starts) == ("define", "2027-02-22", "15:30")


def test_a_day_that_passed_without_its_meeting_is_pointed_out(practised):
    desk = practised.at("01_prepare")
    planned(desk, first="2027-01-15")
    practised.clock.pass_minutes(DAY)

    assert "January 15, 2027, has passed and it was not held" in desk.read("series")


def test_the_calendar_is_told_and_the_paper_twin_has_the_guides_order(practised):
    desk = practised.at("01_prepare")
    assert desk.told("series") == ""
    assert "Empathy interviews" in desk.paper("series")

    launch, *_ = planned(desk)
    desk.press("series.work", subject=launch)
    told = desk.told("series")
    assert "February 22, 2027" in told and "Readiness round with all roles" in told
    assert "Nothing is to be done after it" in told
