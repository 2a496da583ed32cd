"""An executed notebook as one page: what its code cells showed, and nothing else.

The page is put together from the cells' ``text/html`` outputs. An exporter with a template
would do the same in more lines: it brings cell wrappers, prompts, style sheets and script
addresses, each of which would then have to be switched off.
"""

from dataclasses import dataclass

import nbformat
from markupsafe import Markup

from equitykit.content.texts import Words
from equitykit.reports.self_contained import is_self_contained
from equitykit.views.html import joined, own_markup
from equitykit.views.page import document, invented_banner

WIDGET = "application/vnd.jupyter.widget-view+json"


@dataclass(frozen=True)
class Page:
    """A page, and what of its notebook is not on it: pairs of sentence id and count."""

    html: Markup
    warnings: list[tuple[str, int]]


def page_of(notebook: nbformat.NotebookNode, *, title: str, words: Words, invented: bool) -> Page:
    """Make the page of an executed notebook.

    Left out: code, markdown, text and pictures that are not HTML, and any output that runs a
    script or names an address elsewhere. `invented` says so above pages on the sample county.
    """
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    shown = [output for output in outputs if "text/html" in output.get("data", {})]
    pieces = [_text(output.data["text/html"]) for output in shown]
    safe = [piece for piece in pieces if is_self_contained(piece)]
    other = [o for o in outputs if o.output_type != "stream" and o not in shown]
    complaints = [o for o in outputs if o.output_type == "stream" and o.name == "stderr"]
    body = joined(*(own_markup(piece) for piece in safe))
    html = document(
        body,
        title=title,
        words=words,
        invented=invented and invented_banner(words) not in body,
    )
    counts = {
        "not_shown": sum("data-not-shown=" in piece for piece in safe),
        "unsafe_output": len(pieces) - len(safe),
        "other_output": len(other),
        "complaint": len(complaints),
    }
    return Page(html, [(id, count) for id, count in counts.items() if count])


def without_widgets(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Drop widgets and their state: outside a running kernel they are dead controls."""
    notebook.metadata.pop("widgets", None)
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            output.get("data", {}).pop(WIDGET, None)
    return notebook


def _text(value) -> str:
    return value if isinstance(value, str) else "".join(value)
