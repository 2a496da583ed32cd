"""One module makes HTML, and what is put into it stays text."""

from importlib.resources import files

import jinja2
import pytest

from equitykit.views.html import joined, own_markup, render, told_once, unbroken


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


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h1>Absence, 2024-25: gaps</h1>",
         '<h1>Absence, <span class="year">2024-25</span>: gaps</h1>'),
        # what is no running text: attributes, drawings, forms, and what is no school year
        ('<p title="2024-25">x</p>', '<p title="2024-25">x</p>'),
        ("<svg><text>2024-25</text></svg>", "<svg><text>2024-25</text></svg>"),
        ("<option>a</option><select><option>2024-25</option></select>",
         "<option>a</option><select><option>2024-25</option></select>"),
        ("<p>2024-25-01 99-2024-25 20245-25</p>", "<p>2024-25-01 99-2024-25 20245-25</p>"),
    ],
)  # fmt: skip
def test_a_school_year_stays_on_one_line(html, expected):
    assert unbroken(own_markup(html)) == expected


def test_a_fold_that_says_the_same_again_stands_once():
    how, other = "<details open>how</details>", "<details open>another</details>"
    html = own_markup(f"<p>1</p>{how}<p>2</p>{how}<p>3</p>{other}<p>3</p>")
    assert told_once(html) == f"<p>1</p>{how}<p>2</p><p>3</p>{other}<p>3</p>"
