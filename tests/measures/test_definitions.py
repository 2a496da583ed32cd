"""Which measures of one topic stand side by side, and when all students stand without a number."""

import pytest
from tables import table

from equitykit.content.codelists import load_measures
from equitykit.content.texts import load_texts
from equitykit.measures.definitions import KINDS, kind_of, reasons_of, side_by_side
from equitykit.measures.outcomes import outcomes_table
from equitykit.measures.privacy import release

PUBLISHED = """
    measure             | period  | dimension      | group | numerator | denominator | status
    chronic_absenteeism | 2023-24 | all            | TA    | 50        | 250         | reported
    chronic_absenteeism | 2024-25 | all            | TA    | 60        | 260         | reported
    chronic_absenteeism | 2024-25 | race_ethnicity | RH    | 40        | 160         | reported
    chronic_absenteeism | 2024-25 | race_ethnicity | RW    | 20        | 100         | reported
    dashboard_chronic   | 2023-24 | all            | TA    | 30        | 150         | reported
    dashboard_chronic   | 2024-25 | all            | TA    | 36        | 160         | reported
    dashboard_chronic   | 2024-25 | race_ethnicity | RH    | 26        | 100         | reported
    dashboard_chronic   | 2024-25 | race_ethnicity | RW    | 10        | 60          | reported
    suspension          | 2024-25 | all            | TA    | 12        | 270         | reported
    graduation          | 2023-24 | all            | TA    | 80        | 90          | reported
    dashboard_graduation| 2024-25 | all            | TA    | 85        | 92          | reported
"""
OWN = """
    measure                 | period  | dimension | group | numerator | denominator | status
    own_chronic_absenteeism | 2024-25 | all       | TA    | 61        | 262         | reported
"""
PLACE = {"level": "district", "cds": "27661420000000", "coverage": "all_schools"}


def released(text: str, regime="published"):
    rows = table(text).assign(**PLACE)
    rates = (100 * rows["numerator"] / rows["denominator"]).where(rows["numerator"].notna())
    return release(outcomes_table(rows.assign(rate=rates)), regime=regime)


def found(*tables, year="latest"):
    return {each.topic: each for each in side_by_side(tables, year=year)}


def test_a_topic_stands_there_in_its_latest_year_with_two_definitions():
    topics = found(released(PUBLISHED), released(OWN, "own_rows"))
    chronic = topics["chronic_absenteeism"]

    assert list(topics) == ["chronic_absenteeism"]
    assert chronic.period == "2024-25"
    assert [each.kind for each in chronic.definitions] == ["own", "dataquest", "dashboard"]
    assert chronic.missing == ()


def test_each_definition_keeps_its_own_released_rows_of_that_year_alone():
    chronic = found(released(PUBLISHED), released(OWN, "own_rows"))["chronic_absenteeism"]
    of_kind = {each.kind: each.rows for each in chronic.definitions}

    assert [of_kind[kind].regime for kind in of_kind] == ["own_rows", "published", "published"]
    assert set(of_kind["dataquest"].rows["period"]) == {"2024-25"}
    assert set(of_kind["dashboard"].rows["measure"]) == {"dashboard_chronic"}


def test_what_is_not_there_is_named():
    assert found(released(PUBLISHED))["chronic_absenteeism"].missing == ("own",)


def test_a_year_that_is_asked_for_is_the_year_that_is_shown():
    topics = found(released(PUBLISHED), year="2023-24")

    assert topics["chronic_absenteeism"].period == "2023-24"
    assert found(released(PUBLISHED), year="2019-20") == {}


def test_two_years_are_never_set_side_by_side():
    # graduation is in one year from one publisher and in another year from the other
    assert "graduation" not in found(released(PUBLISHED))


@pytest.mark.parametrize("hidden", ["suppressed_at_source", "reported"])
def test_where_a_group_of_a_partition_is_hidden_all_students_stand_without_a_number(hidden):
    row = "dashboard_chronic | 2024-25 | race_ethnicity | RI | {} | {} | {}\n"
    # eight students of our own floor, or hidden by the state
    text = row.format("", "", hidden) if hidden != "reported" else row.format(4, 8, hidden)

    assert found(released(PUBLISHED))["chronic_absenteeism"].without_total is False
    assert found(released(PUBLISHED + text))["chronic_absenteeism"].without_total is True


def test_the_reasons_are_those_of_the_two_who_are_there():
    pairs = {
        (first, second): reasons
        for first, second, reasons in found(released(PUBLISHED))["chronic_absenteeism"].pairs
    }

    assert pairs == {("dataquest", "dashboard"): ("charter", "grades_k8")}


def test_the_kind_follows_the_family():
    kinds = {
        "chronic_absenteeism": "dataquest",
        "graduation": "dataquest",
        "dashboard_ela": "dashboard",
        "caaspp_ela": "caaspp",
        "own_suspension": "own",
        "census_enrollment": "census",
    }

    assert {measure: kind_of(measure) for measure in kinds} == kinds
    assert {kind_of(measure) for measure in load_measures()} <= set(KINDS)


def test_each_kind_topic_and_reason_has_its_words():
    topics = {measure.topic for measure in load_measures().values()}
    for kind in KINDS:
        assert f"reconcile.kinds.{kind}" in load_texts()
    for topic in topics:
        for pair, reasons in reasons_of(topic).items():
            assert set(pair) <= set(KINDS)
            assert f"reconcile.topics.{topic}" in load_texts()
            assert {f"reconcile.reasons.{reason}" for reason in reasons} <= set(load_texts())


@pytest.mark.parametrize("topic", ["chronic_absenteeism", "suspension", "graduation"])
def test_each_two_of_the_three_publishers_have_their_reasons(topic):
    assert set(reasons_of(topic)) == {
        ("dataquest", "dashboard"),
        ("own", "dataquest"),
        ("own", "dashboard"),
    }
