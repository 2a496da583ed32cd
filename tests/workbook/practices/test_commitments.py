"""Commitments of the sponsor are backed, dated, checked back on, and asked about anew."""

from datetime import date

import pytest
from practices import text_of

from equitykit.content.agendas import load_agendas
from equitykit.errors import EquitykitError
from equitykit.records.commitments import Commitment, CommitmentCheck, Sponsor

DAY = 24 * 60  # minutes; the clock of these tests begins on 15 January 2027


def commit(desk, text="Two paid hours a month for everybody on the team.", **values) -> str:
    subject = f"commitment/{desk.press('commitments.add')}"
    desk.write(subject, "en", text)
    for name, value in values.items():
        desk.write(subject, name, value)
    return subject


def sponsored(desk, seat="Superintendent", since="2026-08-01"):
    desk.write("sponsor", "seat", seat)
    desk.write("sponsor", "since", since)


def test_a_statement_without_backing_or_protection_is_pointed_out(practised):
    desk = practised.at("01_prepare")
    line = commit(desk)
    read = desk.read("commitments")
    assert "Nothing comes with it yet" in read
    assert "No commitment says yet what staff are protected from" in read
    assert "It has no date" in read and "Nobody is named to check it" in read

    desk.write(line, "provides", '["hours", "cover"]')
    desk.write(line, "protects", '["job_loss"]')
    read = desk.read("commitments")
    assert "Nothing comes with it yet" not in read
    assert "No commitment says yet" not in read
    assert "Nobody has said how people will know" in read
    assert desk.stands(Commitment)[line].protects == ("job_loss",)


def test_a_date_that_passed_without_a_check_is_pointed_out_until_somebody_looks(practised):
    desk = practised.at("01_prepare")
    line = commit(desk, by="2027-01-20")
    practised.clock.pass_minutes(5 * DAY)
    assert "has passed and nobody has checked" not in desk.read("commitments")

    practised.clock.pass_minutes(DAY)
    assert "January 20, 2027, has passed and nobody has checked" in desk.read("commitments")
    desk.press("commitments.check", subject=line, result="late", came_of_it="Funds in March")
    read = desk.read("commitments")
    assert "nobody has checked" not in read
    assert "late, by January 20, 2027" in read and "Funds in March" in read


def test_a_check_before_the_date_does_not_stand_for_one_after_it(practised):
    desk = practised.at("01_prepare")
    line = commit(desk, by="2027-01-20")
    desk.press("commitments.check", subject=line, result="on_the_way")
    practised.clock.pass_minutes(6 * DAY)

    assert "nobody has checked" in desk.read("commitments")
    assert "late, by" in desk.read("commitments")


def test_each_later_meeting_asks_again_and_the_history_is_kept(practised):
    desk = practised.at("01_prepare")
    desk.press("plan_meeting", agenda="launch", on="2027-01-15", people="12")
    line = commit(desk, by="2027-06-01", checked_by="Board clerk")
    desk.press("leave_meeting")
    for day in ("2027-01-22", "2027-01-29"):
        practised.clock.pass_minutes(7 * DAY)
        desk.press("plan_meeting", agenda="define", on=day, people="12")
        if day == "2027-01-22":
            desk.press("leave_meeting")
    # of the two meetings since, the open one can still check back
    assert "One meeting went by without a check-back." in desk.read("commitments")

    desk.press("commitments.check", subject=line, result="on_the_way", came_of_it="In calendars")
    assert "Checked in this meeting." in desk.read("commitments")
    desk.press(
        "commitments.check", subject=line, result="kept", came_of_it="Paid", checked_by="Clerk"
    )
    assert [each.result for each in desk.stands(CommitmentCheck).values()] == ["on_the_way", "kept"]
    told = desk.told("commitments")
    assert "on the way. In calendars" in told and "checked by Clerk: kept. Paid" in told


def test_a_new_sponsor_is_asked_about_everything_within_thirty_days(practised):
    desk = practised.at("01_prepare")
    sponsored(desk)
    line = commit(desk)
    assert "Ask the new one" not in desk.read("commitments")
    practised.clock.pass_minutes(20 * DAY)
    # the same office, another person in it
    desk.press("commitments.new_sponsor", seat="Superintendent", since="2027-02-01")
    # 1 February and thirty days
    assert "Ask the new one by March 3, 2027" in desk.read("commitments")
    practised.clock.pass_minutes(30 * DAY)
    assert "should have been asked by March 3, 2027" in desk.read("commitments")

    desk.press("commitments.ask", subject=line, answer="ends")
    read = desk.read("commitments")
    assert "should have been asked" not in read and "it ends" in read and "broken" in read


def test_what_is_promised_after_the_change_is_not_asked_about_again(practised):
    desk = practised.at("01_prepare")
    sponsored(desk)
    practised.clock.pass_minutes(20 * DAY)
    desk.press("commitments.new_sponsor", seat="Deputy", since="2027-02-01")
    commit(desk)

    assert "Ask the new one" not in desk.read("commitments")
    assert desk.stands(Sponsor)["sponsor"].follows == "Superintendent"


def test_a_sponsor_who_is_to_come_may_be_asked_before(practised):
    desk = practised.at("01_prepare")
    sponsored(desk)
    line = commit(desk)
    desk.press("commitments.new_sponsor", seat="Deputy", since="2027-02-01")
    desk.press("commitments.ask", subject=line, answer="stands")
    assert "Ask the new one" not in desk.read("commitments")

    # another one after that is asked again
    practised.clock.pass_minutes(60 * DAY)
    desk.press("commitments.new_sponsor", seat="Superintendent", since="2027-03-10")
    assert "Ask the new one by April 9, 2027" in desk.read("commitments")


def test_every_opening_of_a_meeting_checks_back(practised):
    steps = [
        step
        for agenda in load_agendas().values()
        for step in agenda.steps
        if step.id in ("opening", "sponsor")
    ]
    assert len(steps) == 8
    assert [step for step in steps if "commitments" not in step.practices] == []

    desk = practised.at("00_today")
    line = commit(desk)
    desk.plan("define")
    assert "How does commitment 1 stand?" in text_of(desk.page.draw())
    desk.press("commitments.check", subject=line, result="kept", came_of_it="Paid in January")
    assert "Paid in January" in desk.show("commitments.check_back")


def test_a_change_of_sponsor_that_is_sent_twice_is_one(practised):
    desk = practised.at("01_prepare")
    sponsored(desk)
    id = desk.press("commitments.new_sponsor", seat="Deputy", since="2027-02-01")
    desk.press("commitments.new_sponsor", id=id, seat="Deputy", since="2027-02-01")

    assert desk.stands(Sponsor)["sponsor"].follows == "Superintendent"


def test_the_room_sees_statement_backing_and_protection_in_both_languages(practised):
    desk = practised.at("01_prepare")
    sponsored(desk)
    line = commit(desk, es="Dos horas pagadas al mes.", by="2027-06-01", amount="2 a month")
    desk.write(line, "provides", '["hours"]')
    desk.write(line, "protects", '["retaliation"]')
    wall = desk.show("commitments.opening")
    assert "What we are promised: Superintendent" in wall and "Two paid hours" in wall
    assert "paid hours: 2 a month" in wall and "payback for speaking up" in wall

    desk.press("language", language="es")
    assert "Dos horas pagadas" in desk.wall() and "represalias por hablar" in desk.wall()
    desk.press("commitments.check", subject=line, result="broken", came_of_it="No budget")
    assert "Dos horas" not in desk.wall()
    assert "No budget" in desk.show("commitments.check_back")


@pytest.mark.parametrize("result", ["late", "broken", "released"])
def test_what_did_not_come_about_needs_a_sentence(practised, result):
    desk = practised.at("01_prepare")
    line = commit(desk)
    with pytest.raises(EquitykitError) as raised:
        desk.press("commitments.check", subject=line, result=result, came_of_it=" ")

    assert raised.value.id == "check_needs_words"
    assert not desk.stands(CommitmentCheck)


def test_what_no_page_sends_is_refused(practised):
    desk = practised.at("01_prepare")
    line = commit(desk)
    for action, values in (
        ("check", {"subject": line, "result": "splendid"}),
        ("check", {"subject": "team", "result": "kept"}),
        ("ask", {"subject": line, "answer": "stands"}),
        ("new_sponsor", {"seat": "Deputy", "since": "2027-02-01"}),
    ):
        with pytest.raises(EquitykitError) as raised:
            desk.press(f"commitments.{action}", **values)
        assert raised.value.id == "field_unknown"
    sponsored(desk)
    with pytest.raises(EquitykitError) as raised:
        desk.press("commitments.new_sponsor", seat="Deputy", since="soon")
    assert raised.value.id == "value_not_taken"
    with pytest.raises(EquitykitError) as raised:
        desk.write(line, "protects", '["everything"]')
    assert raised.value.id == "value_not_taken"


def test_the_board_reads_one_table_and_paper_is_a_sheet_for_the_talk(practised):
    desk = practised.at("01_prepare")
    assert desk.told("commitments") == ""
    assert "What does the sponsor protect staff from?" in desk.paper("commitments")

    line = commit(desk, by="2020-01-01", policy="Staffing plan")
    desk.write(line, "protects", '["blame"]')
    told = desk.told("commitments")
    assert "For the board, on one page" in told and "Staffing plan" in told
    assert "blame for what figures show" in told
    assert "January 1, 2020, has passed and nobody has checked" in told
    assert date(2020, 1, 1) == desk.stands(Commitment)[line].by
