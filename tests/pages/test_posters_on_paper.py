"""Posters for a data walk: each takes one sheet, however many groups it has; axe finds nothing."""

import io

import pytest
from browser import browser, violations  # noqa: F401
from pypdf import PdfReader

from equitykit.measures.choices import DataChoice
from equitykit.views.html import joined
from equitykit.views.page import document
from equitykit.views.section import section
from equitykit.workbook import data_pictures
from equitykit.workbook.head import head
from equitykit.workbook.workbook import open_workbook

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("language", "paper", "measure", "dimension"),
    [
        # seventeen groups with long names on the shorter sheet fit with most difficulty
        ("es", "Letter", "own_chronic_absenteeism", "race_ethnicity×gender"),
        pytest.param("en", "A4", "suspension", "program", marks=pytest.mark.slow),
    ],
)
def test_a_poster_takes_one_sheet(browser, language, paper, measure, dimension):  # noqa: F811
    book = open_workbook(
        "04_data", district="sample", team="none", year="latest", language=language,
        audience="team", store="none", data="sample",
    )  # fmt: skip
    choice = DataChoice(measure, "2024-25", dimension, book.yardsticks[0])
    posters = data_pictures._posters(book, choice)
    body = joined(head(book), section("data.family", posters, words=book.words))
    page = browser.new_page()
    page.set_content(str(document(body, title="posters", words=book.words)))
    page.evaluate("document.fonts.ready")

    sheets = [sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf(format=paper))).pages]
    titles = page.locator(".poster h3").all_inner_texts()
    assert len(titles) == 4
    # the page's own head comes before them, the section's last line after them
    assert len(sheets) == 1 + len(titles) + 1
    notice = ["We notice", "Notamos", "We notice", "Notamos"]
    for sheet, words in zip(sheets[1:-1], notice, strict=True):
        assert words in sheet
        assert "students.csv" in sheet or "suspension25.txt" in sheet
    assert violations(page) == []
    page.close()
