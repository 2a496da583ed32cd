"""Figures of the same name side by side: a section of the data workbook."""

from equitykit.measures.definitions import side_by_side
from equitykit.views.reconcile_page import reconcile as reconcile_page
from equitykit.views.section import section
from equitykit.workbook.section import Section


def reconcile(book) -> Section:
    """Why do figures of the same name differ?"""

    def html():
        # each by its own rules: what was published, and what the district counted itself
        tables = (book.figures.published, book.figures.own)
        topics = side_by_side(tables, year=book.parameters.year)
        body = reconcile_page(topics, words=book.words)
        return section("data.reconcile", body, words=book.words)

    return Section(html)


SECTIONS = {"data.reconcile": reconcile}
