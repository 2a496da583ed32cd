"""Where the labels of scattered points stand, so that none covers another or a point."""

import math
from dataclasses import dataclass

from equitykit.views.drawing import TEXT_SIZE, text_width

CLEAR = 18
"""Units around a point that stay free of words."""
BETWEEN = 12
"""Units between two labels in one line."""
RINGS = (26, 46, 72, 104, 140, 180)
DIRECTIONS = (0, 180, 315, 45, 225, 135, 270, 90)
"""Degrees in the order in which they are tried: right, left, then above and below."""
GRID = 40


@dataclass(frozen=True)
class Box:
    """A rectangle in units from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether the two have any inside in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def is_within(self, other: "Box") -> bool:
        """Whether this lies inside the other."""
        return (
            other.left <= self.left
            and other.top <= self.top
            and self.right <= other.right
            and self.bottom <= other.bottom
        )

    def is_crossed(self, start: tuple[float, float], end: tuple[float, float]) -> bool:
        """Whether a line goes through it or ends in it."""
        low, high = (self.left, self.top), (self.right, self.bottom)
        corners = (self.left, self.bottom), (self.right, self.top)
        inside = Box(*end, *end).is_within(self)
        return inside or _cross(start, end, low, high) or _cross(start, end, *corners)

    def wider(self, units: float) -> "Box":
        """The same with room to its left and right."""
        return Box(self.left - units, self.top, self.right + units, self.bottom)


@dataclass(frozen=True)
class Place:
    """Where a text stands: `x` is its left end, or its right end where `align` is ``right``."""

    x: float
    y: float
    align: str = "left"

    def box(self, text: str) -> Box:
        """The room that the text takes here."""
        left = self.x if self.align == "left" else self.x - text_width(text)
        half = TEXT_SIZE * 0.55
        return Box(left, self.y - half, left + text_width(text), self.y + half)


def place_labels(
    points: list[tuple[float, float]],
    texts: list[str],
    *,
    within: Box,
    taken: tuple[Box, ...] = (),
    lines: tuple[Box, ...] = (),
) -> list[Place | None]:
    """Where each text stands, as near to its point as there is room.

    No text stands on `taken` or on `lines`; what ties a text to its point may cross `lines`.
    None where there is no room at all; then the table alone names the point.
    """
    clear = [Box(x - CLEAR, y - CLEAR, x + CLEAR, y + CLEAR) for x, y in points]
    busy, ties = [*taken, *clear], []
    places: list[Place | None] = []
    for point, text, own in zip(points, texts, clear, strict=True):
        others = [box for box in busy if box is not own]
        free = [
            place
            for place in _candidates(*point, within)
            if place.box(text).is_within(within)
            and not any(place.box(text).meets(other) for other in (*busy, *lines))
        ]
        # a line through another label or point, or across another line, seems to belong there
        found = next(
            (
                place
                for place in free
                if _is_plain(tie(point, place), place.box(text), others, ties)
            ),
            next(iter(free), None),
        )
        if found:
            busy.append(found.box(text).wider(BETWEEN))
            ties += [drawn] if (drawn := tie(point, found)) else []
        places.append(found)
    return places


def _is_plain(drawn: list, box: Box, others: list[Box], ties: list) -> bool:
    """Whether a label has a line of its own that touches nothing else, and stands on no other."""
    if any(box.is_crossed(*each) for each in ties):
        return False
    if not drawn:
        return True
    return not any(other.is_crossed(*drawn) for other in [*others, box]) and not any(
        _cross(*drawn, *each) for each in ties
    )


def _cross(a, b, c, d) -> bool:
    """Whether the line from `a` to `b` crosses the one from `c` to `d`."""

    def side(p, q, r):
        return (q[0] - p[0]) * (r[1] - p[1]) > (q[1] - p[1]) * (r[0] - p[0])

    return side(a, c, d) != side(b, c, d) and side(a, b, c) != side(a, b, d)


def tie(point: tuple[float, float], place: Place) -> list[tuple[float, float]]:
    """The two ends of a line from a point to its label; empty where the label is beside it."""
    distance = math.dist(point, (place.x, place.y))
    if distance <= RINGS[1]:
        return []
    x, y = (
        start + (end - start) * CLEAR / distance
        for start, end in zip(point, (place.x, place.y), strict=True)
    )
    gap = -4 if place.align == "left" else 4
    return [(x, y), (place.x + gap, place.y)]


def _candidates(x: float, y: float, within: Box):
    for ring in RINGS:
        for direction in DIRECTIONS:
            across = ring * math.cos(math.radians(direction))
            down = ring * math.sin(math.radians(direction))
            yield Place(x + across, y + down, "right" if across < -1 else "left")
    across, down = (within.right - within.left) / GRID, TEXT_SIZE / 2
    steps = [
        (within.left + column * across, within.top + row * down)
        for column in range(GRID)
        for row in range(1, int((within.bottom - within.top) / down))
    ]
    for end, middle in sorted(steps, key=lambda place: math.dist(place, (x, y))):
        yield Place(end, middle)
        yield Place(end, middle, "right")
