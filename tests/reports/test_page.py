"""A page shows what code cells showed as HTML, and says what of the notebook is not on it."""

import nbformat
import pytest

from equitykit.content.texts import load_words
from equitykit.reports.page import WIDGET, page_of, without_widgets

v4 = nbformat.v4


def shown(**data) -> nbformat.NotebookNode:
    mimes = {"html": "text/html", "plain": "text/plain", "widget": WIDGET}
    return v4.new_output("display_data", {mimes[name]: value for name, value in data.items()})


def executed(*outputs) -> nbformat.NotebookNode:
    cells = [
        v4.new_markdown_cell("# Notes for the analyst"),
        v4.new_code_cell("secret_code()", outputs=list(outputs)),
    ]
    return v4.new_notebook(cells=cells, metadata={"widgets": {"state": "dead"}})


def page(*outputs, language="en", invented=False):
    words = load_words(language)
    return page_of(executed(*outputs), title="Gaps · <Tiny>", words=words, invented=invented)


def test_only_what_was_shown_is_on_the_page():
    html = page(shown(html="<p>first</p>"), shown(html=["<p>se", "cond</p>"])).html
    assert html.index("first") < html.index("<p>second</p>")
    assert "secret_code" not in html and "analyst" not in html


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_page_has_language_title_main_part_and_a_way_to_skip_to_it(language):
    html = page(language=language).html
    assert f'<html lang="{language}">' in html
    assert "<title>Gaps · &lt;Tiny&gt;</title>" in html
    assert '<main id="main"' in html and 'href="#main"' in html


def test_an_output_that_would_load_or_run_something_is_left_out_and_counted():
    made = page(shown(html="<script>x</script>"), shown(html="<p>fine</p>"))
    assert "<script" not in made.html and "fine" in made.html
    assert made.warnings == [("unsafe_output", 1)]


def test_widgets_plain_text_and_complaints_are_counted_and_not_shown():
    complaint = v4.new_output("stream", name="stderr", text="DeprecationWarning: old")
    made = page(shown(widget={}, plain="Dropdown()"), shown(plain="42"), complaint)
    assert "Dropdown" not in made.html and "Deprecation" not in made.html
    assert made.warnings == [("other_output", 2), ("complaint", 1)]


def test_invented_data_are_marked_once():
    banner = '<p class="invented" role="note">'
    assert page(invented=False).html.count(banner) == 0
    once = page(invented=True).html
    assert once.count(banner) == 1
    start = once.index(banner)
    own = once[start : once.index("</p>", start) + 4] + "\n"
    assert page(shown(html=own), invented=True).html.count(banner) == 1


def test_no_widget_and_no_state_is_left_in_the_notebook():
    left = without_widgets(executed(shown(widget={"model_id": "1"}, plain="Dropdown()")))
    assert "widgets" not in left.metadata
    assert list(left.cells[1].outputs[0].data) == ["text/plain"]
