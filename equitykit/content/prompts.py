"""The questions of the equity pause: ours, and those that a district adds."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from equitykit.content.codelists import code_rows


@dataclass(frozen=True)
class Prompt:
    """A question; its words are ``prompts.<id>.text``.

    `focus` is what it looks at (one of `records.pause_questions.FOCUSES`); `letter` names the
    stages that it belongs to (see `prompt_letters`).
    """

    id: str
    focus: str
    letter: str


class OwnPrompt(Protocol):
    """What is needed of a district's own prompt; `stage` is a stage of the arc."""

    id: str
    focus: str
    stage: str


@cache
def load_prompts() -> dict[str, Prompt]:
    """Our prompts by id."""
    return {row["id"]: Prompt(**row) for row in code_rows("prompts")}


@cache
def prompt_letters() -> dict[str, str]:
    """Letter of the prompts by stage; ``closing`` stands for the end of any meeting.

    The guide has no prompts of its own for two stages. Listening takes those of framing: they
    ask whose words and whose names for things count, and need no chart and no cause. To do and
    to act go with plan and study, whose meetings they share.
    """
    return {row["stage"]: row["letter"] for row in code_rows("prompt_stages")}


def with_own_prompts(own: Iterable[OwnPrompt]) -> dict[str, Prompt]:
    """Our prompts and a district's own; an own one with an id of ours stands in for it."""
    return load_prompts() | {
        each.id: Prompt(each.id, each.focus, prompt_letters()[each.stage]) for each in own
    }
