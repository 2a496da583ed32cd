"""What appears only at a crossing: beside what its traits foretell one by one."""

import pytest
from tables import table

from equitykit.measures.crossed_groups import crossing_figures
from equitykit.measures.outcomes import outcomes_table
from equitykit.measures.privacy import release
from equitykit.measures.shares import read_shares
from equitykit.measures.yardsticks import find_yardstick

# In race and program: both 30/50, the one alone 10/50, the other alone 15/50, neither 5/50.
TWO = """
dimension              | group | numerator | denominator
all                    | TA    | 60        | 200
race_ethnicity         | RH    | 40        | 100
race_ethnicity         | RW    | 20        | 100
program                | SE    | 45        | 100
race_ethnicity×program | RH×SE | 30        | 50
"""


def figures(rows, minimum_n=11, **place):
    place = {"measure": "graduation", "period": "2024-25", "level": "district", **place}
    place |= {"cds": "99100010000000", "coverage": "all_schools", "status": "reported"}
    released = release(outcomes_table(table(rows).assign(**place)), minimum_n=minimum_n)
    shares = read_shares(released)
    others = find_yardstick(shares, "everyone_else", minimum_n=minimum_n, target=None)
    found = crossing_figures(shares, comparable=others.note == "", minimum_n=minimum_n)
    groups = shares.rows["group"].tolist()
    return {group: {name: found[name][i] for name in found} for i, group in enumerate(groups)}


def test_an_additive_model_adds_what_each_trait_does_alone():
    found = figures(TWO)["RH×SE"]
    # .2 + .3 - .1 = .4, and there are .6
    assert found["predicted_rate"] == pytest.approx(40)
    assert found["excess_points"] == pytest.approx(20)


def test_the_excess_has_an_interval():
    found = figures(TWO)["RH×SE"]
    # Wilson of 30/50: .4618, .7239; 10/50: .1124, .3304; 15/50: .1910, .4375; 5/50: .0435, .2136
    # down: .1382, .1304, .1375, .0565; up: .1239, .0876, .1090, .1136
    down = (0.1382**2 + 0.1304**2 + 0.1375**2 + 0.0565**2) ** 0.5
    up = (0.1239**2 + 0.0876**2 + 0.1090**2 + 0.1136**2) ** 0.5
    assert found["excess_low"] == pytest.approx(20 - 100 * down, abs=0.02)
    assert found["excess_high"] == pytest.approx(20 + 100 * up, abs=0.02)


def test_groups_that_overlap_are_not_counted_twice():
    # SE does nothing of its own: 60 % of SS with it or without; nearly all SE are SS
    rows = """
        dimension       | group | numerator | denominator
        all             | TA    | 92        | 200
        program         | SE    | 58        | 100
        program         | SS    | 72        | 120
        program×program | SE×SS | 54        | 90
    """
    # SE alone 4/10, SS alone 18/30, neither 92 - 58 - 72 + 54 = 16 of 200 - 100 - 120 + 90 = 70
    found = figures(rows, minimum_n=10)["SE×SS"]
    assert found["predicted_rate"] == pytest.approx(100 * (0.4 + 0.6 - 16 / 70))


def test_three_traits_are_foretold_one_by_one():
    rows = """
        dimension                     | group    | numerator | denominator
        all                           | TA       | 400       | 800
        race_ethnicity                | RH       | 220       | 400
        race_ethnicity                | RW       | 180       | 400
        program                       | SE       | 230       | 400
        gender                        | GM       | 240       | 400
        gender                        | GF       | 160       | 400
        race_ethnicity×program        | RH×SE    | 130       | 200
        race_ethnicity×gender         | RH×GM    | 140       | 200
        program×gender                | SE×GM    | 145       | 200
        race_ethnicity×program×gender | RH×SE×GM | 90        | 100
    """
    # 111: 90. RH alone 220-130-140+90 = 40, SE alone 230-130-145+90 = 45, GM alone
    # 240-140-145+90 = 45, none 400-220-230-240+130+140+145-90 = 35, each of 100:
    # .40 + .45 + .45 - 2 * .35 = .60
    found = figures(rows)["RH×SE×GM"]
    assert found["predicted_rate"] == pytest.approx(60)
    assert found["excess_points"] == pytest.approx(30)


def test_what_is_no_crossing_has_no_prediction():
    assert all(value != value for value in figures(TWO)["RH"].values())


def test_nothing_is_predicted_of_a_part_below_the_floor():
    # 10 students are RH and not SE
    rows = TWO.replace("| RH    | 40        | 100", "| RH    | 32        | 60")
    assert all(value != value for value in figures(rows)["RH×SE"].values())
    assert figures(rows, minimum_n=10)["RH×SE"]["excess_points"] == pytest.approx(
        100 * (0.6 - 0.2 - 15 / 50 + (60 - 32 - 45 + 30) / (200 - 60 - 100 + 50))
    )


def test_nothing_is_predicted_without_one_of_the_margins():
    without = "\n".join(line for line in TWO.splitlines() if "| SE " not in line)
    assert all(value != value for value in figures(without)["RH×SE"].values())


def test_nothing_is_predicted_from_a_sum_of_hidden_groups():
    # without RW's row all who are not RH are groups that we do not see
    without = "\n".join(line for line in TWO.splitlines() if "| RW " not in line)
    assert all(value != value for value in figures(without)["RH×SE"].values())
