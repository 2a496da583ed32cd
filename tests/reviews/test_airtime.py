"""A few voices that hold most of the talk, and roles that have long been silent."""

from equitykit.records.notes import RoleTally
from equitykit.reviews.airtime import Airtime, airtime


def tally(**counts: int) -> RoleTally:
    return RoleTally(meeting="m", step="s", counts=counts)


def test_a_role_with_more_than_half_and_twice_the_next_holds_most_of_the_talk():
    assert airtime([tally(staff=11, parent=5, student=5)]).most == "staff"


def test_exactly_half_is_not_most():
    assert airtime([tally(staff=10, parent=5, student=5)]).most == ""


def test_of_two_roles_one_may_speak_somewhat_more():
    assert airtime([tally(staff=11, parent=6)]).most == ""
    assert airtime([tally(staff=12, parent=6)]).most == "staff"


def test_the_first_few_turns_say_nothing():
    assert airtime([tally(staff=9, parent=0)]) == Airtime({"staff": 9, "parent": 0})
    assert airtime([tally(staff=10, parent=0)]).most == "staff"


def test_a_room_of_one_role_is_not_uneven():
    assert not airtime([tally(staff=30)]).is_uneven
    assert airtime([]) == Airtime({})


def test_a_role_that_spoke_before_and_is_silent_for_long_is_named():
    spoke = tally(staff=4, student=5, parent=4)

    assert airtime([spoke, tally(staff=5, parent=5)]).silent == ("student",)
    assert airtime([spoke, tally(staff=5, parent=4)]).silent == ()


def test_turns_add_up_over_the_steps():
    assert airtime([tally(staff=1, parent=3), tally(staff=1)]).turns == {"parent": 3, "staff": 2}
