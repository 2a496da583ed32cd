"""A process that is killed at any line of the store leaves a whole record behind."""

import pytest
from faults.kills import in_own_process
from faults.line_kills import CALLS


def killed(calls, places: int | None, sabotage: str | None = None) -> dict:
    report = in_own_process(
        "faults.line_kills:kill_at_lines", calls=list(calls), places=places, sabotage=sabotage
    )
    for name, found in report.items():
        print(
            f"{name}: {found['kills']} kills at {found['lines']} executed lines"
            f" ({found['places']} different ones), {len(found['troubles'])} troubles"
        )
    return report


@pytest.mark.parametrize(
    ("calls", "places"),
    [
        pytest.param(["append"], 1, id="each line of an append"),
        pytest.param(CALLS, 17, id="every seventeenth line of each call"),
        pytest.param(CALLS, None, id="each executed line", marks=pytest.mark.slow),
    ],
)
def test_a_kill_at_any_line_loses_nothing_that_was_said(calls, places):
    report = killed(calls, places)

    assert {name: found["troubles"] for name, found in report.items()} == dict.fromkeys(calls, [])
    assert all(found["kills"] >= found["places"] // (places or 1) for found in report.values())
    if not places:
        assert all(found["kills"] == found["lines"] for found in report.values())


def test_control_an_entry_and_its_projection_in_two_commits_are_caught():
    troubles = killed(["append"], 4, sabotage="two commits")["append"]["troubles"]

    assert any("what stands is not what the entries say" in trouble for trouble in troubles)


def test_control_what_is_said_before_it_is_stored_is_caught():
    troubles = killed(["append"], 4, sabotage="too early")["append"]["troubles"]

    assert any("lost entry" in trouble for trouble in troubles)
