"""The ledger of voices, counted by hand over small records."""

import pytest
from said_records import record_kinds, said, standing

from equitykit.content.voice_sources import load_voice_sources
from equitykit.records.agreements import AgreementConsent
from equitykit.records.dialogue import DialogueAnswer, DialogueTable
from equitykit.records.notes import Decision, Promise, RoleTally
from equitykit.records.rights import ItemInput
from equitykit.records.rounds import Round
from equitykit.records.series import Attendance
from equitykit.records.table import TableMap, Touched
from equitykit.records.team import STAGES, Meeting, MeetingEnded, StageReached
from equitykit.records.voice import VoiceEntry, VoiceStruck
from equitykit.reviews.voice import gaps, grid, level_of, reached, trend, voices
from equitykit.reviews.voice_ledger import ledger, stages_of

M = "meeting/1"
FAMILIES = (0, "touched/f", Touched(en="Families", es="Familias", role="family"))
LAUNCH = (0, M, Meeting(agenda="launch", on="2027-01-15"))
OPEN = (0, "stage", StageReached(stage="open"))


def here(count, row="f", meeting=M, **parts):
    subject = f"{meeting}/table/{row}"
    return 1, subject, TableMap(meeting=meeting, here=count, **parts)


def levels(*lines) -> dict:
    return grid(ledger(standing(said(FAMILIES, LAUNCH, OPEN, *lines))))


def test_nobody_in_the_room_has_a_part_whatever_was_asked_there():
    consent = (2, "agreement/1/consent", AgreementConsent(meeting=M, can=12))

    assert levels(consent) == {}
    assert levels(here(0), consent) == {}
    assert levels(here(3)) == {("touched/f", "open"): 1}
    assert levels(here(3), consent) == {("touched/f", "open"): 2}


@pytest.mark.parametrize(
    ("asked", "level"),
    [
        (Round(instrument="pulse", meeting=M, way="slips", on="2027-01-15", answers=9), 2),
        (Round(instrument="pulse", meeting=M, way="slips", on="2027-01-15", few=True), 1),
        (
            Round(instrument="pulse", meeting="meeting/2", way="slips", on="2027-01-15", answers=9),
            1,
        ),
        (ItemInput(meeting=M, agenda_item="item/1", text="Begin later"), 2),
    ],
)
def test_a_room_was_asked_where_a_record_of_this_meeting_says_so(asked, level):
    assert levels(here(3), (2, "asked/1", asked)) == {("touched/f", "open"): level}


def test_one_person_is_presence_and_a_few_of_a_group_are_one_where_one_of_their_role_is_here():
    students = (0, "touched/s", Touched(en="Students", role="student"))
    foster = (0, "touched/c", Touched(en="In foster care", role="student", groups=("SF",)))
    few = here(None, "c", few=True)
    consent = (2, "agreement/1/consent", AgreementConsent(meeting=M, can=12))

    alone = levels(students, foster, here(1, "s"), few, consent)
    assert alone == {("touched/s", "open"): 1, ("touched/c", "open"): 1}
    two = levels(students, foster, here(2, "s"), few, consent)
    assert two == {("touched/s", "open"): 2, ("touched/c", "open"): 2}


def test_a_tally_of_roles_says_nothing_of_some_of_all_students():
    foster = (0, "touched/c", Touched(en="In foster care", role="student", groups=("SF",)))
    tally = (3, f"{M}/tally/arrival", RoleTally(meeting=M, step="arrival", counts={"student": 4}))

    assert levels(foster, here(7, "c"), tally) == {("touched/c", "open"): 1}


def test_a_decision_counts_once_it_is_in_the_register_and_for_those_it_names():
    made = Decision(meeting=M, text="Later", groups=("SE", "SF"), groups_involved=("SE",))

    assert levels((2, "decision/1", made)) == {}
    entered = made.with_value("on", "2027-01-15")
    assert levels((2, "decision/1", entered)) == {("SE", "open"): 3}


def test_what_a_table_of_their_role_wanted_written_is_being_asked():
    def table(people):
        made = DialogueTable(number=2, role="family", people=people, on="2027-01-15", meeting=M)
        return 3, "dialogue/table/12345678", made

    said_so = DialogueAnswer(number=2, role="family", question="hard", text="The bus", hands=3)
    answer = (4, "dialogue/table/12345678/answer/87654321", said_so)

    assert levels(table(4)) == {}
    assert levels(table(4), answer) == {("touched/f", "open"): 2}
    assert levels(table(1), answer) == {("touched/f", "open"): 1}


def test_who_came_is_counted_for_a_whole_role_where_no_map_was_made():
    came = (2, f"{M}/attendance", Attendance(meeting=M, present={"family": 4}))

    assert levels(came) == {("touched/f", "open"): 1}
    assert levels(here(0), came) == {}


def test_a_promise_that_was_kept_informs_those_it_was_made_to():
    promise = Promise(meeting=M, text="Call back", to="the families of room 4")

    assert levels((2, "promise/1", promise)) == {}
    assert levels((2, "promise/1", promise.with_value("state", "kept"))) == {
        ("touched/f", "open"): 1
    }


def test_a_meeting_counts_for_the_stages_it_has_worked_at():
    half_day = Meeting(agenda="half_day", on="2027-01-15")
    now = (0, "stage", StageReached(stage="data"))
    there = standing(said((0, M, half_day), now))
    assert stages_of(there, M, half_day) == ["open", "data"]

    ended = MeetingEnded(meeting=M, minutes={"arrival": 10, "voices": 20, "agreements": 0})
    over = standing(said((0, M, half_day), now, (5, f"{M}/end", ended)))
    assert stages_of(over, M, half_day) == ["open", "listen"]
    dropped = MeetingEnded(meeting=M, dropped=("voices", "pause"))
    over = standing(said((0, M, half_day), now, (5, f"{M}/end", dropped)))
    assert stages_of(over, M, half_day) == ["open", "data", "causes"]


def test_gaps_are_the_stages_the_team_came_to_without_them():
    lines = FAMILIES, LAUNCH, here(3), (9, "stage", StageReached(stage="define"))
    there = standing(said(*lines, (9, "meeting/2", Meeting(agenda="define", on="2027-02-12"))))

    assert reached(there) == ["open", "define"]
    assert [(voice.en, stages) for voice, stages in gaps(there)] == [("Families", ["define"])]
    meetings, by_meeting = trend(there)
    assert [subject for subject, _ in meetings] == [M, "meeting/2"]
    assert by_meeting == {("touched/f", M): 1}


def test_a_level_rises_only_by_an_entry_and_falls_with_it():
    entry = VoiceEntry(stage="open", voice_of="touched/f", level=5, source="Their own meeting")

    assert levels(here(3), (2, "voice/1", entry)) == {("touched/f", "open"): 5}
    there = standing(said(FAMILIES, LAUNCH, OPEN, here(3)))
    (present,) = ledger(there)
    struck = VoiceStruck(stage="open", voice_of="touched/f", reason="They came too late")
    assert levels(here(3), (2, f"voice/not/{present.key}", struck)) == {}


def test_a_source_is_never_empty():
    with pytest.raises(ValueError):
        VoiceEntry(stage="open", voice_of="SE", level=3, source="")


def test_a_group_has_the_part_of_its_students_and_families_and_of_nobody_who_works_for_it():
    rows = (
        (0, "touched/t", Touched(en="Teachers of newcomers", role="teacher", groups=("SE",))),
        (0, "touched/n", Touched(en="Newcomers", role="student", groups=("SE",))),
    )
    there = standing(said(LAUNCH, OPEN, *rows, here(6, "t"), here(0, "n")))
    assert (level_of(there, "SE"), level_of(there, "touched/t")) == (0, 1)
    there = standing(said(LAUNCH, OPEN, *rows, here(6, "t"), here(5, "n")))
    assert (level_of(there, "SE"), level_of(there, "SE", "data")) == (1, 0)
    assert [voice.voice_of for voice in voices(there)] == ["touched/t", "touched/n"]


def test_each_source_names_a_kind_that_there_is_a_stage_and_no_more_than_shaped():
    for source in load_voice_sources().values():
        assert source.kind in record_kinds()
        assert source.stage in ("", *STAGES)
        assert 1 <= source.level <= 3
