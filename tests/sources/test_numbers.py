"""What is a published number, what is a marker, and what is neither.

cell        what it is
38.2        a number: 38,200 thousandths
"1,234"     a number: in quotes, commas can only group thousands
*           hidden by the publisher
(blank)     nothing
1e3, nan    no number, though Python reads one
"""

from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitykit.sources.numbers import BLANK, HIDDEN, NUMBER, UNREADABLE, numbers_of, read_number
from equitykit.sources.published_table import column_of


@pytest.mark.parametrize(
    ("cell", "thousandths"),
    [
        ("0", 0),
        ("26", 26_000),
        ("26.0", 26_000),
        ("38.2", 38_200),
        (".5", 500),
        ("0.768", 768),
        ("0.7685", 769),  # half-up: 768.5 thousandths
        ("-3", -3_000),
        ('"1,234"', 1_234_000),
        ('"5,810,372.5"', 5_810_372_500),
    ],
)
def test_a_number_is_held_in_thousandths(cell, thousandths):
    assert read_number(cell) == (NUMBER, thousandths)


def test_the_marker_and_a_blank_are_told_apart():
    assert read_number("*")[0] == HIDDEN
    assert read_number("")[0] == BLANK


@pytest.mark.parametrize(
    "cell",
    ["nan", "NaN", "inf", "-inf", "1e3", "1E+3", "1_0", "--", "NT", "N/A", "No Data", "<10", "**",
     "25.", "1.2.3", "+5", "12 345", "1,234", "1,23", '"1,23"', "0x1F", "٣٤", "½", "5%",
     "1234567890"],
)  # fmt: skip
def test_anything_else_is_refused(cell):
    assert read_number(cell) == (UNREADABLE, 0)


def test_commas_group_thousands_only_where_they_cannot_mean_anything_else():
    assert read_number("1,234", grouping=True) == (NUMBER, 1_234_000)
    assert read_number("1,23", grouping=True)[0] == UNREADABLE


@given(st.text())
def test_no_text_makes_the_reader_fail(cell):
    kind, thousandths = read_number(cell)
    assert kind == NUMBER or thousandths == 0


@given(st.text(alphabet='0123456789.-*,_eEnaif+ "', max_size=12))
def test_only_digits_a_point_and_a_sign_make_a_number(cell):
    if read_number(cell)[0] == NUMBER:
        assert set(cell.strip('"')) <= set("0123456789.-,")
        assert any(letter.isdigit() for letter in cell)


@given(st.decimals(min_value=0, max_value=10**9 - 1, places=3))
def test_every_number_with_three_decimals_is_read_exactly(number):
    assert read_number(f"{number:f}") == (NUMBER, int(number * 1000))


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_rate_to_one_decimal_is_read_as_it_is_written(part, whole):
    rate = (Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)
    assert read_number(str(rate)) == (NUMBER, int(rate * 1000))


def test_each_row_gets_the_number_of_its_word():
    column = column_of("count", ["12", "*", ""], np.array([1, 0, 0, 2]))
    numbers = numbers_of(column, grouping=False)
    assert numbers.kinds.tolist() == [HIDDEN, NUMBER, NUMBER, BLANK]
    assert numbers.thousandths.tolist() == [0, 12_000, 12_000, 0]
