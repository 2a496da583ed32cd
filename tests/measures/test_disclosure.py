"""The audit and the protection of own rows, on tables small enough to work by hand."""

import json

import numpy as np
import pandas as pd
import pytest
from simulated_tables import district_of, outcomes_of
from table_attacker import findings
from tables import table

from equitykit.measures.disclosure.cells import Cell, remainders, sums
from equitykit.measures.disclosure.collector import Set
from equitykit.measures.disclosure.joint_sets import parts_to_hide
from equitykit.measures.disclosure.system import SystemBuilder
from equitykit.measures.disclosure.tables import Wish, derive, find_table
from equitykit.measures.privacy import release

DISTRICT = {"level": "district", "cds": "99100010000000", "coverage": "all_schools"}

RACES = """
dimension      | group | numerator | denominator
all            | TA    | 55        | 400
race_ethnicity | RB    | 4         | 9
race_ethnicity | RA    | 8         | 60
race_ethnicity | RH    | 30        | 250
race_ethnicity | RW    | 13        | 81
"""


def states(done, **where):
    rows = done.where(**where).rows
    return dict(zip(rows["group"], rows["visibility"], strict=True))


def cell(dimension, group, **place):
    return Cell(**{**DISTRICT, **place}, dimension=dimension, group=group)


def test_what_adds_up_to_what():
    school = {"level": "school", "cds": "99100010000001"}
    crossed = cell("race_ethnicity×gender", "RH×GF")
    cells = [
        cell("all", "TA"),
        cell("race_ethnicity", "RH"),
        cell("gender", "GF"),
        crossed,
        cell("race_ethnicity", "RH", **school),
        cell("grade", "GR10"),
        cell("grade_span", "GR912"),
        cell("program", "SE"),
    ]

    found = sums(cells)

    assert found[cell("gender", "GF"), "race_ethnicity"] == [crossed]
    assert found[cell("race_ethnicity", "RH"), "gender"] == [crossed]
    assert found[cell("race_ethnicity", "RH"), "school"] == [cell("race_ethnicity", "RH", **school)]
    assert found[cell("grade_span", "GR912"), "grade"] == [cell("grade", "GR10")]
    assert (cell("all", "TA"), "program") not in found  # a student may be in two programs


def test_those_not_in_a_program_by_inclusion_and_exclusion():
    everyone, el = cell("all", "TA"), cell("program", "SE")
    latino, both = cell("race_ethnicity", "RH"), cell("race_ethnicity×program", "RH×SE")

    found = remainders([everyone, el, latino, both])

    assert found == [{everyone: 1, el: -1}, {latino: 1, both: -1}]


def test_a_rounded_rate_is_a_constraint_also_when_the_size_is_hidden():
    # 75 % of 6 to 10 students: (74.5 to 75.5) % of them, so 4.47 to 7.55 outcomes
    builder = SystemBuilder()
    students, outcomes = builder.add(8, lower=6, upper=10), builder.add(6)
    builder.relate_rate(outcomes, students, 75, 1)
    system = builder.build()

    assert derive(system, np.ones(len(system.values), bool), outcomes) == (4.47, 7.55)


def test_a_table_that_is_found_is_of_whole_numbers_and_agrees_with_the_sums():
    builder = SystemBuilder()
    a, b, c = (builder.add(n) for n in (3, 4, 5))
    builder.relate({a: 2, b: 1}, 10)
    builder.relate({b: 1, c: 1}, 9)
    system = builder.build()

    found = find_table(system, np.ones(3, bool), [Wish(a, 1, 9)])

    assert found.tolist() == [5, 0, 9]
    assert system.agrees(found)


def test_measures_of_the_same_students_hide_the_same_groups():
    one = outcomes_of(RACES)
    two = outcomes_of(RACES.replace("| 4  ", "| 5  ").replace("| 55 ", "| 56 "))
    rows = pd.concat([one, two.assign(measure="own_chronic_absenteeism")])

    done = release(rows, regime="own_rows")

    sizes = done.rows.pivot(index="group", columns="measure", values="denominator")
    assert sizes["own_suspension"].equals(sizes["own_chronic_absenteeism"])
    assert sizes["own_suspension"].isna().sum() == 2


def test_students_without_a_group_are_a_group_too():
    # 400 - (60 + 250 + 81) = 9 students of no race that is told, 5 of them with the outcome
    rows = table(RACES)
    rows = outcomes_of(rows[rows["group"] != "RB"])

    done = release(rows, regime="own_rows")

    assert "hidden" in states(done, dimension="race_ethnicity").values()
    assert done.certificate.sets_from_sums == 1


def test_an_earlier_release_is_a_fact_that_nobody_can_take_back():
    rows = outcomes_of(RACES)
    first = release(rows, regime="own_rows")
    partner = [
        g
        for g, s in states(first, dimension="race_ethnicity").items()
        if s == "hidden" and g != "RB"
    ]

    again = release(rows, regime="own_rows", earlier=[first])

    # another partner would give RB away: what both hide is still at least RB and one more
    both = first.rows.merge(again.rows, on="group", suffixes=("_1", "_2"))
    unseen = both[both["denominator_1"].isna() & both["denominator_2"].isna()]["group"]
    assert {"RB", *partner} <= set(unseen)
    assert again.certificate.is_clean


def test_where_it_is_already_out_the_certificate_says_so():
    rows = outcomes_of(RACES)
    told = release(rows, minimum_n=5, regime="own_rows")
    assert states(told)["RB"] == "read_with_care"

    done = release(rows, regime="own_rows", earlier=[told])

    assert states(done)["RB"] == "hidden"
    assert done.certificate.already_out > 0


def test_what_others_have_told_is_no_reason_to_hide_the_place():
    # RB's 9 are out with all the others: nothing that is hidden now can help
    rows = outcomes_of(RACES)
    told = release(rows, minimum_n=5, regime="own_rows")
    assert set(states(told).values()) == {"shown", "read_with_care"}

    done = release(rows, regime="own_rows", earlier=[told])

    assert states(done) == states(told) | {"RB": "hidden"}
    assert done.certificate.missed == 0
    assert done.certificate.visible == 4


def test_what_is_narrowed_by_others_is_protected_as_far_as_that_leaves_it_open():
    # somebody else has told of RH and RW: RB and RA are 69 together, which RA alone hides
    rows = outcomes_of(RACES)
    facts = rows[rows["group"].isin(["TA", "RH", "RW"])]

    done = release(rows, regime="own_rows", facts=facts)

    assert states(done) == {
        "TA": "shown", "RH": "shown", "RW": "shown", "RA": "hidden", "RB": "hidden",
    }  # fmt: skip
    assert (done.certificate.missed, done.certificate.told_by_others) == (0, 0)
    # with RA told as well RB is 9 whatever we do, and RA is not hidden for it
    done = release(rows, regime="own_rows", facts=rows[rows["group"] != "RB"])
    assert states(done)["RA"] == "shown"
    assert done.certificate.missed == 0
    assert done.certificate.told_by_others > 0


TWO_BANDS = """
dimension      | group | numerator | denominator
all            | TA    | 60        | 700
race_ethnicity | RA    | 1         | 40
race_ethnicity | RF    | 1         | 50
race_ethnicity | RH    | 28        | 310
race_ethnicity | RW    | 30        | 300
"""


def test_what_is_left_of_a_whole_is_no_number_that_a_row_may_not_be():
    # with RH and RW told, 60 - 28 - 30: exactly 2 of the 90 of two groups, each almost none
    control = outcomes_of(TWO_BANDS).assign(visibility="shown")
    control.loc[[1, 2], ["numerator", "rate"]] = pd.NA
    assert findings(control, 11) == ["district 0000 all TA: 2 of 90 in hidden rows"]

    done = release(outcomes_of(TWO_BANDS), regime="own_rows")

    told = states(done)
    assert (told["TA"], told["RA"], told["RF"]) == ("shown", "almost_none", "almost_none")
    assert sorted([told["RH"], told["RW"]]) == ["hidden", "shown"]
    assert findings(done.rows, 11) == []
    # how many students there are is no secret for it
    assert done.rows["denominator"].notna().all()


def test_the_part_that_joins_a_joint_set_is_the_cheapest_that_settles_it():
    # 10 students: 1 with the outcome and 9 without; each of the others could join
    figures = {"whole": (100, 20), "few": (10, 1), "no": (30, 1), "dear": (30, 9), "ok": (30, 9)}
    sets, values = {}, []
    for name, (n, s) in figures.items():
        sets[name] = Set(len(values), len(values) + 1, len(values) + 2)
        values += [n, s, n - s]
    values, price = np.array(values, dtype=float), np.ones(15)
    price[sets["dear"].students], price[sets["no"].students] = 2.0, 0.1
    whole, few, *others = sets.values()
    seen = np.ones(15, dtype=bool)
    seen[[few.students, few.outcomes, few.others]] = False

    def picked(seen, for_sale):
        return [*parts_to_hide([(whole, [few, *others])], seen, for_sale, values, price, 11)]

    ok, dear = sets["ok"], sets["dear"]
    assert picked(seen, seen) == [
        (sets["no"].students, sets["no"].outcomes, True),  # 40 students
        (ok.students, ok.outcomes, False),  # 10 of 40; with the cheapest, 2 of 40
    ]
    gone = seen.copy()
    gone[[ok.students, ok.outcomes, ok.others]] = False
    assert picked(gone, seen) == []
    # what is out cannot join
    for_sale = seen.copy()
    for_sale[[ok.students, ok.outcomes, ok.others]] = False
    assert (dear.students, dear.outcomes, False) in picked(seen, for_sale)
    # of a whole that nobody sees nothing is told
    unseen = seen.copy()
    unseen[whole.outcomes] = unseen[whole.students] = False
    assert picked(unseen, seen) == []


@pytest.mark.parametrize("seed", range(4))
def test_a_crossing_costs_no_row_of_fewer_traits(seed):
    rows = crossed_of_chance(seed)
    plain = rows[~rows["dimension"].str.contains("×")]

    alone, both = (release(each, regime="own_rows") for each in (plain, rows))

    margins = both.keep(~both.rows["dimension"].str.contains("×").to_numpy(bool))
    pd.testing.assert_frame_equal(margins.rows, alone.rows)
    assert both.certificate.is_clean
    assert findings(both.rows, 11) == []
    # and what is added to a release leaves it as it is
    added = release(rows, regime="own_rows", base=alone)
    pd.testing.assert_frame_equal(added.rows, both.rows)


def crossed_of_chance(seed):
    """Race by gender, with small groups in both."""
    random = np.random.default_rng(seed)
    races, genders = ["RB", "RA", "RH", "RW", "RI"], ["GF", "GM", "GX"]
    n = random.poisson(np.outer([12, 40, 160, 90, 5], [1, 1, 0.05]))
    s = random.binomial(n, 0.3)
    tables = {("all", "TA"): (s.sum(), n.sum())}
    tables |= {("race_ethnicity", r): (s[i].sum(), n[i].sum()) for i, r in enumerate(races)}
    tables |= {("gender", g): (s[:, j].sum(), n[:, j].sum()) for j, g in enumerate(genders)}
    tables |= {
        ("race_ethnicity×gender", f"{r}×{g}"): (s[i, j], n[i, j])
        for i, r in enumerate(races) for j, g in enumerate(genders)
    }  # fmt: skip
    frame = pd.DataFrame([(*key, *value) for key, value in tables.items()],
                         columns=["dimension", "group", "numerator", "denominator"])  # fmt: skip
    return outcomes_of(frame)


def test_rows_stay_as_they_are_only_with_the_same_settings():
    rows = outcomes_of(RACES)
    base = release(rows, regime="own_rows")

    with pytest.raises(ValueError, match="same settings"):
        release(rows, minimum_n=15, regime="own_rows", base=base)


def test_the_certificate_can_be_stored_and_names_what_was_released():
    done = release(outcomes_of(RACES), regime="own_rows")
    stored = json.loads(json.dumps(done.certificate.as_dict()))

    assert stored["minimum_n"] == 11
    assert (stored["hidden_primary"], stored["hidden_complementary"], stored["missed"]) == (1, 1, 0)
    # 9 and 60 students: as far as the audit asked, from 6 to 11 for the 9, and one more or less
    assert stored["smallest_range"] >= 1
    assert len(stored["digest"]) == 64
    assert done.where(group="RH").certificate is done.certificate
    assert release(outcomes_of(RACES)).certificate is None


def test_the_same_rows_in_another_order_are_released_the_same():
    rows = district_of([[5, 40, 90, 7], [14, 22, 80, 95], [40, 33, 70, 60]])

    one = release(rows, regime="own_rows")
    two = release(rows.sample(frac=1, random_state=3), regime="own_rows")

    pd.testing.assert_frame_equal(one.rows, two.rows)
    assert one.certificate == two.certificate


@pytest.mark.parametrize("rows", [0, 1])
def test_a_table_of_no_row_or_one(rows):
    done = release(outcomes_of(RACES).head(rows), regime="own_rows")

    assert (len(done), done.certificate.missed, done.certificate.smallest_range) == (rows, 0, None)
