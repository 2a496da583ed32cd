"""Nothing hidden can be had by subtraction within a dimension.

Each released table is attacked by a reader who can solve linear programs (``tests/reader.py``);
the control is the same attack on what primary suppression alone would leave.
"""

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from reader import attack, leaks
from tables import table

from equitykit.measures.outcomes import outcomes_table
from equitykit.measures.privacy import release

PLACE = {
    "measure": "suspension",
    "period": "2024-25",
    "level": "district",
    "cds": "99100010000000",
    "coverage": "all_schools",
}


def outcomes(rows):
    """One place; a row without counts was hidden by the state."""
    rows = rows if isinstance(rows, pd.DataFrame) else table(rows)
    status = np.where(rows["denominator"].isna(), "suppressed_at_source", "reported")
    return outcomes_table(rows.assign(**PLACE, status=status))


def states(released, dimension="race_ethnicity"):
    rows = released.where(dimension=dimension).rows
    return dict(zip(rows["group"], rows["visibility"], strict=True))


def primary_only(rows, *, minimum_n=11):
    """The control: what a release would be if it only hid the small rows themselves."""
    rows = outcomes(rows)
    small = rows["denominator"].lt(minimum_n).fillna(False) & rows["denominator"].gt(0)
    visibility = rows["status"].map({"suppressed_at_source": "hidden_by_publisher"})
    return rows.assign(
        numerator=rows["numerator"].mask(small),
        denominator=rows["denominator"].mask(small),
        visibility=visibility.fillna("shown").mask(small, "hidden"),
    )


ONE_HIDDEN = """
dimension      | group | numerator | denominator
all            | TA    | 55        | 400
race_ethnicity | RB    | 4         | 9
race_ethnicity | RA    | 8         | 60
race_ethnicity | RH    | 30        | 250
race_ethnicity | RW    | 13        | 81
"""


def test_one_hidden_group_takes_the_smallest_other_along():
    # alone, 400 - 60 - 250 - 81 = 9 students and 55 - 8 - 30 - 13 = 4 are there to be read
    assert attack(primary_only(ONE_HIDDEN))["RB"] == ((9, 9), (4, 4))

    released = release(outcomes(ONE_HIDDEN))

    hidden_two = {"RB": "hidden", "RA": "hidden", "RH": "shown", "RW": "shown"}
    assert states(released) == hidden_two
    # together 69 students, 12 of them with the outcome: either could be anything from 1 to 68
    assert attack(released.rows)["RB"] == ((1, 68), (0, 12))


BINARY = """
dimension | group | numerator | denominator
all       | TA    | 55        | 400
gender    | GF    | 50        | 391
gender    | GM    | 5         | 9
"""


def test_hiding_one_side_of_a_split_in_two_hides_the_other():
    assert attack(primary_only(BINARY))["GM"][0] == (9, 9)

    released = release(outcomes(BINARY))

    assert states(released, "gender") == {"GF": "hidden", "GM": "hidden"}
    assert leaks(released) == []


NOBODY = """
dimension      | group | numerator | denominator
all            | TA    | 43        | 400
race_ethnicity | RB    | 0         | 9
race_ethnicity | RA    | 0         | 60
race_ethnicity | RH    | 30        | 250
race_ethnicity | RW    | 13        | 81
"""


def test_hidden_groups_whose_outcomes_sum_to_none_take_one_more_along():
    # RB and RA alone: 43 - 30 - 13 = 0, so each is 0. RW as well: the three sum to 13.
    pair = outcomes(NOBODY).assign(visibility="shown")
    pair.loc[1:2, ["numerator", "denominator"]] = pd.NA
    pair.loc[1:2, "visibility"] = "hidden"
    assert attack(pair)["RB"][1] == (0, 0)

    released = release(outcomes(NOBODY))

    assert states(released)["RH"] == "shown"
    assert [states(released)[group] for group in ("RB", "RW")] == ["hidden", "hidden"]
    assert leaks(released) == []


def test_a_partner_that_settles_it_alone_is_enough():
    # RA would leave a sum of 0; RW settles it without RA, which may stay
    assert states(release(outcomes(NOBODY)))["RA"] == "shown"


TOO_SMALL_TOGETHER = """
dimension      | group | numerator | denominator
all            | TA    | 55        | 400
race_ethnicity | RB    | 1         | 3
race_ethnicity | RI    | 2         | 4
race_ethnicity | RP    | 0         | 0
race_ethnicity | RH    | 37        | 300
race_ethnicity | RW    | 15        | 93
"""


def test_hidden_groups_that_are_small_even_together_take_one_more_along():
    # 400 - 300 - 93 = 7 students in two groups: both proven to be below the floor
    assert attack(primary_only(TOO_SMALL_TOGETHER))["RB"][0][1] < 11

    released = release(outcomes(TOO_SMALL_TOGETHER))

    hidden = {"RB": "hidden", "RI": "hidden", "RW": "hidden"}
    assert states(released) == hidden | {"RH": "shown", "RP": "no_students"}
    assert leaks(released) == []


def test_students_without_a_row_are_no_partner():
    # 41 more in all than in the groups: a reader may well know that there is no such group
    released = release(outcomes(ONE_HIDDEN.replace("| 400", "| 441")))

    assert states(released)["RA"] == "hidden"


def test_a_group_without_students_is_no_partner():
    rows = TOO_SMALL_TOGETHER.replace("RI    | 2         | 4", "RI    | 0         | 0")

    released = release(outcomes(rows.replace("| 400", "| 396")))

    assert states(released)["RP"] == states(released)["RI"] == "no_students"
    assert states(released)["RW"] == "hidden"


@pytest.mark.parametrize(("others", "partner"), [(10, "hidden"), (11, "shown")])
def test_two_hidden_groups_are_enough_from_a_sum_that_proves_neither_small(others, partner):
    # others + 1 students in two groups: the most that one can have is `others`
    rows = table(TOO_SMALL_TOGETHER)
    rows.loc[rows["group"] == "RB", "denominator"] = 5
    rows.loc[rows["group"] == "RI", "denominator"] = others - 4
    rows.loc[rows["group"] == "TA", "denominator"] = 393 + others + 1

    assert states(release(outcomes(rows)))["RW"] == partner


ALSO_HIDDEN_BY_THE_STATE = """
dimension      | group | numerator | denominator
all            | TA    | 60        | 420
race_ethnicity | RB    | 5         | 15
race_ethnicity | RI    |           |
race_ethnicity | RA    | 8         | 60
race_ethnicity | RH    | 30        | 250
race_ethnicity | RW    | 13        | 85
"""


def test_a_row_that_the_state_hid_is_a_partner_where_that_is_enough():
    # floor 20: 420 - 60 - 250 - 85 = 25 students in RB and RI: RB can be up to 24
    released = release(outcomes(ALSO_HIDDEN_BY_THE_STATE), minimum_n=20)
    assert states(released)["RA"] == "shown"
    assert leaks(released) == []

    # floor 25: it would be proven to be below the floor
    released = release(outcomes(ALSO_HIDDEN_BY_THE_STATE), minimum_n=25)
    assert states(released)["RA"] == "hidden"
    assert leaks(released) == []


def test_what_the_state_published_stays_where_we_hid_nothing():
    # its own release leaks: 420 - 15 - 60 - 250 - 85 = 10. We neither say so nor follow it.
    released = release(outcomes(ALSO_HIDDEN_BY_THE_STATE))

    assert states(released)["RI"] == "hidden_by_publisher"
    assert set(states(released).values()) == {"hidden_by_publisher", "shown", "read_with_care"}


def test_where_all_students_are_too_few_everything_is_hidden():
    rows = """
    dimension      | group | numerator | denominator
    all            | TA    | 3         | 10
    race_ethnicity | RH    | 3         | 10
    race_ethnicity | RW    | 0         | 0
    program        | SE    |           |
    """

    visibility = release(outcomes(rows)).rows["visibility"]

    assert visibility.tolist() == ["hidden", "hidden", "hidden", "hidden_by_publisher"]


OWN = """
dimension      | group | numerator | denominator
all            | TA    | 55        | 400
race_ethnicity | RB    | 1         | 39
race_ethnicity | RH    | 30        | 300
race_ethnicity | RW    | 24        | 61
"""


def test_a_band_takes_the_outcome_of_another_group_along_but_not_its_size():
    released = release(outcomes(OWN), regime="own_rows")

    assert states(released) == {"RB": "almost_none", "RH": "shown", "RW": "hidden"}
    assert attack(released.rows)["RB"] == ((39, 39), (0, 2))
    rows = released.rows.set_index("group")
    assert (rows.loc["RW", "denominator"], pd.isna(rows.loc["RW", "numerator"])) == (61, True)


@pytest.mark.parametrize(("partner", "also"), [(3, "hidden"), (4, "shown")])
def test_a_partner_with_too_few_outcomes_to_blur_a_band_is_not_enough(partner, also):
    # A reader knows that RW has 3 or more. RB and RW sum to 1 + 4 = 5 students: RB may be 0, 1
    # or 2, and the release would be the same for each. Of a sum of 4, RB could be but 0 or 1.
    rows = table(OWN)
    rows.loc[rows["group"] == "RW", "numerator"] = partner
    rows.loc[rows["group"] == "TA", "numerator"] = 31 + partner

    released = release(outcomes(rows), regime="own_rows")

    assert states(released)["RH"] == also
    assert leaks(released) == []

    # the same seen from the other side of the outcome: 38 of 39 is almost all
    rows["numerator"] = rows["denominator"] - rows["numerator"]
    released = release(outcomes(rows), regime="own_rows")

    assert states(released)["RB"] == "almost_all"
    assert states(released)["RH"] == also
    assert leaks(released) == []


def test_where_no_partner_can_blur_a_band_the_whole_dimension_is_hidden():
    rows = """
    dimension | group | numerator | denominator
    all       | TA    | 4         | 100
    gender    | GF    | 1         | 50
    gender    | GM    | 3         | 50
    """

    released = release(outcomes(rows), regime="own_rows")

    assert states(released, "gender") == {"GF": "hidden", "GM": "hidden"}
    assert released.where(dimension="gender").rows["denominator"].isna().all()


@pytest.mark.parametrize(
    ("numerator", "denominator", "state"),
    [
        (47, 390, "hidden"),  # the other 10 are below the floor
        (47, 389, "shown"),
        (53, 300, "hidden"),  # of the other 100, two have the outcome
        (52, 300, "shown"),
        (10, 353, "hidden"),  # of the other 47, two do not have it
        (11, 353, "shown"),
        (55, 400, "shown"),  # everyone: there are no others
    ],
)
def test_a_group_beside_too_small_others_is_hidden_in_own_rows(numerator, denominator, state):
    rows = f"""
    dimension | group | numerator   | denominator
    all       | TA    | 55          | 400
    program   | SE    | {numerator} | {denominator}
    """

    assert states(release(outcomes(rows), regime="own_rows"), "program") == {"SE": state}
    assert states(release(outcomes(rows)), "program") == {"SE": "shown"}


small = st.one_of(st.integers(0, 14), st.integers(11, 120))
counts = small.flatmap(
    lambda n: st.tuples(st.integers(0, n) | st.integers(0, min(3, n)), st.just(n))
)
districts = st.lists(counts, min_size=1, max_size=7)


def district(groups):
    codes = ["RB", "RI", "RA", "RF", "RH", "RP", "RW"]
    rows = [("all", "TA", sum(s for s, _ in groups), sum(n for _, n in groups))]
    rows += [("race_ethnicity", code, *count) for code, count in zip(codes, groups, strict=False)]
    frame = pd.DataFrame(rows, columns=["dimension", "group", "numerator", "denominator"])
    return frame.astype({"numerator": "Int64", "denominator": "Int64"})


@settings(max_examples=60, deadline=None)
@given(districts, st.sampled_from([("own_rows", 11), ("published", 11), ("published", 20)]))
def test_no_invented_district_gives_a_hidden_number_away(groups, rules):
    regime, floor = rules
    released = release(outcomes(district(groups)), regime=regime, minimum_n=floor)
    total = released.rows.iloc[0]
    assume(pd.notna(total["denominator"]))  # of too few students there is nothing to subtract from

    found = leaks(released)

    if pd.notna(total["numerator"]) and total["numerator"] in (0, total["denominator"]):
        # a published total of nobody, or everybody, says it of each group whatever is hidden
        found = [leak for leak in found if "n is" in leak]
    assert found == []


def test_the_attack_finds_what_primary_suppression_alone_leaves():
    """The control of the test above: the same attack, and the same places, leak."""
    groups = [(4, 9), (8, 60), (30, 250)]
    rows = primary_only(district(groups))

    assert attack(rows)["RB"] == ((9, 9), (4, 4))
