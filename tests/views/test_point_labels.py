"""Names of scattered points: whole, beside their points, or as numbers with a key below."""

import itertools

import pytest

from equitykit.views.drawing import WIDTH, text_width
from equitykit.views.label_places import Box, Place
from equitykit.views.point_labels import LETTERS, MOST_NAMES, MOST_NUMBERS, point_labels

PICTURE = Box(0, 0, 934, 400)
LONG = "Lantern of the Hills Elementary, n\u00a062"


def labels(points, texts):
    return point_labels(points, texts, within=PICTURE, key_at=(-60, 476))


def words(rows, *marks):
    return [row["text"] for row in rows if row["mark"] in marks]


def spread_out(count: int) -> list[tuple[float, float]]:
    """Points in five columns, far from each other."""
    return [(60 + 180 * (index % 5), 40 + 75 * (index // 5)) for index in range(count)]


def test_a_long_name_takes_lines_about_as_long_as_each_other_and_is_whole():
    lines = words(labels([(400, 200)], [LONG]), "said", "said_before")

    assert " ".join(lines) == LONG
    # 20 and 16 letters; filled up it would be 32, or one word alone below
    assert lines == ["Lantern of the Hills", "Elementary, n\u00a062"]
    assert max(map(len, lines)) <= LETTERS
    # the number of students stays beside its n
    assert lines[-1].endswith("n\u00a062")


def test_no_line_of_a_name_covers_a_line_of_another_or_a_point():
    points = [(300, 200), (340, 210), (380, 190), (420, 205)]
    texts = [f"{kind} Lantern Hill Elementary, n 412" for kind in ("East", "West", "Old", "New")]
    rows = [row for row in labels(points, texts) if row["mark"] in ("said", "said_before")]
    sides = {"said": "left", "said_before": "right"}
    boxes = [Place(row["x"], row["y"], sides[row["mark"]]).box([row["text"]]) for row in rows]

    names = [row["text"] for row in rows]
    assert " ".join(names).count("Lantern") == 4
    # lines of one name touch; half a unit of it is their outline
    pairs = itertools.combinations(boxes, 2)
    assert not [pair for pair in pairs if pair[0].meets(Box(*_within(pair[1])))]
    assert not [box for box in boxes for x, y in points if box.meets(Box(x, y, x + 1, y + 1))]


def _within(box: Box) -> tuple[float, float, float, float]:
    return box.left, box.top + 4, box.right, box.bottom - 4


def test_more_points_than_names_have_room_for_are_numbered_in_their_order():
    texts = [f"School {letter}" for letter in "ABCDEFGHIJKL"]
    assert len(texts) > MOST_NAMES
    rows = labels(spread_out(12), texts)

    assert sorted(words(rows, "said", "said_before"), key=int) == [str(n) for n in range(1, 13)]
    key = words(rows, "key_words")
    assert [key[key.index(str(n)) - 1] for n in range(1, 13)] == texts


def test_a_name_without_room_is_a_number_and_stands_in_the_key():
    # a strip in which one line fits, with two points at one place
    rows = point_labels(
        [(120, 20), (121, 20)],
        ["Kettle Creek", "Copper Kettle"],
        within=Box(0, 0, 370, 40),
        key_at=(0, 100),
    )
    said, key = words(rows, "said", "said_before"), words(rows, "key_words")

    assert len(said) == 2 and "1" in said
    assert len(key) == 2 and key[1] == "1"
    assert {*said, *key} - {"1"} == {"Kettle Creek", "Copper Kettle"}


@pytest.mark.parametrize("count", [10, 11, 24])
def test_the_key_stands_below_the_picture_within_its_width(count):
    long = "Academy of Arts and Sciences of Lantern Hill, n\u00a01,060"
    rows = labels(spread_out(count), [f"{index} {long}" for index in range(count)])
    key = [row for row in rows if row["mark"] == "key_words"]

    assert all(row["y"] >= 476 for row in key)
    assert all(row["x"] + text_width(row["text"]) <= WIDTH for row in key)
    places = {(row["x"], row["y"]) for row in key}
    assert len(places) == len(key)


def test_of_very_many_points_none_is_named():
    assert labels(spread_out(MOST_NUMBERS + 1), ["School"] * (MOST_NUMBERS + 1)) == []
