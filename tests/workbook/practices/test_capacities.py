"""S3: nothing of a person leaves the page but a wish for help, and that only in counts from five."""

import pytest

from equitykit.errors import EquitykitError
from equitykit.records.capacities import LearningStep
from equitykit.records.rounds import Round
from equitykit.storage.exports import json_lines


def wishes(desk, *slips):
    """A released round of slips, each with the statements that somebody wants help with."""
    desk.press("capacities.capacities_open", way="slips")
    for slip in slips:
        desk.press("capacities.capacities_slip", **dict.fromkeys(slip, "true"))
    desk.press("capacities.capacities_reveal")


def test_no_self_rating_can_be_sent_or_read_by_a_supervisor(practised):
    desk = practised.at("01_prepare")
    desk.press("capacities.capacities_open", way="slips")
    for sent in ({"RI5": "not_yet"}, {"RI5": "3"}, {"RI5": "help", "RI6": "mostly"}):
        with pytest.raises(EquitykitError) as raised:
            desk.press("capacities.capacities_slip", **sent)
        assert raised.value.id == "field_unknown"
    html = desk.desk("capacities")
    # twelve boxes for help, and nothing else about a person
    assert html.count('type="checkbox"') == 12
    assert "not yet" not in desk.read("capacities")


def test_wishes_are_counts_and_four_of_them_are_not_shown(practised):
    desk = practised.at("01_prepare")
    wishes(desk, *[("RI7", "RI9")] * 4, ("RI7",), (), ())

    (record,) = desk.stands(Round).values()
    assert record.answers == 7 and record.counts == {"RI7": {"help": 5}}
    told = desk.told("capacities")
    assert "asks a curious" not in told and "when someone blames students" in told
    assert "rushing to a solution" not in told  # four want it
    lines = json_lines(desk.page.team.journal, desk.page.team.stream)
    assert '"RI9": {' not in lines.replace('"RI9": {"en"', "")


def test_who_wants_no_help_hands_in_an_empty_slip_like_everybody_else(practised):
    desk = practised.at("01_prepare")
    wishes(desk, (), (), (), (), ())
    assert desk.stands(Round).popitem()[1].answers == 5
    assert "No statement has five wishes" in desk.read("capacities")
    assert desk.told("capacities") == ""


def test_suggestions_for_learning_come_from_five_wishes_and_become_a_plan(practised):
    desk = practised.at("01_prepare")
    wishes(desk, *[("RI9", "RI3")] * 5, *[("RI3",)] * 2)

    read = desk.read("capacities")
    assert read.index("7 want help with this") < read.index("5 want help with this")
    assert "Let two people facilitate together" in read and "co-facilitate" in read
    assert "elder" not in read  # nobody wanted help with history
    desk.write("capacities/plan/RI3", "text", "Read one chart in pairs")
    assert desk.stands(LearningStep)["capacities/plan/RI3"].text == "Read one chart in pairs"
    assert "7 Read one chart in pairs" in desk.told("capacities")
    wall = desk.show("capacities.wanted")
    assert "one point on our charts" in wall and "Read one chart" not in wall
    with pytest.raises(EquitykitError):
        desk.write("capacities/plan/RI13", "text", "x")


def test_the_laptop_that_goes_round_shows_boxes_alone(practised):
    desk = practised.at("01_prepare")
    desk.press("capacities.capacities_open", way="laptop")
    desk.press("capacities.capacities_slip", RI1="true")
    html = desk.desk("capacities")
    assert html.count("<form") == 1 and "checked" not in html and "plan" not in html


def test_paper_has_a_half_that_stays_and_a_slip_in_spanish(practised):
    paper = practised.at("01_prepare", language="es").paper("capacities")
    assert "Esta mitad se queda con usted" in paper and "en esto quiero ayuda" in paper
    assert "Puedo frenar a un grupo" in paper
