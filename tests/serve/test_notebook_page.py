"""A notebook as a page: its language, its title, its words, and what must not be on it."""

import re

import pytest

from equitykit.content.texts import load_words
from equitykit.serve.notebook_page import MOMENTS, remember_problem, title_of


def page(room, name, **query) -> str:
    return room.visitor().get(room.page(name, **query), timeout=60).text


def test_a_page_speaks_the_language_of_the_room(room):
    text = page(room, "04_data")
    assert '<html lang="en">' in text
    assert f"<title>{load_words('en')('data.page.title')}</title>" in text


def test_the_address_may_ask_for_the_other_language(room):
    text = page(room, "04_data", language="es")
    assert '<html lang="es">' in text
    assert f"<title>{load_words('es')('data.page.title')}</title>" in text
    assert "La página se está preparando." in text


def test_a_page_in_both_languages_is_english_around_them_and_its_kernel_knows(room):
    asked = {"view": "facilitator", "team": "abc", "language": "both"}
    text = page(room, "environment", **asked)
    assert '<html lang="en">' in text
    found = re.search(r"<li>QUERY_STRING=(.*?)</li>", text)[1].replace("&amp;", "&")
    assert found == "view=facilitator&team=abc&language=both"


@pytest.mark.parametrize("asked", ["fr", "", "es<script>", "../es"])
def test_a_language_that_there_is_not_is_the_language_of_the_room(room, asked):
    assert '<html lang="en">' in page(room, "00_home", language=asked)


def test_a_copy_with_a_name_of_its_own_has_a_title_in_words():
    assert title_of("my_notebook.ipynb", load_words("en")) == "Workbook"
    assert title_of("00_home.ipynb", load_words("en")) == load_words("en")("home.page.title")


def test_code_and_markdown_stay_with_the_analyst(room):
    text = page(room, "failing")
    assert "<h1>Before</h1>" in text
    assert "canary-in-markdown" not in text
    assert "canary_in_source" not in text


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_failure_is_told_in_words_without_traceback_or_path(room, language):
    text = page(room, "failing", language=language)
    words = load_words(language)
    assert f'<p class="equitykit-problem">{words("serve.cell.failed")}</p>' in text
    assert not re.search(r"Traceback|ZeroDivision|division by zero|site-packages|File \"", text)


def test_what_the_user_can_put_right_is_told_as_its_sentence_and_as_text(room):
    text = page(room, "refused")
    assert "is not one of en, es. Choose one of these." in text
    assert "<b>fr</b>" not in text


def test_an_error_that_nobody_put_into_words_shows_no_id():
    class Cell:
        metadata = {}

    reply = {"content": {"ename": "EquitykitError", "evalue": "file_empty (file='x')"}}
    remember_problem(Cell, 0, reply)
    assert Cell.metadata == {}


def test_a_template_or_theme_named_in_the_address_changes_nothing(room):
    text = page(room, "00_home", template="reveal", theme="dark")
    assert 'data-jp-theme-light="true"' in text
    assert "equitykit-status" in text


def test_a_page_names_no_other_host(room):
    text = page(room, "04_data")
    addresses = set(re.findall(r"(?:https?:)?//[\w.-]+\.\w+", text))
    assert addresses <= {"http://www.w3.org"}


def test_only_the_extensions_that_the_page_needs_are_on_it(room):
    text = page(room, "00_home")
    config = re.search(r'id="jupyter-config-data"[^>]*>(.*?)</script>', text)[1]
    assert set(re.findall(r'"name": "([^"]+)"', config)) == {
        "@voila-dashboards/widgets-manager8",
        "@jupyter-widgets/jupyterlab-manager",
        "anywidget",
    }


def test_the_script_finds_words_for_all_its_moments(room):
    from importlib.resources import files

    script = files("equitykit.serve").joinpath("template", "page.js").read_text()
    said = set(re.findall(r'(?:say|hush)\("(\w+)"', script))
    assert said <= set(MOMENTS)
    assert set(MOMENTS) - said == {"opening"}


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_page_that_is_not_there_says_so_in_words(room, language):
    answer = room.visitor().get(f"{room.url}/no_such_page?language={language}", timeout=20)
    assert answer.status_code == 404
    assert load_words(language)("serve.not_here.text") in answer.text
