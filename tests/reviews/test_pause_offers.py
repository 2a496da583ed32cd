"""When a pause is offered: by rule, quietly, and never in a row."""

from datetime import timedelta

import pytest
from said_records import at, record_kinds, said

from equitykit.content.triggers import load_triggers
from equitykit.records.notes import Decision, Line, MeasureShown
from equitykit.records.pauses import Pause
from equitykit.records.record import Withdrawn
from equitykit.records.table import TableMap, Touched
from equitykit.records.team import Meeting, MeetingEnded, StageReached
from equitykit.records.voice import VoiceEntry
from equitykit.reviews.pause_offers import Offer, offered
from equitykit.reviews.pause_rules import RULES

PLANNED = (-7 * 24 * 60, "meeting/m", Meeting(agenda="data", on="2027-02-03"))


def stage(minutes, name):
    return minutes, "stage", StageReached(stage=name)


def shown(minutes, measure, meeting="m"):
    return minutes, f"shown/{measure}", MeasureShown(meeting=meeting, measure=measure)


def decision(minutes, *groups, subject="decision/1", meeting="m", text="so be it"):
    return minutes, subject, Decision(meeting=meeting, text=text, groups=groups)


def pause(minutes, trigger="T1", subject=None, **parts):
    made = Pause(**{"meeting": "m", "stage": "data", "trigger": trigger} | parts)
    return minutes, subject or f"pause/{minutes}", made


def heard(code, stage="prepare", level=3):
    entry = VoiceEntry(stage=stage, voice_of=code, level=level, source="A letter of theirs")
    return -9999, f"voice/{code}-{stage}", entry


# groups that had a part in what is decided: only that they are hidden is left to pause for
HEARD = [heard(code, stage) for code in ("RB", "RI") for stage in ("prepare", "causes")]


def due(*lines, now, hidden=(), began=0, **options) -> list[Offer]:
    return offered(
        said(*lines), at(now), "m", released_hidden_groups=hidden, began=at(began), **options
    )


def triggers(*lines, **options) -> list[str]:
    return [offer.trigger for offer in due(*lines, **options)]


# T1: leaving a stage


def test_going_on_to_the_next_stage_offers_a_pause_on_the_one_that_was_left():
    offers = due(stage(0, "data"), stage(10, "causes"), now=11)

    assert offers == [Offer("T1", "data", "", ("stage",), since=at(10))]


def test_the_first_stage_leaves_nothing():
    assert triggers(stage(0, "open"), now=1) == []


def test_somebody_who_went_on_by_mistake_and_came_back_left_nothing():
    assert triggers(stage(0, "data"), stage(10, "causes"), stage(11, "data"), now=12) == []


def test_going_back_on_purpose_is_leaving_too():
    offers = due(stage(-60, "data"), stage(-50, "causes"), pause(-45), stage(5, "data"), now=6)

    assert [(offer.trigger, offer.stage) for offer in offers] == [("T1", "causes")]


def test_a_stage_left_at_the_end_of_a_meeting_is_looked_at_in_the_next():
    assert triggers(stage(-9999, "data"), stage(-9000, "causes"), now=0) == ["T1"]


@pytest.mark.parametrize("trigger", ["T1", "T2", "asked", "agenda"])
def test_any_pause_after_leaving_a_stage_will_do(trigger):
    left = stage(0, "data"), stage(5, "causes")

    assert triggers(*left, pause(6, trigger, change="x"), now=27) == []


def test_a_pause_skipped_for_another_reason_does_not_stand_for_leaving_the_stage():
    left = stage(0, "data"), stage(5, "causes")

    assert triggers(*left, pause(6, "T3", skipped="short_on_time"), now=27) == ["T1"]
    assert triggers(*left, pause(6, "T1", skipped="short_on_time"), now=27) == []


# T2: a while without one


@pytest.mark.parametrize(
    ("now", "overdue"), [(39.9, None), (40, False), (59.9, False), (60, True), (200, True)]
)
def test_after_forty_minutes_a_pause_is_offered_and_after_sixty_it_is_overdue(now, overdue):
    assert [offer.overdue for offer in due(now=now)] == ([] if overdue is None else [overdue])


def test_the_minutes_count_from_the_last_pause():
    assert triggers(pause(20, change="x"), now=59) == []
    assert triggers(pause(20, change="x"), now=60) == ["T2"]


def test_a_pause_of_last_week_does_not_count():
    assert triggers(pause(-9000, change="x"), now=40) == ["T2"]


def test_a_skipped_pause_is_offered_again_after_twenty_minutes():
    skipped = pause(41, "T2", skipped="short_on_time")

    assert triggers(skipped, now=60) == []
    assert triggers(skipped, now=61) == ["T2"]


def test_a_pause_that_was_just_done_without_the_screen_counts_as_held():
    skipped = pause(41, "T2", skipped="just_done")

    assert triggers(skipped, now=80) == []
    assert triggers(skipped, now=81) == ["T2"]


def test_a_meeting_begins_with_its_first_entry_when_nobody_says_when():
    lines = said(PLANNED, (5, "line/1", Line(meeting="m", step="arrival", text="Hello")))

    assert offered(lines, at(44), "m") == []
    assert [offer.trigger for offer in offered(lines, at(45), "m")] == ["T2"]
    assert offered(said(PLANNED), at(44), "m") == []


# T3: the first chart of a measure


def test_the_first_chart_of_a_measure_offers_a_pause():
    offers = due(shown(5, "suspension"), shown(6, "graduation"), now=7)

    assert [(offer.trigger, offer.about) for offer in offers] == [
        ("T3", ("shown/suspension", "shown/graduation"))
    ]


def test_a_measure_that_was_shown_in_an_earlier_meeting_is_not_new():
    assert triggers(shown(-9000, "suspension", meeting="old"), now=7) == []
    again = shown(-9000, "suspension", meeting="old"), shown(5, "suspension")
    assert triggers(*again, now=7) == []


def test_a_pause_after_the_chart_is_enough_for_all_charts_so_far():
    charts = shown(1, "suspension"), shown(2, "graduation")

    assert triggers(*charts, pause(3, "asked", change="x"), now=30) == []
    assert triggers(*charts, pause(3, "asked", change="x"), shown(25, "expulsion"), now=30) == [
        "T3"
    ]


# T15: deciding about a group that cannot be seen


def test_a_decision_about_a_hidden_group_offers_a_pause_for_its_voice():
    offers = due(*HEARD, stage(0, "causes"), decision(5, "RB", "RI"), now=6, hidden={"RI"})

    assert offers == [Offer("T15", "causes", "voice", ("decision/1",), since=at(5))]


@pytest.mark.parametrize("groups", [(), ("RB",)])
def test_a_decision_about_groups_that_can_be_seen_offers_none(groups):
    assert triggers(*HEARD, decision(5, *groups), now=6, hidden={"RI"}) == []


def test_only_its_own_pause_answers_it_and_new_words_do_not_ask_again():
    made = *HEARD, decision(5, "RI")
    new_words = decision(20, "RI", text="so be it, from May")

    assert triggers(*made, pause(6, "T1", change="x"), now=30, hidden={"RI"}) == ["T15"]
    assert triggers(*made, pause(6, "T15", change="x"), new_words, now=30, hidden={"RI"}) == []


def test_a_decision_that_was_changed_withdrawn_or_made_elsewhere_offers_none():
    made = *HEARD, decision(5, "RI")

    assert triggers(*made, decision(6, "RB"), now=7, hidden={"RI"}) == []
    assert triggers(*made, (6, "decision/1", Withdrawn()), now=7, hidden={"RI"}) == []
    assert triggers(decision(5, "RI", meeting="old"), now=7, hidden={"RI"}) == []


# T4: deciding about people whose words have shaped nothing


def test_a_decision_about_a_group_that_shaped_nothing_offers_a_pause_for_its_voice():
    offers = due(stage(0, "causes"), decision(5, "SE"), now=6)

    assert offers == [Offer("T4", "causes", "voice", ("decision/1",), since=at(5))]


@pytest.mark.parametrize(("level", "expected"), [(1, ["T4"]), (2, ["T4"]), (3, []), (5, [])])
def test_asked_is_not_enough_and_shaped_is(level, expected):
    assert triggers(heard("SE", level=level), decision(5, "SE"), now=6) == expected


def test_a_part_at_another_stage_is_none_at_this_one():
    lines = heard("SE", "prepare"), stage(-9000, "causes"), decision(5, "SE")

    assert triggers(*lines, now=6) == ["T4"]


def test_sitting_in_the_room_is_not_shaping():
    row = Touched(en="Families of English learners", role="family", groups=("SE",))
    lines = (
        (-9999, "meeting/m", Meeting(agenda="data", on="2027-02-03")),
        (-9, "touched/1", row),
        (-8, "meeting/m/table/1", TableMap(meeting="meeting/m", here=6)),
        decision(5, "SE", meeting="meeting/m"),
    )
    offers = offered(said(*lines), at(6), "meeting/m", began=at(0))

    assert [offer.trigger for offer in offers] == ["T4"]


def test_a_pause_of_its_own_or_a_skipped_one_answers_it_and_a_part_shown_later_does_too():
    made = decision(5, "SE")

    assert triggers(made, pause(6, "T1", change="x"), now=30) == ["T4"]
    assert triggers(made, pause(6, "T4", change="x"), now=30) == []
    assert triggers(made, pause(6, "T4", skipped="not_safe_now"), now=30) == []
    assert triggers(made, (7, *heard("SE")[1:]), now=8) == []


# never in a row


@pytest.mark.parametrize(
    "last", [{"change": "x"}, {"skipped": "not_safe_now"}, {"breath": True}, {}]
)
def test_for_twenty_minutes_after_a_pause_none_is_offered(last):
    lines = stage(0, "data"), pause(10, "T8", **last), stage(11, "causes"), shown(12, "expulsion")

    assert triggers(*lines, now=29.9) == []
    assert triggers(*lines, now=30) == ["T1", "T3"]


def test_new_words_in_a_pause_do_not_make_the_quiet_longer():
    held = pause(10, subject="pause/p"), pause(25, subject="pause/p", change="x")

    assert triggers(*held, shown(26, "expulsion"), now=31) == ["T3"]


def test_an_offer_that_was_put_off_comes_back_after_twenty_minutes():
    later = {"T3": at(6)}

    assert triggers(shown(5, "expulsion"), now=25, put_off=later) == []
    assert triggers(shown(5, "expulsion"), now=26, put_off=later) == ["T3"]
    assert triggers(shown(5, "expulsion"), now=45, put_off={"T2": at(44)}) == ["T3"]


def test_what_the_record_says_comes_before_what_was_planned():
    lines = stage(0, "data"), stage(1, "causes"), shown(2, "expulsion"), decision(3, "RI")

    assert triggers(*lines, now=45, hidden={"RI"}) == ["T15", "T4", "T1", "T3", "T2"]


def test_a_meeting_that_has_ended_has_no_pauses():
    ended = (50, "meeting/m/end", MeetingEnded(meeting="m"))

    assert triggers(stage(0, "data"), stage(1, "causes"), ended, now=51) == []


def test_erased_entries_ask_for_nothing():
    assert triggers(stage(0, "data"), (5, "stage", None), (6, "decision/1", None), now=7) == []


def test_offers_need_no_clock_of_their_own():
    lines = said(stage(0, "data"), stage(1, "causes"))
    years = timedelta(days=3650)

    assert offered(lines, at(2) + years, "m") == offered(lines, at(2), "m")


# which triggers sleep


def test_each_trigger_that_is_awake_has_a_rule_and_the_others_wait_for_records_to_come():
    """Whoever adds a kind of record that a trigger waits for writes its rule."""
    automatic = [trigger for trigger in load_triggers().values() if trigger.automatic]
    awake = {trigger.id for trigger in automatic if set(trigger.waits_for) <= record_kinds()}

    assert awake == set(RULES)


def test_these_triggers_sleep_today():
    asleep = {id for id, trigger in load_triggers().items() if trigger.automatic} - set(RULES)

    assert asleep == {"T5", "T6", "T7", "T12", "T13", "T14"}
