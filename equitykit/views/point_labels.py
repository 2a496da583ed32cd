"""The names of scattered points: beside them, and as numbers with a key where there is no room."""

import textwrap

import altair as alt

from equitykit.views.drawing import INK, TEXT_SIZE, WHITE, WIDTH, text_width
from equitykit.views.label_places import Box, Place, place_labels, tie
from equitykit.views.layers import said_row

LETTERS = 28
"""A longer name takes two lines of text or more; nothing of it is cut off."""
MOST_NAMES = 9
MOST_NUMBERS = 24
KEY_LETTERS = 31
LINE = TEXT_SIZE + 6
TEXT = {"type": "text", "baseline": "middle", "fontSize": TEXT_SIZE}
OUTLINE = {"stroke": WHITE, "strokeWidth": 10, "strokeJoin": "round"}
PLACE = {"x": alt.X("x:Q", scale=None, axis=None), "y": alt.Y("y:Q", scale=None, axis=None)}
SAID = {"text": alt.Text("text:N"), "color": alt.Color("colour:N", scale=None)}


def point_labels(
    points: list[tuple[float, float]],
    texts: list[str],
    *,
    within: Box,
    key_at: tuple[float, float],
    **kept_free: tuple[Box, ...],
) -> list[dict]:
    """Rows of marks that name the points: words, lines that tie them to their points, a key.

    A name without room, and each of more than :data:`MOST_NAMES`, is a number here and stands
    in a key below the picture that begins at `key_at`. Of more than :data:`MOST_NUMBERS` points
    none is named; the table has them all. `kept_free` as for
    :func:`~equitykit.views.label_places.place_labels`.
    """
    if len(points) > MOST_NUMBERS:
        return []
    named = [_wrapped(text) for text in texts]
    numbered: list[int] = []
    places: list[Place | None] = []
    if len(points) <= MOST_NAMES:
        places = place_labels(points, named, within=within, **kept_free)
        numbered = [index for index, place in enumerate(places) if place is None]
    else:
        numbered = list(range(len(points)))
    if numbered:
        for number, index in enumerate(numbered, start=1):
            named[index] = [str(number)]
        places = place_labels(points, named, within=within, **kept_free)
    rows = []
    for index, (point, lines, place) in enumerate(zip(points, named, places, strict=True)):
        if place is not None:
            rows += _label(index, point, lines, place)
    return [*rows, *_key([texts[index] for index in numbered], *key_at)]


def label_marks() -> list[tuple]:
    """The kinds of marks that the rows of :func:`point_labels` are of, from the back."""
    tied = {"type": "line", "strokeWidth": 2, "color": INK}
    return [
        ("tie", tied, PLACE | {"detail": alt.Detail("segment:N")}),
        *(
            (name, TEXT | {"align": align} | look, PLACE | channels)
            for look, channels in ((OUTLINE, {"text": alt.Text("text:N")}), ({}, SAID))
            for name, align in (("said", "left"), ("said_before", "right"))
        ),
        ("key_words", TEXT | {"align": "left"}, PLACE | SAID),
    ]


def _wrapped(text: str) -> list[str]:
    """As few lines as can be, and those about as long as each other."""
    lines = textwrap.wrap(text, LETTERS)
    for letters in range(LETTERS - 1, 0, -1):
        narrower = textwrap.wrap(text, letters, break_long_words=False)
        if len(narrower) > len(lines):
            break
        lines = narrower
    return lines


def _label(index: int, point, lines: list[str], place: Place) -> list[dict]:
    ends = [{"mark": "tie", "segment": index, "x": x, "y": y} for x, y in tie(point, place)]
    name = "said" if place.align == "left" else "said_before"
    top = place.y - (len(lines) - 1) * TEXT_SIZE / 2
    said = (
        said_row(name, line, place.x, top + at * TEXT_SIZE, colour=INK)
        for at, line in enumerate(lines)
    )
    return [*ends, *said]


def _key(texts: list[str], left: float, top: float) -> list[dict]:
    """Numbers and names below the picture, in two columns."""
    columns: list[list[tuple[str, str]]] = [[], []]
    for at, text in enumerate(texts):
        lines = textwrap.wrap(text, KEY_LETTERS)
        numbers = [str(at + 1)] + [""] * (len(lines) - 1)
        columns[2 * at >= len(texts)] += zip(numbers, lines, strict=True)
    rows = []
    for x, column in zip((left, left + WIDTH / 2), columns, strict=True):
        for at, (number, line) in enumerate(column):
            y = top + at * LINE
            rows.append(said_row("key_words", line, x + text_width("00 "), y, colour=INK))
            if number:
                rows.append(said_row("key_words", number, x, y, colour=INK))
    return rows
