"""The project's own files agree with each other."""

import tomllib
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

# What the user fixed, and beside it only what tools need.
TOP_LEVEL = {
    "workbooks", "equitykit", "data", "exports", "tests", "benchmarks", ".ci", ".git",
    "environment.yml", "pyproject.toml", "README.md", "Makefile", "LICENSE", ".gitignore",
}  # fmt: skip


def test_conda_and_pip_users_get_the_same_packages():
    conda = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    pip = next(entry["pip"] for entry in conda if isinstance(entry, dict))

    wanted = PROJECT["dependencies"] + PROJECT["optional-dependencies"]["test"]

    assert sorted(pip) == sorted([*wanted, "--editable ."])


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
