"""The page that everything is shown on: its style, its font, its skeleton.

Batch files and served pages share the style, so that they look alike and print alike.
"""

from base64 import b64encode
from functools import cache
from importlib.resources import files

from markupsafe import Markup

from equitykit.views.html import own_markup, render

FONT = "Noto Sans"


@cache
def styles() -> Markup:
    """One ``<style>`` element with the font inside it; nothing is loaded from elsewhere."""
    return render(
        "styles", font=FONT, regular=_font("regular"), bold=_font("bold"), css=_css("page")
    )


@cache
def meeting_styles() -> Markup:
    """What the page of a meeting needs beside :func:`styles`: its screens and its paper."""
    return render("meeting_styles", css=_css("meeting"))


def document(body: Markup, *, title: str, words, invented: bool = False) -> Markup:
    """A whole page around `body`: language, title, skip link, main part, style.

    `invented` adds the line that says that the district and its figures are made up.
    """
    return render("page", body=body, title=title, words=words, invented=invented, styles=styles())


def invented_banner(words) -> Markup:
    """The line above everything that shows the sample county."""
    return render("invented", words=words)


def _css(name: str) -> Markup:
    path = files("equitykit.views").joinpath("assets", f"{name}.css")
    return own_markup(path.read_text(encoding="utf-8"))


def _font(weight: str) -> str:
    path = files("equitykit.views").joinpath("assets", "fonts", f"{weight}.woff2")
    return b64encode(path.read_bytes()).decode("ascii")
