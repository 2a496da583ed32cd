"""The word for a gap is chosen on purpose, in both languages, with reason and date."""

import pytest

from equitykit.errors import EquitykitError
from equitykit.records.framing import GapWord
from equitykit.reviews.framing_words import gap_word


def standing(desk):
    return desk.page.moment().standing


def choose(desk, word: str, reason: str = "Rides and courses differ here", **values) -> str:
    return desk.press("gap_words.choose", word=word, reason=reason, **values)


def test_nothing_says_achievement_gap_until_a_team_chooses_and_then_its_own_word_stands(practised):
    desk = practised.at("03_define")
    assert gap_word(standing(desk)) is None
    assert "achievement" not in desk.read("gap_words").lower()

    choose(desk, "opportunity")
    assert gap_word(standing(desk)) == {
        "en": "opportunity gap", "es": "brecha de oportunidades",
    }  # fmt: skip
    choose(desk, "own", "Students named it", own_en="ride gap", own_es="brecha de transporte")
    assert gap_word(standing(desk)) == {"en": "ride gap", "es": "brecha de transporte"}


def test_a_choice_has_reason_and_date_and_the_earlier_one_stays_with_its_own(practised):
    desk = practised.at("03_define")
    choose(desk, "outcome", "The board asked for results", decided="2026-10-01")
    choose(desk, "experience", "Students spoke of how they are treated", decided="2026-11-01")

    told = desk.told("gap_words")
    assert "October 1, 2026 outcome gap The board asked for results" in told
    assert "November 1, 2026 experience gap Students spoke of how they are treated" in told
    assert desk.stands(GapWord)["gap_word"].word == "experience"


@pytest.mark.parametrize(
    ("values", "id"),
    [
        ({"word": "own", "own_en": "ride gap", "own_es": " "}, "gap_word_languages"),
        ({"word": "own", "own_en": "a" * 41, "own_es": "b"}, "gap_word_long"),
        ({"word": "opportunity", "reason": "  "}, "choice_reason_missing"),
        ({"word": "opportunity", "decided": "2999-01-01"}, "choice_date_ahead"),
        ({"word": "opportunity", "decided": "soon"}, "value_not_taken"),
        ({"word": ""}, "choice_missing"),
        ({"word": "achievement"}, "field_unknown"),
    ],
)
def test_what_is_missing_is_said_and_nothing_changes(practised, values, id):
    desk = practised.at("03_define")
    with pytest.raises(EquitykitError) as raised:
        desk.press("gap_words.choose", **{"reason": "Because"} | values)

    assert raised.value.id == id
    assert not desk.stands(GapWord)


def test_a_press_that_arrives_twice_is_one_choice(practised):
    desk = practised.at("03_define")
    id = choose(desk, "opportunity")
    desk.press("gap_words.choose", id=id, word="opportunity", reason="Rides and courses differ")

    assert len(desk.page.team.journal.versions(desk.page.team.stream, "gap_word")) == 1


def test_a_word_that_names_what_students_did_is_pointed_out(practised):
    desk = practised.at("03_define")
    choose(desk, "own", own_en="achievement gap", own_es="brecha de rendimiento")

    assert "names what students did" in desk.read("gap_words")


def test_two_choices_made_at_the_same_time_are_no_choice(practised):
    desk = practised.at("03_define")
    base = desk.page.moment().sequence
    for word in ("opportunity", "outcome"):
        desk.page.team.write("gap_word", GapWord(word=word, reason="x"), base=base)

    assert gap_word(standing(desk)) is None
    assert "Two choices stand beside each other" in desk.read("gap_words")


def test_the_room_sees_the_words_then_the_one_chosen_and_paper_has_all(practised):
    desk = practised.at("03_define")
    wall = desk.show("gap_words.choices")
    desk.press("page", page=2)
    wall += desk.wall()
    assert "opportunity gap" in wall and "a word of our own" in wall and "brecha" not in wall
    choose(desk, "opportunity")
    desk.press("language", language="both")
    wall = desk.show("gap_words.chosen")

    assert "opportunity gap" in wall and "brecha de oportunidades" in wall
    assert desk.told("gap_words") and "outcome gap" in desk.paper("gap_words")
    assert practised.at("03_define").read("gap_words")
