"""The equity pause in the facilitator's hands: offered quietly, chosen, held, brought to an end."""

from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from equitykit.content.texts import Words
from equitykit.records.pauses import SKIP_REASONS
from equitykit.views.fields import Field
from equitykit.views.html import render
from equitykit.views.said import Said, tell
from equitykit.views.timers import Timer

PHASES = ("silent", "round", "consequence")


@dataclass(frozen=True)
class PauseOffer:
    """A trigger that a rule has found; it waits until the facilitator answers.

    `trigger` is its id, `reason` says why in one sentence, `subject` what it is about if
    anything (such as a decision).
    """

    trigger: str
    reason: str
    subject: str = ""


@dataclass(frozen=True)
class TriggerKey:
    """A trigger that only a person can see (T8 to T11), with its key."""

    trigger: str
    label: str
    key: str
    breath: bool = False


@dataclass(frozen=True)
class PromptChoice:
    """A prompt that could be asked, with what it looks at; `used` in this series already."""

    id: str
    text: Said
    focus: str = ""
    used: bool = False


@dataclass(frozen=True)
class PauseRunning:
    """The pause that is being held.

    Attributes
    ----------
    subject
        ``pause/<uuid>``.
    why
        Why now, in one sentence to be said aloud.
    prompt, focus
        The question in each language, and what it looks at.
    phase
        ``ready`` until the silent minute is started.
    seen, change, changes, unchanged
        Fields; `changes` is a choice of the subjects that the change can be linked to.
    breath
        Two quiet minutes, without a question and without fields.
    shown
        Whether the room sees it.
    """

    subject: str
    why: str = ""
    prompt: Said | None = None
    focus: str = ""
    phase: Literal["ready", "silent", "round", "consequence"] = "ready"
    timer: Timer | None = None
    seen: Field | None = None
    change: Field | None = None
    changes: Field | None = None
    unchanged: Field | None = None
    breath: bool = False
    shown: bool = False


@dataclass(frozen=True)
class PausePanel:
    """All that the facilitator has of pauses at one moment.

    `quiet_minutes` is how long no pause is offered by itself, after the last one. `choices`
    are shown while the prompt is being chosen.
    """

    offers: tuple[PauseOffer, ...] = ()
    triggers: tuple[TriggerKey, ...] = ()
    running: PauseRunning | None = None
    choices: tuple[PromptChoice, ...] = ()
    quiet_minutes: int = 0


def pause_panel(panel: PausePanel, *, languages: tuple[Words, ...], words: Words) -> Markup:
    """The panel; prompts stand in the `languages` of the room, all else in `words`."""
    return render(
        "pause_panel",
        panel=panel,
        languages=languages,
        words=words,
        phases=PHASES,
        skip_reasons=SKIP_REASONS,
        tell=tell,
    )
