"""The groups that figures cannot show or cannot rank, each with its routes to learning."""

from operator import itemgetter

from markupsafe import Markup

from equitykit.content.texts import Words
from equitykit.measures.small_groups import SmallGroup
from equitykit.views.group_rows import by_code
from equitykit.views.html import render
from equitykit.views.sentences import group_name

FEW_MEASURES = 2
"""Up to this many measures are named; of more, only how many."""
DASHBOARD = "(D)"
"""How the short names of measures mark those of the School Dashboard."""


def small_group_table(groups: list[SmallGroup], *, words: Words) -> Markup:
    """In how many measures each group is hidden or few, and the short names of its routes."""
    rows = [
        {
            "group": group_name(group.group, words=words),
            "hidden": _measures(group.hidden, words),
            "few": _measures(group.few, words),
            "routes": words.list(words(f"routes.{route}.short") for route in group.routes),
        }
        for group in _ordered(groups, words)
    ]
    return render("small_groups", rows=rows, words=words)


def small_group_lines(groups: list[SmallGroup], *, words: Words) -> Markup:
    """The same in a few lines, where a page is short: groups with the same routes together, and
    of them those of the same measures, or of as many."""
    alike: dict[tuple, dict[str, list[str]]] = {}
    for group in _ordered(groups, words):
        state = "hidden" if group.hidden else "few"
        measures = _measures(group.hidden or group.few, words)
        its = alike.setdefault((state, group.routes), {}).setdefault(measures, [])
        its.append(group_name(group.group, words=words))
    lines = [
        words(
            f"small_groups.line.{state}",
            groups="; ".join(
                words("small_groups.line.groups", measures=measures, groups=words.list(names))
                for measures, names in its.items()
            ),
            routes=words.list(words(f"routes.{route}.short") for route in routes),
        )
        for (state, routes), its in sorted(alike.items(), key=itemgetter(0), reverse=True)
    ]
    if any(DASHBOARD in line for line in lines):
        lines[-1] += " " + words("small_groups.dashboard.text", mark=DASHBOARD)
    return render("lines", lines=lines or [words("small_groups.none.text")])


def routes_in_words(groups: list[SmallGroup], *, words: Words) -> Markup:
    """What each route that was named means."""
    named = dict.fromkeys(route for group in groups for route in group.routes)
    return render("lines", lines=[words(f"routes.{route}.text") for route in named])


def _ordered(groups: list[SmallGroup], words: Words) -> list[SmallGroup]:
    places = by_code((group.group for group in groups), words.group_order)
    return sorted(groups, key=lambda group: places.index(group.group))


def _measures(measures: tuple[str, ...], words: Words) -> str:
    if not measures:
        return "–"
    if len(measures) > FEW_MEASURES:
        return words("small_groups.measures.text", count=words.number(len(measures)))
    return words.list(words(f"measures.{each}.short") for each in measures)
