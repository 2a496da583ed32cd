"""Which hidden groups have a route to learning that somebody goes (facilitation guide §7)."""

from equitykit.records.noticing import RouteChosen


def routes_of(standing) -> dict[str, RouteChosen]:
    """The route that was chosen for each group, by code."""
    return {record.code: record for _, record in standing.of(RouteChosen)}


def without_route(standing, hidden) -> list[str]:
    """Of the codes of hidden groups, those for which nobody has chosen one."""
    chosen = routes_of(standing)
    return [code for code in hidden if code not in chosen]
