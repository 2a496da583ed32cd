"""The voice grid fills itself from what happened, and no level rises without a source."""

import pytest

from equitykit.errors import EquitykitError
from equitykit.records.table import Touched
from equitykit.records.voice import VoiceEntry, VoiceStruck
from equitykit.reviews.voice import grid, level_of
from equitykit.reviews.voice_ledger import ledger


@pytest.fixture
def desk(practised):
    desk = practised.at("02_open")
    desk.plan("launch", people=12)
    return desk


def take(desk, role: str, here=None) -> str:
    row = f"touched/{desk.press('table.take', role=role)}"
    if here is not None:
        count(desk, {row: here})
    return row


def count(desk, counts: dict) -> None:
    desk.press("table.count", **{f"here_{row.rpartition('/')[2]}": n for row, n in counts.items()})


def level(desk, row: str, stage: str = "open") -> int:
    return grid(ledger(desk.page.moment().standing)).get((row, stage), 0)


def speak(desk, role: str) -> None:
    """Somebody of a role takes the floor, and the meeting goes on to another step."""
    desk.press("tally", role=role)
    desk.press("go", step="sponsor")


def agree(desk) -> None:
    line = f"agreement/{desk.press('agreements.take', starter='ag1')}"
    desk.press("agreements.consent", subject=line, can=12, talk=0, cannot=0)


def pause(desk, chosen_by: str, change: str) -> None:
    desk.press("pause_start")
    desk.press("pause_prompt", prompt="F1", by=chosen_by)
    desk.write(desk.page.moment().progress.pause, "change", change)
    desk.press("pause_end")


def test_being_there_speaking_and_being_asked_fill_the_grid_with_their_sources(desk):
    families = take(desk, "family", 3)
    staff = take(desk, "staff", 0)
    assert (level(desk, families), level(desk, staff)) == (1, 0)

    speak(desk, "family")
    assert level(desk, families) == 2
    read = desk.read("voice")
    assert "Families 2 asked" in read and "Office and other staff 0 not involved" in read
    assert "In the room on January 15, 2027." in read
    assert "Took the floor on January 15, 2027, in “Arrival" in read
    assert "Office and other staff Open" in desk.show("voice.gaps")


def test_consent_to_agreements_is_being_asked_and_not_yet_shaping(desk):
    families = take(desk, "family", 3)
    agree(desk)

    assert level(desk, families) == 2
    assert "Asked with everybody in the room" in desk.told("voice")


def test_one_student_in_the_room_is_presence_whatever_was_asked_of_the_room(desk):
    students = take(desk, "student", 1)
    agree(desk)
    speak(desk, "student")

    assert level(desk, students) == 1
    assert "presence, not representation" in desk.told("voice")
    count(desk, {students: 2})
    assert level(desk, students) == 2


def test_a_question_that_families_chose_and_that_changed_something_is_shaping(desk):
    families = take(desk, "family", 3)
    pause(desk, "facilitator", "We begin later")
    assert level(desk, families) == 1
    pause(desk, "students_or_families", "We hold it at the library")
    assert level(desk, families) == 3
    assert "changed something: We hold it at the library" in desk.told("voice")

    # with students in the room, too, nobody can tell whose question it was
    students = take(desk, "student", 2)
    assert (level(desk, families), level(desk, students)) == (2, 2)


def test_a_level_by_hand_needs_a_source_and_carries_it(desk):
    families = take(desk, "family", 0)
    asked = {"group": families, "stage": "define", "level": "4"}
    with pytest.raises(EquitykitError) as raised:
        desk.press("voice.add", **asked, source="   ")
    assert raised.value.id == "voice_source_missing"
    assert level(desk, families, "define") == 0

    entry = f"voice/{desk.press('voice.add', **asked, source='Letter of the parent council')}"
    assert level(desk, families, "define") == 4
    assert "Letter of the parent council" in desk.told("voice")
    desk.press("voice.take_out", subject=entry)
    assert level(desk, families, "define") == 0


@pytest.mark.parametrize(
    "wrong",
    [{"level": "6"}, {"level": "0"}, {"stage": "party"}, {"group": "touched/none"}],
)
def test_levels_stages_and_groups_that_there_are_not_are_refused(desk, wrong):
    families = take(desk, "family")
    asked = {"group": families, "stage": "open", "level": "3", "source": "A letter"} | wrong
    with pytest.raises(EquitykitError) as raised:
        desk.press("voice.add", **asked)
    assert raised.value.id == "field_unknown"
    assert not desk.stands(VoiceEntry)


def test_what_the_record_suggests_can_be_struck_out_with_a_reason_and_lowers_the_level(desk):
    families = take(desk, "family", 3)
    speak(desk, "family")
    spoke = next(each for each in ledger(desk.page.moment().standing) if each.by == "spoke")
    with pytest.raises(EquitykitError) as raised:
        desk.press("voice.strike", entry=spoke.key, reason=" ")
    assert raised.value.id == "voice_reason_missing"

    desk.press("voice.strike", entry=spoke.key, reason="That was the interpreter")
    assert level(desk, families) == 1
    assert "Not so: That was the interpreter" in desk.told("voice")
    (subject,) = desk.stands(VoiceStruck)
    desk.press("voice.take_out", subject=subject)
    assert level(desk, families) == 2


def test_the_trend_and_the_words_for_the_report_tell_meetings_and_stages_apart(desk):
    families = take(desk, "family", 3)
    speak(desk, "family")
    desk.press("leave_meeting")
    desk.press("plan_meeting", agenda="define", on="2027-02-12", people="9")
    count(desk, {families: 0})

    told = desk.told("voice")
    assert "Who January 15, 2027 February 12, 2027 Families 2 asked 0 not involved" in told
    assert "Families: 2 asked at Open; no part at Define." in told
    assert "No part at Families Define" in desk.show("voice.gaps")


def test_the_part_of_a_group_is_that_of_its_students_and_families_at_the_stage_in_question(desk):
    def of(name: str, role: str) -> str:
        row = f"touched/{desk.press('table.add')}"
        for attribute, text in (("en", name), ("role", role), ("groups", '["SE"]')):
            desk.write(row, attribute, text)
        return row

    teachers = of("Teachers of English learners", "teacher")
    families = of("Families of English learners", "family")
    count(desk, {teachers: 5, families: 0})
    assert level_of(desk.page.moment().standing, "SE") == 0

    asked = {"group": families, "stage": "open", "level": "3", "source": "They wrote the rule"}
    desk.press("voice.add", **asked)
    standing = desk.page.moment().standing
    assert level_of(standing, "SE") == 3
    assert level_of(standing, "SE", "aim") == 0
    assert level_of(standing, families) == 3
    assert level_of(standing, "SD") == 0


def test_a_pause_is_offered_where_a_decision_is_about_people_below_shaped(practised):
    desk = practised.at("00_today")
    desk.plan("launch", people=12)
    decision = f"decision/{desk.press('new_decision')}"
    desk.write(decision, "groups", '["SE"]')
    from equitykit.workbook.meeting_pauses import due

    def offers() -> list[str]:
        return [each.trigger for each in due(desk.page.moment(), lambda: ())]

    assert offers() == ["T4"]
    desk.press("voice.add", group="SE", stage="open", level="3", source="The panel of May 3")
    assert offers() == []


def test_a_decision_now_would_carry_a_mark_for_those_served_and_not_for_staff(desk):
    take(desk, "family", 3)
    take(desk, "teacher", 5)
    assert "Below “shaped” where we stand now: Families." in desk.read("voice")


def test_a_row_that_is_withdrawn_leaves_what_was_written_by_hand_readable(desk):
    families = take(desk, "family")
    desk.press("voice.add", group=families, stage="open", level="2", source="Phone calls")
    desk.press("withdraw", subject=families)
    assert not desk.stands(Touched)
    assert "Families" in desk.told("voice")


def test_the_grid_stands_on_the_wall_in_both_languages_and_blank_on_paper(practised):
    desk = practised.at("02_open", language="es")
    assert desk.told("voice") == ""
    assert "3 dio forma" in desk.paper("voice")
    desk.plan("launch", people=12)
    take(desk, "family", 3)
    assert "Familias 1 recibió información" in desk.show("voice.grid")
