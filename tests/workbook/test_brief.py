"""The brief explains its marks and says in which measures a group cannot be described."""

import pytest
from tables import table

from equitykit.content.texts import load_words
from equitykit.measures.gaps import compare
from equitykit.measures.largest_gaps import largest_gaps
from equitykit.measures.outcomes import outcomes_table
from equitykit.measures.privacy import release
from equitykit.views.brief_page import gaps
from equitykit.workbook.workbook import open_workbook

COPPER_KETTLE, TINY_ACORN = "99600410000000", "99600170000000"


def section(id: str, district: str, language: str = "en") -> str:
    book = open_workbook("brief", district=district, team="none", year="latest",
                         language=language, audience="team", store="none", data="sample")  # fmt: skip
    return book.section(id)._repr_mimebundle_()["text/html"]


@pytest.mark.parametrize(
    ("language", "said"), [("en", "(D): School Dashboard."), ("es", "(D): Dashboard.")]
)
def test_the_mark_of_the_dashboard_is_explained_where_it_stands(language, said):
    # students with disabilities, English language arts (D), are among the largest gaps
    assert section("brief.gaps", COPPER_KETTLE, language).count(said) == 1
    # in the smallest district one gap is told, of a measure that is none of the Dashboard's
    html = section("brief.gaps", TINY_ACORN, language)
    assert "(D)" not in html


def test_of_each_group_it_is_said_in_which_measures_it_cannot_be_described():
    html = section("brief.small_groups", COPPER_KETTLE)
    assert "in Graduation (D) and College and career (D): Long-term English learners" in html
    assert "in 11 measures: Native Hawaiian or Pacific Islander" in html


def test_a_gap_of_an_older_year_says_its_year():
    # graduation of 2023-24 stands beside absence of 2024-25
    rows = """
    measure             | period  | dimension | group | numerator | denominator | status
    chronic_absenteeism | 2024-25 | all       | TA    | 400       | 2000        | reported
    chronic_absenteeism | 2024-25 | program   | SE    | 160       | 400         | reported
    graduation          | 2023-24 | all       | TA    | 900       | 1000        | reported
    graduation          | 2023-24 | program   | SD    | 140       | 200         | reported
    """
    place = {"level": "district", "cds": "99600410000000", "coverage": "all_schools"}
    figures = release(outcomes_table(table(rows).assign(**place)))
    largest = largest_gaps(compare(figures, yardstick="everyone_else"))
    html = gaps(largest, looked_at=2, newest="2024-25", words=load_words("en"))

    assert "<td>Graduation, 2023-24</td>" in html
    assert "<td>Chronic absence</td>" in html
