"""The brief explains its marks and says in which measures a group cannot be described."""

import pytest

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
