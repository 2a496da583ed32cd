"""Dashboard files: rates, points, levels and colors as published, and nothing of small groups.

The 2024 files of Monterey County, those of 2017 and 2018: each figure is compared with the raw
file, cut into cells here by the csv module. Files of other years are made from the headers that
the publisher documents (data-formats, section 3); no real file of them is at hand.
"""

import csv

import numpy as np
import pandas as pd
import pytest
from published_files import write
from real_files import reading_of

from equitykit.content.codelists import load_measures, load_student_groups
from equitykit.measures.performance import INDICATORS, PERFORMANCE, performance_table
from equitykit.sources.reading import read_file

OURS = {group.dashboard: code for code, group in load_student_groups().items() if group.dashboard}
FILES = {
    "dashboard-rebuilt-2024/chronicdownload2024.monterey-rebuilt.txt": "chronic",
    "dashboard-rebuilt-2024/suspdownload2024.monterey-rebuilt.txt": "suspension",
    "dashboard-rebuilt-2024/graddownload2024.monterey-rebuilt.txt": "graduation",
    "dashboard-rebuilt-2024/eladownload2024.monterey-rebuilt.txt": "ela",
    "dashboard-rebuilt-2024/mathdownload2024.monterey-rebuilt.txt": "math",
    "dashboard-rebuilt-2024/elpidownload2024.monterey-rebuilt.txt": "elpi",
    "dashboard-rebuilt-2024/ccidownload2024.monterey-rebuilt.txt": "cci",
    "dashboard-rebuilt-2024/sciencedownload2024.monterey-rebuilt.txt": "science",
    "dashboard-text/ccidownload2017f.txt": "cci",
    "dashboard-text/elpidownload2017f.txt": "elpi",
    "dashboard-text/graddownload2018.txt": "graduation",
}
LEVELS = {
    "status_level": "statuslevel", "change_level": "changelevel", "colour": "color", "box": "box",
}  # fmt: skip


def raw(path):
    with path.open(encoding="cp1252", newline="") as file:
        return pd.DataFrame(
            list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)), dtype="string"
        )


def number(column):
    return pd.to_numeric(column.replace("", pd.NA)).astype("Float64")


def beside(real_data, name):
    """A real file's rows, and what was read of each, in the order of the file."""
    rows = raw(real_data / name)
    reading = reading_of(real_data / name)
    table = performance_table(reading.performance.to_pandas())
    outcomes = reading.outcomes
    groups = rows["studentgroup"].map(OURS) if "studentgroup" in rows else "SE"
    for read in (table, outcomes):
        assert list(zip(read["cds"], read["group"], strict=True)) == list(
            zip(rows["cds"], groups if isinstance(groups, pd.Series) else ["SE"] * len(rows),
                strict=True)
        )  # fmt: skip
    return rows, table, outcomes, reading.report


@pytest.mark.parametrize("name", FILES)
def test_status_change_levels_and_colours_are_those_of_the_raw_file(real_data, name):
    rows, table, outcomes, report = beside(real_data, name)
    assert report.ok and report.problems == ()
    assert set(table["indicator"]) == {FILES[name]}
    assert set(table["year"]) == set(rows["reportingyear"])
    n, status = number(rows["currdenom"]), number(rows["currstatus"])
    shown = (status.notna() & (n > 10)).fillna(False)
    assert table["status"].equals(status.where(shown))
    assert table["n"].equals(n.where(shown).astype("Int64"))
    assert outcomes["rate"].dropna().tolist() == status[shown].tolist()
    if "change" in rows:
        assert table["change"].equals(number(rows["change"]).where(shown))
    else:
        assert table["change"].isna().all()
    for ours, theirs in LEVELS.items():
        if theirs in rows:
            published = number(rows[theirs]).astype("Int64")
            assert table[ours][shown].equals(published[shown]), ours
            assert set(table[ours][~shown].dropna()) <= {0}
        else:
            assert table[ours].isna().all()


@pytest.mark.parametrize("name", FILES)
def test_of_ten_students_or_fewer_no_number_is_kept_anywhere(real_data, name):
    rows, table, outcomes, _ = beside(real_data, name)
    small = number(rows["currdenom"]).between(1, 10).fillna(False)
    numbers = [column for column, kind in PERFORMANCE.items() if kind == "Float64"]
    assert small.any()
    assert table[small][[*numbers, "n"]].isna().all(axis=None)
    assert outcomes[small][["numerator", "denominator", "rate"]].isna().all(axis=None)
    assert set(outcomes[small]["status"]) == {"suppressed_at_source"}
    assert not outcomes["denominator"].between(1, 10).any()


@pytest.mark.parametrize(
    ("name", "theirs", "yes"),
    [(name, "currnsizemet", "Y") for name in list(FILES)[:7]]
    + [("dashboard-text/elpidownload2017f.txt", "nsize_met", "Y")],
)
def test_who_counts_is_told_where_the_file_tells_it(real_data, name, theirs, yes):
    rows, table, _, _ = beside(real_data, name)
    assert table["n_met"].tolist() == (rows[theirs] == yes).tolist()
    if "accountabilitymet" in rows:
        assert table["accountability_met"].tolist() == (rows["accountabilitymet"] == "Y").tolist()


def test_what_a_file_does_not_tell_is_missing_and_not_no(real_data):
    _, table, _, _ = beside(real_data, "dashboard-text/graddownload2018.txt")
    assert table[["n_met", "accountability_met", "participation"]].isna().all(axis=None)
    assert table["progress_small"].notna().all()


def test_participation_and_the_status_without_its_penalty_are_kept(real_data):
    rows, table, _, _ = beside(real_data, list(FILES)[3])
    shown = table["n"].notna()
    assert table["participation"].equals(number(rows["currprate"]).where(shown))
    without = number(rows["currstatus_withoutPRLOSS"]).where(shown)
    assert table["status_without_penalty"].equals(without)
    assert without.notna().sum() > 250


def test_the_type_of_school_and_charter_schools_are_told(real_data):
    rows, table, _, _ = beside(real_data, list(FILES)[1])
    assert table["school_type"].tolist() == rows["type"].tolist()
    assert table["charter"].tolist() == (rows["charter_flag"] == "Y").tolist()
    assert (table["level"] == "school").tolist() == (rows["rtype"] == "S").tolist()


def test_a_group_of_whom_nobody_was_tested_is_not_a_group_without_students(real_data):
    rows, _, outcomes, _ = beside(real_data, list(FILES)[3])
    nobody = rows["currdenom"] == "0"
    assert nobody.sum() == 2
    assert set(outcomes[nobody.to_numpy()]["status"]) == {"not_published"}


def test_a_numerator_that_weighs_students_is_no_count_of_them(real_data):
    rows, _, outcomes, _ = beside(real_data, "dashboard-text/elpidownload2017f.txt")
    above = (number(rows["currnumer"]) > number(rows["currdenom"])).fillna(False)
    assert above.sum() > 5
    assert outcomes["numerator"].isna().all()
    assert set(outcomes[above.to_numpy()]["rate"].dropna()) == {100.0}


def test_the_state_publishes_a_negative_distance_and_it_stays_negative(real_data):
    outcomes = reading_of(real_data / list(FILES)[5 - 1]).outcomes
    row = outcomes.query("cds == '27102720000000' and group == 'SE'").iloc[0]
    # mathdownload2024, Monterey County Office of Education, English learners
    assert (row["denominator"], row["rate"], row["status"]) == (16, -266.0, "reported")


def test_dashboard_and_dataquest_measures_share_a_topic_and_no_table(real_data):
    measures = load_measures()
    for one, other in (("chronic", "chronic_absenteeism"), ("graduation", "graduation"),
                       ("suspension", "suspension")):  # fmt: skip
        assert measures[f"dashboard_{one}"].topic == measures[other].topic
        assert measures[f"dashboard_{one}"].family != measures[other].family
    assert {f"dashboard_{name}" for name in INDICATORS} <= set(measures)


# What follows is made from documented headers: no real file of these years is at hand.

PLACE = ["cds", "rtype", "schoolname", "districtname", "countyname", "charter_flag", "coe_flag"]
CITY = ["27661420000000", "D", "", "Salinas City Elementary", "Monterey", "", ""]
ELA_LEVELS = {5: "50.0", 4: "12.0", 3: "0.0", 2: "-20.0", 1: "-80.0"}
MATH_LEVELS = {5: "40.0", 4: "12.0", 3: "-10.0", 2: "-60.0", 1: "-120.0"}
CODES = ["ALL", "AA", "AS", "HI", "WH"]


def made(tmp_path, header, rows, name="file.txt"):
    return read_file(write(tmp_path / name, [[*PLACE, *header], *([*CITY, *row] for row in rows)]))


def academic(tmp_path, values, *, year, header=(), cells=()):
    names = ["studentgroup", "currdenom", "currstatus", "statuslevel", *header, "reportingyear"]
    rows = [
        [code, "100", status, str(level), *cells, year]
        for code, (level, status) in zip(CODES, values.items(), strict=True)
    ]
    return made(tmp_path, names, rows)


LAYOUTS = {
    "2017f": (("priorstatus", "change", "caa_denom"), ("", "1.0", "3")),
    "2018": (("hscutpoints", "pairshare_method", "currdenom_swd", "caa_denom"), ("", "", "", "")),
    "2019": (("hscutpoints", "pairshare_method", "currdenom_swd", "priordenom_swd"), ("",) * 4),
    "2022": (("hscutpoints", "prate_enrolled", "prate_tested", "prate"), ("", "99", "95", "96")),
}


@pytest.mark.parametrize("year", LAYOUTS)
@pytest.mark.parametrize(("subject", "values"), [("ela", ELA_LEVELS), ("math", MATH_LEVELS)])
def test_before_2023_the_subject_is_told_by_the_cut_points_of_its_levels(
    tmp_path, year, subject, values
):
    header, cells = LAYOUTS[year]
    reading = academic(tmp_path, values, year=year, header=header, cells=cells)
    assert (reading.report.ok, reading.report.family) == (True, f"dashboard_{subject}")
    table = performance_table(reading.performance.to_pandas())
    assert table["status_level"].tolist() == [5, 4, 3, 2, 1]
    assert set(table["year"]) == {year}
    if year == "2022":
        assert set(table["participation"]) == {96.0}
        assert table[["change_level", "colour", "box"]].isna().all(axis=None)


def test_high_school_has_cut_points_of_its_own(tmp_path):
    values = {5: "80.0", 4: "40.0", 3: "10.0", 2: "-30.0", 1: "-50.0"}
    reading = academic(tmp_path, values, year="2018", header=("hscutpoints",), cells=("Y",))
    assert reading.report.family == "dashboard_ela"


def test_levels_that_fit_both_subjects_are_not_guessed_at(tmp_path):
    values = {5: "90.0", 4: "12.0", 2: "-60.0", 1: "-200.0", 3: "-5.0"}
    report = academic(tmp_path, values, year="2018", header=("hscutpoints",), cells=("",)).report
    assert (report.ok, report.family) == (False, "dashboard_academic")
    assert [p.rule for p in report.problems] == ["subject_unclear"]


def test_the_grade_11_file_of_2017_without_levels_is_named_and_left_out(tmp_path):
    header = ["studentgroup", "currdenom", "currstatus", "caa_denom", "reportingyear"]
    report = made(tmp_path, header, [["ALL", "100", "20.0", "2", "2017f"]]).report
    assert [p.rule for p in report.problems] == ["subject_without_levels"]


def test_english_learner_progress_of_2019_has_no_groups_and_is_of_english_learners(tmp_path):
    header = ["currprogressed", "currnumer", "currdenom", "currstatus", "statuslevel",
              "reportingyear"]  # fmt: skip
    reading = made(tmp_path, header, [["50", "50", "100", "50.0", "3", "2019"]])
    row = reading.outcomes.iloc[0]
    assert reading.report.family == "dashboard_elpi"
    assert (row["group"], row["numerator"], row["rate"]) == ("SE", 50, 50.0)


@pytest.mark.parametrize("drift", ["CDSCode", "Cds", "CDS"])
def test_names_of_columns_may_drift_in_case_and_underscores(tmp_path, drift):
    header = [drift, "RType", "SchoolName", "Student_Group", "CurrNumer", "Curr_Denom",
              "CurrStatus", "Status_Level", "Change_Level", "Color", "Indicator",
              "ReportingYear"]  # fmt: skip
    row = ["27661420000000", "D", "", "AA", "30", "100", "30.0", "1", "2", "1", "CHRO", "2023"]
    reading = read_file(write(tmp_path / "file.txt", [header, row]))
    table = performance_table(reading.performance.to_pandas())
    shown = table[["group", "n", "status_level", "change_level", "colour"]].iloc[0].tolist()
    assert shown == ["RB", 100, 1, 2, 1]


def test_a_level_written_twice_is_read_once_and_refused_where_it_differs(tmp_path):
    header = ["studentgroup", "currnumer", "currdenom", "currstatus", "statuslevel", "changelevel",
              "change_level", "indicator", "reportingyear"]  # fmt: skip
    rows = [
        ["AA", "30", "100", "30.0", "1", "2", "2", "SUSP", "2024"],
        ["WH", "30", "100", "30.0", "1", "2", "3", "SUSP", "2024"],
    ]
    reading = made(tmp_path, header, rows)
    assert [p.rule for p in reading.report.problems] == ["columns_disagree"]
    assert reading.outcomes["group"].tolist() == ["RB"]
    assert reading.performance["change_level"].to_pylist() == [2]


def test_na_is_a_blank(tmp_path):
    header = ["studentgroup", "currdenom", "currstatus", "change", "statuslevel", "color",
              "indicator", "reportingyear"]  # fmt: skip
    rows = [
        ["ALL", "100", "-12.5", "NA", "2", "0", "ELA", "2023"],
        ["AA", "7", "NA", "NA", "0", "0", "ELA", "2023"],
    ]
    reading = made(tmp_path, header, rows)
    assert reading.report.problems == ()
    assert reading.outcomes["status"].tolist() == ["reported", "suppressed_at_source"]
    assert reading.performance["change"].to_pylist() == [None, None]


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [
        ("color", "6", "level_out_of_range"),
        ("statuslevel", "-1", "level_out_of_range"),
        ("box", "300", "level_out_of_range"),
        ("change", "1e2", "number_unreadable"),
        ("currstatus", "nan", "number_unreadable"),
        ("currdenom", "-5", "number_negative"),
    ],
)
def test_what_cannot_be_is_refused_with_row_and_column_and_the_rest_is_read(
    tmp_path, column, value, rule
):
    header = ["studentgroup", "currdenom", "currstatus", "change", "statuslevel", "color", "box",
              "indicator", "reportingyear"]  # fmt: skip
    good = ["ALL", "100", "-12.5", "3.0", "2", "3", "190", "ELA", "2023"]
    bad = ["AA", *good[1:]]
    bad[header.index(column)] = value
    reading = made(tmp_path, header, [good, bad])
    assert [(p.rule, p.row, p.column) for p in reading.report.problems] == [(rule, 3, column)]
    assert reading.outcomes["group"].tolist() == ["TA"]
    assert reading.performance["group"].to_pylist() == ["TA"]


def test_an_average_of_exactly_the_standard_is_no_published_zero(tmp_path):
    header = ["studentgroup", "currdenom", "currstatus", "indicator", "reportingyear"]
    reading = made(tmp_path, header, [["ALL", "100", "0.0", "MATH", "2024"]])
    assert reading.outcomes["status"].tolist() == ["reported"]


def test_a_status_of_a_small_group_that_a_copy_shows_is_hidden_in_the_levels_too(tmp_path):
    header = ["studentgroup", "currdenom", "currstatus", "statuslevel", "color", "indicator",
              "reportingyear"]  # fmt: skip
    reading = made(tmp_path, header, [["AA", "8", "-40.0", "2", "2", "ELA", "2024"]])
    table = performance_table(reading.performance.to_pandas())
    assert table[["n", "status"]].isna().all(axis=None)
    assert table[["status_level", "colour"]].iloc[0].tolist() == [0, 0]
    row = reading.outcomes.iloc[0]
    assert row["status"] == "suppressed_at_source" and row[["denominator", "rate"]].isna().all()


def test_the_statewide_size_is_read_at_about_the_speed_of_the_existing_files(tmp_path):
    """140,000 rows, as the largest academic file has, in a few seconds on a slow machine."""
    import time

    random = np.random.default_rng(5)
    codes = 27_66142_0000000 + random.permutation(140_000 // 14)
    rows = [
        f"{cds}\tS\tA\tB\tMonterey\t\t\t{group}\t{40 + n % 90}\t{-(n % 150) / 10}\t1.0\t2\t3\t2"
        "\t190\tY\tELA\t2024"
        for n, cds in enumerate(codes)
        for group in list(OURS)[:14]
    ]
    header = "\t".join([*PLACE, "studentgroup", "currdenom", "currstatus", "change", "statuslevel",
                        "changelevel", "color", "box", "currnsizemet", "indicator",
                        "reportingyear"])  # fmt: skip
    path = tmp_path / "file.txt"
    path.write_text("\n".join([header, *rows]) + "\n")
    began = time.process_time()
    reading = read_file(path)
    assert time.process_time() - began < 10
    assert reading.performance.num_rows == 140_000


@pytest.mark.parametrize("spelling", ["subgrouptotal", "subgroup_total", "Sub Group Total",
                                      "studentgrouptotal"])  # fmt: skip
def test_enrollment_by_group_is_a_number_of_students_and_hides_small_ones(tmp_path, spelling):
    from equitykit.measures.privacy import release

    header = ["studentgroup", "totalenrollment", spelling, "rate", "reportingyear"]
    rows = [["AA", "500", "120", "24.0", "2024"], ["WH", "500", "370", "74.0", "2024"],
            ["AI", "500", "10", "2.0", "2024"]]  # fmt: skip
    reading = made(tmp_path, header, rows)
    assert (reading.report.ok, reading.report.family) == (True, "dashboard_census")
    outcomes = reading.outcomes.set_index("group")
    assert set(outcomes["measure"]) == {"dashboard_enrollment"}
    assert outcomes.loc["RB", ["rate", "denominator", "coverage"]].tolist() == [
        120, 120, "without_charter",
    ]  # fmt: skip
    seen = release(reading.outcomes).rows.set_index("group")
    assert seen.loc["RI"].isna()[["rate", "denominator"]].all()


@pytest.mark.parametrize("subject", ["ela", "math"])
def test_real_levels_tell_the_subject_without_the_column_indicator(real_data, tmp_path, subject):
    name = f"{subject}download2024.monterey-rebuilt.txt"
    rows = raw(real_data / "dashboard-rebuilt-2024" / name).drop(columns="indicator")
    lines = [list(rows.columns), *rows.to_numpy().tolist()]
    report = read_file(write(tmp_path / "download.txt", lines)).report
    assert (report.ok, report.family) == (True, f"dashboard_{subject}")


BY_YEAR = {
    "2017f": ["priornumer", "priordenom", "priorstatus", "safetynet", "change", "color"],
    "2018": ["dass_flag", "safetynet", "change", "color"],
    "2019": ["dass_flag", "safetynet", "change", "color"],
    "2022": ["dass_flag", "certifyflag", "dataerrorflag"],
}


@pytest.mark.parametrize("year", BY_YEAR)
@pytest.mark.parametrize("indicator", ["chronic", "suspension", "graduation"])
def test_the_documented_layouts_of_earlier_years_are_read(tmp_path, indicator, year):
    """2022 has status only; 2019 calls its codes `cdscode` in the suspension file."""
    kinds = ["type"] if indicator == "suspension" else []
    extra = BY_YEAR[year]
    header = [*kinds, "studentgroup", "currnumer", "currdenom", "currstatus", "statuslevel",
              *extra, "reportingyear"]  # fmt: skip
    cells = ["Y" if name == "safetynet" else "1" if name in ("change", "color") else ""
             for name in extra]  # fmt: skip
    best = {"chronic": ("2.0", "40.0"), "suspension": ("0.5", "10.0"),
            "graduation": ("96.0", "60.0")}[indicator]  # fmt: skip
    rows = [
        [*["UD"] * len(kinds), code, str(round(float(status) * 10)), "1000", status, level,
         *cells, year]
        for code, status, level in (("ALL", best[0], "5"), ("AA", best[1], "1"))
    ]  # fmt: skip
    path = write(tmp_path / "f.txt", [[*PLACE, *header], *([*CITY, *row] for row in rows)])
    if (indicator, year) == ("suspension", "2019"):
        path.write_text(path.read_text().replace("cds\t", "cdscode\t", 1))
    reading = read_file(path)
    assert (reading.report.ok, reading.report.family) == (True, f"dashboard_{indicator}")
    table = performance_table(reading.performance.to_pandas())
    assert table["status_level"].tolist() == [5, 1] and set(table["year"]) == {year}
    assert table["colour"].isna().all() == (year == "2022")
    assert table["progress_small"].isna().all() == (year == "2022")
    assert table["school_type"].notna().all() == bool(kinds)
