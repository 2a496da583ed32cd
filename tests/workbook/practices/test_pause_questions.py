"""A team's own question is asked by its pauses, in both languages, and stands in bank and pack."""

import pytest

from equitykit.errors import EquitykitError
from equitykit.records.pause_questions import PauseQuestion
from equitykit.records.pauses import Pause
from equitykit.reviews.pause_questions import team_prompts
from equitykit.workbook.meeting_minutes import Account

QUESTION = {
    "en": "Who is asleep when we {call}?", "es": "¿Quién duerme cuando llamamos?",
    "focus": "burden", "stage": "define", "offered_by": "students",
}  # fmt: skip


def asked(desk, **changed):
    desk.press("pause_questions.add", **QUESTION | changed)
    return team_prompts(desk.page.moment().standing)


def test_a_pause_asks_the_question_of_the_team_in_both_languages(practised):
    desk = practised.at("00_today")
    [prompt] = asked(desk)
    desk.plan("define")
    desk.press("pause_start", trigger="asked")
    desk.press("pause_choose", subject="all")
    assert QUESTION["en"] in desk.page.draw()
    desk.press("pause_prompt", prompt=prompt.id)
    desk.press("pause_phase", phase="silent")

    assert QUESTION["en"] in desk.wall() and QUESTION["es"] in desk.wall()
    [pause] = desk.stands(Pause).values()
    assert (pause.prompt, pause.focus) == (prompt.id, "burden")


def test_a_question_taken_out_is_asked_no_more_and_what_was_asked_stays_told(practised):
    desk = practised.at("00_today")
    [prompt] = asked(desk)
    desk.plan("define")
    desk.press("pause_start", trigger="asked")
    desk.press("pause_prompt", prompt=prompt.id)
    desk.press("withdraw", subject=next(iter(desk.stands(PauseQuestion))))

    assert QUESTION["en"] in str(Account(desk.page.book, desk.page.team).pauses())
    assert not team_prompts(desk.page.moment().standing)
    # pages that were asking it still open, and ask it to the end
    assert QUESTION["en"] in desk.page.draw()
    desk.press("pause_phase", phase="silent")
    assert QUESTION["es"] in desk.wall()
    with pytest.raises(EquitykitError):
        desk.press("pause_prompt", prompt=prompt.id)


def test_it_stands_in_the_bank_the_report_and_the_room_with_the_role_that_offered_it(practised):
    desk = practised.at("03_define")
    asked(desk)
    account = Account(desk.page.book, desk.page.team)

    assert QUESTION["en"] in str(account.bank())
    told = desk.told("pause_questions")
    assert QUESTION["es"] in told and "students" in told
    assert QUESTION["en"] in desk.show("pause_questions.ours")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"en": " ", "es": ""}, "text_missing"),
        ({"focus": "blame"}, "value_not_taken"),
        ({"stage": "tomorrow"}, "value_not_taken"),
    ],
)
def test_a_question_without_words_or_of_no_focus_is_a_sentence_and_kept_nowhere(
    practised, changed, sentence
):
    desk = practised.at("03_define")
    with pytest.raises(EquitykitError) as raised:
        asked(desk, **changed)

    assert raised.value.id == sentence
    assert not desk.stands(PauseQuestion)


def test_a_question_in_one_language_is_pointed_out_and_sent_twice_is_one(practised):
    desk = practised.at("03_define")
    id = desk.press("pause_questions.add", **QUESTION | {"es": ""})
    desk.press("pause_questions.add", id=id, **QUESTION | {"es": ""})

    assert len(desk.stands(PauseQuestion)) == 1
    assert "In one language only" in desk.read("pause_questions")


def test_who_offered_it_can_be_put_right(practised):
    desk = practised.at("03_define")
    asked(desk, offered_by="Maria")
    [subject] = desk.stands(PauseQuestion)
    desk.write(subject, "offered_by", "students")

    assert desk.stands(PauseQuestion)[subject].offered_by == "students"
    told = desk.told("pause_questions")
    assert "students" in told and "Maria" not in told
