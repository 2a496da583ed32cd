"""The benchmarks that the README names are there and run; how fast they find us is not asked here."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import skip_or_fail
from platformdirs import user_cache_path

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "benchmarks"
NAMES = sorted(path.name for path in FOLDER.glob("bench_*.py"))


def said(name: str, *arguments: str) -> str:
    """What a benchmark prints."""
    command = [sys.executable, str(FOLDER / name), *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_readme_names_each_benchmark_and_no_other():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert sorted(set(re.findall(r"bench_\w+\.py", readme))) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_each_says_what_it_measures_and_what_can_be_asked(name):
    text = said(name, "--help")

    assert text.startswith(f"usage: {name}")
    assert "--" in text.replace("--help", "")


@pytest.mark.slow
def test_preparing():
    found = json.loads(said("bench_prepare.py", "--json", "--rows", "2000"))

    assert found["rows"] == 2000
    assert found["ratio"] > 0


@pytest.mark.slow
def test_disaggregating_gives_as_many_results_as_counting():
    found = json.loads(said("bench_disaggregate.py", "--json", "--sites", "1"))

    assert found["students"] == 20_000
    assert found["results"] == found["pandas_results"] > found["command_results"] > 0


@pytest.mark.slow
def test_disclosure_is_attacked_and_so_are_two_weaker_ways():
    found = json.loads(said("bench_disclosure.py", "--json", "--sizes", "12x7"))

    leaks = found["leaks"]
    assert leaks["released"] == 0 < min(leaks["primary_only"], leaks["next_smallest"])


@pytest.mark.slow
def test_the_journal_is_replayed_as_it_was_kept():
    found = json.loads(said("bench_journal.py", "--commits", "20", "--entries", "200"))

    assert found["replay_equals_what_was_kept"]
    assert (found["entries"], found["problems"]) == (200, 0)


@pytest.mark.slow
def test_saving_is_timed_beside_a_stock_text_area():
    if not shutil.which("chromium"):
        skip_or_fail("no chromium")

    text = said("bench_saving.py", "--keys", "20")

    assert re.search(r"key to Saved +n +\d+ +median +[\d.]+ ms", text)
    assert re.search(r"ratio of the p95: [\d.]+", text)


@pytest.mark.slow
def test_opening_is_timed_beside_stock_voila():
    made = user_cache_path("equitykit") / "bench-opening"
    if not all((made / name / "bin" / "voila").exists() for name in ("stock", "pinned")):
        # downloads two environments: by hand, not by a test
        pytest.skip("run `python benchmarks/bench_opening.py` once: it makes two environments")

    text = said("bench_opening.py", "--rounds", "1")

    assert re.search(r"against stock +[\d.]+x", text)
