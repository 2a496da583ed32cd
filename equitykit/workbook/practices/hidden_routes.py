"""S38: each group that figures hide has routes, and the team says which one it takes."""

from equitykit.errors import EquitykitError
from equitykit.records.groups import ROUTES
from equitykit.records.noticing import RouteChosen
from equitykit.reviews.hidden_routes import routes_of, without_route
from equitykit.views.fields import Option
from equitykit.views.practices import Form, Input, Part, Table
from equitykit.views.sentences import group_name
from equitykit.workbook.practices.parts import date_of, filled

HEAD = ("group", "route", "owner", "by", "agreed")


def hidden_in(page) -> dict[str, tuple[str, ...]]:
    """Groups that the latest figures hide, in the reader's order, each with the measures."""
    if not page.book.has_data:
        return {}
    hidden = page.data.hidden_measures
    return {code: hidden[code] for code in page.groups() if code in hidden}


def hidden_codes(page) -> list[str]:
    """Codes of the groups that the latest figures hide."""
    return list(hidden_in(page))


def routes_part(page, moment, words) -> Part:
    """Each hidden group with the route that was chosen, and the form to choose one."""
    hidden = hidden_in(page)
    codes, chosen = list(hidden), routes_of(moment.standing)
    left = [group_name(code, words=words) for code in without_route(moment.standing, codes)]
    shown = list(dict.fromkeys([*codes, *chosen]))
    return Part(
        words("noticing.routes.title"),
        hint=words("noticing.routes.hint"),
        warnings=(words("noticing.routes.left", groups=words.list(left)),) if left else (),
        table=routes_table(shown, chosen, words) if shown else None,
        lines=tuple(_where(code, measures, words) for code, measures in hidden.items()),
        empty=words("noticing.routes.none"),
        forms=(_form(shown, words),) if shown else (),
        folded=moment.meeting is not None and moment.step.id not in ("wonder", "crossings"),
    )


def _where(code: str, measures: tuple[str, ...], words) -> str:
    group = group_name(code, words=words)
    return words.count("noticing.hidden_in", len(measures), group=group)


def routes_table(codes, chosen, words) -> Table:
    """Groups with their routes; a group without one says so."""
    return Table(
        words("noticing.routes.title"),
        tuple(words(f"noticing.routes.{each}") for each in HEAD),
        tuple(_row(code, chosen.get(code), words) for code in codes),
    )


def _row(code: str, record: RouteChosen | None, words) -> tuple[str, ...]:
    name = group_name(code, words=words)
    if record is None:
        return (name, words("noticing.routes.not_yet"), "–", "–", "–")
    return (
        name,
        words(f"group_register.route.{record.route}"),
        record.owner,
        words.date(record.by),
        record.agreed_with or words("noticing.routes.nobody"),
    )


def _form(codes, words) -> Form:
    groups = tuple(Option(code, group_name(code, words=words)) for code in codes)
    ways = tuple(Option(each, words(f"noticing.way.{each}")) for each in ROUTES)
    return Form(
        "noticing-route", "noticing.route",
        (
            Input("code", words("noticing.routes.group"), "choice", groups, required=True),
            Input("route", words("noticing.routes.route"), "radios", ways, required=True),
            Input("owner", words("noticing.routes.owner"), required=True, most=100,
                  hint=words("noticing.routes.owner_hint")),
            Input("by", words("noticing.routes.by"), "date", required=True),
            Input("agreed_with", words("noticing.routes.agreed"), most=100,
                  hint=words("noticing.routes.agreed_hint")),
        ),
        words("noticing.routes.save"), name=words("noticing.routes.form"),
    )  # fmt: skip


def choose_route(page, moment, values: dict) -> None:
    """Keep which route the team takes for a hidden group, who goes it and until when.

    Raises
    ------
    EquitykitError
        ``route_owner_missing``, ``date_missing``; ``route_widen_alone`` where a category would be
        widened without anybody of the group
    """
    code, route = str(values.get("code")), values.get("route")
    if route not in ROUTES or code not in {*hidden_codes(page), *routes_of(moment.standing)}:
        raise EquitykitError("field_unknown")
    owner = str(values.get("owner", "")).strip()
    agreed = str(values.get("agreed_with", "")).strip()
    if not owner:
        raise EquitykitError("route_owner_missing")
    if route == "widen" and not agreed:
        raise EquitykitError("route_widen_alone")
    record = filled(
        RouteChosen,
        meeting=moment.meeting_id,
        code=code,
        route=route,
        owner=owner,
        by=date_of(values.get("by", "")),
        agreed_with=agreed,
    )
    page.team.write(f"route/{code}", record, id=values["id"])
