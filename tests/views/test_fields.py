"""A field to write in, one to choose in when two wrote at once, and the same on paper."""

import re

import pytest

from equitykit.content.texts import load_words
from equitykit.views.fields import Field, Option, Version, field, field_on_paper

NAME = "decision/9f#text"
HOSTILE = '"><script>alert(1)</script>\u202e{{ 7 * 7 }}'
KINDS = ("text", "line", "number", "date", "time")


@pytest.fixture
def words():
    return load_words("en")


def attribute(html, name: str) -> list[str]:
    return re.findall(rf'\b{name}="([^"]*)"', str(html))


@pytest.mark.parametrize("kind", [*KINDS, "choice", "check", "checks"])
def test_each_kind_is_labelled_and_knows_what_it_writes_to(words, kind):
    html = field(Field(NAME, "What we decide", base=12, kind=kind), words=words)

    assert attribute(html, "data-field") == [NAME]
    assert attribute(html, "data-base") == ["12"]
    assert attribute(html, "for") == attribute(html, "id") or kind == "checks"
    assert "What we decide" in html


def test_a_draft_goes_on_where_it_was(words):
    html = field(Field(NAME, "Text", "half a sent", 12, draft_id="d1", revision=7), words=words)

    assert attribute(html, "data-draft") == ["d1"]
    assert attribute(html, "data-revision") == ["7"]
    assert "half a sent</textarea>" in html


def test_a_text_that_begins_with_an_empty_line_keeps_it(words):
    html = field(Field(NAME, "Text", "\nbelow"), words=words)

    # a browser takes one line break after the tag for layout
    assert ">\n\nbelow</textarea>" in html


def test_of_two_texts_both_are_shown_and_each_can_be_kept(words):
    versions = (Version("e1", "Ninth grade"), Version("e2", ""))
    html = field(Field(NAME, "Text", "", 14, versions=versions), words=words)

    assert attribute(html, "data-action") == ["choose", "choose"]
    assert attribute(html, "data-value-entry") == ["e1", "e2"]
    assert attribute(html, "data-value-field") == [NAME, NAME]
    assert attribute(html, "data-value-base") == ["14", "14"]
    assert '<p class="written" dir="auto">Ninth grade</p>' in html
    assert "(left empty)" in html


def test_two_texts_stand_side_by_side_on_paper_too(words):
    versions = (Version("e1", "Ninth grade"), Version("e2", "Both schools"))
    html = field_on_paper(Field(NAME, "Text", "x", 14, versions=versions), words=words)

    assert "Ninth grade" in html
    assert "Both schools" in html
    assert "<button" not in html


def test_ticked_boxes_are_those_of_the_list(words):
    options = (Option("RB", "Black"), Option("RH", "Latino"))
    html = field(Field(NAME, "About", '["RH"]', kind="checks", options=options), words=words)

    assert 'value="RH" checked' in html
    assert 'value="RB" checked' not in html


@pytest.mark.parametrize("kind", ["text", "line", "choice", "checks"])
def test_what_people_write_stays_text(words, kind):
    text = '["x"]' if kind == "checks" else HOSTILE
    made = Field(HOSTILE, HOSTILE, text, kind=kind, options=(Option(HOSTILE, HOSTILE),))

    for html in (field(made, words=words), field_on_paper(made, words=words)):
        assert "<script" not in html
        assert "49" not in html


def test_an_empty_field_on_paper_has_lines_to_write_on(words):
    html = field_on_paper(Field(NAME, "Text", rows=4), words=words)

    assert str(html).count("<span></span>") == 4
    assert "data-field" not in html


def test_a_choice_on_paper_has_boxes_until_it_is_made(words):
    options = (Option("open", "still open"), Option("kept", "kept"))
    empty = Field(NAME, "State", kind="choice", options=options)
    made = Field(NAME, "State", "kept", kind="choice", options=options)

    assert "<li>still open</li>" in field_on_paper(empty, words=words)
    assert '<p class="written" dir="auto">kept</p>' in field_on_paper(made, words=words)
