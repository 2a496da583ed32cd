"""A table on the wall: no word broken without need, no row lost, few pages."""

from hypothesis import given
from hypothesis import strategies as some

from equitykit.views.screen_text import BODY
from equitykit.views.table_fitting import LARGEST, table_pages

CELLS = some.text(max_size=400)
ROWS = some.lists(some.tuples(CELLS, CELLS), max_size=8)


def letters(texts) -> str:
    return "".join("".join(texts).replace("…", "").split())


@given(ROWS, some.sampled_from(sorted(BODY)))
def test_all_pages_together_hold_every_character_of_a_column(rows, size):
    cut = table_pages(("Draft", "Words"), rows, height=73, size=size)

    for column in (0, 1):
        shown = letters(row[column] for page in cut.pages for row in page)
        assert shown == letters(row[column] for row in rows)
    assert cut.size >= BODY[size]
    assert abs(sum(cut.columns) - 100) < 0.1


def test_fourteen_short_rows_take_two_pages_not_three():
    # a row of one line takes 4 x (1.25 + 0.4) + 0.4 = 7.0 of the height: nine rows are 63
    rows = (("Responsabilidad compartida", "1,204"),) * 14

    cut = table_pages(("Measure", "Students"), rows, height=75, size="6")

    assert [len(page) for page in cut.pages] in ([9, 5], [8, 6], [7, 7])
    assert LARGEST >= 9 * 7.0


def test_a_short_table_stands_in_large_letters():
    assert table_pages(("Of", "Hours"), (("Teachers", "12"),), height=75, size="4").size == 6.0


def test_a_column_of_numbers_leaves_its_room_to_the_words():
    rows = (("Every family has a voice in what is decided about its school", "3"),) * 4

    words, numbers = table_pages(("Draft", "Count"), rows, height=75, size="6").columns

    assert words > 3 * numbers
