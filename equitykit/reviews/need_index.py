"""A need index that can be worked by hand, and how far its order depends on the weights.

Each column is stretched from 0 (least need of the places) to 100 (most); the index is the
weighted mean. Nothing else is done to the numbers.
"""

from dataclasses import dataclass

from equitykit.records.need_index import NeedColumn, NeedPlace

# with the weights changed like this, one column after the other
TRIED = (0, 2)


@dataclass(frozen=True)
class Scored:
    """A place with its index and its rank (1: most need; equal ones share the better rank).

    `parts` are the stretched values, 0 to 100, by column. `best` and `worst` are the ranks that
    it can have when one weight after the other is left out or doubled, or all are equal.
    `need` and the ranks are missing where a weighted value is.
    """

    subject: str
    place: NeedPlace
    parts: dict[str, float]
    need: float | None = None
    rank: int | None = None
    best: int | None = None
    worst: int | None = None


def columns_of(standing) -> dict[str, NeedColumn]:
    """The columns by subject, in order of first appearance."""
    return dict(standing.of(NeedColumn))


def scored(columns: dict[str, NeedColumn], places: list[tuple[str, NeedPlace]]) -> list[Scored]:
    """All places, most need first; those that cannot be ranked come last."""
    stretched = {subject: _stretched(column, places) for subject, column in columns.items()}
    weights = {subject: column.weight for subject, column in columns.items()}
    parts = {
        subject: {column: values[subject] for column, values in stretched.items()
                  if subject in values}
        for subject, _ in places
    }  # fmt: skip
    need = {subject: _index(parts[subject], weights) for subject, _ in places}
    ranks = _ranks(need)
    tried = [_ranks({s: _index(parts[s], other) for s in ranks}) for other in variants(weights)]
    found = []
    for subject, place in places:
        if subject not in ranks:
            found.append(Scored(subject, place, parts[subject]))
            continue
        seen = [ranks[subject], *(each[subject] for each in tried if subject in each)]
        found.append(
            Scored(subject, place, parts[subject], need[subject], ranks[subject],
                   min(seen), max(seen))
        )  # fmt: skip
    return sorted(found, key=lambda each: (each.rank is None, each.rank or 0))


def variants(weights: dict[str, int]) -> list[dict[str, int]]:
    """Other weights to try: each one left out, each one doubled, all equal."""
    changed = [weights | {column: times * weight} for column, weight in weights.items()
               for times in TRIED]  # fmt: skip
    return [each for each in [*changed, dict.fromkeys(weights, 1)] if any(each.values())]


def _stretched(column: NeedColumn, places) -> dict[str, float]:
    name = column.text
    values = {id: place.values[name] for id, place in places if name in place.values}
    if not values:
        return {}
    low, high = min(values.values()), max(values.values())
    if low == high:
        # it says nothing of who needs more
        return dict.fromkeys(values, 50.0)
    found = {id: 100 * (value - low) / (high - low) for id, value in values.items()}
    return found if column.direction == "more" else {id: 100 - each for id, each in found.items()}


def _index(parts: dict[str, float], weights: dict[str, int]) -> float | None:
    used = {column: weight for column, weight in weights.items() if weight}
    if not used or not used.keys() <= parts.keys():
        return None
    return sum(weight * parts[column] for column, weight in used.items()) / sum(used.values())


def _ranks(need: dict[str, float | None]) -> dict[str, int]:
    # a hair of floating point is no difference in need
    known = {subject: round(value, 6) for subject, value in need.items() if value is not None}
    return {
        subject: 1 + sum(other > value for other in known.values())
        for subject, value in known.items()
    }


def more_need_less_resource(found: list[Scored]) -> list[Scored]:
    """Places in the upper half by need and in the lower half by what they get."""
    both = [each for each in found if each.need is not None and each.place.resource is not None]
    if len(both) < 4:
        return []
    needs = sorted(each.need for each in both)
    gets = sorted(each.place.resource for each in both)
    middle = len(both) // 2
    return [
        each
        for each in both
        if each.need >= needs[-middle] and each.place.resource <= gets[middle - 1]
    ]


def heavy(columns: dict[str, NeedColumn]) -> str | None:
    """The column that decides alone: more than half of all weight, if one has that."""
    whole = sum(each.weight for each in columns.values())
    for subject, each in columns.items():
        if len(columns) > 1 and 2 * each.weight > whole:
            return subject
    return None
