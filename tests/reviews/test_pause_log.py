"""The log of pauses: what stands of each, what it changed, what it still owes."""

from said_records import at, said, standing

from equitykit.records.notes import Decision, Line
from equitykit.records.pauses import Pause
from equitykit.records.record import Withdrawn
from equitykit.reviews.pause_log import changed_by, pause_log


def pause(**parts) -> Pause:
    return Pause(**{"meeting": "m1", "stage": "data", "trigger": "T1"} | parts)


STORY = said(
    (0, "pause/a", pause(prompt="D2", focus="voice")),
    (3, "pause/a", pause(prompt="D2", focus="voice", seen="Adults only")),
    (5, "pause/a", pause(prompt="D2", focus="voice", change="Ask two students", changes="decision/1")),
    (30, "pause/b", pause(trigger="T2", skipped="short_on_time")),
    (60, "pause/c", pause(prompt="D4", focus="harm", unchanged_because="It is public already")),
    (90, "pause/d", pause(trigger="T10", breath=True)),
    (95, "pause/e", pause(meeting="m2", prompt="D2", focus="voice", seen="Still adults")),
    (96, "decision/1", Decision(meeting="m1", text="Begin with attendance")),
)  # fmt: skip


def subjects(pauses) -> list[str]:
    return [each.subject for each in pauses]


def test_a_pause_is_told_as_it_stands_and_timed_from_its_beginning():
    first = pause_log(STORY).pauses[0]

    assert first.pause.change == "Ask two students"
    assert first.time == at(0)


def test_pauses_that_changed_something_are_counted_beside_all_that_were_held():
    log = pause_log(STORY)

    assert subjects(log.held) == ["pause/a", "pause/c", "pause/d", "pause/e"]
    assert subjects(log.changed) == ["pause/a"]
    assert subjects(log.skipped) == ["pause/b"]


def test_a_pause_without_a_consequence_is_unfinished():
    assert subjects(pause_log(STORY).unfinished) == ["pause/e"]


def test_prompts_and_focuses_are_counted_and_a_breath_has_none():
    log = pause_log(STORY)

    assert log.prompts == {"D2": 2, "D4": 1}
    assert log.focuses == {"voice": 2, "harm": 1}


def test_a_meeting_has_its_own_part_of_the_log():
    assert subjects(pause_log(STORY).of_meeting("m2").pauses) == ["pause/e"]


def test_the_order_in_which_entries_are_given_does_not_matter():
    assert pause_log(reversed(STORY)) == pause_log(STORY)


def test_what_was_withdrawn_or_erased_is_not_in_the_log():
    story = said(
        (0, "pause/a", pause(breath=True)),
        (1, "pause/a", Withdrawn()),
        (2, "pause/b", pause(breath=True)),
        (3, "pause/b", None),
    )

    assert pause_log(story).pauses == ()


def test_an_entry_shows_the_pauses_that_changed_it():
    changed = changed_by(standing(STORY), "decision/1")

    assert [(subject, each.prompt) for subject, each in changed] == [("pause/a", "D2")]
    assert changed_by(standing(STORY), "decision/2") == []


def test_of_two_versions_that_contradict_each_other_both_show():
    one, other = said(
        (0, "pause/a", pause(change="this", changes="line/1")),
        (0, "pause/a", pause(change="that", changes="line/1")),
    )

    assert len(changed_by({"pause/a": (one, other)}, "line/1")) == 2


def test_other_records_are_no_pauses():
    assert pause_log(said((0, "line/1", Line(meeting="m1", step="s", text="t")))).pauses == ()
