"""The sections of the district brief."""

from equitykit.measures.first_questions import first_questions
from equitykit.measures.largest_gaps import largest_gaps, looked_at, newest_of_each_topic
from equitykit.measures.small_groups import small_groups
from equitykit.storage.clock import today
from equitykit.views import brief_page
from equitykit.views.data_use import data_use_line, privacy_class
from equitykit.views.html import joined
from equitykit.views.section import section
from equitykit.views.small_group_table import small_group_lines
from equitykit.workbook import data_mapping
from equitykit.workbook.head import address
from equitykit.workbook.life import SERVED, life
from equitykit.workbook.section import Section


def known(book) -> Section:
    """What is known?"""

    def html():
        everyone = _main(book, book.compared("own_past")).where(dimension="all")
        return section(
            "brief.known", brief_page.known(everyone, words=book.words), words=book.words
        )

    return Section(html)


def gaps(book) -> Section:
    """Where are the largest gaps, and how sure are we?"""

    def html():
        compared = newest_of_each_topic(_main(book, book.compared("everyone_else")))
        body = brief_page.gaps(
            largest_gaps(compared),
            looked_at=looked_at(compared),
            newest=compared.rows["period"].max(),
            words=book.words,
        )
        return section("brief.gaps", body, words=book.words)

    return Section(html)


def few(book) -> Section:
    """Which groups can the figures not describe?"""

    def html():
        main = _main(book, book.released)
        body = joined(
            small_group_lines(small_groups(main, book.released), words=book.words),
            brief_page.not_recorded(main, measures=book.main_measures, words=book.words),
        )
        return section("brief.small_groups", body, words=book.words)

    return Section(html)


def questions(book) -> Section:
    """What do we ask first?"""

    def html():
        chosen = first_questions(
            newest_of_each_topic(_main(book, book.compared("everyone_else"))),
            newest_of_each_topic(_main(book, book.compared("own_past"))),
            small_groups(_main(book, book.released), book.released),
        )
        body = brief_page.questions(chosen, words=book.words)
        # beside the closing words: as a paragraph of its own it would need a second page
        return section("brief.questions", body, words=book.words, beside=_data_use(book))

    return Section(html)


def _data_use(book):
    """The note on data use of the district's own extracts, those of one class and day together."""
    alike: dict[tuple[str, str], tuple[dict, list[str]]] = {}
    for use, files, _ in data_mapping.uses(book):
        alike.setdefault((privacy_class(use), use["delete_by"]), (use, []))[1].extend(files)
    lines = [
        data_use_line(use, files=files, today=today(), words=book.words)
        for use, files in alike.values()
    ]
    there = f"{address(book, '04_data')}#data-mapping" if life() == SERVED else ""
    return brief_page.data_use(lines, there=there, words=book.words)


def _main(book, figures):
    """The latest year of each main measure: what fits on a page."""
    return book.of_latest(figures).where(measure=book.main_measures)


SECTIONS = {
    "brief.known": known,
    "brief.gaps": gaps,
    "brief.small_groups": few,
    "brief.questions": questions,
}
