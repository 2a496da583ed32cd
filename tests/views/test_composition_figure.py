"""Share of the students beside share of the outcome: of 2,000 students 402 have it."""

import json
import re

import pytest
from drawn import marks, text

from equitykit.measures.composition import composition
from equitykit.measures.outcomes import COLUMNS
from equitykit.measures.privacy import release
from equitykit.views.composition_figure import composition_chart, composition_figure
from equitykit.views.group_rows import by_size, in_groups


@pytest.fixture
def figure(race, english):
    return composition_figure(composition(race), words=english)


@pytest.fixture
def chart(race, english):
    rows = by_size(in_groups(composition(race)))
    rows = rows.assign(drawn=rows["share_note"].isna())
    return composition_chart(rows, words=english).to_dict()


def test_a_sentence_for_each_group_with_enough_students(figure):
    said = text(figure)

    # 200 of 2000 and 60 of 402; 250 of 2000 and 20 of 402
    assert (
        "Black or African American: 10.0% of the students counted, "
        "and more of those with chronic absence: 14.9%." in said
    )
    assert (
        "Asian: 12.5% of the students counted, and less of those with chronic absence: 5.0%" in said
    )


def test_a_sentence_in_spanish_says_the_same(race, spanish):
    said = text(composition_figure(composition(race), words=spanish))

    assert (
        "Afroamericanos o negros: 10.0 % de los estudiantes contados, "
        "y más entre los estudiantes con ausentismo crónico: 14.9 %." in said
    )


def test_few_students_are_named_and_nothing_is_concluded(figure):
    said = text(figure)

    assert "With few students, so that it is too early to conclude: Filipino." in said
    assert "Filipino: 1.0%" not in said


def test_marks_are_those_of_the_table(figure, chart):
    cells = re.findall(r'<td class="number">([\d.]+)%</td>', figure)
    shares = [float(cell) for cell in cells]

    assert [row["rate"] for row in marks(chart, "other")] == shares[::2]
    assert [row["rate"] for row in marks(chart, "dot")] == shares[1::2]
    # RH, RW, RA, RB, RT, RF of 2000
    assert shares[::2] == [50.0, 20.0, 12.5, 10.0, 5.0, 1.0]


def test_beside_hidden_races_no_count_of_all_students_stands(figure):
    assert "2,000" not in text(figure) and "402" not in text(figure)


def test_where_nobody_is_hidden_the_table_has_the_counts_behind_each_share(race, english):
    rows = race.rows[list(COLUMNS)]
    seen = rows[rows["group"].isin(["TA", "RB", "RH"])]
    # 60 of 200 and 250 of 1000: now they are all students
    whole = {"numerator": 310, "denominator": 1200}
    seen = seen.assign(
        **{name: seen[name].mask(seen["group"] == "TA", count) for name, count in whole.items()}
    )
    html = composition_figure(composition(release(seen)), words=english)

    assert {"200 of 1,200", "60 of 310"} <= set(re.findall(r'<td class="number">([^<]+)<', html))


def test_a_hidden_group_has_a_line_of_words_and_no_mark(chart):
    said = [row["text"] for row in marks(chart, "said")]

    assert {"hidden by the publisher", "hidden to protect students"} <= set(said)
    assert len(marks(chart, "dot")) == len(marks(chart, "other")) == len(marks(chart, "link")) == 6
    assert "denominator" not in json.dumps(chart)


def test_no_rest_is_drawn(chart):
    # the shares of the students that are drawn add up to 98.5, and that is left so
    assert sum(row["rate"] for row in marks(chart, "other")) == 98.5


def test_where_shares_would_tell_on_a_hidden_group_none_is_drawn_and_the_reason_said(race, english):
    rows = race.where(group=["TA", "RB", "RA", "RF", "RH", "RW", "RT", "RI"])
    html = composition_figure(composition(rows), words=english)
    said = text(html)

    assert "<svg" not in html
    assert "what is left over would tell on groups that are hidden" in said
    assert not re.search(r"\d+\.\d%", said)


def test_groups_left_out_after_composing_do_not_change_the_shares_of_others(race, english):
    some = composition(race).where(group=["TA", "RB", "RH"])

    assert "50.0% · 62.2%" in text(composition_figure(some, words=english))
