"""Level and change: who is where, without a ranking.

All students 402 of 2000 (20.1 %), the year before 445. RB 30.0 % from 40.0, RT 12.0 from 9.0,
RW 12.5 from 19.0, RH 25.0 from 26.0, RA 8.0 from 7.2. RF has 20 students in both years.
"""

import itertools
import math
import re

import pandas as pd
import pytest
from drawn import marks, text
from tables import table

from equitykit.measures.gaps import compare
from equitykit.measures.outcomes import COLUMNS, outcomes_table
from equitykit.measures.privacy import release
from equitykit.views.label_places import Place
from equitykit.views.level_change_chart import SIZE, between, level_change_chart, symmetric
from equitykit.views.level_change_figure import level_change_figure, points_of

STEADY = """
period  | dimension      | group | numerator | denominator | status
2023-24 | all            | TA    | 400       | 2000        | reported
2023-24 | race_ethnicity | RA    | 8         | 82          | reported
2023-24 | race_ethnicity | RB    | 250       | 1000        | reported
2024-25 | all            | TA    | 401       | 2000        | reported
2024-25 | race_ethnicity | RA    | 8         | 82          | reported
2024-25 | race_ethnicity | RB    | 251       | 1000        | reported
"""


@pytest.fixture
def figure(changed, english):
    return level_change_figure(changed, words=english)


def drawn(changed, words):
    return level_change_chart(points_of(changed, words=words), 20.1, words=words).to_dict()


def test_groups_are_told_by_corner_in_the_order_of_the_list(figure):
    said = text(figure)

    assert (
        "Above the level of all students together, but falling: "
        "Black or African American and Hispanic or Latino." in said
    )
    assert (
        "At or below the level of all students together, but rising: Asian and Two or more" in said
    )
    assert "At or below the level of all students together, and falling: White." in said


def test_the_same_in_spanish(changed, spanish):
    said = text(level_change_figure(changed, words=spanish))

    assert "pero bajando: Afroamericanos o negros e Hispanos o latinos." in said
    assert "Los dos años cuentan a estudiantes distintos" in said


def test_cohorts_are_named(changed, figure, english):
    same = level_change_figure(changed, words=english, cohort="same")

    assert "The two years count different students" in text(figure)
    assert "Both years count the same students." in text(same)


def test_points_are_those_of_the_table(changed, english, figure):
    points = {(row["level"], row["change"]) for row in marks(drawn(changed, english), "point")}

    # 60 - 80 of 200, 20 - 18 of 250, 250 - 260 of 1000, 50 - 76 of 400, 12 - 9 of 100
    expected = {(30.0, -10.0), (8.0, 0.8), (25.0, -1.0), (12.5, -6.5), (12.0, 3.0)}
    assert expected <= points
    for level, change in points:
        assert f"{level:.1f}%" in figure
        assert f"{change:+.1f}".replace("-", "−") in text(figure)


def test_few_students_are_gray_without_a_range_and_in_no_corner(changed, english, figure):
    rows = changed.rows
    few = rows[(rows["visibility"] == "read_with_care") & rows["gap_points"].notna()]
    chart = drawn(changed, english)
    gray = [row for row in marks(chart, "point") if row["fill"] == "#d9d9d9"]

    assert len(gray) == len(few)
    assert len(marks(chart, "range")) == 5
    assert not re.search(r"(rising|falling): [^.]*Filipino", text(figure))


def test_a_group_hidden_in_the_earlier_year_is_said_to_have_none(changed, english, figure):
    kept = changed.rows["group"] != "RP"
    assert "Pacific Islander" in figure
    assert level_change_figure(changed.keep(kept), words=english)


@pytest.mark.parametrize("language", ["english", "spanish"])
def test_labels_cover_neither_each_other_nor_a_point(changed, language, request):
    chart = drawn(changed, request.getfixturevalue(language))
    labels = [row for name in ("said", "said_before") for row in marks(chart, name)]
    sides = {"said": "left", "said_before": "right"}
    boxes = [Place(row["x"], row["y"], sides[row["mark"]]).box([row["text"]]) for row in labels]

    assert len(boxes) >= 6
    assert not [pair for pair in itertools.combinations(boxes, 2) if pair[0].meets(pair[1])]


def test_no_label_stands_on_the_line_between_rising_and_falling(english):
    """Asian students 8 of 82 in both years, Black students 250 and 251 of 1000."""
    place = {"measure": "suspension", "level": "district", "cds": "99600410000000",
             "district": "Lantern Hill", "coverage": "all_schools"}  # fmt: skip
    rows = outcomes_table(table(STEADY).assign(**place))
    still = compare(release(rows), yardstick="own_past").where(period="2024-25")
    chart = drawn(still, english)
    labels = [row for name in ("said", "said_before") for row in marks(chart, name)]
    sides = {"said": "left", "said_before": "right"}
    boxes = {
        row["text"]: Place(row["x"], row["y"], sides[row["mark"]]).box([row["text"]])
        for row in labels
    }

    assert {"Asian, n\u00a082", "Black, n\u00a01,000"} <= set(boxes)
    zero = SIZE["height"] / 2
    assert not [name for name, box in boxes.items() if box.top < zero + 1 and zero - 1 < box.bottom]


def test_the_scale_of_changes_goes_as_far_down_as_up():
    most, values = symmetric([-5.0, 3.0], [-10.0, pd.NA])

    assert most == pytest.approx(11.0)
    assert values == [-10.0, -5.0, 0.0, 5.0, 10.0]


def test_levels_begin_at_zero_only_where_they_come_near_it():
    assert between(pd.Series([8.0, 30.0]), 20.1)[0] == 0.0
    assert between(pd.Series([88.0, 95.0]), 91.0)[0] > 80


def test_years_under_different_rules_are_not_told_as_a_direction(changed, english):
    rows = changed.rows[list(COLUMNS)]
    now, before = (
        rows.assign(period=period, measure="suspension_defiance")
        for period in ("2024-25", "2023-24")
    )
    unlike = compare(release(pd.concat([before, now])), yardstick="own_past")
    said = text(level_change_figure(unlike.where(period="2024-25"), words=english))

    assert (
        "Do not read a direction from this: 2023-24 and 2024-25 are counted under different" in said
    )


def test_schools_stand_in_the_order_of_the_alphabet_beside_their_district(schools, english):
    now = schools.rows[list(COLUMNS)]
    before = now.assign(period="2023-24", numerator=now["numerator"] + 1)
    rows = compare(release(pd.concat([before, now])), yardstick="own_past").where(period="2024-25")
    html = level_change_figure(rows, words=english)
    names = re.findall(r'<th scope="row">([^<]+)', html)

    assert names == sorted(names)
    assert "1 of 8 schools has no figure here" in text(html)


def test_two_measures_are_refused(changed, english):
    rows = changed.rows[list(COLUMNS)]
    both = release(pd.concat([rows, rows.assign(measure="suspension")]))

    with pytest.raises(ValueError, match="one measure"):
        level_change_figure(compare(both, yardstick="own_past"), words=english)


def test_a_first_year_has_no_change_and_says_so(race, english):
    html = level_change_figure(compare(race, yardstick="own_past"), words=english)

    assert "<svg" not in html
    assert "With no earlier year that can be shown: Black or African American" in text(html)


def test_a_crowd_of_points_keeps_its_labels_apart(english):
    lines = "\n".join(f"R{index} | {index % 3 + 20} | {index}" for index in range(9))
    rows = table("group | rate | change\n" + lines)
    from equitykit.views.label_places import Box, place_labels

    points = [
        (20.0 * rate, 10.0 * change)
        for rate, change in zip(rows["rate"], rows["change"], strict=True)
    ]
    texts = [["Hispanic or Latino, n 1,000"]] * 9
    places = place_labels(points, texts, within=Box(0, 0, 930, 400))
    boxes = [place.box(text) for place, text in zip(places, texts, strict=True) if place]

    assert len(boxes) == 9
    assert not [pair for pair in itertools.combinations(boxes, 2) if pair[0].meets(pair[1])]


def test_no_line_to_a_label_runs_through_another_label():
    from equitykit.views.label_places import Box, place_labels, tie

    schools = {
        "Copper Kettle High, n 727": (23.9, 0.3),
        "Copper Kettle Middle, n 584": (17.8, -1.5),
        "Kettle Creek…, n 428": (15.2, -12.8),
        "Ms. Quillfeather…, n 412": (20.1, -1.2),
        "Niña Valiente…, n 362": (22.7, 1.6),
        "Second Lantern…, n 62": (43.5, 4.2),
    }
    texts = [[name] for name in schools]
    points = [(level * 18.6, 200 - change * 8.7) for level, change in schools.values()]
    places = place_labels(points, texts, within=Box(0, 0, 930, 400))
    labels = [place.box(text) for place, text in zip(places, texts, strict=True)]
    lines = [tie(point, place) for point, place in zip(points, places, strict=True)]

    assert any(lines)
    assert not [
        (line, label) for line in lines if line for label in labels if label.is_crossed(*line)
    ]


def test_no_line_to_a_label_touches_the_point_of_another():
    from equitykit.views.label_places import Box, place_labels, tie

    # Black and American Indian students nearly at one place, White and Latino ones too
    names = ["Asian, n 82", "Filipino, n 30", "Two or more races, n 179", "White, n 1,060",
             "Hispanic or Latino, n 1,064", "Black, n 112", "American Indian, n 24"]  # fmt: skip
    texts = [[name] for name in names]
    points = [(198, 202), (233, 187), (458, 284), (484, 242), (486, 238), (770, 293), (777, 263)]
    bars = tuple(Box(x - 6, y - 90, x + 6, y + 90) for x, y in points)
    places = place_labels(points, texts, within=Box(0, 0, 934, 400), bars=bars)
    lines = [tie(point, place) for point, place in zip(points, places, strict=True)]
    boxes = [place.box(text) for place, text in zip(places, texts, strict=True)]

    assert any(lines)
    for index, line in enumerate(lines):
        # two points that cover each other cannot be told apart by any line
        far = [each for each in points if math.dist(each, points[index]) > 36]
        steps = [
            (start[0] + (end[0] - start[0]) * part / 50, start[1] + (end[1] - start[1]) * part / 50)
            for start, end in [line] * bool(line)
            for part in range(51)
        ]
        assert all(math.dist(step, point) > 12 for step in steps for point in far)
    # what has no line stands beside its own point, and no point is nearer
    for index, (line, box) in enumerate(zip(lines, boxes, strict=True)):
        if not line:
            distances = [box.distance(point) for point in points]
            assert distances[index] == min(distances)


def test_a_change_that_chance_could_make_is_called_that(figure):
    # 95 %: RA 8.0 from 7.2, RH 25.0 from 26.0 and RT 12.0 from 9.0 have 0 in their range;
    # RB 30 from 40 of 200 has -19.1 to -0.6, RW 12.5 from 19 of 400 has -11.5 to -1.4
    assert (
        "The change could be chance alone for: Asian, Hispanic or Latino, and Two or more races."
        in text(figure)
    )
