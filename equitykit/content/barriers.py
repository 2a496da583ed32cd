"""What can keep people from coming, or from speaking once they are there."""

from functools import cache

from equitykit.content.codelists import code_rows


@cache
def load_barriers() -> dict[str, tuple[str, ...]]:
    """Ids of barriers by part: time, place, door, care, language, people.

    Words are ``barriers.item.<id>`` (what may stand in the way), ``barriers.ask.<id>`` (what to
    look for at an event) and ``barriers.welcome.<id>`` (what guests find where it is solved).
    """
    parts: dict[str, tuple[str, ...]] = {}
    for row in code_rows("barriers"):
        parts[row["part"]] = (*parts.get(row["part"], ()), row["id"])
    return parts


def barrier_ids() -> tuple[str, ...]:
    """All of them, in the order of the parts."""
    return tuple(id for ids in load_barriers().values() for id in ids)
