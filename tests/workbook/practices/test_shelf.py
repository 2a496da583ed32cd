"""One example at a time, in our own words, with its source; the team says what it needs here."""

import re
from pathlib import Path

import pytest

from equitykit.content.shelf import ShelfInfo, load_shelf
from equitykit.content.texts import LANGUAGES, load_texts
from equitykit.errors import EquitykitError
from equitykit.records.shelf import CAPACITIES, CONDITIONS, ShelfCard
from equitykit.records.team import STAGES
from equitykit.reviews.shelf import missing_for, offer

SOURCES = Path(__file__).parents[4] / "shared" / "sources"
# names of offices and people are the same in every language and every text
COPIED = 6


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


def take(desk, card: str) -> str:
    return f"shelf/{desk.press('shelf.take', card=card)}"


def test_no_example_is_copied_from_the_papers_that_describe_it():
    if not SOURCES.is_dir():
        pytest.skip("the papers are not part of this repository")
    copied = set()
    for path in SOURCES.glob("*.txt"):
        source = runs(path.read_text(encoding="utf-8"), COPIED)
        for id in load_shelf():
            for field in ("name", "summary"):
                text = load_texts()[f"shelf.{id}.{field}"]["en"]
                copied |= {(id, " ".join(run)) for run in runs(text, COPIED) & source}

    assert copied == set()


def test_those_whom_an_example_names_are_named_in_the_papers():
    if not SOURCES.is_dir():
        pytest.skip("the papers are not part of this repository")
    papers = {
        "valdez": (SOURCES / "wested-2020.txt").read_text(encoding="utf-8"),
        "bowman": (SOURCES / "wested-2021.txt").read_text(encoding="utf-8"),
    }
    named = {
        "equity_audit": ("San Rafael City Schools", "Marin Promise Partnership"),
        "equity_pause": ("High Tech High Graduate School of Education",),
        "riverside": ("Riverside COE", "Educational Technology Unit"),
        "homeless_leads": ("Bay Area Geographic Leads Consortium", "reduced by 19"),
        "shasta": ("Local Indians for Education (LIFE) Center",),
        "world_cafe": ("World Cafés",),
        "student_panels": ("monthly student panels",),
        "kern_audits": ("National Center for Urban School Transformation",),
        "simulations": ("student simulations", "Santa Clara County Office of Education"),
        "alameda": ("Alameda COE",),
    }
    for id, names in named.items():
        for name in names:
            assert name in papers[load_shelf()[id].source], (id, name)


def test_each_example_has_a_source_a_stage_and_something_that_it_helps_with():
    for id, card in load_shelf().items():
        fields = {f"shelf.{id}.{field}" for field in ("name", "place", "summary")}
        assert fields | {f"shelf.source.{card.source}"} <= set(load_texts())
        assert card.stages and set(card.stages) <= set(STAGES)
        assert card.topics and set(card.topics) <= {*CONDITIONS, *CAPACITIES}
        for language in LANGUAGES:
            assert len(load_texts()[f"shelf.{id}.summary"][language].split()) <= 46, id


def test_what_the_team_asks_for_comes_before_the_stage_and_the_stage_decides_between_equals():
    cards = [
        ShelfInfo("a", "valdez", ("data",), ("trust",)),
        ShelfInfo("b", "valdez", ("open",), ("data",)),
        ShelfInfo("c", "valdez", ("open",), ("trust",)),
    ]

    assert offer(cards, stage="open", topic="trust").id == "c"
    assert offer(cards, stage="define", topic="trust").id == "a"
    assert offer(cards, stage="open", topic="").id == "b"
    assert offer(cards, stage="open", topic="trust", seen={"c"}).id == "a"
    assert offer(cards, stage="open", topic="trust", seen={"a", "c"}) is None
    assert offer(cards, stage="carry", topic="") is None


def test_one_example_is_offered_by_stage_and_need_and_the_rest_are_names_only(practised):
    desk = practised.at("02_open")
    desk.write("shelf/need", "topic", "partnership")
    read = desk.read("shelf")
    shown = [id for id in load_shelf() if load_texts()[f"shelf.{id}.summary"]["en"] in read]

    assert shown == ["many_voices"]
    assert "Shasta: asking a center that families trust" in read
    assert "Valdez and colleagues" in read and "(WestEd, 2020)" in read
    take(desk, "many_voices")
    desk.write("shelf/need", "topic", "trust")
    # three speak of trust; of the two that fit the opening, the first
    assert load_texts()["shelf.small_group.summary"]["en"] in desk.read("shelf")


def test_no_example_is_taken_over_before_the_team_said_what_it_needs_here(practised):
    desk = practised.at("02_open")
    card = take(desk, "shasta")

    def refused(**values):
        with pytest.raises(EquitykitError) as raised:
            desk.press("shelf.decide", subject=card, **values)
        assert not desk.stands(ShelfCard)[card].outcome
        return raised.value.id

    assert refused(reason="Good") == "shelf_answer_missing"
    assert refused(outcome="adopted", reason="Good") == "shelf_needs_missing"
    desk.write(card, "needs", "A center that our families trust; two paid hours.")
    assert refused(outcome="adapted", reason="Good") == "shelf_adaptation_missing"
    assert refused(outcome="not", reason=" ") == "shelf_reason_missing"
    assert refused(outcome="best", reason="Good") == "field_unknown"

    desk.write(card, "adaptation", "We ask the church kitchen.")
    desk.press("shelf.decide", subject=card, outcome="adapted", reason="We have no center")
    stands = desk.stands(ShelfCard)[card]
    assert (stands.outcome, stands.reason) == ("adapted", "We have no center")
    assert stands.needs.startswith("A center") and stands.adaptation == "We ask the church kitchen."


def test_leaving_an_example_needs_a_reason_and_nothing_else():
    card = ShelfCard(card="shasta", on="2027-01-15")

    assert missing_for(card, "not", "Too large for us") == ""
    assert missing_for(card, "not", "") == "reason"


def test_taking_twice_lays_it_once_and_what_does_not_exist_is_refused(practised):
    desk = practised.at("01_prepare")
    first = take(desk, "riverside")
    take(desk, "riverside")

    assert list(desk.stands(ShelfCard)) == [first]
    with pytest.raises(EquitykitError):
        desk.press("shelf.take", card="atlantis")
    with pytest.raises(EquitykitError):
        desk.write(first, "outcome", "adopted")


def test_the_room_sees_the_example_and_the_question_but_nothing_that_was_typed(practised):
    desk = practised.at("02_open")
    desk.plan("launch")
    card = take(desk, "world_cafe")
    desk.write(card, "needs", "Our superintendent would have to agree")
    desk.press("language", language="both")
    wall = desk.show("shelf.card")

    assert "café tables" in wall and "mesas de café" in wall
    assert "What would it need here?" in wall
    assert "superintendent" not in wall


def test_the_report_tells_what_was_looked_at_and_why_it_was_left_or_taken(practised):
    desk = practised.at("02_open")
    assert desk.told("shelf") == ""
    assert "What would it need here?" in desk.paper("shelf")

    card = take(desk, "kern_audits")
    desk.press("shelf.decide", subject=card, outcome="not", reason="No hours before spring")
    told = desk.told("shelf")
    assert "Kern: spending a day beside a student" in told
    assert "not for us now: No hours before spring" in told
    assert "Bowman and colleagues" in told
