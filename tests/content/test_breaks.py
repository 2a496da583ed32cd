"""School years that cannot be set beside the others."""

from equitykit.content.breaks import APART, RULE, break_periods, breaks_of, comparable, continues
from equitykit.content.codelists import code_rows, load_measures
from equitykit.content.texts import load_texts


def test_every_break_is_of_a_measure_and_has_its_words():
    for row in code_rows("breaks"):
        assert row["measure"] in load_measures()
        assert row["kind"] in (APART, RULE)
        assert {f"breaks.{row['id']}.short", f"breaks.{row['id']}.text"} <= set(load_texts())


def test_breaks_come_in_the_order_of_the_years():
    assert [each.since for each in breaks_of("suspension_defiance")] == [
        "2019-20",
        "2020-21",
        "2020-21",
        "2024-25",
    ]


def test_a_year_that_stands_apart_breaks_before_and_after():
    assert break_periods("chronic_absenteeism") == ("2020-21", "2021-22")
    assert break_periods("graduation") == ()


def test_years_are_comparable_under_one_rule_and_away_from_years_apart():
    # SB 419 is in force since 1 July 2020, SB 274 since 1 July 2024
    assert comparable("suspension_defiance", "2017-18", "2018-19")
    assert not comparable("suspension_defiance", "2018-19", "2021-22")
    assert comparable("suspension_defiance", "2021-22", "2023-24")
    assert not comparable("suspension_defiance", "2020-21", "2023-24")
    assert not comparable("suspension_defiance", "2022-23", "2024-25")
    assert comparable("suspension", "2022-23", "2024-25")


def test_a_last_year_apart_can_be_told_of_but_no_first_one():
    assert continues("chronic_absenteeism", "2018-19", "2020-21")
    assert not continues("chronic_absenteeism", "2020-21", "2024-25")


def test_our_own_counts_break_in_the_years_in_which_published_ones_do():
    same = {"own_suspension": "suspension", "own_expulsion": "expulsion"}
    for own, published in same.items():
        assert breaks_of(own) == breaks_of(published)
    # the state published no chronic absence of 2019-20; a district may have counted it
    assert not comparable("own_chronic_absenteeism", "2018-19", "2019-20")
    assert not comparable("own_chronic_absenteeism", "2020-21", "2021-22")
    assert comparable("own_chronic_absenteeism", "2021-22", "2024-25")
