"""In which order groups stand: by size, or as readers have decided; never by a hidden figure."""

import itertools

import pandas as pd

from equitykit.content.texts import Words
from equitykit.views.group_rows import by_code, by_size


def rows(**sizes) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "group": list(sizes),
            "visibility": ["hidden" if size < 11 else "shown" for size in sizes.values()],
            "denominator": pd.array([None if size < 11 else size for size in sizes.values()], "Int64"),
        }
    )  # fmt: skip


def test_without_an_order_the_largest_comes_first_and_what_is_hidden_last_by_code():
    assert list(by_size(rows(RT=5, RB=3, RW=40, RH=90))["group"]) == ["RH", "RW", "RB", "RT"]


def test_an_order_that_was_decided_is_kept_whatever_the_figures_are():
    order = ("RT", "RW", "RB")
    for sizes in itertools.product((5, 40, 90), repeat=3):
        placed = by_size(rows(**dict(zip(("RW", "RB", "RT"), sizes, strict=True))), order)
        assert tuple(placed["group"]) == order
        assert list(placed["visible"]) == [size > 10 for size in (sizes[2], sizes[0], sizes[1])]


def test_all_students_are_no_group_among_others_and_what_nobody_placed_comes_after():
    assert by_code(["SD", "TA", "RB", "RH"], ("SD", "RH")) == ["TA", "SD", "RH", "RB"]
    assert by_code(["SD", "TA", "RB"]) == ["TA", "RB", "SD"]
    assert Words("en").group_order == ()
