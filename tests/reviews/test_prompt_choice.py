"""Which question comes next: by stage, without repeats, with a focus that rotates."""

import pytest

from equitykit.content.prompts import Prompt, load_prompts
from equitykit.records.pauses import Pause
from equitykit.records.team import STAGES
from equitykit.reviews.prompt_choice import choices, next_prompt


def asked(*ids: str, **parts) -> list[Pause]:
    return [
        Pause(
            meeting="m", stage="x", trigger="T1", prompt=id, focus=load_prompts()[id].focus, **parts
        )
        for id in ids
    ]


def ids(prompts: list[Prompt]) -> list[str]:
    return [prompt.id for prompt in prompts]


def series(stage: str, pauses: int, **options) -> list[str]:
    log: list[Pause] = []
    for _ in range(pauses):
        prompt = next_prompt(stage, log, **options)
        log.append(
            Pause(meeting="m", stage=stage, trigger="T1", prompt=prompt.id, focus=prompt.focus)
        )
    return [pause.prompt for pause in log]


@pytest.mark.parametrize(
    ("stages", "letter"),
    [
        (("prepare", "open", "define", "listen"), "F"),
        (("data",), "D"),
        (("causes",), "C"),
        (("aim",), "I"),
        (("plan", "do"), "P"),
        (("study", "act"), "S"),
        (("carry", "closing"), "L"),
    ],
)
def test_a_question_belongs_to_what_the_team_is_working_on(stages, letter):
    assert {next_prompt(stage, []).letter for stage in stages} == {letter}


@pytest.mark.parametrize("stage", [*STAGES, "closing"])
def test_no_question_repeats_until_all_of_its_group_were_asked(stage):
    asked = series(stage, 15)

    assert len(set(asked[:5])) == len(set(asked[5:10])) == len(set(asked[10:])) == 5
    assert all(one != next for one, next in zip(asked, asked[1:], strict=False))


def test_neighbouring_pauses_look_at_different_things():
    log: list[Pause] = []
    for stage in ("define", "data", "data", "causes", "aim", "aim", "plan", "study", "closing"):
        prompt = next_prompt(stage, log)
        log.append(
            Pause(meeting="m", stage=stage, trigger="T1", prompt=prompt.id, focus=prompt.focus)
        )
    focuses = [pause.focus for pause in log]

    assert all(one != next for one, next in zip(focuses, focuses[1:], strict=False))
    assert len(set(focuses[:6])) >= 5


def test_the_focus_that_was_looked_at_longest_ago_comes_first():
    # the data group holds assumption, voice, power, harm and team; only team was never looked at
    assert next_prompt("data", asked("F1", "F2", "F3", "C5")).id == "D5"
    assert next_prompt("data", asked("F4", "F2", "F3", "C5", "F1")).id == "D5"


def test_a_trigger_asks_for_its_focus_if_the_stage_still_has_one():
    assert next_prompt("plan", [], focus="harm").id == "P2"
    assert next_prompt("plan", asked("P2"), focus="harm").id != "P2"
    assert next_prompt("open", [], focus="harm").letter == "F"


def test_a_skipped_pause_uses_nothing_up():
    skipped = asked("D1", "D2", skipped="short_on_time")

    assert ids(choices("data", skipped)) == ["D1", "D2", "D3", "D4", "D5"]


def test_students_and_families_choose_among_what_was_not_asked_yet():
    assert ids(choices("causes", asked("C2", "D1", "C5"))) == ["C1", "C3", "C4"]
    assert len(choices("causes", asked("C1", "C2", "C3", "C4", "C5"))) == 5


def test_a_districts_own_question_joins_its_group():
    available = load_prompts() | {"river": Prompt("river", "power", "P")}

    assert "river" in series("plan", 6, available=available)
    assert next_prompt("plan", asked("P1", "P2", "P3", "P4", "P5"), available=available).id == (
        "river"
    )


def test_a_question_added_in_the_second_round_does_not_bring_the_second_round_back():
    available = load_prompts() | {"river": Prompt("river", "power", "P")}
    log = asked("P1", "P2", "P3", "P4", "P5", "P1", "P3")

    assert ids(choices("plan", log, available=available)) == ["P2", "P4", "P5", "river"]
