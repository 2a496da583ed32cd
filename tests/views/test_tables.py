"""The table twin holds the same figures, in cells that say what they are."""

import re

from equitykit.measures.gaps import compare
from equitykit.views.tables import gap_table, trend_table


def cells(html: str, name: str) -> list[str]:
    """The words of the row that begins with `name`."""
    row = next(row for row in re.findall(r"<tr>(.*?)</tr>", html, re.S) if f">{name}" in row)
    return [re.sub(r"<[^>]+>", " ", cell).strip() for cell in re.findall(r"<td.*?</td>", row, re.S)]


def test_a_row_gives_level_gap_ratio_students_and_certainty(against_everyone_else, english):
    # Wilson: 60 of 200 is .2407 to .3668, 342 of 1800 is .1725 to .2088. Newcombe's gap:
    # .11 - sqrt((.3 - .2407)^2 + (.2088 - .19)^2) = .0478,
    # .11 + sqrt((.3668 - .3)^2 + (.19 - .1725)^2) = .1790
    assert cells(gap_table(against_everyone_else, words=english), "Black") == [
        "60 of 200", "30.0%", "24.1 to 36.7", "19.0%",
        "+11.0", "+4.8 to +17.9", "1.58", "22 fewer", "worse; unlikely to be chance",
    ]  # fmt: skip


def test_a_hidden_group_keeps_its_row_in_words(against_everyone_else, english):
    html = gap_table(against_everyone_else, words=english)

    assert cells(html, "Native Hawaiian") == ["hidden to protect students"]
    assert cells(html, "American Indian") == ["hidden by the publisher"]


def test_headers_say_what_they_head(against_everyone_else, english):
    html = gap_table(against_everyone_else, words=english)

    assert html.count('<th scope="col"') == 10
    assert html.count('<th scope="row"') == 8
    assert re.search(r"<caption>.*2024-25. Race and ethnicity</caption>", html)


def test_the_name_of_a_place_stays_text(against_everyone_else, english):
    html = gap_table(against_everyone_else, words=english)

    assert "Lantern &lt;b&gt;Hill&lt;/b&gt; &amp; Sons" in html
    assert "<b>" not in html


def test_a_yardstick_that_is_missing_is_said_in_the_last_cell(race, english):
    compared = compare(race, yardstick="target")

    assert cells(gap_table(compared, words=english), "White")[-1] == "no target set"


def test_a_trend_has_a_column_for_each_year_also_without_data(gender, spanish):
    html = trend_table(gender, words=spanish)

    assert re.findall(r">(\d{4}-\d\d)</th>", html) == ["2017-18", "2018-19", "2019-20", "2020-21"]
    assert cells(html, "Mujeres")[2] == "sin datos"
    assert cells(html, "Hombres")[1] == "oculto por quien publica"
    # Wilson for 30 of 300: (.1 + .0064) / 1.0128 +- .0341
    assert re.sub(r"\s+", " ", cells(html, "Mujeres")[0]) == "10.0 % 7.1 a 13.9 30 de 300"
