"""The index leads to every page, by district, and says first what could not be made."""

from dataclasses import replace

from rendering import BRIEF

from equitykit.reports.index_page import index_page, write_indexes

BROKEN = replace(BRIEF, workbook="mine", state="failed", file=None, error="Free some space.")


def page(*rows, language="en", languages=("en",)) -> str:
    return index_page(list(rows), language=language, languages=languages)


def test_each_page_has_a_link_under_its_district():
    html = page(BRIEF)
    assert html.index("Greenfield &lt;Union&gt;</h2>") < html.index(f'<a href="{BRIEF.file}">')
    assert "for families" in html and "One cell wrote a warning." in html
    assert "1 page made." in html


def test_failures_come_first_with_what_to_do():
    html = page(BRIEF, BROKEN)
    assert html.index("Free some space.") < html.index(BRIEF.file)


def test_the_index_says_when_data_are_invented():
    assert "Invented data." not in page(BRIEF)
    invented = replace(BRIEF, cds="99600170000000")
    assert "Invented data." in page(invented)
    # what it says is of every district on the page
    assert "Invented data." not in page(BRIEF, invented)


def test_both_languages_have_an_index_that_leads_to_the_other(tmp_path):
    write_indexes([BRIEF], tmp_path, ("en", "es"))
    english, spanish = (tmp_path / name for name in ("index.html", "index.es.html"))
    assert 'href="index.es.html"' in english.read_text(encoding="utf-8")
    text = spanish.read_text(encoding="utf-8")
    assert '<html lang="es">' in text and 'href="index.html"' in text and "1 página hecha." in text
