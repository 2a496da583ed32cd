"""A figure about fewer students than the floor is on no surface: page, notebook, table, log.

The floor is raised to 5,000, so that what must stay hidden has numbers that cannot turn up
by chance.
"""

import csv
import subprocess
import sys

import pytest

# DataQuest's layout, one district. TA 9,241 of whom 3,877 (42.0 %) were absent; RH is above
# the floor, the other groups are below it with numbers that stand nowhere else.
HEADER = (
    "Academic Year,Aggregate Level,County Code,District Code,School Code,County Name,"
    "District Name,School Name,Charter School,DASS,Reporting Category,"
    "ChronicAbsenteeismEligibleCumulativeEnrollment,ChronicAbsenteeismCount,"
    "ChronicAbsenteeismRate"
).split(",")
GROUPS = {
    "TA": (9241, 3877, "42.0"),
    "RH": (6023, 2339, "38.8"),
    "RB": (1733, 811, "46.8"),
    "RA": (1381, 676, "48.9"),
    "RW": (104, 51, "49.0"),
    "SE": (2897, 1523, "52.6"),
    "GF": (4639, 1907, "41.1"),
    "GM": (4602, 1970, "42.8"),
}
HIDDEN = ["RB", "RA", "RW", "SE", "GF", "GM"]


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Everything that a batch writes about the district, and what it says while it runs."""
    folder = tmp_path_factory.mktemp("floor")
    (folder / "settings.toml").write_text("minimum_n = 5000\nstability_line = 5000\n")
    published = folder / "absence.txt"
    with published.open("w", newline="", encoding="cp1252") as file:
        rows = csv.writer(file, delimiter="\t")
        rows.writerow(HEADER)
        for group, figures in GROUPS.items():
            place = ["2024-25", "D", "27", "66035", "", "Monterey", "Greenfield", ""]
            denominator, numerator, rate = figures
            rows.writerow([*place, "All", "All", group, denominator, numerator, rate])
    said = equitykit("prepare", str(published), "--into", str(folder / "data"))
    said += equitykit(
        *["batch", "--data", str(folder / "data"), "--all", "--workbooks", "brief,04_data"],
        *["--language", "both", "--out", str(folder / "exports")],
    )
    files = [path for path in (folder / "exports").rglob("*") if path.is_file()]
    surfaces = {path.name: path.read_text(encoding="utf-8") for path in files}
    return surfaces | {"what the commands said": said, "names": " ".join(map(str, files))}


def equitykit(*arguments: str) -> str:
    command = [sys.executable, "-m", "equitykit.cli.main", *arguments]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def forms(number: int) -> list[str]:
    return [str(number), f"{number:,}", f"{number:,}".replace(",", ".")]


def test_the_batch_wrote_pages_notebooks_and_results(written):
    assert sum(name.endswith(".html") for name in written) >= 5
    assert sum(name.endswith(".ipynb") for name in written) == 4
    assert {"results.csv", "results.json", "index.html"} <= set(written)


def test_the_search_would_find_a_figure_that_is_shown(written):
    page = next(text for name, text in written.items() if name.startswith("04_data.en"))

    assert "6,023" in page
    assert "38.8" in page


@pytest.mark.parametrize("group", HIDDEN)
def test_no_surface_has_a_hidden_count_or_rate(written, group):
    denominator, numerator, rate = GROUPS[group]
    for name, text in written.items():
        for form in [*forms(denominator), *forms(numerator), f"{rate}%", f"{rate} %"]:
            assert form not in text, f"{form} of {group} in {name}"


def test_nothing_can_be_had_by_subtraction_from_what_is_shown(written):
    # of the races only RH is above the floor: all students minus RH are 3,218, with 1,538 absent
    rest = (GROUPS["TA"][0] - GROUPS["RH"][0], GROUPS["TA"][1] - GROUPS["RH"][1])
    for name, text in written.items():
        for form in [*forms(rest[0]), *forms(rest[1])]:
            assert form not in text, f"{form} in {name}"
