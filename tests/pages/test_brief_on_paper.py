"""The brief is one printed page, for every district of the sample and in both languages."""

import io

import pytest
from browser import browser  # noqa: F401
from pypdf import PdfReader

from equitykit.storage.prepared import list_places
from equitykit.views.html import joined
from equitykit.views.page import document
from equitykit.workbook.head import head
from equitykit.workbook.sample import prepared_sample
from equitykit.workbook.workbook import open_workbook

pytestmark = pytest.mark.browser

TITLES = {"en": "District brief", "es": "Resumen del distrito"}
SECTIONS = [
    "brief.assistance",
    "brief.known",
    "brief.gaps",
    "brief.small_groups",
    "brief.questions",
]


@pytest.mark.parametrize(
    ("language", "paper"),
    [
        # the longer language on the shorter sheet is what fits with most difficulty
        ("es", "Letter"),
        *(
            pytest.param(*each, marks=pytest.mark.slow)
            for each in (("en", "Letter"), ("en", "A4"), ("es", "A4"))
        ),
    ],
)
def test_a_brief_takes_one_page(browser, language, paper):
    page = browser.new_page()
    pages = {}
    for cds in list_places(prepared_sample())["cds"]:
        page.set_content(str(brief(cds, language)))
        printed = PdfReader(io.BytesIO(page.pdf(format=paper)))
        pages[cds] = len(printed.pages)
        assert TITLES[language] in printed.pages[0].extract_text()
    page.close()

    assert len(pages) == 7
    assert set(pages.values()) == {1}


def brief(cds: str, language: str):
    book = open_workbook(
        "brief",
        district=cds,
        team="none",
        year="latest",
        language=language,
        audience="team",
        store="none",
        data="sample",
    )
    body = joined(head(book), *(book.section(id).html() for id in SECTIONS))
    return document(body, title="brief", words=book.words)
