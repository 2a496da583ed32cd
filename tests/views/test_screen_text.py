"""Text for the wall: as large as fits, and on the next page rather than smaller than readable."""

from hypothesis import given
from hypothesis import strategies as some

from equitykit.views.screen_text import BODY, STEPS, list_size, page_of, text_size

LINES = some.lists(some.text(min_size=1, max_size=900), max_size=40)


def test_a_short_text_stands_larger_than_a_long_one():
    assert text_size(["Predict"], height=44) == STEPS[0]
    assert text_size(["word " * 60], height=44) < STEPS[0]


def test_text_never_gets_smaller_than_the_seats_need():
    for size, smallest in BODY.items():
        assert text_size(["word " * 2_000], height=44, size=size) == smallest


def test_the_guides_letters_for_the_last_row_are_kept():
    # facilitation guide §24: 36 px of 800 for seats up to 8 times the picture's height
    assert BODY["8"] >= 100 * 36 / 800
    assert min(BODY.values()) == 3.5


def test_in_two_columns_the_same_text_is_smaller():
    text = ["word " * 20]

    assert text_size(text, height=40, columns=2) < text_size(text, height=40)


def test_a_list_of_ours_stays_whole():
    assert list_size([["Our aim", "One chart"]], height=64) == 6.0
    assert list_size([["A line of some length"] * 30], height=64) == 3.5


def test_the_newest_line_is_shown_unless_a_page_is_asked_for():
    lines = [f"line {number}" for number in range(60)]

    last = page_of(lines, page=None, height=66)
    first = page_of(lines, page=1, height=66)

    assert last.lines[-1] == "line 59"
    assert (last.number, first.number) == (last.of, 1)
    assert first.lines[0] == "line 0"


def test_a_page_that_is_not_there_is_the_nearest_that_is():
    lines = [f"line {number}" for number in range(60)]

    assert page_of(lines, page=99, height=66).number == page_of(lines, page=None, height=66).of
    assert page_of(lines, page=-3, height=66).number == 1


def test_without_lines_there_is_one_empty_page():
    assert page_of([], page=None, height=66).lines == ()


@given(LINES)
def test_all_pages_together_hold_every_character(lines):
    of = page_of(lines, page=1, height=66, size="8").of
    shown = [page_of(lines, page=number, height=66, size="8").lines for number in range(1, of + 1)]

    def letters(texts):
        return "".join("".join(texts).replace("…", "").split())

    assert letters(line for page in shown for line in page) == letters(
        line for line in lines if line.strip()
    )


def test_a_list_in_pages_stands_as_large_as_it_can_on_that_many():
    # twelve lines of one row need two pages of 66 at any size: 12 x 4.0 x (1.3 + 0.5) is 86
    first, second = (page_of(["a short hope"] * 12, page=number, height=66) for number in (1, 2))

    assert (first.of, first.size) == (2, 6.0)
    assert len(first.lines) == len(second.lines) == 6
