"""One thing to look at: a widget where a person is there, plain HTML where nobody is."""

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from equitykit.workbook.life import RENDERED, life


@dataclass(frozen=True, repr=False)
class Section:
    """A section of a workbook.

    `html` draws the whole section as accessible HTML. `widget`, where a section has
    controls, makes the widget that stands in for it in front of a person.
    """

    html: Callable[[], Markup]
    widget: Callable | None = None

    def _repr_mimebundle_(self, include=None, exclude=None):
        if self.widget is not None and life() != RENDERED:
            return self.widget()._repr_mimebundle_(include=include, exclude=exclude)
        return {"text/html": str(self.html())}
