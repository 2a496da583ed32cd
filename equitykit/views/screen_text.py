"""How large a text can stand on the wall, and what goes on the next page when it does not fit.

All lengths are in percent of the screen's height. The narrowest projector that is planned for
is 4:3. Widths of letters are those of our own font, rounded up, so that a text that fits here
fits on the wall.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

BODY = {"4": 3.5, "6": 4.0, "8": 4.6}
"""Smallest text for seats up to 4, 6 and 8 times the height of the picture: never under
3.5 % of it (design §14), and the guide's 36 px of 800 for the farthest."""

STEPS = (9.0, 8.0, 7.0, 6.0, 5.2, 4.6, 4.0, 3.5)
LETTER = 0.56
LINE = 1.3
WIDTH = 122.0
COLUMN = 58.0


def text_size(texts: Sequence[str], *, height: float, columns: int = 1, size: str = "6") -> float:
    """The largest of `STEPS` at which each of `texts` fits its column; at least the body's."""
    width = COLUMN if columns > 1 else WIDTH
    smallest = BODY[size]
    for step in STEPS:
        if step < smallest:
            break
        if all(lines_of(text, step, width) * step * LINE <= height for text in texts):
            return step
    return smallest


def list_size(lists: Sequence[Sequence[str]], *, height: float, columns: int = 1) -> float:
    """The largest size at which each list fits its column whole, at least the smallest step.

    A list that is ours and short is better whole and smaller than in pages.
    """
    width = COLUMN if columns > 1 else WIDTH
    for step in STEPS[3:]:
        if all(_height(lines, step, width) <= height for lines in lists):
            return step
    return STEPS[-1]


def lines_of(text: str, size: float, width: float = WIDTH) -> int:
    """How many lines `text` takes; one word in eight is too long for the rest of its line."""
    letters = max(8, int(width / (LETTER * size) * 0.92))
    return sum(max(1, ceil(len(part) / letters)) for part in text.split("\n"))


@dataclass(frozen=True)
class Page:
    """What of a list stands on the wall now: the lines, their size, which page of how many."""

    lines: tuple[str, ...]
    size: float
    number: int
    of: int


def page_of(lines: Sequence[str], *, page: int | None, height: float, size: str = "6") -> Page:
    """The page number `page`, or the last one: what was written last is what the room needs.

    It is cut in as few pages as letters for the last row allow, and stands as large as it can
    on that many. A single line that is longer than a page goes on on the next.
    """
    whole = [line for line in lines if line.strip()]
    at, pages = BODY[size], _cut(whole, height=height, size=BODY[size])
    for step in (6.0, 5.2, 4.6):
        larger = _cut(whole, height=height, size=step) if step > at else pages
        if len(larger) == len(pages):
            at, pages = max(step, at), larger
            break
    number = len(pages) if page is None else min(max(page, 1), len(pages))
    return Page(tuple(pages[number - 1]), at, number, len(pages))


def _height(lines: Sequence[str], size: float, width: float = WIDTH) -> float:
    # the mark before a line takes about two letters of its width
    room = width - 1.1 * size
    return sum(lines_of(line, size, room) * LINE * size + 0.5 * size for line in lines)


def _cut(lines: Sequence[str], *, height: float, size: float) -> list[list[str]]:
    longest = int(height / (LINE * size) - 1) * int(WIDTH / (LETTER * size) * 0.8)
    pages: list[list[str]] = [[]]
    for line in lines:
        for part in _parts(line, longest):
            if pages[-1] and _height([*pages[-1], part], size) > height:
                pages.append([])
            pages[-1].append(part)
    return pages


def _parts(line: str, longest: int) -> list[str]:
    parts = []
    while len(line) > longest:
        space = line.rfind(" ", longest // 2, longest)
        cut = space if space > 0 else longest
        parts.append(line[:cut] + " …")
        line = "… " + line[cut:].lstrip()
    return [*parts, line]
