"""The record as files, by real commands on real stores: whole, back, gone, carried, readable."""

import json
import os
import subprocess
import sys
import uuid
from datetime import date
from pathlib import Path

import pytest
from databases import new_database, postgresql  # noqa: F401  (fixtures)
from typer.testing import CliRunner

from equitykit.cli.main import app
from equitykit.errors import EquitykitError
from equitykit.records.notes import Decision, Line
from equitykit.records.pauses import Pause
from equitykit.records.team import Meeting, Team
from equitykit.storage.journal.chain import broken_links, canonical, digest_of
from equitykit.storage.journal.journal import open_journal

DISTRICT = "99600410000000"


class Record:
    """A store in a folder of its own, to write into and to run commands on."""

    def __init__(self, folder):
        folder.mkdir(exist_ok=True)
        self.place = folder / "record.sqlite"

    def journal(self):
        return open_journal(self.place)

    def team(self, name="Attendance team", district=DISTRICT) -> str:
        journal = self.journal()
        stream = journal.create_team(Team(name=name, district=district))
        journal.close()
        return stream

    def write(self, stream, subject, record, **more) -> str:
        journal, id = self.journal(), str(uuid.uuid4())
        journal.append(stream, subject, record, id=id, **more)
        journal.close()
        return id

    def lines(self, stream) -> list[str]:
        journal = self.journal()
        lines = [entry for entry in journal.entries(stream) if entry.kind == "line"]
        found = [entry.record.text for entry in lines if not entry.erased]
        journal.close()
        return found

    def run(self, command, *arguments, store=True, **options):
        chosen = ["--store", str(self.place)] if store else []
        return CliRunner().invoke(app, [command, *chosen, *map(str, arguments)], **options)


def line(text) -> Line:
    return Line(meeting="one", step="notice", text=text)


@pytest.fixture
def record(tmp_path, monkeypatch):
    monkeypatch.setenv("EQUITYKIT_HOME", str(tmp_path / "work"))
    monkeypatch.setenv("EQUITYKIT_LANGUAGE", "en")
    return Record(tmp_path / "here")


@pytest.fixture
def elsewhere(tmp_path):
    """The record on somebody else's machine."""
    return Record(tmp_path / "there")


def test_a_backup_comes_back_with_every_word_and_keeps_what_stood_there(record, tmp_path):
    stream = record.team()
    record.write(stream, "line/1", line("Nobody called."))
    copy = tmp_path / "copy.sqlite"

    made = record.run("backup", "--out", copy)
    record.write(stream, "line/2", line("Written after the backup."))
    refused = record.run("restore", copy)
    back = record.run("restore", copy, "--lose", "--json")

    assert made.exit_code == 0 and str(copy) in made.stdout
    assert refused.exit_code == 1 and refused.exception.id == "restore_would_lose"
    assert record.lines(stream) == ["Nobody called."]
    before = json.loads(back.stdout)["before"]
    kept = open_journal(before)
    assert len(kept.entries(stream)) == 3
    kept.close()


def test_a_backup_never_takes_the_place_of_a_file(record, tmp_path):
    record.team()
    (tmp_path / "letter.txt").write_text("not a backup")

    ended = record.run("backup", "--out", tmp_path / "letter.txt")

    assert ended.exit_code == 1 and ended.exception.id == "copy_exists"
    assert (tmp_path / "letter.txt").read_text() == "not a backup"


def test_what_is_erased_is_gone_from_the_bytes_of_the_store_and_from_the_export(record, tmp_path):
    stream = record.team()
    for number in range(20):
        record.write(stream, f"line/{number}", line(f"CANARY-{number}-CANARY"))
    record.write(stream, "line/3", line("CANARY-3b-CANARY"), reason="CANARY-reason")
    single = record.write(stream, "line/77", line("CANARY-77-CANARY"))

    ended = record.run("erase", "--team", stream, "--subject", "line/3", "--yes", "--json")
    one = record.run("erase", "--team", "Attendance team", "--entry", single, "--yes")
    record.run("export", "--out", tmp_path / "out")

    assert json.loads(ended.stdout) == {"team": stream, "erased": 2, "copies": []}
    assert one.exit_code == 0 and "Erased entries: 1." in one.stdout
    gone = (b"CANARY-3-CANARY", b"CANARY-3b-CANARY", b"CANARY-reason", b"CANARY-77-CANARY")
    files = [*record.place.parent.iterdir(), *(tmp_path / "out").iterdir()]
    for path in files:
        assert not [text for text in gone if text in path.read_bytes()], path
    # the control: what was not erased is found by the same search
    assert any(b"CANARY-4-CANARY" in path.read_bytes() for path in files)


def test_erasing_asks_first_and_a_no_changes_nothing(record):
    stream = record.team()
    record.write(stream, "line/1", line("Nobody called."))

    ended = record.run("erase", "--team", stream, "--all", input="n\n")

    assert ended.exit_code == 1
    assert "2 entries of Attendance team will be gone for good" in ended.stderr
    assert record.lines(stream) == ["Nobody called."]


def test_everything_of_one_team_can_be_erased_and_another_stays(record):
    first, second = record.team("One"), record.team("Two")
    record.write(first, "line/1", line("Nobody called."))
    record.write(second, "line/1", line("Somebody called."))

    assert record.run("erase", "--team", first, "--all", "--yes").exit_code == 0

    journal = record.journal()
    assert all(entry.erased for entry in journal.entries(first))
    assert journal.verify() == []
    journal.close()
    assert record.lines(second) == ["Somebody called."]


@pytest.mark.parametrize("how", [(), ("--all", "--subject", "line/1")])
def test_erasing_nothing_or_everything_and_something_is_wrong_usage(record, how):
    stream = record.team()

    assert record.run("erase", "--team", stream, *how, "--yes").exit_code == 2


def test_erasing_what_is_not_there_is_said_and_erases_nothing(record):
    stream = record.team()
    record.write(stream, "line/1", line("Nobody called."))

    ended = record.run("erase", "--team", stream, "--subject", "line/1",
                       "--entry", "no-such-id", "--yes")  # fmt: skip

    assert ended.exit_code == 1 and ended.exception.id == "erase_nothing"
    assert record.lines(stream) == ["Nobody called."]


def test_the_export_holds_every_entry_with_its_envelope_and_every_draft(record, tmp_path):
    stream = record.team()
    record.write(stream, "meeting/one", Meeting(agenda="check_in", on=date(2026, 3, 4)))
    record.write(stream, "line/1", line("Zoë said \u2028 «nada» 🙂"), reason="because")
    record.write(stream, "line/1", line("second thought"))
    journal = record.journal()
    journal.keep_draft(stream, "line/2#text", "half a", id=str(uuid.uuid4()), revision=3, base=2)
    entries = journal.entries(stream)
    journal.close()

    ended = record.run("export", "--out", tmp_path / "out", "--language", "both", "--json")

    (team,) = json.loads(ended.stdout)
    lines, english, spanish = team["files"]
    with open(lines, encoding="utf-8") as file:
        rows = [json.loads(each) for each in file.read().splitlines()]
    assert [row["type"] for row in rows] == ["team"] + ["entry"] * 4 + ["draft"]
    assert rows[0]["stream"] == stream and rows[0]["entries"] == 4
    for row, entry in zip(rows[1:5], entries, strict=True):
        assert row["sequence"] == entry.sequence and row["id"] == entry.id
        assert row["record"] == entry.record.model_dump(mode="json")
        assert row["reason"] == entry.reason and row["replaces"] == list(entry.replaces)
    assert rows[-1]["text"] == "half a" and rows[-1]["field"] == "line/2#text"
    for page, word in ((english, "Every entry in its order"), (spanish, "Todas las entradas")):
        text = Path(page).read_text(encoding="utf-8")
        assert word in text and "second thought" in text and "half a" in text


def test_anybody_can_follow_the_chain_of_an_export(record, tmp_path):
    stream = record.team()
    record.write(stream, "line/1", line("Nobody called."), reason="heard on Monday")

    record.run("export", "--out", tmp_path / "out")

    (file,) = (tmp_path / "out").glob("*.jsonl")
    head, *rows = [json.loads(each) for each in file.read_text(encoding="utf-8").splitlines()]
    as_stored = [
        row
        | {
            "body": canonical(row["record"]),
            "replaces": ",".join(map(str, row["replaces"])),
        }
        for row in rows
    ]
    for row in as_stored:
        assert digest_of(row["salt"], row["body"], row["reason"]) == row["digest"]
    assert list(broken_links(as_stored, head["origin"])) == []


def test_an_exported_page_shows_the_pause_at_the_entry_that_it_changed(record, tmp_path):
    stream = record.team()
    record.write(stream, "decision/1", Decision(meeting="one", text="Letters go out."))
    record.write(
        stream,
        "pause/1",
        Pause(meeting="one", stage="data", trigger="T1", change="Ask.", changes="decision/1"),
    )

    record.run("export", "--out", tmp_path / "out", "--language", "en")

    (page,) = (tmp_path / "out").glob("*.html")
    text = page.read_text(encoding="utf-8")
    assert "Changed after an equity pause" in text
    assert "http://" not in text.replace("http://www.w3.org", "")


def test_a_pack_carries_a_team_to_another_machine_and_back(record, elsewhere, tmp_path):
    stream, pack = record.team(), tmp_path / "team.equitykit"
    record.write(stream, "line/1", line("Nobody called."))
    assert record.run("pack", "--team", "Attendance team", "--out", pack).exit_code == 0

    new = elsewhere.run("open", pack)
    again = elsewhere.run("open", pack)
    elsewhere.write(stream, "line/2", line("Two people called."))
    elsewhere.run("pack", "--team", stream, "--out", pack)
    back = record.run("open", pack, "--json")

    assert "is in your record now" in new.stdout
    assert "Nothing was changed" in again.stdout
    assert json.loads(back.stdout) == {
        "team": stream, "name": "Attendance team", "state": "continued", "added": 1,
        "fork_of": None,
    }  # fmt: skip
    assert record.lines(stream) == ["Nobody called.", "Two people called."]


def test_two_histories_stay_visible_as_two(record, elsewhere, tmp_path):
    stream, pack = record.team(), tmp_path / "team.equitykit"
    record.run("pack", "--team", stream, "--out", pack)
    elsewhere.run("open", pack)
    record.write(stream, "line/1", line("Here."))
    elsewhere.write(stream, "line/1", line("There."))
    elsewhere.run("pack", "--team", stream, "--out", tmp_path / "other.equitykit")

    ended = record.run("open", tmp_path / "other.equitykit")

    assert ended.exit_code == 0
    assert "each in its own way" in ended.stdout and "twice" in ended.stdout
    journal = record.journal()
    infos = journal.teams()
    journal.close()
    (fork,) = [info for info in infos if info.fork_of]
    assert record.lines(stream) == ["Here."]
    assert record.lines(fork.stream) == ["There."]
    asked = record.run("pack", "--team", "Attendance team", "--out", tmp_path / "x.equitykit")
    assert asked.exit_code == 1
    assert {info.stream for info in infos} <= set(
        asked.exception.values["teams"].replace(",", " ").split()
    )


def test_a_name_that_no_team_has_and_a_record_that_is_not_there_are_sentences(record, tmp_path):
    nowhere = record.run("export", "--out", tmp_path / "out")
    record.team()
    nobody = record.run("pack", "--team", "Nobody", "--out", tmp_path / "x.equitykit")

    assert nowhere.exception.id == "store_not_there"
    assert isinstance(nobody.exception, EquitykitError)
    assert "Attendance team" in str(nobody.exception.values)
    assert not (tmp_path / "out").exists()


def test_as_a_real_process_it_is_one_sentence_and_no_traceback(tmp_path):
    (tmp_path / "letter.equitykit").write_text("not a pack")
    command = [sys.executable, "-m", "equitykit.cli.main", "open", tmp_path / "letter.equitykit"]
    environment = os.environ | {"EQUITYKIT_HOME": str(tmp_path), "EQUITYKIT_LANGUAGE": "es"}

    done = subprocess.run(command, capture_output=True, text=True, env=environment)

    assert done.returncode == 1
    assert "no es un archivo .equitykit" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1 and "Traceback" not in done.stderr


def test_without_a_store_the_one_in_the_work_folder_is_meant(record, tmp_path):
    home = Record(tmp_path / "work")
    stream = home.team("At home")

    ended = home.run("export", "--out", tmp_path / "out", "--json", store=False)

    assert [row["team"] for row in json.loads(ended.stdout)] == [stream]


def test_the_same_commands_work_on_a_record_in_postgresql(new_database, record, tmp_path):
    store = new_database()
    journal = open_journal(store)
    stream = journal.create_team(Team(name="Attendance team", district=DISTRICT))
    journal.append(stream, "line/1", line("Nobody called."), id=str(uuid.uuid4()))
    journal.append(stream, "line/2", line("CANARY-gone"), id=str(uuid.uuid4()))
    journal.close()

    def run(command, *arguments):
        asked = [command, "--store", store, *map(str, arguments)]
        return CliRunner().invoke(app, asked, catch_exceptions=False)

    erased = run("erase", "--team", stream, "--subject", "line/2", "--yes")
    run("backup", "--out", tmp_path / "copy.sqlite")
    run("export", "--out", tmp_path / "out")
    run("pack", "--team", stream, "--out", tmp_path / "team.equitykit")
    opened = record.run("open", tmp_path / "team.equitykit")
    restored = run("restore", tmp_path / "copy.sqlite", "--lose")

    assert [each.exit_code for each in (erased, opened, restored)] == [0, 0, 0]
    assert record.lines(stream) == ["Nobody called."]
    (lines,) = (tmp_path / "out").glob("*.jsonl")
    assert b"Nobody called." in lines.read_bytes() and b"CANARY" not in lines.read_bytes()
    journal = open_journal(store)
    assert journal.verify() == []
    journal.close()


def test_a_password_in_the_address_of_a_store_is_not_printed(tmp_path, record):
    from equitykit.cli.record_commands import _shown

    assert "hunter2" not in _shown("postgresql+psycopg://me:hunter2@host/records")
    ended = CliRunner().invoke(
        app, ["backup", "--store", "postgresql+psycopg://me:hunter2@127.0.0.1:1/x", "--out", "f"]
    )
    assert ended.exit_code == 1 and "hunter2" not in str(ended.exception)
