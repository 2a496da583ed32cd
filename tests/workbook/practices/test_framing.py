"""Naming race, or not, is decided on purpose; nothing but a new choice with a reason changes it."""

import pytest

from equitykit.content.texts import load_words
from equitykit.errors import EquitykitError
from equitykit.records.framing import Framing
from equitykit.reviews.framing_words import framing_line


def choose(desk, choice: str = "conscious", **values) -> str:
    asked = {"reason": "Suspensions differ by race", "contact": "district counsel"} | values
    return desk.press("framing.choose", choice=choice, **asked)


def line(desk, language: str = "en") -> str:
    return framing_line(desk.page.moment().standing, load_words(language))


def test_every_report_has_one_line_also_where_nothing_was_decided(practised):
    desk = practised.at("03_define")
    assert line(desk) == "Framing: this team has not decided yet whether its work names race."

    choose(desk, "undecided", reason="Counsel answers in May", decided="2026-11-02")
    assert "as of November 2, 2026 this team has not decided" in line(desk)
    assert "Counsel answers in May" in line(desk)


def test_the_line_says_choice_date_reason_and_whom_to_ask_in_both_languages(practised):
    desk = practised.at("03_define")
    choose(desk, decided="2026-11-03")

    assert line(desk) == (
        "Framing: race-conscious, on purpose, since November 3, 2026. "
        "Why: Suspensions differ by race · "
        "Whom to ask here about law and policy: district counsel"
    )
    assert line(desk, "es").startswith(
        "Enfoque: con conciencia de raza, a propósito, desde el 3 de"
    )


def test_the_choice_is_never_changed_in_silence(practised):
    desk = practised.at("03_define")
    desk.plan("define")
    choose(desk)
    # no field reaches it, neither by its page nor by a hand-made message
    with pytest.raises(EquitykitError):
        desk.write("framing", "choice", "neutral")
    with pytest.raises(EquitykitError):
        desk.write("framing", "reason", "")
    # withdrawing and undoing pass it by
    with pytest.raises(EquitykitError):
        desk.press("withdraw", subject="framing")
    desk.press("undo")
    with pytest.raises(EquitykitError) as raised:
        choose(desk, "neutral", reason=" ")

    assert raised.value.id == "choice_reason_missing"
    assert desk.stands(Framing)["framing"].choice == "conscious"

    choose(desk, "neutral", reason="Counsel asked us to wait")
    told = desk.told("framing")
    assert "Suspensions differ by race" in told and "Counsel asked us to wait" in told


def test_two_choices_of_two_machines_are_said_not_settled_by_the_program(practised):
    desk = practised.at("03_define")
    base = desk.page.moment().sequence
    for choice in ("conscious", "neutral"):
        desk.page.team.write("framing", Framing(choice=choice, reason="x"), base=base)

    assert "two choices about naming race" in line(desk)


@pytest.mark.parametrize(
    ("values", "id"),
    [
        ({"contact": " "}, "framing_contact_missing"),
        ({"reason": ""}, "choice_reason_missing"),
        ({"decided": "2999-01-01"}, "choice_date_ahead"),
        ({"choice": ""}, "choice_missing"),
        ({"choice": "yes"}, "field_unknown"),
        ({"contact": "x" * 201}, "value_not_taken"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_kept(practised, values, id):
    desk = practised.at("03_define")
    with pytest.raises(EquitykitError) as raised:
        choose(desk, **values)

    assert raised.value.id == id
    assert not desk.stands(Framing)


def test_wordings_for_both_stand_until_one_is_chosen_and_no_race_word_is_forced(practised):
    desk = practised.at("03_define")
    read = desk.read("framing")
    assert "race-conscious" in read and "race-neutral" in read
    assert "[group, in its own term]" in read

    choose(desk, "neutral")
    assert "[group, in its own term]" not in desk.read("framing")
    # whatever was chosen, what people write stands as they wrote it
    choose(desk, "neutral", reason="Black and Latino families asked us to look at bus rides first")
    assert "Black and Latino families asked us" in line(desk)


def test_the_sponsor_who_was_not_asked_is_pointed_out(practised):
    desk = practised.at("03_define")
    choose(desk)
    assert "sponsor has not been asked yet" in desk.read("framing")
    choose(desk, sponsor_asked="true")
    assert "sponsor has not been asked yet" not in desk.read("framing")


def test_wall_report_and_paper(practised):
    desk = practised.at("03_define")
    assert "has not decided yet" in desk.show("framing.chosen")
    assert desk.told("framing") == "" and "whom to ask" not in desk.paper("framing")
    choose(desk)
    wall = desk.show("framing.chosen")
    assert "race-conscious" in wall and "district counsel" not in wall
    assert "name race" in desk.show("framing.question")
    assert "In the aim" in desk.show("framing.wording")
