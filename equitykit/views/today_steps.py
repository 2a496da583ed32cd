"""One step of a meeting as the facilitator holds it: hint, protocol, notes, lines, decisions."""

from dataclasses import dataclass

from markupsafe import Markup

from equitykit.content.texts import Words
from equitykit.views.carried import CarriedCard
from equitykit.views.fields import Field, Option
from equitykit.views.html import render
from equitykit.views.said import tell
from equitykit.views.timers import Timer


@dataclass(frozen=True)
class Reveal:
    """Something of this step that the room can see.

    `thing` is sent back when the button is pressed; `shown`: the room sees it now.
    """

    thing: str
    label: str
    shown: bool = False


@dataclass(frozen=True)
class PhaseView:
    """A phase of a protocol; `now` while it runs."""

    id: str
    label: str
    minutes: int = 0
    now: bool = False


@dataclass(frozen=True)
class ProtocolView:
    """A structure for listening, with its phases and where a round starts (a seat, in words)."""

    phases: tuple[PhaseView, ...]
    hint: str = ""
    start: str = ""


@dataclass(frozen=True)
class LineView:
    """A line that was written down.

    Attributes
    ----------
    subject
        Such as ``line/<uuid>``.
    field
        Its text, to be corrected in place.
    needs_reason
        Whether withdrawing or correcting it asks for a reason first: it is older than two
        minutes, and no reason was given yet.
    changed_by
        "Changed by the pause on …" if a pause changed it.
    """

    subject: str
    field: Field
    needs_reason: bool = False
    changed_by: str = ""


@dataclass(frozen=True)
class DataChoiceView:
    """The choices of a data step: each a select of the form, with its options and its value."""

    name: str
    label: str
    options: tuple[Option, ...]
    value: str = ""


@dataclass(frozen=True)
class DecisionView:
    """A decision: its fields (text, reason, groups, absent roles)."""

    subject: str
    fields: tuple[Field, ...]
    changed_by: str = ""


@dataclass(frozen=True)
class PromiseView:
    """A promise: its fields (text, to, by, state)."""

    subject: str
    fields: tuple[Field, ...]
    changed_by: str = ""


@dataclass(frozen=True)
class ClosingView:
    """How a meeting ends.

    Attributes
    ----------
    promises
        Promises of this meeting and those still open from earlier ones.
    next
        Fields of the next date.
    next_time
        The field of what the next run sheet should remind of.
    will_do
        What ending the meeting does, one sentence each.
    has_ended
        Whether it has been ended; then `will_do` says what was done.
    """

    promises: tuple[PromiseView, ...] = ()
    next: tuple[Field, ...] = ()
    next_time: Field | None = None
    will_do: tuple[str, ...] = ()
    has_ended: bool = False


@dataclass(frozen=True)
class StepView:
    """The step where the meeting stands, or one that is looked at again.

    Attributes
    ----------
    step
        Its id in the agenda; `title`, `minutes`.
    hint
        For the facilitator alone.
    instruction
        What the room is asked to do.
    carried
        What the team has decided before, where a meeting begins with it.
    timer, timer_minutes
        The quiet timer, and the minutes that starting it anew gives.
    reveals
        What of the step the room can see.
    lines
        ``None`` where a step collects no lines.
    note
        The facilitator's running text; never shown to the room.
    data, figure
        Selects of a data step and the figure that they give.
    decisions
        ``None`` where a step takes no decision.
    """

    step: str
    title: str
    minutes: int = 0
    hint: str = ""
    instruction: str = ""
    timer: Timer | None = None
    timer_minutes: int = 0
    reveals: tuple[Reveal, ...] = ()
    protocol: ProtocolView | None = None
    note: Field | None = None
    lines: tuple[LineView, ...] | None = None
    data: tuple[DataChoiceView, ...] = ()
    figure: Markup | None = None
    decisions: tuple[DecisionView, ...] | None = None
    closing: ClosingView | None = None
    practices: tuple[Markup, ...] = ()
    carried: tuple[CarriedCard, ...] = ()


def step_section(step: StepView, *, words: Words, live: bool = True) -> Markup:
    """The step to work in; not `live`, the step to read, as a batch or an export shows it."""
    return render("today_step", step=step, words=words, live=live, tell=tell)
