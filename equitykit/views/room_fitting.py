"""How what the room sees fits the wall: the size of its letters, and what stands on which page.

A screen that has more than fits is turned in pages; nothing is ever scrolled in a room.
"""

from equitykit.content.texts import LANGUAGES, load_words
from equitykit.views.said import tell
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


FITTED = {
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
