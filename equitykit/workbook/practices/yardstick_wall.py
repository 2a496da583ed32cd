"""What the room sees of yardsticks: what they do, one figure under two of them, the choice."""

import pandas as pd

from equitykit.measures.turnarounds import turned_around
from equitykit.measures.visibility import SHOWN, VISIBLE
from equitykit.reviews.yardstick import chosen_yardstick
from equitykit.views.data_page import yardstick_name
from equitykit.views.said import said
from equitykit.views.sentences import amount, group_name
from equitykit.views.tables import gap_words
from equitykit.views.today_room import CardScreen, TableScreen
from equitykit.workbook.practices.charts import Chart, is_shown, measure_name
from equitykit.workbook.practices.parts import in_each
from equitykit.workbook.practices.yardstick_shown import (
    GENERAL,
    compared_pair,
    flips_sentence,
    tried_of,
)

MOST = 8
"""Rows that fit on one or two screens at the letters of the guide (facilitation guide §24)."""

NAMED = 3
"""So many hidden groups are named on the wall; more of them are counted."""


def meanings_screen(moment, languages) -> TableScreen:
    """What each yardstick does, before the team chooses."""
    rows = tuple(
        (said(f"yardsticks.{each}.name", languages), said(f"yardstick.does.{each}", languages))
        for each in GENERAL[:4]
    )
    head = (said("yardstick.does.name", languages), said("yardstick.does.what", languages))
    title = said("yardstick.does.title", languages)
    return TableScreen(title, head, rows, page=moment.progress.page or 1)


def two_screen(moment, languages) -> TableScreen | CardScreen:
    """The figure that the room has seen, under two yardsticks: levels, both gaps, and for whom
    the answer turns around. It brings no figure that was not on the wall before."""
    data = moment.data()
    seen = moment.progress.figure
    found = data.chosen(seen) if data and seen else None
    if found is None or not is_shown(moment.standing, found[0].measure):
        title = said("yardstick.two.room", languages)
        return CardScreen(title, (said("yardstick.two.first", languages),))
    choice, book, chosen = found[0], data.book, chosen_yardstick(moment.standing)
    known = book.choices.yardsticks(choice.measure, choice.period, choice.dimension)
    pair = (chosen.yardstick, chosen.second) if chosen else (choice.yardstick, book.yardsticks[1])
    first, second = tried_of(known, *pair)
    chart = Chart(choice.measure, choice.dimension, choice.period, first, "gaps")
    head = (
        said("yardstick.two.group", languages),
        said("yardstick.two.level", languages),
        *(in_each(languages, lambda words, each=each: yardstick_name(each, words=words))
          for each in (first, second)),
    )  # fmt: skip
    title = in_each(
        languages,
        lambda words: words("yardstick.two.of", measure=measure_name(chart.measure, words),
                            year=chart.period),
    )  # fmt: skip
    rows = two_rows(*compared_pair(book, chart, first, second), languages)
    return TableScreen(title, head, rows, page=moment.progress.page or 1)


def two_rows(one, two, languages) -> tuple:
    """The widest gaps first; how many groups are not among these, and which are hidden."""
    turned = turned_around(one, two)
    pairs = zip(one.rows.itertuples(), two.rows.itertuples(), strict=True)
    pairs = [(a, b) for a, b in pairs if a.dimension != "all"]
    seen = sorted((each for each in pairs if each[0].visibility in VISIBLE), key=_rank)
    hidden = [a.group for a, _ in pairs if a.visibility not in VISIBLE]
    rows = [_two_row(a, b, a.group in turned, languages) for a, b in seen[:MOST]]
    rows += [_rest(len(seen) - MOST, languages)] if len(seen) > MOST else []
    return (*rows, *([_hidden(hidden, languages)] if hidden else []))


def _rank(pair) -> tuple[bool, float]:
    """Groups to be read with care are not ranked: they stand after the others."""
    widths = [abs(each.gap_points) for each in pair if pd.notna(each.gap_points)]
    ranked = pair[0].visibility == SHOWN
    return (not ranked, -max(widths, default=0.0) if ranked else 0.0)


def _two_row(a, b, turns: bool, languages) -> tuple:
    def second(words):
        gap = gap_words(b, words=words)
        return f"{gap} ({words('yardstick.two.turns')})" if turns else gap

    return (
        _group(a.group, languages),
        in_each(languages, lambda words: amount(a.rate, a.measure, words=words)),
        in_each(languages, lambda words: gap_words(a, words=words)),
        in_each(languages, second),
    )


def _group(code: str, languages) -> dict[str, str]:
    return in_each(languages, lambda words: group_name(code, words=words, field="short"))


def _rest(count: int, languages) -> tuple:
    text = in_each(languages, lambda words: words.count("yardstick.two_rest", count))
    return (text, "", "", "")


def _hidden(codes: list[str], languages) -> tuple:
    def text(words):
        if len(codes) > NAMED:
            return words("yardstick.two.hidden_many", count=words.number(len(codes)))
        groups = words.list(group_name(code, words=words, field="short") for code in codes)
        return words("yardstick.two.hidden", groups=groups)

    return (in_each(languages, text), "–", "–", "–")


def chosen_screen(moment, languages) -> CardScreen:
    """The yardstick that stands, why, and what the other one said."""
    title, chosen = said("yardstick.now.title", languages), chosen_yardstick(moment.standing)
    if chosen is None:
        return CardScreen(title, (said("yardstick.now.none", languages),))
    lines = [
        in_each(languages, lambda words: yardstick_name(chosen.yardstick, words=words)),
        in_each(languages, lambda words: words("yardstick.now.why", reason=chosen.reason)),
    ]
    if chosen.tried:
        lines.append(in_each(languages, lambda words: flips_sentence(chosen, words)))
    return CardScreen(title, tuple(lines), page=moment.progress.page or 1)
