"""Differentiated assistance: a section of the data workbook, and the head of the brief."""

from equitykit.measures.assistance import LeaAnswer, dashboard_files, judge, judged_years
from equitykit.measures.assistance_published import compare_with_published
from equitykit.storage.prepared import list_files
from equitykit.views import assistance_page
from equitykit.views.html import render
from equitykit.views.section import section
from equitykit.workbook.section import Section

NEVER = 10**9


def explanation(book) -> Section:
    """Which students' results brought extra support, and in which areas?"""

    def html():
        answer = _answer(book)
        if answer is None:
            body = render("lines", lines=[_nothing(book)])
        else:
            its = book.performance
            of_year = its[(its["cds"] == answer.cds) & (its["year"] == answer.year)]
            body = assistance_page.explanation(
                answer,
                compare_with_published(answer, book.published_assistance),
                files=sorted(of_year["source"].str.split(" sha256:").str[0].unique()),
                words=book.words,
            )
        return section("data.assistance", body, words=book.words)

    return Section(html)


def head_of_brief(book) -> Section:
    """Why is the district here?"""

    def html():
        answer = _answer(book)
        if answer is None:
            lines = [book.words("assistance.brief.no_file")]
        else:
            published = compare_with_published(answer, book.published_assistance)
            lines = assistance_page.brief_lines(answer, published, words=book.words)
        return section("brief.assistance", render("lines", lines=lines), words=book.words)

    return Section(html)


def _answer(book) -> LeaAnswer | None:
    """The answer of the year that was asked for; None where there is no file or no rule."""
    years = _years(book)
    if not years:
        return None
    listed = list_files(book.data_folder)[["family", "periods"]].explode("periods").dropna()
    return judge(
        book.performance,
        book.local,
        book.cds,
        years[0],
        files=dashboard_files(listed.itertuples(index=False, name=None)),
        minimum_n=book.settings.minimum_n,
        minimums=_minimums(book),
    )


def _minimums(book) -> dict[str, int]:
    """Of how many students at least the team reads a figure, by group; of some groups never."""
    if book.standing is None:
        return {}
    from equitykit.reviews.groups import minimums, not_in_figures

    return {**minimums(book.standing), **dict.fromkeys(not_in_figures(book.standing), NEVER)}


def _years(book) -> list[str]:
    """The years that can be judged, up to the one that was asked for, the latest first."""
    its = book.performance
    years = judged_years(its[its["cds"] == book.cds])
    asked = book.parameters.year
    return [year for year in years if asked == "latest" or year == asked[:2] + asked[-2:]]


def _nothing(book) -> str:
    there = (book.performance["cds"] == book.cds).any()
    return book.words(f"assistance.answer.{'no_rules' if there else 'no_file'}")


SECTIONS = {
    "data.assistance": explanation,
    "brief.assistance": head_of_brief,
}
