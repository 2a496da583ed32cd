"""The meeting's workbook in a batch: what was held is told, what was not is on paper to hold."""

import html
import re

import pytest
from meeting import DISTRICT, a_place
from typer.testing import CliRunner

from equitykit.cli.main import app
from equitykit.content.texts import load_words
from equitykit.records.notes import Decision, Line
from equitykit.records.pauses import Pause
from equitykit.records.team import Meeting
from equitykit.workbook.sample import prepared_sample

MEETING = "meeting/0123456789abcdef0123456789abcdef"
DECISION = "decision/0123456789abcdef0123456789abcdef"


def page_of(folder, place, *more: str) -> str:
    """The text of the page that a batch makes of the meeting's workbook."""
    out = folder / "out"
    asked = ["batch", "--workbooks", "00_today", "--data", prepared_sample(), "--district",
             DISTRICT, "--store", place.store, "--out", out, *more]  # fmt: skip
    done = CliRunner().invoke(app, [str(each) for each in asked])
    assert done.exit_code == 0, done.output
    [page] = [each for each in out.rglob("*.html") if "today" in each.name]
    text = re.sub(r"(?s)<(style|script)\b.*?</\1>", " ", page.read_text(encoding="utf-8"))
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


@pytest.fixture
def place(tmp_path):
    place = a_place(tmp_path)
    yield place
    place.journal.close()


@pytest.mark.parametrize("language", [pytest.param("en", marks=pytest.mark.slow), "es"])
def test_a_meeting_that_was_held_gives_minutes_pause_log_and_pack(place, tmp_path, language):
    held = Pause(
        meeting=MEETING, stage="data", trigger="T3", prompt="D2", focus="voice",
        seen="Night shifts are missing", change="We meet on Saturdays", changes=DECISION,
    )  # fmt: skip
    records = {
        MEETING: Meeting(agenda="data", on="2026-01-13"),
        "line/00000001": Line(meeting=MEETING, step="wonder", text="Who rides the late bus?"),
        DECISION: Decision(meeting=MEETING, text="Ninth grade first", reason="widest gap"),
        "pause/00000001": held,
        "pause/00000002": Pause(
            meeting=MEETING, stage="data", trigger="T2", skipped="short_on_time"
        ),
    }
    for number, (subject, record) in enumerate(records.items()):
        place.journal.append(place.team, subject, record, id=f"{number:032x}")

    page, words = page_of(tmp_path, place, "--language", language), load_words(language)

    for title in ("minutes", "pauses", "pack"):
        assert words(f"meeting.{title}.title") in page
    for told in ("Who rides the late bus?", "Ninth grade first", "Night shifts are missing",
                 "We meet on Saturdays", words("pauses.skip.short_on_time")):  # fmt: skip
        assert told in page
    decision = page.split("Ninth grade first", 1)[1][:300]
    assert {"en": "Changed by the equity pause", "es": "por la pausa de equidad"}[
        language
    ] in decision


def test_a_team_that_has_recorded_nothing_gets_its_meeting_on_paper(place, tmp_path):
    page, words = page_of(tmp_path, place), load_words("en")

    assert words("meeting.none.meetings") in page
    for step in ("arrival", "agreements", "table_map", "closing_pulse"):
        assert page.count(words(f"steps.{step}.name")) >= 2
