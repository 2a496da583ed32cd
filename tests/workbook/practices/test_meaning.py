"""The definition grows from anonymous drafts; dissent stays beside it whatever happens to it."""

import pytest

from equitykit.errors import EquitykitError
from equitykit.records.meaning import Definition, DefinitionConsent, DefinitionDifference
from equitykit.records.rounds import Round
from equitykit.reviews.meaning import definition_card
from equitykit.workbook.practices import meaning_shown
from equitykit.workbook.practices.meaning_shown import drafts_of

DRAFTS = [
    "Each student gets what that student needs.",
    "The need of every student comes first.",
    "Cada familia tiene voz en las decisiones.",
    "Las familias deciden con voz y voto.",
    "Nobody waits for the bus in the rain.",
]


def released(desk, texts=DRAFTS) -> None:
    """Run the round of drafts from slips to reveal."""
    desk.press("meaning.meaning_open", way="slips")
    for text in texts:
        desk.press("meaning.meaning_slip", draft=text)
    desk.press("meaning.meaning_read")
    desk.press("meaning.meaning_reveal", **{f"draft.{n}": text for n, text in enumerate(texts)})


def defined(desk, en="Every student gets what they need.", es="Cada quien recibe lo necesario."):
    desk.write("definition", "en", en)
    desk.write("definition", "es", es)


def agree(desk, can=12, talk=0, cannot=0):
    desk.press("meaning.consent", can=can, talk=talk, cannot=cannot)


def differ(desk, text="Need is not enough: power must move") -> str:
    return f"difference/{desk.press('meaning.differ', text=text, agree='true')}"


def card(desk):
    return definition_card(desk.page.moment().standing)


# drafts


def test_drafts_are_released_together_from_five_on_and_compared_word_by_word(practised):
    desk = practised.at("03_define")
    desk.plan("define", people=12)
    released(desk)

    html = desk.desk("meaning")
    assert "<mark>student</mark>" in html and "<mark>voz</mark>" in html
    assert "share no telling word with another: 1 of 5" in desk.read("meaning")
    wall = desk.show("meaning.drafts")
    assert "Each student gets what that student needs." in wall and "student, needs" in wall
    assert "student 2" in desk.show("meaning.shared")


def test_drafts_of_four_are_neither_shown_nor_kept(practised):
    desk = practised.at("03_define")
    desk.plan("define", people=12)
    desk.press("meaning.meaning_open", way="slips")
    for text in DRAFTS[:4]:
        desk.press("meaning.meaning_slip", draft=text)
    desk.press("meaning.meaning_read")

    assert [each.few for each in desk.stands(Round).values()] == [True]
    everything = desk.desk("meaning") + desk.show("meaning.drafts") + desk.told("meaning")
    assert not [text for text in DRAFTS if text in everything]
    assert "talk in a circle" in desk.read("meaning")


def test_drafts_are_never_seen_while_they_are_collected(practised):
    desk = practised.at("03_define")
    desk.press("meaning.meaning_open", way="slips")
    for text in DRAFTS:
        desk.press("meaning.meaning_slip", draft=text)

    assert not [t for t in DRAFTS if t in desk.desk("meaning") + desk.show("meaning.drafts")]


def test_until_the_reveal_the_wall_says_only_that_results_appear_together(practised):
    desk = practised.at("03_define")
    desk.plan("define", people=12)
    wait = desk.page.words("rounds.screen.wait")
    desk.press("meaning.meaning_open", way="slips")
    for screen in ("meaning.drafts", "meaning.shared"):
        assert wait in desk.show(screen) and "fewer than five" not in desk.wall().lower()

    desk.press("meaning.meaning_slip", draft=DRAFTS[0])
    desk.press("meaning.meaning_read")
    assert desk.page.words("rounds.screen.few") in desk.show("meaning.drafts")


def test_on_the_wall_the_definition_stands_out_and_a_difference_is_said_below(practised):
    desk = practised.at("03_define")
    desk.plan("define", people=12)
    defined(desk)
    agree(desk)
    differs = desk.page.words("meaning.definition.differs")
    assert differs not in desk.show("meaning.definition")
    differ(desk)

    assert differs in desk.show("meaning.definition")
    moment = desk.page.moment()
    shown = meaning_shown.definition(moment, desk.page.languages(moment))
    assert shown.lines[0]["en"] == "Every student gets what they need."
    assert [each["en"] for each in shown.below] == ["Everybody asked can work with it.", differs]


def test_the_four_everyday_meanings_are_tags_that_the_team_sets_and_takes_back(practised):
    desk = practised.at("03_define")
    released(desk)
    first, second, *_ = drafts_of(desk.page.moment().standing)
    for draft in (first, second):
        desk.press("meaning.tag", draft=draft, meaning="needs")
    desk.press("meaning.tag", draft=first, meaning="gaps")
    desk.press("meaning.tag", draft=first, meaning="gaps")

    read = desk.read("meaning")
    assert "meeting the needs of groups: in 2 of 5 drafts" in read
    missing = "closing gaps, not the same as equality, and systemic and historic"
    assert f"Not read in any draft so far: {missing}." in read
    assert "in 2 of 5 drafts" in desk.told("meaning")
    with pytest.raises(EquitykitError):
        desk.press("meaning.tag", draft=first, meaning="fairness")
    with pytest.raises(EquitykitError):
        desk.press("meaning.tag", draft="meaning/none/1", meaning="gaps")


# the definition


def test_the_definition_is_written_not_picked_and_agreed_in_counts(practised):
    desk = practised.at("03_define")
    desk.plan("define", people=12)
    desk.write("definition", "en", "Every student gets what they need.")
    assert "one language only" in desk.read("meaning")
    defined(desk)
    desk.write("definition", "meanings", '["needs", "systemic"]')
    agree(desk)

    assert "<select" not in desk.desk("meaning")
    assert card(desk).stand == "agreed"
    assert card(desk).text_in("es") == "Cada quien recibe lo necesario."
    assert desk.stands(Definition)["definition"].meanings == ("needs", "systemic")
    assert "Everybody asked can work with it" in desk.show("meaning.definition")


def test_more_hands_than_people_and_no_hands_are_sentences(practised):
    desk = practised.at("03_define")
    desk.plan("define", people=12)
    defined(desk)
    for counts, id in (((12, 1, 0), "more_than_present"), ((0, 0, 0), "nobody_counted")):
        with pytest.raises(EquitykitError) as raised:
            agree(desk, *counts)
        assert raised.value.id == id
    assert not desk.stands(DefinitionConsent)


def test_versions_keep_their_words_counts_and_the_reason_of_the_change(practised):
    desk = practised.at("03_define")
    defined(desk)
    agree(desk, can=9, talk=2, cannot=1)
    agree(desk, can=12)
    with pytest.raises(EquitykitError) as raised:
        desk.press("meaning.reopen", reason=" ")
    assert raised.value.id == "choice_reason_missing"

    id = desk.press("meaning.reopen", reason="Students say it leaves out voice")
    desk.press("meaning.reopen", id=id, reason="Students say it leaves out voice")
    desk.write("definition", "en", "Every student is heard and gets what they need.")
    assert card(desk).stand == "draft"
    agree(desk, can=11, talk=1)

    told = desk.told("meaning")
    first = "Every student gets what they need. / Cada quien recibe lo necesario."
    assert told.count(first) == 1
    assert f"{first} can work with it 12 · need to talk 0 · cannot 0" in told
    assert "Students say it leaves out voice" in told
    assert "can work with it 11 · need to talk 1 · cannot 0" in told


# what differs


def test_dissent_is_never_lost_by_a_new_version_consent_undo_or_withdrawal(practised):
    desk = practised.at("03_define")
    desk.plan("define", people=12)
    defined(desk)
    agree(desk, can=10, cannot=2)
    assert "no difference stands here yet" in desk.read("meaning")
    subject = differ(desk)

    agree(desk, can=12)
    desk.press("meaning.reopen", reason="A newcomer reads it otherwise")
    defined(desk, "Something new", "Algo nuevo")
    agree(desk, can=12)
    for _ in range(12):
        desk.press("undo")
    with pytest.raises(EquitykitError):
        desk.press("withdraw", subject=subject)
    with pytest.raises(EquitykitError):
        desk.write(subject, "text", "")

    assert desk.stands(DefinitionDifference)[subject].text == "Need is not enough: power must move"
    defined(desk)
    assert card(desk).differences == ("Need is not enough: power must move",)
    assert "power must move · Still differs" in desk.told("meaning")
    assert "power must move" in desk.show("meaning.differences")


def test_a_difference_stands_only_with_consent_and_can_be_taken_back_by_its_holders(practised):
    desk = practised.at("03_define")
    for values, id in (
        ({"text": "Power", "agree": ""}, "difference_without_consent"),
        ({"text": " ", "agree": "true"}, "difference_missing"),
    ):
        with pytest.raises(EquitykitError) as raised:
            desk.press("meaning.differ", **values)
        assert raised.value.id == id
    assert not desk.stands(DefinitionDifference)

    subject = differ(desk)
    id = desk.press("meaning.take_back", subject=subject, how="We said it too fast")
    desk.press("meaning.take_back", id=id, subject=subject, how="We said it too fast")
    told = desk.told("meaning")
    assert "power must move" not in told
    assert "1 view was taken back by those who held it" in told


def test_a_settled_difference_says_how_and_stays_readable(practised):
    desk = practised.at("03_define")
    subject = differ(desk)
    with pytest.raises(EquitykitError) as raised:
        desk.press("meaning.settle", subject=subject, how="")
    assert raised.value.id == "difference_how_missing"

    desk.press("meaning.settle", subject=subject, how="We added voice")
    assert "power must move · Settled: We added voice" in desk.told("meaning")
    assert "power must move" not in desk.show("meaning.differences")


# the district's own


def test_the_official_definition_stands_beside_ours_with_the_gaps_between_them(practised):
    desk = practised.at("03_define")
    defined(desk, "Students share power.", "Los estudiantes comparten el poder.")
    desk.write("definition/official", "en", "All students reach high standards.")
    desk.write("definition/official", "source", "Board policy 0415, 2021")

    read = desk.read("meaning")
    assert "Words that only ours has: share, power" in read
    assert "Words that only the district's has: reach, high, standards" in read
    assert "nobody has said yet" in read
    desk.write("definition/official", "only_ours", "Who decides")
    assert "nobody has said yet" not in desk.read("meaning")
    told = desk.told("meaning")
    assert (
        "Board policy 0415, 2021" in told and "What ours says and it does not: Who decides" in told
    )


def test_that_there_is_no_official_definition_can_be_said(practised):
    desk = practised.at("03_define")
    desk.write("definition/official", "none_found", "true")

    assert "We looked, and there is none" in desk.told("meaning")


def test_without_a_record_there_is_paper_in_both_languages(practised):
    desk = practised.at("03_define")
    assert desk.told("meaning") == "" and "Equity here means" in desk.paper("meaning")
    spanish = practised.at("03_define", language="es")
    assert "Aquí, equidad significa" in spanish.paper("meaning")
    assert card(desk) is None
