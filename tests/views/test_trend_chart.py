"""Rates over the years: few groups in one picture, many in small ones."""

import itertools
import json
import re
from collections import Counter

import pandas as pd
import pytest
from drawn import marks, texts
from tables import table

from equitykit.measures.outcomes import COLUMNS, outcomes_table
from equitykit.measures.privacy import release
from equitykit.views.drawing import svg, text_width
from equitykit.views.figures import trend_figure
from equitykit.views.trend_chart import spread, trend_chart

GENDER_OVER_TIME = table("""
group | period  | numerator | denominator
GF    | 2020-21 | 30        | 300
GF    | 2021-22 | 36        | 300
GF    | 2022-23 | 39        | 300
GF    | 2023-24 | 42        | 300
GF    | 2024-25 | 12        | 300
""").assign(
    measure="suspension",
    level="district",
    cds="99600410000000",
    dimension="gender",
    status="reported",
    coverage="all_schools",
)


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
    places = [row["place"] for row in marks(chart, "everyone")]

    # RB up to 36.7; not RF, 5 of 20 students, up to 46.9
    assert {float(top) for top in scales} == {40}
    assert chart["columns"] == 3
    # code order: RB RI RA RF RH RP RW RT; not where RI and RP are hidden in both years
    assert sorted(places) == sorted([0, 2, 3, 4, 6, 7] * 2)


def test_each_small_picture_is_headed_by_its_group_in_code_order(race_over_time, english):
    drawn = texts(svg(trend_chart(race_over_time, words=english)))
    names = ["Black", "American Indian", "Asian", "Filipino", "Hispanic or Latino"]
    names += ["Pacific Islander", "White", "Two or more races"]

    assert [text for text in drawn if text in names] == names


def test_years_stand_under_the_lowest_picture_of_each_column(race_over_time, english):
    chart = trend_chart(race_over_time, words=english).to_dict()
    years = [(row["place"], row["text"]) for row in marks(chart, "year")]

    # eight pictures in rows of three: the sixth has none below it
    assert years == [(place, year) for place in (5, 6, 7) for year in ("23-24", "24-25")]


def test_small_pictures_share_one_layer_for_a_kind_of_mark(race_over_time, english):
    chart = trend_chart(race_over_time, words=english).to_dict()
    shown = [row["rate"] for row in marks(chart, "line") if row["place"] == 0]

    assert len(chart["datasets"]) == 1
    assert len(chart["spec"]["layer"]) <= 10
    # 60 of 200 in both years
    assert shown == [30.0, 30.0]


def test_a_line_in_a_small_picture_is_broken_where_other_schools_are_counted(
    race_over_time, english
):
    rows = race_over_time.rows[list(COLUMNS)]
    later = rows["period"] == "2024-25"
    changed = release(rows.assign(coverage=rows["coverage"].mask(later, "without_charter")))
    chart = trend_chart(changed, words=english).to_dict()

    for kind in ("line", "everyone"):
        pieces = [row["segment"] for row in marks(chart, kind) if row["place"] == 0]
        assert len(set(pieces)) == 2
    # a range of one year that no line joins is a bar
    assert not marks(chart, "band")
    assert len(marks(chart, "bar")) == 2 * 6


def test_small_pictures_have_no_ids_that_another_drawing_could_have(race_over_time, english):
    drawing = str(svg(trend_chart(race_over_time, words=english)))

    assert not re.search(r'\sid="|url\(', drawing)


def test_nothing_of_a_group_hidden_in_every_year_is_in_the_small_pictures(race_over_time, english):
    chart = trend_chart(race_over_time, words=english).to_dict()
    rows = [row for its in chart["datasets"].values() for row in its if row["place"] in (1, 5)]

    assert {row["mark"] for row in rows} == {"said", "year"}
    # RP: 2 of 6 students
    assert "33.3" not in json.dumps(chart)


def test_a_hidden_group_keeps_its_small_picture_in_words(race_over_time, english):
    drawn = " ".join(texts(svg(trend_chart(race_over_time, words=english))))

    assert "Pacific Islander" in drawn
    assert "hidden to protect" in drawn


def test_nothing_of_a_hidden_row_is_in_the_specification(gender, english):
    chart = trend_chart(gender, words=english).to_dict()
    points = Counter(row["group"] for row in marks(chart, "line"))

    # three years of GF, two of GM, none of GX
    assert points == {"GF": 3, "GM": 2}
    assert "numerator" not in json.dumps(chart)


def test_a_line_is_broken_at_a_year_that_is_missing_or_hidden(gender, english):
    chart = trend_chart(gender, words=english).to_dict()
    pieces = {(row["segment"], row["year"]) for row in marks(chart, "line")}
    sizes = Counter(segment for segment, _ in pieces)

    # GF: 2017 and 2018, then 2020 after a year without data; GM: 2017, 2020
    assert sorted(sizes.values()) == [1, 1, 1, 2]
    # no file for 2019-20; 2020-21, of teaching at a distance, stands apart
    gray = [(row["from"], row["to"]) for row in marks(chart, "missing")]
    assert gray == [(2018.5, 2019.5), (2019.5, 2020.5)]


def test_a_year_that_stands_apart_and_a_new_rule_are_said_in_words(english, spanish):
    defiance = GENDER_OVER_TIME.assign(measure="suspension_defiance")
    released = release(outcomes_table(defiance))
    chart = trend_chart(released, words=english)

    assert {"remote year", "new law"} <= set(texts(svg(chart)))
    assert {"a distancia", "nueva ley"} <= set(texts(svg(trend_chart(released, words=spanish))))
    # 2021 to 2023 are joined, 2024-25 stands under another rule
    pieces = Counter(row["segment"] for row in marks(chart.to_dict(), "line"))
    assert sorted(pieces.values()) == [1, 1, 3]
    assert [row["year"] for row in marks(chart.to_dict(), "rule")] == [2023.5]


def test_words_over_breaks_that_are_near_each_other_do_not_overlap(spanish):
    periods = ("2017-18", "2018-19", "2019-20", "2020-21", "2021-22", "2023-24", "2024-25")
    one = GENDER_OVER_TIME[:1]
    rows = pd.concat([one.assign(period=each, measure="suspension_defiance") for each in periods])
    chart = trend_chart(release(outcomes_table(rows)), words=spanish).to_dict()
    said = [row for row in marks(chart, "said") if row["y"] < 0]

    # closed, remote and two laws, two of them from the same year
    assert len(said) == 4
    boxes = [(row["y"], row["x"], row["x"] + text_width(row["text"])) for row in said]
    for a, b in itertools.combinations(boxes, 2):
        assert a[0] != b[0] or a[2] < b[1] or b[2] < a[1]


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


WIDE = """
group | period  | numerator | denominator
SF    | 2022-23 | 3         | 12
SF    | 2023-24 | 3         | 12
SE    | 2022-23 | 20        | 200
SE    | 2023-24 | 24        | 200
"""


@pytest.fixture
def one_wide_range():
    """SE with enough students, up to 12.0 % (8.2 to 17.2); SF 25.0 % of 12 (8.9 to 53.2)."""
    rows = GENDER_OVER_TIME.iloc[:4].assign(**{name: table(WIDE)[name] for name in table(WIDE)})
    return release(outcomes_table(rows.assign(measure="suspension", dimension="program")))


def test_a_wide_range_of_few_students_does_not_press_the_lines_flat(one_wide_range, english):
    chart = trend_chart(one_wide_range, words=english).to_dict()
    domains = re.findall(r'"domain": \[0(?:\.0)?, ([\d.]+)\]', json.dumps(chart))
    high = {row["group"]: row["high"] for row in marks(chart, "band")}

    # the largest rate is 25.0; the range of SF would need a scale up to 60
    assert {float(top) for top in domains} == {25}
    assert high["SF"] == 25
    assert high["SE"] == pytest.approx(17.2, abs=0.05)


def test_a_range_that_goes_on_ends_at_an_arrow_and_how_to_read_says_so(one_wide_range, english):
    arrows = marks(trend_chart(one_wide_range, words=english).to_dict(), "beyond")
    figure = trend_figure(one_wide_range, words=english)

    assert [(row["group"], row["year"], row["rate"]) for row in arrows] == [
        ("SF", 2022, 25),
        ("SF", 2023, 25),
    ]
    assert "An arrow at the upper edge" in figure
    # the table has the whole range
    assert "8.9 to 53.2" in figure


def test_where_no_range_goes_on_nothing_is_said_of_arrows(gender, english):
    assert "An arrow" not in trend_figure(gender, words=english)


def test_an_end_in_an_earlier_year_is_told_with_its_year(english):
    rows = GENDER_OVER_TIME.iloc[:4].assign(
        group=["GF", "GF", "GM", "GM"], period=["2022-23", "2023-24"] * 2
    )
    hidden = rows.assign(status=["reported", "suppressed_at_source", "reported", "reported"])
    hidden.loc[hidden["status"] != "reported", ["numerator", "denominator"]] = pd.NA
    chart = trend_chart(release(outcomes_table(hidden)), words=english).to_dict()
    said = [row["text"] for row in marks(chart, "said")]

    # GF ends in the year before, GM in the last
    assert said.count("(22-23)") == 1
    assert "(23-24)" not in said
