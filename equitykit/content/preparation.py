"""What to prepare before a meeting: its roles, the room, questions for oneself."""

from functools import cache

from equitykit.content.codelists import code_rows

MIRROR_QUESTIONS = ("mirror_rule", "mirror_mistakes", "mirror_cost", "mirror_expecting")
"""Private questions, ``care.<id>.question``; what people answer is never sent or stored."""


@cache
def load_meeting_roles() -> dict[str, bool]:
    """Roles of a meeting by id, and whether no meeting should be without it.

    Words are ``meeting_roles.<id>.name`` and ``.does``.
    """
    return {row["id"]: row["essential"] == "yes" for row in code_rows("meeting_roles")}


@cache
def load_room_checks() -> dict[str, tuple[str, ...]]:
    """What to look at before people come, by part of the list.

    Words are ``room_checks.part.<part>`` and ``room_checks.<id>.line``.
    """
    parts: dict[str, tuple[str, ...]] = {}
    for row in code_rows("room_checks"):
        parts[row["part"]] = (*parts.get(row["part"], ()), row["id"])
    return parts
