"""The controls always show a choice that exists; no browser is needed to try them."""

import pytest
from tables import table

from equitykit.content.texts import load_words
from equitykit.measures.choices import Choices
from equitykit.measures.outcomes import outcomes_table
from equitykit.measures.privacy import release
from equitykit.widgets.data_controls import DataControls
from equitykit.widgets.following_view import FollowingView

ROWS = """
measure             | period  | dimension      | group | numerator | denominator | status
chronic_absenteeism | 2024-25 | all            | TA    | 60        | 210         | reported
chronic_absenteeism | 2024-25 | race_ethnicity | RH    | 40        | 150         | reported
chronic_absenteeism | 2024-25 | race_ethnicity | RI    |           |             | suppressed_at_source
chronic_absenteeism | 2024-25 | program        | SE    | 20        | 80          | reported
graduation          | 2023-24 | all            | TA    | 45        | 50          | reported
graduation          | 2023-24 | gender         | GF    | 22        | 25          | reported
"""


@pytest.fixture
def controls():
    place = {"level": "district", "cds": "99600410000000", "coverage": "all_schools"}
    choices = Choices(release(outcomes_table(table(ROWS).assign(**place))))
    first = choices.first(yardstick="everyone_else", year="latest")
    return DataControls(choices, first, words=load_words("en"))


def labelled(controls, label):
    """The list or checkbox that a person sees under this label."""
    boxes = [child for box in controls.children for child in box.children]
    return next(each for each in boxes if each.description == label)


def test_every_control_has_a_label_and_names_not_codes(controls):
    measure = labelled(controls, "What we look at")

    assert [name for name, _ in measure.options] == [
        "Chronic absenteeism",
        "Graduation in four years",
    ]
    assert labelled(controls, "American Indian or Alaska Native").value is True


def test_choosing_another_measure_moves_the_other_lists_to_what_it_has(controls):
    labelled(controls, "What we look at").value = "graduation"

    assert controls.value.period == "2023-24"
    assert controls.value.dimension == "gender"
    assert labelled(controls, "Female").value is True


def test_a_box_that_is_unticked_leaves_its_group_out(controls):
    labelled(controls, "Hispanic or Latino").value = False

    assert controls.value.left_out == ("RH",)


def test_unticking_the_last_box_shows_all_groups_again(controls):
    labelled(controls, "Hispanic or Latino").value = False
    labelled(controls, "American Indian or Alaska Native").value = False

    assert controls.value.left_out == ()
    assert labelled(controls, "Hispanic or Latino").value is True


def test_a_view_follows_the_choice(controls):
    view = FollowingView(controls, lambda choice: f"<p>{choice.dimension}</p>")

    labelled(controls, "Students grouped by").value = "program"

    assert view.value == "<p>program</p>"


def test_one_change_is_one_drawing(controls):
    drawn = []
    FollowingView(controls, lambda choice: drawn.append(choice) or "")

    labelled(controls, "What we look at").value = "graduation"

    assert [choice.measure for choice in drawn] == ["chronic_absenteeism", "graduation"]
