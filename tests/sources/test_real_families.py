"""Real files of other layouts, row by row against their raw cells.

SARC, pupil count, meals, reclassification, SAT, participation in ELPAC, science tests, expulsion,
and a panel of indicators. What each cell must become is worked out here, from the rules of the
publishers: ``*`` and ``--`` are small groups, ``NT`` and blank are no result, 0 is 0.
"""

from collections import Counter

import pytest
from real_files import figures_of, raw_old_sheet, raw_rows, raw_sheet, reading_of

from equitykit.content.texts import load_words
from equitykit.measures.privacy import release
from equitykit.sources.wide_files import least_students

HIDDEN = ("suppressed_at_source", None, None, None)
NOTHING = ("not_published", None, None, None)
LEVELS = {"X": "state", "C": "county", "D": "district", "S": "school"}


def shown(numerator, denominator, rate):
    """A figure that is published, as numbers."""
    counted = numerator if numerator is not None else rate
    zero = float(counted) == 0
    return (
        "reported_zero" if zero else "reported",
        None if numerator is None else int(numerator),
        None if denominator is None else int(denominator),
        None if rate is None else round(float(rate), 3),
    )


# State tests

CAST_GRADES = {"5": "GR05", "8": "GR08", "10": "GR10", "11": "GR11", "12": "GR12", "13": "TA",
               "14": "GRHS"}  # fmt: skip


def level_of(county, district, school):
    zeros = [not part.strip("0") for part in (county, district, school)]
    return "state" if zeros[0] else "county" if zeros[1] else "district" if zeros[2] else "school"


def place(row):
    parts = row["County Code"], row["District Code"], row["School Code"]
    return level_of(*parts), "".join(parts)


def test_every_science_result_of_2025_is_its_row(real_data):
    path = real_data / "caaspp" / "cast_ca2025_1_csv_v1.txt"
    expected = {}
    for row in raw_rows(path, "^"):
        if row["Grade"] == "99":
            continue
        met = row["Percentage Standard Met and Above"]
        if "*" in (met, row["Total Students Tested with Scores"]):
            figure = HIDDEN
        elif met == "":
            figure = NOTHING  # nobody was tested
        else:
            figure = shown(row["Count Standard Met and Above"], row["Overall Total"], met)
        expected[(*place(row), CAST_GRADES[row["Grade"]])] = figure

    reading = reading_of(path)
    report = reading.report
    assert figures_of(reading, "cast") == expected
    assert (report.family, report.periods, report.rows_read) == ("caaspp", ("2024-25",), 2403)
    # once-tested high school cohorts (grade 99) are told of, and nothing else is left out
    assert [(p.rule, p.rows) for p in report.problems] == [("tests_left_out", 241)]
    assert report.rows_refused == 0


def test_districts_of_state_tests_leave_out_charter_schools_that_are_funded_directly(real_data):
    path = real_data / "caaspp" / "cast_ca2025_1_csv_v1.txt"
    coverage = reading_of(path).outcomes.groupby("level")["coverage"].unique().map(list).to_dict()
    assert coverage == {
        "state": ["all_schools"], "county": ["all_schools"],
        "district": ["without_direct_charter"], "school": ["all_schools"],
    }  # fmt: skip


ALTERNATE_GROUPS = {
    "1": "TA", "3": "GM", "4": "GF", "7": "IFEP", "8": "RFEP", "28": "SM", "31": "SS", "50": "AF",
    "52": "SH", "74": "RB", "75": "RI", "76": "RA", "77": "RF", "78": "RH", "79": "RP",
    "80": "RW", "90": "PENG", "91": "PEHS", "92": "PESC", "93": "PECG", "94": "PEPG",
    "121": "PEDS", "128": "SD", "144": "RT", "160": "SE", "170": "EVEL", "180": "EO",
}  # fmt: skip


def test_every_alternate_science_result_of_2019_is_its_row(real_data):
    path = real_data / "caaspp" / "caas_ca2019_all_27_csv_v1.txt"
    expected = {}
    for row in raw_rows(path, ","):
        group, grade = row["Subgroup ID"], row["Grade"]
        if grade == "13" and group in ALTERNATE_GROUPS:
            code = ALTERNATE_GROUPS[group]
        elif grade != "13" and group == "1":
            code = CAST_GRADES[grade]
        else:
            continue
        rate = row["Percentage in Preliminary Indicator Category 3"]
        tested = row["Total Number of Students with Valid Scores"]
        figure = HIDDEN if rate == "*" else shown(None, tested, rate)
        expected[(*place(row), code)] = figure

    assert figures_of(reading_of(path), "caa_science") == expected
    county = expected[("county", "27000000000000", "TA")]
    assert county == ("reported", None, 137, 10.22)


def test_lists_of_names_are_read_and_lists_of_codes_said_to_be_unneeded(real_data):
    words = load_words("en")
    for year, rows in (("2016", 11071), ("2024", 11321)):
        reading = reading_of(real_data / "caaspp" / f"sb_ca{year}entities_csv.txt")
        assert (reading.report.ok, reading.report.rows_read) == (True, rows)
        assert reading.names.num_rows == rows
        assert reading.table.num_rows == 0
    for name in ("Tests.txt", "Subgroups.txt", "StudentGroups_2025.txt"):
        problem = reading_of(real_data / "caaspp" / name).report.problems[0]
        assert "not needed" in problem.sentence(words)


# School report cards

SARC_GROUPS = {
    "ALL": "TA", "GF": "GF", "GM": "GM", "GX": "GX", "AI": "RI", "AS": "RA", "AA": "RB",
    "FI": "RF", "HI": "RH", "PI": "RP", "MR": "RT", "WH": "RW", "EL": "SE", "FY": "SF",
    "HOM": "SH", "SED": "SS", "MIG": "SM", "SWD": "SD",
}  # fmt: skip
TEST_GROUPS = {
    "S": "TA", "F": "GF", "M": "GM", "AI": "RI", "AS": "RA", "AA": "RB", "FI": "RF", "HI": "RH",
    "PI": "RP", "MR": "RT", "WH": "RW", "LEP": "SE", "FY": "SF", "H": "SH", "MIL": "AF",
    "SD": "SS", "MIG": "SM", "DI": "SD",
}  # fmt: skip


def school(row):
    return "school", row["C"] + row["D"] + row["S"]


def test_every_chronic_absence_of_school_report_cards_is_its_cell(real_data):
    path = real_data / "sarc-2020-21" / "chronic.txt"
    expected = {
        (*school(row), code): shown(row[f"C{word}"], row[f"EE{word}"], row[f"R{word}"])
        for row in raw_rows(path, ",")
        for word, code in SARC_GROUPS.items()
        if word != "GX"
    }
    reading = reading_of(path)
    assert figures_of(reading) == expected
    assert len(expected) == 675 * 17
    assert reading.report.problems == ()


def test_the_smallest_groups_of_that_file_are_not_shown(real_data):
    outcomes = reading_of(real_data / "sarc-2020-21" / "chronic.txt").outcomes
    some = outcomes[outcomes["cds"].isin(sorted(set(outcomes["cds"]))[:40])]
    assert (some["denominator"].between(1, 10)).sum() > 100
    released = release(some).rows
    assert not released["denominator"].between(1, 10).any()
    small = released["visibility"] == "hidden"
    assert released.loc[small, ["numerator", "denominator", "rate"]].isna().all(axis=None)


def test_every_result_in_english_of_school_report_cards_is_its_cell(real_data):
    path = real_data / "sarc-2020-21" / "caela.txt"
    expected = {}
    for row in raw_rows(path, ","):
        for word, code in TEST_GROUPS.items():
            enrolled, tested = row[f"ETE{word}"], row[f"ENT{word}"]
            met = row[f"EMME{word}"] if word in "FM" else row[f"EME{word}"]
            if "--" in (tested, met):
                figure = HIDDEN
            elif met == "NT" or (tested == "0" and enrolled != "0"):
                figure = NOTHING
            else:
                figure = shown(None, tested, met)
            expected[(*school(row), code)] = figure
    assert figures_of(reading_of(path)) == expected
    assert {figure[0] for figure in expected.values()} == {
        "reported", "reported_zero", "suppressed_at_source", "not_published",
    }  # fmt: skip


def test_rates_without_numbers_of_students_are_read_only_where_no_small_group_can_have_them(
    real_data,
):
    path = real_data / "sarc-2020-21" / "susexpsg.txt"
    shares = {round(100 * k / n, 2) for n in range(1, 11) for k in range(n + 1)}
    found = figures_of(reading_of(path), "sarc_suspension")
    for row in raw_rows(path, ","):
        for word, code in SARC_GROUPS.items():
            rate, figure = float(row[f"SR{word}"]), found[(*school(row), code)]
            if code == "TA":
                assert figure == shown(None, None, rate)
            else:
                small = any(abs(rate - share) <= 0.01 for share in shares)
                assert figure == (NOTHING if small else ("reported", None, None, rate))
    rules = [(p.rule, p.rows) for p in reading_of(path).report.problems]
    assert rules == [("sizes_unknown", 675)]


@pytest.mark.parametrize(
    # 1 of 28 is 3.571 percent, 1 of 2 is 50, 2 of 11 is 18.18, 1 of 10 is 10
    ("percent", "students"), [(3.57, 28), (50, 2), (18.18, 11), (10, 10), (100, 1), (0, 1)],
)  # fmt: skip
def test_the_least_number_of_students_that_a_rate_needs(percent, students):
    assert least_students(round(1000 * percent)) == students


# Counts and shares of one date

UPC = {
    "TA": "Total Enrollment", "UP": "CALPADS Unduplicated Pupil Count (UPC)",
    "FR": "Unduplicated FRPM Eligible Count", "SE": "English Learner (EL)", "SF": "Foster",
    "SH": "Homeless", "SM": "Migrant Program",
}  # fmt: skip


def code_of(row):
    return row["County Code"] + row["District Code"] + row["School Code"]


def test_every_pupil_count_of_districts_and_schools_is_its_cell(real_data):
    path = real_data / "upc" / "cupc2324-k12.xlsx"
    districts = [row for row in raw_sheet(path, 0) if row["School Name"] == "N/A"]
    rows = [("district", row) for row in districts]
    rows += [("school", row) for row in raw_sheet(path, 1)]
    expected = {
        (level, code_of(row), group): shown(None, row[name], row[name])
        for level, row in rows
        for group, name in UPC.items()
    }
    reading = reading_of(path)
    assert figures_of(reading) == expected
    # charter schools stand in both sheets
    assert reading.report.rows_repeated == 1265
    assert reading.report.places == {"state": 0, "county": 0, "district": 995, "school": 10577}
    of_districts = reading.outcomes[reading.outcomes["level"] == "district"]
    assert set(of_districts["coverage"]) == {"without_charter"}


def test_small_pupil_counts_that_the_publisher_shows_are_hidden_by_us(real_data):
    outcomes = reading_of(real_data / "upc" / "cupc2324-k12.xlsx").outcomes
    some = outcomes[outcomes["cds"].str.startswith("2766142")]
    assert some["rate"].between(1, 10).any()
    released = release(some).rows
    assert not released["rate"].between(1, 10).any()


def test_every_share_of_meals_is_the_percent_of_its_fraction(real_data):
    path = real_data / "frpm" / "frpm2021.xlsx"
    expected = {
        ("school", code_of(row), "TA"): shown(
            row["FRPM Count (K-12)"],
            row["Enrollment (K-12)"],
            100 * row["Percent (%) Eligible FRPM (K-12)"],
        )
        for row in raw_sheet(path, 1, header_row=2)
    }
    found = figures_of(reading_of(path))
    assert {key: figure[:3] for key, figure in found.items()} == {
        key: figure[:3] for key, figure in expected.items()
    }
    # fractions are held in thousandths, so that percent have one decimal
    assert all(abs(found[key][3] - expected[key][3]) < 0.0501 for key in expected)


def test_every_count_of_reclassified_students_is_its_cell(real_data):
    path = real_data / "reclass" / "filesreclass19.txt"
    expected = {
        ("school", row["CDS"], "SE"): shown(None, row["EL"], row["Reclass"])
        for row in raw_rows(path, "\t", "utf-8")
    }
    reading = reading_of(path)
    assert figures_of(reading) == expected
    # the year stands in the name of the file alone
    assert reading.report.periods == ("2018-19",)
    assert [p.rule for p in reading.report.problems] == ["year_from_name"]


SAT = {
    "sat_tested": ("NumTstTakr{}", "Enroll{}", None),
    "sat_erw": ("NumERWBenchmark{}", "NumTstTakr{}", "PctERWBenchmark{}"),
    "sat_math": ("NumMathBenchmark{}", "NumTstTakr{}", "PctMathBenchmark{}"),
    "sat_both": ("TotNumBothBenchmark{}", "NumTstTakr{}", "PctBothBenchmark{}"),
}


@pytest.mark.parametrize("measure", SAT)
def test_every_sat_figure_is_its_cell(real_data, measure):
    path, expected, more_than_all = real_data / "sat-ap" / "sat19.txt", {}, 0
    for row in raw_rows(path, "\t"):
        for grade in ("11", "12"):
            part, whole, rate = (n and row[n.format(grade)] for n in SAT[measure])
            key = (LEVELS[row["Rtype"]], row["CDS"], f"GR{grade}")
            if "*" in (part, whole):
                expected[key] = HIDDEN
            elif "N/A" in (part, whole) or whole == "0" and part == "0":
                expected[key] = NOTHING
            elif int(part) > int(whole):
                more_than_all += 1  # more tested than enrolled: refused, and said
            else:
                expected[key] = shown(part, whole, rate)
    reading = reading_of(path)
    assert figures_of(reading, measure) == expected
    if measure == "sat_tested":
        told = [p for p in reading.report.problems if p.rule == "numerator_above_denominator"]
        assert sum(p.rows for p in told) == more_than_all > 0


def test_every_participation_in_elpac_is_its_row(real_data):
    path = real_data / "elpac" / "elpacpart2019.xlsx"
    expected = {
        (LEVELS[row["rtype"]], row["cds"], "SE"): HIDDEN
        if row["prate"] == "*"
        else shown(row["tested"], row["enrolled"], row["prate"])
        for row in raw_sheet(path, 0)
    }
    reading = reading_of(path)
    assert figures_of(reading) == expected
    assert (reading.report.periods, reading.report.problems) == (("2018-19",), ())


def test_an_old_workbook_is_read_and_said_to_be_cut_off(real_data):
    path = real_data / "expulsion" / "EXP1516.xls"
    expected, levels = {}, {"T": "state", "C": "county", "D1": "district"}
    for row in raw_old_sheet(path):
        county, district = (row[f"{name} Code"] for name in ("County", "District"))
        code = f"{int(county or 0):02d}{int(district or 0):05d}0000000"
        counts = row["Unduplicated Total Expulsion"], row["Cumulative Enrollment"]
        figure = HIDDEN if "*" in counts else shown(*counts, row["Expulsion Rate"])
        expected[(levels[row["Aggregate Level"]], code, row["Reporting Category"])] = figure
    reading = reading_of(path)
    assert figures_of(reading) == expected
    assert len(expected) == reading.report.rows_read == 16_383
    assert [(p.rule, p.row, p.refused) for p in reading.report.problems] == [
        ("sheet_full", 16_384, False)
    ]


# A panel that someone has put together

PANEL = {
    "chronic_absenteeism_rate": "chronic_absenteeism", "suspension_rate": "suspension",
    "four_year_graduation_rate": "graduation", "four_year_dropout_rate": "dropout",
    "a_g_completion_rate": "ag_completion", "college_going_rate_12_month": "college_going",
    "ela_distance_from_standard": "dashboard_ela", "math_distance_from_standard": "dashboard_math",
    "college_career_prepared_rate": "dashboard_cci",
}  # fmt: skip


@pytest.mark.parametrize("county", ["27", "44", "57"])
def test_a_panel_of_indicators_is_read_row_by_row(real_data, county):
    path = real_data / "district-panel" / f"district_indicators_county{county}.csv"
    reading = reading_of(path)
    rows = raw_rows(path, ",", "utf-8")
    assert len(reading.outcomes) == reading.report.rows_read == len(rows)
    by_measure = Counter(reading.outcomes["measure"])
    assert by_measure == Counter(PANEL[row["metric"]] for row in rows)
    outcomes = reading.outcomes.set_index(["measure", "period", "cds", "group"])
    for row in rows:
        if not row["cde_reporting_category"]:
            continue
        found = outcomes.loc[
            (PANEL[row["metric"]], row["school_year"], row["cds"], row["cde_reporting_category"])
        ]
        if row["status"] in ("suppressed", "not-available"):
            hidden = row["status"] == "suppressed"
            assert found["status"] == ("suppressed_at_source" if hidden else "not_published")
            assert found[["numerator", "denominator", "rate"]].isna().all()
        else:
            assert found["rate"] == float(row["value"])
            assert found["denominator"] == int(row["denominator"])


def test_a_panel_and_the_rows_of_dataquest_that_it_was_made_of_say_the_same(real_data):
    panel = reading_of(real_data / "district-panel" / "district_indicators_county27.csv").outcomes
    path = real_data / "chronic-rebuilt" / "chronicabsenteeism24.districts-27-44-rebuilt.txt"
    key = ["measure", "period", "level", "cds", "dimension", "group", "coverage"]
    both = panel.merge(reading_of(path).outcomes, on=key, suffixes=("", "_official"))
    assert len(both) > 500
    for name in ("status", "numerator", "denominator", "rate"):
        same = both[name].eq(both[f"{name}_official"]) | both[name].isna()
        assert same.all(), name
