"""What the facilitator holds: every control with what it sends, and nothing to the room by itself."""

import re

import made_up_meeting as meetings
import pytest

from equitykit.views.fields import Field
from equitykit.views.today_facilitator import FIXED_KEYS, facilitator_page
from equitykit.views.today_one import Strip, one_screen
from equitykit.views.today_plan import plan_meeting
from equitykit.views.today_room import RoomScreen
from equitykit.views.today_steps import LineView, StepView, step_section

ENGLISH, SPANISH = meetings.BOTH


def page(kind: str, words=ENGLISH) -> str:
    return str(facilitator_page(meetings.desk(words, kind), words, languages=meetings.BOTH))


def sent(html: str, action: str) -> list[dict[str, str]]:
    """What each button of an action sends."""
    buttons = re.findall(rf'<button[^>]*data-action="{action}"[^>]*>', html)
    return [dict(re.findall(r'data-value-([\w-]+)="([^"]*)"', button)) for button in buttons]


def test_the_stand_is_said_in_words():
    assert "Step 4 of 9" in page("collects")
    assert "4 min late" in page("collects")
    assert "min late" not in page("decides")


def test_each_step_can_be_gone_to_and_a_dropped_one_taken_back():
    html = page("collects")

    steps = [step.id for step in meetings.AGENDA.steps]
    assert [each["step"] for each in sent(html, "go")][: len(steps)] == steps
    assert sent(html, "take_back") == [{"step": "crossings"}]


def test_next_and_back_leave_out_what_was_dropped():
    moves = sent(page("collects"), "go")[-2:]

    assert moves == [{"step": "predict"}, {"step": "wonder"}]


def test_ways_to_win_time_say_what_they_drop_and_send_it_back():
    html = page("collects")

    assert "Drop “Crossings and small groups”: wins 14 min · ends in time" in html
    assert sent(html, "win_time")[0] == {"option": "drop", "steps": "{&#34;crossings&#34;: 0}"}


def test_blanking_is_one_key_that_works_while_typing():
    button = re.search(r'<button[^>]*data-action="blank"[^>]*>', page("collects"))[0]

    assert 'data-key="F9 b ."' in button
    assert "data-blank-now" in button


def test_no_key_does_two_things():
    for kind in ("collects", "decides", "closes"):
        keys = re.findall(r'data-key="([^"]+)"', page(kind))
        # the reasons to skip have their keys only while they are open
        single = [key for each in keys for key in each.split() if key not in "123"]

        assert sorted(single) == sorted(set(single)), kind


def test_each_key_is_on_the_list_of_keys():
    html = page("collects")
    listed = re.findall(r"<kbd>([^<]+)</kbd>", html[html.index("<dialog") :])

    for each in re.findall(r'data-key="([^"]+)"', html):
        for key in each.split():
            assert key in listed or key in ("ArrowLeft", "ArrowRight", "1", "2", "3"), key
    assert len(listed) >= len(FIXED_KEYS)


def test_an_offered_pause_can_be_taken_put_off_or_skipped_with_one_of_three_reasons():
    html = page("collects")

    assert sent(html, "pause_accept") == [{"trigger": "T3", "subject": ""}]
    assert sent(html, "pause_later") == [{"trigger": "T3", "subject": ""}]
    assert [each["reason"] for each in sent(html, "pause_skip")] == [
        "short_on_time", "just_done", "not_safe_now",
    ]  # fmt: skip


def test_strong_feeling_leads_to_a_breath_and_not_to_a_question():
    html = page("collects")

    assert sent(html, "breath") == [{"trigger": "T10"}]
    assert {each["trigger"] for each in sent(html, "pause_start")} == {"asked", "T8", "T9", "T11"}


def test_a_running_pause_has_its_question_in_both_languages_and_its_four_fields():
    html = page("decides")

    for words in meetings.BOTH:
        assert f'<p class="prompt" lang="{words.language}">{words("prompts.C3.text")}</p>' in html
    assert {name for name in re.findall(r'data-field="(pause/[^"]+)"', html)} == {
        "pause/1#seen", "pause/1#change", "pause/1#changes", "pause/1#unchanged_because",
    }  # fmt: skip


def test_the_question_can_be_chosen_by_students_or_families():
    chosen = sent(page("closes"), "pause_prompt")

    assert {"prompt": "D1", "by": "students_or_families"} in chosen
    assert {"prompt": "D1", "by": "facilitator"} in chosen


def test_many_lines_can_be_added_and_one_taken_out():
    html = page("collects")

    field = re.search(r'<input[^>]*data-field="line/new/reveal_notice#text"[^>]*>', html)[0]
    assert "data-list" in field
    assert 'data-action="add_lines"' in field
    assert html.count('<form data-action="line_again">') == len(meetings.LINES)


def test_only_an_older_line_asks_for_the_reason_when_it_is_taken_out():
    def withdrawing(needs_reason: bool) -> str:
        line = LineView("line/1", Field("line/1#text", "Line", "x", kind="line"), needs_reason)
        return str(step_section(StepView("notice", "Notice", lines=(line,)), words=ENGLISH))

    assert 'name="reason"' in withdrawing(True)
    assert 'name="reason"' not in withdrawing(False)


def test_what_a_pause_changed_says_so():
    assert "Changed by the pause on January 13" in page("collects")


def test_ending_the_meeting_says_first_what_it_will_do():
    html = page("closes")

    assert html.index("Backs up the record.") < html.index('data-action="end_meeting"')


def test_a_step_to_read_has_no_hint_no_note_and_no_control():
    desk = meetings.desk(ENGLISH, "collects")
    html = step_section(desk.step, words=ENGLISH, live=False)

    assert not re.search(r"<(button|input|textarea|select|form)\b", html)
    assert desk.step.hint not in html
    assert meetings.LINES[0] in html


def test_the_one_screen_has_no_hint_no_note_and_no_reason():
    strip = Strip("notice", "predict", "wonder", collects_lines=True, timer_minutes=6)
    html = str(one_screen(RoomScreen(), strip, languages=meetings.BOTH, words=ENGLISH))

    assert "note/" not in html
    assert "For you" not in html
    assert set(re.findall(r'data-action="(\w+)"', html)) == {
        "wake", "go", "timer_start", "pause_start", "add_lines", "language",
    }  # fmt: skip


def test_planning_sends_everything_that_a_meeting_needs():
    html = str(plan_meeting(meetings.planning(ENGLISH), ENGLISH))
    form = html[html.index('<form data-action="plan_meeting"') : html.index("</form>")]
    names = set(re.findall(r'\bname="(\w+)"', form))

    assert {"agenda", "on", "starts", "people", "people_beyond_staff", "interpreted"} <= names
    assert {"role_facilitator", "role_scribe"} <= names
    assert sent(html, "open_meeting") == [{"meeting": "meeting/1"}]


@pytest.mark.parametrize("kind", ["collects", "decides", "closes"])
def test_in_spanish_no_sentence_of_ours_is_left_in_english(kind):
    english = set(re.findall(r">([^<>]{12,})<", page(kind)))
    spanish = set(re.findall(r">([^<>]{12,})<", page(kind, SPANISH)))
    # what people wrote, prompts in both languages, made-up values
    given = " ".join(
        [*meetings.LINES, *(ENGLISH(f"prompts.{id}.text") for id in ("C3", "D1", "D2")),
         "Lantern Hill Attendance Team", "Changed by the pause on January 13",
         "Ninth grade first", "Both high schools first", "Backs up the record.",
         "Writes the minutes.", "Roles, no names.", "Show: the step", "Ask the bus office",
         "half a sent"]
    )  # fmt: skip

    both = {text.removeprefix(": ").strip() for text in english & spanish}
    prompts = {SPANISH(f"prompts.{id}.text") for id in ("C3", "D1", "D2")}
    assert {text for text in both if text[:50] not in given and text not in prompts} == set()
