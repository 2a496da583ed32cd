"""What the facilitator holds: the agenda, the step, the room's screen, the pause.

Nothing here is shown to the room. What the room sees is :mod:`equitykit.views.today_room`.
"""

from dataclasses import dataclass, field
from typing import Literal

from markupsafe import Markup

from equitykit.content.texts import Words
from equitykit.views.fields import Field
from equitykit.views.html import render
from equitykit.views.pause_screens import PausePanel, pause_panel
from equitykit.views.said import tell
from equitykit.views.screen_text import BODY
from equitykit.views.timers import Timer
from equitykit.views.today_steps import StepView, step_section

MARKS = {"done": "✓", "now": "▶", "next": "", "dropped": "–"}

ROOM_CARDS = ("agenda", "support", "path", "goodbye", "test")
"""Screens that belong to no step."""

CARE = (
    ("disclosure", ("one", "two", "three", "four")),
    ("slip", ("one", "two", "three")),
    ("conflict", ("one", "two", "three")),
)
"""Cards for sensitive moments: what to do, line by line."""

BREAKS = (5, 10, 15)


@dataclass(frozen=True)
class AgendaRow:
    """A step on the facilitator's agenda.

    `starts` is when it should begin, in words of the clock; `keeps`: a step that is never the
    first to go (agreements, pause, closing).
    """

    step: str
    title: str
    minutes: int
    starts: str = ""
    stand: Literal["done", "now", "next", "dropped"] = "next"
    keeps: bool = False


@dataclass(frozen=True)
class LateOption:
    """A way to win time.

    Attributes
    ----------
    id
        ``drop``, ``shorten``, ``postpone``, ``shorten_protected`` or ``end_later``.
    titles
        The steps that it touches, by name; none for ``end_later``.
    minutes
        What it wins.
    value
        What is sent back when it is taken, such as its steps and minutes in JSON.
    enough
        Whether the meeting would then end in time.
    """

    id: Literal["drop", "shorten", "postpone", "shorten_protected", "end_later"]
    titles: tuple[str, ...]
    minutes: int
    value: str = ""
    enough: bool = False


@dataclass(frozen=True)
class RoomStand:
    """What the room's screen does now.

    Attributes
    ----------
    shows
        What is on the wall, in words; empty when blank.
    thing
        The id of what is shown: ``step``, ``lines``, ``agenda`` …
    language
        ``en``, ``es`` or ``both``.
    page, pages
        Of a long list: which page, of how many.
    address, one_screen
        The room page of this team and meeting, and its page for a single screen.
    """

    shows: str = ""
    thing: str = ""
    language: Literal["en", "es", "both"] = "en"
    theme: Literal["light", "dark"] = "light"
    size: Literal["4", "6", "8"] = "6"
    page: int = 1
    pages: int = 1
    address: str = ""
    one_screen: str = ""


@dataclass(frozen=True)
class RoleCount:
    """How often a role, never a person, has spoken in this step."""

    role: str
    label: str
    count: int = 0


@dataclass(frozen=True)
class Key:
    """A key and what it does."""

    keys: tuple[str, ...]
    does: str


@dataclass(frozen=True)
class FacilitatorState:
    """Everything that the facilitator's page shows.

    Attributes
    ----------
    team, meeting
        Names, as they are said.
    number, of
        Which step of how many; `late` in minutes, negative when ahead.
    agenda, late_options
        The steps with their stand; what could go when late.
    step
        The step to work in.
    room, pause, tally
        The wall, the pauses, the role tally of the step.
    break_timer, held
        A break that runs; whether the room is paused: blank, with its timer standing still.
    support
        The field of whom people can turn to.
    undo
        What *Undo* takes back, in words; empty if nothing.
    """

    team: str
    meeting: str
    number: int
    of: int
    step: StepView
    late: int = 0
    agenda: tuple[AgendaRow, ...] = ()
    late_options: tuple[LateOption, ...] = ()
    room: RoomStand = field(default_factory=RoomStand)
    pause: PausePanel = field(default_factory=PausePanel)
    tally: tuple[RoleCount, ...] = ()
    break_timer: Timer | None = None
    held: bool = False
    support: Field | None = None
    undo: str = ""


FIXED_KEYS = (
    (("F9", "b", "."), "blank"),
    (("PageDown", "n"), "next"),
    (("PageUp", "p"), "previous"),
    (("s",), "show"),
    (("t",), "timer"),
    (("+",), "more"),
    (("h",), "hold"),
    (("Ctrl+Z",), "undo"),
    (("?",), "keys"),
)


def facilitator_page(
    state: FacilitatorState, words: Words, *, languages: tuple[Words, ...] = ()
) -> Markup:
    """The whole page, in the facilitator's language; prompts stand in the room's `languages`."""
    rows = [
        row.step for row in state.agenda if row.stand != "dropped" or row.step == state.step.step
    ]
    here = rows.index(state.step.step) if state.step.step in rows else 0
    return render(
        "facilitator",
        state=state,
        room=state.room,
        step=step_section(state.step, words=words),
        pause=pause_panel(state.pause, languages=languages or (words,), words=words),
        previous=rows[here - 1] if here > 0 else "",
        following=rows[here + 1] if here + 1 < len(rows) else "",
        keys=_keys(state, words),
        marks=MARKS,
        sizes=BODY,
        cards=ROOM_CARDS,
        breaks=BREAKS,
        care=CARE,
        tell=tell,
        words=words,
    )


def _keys(state: FacilitatorState, words: Words) -> list[Key]:
    fixed = [Key(keys, words(f"today.keys.{id}")) for keys, id in FIXED_KEYS]
    triggers = [Key((each.key,), each.label) for each in state.pause.triggers]
    return [*fixed, *triggers]
