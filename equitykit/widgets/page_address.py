"""What a page shows, kept in its address."""

from importlib.resources import files

import anywidget
from traitlets import Any, Dict


class PageAddress(anywidget.AnyWidget):
    """Writes `query`, words by name, into the address of the page without loading it again.

    A name whose word is empty is taken out. Nothing is written while `query` is empty. There
    is nothing to see; it has to stand somewhere on the page all the same.
    """

    _esm = files("equitykit.widgets").joinpath("page_address.js").read_text(encoding="utf-8")
    # no model beside this one, as in `LiveSection`
    layout = Any(None, allow_none=True).tag(sync=True)
    query = Dict().tag(sync=True)
