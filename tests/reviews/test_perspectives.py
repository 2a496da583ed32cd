"""Dealing and comparing, worked out by hand."""

import pytest

from equitykit.content.perspective_cards import load_cards
from equitykit.errors import EquitykitError
from equitykit.records.perspectives import PERSPECTIVES, ROWS, DistrictAction, PerspectiveDeal
from equitykit.reviews.perspectives import (
    Acted,
    Stated,
    acted,
    by_perspective,
    check_deal,
    lacks_money,
    leading,
    mixed_cards,
    rows_not_acted,
    stated,
)

CARDS = load_cards()


def card(row: str, perspective: str) -> str:
    return next(
        each.id for each in CARDS.values() if (each.row, each.perspective) == (row, perspective)
    )


def action(row="resources", perspective="liberal", what="budget", amount=100, **more):
    return DistrictAction(
        text="x", what=what, amount=amount, row=row, perspective=perspective, **more
    )


def test_there_is_one_card_for_each_row_and_perspective():
    cells = [(each.row, each.perspective) for each in CARDS.values()]

    assert sorted(cells) == sorted((row, each) for row in ROWS for each in PERSPECTIVES)


@pytest.mark.parametrize("phrases", range(7))
@pytest.mark.parametrize("seed", ["a", "b", "c", "d", "e"])
def test_the_page_mixes_all_rows_and_all_perspectives_eight_to_twelve(phrases, seed):
    ids = mixed_cards(phrases, seed)

    assert len(set(ids)) == len(ids)
    assert 8 <= len(ids) + phrases <= 12
    assert {CARDS[id].row for id in ids} == set(ROWS)
    assert {CARDS[id].perspective for id in ids} == set(PERSPECTIVES)
    assert mixed_cards(phrases, seed) == ids


def test_the_order_of_the_ids_gives_no_label_away():
    """Neither in runs of four or six, nor always in one order, as a table would be read."""
    labels = [CARDS[id].perspective for id in sorted(CARDS)]

    assert labels != sorted(labels, key=PERSPECTIVES.index)
    assert len({tuple(labels[n : n + 4]) for n in range(0, 24, 4)}) > 3


def dealt(*cells) -> dict[str, str]:
    return {card(row, perspective): row for row, perspective in cells}


def test_a_deal_that_ignores_rows_is_refused_and_says_which():
    only_money = {card("resources", each): "resources" for each in PERSPECTIVES}
    only_two_rows = only_money | {card("extra", each): "extra" for each in PERSPECTIVES}
    with pytest.raises(EquitykitError) as raised:
        check_deal(only_two_rows)

    assert raised.value.id == "deal_rows_missing"
    assert raised.value.values["missing"] == ["goal", "unfairness", "process", "outcome"]


def test_seven_statements_thirteen_and_one_way_of_thinking_are_refused():
    one_way = dealt(*((row, "liberal") for row in ROWS)) | {"p1": "goal", "p2": "goal"}
    for rows, id in (
        ({f"p{n}": "goal" for n in range(7)}, "deal_number"),
        ({f"p{n}": "goal" for n in range(13)}, "deal_number"),
        (one_way, "deal_one_sided"),
    ):
        with pytest.raises(EquitykitError) as raised:
            check_deal(rows)
        assert raised.value.id == id


def test_said_is_close_among_all_answers_and_phrases_count_nowhere():
    one, two = card("goal", "liberal"), card("extra", "liberal")
    deal = PerspectiveDeal(en={}, es={}, rows={one: "goal", two: "extra", "own": "goal"})
    counts = {
        one: {"close": 6, "far": 2, "unsure": 1},
        two: {"close": 3, "far": 6},
        "own": {"close": 9},
    }

    cells = stated(deal, counts)
    assert cells == {("goal", "liberal"): Stated(6, 9), ("extra", "liberal"): Stated(3, 9)}
    assert by_perspective(cells, Stated())["liberal"] == Stated(9, 18)
    assert by_perspective(cells, Stated())["liberal"].share == 50
    assert by_perspective(cells, Stated())["libertarian"].share is None


def test_done_is_counts_and_dollars_by_row_and_perspective():
    actions = [
        action(amount=140_000), action(amount=60_000),
        action(perspective="libertarian", what="action", amount=None),
        action(row="extra", perspective="unclear", amount=5),
    ]  # fmt: skip

    cells = acted(actions)
    assert cells[("resources", "liberal")] == Acted(2, 200_000)
    assert cells[("resources", "libertarian")] == Acted(1, 0)
    assert by_perspective(cells, Acted())["liberal"] == Acted(2, 200_000)
    assert rows_not_acted(actions) == ["goal", "unfairness", "process", "outcome"]


def test_without_a_budget_line_with_its_amount_there_are_only_words():
    assert lacks_money([])
    assert lacks_money([action(what="action", amount=10), action(amount=None), action(amount=0)])
    assert not lacks_money([action(amount=1)])


def test_level_values_lead_together_and_nothing_leads_where_all_are_empty():
    assert leading({"a": 50.0, "b": 50.0, "c": 10.0, "d": None}) == ["a", "b"]
    assert leading({"a": 0, "b": None}) == []
