"""``equitykit batch`` on prepared figures: what it says, what it writes, how it ends."""

import csv
import json
import subprocess
import sys

import pytest
from rendering import notebook, prepared
from typer.testing import CliRunner

from equitykit.cli.main import app
from equitykit.errors import EquitykitError

DISTRICTS = """
    cds            | district     | period  | denominator
    01600170000000 | Tiny Acorn   | 2024-25 | 60
    99600250000000 | Mossy Hollow | 2023-24 | 430
    99600330000000 | Lantern Hill | 2024-25 | 1200
"""
TINY = "01600170000000"
KEYS = {
    "cds", "district", "workbook", "language", "audience", "state", "seconds", "attempts",
    "warnings", "error", "file",
}  # fmt: skip
SHOWN = "from IPython.display import HTML\nHTML(f'<h1>{district} {language} {audience}</h1>')"


@pytest.fixture
def work(tmp_path, monkeypatch):
    """A work folder with prepared figures, in which the commands look by themselves."""
    monkeypatch.setenv("EQUITYKIT_HOME", str(tmp_path / "work"))
    prepared(DISTRICTS, tmp_path / "work" / "data")
    return tmp_path / "work"


def run(*arguments, mine=None):
    notebook_given = ["--workbooks", str(mine)] if mine else []
    return CliRunner().invoke(app, ["batch", *notebook_given, *map(str, arguments)])


def test_pages_table_and_index_are_there_and_the_exit_code_is_0(work, tmp_path):
    mine = notebook(tmp_path / "mine.ipynb", SHOWN)
    arguments = ["--county", "99", "--language", "both", "--audience", "families", "--zip"]
    ended = run(*arguments, "--jobs", 2, "--json", mine=mine)
    assert ended.exit_code == 0
    rows = json.loads(ended.stdout)
    assert [(row["district"], row["language"]) for row in rows] == [
        ("Mossy Hollow", "en"), ("Mossy Hollow", "es"),
        ("Lantern Hill", "en"), ("Lantern Hill", "es"),
    ]  # fmt: skip
    assert all(set(row) >= KEYS for row in rows)
    out = work / "exports"
    page = (out / rows[3]["file"]).read_text(encoding="utf-8")
    assert "99600330000000 es families" in page and '<html lang="es">' in page
    with open(out / "results.csv", encoding="utf-8", newline="") as lines:
        assert sorted(row["cds"] for row in csv.DictReader(lines)) == sorted(r["cds"] for r in rows)
    assert (out / "index.html").is_file() and (out / "index.es.html").is_file()
    assert len(list(out.rglob("*.zip"))) == 2


def test_a_district_that_fails_gives_exit_code_3_and_can_be_tried_again_alone(work, tmp_path):
    mine = notebook(tmp_path / "mine.ipynb", f"assert district != {TINY!r}", SHOWN)
    ended = run("--all", mine=mine)
    assert ended.exit_code == 3
    assert "Tiny Acorn (01600170000000), mine: The notebook stopped at cell [3]" in ended.stderr
    assert "2 pages made" in ended.stdout and "1 page that could not be made" in ended.stdout
    notebook(mine, SHOWN)
    again = run("--retry-failed", "--json", mine=mine)
    assert again.exit_code == 0
    assert [(row["cds"], row["attempts"]) for row in json.loads(again.stdout)] == [(TINY, 2)]
    assert "nothing to try again" in run("--retry-failed", mine=mine).stdout


def test_trying_again_where_nothing_ran_is_a_sentence_and_no_success(work, tmp_path):
    mine = notebook(tmp_path / "mine.ipynb", SHOWN)

    ended = run("--retry-failed", "--out", tmp_path / "mistyped", mine=mine)

    assert isinstance(ended.exception, EquitykitError)
    assert ended.exception.id == "batch_no_last_run"


def test_check_only_says_what_would_be_made_and_makes_nothing(work, tmp_path):
    mine = notebook(tmp_path / "mine.ipynb", SHOWN)
    ended = run("--all", "--check-only", "--year", "2024-25", mine=mine)
    lines = ended.stdout.splitlines()
    assert ended.exit_code == 0 and len(lines) == 3
    assert "Tiny Acorn" in lines[0] and "would be made; 1 published" in lines[0]
    assert "Mossy Hollow" in lines[1] and "no published figures for 2024-25" in lines[1]
    assert not (work / "exports").exists()


def test_one_telling_district_is_tried_first(work, tmp_path):
    mine = notebook(tmp_path / "mine.ipynb", SHOWN)
    ended = run("--all", "--try", 1, "--check-only", "--json", mine=mine)
    assert [row["cds"] for row in json.loads(ended.stdout)] == [TINY]


@pytest.mark.parametrize(
    ("arguments", "id"),
    [
        ([], "batch_no_selection"),
        (["--all", "--county", "99", "--district", TINY], "batch_no_selection"),
        (["--district", "1600170000000"], "district_lost_zero"),
        (["--district", "12345678901234"], "district_unknown"),
        (["--county", "1"], "batch_county_unknown"),
        (["--districts", "not-there.csv"], "batch_list_unreadable"),
        (["--all", "--language", "fr"], "parameter_not_one_of"),
        (["--all", "--audience", "everyone"], "parameter_not_one_of"),
        (["--all", "--year", "2019-20"], "batch_year_not_there"),
        (["--all", "--workbooks", "breif"], "batch_workbook_unknown"),
        (["--all", "--data", "nowhere"], "data_folder_empty"),
    ],
)
def test_what_cannot_be_done_is_refused_before_anything_is_written(work, arguments, id):
    ended = run(*arguments)
    assert isinstance(ended.exception, EquitykitError) and ended.exception.id == id
    assert not (work / "exports").exists()


def test_a_folder_of_exports_that_cannot_be_written_is_said_in_a_sentence(work, tmp_path):
    (tmp_path / "taken").write_text("a file stands where the folder should be")
    ended = run("--all", "--out", tmp_path / "taken", mine=notebook(tmp_path / "m.ipynb", SHOWN))
    assert ended.exception.id == "folder_not_writable"
    assert (tmp_path / "taken").read_text().startswith("a file")


def test_from_a_terminal_the_user_reads_one_sentence_and_no_traceback(work):
    command = [sys.executable, "-m", "equitykit.cli.main", "batch", "--district", "1600170000000"]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert ended.returncode == 1 and ended.stdout == ""
    assert "01600170000000" in ended.stderr and "Traceback" not in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1
