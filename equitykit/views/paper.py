"""The paper twin of a meeting: each step as a sheet to write on, with a way to type it in later."""

from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from equitykit.content.texts import Words
from equitykit.records.pauses import SKIP_REASONS
from equitykit.views.fields import Option
from equitykit.views.html import render
from equitykit.views.said import Said, tell

DECISION = ("text", "reason", "groups", "absent")
PROMISES_ON_A_SHEET = 5
LINES_ON_A_SHEET = 16


@dataclass(frozen=True)
class PaperStep:
    """A step as it goes to paper.

    `section` is what the step's page shows: ``note``, ``data``, ``pause``, ``break`` or
    ``closing``. `prompt` is the question of a pause; without one, a line is left for it.
    """

    title: Said
    instruction: Said
    minutes: int
    section: Literal["note", "data", "pause", "break", "closing"] = "note"
    prompt: Said | None = None


def paper_twin(
    steps: tuple[PaperStep, ...],
    *,
    meeting: Said | str,
    when: str,
    languages: tuple[Words, ...],
    groups: tuple[Option, ...] = (),
) -> Markup:
    """A sheet for each step but breaks, in one language or in two on the same sheet.

    `groups` are the student groups that a decision can be about, as boxes to tick.
    """
    return render(
        "paper_twin",
        steps=[step for step in steps if step.section != "break"],
        meeting=meeting,
        when=when,
        languages=languages,
        groups=groups,
        decision=DECISION,
        skip_reasons=SKIP_REASONS,
        promises=range(PROMISES_ON_A_SHEET),
        lines=range(LINES_ON_A_SHEET),
        tell=tell,
    )
