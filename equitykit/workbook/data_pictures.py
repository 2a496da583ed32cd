"""The pictures of the data workbook beside gaps and trends.

In front of a person they follow the controls of ``data.choose``. A report draws one of each
kind for each topic, so that it stays short.
"""

from equitykit.content.breaks import break_periods
from equitykit.content.codelists import load_measures
from equitykit.content.texts import LANGUAGES
from equitykit.measures.choices import DataChoice
from equitykit.measures.composition import composition as composition_of
from equitykit.measures.yardsticks import MISSING_INFORMATION
from equitykit.views.html import joined, render, told_once
from equitykit.views.section import section
from equitykit.workbook.data import compared_choice, following, reported, shown_groups
from equitykit.workbook.section import Section

MOST = 3
"""Topics of which a report draws a kind of picture."""

# charts and statistics cost a second to import: where one is drawn


def composition(book) -> Section:
    """Who are the students, and on whom does the outcome fall?"""
    return _following(book, "data.composition", _composition, composed)


def level_change(book) -> Section:
    """Where does each group stand, and which way is it moving?"""
    return _following(book, "data.level_change", _level_change, one_a_topic)


def crossings(book) -> Section:
    """What shows only where two traits meet?"""
    return _following(book, "data.crossings", _crossing, crossed)


def funnel(book) -> Section:
    """Which schools differ by more than their size explains, and which way do they move?"""
    return _following(book, "data.funnel", _funnel, counted, _schools)


def trend(book) -> Section:
    """Where does it come from: year by year, years together, a small group by its own years?"""
    if book.parameters.audience == "families":
        return _following(book, "data.trend", _family_trend, counted)
    return _following(book, "data.trend", _trend, one_a_measure, _pooled_years, _own_history)


def family(book) -> Section:
    """How would we tell this to families, also on a wall?"""
    return _following(book, "data.family", _family, counted, _drafts_read, _posters)


def one_a_topic(book) -> list[DataChoice]:
    """The first choice of a report for the first topics: two publishers' figures of one thing
    are not drawn twice."""
    found = {}
    for choice in reported(book):
        found.setdefault(load_measures()[choice.measure].topic, choice)
    return list(found.values())[:MOST]


def one_a_measure(book) -> list[DataChoice]:
    """Of each measure the first split: a report has every split of the latest year already."""
    return list({choice.measure: choice for choice in reversed(reported(book))}.values())[::-1]


def counted(book) -> list[DataChoice]:
    """Of these the measures that count students with an outcome."""
    return [each for each in one_a_topic(book) if load_measures()[each.measure].counts_students]


def composed(book) -> list[DataChoice]:
    """Of these, each split in the first way in which shares can be told."""
    found = []
    for choice in counted(book):
        splits = [each for each in reported(book) if each.measure == choice.measure]
        told = (each for each in splits if _shares(book, each).rows["share_note"].isna().any())
        found.append(next(told, choice))
    return found


def first_counted(book) -> list[DataChoice]:
    """The first of these."""
    return counted(book)[:1]


def crossed(book) -> list[DataChoice]:
    """The first crossing of each measure that has one, the district's own ones too."""
    found = []
    for measure in book.choices.measures:
        period = book.choices.periods(measure)[0]
        crossing = _crossing_of(book, DataChoice(measure, period, "", ""))
        if crossing and book.parameters.year in ("latest", period):
            found.append(DataChoice(measure, period, crossing, book.yardsticks[0]))
    return found


def _following(book, id: str, draw, chosen, *further) -> Section:
    """A section of one kind of picture; of each of the `further` ones a report draws one.

    Families have their own pictures, in the sections of gaps and of what is told to families;
    what the team looks at elsewhere is told to them in a sentence.
    """
    if book.parameters.audience == "families" and draw not in (_family, _family_trend):
        return Section(lambda: section(id, _told_to_families(book, id), words=book.words))

    def html():
        drawn = [draw(book, choice) for choice in chosen(book)]
        drawn += [each(book, choice) for each in further for choice in first_counted(book)]
        none = "data.crossings.none" if id == "data.crossings" else "data.gaps.none"
        drawn = drawn or [_line(book.words(none))]
        return section(id, told_once(joined(*drawn)), words=book.words)

    def drawn(choice):
        return joined(*(each(book, choice) for each in (draw, *further)))

    return Section(html, following(book, id, drawn))


def _line(text: str):
    return render("lines", lines=[text])


def _told_to_families(book, id: str):
    return render("lines", lines=[book.words(f"{id}.families"), book.words("data.family.above")])


def _read_by(book) -> dict:
    """The words and the audience of a picture."""
    return {"words": book.words, "audience": book.parameters.audience}


def _composition(book, choice: DataChoice):
    from equitykit.views.composition_figure import composition_figure

    chosen = _shares(book, choice).where(group=["TA", *shown_groups(book, choice)])
    return composition_figure(chosen, **_read_by(book))


def _shares(book, choice: DataChoice):
    """Shares of all groups of a split: what is left out of a picture is not hidden by it."""
    rows = book.released_of(choice.measure).where(
        measure=choice.measure, period=choice.period, dimension=["all", choice.dimension]
    )
    return composition_of(rows)


def _level_change(book, choice: DataChoice):
    from equitykit.views.level_change_figure import level_change_figure

    return level_change_figure(compared_choice(book, choice, "own_past"), **_read_by(book))


def _schools(book, choice: DataChoice):
    from equitykit.measures.gaps import compare
    from equitykit.views.level_change_figure import level_change_figure

    rows = book.schools.where(measure=choice.measure, group="TA")
    changed = compare(rows, yardstick="own_past").where(period=choice.period)
    if not len(changed):
        name = book.words(f"measures.{choice.measure}.name")
        return _line(book.words("data.schools.none", measure=name, year=choice.period))
    everyone = book.released_of(choice.measure).where(
        measure=choice.measure, period=choice.period, group="TA"
    )
    return level_change_figure(changed, everyone=everyone, **_read_by(book))


def _crossing(book, choice: DataChoice):
    from equitykit.measures.disaggregate import disaggregate_released
    from equitykit.views.crossing_figure import crossing_figure

    crossing = _crossing_of(book, choice)
    if crossing is None:
        return _line(_no_crossing(book, choice))
    rows = book.released_of(choice.measure).where(
        measure=choice.measure,
        period=choice.period,
        dimension=["all", *crossing.split("×"), crossing],
    )
    return crossing_figure(disaggregate_released(rows).tables["everyone_else"], **_read_by(book))


def _no_crossing(book, choice: DataChoice) -> str:
    """That a measure is not crossed, and which ones are, such as the district's own count."""
    words, known = book.words, load_measures()
    there = {each: year for each in book.choices.measures if (year := _last_crossed(book, each))}
    if not there:
        return words("data.crossings.none")
    topic = known[choice.measure].topic
    names = [
        words("data.crossings.crossed", measure=words(f"measures.{each}.name"), year=there[each])
        for each in sorted(there, key=lambda each: known[each].topic != topic)
    ]
    name = words(f"measures.{choice.measure}.name")
    return words(
        "data.crossings.elsewhere", measure=name, year=choice.period, measures=words.list(names)
    )


def _last_crossed(book, measure: str) -> str | None:
    """The latest school year in which a measure is split by two traits at once."""
    years = book.choices.periods(measure)
    crossed = (each for each in years if _crossing_of(book, DataChoice(measure, each, "", "")))
    return next(crossed, None)


def _crossing_of(book, choice: DataChoice) -> str | None:
    """The crossing of two traits nearest to a choice: itself, one with its trait, or any."""
    dimensions = book.choices.dimensions(choice.measure, choice.period)
    crossings = [name for name in dimensions if name.count("×") == 1]
    near = [name for name in crossings if choice.dimension in (name, *name.split("×"))]
    return next(iter([*near, *crossings]), None)


def _funnel(book, choice: DataChoice):
    from equitykit.measures.funnel import funnel
    from equitykit.views.funnel_figure import funnel_figure

    rows = book.schools.where(measure=choice.measure, period=choice.period, group="TA")
    made = funnel(rows) if len(rows) else None
    if made is None:
        name = book.words(f"measures.{choice.measure}.name")
        return _line(book.words("data.funnel.none", measure=name, year=choice.period))
    return funnel_figure(made, **_read_by(book))


def _trend(book, choice: DataChoice):
    from equitykit.views.figures import trend_figure

    years = _years(book, choice)
    if years.rows["period"].nunique() < 2:
        name = book.words(f"measures.{choice.measure}.name")
        return _line(book.words("data.trend.one_year", measure=name, year=choice.period))
    return trend_figure(years, **_read_by(book))


def _years(book, choice: DataChoice):
    """All years of the groups of a choice."""
    return book.released_of(choice.measure).where(
        measure=choice.measure,
        dimension=["all", choice.dimension],
        group=["TA", *shown_groups(book, choice)],
    )


def _own_history(book, choice: DataChoice):
    from equitykit.measures.pooling import pool_years
    from equitykit.measures.shrinkage import shrink_released
    from equitykit.views.own_history_figure import own_history_figure

    rows = book.released_of(choice.measure).where(
        measure=choice.measure, dimension=choice.dimension
    )
    if rows.rows["period"].nunique() < 2:
        return _line(book.words("data.own_history.one_year"))
    now = rows.where(period=choice.period, visibility="read_with_care")
    there = {*now.rows["group"]} - {*MISSING_INFORMATION}
    few = [code for code in shown_groups(book, choice) if code in there]
    if not few:
        return _line(book.words("data.own_history.none"))
    breaks = _breaks(choice)
    pooled = pool_years(rows.where(group=[few[0], *MISSING_INFORMATION]), breaks=breaks)
    steadier = shrink_released(pooled, towards="own_history", breaks=breaks)
    return own_history_figure(steadier, **_read_by(book))


def _pooled_years(book, choice: DataChoice):
    from equitykit.measures.pooling import pool_years
    from equitykit.views.pooled_trend_figure import pooled_trend_figure

    years = _years(book, choice)
    counts = load_measures()[choice.measure].counts_students
    if not counts or years.rows["period"].nunique() < 2:
        name = book.words(f"measures.{choice.measure}.name")
        return _line(book.words("data.pooled.none" if counts else "data.pooled.no_counts",
                                measure=name))  # fmt: skip
    pooled = pool_years(years, breaks=_breaks(choice))
    return pooled_trend_figure(pooled, **_read_by(book))


def _breaks(choice: DataChoice) -> dict[str, tuple[str, ...]]:
    return {choice.measure: break_periods(choice.measure)}


def _family(book, choice: DataChoice):
    from equitykit.views.family_figure import family_figure

    if not load_measures()[choice.measure].counts_students:
        return _line(book.words("family.none.text"))
    return family_figure(compared_choice(book, choice, choice.yardstick), words=book.words)


def _family_trend(book, choice: DataChoice):
    from equitykit.views.family_figure import family_trend

    compared = book.compared(choice.yardstick, measure=choice.measure)
    years = compared.where(
        period=[each for each in book.choices.periods(choice.measure) if each <= choice.period],
        dimension=["all", choice.dimension],
        group=["TA", *shown_groups(book, choice)],
    )
    return family_trend(years, words=book.words) or _told_to_families(book, "data.trend")


def _drafts_read(book, choice: DataChoice):
    """Who has read a draft for families, and in which language nobody has."""
    if book.standing is None or book.parameters.audience == "families":
        return joined()
    from equitykit.workbook.practices.reading_drafts import drafts_said

    words = book.words
    where = words("reading.drafts.where", section=words("reading.section.title"))
    return render("lines", lines=[*drafts_said(book.standing, words), where])


def _posters(book, choice: DataChoice):
    from equitykit.views.posters import family_poster, gap_poster

    compared = compared_choice(book, choice, choice.yardstick)
    posters = [] if book.parameters.audience == "families" else [gap_poster]
    posters += [family_poster] if load_measures()[choice.measure].counts_students else []
    return joined(
        *(
            poster(compared, words=book.words_in(language))
            for poster in posters
            for language in LANGUAGES
        )
    )


SECTIONS = {
    "data.composition": composition,
    "data.trend": trend,
    "data.level_change": level_change,
    "data.funnel": funnel,
    "data.crossings": crossings,
    "data.family": family,
}
