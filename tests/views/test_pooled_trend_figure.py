"""Two or three years as one point: SH 30, 33, 36, 39, 12 of 300 from 2020-21 to 2024-25."""

import pytest
from drawn import text
from tables import table

from equitykit.content.breaks import break_periods
from equitykit.measures.outcomes import outcomes_table
from equitykit.measures.pooling import pool_years
from equitykit.measures.privacy import release
from equitykit.views.pooled_trend_figure import pooled_trend_figure
from equitykit.views.series import pooled_series
from equitykit.views.trend_chart import trend_chart

YEARS = """
group | period  | numerator | denominator
SH    | 2020-21 | 30        | 300
SH    | 2021-22 | 33        | 300
SH    | 2022-23 | 36        | 300
SH    | 2023-24 | 39        | 300
SH    | 2024-25 | 12        | 300
SF    | 2023-24 | 2         | 6
SF    | 2024-25 | 4         | 16
"""


@pytest.fixture
def pooled():
    rows = table(YEARS).assign(
        measure="suspension",
        level="district",
        cds="99600410000000",
        district="Lantern Hill",
        dimension="program",
        status="reported",
        coverage="all_schools",
        source="suspension25.txt sha256:0123456789ab",
    )
    breaks = {"suspension": break_periods("suspension")}
    return pool_years(release(outcomes_table(rows)), breaks=breaks)


def test_windows_go_back_from_the_latest_year_and_do_not_overlap(pooled):
    series = pooled_series(pooled)
    seen = series[series["visible"] & (series["group"] == "SH")]

    # 2020-21 stands apart, so that it is never put together; 2021-22 is left alone
    assert [list(periods) for periods in seen["periods"]] == [
        ["2020-21"],
        ["2021-22"],
        ["2022-23", "2023-24", "2024-25"],
    ]
    # 36 + 39 + 12 of 900
    assert list(seen["rate"]) == [10.0, 11.0, 9.7]
    assert list(seen["year"]) == [2020, 2021, 2023]


def test_a_hidden_year_is_in_no_point(pooled):
    series = pooled_series(pooled)
    seen = series[series["visible"] & (series["group"] == "SF")]

    assert [list(periods) for periods in seen["periods"]] == [["2024-25"]]
    # 4 of 16, not 6 of 22
    assert list(seen["rate"]) == [25.0]


def test_a_bar_lies_over_the_years_of_a_point(pooled, english):
    chart = trend_chart(pooled, words=english, years="pooled").to_dict()
    rows = [row for its in chart["datasets"].values() for row in its]
    spans = [(row["from"], row["to"]) for row in rows if row["mark"] == "span"]
    segments = [row["segment"] for row in rows if row["mark"] == "line"]

    assert (2022 - 0.42, 2024 + 0.42) in spans
    assert len(spans) == len(segments) == len(set(segments)) == 4


def test_points_are_told_with_their_years_in_both_languages(pooled, english, spanish):
    said = text(pooled_trend_figure(pooled, words=english))

    assert "Students experiencing homelessness, 2022-23, 2023-24, and 2024-25: 9.7%." in said
    assert "87 of 900" in said
    assert "Foster youth: hidden to protect students in 2023-24." in said
    assert "2022-23, 2023-24 y 2024-25: 9.7 %." in text(pooled_trend_figure(pooled, words=spanish))


def test_years_together_are_no_longer_few(english):
    """SM 5 of 20 and 6 of 20: few in each year, 11 of 40 together. SF 3 of 14 in one year."""
    rows = table("""
group | period  | numerator | denominator
SM    | 2023-24 | 5         | 20
SM    | 2024-25 | 6         | 20
SF    | 2024-25 | 3         | 14
""").assign(
        measure="suspension", level="district", cds="99600410000000", district="Lantern Hill",
        dimension="program", status="reported", coverage="all_schools",
        source="suspension25.txt sha256:0123456789ab",
    )  # fmt: skip
    pooled = pool_years(release(outcomes_table(rows)))
    series = pooled_series(pooled)
    seen = series[series["visible"]].set_index("group")
    html = pooled_trend_figure(pooled, words=english)

    assert dict(seen["visibility"]) == {"SM": "shown", "SF": "read_with_care"}
    assert "fewer than 30 students are counted or the count is not published: Foster" in text(html)
    assert "Suspension, 2023-24 to 2024-25. Services and circumstances" in text(html)
