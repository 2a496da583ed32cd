"""Pages are killed while they write, one, two and four at once: what they were told is there."""

import pytest
from databases import new_database, postgresql  # noqa: F401
from faults.kills import in_own_process

NORMALLY, IN_FULL = {1: 6, 2: 8, 4: 12}, {1: 60, 2: 60, 4: 80}


def killed(function: str, **arguments) -> dict:
    report = in_own_process(f"faults.writer_kills:{function}", **arguments)
    print(
        f"{arguments['writers']} writers: {report['kills']} kills, {report['said']} acknowledged,"
        f" {report['sent_again']} sent again, {report['busy']} times busy,"
        f" {len(report['troubles'])} troubles"
    )
    return report


@pytest.mark.parametrize(
    ("writers", "kills"),
    [
        *NORMALLY.items(),
        *(pytest.param(*each, marks=pytest.mark.slow) for each in IN_FULL.items()),
    ],
)
def test_kills_at_any_moment_lose_nothing_that_was_said(writers, kills):
    report = killed("kill_writers", writers=writers, kills=kills, seed=writers)

    assert report["troubles"] == []
    assert report["kills"] >= kills and report["said"] > kills


def test_control_what_is_said_before_it_is_stored_is_caught():
    report = killed("kill_writers", writers=1, kills=10, seed=9, sabotage="too early")

    assert any("lost entry" in trouble for trouble in report["troubles"])


@pytest.mark.parametrize("kills", [6, pytest.param(40, marks=pytest.mark.slow)])
def test_kills_of_those_who_write_to_a_server_lose_nothing(new_database, kills):
    report = killed("kill_writers_of", url=new_database(), writers=2, kills=kills, seed=5)

    assert report["troubles"] == []
    assert report["kills"] >= kills and report["said"] > kills


@pytest.mark.parametrize("crashes", [2, pytest.param(10, marks=pytest.mark.slow)])
def test_a_server_that_crashes_while_two_write_loses_nothing(postgresql, crashes):
    report = killed("crash_server", writers=2, crashes=crashes, seed=6)

    assert report["troubles"] == []
    assert report["crashes"] == crashes and report["said"] > crashes
