"""Pages are printed by a browser that is on the machine; without one a sentence says so."""

import shutil

import pypdf
import pytest
from conftest import skip_or_fail

from equitykit.content.texts import load_words
from equitykit.errors import EquitykitError
from equitykit.reports.pdf import BROWSERS, find_browser, write_pdf
from equitykit.views.html import own_markup
from equitykit.views.page import document


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "brief é.html"
    body = own_markup("<h1>Niña Valiente</h1>")
    path.write_text(document(body, title="Brief", words=load_words("en")), encoding="utf-8")
    return path


@pytest.mark.browser
def test_a_page_is_printed_beside_itself_with_its_headings_tagged(page):
    if not any(shutil.which(name) for name in BROWSERS):
        skip_or_fail("chromium, which prints the PDF pages")
    pdf = write_pdf(page, browser=find_browser())
    assert pdf == page.with_suffix(".pdf")
    read = pypdf.PdfReader(pdf)
    assert "Niña Valiente" in read.pages[0].extract_text()
    assert read.root_object["/MarkInfo"]["/Marked"]
    assert sorted(path.name for path in page.parent.iterdir()) == ["brief é.html", "brief é.pdf"]


def test_a_browser_that_cannot_print_leaves_nothing_behind(page):
    with pytest.raises(EquitykitError, match="batch_pdf_failed"):
        write_pdf(page, browser=shutil.which("false") or "false")
    assert [path.name for path in page.parent.iterdir()] == ["brief é.html"]


def test_without_a_browser_a_sentence_says_so(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EquitykitError, match="batch_no_browser"):
        find_browser()
