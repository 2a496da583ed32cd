"""What a newcomer needs first, and what must outlive the team: which records fill which part."""

from dataclasses import dataclass
from functools import cache

from equitykit.content.codelists import code_rows


@dataclass(frozen=True)
class Part:
    """A part that records of these `kinds` fill, all of them or the newest.

    A kind may have no records yet, or a part no kinds: then it is still empty, and says so.
    """

    id: str
    kinds: tuple[str, ...]
    only_newest: bool = False


@cache
def load_newcomer_path() -> tuple[Part, ...]:
    """The ten-minute path; words are ``newcomer.<id>.name`` and ``.not_yet``."""
    return tuple(
        Part(row["item"], tuple(row["kinds"].split()), only_newest=row["only_newest"] == "yes")
        for row in code_rows("newcomer_path")
    )


@cache
def load_pack_sections() -> tuple[Part, ...]:
    """The continuity pack; words are ``pack_sections.<id>.name``."""
    return tuple(
        Part(row["section"], tuple(row["kinds"].split())) for row in code_rows("pack_sections")
    )
