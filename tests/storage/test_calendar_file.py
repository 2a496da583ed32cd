"""The next meeting, as a calendar program reads it."""

from datetime import date, time

from equitykit.storage.calendar_file import calendar_file

NEXT = {"uid": "m7", "title": "Study, part 2; room B", "on": date(2027, 1, 12)}


def lines(text: bytes) -> list[str]:
    # long lines are folded with a blank at the beginning of the next one (RFC 5545, 3.1)
    return text.decode("utf-8").replace("\r\n ", "").split("\r\n")


def test_an_event_has_its_time_length_and_place():
    written = lines(
        calendar_file(**NEXT, starts=time(15, 30), minutes=90, place="Salón de usos múltiples")
    )

    assert "DTSTART:20270112T153000" in written
    assert "DTEND:20270112T170000" in written
    assert "LOCATION:Salón de usos múltiples" in written


def test_commas_and_semicolons_of_a_title_are_escaped_as_calendars_expect():
    assert "SUMMARY:Study\\, part 2\\; room B" in lines(
        calendar_file(**NEXT, starts=None, minutes=90)
    )


def test_without_a_time_the_event_takes_the_day():
    written = lines(calendar_file(**NEXT, starts=None, minutes=90))

    assert "DTSTART;VALUE=DATE:20270112" in written
    assert "DTEND;VALUE=DATE:20270113" in written


def test_a_title_brings_no_line_of_its_own_into_the_file():
    written = lines(
        calendar_file(
            uid="m8",
            title="x\r\nATTENDEE:mailto:a@b.org",
            on=date(2027, 1, 1),
            starts=None,
            minutes=5,
        )
    )

    assert not [line for line in written if line.startswith("ATTENDEE")]
