"""Where the labels of scattered points stand, so that none covers another or a point."""

import math
from dataclasses import dataclass

from equitykit.views.drawing import TEXT_SIZE, text_width

CLEAR = 18
"""Units around a point that stay free of words."""
BETWEEN = 12
"""Units between two labels in one line."""
RINGS = (26, 46, 66, 90, 116, 146, 180, 220)
DIRECTIONS = tuple(range(0, 360, 15))
BESIDE = 34
"""Units from a text within which another point seems to be the one it names."""
GRID = 40
ROUNDS = 3
THROUGH = 400
"""What is against a line through something, in units of distance."""
NEARER = 200
ON_BAR = 50
"""Against a text that is nearer to another point, or that stands on a bar."""
NOWHERE = 1e6


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

    def distance(self, point: tuple[float, float]) -> float:
        """How far a point is from it; 0 inside."""
        x, y = point
        across = max(self.left - x, 0, x - self.right)
        return math.hypot(across, max(self.top - y, 0, y - self.bottom))

    def wider(self, units: float) -> "Box":
        """The same with room to its left and right."""
        return Box(self.left - units, self.top, self.right + units, self.bottom)


@dataclass(frozen=True)
class Place:
    """Where a text stands: `x` is its left end, or its right end where `align` is ``right``."""

    x: float
    y: float
    align: str = "left"

    def box(self, lines: list[str]) -> Box:
        """The room that the lines of a text take here, their middle at `y`."""
        width = max(map(text_width, lines))
        left = self.x if self.align == "left" else self.x - width
        half = TEXT_SIZE * (len(lines) / 2 + 0.05)
        return Box(left, self.y - half, left + width, self.y + half)


def place_labels(
    points: list[tuple[float, float]],
    texts: list[list[str]],
    *,
    within: Box,
    taken: tuple[Box, ...] = (),
    lines: tuple[Box, ...] = (),
    bars: tuple[Box, ...] = (),
) -> list[Place | None]:
    """Where the lines of each text stand, as near to its point as it can be read there.

    No text stands on `taken`, on `lines` or on another text; what ties a text to its point may
    cross `lines`. `bars` are marks that a text may stand on only for want of better.
    None where there is no room at all; then the table alone names the point.
    """
    clear = [Box(x - CLEAR, y - CLEAR, x + CLEAR, y + CLEAR) for x, y in points]
    never = (*clear, *taken, *lines)
    free = [_free(index, texts[index], points, within, never, bars) for index in range(len(points))]
    # those with the least room choose first, or those on one side: whichever goes best
    crowded = sorted(range(len(points)), key=lambda index: len(free[index]))
    across = sorted(crowded, key=lambda index: points[index][0])
    down = sorted(crowded, key=lambda index: points[index][1])
    orders = (crowded, across, across[::-1], down, down[::-1])
    _, chosen = min((_settled(order, free) for order in orders), key=lambda made: made[0])
    for index, choice in enumerate(chosen):
        if choice is None:
            others = [each for each in chosen if each]
            far = _free(index, texts[index], points, within, never, bars, anywhere=True)
            chosen[index], _ = _best(far, others)
    return [each.place if each else None for each in chosen]


def _settled(order: list[int], free: list[list["_Choice"]]) -> tuple[float, list]:
    """The places that are chosen in an order, then again beside the others; and their cost."""
    chosen: list[_Choice | None] = [None] * len(free)
    for _ in range(ROUNDS):
        least = []
        for index in order:
            others = [each for at, each in enumerate(chosen) if each and at != index]
            chosen[index], cost = _best(free[index], others)
            least.append(cost)
    return sum(least), chosen


@dataclass(frozen=True)
class _Choice:
    """A place, the room that its text takes, its tie, and what is against it by itself."""

    place: Place
    box: Box
    tie: tuple
    cost: float


def _free(index, text, points, within, never, bars, anywhere=False) -> list["_Choice"]:
    """The places of a point's text that cover nothing, the best first: around the point, and
    `anywhere` in the picture where there is none or where others have taken them."""
    point = points[index]
    others = [each for at, each in enumerate(points) if at != index]
    around = () if anywhere else _around(*point)
    for candidates in (around, _anywhere(*point, within)):
        found = []
        for place in candidates:
            box = place.box(text)
            if not box.is_within(within) or any(map(box.meets, never)):
                continue
            drawn = tuple(tie(point, place))
            cost = math.dist(point, (place.x, place.y))
            # a line through another point seems to belong there, and so does a nearer text
            cost += THROUGH * sum(_passes(each, *drawn) for each in others if drawn)
            # one straight up or down lies on the bar of its point
            cost += ON_BAR * bool(bars and drawn and abs(drawn[0][0] - drawn[1][0]) < CLEAR)
            own = box.distance(point)
            cost += NEARER * sum(box.distance(each) < max(own, BESIDE) for each in others)
            cost += ON_BAR * sum(box.meets(bar) for bar in bars)
            found.append(_Choice(place, box, drawn, cost))
        if found:
            return sorted(found, key=lambda choice: choice.cost)
    return []


def _best(free: list["_Choice"], others: list["_Choice"]) -> tuple["_Choice | None", float]:
    """The place that is best beside the other texts; None where each of them covers one."""
    best, least = None, NOWHERE
    for choice in free:
        if choice.cost >= least:
            break
        wide = choice.box.wider(BETWEEN)
        if any(wide.meets(other.box) for other in others):
            continue
        crossed = sum(
            bool(choice.tie and (other.box.is_crossed(*choice.tie)))
            + bool(other.tie and choice.box.is_crossed(*other.tie))
            + bool(choice.tie and other.tie and _cross(*choice.tie, *other.tie))
            for other in others
        )
        if choice.cost + THROUGH * crossed < least:
            best, least = choice, choice.cost + THROUGH * crossed
    return best, least


def _passes(point, start, end) -> bool:
    """Whether a line touches the mark of a point."""
    (x, y), (a, b), (c, d) = point, start, end
    length = (c - a) ** 2 + (d - b) ** 2
    along = max(0, min(1, ((x - a) * (c - a) + (y - b) * (d - b)) / length)) if length else 0
    return math.dist(point, (a + along * (c - a), b + along * (d - b))) < CLEAR - 4


def _cross(a, b, c, d) -> bool:
    """Whether the line from `a` to `b` crosses the one from `c` to `d`."""

    def side(p, q, r):
        return (q[0] - p[0]) * (r[1] - p[1]) > (q[1] - p[1]) * (r[0] - p[0])

    return side(a, c, d) != side(b, c, d) and side(a, b, c) != side(a, b, d)


def tie(point: tuple[float, float], place: Place) -> list[tuple[float, float]]:
    """The two ends of a line from a point to its label; empty where the label is beside it."""
    distance = math.dist(point, (place.x, place.y))
    if distance <= RINGS[0] + 1:
        return []
    x, y = (
        start + (end - start) * CLEAR / distance
        for start, end in zip(point, (place.x, place.y), strict=True)
    )
    gap = -4 if place.align == "left" else 4
    return [(x, y), (place.x + gap, place.y)]


def _around(x: float, y: float):
    for ring in RINGS:
        for direction in DIRECTIONS:
            across = ring * math.cos(math.radians(direction))
            down = ring * math.sin(math.radians(direction))
            if across > -1:
                yield Place(x + across, y + down)
            if across < 1:
                yield Place(x + across, y + down, "right")


def _anywhere(x: float, y: float, within: Box):
    across, down = (within.right - within.left) / GRID, TEXT_SIZE / 2
    steps = [
        (within.left + column * across, within.top + row * down)
        for column in range(GRID)
        for row in range(1, int((within.bottom - within.top) / down))
    ]
    for end, middle in steps:
        yield Place(end, middle)
        yield Place(end, middle, "right")
