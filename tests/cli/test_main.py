"""The command line as a whole: help, exit codes, one sentence and never a traceback."""

import os
import subprocess
import sys

import pytest

from equitykit.cli.main import app

COMMANDS = sorted(command.callback.__name__ for command in app.registered_commands)


def equitykit(*arguments, **environment):
    """As a process of its own, with what a terminal gets."""
    return subprocess.run(
        [sys.executable, "-m", "equitykit.cli.main", *arguments],
        capture_output=True,
        text=True,
        env=os.environ | {"LANG": "C.UTF-8"} | environment,
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_a_line_to_paste(run, command):
    code, said, _ = run(command, "--help")

    assert code == 0
    assert f"Example: equitykit {command}" in said


def test_what_a_user_can_put_right_is_one_sentence_and_exit_code_1(tmp_path):
    done = equitykit("serve", "--data", str(tmp_path / "nowhere"))

    assert done.returncode == 1
    assert "nowhere" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_the_sentence_is_in_the_users_language(run, monkeypatch, tmp_path):
    _, _, english = run("serve", "--data", tmp_path / "nowhere")
    monkeypatch.setenv("EQUITYKIT_LANGUAGE", "es")
    _, _, spanish = run("serve", "--data", tmp_path / "nowhere")

    assert "nowhere" in english and "nowhere" in spanish
    assert spanish != english


def test_wrong_usage_is_exit_code_2(run):
    assert run("prepare")[0] == 2
    assert run("batch", "--jobs", "none")[0] == 2


def test_a_work_folder_that_cannot_be_made_is_a_sentence(run, tmp_path):
    (tmp_path / "file").write_text("not a folder")

    code, _, said = run("--dir", tmp_path / "file" / "work", "--no-browser")

    assert code == 1
    assert "cannot be written" in said
    assert "Traceback" not in said
