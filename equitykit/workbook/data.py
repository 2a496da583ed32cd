"""The sections of the data workbook.

In front of a person the figures follow the controls of ``data.choose``. A report shows the
main measures, in the year that was asked for, with the yardsticks of the settings.
"""

from equitykit.measures.choices import DataChoice
from equitykit.measures.small_groups import small_groups
from equitykit.views import data_page
from equitykit.views.html import joined, render, told_once
from equitykit.views.section import section
from equitykit.views.sentences import group_name
from equitykit.views.small_group_table import routes_in_words, small_group_table
from equitykit.workbook.life import SERVED, life
from equitykit.workbook.parameters import choice_in_address, choice_of_page
from equitykit.workbook.section import Section

REPORTED_DIMENSIONS = ("race_ethnicity", "program", "gender")


def sources(book) -> Section:
    """What figures are these?"""

    def html():
        body = data_page.sources(book.figures.origins, measures=book.all_measures, words=book.words)
        return section("data.sources", body, words=book.words)

    return Section(html)


def choose(book) -> Section:
    """What do we choose to look at?"""

    def html():
        words = book.words
        year = book.parameters.year
        # a measure without a target is compared with something else, and that is said too
        used = dict.fromkeys(choice.yardstick for choice in reported(book))
        text = words(
            "data.choose.rendered",
            year=words("data.choose.latest") if year == "latest" else year,
            yardstick=words.list(data_page.yardstick_name(each, words=words) for each in used),
        )
        return section("data.choose", render("lines", lines=[text]), words=words)

    if not book.choices.measures:
        return Section(html)
    return Section(html, widget=lambda: _framed(book, "data.choose", book.controls))


def gaps(book) -> Section:
    """How large is the gap, compared with whom, and how sure are we?"""
    return _following(book, "data.gaps", _gap_figure)


def yardsticks(book) -> Section:
    """Would another yardstick tell another story?"""
    return _following(book, "data.yardsticks", _two_yardsticks)


def few(book) -> Section:
    """Who is hidden or few, and how will we still learn?"""

    def html():
        pooled = book.figures.pooled
        latest = book.of_latest(book.released)
        groups = small_groups(latest, book.released, pooled=pooled)
        body = joined(
            small_group_table(groups, words=book.words),
            routes_in_words(groups, words=book.words),
            _years_together(book, groups, pooled),
            render("lines", lines=_routes_decided(book, groups)),
        )
        return section("data.small_groups", body, words=book.words)

    return Section(html)


def _years_together(book, groups, pooled):
    """Own years put together, where a single one hides a group; else why there are none."""
    lines, tables = [], []
    if pooled is not None:
        from equitykit.views.years_together import years_together

        tables.append(years_together(pooled, book.figures.own, words=book.words))
    elif book.figures.has_own_years:
        lines.append(book.words("small_groups.together.not_safe"))
    if book.released.regime == "published" and any(each.hidden for each in groups):
        lines.append(book.words("small_groups.together.published"))
    return joined(*tables, *([render("lines", lines=lines)] if lines else []))


def _routes_decided(book, groups) -> list[str]:
    """How the team has decided to learn, and for which hidden groups it has not yet."""
    if book.standing is None:
        return []
    from equitykit.workbook.carried_words import routes_decided, routes_left

    hidden = [each.group for each in groups if each.hidden]
    return [
        *routes_decided(book.standing, book.words),
        *routes_left(book.standing, hidden, book.words),
    ]


def _following(book, id: str, draw) -> Section:
    def html():
        drawn = [draw(book, choice) for choice in reported(book)]
        if not drawn:
            drawn = [render("lines", lines=[book.words("data.gaps.none")])]
        return section(id, told_once(joined(*drawn)), words=book.words)

    return Section(html, following(book, id, lambda choice: draw(book, choice)))


def following(book, id: str, draw):
    """What makes the widget of a section that follows the controls; None where there are none."""

    def widget():
        from equitykit.widgets.following_view import FollowingView

        return FollowingView(
            book.controls,
            draw,
            frame=lambda body: section(id, body, words=book.words),
            words=book.words,
        )

    return widget if book.choices.measures else None


def reported(book) -> list[DataChoice]:
    """What a report shows: each main measure of the year, split in each way that there is."""
    year = book.parameters.year
    return [
        book.choices.fit(DataChoice(measure, period, dimension, book.yardsticks[0]))
        for measure in book.main_measures
        if measure in book.choices.measures
        for period in book.choices.periods(measure)[:1]
        if year in ("latest", period)
        for dimension in book.choices.dimensions(measure, period)
        if dimension in REPORTED_DIMENSIONS
    ]


def _gap_figure(book, choice: DataChoice):
    # charts cost a second: where one is drawn
    from equitykit.views.family_figure import family_figure
    from equitykit.views.figures import gap_figure
    from equitykit.views.tables import gap_table

    compared = compared_choice(book, choice, choice.yardstick)
    audience = book.parameters.audience
    if audience == "families":
        # one message as people, then every group in the table that they have always had
        table = gap_table(compared, words=book.words, audience=audience)
        return joined(_left_out(book, choice), family_figure(compared, words=book.words), table)
    figure = gap_figure(compared, words=book.words, audience=audience)
    return joined(_left_out(book, choice), figure)


def compared_choice(book, choice: DataChoice, yardstick: str):
    """The rows of a choice; groups that are left out still counted in everyone else."""
    return book.compared(yardstick, measure=choice.measure).where(
        period=choice.period,
        dimension=["all", choice.dimension],
        group=["TA", *shown_groups(book, choice)],
    )


def shown_groups(book, choice: DataChoice) -> list[str]:
    """Codes of the groups of a choice, without those that the team leaves out."""
    groups = book.choices.groups(choice.measure, choice.period, choice.dimension)
    return [code for code in groups if code not in choice.left_out]


def _left_out(book, choice: DataChoice):
    if not choice.left_out:
        return render("lines", lines=[])
    groups = book.words.list(group_name(code, words=book.words) for code in choice.left_out)
    return render("lines", lines=[book.words("data.choose.left_out", groups=groups)])


def _two_yardsticks(book, choice: DataChoice):
    second = book.yardsticks[1]
    if second == choice.yardstick:
        second = "everyone_else"
    return data_page.two_yardsticks(
        compared_choice(book, choice, choice.yardstick),
        compared_choice(book, choice, second),
        words=book.words,
    )


def _framed(book, id: str, controls):
    """Controls under the question of their section."""
    import ipywidgets

    head = ipywidgets.HTML(str(section(id, render("lines", lines=[]), words=book.words)))
    # in JupyterLab the address is the lab's own
    address = [_kept_in_address(book, controls)] if life() == SERVED else []
    return ipywidgets.VBox([head, controls, *address])


def _kept_in_address(book, controls):
    """What keeps the choice through a refresh, from the first change on."""
    from equitykit.widgets.page_address import PageAddress

    def query(choice: DataChoice) -> dict[str, str]:
        return choice_in_address(choice, yardstick=book.yardsticks[0])

    page = PageAddress(query=query(controls.value) if choice_of_page() else {})
    controls.observe(lambda change: setattr(page, "query", query(change.new)), "value")
    return page


SECTIONS = {
    "data.choose": choose,
    "data.gaps": gaps,
    "data.yardsticks": yardsticks,
    "data.small_groups": few,
    "data.sources": sources,
}
