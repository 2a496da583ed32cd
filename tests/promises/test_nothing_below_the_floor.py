"""A figure about fewer students than the floor is on no surface: page, notebook, table, log.

The floor is raised to 5,000, so that what must stay hidden has numbers that cannot turn up
by chance.
"""

import csv
import re
import subprocess
import sys

import pytest

# DataQuest's layout, one district. Of the races only RH is above the floor; the others together
# are 10,163, so that not even their sum proves one of them small. GM is above the floor too, but
# hides with GF, which could be had by subtraction. The numbers stand nowhere else.
HEADER = (
    "Academic Year,Aggregate Level,County Code,District Code,School Code,County Name,"
    "District Name,School Name,Charter School,DASS,Reporting Category,"
    "ChronicAbsenteeismEligibleCumulativeEnrollment,ChronicAbsenteeismCount,"
    "ChronicAbsenteeismRate"
).split(",")
GROUPS = {
    "TA": (16186, 7207, "44.5"),
    "RH": (6023, 2339, "38.8"),
    "RB": (4733, 2211, "46.7"),
    "RA": (2381, 1164, "48.9"),
    "RW": (3049, 1493, "49.0"),
    "SE": (2897, 1523, "52.6"),
    "GF": (4639, 1907, "41.1"),
    "GM": (11547, 5300, "45.9"),
}
HIDDEN = ["RB", "RA", "RW", "SE", "GF", "GM"]


@pytest.fixture(scope="module", params=["en", pytest.param("both", marks=pytest.mark.slow)])
def written(request, tmp_path_factory):
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
        *["--language", request.param, "--out", str(folder / "exports")],
    )
    files = [path for path in (folder / "exports").rglob("*") if path.is_file()]
    surfaces = {path.name: path.read_text(encoding="utf-8") for path in files}
    return surfaces | {"what the commands said": said, "names": " ".join(map(str, files))}


def equitykit(*arguments: str) -> str:
    command = [sys.executable, "-m", "equitykit.cli.main", *arguments]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def test_the_batch_wrote_pages_notebooks_and_results(written):
    pages = [name for name in written if name.endswith(".ipynb")]
    languages = {name.split(".")[1] for name in pages}
    assert languages in ({"en"}, {"en", "es"})
    assert len(pages) == 2 * len(languages)
    assert sum(name.endswith(".html") for name in written) == len(pages) + 1
    assert {"results.csv", "results.json", "index.html"} <= set(written)


def test_the_search_would_find_a_figure_that_is_shown(written):
    page = next(text for name, text in written.items() if name == "04_data.en.team.html")

    assert "6,023" in page
    assert "38.8" in page


@pytest.mark.parametrize("group", HIDDEN)
def test_no_surface_has_a_hidden_count_or_rate(written, group):
    assert_nowhere(written, *GROUPS[group])


def test_the_sum_of_the_hidden_races_is_not_worked_out_either(written):
    # all students minus RH: 10,163, of whom 4,868 were absent (47.9 %)
    assert_nowhere(written, 16186 - 6023, 7207 - 2339, "47.9")


def assert_nowhere(written, denominator: int, numerator: int, rate: str):
    """No surface has the counts as whole numbers in any spelling, or the rate with its sign."""
    forms = [form for number in (denominator, numerator) for form in spellings(number)]
    for name, text in written.items():
        for form in forms:
            assert not re.search(rf"(?<![\d.]){re.escape(form)}(?!\d)", text), f"{form} in {name}"
        for form in (f"{rate}%", f"{rate} %", f"{rate}\u00a0%"):
            assert form not in text, f"{form} in {name}"


def spellings(number: int) -> list[str]:
    return [str(number), f"{number:,}", f"{number:,}".replace(",", ".")]
