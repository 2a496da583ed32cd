"""What the room sees: exactly one thing, large enough for the last row, and nothing private.

Every screen is made of texts that are meant for the wall. A note, a path or an error has no
place in any of these classes, so none can get there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from markupsafe import Markup

from equitykit.content.texts import LANGUAGES, Words, load_words
from equitykit.views.html import render
from equitykit.views.said import Said, tell
from equitykit.views.screen_text import (
    BODY,
    LINE,
    WIDTH,
    Page,
    lines_of,
    list_size,
    page_of,
    text_size,
)
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

    A line is ours, in each language, or a plain string that people wrote.
    """

    kind: ClassVar[str] = "card"

    title: Said
    lines: tuple[Said | str, ...] = ()
    page: int | None = 1


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
    | BreakScreen | ProtocolScreen | AgendaScreen | CardScreen | TableScreen | BarsScreen | TestCard
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
    """

    show: Shown = BlankScreen()
    meeting: Said | str = ""
    place: str = ""
    theme: Literal["light", "dark"] = "light"
    size: Literal["4", "6", "8"] = "6"


def room_screen(screen: RoomScreen, languages: tuple[Words, ...]) -> Markup:
    """The whole screen, in one language or in two side by side at equal size."""
    return render(
        "room_screen",
        screen=screen,
        show=screen.show,
        languages=languages,
        tell=tell,
        **_FITTED[screen.show.kind](screen, languages),
    )


def page_count(screen: RoomScreen, languages: tuple[Words, ...]) -> tuple[int, int]:
    """Which page is shown, of how many: (1, 1) for what fits at once."""
    page = _FITTED[screen.show.kind](screen, languages)["page"]
    return (page.number, page.of) if page else (1, 1)


def _plain(screen, languages) -> dict:
    return {"page": None, "fit": 0}


def _fit(screen, languages, texts, height: float) -> dict:
    said = [tell(text, words) for text in texts for words in languages]
    fitting = text_size(said, height=height, columns=len(languages), size=screen.size)
    return {"page": None, "fit": fitting}


def _instruction(screen, languages) -> dict:
    return _fit(screen, languages, [screen.show.instruction], 44)


def _protocol(screen, languages) -> dict:
    # the phases, and the seat where a round begins, take their part of the wall first
    return _fit(screen, languages, [screen.show.instruction], 24 if len(languages) > 1 else 34)


def _pause(screen, languages) -> dict:
    show = screen.show
    if show.phase == "consequence":
        lines = [show.seen, show.change or show.unchanged, show.changes]
        page = page_of([line for line in lines if line], page=1, height=56, size=screen.size)
        return {"page": None, "fit": min(page.size, 5.2)} | _long_pause(screen, page)
    return _fit(screen, languages, [show.prompt], 58)


def _long_pause(screen, first) -> dict:
    """What does not fit beside its headings is paged as plain lines."""
    if first.of == 1:
        return {}
    show = screen.show
    lines = [line for line in (show.seen, show.change or show.unchanged) if line]
    return {"page": page_of(lines, page=show.page or 1, height=68, size=screen.size)}


def _lines(screen, languages) -> dict:
    page = page_of(screen.show.lines, page=screen.show.page, height=66, size=screen.size)
    return {"page": page, "fit": page.size}


def _card(screen, languages) -> dict:
    show = screen.show
    if any(not isinstance(line, str) for line in show.lines):
        lists = [[tell(line, words) for line in show.lines] for words in languages]
        return {"page": None, "fit": list_size(lists, height=64, columns=len(languages))}
    page = page_of(show.lines, page=show.page, height=60, size=screen.size)
    return {"page": page, "fit": page.size}


def _figure(screen, languages) -> dict:
    number = min(max(screen.show.page or 1, 1), len(languages))
    words = languages[number - 1]
    page = page_of([], page=1, height=1, size=screen.size)
    return {
        "page": type(page)((), page.size, number, len(languages)),
        "fit": 0,
        "figure": screen.show.figures[words.language],
        "turn": words.language,
    }


def _agenda(screen, languages) -> dict:
    # mark and time take the place of a dozen letters
    text = [
        "\n".join("-" * 12 + tell(row.title, words) for row in screen.show.rows)
        for words in languages
    ]
    fitting = text_size(text, height=68, columns=len(languages), size="4")
    return {"page": None, "fit": min(fitting, 6.0)}


def _table(screen, languages) -> dict:
    """As many rows as fit at the smallest size that can be read; each language has its turn."""
    show, least = screen.show, BODY[screen.size]
    heads = {words.language: [tell(each, words) for each in show.head] for words in languages}
    turns = []
    for words in languages:
        rows = [[tell(cell, words) for cell in row] for row in show.rows]
        turns += [(words, part) for part in _pages_of_rows(rows, heads[words.language], least)]
    number = min(max(show.page or 1, 1), len(turns))
    words, rows = turns[number - 1]
    page = Page((), least, number, len(turns))
    return {
        "page": page, "fit": least, "rows": rows, "head": heads[words.language], "turn": words,
    }  # fmt: skip


def _pages_of_rows(rows: list[list[str]], head: list[str], size: float) -> list[list[list[str]]]:
    # a browser gives a column room by its longest text; more than 40 letters it does not need
    letters = [max(4, min(40, max(map(len, column)))) for column in zip(head, *rows, strict=True)]
    widths = [WIDTH * each / sum(letters) - 1.2 * size for each in letters]
    pages, height = [[]], 0.0
    for row in rows:
        tall = max(map(lines_of, row, [size] * len(row), widths), default=1) * 1.32 * size + 2
        if pages[-1] and height + tall > 58:
            pages.append([])
            height = 0.0
        pages[-1].append(row)
        height += tall
    return pages


def _bars(screen, languages) -> dict:
    """One statement at a time; each language has its turn, so that letters stay large."""
    show, least = screen.show, BODY[screen.size]
    turns = [(one, words) for one in show.statements for words in languages]
    turns = turns or [(None, words) for words in languages]
    number = min(max(show.page or 1, 1), len(turns))
    one, words = turns[number - 1]
    remark = tell(show.remark, words) if show.remark else ""
    taken = len(one.bars) * 1.75 * least if one else 0
    room = 72 - taken - lines_of(remark, least) * LINE * least
    size = text_size([tell(one.statement, words)] if one else [], height=room, size=screen.size)
    return {
        "page": Page((), least, number, len(turns)),
        "fit": min(size, 6.0),
        "one": one,
        "remark": remark,
        "turn": words,
        "most": max((count for _, count in one.bars), default=1) or 1 if one else 1,
    }


def _test(screen, languages) -> dict:
    return {
        "page": None,
        "fit": 0,
        "seats": list(BODY),
        "both": [load_words(each) for each in LANGUAGES],
    }


_FITTED = {
    "blank": _plain,
    "step": _instruction,
    "lines": _lines,
    "figure": _figure,
    "pause": _pause,
    "breath": _plain,
    "break": _plain,
    "protocol": _protocol,
    "agenda": _agenda,
    "card": _card,
    "table": _table,
    "bars": _bars,
    "test": _test,
}
