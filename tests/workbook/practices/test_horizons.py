"""S34: three horizons with dates of their own, in order, ahead; revised with reasons."""

import pytest

from equitykit.errors import EquitykitError
from equitykit.records.horizons import Expectation, Horizon

# the clock of these tests stands on 15 January 2027
LONG = {"which": "long", "en": "Every child is known here", "es": "", "by": "2040-06-30"}
AIM = {"which": "aim", "en": "Fewer days missed", "es": "Menos faltas", "by": "2029-06-30"}
TESTS = {"which": "tests", "en": "A call home on day one", "es": "", "by": "2027-05-28"}


def refused(desk, **values) -> EquitykitError:
    before = desk.page.moment().sequence
    with pytest.raises(EquitykitError) as raised:
        desk.press("horizons.set", **values)
    assert desk.page.moment().sequence == before
    return raised.value


def test_one_target_date_is_not_enough_and_the_strip_has_all_three_in_order_of_time(practised):
    desk = practised.at("03_define")
    desk.press("horizons.set", **AIM)
    assert "Still missing: long goal and this term's tests." in desk.read("horizons")
    desk.press("horizons.set", **LONG)
    desk.press("horizons.set", **TESTS)
    read = desk.read("horizons")

    assert "Still missing" not in read
    strip = read[read.index("What should be true then") :]
    texts = ["A call home on day one", "Fewer days missed", "Every child is known here"]
    places = [strip.index(text) for text in texts]
    assert places == sorted(places)
    # 133, 897 and 4915 days
    assert "in about 4 months" in strip and "in about 2 years" in strip
    assert "in about 13 years" in strip


@pytest.mark.parametrize("by", ["2027-01-14", "1999-12-31"])
def test_a_date_in_the_past_is_a_sentence(practised, by):
    error = refused(practised.at("03_define"), **{**TESTS, "by": by})

    assert (error.id, error.values["date"]) == ("horizon_past", by)


@pytest.mark.parametrize("by", ["", "soon", "2027-02-30", "28.05.2027"])
def test_what_is_no_date_is_a_sentence(practised, by):
    assert refused(practised.at("03_define"), **{**TESTS, "by": by}).id == "horizon_date_wrong"


def test_dates_out_of_order_are_a_sentence_that_names_both(practised):
    desk = practised.at("03_define")
    desk.press("horizons.set", **AIM)
    late = refused(desk, **{**TESTS, "by": "2029-07-01"})
    early = refused(desk, **{**LONG, "by": "2029-06-30"})

    assert (late.id, early.id) == ("horizon_order", "horizon_order")
    assert late.values == {"first": "2029-07-01", "second": "2029-06-30"}
    # also where the one between is missing
    other = practised.at("03_define")
    other.press("horizons.set", **{**LONG, "by": "2035-01-01"})
    assert refused(other, **{**TESTS, "by": "2036-01-01"}).id == "horizon_order"


def test_a_horizon_says_something_and_only_the_three_there_are(practised):
    desk = practised.at("03_define")
    assert refused(desk, **{**AIM, "en": " ", "es": ""}).id == "horizon_text_missing"
    assert refused(desk, **{**AIM, "which": "board"}).id == "field_unknown"


def test_a_revision_needs_its_reason_and_the_earlier_date_can_be_read(practised):
    desk = practised.at("03_define")
    desk.press("horizons.set", **AIM)
    moved = {**AIM, "by": "2029-12-01"}
    assert refused(desk, **moved).id == "horizon_reason_missing"
    # nothing changed is no revision
    desk.press("horizons.set", **AIM)
    desk.press("horizons.set", **moved, reason="The new board asked for a full autumn")

    versions = desk.page.team.journal.versions(desk.page.team.stream, "horizon/aim")
    assert [each.record.by.isoformat() for each in versions] == ["2029-06-30", "2029-12-01"]
    assert "The new board asked for a full autumn" in desk.told("horizons")


def test_dates_unlike_their_kind_are_pointed_out(practised):
    desk = practised.at("03_define")
    desk.press("horizons.set", **{**TESTS, "by": "2027-12-01"})
    desk.press("horizons.set", **{**LONG, "by": "2029-01-01"})
    read = desk.read("horizons")

    assert "no test of this term" in read
    assert "long enough for what took generations" in read


def test_the_board_s_text_is_drafted_of_all_three_and_then_left_to_people(practised):
    desk = practised.at("03_define")
    with pytest.raises(EquitykitError):
        desk.press("horizons.draft")
    for each in (LONG, AIM, TESTS):
        desk.press("horizons.set", **each)
    desk.press("horizons.draft")
    text = desk.stands(Expectation)["horizon/board"]

    assert "June 30, 2040" in text.en and "Do not look for a closed gap then" in text.en
    assert "30 de junio de 2029" in text.es and "Menos faltas" in text.es
    desk.write("horizon/board", "en", "Ours.")
    desk.press("horizons.draft")
    assert desk.stands(Expectation)["horizon/board"].en == "Ours."


def test_the_strip_is_a_table_for_the_room_and_on_paper(practised):
    desk = practised.at("03_define")
    desk.press("horizons.set", **AIM)
    desk.press("language", language="es")
    wall = desk.show("horizons.strip")
    assert "30 de junio de 2029" in wall and "Menos faltas" in wall
    assert len(desk.stands(Horizon)) == 1

    fresh = practised.at("03_define")
    assert "this term's tests" in fresh.paper("horizons")


def test_nothing_recorded_is_told_as_nothing(practised):
    assert practised.at("03_define").told("horizons") == ""
