"""Students whose group nobody recorded: a number, never what the others leave over."""

import pandas as pd
import pytest
from tables import table

from equitykit.content.texts import load_words
from equitykit.measures.outcomes import outcomes_table
from equitykit.measures.privacy import release
from equitykit.measures.unknown_groups import unknown_students
from equitykit.views.sentences import unrecorded

RACE = """
dimension      | group | numerator | denominator | rate | status
all            | TA    | 80        | 400         | 20.0 | reported
race_ethnicity | RH    | 50        | 200         | 25.0 | reported
race_ethnicity | RW    | 20        | 150         | 13.3 | reported
race_ethnicity | RD    | 10        | 50          | 20.0 | reported
"""
HIDDEN = RACE.replace(
    "RD    | 10        | 50          | 20.0 | reported",
    "RD    |           |             |      | suppressed_at_source",
)
BESIDE_HIDDEN = RACE.replace(
    "RW    | 20        | 150         | 13.3 | reported",
    "RW    |           |             |      | suppressed_at_source",
)


def released(text: str):
    rows = table(text).assign(
        measure="suspension", period="2024-25", level="district", cds="99600410000000"
    )
    return release(outcomes_table(rows), minimum_n=11, stability_line=30, regime="published")


def test_their_number_and_share_are_those_of_their_row():
    (found,) = unknown_students(released(RACE))

    assert (found.dimension, found.code, found.period) == ("race_ethnicity", "RD", "2024-25")
    assert found.students == 50
    # 50 of 400
    assert found.share == pytest.approx(12.5)


def test_unknown_students_that_are_hidden_are_not_worked_out_from_the_others():
    (found,) = unknown_students(released(HIDDEN))

    assert found.students is None and found.share is None
    assert found.visibility == "hidden_by_publisher"


def test_beside_a_hidden_group_there_is_no_share_that_all_students_could_be_had_from():
    (found,) = unknown_students(released(BESIDE_HIDDEN))

    assert found.students == 50
    assert found.share is None


def test_without_a_row_of_all_students_there_is_no_share():
    (found,) = unknown_students(released(RACE).where(dimension="race_ethnicity"))

    assert found.students == 50 and found.share is None


def test_of_several_years_it_is_the_latest():
    before = table(RACE.replace("50      ", "90      ")).assign(period="2023-24")
    years = pd.concat([before, table(RACE).assign(period="2024-25")]).assign(
        measure="suspension", level="district", cds="99600410000000"
    )
    (found,) = unknown_students(release(outcomes_table(years)))

    assert (found.period, found.students) == ("2024-25", 50)


@pytest.mark.parametrize(
    ("text", "english", "spanish"),
    [
        (
            RACE,
            "Group not recorded (race not reported): 50 students, 12.5% of all students, in 2024-25.",
            "Sin grupo registrado (raza no indicada): 50 estudiantes, el 12.5 % del total, en 2024-25.",
        ),
        (
            BESIDE_HIDDEN,
            "Group not recorded (race not reported): 50 students in 2024-25.",
            "Sin grupo registrado (raza no indicada): 50 estudiantes en 2024-25.",
        ),
        (
            HIDDEN,
            "Group not recorded (race not reported): hidden by the publisher in 2024-25.",
            "Sin grupo registrado (raza no indicada): oculto por quien publica en 2024-25.",
        ),
    ],
    ids=["share", "count", "hidden"],
)
def test_it_is_said_in_one_sentence(text, english, spanish):
    said = [
        " ".join(unrecorded(released(text), words=load_words(language))).replace("\u00a0", " ")
        for language in ("en", "es")
    ]

    assert said == [english, spanish]


def test_where_no_file_has_such_a_row_nothing_is_said():
    without = "\n".join(line for line in RACE.splitlines() if "RD" not in line)

    assert unknown_students(released(without)) == []
