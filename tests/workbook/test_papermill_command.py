"""What Papermill's own command is told when it hands a workbook something it cannot use."""

import subprocess
import sys

import pytest

from equitykit.storage.places import workbooks_folder


def papermill(tmp_path, *arguments):
    notebook = workbooks_folder() / "brief.ipynb"
    command = [sys.executable, "-m", "papermill", str(notebook), str(tmp_path / "out.ipynb")]
    return subprocess.run([*command, *arguments], capture_output=True, text=True)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        # 13 digits: the zero of a county below 10 is gone
        (["-p", "district", "01611190000000"], "01611190000000"),
        (["-p", "distrct", "99600410000000"], "did you mean district"),
        pytest.param(
            ["-p", "district", "99000010000000"],
            "There is no district with the code 99000010000000",
            marks=pytest.mark.slow,
        ),
        (["-p", "year", "2025"], "-r year"),
    ],
)
def test_it_ends_with_exit_code_1_and_the_sentence(tmp_path, arguments, sentence):
    done = papermill(tmp_path, *arguments)

    assert done.returncode == 1
    assert sentence in done.stderr


def test_a_code_passed_as_a_number_that_lost_nothing_is_taken(tmp_path):
    done = papermill(tmp_path, "-p", "district", "99600660000000")

    assert done.returncode == 0, done.stderr
    assert "Harbor of Clouds" in (tmp_path / "out.ipynb").read_text(encoding="utf-8")
