"""S6: the principles are answered by entries of the record, or by its silence; never by a tick."""

from datetime import date

import pytest

from equitykit.errors import EquitykitError
from equitykit.records.agreements import Agreement, AgreementConsent
from equitykit.records.groups import GroupEntry
from equitykit.records.labour import LabourTask
from equitykit.records.notes import Decision
from equitykit.records.origins import TimelineEntry
from equitykit.records.principles import PrincipleCheck
from equitykit.records.rights import WhoDecides
from equitykit.records.series import Attendance
from equitykit.reviews.principles import findings

ALL = ("name_racism", "all_levels", "with_those_affected", "shared_by_all")


def found(desk) -> dict:
    return {each.principle: each for each in findings(desk.page.moment().standing)}


def answers(desk, principle) -> dict:
    return {each.question: each.subjects for each in found(desk)[principle].evidence}


def test_an_empty_record_says_so_four_times_and_offers_no_box_to_tick(practised):
    desk = practised.at("03_define")
    html = desk.desk("principles")

    assert all(found(desk)[each].is_silent for each in ALL)
    assert desk.read("principles").count("That is an answer too") == 4
    assert 'type="checkbox"' not in html and 'type="radio"' not in html


def test_groups_named_and_decisions_about_them_come_from_their_entries_with_a_way_to_them(
    practised,
):
    desk = practised.at("03_define")
    write = desk.page.team.write
    write("group/SE", GroupEntry(code="SE", how="count", source="s", en="Multilingual students"))
    write("group/RB", GroupEntry(code="RB"))
    write("decision/d1", Decision(meeting="", text="Call home in Spanish", groups=("SE",)))
    write("decision/d2", Decision(meeting="", text="New chairs"))

    asked = answers(desk, "name_racism")
    assert asked["named"] == ("group/SE",)
    assert asked["about_groups"] == ("decision/d1",)
    assert asked["framed"] == ()
    html = desk.desk("principles")
    assert "Group of the register: Multilingual students</a>" in html
    assert "03_define.ipynb?" in html and "#groups-section" in html
    assert "Call home in Spanish" in html and "New chairs" not in html


def test_each_level_is_touched_by_what_was_done_on_it(practised):
    desk = practised.at("03_define")
    write = desk.page.team.write
    write("agreement/a1", Agreement(en="We wait."))
    assert answers(desk, "all_levels")["interpersonal"] == ()
    write("agreement/a1/consent", AgreementConsent(en="We wait.", can=9))
    write("who_decides/site", WhoDecides(level="site", en="The bell schedule"))

    asked = answers(desk, "all_levels")
    assert asked["interpersonal"] == ("agreement/a1",)
    assert asked["institutional"] == ("who_decides/site",)
    assert asked["individual"] == ()


def test_who_took_part_is_read_from_those_who_came_and_who_tells(practised):
    desk = practised.at("03_define")
    write = desk.page.team.write
    write("meeting/a1/attendance", Attendance(meeting="meeting/a1", present={"staff": 9}))
    assert ("without_them", 1) in found(desk)["with_those_affected"].looks
    assert answers(desk, "with_those_affected")["in_the_room"] == ()
    write("meeting/b2/attendance", Attendance(meeting="meeting/b2", present={"family": 2}))
    write("origin/o1", TimelineEntry(year=1954, en="x", teller="community", added_by="Elder"))

    asked = answers(desk, "with_those_affected")
    assert asked["in_the_room"] == ("meeting/b2/attendance",)
    assert asked["own_history"] == ("origin/o1",)
    assert "Meetings without a student or a family member: 1." in desk.read("principles")


def test_who_carries_is_read_from_the_ledger_and_one_holder_with_most_is_pointed_out(practised):
    desk = practised.at("03_define")
    for number in range(4):
        desk.page.team.write(
            f"labour/{number}",
            LabourTask(meeting="", text=f"Task {number}", job="parent", seat=1, hours=2, paid="unpaid"),
        )  # fmt: skip
    looks = dict(found(desk)["shared_by_all"].looks)

    assert len(answers(desk, "shared_by_all")["carried"]) == 4
    # four tasks of one seat, two unpaid hours each
    assert (looks["one_carries"], looks["unpaid"], looks["one_family"]) == (4, 8, 4)
    read = desk.read("principles")
    assert "4 open tasks" in read and "8 hours" in read


def test_a_reading_keeps_what_the_record_showed_and_a_page_cannot_send_evidence(practised):
    desk = practised.at("03_define")
    desk.page.team.write("group/SE", GroupEntry(code="SE", how="listen"))
    values = {"principle": "name_racism", "stage": "define", "note": "We named one group."}
    for _ in range(2):
        desk.press("principles.check", id="a0000000-0000-4000-8000-000000000001", **values,
                   found=99, shown="x")  # fmt: skip

    checks = desk.stands(PrincipleCheck)
    assert list(checks) == ["principle/define/name_racism"]
    check = checks["principle/define/name_racism"]
    assert (check.found, check.shown, check.note) == (1, ("group/SE",), "We named one group.")
    assert check.on == date(2027, 1, 15)
    told = desk.told("principles")
    assert "1 entry" in told and "We named one group." in told


def test_where_the_record_is_silent_a_reading_says_something(practised):
    desk = practised.at("03_define")
    values = {"principle": "shared_by_all", "stage": "define"}
    with pytest.raises(EquitykitError) as raised:
        desk.press("principles.check", **values, note=" ")
    assert raised.value.id == "principle_note_missing"
    for wrong in ({"principle": "kindness"}, {"stage": "party"}):
        with pytest.raises(EquitykitError) as raised:
            desk.press("principles.check", **(values | {"note": "n"} | wrong))
        assert raised.value.id == "field_unknown"
    assert not desk.stands(PrincipleCheck)

    desk.press("principles.check", **values, note="Two of us do everything.")
    assert "The record does not show it." in desk.told("principles")


def test_the_room_sees_numbers_of_entries_and_open_questions_in_both_languages(practised):
    desk = practised.at("03_define")
    desk.page.team.write("group/SE", GroupEntry(code="SE", how="listen"))
    desk.press("language", language="es")
    wall = desk.show("principles.check")
    assert "Nombrar el racismo" in wall and "1 entrada" in wall
    # groups are named; framing, decisions and history are not
    assert "3 de 4 preguntas" in wall


def test_nothing_recorded_is_told_as_nothing_and_has_a_paper_twin(practised):
    desk = practised.at("03_define")
    assert desk.told("principles") == ""
    assert "Share the work" in desk.paper("principles")
