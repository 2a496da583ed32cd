"""A file that comes in parts from a browser that anybody may steer."""

import pytest

from equitykit.errors import EquitykitError
from equitykit.widgets.field_change import FileMessage
from equitykit.widgets.received_files import MOST_BYTES, ReceivedFiles

ONE, TWO = "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"


def part(id, start, size, content):
    return FileMessage(type="file", id=id, start=start, size=size), [memoryview(content)]


def test_parts_in_their_order_are_the_whole_file_and_it_is_handed_over_once():
    files = ReceivedFiles()

    counts = [files.add(*part(ONE, 0, 5, b"abc")), files.add(*part(ONE, 3, 5, b"de"))]

    assert counts == [3, 5]
    assert files.take(ONE) == b"abcde"
    with pytest.raises(EquitykitError, match="live_file_gone"):
        files.take(ONE)


def test_an_empty_file_is_a_file():
    files = ReceivedFiles()
    files.add(*part(ONE, 0, 0, b""))

    assert files.take(ONE) == b""


def test_a_new_file_takes_the_place_of_one_that_was_never_whole():
    files = ReceivedFiles()
    files.add(*part(ONE, 0, 5, b"abc"))
    files.add(*part(TWO, 0, 2, b"xy"))

    with pytest.raises(EquitykitError, match="live_file_gone"):
        files.take(ONE)
    assert files.take(TWO) == b"xy"


@pytest.mark.parametrize(
    ("message", "id"),
    [
        (part(ONE, 0, MOST_BYTES + 1, b"a"), "live_file_too_large"),
        (part(ONE, 2, 5, b"c"), "live_message_wrong"),
        (part(TWO, 1, 5, b"b"), "live_message_wrong"),
        (part(ONE, 1, 6, b"b"), "live_message_wrong"),
        (part(ONE, 1, 5, b"bcdef"), "live_message_wrong"),
        (part(ONE, 1, 5, b""), "live_message_wrong"),
        ((part(ONE, 1, 5, b"b")[0], []), "live_message_wrong"),
        ((part(ONE, 1, 5, b"b")[0], None), "live_message_wrong"),
        ((part(ONE, 1, 5, b"b")[0], [memoryview(b"b")] * 2), "live_message_wrong"),
        (part(ONE, 0, 3_000_000, b"a" * 2_000_000), "live_message_wrong"),
    ],
)
def test_a_part_that_is_not_the_next_is_refused(message, id):
    files = ReceivedFiles()
    files.add(*part(ONE, 0, 5, b"a"))

    with pytest.raises(EquitykitError, match=id):
        files.add(*message)


def test_a_file_that_is_not_whole_is_not_handed_over():
    files = ReceivedFiles()
    files.add(*part(ONE, 0, 5, b"abc"))

    for id in (ONE, ""):
        with pytest.raises(EquitykitError, match="live_file_gone"):
            files.take(id)
