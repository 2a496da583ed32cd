"""What the room sees: exactly one thing, large enough for the last row, and nothing private.

Every screen is made of texts that are meant for the wall. A note, a path or an error has no
place in any of these classes, so none can get there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from markupsafe import Markup

from equitykit.content.texts import Words
from equitykit.views.html import render, unbroken
from equitykit.views.room_fitting import FITTED
from equitykit.views.said import Said, tell
from equitykit.views.timers import Timer


@dataclass(frozen=True)
class BlankScreen:
    """Nothing: how every meeting starts, and what waking returns to."""

    kind: ClassVar[str] = "blank"


@dataclass(frozen=True)
class StepScreen:
    """A step of the agenda: its `title`, one instruction, a quiet timer."""

    kind: ClassVar[str] = "step"

    title: Said
    instruction: Said
    timer: Timer | None = None


@dataclass(frozen=True)
class LinesScreen:
    """Lines that the room wrote, under the title of their step.

    `page` counts from 1; ``None`` is the last page, where the newest line stands.
    """

    kind: ClassVar[str] = "lines"

    title: Said
    lines: tuple[str, ...]
    page: int | None = None


@dataclass(frozen=True)
class FigureScreen:
    """One figure: the HTML of ``gap_figure`` or ``trend_figure`` for each language.

    With two languages the drawing stands in the one whose turn it is (`page` 1 or 2), so that
    its labels stay large; title and sentence stand in it too.
    """

    kind: ClassVar[str] = "figure"

    figures: Mapping[str, Markup]
    page: int | None = None


@dataclass(frozen=True)
class PauseScreen:
    """An equity pause: the question while there is silence and a round, then what came of it.

    Attributes
    ----------
    prompt
        The question, in each language.
    seen, change, unchanged
        What the team wrote: what it now sees, what changes, or why nothing does.
    changes
        What the change is linked to, as readers call it; empty if nothing.
    """

    kind: ClassVar[str] = "pause"

    prompt: Said
    phase: Literal["silent", "round", "consequence"] = "silent"
    timer: Timer | None = None
    seen: str = ""
    change: str = ""
    changes: str = ""
    unchanged: str = ""
    page: int | None = None


@dataclass(frozen=True)
class BreathScreen:
    """Quiet, without a question; `after` it, the offer of a break."""

    kind: ClassVar[str] = "breath"

    timer: Timer | None = None
    after: bool = False


@dataclass(frozen=True)
class BreakScreen:
    """A break, and when it ends (`back_at`, such as ``10:45``)."""

    kind: ClassVar[str] = "break"

    timer: Timer | None = None
    back_at: str = ""


@dataclass(frozen=True)
class ProtocolScreen:
    """A structure for listening: `phases` by name, `now` the index of the one that runs.

    `start` says at which seat a round begins; empty where none does.
    """

    kind: ClassVar[str] = "protocol"

    title: Said
    instruction: Said
    phases: tuple[Said, ...]
    now: int = 0
    start: Said | str = ""
    timer: Timer | None = None


@dataclass(frozen=True)
class AgendaLine:
    """A step on the agenda that the room sees; `stand` is done, now, next or dropped."""

    title: Said
    starts: str = ""
    stand: Literal["done", "now", "next", "dropped"] = "next"


@dataclass(frozen=True)
class AgendaScreen:
    """Where we are in the meeting."""

    kind: ClassVar[str] = "agenda"

    title: Said
    rows: tuple[AgendaLine, ...]


@dataclass(frozen=True)
class CardScreen:
    """A card with a title and a few lines: support, the ten-minute path, goodbye.

    A line is ours, in each language, or a plain string that people wrote. With `below`, the
    lines stand out as large as they can, and what belongs to them stands smaller below.
    """

    kind: ClassVar[str] = "card"

    title: Said
    lines: tuple[Said | str, ...] = ()
    page: int | None = 1
    below: tuple[Said, ...] = ()


@dataclass(frozen=True)
class PictureScreen:
    """A drawing with the lines by which it is read below it: `pictures` and `read` (what a
    drawing says, for those who do not see it) for each language, which take turns."""

    kind: ClassVar[str] = "picture"

    title: Said
    pictures: Mapping[str, Markup]
    read: Said
    lines: tuple[Said, ...]
    page: int | None = None


@dataclass(frozen=True)
class TableScreen:
    """A small table: the first cell of a row is its heading. Long ones are turned in pages.

    A cell is ours, in each language, or a plain string that people wrote; with two languages
    the table stands in the one whose turn it is, page by page.
    """

    kind: ClassVar[str] = "table"

    title: Said
    head: tuple[Said | str, ...]
    rows: tuple[tuple[Said | str, ...], ...]
    page: int | None = 1


@dataclass(frozen=True)
class Bars:
    """How answers to one statement spread: a count for each answer, in the order of the scale."""

    statement: Said | str
    bars: tuple[tuple[Said, int], ...]


@dataclass(frozen=True)
class BarsScreen:
    """The spread of answers, one statement at a time, in each language in turn.

    Only counts that may be seen come here. A `remark` is short, such as how many answered.
    """

    kind: ClassVar[str] = "bars"

    title: Said
    statements: tuple[Bars, ...]
    remark: Said | str = ""
    page: int | None = 1


@dataclass(frozen=True)
class TestCard:
    """Letters of the guide's sizes, to be read from the back row before people come."""

    __test__ = False  # no test, whatever its name says to pytest
    kind: ClassVar[str] = "test"


Shown = (
    BlankScreen | StepScreen | LinesScreen | FigureScreen | PauseScreen | BreathScreen
    | BreakScreen | ProtocolScreen | AgendaScreen | CardScreen | PictureScreen | TableScreen
    | BarsScreen | TestCard
)  # fmt: skip


@dataclass(frozen=True)
class RoomScreen:
    """What stands on the wall, and how.

    Attributes
    ----------
    show
        The one thing that is shown.
    meeting
        The name of the meeting, in small letters at the bottom.
    place
        Where in the agenda, such as "3 of 9"; empty on a break.
    theme
        ``light`` for a lit room, ``dark`` for a dim one.
    size
        Seats up to 4, 6 or 8 times the height of the picture.
    strip
        Whether controls stand below it on the same screen and take a part of its height.
    """

    show: Shown = BlankScreen()
    meeting: Said | str = ""
    place: str = ""
    theme: Literal["light", "dark"] = "light"
    size: Literal["4", "6", "8"] = "6"
    strip: bool = False


def room_screen(screen: RoomScreen, languages: tuple[Words, ...]) -> Markup:
    """The whole screen, in one language or in two side by side at equal size."""
    drawn = render(
        "room_screen",
        screen=screen,
        show=screen.show,
        languages=languages,
        tell=tell,
        **FITTED[screen.show.kind](screen, languages),
    )
    return unbroken(drawn)


def page_count(screen: RoomScreen, languages: tuple[Words, ...]) -> tuple[int, int]:
    """Which page is shown, of how many: (1, 1) for what fits at once."""
    page = FITTED[screen.show.kind](screen, languages)["page"]
    return (page.number, page.of) if page else (1, 1)
