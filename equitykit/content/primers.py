"""The five-minute primers: which tools have one, and where each is learned."""

from functools import cache

from equitykit.content.codelists import code_rows
from equitykit.content.practices import EVERYWHERE
from equitykit.content.texts import Words

# in the order in which they are read
PARTS = ("purpose", "steps", "example", "student", "careful")
# the meeting about data comes right after the definition: its tools are learned there
NEXT = {"03_define": "04_data"}


@cache
def load_primers() -> dict[str, str]:
    """Tools by id, each with the workbook where it is used (``all``: in each of them).

    Their words are ``primers.<tool>.name`` and those of `PARTS`.
    """
    return {row["tool"]: row["workbook"] for row in code_rows("primers")}


def primers_of(workbook: str) -> list[str]:
    """The tools to learn in a workbook; all of them where it has none of its own."""
    own = {workbook, NEXT.get(workbook, "")}
    if not own & set(load_primers().values()):
        return list(load_primers())
    return [tool for tool, where in load_primers().items() if where in {*own, EVERYWHERE}]


def primer_lines(tool: str, words: Words) -> tuple[str, ...]:
    """The parts of a primer, each under its name."""
    return tuple(
        words(
            "primers.part.line",
            part=words(f"primers.part.{part}"),
            text=words(f"primers.{tool}.{part}"),
        )
        for part in PARTS
    )


def primer_of(practice: str, words: Words) -> tuple[str, ...]:
    """A practice's primer as a heading and paragraphs; empty for a practice without one."""
    if practice not in load_primers():
        return ()
    heading = words("primers.part.heading", tool=words(f"primers.{practice}.name"))
    return heading, *primer_lines(practice, words)
