"""What is private is nowhere: not in a frame, a page, the store, a log, an export, a file.

A whole meeting in a browser, with canaries in the places that keep nothing; and the same
search finds what may be found, so that it would have found them.
"""

import csv
import json
import re
import shutil
from pathlib import Path

import pytest
from browser import browser, watched_context  # noqa: F401
from served_meeting import served_meeting
from typer.testing import CliRunner

from equitykit.cli.main import app

pytestmark = pytest.mark.browser

PLACE = "27660350000000"
# as in test_nothing_below_the_floor: of the races one alone is above a floor of 5,000, and the
# numbers of the others stand nowhere else
COLUMNS = (
    "Academic Year,Aggregate Level,County Code,District Code,School Code,County Name,"
    "District Name,School Name,Charter School,DASS,Reporting Category,"
    "ChronicAbsenteeismEligibleCumulativeEnrollment,ChronicAbsenteeismCount,"
    "ChronicAbsenteeismRate"
).split(",")
GROUPS = {
    "TA": ("16186", "7207", "44.5"),
    "RH": ("6023", "2339", "38.8"),
    "RB": ("4733", "2211", "46.7"),
    "RA": ("2381", "1164", "48.9"),
    "RW": ("3049", "1493", "49.0"),
}
HIDDEN = ("RB", "RA", "RW")
# typed into the private control
PRIVATE = ("zorzal-privada Ümläut", "Maria Lopez-Zorzal", "1432 Zorzalweg")
# a facilitator's own note: kept in the record, never on the wall
NOTE = "canary-note: careful with seat four"
# an ordinary line: found wherever the search can look
LINE = "an ordinary line on late buses"


class Frames:
    """All that goes over a page's sockets."""

    def __init__(self, page):
        self.sent: list[str] = []
        self.received: list[str] = []
        page.on("websocket", self._follow)

    def _follow(self, socket):
        socket.on("framesent", lambda frame: self.sent.append(_text(frame)))
        socket.on("framereceived", lambda frame: self.received.append(_text(frame)))

    def all(self) -> str:
        return _plain("".join((*self.sent, *self.received)))


def _text(frame) -> str:
    return frame.decode("utf-8", "replace") if isinstance(frame, bytes) else str(frame)


def _plain(text: str) -> str:
    """Text with the escapes of JSON undone, so that a search finds it however it was sent."""
    found = re.sub(r"\\u([0-9a-fA-F]{4})", lambda code: chr(int(code[1], 16)), text)
    return found.encode("utf-8", "replace").decode("utf-8")


@pytest.fixture(scope="module")
def held(browser, tmp_path_factory):  # noqa: F811
    """A meeting with two windows; what came over the sockets, and what both pages were made of."""
    folder = tmp_path_factory.mktemp("room")
    temporary = folder / "temporary"
    temporary.mkdir()
    data = _figures_below_the_floor(folder)
    with (
        served_meeting(
            folder, district=PLACE, data=data, environment={"TMPDIR": str(temporary)}
        ) as meeting,
        watched_context(browser) as context,
    ):
        desk, wall = context.new_page(), context.new_page()
        frames = {"desk": Frames(desk), "wall": Frames(wall)}
        desk.goto(meeting.page("facilitator"))
        desk.wait_for_selector("form[data-action=plan_meeting]", timeout=60_000)
        wall.goto(meeting.page("room"))
        wall.wait_for_selector("[data-room]", timeout=60_000)
        desk.check("input[name=agenda][value=data]")
        desk.click("form[data-action=plan_meeting] button:not([type=button])")
        desk.wait_for_selector("input[data-list]", timeout=30_000)
        private = desk.locator("textarea[data-private]")
        for text in PRIVATE:
            private.press_sequentially(text + "\n")
        desk.locator("textarea[data-field*='/note/']").first.fill(NOTE)
        line = desk.locator("input[data-list]")
        line.fill(LINE)
        line.press("Enter")
        desk.wait_for_function(f"document.body.innerText.includes({json.dumps('Saved')})")
        desk.keyboard.press("F9")
        show = desk.locator("[data-action=show][data-value-thing=lines]")
        show.first.click()
        wall.wait_for_function(f"document.body.innerText.includes({json.dumps(LINE)})")
        sources = {"desk": desk.content(), "wall": wall.content()}
        figures = _with_figures(desk, wall)
        storage = desk.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
        desk.goto("about:blank")
        desk.go_back()
        desk.wait_for_selector("textarea[data-private]", timeout=60_000)
        after = {
            "value": desk.input_value("textarea[data-private]"),
            "storage": desk.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])"),
            "source": desk.content(),
        }
        yield {
            "meeting": meeting, "frames": frames, "sources": sources, "storage": storage,
            "after": after, "figures": figures, "temporary": temporary, "folder": folder,
        }  # fmt: skip


def _figures_below_the_floor(folder: Path) -> Path:
    """Prepared figures of a district most of whose groups are hidden, none by chance."""
    (folder / "settings.toml").write_text("minimum_n = 5000\nstability_line = 5000\n")
    with (folder / "absence.txt").open("w", newline="", encoding="cp1252") as file:
        rows = csv.writer(file, delimiter="\t")
        rows.writerow(COLUMNS)
        for group, (denominator, numerator, rate) in GROUPS.items():
            place = ["2024-25", "D", "27", "66035", "", "Monterey", "Greenfield", ""]
            rows.writerow([*place, "All", "All", group, denominator, numerator, rate])
    asked = ["prepare", str(folder / "absence.txt"), "--into", str(folder / "data")]
    told = CliRunner().invoke(app, asked)
    assert told.exit_code == 0, told.output
    # what was published is not ours to hide, and no part of the run
    (folder / "absence.txt").unlink()
    return folder / "data"


def _with_figures(desk, wall) -> str:
    """Show the step with data, with each dimension that it offers, on both windows."""
    desk.locator("h1").first.click()
    for _ in range(9):
        if desk.locator("[data-action=show][data-value-thing=figure]").count():
            break
        before = desk.locator("h1, h2").all_inner_texts()
        desk.keyboard.press("n")
        desk.wait_for_function(
            "before => JSON.stringify([...document.querySelectorAll('h1, h2')]"
            ".map(each => each.innerText)) !== before",
            arg=json.dumps(before, ensure_ascii=False, separators=(",", ":")),
            timeout=10_000,
        )
    desk.locator("[data-action=show][data-value-thing=figure]").first.click()
    wall.wait_for_selector("[data-room=figure]", timeout=30_000)
    return desk.content() + wall.content()


def files(folder: Path):
    """Name and bytes of all files of a run: store with its log, server's log, temporary files."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_socket():
            yield str(path.relative_to(folder)), path.read_bytes()


def found_in(folder: Path, text: str) -> list[str]:
    return [name for name, content in files(folder) if text.encode() in content]


@pytest.mark.parametrize("text", PRIVATE)
def test_what_is_typed_privately_is_in_no_frame_page_file_or_storage(held, text):
    for name, frames in held["frames"].items():
        assert text not in frames.all(), name
    # the page's own source holds what stands in no control
    assert text not in held["sources"]["wall"]
    assert text not in held["sources"]["desk"]
    assert text not in held["storage"] + held["after"]["storage"]
    assert held["after"]["value"] == ""
    assert text not in held["after"]["source"]
    assert found_in(held["folder"], text) == []


def test_not_even_single_keys_of_it_are_sent(held):
    for word in " ".join(PRIVATE).split():
        pieces = [word[:length] for length in range(6, len(word) + 1)]
        assert not any(piece in held["frames"]["desk"].all() for piece in pieces)


def test_a_facilitators_note_is_in_the_record_and_never_on_the_wall(held):
    assert NOTE in held["frames"]["desk"].all()
    assert any(name.startswith("work/record.sqlite") for name in found_in(held["folder"], NOTE))
    assert "canary-note" not in held["frames"]["wall"].all()
    assert "canary-note" not in held["sources"]["wall"] + held["meeting"].log()


def test_the_search_finds_an_ordinary_line_in_frames_pages_and_store(held):
    for frames in held["frames"].values():
        assert LINE in frames.all()
    assert LINE in held["sources"]["wall"]
    assert any(name.startswith("work/record.sqlite") for name in found_in(held["folder"], LINE))


def test_what_people_write_is_in_no_log_and_no_temporary_file(held):
    assert LINE not in held["meeting"].log()
    assert found_in(held["temporary"], LINE) == []


def test_the_wall_is_told_of_no_path_and_no_other_team(held):
    heard = held["frames"]["wall"].all()
    for path in (str(held["folder"]), "record.sqlite", "/work" + "/", "site-packages"):
        assert path not in heard + held["sources"]["wall"], path


@pytest.mark.parametrize("part", ["export", "pack", "batch"])
def test_nothing_private_is_in_what_is_handed_on(held, part, tmp_path):
    store = str(tmp_path / "copy.sqlite")
    run = CliRunner()
    place = str(held["folder"] / "work" / "record.sqlite")
    assert run.invoke(app, ["backup", "--store", place, "--out", store]).exit_code == 0
    out = tmp_path / "out"
    out.mkdir()
    asked = {
        "export": ["export", "--store", store, "--out", str(out), "--language", "both"],
        "pack": ["pack", "--store", store, "--team", "Attendance team", "--out", str(out / "x.equitykit")],
        "batch": ["batch", "--data", str(held["folder"] / "data"), "--store", store,
                  "--district", PLACE,
                  "--workbooks", "00_today", "--jobs", "1", "--out", str(out)],
    }[part]  # fmt: skip
    told = run.invoke(app, asked)
    assert told.exit_code == 0, told.output
    for archive in out.rglob("*.equitykit"):
        shutil.unpack_archive(archive, out / "unpacked", "zip")
    for text in (*PRIVATE, "zorzal"):
        assert found_in(out, text) == [], text
        assert text not in told.output
    assert found_in(out, LINE), "the search finds an ordinary line"


@pytest.mark.parametrize("group", HIDDEN)
def test_no_hidden_number_is_in_any_frame_or_page(held, group):
    """Groups that are hidden in the figures shown: their counts come to no browser."""
    heard = "".join(frames.all() for frames in held["frames"].values()) + held["figures"]
    denominator, numerator, rate = GROUPS[group]
    for number in (denominator, numerator):
        assert not re.search(rf"(?<!\d){number[0]}[,.\u202f\u00a0]?{number[1:]}(?!\d)", heard), (
            number
        )
    assert not re.search(rf"(?<![\d.]){re.escape(rate)}(?!\d)", heard), rate


def test_the_search_would_find_a_number_that_is_shown(held):
    for name in ("desk", "wall"):
        assert "38.8" in held["frames"][name].all(), name
    assert "38.8" in held["figures"]
