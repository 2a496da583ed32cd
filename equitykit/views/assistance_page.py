"""Differentiated assistance in plain words: which groups, in which areas, how close, what not."""

from markupsafe import Markup

from equitykit.content.texts import Words, load_texts
from equitykit.measures.assistance import GroupAnswer, LeaAnswer
from equitykit.measures.assistance_cells import BELOW_FLOOR, HIDDEN, OTHER_RULE, REPORTED, Cell
from equitykit.measures.assistance_published import Comparison
from equitykit.measures.performance import LETTERS
from equitykit.views import assistance_sentences as say
from equitykit.views.html import render
from equitykit.views.sentences import group_name

NAMED_IN_BRIEF = 3
"""A brief is one printed page: so many groups by name, the others as a number."""


def explanation(
    answer: LeaAnswer, published: Comparison | None, *, files: list[str], words: Words
) -> Markup:
    """The whole section: the answer, each group with its working, who was close, what each area
    is, what was not judged, what the rule does not say, the table of all groups, the source."""
    year = answer.year
    shown = {cell.indicator for group in answer.groups for cell in group.cells}
    columns = [name for name in answer.rules.indicators if name in shown]
    return render(
        "assistance",
        about=_about(answer, words),
        answer=[say.answer_sentence(answer, words=words), *charter_notes(answer, words=words)],
        groups=[_worked(group, answer, words) for group in answer.made_by],
        close=[say.close_sentence(group, answer, words=words) for group in answer.close],
        notes=_notes(answer, words),
        meaning=[_meaning(area, year, words) for area in _areas_of(answer)],
        others=say.other_methods(answer, words=words),
        columns=[words(f"assistance.indicators.{name}") for name in columns],
        rows=[_row(group, columns, words) for group in answer.groups if group.cells],
        published=[] if published is None else published_lines(answer, published, words=words),
        source=words("assistance.source.text", year=year, files=words.list(files)),
        year=year,
        words=words,
    )


def _about(answer: LeaAnswer, words: Words) -> str:
    """What this is; and the order of the colors, in a year that had them."""
    coloured = any(cell.colour for group in answer.groups for cell in group.cells)
    lines = [words("assistance.about.text"), words("assistance.scale.colours")]
    return " ".join(lines if coloured else lines[:1])


def charter_notes(answer: LeaAnswer, *, words: Words) -> list[str]:
    """What is to be said of charter schools, about this LEA."""
    if not answer.charter:
        return [words("assistance.charter.others")]
    kind = "two_years" if answer.before else "one_year"
    return [words(f"assistance.charter.{'not_now' if answer.by_groups is False else kind}")]


def published_lines(answer: LeaAnswer, published: Comparison, *, words: Words) -> list[str]:
    """Whether the state's own list says the same, and each difference with its reason."""
    kind = "differs" if published.differences else "same"
    count = words.number(published.compared)
    lines = [words(f"assistance.published.{kind}", year=answer.year, count=count)]
    for each in published.differences:
        letters = {"ours": each.ours, "published": each.published}
        told = {name: _letter_areas(letter, words) for name, letter in letters.items()}
        why = words(f"assistance.difference.{each.why}")
        name = group_name(each.group, words=words)
        lines.append(words("assistance.published.difference", group=name, why=why, **told))
    if published.earlier_year_only:
        lines.append(words("assistance.published.earlier_year"))
    return lines


def brief_lines(answer: LeaAnswer, published: Comparison | None, *, words: Words) -> list[str]:
    """The head of the brief: at most three short lines."""
    lines = _brief_answer(answer, words)
    if not answer.eligible and (answer.methods[2] or answer.methods[3]):
        lines.append(say.other_methods(answer, words=words)[0])
    elif published and published.differences:
        cells = words.number(published.compared)
        lines.append(words("assistance.published.differs", year=answer.year, count=cells))
    elif published and published.earlier_year_only:
        lines.append(words("assistance.published.earlier_year"))
    return lines


def _brief_answer(answer: LeaAnswer, words: Words) -> list[str]:
    year = answer.year
    if answer.eligible:
        groups = say.groups_named(answer.made_by, words=words, most=NAMED_IN_BRIEF)
        return [
            words("assistance.brief.eligible", year=year, groups=groups),
            words("assistance.brief.areas", areas=_areas_counted(answer, words)),
        ]
    if answer.eligible is None:
        indicators = say.indicators_named(answer.missing, words=words)
        return [words("assistance.brief.unknown", year=year, indicators=indicators)]
    lines = [words("assistance.brief.not_eligible", year=year)]
    if answer.close:
        names = say.students_named(answer.close, words=words, most=NAMED_IN_BRIEF)
        lines.append(words("assistance.brief.close", groups=names))
    return lines


def _areas_counted(answer: LeaAnswer, words: Words) -> str:
    counts = {
        area: sum(area in group.areas for group in answer.made_by) for area in _areas_of(answer)
    }
    return words.list(
        words(
            "assistance.brief.area",
            area=words(f"assistance.areas.{area}"),
            count=words.count("assistance.brief_groups", count),
        )
        for area, count in counts.items()
        if count
    )


def _worked(group: GroupAnswer, answer: LeaAnswer, words: Words) -> dict:
    """One group that made the LEA eligible: its areas, and the sentences of each."""
    return {
        "title": words(
            "assistance.group.areas",
            group=group_name(group.group, words=words),
            areas=say.areas_named(group.areas, words=words),
        ),
        "areas": [
            {
                "name": words(f"assistance.areas.{area}"),
                "lines": say.area_sentences(group, area, answer, words=words),
            }
            for area in group.areas
        ],
    }


def _notes(answer: LeaAnswer, words: Words) -> list[str]:
    hidden = tuple(
        group for group in answer.groups if any(cell.status == HIDDEN for cell in group.cells)
    )
    named = say.students_named(hidden, words=words)
    notes = [words("assistance.hidden.text", groups=named)] if hidden else []
    if answer.missing:
        named = say.indicators_named(answer.missing, words=words)
        notes.append(words("assistance.missing.text", year=answer.year, indicators=named))
    return notes


def _areas_of(answer: LeaAnswer) -> list[int]:
    return sorted(set(answer.rules.indicators.values()))


def _meaning(area: int, year: str, words: Words) -> str:
    """What an area is, by the rule of the year."""
    of_year = f"assistance.meaning.{area}_{year}"
    return words(of_year if of_year in load_texts() else f"assistance.meaning.{area}")


def _row(group: GroupAnswer, columns: list[str], words: Words) -> dict:
    """A group's line of the table: every indicator, and the areas met."""
    cells = {cell.indicator: cell for cell in group.cells}
    met = say.areas_named(group.areas, words=words) if group.areas else ""
    return {
        "name": group_name(group.group, words=words),
        "cells": [
            _short(cells[name], words) if name in cells else words("assistance.why.no_row")
            for name in columns
        ],
        "met": met or words("assistance.table.none"),
    }


def _short(cell: Cell, words: Words) -> str:
    """A cell of the table: color and level, whether it counts, or why there is nothing."""
    if cell.status in (HIDDEN, BELOW_FLOOR):
        text = words(f"assistance.why.{cell.status}")
        return words("assistance.cell.counts", text=text) if cell.counted else text
    if cell.status != REPORTED:
        return words("assistance.why.not_published")
    level = say.level_word(cell, words=words)
    if cell.why in ("few", "no_colour") or (cell.why == OTHER_RULE and not cell.colour):
        kind = "few" if cell.why == OTHER_RULE else cell.why
        return words(f"assistance.why.{kind}", level=level)
    text = level
    if cell.colour:
        colour = words(f"assistance.colours.{cell.colour}")
        text = words("assistance.cell.short", colour=colour, level=level) if level else colour
    if cell.why == OTHER_RULE:
        return words("assistance.why.other_rule", text=text)
    return words("assistance.cell.counts", text=text) if cell.counted else text


def _letter_areas(letter: str | None, words: Words) -> str:
    if letter not in LETTERS:
        return words("assistance.published.no_areas")
    return say.areas_named(LETTERS[letter], words=words)
