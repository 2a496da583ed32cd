"""The project's own files agree with each other."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

# What the user fixed, and beside it only what tools need.
TOP_LEVEL = {
    "workbooks", "equitykit", "data", "exports", "tests", "benchmarks", ".ci", ".git",
    "environment.yml", "pyproject.toml", "README.md", "Makefile", "LICENSE", ".gitignore",
}  # fmt: skip

# the first versions without known holes (safety.md §5); the hub is none of our packages
SAFE_FROM = {
    "voila": "0.5.6",
    "jupyter-server": "2.20",
    "nbconvert": "7.17.1",
    "tornado": "6.5.9",
    "distributed": "2026.1",
    "jupyterhub": "5.4.5",
}


def test_conda_and_pip_users_get_the_same_packages():
    conda = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    pip = next(entry["pip"] for entry in conda if isinstance(entry, dict))

    wanted = PROJECT["dependencies"] + PROJECT["optional-dependencies"]["test"]

    assert sorted(pip) == sorted([*wanted, "--editable ."])


@pytest.mark.parametrize(("name", "least"), SAFE_FROM.items())
def test_no_library_is_older_than_the_mending_of_its_known_holes(name, least):
    optional = PROJECT["optional-dependencies"].values()
    asked = [Requirement(each) for each in sum(optional, PROJECT["dependencies"])]
    floors = [
        max(Version(each.version) for each in requirement.specifier if each.operator == ">=")
        for requirement in asked
        if requirement.name == name
    ]

    assert bool(floors) == (name != "jupyterhub")
    assert all(floor >= Version(least) for floor in floors)
    try:
        assert Version(version(name)) >= Version(least)
    except PackageNotFoundError:
        assert not floors


def test_vega_draws_in_our_own_process_and_is_on_no_page():
    """vega-functions 6.1.1 mends what a chart could run in a reader's browser (safety.md §5). No
    vl-convert has it yet, so pages get finished drawings of our own charts and no Vega at all."""
    folders = [ROOT / "equitykit", ROOT / "workbooks"]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    texts = {path: path.read_bytes().lower() for path in files if path.suffix != ".pyc"}
    named = {
        path.relative_to(ROOT).as_posix()
        for path, text in texts.items()
        if re.search(rb"\bvega", text)
    }

    assert named == {"equitykit/views/drawing.py"}


def test_both_ask_for_the_same_python():
    conda = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]

    assert f"python{PROJECT['requires-python']}" in conda


def test_the_top_level_holds_only_what_belongs_there():
    import subprocess

    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()

    assert {name.split("/")[0] for name in listed} <= TOP_LEVEL


def test_no_tracked_file_names_a_package_registry_or_this_machine():
    import subprocess

    # written in pieces, so that this file is not a finding itself
    words = ["python" + "hosted", "pypi" + ".org", "npmjs" + ".com", "/work" + "/", "/far" + "m/"]
    found = subprocess.run(
        ["git", "grep", "-nIF", *[part for word in words for part in ("-e", word)]],
        cwd=ROOT,
        capture_output=True,
        text=True,
    ).stdout

    assert found == ""
