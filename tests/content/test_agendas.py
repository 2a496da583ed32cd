"""The agendas of the facilitation guide: its minutes, what may go first, and words for each step."""

import pytest

from equitykit.content.agendas import SECTIONS, load_agendas
from equitykit.content.protocols import load_protocols
from equitykit.content.texts import LANGUAGES, load_texts, load_words
from equitykit.records.team import STAGES

# as the guide's tables give them; a droppable part is marked with °
GUIDE = {
    "launch": "8 6 10 18 20 5 13° 8 2",
    "define": "7 6 14 15 16° 5 17 10",
    "data": "7 5 6 21 12 5 14° 12 8",
    "causes": "6 12 8 15 18 6 13° 6 6",
    "aim_and_theory": "6 20 20 5 10 15° 8 6",
    "plan_a_test": "5 10 20 10 12 5 15° 8 5",
    "study": "5 5 12 15 12 6 12° 12 8 3",
    "check_in": "4 6 12 4 10 6 3",
    "half_day": "10 5 20 15 40 15 25 7 38 15 15 5",
}
MINUTES = dict.fromkeys(GUIDE, 90) | {"check_in": 45, "half_day": 210}
AGENDAS = load_agendas()


@pytest.mark.parametrize("id", GUIDE)
def test_the_parts_of_a_meeting_are_those_of_the_guide_and_fill_it(id):
    parts = [f"{step.minutes}{'°' if step.droppable else ''}" for step in AGENDAS[id].steps]

    assert " ".join(parts) == GUIDE[id]
    assert AGENDAS[id].minutes == MINUTES[id]


def test_there_are_no_other_agendas():
    assert list(AGENDAS) == list(GUIDE)


@pytest.mark.parametrize("agenda", AGENDAS.values(), ids=AGENDAS)
def test_a_step_stands_once_in_an_agenda_and_can_be_found(agenda):
    ids = [step.id for step in agenda.steps]

    assert len(ids) == len(set(ids))
    assert agenda.step("pause").section == "pause"
    with pytest.raises(KeyError):
        agenda.step("lunch")


@pytest.mark.parametrize("agenda", AGENDAS.values(), ids=AGENDAS)
def test_pause_agreements_and_closing_are_protected_and_what_is_droppable_is_not(agenda):
    protected = {step.id for step in agenda.steps if step.protected}
    must = {"arrival", "opening", "agreements", "pause", "close", "closing_pulse"}

    assert protected >= must & {step.id for step in agenda.steps}
    assert protected >= {step.id for step in agenda.steps if step.section in ("pause", "closing")}
    assert not any(step.droppable and step.protected for step in agenda.steps)
    assert agenda.steps[-1].section == "closing"


@pytest.mark.parametrize("agenda", AGENDAS.values(), ids=AGENDAS)
def test_each_step_names_what_exists(agenda):
    for step in agenda.steps:
        assert step.section in SECTIONS
        assert step.stage in STAGES
        assert step.protocol in ("", *load_protocols())


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_meeting_and_step_has_its_words_and_the_room_reads_at_most_25(language):
    words = load_words(language)

    for agenda in AGENDAS.values():
        assert words(f"agendas.{agenda.id}.name") and words(f"agendas.{agenda.id}.when")
        for step in agenda.steps:
            assert words(f"steps.{step.id}.name") and words(f"steps.{step.id}.hint")
            assert len(words(f"steps.{step.id}.room").split()) <= 25, step.id


def test_no_step_has_words_that_no_agenda_uses():
    worded = {id.split(".")[1] for id in load_texts() if id.startswith("steps.")}

    assert worded == {step.id for agenda in AGENDAS.values() for step in agenda.steps}
