"""The charts of *how to read*: drawn as every chart is, from invented counts worked by hand.

The counts are those of the examples in ``content/reading.yml``; groups are called A, C and E there.
"""

from functools import cache

from markupsafe import Markup

from equitykit.content.texts import Words
from equitykit.measures.outcomes import REPORTED, SUPPRESSED, outcomes_table
from equitykit.measures.privacy import ReleasedTable, release

YEARS = ("2022-23", "2023-24", "2024-25")
# students with the outcome and all students, by group and year; nothing where it is hidden
ALL, FIRST, REST, THIRD = "TA", "RB", "RW", "RA"
COUNTS = {
    "gaps": {ALL: [(70, 440)], FIRST: [(10, 40)], REST: [(60, 400)]},
    "trend": {FIRST: [(30, 100), (26, 100), (24, 100)], REST: [(80, 400)] * 3},
    "hidden": {FIRST: [(10, 40)], REST: [(60, 400)], THIRD: [None]},
    "composition": {ALL: [(100, 1000)], FIRST: [(40, 200)], REST: [(60, 800)]},
}
LETTERS = {"gaps": "A", "trend": "A", "hidden": "A", "composition": "E"}


@cache
def reading_picture(chart: str, language: str) -> Markup | None:
    """The drawing of a kind of chart; ``None`` for one that is read in words alone."""
    if chart not in COUNTS:
        return None
    # charts cost a second to import: where one is drawn
    from equitykit.views.drawing import svg

    measure = "suspension" if chart == "composition" else "chronic_absenteeism"
    return svg(_DRAWN[chart](_released(COUNTS[chart], measure), _words(chart, language)))


def _words(chart: str, language: str) -> Words:
    """Words in which the groups have the names of the example."""
    plain = Words(language)
    names = {
        FIRST: plain("reading.chart.group", letter=LETTERS[chart]),
        REST: plain("reading.chart.rest"),
        THIRD: plain("reading.chart.group", letter="C"),
    }
    return Words(language, {f"groups.{code}.short": name for code, name in names.items()})


def _released(counts: dict[str, list], measure: str) -> ReleasedTable:
    rows = [
        _row(group, year, count) | {"measure": measure}
        for group, of_years in counts.items()
        for year, count in zip(YEARS[-len(of_years) :], of_years, strict=True)
    ]
    return release(outcomes_table(rows), regime="published")


def _row(group: str, year: str, count: tuple[int, int] | None) -> dict:
    having, of = count or (None, None)
    return {
        "period": year, "level": "district", "cds": "99600410000000",
        "county": "", "district": "", "school": "",
        "dimension": "all" if group == ALL else "race_ethnicity", "group": group,
        "numerator": having, "denominator": of,
        "rate": 100 * having / of if of else None,
        "status": REPORTED if of else SUPPRESSED, "coverage": "all_schools", "source": "",
        "as_of": None,
    }  # fmt: skip


def _gaps(released: ReleasedTable, words):
    from equitykit.measures.gaps import compare
    from equitykit.views.gap_chart import gap_chart

    return gap_chart(compare(released, yardstick="everyone_else"), words=words)


def _trend(released: ReleasedTable, words):
    from equitykit.views.trend_chart import trend_chart

    return trend_chart(released, words=words)


def _composition(released: ReleasedTable, words):
    from equitykit.measures.composition import composition
    from equitykit.views.composition_figure import composition_chart
    from equitykit.views.group_rows import by_size, in_groups

    rows = by_size(in_groups(composition(released)))
    return composition_chart(rows.assign(drawn=rows["share_note"].isna()), words=words)


_DRAWN = {"gaps": _gaps, "trend": _trend, "hidden": _gaps, "composition": _composition}
