"""The invented county has the features that it is described with, read here line by line."""

import csv
import subprocess
import sys
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "data" / "sample"
MAIN = "60041"
RACES = {"RB", "RI", "RA", "RF", "RH", "RP", "RW", "RT", "RD"}
CHRONIC = (
    "ChronicAbsenteeismCount", "ChronicAbsenteeismEligibleCumulativeEnrollment",
    "ChronicAbsenteeismRate",
)  # fmt: skip
ENCODINGS = {"acgr": "utf-8"} | {
    f"{name}download": "utf-8" for name in ("chronic", "susp", "ela", "math", "elpi", "cci")
}
FILES = sorted(path.name for path in SAMPLE.iterdir())
COLUMNS = {
    "absenteeismreason25": 23, "acgr23": 34, "acgr24": 36, "acgr25": 36,
    "chronicabsenteeism23": 14, "chronicabsenteeism24": 14, "chronicabsenteeism25": 14,
    "chronicdownload2024": 26, "chronicdownload2025": 26, "expulsion25": 21,
    "graddownload2024": 27, "graddownload2025": 27, "suspdownload2024": 27,
    "suspdownload2025": 27, "eladownload2024": 37, "eladownload2025": 37,
    "mathdownload2024": 37, "mathdownload2025": 37, "elpidownload2024": 41,
    "elpidownload2025": 41, "ccidownload2024": 109, "ccidownload2025": 109, "suspension23": 21, "suspension24": 21, "suspension25": 21,
}  # fmt: skip


def rows(name: str) -> list[dict[str, str]]:
    stem = name.rstrip("0123456789")
    text = (SAMPLE / f"{name}.txt").read_bytes().decode(ENCODINGS.get(stem, "cp1252"))
    header, *lines = (line.split("\t") for line in text.split("\r\n")[:-1])
    return [dict(zip(header, line, strict=True)) for line in lines]


def chronic(year: int, district: str = MAIN) -> dict[str, dict[str, str]]:
    """The rows of a whole district by group."""
    return {
        row["Reporting Category"]: row
        for row in rows(f"chronicabsenteeism{year}")
        if (row["Aggregate Level"], row["District Code"]) == ("D", district)
        and (row["Charter School"], row["DASS"]) == ("All", "All")
    }


def rate(row: dict[str, str]) -> Decimal:
    return Decimal(row["ChronicAbsenteeismRate"])


def students() -> list[dict[str, str]]:
    with open(SAMPLE / "students.csv", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_writing_the_sample_again_gives_the_same_bytes(tmp_path):
    script = ROOT / "data" / "make_sample.py"
    subprocess.run([sys.executable, script, "--into", tmp_path], check=True, timeout=300)
    assert sorted(path.name for path in tmp_path.iterdir()) == FILES
    for name in FILES:
        assert (tmp_path / name).read_bytes() == (SAMPLE / name).read_bytes(), name


def test_the_sample_is_small():
    assert sum((SAMPLE / name).stat().st_size for name in FILES) < 3_000_000


@pytest.mark.parametrize("name", COLUMNS)
def test_each_file_has_the_columns_and_line_ends_of_its_layout(name):
    raw = (SAMPLE / f"{name}.txt").read_bytes()
    assert raw.count(b"\r\n") == raw.count(b"\n") > 60
    assert {line.count(b"\t") + 1 for line in raw.split(b"\r\n")[:-1]} == {COLUMNS[name]}


def test_accents_are_written_in_windows_1252_and_in_utf_8_as_the_publisher_does():
    assert "Niña Valiente".encode("cp1252") in (SAMPLE / "suspension25.txt").read_bytes()
    assert "Niña Valiente".encode() in (SAMPLE / "chronicdownload2025.txt").read_bytes()


@pytest.mark.parametrize("year", [23, 24, 25])
def test_published_rates_are_count_over_enrollment_rounded_half_up(year):
    checked = 0
    for row in rows(f"chronicabsenteeism{year}"):
        count, enrolled, published = (row[name] for name in CHRONIC)
        if count != "*":
            exact = Decimal(100 * int(count)) / int(enrolled)
            assert exact.quantize(Decimal("0.1"), ROUND_HALF_UP) == Decimal(published)
            checked += 1
    assert checked > 1000


@pytest.mark.parametrize("year", [23, 24, 25])
def test_a_small_group_is_hidden_in_its_whole_row(year):
    seen = set()
    for row in rows(f"chronicabsenteeism{year}"):
        hidden = [row[name] == "*" for name in CHRONIC]
        assert all(hidden) or (not any(hidden) and int(row[CHRONIC[1]]) >= 11)
        seen.add(all(hidden))
    assert seen == {True, False}


def test_one_row_a_place_group_and_repetition():
    keys = Counter(tuple(row.values())[:11] for row in rows("chronicabsenteeism25"))
    assert set(keys.values()) == {1}


def test_six_districts_of_very_different_size_and_a_county_office():
    sizes = {
        row["District Name"]: int(row[CHRONIC[1]])
        for row in rows("chronicabsenteeism25")
        if row["Aggregate Level"] == "D" and row["Reporting Category"] == "TA"
        if (row["Charter School"], row["DASS"]) == ("All", "All")
    }
    assert len(sizes) == 7 and "Invented County Office of Education" in sizes
    assert sizes["Tiny Acorn Elementary"] == 60
    assert 24_000 < sizes["Harbor of Clouds Unified"] < 26_000


def test_race_groups_add_up_to_the_total_where_none_is_hidden():
    groups = chronic(25, "60066")
    shown = [groups[group] for group in RACES]
    for column in CHRONIC[:2]:
        assert sum(int(row[column]) for row in shown) == int(groups["TA"][column])


def test_schools_add_up_to_at_least_the_district_since_some_students_moved():
    schools = [
        row for row in rows("chronicabsenteeism25")
        if (row["Aggregate Level"], row["District Code"]) == ("S", MAIN)
        and row["Reporting Category"] == "TA"
    ]  # fmt: skip
    district = int(chronic(25)["TA"][CHRONIC[1]])
    assert district < sum(int(row[CHRONIC[1]]) for row in schools) < 1.05 * district


def test_the_main_district_has_exactly_one_hidden_race_row():
    hidden = [g for g, row in chronic(25).items() if g in RACES and row[CHRONIC[0]] == "*"]
    assert hidden == ["RP"]


def test_some_groups_have_no_row_some_a_zero_and_some_11_to_29_students():
    tiny = chronic(25, "60017")
    assert "RP" not in tiny and "SM" not in tiny
    assert [tiny["SE"][name] for name in CHRONIC] == ["0", "13", "0.0"]
    assert 11 <= int(chronic(25)["RI"][CHRONIC[1]]) <= 29


def test_a_school_improves_clearly_over_three_years():
    path = [
        rate(row)
        for year in (23, 24, 25)
        for row in rows(f"chronicabsenteeism{year}")
        if row["School Name"] == "Kettle Creek Elementary" and row["Reporting Category"] == "TA"
    ]
    assert path == [Decimal("35.3"), Decimal("28.0"), Decimal("15.2")]


def test_there_are_gaps_in_both_directions():
    groups = chronic(25)
    assert rate(groups["SH"]) > rate(groups["TA"]) + 20
    assert rate(groups["RA"]) < rate(groups["TA"]) - 10


@pytest.mark.parametrize("group", ["RT", "RF"])
def test_two_groups_are_better_than_everyone_else_and_worse_than_the_highest(group):
    groups = chronic(25)
    count, enrolled = ([int(groups[g][name]) for g in (group, "TA")] for name in CHRONIC[:2])
    others = Decimal(100 * (count[1] - count[0])) / (enrolled[1] - enrolled[0])
    best = min(rate(row) for g, row in groups.items() if g in RACES and row[CHRONIC[0]] != "*")
    assert best < rate(groups[group]) < others


def test_the_extract_adds_up_to_the_published_row_of_its_district():
    counted = Counter(row["chronically_absent"] for row in students())
    published = chronic(25)["TA"]
    assert counted["Y"] == int(published[CHRONIC[0]])
    assert counted["Y"] + counted["N"] == int(published[CHRONIC[1]])
    suspended = [
        row["Unduplicated Count of Students Suspended (Total)"]
        for row in rows("suspension25")
        if (row["AggregateLevel"], row["DistrictCode"], row["CharterYN"]) == ("D", MAIN, "All")
        and row["ReportingCategory"] == "TA"
    ]
    assert suspended == [str(sum(row["suspended"] == "Y" for row in students()))]


def test_chronic_means_a_tenth_of_the_days_enrolled_among_those_enrolled_31_days():
    for row in students():
        enrolled, absent = int(row["days_enrolled"]), int(row["days_absent"])
        expected = "" if enrolled < 31 else "Y" if 10 * absent >= enrolled else "N"
        assert row["chronically_absent"] == expected


def share(*, race=None, gender=None) -> float:
    chosen = [
        row["chronically_absent"] == "Y"
        for row in students()
        if row["chronically_absent"]
        and race in (None, row["race_ethnicity"])
        and gender in (None, row["gender"])
    ]
    return 100 * sum(chosen) / len(chosen)


def test_a_gap_appears_only_at_a_crossing():
    hispanic, white = "Hispanic or Latino", "White"
    assert abs(share(race=hispanic) - share(race=white)) < 1
    assert abs(share(gender="Female") - share(gender="Male")) < 1
    assert share(race=hispanic, gender="Female") - share(race=hispanic, gender="Male") > 10
    assert share(race=white, gender="Male") - share(race=white, gender="Female") > 10


def test_dashboard_rows_of_small_groups_keep_only_the_denominator():
    small = [r for r in rows("chronicdownload2025") if int(r["currdenom"]) <= 10]
    assert small and all(r["currnumer"] == r["currstatus"] == r["change"] == "" for r in small)
    assert {r["color"] for r in rows("chronicdownload2025")} == set("012345")


def dashboard(name: str, district: str = MAIN, year: int = 2025) -> dict[str, dict[str, str]]:
    """The rows of a district in a Dashboard file by group."""
    cds = f"99{district}0000000"
    return {r["studentgroup"]: r for r in rows(f"{name}download{year}") if r["cds"] == cds}


def colors(group: str, district: str = MAIN) -> dict[str, str]:
    found = {name: dashboard(name, district) for name in ("ela", "math", "chronic", "susp")}
    return {name: its[group]["color"] for name, its in found.items()}


def test_one_group_of_the_main_district_is_red_in_two_priority_areas():
    assert colors("AA") == {"ela": "1", "math": "1", "chronic": "2", "susp": "1"}


def test_another_is_one_color_away_in_a_second_area():
    assert colors("HOM") == {"ela": "2", "math": "2", "chronic": "1", "susp": "4"}


def test_a_third_is_low_and_too_few_to_count():
    for name in ("ela", "math", "chronic"):
        row = dashboard(name)["AI"]
        assert (row["statuslevel"], row["color"], row["currnsizemet"]) == ("1", "0", "")
        assert 11 <= int(row["currdenom"]) < 30


def test_in_the_high_school_district_it_is_graduation_and_readiness():
    for name in ("grad", "cci"):
        assert dashboard(name, "60058")["SWD"]["color"] == "1"


def test_a_distance_from_standard_is_the_mean_with_the_penalty_for_those_who_were_not_tested():
    penalties = []
    for row in rows("eladownload2025"):
        enrolled, tested = row["currprate_enrolled"], row["currprate_tested"]
        if row["currstatus"] and row["currstatus_withoutPRLOSS"]:
            lost = max(0, 95 * int(enrolled) // 100 - int(tested))
            assert int(row["currnumPRLOSS"]) == lost
            scored = int(row["currdenom_withoutPRLOSS"])
            assert int(row["currdenom"]) == scored + lost
            points = float(row["currstatus_withoutPRLOSS"]) * scored - 333 * lost
            # both means are rounded to a tenth
            assert abs(points / (scored + lost) - float(row["currstatus"])) <= 0.11
            penalties.append(lost)
    assert len(penalties) > 200
    assert any(penalties)


def test_progress_in_english_is_told_of_english_learners_alone():
    assert {row["studentgroup"] for row in rows("elpidownload2025")} == {"EL", "LTEL"}
