"""Figures of the same name side by side: each as released, nothing worked out of two."""

import html
import re

import pandas as pd
import pytest
from tables import table

from equitykit.content.texts import load_words
from equitykit.measures.definitions import side_by_side
from equitykit.measures.outcomes import outcomes_table
from equitykit.measures.privacy import release
from equitykit.views.reconcile_page import reconcile

ROWS = """
    measure             | dimension      | group | numerator | denominator | rate | status
    chronic_absenteeism | all            | TA    | 60        | 260         | 23.1 | reported
    chronic_absenteeism | race_ethnicity | RH    | 40        | 160         | 25.0 | reported
    chronic_absenteeism | race_ethnicity | RW    | 20        | 100         | 20.0 | reported
    chronic_absenteeism | gender         | GF    | 30        | 130         | 23.1 | reported
    dashboard_chronic   | all            | TA    | 36        | 160         | 22.5 | reported
    dashboard_chronic   | race_ethnicity | RH    | 26        | 100         | 26.0 | reported
    dashboard_chronic   | race_ethnicity | RW    | 10        | 60          | 16.7 | reported
"""
HIDDEN = "dashboard_chronic | race_ethnicity | RI | | | | suppressed_at_source\n"
PLACE = {
    "level": "district", "cds": "27661420000000", "district": "Green Hill",
    "coverage": "all_schools", "period": "2024-25", "source": "a.txt sha256:0123456789ab",
}  # fmt: skip
OWN = """
    measure                 | dimension      | group | numerator | denominator | rate | status
    own_chronic_absenteeism | all            | TA    | 62        | 262         | 23.7 | reported
    own_chronic_absenteeism | race_ethnicity | RH    | 42        | 162         | 25.9 | reported
    own_chronic_absenteeism | race_ethnicity | RW    | 20        | 100         | 20.0 | reported
"""


def drawn(*texts, language="en") -> str:
    return page_of([released(text) for text in texts], language)


def released(text: str):
    return release(
        outcomes_table(table(text).assign(**PLACE)),
        regime="own_rows" if "own_" in text else "published",
    )


def page_of(tables, language="en") -> str:
    return str(reconcile(side_by_side(tables), words=load_words(language)))


def cells(page: str) -> dict[str, list[str]]:
    rows = re.findall(r'<th scope="row">(.*?)</th>(.*?)</tr>', page)
    return {html.unescape(name): re.findall(r"<td[^>]*>(.*?)</td>", rest) for name, rest in rows}


def test_each_group_has_the_figure_and_the_number_of_each_definition():
    assert cells(drawn(ROWS, OWN)) == {
        "All students": ["23.7% of 262", "23.1% of 260", "22.5% of 160"],
        "Hispanic or Latino": ["25.9% of 162", "25.0% of 160", "26.0% of 100"],
        "White": ["20.0% of 100", "20.0% of 100", "16.7% of 60"],
        "Female": ["not in this count", "23.1% of 130", "not in this count"],
    }


def test_where_a_group_is_hidden_in_one_column_the_total_has_no_number_in_any():
    found = cells(drawn(ROWS + HIDDEN))

    assert found["All students"] == ["23.1%", "22.5%"]
    assert found["American Indian or Alaska Native"] == [
        "not in this count",
        "hidden by the publisher",
    ]


def test_no_difference_between_two_definitions_stands_anywhere():
    page = drawn(ROWS, OWN)
    shown = {float(number) for number in re.findall(r"(\d+\.\d)%", page)}
    counts = {int(number) for number in re.findall(r"of (\d+)<", page)}

    # 260 - 160 = 100 is also a published count of its own here, so other differences are looked for
    assert not {23.1 - 22.5, 2.0, 102, 60 - 36} & (shown | counts)
    assert "−" not in page


def test_the_reasons_and_what_is_missing_stand_under_the_table():
    page = html.unescape(drawn(ROWS))

    assert "DataQuest counts all grades, the Dashboard kindergarten to grade 8." in page
    assert "Not there for this school year: Our own count." in page
    assert "among students in kindergarten to grade 8. Source: a.txt." in page
    assert "their 2025 is 2024-25" in page
    assert "nothing is subtracted here" in page


def test_in_spanish_it_is_spanish():
    page = html.unescape(drawn(ROWS, language="es"))

    assert "DataQuest cuenta todos los grados, el Dashboard de kínder a grado 8." in page
    assert "Aprendices" not in page


def test_without_two_definitions_it_says_so():
    one = "\n".join(line for line in ROWS.splitlines() if "dashboard" not in line)

    assert "nothing to set side by side" in html.unescape(drawn(one))


@pytest.mark.parametrize(("count", "shown"), [(10, "hidden to protect students"), (11, "11")])
def test_a_number_of_students_keeps_the_floor_too(count, shown):
    text = f"""
        measure               | dimension | group | numerator | denominator | rate    | status
        census_enrollment     | all       | TA    |           |             | 260     | reported
        census_enrollment     | program   | SF    |           |             | {count} | reported
        cumulative_enrollment | all       | TA    |           |             | 280     | reported
        cumulative_enrollment | program   | SF    |           |             | 25      | reported
    """
    assert cells(drawn(text))["Foster youth"] == [shown, "25"]


def test_a_figure_that_was_known_before_a_correction_says_so():
    own = released(OWN)
    own = own.with_figures(pd.DataFrame({"since_corrected": own.rows["group"] == "RH"}))
    page = page_of([released(ROWS), own])
    assert "From before the last correction: Hispanic or Latino." in page
    assert "From before the last correction" not in drawn(ROWS, OWN)
