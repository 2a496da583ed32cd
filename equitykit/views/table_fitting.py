"""How a table stands on the wall: how wide its columns are, which rows stand on which page.

All lengths are in percent of the screen's height, as in :mod:`equitykit.views.screen_text`.
Columns get the widths that are reckoned with here, so that what fits here fits on the wall.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from math import ceil

from equitykit.views.screen_text import BODY, STEPS, WIDTH

# bold letters of our own font by their widths in parts of their size; regular ones are slimmer
WIDTHS = {
    0.3: "ijl .,;:'’!¡·í",
    0.35: "J()[]-",
    0.45: 'fIÍrt/“”_',
    0.55: 'z?¿"–csF*',
    0.6: "aevxyELSTZ0123456789áéÉ+=$<>|",
    0.65: "bdghknopquCPVY«»óúüñ#",
    0.7: "ABKRXÁ",
    0.75: "DG&",
    0.85: "HOQUÓÚNÑ",
}  # fmt: skip
LETTERS = {each: width for width, letters in WIDTHS.items() for each in letters}
LINE = 1.25
AROUND = 0.8
"""What is left free beside a cell's text, in parts of the size of its letters."""
BETWEEN = 0.4
"""What is left free above and below it; the rule between rows is `RULE` of the height."""
RULE = 0.4
LARGEST = 66.0
"""The most of the wall's height that rows take."""
SHARES = (1.0, 0.75, 0.5, 0.3)


@dataclass(frozen=True)
class TablePages:
    """A table cut in pages: rows of each, the size of its letters, its columns in percent."""

    pages: tuple[tuple[tuple[str, ...], ...], ...]
    size: float
    columns: tuple[float, ...]


def table_pages(
    head: Sequence[str], rows: Sequence[Sequence[str]], *, height: float, size: str
) -> TablePages:
    """As few pages as letters for the last row allow, in the largest letters for that many.

    `height` is what head and rows have together.
    """
    least = _cut(head, rows, height, BODY[size])
    for step in STEPS[3:]:
        if step > BODY[size] and _is_calm(head, rows, step):
            larger = _cut(head, rows, height, step)
            if len(larger.pages) == len(least.pages) and _is_whole(larger, rows):
                return larger
    return least


def _cut(head, rows, height: float, size: float) -> TablePages:
    columns = _columns(head, rows, size)
    room = min(LARGEST, height - _tall(head, columns, size))
    pages, taken = [[]], 0.0
    parts = [part for row in rows for part in _parts(row, columns, size, room)]
    for row in parts:
        tall = _tall(row, columns, size)
        if pages[-1] and taken + tall > room:
            pages.append([])
            taken = 0.0
        pages[-1].append(tuple(row))
        taken += tall
    shares = tuple(round(100 * each / WIDTH, 2) for each in columns)
    return TablePages(tuple(map(tuple, pages)), size, shares)


def _parts(row, columns, size: float, room: float):
    """A row, or parts of one that is taller than a page."""
    if _tall(row, columns, size) <= room:
        return [row]
    most = max(1, int((room - BETWEEN * size - RULE) / (LINE * size)))
    cells = [
        _pieces(cell, (width - AROUND * size) / size, most)
        for cell, width in zip(row, columns, strict=True)
    ]
    return list(zip_longest(*cells, fillvalue=""))


def _pieces(cell: str, width: float, most: int) -> list[str]:
    """A text in pieces of at most `most` lines, cut between words where there are any."""
    pieces = []
    while (lines := _lines(cell, width)) > most:
        cut = max(1, len(cell) * most // (lines + 1))
        while cut > 1 and _lines(cell[:cut] + " …", width) > most:
            cut = cut * 9 // 10
        space = cell.rfind(" ", cut // 2, cut)
        cut = space if space > 0 else cut
        pieces.append(cell[:cut] + " …")
        cell = "… " + cell[cut:].lstrip()
    return [*pieces, cell]


def _is_whole(cut: TablePages, rows) -> bool:
    """Whether no row had to be taken apart."""
    return sum(map(len, cut.pages)) == len(rows)


def _is_calm(head, rows, size: float) -> bool:
    """Whether each word has room in its column."""
    return sum(_least(column, size) for column in zip(head, *rows, strict=True)) <= WIDTH


def _columns(head, rows, size: float) -> list[float]:
    """Widths of columns: each longest word has room, and the whole is as low as it gets."""
    columns = list(zip(head, *rows, strict=True))
    least = [_least(column, size) for column in columns]
    if sum(least) >= WIDTH:
        return [WIDTH * each / sum(least) for each in least]
    wanted = [max(map(_longest, column)) * size + AROUND * size for column in columns]
    ways = [_shared(least, [each**share for each in wanted]) for share in SHARES]
    for lines in (1, 2, 3, 4):
        # each column as wide as its rows need for so many lines, whatever its head needs
        body = [max(map(_longest, column[1:]), default=0) * size / lines for column in columns]
        body = [max(one, two + AROUND * size) for one, two in zip(least, body, strict=True)]
        if sum(body) <= WIDTH:
            ways.append(_shared(body, wanted))
    return min(ways, key=lambda way: sum(_tall(row, way, size) for row in (head, *rows)))


def _shared(least: list[float], wanted: list[float]) -> list[float]:
    left = WIDTH - sum(least)
    return [each + left * want / sum(wanted) for each, want in zip(least, wanted, strict=True)]


def _least(column, size: float) -> float:
    words = [word for cell in column for word in cell.split()]
    # a word that is longer than a third of the wall is broken
    return min(max(map(_width, words), default=1.0) * size, WIDTH / 3) + AROUND * size


def _longest(cell: str) -> float:
    return max(map(_width, cell.split("\n")))


def _tall(row, columns, size: float) -> float:
    lines = max(
        _lines(cell, (width - AROUND * size) / size)
        for cell, width in zip(row, columns, strict=True)
    )
    return lines * LINE * size + BETWEEN * size + RULE


def _lines(cell: str, width: float) -> int:
    """How many lines a cell takes, in a column of `width` times its letters' size."""
    return sum(_lines_of_words(line.split(), width) for line in cell.split("\n"))


def _lines_of_words(words: list[str], width: float) -> int:
    lines, taken = 1, 0.0
    for word in words:
        wide = _width(word)
        if taken and taken + _width(" ") + wide > width:
            lines, taken = lines + 1, 0.0
        if wide > width:
            lines += ceil(wide / max(width - 1, 1)) - 1
            wide = width
        taken += wide + (_width(" ") if taken else 0)
    return lines


@lru_cache(10_000)
def _width(text: str) -> float:
    # what our font does not have comes from one that may be wider
    return sum(LETTERS.get(each, 1.0 if ord(each) < 0x250 else 1.3) for each in text)
