"""Figures in words: level and gap together, direction, people, certainty; or why there is none.

RB: 60 of 200 is 30.0 %; everyone else 342 of 1800 is 19.0 %; 30 / 19 is 1.58; 19 % of 200 is
38, so 22 fewer. Newcombe's interval, 4.8 to 17.9 points, leaves out 0.
RA: 20 of 250 is 8.0 %; everyone else 382 of 1750 is 21.8 %, 13.8 points more; 0.37 times.
"""

import pytest
from tables import table

from equitykit.measures.gaps import compare
from equitykit.measures.outcomes import outcomes_table
from equitykit.measures.privacy import release
from equitykit.views.sentences import (
    amount,
    comparison_note,
    gap_sentence,
    gap_summary,
    group_name,
    level_sentence,
    trend_sentence,
    trend_summary,
)


def row(released, group):
    return released.where(group=group).rows.iloc[0]


def test_level_gap_ratio_people_and_certainty_in_english(against_everyone_else, english):
    assert gap_sentence(row(against_everyone_else, "RB"), words=english) == (
        "In 2024-25, 60 of 200 Black or African American students (30.0%) were chronically absent. "
        "That is 11.0 points higher than the rate of everyone else (19.0%): worse, since lower is "
        "better here. It is 1.58 times that rate. "
        "Matching it would mean 22 fewer students with chronic absence. "
        "A difference of this size is unlikely to be chance alone."
    )


def test_level_gap_ratio_people_and_certainty_in_spanish(against_everyone_else, spanish):
    assert gap_sentence(row(against_everyone_else, "RB"), words=spanish) == (
        "En 2024-25, 60 de 200 estudiantes afroamericanos o negros (30.0 %) tuvieron ausentismo "
        "crónico. Son 11.0 puntos más que la tasa de los demás estudiantes (19.0 %): es peor, "
        "porque aquí menos es mejor. Es 1.58 veces esa tasa. "
        "Igualarla significaría 22 estudiantes menos con ausentismo crónico. "
        "Es poco probable que una diferencia de este tamaño se deba solo al azar."
    )


def test_a_group_that_does_better_needs_no_number_of_students(against_everyone_else, english):
    said = gap_sentence(row(against_everyone_else, "RA"), words=english)

    assert "13.8 points lower than the rate of everyone else (21.8%): better" in said
    assert "Matching" not in said


def test_few_students_are_to_be_read_with_care(against_everyone_else, english):
    assert "Few students: read with care." in gap_sentence(
        row(against_everyone_else, "RF"), words=english
    )


@pytest.mark.parametrize(
    ("group", "said"),
    [
        (
            "RP",
            "Chronic absenteeism, 2024-25: the figure for Native Hawaiian or Pacific Islander "
            "students is hidden to protect them. Hidden is not the same as fine.",
        ),
        (
            "RI",
            "Chronic absenteeism, 2024-25: the publisher hides the figure for American Indian or "
            "Alaska Native students. Hidden is not the same as fine.",
        ),
    ],
)
def test_a_hidden_group_is_named_without_a_figure(against_everyone_else, english, group, said):
    assert gap_sentence(row(against_everyone_else, group), words=english) == said


def test_the_yardstick_itself_says_so(race, english):
    compared = compare(race, yardstick="group:RW")

    assert gap_sentence(row(compared, "RW"), words=english).endswith(
        "This is the group that the others are compared with."
    )
    assert "the rate of White students (12.5%)" in gap_sentence(row(compared, "RH"), words=english)


def test_where_higher_is_better_lower_is_worse(english):
    rows = """
    group | dimension | numerator | denominator | status
    TA    | all       | 180       | 200         | reported
    GF    | gender    | 96        | 100         | reported
    GM    | gender    | 84        | 100         | reported
    """
    place = {"measure": "graduation", "period": "2024-25", "level": "district", "cds": "1"}
    released = release(outcomes_table(table(rows).assign(**place)))
    said = gap_sentence(row(compare(released, yardstick="everyone_else"), "GM"), words=english)

    # 84 % against 96 %: 12 more
    assert "12.0 points lower than the rate of everyone else (96.0%): worse" in said
    assert "12 more students graduating in four years" in said


def test_a_level_without_counts_gives_the_published_figure(english):
    rows = """
    group | dimension | rate | status
    TA    | all       | 11.2 | reported
    """
    place = {"measure": "average_days_absent", "period": "2024-25", "level": "state", "cds": "0"}
    released = release(outcomes_table(table(rows).assign(**place)))

    assert level_sentence(released.rows.iloc[0], words=english) == (
        "Average days absent, 2024-25, students of all groups together: 11.2 days. "
        "How many students this rests on is not published: read with care."
    )


def test_the_summary_names_clear_differences_and_leaves_small_groups_unranked(
    against_everyone_else, english
):
    said = gap_summary(against_everyone_else, words=english)

    # RF, 5 of 20, is neither the end of the range nor a finding
    assert said[0] == (
        "In 2024-25, among groups with enough students, rates run from 8.0% (Asian) "
        "to 30.0% (Black or African American)."
    )
    assert said[1] == (
        "Worse than the rate of everyone else, and unlikely to be chance alone: "
        "Black or African American and Hispanic or Latino."
    )
    assert "With few students, so that it is too early to conclude: Filipino." in said
    assert any(
        each.startswith("Without a figure: American Indian or Alaska Native and Native Hawaiian")
        for each in said
    )


def test_how_many_comparisons_were_looked_at_is_said(against_everyone_else, english):
    # six groups have a figure
    assert comparison_note(against_everyone_else, words=english) == [
        "6 comparisons were looked at. The more there are, the more stand out by chance."
    ]


def test_a_trend_goes_from_the_first_to_the_last_year_with_a_figure(gender, english, spanish):
    female = gender.where(group="GF")

    assert trend_sentence(female, words=english) == (
        "From 2017-18 to 2020-21, female students: from 10.0% to 20.0%. "
        "Higher, which is worse here."
    )
    assert trend_sentence(female, words=spanish) == (
        "De 2017-18 a 2020-21, estudiantes mujeres: de 10.0 % a 20.0 %. Subió, lo que aquí es peor."
    )


def test_a_trend_that_is_hidden_or_level_says_so(gender, english):
    assert trend_sentence(gender.where(group="GX"), words=english) == (
        "nonbinary students: no figure in any of these years."
    )
    assert "level at 15.0%" in trend_sentence(gender.where(group="GM"), words=english)


def test_a_trend_of_few_students_has_no_direction(race_over_time, english):
    said = trend_sentence(race_over_time.where(group="RF"), words=english)

    assert said.endswith("With few students, this does not say which way it goes.")


def test_a_trend_summary_begins_with_all_students(race_over_time, english):
    assert trend_summary(race_over_time, words=english)[0] == (
        "From 2023-24 to 2024-25, students of all groups together: level at 20.1%."
    )


def test_an_amount_has_the_unit_of_its_measure(english, spanish):
    assert amount(38.2, "suspension", words=spanish) == "38.2 %"
    assert amount(11.2, "average_days_absent", words=english) == "11.2 days"


@pytest.mark.parametrize(
    ("count", "language", "told"),
    [(1234, "english", "1,234 students"), (1, "english", "1 student"),
     (12, "spanish", "12 estudiantes")],
)  # fmt: skip
def test_a_number_of_students_is_written_as_one(request, count, language, told):
    from equitykit.views.sentences import amount

    words = request.getfixturevalue(language)
    assert amount(float(count), "upc_students", words=words) == told


def test_students_of_two_groups_are_said_as_one_phrase(english, spanish):
    assert group_name("RH×GF", words=english) == "Hispanic or Latino · Female"
    said = group_name("RW×GF", words=english, field="students")
    assert said == "White students who are also female students"
    dicho = group_name("RW×GF×SE", words=spanish, field="students")
    assert dicho == (
        "estudiantes blancos que además son estudiantes mujeres y estudiantes aprendices de inglés"
    )
