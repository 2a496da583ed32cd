"""Differentiated assistance: the rules of each year, on rows made by hand from the state's criteria.

A table's short columns stand for the performance table: `colour` and `status` are levels from 1
(Red, the worst) to 5, blank for none; `met` says whether the file marks the group as large
enough, blank where it has no such mark.
"""

import pandas as pd
import pytest
from tables import table

from equitykit.content.assistance_rules import load_assistance_rules
from equitykit.measures.assistance import FEW_STUDENTS, ONE_STEP, judge
from equitykit.measures.performance import local_table, performance_table

DISTRICT = "27661420000000"
COUNTY_OFFICE = "27102720000000"
CHARTER = "27661420112177"
EVERY = ("ela", "math", "elpi", "graduation", "chronic", "suspension", "cci")
NO_LOCAL = local_table([])


def rows(text: str, year: str, *, cds=DISTRICT, **more) -> pd.DataFrame:
    """Performance rows of one LEA; without a count there are 100 students."""
    drawn = table(text).rename(columns={"status": "status_level", "met": "n_met"})
    drawn["n"] = drawn.get("n", 100)
    if "n_met" in drawn:
        drawn["n_met"] = drawn["n_met"].map({"yes": True, "no": False})
    level = "district" if cds.endswith("0" * 7) else "school"
    place = {"cds": cds, "year": year, "level": level, "charter": level == "school"}
    names = {"district": "Salinas City Elementary", "school": "A Charter"}
    return performance_table(drawn.assign(**place, **names, **more))


def local(text: str, cds=DISTRICT) -> pd.DataFrame:
    return local_table(table(text).assign(cds=cds))


def answer(text: str, year: str, *, local=NO_LOCAL, cds=DISTRICT, **more):
    """The answer where there is a file of each indicator."""
    files = {(indicator, year) for indicator in EVERY}
    return judge(rows(text, year, cds=cds, **more), local, cds, year, files=files)


def areas(text: str, year: str, group="RH", **more) -> tuple[int, ...]:
    of_groups = {each.group: each.areas for each in answer(text, year, **more).groups}
    return of_groups[group]


def with_rows(its) -> list:
    """The groups that have students."""
    return [group for group in its.groups if group.cells]


def one(year: str, group="RH", **levels) -> tuple[int, ...]:
    """The areas of one group with ``indicator=colour``; of a year without colors, levels."""
    column = "status" if year == "2022" else "colour"
    lines = [f"{name} | {group} | {level}" for name, level in levels.items()]
    return areas(f"indicator | group | {column}\n" + "\n".join(lines), year, group)


@pytest.mark.parametrize("year", ["2018", "2019", "2023", "2024", "2025"])
@pytest.mark.parametrize(
    ("ela", "math", "met"),
    # Red in both, or Red in one and Orange in the other
    [(1, 1, True), (1, 2, True), (2, 1, True), (2, 2, False), (1, 3, False), (3, 1, False)],
)
def test_area_4_takes_red_in_one_test_and_red_or_orange_in_the_other(year, ela, math, met):
    assert one(year, ela=ela, math=math) == ((4,) if met else ())


@pytest.mark.parametrize("year", ["2018", "2019", "2023", "2024", "2025"])
@pytest.mark.parametrize(
    ("indicator", "area"), [("graduation", 5), ("chronic", 5), ("suspension", 6)]
)
def test_one_red_indicator_meets_areas_5_and_6_and_orange_does_not(year, indicator, area):
    assert one(year, **{indicator: 1}) == (area,)
    assert one(year, **{indicator: 2}) == ()


@pytest.mark.parametrize(("year", "met"), [("2018", True), ("2019", True), ("2024", True),
                                           ("2025", True), ("2023", False)])  # fmt: skip
def test_red_college_and_career_meets_area_8_but_in_2023_there_was_no_colour(year, met):
    assert one(year, cci=1) == ((8,) if met else ())


CCI_2023 = "indicator | group | status | n | met\n cci | RH | {status} | {n} | {met}"


@pytest.mark.parametrize(
    ("status", "n", "met", "areas_met"),
    [(1, 30, "yes", (8,)), (2, 30, "yes", ()), (1, 29, "no", ()), (1, 45, "no", ()), (1, 30, "", (8,)),
     (1, 29, "", ())],
)  # fmt: skip
def test_in_2023_a_very_low_status_of_college_and_career_counts_with_enough_students(
    status, n, met, areas_met
):
    assert areas(CCI_2023.format(status=status, n=n, met=met), "2023") == areas_met


@pytest.mark.parametrize(("group", "n", "counts"), [("SF", 15, True), ("SH", 15, True),
                                                    ("SF", 14, False), ("SE", 29, False)])  # fmt: skip
def test_where_a_file_has_no_mark_15_foster_or_homeless_students_are_enough(group, n, counts):
    text = f"indicator | group | status | n\n chronic | {group} | 1 | {n}"

    assert areas(text, "2022", group) == ((5,) if counts else ())


@pytest.mark.parametrize(("year", "colours", "met"), [
    ("2018", (1,), False), ("2023", (1,), True), ("2024", (1,), True), ("2025", (1,), True),
    ("2023", (2,), False), ("2024", (2,), False), ("2025", (2,), False),
])  # fmt: skip
def test_progress_in_english_counts_for_english_learners_from_2019(year, colours, met):
    (colour,) = colours
    assert one(year, "SE", elpi=colour, chronic=3) == ((4,) if met else ())


def test_in_2019_progress_in_english_had_a_status_and_no_colour():
    text = "indicator | group | status | n | met\n elpi | SE | {} | 40 | {}"

    assert areas(text.format(1, "yes"), "2019", "SE") == (4,)
    assert areas(text.format(1, "no"), "2019", "SE") == ()
    assert areas(text.format(2, "yes"), "2019", "SE") == ()


def test_progress_in_english_counts_for_no_other_group():
    assert one("2024", "RH", elpi=1) == ()


@pytest.mark.parametrize(
    ("year", "levels", "met"),
    [
        ("2024", {"elpi": 1}, True),
        ("2024", {"elpi": 2}, False),
        ("2024", {"ela": 1, "math": 1}, True),
        # from 2025 only progress in English counts, and Orange is enough
        ("2025", {"elpi": 1}, True),
        ("2025", {"elpi": 2}, True),
        ("2025", {"elpi": 3}, False),
        ("2025", {"ela": 1, "math": 1}, False),
    ],
)
def test_long_term_english_learners_have_a_rule_of_their_own_from_2025(year, levels, met):
    assert one(year, "LTEL", **levels) == ((4,) if met else ())


@pytest.mark.parametrize("year", ["2018", "2019", "2022", "2023"])
def test_before_2024_long_term_english_learners_are_no_group_of_their_own(year):
    text = "indicator | group | colour | status\n chronic | LTEL | 1 | 1\n chronic | RH | 3 | 3"

    assert [group.group for group in with_rows(answer(text, year))] == ["RH"]


@pytest.mark.parametrize(
    ("group", "levels", "met"),
    [
        ("RH", {"ela": 1, "math": 1}, (4,)),
        # no colors in 2022: very low in one test and low in the other is not enough
        ("RH", {"ela": 1, "math": 2}, ()),
        ("SE", {"elpi": 1}, (4,)),
        ("RH", {"elpi": 1}, ()),
        ("RH", {"graduation": 1}, (5,)),
        ("RH", {"chronic": 1}, (5,)),
        ("RH", {"suspension": 1}, (6,)),
        ("RH", {"chronic": 1, "suspension": 1}, (5, 6)),
        ("RH", {"cci": 1}, ()),
    ],
)
def test_in_2022_the_status_alone_decides(group, levels, met):
    assert one("2022", group, **levels) == met


PENALTY = """
    indicator | group | status | participation | plain | value
    ela       | RH    | {level} | {tested}     | {plain} | {value}
    math      | RH    | 1      | 96            | -120.0  | -120.0
"""


@pytest.mark.parametrize(
    ("level", "tested", "plain", "value", "met"),
    [
        # -80 with the penalty, -70.0 without: low, not very low
        (1, 88, -70.0, -80.0, ()),
        (1, 88, -70.1, -80.0, (4,)),
        # a district that is judged as a high school: very low from -45.1
        (1, 88, -45.0, -60.0, ()),
        (1, 88, -45.1, -60.0, (4,)),
        (1, 96, -60.0, -80.0, (4,)),
    ],
)
def test_in_2022_the_penalty_for_low_participation_is_left_out(level, tested, plain, value, met):
    text = PENALTY.format(level=level, tested=tested, plain=plain, value=value)
    drawn = table(text).rename(
        columns={"plain": "status_without_penalty", "status": "status_level"}
    )
    drawn = drawn.rename(columns={"value": "status"}).assign(
        n=100, cds=DISTRICT, year="2022", level="district"
    )
    its = judge(performance_table(drawn), NO_LOCAL, DISTRICT, "2022")

    assert with_rows(its)[0].areas == met


def test_in_other_years_the_published_colour_decides_whatever_the_participation():
    text = """
        indicator | group | colour | status | participation | status_without_penalty
        ela       | RH    | 1      | 1      | 80            | 10.0
        math      | RH    | 1      | 1      | 80            | 10.0
    """
    assert areas(text, "2024") == (4,)


@pytest.mark.parametrize(
    ("levels", "letter"),
    [
        ({"chronic": 1}, None),
        ({"ela": 1, "math": 1, "chronic": 1, "suspension": 1}, "A"),
        ({"ela": 1, "math": 1, "chronic": 1}, "B"),
        ({"graduation": 1, "suspension": 1}, "C"),
        ({"ela": 1, "math": 2, "suspension": 1}, "D"),
        ({"ela": 1, "math": 1, "cci": 1}, "E"),
        ({"graduation": 1, "cci": 1}, "F"),
        ({"suspension": 1, "cci": 1}, "G"),
        ({"ela": 1, "math": 1, "chronic": 1, "cci": 1}, "H"),
        ({"ela": 1, "math": 1, "suspension": 1, "cci": 1}, "I"),
        ({"chronic": 1, "suspension": 1, "cci": 1}, "J"),
        ({"ela": 1, "math": 1, "chronic": 1, "suspension": 1, "cci": 1}, "K"),
        # two Red indicators of the same area are one area
        ({"graduation": 1, "chronic": 1}, None),
    ],
)
def test_the_letter_of_two_or_more_areas_is_that_of_the_published_file(levels, letter):
    lines = [f"{name} | RH | {level}" for name, level in levels.items()]
    its = answer("indicator | group | colour\n" + "\n".join(lines), "2024")

    assert with_rows(its)[0].letter == letter
    assert its.eligible is (letter is not None)


TWO_RED = """
    indicator | group | colour | status | change
    chronic   | RH    | 1      | 1      | 2
    suspension| RH    | 1      | 1      | 1
    ela       | RH    | 1      | 1      | 3
    math      | RH    | 3      | 2      | 5
    chronic   | RW    | 4      | 4      | 3
"""


def test_each_indicator_is_a_cell_that_says_whether_it_counted_and_why():
    its = answer(TWO_RED.replace("change", "change_level"), "2024")
    hispanic, white = with_rows(its)
    cells = {cell.indicator: cell for cell in hispanic.cells}

    assert [(group.code, group.areas) for group in (hispanic, white)] == [
        ("HI", (5, 6)),
        ("WH", ()),
    ]
    assert (cells["chronic"].counted, cells["chronic"].why) == (True, "meets")
    assert (cells["ela"].counted, cells["ela"].why) == (False, "with_another")
    assert (cells["math"].counted, cells["math"].why) == (False, "better")
    assert (cells["math"].colour, cells["math"].status_level, cells["math"].change_level) == (
        3,
        2,
        5,
    )
    assert [cell.area for cell in hispanic.cells] == [4, 4, 5, 6]


def test_the_result_of_ten_or_fewer_students_is_hidden_and_has_no_figure():
    hidden = rows("indicator | group | status\n chronic | RH | 0", "2024")
    hidden["n"] = pd.NA
    (cell,) = with_rows(judge(hidden, NO_LOCAL, DISTRICT, "2024"))[0].cells

    assert (cell.status, cell.why) == ("hidden", "hidden")
    assert (cell.n, cell.status_level, cell.change_level, cell.colour) == (None,) * 4


@pytest.mark.parametrize(("n", "floor", "shown"), [(16, 11, 16), (16, 16, 16), (16, 17, None)])
def test_below_a_floor_that_was_raised_the_areas_stay_and_the_figures_go(n, floor, shown):
    text = f"indicator | group | colour | status | n\n chronic | SF | 1 | 1 | {n}"
    its = judge(rows(text, "2024"), NO_LOCAL, DISTRICT, "2024", minimum_n=floor)
    (group,) = with_rows(its)
    (cell,) = group.cells

    assert group.areas == (5,)
    assert (cell.n, cell.colour) == (shown, 1 if shown else None)


def test_a_group_that_the_team_does_not_read_has_its_areas_and_no_figure():
    text = """
        indicator  | group | colour | status
        chronic    | RB    | 1      | 1
        suspension | RB    | 2      | 2
        chronic    | RH    | 1      | 1
    """
    its = judge(rows(text, "2024"), NO_LOCAL, DISTRICT, "2024", minimums={"RB": 1000})
    black, hispanic = with_rows(its)

    assert (black.areas, hispanic.areas) == ((5,), (5,))
    assert {(cell.status, cell.n, cell.colour) for cell in black.cells} == {
        ("below_floor", None, None)
    }
    # how close it was would tell the color
    assert black.near == ()
    assert hispanic.cells[0].n == 100


def test_a_group_with_one_area_and_another_one_step_away_is_close():
    text = """
        indicator  | group | colour
        chronic    | RH    | 1
        suspension | RH    | 2
        cci        | RH    | 3
        chronic    | RB    | 1
        ela        | RB    | 1
        math       | RB    | 3
        chronic    | RW    | 2
        suspension | RW    | 2
    """
    close = {group.group: group.near for group in answer(text, "2024").groups}

    assert [(each.area, each.kind, each.indicators) for each in close["RH"]] == [
        (6, ONE_STEP, ("suspension",))
    ]
    # Red in one test: the other is one step from Orange
    assert [(each.area, each.indicators) for each in close["RB"]] == [(4, ("math",))]
    # no area at all is met: two steps are not close
    assert close["RW"] == ()


def test_a_group_that_only_its_number_keeps_from_counting_is_close():
    text = """
        indicator  | group | colour | status | n   | met
        chronic    | RB    | 0      | 1      | 24  | no
        suspension | RB    | 0      | 1      | 25  | no
        chronic    | RI    | 0      | 1      | 24  | no
        suspension | RI    | 0      | 3      | 24  | no
    """
    black, native = with_rows(answer(text, "2024"))

    assert (black.areas, black.letter) == ((), None)
    assert {(each.area, each.kind) for each in black.near} == {(5, FEW_STUDENTS), (6, FEW_STUDENTS)}
    assert [cell.why for cell in black.cells] == ["few", "few"]
    assert native.near == ()


def test_a_group_that_is_hidden_is_never_said_to_be_close():
    hidden = rows("indicator | group | colour\n chronic | RB | 1\n suspension | RB | 0", "2024")
    hidden.loc[hidden["indicator"] == "suspension", "n"] = pd.NA

    assert with_rows(judge(hidden, NO_LOCAL, DISTRICT, "2024"))[0].near == ()


RED_CHRONIC = "indicator | group | colour\n chronic | RH | 1\n chronic | RW | 4"
LOCAL_OF = """
    priority | year | performance
    1        | {y}  | {one}
    2        | {y}  | met
    3        | {y}  | {three}
    6        | {y}  | {six}
    7        | {y}  | met
"""
TWO = "not_met_two_years"


def with_local(one="met", three="met", six="met", year="2024"):
    text = LOCAL_OF.format(y=year, one=one, three=three, six=six)
    return answer(RED_CHRONIC, year, local=local(text))


def test_a_climate_indicator_not_met_for_two_years_counts_for_every_group():
    its = with_local(six=TWO)

    assert {group.group: (group.areas, group.letter) for group in with_rows(its)} == {
        "RH": ((5, 6), "C"),
        "RW": ((6,), None),
    }
    assert its.methods == {1: True, 2: False, 3: False, 4: None}


def test_two_local_indicators_not_met_for_two_years_are_method_2():
    its = with_local(one=TWO, three=TWO)

    assert its.eligible is False
    assert its.methods[2] is True
    # who meets method 1 or 2 is not counted under method 3
    assert its.methods[3] is False


def test_one_local_indicator_and_one_area_of_a_group_are_method_3():
    its = with_local(three=TWO)

    assert its.methods == {1: False, 2: False, 3: True, 4: None}


def test_not_met_for_one_year_is_not_enough():
    assert with_local(one="not_met", three="not_met").methods == {
        1: False,
        2: False,
        3: False,
        4: None,
    }


def test_before_2019_two_years_are_told_only_from_the_files_of_both():
    now = LOCAL_OF.format(y="2018", one="not_met", three="not_met", six="met")
    earlier = LOCAL_OF.format(y="2017", one="not_met", three="not_met", six="met")
    alone = answer(RED_CHRONIC, "2018", local=local(now))
    both = answer(RED_CHRONIC, "2018", local=pd.concat([local(now), local(earlier)]))

    assert (alone.methods[2], alone.local.not_met_once) == (None, (1, 3))
    assert both.methods[2] is True


def test_without_files_of_local_indicators_methods_2_and_3_are_not_judged():
    assert answer(RED_CHRONIC, "2024").methods == {1: False, 2: None, 3: None, 4: None}


def test_in_2022_nothing_but_the_student_groups_counted():
    two = LOCAL_OF.format(y="2022", one=TWO, three=TWO, six=TWO)
    its = answer("indicator | group | status\n chronic | RH | 1", "2022", local=local(two))

    assert its.methods == {1: False, 2: False, 3: False, 4: False}
    assert with_rows(its)[0].areas == (5,)


def test_a_county_office_has_two_local_indicators_more():
    text = LOCAL_OF.format(y="2024", one="met", three="met", six="met")
    more = local(text + "    9 | 2024 | not_met_two_years\n    10 | 2024 | not_met_two_years")
    of_office = more.assign(cds=COUNTY_OFFICE)

    assert answer(RED_CHRONIC, "2024", local=more).methods[2] is False
    assert answer(RED_CHRONIC, "2024", local=of_office, cds=COUNTY_OFFICE).methods[2] is True


def test_where_a_file_is_missing_nobody_is_said_not_to_be_eligible():
    some = rows(RED_CHRONIC, "2024")
    its = judge(some, NO_LOCAL, DISTRICT, "2024")

    assert its.missing == ("ela", "elpi", "math", "graduation", "suspension", "cci")
    assert its.eligible is None
    assert its.methods[3] is None


def test_a_charter_school_must_meet_the_criteria_in_two_consecutive_years():
    red = "indicator | group | colour\n chronic | RH | 1\n suspension | RH | {}"
    now = rows(red.format(1), "2024", cds=CHARTER)
    files = {(indicator, year) for indicator in EVERY for year in ("2023", "2024")}

    def judged(*earlier):
        return judge(pd.concat([now, *earlier]), NO_LOCAL, CHARTER, "2024", files=files)

    assert judged().eligible is None
    assert judged(rows(red.format(1), "2023", cds=CHARTER)).eligible is True
    assert judged(rows(red.format(2), "2023", cds=CHARTER)).eligible is False
    assert judged().district == "A Charter"


def test_the_rules_know_which_years_there_were():
    assert list(load_assistance_rules()) == ["2018", "2019", "2022", "2023", "2024", "2025"]
    with pytest.raises(KeyError):
        answer(RED_CHRONIC, "2021")
