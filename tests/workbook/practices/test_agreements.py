"""Agreements are written by the team, consented to in counts, versioned, and seen again."""

import pytest

from equitykit.errors import EquitykitError
from equitykit.records.agreements import Agreement, AgreementConsent, AgreementKept


def take(desk, starter: str) -> str:
    return f"agreement/{desk.press('agreements.take', starter=starter)}"


def test_a_starter_is_taken_up_in_both_languages_once_and_can_be_changed(practised):
    desk = practised.at("02_open")
    line = take(desk, "ag5")
    take(desk, "ag5")

    assert list(desk.stands(Agreement)) == [line]
    assert desk.stands(Agreement)[line].es.startswith("Cuestionamos reglas")
    desk.write(line, "en", "We question rules, not people.")
    assert desk.stands(Agreement)[line].en == "We question rules, not people."
    assert desk.stands(Agreement)[line].es.startswith("Cuestionamos reglas")


def test_one_cannot_keeps_a_line_open_and_only_counts_are_kept(practised):
    desk = practised.at("02_open")
    desk.plan("launch", people=12)
    line = take(desk, "ag1")
    desk.press("agreements.consent", subject=line, can=11, talk=0, cannot=1)

    assert "Open: somebody needs to talk" in desk.read("agreements")
    desk.press("agreements.consent", subject=line, can=12, talk=0, cannot=0)
    assert "Everybody asked can live with it" in desk.read("agreements")
    consent = desk.stands(AgreementConsent)[f"{line}/consent"]
    assert (consent.can, consent.talk, consent.cannot) == (12, 0, 0)


def test_more_hands_than_people_is_a_sentence_and_keeps_nothing(practised):
    desk = practised.at("02_open")
    desk.plan("launch", people=12)
    line = take(desk, "ag1")
    with pytest.raises(EquitykitError) as raised:
        desk.press("agreements.consent", subject=line, can=12, talk=1, cannot=0)

    assert raised.value.id == "more_than_present"
    assert not desk.stands(AgreementConsent)


def test_a_line_that_was_agreed_changes_only_with_a_reason_and_is_asked_about_again(practised):
    desk = practised.at("02_open")
    line = take(desk, "ag1")
    desk.press("agreements.consent", subject=line, can=9, talk=0, cannot=0)
    with pytest.raises(EquitykitError) as raised:
        desk.press("agreements.reopen", subject=line, reason=" ")
    assert raised.value.id == "reason_missing"

    desk.press("agreements.reopen", subject=line, reason="A newcomer reads it otherwise")
    desk.write(line, "en", "We tell what we saw first.")
    versions = desk.page.team.journal.versions(desk.page.team.stream, f"{line}/consent")
    assert versions[-1].reason == "A newcomer reads it otherwise"
    assert "Not asked about yet in these words" in desk.read("agreements")


def test_agreements_are_seen_again_on_the_wall_in_both_languages_and_revisited(practised):
    desk = practised.at("02_open")
    desk.plan("launch")
    line = take(desk, "ag9")
    desk.press("agreements.consent", subject=line, can=12, talk=0, cannot=0)
    desk.press("language", language="both")
    wall = desk.show("agreements.poster")
    assert "we name it, repair it and go on" in wall and "lo reparamos y seguimos" in wall

    desk.press("agreements.kept", subject=line, how="slipped")
    assert [kept.how for kept in desk.stands(AgreementKept).values()] == ["slipped"]
    assert "slipped: If we break an agreement" in desk.told("agreements")
    desk.press("agreements.kept", subject=line, how="slipped")
    assert not desk.stands(AgreementKept)


def test_good_intent_alone_and_what_no_line_guards_are_pointed_out(practised):
    desk = practised.at("02_open")
    own = f"agreement/{desk.press('agreements.add')}"
    desk.write(own, "en", "We assume good intent.")
    read = desk.read("agreements")
    assert "would do the work" in read
    assert "No line is about: power" in read
    desk.write(own, "en", "We assume good intent and look after the impact first.")
    assert "would do the work" not in desk.read("agreements")


def test_a_report_without_a_record_is_the_paper_twin(practised):
    desk = practised.at("02_open")

    assert desk.told("agreements") == ""
    assert "cannot" in desk.paper("agreements")
