"""A team's own questions as prompts of the equity pause."""

import re
from dataclasses import dataclass

from equitykit.records.pause_questions import PauseQuestion


@dataclass(frozen=True)
class TeamPrompt:
    """A prompt as ``content.prompts.with_own_prompts`` takes it, with the question it asks."""

    id: str
    question: PauseQuestion

    @property
    def focus(self) -> str:
        return self.question.focus

    @property
    def stage(self) -> str:
        return self.question.stage


def team_prompts(standing) -> tuple[TeamPrompt, ...]:
    """The questions that have words, in order of first appearance."""
    return tuple(
        TeamPrompt("team_" + re.sub(r"[^0-9a-f]", "", subject.partition("/")[2]), question)
        for subject, question in standing.of(PauseQuestion)
        if question.text.strip()
    )
