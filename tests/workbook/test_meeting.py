"""The meeting's page over a real record: what each button and field leaves behind."""

import json
import re
from datetime import date
from uuid import uuid4

import pytest
from conftest import StandingClock

from equitykit.errors import EquitykitError
from equitykit.records.notes import Decision, Line, MeasureShown, Note, Promise, RoleTally
from equitykit.records.pauses import Pause
from equitykit.records.team import Meeting, MeetingEnded, NextMeeting, StageReached
from equitykit.storage.journal.journal import open_journal
from equitykit.widgets.field_change import FieldChange
from equitykit.workbook.meeting import MeetingPage
from equitykit.workbook.workbook import open_workbook

MINUTE = 60_000
START = StandingClock().milliseconds


@pytest.fixture
def clock():
    return StandingClock()


@pytest.fixture
def opened(work, clock):
    """Open a view of the meeting's page."""
    pages = []

    def open_view(view: str, **parameters) -> MeetingPage:
        names = ("district", "team", "year", "language", "audience", "store", "data")
        defaults = ("sample", "none", "latest", "en", "team", "none", "sample")
        asked = dict(zip(names, defaults, strict=True)) | parameters
        book = open_workbook("00_today", **asked)
        pages.append(book.journal)
        return MeetingPage(book, book.teams[0], view, clock)

    yield open_view
    for journal in pages:
        journal.close()


@pytest.fixture
def desk(opened):
    """The facilitator's page with the data meeting of twelve people open."""
    page = opened("facilitator")
    press(page, "plan_meeting", agenda="data", on="2027-01-15", starts="15:00", people="12")
    return page


def press(page, action: str, **values) -> str:
    id = str(uuid4())
    page.act(action, {"id": id, **values})
    return id


def type_in(page, field: str, text: str, *, base: int | None = None) -> None:
    base = page.moment().sequence if base is None else base
    change = {"field": field, "id": str(uuid4()), "revision": 1, "base": base, "text": text}
    page.save(FieldChange(**change, final=True))


def refused(call, *args, **kwargs) -> str:
    with pytest.raises(EquitykitError) as error:
        call(*args, **kwargs)
    return error.value.id


def only(page, kind):
    [(subject, record)] = page.moment().standing.of(kind)
    return subject, record


def progress(page):
    return page.moment().progress


def test_planning_a_meeting_writes_it_down_and_opens_its_first_step(opened):
    page = opened("facilitator")

    press(
        page, "plan_meeting", agenda="study", on="2027-01-15", people="14",
        interpreted="true", role_scribe="seat by the door", role_timekeeper="  ",
    )  # fmt: skip

    subject, meeting = only(page, Meeting)
    assert meeting == Meeting(
        agenda="study",
        on=date(2027, 1, 15),
        people=14,
        people_beyond_staff=False,
        interpreted=True,
        roles={"scribe": "seat by the door"},
    )
    assert (progress(page).meeting, progress(page).step) == (subject, "opening")
    assert page.moment().agenda.minutes == 135, "interpreted: half as long again"


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"agenda": "party"}, "field_unknown"),
        ({"agenda": "data", "on": "tomorrow"}, "value_not_taken"),
        ({"agenda": "data", "people": "-3"}, "value_not_taken"),
        ({"agenda": "data", "people": "twelve"}, "value_not_taken"),
        ({"agenda": "data", "role_scribe": "x" * 300}, "value_not_taken"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_and_nothing_is_opened(opened, values, error):
    page = opened("facilitator")

    assert refused(press, page, "plan_meeting", **values) == error
    assert page.moment().meeting is None


def test_a_wall_that_opens_is_blank_whatever_was_shown_before(desk, opened):
    press(desk, "show", thing="step")
    assert not progress(desk).blank

    wall = opened("room")

    assert progress(desk).blank
    assert 'data-room="blank"' in str(wall.draw())


def test_the_wall_shows_what_the_facilitator_shows(desk, opened):
    wall = opened("room")

    press(desk, "show", thing="step")

    assert "Read our agreements" in str(wall.draw())


def test_the_wall_takes_no_words_and_no_other_buttons(desk, opened):
    wall = opened("room")
    press(wall, "wake")
    assert not progress(desk).blank

    assert refused(press, wall, "show", thing="step") == "field_unknown"
    assert refused(type_in, wall, "support#text", "hello") == "field_unknown"


def test_lines_come_in_their_order_and_sending_them_again_adds_nothing(desk):
    lines = [{"id": str(uuid4()), "text": text} for text in ("Mondays", " ", "Late buses")]

    press(desk, "add_lines", lines=lines)
    press(desk, "add_lines", lines=lines)

    assert [line.text for _, line in desk.moment().standing.of(Line)] == ["Mondays", "Late buses"]


def test_a_line_being_typed_is_on_the_wall_before_enter(desk, opened):
    wall = opened("room")
    press(desk, "show", thing="lines")

    draft = FieldChange(
        field="line/new/opening#text", id=str(uuid4()), revision=1, base=0,
        text="The bus comes after the bell", final=False,
    )  # fmt: skip
    desk.save(draft)

    assert "The bus comes after the bell" in str(wall.draw())
    assert desk.moment().standing.of(Line) == []


def test_a_note_stays_off_the_wall(desk, opened):
    wall = opened("room")
    meeting = progress(desk).meeting
    type_in(desk, f"{meeting}/note/opening#text", "Ask Rosa privately")

    for thing in ("step", "lines", "agenda", "goodbye", "support", "path"):
        press(desk, "show", thing=thing)
        assert "Rosa" not in str(wall.draw())
    assert only(desk, Note)[1].text == "Ask Rosa privately"


def test_a_line_of_today_can_be_taken_out_at_once_and_later_with_a_reason(desk, clock):
    press(desk, "add_lines", lines=[{"id": str(uuid4()), "text": "Parents do not care"}])
    subject, _ = only(desk, Line)

    clock.milliseconds = round(desk.moment().standing.entry(subject).time.timestamp() * 1000)
    clock.pass_minutes(3)

    assert refused(press, desk, "line_again", subject=subject, do="withdraw") == "reason_missing"
    press(desk, "line_again", subject=subject, do="withdraw", reason="It blames families")
    assert desk.moment().standing.of(Line) == []
    versions = desk.team.journal.versions(desk.team.stream, subject)
    assert [each.reason for each in versions] == ["", "It blames families"]


def test_a_line_that_has_stood_is_corrected_with_a_reason_that_stays(desk, clock):
    press(desk, "add_lines", lines=[{"id": str(uuid4()), "text": "Parents do not come"}])
    subject, _ = only(desk, Line)
    clock.milliseconds = round(desk.moment().standing.entry(subject).time.timestamp() * 1000)
    assert f'data-field="{subject}#text"' in str(desk.draw())
    clock.pass_minutes(3)
    assert f'data-field="{subject}#text"' not in str(desk.draw())

    press(desk, "line_again", subject=subject, do="correct", reason="The hour was ours")
    assert f'data-field="{subject}#text"' in str(desk.draw())
    type_in(desk, f"{subject}#text", "We meet when parents work")

    versions = desk.team.journal.versions(desk.team.stream, subject)
    assert [each.reason for each in versions] == ["", "The hour was ours"]
    assert f'data-field="{subject}#text"' not in str(desk.draw())


def test_undo_goes_back_one_entry_at_a_time(desk):
    for text in ("one", "two"):
        press(desk, "add_lines", lines=[{"id": str(uuid4()), "text": text}])
    subject = desk.moment().standing.of(Line)[0][0]
    type_in(desk, f"{subject}#text", "one and a half")

    def texts():
        return [line.text for _, line in desk.moment().standing.of(Line)]

    assert texts() == ["one and a half", "two"]
    press(desk, "undo")
    assert texts() == ["one", "two"]
    press(desk, "undo")
    assert texts() == ["one"]
    press(desk, "undo")
    press(desk, "undo")
    assert texts() == []


def test_two_texts_of_one_field_are_both_kept_until_the_team_chooses(desk):
    press(desk, "new_decision")
    subject, _ = only(desk, Decision)
    base = desk.moment().sequence
    type_in(desk, f"{subject}#text", "Later bell", base=base)
    type_in(desk, f"{subject}#text", "Earlier bus", base=base)

    heads = desk.moment().standing[subject]
    page = str(desk.draw())
    assert {head.record.text for head in heads} == {"Later bell", "Earlier bus"}
    assert "Later bell" in page and "Earlier bus" in page

    press(desk, "choose", field=f"{subject}#text", entry=heads[0].id)

    assert [head.record.text for head in desk.moment().standing[subject]] == ["Later bell"]


def test_a_value_that_does_not_fit_its_field_is_refused(desk):
    press(desk, "new_promise")
    subject, _ = only(desk, Promise)

    assert refused(type_in, desk, f"{subject}#by", "soon") == "value_not_taken"
    assert refused(type_in, desk, f"{subject}#state", "forgotten") == "value_not_taken"
    type_in(desk, f"{subject}#by", "2027-02-01")
    type_in(desk, f"{subject}#state", "kept")
    type_in(desk, f"{subject}#by", "")

    assert only(desk, Promise)[1] == Promise(meeting=progress(desk).meeting, state="kept")


@pytest.mark.parametrize(
    "field", ["team#name", "stage#stage", "line/00000000-0000#text", "support#mood", "../x#text"]
)
def test_a_field_that_no_page_has_is_refused(desk, field):
    before = desk.moment().sequence

    assert refused(type_in, desk, field, "x") == "field_unknown"
    assert desk.moment().sequence == before


def test_a_meeting_that_is_late_drops_what_may_go_and_takes_it_back(desk, clock):
    clock.pass_minutes(15)
    options = {option.id: option for option in _late_options(desk)}
    assert json.loads(options["drop"].value) == {"crossings": 0}

    press(desk, "win_time", option="drop", steps=options["drop"].value)
    assert progress(desk).dropped == ("crossings",)
    press(desk, "take_back", step="crossings")
    press(desk, "win_time", option="end_later", steps="8")

    assert (progress(desk).dropped, progress(desk).longer) == ((), 8)
    assert {option.id: option for option in _late_options(desk)} == {}


def _late_options(desk):
    from equitykit.workbook.meeting_desk import desk_of

    return desk_of(desk, desk.moment()).late_options


@pytest.mark.parametrize(
    "steps", ["{}x", '{"crossings": -4}', '{"party": 3}', "[1]", '{"predict": 90}']
)
def test_ways_to_win_time_that_nobody_offered_are_refused(desk, steps):
    assert refused(press, desk, "win_time", option="shorten", steps=steps) == "field_unknown"


def test_a_figure_that_is_shown_for_the_first_time_is_remembered_once(desk, opened):
    wall = opened("room")
    press(desk, "go", step="reveal_notice")
    press(desk, "choose_data", measure="suspension", dimension="gender")

    press(desk, "show", thing="figure")
    press(desk, "hide", thing="figure")
    press(desk, "show", thing="figure")

    assert only(desk, MeasureShown)[0] == "shown/suspension"
    assert "Suspension" in str(wall.draw())
    assert "invented data" in str(wall.draw())


def test_going_to_a_step_of_another_stage_moves_the_team_along_the_arc(desk):
    press(desk, "tally", role="teacher")
    press(desk, "tally", role="teacher")
    press(desk, "go", step="predict")

    assert only(desk, StageReached)[1].stage == "data"
    assert only(desk, RoleTally)[1].counts == {"teacher": 2}
    assert progress(desk).tally == {}


def test_a_pause_does_not_end_before_it_has_come_to_something(desk):
    press(desk, "add_lines", lines=[{"id": str(uuid4()), "text": "Ask the office"}])
    line, _ = only(desk, Line)
    press(desk, "pause_start", trigger="T9")
    subject, pause = only(desk, Pause)
    assert (pause.trigger, pause.focus) == ("T9", "voice")
    assert set(pause.asked) == {"en", "es"}

    press(desk, "pause_phase", phase="silent")
    assert refused(press, desk, "pause_end") == "pause_unfinished"
    type_in(desk, f"{subject}#seen", "Only staff spoke")
    assert refused(press, desk, "pause_end") == "pause_unfinished"
    type_in(desk, f"{subject}#change", "We ask two students first")
    type_in(desk, f"{subject}#changes", line)
    press(desk, "pause_end")

    assert progress(desk).pause == ""
    assert "Changed by the equity pause of" in str(desk.draw())


def test_the_wall_asks_in_both_languages_whatever_the_meeting_speaks(desk, opened):
    wall = opened("room")
    press(desk, "language", language="es")
    press(desk, "pause_start", trigger="asked")
    press(desk, "pause_phase", phase="silent")
    asked = only(desk, Pause)[1].asked

    page = str(wall.draw())

    assert 'lang="en"' in page and 'lang="es"' in page
    assert all(text.split()[0] in page for text in asked.values())


def test_a_pause_can_be_skipped_for_one_of_three_reasons(desk):
    assert refused(press, desk, "pause_skip", trigger="T2", reason="boring") == "field_unknown"

    press(desk, "pause_skip", trigger="T2", reason="short_on_time")

    assert only(desk, Pause)[1].skipped == "short_on_time"


def test_a_pause_is_offered_when_one_role_holds_most_of_the_talk(desk):
    for role, turns in (("leader", 9), ("family", 2)):
        for _ in range(turns):
            press(desk, "tally", role=role)
    assert "A few voices hold most of the talk" in str(desk.draw())

    press(desk, "pause_later", trigger="T9")

    assert "A few voices hold most of the talk" not in str(desk.draw())


def test_students_may_choose_the_question(desk):
    press(desk, "pause_start", trigger="asked")
    press(desk, "pause_choose", subject="x")
    assert "Students or families chose it" in str(desk.draw())

    press(desk, "pause_prompt", prompt="F4", by="students_or_families")

    pause = only(desk, Pause)[1]
    assert (pause.prompt, pause.focus, pause.chosen_by) == ("F4", "team", "students_or_families")


def test_a_breath_asks_nothing_and_ends_by_itself(desk):
    press(desk, "breath", trigger="T10")
    assert progress(desk).screen == "breath"

    press(desk, "pause_end")

    assert only(desk, Pause)[1].breath


def test_the_pause_after_leaving_a_stage_is_offered_and_quiet_for_twenty_minutes_after(desk, clock):
    desk.team.write("stage", StageReached(stage="listen"))
    entry = desk.moment().standing.entry("stage")
    clock.milliseconds = round(entry.time.timestamp() * 1000) + MINUTE

    assert "moved on from a stage without a pause" in str(desk.draw())
    press(desk, "pause_skip", trigger="T1", reason="not_safe_now")

    assert "moved on from a stage without a pause" not in str(desk.draw())


def test_switching_the_language_keeps_everything_else(desk):
    press(desk, "show", thing="agenda")
    before = progress(desk)

    press(desk, "language", language="es")

    assert progress(desk) == before.model_copy(update={"language": "es"})
    assert "La sala ve" in str(desk.draw())


def test_a_held_room_is_blank_and_goes_on_where_it_was(desk, clock):
    press(desk, "timer_start", minutes="5")
    clock.pass_minutes(2)
    press(desk, "hold")
    clock.pass_minutes(20)
    press(desk, "release")

    assert progress(desk).timer.ends == clock() + 3 * MINUTE
    assert progress(desk).blank


def test_ending_a_meeting_writes_everything_down(desk, work):
    press(desk, "add_lines", lines=[{"id": str(uuid4()), "text": "Buses on Mondays"}])
    press(desk, "go", step="close")
    press(desk, "new_promise")
    type_in(desk, f"{only(desk, Promise)[0]}#text", "Call the bus company")
    meeting = progress(desk).meeting
    type_in(desk, f"{meeting}/next#on", "2027-01-29")
    type_in(desk, f"{meeting}/next#starts", "15:30")
    press(desk, "end_meeting")

    [folder] = (work / "exports").glob("attendance-*/2027-01-15-data")
    written = {path.suffix: path for path in folder.iterdir()}
    assert only(desk, MeetingEnded)[1].meeting == meeting
    assert only(desk, NextMeeting)[1].on == date(2027, 1, 29)
    assert set(written) == {".sqlite", ".equitykit", ".html", ".ics"}
    assert {path.name for path in folder.glob("*.html")} == {"minutes.en.html", "minutes.es.html"}
    assert "Buses on Mondays" in (folder / "minutes.es.html").read_text("utf-8")
    assert "DTSTART:20270129T153000" in written[".ics"].read_text("utf-8")
    backup = open_journal(written[".sqlite"])
    assert backup.verify() == []
    assert [info.stream for info in backup.teams()] == [desk.team.stream]
    backup.close()
    assert "exports/" in str(desk.draw())


def test_a_page_of_no_team_says_where_teams_are(opened, monkeypatch):
    monkeypatch.setenv("QUERY_STRING", "view=facilitator&team=nobody")

    closed = open_workbook(
        "00_today", district="sample", team="none", year="latest", language="en",
        audience="team", store="none", data="sample",
    )  # fmt: skip

    assert "The record has no team" in closed._repr_mimebundle_()["text/html"]


def test_nothing_is_done_while_no_meeting_is_open(opened):
    page = opened("facilitator")

    assert refused(press, page, "go", step="opening") == "meeting_not_open"
    assert refused(press, page, "add_lines", lines=[]) == "meeting_not_open"


def test_a_wall_in_trouble_names_no_file_and_the_desk_does(desk, opened, work):
    wall = opened("room")
    for page in (desk, wall):
        page.team.journal.close()
    (work / "record.sqlite").unlink()
    for leftover in work.glob("record.sqlite-*"):
        leftover.unlink()
    (work / "record.sqlite").mkdir()

    with pytest.raises(EquitykitError) as error:
        wall.draw()
    assert error.value.id == "wall_waits"
    assert refused(wall.pulse) == "wall_waits"
    assert refused(desk.draw) != "wall_waits"


def test_undo_never_reaches_back_into_a_meeting_that_was_held_before(desk):
    press(desk, "add_lines", lines=[{"id": str(uuid4()), "text": "Bring bus times"}])
    press(desk, "end_meeting")
    press(desk, "plan_meeting", agenda="study", on="2027-01-29")

    press(desk, "undo")

    assert only(desk, Line)[1].text == "Bring bus times"
    assert "Bring bus times" not in str(desk.draw())


def test_what_the_desk_chooses_before_the_figure_is_shown_is_what_the_wall_gets(desk, opened):
    wall = opened("room")
    press(desk, "go", step="reveal_notice")
    press(desk, "choose_data", measure="suspension", dimension="gender")
    assert "Suspension" in str(desk.draw())
    assert "Suspension" not in str(wall.draw())

    press(desk, "show", thing="figure")

    assert "Suspension" in str(wall.draw())


def test_a_figure_on_the_wall_goes_along_with_the_desk(desk, opened):
    wall = opened("room")
    press(desk, "go", step="reveal_notice")
    press(desk, "show", thing="figure")

    press(desk, "choose_data", yardstick="highest", **about(desk))
    assert desk.words("yardsticks.highest.name") in str(wall.draw())
    press(desk, "choose_data", kind="trend", **about(desk))
    assert progress(desk).figure["kind"] == "trend"
    assert str(wall.draw()).count("<figure") == 1


def test_a_figure_that_nobody_predicted_is_asked_about_before_the_wall_goes_along(desk, opened):
    wall = opened("room")
    press(desk, "go", step="reveal_notice")
    press(desk, "noticing.predicted")
    press(desk, "show", thing="figure")

    press(desk, "choose_data", measure="suspension", dimension="gender")
    asked = str(wall.draw())
    assert "Suspension" in asked
    assert "<figure" not in asked
    assert set(dict(desk.moment().standing.of(MeasureShown))) == {"shown/chronic_absenteeism"}
    press(desk, "noticing.predicted")
    press(desk, "show", thing="figure")
    assert "<figure" in str(wall.draw())

    # what was predicted before goes along at once, and counts as shown
    press(desk, "choose_data", measure="chronic_absenteeism", dimension="race_ethnicity")
    assert "Chronic absenteeism" in str(wall.draw())
    assert "<figure" in str(wall.draw())


def about(desk) -> dict[str, str]:
    """The measure and the split that the desk looks at."""
    choice = desk.data.chosen(progress(desk).choice)[0]
    return {"measure": choice.measure, "dimension": choice.dimension, "period": choice.period}


def test_a_pause_gives_the_step_back_as_it_was(desk, clock):
    press(desk, "timer_start", minutes="10")
    press(desk, "show", thing="lines")
    clock.pass_minutes(4)
    press(desk, "pause_start", trigger="asked")
    press(desk, "pause_phase", phase="silent")
    type_in(desk, f"{only(desk, Pause)[0]}#unchanged_because", "Everyone had spoken")
    clock.pass_minutes(5)

    press(desk, "pause_end")

    assert (progress(desk).screen, progress(desk).timer.left) == ("lines", 6 * MINUTE)


def test_the_pause_of_the_agenda_stays_offered_when_its_step_is_gone_past(desk):
    press(desk, "go", step="crossings")

    assert "The pause of this agenda" in str(desk.draw())


def test_people_to_turn_to_can_be_named_in_any_step(desk, opened):
    wall = opened("room")
    press(desk, "show", thing="support")
    assert "These people are here for you" not in str(wall.draw())

    type_in(desk, "support#text", "The counselor, room 4")

    assert "These people are here for you" in str(wall.draw())
    assert "The counselor, room 4" in str(wall.draw())


def test_a_hidden_group_is_marked_where_a_decision_is_about_it(desk):
    press(desk, "new_decision")

    assert "(figures hidden)" in str(desk.draw())


def test_a_team_that_is_not_there_is_a_sentence_also_with_a_district_in_the_address(
    opened, monkeypatch
):
    monkeypatch.setenv("QUERY_STRING", "view=room&team=Atendance&district=99600410000000")

    closed = open_workbook(
        "00_today", district="sample", team="none", year="latest", language="en",
        audience="team", store="none", data="sample",
    )  # fmt: skip

    assert "Its teams are: Attendance" in closed._repr_mimebundle_()["text/html"]


def test_what_can_be_shown_stands_in_the_order_in_which_it_is_used(desk):
    press(desk, "go", step="reveal_notice")
    offered = re.findall(r'data-value-thing="([^"]+)"', str(desk.draw()).partition('"reveals"')[2])
    order = ["step", "noticing.before", "noticing.question", "figure", "noticing.notice",
             "noticing.wonder", "yardstick.meanings", "yardstick.two", "lines"]  # fmt: skip
    places = [offered.index(each) for each in order]
    assert places == sorted(places)
