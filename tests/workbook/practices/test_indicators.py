"""What people propose to watch, who did, what it costs, and why it was adopted or not."""

import pytest

from equitykit.content.indicators import load_indicators
from equitykit.content.texts import LANGUAGES, load_words
from equitykit.errors import EquitykitError
from equitykit.records.indicators import TYPES, Indicator
from equitykit.records.inventory import CADENCES
from equitykit.reviews.indicators import IndicatorSet, lacks


@pytest.fixture
def desk(practised):
    return practised.at("04_data")


def add(desk, **values) -> str:
    given = {"en": "Bus riders are greeted", "type": "experience", "proposed_by": "a tenth grader"}
    return f"indicator/{desk.press('indicators.add', **given | values)}"


def test_the_bank_goes_beyond_scores_attendance_and_graduation_in_both_languages():
    """The toy knows only scores, attendance and graduation."""
    bank = load_indicators()
    types = [each.type for each in bank.values()]
    assert set(types) == set(TYPES)
    assert types.count("experience") >= 4
    assert {each.cadence for each in bank.values()} <= set(CADENCES)
    for language in LANGUAGES:
        words = load_words(language)
        for id in bank:
            text = (
                f"{words(f'indicators.starter_{id}.name')} {words(f'indicators.starter_{id}.how')}"
            )
            for test in ("test score", "graduat", "examen", "calificaci", "gradu"):
                assert test not in text.lower(), id


def test_an_indicator_carries_kind_cadence_cost_split_and_who_proposed_it(desk):
    add(desk, cadence="weekly", minutes=10, collector="bus aide", by_group="true",
        community_made="true")  # fmt: skip
    read = desk.read("indicators")
    for said in ("how it feels", "weekly", "10", "split by group",
                 "a tenth grader (made by the community)", "not decided yet"):  # fmt: skip
        assert said in read, said


def test_a_starter_comes_in_both_languages_only_where_somebody_proposes_it(desk):
    with pytest.raises(EquitykitError) as raised:
        desk.press("indicators.take", starter="belonging", proposed_by="")
    assert raised.value.id == "indicator_proposed_missing"
    for _ in range(2):
        desk.press("indicators.take", starter="belonging", proposed_by="parents' council")
    [record] = desk.stands(Indicator).values()
    assert (record.en, record.es) == ("I belong here", "Este es mi lugar")
    assert not record.community_made and record.verdict == ""


def test_adopted_or_not_both_have_a_reason(desk):
    subject = add(desk)
    with pytest.raises(EquitykitError) as raised:
        desk.press("indicators.decide", subject=subject, verdict="not", reason="")
    assert raised.value.id == "choice_reason_missing"
    desk.press("indicators.decide", subject=subject, verdict="not", reason="Nobody can count it")
    assert "not now: Nobody can count it" in desk.told("indicators")
    desk.press("indicators.decide", subject=subject, verdict="adopted", reason="A student will")
    assert desk.stands(Indicator)[subject].verdict == "adopted"


def of(*indicators: dict) -> IndicatorSet:
    base = {"en": "x", "type": "outcome", "proposed_by": "r", "verdict": "adopted"}
    return IndicatorSet(
        tuple((f"indicator/{n}", Indicator(**base | each)) for n, each in enumerate(indicators))
    )


def test_what_a_set_lacks():
    assert lacks(of({"verdict": ""}), 6) == []
    assert lacks(of({"cadence": "yearly"}), 6) == [
        "experience", "balancing", "community", "by_group", "annual",
    ]  # fmt: skip
    whole = (
        {"type": "experience", "cadence": "weekly", "community_made": True, "by_group": True},
        {"type": "balancing", "cadence": "yearly"},
    )
    assert lacks(of(*whole), 6) == []
    # a term of 18 weeks is too slow for a window of six
    assert lacks(of({**whole[0], "cadence": "term"}, whole[1]), 6) == ["window"]
    assert lacks(of(*whole, *[{"cadence": "weekly"}] * 7), 6) == ["many"]


def test_the_cost_of_collecting_is_added_up_over_a_term():
    # 18 weeks of 10 minutes, four months of 30, once 60
    costs = of(
        {"cadence": "weekly", "minutes": 10}, {"cadence": "monthly", "minutes": 30},
        {"cadence": "yearly", "minutes": 60}, {"cadence": "weekly", "minutes": 99, "verdict": "not"},
    )  # fmt: skip
    assert costs.minutes_a_term == 180 + 120 + 60


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"en": " "}, "text_missing"),
        ({"type": ""}, "choice_missing"),
        ({"type": "score"}, "field_unknown"),
        ({"cadence": "sometimes"}, "field_unknown"),
        ({"minutes": "-5"}, "field_unknown"),
        ({"proposed_by": ""}, "indicator_proposed_missing"),
    ],
)
def test_what_cannot_stand_is_refused(desk, values, error):
    with pytest.raises(EquitykitError) as raised:
        add(desk, **values)
    assert raised.value.id == error
    assert not desk.stands(Indicator)


def test_the_wall_shows_who_proposed_and_what_is_watched(desk):
    desk.plan("data")
    subject = add(desk, es="Se saluda a quien llega en autobús")
    assert "a tenth grader" in desk.show("indicators.proposed")
    desk.press("indicators.decide", subject=subject, verdict="adopted", reason="We will")
    desk.press("language", language="both")
    wall = desk.show("indicators.adopted")
    assert "Bus riders are greeted" in wall and "Se saluda a quien llega" in wall
    assert "I belong here" in desk.paper("indicators")
