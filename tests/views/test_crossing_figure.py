"""Two traits crossed: what shows only where they meet."""

import json
import re

import pandas as pd
import pytest
from drawn import marks, text

from equitykit.views.crossing_chart import crossing_chart, read_crossing
from equitykit.views.crossing_figure import crossing_figure


@pytest.fixture
def chart(crossed, english):
    return crossing_chart(read_crossing(crossed, words=english), words=english).to_dict()


def predicted(crossed, **rates):
    """The table with what the traits would add up to, by the code of a crossing."""
    known = crossed.rows["group"].map(
        {code.replace("_", "×"): rate for code, rate in rates.items()}
    )
    return crossed.with_figures(pd.DataFrame({"predicted_rate": known.astype("Float64")}))


def test_a_crossing_outside_both_its_traits_is_named(crossed, english):
    said = text(crossing_figure(crossed, words=english))

    # RB×GF: 44.4 to 62.0, above 37.5 (RB) and 22.7 (GF); RH×GM: 36.4 (32.5 to 40.5), above
    # 30.0 and 26.4; RB×GM ends at 29.9, above GM's 26.4, so it is not outside of both
    assert (
        "beyond what chance would explain: Black or African American · Female and "
        "Hispanic or Latino · Male." in said
    )
    assert "Higher than either trait alone would show" in said


def test_lower_than_both_is_named_too(crossed, spanish):
    said = text(crossing_figure(crossed, words=spanish))

    # none is: RH×GF has 23.6 (20.3 to 27.4) and GF 22.7; RW×GF ends at 15.4, RW has 12.8
    assert "Más bajo de lo que mostraría" not in said
    assert "Más alto de lo que mostraría cada característica por separado" in said


def test_how_many_were_looked_at_is_said(crossed, english):
    assert "6 comparisons were looked at" in text(crossing_figure(crossed, words=english))


def test_margins_stand_in_the_picture(chart):
    # 90 of 240, 330 of 1100, 105 of 820; RI's crossings are hidden, so it has no block
    assert [row["rate"] for row in marks(chart, "block")] == [37.5, 30.0, 12.8]
    # 250 of 1100 and 290 of 1100 in each block
    assert [row["rate"] for row in marks(chart, "other")] == [22.7, 26.4] * 3


def test_dots_are_those_of_the_table(crossed, english, chart):
    html = crossing_figure(crossed, words=english)
    rows = re.findall(r"<tr>\s*<th scope=\"row\">.*?</tr>", html, re.S)
    rates = [float(re.findall(r">([\d.]+)%<", row)[0]) for row in rows if "%" in row]

    assert [row["rate"] for row in marks(chart, "dot")] == rates
    # 64 and 26 of 120
    assert rates[:2] == [53.3, 21.7]


def test_hidden_crossings_are_named_beneath_and_keep_their_rows_in_the_table(
    crossed, english, chart
):
    html = str(crossing_figure(crossed, words=english))

    folded = re.search(r'class="folded">([^<]*)<', html)[1]
    assert folded == "Hidden by the publisher: American Indian (Female and Male)."
    assert "2 of 8 crossings have no figure" in text(html)
    assert len(re.findall(r'<td class="words"', html)) == 2
    # no line of the drawing is spent on them: 3 groups by 2
    assert len(marks(chart, "name")) == 6 and len(marks(chart, "head")) == 3
    assert "RI" not in json.dumps(chart)


def test_what_the_traits_would_add_up_to_is_a_mark_where_it_is_given(crossed, english):
    rows = predicted(crossed, RB_GF=34.2)
    html = crossing_figure(rows, words=english)
    chart = crossing_chart(read_crossing(rows, words=english), words=english).to_dict()

    assert "where the dot would lie if the two traits simply added up" in text(html)
    squares = [row["rate"] for row in marks(chart, "other") if row["shape"] == "square"]
    assert squares == [34.2]
    assert "if the two simply added up" in [row["text"] for row in marks(chart, "said")]


def test_without_a_prediction_nothing_is_said_of_it(crossed, english):
    assert "added up" not in text(crossing_figure(crossed, words=english))


def test_a_table_without_a_crossing_is_refused(race, english):
    with pytest.raises(ValueError, match="crossing"):
        crossing_figure(race, words=english)


def test_where_every_crossing_is_hidden_there_is_no_picture(crossed, english):
    kept = ~crossed.rows["group"].isin(["RB×GF", "RB×GM", "RH×GF", "RH×GM", "RW×GF", "RW×GM"])
    html = crossing_figure(crossed.keep(kept), words=english)

    assert "<svg" not in html
    assert "No crossing has a figure that can be shown." in text(html)
