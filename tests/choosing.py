"""The controls of a small district and what follows them, for tests without a browser."""

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


def framed(body) -> str:
    return f"<h2>{body}</h2>"


def following(controls, draw) -> FollowingView:
    return FollowingView(controls, draw, frame=framed, words=load_words("en"))
