"""Records are frozen facts: checked when made, whole when read back."""

import pytest
from pydantic import ValidationError
from said_records import record_kinds

from equitykit.records.notes import Line, Promise
from equitykit.records.pauses import Pause
from equitykit.records.reading import KINDS, read_record
from equitykit.records.record import LONGEST_TEXT, FromLater

LINE = Line(meeting="m1", step="notice", text="Attendance fell on Mondays")


def test_a_record_comes_back_as_it_was_written():
    promise = Promise(meeting="m1", text="Call the families", to="families", by="2027-01-12")

    assert read_record("promise", promise.model_dump(mode="json")) == promise


def test_a_record_is_never_edited():
    with pytest.raises(ValidationError):
        LINE.text = "something else"


def test_a_changed_value_is_checked_again():
    assert LINE.with_value("text", "Mondays").text == "Mondays"
    with pytest.raises(ValidationError):
        LINE.with_value("text", 7)
    with pytest.raises(ValidationError):
        LINE.with_value("name_of_speaker", "A.")


def test_what_a_later_version_wrote_is_kept_as_it_came():
    later = read_record("line", {"meeting": "m1", "step": "s", "text": "t", "mood": "blue"})
    unknown = read_record("poem", {"verse": 1})

    assert later == FromLater(
        named="line", body={"meeting": "m1", "step": "s", "text": "t", "mood": "blue"}
    )
    assert unknown.named == "poem"


def test_a_text_holds_what_people_type_and_is_limited():
    odd = "😀 \u202eright to left\u202c <script>alert(1)</script> {{7*7}} =1+1 \x07"

    assert LINE.with_value("text", odd).text == odd
    assert LINE.with_value("text", "a\x00b").text == "a\N{SYMBOL FOR NULL}b"
    with pytest.raises(ValidationError):
        LINE.with_value("text", "x" * (LONGEST_TEXT + 1))


@pytest.mark.parametrize(
    ("parts", "ended"),
    [
        ({}, False),
        ({"seen": "We hear adults only"}, False),
        ({"change": " "}, False),
        ({"change": "We ask two students"}, True),
        ({"unchanged_because": "They are already here"}, True),
        ({"skipped": "just_done"}, True),
        ({"breath": True}, True),
    ],
)
def test_a_pause_ends_with_a_consequence(parts, ended):
    pause = Pause(meeting="m1", stage="data", trigger="T1", prompt="D1", focus="assumption")

    assert pause.model_copy(update=parts).has_consequence is ended


def test_every_kind_of_record_can_be_read_back():
    assert set(KINDS) == record_kinds()
