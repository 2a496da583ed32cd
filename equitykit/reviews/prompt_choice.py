"""Which question an equity pause asks: by stage, without repeats, with a focus that rotates."""

from collections.abc import Iterable, Mapping, Sequence

from equitykit.content.prompts import Prompt, load_prompts, prompt_letters
from equitykit.records.pauses import Pause


def next_prompt(
    stage: str,
    log: Sequence[Pause],
    *,
    focus: str = "",
    available: Mapping[str, Prompt] | None = None,
) -> Prompt:
    """The question whose turn it is.

    Among those of the stage that are not used up, one with `focus` if there is one; otherwise
    one whose focus the team has looked at longest ago, or never.

    Parameters
    ----------
    stage
        A stage of the arc, or ``closing``.
    log
        All pauses of the team so far, oldest first.
    focus
        What it should look at, such as the trigger's; empty for whatever comes next.
    available
        All prompts (``content.prompts.with_own_prompts``); without it, ours.
    """
    fresh = choices(stage, log, available=available)
    wanted = [prompt for prompt in fresh if prompt.focus == focus] or fresh
    looked_at = [pause.focus for pause in log if _asked(pause)]
    return min(wanted, key=lambda prompt: _last(prompt.focus, looked_at))


def choices(
    stage: str, log: Iterable[Pause], *, available: Mapping[str, Prompt] | None = None
) -> list[Prompt]:
    """What students and families can choose from: the questions of the stage not used up yet."""
    letter = prompt_letters()[stage]
    prompts = (load_prompts() if available is None else available).values()
    group = [prompt for prompt in prompts if prompt.letter == letter]
    used = _used({prompt.id for prompt in group}, log)
    return [prompt for prompt in group if prompt.id not in used]


def _used(group: set[str], log: Iterable[Pause]) -> set[str]:
    """Which of a group were asked since all of it was last used up."""
    used: set[str] = set()
    for pause in log:
        if not _asked(pause) or pause.prompt not in group:
            continue
        # asked again: the team's next round began here, before a district added to the group
        used = {pause.prompt} if pause.prompt in used else used | {pause.prompt}
        if used == group:
            used = set()
    return used


def _asked(pause: Pause) -> bool:
    return bool(pause.prompt) and not pause.skipped


def _last(focus: str, looked_at: list[str]) -> int:
    """When a focus was last looked at, as a place in the log; -1 for never."""
    return max((place for place, each in enumerate(looked_at) if each == focus), default=-1)
