"""Statements are sorted without labels, labels come later, and words have to meet the money."""

import json

import pytest

from equitykit.content.perspective_cards import load_cards
from equitykit.content.texts import load_texts
from equitykit.errors import EquitykitError
from equitykit.records.perspectives import (
    PERSPECTIVES,
    ROWS,
    DistrictAction,
    DistrictPhrase,
    PerspectiveConsequence,
    PerspectiveDeal,
    PerspectiveLabels,
)
from equitykit.records.rounds import Round

LABELS = [load_texts()[f"perspectives.perspective.{each}"]["en"] for each in PERSPECTIVES]
CARDS = load_cards()
LINE = {
    "text": "Reading tutors", "what": "budget", "amount": "140,000", "period": "2026-27",
    "row": "resources", "perspective": "liberal", "reason": "More where need is greater",
}  # fmt: skip
ACTION = {
    "text": "Honors by test score", "what": "action", "row": "extra",
    "perspective": "libertarian", "reason": "Goes to those who score",
}  # fmt: skip


@pytest.fixture
def desk(practised):
    desk = practised.at("03_define")
    desk.plan("define", people=12)
    return desk


def phrase(desk, text="All means all.", row="goal") -> str:
    return desk.press("perspectives.phrase", en=text, row=row, source="Strategic plan, page 3")


def deal(desk) -> PerspectiveDeal:
    desk.press("perspectives.mix")
    return list(desk.stands(PerspectiveDeal).values())[-1]


def sort(desk, people: int, answer=lambda id, person: "close") -> None:
    """Everybody sorts all statements on the table, slip by slip, revealed at the end."""
    desk.press("perspectives.perspectives_open", way="slips")
    statements = list(desk.stands(PerspectiveDeal).values())[-1].rows
    for person in range(people):
        slip = {id: answer(id, person) for id in statements}
        desk.press("perspectives.perspectives_slip", **slip)
    desk.press("perspectives.perspectives_reveal")


def labelled(desk, people=6, **how) -> None:
    deal(desk)
    sort(desk, people, **how)
    desk.press("perspectives.label")


def place(desk, **values) -> str:
    return f"district_action/{desk.press('perspectives.place', **values)}"


def all_pages(desk, screen: str) -> str:
    """A screen of the wall, turned to its end."""
    text = desk.show(screen)
    for page in range(2, 6):
        desk.press("page", page=page)
        text += desk.wall()
    return text


def consequence(desk, which="ours", **values):
    asked = {"more": "Schools on the far routes", "change": "Bus times"} | values
    return desk.press("perspectives.consequence", perspective=which, **asked)


def refused(desk, action: str, **values) -> str:
    with pytest.raises(EquitykitError) as raised:
        desk.press(f"perspectives.{action}", **values)
    return raised.value.id


# dealing


def test_all_rows_are_dealt_with_real_phrases_among_the_cards(desk):
    phrases = [phrase(desk), phrase(desk, "Every child, every day.", "outcome")]
    dealt = deal(desk)

    assert 8 <= len(dealt.rows) <= 12 and set(phrases) <= set(dealt.rows)
    assert set(dealt.rows.values()) == set(ROWS)
    assert dealt.en[phrases[0]] == "All means all."
    # in the language in which it was copied, where the other is missing
    desk.press("language", language="es")
    assert "All means all." in desk.read("perspectives")


def ticked(desk, rows, per_row=2) -> dict:
    return {
        f"cards_{row}": json.dumps([c.id for c in CARDS.values() if c.row == row][:per_row])
        for row in rows
    }


def test_a_deal_of_ones_own_that_ignores_rows_is_refused_with_their_names(desk):
    with pytest.raises(EquitykitError) as raised:
        desk.press("perspectives.deal", **ticked(desk, ("resources", "extra"), 4))

    assert raised.value.id == "deal_rows_missing"
    assert "what unfairness is" in raised.value.values["missing"]
    assert refused(desk, "deal", **ticked(desk, ROWS, 1)) == "deal_number"
    assert refused(desk, "deal", cards_goal='["no"]') == "field_unknown"
    assert refused(desk, "deal", cards_goal="[1") == "field_unknown"
    desk.press("perspectives.deal", **ticked(desk, ROWS))
    assert len(desk.stands(PerspectiveDeal)) == 1


def test_no_label_stands_anywhere_before_it_is_revealed(desk):
    phrase(desk)
    deal(desk)
    sort(desk, 6)
    walls = [desk.show(f"perspectives.{each}") for each in
             ("dots", "map", "labels", "placed", "compared", "heat", "consequences")]  # fmt: skip
    for text in (desk.desk("perspectives"), desk.told("perspectives"), *walls):
        assert not [label for label in LABELS if label in text]
        assert not [id for id in PERSPECTIVES if id in text]


def test_a_phrase_needs_words_and_a_row_and_six_are_enough(desk):
    assert refused(desk, "phrase", en=" ", row="goal") == "phrase_missing"
    assert refused(desk, "phrase", en="All means all.", row="") == "phrase_missing"
    assert refused(desk, "phrase", en="All means all.", row="money") == "field_unknown"
    for n in range(6):
        phrase(desk, f"Phrase {n}")
    assert refused(desk, "phrase", en="One more", row="goal") == "phrases_enough"


def test_a_statement_with_answers_stays_and_nothing_is_dealt_over_an_open_round(desk):
    id = phrase(desk)
    deal(desk)
    desk.press("perspectives.perspectives_open", way="slips")
    desk.press("perspectives.perspectives_slip", **{id: "close"})

    assert refused(desk, "take_out_phrase", subject=f"phrase/{id}") == "round_question_answered"
    assert refused(desk, "mix") == "deal_has_answers"
    assert len(desk.stands(DistrictPhrase)) == len(desk.stands(PerspectiveDeal)) == 1


def test_the_wording_that_was_answered_stays_when_a_phrase_is_taken_out(desk):
    id = phrase(desk)
    deal(desk)
    sort(desk, 6)
    desk.press("perspectives.take_out_phrase", subject=f"phrase/{id}")

    assert "All means all. 6 0 0 6" in desk.told("perspectives")
    assert refused(desk, "mix") == "deal_once"


# sorting


def test_the_dots_are_shown_per_statement_together_and_only_from_five_on(desk):
    dealt = deal(desk)
    sort(desk, 4)
    assert [each.few for each in desk.stands(Round).values()] == [True]
    for screen in ("perspectives.dots", "perspectives.map"):
        assert not [text for text in dealt.en.values() if text in desk.show(screen)]

    desk.press("perspectives.mix")
    sort(desk, 7, answer=lambda id, person: ("close", "far", "unsure")[person % 3])
    dealt = list(desk.stands(PerspectiveDeal).values())[-1]
    wall = desk.show("perspectives.dots")
    assert len([text for text in dealt.en.values() if text in wall]) == 1
    everything = all_pages(desk, "perspectives.map")
    assert all(f"{text} 3 ●●● 2 ●● 2 ●●" in everything for text in dealt.en.values())
    assert "close to how I think 3" in wall and "far from it 2" in wall and "unsure 2" in wall


def test_labels_are_a_step_of_their_own_after_the_sort(desk):
    deal(desk)
    assert refused(desk, "label") == "labels_wait"
    sort(desk, 6)
    desk.press("perspectives.label")

    assert len(desk.stands(PerspectiveLabels)) == 1
    assert [label for label in LABELS if label in desk.show("perspectives.labels")]
    assert "Nobody is one of them" in desk.read("perspectives")


def test_a_room_of_four_goes_on_without_figures(desk):
    labelled(desk, people=4)
    place(desk, **LINE)

    assert "Transformative – 0 $0" in desk.told("perspectives")


def test_no_record_says_what_a_person_thinks(desk):
    """Each person answers one perspective only: nothing of that is anywhere."""
    phrase(desk)
    deal(desk)

    def one_way(id, person):
        mine = PERSPECTIVES[person % 4]
        return "close" if id in CARDS and CARDS[id].perspective == mine else "far"

    sort(desk, 8, answer=one_way)
    desk.press("perspectives.label")
    (done,) = desk.stands(Round).values()
    for id, counts in done.counts.items():
        # two of eight are close to each card, whoever they are
        assert counts == ({"close": 2, "far": 6} if id in CARDS else {"far": 8})
    # people, answers, counts: no attribute of a record could hold one person's row
    attributes = set(Round.model_fields) | set(DistrictAction.model_fields)
    assert not attributes & {"person", "name", "slip", "slips", "type", "profile", "rows_of"}
    assert "never people" in desk.page.words("perspectives.section.limits")


# actions and money


def test_what_is_done_is_placed_with_row_reason_and_money_after_the_labels(desk):
    deal(desk)
    assert refused(desk, "place", **LINE) == "placing_waits"
    sort(desk, 6)
    desk.press("perspectives.label")
    subject = place(desk, **LINE)

    placed = desk.stands(DistrictAction)[subject]
    assert (placed.amount, placed.row, placed.perspective) == (140_000, "resources", "liberal")
    told = desk.told("perspectives")
    assert "budget line: Reading tutors · $140,000 · 2026-27 Liberal" in told
    desk.write(subject, "perspective", "transformative")
    assert desk.stands(DistrictAction)[subject].perspective == "transformative"
    desk.press("withdraw", subject=subject)
    assert not desk.stands(DistrictAction)


@pytest.mark.parametrize(
    ("changed", "id"),
    [
        ({"amount": ""}, "amount_missing"),
        ({"amount": "0"}, "amount_missing"),
        ({"amount": "14 hundred"}, "amount_wrong"),
        ({"amount": "1,40"}, "amount_wrong"),
        ({"amount": "-5"}, "amount_wrong"),
        ({"reason": " "}, "placing_incomplete"),
        ({"row": ""}, "placing_incomplete"),
        ({"perspective": "marxist"}, "field_unknown"),
        ({"what": "story"}, "field_unknown"),
    ],
)
def test_what_is_missing_at_placing_is_said(desk, changed, id):
    labelled(desk)

    assert refused(desk, "place", **LINE | changed) == id
    assert not desk.stands(DistrictAction)


def test_skipping_the_money_is_said_and_leads_to_no_consequence(desk):
    labelled(desk)
    assert "Only words so far" in desk.told("perspectives")
    assert refused(desk, "consequence", perspective="ours", more="x", change="y") == (
        "consequence_without_money"
    )
    place(desk, **ACTION)
    assert "No budget line with its amount" in desk.told("perspectives")
    assert refused(desk, "consequence", perspective="ours", more="x", change="y") == (
        "consequence_without_money"
    )
    place(desk, **LINE)
    consequence(desk)

    read = desk.read("perspectives")
    assert "No budget line with its amount" not in read
    missing = (
        "what we are after, what unfairness is, how we go about it, and what a good outcome is"
    )
    assert f"No action or budget line decides about: {missing}." in read


def test_said_and_done_are_compared_by_perspective_and_row_by_row(desk):
    """All six call the liberal cards close and nothing else; the money goes elsewhere."""
    labelled(
        desk,
        answer=lambda id, person: "close" if CARDS[id].perspective == "liberal" else "far",
    )
    place(desk, **LINE | {"perspective": "libertarian", "row": "extra", "amount": "$90,000"})
    place(desk, **LINE | {"perspective": "libertarian", "row": "extra", "amount": "10000"})
    place(desk, **ACTION | {"perspective": "liberal", "row": "process"})

    told = desk.told("perspectives")
    # eight cards, two of each perspective; six people
    assert "Liberal 12 of 12 (100%) 1 $0" in told
    assert "Libertarian 0 of 12 (0%) 2 $100,000" in told
    assert "Closest in words: Liberal." in told and "Most money: Libertarian." in told
    assert "Words and money lie apart" in told
    assert "done 2 · $100,000" in told
    wall = desk.show("perspectives.compared")
    assert "12 of 12 (100%)" in wall and "$100,000" in wall
    assert "done 2" in all_pages(desk, "perspectives.heat")


def test_consequences_say_who_gets_more_and_what_changes_for_each_and_for_ours(desk):
    labelled(desk)
    place(desk, **LINE)
    place(desk, **ACTION)
    desk.write("definition", "en", "Nobody waits in the rain.")
    assert refused(desk, "consequence", perspective="ours", more="x", change=" ") == (
        "consequence_incomplete"
    )
    assert refused(desk, "consequence", perspective="mine", more="x", change="y") == (
        "field_unknown"
    )
    for which in ("ours", "libertarian"):
        consequence(desk, which, less="Schools near the office")

    told = desk.told("perspectives")
    assert "our own definition Schools on the far routes Schools near the office Bus times" in told
    assert told.index("Libertarian Schools on") < told.index("our own definition Schools on")
    sentence = "more goes to: Schools on the far routes. And this changes: Bus times."
    assert f"If we mean this, then {sentence}" in told
    missing = "Transformative, Democratic liberal, and Liberal"
    assert f"what follows from {missing}" in told
    assert "Our working definition: Nobody waits in the rain." in told
    assert "Schools on the far routes" in desk.show("perspectives.consequences")
    consequence(desk, more="Everybody")
    assert desk.stands(PerspectiveConsequence)["consequence/ours"].more == "Everybody"


# everywhere


def test_it_works_in_the_workbook_without_a_meeting(practised):
    desk = practised.at("03_define")
    labelled(desk)
    place(desk, **LINE)
    place(desk, **ACTION)
    consequence(desk)

    assert "more goes to: Schools on the far routes" in desk.told("perspectives")


def test_a_press_that_arrives_twice_does_everything_once(desk):
    id = desk.press("perspectives.mix")
    desk.press("perspectives.mix", id=id)
    sort(desk, 6)
    desk.press("perspectives.mix", id=id)
    id = desk.press("perspectives.label")
    desk.press("perspectives.label", id=id)
    id = desk.press("perspectives.place", **LINE)
    desk.press("perspectives.place", id=id, **LINE)

    for kind in (PerspectiveDeal, PerspectiveLabels, DistrictAction):
        assert len(desk.stands(kind)) == 1


def test_without_a_record_there_is_paper_with_slips_without_labels(practised):
    desk = practised.at("03_define")
    assert desk.told("perspectives") == ""
    for language in ("en", "es"):
        paper = practised.at("03_define", language=language).paper("perspectives")
        slips, _, sheet = paper.partition(load_texts()["perspectives.place.hint"][language])
        label = load_texts()["perspectives.perspective.transformative"][language]
        assert label not in slips and label in sheet


def test_the_steps_of_the_meeting_open_what_they_need(desk):
    deal(desk)
    folded = '<summary><span role="heading" aria-level="3">{}</span></summary>'
    for step, opened, closed in (
        ("sort_alone", "deal.title", "place.title"),
        ("place_actions", "place.title", "deal.title"),
    ):
        desk.press("go", step=step)
        html, words = desk.desk("perspectives"), desk.page.words
        assert folded.format(words(f"perspectives.{closed}")) in html
        assert folded.format(words(f"perspectives.{opened}")) not in html
    spanish = desk.press("language", language="es") and desk.read("perspectives")
    assert "Mezclar y repartir" in spanish
