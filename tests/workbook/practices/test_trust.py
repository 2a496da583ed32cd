"""Trust is made by promises that are kept: all of them are in one register, late ones by rule."""

from datetime import date

import pytest
from practices import text_of

from equitykit.content.agendas import load_agendas
from equitykit.content.texts import LANGUAGES, load_words
from equitykit.errors import EquitykitError
from equitykit.records.notes import Promise
from equitykit.records.reading import read_record
from equitykit.records.rounds import Round
from equitykit.records.series import BetweenTask
from equitykit.records.trust import ConnectionAsked, FeedbackAnswer
from equitykit.reviews.promises import PromiseStand, state_on
from equitykit.reviews.trust import presses_to_disclose
from equitykit.workbook.meeting_minutes import Account
from equitykit.workbook.practices.trust_shown import prompts

DAY = 24 * 60  # minutes; the clock of these tests begins on 15 January 2027


def promise(desk, text="Send the notes in Spanish", **values) -> str:
    return f"promise/{desk.press('trust.promise', text=text, **values)}"


def feedback(desk, slips: int) -> None:
    desk.press("trust.closing_feedback_open", way="slips")
    for _ in range(slips):
        desk.press("trust.closing_feedback_slip", worth="fully", said="hardly")
    desk.press("trust.closing_feedback_reveal")


def test_a_promise_past_its_date_is_late_by_rule_on_desk_and_wall(practised):
    desk = practised.at("02_open")
    line = promise(desk, to="Families", by="2027-01-20")
    practised.clock.pass_minutes(5 * DAY)
    assert "open, by January 20, 2027" in desk.read("trust")

    practised.clock.pass_minutes(DAY)
    assert "late since January 20, 2027" in desk.read("trust")
    assert "late since January 20, 2027" in desk.show("trust.promised")
    # nobody has said so: the record still has what was told
    assert desk.stands(Promise)[line].state == "open"


def test_the_register_holds_promises_of_the_sponsor_and_tasks_too(practised):
    desk = practised.at("01_prepare")
    promise(desk, text="Send the notes in Spanish")
    commitment = f"commitment/{desk.press('commitments.add')}"
    desk.write(commitment, "en", "Substitutes are paid")
    desk.press("series.start", first="2027-02-01", count="4", weeks="3")
    planned = next(s for s in desk.page.moment().standing if s.startswith("planned/"))
    task = f"task/{desk.press('series.task', subject=planned)}"
    desk.write(task, "en", "Ask for the bus times")
    desk.write(commitment, "by", "2027-01-16")
    desk.write(task, "by", "2027-01-16")
    practised.clock.pass_minutes(2 * DAY)

    read = desk.read("trust")
    assert "Late 2 · open 1 · kept 0 · broken 0 · released 0" in read
    assert "Substitutes are paid by the sponsor – late since January 16" in read
    assert "Ask for the bus times as work between meetings – late since" in read
    desk.press("commitments.check", subject=commitment, result="kept")
    desk.write(task, "state", "dropped")
    assert "Late 0 · open 1 · kept 1 · broken 0 · released 1" in desk.read("trust")
    assert desk.stands(BetweenTask)[task].state == "dropped"


@pytest.mark.parametrize(
    ("said", "by", "day", "state"),
    [
        ("open", date(2027, 1, 20), date(2027, 1, 20), "open"),
        ("open", date(2027, 1, 20), date(2027, 1, 21), "late"),
        ("open", None, date(2027, 1, 21), "open"),
        ("late", date(2027, 1, 20), date(2027, 1, 1), "late"),
        ("kept", date(2027, 1, 20), date(2027, 6, 1), "kept"),
        ("broken", date(2027, 1, 20), date(2027, 1, 1), "broken"),
        ("released", date(2027, 1, 20), date(2027, 6, 1), "released"),
    ],
)
def test_the_state_follows_from_what_was_said_and_the_date(said, by, day, state):
    assert state_on(said, by, day) == state


def test_a_promise_kept_after_its_date_says_by_how_many_days():
    on = date(2027, 1, 24)
    kept = PromiseStand("promise/1", "meeting", "a", "a", "", date(2027, 1, 20), "kept", on)
    assert kept.days_after == 4
    in_time = PromiseStand("promise/1", "meeting", "a", "a", "", on, "kept", on)
    assert in_time.days_after == 0


@pytest.mark.parametrize("state", ["broken", "released"])
def test_a_broken_or_released_promise_needs_a_sentence_that_stays(practised, state):
    desk = practised.at("02_open")
    line = promise(desk)
    with pytest.raises(EquitykitError) as raised:
        desk.press("trust.say", subject=line, state=state, why=" ")
    assert raised.value.id == "promise_needs_words"
    assert desk.stands(Promise)[line].state == "open"

    desk.press("trust.say", subject=line, state=state, why="No translator; families were told")
    assert desk.stands(Promise)[line].state == state
    assert "No translator; families were told" in desk.read("trust")
    assert "No translator; families were told" in desk.told("trust")


@pytest.mark.parametrize("state", ["kept", "late"])
def test_what_came_of_a_promise_is_in_register_minutes_and_pack(practised, state):
    desk = practised.at("00_today")
    desk.plan("launch")
    line = promise(desk, text="Send the notes in Spanish")
    desk.press("leave_meeting")
    desk.plan("define")
    here = desk.page.moment().meeting_id
    why = "The office sent them on Monday; families were told"
    desk.press("trust.say", subject=line, state=state, why=why)

    assert why in desk.read("trust") and why in desk.told("trust")
    account = Account(desk.page.book, desk.page.team)
    assert why in text_of(account.minutes(here)) and why in text_of(account.pack())
    # said anew, it is the new words that count
    desk.press("trust.say", subject=line, state="kept", why="")
    assert why not in text_of(Account(desk.page.book, desk.page.team).pack())
    assert desk.stands(Promise)[line].closed_in == here
    # somebody finds that it was not kept after all
    desk.write(line, "state", "open")
    minutes = text_of(Account(desk.page.book, desk.page.team).minutes(here))
    assert "What came of promises" not in minutes and "Promises still open" in minutes


def test_what_came_of_a_promise_can_be_corrected_where_a_meeting_closes(practised):
    desk = practised.at("00_today")
    desk.plan("launch")
    line = promise(desk)
    desk.press("go", step="decisions_tasks")
    assert f"{line}#why" not in str(desk.page.draw())
    desk.press("trust.say", subject=line, state="kept", why="Sent on Munday")
    assert f"{line}#why" in str(desk.page.draw())
    desk.write(line, "why", "Sent on Monday")
    assert desk.stands(Promise)[line].why == "Sent on Monday"


def test_a_reason_that_an_older_record_kept_with_its_entry_is_still_told(practised):
    desk = practised.at("02_open")
    line = promise(desk)
    closed = desk.stands(Promise)[line].with_value("state", "released")
    desk.page.team.write(line, closed, reason="Nobody needs it any more")
    assert "Nobody needs it any more" in desk.told("trust")


def test_an_invitation_with_a_role_and_a_day_is_a_promise_on_desk_and_wall(practised):
    desk = practised.at("00_today")
    desk.plan("launch")
    row = f"touched/{desk.press('table.take', role='family')}"
    invitation = f"invitation/{desk.press('table.invite', subject=row)}"
    desk.write(invitation, "text", "Meet at the library")
    desk.write(invitation, "owner", "Family liaison")
    assert "Meet at the library" not in desk.read("trust")
    desk.write(invitation, "by", "2027-01-20")

    assert "Families: Meet at the library" in desk.read("trust")
    assert "invitation (Family liaison), open, by January 20, 2027" in desk.show("trust.promised")
    practised.clock.pass_minutes(6 * DAY)
    assert "late since January 20, 2027" in desk.wall()
    desk.write(invitation, "state", "coming")
    assert "Late 0 · open 0 · kept 1" in desk.read("trust")
    assert "they are coming" in desk.told("trust")
    desk.press("language", language="es")
    assert "Familias: Meet at the library" in desk.wall()


def test_a_promise_of_an_older_record_is_still_read():
    old = {"meeting": "meeting/1", "text": "Send notes", "to": "", "by": None, "state": "late"}
    read = read_record("promise", old)
    assert (read.state, read.why, read.closed_in) == ("late", "", "")


def test_a_promise_without_words_or_with_a_day_that_passed_is_refused(practised):
    desk = practised.at("02_open")
    for values, error in (
        ({"text": " "}, "text_missing"),
        ({"text": "Notes", "by": "2027-01-14"}, "date_has_passed"),
        ({"text": "Notes", "by": "tomorrow"}, "value_not_taken"),
    ):
        with pytest.raises(EquitykitError) as raised:
            desk.press("trust.promise", **values)
        assert raised.value.id == error
    with pytest.raises(EquitykitError) as raised:
        desk.press("trust.say", subject="team", state="kept")
    assert raised.value.id == "field_unknown"
    assert not desk.stands(Promise)


def test_that_everybody_may_pass_stands_below_each_question_of_the_wall(practised):
    desk = practised.at("02_open")
    desk.plan("launch")
    desk.press("language", language="both")
    assert "You may pass" in desk.show("trust.connection")
    desk.press("trust.connect", prompt="teach")
    wall = desk.wall()
    assert "in five minutes" in wall and "en cinco minutos" in wall
    assert "You may pass" in wall and "Puede pasar" in wall

    desk.press("trust.connect", en="What is your worst childhood memory?")
    assert "“worst” asks people to give away something private" in desk.read("trust")
    assert "You may pass" in desk.wall()
    assert len(desk.stands(ConnectionAsked)) == 1


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("What was your most painful loss?", "painful"),
        ("¿De qué siente vergüenza?", "vergüenza"),
        ("Which colour would you paint this room?", ""),
        ("¿Qué papeles tenemos en el equipo?", ""),
    ],
)
def test_questions_that_press_for_something_private_are_told_from_others(question, word):
    assert presses_to_disclose(question) == word


@pytest.mark.parametrize("language", LANGUAGES)
def test_none_of_our_questions_presses(language):
    words = load_words(language)
    assert len(prompts()) >= 8
    assert [id for id in prompts() if presses_to_disclose(words(f"trust.prompt.{id}"))] == []


def test_a_question_is_chosen_for_a_meeting_from_those_there_are(practised):
    desk = practised.at("02_open")
    with pytest.raises(EquitykitError):
        desk.press("trust.connect", prompt="teach")
    desk.plan("define")
    with pytest.raises(EquitykitError) as raised:
        desk.press("trust.connect", prompt="gossip")
    assert raised.value.id == "field_unknown"
    with pytest.raises(EquitykitError) as raised:
        desk.press("trust.connect", en=" ", es="")
    assert raised.value.id == "text_missing"


def test_feedback_of_last_time_is_open_until_somebody_says_what_it_changed(practised):
    desk = practised.at("02_open")
    desk.plan("launch")
    feedback(desk, 5)
    assert [each.answers for each in desk.stands(Round).values()] == [5]
    # what is asked now is answered next time
    assert "has had no answer yet" not in desk.read("trust")
    desk.press("leave_meeting")
    desk.plan("define")
    assert "has had no answer yet" in desk.read("trust")

    with pytest.raises(EquitykitError) as raised:
        desk.press("trust.answer", heard="Too fast", did="changed", en=" ")
    assert raised.value.id == "feedback_empty"
    desk.press("trust.answer", heard="Too fast", did="changed", en="Half as many topics")
    assert "has had no answer yet" not in desk.read("trust")
    wall = desk.show("trust.changed")
    assert "Too fast" in wall and "We changed it: Half as many topics" in wall
    answer = next(iter(desk.stands(FeedbackAnswer).values()))
    assert answer.round_answered == next(iter(desk.stands(Round)))
    assert "Too fast" in desk.told("trust")


def test_feedback_of_fewer_than_five_shows_nothing_and_asks_for_no_answer(practised):
    desk = practised.at("02_open")
    desk.plan("launch")
    feedback(desk, 4)
    desk.press("leave_meeting")
    desk.plan("define")

    assert "has had no answer yet" not in desk.read("trust")
    assert "hardly 4" not in desk.show("trust.feedback")


def test_what_was_closed_before_the_last_meeting_is_not_said_again(practised):
    desk = practised.at("02_open")
    old = promise(desk, text="An old promise")
    desk.press("trust.say", subject=old, state="kept")
    assert "An old promise" in desk.show("trust.promised")
    # the entry is of today; a meeting after that one makes it old
    for on in ("2090-01-15", "2090-02-15"):
        desk.press("plan_meeting", agenda="define", on=on, people="12")
    assert "An old promise" not in desk.show("trust.promised")
    assert "An old promise" in desk.read("trust")


def test_without_a_record_there_is_the_paper_twin(practised):
    desk = practised.at("02_open")
    assert desk.told("trust") == ""
    paper = desk.paper("trust")
    assert "Promise register" in paper and "Everybody may pass" in paper
    assert "I could say what I needed to say" in paper


def test_every_opening_says_what_was_promised():
    openings = [
        step
        for agenda in load_agendas().values()
        for step in agenda.steps
        if step.id in ("opening", "connection")
    ]
    assert len(openings) == 7
    assert [step for step in openings if "trust" not in step.practices] == []
