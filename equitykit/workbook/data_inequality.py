"""For analysts, folded: levels, ratios and summary measures; a section of the data workbook."""

from functools import cache

from equitykit.content.codelists import load_measures
from equitykit.measures.choices import DataChoice
from equitykit.measures.visibility import is_partition
from equitykit.views.html import joined, render
from equitykit.views.section import section
from equitykit.workbook.data import following, reported, shown_groups
from equitykit.workbook.section import Section

ID = "data.inequality"


def inequality(book) -> Section:
    """How unequal are the groups, and whom does one number hide?"""
    figures = cache(lambda measure, period: _figures(book, measure, period))

    def draw(choice: DataChoice):
        return _part(book, choice, figures)

    def html():
        drawn = [draw(choice) for choice in reported(book) if _is_summed_up(choice)]
        nothing = render("lines", lines=[book.words("inequality.none.text")])
        return section(ID, joined(*(drawn or [nothing])), words=book.words)

    return Section(html, following(book, ID, draw))


def _is_summed_up(choice: DataChoice) -> bool:
    return load_measures()[choice.measure].counts_students and is_partition(choice.dimension)


def _part(book, choice: DataChoice, figures):
    from equitykit.views.inequality_page import inequality_part

    if not load_measures()[choice.measure].counts_students:
        name = book.words(f"measures.{choice.measure}.name")
        return render("lines", lines=[book.words("inequality.no_counts.text", measure=name)])
    rows = figures(choice.measure, choice.period).where(
        dimension=["all", choice.dimension], group=["TA", *shown_groups(book, choice)]
    )
    return inequality_part(rows, words=book.words)


def _figures(book, measure: str, period: str):
    """All that is said of each group of a measure in a year, the State's rates beside it."""
    from equitykit.measures.disaggregate import disaggregate_released
    from equitykit.measures.federal_groups import state_rates
    from equitykit.storage.prepared import read_state

    found = disaggregate_released(book.released_of(measure).where(measure=measure, period=period))
    found = found.with_state(state_rates(read_state(book.data_folder)))
    return found.tables["everyone_else"]


SECTIONS = {ID: inequality}
