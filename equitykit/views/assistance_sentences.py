"""Differentiated assistance as sentences that can be read aloud."""

from equitykit.content.texts import Words
from equitykit.measures.assistance import ONE_STEP, GroupAnswer, LeaAnswer
from equitykit.measures.assistance_cells import REPORTED, Cell
from equitykit.measures.assistance_local import CLIMATE
from equitykit.views.sentences import group_name

HIGHER_IS_WORSE = ("chronic", "suspension")


def answer_sentence(answer: LeaAnswer, *, words: Words) -> str:
    """Whether student groups made the place eligible, and which."""
    place = {"place": answer.district, "year": answer.year}
    if answer.eligible:
        groups = groups_named(answer.made_by, words=words)
        return words("assistance.answer.eligible", groups=groups, **place)
    kind = "unknown" if answer.eligible is None else "not_eligible"
    return words(f"assistance.answer.{kind}", **place)


def groups_named(groups: tuple[GroupAnswer, ...], *, words: Words, most: int = 14) -> str:
    """``the results of 2 student groups (… and …)``, of many the first `most` by name."""
    names = students_named(groups, words=words, most=most)
    return words.count("assistance.groups", len(groups), groups=names)


def students_named(groups: tuple[GroupAnswer, ...], *, words: Words, most: int = 14) -> str:
    """The students of some groups, as a reader lists them."""
    names = [group_name(each.group, words=words, field="students") for each in groups[:most]]
    if len(groups) > most:
        names.append(words.count("assistance.more", len(groups) - most))
    return words.list(names)


def areas_named(areas, *, words: Words) -> str:
    """Priority areas by what they are about, without their numbers."""
    return words.list(words(f"assistance.areas.{area}") for area in areas)


def indicators_named(indicators, *, words: Words) -> str:
    """Indicators as they are called within a sentence."""
    return words.list(words(f"assistance.indicator_words.{name}") for name in indicators)


def area_sentences(group: GroupAnswer, area: int, answer: LeaAnswer, *, words: Words) -> list[str]:
    """What met the criterion of an area for a group: one sentence for each indicator."""
    said = [
        cell_sentence(cell, words=words)
        for cell in group.cells
        if cell.area == area and cell.counted
    ]
    if area == CLIMATE and CLIMATE in answer.local.not_met_two_years:
        said.append(words(f"assistance.by_local.{'charter' if answer.charter else 'district'}"))
    return said


def cell_sentence(cell: Cell, *, words: Words) -> str:
    """Color, level, change and number of students of one indicator."""
    indicator = words(f"assistance.indicators.{cell.indicator}")
    if cell.status != REPORTED:
        return words("assistance.cell.withheld", indicator=indicator)
    values = {"indicator": indicator, "level": level_word(cell, words=words)}
    kind = "level"
    if cell.colour:
        kind = "colour"
        values["colour"] = words(f"assistance.colours.{cell.colour}")
        if cell.change_level:
            kind = "colour_change"
            way = "fell" if cell.indicator in HIGHER_IS_WORSE else "rose"
            values["change"] = words(f"assistance.{way}.{cell.change_level}")
    counted = words.count("assistance.students", cell.n)
    return f"{words(f'assistance.cell.{kind}', **values)} {counted}"


def level_word(cell: Cell, *, words: Words) -> str:
    """The status level in words: the worst is *very high* where less is better."""
    if not cell.status_level:
        return ""
    way = "high" if cell.indicator in HIGHER_IS_WORSE else "low"
    return words(f"assistance.{way}.{cell.status_level}")


def close_sentence(group: GroupAnswer, answer: LeaAnswer, *, words: Words) -> str:
    """What kept a group from meeting two areas."""
    # where there were no colors, a step is a level
    step = "one_level" if answer.year == "2022" else ONE_STEP
    more = [
        words(
            f"assistance.close.{step if near.kind == ONE_STEP else near.kind}",
            area=words(f"assistance.areas.{near.area}"),
            indicators=indicators_named(near.indicators, words=words),
        )
        for near in group.near
    ]
    return words(
        f"assistance.close.{'met' if group.areas else 'not_met'}",
        group=group_name(group.group, words=words),
        areas=areas_named(group.areas, words=words),
        more=" ".join(more),
    )


def other_methods(answer: LeaAnswer, *, words: Words) -> list[str]:
    """Local goals, and what no file here can tell."""
    if not answer.rules.local_areas:
        return []
    local, methods = answer.local, answer.methods
    who = "charter_" if answer.charter else ""
    kind = {True: "yes", False: "no", None: "unknown"}[methods[2]]
    areas = local.unknown if methods[2] is None else local.not_met_two_years
    lines = [words(f"assistance.methods.{who}local_{kind}", areas=areas_named(areas, words=words))]
    if methods[3]:
        areas = areas_named(local.not_met_two_years, words=words)
        lines = [words(f"assistance.methods.{who}mixed_yes", areas=areas)]
    if methods[4] is None:
        lines.append(words("assistance.methods.certification"))
    return lines
