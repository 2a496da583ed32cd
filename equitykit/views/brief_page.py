"""The sections of the district brief: short enough for one printed page."""

import pandas as pd
from markupsafe import Markup

from equitykit.content.codelists import load_measures
from equitykit.content.texts import Words
from equitykit.measures.first_questions import Question
from equitykit.measures.privacy import ReleasedTable
from equitykit.views.html import joined, render
from equitykit.views.sentences import amount, group_name, points, unrecorded
from equitykit.views.small_group_table import DASHBOARD


def known(over_time: ReleasedTable, *, words: Words) -> Markup:
    """All students, each measure in its latest year, compared with the year before it."""
    rows = [_known_row(row, words) for row in over_time.rows.itertuples()]
    return render("brief_known", rows=rows, words=words)


def _known_row(row, words: Words) -> dict[str, str]:
    rate = words("brief.known.not_shown")
    if pd.notna(row.rate):
        rate = amount(row.rate, row.measure, words=words)
    return {
        "measure": words(f"measures.{row.measure}.name"),
        "year": row.period,
        "rate": rate,
        "students": "–" if pd.isna(row.denominator) else words.number(row.denominator),
        "change": _change(row, words),
    }


def _change(row, words: Words) -> str:
    if pd.isna(row.gap_points):
        return words("brief.known.no_earlier")
    if row.gap_points == 0:
        return words("brief.known.same", year=row.yardstick_period)
    return words(
        "brief.known.points",
        sign="+" if row.gap_points > 0 else "−",
        points=points(row.gap_points, row.measure, words=words),
        year=row.yardstick_period,
        direction=words(f"tables.direction.{row.direction}"),
    )


def gaps(largest: ReleasedTable, *, looked_at: int, newest: str, words: Words) -> Markup:
    """The groups furthest behind everyone else, with range, students and certainty.

    `looked_at` is the number of comparisons that they were chosen from. A measure says its year
    where that is not the `newest` school year.
    """
    rows = [
        {
            "group": group_name(row.group, words=words),
            "measure": _measure(row, newest, words),
            "rate": amount(row.rate, row.measure, words=words),
            "others": amount(row.yardstick_rate, row.measure, words=words),
            "gap": _range(row, words),
            "students": _students(row, words),
            "sure": "–" if pd.isna(row.certainty) else words(f"tables.certainty.{row.certainty}"),
        }
        for row in largest.rows.itertuples()
    ]
    limits = [words("brief.gaps.looked_at", count=words.number(looked_at))]
    if any(DASHBOARD in row["measure"] for row in rows):
        limits.append(words("small_groups.dashboard.text", mark=DASHBOARD))
    return render("brief_gaps", rows=rows, limits=" ".join(limits), words=words)


def _measure(row, newest: str, words: Words) -> str:
    name = words(f"measures.{row.measure}.short")
    if row.period == newest:
        return name
    return words("brief.gaps.of_year", measure=name, year=row.period)


def _students(row, words: Words) -> str:
    if pd.isna(row.students_needed):
        return "–"
    lower_is_better = load_measures()[row.measure].improvement_direction == "decrease"
    return words.count(f"tables.{'fewer' if lower_is_better else 'more'}", row.students_needed)


def _range(row, words: Words) -> str:
    gap = words.signed(row.gap_points, decimals=1)
    if pd.isna(row.gap_low):
        return gap
    return words(
        "brief.gaps.range",
        gap=gap,
        low=words.signed(row.gap_low, decimals=1),
        high=words.signed(row.gap_high, decimals=1),
    )


def questions(chosen: list[Question], *, words: Words) -> Markup:
    """What to ask first."""
    lines = [
        words(
            f"questions.{question.id}.text",
            measure=words(f"measures.{question.measure}.name") if question.measure else "",
            groups=words.list(group_name(code, words=words) for code in question.groups),
            students=words.list(
                group_name(code, words=words, field="students") for code in question.groups
            ),
        )
        for question in chosen
    ]
    return render("lines", lines=lines)


def not_recorded(latest: ReleasedTable, *, measures: list[str], words: Words) -> Markup:
    """How many students have no group on record, in the first of the measures that tells it."""
    for measure in measures:
        if told := unrecorded(latest.where(measure=measure), words=words):
            name = words(f"measures.{measure}.name")
            line = words("brief.small_groups.not_recorded", told=" ".join(told), measure=name)
            return render("lines", lines=[line])
    return joined()


def data_use(lines: list[str], *, there: str, words: Words) -> Markup:
    """The notes on data use, and where the whole note stands; nothing without an own extract.

    `there` is the address of the note, or nothing on paper.
    """
    return render("brief_data_use", lines=lines, there=there, words=words) if lines else joined()
