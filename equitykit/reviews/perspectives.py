"""What statements, actions and money take equity to mean, put side by side.

Everything here is about statements and things that a district does. Nothing is worked out for a
person: only released counts of whole rounds come in.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from equitykit.content.perspective_cards import load_cards
from equitykit.errors import EquitykitError
from equitykit.records.perspectives import (
    PERSPECTIVES,
    ROWS,
    DistrictAction,
    PerspectiveConsequence,
    PerspectiveDeal,
)

# of so many statements a room can still talk (facilitation guide §5)
FEWEST, MOST = 8, 12
MOST_PHRASES = 6
CLOSE = "close"
ANSWERS = (CLOSE, "far", "unsure")
OURS = "ours"

Cell = tuple[str, str]
"""A row and a perspective."""


@dataclass(frozen=True)
class Stated:
    """How often statements were called close, among all answers to them."""

    close: int = 0
    answers: int = 0

    def __add__(self, other: "Stated") -> "Stated":
        return Stated(self.close + other.close, self.answers + other.answers)

    @property
    def share(self) -> float | None:
        """In percent; ``None`` where nothing was answered."""
        return 100 * self.close / self.answers if self.answers else None


@dataclass(frozen=True)
class Acted:
    """How many actions and budget lines, and how many dollars."""

    count: int = 0
    dollars: int = 0

    def __add__(self, other: "Acted") -> "Acted":
        return Acted(self.count + other.count, self.dollars + other.dollars)


# dealing


def mixed_cards(phrases: int, seed: str) -> list[str]:
    """Cards of all six rows and all four perspectives, to be dealt with so many phrases.

    As many as make eight, six at least; the same `seed` gives the same cards.
    """
    wanted = max(len(ROWS), FEWEST - phrases)
    rows = by_lot(ROWS, f"{seed} rows")
    kinds = by_lot(PERSPECTIVES, f"{seed} perspectives")
    by_cell = {(card.row, card.perspective): card.id for card in load_cards().values()}
    # down the rows with one perspective after the other; the seventh meets a third one
    cells = [(rows[n % 6], kinds[n % 4]) for n in range(wanted)]
    return [by_cell[cell] for cell in cells]


def by_lot(ids: Iterable[str], seed: str) -> list[str]:
    """`ids` in an order that says nothing, the same for the same `seed`."""
    return sorted(ids, key=lambda id: sha256(f"{seed} {id}".encode()).hexdigest())


def check_deal(rows: Mapping[str, str]) -> None:
    """Refuse a deal that is too small, too large, or leaves a row or a perspective out.

    `rows` of each statement: a card, or a phrase of the district.

    Raises
    ------
    EquitykitError
        ``deal_number``, ``deal_one_sided``; ``deal_rows_missing`` with the ids of the rows
    """
    if not FEWEST <= len(rows) <= MOST:
        raise EquitykitError("deal_number", count=len(rows), least=FEWEST, most=MOST)
    missing = [row for row in ROWS if row not in rows.values()]
    if missing:
        raise EquitykitError("deal_rows_missing", missing=missing)
    cards = load_cards()
    if {cards[id].perspective for id in rows if id in cards} != set(PERSPECTIVES):
        raise EquitykitError("deal_one_sided")


def deal_of(standing, asked: Iterable[str]) -> tuple[str, PerspectiveDeal] | None:
    """The latest deal of exactly the statements of `asked`, which may name answers too."""
    asked = set(asked) - set(ANSWERS)
    found = [each for each in standing.of(PerspectiveDeal) if set(each[1].rows) == asked]
    return found[-1] if found else None


# said and done


def stated(deal: PerspectiveDeal, counts: Mapping[str, Mapping[str, int]]) -> dict[Cell, Stated]:
    """For each cell whose card was dealt and answered by enough people, how close it was.

    Phrases of the district have no label and count in no cell.
    """
    cards, found = load_cards(), {}
    for id, told in counts.items():
        if id in cards and id in deal.rows:
            cell = (cards[id].row, cards[id].perspective)
            here = Stated(told.get(CLOSE, 0), sum(told.values()))
            found[cell] = found.get(cell, Stated()) + here
    return found


def acted(actions: Iterable[DistrictAction]) -> dict[Cell, Acted]:
    """For each cell, what the district does and pays there."""
    found: dict[Cell, Acted] = {}
    for each in actions:
        cell = (each.row, each.perspective)
        found[cell] = found.get(cell, Acted()) + Acted(1, each.amount or 0)
    return found


def by_perspective(cells: Mapping[Cell, Stated | Acted], empty: Stated | Acted) -> dict:
    """The cells of each perspective together."""
    return {
        perspective: sum(
            (each for (_, here), each in cells.items() if here == perspective), start=empty
        )
        for perspective in PERSPECTIVES
    }


def leading(values: Mapping[str, float | None]) -> list[str]:
    """Those that are highest; several where they are level, none where nothing is above zero."""
    most = max((value for value in values.values() if value), default=0)
    return [id for id, value in values.items() if value and value == most]


def lacks_money(actions: Iterable[DistrictAction]) -> bool:
    """Whether no budget line with its amount is among them: there are only words."""
    return not any(each.what == "budget" and each.amount for each in actions)


def lacks_action(actions: Iterable[DistrictAction]) -> bool:
    """Whether no action is among them."""
    return not any(each.what == "action" for each in actions)


def rows_not_acted(actions: Iterable[DistrictAction]) -> list[str]:
    """Rows about which nothing that was placed decides."""
    there = {each.row for each in actions}
    return [row for row in ROWS if row not in there]


def consequences_missing(standing) -> list[str]:
    """Of the four and the team's own, those whose consequence is not written."""
    there = {each.perspective for _, each in standing.of(PerspectiveConsequence)}
    return [each for each in (*PERSPECTIVES, OURS) if each not in there]
