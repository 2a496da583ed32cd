"""Distances from a standard as they are drawn, written and said: with a sign, without ratio."""

import json

import pandas as pd
import pytest
from drawn import texts
from tables import table

from equitykit.content.texts import load_words
from equitykit.measures.gaps import compare
from equitykit.measures.outcomes import outcomes_table
from equitykit.measures.privacy import release
from equitykit.views.axes import part_of, ticks
from equitykit.views.drawing import svg
from equitykit.views.figures import gap_figure, trend_figure
from equitykit.views.gap_chart import gap_chart
from equitykit.views.posters import gap_poster
from equitykit.views.sentences import gap_sentence, gap_summary, trend_sentence
from equitykit.views.tables import gap_table
from equitykit.views.trend_chart import trend_chart

ROWS = """
dimension      | group | period  | denominator | rate  | status
all            | TA    | 2022-23 | 400         | -24.0 | reported
race_ethnicity | RB    | 2022-23 | 100         | -60.0 | reported
race_ethnicity | RW    | 2022-23 | 60          | 25.0  | reported
all            | TA    | 2023-24 | 400         | -20.0 | reported
race_ethnicity | RB    | 2023-24 | 100         | -50.0 | reported
race_ethnicity | RW    | 2023-24 | 60          | 30.0  | reported
race_ethnicity | RA    | 2023-24 | 40          | 0.0   | reported
race_ethnicity | RP    | 2023-24 |             |       | suppressed_at_source
"""
PLACE = {
    "measure": "dashboard_ela", "level": "district", "cds": "99600410000000",
    "district": "Lantern Hill", "coverage": "without_charter",
    "source": "eladownload2024.txt sha256:0123456789ab",
}  # fmt: skip


@pytest.fixture(scope="module")
def released():
    return release(outcomes_table(table(ROWS).assign(**PLACE)))


@pytest.fixture(scope="module")
def compared(released):
    return compare(released, yardstick="everyone_else").where(period="2023-24")


@pytest.mark.parametrize(
    ("highest", "lowest", "values"),
    [
        (30, -60, [-60, -40, -20, 0, 20, 40]),
        (-10, -158.3, [-200, -150, -100, -50, 0]),
        (50, 10, [0, 10, 20, 30, 40, 50]),
        (0, 0, [0, 0.1]),
    ],
)
def test_an_axis_has_zero_and_both_ends_on_it(highest, lowest, values):
    assert ticks(highest, lowest) == values


def test_a_place_on_an_axis_is_counted_from_its_beginning():
    assert [part_of([-100, 0, 100], value) for value in (-100, 0, 50)] == [0, 0.5, 0.75]


def test_the_chart_writes_signs_and_of_how_many_students(compared):
    drawn = texts(svg(gap_chart(compared, words=load_words("en"))))
    assert {"−50.0, n 100", "+30.0, n 60", "0.0, n 40", "hidden by the publisher"} <= set(drawn)
    assert {"−40", "0", "+40 points"} <= set(drawn)
    assert not any("%" in text for text in drawn)


def test_dots_stand_on_both_sides_of_a_line_at_the_standard(compared):
    chart = gap_chart(compared, words=load_words("en")).to_dict()
    domains = json.dumps(chart)
    assert '"domain": [-60' in domains and "datum.value === 0" in domains
    rows = [row for data in chart["datasets"].values() for row in data if row["mark"] == "dot"]
    assert sorted(row["rate"] for row in rows) == [-50, 0, 30]
    assert not [
        row for data in chart["datasets"].values() for row in data if row["mark"] == "range"
    ]


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_sentences_say_below_and_above_the_standard(compared, language):
    rows = compared.rows.set_index("group", drop=False)
    said = {code: gap_sentence(rows.loc[code], words=load_words(language)) for code in rows.index}
    below = {"en": "50.0 points below the standard", "es": "50.0 puntos por debajo del estándar"}
    assert below[language] in said["RB"]
    if language == "en":
        # 400 at -20.0 without 100 at -50.0: 300 at -10.0
        assert "100 Black or African American students: 50.0 points below" in said["RB"]
        assert "40.0 points lower than the average of everyone else (−10.0 points)" in said["RB"]
        assert "30.0 points above the standard" in said["RW"]
        assert "at the standard" in said["RA"]
    assert not any("times" in each or "veces" in each or "{" in each for each in said.values())


def test_the_summary_speaks_of_averages_and_not_of_rates(compared):
    said = " ".join(gap_summary(compared, words=load_words("en")))
    assert "averages run from 50.0 points below the standard (Black or African American)" in said
    assert "30.0 points above the standard (White)" in said and "rate" not in said


def test_the_table_has_neither_ratio_nor_range_nor_students_to_match(compared):
    html = str(gap_table(compared, words=load_words("en")))
    assert "Distance from standard" in html and "Students counted" in html
    assert not any(word in html for word in ("Ratio", "Range", "Students to match", "%"))
    assert ">100<" in html and ">−50.0 points<" in html and ">−40.0<" in html


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_figure_says_why_there_is_no_ratio(compared, language):
    html = str(gap_figure(compared, words=load_words(language)))
    why = {"en": "so no ratio is shown", "es": "así que no se muestra una razón"}
    assert why[language] in html


@pytest.mark.parametrize(("language", "bar"), [("en", "the bar"), ("es", "la barra")])
def test_a_poster_speaks_of_no_bar_where_none_is_drawn(compared, language, bar):
    html = str(gap_poster(compared, words=load_words(language)))
    dot = {"en": "One dot stands for one student group.", "es": "Un punto representa un grupo"}
    assert dot[language] in html and bar not in html


def test_a_trend_runs_on_both_sides_of_the_standard(released):
    few = released.where(dimension="race_ethnicity", group=["RB", "RW"])
    drawn = texts(svg(trend_chart(few, words=load_words("en"))))
    assert {"−50.0", "+30.0", "0", "+40"} <= set(drawn)
    said = trend_sentence(few.where(group="RB"), words=load_words("en"))
    assert "from 60.0 points below the standard to 50.0 points below the standard" in said
    assert "Higher, which is better here." in said


def test_small_pictures_share_the_scale_and_the_line_at_the_standard():
    codes = ["RB", "RI", "RA", "RF", "RH", "RW", "RT"]
    rows = pd.DataFrame(
        [
            {"dimension": "race_ethnicity", "group": code, "period": period, "denominator": 50,
             "rate": -100.0 + 25 * place + step, "status": "reported"}
            for place, code in enumerate(codes)
            for step, period in enumerate(("2022-23", "2023-24"))
        ]
    ).assign(**PLACE)  # fmt: skip
    figure = str(trend_figure(release(outcomes_table(rows)), words=load_words("en")))
    assert {"−99.0", "+51.0"} <= set(texts(figure))
    assert "The line at 0 is the standard of the grade." in figure
