"""The analysts' section of the data workbook, on the invented district."""

import re
from html import unescape

import pytest

from equitykit.content.texts import load_texts
from equitykit.workbook.workbook import open_workbook


@pytest.fixture(scope="module")
def pages():
    """The section in both languages, as text."""
    drawn = {}
    for language in ("en", "es"):
        book = open_workbook(
            "04_data", language=language, district="sample", team="none", year="latest",
            audience="team", store="none", data="sample",
        )  # fmt: skip
        drawn[language] = str(book.section("data.inequality").html())
    return drawn


def text(html):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


def test_levels_come_before_every_summary(pages):
    parts = pages["en"].split("<details>")[1:]
    assert len(parts) > 3
    for part in map(text, parts):
        assert part.index("the level of every group") < part.index("Difference between best and")
        assert "hides who is behind" in part


def test_the_ratios_of_a_real_row(pages):
    (part,) = [
        each for each in pages["en"].split("<details>") if "Chronic absenteeism by race" in each
    ]
    # chronicabsenteeism25.txt: 37 of 112 Black students, 532 of 2,559 of all: .3304 / .2023
    assert re.search(r"Black or African American 112 33\.0% [^ ]+ 1\.63 ", text(part))
    # 24 students are fewer than the rule's 30: the sentence, and no code
    assert "Alaska Native: No federal risk ratio: fewer than 10 students" in text(part)


def test_discipline_is_said_to_be_of_students_with_disabilities(pages):
    (part,) = [
        each for each in pages["en"].split("<details>") if "<summary>Suspension by race" in each
    ]
    assert "the federal rule counts students with disabilities only" in text(part)


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_code_stands_on_the_page(pages, language):
    page = text(pages[language])
    states = [
        id.rpartition(".")[2] for id in load_texts() if id.startswith("disaggregate.risk_ratio")
    ]
    assert len(states) == 7
    for code in (*states, "rate_ratio", "not_ordered", "{", "nan"):
        assert code not in page


def test_points_are_no_rates(pages):
    assert "Distance from" not in text(pages["en"])
    assert not re.search(r"English language arts.{0,40}summary measures", text(pages["en"]))
