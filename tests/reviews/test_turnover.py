"""Which roles would leave with one person."""

from said_records import said, standing

from equitykit.records.team import Meeting
from equitykit.reviews.turnover import holders, roles_that_need_another


def meeting(id: str, **roles: str):
    return 0, f"meeting/{id}", Meeting(agenda="data", on="2027-02-03", roles=roles)


MEETINGS = standing(
    said(
        meeting("1", scribe="Office clerk", facilitator="County coach"),
        meeting("2", scribe="Parent liaison", facilitator="County coach ", interpreter=" "),
    )
)


def test_who_has_carried_a_role_is_told_by_seat_or_job():
    assert holders(MEETINGS) == {
        "scribe": ("Office clerk", "Parent liaison"),
        "facilitator": ("County coach",),
    }


def test_a_role_that_one_seat_carries_alone_needs_another():
    assert roles_that_need_another(MEETINGS) == ("facilitator",)
    assert roles_that_need_another({}) == ()
