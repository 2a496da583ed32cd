"""A plan is read against what it stands on, anew each time something changes (S5)."""

import pytest

from equitykit.errors import EquitykitError
from equitykit.records.rounds import Round
from equitykit.records.strategies import CAPACITIES, CONDITIONS, GroundSaid, Strategy
from equitykit.reviews.strategies import stand_of_counts


def plan(desk, text: str, *, conditions=(), capacities=(), **values) -> str:
    subject = f"strategy/{desk.press('strategies.add')}"
    desk.write(subject, "en", text)
    for name, value in values.items():
        desk.write(subject, name, value)
    for each in conditions:
        desk.press("strategies.lean", subject=subject, condition=each, capacity="")
    for each in capacities:
        desk.press("strategies.lean", subject=subject, condition="", capacity=each)
    return subject


def hold_round(desk, name: str, on: str = "2027-01-15", **counts):
    record = Round(
        instrument="readiness", way="slips", on=on, answers=sum(next(iter(counts.values())).values()),
        counts=counts,
    )  # fmt: skip
    desk.page.team.write(f"round/{name}", record)


def test_the_map_is_drawn_anew_from_the_latest_readiness_round(practised):
    desk = practised.at("01_prepare")
    plan(desk, "Bus pilot", conditions=["ro15"], principle="with_those_affected")
    assert "This work has paid hours: not known" in desk.read("strategies")

    hold_round(desk, "a", RO15={"not_yet": 7, "starting": 2, "usually": 1, "dont_know": 2})
    read = desk.read("strategies")
    assert "It stands on “not yet”." in read
    # all answers stay visible, also those who do not know: never one score
    spread = "not yet (not yet 7 · starting 2 · usually 1 · how we work 0 · don't know 2)"
    assert spread in read and spread in desk.told("strategies")

    hold_round(desk, "b", on="2027-06-15", RO15={"usually": 6, "how_we_work": 4, "not_yet": 1})
    assert "It stands on “not yet”." not in desk.read("strategies")
    assert "Nothing is known to be missing" in desk.told("strategies")


def test_what_must_be_true_first_names_the_plans_that_wait_and_the_missing_before_the_unknown(
    practised,
):
    desk = practised.at("01_prepare")
    plan(desk, "Bus pilot", conditions=["ro16", "ro15"])
    plan(desk, "Interviews", conditions=["ro15"], capacities=["conversation"])
    hold_round(
        desk, "a",
        RO15={"not_yet": 6, "usually": 4}, RO16={"usually": 5, "how_we_work": 5},
    )  # fmt: skip
    told = desk.told("strategies")
    first = told[told.index("What must be true first") :]
    assert first.index("paid hours") < first.index("hard conversation")
    assert "Bus pilot · Interviews" in first
    assert "money for interpreting" not in first
    wall = desk.show("strategies.first")
    assert "This work has paid hours not yet" in wall


@pytest.mark.parametrize(
    ("counts", "stand"),
    [
        ({}, "unknown"),
        ({"not_yet": 5, "usually": 5}, "not_yet"),
        ({"not_yet": 4, "usually": 6}, "there"),
        ({"not_yet": 1, "dont_know": 5, "usually": 6}, "unsure"),
        ({"dont_know": 12}, "unsure"),
        # a split room is no average: half say not yet, half say it is how they work
        ({"not_yet": 6, "how_we_work": 6}, "not_yet"),
        ({"starting": 3, "usually": 3, "how_we_work": 4}, "there"),
        ({"not_yet": 4, "starting": 5, "usually": 1}, "starting"),
    ],
)
def test_how_a_condition_stands_follows_the_spread(counts, stand):
    assert stand_of_counts(counts) == stand


def test_the_team_speaks_where_no_round_has_and_not_over_one(practised):
    desk = practised.at("01_prepare")
    plan(desk, "Bus pilot", conditions=["ro10"])
    desk.press("strategies.say", ground="ro10", stand="not_yet")
    assert "It is written down who decides what: not yet, as the team says" in desk.read(
        "strategies"
    )
    desk.press("strategies.say", ground="ro10", stand="there", sign="A page on the wall")
    assert desk.stands(GroundSaid)["ground/ro10"].stand == "there"
    # what is there stays on the desk: the team may find that it is not so
    assert "there, as the team says; what shows it: A page on the wall" in desk.read("strategies")
    assert 'id="say-ro10"' in desk.desk("strategies")

    hold_round(desk, "a", RO10={"not_yet": 8, "usually": 2})
    assert "It stands on “not yet”." in desk.read("strategies")
    with pytest.raises(EquitykitError) as raised:
        desk.press("strategies.say", ground="ro10", stand="there")
    assert raised.value.id == "round_counts_more"


def test_a_plan_that_names_nothing_or_no_principle_is_pointed_out(practised):
    desk = practised.at("01_prepare")
    subject = plan(desk, "A poster")
    read = desk.read("strategies")
    assert "It names nothing that it stands on" in read and "It serves no principle yet" in read
    desk.write(subject, "principle", "shared_by_all")
    desk.press("strategies.lean", subject=subject, condition="ro7", capacity="mirror")
    read = desk.read("strategies")
    assert "It names nothing" not in read and "It serves no principle yet" not in read


def test_links_are_made_once_taken_away_and_checked(practised):
    desk = practised.at("01_prepare")
    subject = plan(desk, "Bus pilot", conditions=["ro1", "ro1", "ro2"], capacities=["data"])
    assert desk.stands(Strategy)[subject].conditions == ("ro1", "ro2")
    desk.press("strategies.unlean", subject=subject, ground="ro1")
    desk.press("strategies.unlean", subject=subject, ground="data")
    strategy = desk.stands(Strategy)[subject]
    assert (strategy.conditions, strategy.capacities) == (("ro2",), ())

    for values, id in (
        ({"condition": "", "capacity": ""}, "nothing_chosen"),
        ({"condition": "ro99", "capacity": ""}, "field_unknown"),
        ({"condition": "data", "capacity": ""}, "field_unknown"),
    ):
        with pytest.raises(EquitykitError) as raised:
            desk.press("strategies.lean", subject=subject, **values)
        assert raised.value.id == id


def test_the_map_reads_from_principle_to_plan_in_both_languages(practised):
    desk = practised.at("01_prepare")
    plan(desk, "Bus pilot", es="Prueba del autobús", principle="all_levels",
         conditions=["ro16"], capacities=["method"])  # fmt: skip
    told = desk.told("strategies")
    row = told[told.index("Leaders act on themselves") :]
    assert row.index("money for interpreting") < row.index("Predict, try") < row.index("Bus pilot")
    assert "Prueba del autobús" in practised.at("01_prepare", language="es").told("strategies")
    desk.press("language", language="es")
    assert "Prueba del autobús" in desk.show("strategies.map")


def test_conditions_are_the_guides_twenty_and_the_paper_has_them(practised):
    desk = practised.at("01_prepare")
    assert (len(CONDITIONS), len(CAPACITIES)) == (20, 7)
    assert desk.told("strategies") == ""
    assert "Our reasons could be found if two key people left" in desk.paper("strategies")
