"""One module makes HTML, and what is put into it stays text."""

from importlib.resources import files

import jinja2
import pytest

from equitykit.views.html import joined, own_markup, render


def test_a_value_is_escaped():
    assert "&lt;i&gt;x&lt;/i&gt;" in render("lines", lines=["<i>x</i>"])


def test_pieces_are_joined_and_plain_text_among_them_is_escaped():
    assert joined(own_markup("<p>a</p>"), "<p>b") == "<p>a</p>\n&lt;p&gt;b"


def test_a_forgotten_value_is_an_error():
    with pytest.raises(jinja2.UndefinedError):
        render("lines")


def test_no_template_switches_escaping_off():
    for template in files("equitykit.views").joinpath("templates").iterdir():
        text = template.read_text(encoding="utf-8")

        assert "safe" not in text.replace("-safe", ""), template.name
        assert "autoescape" not in text, template.name
