"""S14: no plan without hours, breaks entered once and respected, sums against what there is."""

from datetime import date

import pytest

from equitykit.errors import EquitykitError
from equitykit.records.calendar import CalendarItem, SchoolBreak
from equitykit.records.commitments import Commitment, CommitmentCheck
from equitykit.reviews.calendar import first_school_day, in_breaks
from equitykit.reviews.calendar_load import plain_amount

# the clock of the tests stands on 15 January 2027, a Friday
WINTER = {"text": "Presidents' week", "on": "2027-02-15", "until": "2027-02-19"}


@pytest.fixture
def desk(practised):
    return practised.at("01_prepare")


def add(desk, text="Data pull", what="data", on="2027-02-01", **values) -> str:
    values = {"hours_staff": "6"} | values
    return f"calendar/{desk.press('calendar.add', text=text, what=what, on=on, **values)}"


def refused(desk, action, **values) -> EquitykitError:
    with pytest.raises(EquitykitError) as raised:
        desk.press(action, **values)
    return raised.value


def test_nothing_gets_into_the_plan_without_an_estimate_of_hours(desk):
    planned = {"text": "Data pull", "what": "data", "on": "2027-02-01"}
    assert refused(desk, "calendar.add", **planned).id == "hours_missing"
    assert refused(desk, "calendar.add", **planned, hours_staff="some").id == "hours_unreadable"
    assert refused(desk, "calendar.add", **planned, hours_staff="0").id == "hours_missing"
    assert refused(desk, "calendar.add", **planned, hours_staff="-3").id == "hours_unreadable"
    assert not desk.stands(CalendarItem)

    desk.press("calendar.add", **planned, hours_staff="1,5", hours_teacher="2.25", money="1,200.50")
    (item,) = desk.stands(CalendarItem).values()
    assert item.hours == {"staff": 1.5, "teacher": 2.25}
    assert item.money == 1200.5


def test_a_meeting_of_the_record_without_people_is_said_to_have_no_hours(desk):
    desk.press("plan_meeting", agenda="launch", on="2027-01-20")

    assert "No hours are estimated for it" in desk.read("calendar")


def test_a_window_inside_a_break_is_pointed_out_with_the_first_school_day_after_it(desk):
    add(desk, "Attendance calls", "test", on="2027-02-11", until="2027-02-22")
    assert "that fall in" not in desk.read("calendar")

    desk.press("calendar.add_break", **WINTER)
    # 11 to 22 February are 12 days, 15 to 19 are 5 of them; the 20th and 21st are a weekend
    assert "Days that fall in “Presidents' week”: 5 of 12" in desk.read("calendar")
    assert "first school day after it is February 22, 2027" in desk.read("calendar")
    assert "5 of 12" in desk.told("calendar")


def test_a_break_holds_for_meetings_of_the_record_too_and_is_entered_once(desk):
    desk.press("calendar.add_break", **WINTER)
    desk.press("plan_meeting", agenda="launch", on="2027-02-17", people="12")

    assert "It falls in “Presidents' week”" in desk.read("calendar")
    again = refused(desk, "calendar.add_break", **(WINTER | {"text": "The same"}))
    assert again.id == "break_there"
    assert len(desk.stands(SchoolBreak)) == 1
    id = desk.press("calendar.add_break", text="Spring", on="2027-03-29", until="2027-04-02")
    desk.press("calendar.add_break", id=id, text="Spring", on="2027-03-29", until="2027-04-02")
    assert len(desk.stands(SchoolBreak)) == 2


def test_a_break_in_another_century_or_of_half_a_year_is_refused(desk):
    far = {"text": "Spring", "on": "9999-12-01", "until": "9999-12-31"}
    assert refused(desk, "calendar.add_break", **far).id == "date_far"
    long = {"text": "Spring", "on": "2027-03-01", "until": "2027-09-01"}
    assert refused(desk, "calendar.add_break", **long).id == "break_too_long"
    turned = {"text": "Spring", "on": "2027-03-09", "until": "2027-03-01"}
    assert refused(desk, "calendar.add_break", **turned).id == "dates_turned"
    assert not desk.stands(SchoolBreak)


def test_breaks_that_touch_are_one_holiday_for_the_next_school_day():
    breaks = [
        ("a", SchoolBreak(text="a", on=date(2027, 3, 22), until=date(2027, 3, 26))),
        ("b", SchoolBreak(text="b", on=date(2027, 3, 29), until=date(2027, 4, 2))),
    ]

    assert first_school_day(date(2027, 3, 26), breaks) == date(2027, 4, 5)
    assert in_breaks(date(2027, 3, 27), date(2027, 3, 28), breaks) == ()


@pytest.mark.parametrize(
    ("days", "error"),
    [
        ({"on": "2027-01-14"}, "date_past"),
        ({"on": "2207-02-01"}, "date_far"),
        ({"on": "2027-02-05", "until": "2027-02-01"}, "dates_turned"),
        ({"on": "next week"}, "date_missing"),
    ],
)
def test_a_date_that_cannot_be_is_a_sentence_and_keeps_nothing(desk, days, error):
    planned = {"text": "Data", "what": "data", "hours_staff": "2"} | days

    assert refused(desk, "calendar.add", **planned).id == error
    assert not desk.stands(CalendarItem)


def test_over_commitment_is_shown_with_the_sum_and_by_how_much(desk):
    add(desk, "Training", "work", hours_teacher="18", money="400")
    add(desk, "Calls", "test", hours_teacher="12.5", hours_staff="0", money="200")
    desk.press("calendar.means", hours_teacher="24", hours_staff="6", money="500")

    shown = desk.read("calendar")
    assert (
        "Teachers: test windows 12.5 + work in between 18 = 30.5 planned, "
        "24 available: 6.5 too many."
    ) in shown
    # 18 + 12.5 of teachers and 6 of staff are 36.5 hours, 30 there are
    assert "= 36.5 planned, 30 available: 6.5 too many." in shown
    assert "= 600 dollars planned, 500 available: 100 too many." in shown
    assert "Other staff: " not in shown
    assert "6.5 too many" in desk.told("calendar")
    assert "30.5" in desk.show("calendar.load")


def test_meetings_count_with_people_times_length_and_not_twice(desk):
    desk.press("plan_meeting", agenda="launch", on="2027-01-20", people="12")
    # 12 people for 90 minutes
    assert "all who come 18" in desk.read("calendar")

    add(desk, "Launch, two hours", "meeting", on="2027-01-20", hours_teacher="20")
    assert "all who come 18" not in desk.read("calendar")


def test_tasks_of_the_labour_ledger_are_in_the_sum(desk):
    desk.press(
        "labour.add", text="Call the bus company", job="teacher", seat=1, hours="4", paid="unpaid"
    )
    desk.press("calendar.means", hours_teacher="3")

    assert "tasks of the ledger 4 = 4 planned, 3 available: 1 too many" in desk.read("calendar")


def test_hours_come_from_commitments_until_one_is_broken(desk):
    team = desk.page.team
    given = Commitment(en="Release time for the team", provides=("hours",), amount="20 hours")
    vague = Commitment(en="Cover", provides=("hours",), amount="6 hours a month")
    team.write("commitment/aaaaaaaa", given)
    team.write("commitment/bbbbbbbb", vague)
    add(desk, "Calls", hours_staff="25")

    assert "= 25 planned, 20 available: 5 too many" in desk.read("calendar")
    assert "It rests on: Release time for the team (20 hours)" in desk.read("calendar")

    desk.press("calendar.means", hours_staff="30", rests_on="commitment/bbbbbbbb")
    assert "too many" not in desk.read("calendar").replace("Too many", "")
    broken = CommitmentCheck(on=date(2027, 1, 14), result="broken")
    team.write("commitment/bbbbbbbb/check/cccccccc", broken)
    assert "was taken back, broken or released" in desk.read("calendar")


def test_only_a_plain_number_is_taken_from_a_commitment():
    assert plain_amount("20 hours") == 20
    assert plain_amount("$5,000") == 5000
    assert plain_amount("12.50 horas") == 12.5
    assert plain_amount("6 hours a month") is None
    assert plain_amount("") is None


def test_a_role_group_of_whose_hours_nobody_has_said_anything_is_named(desk):
    add(desk, hours_family="10", hours_staff="5")
    desk.press("calendar.means", hours_staff="9")

    assert "Hours are planned for Families, and nobody has said how many" in desk.read("calendar")


def test_a_date_moves_only_with_a_reason_and_slippage_is_added_up(desk):
    item = add(desk, "Data pull", on="2027-02-01", until="2027-02-03")
    where = {"subject": item, "on": "2027-02-15"}
    assert refused(desk, "calendar.move", **where, reason=" ").id == "move_reason_missing"
    assert (
        refused(desk, "calendar.move", subject=item, on="2027-02-01", reason="x").id == "date_same"
    )

    id = desk.press("calendar.move", **where, reason="The vendor was late")
    desk.press("calendar.move", id=id, **where, reason="The vendor was late")
    assert desk.stands(CalendarItem)[item].until == date(2027, 2, 17)
    desk.press("calendar.move", subject=item, on="2027-02-22", reason="Staff out sick")
    told = desk.told("calendar")
    assert "from February 1, 2027 to February 15, 2027, 14 days later. The vendor was late" in told
    assert "Changes that put dates off: 2. Days in all: 21" in told

    desk.press("undo")
    assert "dates off: 2" not in desk.told("calendar")
    assert "dates off: 1. Days in all: 14" in desk.told("calendar")


def test_what_its_day_has_passed_waits_to_be_done_or_moved(desk, practised):
    item = add(desk, on="2027-01-16")
    assert "Its day has passed" not in desk.read("calendar")
    practised.clock.pass_minutes(3 * 24 * 60)
    assert "Its day has passed" in desk.read("calendar")

    desk.press("calendar.done", subject=item)
    assert "Its day has passed" not in desk.read("calendar")


def test_the_calendar_file_has_meetings_items_and_breaks_and_moves_what_it_had(desk, tmp_path):
    item = add(desk, "Data pull; part 1", on="2027-02-01", until="2027-02-03")
    desk.press("plan_meeting", agenda="launch", on="2027-01-20", starts="15:30", people="12")
    desk.press("calendar.add_break", **WINTER)
    desk.press("calendar.write_file")

    (path,) = tmp_path.glob("exports/*/calendar.ics")
    text = path.read_bytes().decode().replace("\r\n ", "")
    assert text.count("BEGIN:VEVENT") == 3
    assert "SUMMARY:Attendance: Data pull\\; part 1" in text
    # the end of whole days is the morning after the last one
    assert "DTSTART;VALUE=DATE:20270201" in text and "DTEND;VALUE=DATE:20270204" in text
    assert "DTSTART:20270120T153000" in text and "DTEND:20270120T170000" in text
    assert "DTSTART;VALUE=DATE:20270215" in text and "DTEND;VALUE=DATE:20270220" in text
    assert f"UID:{item.replace('/', '-')}@equitykit" in text
    assert "calendar.ics was written on" in desk.read("calendar")


def test_an_item_that_no_page_has_is_refused(desk):
    add(desk)
    for action in ("move", "effort", "done"):
        error = refused(desk, f"calendar.{action}", subject="calendar/ffffffff", on="2027-03-01")
        assert error.id == "field_unknown"
    assert refused(desk, "calendar.add", text="x", what="party", on="2027-03-01").id == (
        "field_unknown"
    )


def test_the_room_sees_dates_in_both_languages_and_paper_has_lines(practised):
    desk = practised.at("01_prepare", language="es")
    add(desk, "Entrega de datos", on="2027-02-01")

    assert "1 de febrero de 2027" in desk.show("calendar.dates")
    assert "Horas de personas" in desk.paper("calendar")
    assert practised.at("01_prepare").told("calendar").startswith("The plan")
