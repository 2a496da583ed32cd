"""The charts of *how to read*: drawn as every chart is, from invented counts worked by hand.

The counts are those of the examples in ``content/reading.yml``, and so are the letters by which
groups and schools are called. What the workbook shows as a table is read in words alone.
"""

from functools import cache

from markupsafe import Markup

from equitykit.content.codelists import load_student_groups
from equitykit.content.texts import Words
from equitykit.measures.outcomes import REPORTED, SUPPRESSED, outcomes_table
from equitykit.measures.privacy import ReleasedTable, release

YEARS = ("2021-22", "2022-23", "2023-24", "2024-25")
ALL, FIRST, REST, THIRD, GIRLS, BOYS = "TA", "RB", "RW", "RA", "GF", "GM"
# students with the outcome and all students, by group and year; nothing where it is hidden
COUNTS = {
    "gaps": {ALL: [(70, 440)], FIRST: [(10, 40)], REST: [(60, 400)]},
    "trend": {FIRST: [(30, 100), (26, 100), (24, 100)], REST: [(80, 400)] * 3},
    "hidden": {FIRST: [(10, 40)], REST: [(60, 400)], THIRD: [None]},
    "crossing": {
        FIRST: [(10, 100)], GIRLS: [(30, 300)], BOYS: [(30, 300)],
        f"{FIRST}×{GIRLS}": [(8, 50)], f"{FIRST}×{BOYS}": [(2, 50)],
    },
    "composition": {ALL: [(100, 1000)], FIRST: [(40, 200)], REST: [(60, 800)]},
    "pooled": {FIRST: [(3, 20), (7, 20), (4, 20), (2, 20)]},
    "own_history": {FIRST: [(6, 25), (4, 25), (4, 25), (7, 25)]},
    "people": {ALL: [(90, 520)], FIRST: [(30, 120)], REST: [(60, 400)]},
}  # fmt: skip
# the same for all students of schools
SCHOOLS = {
    "level_change": {"P": [(70, 200), (60, 200)], "Q": [(30, 300), (36, 300)]},
    "school_funnel": {
        "P": [(15, 50)], "Q": [(120, 400)], "R": [(52, 300)], "S": [(43, 250)],
        "T": [(34, 200)], "U": [(32, 150)], "V": [(27, 120)], "W": [(60, 350)],
        "X": [(16, 100)], "Y": [(30, 180)], "Z": [(67, 380)],
    },
}  # fmt: skip
LETTERS = {"composition": "E", "crossing": "D"}


@cache
def reading_picture(chart: str, language: str) -> Markup | None:
    """The drawing of a kind of chart; ``None`` for one that is read in words alone."""
    if chart not in _DRAWN:
        return None
    # charts cost a second to import: where one is drawn
    from equitykit.views.drawing import svg

    words = _words(chart, language)
    return svg(_DRAWN[chart](_released(chart, words), words))


def _words(chart: str, language: str) -> Words:
    """Words in which the groups have the names of the example."""
    plain = Words(language)
    names = {
        FIRST: plain("reading.chart.group", letter=LETTERS.get(chart, "A")),
        REST: plain("reading.chart.rest"),
        THIRD: plain("reading.chart.group", letter="C"),
        GIRLS: plain("reading.chart.girls"),
        BOYS: plain("reading.chart.boys"),
    }
    return Words(
        language,
        {f"groups.{code}.{f}": name for code, name in names.items() for f in ("name", "short")},
    )


def _released(chart: str, words) -> ReleasedTable:
    rows = [
        _row(chart, year, count, {"level": "district", "cds": "99600410000000", "group": group})
        for group, of_years in COUNTS.get(chart, {}).items()
        for year, count in _by_year(of_years)
    ]
    rows += [
        _row(chart, year, count, _school(number, words("reading.chart.school", letter=letter)))
        for number, (letter, of_years) in enumerate(SCHOOLS.get(chart, {}).items(), start=1)
        for year, count in _by_year(of_years)
    ]
    return release(outcomes_table(rows), regime="published")


def _by_year(counts: list) -> zip:
    """The latest school years, each with its count."""
    return zip(YEARS[-len(counts) :], counts, strict=True)


def _school(number: int, name: str) -> dict:
    return {"level": "school", "cds": f"9960041{number:07}", "school": name, "group": ALL}


def _row(chart: str, year: str, count: tuple[int, int] | None, whose: dict) -> dict:
    having, of = count or (None, None)
    groups = load_student_groups()
    return {
        "measure": "suspension" if chart == "composition" else "chronic_absenteeism",
        "period": year, "county": "", "district": "", "school": "",
        "dimension": "×".join(groups[part].dimension for part in whose["group"].split("×")),
        "numerator": having, "denominator": of,
        "rate": 100 * having / of if of else None,
        "status": REPORTED if of else SUPPRESSED, "coverage": "all_schools", "source": "",
        "as_of": None,
    } | whose  # fmt: skip


def _gaps(released: ReleasedTable, words):
    from equitykit.measures.gaps import compare
    from equitykit.views.gap_chart import gap_chart

    return gap_chart(compare(released, yardstick="everyone_else"), words=words)


def _trend(released: ReleasedTable, words):
    from equitykit.views.trend_chart import trend_chart

    return trend_chart(released, words=words)


def _crossing(released: ReleasedTable, words):
    from equitykit.views.crossing_chart import crossing_chart, read_crossing

    return crossing_chart(read_crossing(released, words=words), words=words)


def _level_change(released: ReleasedTable, words):
    from equitykit.measures.gaps import compare
    from equitykit.views.level_change_chart import level_change_chart
    from equitykit.views.level_change_figure import points_of

    changed = compare(released, yardstick="own_past").where(period=YEARS[-1])
    return level_change_chart(points_of(changed, words=words), None, words=words)


def _composition(released: ReleasedTable, words):
    from equitykit.measures.composition import composition
    from equitykit.views.composition_figure import composition_chart
    from equitykit.views.group_rows import by_size, in_groups

    rows = by_size(in_groups(composition(released)))
    return composition_chart(rows.assign(drawn=rows["share_note"].isna()), words=words)


def _school_funnel(released: ReleasedTable, words):
    from equitykit.measures.funnel import funnel
    from equitykit.views.funnel_chart import funnel_chart
    from equitykit.views.funnel_figure import placed

    made = funnel(released)
    return funnel_chart(placed(made), made.limits, made.centre, words=words)


def _pooled(released: ReleasedTable, words):
    from equitykit.measures.pooling import pool_years
    from equitykit.views.trend_chart import trend_chart

    return trend_chart(pool_years(released, years=2), words=words, years="pooled")


def _own_history(released: ReleasedTable, words):
    from equitykit.measures.pooling import pool_years
    from equitykit.measures.shrinkage import shrink_released
    from equitykit.views.own_history_figure import own_history_chart

    rows = shrink_released(pool_years(released), towards="own_history").rows
    rows = rows.sort_values("period").reset_index(drop=True)
    return own_history_chart(rows, rows.iloc[-1], words=words)


def _people(released: ReleasedTable, words):
    from equitykit.measures.gaps import compare
    from equitykit.measures.people import one_message
    from equitykit.views.family_figure import family_chart

    return family_chart(one_message(compare(released, yardstick="everyone_else")), words=words)


_DRAWN = {
    "gaps": _gaps, "trend": _trend, "hidden": _gaps, "crossing": _crossing,
    "level_change": _level_change, "composition": _composition, "school_funnel": _school_funnel,
    "pooled": _pooled, "own_history": _own_history, "people": _people,
}  # fmt: skip
