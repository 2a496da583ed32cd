"""S2 and S89: spread instead of a score, *don't know* kept, roles only above the threshold."""

import re
from datetime import date

import pytest

from equitykit.errors import EquitykitError
from equitykit.records.readiness import ConditionCarried
from equitykit.records.rounds import Round
from equitykit.reviews.readiness import (
    ANSWERS,
    CONDITIONS,
    is_low,
    not_yet,
    signs_due,
    split,
    unknown_to_many,
)


def ask(desk, counts, *, instrument="readiness", role="school", people=None):
    """A round in which so many gave each answer to each statement, from one seat."""
    if not open_round(desk, instrument):
        desk.press(f"readiness.{instrument}_open", way="slips")
    answers = {
        statement: [answer for answer, n in zip(ANSWERS, told, strict=True) for _ in range(n)]
        for statement, told in counts.items()
    }
    people = people or max(len(given) for given in answers.values())
    for number in range(people):
        slip = {id: given[number] for id, given in answers.items() if number < len(given)}
        desk.press(f"readiness.{instrument}_slip", role=role, **slip)


def open_round(desk, instrument):
    room = desk.page.team.journal.room(desk.page.team.stream).values
    return room.get("rounds", {}).get(instrument, {}).get("open")


def reveal(desk, instrument="readiness"):
    desk.press(f"readiness.{instrument}_reveal")


def done(**counts) -> Round:
    """A released round: not yet, starting, usually, how we work, don't know."""
    told = {
        id: {a: n for a, n in zip(ANSWERS, each, strict=True) if n} for id, each in counts.items()
    }
    return Round(
        instrument="readiness", way="slips", on=date(2027, 1, 15), answers=12,
        order=CONDITIONS, scale=ANSWERS, counts=told,
    )  # fmt: skip


def test_disagreement_is_told_as_spread_and_never_as_one_number(practised):
    desk = practised.at("01_prepare")
    ask(desk, {"RO1": (6, 0, 0, 6, 0), "RO7": (0, 6, 6, 0, 0)})
    reveal(desk)

    told = desk.told("readiness")
    # on average both are in the middle; what is told differs
    assert re.search(r"why this work matters here\. 6 0 0 6 0 12", told)
    assert re.search(r"in meetings\. 0 6 6 0 0 12", told)
    assert not re.search(r"score|average|mean of|\d\.\d/|/ ?4", told)
    assert "The room is split: RO1 and RO7" in told


def test_dont_know_is_an_answer_with_a_share_of_its_own(practised):
    desk = practised.at("01_prepare")
    ask(desk, {"RO11": (1, 1, 1, 1, 8), "RO4": (0, 0, 6, 6, 0)})
    reveal(desk)

    told = desk.told("readiness")
    assert "1 1 1 1 8 12 66.7%" in told and "0 0 6 6 0 12 0.0%" in told
    assert "A third or more do not know: RO11." in told
    assert "I don't know" in desk.show("readiness.conditions")


def test_low_readiness_is_where_to_begin_and_no_gate(practised):
    desk = practised.at("01_prepare")
    ask(desk, {id: (12, 0, 0, 0, 0) for id in CONDITIONS})
    reveal(desk)

    read = desk.read("readiness")
    assert "Begin with the sponsor's commitments" in read
    assert not re.search(r"fail|passed|not ready|traffic|\bred\b", read)
    # and nothing is closed: the team plans and opens a meeting as always
    desk.plan("define", people=12)
    assert desk.page.moment().meeting is not None


def test_not_yet_needs_ro3_and_the_pulse_or_ro2_and_ro15():
    low, fine = (6, 1, 5, 0, 0), (2, 3, 6, 1, 0)
    scale = ("a1", "a2", "a3", "a4", "a5", "dont_know")
    unsafe = done().with_value("counts", {"p1": {"a1": 6, "a5": 5}}).with_value("scale", scale)
    safe = unsafe.with_value("counts", {"p1": {"a1": 3, "a5": 8}})

    assert not_yet(done(RO3=low), unsafe) == ["punished"]
    assert not_yet(done(RO3=low), safe) == []
    assert not_yet(done(RO3=low), None) == ["ask_pulse"]
    assert not_yet(done(RO3=fine), unsafe) == []
    assert not_yet(done(RO2=low, RO15=low), None) == ["no_means"]
    assert not_yet(done(RO2=low, RO15=fine), None) == []
    assert not_yet(None, None) == []
    # 3 of 6 who know: half; those who do not know are on neither side
    assert is_low(done(RO2=(1, 2, 3, 0, 6)), "RO2")
    assert not is_low(done(RO2=(0, 0, 0, 0, 6)), "RO2")


def test_unknown_to_many_and_split_are_counted_by_hand():
    found = done(RO1=(0, 0, 8, 0, 4), RO2=(0, 0, 9, 0, 3), RO5=(2, 2, 4, 4, 0), RO6=(3, 0, 9, 0, 0))
    assert unknown_to_many(found) == ["RO1"]  # 4 of 12; 3 of 12 is less than a third
    assert split(found) == ["RO5"]  # 4 against 8; 3 against 9 is less than a third


def test_roles_are_told_only_where_each_seat_has_five(practised):
    desk = practised.at("01_prepare")
    ask(desk, {"RO3": (0, 0, 0, 6, 0)}, role="leader")
    ask(desk, {"RO3": (5, 0, 0, 0, 0)}, role="school")
    reveal(desk)
    assert "By seat" in desk.told("readiness")
    (first,) = desk.stands(Round).values()
    assert first.roles["RO3"] == {"leader": {"how_we_work": 6}, "school": {"not_yet": 5}}

    desk.plan("launch", people=40)
    ask(desk, {"RO3": (0, 0, 0, 16, 0)}, role="leader")
    ask(desk, {"RO3": (4, 0, 0, 0, 0)}, role="family")
    reveal(desk)
    assert list(desk.stands(Round).values())[-1].roles == {}


def test_change_between_rounds_stands_side_by_side(practised):
    desk = practised.at("01_prepare")
    ask(desk, {"RO15": (9, 3, 0, 0, 0)})
    reveal(desk)
    later = practised.at("01_prepare")
    later.page.today = lambda: date(2027, 11, 22)
    ask(later, {"RO15": (2, 4, 5, 1, 0)})
    reveal(later)

    told = later.told("readiness")
    assert "From round to round" in told
    assert "9 · 3 · 0 · 0 · 0 2 · 4 · 5 · 1 · 0" in told


def test_at_most_two_conditions_each_with_an_owner_and_what_would_be_seen(practised):
    desk = practised.at("01_prepare")
    sent = {"owner": "deputy superintendent", "seen": "Two hours a week in the calendar"}
    with pytest.raises(EquitykitError) as raised:
        desk.press("readiness.carry", statement="RO15", **sent)
    assert raised.value.id == "readiness_not_asked"
    ask(desk, {id: (9, 3, 0, 0, 0) for id in ("RO2", "RO15", "RO16")})
    reveal(desk)
    with pytest.raises(EquitykitError) as raised:
        desk.press("readiness.carry", statement="RO15", owner="deputy", seen=" ")
    assert raised.value.id == "readiness_owner"
    first = desk.press("readiness.carry", statement="RO15", by="2027-05-01", **sent)
    desk.press("readiness.carry", id=first, statement="RO15", by="2027-05-01", **sent)
    desk.press("readiness.carry", statement="RO2", **sent)
    with pytest.raises(EquitykitError) as raised:
        desk.press("readiness.carry", statement="RO16", **sent)
    assert raised.value.id == "readiness_two"
    assert len(desk.stands(ConditionCarried)) == 2
    assert "Two hours a week in the calendar" in desk.show("readiness.carried")

    desk.press("readiness.finish", subject=f"readiness/carried/{first}", came="Hours agreed")
    desk.press("readiness.carry", statement="RO16", **sent)
    assert "Hours agreed" in desk.told("readiness") and "deputy" in desk.told("readiness")


def test_evidence_is_a_line_for_a_statement_and_is_told(practised):
    desk = practised.at("01_prepare")
    desk.write("readiness/evidence/RO4", "text", "Board resolution of May 2026")
    assert "Board resolution of May 2026" in desk.told("readiness")
    with pytest.raises(EquitykitError):
        desk.write("readiness/evidence/RO21", "text", "x")


def test_leaders_who_rate_themselves_learn_nothing_of_the_signs(practised):
    desk = practised.at("01_prepare")
    ask(desk, {"SL5": (0, 0, 0, 8, 0)}, instrument="readiness_signs", role="leader")
    with pytest.raises(EquitykitError) as raised:
        reveal(desk, "readiness_signs")
    assert raised.value.id == "readiness_leaders_only"
    assert open_round(desk, "readiness_signs")["tally"]["slips"] == {"leader": 8}
    ask(desk, {"SL5": (5, 0, 0, 0, 0)}, instrument="readiness_signs", role="school")
    reveal(desk, "readiness_signs")
    assert desk.stands(Round).popitem()[1].roles["SL5"]["school"] == {"not_yet": 5}
    assert "signs of a learning organization" in desk.told("readiness")


def test_the_signs_are_asked_again_after_a_year(practised):
    found = done(SL1=(1, 1, 5, 5, 0))
    assert not signs_due(found, date(2028, 1, 14))
    assert signs_due(found, date(2028, 1, 15))
    assert not signs_due(None, date(2028, 1, 15))


def test_a_passed_laptop_leaves_nothing_else_of_the_practice_on_the_screen(practised):
    desk = practised.at("01_prepare")
    desk.write("readiness/evidence/RO4", "text", "Board resolution")
    desk.press("readiness.readiness_open", way="laptop")
    desk.press("readiness.readiness_slip", role="school", RO1="usually")
    read = desk.desk("readiness")
    assert "Board resolution" not in read and "readiness.carry" not in read
    assert read.count("<form") == 1 and "checked" not in read


def test_slips_and_both_instruments_are_on_paper(practised):
    paper = practised.at("01_prepare", language="es").paper("readiness")
    assert "Se protegió a una persona que señaló" in paper and "no sé" in paper
    assert "se prueba en pequeño" in paper and "Qué se vería si mejorara" in paper
