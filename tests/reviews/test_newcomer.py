"""The ten-minute path: seven things, each as soon as there is something to tell."""

from said_records import said, standing

from equitykit.records.notes import MeasureShown
from equitykit.records.record import Record
from equitykit.records.team import StageReached, Team
from equitykit.reviews.newcomer import newcomer_path

TEAM = Team(name="Attendance", district="99000000000000")


def path(*lines) -> dict[str, tuple[str, ...]]:
    return {item.id: item.subjects for item in newcomer_path(standing(said(*lines)))}


def test_at_the_start_there_is_a_team_and_nothing_else_yet():
    assert path((0, "team", TEAM)) == {
        "aim": (), "who": ("team",), "one_chart": (), "one_voice": (),
        "theory": (), "last_test": (), "todays_question": (),
    }  # fmt: skip


def test_one_chart_is_the_newest_one():
    shown = [
        (minute, f"shown/{measure}", MeasureShown(meeting="m", measure=measure))
        for minute, measure in enumerate(["suspension", "graduation"])
    ]

    assert path(*shown)["one_chart"] == ("shown/graduation",)


def test_todays_question_is_that_of_the_stage():
    assert path((0, "stage", StageReached(stage="data")))["todays_question"] == ("stage",)


def test_an_aim_is_told_as_soon_as_there_are_records_of_aims():
    class Aim(Record):
        kind = "aim"

        text: str

    assert path((0, "aim", Aim(text="By May …")))["aim"] == ("aim",)
