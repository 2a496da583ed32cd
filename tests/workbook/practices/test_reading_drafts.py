"""S44: that a draft was read is written in roles and counts, and stands beside the figures."""

from html import unescape

import pytest

from equitykit.errors import EquitykitError
from equitykit.records.draft_reads import DraftRead
from equitykit.workbook.data_pictures import _drafts_read
from equitykit.workbook.workbook import open_workbook

READ = {
    "draft": "Poster on absence", "read_in": "es", "readers": "parents, the translator",
    "people": "7", "read_on": "2026-11-20", "unclear": "What the circles are",
}  # fmt: skip
NOBODY = "Nobody has said yet that they read a draft in {}"


@pytest.fixture
def desk(practised):
    return practised.at("04_data")


def test_who_read_a_draft_how_many_when_and_in_which_language(desk):
    assert NOBODY.format("English") in desk.read("reading")
    subject = f"draft_read/{desk.press('reading.draft_read', **READ)}"
    said = (
        "Poster on absence: read by 7 people (parents, the translator), November 20, 2026, "
        "in Spanish. Unclear: What the circles are"
    )
    assert said in desk.read("reading") and said in desk.told("reading")
    assert "Still to be changed" in desk.told("reading")
    assert NOBODY.format("English") in desk.told("reading")
    assert NOBODY.format("Spanish") not in desk.told("reading")

    desk.press("reading.draft_changed", subject=subject, changed="A line under the circles")
    assert "Changed: A line under the circles" in desk.told("reading")
    assert "Still to be changed" not in desk.told("reading")
    assert not {"name", "names", "initials"} & set(DraftRead.model_fields)

    desk.press("reading.draft_out", subject=subject)
    assert desk.told("reading") == ""


def test_a_press_that_comes_twice_is_one_reading(desk):
    for _ in range(2):
        desk.press("reading.draft_read", id="3f0c8a52-1111-4222-8333-444455556666", **READ)
    assert len(desk.stands(DraftRead)) == 1


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"draft": " "}, "text_missing"),
        ({"read_in": ""}, "choice_missing"),
        ({"read_in": "klingon"}, "field_unknown"),
        ({"readers": ""}, "draft_readers_missing"),
        ({"people": ""}, "draft_readers_missing"),
        ({"people": "0"}, "value_not_taken"),
        ({"people": "some"}, "value_not_taken"),
        ({"read_on": ""}, "date_missing"),
        ({"read_on": "2999-01-01"}, "draft_read_ahead"),
    ],
)
def test_what_is_missing_or_cannot_be_is_a_sentence(desk, wrong, error):
    with pytest.raises(EquitykitError) as raised:
        desk.press("reading.draft_read", **READ | wrong)
    assert raised.value.id == error
    assert not desk.stands(DraftRead)


def beside_the_figures(**asked) -> str:
    book = open_workbook(
        "04_data",
        **{
            "district": "sample", "team": "none", "year": "latest", "language": "en",
            "audience": "team", "store": "none", "data": "sample",
        } | asked,
    )  # fmt: skip
    return unescape(str(_drafts_read(book, None)))


def test_it_stands_beside_the_families_figures_and_not_in_what_families_get(desk):
    desk.press("reading.draft_read", **READ)
    team = desk.page.team.stream
    assert "read by 7 people" in beside_the_figures(team=team)
    assert NOBODY.format("English") in beside_the_figures(team=team)
    assert "lectura de 7 personas" in beside_the_figures(team=team, language="es")
    assert beside_the_figures(team=team, audience="families") == ""


def test_a_district_without_a_team_has_figures_alone(work, monkeypatch):
    monkeypatch.setenv("QUERY_STRING", "")
    assert beside_the_figures() == ""


def test_the_paper_twin_asks_the_same(desk):
    paper = desk.paper("reading")
    for asked in ("Which draft?", "How many people?", "What was unclear to them?"):
        assert asked in paper
