"""The sections of the home workbook."""

from equitykit.storage.prepared import list_files
from equitykit.views import home_page
from equitykit.views.html import joined
from equitykit.views.section import section
from equitykit.workbook.life import SERVED, life
from equitykit.workbook.parameters import NONE
from equitykit.workbook.section import Section
from equitykit.workbook.team_desk import TeamDesk


def choose(book) -> Section:
    """Which district are we?"""

    def html():
        words = book.words
        if not book.has_data:
            folder = str(book.data_folder)
            return section("home.none", home_page.no_figures(folder, words=words), words=words)
        if life() == SERVED:
            years = sorted(
                {each for file in _files(book) for each in file["periods"]}, reverse=True
            )
            body = home_page.choose_district(book.places, chosen=book.cds, years=years, words=words)
        else:
            body = home_page.district_list(book.places, words=words)
        return section("home.choose", body, words=words)

    return Section(html)


def teams(book) -> Section:
    """Which team are we? Only where a person is served a page and there is a record."""
    if book.parameters.store == NONE or life() != SERVED:
        return Section(joined)
    desk = TeamDesk(book)
    return Section(desk.draw, widget=desk.widget)


def figures(book) -> Section:
    """What figures do we have here?"""

    def html():
        if not book.has_data:
            return joined()
        body = home_page.prepared_files(_files(book), words=book.words)
        return section("home.figures", body, words=book.words)

    return Section(html)


def arc(book) -> Section:
    """What lies ahead of us?"""

    def html():
        return section("home.arc", home_page.arc(words=book.words), words=book.words)

    return Section(html)


def _files(book) -> list[dict]:
    return list_files(book.data_folder).to_dict("records")


SECTIONS = {"home.teams": teams, "home.choose": choose, "home.figures": figures, "home.arc": arc}
