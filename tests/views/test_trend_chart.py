"""Rates over the years: few groups in one picture, many in small ones."""

import json
import re

import pytest

from equitykit.views.drawing import svg
from equitykit.views.trend_chart import spread, trend_chart


def texts(drawing) -> list[str]:
    return re.findall(r"<t(?:ext|span)[^>]*>([^<]+)</t", str(drawing))


def test_few_groups_are_lines_named_at_their_end(gender, english):
    drawn = texts(svg(trend_chart(gender, words=english)))

    # 60 of 300 and 45 of 300
    assert {"Female", "20.0%", "Male", "15.0%"} <= set(drawn)


def test_a_year_without_data_is_said_on_the_time_axis(gender, english):
    drawn = texts(svg(trend_chart(gender, words=english)))

    assert drawn.count("no data") == 1
    assert {"2017-18", "2018-19", "2019-20", "2020-21"} <= set(drawn)


def test_a_group_hidden_in_every_year_keeps_a_line_of_words(gender, english):
    assert "Nonbinary: hidden by the publisher" in texts(svg(trend_chart(gender, words=english)))


def test_many_groups_are_small_pictures_of_one_scale_with_all_students_in_each(
    race_over_time, english
):
    chart = trend_chart(race_over_time, words=english).to_dict()
    scales = set(re.findall(r'"scale": {"domain": \[0, ([\d.]+)\]', json.dumps(chart)))

    assert len(chart["concat"]) == 8
    assert {float(top) for top in scales} == {50}


def test_a_hidden_group_keeps_its_small_picture_in_words(race_over_time, english):
    drawn = " ".join(texts(svg(trend_chart(race_over_time, words=english))))

    assert "Pacific Islander" in drawn
    assert "hidden to protect" in drawn


def test_nothing_of_a_hidden_row_is_in_the_specification(gender, english):
    chart = trend_chart(gender, words=english).to_dict()
    points = [rows for rows in chart["datasets"].values() if "fill" in rows[0]]

    # three years of GF, two of GM, none of GX
    assert sorted(len(rows) for rows in points) == [2, 3]
    assert "numerator" not in json.dumps(chart)


@pytest.mark.parametrize(
    ("wanted", "places"),
    [
        ([50, 80], [50, 80]),
        # 52 gives way to 50, 20 apart
        ([50, 52], [50, 70]),
        ([52, 50], [70, 50]),
        # pushed back from the lower edge
        ([95, 98], [80, 100]),
        ([-5], [0]),
    ],
)
def test_labels_are_moved_apart_in_their_own_order(wanted, places):
    assert spread(wanted, gap=20, low=0, high=100) == places


def test_letters_are_as_large_as_in_every_chart_and_all_fits_one_screen(race_over_time, spanish):
    drawing = str(svg(trend_chart(race_over_time, words=spanish)))
    width, height = map(float, re.search(r'viewBox="0 0 (\d+) (\d+)"', drawing).groups())

    assert min(map(float, re.findall(r'font-size="([\d.]+)px"', drawing))) * 1200 / width >= 28
    assert height * 1200 / width <= 620
