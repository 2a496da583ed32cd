"""One screen for a meeting without a second one: what the room sees, and a strip of safe controls.

Nothing private is ever on it. Hints, notes, reasons and who could be missing are on paper.
"""

from dataclasses import dataclass, replace

from markupsafe import Markup

from equitykit.content.texts import Words
from equitykit.views.fields import Field
from equitykit.views.html import render
from equitykit.views.timers import Timer
from equitykit.views.today_room import BlankScreen, RoomScreen, page_count, room_screen
from equitykit.views.today_steps import Reveal


@dataclass(frozen=True)
class Strip:
    """The controls at the edge of the one screen.

    Attributes
    ----------
    step
        Where the meeting stands, or empty before one is opened.
    previous, following
        Steps to go to; empty where there is none.
    reveals
        What of the step can be shown.
    collects_lines
        Whether the step takes lines from the room.
    timer, timer_minutes
        As in a step.
    pause
        Subject of the pause that is running, and its part in `pause_phase`.
    fields
        What the room may watch being written, such as what a pause changes.
    language
        ``en``, ``es`` or ``both``.
    facilitator
        Address of the facilitator's page; offered only while the wall is blank.
    """

    step: str = ""
    previous: str = ""
    following: str = ""
    reveals: tuple[Reveal, ...] = ()
    collects_lines: bool = False
    timer: Timer | None = None
    timer_minutes: int = 0
    pause: str = ""
    pause_phase: str = ""
    fields: tuple[Field, ...] = ()
    language: str = "en"
    facilitator: str = ""


PARTS = ("ready", "silent", "round", "consequence")


def one_screen(
    screen: RoomScreen, strip: Strip, *, languages: tuple[Words, ...], words: Words
) -> Markup:
    """The room's screen with the strip below it, in the facilitator's language `words`."""
    here = PARTS.index(strip.pause_phase) if strip.pause_phase in PARTS else 0
    screen = replace(screen, strip=True)
    page, pages = page_count(screen, languages)
    return render(
        "one_screen",
        wall=room_screen(screen, languages),
        strip=strip,
        blank=isinstance(screen.show, BlankScreen),
        next_part=PARTS[here + 1] if here + 1 < len(PARTS) else "",
        page=page,
        pages=pages,
        words=words,
    )
