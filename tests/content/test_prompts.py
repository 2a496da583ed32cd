"""Questions of the equity pause: five for each part of the work, with a focus, in both languages."""

from collections import Counter
from dataclasses import dataclass

import pytest

from equitykit.content.prompts import load_prompts, prompt_letters, with_own_prompts
from equitykit.content.texts import load_texts
from equitykit.content.triggers import load_triggers
from equitykit.records.pause_questions import FOCUSES
from equitykit.records.pauses import SKIP_REASONS
from equitykit.records.team import STAGES

PROMPTS = load_prompts()


@dataclass(frozen=True)
class Own:
    id: str
    focus: str
    stage: str


def test_there_are_five_questions_for_each_letter_and_each_has_its_words():
    assert Counter(prompt.letter for prompt in PROMPTS.values()) == dict.fromkeys("FDCIPSL", 5)
    assert [id for id in PROMPTS if f"prompts.{id}.text" not in load_texts()] == []


@pytest.mark.parametrize("letter", "FDCIPSL")
def test_the_questions_of_a_letter_look_at_different_things(letter):
    focuses = {prompt.focus for prompt in PROMPTS.values() if prompt.letter == letter}

    assert focuses <= set(FOCUSES)
    assert len(focuses) >= 4


def test_each_stage_of_the_arc_and_the_closing_have_questions():
    assert set(prompt_letters()) == {*STAGES, "closing"}
    assert set(prompt_letters().values()) == set("FDCIPSL")


def test_a_district_adds_a_question_or_takes_the_place_of_one():
    prompts = with_own_prompts([Own("river", "power", "plan"), Own("F1", "harm", "open")])

    assert (prompts["river"].letter, prompts["river"].focus) == ("P", "power")
    assert (prompts["F1"].letter, prompts["F1"].focus) == ("F", "harm")
    assert len(prompts) == len(PROMPTS) + 1


def test_focuses_skip_reasons_and_triggers_have_their_words():
    texts = load_texts()

    assert [focus for focus in FOCUSES if f"pauses.focus.{focus}" not in texts] == []
    assert [reason for reason in SKIP_REASONS if f"pauses.skip.{reason}" not in texts] == []
    for trigger in load_triggers().values():
        assert {f"pauses.{trigger.id}.{field}" for field in ("name", "why", "reason")} <= set(texts)


def test_the_guides_fifteen_triggers_are_there_and_two_of_our_own():
    triggers = load_triggers()

    assert set(triggers) == {*(f"T{n}" for n in range(1, 16)), "agenda", "asked"}
    kinds = {kind: [] for kind in ("planned", "facilitator", "content")}
    for trigger in triggers.values():
        kinds[trigger.kind].append(trigger.id)
    assert kinds["planned"] == ["agenda", "T1", "T2", "T3"]
    assert kinds["facilitator"] == ["T8", "T9", "T10", "T11", "asked"]
    assert [trigger.id for trigger in triggers.values() if trigger.breath] == ["T10"]
    assert all(not triggers[id].automatic for id in kinds["facilitator"])
    assert all(triggers[id].automatic for id in kinds["content"])
    assert {trigger.focus for trigger in triggers.values()} <= {"", *FOCUSES}
