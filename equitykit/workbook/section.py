"""One thing to look at: a widget where a person is there, plain HTML where nobody is."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup
from traitlets.log import get_logger

from equitykit.content.texts import Words
from equitykit.views.section import not_shown
from equitykit.widgets.trouble import sentence_of
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


class SectionOfPage:
    """A section among others of a page: where it cannot be drawn, one sentence says so in its
    place, the log says which one it was, and the others are drawn.

    `make` makes the :class:`Section`, which may read figures itself.
    """

    def __init__(self, id: str, make: Callable[[], Section], *, words: Words):
        self._id, self._make, self._words = id, make, words

    @cached_property
    def _section(self) -> Section:
        return self._make()

    @property
    def html(self) -> Callable[[], Markup]:
        return self._section.html

    @property
    def widget(self) -> Callable | None:
        return self._section.widget

    def _repr_mimebundle_(self, include=None, exclude=None):
        try:
            return self._section._repr_mimebundle_(include=include, exclude=exclude)
        except Exception as error:
            log = get_logger()
            log.error("section %s is not shown: %s", self._id, type(error).__name__)
            sentence = sentence_of(error, "live.failed.section", words=self._words, log=log)
            return {"text/html": str(not_shown(self._id, sentence, words=self._words))}
