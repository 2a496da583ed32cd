"""A record that cannot be used is a sentence, on the page and in commands: no path on the wall,
no traceback anywhere, and nothing that is there is changed."""

import hashlib
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import requests
from room import served_room

from equitykit.content.texts import load_words
from equitykit.records.team import Team
from equitykit.storage.journal.journal import open_journal
from equitykit.storage.places import workbooks_folder
from equitykit.workbook.sample import prepared_sample

DISTRICT = "99600410000000"
WORDS = load_words("en")


def whole(place: Path) -> str:
    """A record of one team; gives its stream."""
    journal = open_journal(place)
    stream = journal.create_team(Team(name="Attendance team", district=DISTRICT))
    journal.close()
    return stream


def corrupt(place: Path) -> None:
    whole(place)
    content = bytearray(place.read_bytes())
    content[1024:] = os.urandom(len(content) - 1024)
    place.write_bytes(content)


def not_a_database(place: Path) -> None:
    place.write_bytes(b"minutes of our first meeting\n" * 100)


def of_another_program(place: Path) -> None:
    with sqlite3.connect(place) as other:
        other.execute("CREATE TABLE customers (name TEXT)")
    other.close()


def newer(place: Path) -> None:
    whole(place)
    with sqlite3.connect(place) as file:
        tables = [
            row[0] for row in file.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        versions = next(
            name for name in tables if "schema" in name or "version" in name or "meta" in name
        )
        columns = [row[1] for row in file.execute(f"PRAGMA table_info({versions})")]
        file.execute(f"UPDATE {versions} SET {columns[-1]} = 999")
    file.close()


def a_folder(place: Path) -> None:
    place.mkdir()


TROUBLES = {
    each.__name__: each for each in (corrupt, not_a_database, of_another_program, newer, a_folder)
}


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    """One server; the record that its pages read is put in trouble by each test."""
    folder = tmp_path_factory.mktemp("room")
    with served_room(workbooks_folder(), folder=folder, data=prepared_sample()) as served:
        served.store = folder / "work" / "record.sqlite"
        yield served


@pytest.fixture
def store(room):
    clear(room.store)
    yield room.store
    clear(room.store)


def clear(place: Path) -> None:
    if place.is_dir():
        place.rmdir()
    for each in place.parent.glob(place.name + "*"):
        each.unlink()


def page(room, name: str, **asked: str) -> str:
    answer = room.visitor().get(room.page(name, **asked), timeout=120)
    assert answer.status_code == 200
    return answer.text


def command(*arguments: str) -> subprocess.CompletedProcess:
    program = [sys.executable, "-m", "equitykit.cli.main", *arguments]
    return subprocess.run(program, capture_output=True, text=True, check=False, timeout=120)


def state(place: Path) -> str:
    """What is there: the bytes, or of another program's database all that it says."""
    if place.is_file() and b"CREATE TABLE customers" in place.read_bytes():
        with sqlite3.connect(place) as other:
            return "\n".join(other.iterdump())
    return hashlib.sha256(place.read_bytes()).hexdigest() if place.is_file() else "folder"


@pytest.mark.parametrize(
    "trouble",
    [each if each in ("corrupt", "newer") else pytest.param(each, marks=pytest.mark.slow)
     for each in TROUBLES],
)  # fmt: skip
def test_pages_and_commands_say_what_is_wrong_with_a_record(room, store, trouble, tmp_path):
    TROUBLES[trouble](store)
    before = state(store)
    for view in ("room", "facilitator"):
        html = page(room, "00_today", team="0" * 32, view=view)
        assert 'role="alert"' in html or "problem" in html, view
        assert "Traceback" not in html and "sqlalchemy" not in html.lower()
        if view == "room":
            assert str(store.parent) not in html
    assert "Traceback" not in page(room, "00_home")
    for arguments in (
        ["export", "--store", str(store), "--out", str(tmp_path / "out")],
        ["batch", "--data", str(prepared_sample()), "--store", str(store), "--district", DISTRICT,
         "--workbooks", "00_today", "--jobs", "1", "--out", str(tmp_path / "batch")],
    ):  # fmt: skip
        done = command(*arguments)
        assert done.returncode in (1, 3), (arguments[0], done.stdout)
        assert "Traceback" not in done.stdout + done.stderr
        assert done.stderr.strip(), "it says why"
    assert state(store) == before, "what is there was not touched"
    assert "Traceback" not in room.log.read_text()


def test_the_same_pages_and_commands_work_on_a_whole_record(room, store, tmp_path):
    """The control."""
    stream = whole(store)
    html = page(room, "00_today", team=stream, view="facilitator")
    assert "jupyter.widget-view" in html
    done = command("export", "--store", str(store), "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr


def test_a_record_in_a_cloud_folder_is_warned_of_and_used(tmp_path):
    folder = tmp_path / "OneDrive - District" / "equitykit"
    folder.mkdir(parents=True)
    whole(folder / "record.sqlite")
    done = command(
        "export", "--store", str(folder / "record.sqlite"), "--out", str(tmp_path / "out")
    )
    assert done.returncode == 0
    assert "OneDrive" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is full")
def test_an_export_to_a_full_disk_is_a_sentence(tmp_path):
    whole(tmp_path / "record.sqlite")
    out = tmp_path / "out"
    out.mkdir()
    done = command("backup", "--store", str(tmp_path / "record.sqlite"), "--out", "/dev/full")
    assert done.returncode == 1 and "Traceback" not in done.stderr and done.stderr.strip()


def test_no_store_is_reached_without_the_token(room, store):
    whole(store)
    record = f"{room.store.parent.name}/{room.store.name}"
    for address in (
        "/record.sqlite", f"/{record}", "/voila/files/record.sqlite", "/files/record.sqlite",
        f"/voila/files/../{record}", "/exports/", "/exports/x/minutes.en.html",
        f"/voila/static/../../{record}", "/api/contents/record.sqlite", "/nbconvert/html/x",
        "/view/record.sqlite", f"/voila/render/../{record}", "/room.log", "/settings.toml",
        "/overlay/words.toml", "/data/manifest.json", "/api/status", "/metrics", "/api/me",
        "/voila/render/00_today.ipynb?team=x&view=facilitator", "/custom/custom.css", "/lsp", "/proxy/1",
    ):  # fmt: skip
        for session in (requests, room.visitor()):
            request = requests.Request("GET", room.url + address).prepare()
            request.url = room.url + address
            if session is not requests:
                if "00_today" in address:
                    continue
                request.headers["Cookie"] = "; ".join(
                    f"{c.name}={c.value}" for c in session.cookies
                )
            with requests.Session() as plain:
                answer = plain.send(request, timeout=30, allow_redirects=False)
            at_the_door = answer.status_code == 302 and answer.headers["Location"].startswith(
                "/login"
            )
            assert at_the_door or answer.status_code in (401, 403, 404), address
            assert b"SQLite format" not in answer.content and b"Attendance" not in answer.content
            assert room.token not in answer.text + str(answer.headers)
    assert room.token not in room.log.read_text()
