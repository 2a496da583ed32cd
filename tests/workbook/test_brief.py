"""The brief explains its marks and says in which measures a group cannot be described."""

from datetime import date

import pytest
from tables import table

from equitykit.content.texts import load_words
from equitykit.measures.gaps import compare
from equitykit.measures.largest_gaps import largest_gaps
from equitykit.measures.outcomes import outcomes_table
from equitykit.measures.privacy import release
from equitykit.views.brief_page import gaps, not_recorded
from equitykit.views.data_page import two_yardsticks
from equitykit.views.data_use import data_use_line
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


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "data: students.csv; privacy: only counted; no day set for deletion."),
        ("es", "estudiantes: students.csv; privacidad: solo se cuenta; sin fecha de borrado."),
    ],
)
def test_the_use_of_students_data_is_told_with_where_to_read_on(language, said):
    html = section("brief.questions", COPPER_KETTLE, language)
    more = load_words(language)("brief.data_use.where")
    assert html.count(said) == 1 and html.count(more) == 1
    # a district without an extract of its own is told of none
    html = section("brief.questions", TINY_ACORN, language)
    assert "students.csv" not in html and more not in html


def test_the_day_of_deletion_stands_in_the_line_and_when_it_is_over_too():
    note = {"delete_by": "2026-06-30", "columns": [
        {"privacy": "open"}, {"privacy": "aggregate_only"}, {"privacy": "not_permitted"},
    ]}  # fmt: skip
    words = load_words("en")
    for today, said in (
        (date(2026, 6, 30), "only counted; to be deleted by June 30, 2026."),
        (date(2026, 7, 1), "only counted; was to be deleted by June 30, 2026."),
    ):
        line = data_use_line(note, files=["a.csv", "b.csv"], today=today, words=words)
        assert "a.csv and b.csv" in line and said in line


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "50 students, 12.5% of all students, in 2024-25. Measure: Suspension"),
        ("es", "50 estudiantes, el 12.5 % del total, en 2024-25. Medida:"),
    ],
)
def test_students_without_a_group_on_record_are_told_of_in_one_line(language, said):
    rows = """
    dimension      | group | numerator | denominator | status
    all            | TA    | 80        | 400         | reported
    race_ethnicity | RH    | 50        | 200         | reported
    race_ethnicity | RW    | 20        | 150         | reported
    race_ethnicity | RD    | 10        | 50          | reported
    """
    place = {"measure": "suspension", "period": "2024-25", "level": "district",
             "cds": "99600410000000", "coverage": "all_schools"}  # fmt: skip
    figures = release(outcomes_table(table(rows).assign(**place)))
    words = load_words(language)
    told = str(not_recorded(figures, measures=["graduation", "suspension"], words=words))

    assert told.count("<li>") == 1 and said in told
    whole = figures.where(group=["TA", "RH", "RW"])
    assert not_recorded(whole, measures=["suspension"], words=words) == ""
    # and they stand under the table of two yardsticks
    two = [compare(figures, yardstick=each) for each in ("everyone_else", "overall")]
    assert said.partition(" Med")[0].partition(" Mea")[0] in two_yardsticks(*two, words=words)


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
