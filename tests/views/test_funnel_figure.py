"""Schools by size: all visible ones together 524 of 2,409 students (21.8 %)."""

import itertools
import json
import re

import pytest
from drawn import marks, text

from equitykit.measures.funnel import funnel
from equitykit.views.funnel_chart import funnel_chart
from equitykit.views.funnel_figure import funnel_figure, placed
from equitykit.views.label_places import Place


@pytest.fixture
def made(schools):
    return funnel(schools)


@pytest.fixture
def figure(made, english):
    return funnel_figure(made, words=english)


def test_the_rate_of_all_visible_schools_together_is_said(figure):
    # 75 + 80 + 60 + 105 + 110 + 90 + 4 of 420 + 400 + 310 + 505 + 600 + 150 + 24
    assert "7 schools are drawn. All schools together: 21.8%." in text(figure)


def test_a_school_outside_is_named_and_called_worth_a_visit(figure):
    # 90 of 150 are 60 %
    assert "for a school of this size: Far Point. A visit is worth more" in text(figure)


def test_schools_stand_in_the_order_of_the_alphabet(figure):
    names = [name.strip() for name in re.findall(r'<th scope="row">([^<]+)', figure)]

    assert names == sorted(names) and len(names) == 8


def test_a_school_below_the_floor_keeps_its_line_without_a_figure(figure, made, english):
    row = next(row for row in figure.split("<tr>") if "Heron" in row).split("</tr>")[0]
    spec = json.dumps(funnel_rows(made, english))

    assert "hidden to protect students" in row and not re.search(r"\d", text(row))
    assert "Heron" not in spec
    assert "1 of 8 schools has no figure here" in text(figure)


def funnel_rows(made, words):
    return funnel_chart(placed(made), made.limits, made.centre, words=words).to_dict()


def test_points_are_those_of_the_table(made, english, figure):
    points = {row["n"]: row["rate"] for row in marks(funnel_rows(made, english), "point")}

    # 75 of 420 is 17.9 %, 4 of 24 is 16.7 %
    assert points[420] == 17.9 and points[24] == 16.7 and len(points) == 7
    for students, rate in points.items():
        assert f"of {students}" in figure and f"{rate:.1f}%" in figure


def test_few_students_are_gray_and_schools_inside_are_hollow(made, english):
    fills = {row["n"]: row["fill"] for row in marks(funnel_rows(made, english), "point")}

    assert fills[24] == "#d9d9d9"
    assert fills[420] == "#ffffff"
    assert fills[150] == "#0072B2"


def test_only_schools_outside_are_named_in_the_picture_and_no_word_covers_another(made, english):
    chart = funnel_rows(made, english)
    said = [*marks(chart, "said"), *marks(chart, "said_before")]
    boxes = [
        Place(row["x"], row["y"], "left" if row["mark"] == "said" else "right").box([row["text"]])
        for row in said
    ]

    limits = ["chance: 95 of 100", "chance: 998 of 1,000"]
    assert sorted(row["text"] for row in said) == ["Far Point", "all these schools 21.8%", *limits]
    assert not [pair for pair in itertools.combinations(boxes, 2) if pair[0].meets(pair[1])]


def test_limits_come_nearer_to_each_other_the_larger_a_school_is(made, english):
    rows = [
        row for row in marks(funnel_rows(made, english), "limit_95") if row["segment"] == "high"
    ]
    ends = [row["rate"] for row in sorted(rows, key=lambda row: row["n"])]

    assert ends[0] > ends[-1]


def test_it_reads_in_spanish(made, spanish):
    said = text(funnel_figure(made, words=spanish))

    assert "Se dibujan 7 escuelas. Todas las escuelas juntas: 21.8 %." in said
    assert "no una clasificación" in said
