"""A figure is a chart with its words, its reading help, its table and its source."""

import re

import pytest
from drawn import text

from equitykit.content.texts import load_words
from equitykit.measures.gaps import compare
from equitykit.views.figures import gap_figure, trend_figure


@pytest.fixture
def figure(against_everyone_else, english):
    return gap_figure(against_everyone_else, words=english)


def test_the_picture_is_named_by_what_it_shows(figure):
    label = re.search(r'role="img" aria-label="([^"]+)"', figure)[1]

    assert label.startswith(
        "Chart. In 2024-25, among groups with enough students, rates run from 8.0% (Asian)"
    )


def test_the_yardstick_is_stated(figure):
    assert "Compared with: Everyone else. Each group is compared with all students" in text(figure)


def test_who_is_missing_is_counted_and_explained(figure):
    said = text(figure)

    assert "2 of 8 groups have no figure here. Hidden is not the same as fine" in said
    assert "means fewer than 11 students" in said
    assert "fewer than 30 students are counted or the count is not published: Filipino" in said


def test_what_is_counted_among_whom_in_which_schools_from_which_file_is_said(figure):
    said = text(figure)

    assert "Counted: students who missed 10 percent or more" in said
    assert "All schools are counted, charter schools included." in said
    assert "Source: chronic25.txt." in said
    assert "sha256" not in said


def test_how_to_read_it_is_open_so_that_it_prints(figure):
    assert re.search(r"<details open>\s*<summary>How to read this</summary>", figure)


def test_the_heading_takes_the_level_of_its_place(against_everyone_else, english):
    assert "<h2>" in gap_figure(against_everyone_else, words=english, heading_level=2)


def test_a_place_with_markup_in_its_name_stays_text(figure):
    assert "Lantern &lt;b&gt;Hill&lt;/b&gt; &amp; Sons" in figure
    assert "<b>" not in figure


def test_nothing_of_a_hidden_group_is_in_the_figure(race, english):
    html = str(gap_figure(compare(race, yardstick="everyone_else"), words=english))

    # RP: 2 of 6 students, 33.3 %
    assert "33.3" not in html
    assert "2 of 6" not in html


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    ("yardstick", "options"),
    [
        ("everyone_else", {}), ("overall", {}), ("highest", {}), ("own_past", {}),
        ("target", {"target": 15.0}), ("target", {}), ("group:RH", {}), ("group:RP", {}),
        ("group:RD", {}),
    ],
)  # fmt: skip
def test_each_yardstick_can_be_drawn_in_both_languages(
    race_over_time, language, yardstick, options
):
    compared = compare(race_over_time, yardstick=yardstick, **options).where(period="2024-25")
    words = load_words(language)
    html = gap_figure(compared, words=words)

    assert words(f"yardsticks.{yardstick.split(':')[0]}.note") in text(html)


def test_a_figure_where_every_group_is_hidden_still_names_them(race, english):
    hidden = compare(race, yardstick="everyone_else").where(group=["RI", "RP"])
    said = text(gap_figure(hidden, words=english))

    assert "no group has a figure that rests on enough students" in said
    assert "2 of 2 groups have no figure here" in said


def test_a_trend_says_which_years_are_missing_and_who_is_hidden_when(gender, english):
    said = text(trend_figure(gender, words=english))

    assert "No data for 2019-20: the lines are broken there." in said
    assert "Male: hidden by the publisher in 2018-19." in said
    assert "Nonbinary: hidden by the publisher in every year." in said


def test_a_trend_explains_the_marks_that_are_drawn(gender, race_over_time, english):
    assert "The shaded band is the range" in text(trend_figure(gender, words=english))
    assert "Every small picture has the same scale" in text(
        trend_figure(race_over_time, words=english)
    )


def test_a_trend_of_one_year_is_named_by_that_year_alone(gender, english):
    (one, *_) = sorted(set(gender.rows["period"]))

    said = text(trend_figure(gender.where(period=one), words=english))

    assert f", {one}" in said
    assert f"{one} to {one}" not in said


def test_a_board_reads_one_sentence_of_a_trend_and_a_county_office_its_codes(gender, english):
    team = trend_figure(gender, words=english)
    board = trend_figure(gender, words=english, audience="board")
    county = text(trend_figure(gender, words=english, audience="county"))

    assert "How to read this" in team and "How to read this" not in board
    assert "place 99600410000000; measure chronic_absenteeism; split gender" in county
    # what is missing is said to all
    for html in (team, board, county):
        assert "Nonbinary: hidden by the publisher in every year." in text(html)
