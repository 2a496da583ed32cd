"""What the README says, done: its Python, its commands, its tables."""

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from equitykit.cli.main import app
from equitykit.storage.places import sample_folder
from equitykit.storage.settings import Settings
from equitykit.workbook.parameters import NAMES
from equitykit.workbook.workbook import SECTIONS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", README, flags=re.M | re.S)


def test_the_python_block_prints_what_stands_below_it():
    (code,), (output,) = blocks("python"), blocks("text")

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stdout == output
    assert len([line for line in code.splitlines() if line]) <= 12


def test_the_make_targets_of_the_readme_are_there():
    listed = subprocess.run(
        ["make", "-n", "demo", "test", "test-all"], cwd=ROOT, capture_output=True, text=True
    )

    assert listed.returncode == 0, listed.stderr
    assert "equitykit demo" in listed.stdout
    assert "pytest" in listed.stdout


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A user's home with the sample under the names of the README's example, and county 27.

    Two of its districts: what a batch does with many is told in `tests/reports`.
    """
    folder = tmp_path_factory.mktemp("home")
    for name in ("chronicabsenteeism25.txt", "suspension25.txt"):
        text = (sample_folder() / name).read_bytes()
        # the example prepares a county with the code 27
        text = re.sub(rb"(\t[TCDS]\t)99\t", rb"\g<1>27\t", text)
        others = rb"(?m)^[^\t]*\t[DS]\t27\t(?!60041\t|60017\t).*\n"
        (folder / name).write_bytes(re.sub(others, b"", text))
    shutil.copytree(ROOT / "workbooks", folder / "workbooks")
    return folder


def own_files_commands() -> list[list[str]]:
    block = next(block for block in blocks("console") if "equitykit check" in block)
    return [shlex.split(line) for line in block.splitlines()]


def environment(home: Path) -> dict:
    return os.environ | {"HOME": str(home), "LANG": "C.UTF-8"}


def test_the_commands_for_own_files_run_one_after_the_other(home):
    for program, *arguments in own_files_commands():
        assert program == ".venv/bin/equitykit"
        arguments = [each.replace("~", str(home)) for each in arguments]
        command = [sys.executable, "-m", "equitykit.cli.main", *arguments]
        if not arguments:
            assert opens_a_page([*command, "--no-browser"], home)
            continue
        done = subprocess.run(
            command, cwd=home, capture_output=True, text=True, env=environment(home)
        )
        assert done.returncode == 0, done.stderr
    assert (home / "equitykit" / "exports" / "index.html").is_file()
    pages = [*(home / "equitykit" / "exports").rglob("brief.*.html")]
    assert len(pages) == 2


def opens_a_page(command: list[str], home: Path) -> bool:
    """Whether a command that serves prints an address that answers; it is ended then."""
    import requests

    with subprocess.Popen(
        command, cwd=home, stdout=subprocess.PIPE, text=True, env=environment(home)
    ) as server:
        try:
            address = re.search(r"http://\S+", server.stdout.readline())[0]
            return requests.get(address, timeout=60).status_code == 200
        finally:
            server.send_signal(signal.SIGTERM)


def test_papermills_own_command_runs_as_written(home):
    line = next(
        line
        for block in blocks("console")
        for line in block.splitlines()
        if line.startswith("papermill")
    )
    program, *arguments = shlex.split(line)

    done = subprocess.run(
        [sys.executable, "-m", program, *arguments],
        cwd=home,
        capture_output=True,
        text=True,
        env=environment(home),
    )

    assert done.returncode == 0, done.stderr
    assert "Copper Kettle Unified" in (home / "out.ipynb").read_text(encoding="utf-8")


def test_every_command_workbook_parameter_and_setting_is_mentioned():
    commands = [command.callback.__name__ for command in app.registered_commands]

    assert all(f"`equitykit {name}" in README for name in commands)
    assert all(f"`{path.stem}`" in README for path in (ROOT / "workbooks").glob("*.ipynb"))
    assert all(f"| `{name}` |" in README for name in [*NAMES, *Settings.model_fields])
    assert SECTIONS


def test_every_promise_names_a_test_that_is_there():
    section = README.split("## What we promise")[1].split("##")[0]
    named = re.findall(r"`(tests/\S+)`", section)

    assert len(named) >= 7
    assert all((ROOT / name).exists() for name in named)


def test_files_that_the_readme_points_to_are_there():
    linked = re.findall(r"\]\(([^)#:]+)\)", README)

    assert linked
    assert all((ROOT / name).exists() for name in linked)
