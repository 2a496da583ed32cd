"""The one module that makes HTML.

Templates escape every value that is put into them. Text becomes HTML as it stands only
through :func:`own_markup`, which is for our packaged files and our drawings, never for
anything that a file or a person brought.
"""

import re
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("equitykit.views"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(template: str, **values) -> Markup:
    """Fill in ``templates/<template>.html.j2``; a value that the template names must be given."""
    return Markup(_environment().get_template(f"{template}.html.j2").render(**values))


def joined(*parts: Markup) -> Markup:
    """Put pieces of HTML one below the other; a piece that is plain text is escaped."""
    return Markup("\n").join(parts)


# what is no running text: drawings, forms, and the tags themselves
KEPT = r"<(?P<kind>svg|style|script|textarea|select|title)\b.*?</(?P=kind)\s*>|<[^>]*>"
YEAR = r"(?<![\w-])\d{4}-\d{2}(?![\w-])"
YEARS = re.compile(rf"(?P<kept>{KEPT})|(?P<year>{YEAR})", re.DOTALL)

FOLDS = re.compile(r"<details open>(?:(?!<details).)*?</details>\n?", re.DOTALL)


def unbroken(html: Markup) -> Markup:
    """The same with each school year, such as 2024-25, on one line."""

    def whole(found: re.Match) -> str:
        return found["kept"] or f'<span class="year">{found["year"]}</span>'

    return Markup(YEARS.sub(whole, html))


def told_once(html: Markup) -> Markup:
    """The same where of several equal folds, such as how to read a chart, the first one stays."""
    told: set[str] = set()

    def first(found: re.Match) -> str:
        is_new = found[0] not in told
        told.add(found[0])
        return found[0] if is_new else ""

    return Markup(FOLDS.sub(first, html))


def own_markup(text: str) -> Markup:
    """Take text from our own files or our own drawing as HTML, unescaped."""
    return Markup(text)
