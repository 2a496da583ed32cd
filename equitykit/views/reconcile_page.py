"""Figures of the same name by different definitions, side by side, and why they differ."""

import pandas as pd
from markupsafe import Markup

from equitykit.content.codelists import load_measures
from equitykit.content.texts import Words, load_texts
from equitykit.measures.definitions import Definition, SideBySide
from equitykit.measures.visibility import VISIBLE
from equitykit.views.figure_frame import corrected
from equitykit.views.group_rows import by_code
from equitykit.views.html import joined, render
from equitykit.views.sentences import amount, group_name


def reconcile(topics: list[SideBySide], *, words: Words) -> Markup:
    """Each topic with its table, the reasons, what is missing, and the rule for all of them."""
    if not topics:
        return render("lines", lines=[words("reconcile.none.text")])
    drawn = [_topic(each, words) for each in topics]
    return joined(*drawn, render("lines", lines=_always(topics, words)))


def _topic(each: SideBySide, words: Words) -> Markup:
    name = _topic_name(each, words)
    missing = words.list(words(f"reconcile.kinds.{kind}") for kind in each.missing)
    return render(
        "reconcile",
        title=name,
        caption=words("reconcile.table.caption", topic=name, period=each.period),
        kinds=[words(f"reconcile.kinds.{definition.kind}") for definition in each.definitions],
        rows=_rows(each, words),
        counts=[_counts(definition, words) for definition in each.definitions],
        corrected=[
            line
            for definition in each.definitions
            for line in corrected(definition.rows.rows, words)
        ],
        reasons=[_reasons(*pair, words) for pair in each.pairs],
        missing=words("reconcile.missing.text", kinds=missing) if missing else "",
        words=words,
    )


def _topic_name(each: SideBySide, words: Words) -> str:
    id = f"reconcile.topics.{each.topic}"
    first = each.definitions[0].measure
    return words(id if id in load_texts() else f"measures.{first}.name")


def _rows(each: SideBySide, words: Words) -> list[dict]:
    cells: dict[str, list] = {}
    for place, definition in enumerate(each.definitions):
        for row in definition.rows.rows.itertuples():
            empty = [words("reconcile.table.absent")] * len(each.definitions)
            without = row.group == "TA" and each.without_total
            text = _cell(row, words, minimum_n=definition.rows.minimum_n, without_number=without)
            cells.setdefault(row.group, empty)[place] = text
    codes = by_code(cells, words.group_order)
    return [{"name": group_name(code, words=words), "cells": cells[code]} for code in codes]


def _cell(row, words: Words, *, minimum_n: int, without_number: bool) -> str:
    if row.visibility not in VISIBLE:
        return words(f"charts.visibility.{row.visibility}")
    if load_measures()[row.measure].unit == "students":
        return _number_of_students(row, words, minimum_n, without_number=without_number)
    rate = amount(row.rate, row.measure, words=words)
    if without_number or pd.isna(row.denominator):
        return rate
    return words("reconcile.table.of", rate=rate, students=words.number(row.denominator))


def _number_of_students(row, words: Words, minimum_n: int, *, without_number: bool) -> str:
    """A count that is itself the figure: the floor holds for it too."""
    if without_number or row.rate < minimum_n:
        return words("charts.visibility.hidden")
    return words.number(row.rate)


def _counts(definition: Definition, words: Words) -> str:
    """What a definition counts, among whom, and the files it comes from."""
    sources = definition.rows.rows["source"].dropna()
    files = words.list(sorted(set(sources.str.split(" sha256:").str[0])))
    return words(
        "reconcile.table.counts",
        kind=words(f"reconcile.kinds.{definition.kind}"),
        counts=words(f"measures.{definition.measure}.counts"),
        among=words(f"measures.{definition.measure}.among"),
        files=files,
    )


def _reasons(first: str, second: str, reasons: tuple[str, ...], words: Words) -> str:
    return words(
        "reconcile.why.pair",
        first=words(f"reconcile.kinds.{first}"),
        second=words(f"reconcile.kinds.{second}"),
        reasons=" ".join(words(f"reconcile.reasons.{reason}") for reason in reasons),
    )


def _always(topics: list[SideBySide], words: Words) -> list[str]:
    lines = ["rule"]
    kinds = {definition.kind for each in topics for definition in each.definitions}
    if kinds & {"dashboard", "caaspp"}:
        lines.append("years")
    if any(each.without_total for each in topics):
        lines.append("hidden")
    return [words(f"reconcile.always.{line}") for line in lines]
