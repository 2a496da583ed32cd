"""Which student groups a team names, how it may know of them, and in which order they stand."""

from typing import Annotated, Literal

from pydantic import Field

from equitykit.records.record import Name, Record, Text

HOW = ("count", "could", "must_not", "listen")
PRIVACY = ("published", "inside", "steward", "none")
ROUTES = ("listen", "pool_years", "pool_places", "widen", "secure_view")
ORDERS = ("size", "name", "own")


class GroupEntry(Record):
    """A group of the register. `subject`: ``group/<code>``.

    `code` is that of the data, or our own for a group that no data know. `how`: we count them,
    we could count them, we must not record who belongs, we learn by listening. `en` and `es` are
    the local label, `preferred_en` and `preferred_es` the word that the community itself chose;
    `chosen_by` says which role or community chose it, never a person's name. `minimum` is the
    number of students from which the team reads a figure on the group; `route`, how it learns
    where there are fewer. What is stored is about a group, never about who belongs to it.
    """

    kind = "group_entry"

    code: Name
    how: Literal[(*HOW, "")] = ""
    en: Name = ""
    es: Name = ""
    preferred_en: Name = ""
    preferred_es: Name = ""
    chosen_by: Name = ""
    source: Text = ""
    privacy: Literal[(*PRIVACY, "")] = ""
    minimum: Annotated[int, Field(ge=1, le=10_000)] | None = None
    route: Literal[(*ROUTES, "")] = ""

    @property
    def text(self) -> str:
        """What the group is called, in one of its languages; empty where only its code is."""
        return self.preferred_en or self.preferred_es or self.en or self.es


class GroupOrder(Record):
    """In which order groups stand in charts, tables and lists. `subject`: ``groups/order``.

    `by`: size, name in the reader's language, or the team's own order, which are `codes`.
    """

    kind = "group_order"

    by: Literal[ORDERS] = "size"
    codes: tuple[Name, ...] = ()
    reason: Text = ""
