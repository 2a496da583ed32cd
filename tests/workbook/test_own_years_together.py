"""Three extracts prepared: a group hidden in each year is kept and shown with the years together."""

import json
import re

import pytest
from practices import text_of
from student_files import SETTINGS, written

from equitykit.sources.column_mapping import read_mapping
from equitykit.sources.own_files import read_own
from equitykit.storage.locked_duckdb import connect
from equitykit.storage.prepared import prepare, read_releases
from equitykit.workbook.workbook import open_workbook

DISTRICT = "99600410000000"
MAPPING = """
race,race_ethnicity,,
race,race_ethnicity,Pacific,RP
race,race_ethnicity,Latino,RH
race,race_ethnicity,White,RW
race,race_ethnicity,Filipino,RF
absent,own_chronic_absenteeism,,
absent,own_chronic_absenteeism,Y,yes
absent,own_chronic_absenteeism,N,no
"""
# students and those absent of each year; 5 + 6 + 7 Pacific Islander students, 3 + 4 + 3 absent
YEARS = {
    "2022-23": {"Pacific": (5, 3), "Latino": (90, 30), "White": (80, 16), "Filipino": (30, 9)},
    "2023-24": {"Pacific": (6, 4), "Latino": (95, 33), "White": (76, 14), "Filipino": (33, 10)},
    "2024-25": {"Pacific": (7, 3), "Latino": (91, 29), "White": (79, 15), "Filipino": (31, 8)},
}
PARAMETERS = {"team": "none", "year": "latest", "audience": "team", "store": "none"}


def extract(folder, year, groups):
    """An extract of these students, read by its mapping."""
    lines = SETTINGS.replace("2024-25", year).strip("\n") + MAPPING.rstrip()
    mapping = written(folder, f"{year}-mapping.csv", lines)
    rows = [f"{race},{'Y' if i < s else 'N'}" for race, (n, s) in groups.items() for i in range(n)]
    path = written(folder, f"{year}.csv", "\n".join(["race,absent", *rows]))
    with connect() as database:
        return read_own(path, read_mapping(mapping), database)


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("years")
    prepare([extract(folder, *year) for year in YEARS.items()], folder / "data")
    return folder / "data"


def page(data, language="en", section="data.small_groups"):
    book = open_workbook(
        "04_data", district=DISTRICT, data=str(data), language=language, **PARAMETERS
    )
    return text_of(book.section(section).html())


def test_the_pooled_years_are_kept_with_a_clean_certificate(data):
    (note,) = data.glob(f"outcomes-*/releases/{DISTRICT}_2022-23-to-2024-25_01.json")
    told = json.loads(note.read_text(encoding="utf-8"))

    assert told["period"] == "2022-23 to 2024-25"
    assert told["certificate"]["missed"] == 0
    kept = read_releases(data, DISTRICT)
    assert len(kept) == 4
    # the years that are kept say nothing of the group
    for each in kept:
        row = each.rows.set_index("group").loc["RP"]
        pooled = "to" in row["period"]
        assert (
            (row["denominator"] == 18) if pooled else row[["numerator", "denominator"]].isna().all()
        )


def test_the_same_files_again_change_nothing(data, tmp_path):
    assert not prepare([extract(tmp_path, *year) for year in YEARS.items()], data)


def test_the_page_shows_the_group_with_the_years_together_and_in_no_year(data):
    told = page(data)

    assert "Pacific Islander (read with care) 2022-23 to 2024-25, 3 years together 10 of 18" in told
    assert "student-years" in told
    # 10 of 18 and its Wilson interval, by hand: 33.7 to 75.4
    assert "55.6% 33.7 to 75.4" in told
    for n, s in (YEARS[year]["Pacific"] for year in YEARS):
        assert f"{s} of {n} " not in told


def test_the_page_says_it_in_spanish(data):
    told = page(data, "es")

    assert "2022-23 a 2024-25, 3 años juntos" in told
    assert "años-estudiante" in told


def test_a_changed_floor_shows_no_pooled_years_until_they_are_prepared(data, tmp_path):
    (data.parent / "settings.toml").write_text("minimum_n = 15\n", encoding="utf-8")
    try:
        told = page(data)
    finally:
        (data.parent / "settings.toml").unlink()

    assert "years are not put together here" in told
    assert "3 years together" not in told


def test_of_published_figures_hidden_years_stay_unknown():
    told = page("sample", section="data.small_groups")

    assert "Years that a publisher hides cannot be put together" in told
    assert not re.search(r"\d years together", told)
