"""A group that is hidden in each year comes into view as years put together, and nothing else.

The attacker below knows none of our rules: from the years and the pooled years as they are out
they set up their own linear programs (scipy), in which groups of a partition add up to all
students and years to the pooled years, and look how far each hidden count can be narrowed down.
"""

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog

from equitykit.measures.outcomes import outcomes_table
from equitykit.measures.own_counts import release_own, with_last_kept, years_due
from equitykit.measures.pooled_counts import is_true, last_pooled, release_pooled
from equitykit.measures.pooling import pooled_rows
from equitykit.measures.privacy import join, release
from equitykit.measures.visibility import BANDS

K = 11
YEARS = ("2022-23", "2023-24", "2024-25")
POOLED = "2022-23 to 2024-25"
NOTHING = outcomes_table([])
LINES = {"minimum_n": K, "stability_line": 30, "published": NOTHING}
# students and those absent, year by year; Pacific Islander students are below the floor in each
GROUPS = {
    "RP": [(5, 3), (6, 4), (7, 3)],
    "RF": [(30, 9), (33, 10), (31, 8)],
    "RH": [(200, 60), (210, 66), (205, 59)],
    "RW": [(180, 36), (176, 30), (170, 33)],
}


def own(groups, *, measure="own_chronic_absenteeism"):
    """Outcomes of a district: all students, and these groups of one partition."""
    rows = []
    for at, year in enumerate(YEARS[: len(next(iter(groups.values())))]):
        n, s = (sum(each[at][which] for each in groups.values()) for which in (0, 1))
        rows.append((year, "all", "TA", s, n))
        rows += [(year, "race_ethnicity", code, *each[at][::-1]) for code, each in groups.items()]
    names = ["period", "dimension", "group", "numerator", "denominator"]
    place = {"measure": measure, "level": "district", "cds": "99600410000000"}
    place |= {"coverage": "all_schools", "status": "reported"}
    return outcomes_table(pd.DataFrame(rows, columns=names).assign(**place))


def released(outcomes, published=NOTHING):
    """The years as they are kept, and the pooled years beside them."""
    lines = LINES | {"published": published}
    years = [*years_due(outcomes, [], **lines).values()]
    return years, release_pooled(outcomes, years, **lines)


@pytest.fixture(scope="module")
def usual():
    """The outcomes of the groups above, their years, and the pooled years beside them."""
    outcomes = own(GROUPS)
    return outcomes, *released(outcomes)


def attack(tables):
    """Least and most of the students and the outcomes of each row, for somebody with all these
    tables: ``{(period, group): ((least, most), (least, most))}``."""
    rows = pd.concat([each.rows for each in tables], ignore_index=True)
    at = {key: i for i, key in enumerate(zip(rows["period"], rows["group"], strict=True))}
    size, equal, totals = len(rows), [], []

    def add(whole, parts):
        for shift in (0, size):
            line = np.zeros(2 * size)
            line[whole + shift] = 1
            line[[part + shift for part in parts]] = -1
            equal.append(line)
            totals.append(0.0)

    for (period, group), i in at.items():
        if group == "TA":
            add(i, [j for (other, code), j in at.items() if other == period and code != "TA"])
        if period == POOLED:
            add(i, [at[year, group] for year in YEARS])
    below = np.hstack([-np.eye(size), np.eye(size)])
    n, s = (rows[name].to_numpy(float, na_value=np.nan) for name in ("denominator", "numerator"))
    # where it says hidden, there is somebody; a band says fewer than three
    low = np.concatenate([np.where(np.isnan(n), 1, n), np.where(np.isnan(s), 0, s)])
    high = np.concatenate([np.where(np.isnan(n), np.inf, n), np.where(np.isnan(s), np.inf, s)])
    for i, state in enumerate(rows["visibility"]):
        if state == "almost_none":
            high[size + i] = 2
        if state == "almost_all":
            low[size + i] = n[i] - 2
    bounds = np.column_stack([low, high])

    def ends(i):
        goal = np.eye(2 * size)[i]
        found = [linprog(sign * goal, A_eq=np.array(equal), b_eq=totals, A_ub=below,
                         b_ub=np.zeros(size), bounds=bounds) for sign in (1, -1)]  # fmt: skip
        assert all(each.status in (0, 3) for each in found)
        return tuple(sign * each.fun if each.status == 0 else np.inf
                     for sign, each in zip((1, -1), found, strict=True))  # fmt: skip

    return {key: (ends(i), ends(size + i)) for key, i in at.items()}


def learned(tables, outcomes):
    """What the attacker learns of hidden rows beyond the rules: a group proven to be below the
    floor, a count that is not wide enough, an outcome that has one value."""
    true = outcomes.set_index(["period", "group"])
    rows = pd.concat([each.rows for each in tables]).set_index(["period", "group"])
    found = []
    for key, (students, with_it) in attack(tables).items():
        n, s = (int(true.loc[key, name]) for name in ("denominator", "numerator"))
        if pd.isna(rows.loc[key, "denominator"]) and n > 0:
            if n < K and (students[1] < K or students[0] > max(n - 3, 1)):
                found.append((key, "students", students))
            if students[1] - students[0] < 1:
                found.append((key, "students", students))
        if pd.isna(rows.loc[key, "numerator"]) and n > 0 and with_it[1] - with_it[0] < 1:
            found.append((key, "outcomes", with_it))
        if rows.loc[key, "visibility"] in BANDS and with_it[1] - with_it[0] < min(2, n):
            found.append((key, "band", with_it, s))
    return found


def of_group(table, group):
    return table.rows.set_index("group").loc[group]


def truth(outcomes):
    return pd.concat([outcomes, pooled_rows(outcomes)], ignore_index=True)


def test_a_group_hidden_in_each_year_comes_into_view_when_years_are_put_together(usual):
    _, years, (pooled,) = usual
    assert [of_group(year, "RP")["visibility"] for year in years] == ["hidden"] * 3

    shown = of_group(pooled, "RP")
    # 5 + 6 + 7 students of whom 3 + 4 + 3 were absent
    assert (shown["period"], shown["numerator"], shown["denominator"]) == (POOLED, 10, 18)
    assert shown["visibility"] == "read_with_care"
    assert shown["low"] < 100 * 10 / 18 < shown["high"]
    assert pooled.certificate.is_clean
    assert set(pooled.certificate.earlier) >= {year.certificate.digest for year in years}


def test_no_year_is_narrowed_down_by_the_years_put_together(usual):
    outcomes, years, pooled = usual

    assert learned([*years, *pooled], truth(outcomes)) == []


def test_the_control_released_without_the_link_tells_each_year(usual):
    outcomes, years, _ = usual
    alone = release(pooled_rows(outcomes), minimum_n=K, regime="own_rows")

    told = {(key, ends) for key, what, ends in learned([*years, alone], truth(outcomes))
            if what == "students"}  # fmt: skip
    # the partner changes from year to year: what is left of it gives 18 - 13
    assert (("2022-23", "RP"), (5, 5)) in {
        (key, tuple(round(end) for end in ends)) for key, ends in told
    }


@pytest.mark.parametrize(
    "groups",
    [
        # one hidden year of three
        GROUPS | {"RP": [(5, 3), (26, 10), (27, 9)]},
        # two hidden years that are together below the floor
        GROUPS | {"RP": [(4, 3), (5, 2), (27, 9)]},
        # two years only, one hidden
        {code: years[:2] for code, years in (GROUPS | {"RP": [(5, 3), (26, 10)]}).items()},
    ],
)
def test_where_the_hidden_years_would_be_told_nothing_is_put_together(groups):
    outcomes = own(groups)
    years, pooled = released(outcomes)

    assert of_group(years[0], "RP")["visibility"] == "hidden"
    for table in pooled:
        assert pd.isna(of_group(table, "RP")["denominator"])


def test_one_year_said_as_a_band_is_not_told_by_the_sum():
    outcomes = own(GROUPS | {"RP": [(30, 1), (31, 9), (29, 8)]})
    years, pooled = released(outcomes)

    assert of_group(years[0], "RP")["visibility"] == "almost_none"
    # the students of all years are known; of their outcomes only that there are some
    for table in pooled:
        assert pd.isna(of_group(table, "RP")["numerator"])
    alone = release(pooled_rows(outcomes), minimum_n=K, regime="own_rows")
    assert of_group(alone, "RP")["numerator"] - 9 - 8 == 1


def test_a_pooled_group_below_the_floor_stays_hidden():
    outcomes = own(GROUPS | {"RP": [(3, 1), (3, 1), (4, 2)]})
    years, pooled = released(outcomes)

    for table in pooled:
        assert pd.isna(of_group(table, "RP")["denominator"])
    assert learned([*years, *pooled], truth(outcomes)) == []


def test_years_that_hide_nothing_need_no_pooled_rows():
    assert released(own(GROUPS | {"RP": [(35, 13), (36, 14), (37, 13)]}))[1] == []


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_district_gives_a_year_away(seed):
    outcomes = own(invented(seed))
    years, pooled = released(outcomes)

    assert learned([*years, *pooled], truth(outcomes)) == []


def invented(seed):
    """Two small and three larger groups whose sizes change from year to year."""
    chance = np.random.default_rng(seed)
    sizes = {"RP": 6, "RI": 9, "RF": 16, "RA": 45, "RH": 220}
    found = {}
    for code, middle in sizes.items():
        n = np.maximum(chance.poisson(middle, 3), 1)
        found[code] = [(int(each), int(chance.binomial(each, 0.3))) for each in n]
    return found


def test_a_pooled_release_that_is_kept_is_made_once(usual):
    outcomes, years, pooled = usual

    assert release_pooled(outcomes, [*years, *pooled], **LINES) == []
    lines = {"minimum_n": K, "stability_line": 30}
    last = last_pooled(outcomes, [*years, *pooled], **lines)
    assert of_group(last, "RP")["denominator"] == 18
    assert not last.rows["since_corrected"].any()
    assert last_pooled(outcomes, [*years, *pooled], minimum_n=15, stability_line=30) is None


def test_what_was_corrected_is_not_put_together_again_and_a_year_is_released_beside_it(usual):
    _, years, pooled = usual
    kept = [*years, *pooled]
    # one Pacific Islander student more in the second year, who was absent
    after = own(GROUPS | {"RP": [(5, 3), (7, 5), (7, 3)]})
    assert not is_true(pooled[0], pooled_rows(after))

    due = years_due(after, kept, **LINES)
    assert [*due] == ["2023-24"]
    # the pooled years that are out were looked at as well
    assert pooled[0].certificate.digest in due["2023-24"].certificate.earlier
    assert release_pooled(after, [*kept, *due.values()], **LINES) == []
    last = last_pooled(after, kept, minimum_n=K, stability_line=30)
    assert of_group(last, "RP")["denominator"] == 18
    assert last.rows["since_corrected"].all()


def test_a_year_released_anew_does_not_tell_what_pooled_years_have_left_open(usual):
    outcomes, years, pooled = usual
    # the same data with a higher line: all years are released again, beside what is out
    lines = LINES | {"minimum_n": 15}
    again = with_last_kept(release_own(outcomes, [*years, *pooled], **lines), [])
    seen = again.rows.set_index(["period", "group"])
    told = join(years).rows.set_index(["period", "group"])
    # a row that was hidden is hidden still, or its neighbors are: nothing new comes out
    both = [year for year in YEARS if pd.isna(told.loc[(year, "RP"), "denominator"])]
    assert both == [*YEARS]
    assert seen.loc[[(year, "RP") for year in YEARS], "denominator"].isna().all()
    assert again.certificate.is_clean
    assert learned([again, *pooled], truth(outcomes)) == []


def test_a_year_that_a_publisher_tells_is_taken_as_known():
    outcomes = own(GROUPS | {"RP": [(7, 3), (5, 4), (6, 3)]})
    told = outcomes["period"].eq("2022-23") & outcomes["group"].isin(["TA", "RP"])
    state = outcomes[told].assign(measure="chronic_absenteeism")

    _, (without,) = released(outcomes)
    _, pooled = released(outcomes, state)
    assert of_group(without, "RP")["denominator"] == 18
    # the state tells of 7: the 11 that are left for two hidden years leave neither room for 11
    assert all(pd.isna(of_group(table, "RP")["denominator"]) for table in pooled)
