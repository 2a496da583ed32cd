"""Axes begin at zero and go up in round steps."""

import pytest

from equitykit.views.axes import ticks, value_axis


@pytest.mark.parametrize(
    ("highest", "values"),
    [
        # a sixth of the highest, rounded up to 1, 2, 5 or 10 of its power of ten
        (46.9, [0, 10, 20, 30, 40, 50]),
        (50.0, [0, 10, 20, 30, 40, 50]),
        (100.0, [0, 20, 40, 60, 80, 100]),
        (7.0, [0, 2, 4, 6, 8]),
        (0.6, [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6]),
        (0.0, [0, 0.1]),
    ],
)
def test_steps_are_round_and_reach_the_highest_value(highest, values):
    assert ticks(highest) == values


def test_the_last_label_carries_the_unit_as_the_language_writes_it(english, spanish):
    assert '"20%"' in value_axis([0, 10, 20], "suspension", english).to_dict()["labelExpr"]
    assert '"20 %"' in value_axis([0, 10, 20], "suspension", spanish).to_dict()["labelExpr"]
    assert (
        '"20 days"'
        in value_axis([0, 10, 20], "average_days_absent", english).to_dict()["labelExpr"]
    )


def test_small_steps_keep_their_decimals(english):
    assert '"0.05"' in value_axis([0, 0.05, 0.1], "expulsion", english).to_dict()["labelExpr"]
