"""The groups that figures cannot show or cannot rank, and how a team can still learn of them."""

from dataclasses import dataclass

from equitykit.content.codelists import load_student_groups
from equitykit.measures.privacy import ReleasedTable
from equitykit.measures.visibility import VISIBLE
from equitykit.measures.yardsticks import MISSING_INFORMATION

HIDDEN = ("hidden", "hidden_by_publisher")
FEW = ("read_with_care", "almost_none", "almost_all", "few_for_us")


@dataclass(frozen=True)
class SmallGroup:
    """A group with measures in which it is `hidden` or has `few` students, and its `routes`.

    A route is an item of ``content/routes.yml``: a way of learning that does not need the
    hidden figure.
    """

    group: str
    dimension: str
    hidden: tuple[str, ...]
    few: tuple[str, ...]
    routes: tuple[str, ...]


def small_groups(
    latest: ReleasedTable, all_years: ReleasedTable, *, pooled: ReleasedTable | None = None
) -> list[SmallGroup]:
    """List the small groups of a place's latest figures, in the order of the code list.

    `all_years` are the same place's figures of every year: a group that is shown in another
    year has the route of looking there, and so has one that `pooled`, the district's own years
    put together, bring into view.
    """
    rows = latest.rows
    tables = [all_years.rows, *([pooled.rows] if pooled else [])]
    once_shown = {
        group for each in tables for group in each["group"][each["visibility"].isin(VISIBLE)]
    }
    found = []
    for code, group in load_student_groups().items():
        its = rows[rows["group"] == code]
        hidden = tuple(its["measure"][its["visibility"].isin(HIDDEN)].unique())
        few = tuple(its["measure"][its["visibility"].isin(FEW)].unique())
        spoken_of = group.dimension not in ("all", "grade_span", "absence_status")
        if (hidden or few) and spoken_of and code not in MISSING_INFORMATION:
            routes = _routes(bool(hidden), shown_before=code in once_shown)
            found.append(SmallGroup(code, group.dimension, hidden, few, routes))
    return found


def _routes(hidden: bool, *, shown_before: bool) -> tuple[str, ...]:
    if not hidden:
        return ("pool_years", "listen")
    return ("listen", "pool_years" if shown_before else "pool_places", "secure_view")
