"""Each finding of the doctor says what to do."""

import json
import socket
import sqlite3
import subprocess
import sys

import pytest

from equitykit.cli.doctor_command import _port
from equitykit.records.team import Team
from equitykit.storage.journal.journal import open_journal


@pytest.fixture
def findings(run):
    """The exit code, and what it finds in a folder."""

    def found(folder):
        code, said, _ = run("doctor", "--dir", folder, "--json")
        return code, {each["id"]: each for each in json.loads(said)}

    return found


def test_on_a_machine_that_is_ready_it_says_so_and_ends_with_0(tmp_path):
    command = [sys.executable, "-m", "equitykit.cli.main", "doctor", "--dir", tmp_path / "work"]
    done = subprocess.run([*command, "--json"], capture_output=True, text=True)
    code, found = done.returncode, {each["id"]: each for each in json.loads(done.stdout)}

    assert code == 0
    assert {found[id]["state"] for id in ("python", "no_slow_import", "folder", "disk")} == {"fine"}
    assert found["screens"]["state"] == "unknown"


def test_a_folder_that_a_cloud_service_copies_is_warned_of(findings, tmp_path):
    code, found = findings(tmp_path / "OneDrive - District" / "work")

    assert code == 0
    assert "OneDrive - District" in found["folder_synced"]["sentence"]


def test_settings_that_cannot_be_read_are_a_problem_with_their_sentence(findings, tmp_path):
    (tmp_path / "settings.toml").write_text("minimum_n = 3")

    code, found = findings(tmp_path)

    assert code == 1
    assert "minimum_n is below 11" in found["folder_problem"]["sentence"]


def test_a_port_in_use_is_told_from_a_free_one(monkeypatch):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setattr("equitykit.cli.doctor_command.PORT", port)
        assert _port().id == "port_taken"
    assert _port().id == "port"


@pytest.mark.parametrize("sign", ["✓", "?"])
def test_people_get_lines_with_a_sign_and_words(run, tmp_path, sign):
    _, said, _ = run("doctor", "--dir", tmp_path)

    assert any(line.startswith(sign) for line in said.splitlines())


def test_a_record_is_verified_and_one_that_was_tampered_with_is_named(
    findings, tmp_path, monkeypatch
):
    monkeypatch.delenv("EQUITYKIT_STORE", raising=False)
    store = tmp_path / "record.sqlite"
    journal = open_journal(store)
    journal.create_team(Team(name="Attendance", district="99600410000000"))
    journal.close()

    _, found = findings(tmp_path)
    assert "teams: 1, entries: 1" in found["record"]["sentence"]
    with sqlite3.connect(store) as connection:
        connection.execute(
            "UPDATE journal_entries SET body = replace(body, 'Attendance', 'Discipline')"
        )

    code, found = findings(tmp_path)
    problem = found["record_problem"]
    assert code == 1
    assert problem["state"] == "problem"
    assert "the text was changed after it was written" in problem["sentence"]
