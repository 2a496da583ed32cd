"""One small group by itself: 4 of 19, 8 of 22, 7 of 24, 9 of 31, (2 of 6 hidden), 5 of 21."""

import re

import pytest
from drawn import text
from tables import table

from equitykit.measures.outcomes import outcomes_table
from equitykit.measures.pooling import pool_years
from equitykit.measures.privacy import release
from equitykit.measures.rates import wilson_interval
from equitykit.measures.shrinkage import shrink_released
from equitykit.views.own_history_figure import own_history_chart, own_history_figure


@pytest.fixture
def steadier(history):
    return shrink_released(pool_years(history), towards="own_history")


@pytest.fixture
def figure(steadier, english):
    return own_history_figure(steadier, words=english)


def test_the_latest_year_is_told_with_its_range(figure):
    # 5 of 21 is 23.8 %
    assert "In 2024-25: 23.8% of 21. The range is 10.6 to 45.1." in text(figure)


def test_years_together_are_named_one_by_one_without_the_hidden_one(figure, steadier, spanish):
    # 9 + 5 of 31 + 21: 14 of 52, 26.9 %
    assert "The years 2022-23 and 2024-25 together: 26.9% of 52." in text(figure)
    assert "Los años 2022-23 y 2024-25 juntos: 26.9 % de 52." in text(
        own_history_figure(steadier, words=spanish)
    )


def test_three_states_are_told_apart(figure):
    said = text(figure)

    assert "Hidden to protect students, by us or by the publisher, and never put together" in said
    assert "too few students to conclude from one year: 2018-19, 2019-20, 2021-22, and" in said
    # one year has enough students
    assert "2022-23, and" not in said.split("conclude from one year")[1].split(".")[0]


def test_nothing_of_the_hidden_year_is_told(figure):
    rows = (row.split("</tr>")[0] for row in figure.split("<tr>"))
    row = next(row for row in rows if row.strip().startswith('<th scope="row">2023-24'))

    assert "hidden to protect students" in row
    assert not re.search(r"\d", text(row).replace("2023-24", ""))


def test_marks_are_those_of_the_table(steadier, english, figure):
    last = steadier.rows.sort_values("period").iloc[-1]
    rows = steadier.rows.sort_values("period").reset_index(drop=True)
    chart = own_history_chart(rows, last, words=english).to_dict()
    drawn = [
        row["rate"] for its in chart["datasets"].values() for row in its if row["mark"] == "dot"
    ]
    cells = re.findall(r'<td class="number">([\d.]+)%</td>', figure)

    assert [f"{rate:.1f}" for rate in drawn] == cells
    assert cells[:5] == ["21.1", "36.4", "29.2", "29.0", "23.8"]


def test_the_estimate_leans_on_the_visible_years_of_the_same_group(figure):
    # they differ by chance alone: it is the rate of all of them, 33 of 117, with Wilson's range
    low, high = (100 * end for end in wilson_interval(33, 117))

    assert "own 5 years, the latest year is at about 28.2%." in text(figure)
    assert f"The range is {low:.1f} to {high:.1f}." in text(figure)


def test_one_year_has_nothing_to_put_together(history, english):
    rows = history.where(period="2024-25")
    said = text(
        own_history_figure(shrink_released(pool_years(rows), towards="own_history"), words=english)
    )

    assert "Only one year can be shown" in said
    assert "needs at least four years" in said


def test_two_groups_are_refused(race, english):
    rows = shrink_released(pool_years(race), towards="own_history")

    with pytest.raises(ValueError, match="one dimension|one group"):
        own_history_figure(rows, words=english)


def test_a_year_without_a_range_is_told_without_one(english):
    """Average days have no range: the publisher gives a mean and of how many students."""
    rows = table("""
period  | group | denominator | rate
2023-24 | RI    | 22          | 16.4
2024-25 | RI    | 23          | 17.8
""").assign(
        measure="average_days_absent", level="district", cds="99600410000000",
        district="Lantern Hill", dimension="race_ethnicity", status="reported",
        coverage="all_schools", source="absenteeismreason25.txt sha256:0123456789ab",
    )  # fmt: skip
    steadier = shrink_released(pool_years(release(outcomes_table(rows))), towards="own_history")
    said = text(own_history_figure(steadier, words=english))

    assert "In 2024-25: 17.8 days of 23. No range can be worked out" in said
    assert "The range is" not in said
    assert "Average days absent, 2023-24 to 2024-25." in said
