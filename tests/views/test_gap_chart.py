"""The gap chart: who stands where, with which words, and what is never in it."""

import json
import re

import pandas as pd
import pytest
from drawn import marks

from equitykit.content.texts import Words
from equitykit.measures.gaps import compare
from equitykit.measures.outcomes import COLUMNS
from equitykit.measures.privacy import release
from equitykit.views.drawing import svg
from equitykit.views.gap_chart import gap_chart, laid_out


def texts(drawing: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", str(drawing))


@pytest.fixture
def drawn(against_everyone_else, english):
    return texts(svg(gap_chart(against_everyone_else, words=english)))


def test_groups_stand_from_the_largest_down_and_hidden_ones_below_in_code_order(
    against_everyone_else, english
):
    rows = laid_out(against_everyone_else, words=english)

    assert list(rows["group"]) == ["RH", "RW", "RA", "RB", "RT", "RF", "RI", "RP"]


def test_each_group_with_a_figure_is_labelled_with_its_rate_and_n(drawn):
    # 60 of 200 is 30.0 %, 50 of 400 is 12.5 %
    assert {"30.0% of 200", "12.5% of 400", "25.0% of 1,000"} <= set(drawn)


def test_a_hidden_group_keeps_its_row_in_words_alone(against_everyone_else, english, drawn):
    rows = laid_out(against_everyone_else, words=english).set_index("group")

    assert {"American Indian", "Pacific Islander"} <= set(drawn)
    assert {"hidden by the publisher", "hidden to protect students"} <= set(drawn)
    assert list(rows.loc[["RI", "RP"], "figure"]) == ["", ""]


def test_the_specification_holds_a_mark_for_visible_groups_only(against_everyone_else, english):
    chart = gap_chart(against_everyone_else, words=english).to_dict()

    # the largest first: 25.0, 12.5, 8.0, 30.0, 12.0 and 25.0 %; RI and RP are words alone
    assert [row["rate"] for row in marks(chart, "dot")] == [25.0, 12.5, 8.0, 30.0, 12.0, 25.0]
    assert len(marks(chart, "range")) == len(marks(chart, "figure")) == 6
    assert len(marks(chart, "name")) == 8
    assert "numerator" not in json.dumps(chart)


def test_a_row_of_words_carries_no_figure(against_everyone_else, english):
    chart = gap_chart(against_everyone_else, words=english).to_dict()
    hidden = [row for row in marks(chart, "said") if row["text"].startswith("hidden")]

    assert [set(row) for row in hidden] == [{"mark", "text", "x", "y", "colour"}] * 2


def test_a_chart_has_one_layer_for_a_kind_of_mark_however_many_groups(race, english):
    many = gap_chart(compare(race, yardstick="overall"), words=english).to_dict()
    few = compare(race.where(group=["TA", "RF", "RI", "RW"]), yardstick="overall")

    assert len(many["layer"]) == len(gap_chart(few, words=english).to_dict()["layer"])
    assert len(many["datasets"]) == 1


def test_a_group_with_few_students_is_hollow_and_the_key_says_why(drawn, race, english):
    everyone = compare(race.where(group=["TA", "RH", "RW"]), yardstick="overall")

    assert "read with care" in drawn
    assert "read with care" not in texts(svg(gap_chart(everyone, words=english)))


def test_a_yardstick_that_all_share_is_one_labelled_line(race, english):
    # 402 of 2000 is 20.1 %
    chart = gap_chart(compare(race, yardstick="overall"), words=english)

    assert "All students 20.1%" in texts(svg(chart))


def test_everyone_else_differs_from_group_to_group_and_is_marked_in_each_row(
    against_everyone_else, english, drawn
):
    chart = gap_chart(against_everyone_else, words=english).to_dict()
    rates = {row["yardstick_rate"] for row in marks(chart, "own_yardstick")}

    assert len(marks(chart, "own_yardstick")) == 6
    # everyone else than RB: 342 of 1800
    assert 19.0 in rates
    assert "everyone else" in drawn


@pytest.mark.parametrize(
    ("yardstick", "label"),
    # the lowest rate is best: 20 of 250 is 8.0 %
    [("highest", "Asian 8.0%"), ("group:RW", "White 12.5%")],
)
def test_a_group_that_is_the_yardstick_is_named(race, english, yardstick, label):
    assert label in texts(svg(gap_chart(compare(race, yardstick=yardstick), words=english)))


def test_the_target_is_named(race, english):
    chart = gap_chart(compare(race, yardstick="target", target=15.0), words=english)

    assert "Target 15.0%" in texts(svg(chart))


def test_the_scale_begins_at_zero(against_everyone_else, english):
    chart = json.dumps(gap_chart(against_everyone_else, words=english).to_dict())

    # the longest bar is that of 5 of 20: Wilson's range ends at 46.9 %
    assert re.findall(r'"domain": \[([\d.]+), ([\d.]+)\]', chart)[0] in [("0", "50"), ("0", "50.0")]


def test_letters_are_at_least_28_px_in_a_drawing_1200_px_wide(against_everyone_else, spanish):
    drawing = str(svg(gap_chart(against_everyone_else, words=spanish)))
    width = float(re.search(r'viewBox="0 0 (\d+)', drawing)[1])
    sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)px"', drawing)]

    assert min(sizes) * 1200 / width >= 28


def test_nine_groups_fit_one_screen(against_everyone_else, spanish):
    drawing = str(svg(gap_chart(against_everyone_else, words=spanish)))
    width, height = map(float, re.search(r'viewBox="0 0 (\d+) (\d+)"', drawing).groups())

    assert height * 1200 / width <= 620


def test_markup_in_a_name_stays_text(against_everyone_else):
    words = Words("en", {"groups.RH.short": "<script>x</script>"})
    drawing = str(svg(gap_chart(against_everyone_else, words=words)))

    assert "<script" not in drawing
    assert "&lt;script&gt;x&lt;/script&gt;" in drawing


def test_a_table_of_two_measures_is_refused(race, english):
    outcomes = race.rows[list(COLUMNS)]
    both = release(pd.concat([outcomes, outcomes.assign(measure="suspension")]))

    with pytest.raises(ValueError, match="one measure"):
        gap_chart(compare(both, yardstick="everyone_else"), words=english)
