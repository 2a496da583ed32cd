"""How what the room sees fits the wall: the size of its letters, and what stands on which page.

A screen that has more than fits is turned in pages; nothing is ever scrolled in a room.
"""

from equitykit.content.texts import LANGUAGES, load_words
from equitykit.views.said import tell
from equitykit.views.screen_text import (
    BODY,
    COLUMN,
    LINE,
    WIDTH,
    Page,
    lines_of,
    list_size,
    page_of,
    text_size,
)
from equitykit.views.table_fitting import table_pages

HEAD = {"4": 6.0, "6": 6.5, "8": 7.0}
"""Letters of a title, for the seats of :data:`BODY`."""
# what the margins and the foot leave; on one screen the strip of controls takes its part
WHOLE, BESIDE_STRIP = 85.0, 73.0


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
    if show.below:
        return _standing_out(screen, languages)
    if any(not isinstance(line, str) for line in show.lines):
        lists = [[tell(line, words) for line in show.lines] for words in languages]
        return {"page": None, "fit": list_size(lists, height=64, columns=len(languages))}
    page = page_of(show.lines, page=show.page, height=60, size=screen.size)
    return {"page": page, "fit": page.size}


def _standing_out(screen, languages) -> dict:
    """What the card is about as large as it can, above what belongs to it."""
    show, least = screen.show, BODY[screen.size]
    width = COLUMN if len(languages) > 1 else WIDTH
    below = max(
        sum((lines_of(tell(line, words), least, width) * LINE + 0.4) * least for line in show.below)
        for words in languages
    )
    texts = ["\n".join(tell(line, words) for line in show.lines) for words in languages]
    fitting = text_size(
        texts, height=62 - below, columns=len(languages), size=screen.size
    )  # fmt: skip
    return {"page": None, "fit": min(fitting, 7.0)}


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


def _picture(screen, languages) -> dict:
    """A drawing, and its lines in the lower part of the wall; each language has its turn."""
    show = screen.show
    number = min(max(show.page or 1, 1), len(languages))
    words = languages[number - 1]
    lines = [tell(line, words) for line in show.lines]
    size = min(list_size([lines], height=36), BODY[screen.size])
    return {
        "page": Page((), size, number, len(languages)), "fit": size, "lines": lines,
        "picture": show.pictures[words.language], "turn": words,
    }  # fmt: skip


def _agenda(screen, languages) -> dict:
    # mark and time take the place of a dozen letters
    text = [
        "\n".join("-" * 12 + tell(row.title, words) for row in screen.show.rows)
        for words in languages
    ]
    fitting = text_size(text, height=68, columns=len(languages), size="4")
    return {"page": None, "fit": min(fitting, 6.0)}


def _table(screen, languages) -> dict:
    """As many rows as fit at a size that can be read; each language has its turn."""
    show = screen.show
    heads = {words.language: [tell(each, words) for each in show.head] for words in languages}
    turns = []
    for words in languages:
        rows = [[tell(cell, words) for cell in row] for row in show.rows]
        cut = table_pages(
            heads[words.language], rows, height=_below_title(screen, words, languages),
            size=screen.size,
        )  # fmt: skip
        turns += [(words, part, cut) for part in cut.pages]
    number = min(max(show.page or 1, 1), len(turns))
    words, rows, cut = turns[number - 1]
    return {
        "page": Page((), cut.size, number, len(turns)), "fit": cut.size, "rows": rows,
        "columns": cut.columns, "head": heads[words.language], "turn": words,
    }  # fmt: skip


def _below_title(screen, words, languages) -> float:
    """What is left of the wall below a title over its whole width, in percent."""
    head = 6.0 if len(languages) > 1 else HEAD[screen.size]
    whole = BESIDE_STRIP if screen.strip else WHOLE
    return whole - lines_of(tell(screen.show.title, words), head) * 1.12 * head - 3


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
    "picture": _picture,
    "table": _table,
    "bars": _bars,
    "test": _test,
}
