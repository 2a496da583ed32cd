"""S92: two facilitators get ready: settled, rehearsed, printed; the debrief stays theirs."""

import re
from datetime import date

import pytest

from equitykit.errors import EquitykitError
from equitykit.records.notes import Note
from equitykit.records.preparation import MeetingReady
from equitykit.records.team import Meeting, MeetingEnded
from equitykit.storage.places import SAMPLE_COUNTY
from equitykit.workbook.practices.practice import practice_of

# the clock of the tests stands on 15 January 2027


@pytest.fixture
def desk(practised):
    return practised.at("01_prepare")


def plan(desk, agenda="launch", on="2027-01-20", **values) -> str:
    return f"meeting/{desk.press('preparation.plan', agenda=agenda, on=on, **values)}"


def refused(desk, action, **values) -> EquitykitError:
    with pytest.raises(EquitykitError) as raised:
        desk.press(action, **values)
    return raised.value


def test_a_meeting_is_written_down_without_being_opened(desk):
    meeting = plan(desk, people="12", starts="15:30")

    assert desk.stands(Meeting)[meeting].people == 12
    assert desk.page.moment().meeting is None
    assert "Launch · January 20, 2027" in desk.read("preparation")
    assert refused(desk, "preparation.plan", agenda="launch", on="2027-01-14").id == "date_past"
    assert refused(desk, "preparation.plan", agenda="party", on="2027-02-14").id == "field_unknown"
    assert (
        refused(desk, "preparation.plan", agenda="launch", on="2027-02-14", people="-3").id
        == "value_not_taken"
    )
    assert len(desk.stands(Meeting)) == 1


def test_the_first_contact_is_not_live_but_rehearsed_on_practice_data(desk):
    meeting = plan(desk)
    assert "The first contact with this meeting would be in front of people" in desk.read(
        "preparation"
    )

    desk.press("preparation.begin_practice")
    desk.press("preparation.begin_practice")
    journal, own = desk.page.team.journal, desk.page.team.stream
    (practice,) = [info for info in journal.teams() if info.stream != own]
    assert practice.team.district.startswith(SAMPLE_COUNTY)
    (link,) = re.findall(r'href="(00_today[^"]*view=facilitator)"', desk.desk("preparation"))
    assert f"team={practice.stream}" in link and "year=latest" in link

    # what is rehearsed there is seen here, and nothing of it is in this record
    journal.append(
        practice.stream, "meeting/aaaaaaaa", Meeting(agenda="launch", on=date(2027, 1, 15)), id="a"
    )
    shown = desk.read("preparation")
    assert "The practice team has gone through: Launch." in shown
    assert "The first contact" not in shown
    assert list(desk.stands(Meeting)) == [meeting]


def test_a_rehearsal_is_noted_with_its_day_and_taken_back(desk):
    meeting = plan(desk)
    desk.press("preparation.rehearsed", meeting=meeting)
    assert desk.stands(MeetingReady)[f"{meeting}/ready"].rehearsed == date(2027, 1, 15)
    assert "The first contact" not in desk.read("preparation")
    assert "Rehearsed on January 15, 2027" in desk.told("preparation")

    desk.press("preparation.rehearsed", meeting=meeting)
    assert "The first contact" in desk.read("preparation")


def test_what_was_ticked_is_kept_and_nothing_else_can_be(desk):
    meeting = plan(desk)
    assert "Not settled yet between the two of you: 8 of 8" in desk.read("preparation")
    desk.write(f"{meeting}/ready", "brief", '["aim", "danger"]')
    desk.write(f"{meeting}/ready", "room", '["screen_blank"]')

    ready = desk.stands(MeetingReady)[f"{meeting}/ready"]
    assert ready.brief == ("aim", "danger") and ready.room == ("screen_blank",)
    assert "Not settled yet between the two of you: 6 of 8" in desk.read("preparation")
    for attribute, text in (("brief", '["Ms. Ruiz was rude"]'), ("room", '["A. is ill"]')):
        with pytest.raises(EquitykitError):
            desk.write(f"{meeting}/ready", attribute, text)
    with pytest.raises(EquitykitError):
        desk.write(f"{meeting}/ready", "debrief", "I hurried")


def test_roles_are_checked_and_stand_on_the_run_sheet(desk):
    from equitykit.workbook.meeting_papers import Papers

    meeting = plan(desk)
    assert "Nobody carries yet: Facilitator, Scribe, Timekeeper" in desk.read("preparation")
    desk.press(
        "preparation.roles", meeting=meeting, role_facilitator="County coach",
        role_scribe="county coach ", role_timekeeper="Seat 4",
    )  # fmt: skip
    shown = desk.read("preparation")
    assert "County coach carries Facilitator and Scribe" in shown
    assert "Nobody carries yet: Voice for who is missing and Support person" in shown

    sheet = str(Papers(desk.page.book, desk.page.team).run_sheet())
    assert "Seat 4" in sheet
    # a role that no meeting should be without has a line to fill
    assert "Support person" in sheet
    assert refused(desk, "preparation.roles", meeting=meeting, role_king="me").id == (
        "field_unknown"
    )
    desk.press("preparation.roles", meeting=meeting, role_scribe="")
    assert desk.stands(Meeting)[meeting].roles == {
        "facilitator": "County coach", "timekeeper": "Seat 4",
    }  # fmt: skip


def test_the_debrief_is_neither_sent_nor_stored_nor_in_a_report(desk):
    plan(desk)
    page = desk.desk("preparation")
    fields = re.findall(r"<textarea[^>]*data-private[^>]*>", page)
    assert len(fields) == 3
    # without a name or a field's mark no script of ours takes it up
    assert not [each for each in fields if "name=" in each or "data-field" in each]
    assert "It is not sent or saved" in desk.read("preparation")
    assert "What did I hurry past?" in desk.read("preparation")
    assert "hurry" not in desk.told("preparation")
    assert "What did I hurry past?" in desk.paper("preparation")
    assert set(MeetingReady.model_fields) == {"meeting", "brief", "room", "printed", "rehearsed"}


def test_the_list_for_next_time_is_kept_and_waits_in_the_next_preparation(desk):
    first = plan(desk, on="2027-01-16")
    desk.page.team.write(f"{first}/end", MeetingEnded(meeting=first))
    desk.write(f"{first}/note/next_time", "text", "Begin with Spanish\nMore chairs")
    assert desk.stands(Note)[f"{first}/note/next_time"].text.endswith("More chairs")

    plan(desk, "define", on="2027-01-30")
    shown = desk.read("preparation")
    assert "Define · January 30, 2027" in shown
    assert "Begin with Spanish" in shown
    assert "More chairs" in desk.told("preparation")
    # the debrief after the meeting that was held still writes into that meeting's list
    assert f"{first}/note/next_time#text" in desk.desk("preparation")


def test_the_print_pack_has_run_sheet_steps_and_the_paper_of_their_practices(desk, tmp_path):
    meeting = plan(desk, people="12")
    desk.press("preparation.roles", meeting=meeting, role_scribe="Seat 7")
    desk.press("preparation.write_pack", meeting=meeting)

    english, spanish = (
        next(tmp_path.glob(f"exports/*/print-pack-2027-01-20-launch.{each}.html")).read_text()
        for each in ("en", "es")
    )
    for part in (
        "Run sheet: Launch",
        "Seat 7",
        "Before people come",
        "The meeting on paper",
        "How will we treat each other?",
        "Who carries the work?",
    ):
        assert part in english
    assert "¿Cómo nos vamos a tratar?" in spanish and "Guion" in spanish
    assert "How will we treat each other?" not in spanish
    assert "print-pack-2027-01-20-launch.en.html lies in" in desk.read("preparation")
    assert refused(desk, "preparation.write_pack", meeting="meeting/none").id == "field_unknown"


def test_the_room_sees_nothing_of_it_and_it_speaks_spanish(practised):
    assert not practice_of("preparation").screens
    desk = practised.at("01_prepare", language="es")
    plan(desk)

    assert "El primer contacto con esta reunión sería frente a la gente" in desk.read("preparation")
    assert "Conversación previa" in desk.paper("preparation")
    assert desk.told("preparation") == ""
