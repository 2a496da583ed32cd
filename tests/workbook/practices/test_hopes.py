"""Hopes and worries: no name, mixed, reviewed, and answered rather than only collected."""

import pytest

from equitykit.errors import EquitykitError
from equitykit.records.hopes import HopesAnswer
from equitykit.records.rounds import Round

HOPES = ["more trust", "fewer plans", "time", "a real change", "my own class"]
WORRIES = ["same as last year", "Ms Vega decides alone", "no money", "too fast", "nobody asks us"]


def collect(desk, count=5):
    desk.press("hopes.hopes_open", way="slips")
    for hope, worry in list(zip(HOPES, WORRIES, strict=True))[:count]:
        desk.press("hopes.hopes_slip", hope=hope, worry=worry)


def reveal(desk, **changed):
    """Read what was written, reword some of it, and reveal."""
    desk.press("hopes.hopes_read")
    room = desk.page.team.journal.room(desk.page.team.stream).values
    texts = room["rounds"]["hopes"]["open"]["tally"]["texts"]
    said = {
        f"{question}.{number}": changed.get(text, text)
        for question, written in texts.items()
        for number, text in enumerate(written)
    }
    desk.press("hopes.hopes_reveal", **said)


def test_nothing_is_seen_before_the_facilitator_has_read_it(practised):
    desk = practised.at("02_open")
    desk.plan("launch", people=12)
    collect(desk)
    assert "Ms Vega" not in desk.desk("hopes") + desk.show("hopes.worries")
    with pytest.raises(EquitykitError) as raised:
        desk.press("hopes.hopes_reveal")
    assert raised.value.id == "round_unread"
    reveal(desk, **{"Ms Vega decides alone": "One person decides alone", "time": ""})

    worries = desk.show("hopes.worries")
    assert "One person decides alone" in worries and "no money" in worries
    assert "Ms Vega" not in worries + desk.told("hopes") + desk.desk("hopes")
    assert "more trust" in desk.show("hopes.hopes") and " time " not in desk.wall()


def test_a_hope_and_a_worry_of_one_slip_do_not_stay_together(practised):
    desk = practised.at("02_open")
    desk.plan("launch", people=12)
    orders = []
    for _ in range(4):
        # both come out in the same order in one of 120 rounds; four times over is no chance
        collect(desk)
        reveal(desk)
        written = list(desk.stands(Round).values())[-1].texts
        hopes = [HOPES.index(each) for each in written["hope"]]
        worries = [WORRIES.index(each) for each in written["worry"]]
        assert sorted(hopes) == sorted(worries) == [0, 1, 2, 3, 4]
        orders.append(hopes == worries)
        desk.plan("launch", people=12)
    assert not all(orders)


def test_four_slips_are_read_by_nobody_and_the_room_talks(practised):
    desk = practised.at("02_open")
    desk.plan("launch", people=12)
    collect(desk, 4)
    desk.press("hopes.hopes_read")
    assert "Ms Vega" not in desk.desk("hopes")
    assert "talk in a circle" in desk.told("hopes")


def test_worries_that_nobody_answers_are_said_until_they_are(practised):
    desk = practised.at("02_open")
    desk.plan("launch", people=12)
    collect(desk)
    reveal(desk)
    assert "A worry that is collected and forgotten" in desk.read("hopes")
    assert "A worry that is collected and forgotten" in desk.told("hopes")
    subject = f"hopes/{next(iter(desk.stands(Round))).rpartition('/')[2]}/answer"
    desk.write(subject, "now", "We ask the school council first")
    desk.write(subject, "again", "2026-10-01")

    assert desk.stands(HopesAnswer)[subject].now == "We ask the school council first"
    assert "collected and forgotten" not in desk.read("hopes")
    assert "You wanted to look at these again by October 1, 2026" in desk.read("hopes")
    assert "What we change because of them: We ask the school" in desk.told("hopes")


def test_paper_has_slips_and_room_for_the_answer_in_spanish(practised):
    desk = practised.at("02_open", language="es")
    paper = desk.paper("hopes")
    assert "Me preocupa que" in paper and "Qué queda abierto" in paper and "Sin nombre" in paper
    assert desk.told("hopes") == ""
