"""The twenty ways to get at a hidden number in released tables (statistics.md §5.4).

An attacker who knows none of our rules (``tests/table_attacker.py``) reads what we release of
the district's own rows. The control is the same attacker on two usual rules: primary
suppression alone, and hiding the next smallest beside a single hidden cell.
"""

import re
from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from simulated_tables import district_of, next_smallest, outcomes_of, primary_only, simulated
from table_attacker import findings, fixed_by_sums, interval, numerators, two_way, whole_tables

from equitykit.content.codelists import Measure, know
from equitykit.content.texts import load_words
from equitykit.measures.disclosure.audit import Aims, audit
from equitykit.measures.disclosure.system import SystemBuilder
from equitykit.measures.disclosure.tables import derive
from equitykit.measures.gaps import compare
from equitykit.measures.privacy import release
from equitykit.views.figures import gap_figure, trend_figure

K = 10


def released(rows, floor=K, **given):
    done = release(rows, minimum_n=floor, regime="own_rows", **given)
    assert done.certificate.is_clean
    return done


def states(rows, **where):
    for name, value in where.items():
        rows = rows[rows[name] == value]
    return dict(zip(rows["group"], rows["visibility"], strict=True))


# The tables of the text: schools in rows, groups in columns (RB, RA, RH, RW).
ONE_HIDDEN_CELL = [[5, 40, 90, 120], [14, 22, 80, 95], [40, 33, 70, 60]]
DIAGONAL = [[5, 40, 90, 7], [14, 22, 80, 95], [40, 33, 70, 60]]
BRIDGE = [[6, 7, 5, 30], [8, 4, 40, 25], [33, 28, 6, 9], [21, 35, 7, 3]]
BRIDGE_HIDDEN = [(1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 3), (3, 4), (4, 3), (4, 4)]
SMALL_REMAINDER = [[3, 1, 90, 120], [14, 22, 80, 95], [40, 33, 70, 60]]
MARKERS = [[4, 12, 60], [25, 31, 80], [7, 18, 44]]
HIERARCHY = [[60, 40], [70, 55], [4, 30]]
SCHOOLS = {
    "1 one hidden cell": ONE_HIDDEN_CELL,
    "3 two in a row, each alone in its column": DIAGONAL,
    "4 bridge": BRIDGE,
    "6 small remainder": SMALL_REMAINDER,
    "8 markers": MARKERS,
    "15 hierarchy": HIERARCHY,
}


@pytest.mark.parametrize("case", SCHOOLS)
def test_nothing_is_recovered_from_schools_and_their_district(case):
    rows = released(district_of(SCHOOLS[case])).rows

    assert findings(rows, K) == []
    assert rows["denominator"].notna().sum() > 2  # and not by hiding everything


@pytest.mark.parametrize("case", SCHOOLS)
def test_primary_suppression_alone_gives_each_of_them_away(case):
    assert findings(primary_only(district_of(SCHOOLS[case]), K), K)


@pytest.mark.parametrize("case", ["4 bridge", "6 small remainder", "15 hierarchy"])
def test_the_next_smallest_rule_gives_these_away(case):
    assert findings(next_smallest(district_of(SCHOOLS[case]), K), K)


def test_case_2_a_split_in_two_hides_both_sides_or_none():
    rows = outcomes_of("""
    dimension | group | numerator | denominator
    all       | TA    | 55        | 400
    program   | SD    | 50        | 393
    gender    | GF    | 20        | 191
    gender    | GM    | 35        | 209
    """)
    assert findings(primary_only(rows, K), K) == [
        "district 0000 all TA not district 0000 program SD: at most 7 students"
    ]

    assert findings(released(rows).rows, K) == []


def test_case_4_the_bridge_has_the_intervals_of_the_text():
    found = two_way(BRIDGE, BRIDGE_HIDDEN)

    assert (found[1, 3], found[1, 1], found[3, 3]) == ((5, 5), (2, 13), (3, 13))
    # each row and column with a hidden cell has two, and the sums alone fix (1, 3)
    sums = [
        [cell[axis] == line for cell in BRIDGE_HIDDEN] for axis in (0, 1) for line in range(1, 5)
    ]
    assert min(sum(line) for line in sums) == 2
    assert fixed_by_sums(sums) == [BRIDGE_HIDDEN.index((1, 3))]


LINKED = {"A": 2, "B": 2, "I": 8, "J": 8, "K": 3, "L": 3, "M": 3, "N": 7}
LINKED_SUMS = {
    "county-1": "ABIJ", "county-2": "KLMN", "BIG": "LM", "small": "ABIJKN",
}  # fmt: skip


def linked(hidden: str, tables=tuple(LINKED_SUMS)):
    """Our own system of case 5, and which of its quantities vary."""
    builder = SystemBuilder()
    at = {name: builder.add(n) for name, n in LINKED.items()}
    for name in tables:
        parts = LINKED_SUMS[name]
        builder.relate({at[part]: 1 for part in parts}, sum(LINKED[part] for part in parts))
    return builder.build(), np.isin(list(LINKED), list(hidden)), at


def test_case_5_linked_tables_are_read_together():
    assert {name: sum(LINKED[p] for p in parts) for name, parts in LINKED_SUMS.items()} == {
        "county-1": 20, "county-2": 16, "BIG": 6, "small": 30,
    }  # fmt: skip

    system, free, at = linked("ABKLM", ["county-1", "county-2"])
    assert derive(system, free, at["K"]) == (0, 9)
    system, free, at = linked("ABKLM", ["BIG", "small"])
    assert derive(system, free, at["K"]) == (0, 7)
    system, free, at = linked("ABKLM")
    assert derive(system, free, at["K"]) == (3, 3)
    aim = Aims(np.array([at["K"]]), *np.array([[0.0], [7.0], [np.nan]]))
    assert audit(system, free, aim)[1].all()

    system, free, at = linked("ABKLMN")
    assert derive(system, free, at["K"]) == (0, 10)
    assert not audit(system, free, aim)[1].any()


def test_case_6_the_corner_leaves_the_joint_result_of_four_students():
    found = two_way(SMALL_REMAINDER, [(1, 1), (1, 2), (2, 1), (2, 2)])

    assert (found[1, 1], found[1, 2], found[2, 1]) == ((0, 4), (0, 4), (13, 17))


def test_case_7_cells_that_sum_to_none_are_none_and_to_one_are_none_or_one():
    assert [interval([[1, 1]], [total], 0) for total in (0, 1)] == [(0, 0), (0, 1)]
    rows = outcomes_of("""
    dimension      | group | numerator | denominator
    all            | TA    | 43        | 400
    race_ethnicity | RB    | 0         | 9
    race_ethnicity | RA    | 0         | 60
    race_ethnicity | RH    | 30        | 250
    race_ethnicity | RW    | 13        | 81
    """)
    assert "district 0000 race_ethnicity RB: 0 outcomes" in findings(next_smallest(rows, K), K)

    assert findings(released(rows).rows, K) == []


def test_case_8_one_marker_for_primary_and_complementary_cells():
    hidden = [(1, 1), (1, 2), (3, 1), (3, 2)]
    assert two_way(MARKERS, hidden)[1, 1] == (0, 11)
    # "<10" for the primary cells: 4 + 12 and 7 + 18 in rows, 4 + 7 and 12 + 18 in columns
    sums, totals = [[1, 1, 0, 0], [0, 0, 1, 1], [1, 0, 1, 0], [0, 1, 0, 1]], [16, 25, 11, 30]
    told = [9, None, 9, None]
    assert interval(sums, totals, 0, told) == (2, 9)  # the text adds that * is 10 or more: [2, 6]
    assert [a for a, b, c, d in whole_tables([range(10), range(10, 31), range(10), range(10, 31)], 41)
            if a + b == 16 and c + d == 25 and a + c == 11] == [2, 3, 4, 5, 6]  # fmt: skip

    done = released(district_of(MARKERS, outcomes=np.asarray(MARKERS) // 2))
    rows = done.rows[done.rows["visibility"].eq("hidden") & done.rows["denominator"].isna()]
    true = rows.merge(district_of(MARKERS), on=["level", "cds", "dimension", "group"])
    assert {4, 7} < set(true["denominator_y"])  # and some partners
    assert len(rows[figures_and_marks(rows)].drop_duplicates()) == 1
    first = rows[rows["cds"] == "99100010000001"]
    page = figure(done.where(cds="99100010000001"))
    lines = [line_of(page, group) for group in first["group"]]
    assert len(lines) >= 2
    assert len({re.sub(r"<th.*?</th>|\s", "", line, flags=re.DOTALL) for line in lines}) == 1


def figures_and_marks(rows):
    places = ("measure", "period", "level", "cds", "county", "district", "school")
    return [name for name in rows if name not in (*places, "dimension", "group")]


def test_case_9_a_rounded_rate_tells_the_count():
    def fixes(n, decimals):
        return all(
            len(
                numerators(
                    n, f"{(200 * 10**decimals * s + n) // (2 * n) / 10**decimals:.{decimals}f}"
                )
            )
            == 1
            for s in range(n + 1)
        )

    assert all(fixes(n, 0) for n in range(1, 100))
    assert not any(fixes(n, 0) for n in (201, 250, 301, 350))
    assert all(fixes(n, 1) for n in (1, 7, 99, 100, 500, 998, 999))
    assert not fixes(1001, 1)


def test_case_9_a_band_comes_without_its_rate():
    rows = outcomes_of("""
    dimension | group | numerator | denominator
    all       | TA    | 61        | 400
    gender    | GF    | 1         | 150
    gender    | GM    | 60        | 250
    """)
    told = released(rows).rows.set_index("group")

    assert told.loc["GF", "visibility"] in ("almost_none", "hidden")
    assert told.loc[["GF", "GM"], ["rate", "low", "high"]].isna().all(axis=None)


ROUNDED = [(50, 41), (40, 30), (22, 14), (8, 5)]


def test_case_10_rounded_rates_subtract():
    told = [numerators(n, percent) for n, percent in ((50, "82"), (40, "75"), (22, "64"))]
    left = {
        s for s in range(9) for seen in product(*told) if sum(seen) + s in numerators(120, "75")
    }
    assert left == {5}

    rows = school_totals(ROUNDED)
    assert findings(primary_only(rows, K), K)
    done = released(rows).rows
    assert findings(done, K) == []
    told = done[done["rate"].notna() & (done["level"] == "school")]
    fewest = [
        numerators(int(n), f"{rate:.1f}")
        for n, rate in zip(told["denominator"], told["rate"], strict=True)
    ]
    all_told = done[done["level"] == "district"]["rate"].iloc[0]
    rest = 120 - int(told["denominator"].sum())
    possible = {
        s for s in range(rest + 1) for seen in product(*fewest)
        if sum(seen) + s in numerators(120, f"{all_told:.1f}")
    }  # fmt: skip
    assert rest >= K  # what is left is of two schools at least, and large enough
    assert min(possible) > 0


def school_totals(counts, level="school", above="district"):
    """Places with all students only, and the place that they make up."""
    codes = {"school": "9910001{:07d}", "district": "99{:05d}0000000", "county": "99000000000000"}
    whole = {"district": "99100010000000", "county": "99000000000000"}[above]
    rows = [(above, whole, sum(s for _, s in counts), sum(n for n, _ in counts))]
    rows += [(level, codes[level].format(i + 1), s, n) for i, (n, s) in enumerate(counts)]
    frame = pd.DataFrame(rows, columns=["level", "cds", "numerator", "denominator"])
    return outcomes_of(frame.assign(dimension="all", group="TA"))


def test_case_11_a_rate_without_its_count_is_not_shown():
    assert [n for n in range(1, 11) if numerators(n, "33") and numerators(n, "67")][0] == 3
    rows = outcomes_of("""
    dimension      | group | numerator | denominator | rate
    all            | TA    | 55        | 400         | 13.8
    race_ethnicity | RB    |           |             | 33.3
    """)

    told = release(rows, regime="own_rows").rows.set_index("group").loc["RB"]

    assert told["visibility"] == "hidden"
    assert told[["numerator", "denominator", "rate", "low", "high"]].isna().all()


@pytest.mark.parametrize(("numerator", "band"), [(0, "almost_none"), (12, "almost_all")])
def test_case_12_a_rate_of_nobody_or_everybody_is_a_band_on_every_surface(numerator, band):
    rows = outcomes_of(f"""
    dimension      | group | numerator         | denominator
    all            | TA    | {120 + numerator} | 272
    race_ethnicity | RI    | {numerator}       | 12
    race_ethnicity | RH    | 60                | 110
    race_ethnicity | RW    | 60                | 150
    """)
    done = released(rows)

    told = done.rows.set_index("group").loc["RI"]
    assert told["visibility"] in (band, "hidden")
    assert told[["numerator", "rate", "low", "high"]].isna().all()
    assert findings(done.rows, K) == []
    text = re.sub(r"<[^>]+>", " ", line_of(figure(done), "RI"))
    assert not re.search(r"\b(0|100)(\.0)?\s?%", text)


def test_case_13_two_cuts_of_nearly_the_same_students_are_not_both_told():
    first = outcomes_of(CUMULATIVE.format(n=200, s=30, more=40, all=55, total=400))
    later = outcomes_of(CUMULATIVE.format(n=204, s=33, more=40, all=58, total=404))
    before = released(first)
    # alone, the second is fit to be seen; beside the first it tells of four students, three absent
    alone = released(later)
    assert differences(before.rows, alone.rows)["RH"] == (4, 3)

    after = released(later, earlier=[before])

    assert "RH" not in differences(before.rows, after.rows)
    assert "TA" not in differences(before.rows, after.rows)
    assert findings(after.rows, K) == []
    assert after.certificate.earlier


CUMULATIVE = """
dimension      | group | numerator | denominator
all            | TA    | {all}     | {total}
race_ethnicity | RH    | {s}       | {n}
race_ethnicity | RA    | 15        | 110
race_ethnicity | RW    | 10        | 90
"""


def differences(before, after):
    both = before.merge(after, on="group", suffixes=("", "_after"))
    both = both[both["denominator"].notna() & both["denominator_after"].notna()]
    n = both["denominator_after"] - both["denominator"]
    s = both["numerator_after"] - both["numerator"]
    return {g: (int(a), int(b)) for g, a, b in zip(both["group"], n, s, strict=True) if 0 < a < K}


def test_case_13_a_measure_of_students_enrolled_both_semesters(own_measures):
    one = outcomes_of(CUMULATIVE.format(n=204, s=33, more=40, all=58, total=404)).assign(
        measure="own_all"
    )
    two = outcomes_of(CUMULATIVE.format(n=200, s=30, more=40, all=55, total=400)).assign(
        measure="own_both"
    )

    done = released(pd.concat([one, two])).rows

    parts = [done[done["measure"] == name] for name in ("own_both", "own_all")]
    assert differences(*parts) == {}
    assert differences(two, one) == {"TA": (4, 3), "RH": (4, 3)}


def test_case_14_nested_thresholds_do_not_tell_of_those_between(own_measures):
    rows = """
    dimension      | group | numerator | denominator
    all            | TA    | {}        | 400
    race_ethnicity | RH    | {}        | 250
    race_ethnicity | RW    | {}        | 150
    """
    once = outcomes_of(rows.format(50, 30, 20)).assign(measure="own_all")
    twice = outcomes_of(rows.format(38, 29, 9)).assign(measure="own_both")

    done = released(pd.concat([once, twice])).rows

    seen = done.pivot(index="group", columns="measure", values="numerator")
    # one student of RH was suspended once and not twice
    assert pd.isna(seen.loc["RH", "own_all"]) or pd.isna(seen.loc["RH", "own_both"])
    assert findings(done, K) == []


def test_case_14_grades_within_a_span():
    rows = outcomes_of("""
    dimension  | group | numerator | denominator
    all        | TA    | 60        | 400
    grade_span | GR912 | 40        | 188
    grade      | GR09  | 14        | 60
    grade      | GR10  | 12        | 70
    grade      | GR11  | 11        | 50
    """)
    without = primary_only(rows, K)
    assert without.loc[1, "denominator"] - without.loc[2:, "denominator"].sum() == 8

    done = released(rows).rows

    grades = done[done["dimension"] == "grade"]
    span = done[done["group"] == "GR912"]["denominator"]
    assert span.isna().all() or grades["denominator"].isna().any()
    left = 188 - grades["denominator"].sum()
    assert span.isna().all() or left >= K


def test_case_15_a_county_minus_its_districts_and_charter_schools():
    county = school_totals([(400, 50), (300, 40), (8, 4)], level="district", above="county")
    assert findings(primary_only(county, K), K)
    assert findings(released(county).rows, K) == []

    rows = outcomes_of("""
    dimension      | group | numerator | denominator | coverage
    all            | TA    | 55        | 400         | all_schools
    race_ethnicity | RH    | 30        | 250         | all_schools
    race_ethnicity | RW    | 25        | 150         | all_schools
    all            | TA    | 50        | 392         | without_charter
    race_ethnicity | RH    | 26        | 244         | without_charter
    race_ethnicity | RW    | 24        | 148         | without_charter
    """)
    assert findings(primary_only(rows, K), K)
    assert findings(released(rows).rows, K) == []


CROSSED = """
dimension              | group | numerator | denominator
all                    | TA    | 90        | 400
race_ethnicity         | RH    | 60        | 250
race_ethnicity         | RW    | 20        | 100
race_ethnicity         | RA    | 10        | 50
program                | SE    | 30        | 130
race_ethnicity×program | RH×SE | 20        | 100
race_ethnicity×program | RW×SE | 4         | 7
race_ethnicity×program | RA×SE | 6         | 23
"""


def test_case_16_a_crossing_and_its_margins():
    rows = outcomes_of(CROSSED)
    # overlapping groups do not add up; those of one crossing with its margins do
    assert "district 0000 race_ethnicity×program RW×SE: 7 students" in findings(
        primary_only(rows, K), K
    )

    assert findings(released(rows).rows, K) == []

    beside = outcomes_of(CROSSED.replace("RW×SE | 4         | 7 ", "RW×SE | 4         | 94"))
    assert findings(released(beside).rows, K) == []  # six of RW are not EL


def test_case_17_no_partner_that_is_too_small_or_known_to_be_empty():
    rows = outcomes_of("""
    dimension      | group | numerator | denominator
    all            | TA    | 55        | 400
    race_ethnicity | RB    | 4         | 9
    race_ethnicity | RP    | 0         | 0
    race_ethnicity | RI    | 0         | 1
    race_ethnicity | RH    | 30        | 250
    race_ethnicity | RW    | 21        | 140
    """)
    done = released(rows)

    told = states(done.rows)
    assert told["RP"] == "no_students"
    assert "hidden" in (told["RH"], told["RW"])
    assert findings(done.rows, 11) == []


def test_case_18_two_means_do_not_subtract():
    rows = outcomes_of("""
    dimension | group | denominator | rate
    all       | TA    | 120         | 11.5
    gender    | GF    | 112         | 10.9
    gender    | GM    | 8           | 19.9
    """).assign(measure="average_days_absent")
    assert round((120 * 11.5 - 112 * 10.9) / 8, 1) == 19.9

    told = states(released(rows).rows, dimension="gender")

    assert told == {"GF": "hidden", "GM": "hidden"}


def figure(done):
    compared = compare(done, yardstick="overall")
    kept = compared.where(dimension=["all", "race_ethnicity"])
    return str(gap_figure(kept, words=load_words("en")))


def line_of(html, group):
    name = load_words("en")(f"groups.{group}.name")
    lines = [part.split("</tr>")[0] for part in html.split("<tr>")]
    return next(line for line in lines if name in line and "<td" in line)


def test_case_19_pictures_tables_and_files_come_from_what_is_released():
    # numbers that cannot turn up by chance
    rows = outcomes_of("""
    dimension      | group | numerator | denominator
    all            | TA    | 9000      | 40000
    race_ethnicity | RB    | 1733      | 4177
    race_ethnicity | RA    | 1319      | 6073
    race_ethnicity | RH    | 4000      | 20000
    race_ethnicity | RW    | 1948      | 9750
    """)
    done = released(rows, floor=5000, stability_line=5000)
    hidden = done.rows[done.rows["visibility"] == "hidden"]["group"].tolist()
    true = rows.set_index("group")
    words = load_words("en")
    surfaces = [
        figure(done),
        str(trend_figure(done.where(dimension=["all", "race_ethnicity"]), words=words)),
        done.rows.to_csv(),
        done.rows.to_json(),
        repr(done),
        str(done.certificate.as_dict()),
    ]

    assert "RB" in hidden
    assert "20000" in surfaces[2] or "9750" in surfaces[2]
    for group in hidden:
        for number in (int(true.loc[group, "numerator"]), int(true.loc[group, "denominator"])):
            for text in surfaces:
                assert not re.search(rf"(?<![\d.]){number}(?!\d)|{number:,}", text), (group, number)


def test_case_20_who_is_alone_in_a_cell_learns_nothing_of_the_other():
    rows = outcomes_of("""
    dimension      | group | numerator | denominator
    all            | TA    | 55        | 400
    race_ethnicity | RB    | 1         | 1
    race_ethnicity | RI    | 0         | 1
    race_ethnicity | RA    | 9         | 40
    race_ethnicity | RH    | 30        | 250
    race_ethnicity | RW    | 15        | 108
    """)
    told = [row for row in findings(learned(primary_only(rows, K), rows, "RB"), K)]
    assert "district 0000 race_ethnicity RI: 1 students" in told
    assert "district 0000 race_ethnicity RI: 0 outcomes" in told

    done = released(rows).rows
    for knows in ("RB", "RI"):
        assert findings(learned(done, rows, knows), K) == []


def learned(told, true, group):
    """The released rows in the eyes of the one student of a group."""
    told, true = told.copy(), true.set_index("group")
    own = told["group"] == group
    for name in ("numerator", "denominator"):
        told.loc[own, name] = true.loc[group, name]
    told.loc[own, "visibility"] = "shown"
    return told


@pytest.fixture
def own_measures():
    """Two measures of one topic, as a district adds them."""
    kind = {"family": "extract", "improvement_direction": "decrease", "unit": "percent"}
    kind |= {"counts_students": True, "is_headline": False, "topic": "nested"}
    know({}, {name: Measure(name, **kind) for name in ("own_all", "own_both")})
    yield
    know({}, {})


# -- tables of chance ---------------------------------------------------------------------------

small = st.one_of(st.integers(0, 12), st.integers(10, 60))
tables_of_chance = st.integers(2, 3).flatmap(
    lambda width: st.lists(st.lists(small, min_size=width, max_size=width), min_size=2, max_size=3)
)


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(tables_of_chance, st.integers(0, 5))
def test_no_table_of_chance_gives_a_hidden_number_away(counts, seed):
    assert findings(released(district_of(counts, seed=seed)).rows, K) == []


@pytest.mark.slow
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(tables_of_chance, st.integers(0, 50))
def test_none_of_many_tables_of_chance_gives_a_hidden_number_away(counts, seed):
    assert findings(released(district_of(counts, seed=seed)).rows, K) == []


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.integers(0, 25), min_size=3, max_size=5))
def test_counting_through_all_whole_tables_of_one_place_finds_none_proven_small(sizes):
    frame = pd.DataFrame({"group": ["TA", "RB", "RA", "RH", "RW", "RI"][: len(sizes) + 1]})
    frame["dimension"] = ["all"] + ["race_ethnicity"] * len(sizes)
    frame["denominator"] = [sum(sizes), *sizes]
    frame["numerator"] = 0
    rows = outcomes_of(frame.assign(numerator=pd.NA, rate=12.5)).assign(
        measure="average_days_absent"
    )
    done = released(rows).rows
    total = done["denominator"].iloc[0]
    hidden = done[done["visibility"].eq("hidden") & done["dimension"].ne("all")]

    # nothing below the floor is seen, whatever else is hidden
    assert done["denominator"].dropna().isin([0, *range(K, 126)]).all()
    assert len(hidden) >= sum(0 < size < K for size in sizes)
    assume(pd.notna(total) and len(hidden))
    left = int(total - done["denominator"].iloc[1:].fillna(0).sum())
    possible = whole_tables([range(1, left + 1)] * len(hidden), left)
    everybody = left == total  # then the total itself says how many there can be at most
    for at in range(len(hidden)):
        values = {each[at] for each in possible}
        assert len(values) > 1 or everybody
        assert max(values) >= (min(K, left - len(hidden) + 1) if everybody else K)


@pytest.mark.parametrize(("schools", "groups"), [(12, 7)])
def test_a_simulated_district_gives_nothing_away(schools, groups):
    rows = simulated(schools, groups, seed=12)

    assert findings(primary_only(rows, K), K)
    assert findings(next_smallest(rows, K), K)
    assert findings(released(rows).rows, K) == []


@pytest.mark.slow
@pytest.mark.parametrize(("schools", "groups"), [(60, 9), (150, 9)])
def test_a_large_simulated_district_gives_nothing_away(schools, groups):
    rows = simulated(schools, groups, seed=5)

    assert findings(released(rows).rows, K) == []


def test_complementary_cells_are_not_always_those_of_the_same_community():
    """How often a partner is the smallest group of its school that could be one, and which part
    of all partners falls on one community, over four districts."""
    told = {"ours": [], "next smallest": []}
    for seed in range(4):
        rows = simulated(12, 7, seed=seed)
        told["ours"].append(partners(rows, released(rows).rows))
        told["next smallest"].append(partners(rows, next_smallest(rows, K)))
    ours, theirs = (pd.concat(each) for each in told.values())

    assert theirs["is_smallest"].mean() == 1
    assert ours["is_smallest"].mean() < 0.4
    assert ours["group"].value_counts(normalize=True).max() < 0.4
    assert ours["group"].nunique() == 7


def partners(true, done):
    """The cells of schools that are hidden though large enough."""
    key = ["level", "cds", "dimension", "group"]
    large = true[true["denominator"].ge(K) & true["dimension"].eq("race_ethnicity")]
    least = large.groupby("cds")["denominator"].transform("min")
    large = large.assign(is_smallest=large["denominator"].eq(least))
    both = large.merge(done[[*key, "denominator"]], on=key, suffixes=("", "_told"))
    return both[both["denominator_told"].isna()]
