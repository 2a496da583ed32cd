"""Who is at the table: absence decides what may be decided, and one person is not a group."""

from datetime import date

import pytest
from practices import text_of

from equitykit.errors import EquitykitError
from equitykit.records.reading import read_record
from equitykit.records.rights import AgendaItem
from equitykit.records.table import Invitation, ItemTouches, LoneSupport, TableMap, Touched
from equitykit.workbook.meeting_minutes import Account
from equitykit.workbook.practices.resistance_parking import run_sheet_lines

DAY = 24 * 60  # minutes; the clock of these tests begins on 15 January 2027


@pytest.fixture
def desk(practised):
    desk = practised.at("02_open")
    desk.plan("launch", people=12)
    return desk


def take(desk, role: str) -> str:
    return f"touched/{desk.press('table.take', role=role)}"


def of_group(desk, name: str, code: str, role: str = "student") -> str:
    """A row about some of all students."""
    row = f"touched/{desk.press('table.add')}"
    desk.write(row, "en", name)
    desk.write(row, "role", role)
    desk.write(row, "groups", f'["{code}"]')
    return row


def counted(desk, counts: dict) -> None:
    desk.press("table.count", **{f"here_{row.rpartition('/')[2]}": n for row, n in counts.items()})


def item(desk, text: str, *rows: str) -> str:
    subject = f"item/{desk.press('table.item', text=text)}"
    desk.write(f"{subject}/touches", "touches", "[" + ", ".join(f'"{row}"' for row in rows) + "]")
    return subject


def test_an_item_about_people_who_are_missing_should_wait_and_another_may_go_on(desk):
    families, teachers = take(desk, "family"), take(desk, "teacher")
    counted(desk, {families: 0, teachers: 6})
    item(desk, "Change the hour of the family evening", families)
    item(desk, "Swap lunch duty", teachers)

    wait = desk.show("table.wait")
    assert "Change the hour of the family evening Families" in wait
    assert "Swap lunch duty" not in wait
    assert "Should not be decided today. Missing: Families." in desk.read("table")

    counted(desk, {families: 3})
    assert "No item is about people who are known to be missing" in desk.show("table.wait")


def test_one_student_is_presence_and_the_desk_asks_how_this_person_is_supported(desk):
    students = take(desk, "student")
    counted(desk, {students: 1})
    item(desk, "A new rule on phones", students)

    read = desk.read("table")
    assert "One person only of: Students. That is presence, not representation" in read
    assert "How is this person supported?" in read
    assert "Nothing is arranged yet" in read
    assert "Few stand for many: Students" in read

    support = f"{desk.page.moment().meeting_id}/support"
    desk.write(support, "how", '["companion", "silence"]')
    assert desk.stands(LoneSupport)[support].how == ("companion", "silence")
    assert "Nothing is arranged yet" not in desk.read("table")
    assert "the right not to answer, said aloud" in desk.told("table")

    counted(desk, {students: 3})
    assert "One person only" not in desk.read("table")


def test_a_few_of_a_student_group_are_never_kept_as_a_number(desk):
    row = of_group(desk, "Students in foster care", "SF")
    counted(desk, {row: 3})

    (kept,) = desk.stands(TableMap).values()
    assert (kept.here, kept.few) == (None, True)
    for text in (desk.show("table.map"), desk.told("table"), desk.read("table")):
        assert "a few, fewer than five" in text
    counted(desk, {row: ""})
    assert [each.few for each in desk.stands(TableMap).values()] == [True]
    counted(desk, {row: 5})
    assert [(each.here, each.few) for each in desk.stands(TableMap).values()] == [(5, False)]
    counted(desk, {row: 0})
    assert [(each.here, each.few) for each in desk.stands(TableMap).values()] == [(0, False)]


def test_who_must_never_be_asked_about_is_never_counted(desk):
    row = f"touched/{desk.press('table.add')}"
    desk.write(row, "en", "Undocumented students")
    counted(desk, {row: 2})

    assert not desk.stands(TableMap)
    assert "Nobody asks or counts who belongs to: Undocumented students" in desk.read("table")
    assert f"here_{row.rpartition('/')[2]}" not in desk.desk("table")
    item(desk, "A form for field trips", row)
    assert "Few stand for many: Undocumented students" in desk.read("table")


def test_only_a_row_about_some_of_all_asks_for_student_groups(desk):
    take(desk, "student")
    assert "Of which student groups?" not in desk.read("table")
    of_group(desk, "Newcomers", "SE")
    assert "Of which student groups?" in desk.read("table")


def test_one_leader_speaks_for_an_office_and_one_partner_is_a_guest_among_many(desk):
    leaders, partners = take(desk, "leader"), take(desk, "partner")
    counted(desk, {leaders: 1, partners: 1})
    item(desk, "Who signs the budget", leaders)
    assert "Some of all whom it touches are here." in desk.read("table")
    item(desk, "Rooms for the partners", partners)
    assert "Few stand for many: Community partners" in desk.read("table")


def test_a_form_that_was_drawn_before_a_row_came_leaves_its_count_alone(desk):
    families = take(desk, "family")
    counted(desk, {families: 4})
    teachers = take(desk, "teacher")
    counted(desk, {teachers: 5})
    assert sorted(each.here for each in desk.stands(TableMap).values()) == [4, 5]
    counted(desk, {families: ""})
    assert [each.here for each in desk.stands(TableMap).values()] == [None, 5]


def test_open_barriers_of_the_scan_become_the_reason_and_an_invitation_follows(desk):
    families = take(desk, "family")
    counted(desk, {families: 0})
    meeting = desk.page.moment().meeting_id
    desk.write(f"{meeting}/barrier/police", "state", "open")
    desk.write(f"{meeting}/barrier/food", "state", "there")

    assert "Still in the way at this meeting, by the barrier scan: people in uniform." in desk.read(
        "table"
    )
    desk.press("table.take_open", subject=families)
    row = f"{meeting}/table/{families.rpartition('/')[2]}"
    assert desk.stands(TableMap)[row].barriers == ("police",)
    desk.write(row, "need", "Meet at the library")

    invitation = f"invitation/{desk.press('table.invite', subject=families)}"
    made = desk.stands(Invitation)[invitation]
    assert (made.barriers, made.text) == (("police",), "Meet at the library")
    assert "Nobody is to do it yet" in desk.read("table")
    desk.write(invitation, "owner", "Family liaison")
    desk.write(invitation, "by", "2020-01-15")
    assert "The day is past, and nobody has asked them yet" in desk.read("table")
    desk.write(invitation, "state", "asked")
    assert "The day is past" not in desk.read("table")
    told = desk.told("table")
    assert "Meet at the library" in told and "Family liaison" in told


def test_who_was_never_there_is_seen_over_the_meetings(practised):
    desk = practised.at("02_open")
    desk.plan("launch", people=12)
    families, teachers = take(desk, "family"), take(desk, "teacher")
    counted(desk, {families: 0, teachers: 7})
    assert "Over the meetings" not in desk.read("table")
    desk.press("leave_meeting")
    desk.press("plan_meeting", agenda="define", on="2027-02-12", people="9")
    assert "not looked yet" in desk.read("table")
    counted(desk, {families: 0, teachers: 4})

    told = desk.told("table")
    assert "In no meeting so far: Families." in told
    assert "Teachers 7 4" in told
    assert "January 15, 2027" in told and "February 12, 2027" in told


def test_deciding_without_them_needs_a_day_to_come_on_which_it_is_opened_again(desk):
    families = take(desk, "family")
    counted(desk, {families: 0})
    subject = item(desk, "Hour of the family evening", families)
    for again, sentence in (("", "again_missing"), ("2020-01-01", "again_past")):
        with pytest.raises(EquitykitError) as raised:
            desk.press("table.choose", subject=subject, choice="marked", again=again)
        assert raised.value.id == sentence
    assert desk.stands(ItemTouches)[f"{subject}/touches"].choice == ""

    desk.press("table.choose", subject=subject, choice="marked", again="2099-05-01")
    assert "opened again on May 1, 2099" in desk.read("table")
    assert desk.stands(ItemTouches)[f"{subject}/touches"].about == "Hour of the family evening"


def marked(desk, again: str) -> str:
    """An item that is decided without families, and opened again on a day."""
    families = take(desk, "family")
    counted(desk, {families: 0})
    subject = item(desk, "Hour of the family evening", families)
    desk.press("table.choose", subject=subject, choice="marked", again=again)
    return subject


def test_the_pack_says_without_whom_an_item_was_decided(desk):
    subject = marked(desk, "2027-02-12")
    assert desk.stands(ItemTouches)[f"{subject}/touches"].without == {
        "en": "Families", "es": "Familias",
    }  # fmt: skip
    # also after the row itself is gone
    for row in desk.stands(Touched):
        desk.press("withdraw", subject=row)
    pack = text_of(Account(desk.page.book, desk.page.team).pack())
    assert "Missing when this was chosen: in English: Families" in pack
    assert "in Spanish: Familias" in pack


def test_what_was_decided_with_a_mark_comes_back_in_the_opening_before_its_day(practised):
    desk = practised.at("00_today")
    desk.plan("launch", people=12)
    marked(desk, "2027-02-12")
    line = "Decided with a mark, without: Families. To be opened again on February 12, 2027."
    assert line not in desk.read("resistance")
    practised.clock.pass_minutes(13 * DAY)
    assert line not in desk.read("resistance")
    practised.clock.pass_minutes(DAY)
    assert line in desk.read("resistance")
    assert "Hour of the family evening" in desk.show("resistance.back")
    practised.clock.pass_minutes(15 * DAY)
    assert "The day to open it again has passed: February 12, 2027." in desk.read("resistance")


def test_what_comes_back_is_opened_again_or_gets_a_new_day(practised):
    desk = practised.at("00_today")
    desk.plan("launch", people=12)
    subject = marked(desk, "2027-01-20")
    name = "Hour of the family evening"
    for values, sentence in (
        ({"came_of": " "}, "text_missing"),
        ({"came_of": "x", "again": "2020-01-01"}, "again_past"),
        ({"came_of": "x", "again": "soon"}, "value_not_taken"),
    ):
        with pytest.raises(EquitykitError) as raised:
            desk.press("table.reopen", subject=subject, **values)
        assert raised.value.id == sentence
    assert name in desk.show("resistance.back")

    desk.press("table.reopen", subject=subject, came_of="No time", again="2027-05-01")
    assert name not in desk.show("resistance.back")
    practised.clock.pass_minutes(100 * DAY)
    assert name in desk.show("resistance.back")
    press = desk.press("table.reopen", subject=subject, came_of="Families chose six o'clock")
    desk.press("table.reopen", id=press, subject=subject, came_of="Families chose six o'clock")
    assert name not in desk.show("resistance.back")
    assert desk.stands(ItemTouches)[f"{subject}/touches"].choice == "opened"
    assert "Families chose six o'clock" in desk.told("table")
    with pytest.raises(EquitykitError) as raised:
        desk.press("table.reopen", subject=subject, came_of="Again")
    assert raised.value.id == "field_unknown"


def test_what_comes_back_stands_on_the_run_sheet(desk):
    marked(desk, "2027-01-20")
    standing, words = desk.page.moment().standing, desk.page.words
    lines = run_sheet_lines(standing, "", date(2027, 1, 10), words)
    assert lines == (
        "Hour of the family evening: Decided with a mark, without: Families. "
        "To be opened again on January 20, 2027.",
    )
    assert run_sheet_lines(standing, "", date(2027, 1, 5), words) == ()


def test_the_opening_can_show_who_is_missing_once_somebody_is_touched(practised):
    desk = practised.at("00_today")
    desk.plan("define", people=12)
    assert 'data-value-thing="table.map"' not in str(desk.page.draw())
    counted(desk, {take(desk, "family"): 0})
    drawn = str(desk.page.draw())
    assert 'data-value-thing="table.map"' in drawn and 'data-value-thing="table.ask"' in drawn
    # its screens only: the desk would make the step long
    assert 'data-action="table.' not in drawn
    desk.press("go", step="silent_draft")
    assert 'data-value-thing="table.map"' not in str(desk.page.draw())


def test_touches_of_an_older_record_are_still_read():
    old = {"meeting": "meeting/1", "about": "Hour", "touches": [], "choice": "marked",
           "again": "2027-02-12"}  # fmt: skip
    read = read_record("item_touches", old)
    assert (read.without, read.came_of) == ({}, "")


def test_a_decision_about_a_group_of_whom_nobody_is_here_is_pointed_out(desk):
    of_group(desk, "Teachers of newcomers", "SE", role="teacher")
    decision = f"decision/{desk.press('new_decision')}"
    desk.write(decision, "text", "Test earlier")
    desk.write(decision, "groups", '["SE"]')
    read = desk.read("table")
    assert "“Test earlier” was recorded about English learners" in read

    row = of_group(desk, "English learners", "SE")
    counted(desk, {row: 6})
    assert "was recorded about" not in desk.read("table")


def test_what_is_decided_already_is_for_information_only(desk):
    families = take(desk, "family")
    counted(desk, {families: 0})
    subject = item(desk, "The school year", families)
    record = desk.stands(AgendaItem)[subject]
    desk.page.team.write(subject, record.with_value("mark", "decided"))

    assert "Decided already: for information" in desk.read("table")
    assert "The school year" not in desk.show("table.wait")


@pytest.mark.parametrize(
    ("action", "values", "sentence"),
    [
        ("table.take", {"role": "mascot"}, "field_unknown"),
        ("table.item", {"text": "  "}, "text_missing"),
        ("table.invite", {"subject": "touched/nobody"}, "field_unknown"),
        ("table.choose", {"subject": "item/none", "choice": "waits"}, "field_unknown"),
    ],
)
def test_what_no_page_sends_or_is_empty_changes_nothing(desk, action, values, sentence):
    before = len(desk.page.moment().standing)
    with pytest.raises(EquitykitError) as raised:
        desk.press(action, **values)

    assert raised.value.id == sentence
    assert len(desk.page.moment().standing) == before


def test_more_people_than_are_in_the_meeting_keeps_no_count_at_all(desk):
    families, teachers = take(desk, "family"), take(desk, "teacher")
    with pytest.raises(EquitykitError) as raised:
        counted(desk, {families: 4, teachers: 13})
    assert raised.value.id == "more_than_present"
    assert not desk.stands(TableMap)

    counted(desk, {families: 7, teachers: 7})
    assert "The roles add up to 14, and 12 people are in this meeting" in desk.read("table")


def test_the_same_form_sent_twice_is_kept_once(desk):
    row = take(desk, "family")
    here = {f"here_{row.rpartition('/')[2]}": 2}
    id = desk.press("table.count", **here)
    entries = len(desk.page.moment().entries)
    desk.press("table.count", id=id, **here)
    taken = desk.press("table.take", role="student")
    desk.press("table.take", id=taken, role="student")

    assert len(desk.page.moment().entries) == entries + 1
    assert len(desk.stands(Touched)) == 2


def test_the_map_stands_on_the_wall_in_both_languages(desk):
    counted(desk, {take(desk, "family"): 0})
    desk.press("language", language="both")
    assert "Families nobody" in desk.show("table.map")
    assert "¿A quién toca lo que vamos a hablar?" in desk.show("table.ask")


def test_without_a_record_the_report_is_the_paper_twin(practised):
    desk = practised.at("02_open", language="es")
    assert desk.told("table") == ""
    assert "¿Quién falta y qué se lo impide?" in desk.paper("table")
    assert "Abra una reunión" in desk.read("table")
