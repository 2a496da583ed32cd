"""F9 covers the wall at once, also when no program answers any more."""

import os
import signal
import time
from dataclasses import replace

import pytest
from browser import browser, watched_context  # noqa: F401
from served_meeting import DISTRICT, served_meeting

from equitykit.records.team import Team

pytestmark = pytest.mark.browser

NO_ANSWER = r"ERR_|Failed to load resource|WebSocket connection|Failed to fetch|NetworkError"
COVERED = "document.querySelector('dialog.live-blank')?.open === true"
LINE = "a line that must not be seen any longer"


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    with served_meeting(tmp_path_factory.mktemp("room")) as served:
        yield served


@pytest.fixture
def windows(browser, served):  # noqa: F811
    """The facilitator's page and the wall of a new team with a line on it, and their kernels."""
    team = Team(name="Attendance team", district=DISTRICT)
    meeting = replace(served, stream=served.journal.create_team(team))
    with watched_context(browser, complaints=NO_ANSWER) as context:
        desk, wall = context.new_page(), context.new_page()
        before = meeting.room.pids()
        desk.goto(meeting.page("facilitator"))
        desk.wait_for_selector("form[data-action=plan_meeting]", timeout=60_000)
        kernels = {"desk": meeting.room.pids() - before}
        wall.goto(meeting.page("room"))
        wall.wait_for_selector("[data-room]", timeout=60_000)
        kernels["wall"] = meeting.room.pids() - before - kernels["desk"]
        assert len(kernels["desk"]) == len(kernels["wall"]) == 1
        desk.click("form[data-action=plan_meeting] button:not([type=button])")
        desk.wait_for_selector("input[data-list]", timeout=60_000)
        desk.fill("input[data-list]", LINE)
        desk.press("input[data-list]", "Enter")
        desk.click("[data-action=show][data-value-thing=lines]")
        wall.wait_for_function("text => document.body.innerText.includes(text)", arg=LINE)
        # until the facilitator's page says so too, the key means "show it again"
        desk.wait_for_selector("[data-blank-now]", state="attached")
        yield desk, wall, {name: next(iter(each)) for name, each in kernels.items()}


def covered_after(desk, wall) -> float:
    """Press F9 while somebody types in the facilitator's page; seconds until the wall is covered."""
    desk.bring_to_front()
    desk.focus("input[data-list]")
    began = time.monotonic()
    desk.keyboard.press("F9")
    wall.wait_for_function(COVERED, timeout=3_000)
    return time.monotonic() - began


@pytest.mark.parametrize("stopped", [("desk",), ("desk", "wall")])
def test_the_wall_is_covered_while_a_kernel_does_not_answer(windows, stopped):
    desk, wall, kernels = windows
    for name in stopped:
        os.kill(kernels[name], signal.SIGSTOP)
    try:
        assert covered_after(desk, wall) < 1
        assert desk.evaluate(COVERED)
        shown = wall.evaluate(
            "(() => { const each = document.elementFromPoint(innerWidth / 2, innerHeight / 3);"
            " return Boolean(each?.closest('dialog.live-blank')); })()"
        )
        assert shown, "what stands on top is the cover"
        # it stays: nobody has said that the wall may be seen
        wall.wait_for_timeout(4_000)
        assert wall.evaluate(COVERED) or LINE not in wall.inner_text("body")
    finally:
        for name in stopped:
            os.kill(kernels[name], signal.SIGCONT)


def test_the_wall_is_covered_when_the_kernel_is_dead(windows):
    desk, wall, kernels = windows
    os.kill(kernels["desk"], signal.SIGKILL)

    assert covered_after(desk, wall) < 1


def test_without_the_key_the_line_stays_in_sight(windows):
    """The control: it is the key that covers."""
    _, wall, kernels = windows
    os.kill(kernels["desk"], signal.SIGSTOP)
    wall.wait_for_timeout(1_000)
    os.kill(kernels["desk"], signal.SIGCONT)

    assert not wall.evaluate(COVERED)
    assert LINE in wall.inner_text("body")
