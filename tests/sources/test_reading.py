"""Real published files: what is read of them agrees with a count over the raw text.

The raw text is cut at tabs here, without the reader: a row with ``*`` is hidden, a count of 0
is a reported zero, every other row is reported, and a group without a row is absent.
"""

from collections import Counter

import pytest
from published_files import write
from real_files import reading_of

from equitykit.content.codelists import load_measures
from equitykit.content.texts import load_words
from equitykit.measures.outcomes import COLUMNS, KEY
from equitykit.measures.rates import rate_in_tenths
from equitykit.sources.reading import read_file

YEARS = {"23": "2022-23", "24": "2023-24", "25": "2024-25"}


def chronic_file(real_data, year):
    return real_data / "chronic-rebuilt" / f"chronicabsenteeism{year}.districts-27-44-rebuilt.txt"


def raw_rows(path):
    return [line.split("\t") for line in path.read_text(encoding="cp1252").splitlines()]


def counted_by_hand(rows, county):
    counts = Counter()
    for row in rows:
        if row[2] == county:
            hidden, zero = row[11:14] == ["*"] * 3, row[12] == "0"
            name = "suppressed_at_source" if hidden else "reported_zero" if zero else "reported"
            counts[name] += 1
    return counts


@pytest.mark.parametrize("county", ["27", "44"])
@pytest.mark.parametrize("year", YEARS)
def test_reported_zero_hidden_and_absent_rows_are_told_apart(real_data, year, county):
    header, *rows = raw_rows(chronic_file(real_data, year))
    outcomes = read_file(chronic_file(real_data, year)).outcomes
    outcomes = outcomes[outcomes["cds"].str.startswith(county)]
    assert outcomes["status"].value_counts().to_dict() == counted_by_hand(rows, county)
    raw_pairs = {(row[2] + row[3] + "0" * 7, row[10]) for row in rows if row[2] == county}
    assert set(zip(outcomes["cds"], outcomes["group"], strict=True)) == raw_pairs
    assert set(outcomes["period"]) == {YEARS[year]}


@pytest.mark.parametrize("year", YEARS)
def test_the_rate_of_the_counts_is_the_published_rate_on_every_reported_row(real_data, year):
    outcomes = read_file(chronic_file(real_data, year)).outcomes
    shown = outcomes[outcomes["status"].isin(["reported", "reported_zero"])]
    computed = [
        rate_in_tenths(part, whole)
        for part, whole in zip(shown["numerator"], shown["denominator"], strict=True)
    ]
    assert computed == [round(rate * 10) for rate in shown["rate"]]
    assert len(shown) > 600


def test_what_is_hidden_keeps_no_figure_anywhere(real_data):
    for path in sorted(real_data.rglob("*.txt")):
        outcomes = reading_of(path).outcomes
        hidden = outcomes[outcomes["status"].isin(["suppressed_at_source", "not_published"])]
        assert hidden[["numerator", "denominator", "rate"]].isna().all(axis=None), path.name


def rewritten(how, lines):
    header, *rows = lines
    if how == "columns turned round":
        return [line[::-1] for line in lines]
    if how == "names in snake case":
        return [[name.lower().replace(" ", "_") for name in header], *rows]
    if how == "spare columns":
        return [[*header, "", "Errata Flag (Y/N)"], *([*row, "", ""] for row in rows)]
    if how == "charter and DASS repeated":
        return [header, *(line for row in rows for line in repeated(row))]
    return lines


def repeated(row):
    """The row of all schools among the eight that the publisher writes beside it."""
    values = ("Yes", "No", "All")
    smaller = [*row[:11], "*", "*", "*"]
    return [
        row if (charter, dass) == ("All", "All") else [*smaller[:8], charter, dass, *smaller[10:]]
        for charter in values
        for dass in values
    ]


WAYS = {
    "as it is": {},
    "UTF-16 with NULs": {"encoding": "utf-16-le"},
    "UTF-8 with a mark": {"encoding": "utf-8-sig"},
    "LF": {"end": "\n"},
    "commas": {"delimiter": ","},
    "carets": {"delimiter": "^"},
    "columns turned round": {},
    "names in snake case": {},
    "spare columns": {},
    "charter and DASS repeated": {},
}


@pytest.mark.parametrize("how", WAYS)
def test_the_same_rows_written_in_another_way_give_the_same_table(real_data, tmp_path, how):
    original = chronic_file(real_data, "25")
    path = write(tmp_path / original.name, rewritten(how, raw_rows(original)), **WAYS[how])
    expected = read_file(original).outcomes.drop(columns="source")
    assert read_file(path).outcomes.drop(columns="source").equals(expected)


def test_every_real_file_is_read_or_said_to_be_what_it_is_in_one_sentence(real_data):
    words = load_words("en")
    for path in sorted(path for path in real_data.rglob("*") if path.is_file()):
        report = reading_of(path).report
        assert report.ok or len(report.problems) == 1, path.name
        if not report.ok:
            assert report.problems[0].sentence(words).count(". ") == 0, path.name


def test_the_families_that_we_read_are_read(real_data):
    families = {
        path.name: report.family
        for path in real_data.rglob("*")
        if path.is_file() and (report := reading_of(path).report).ok
    }
    assert families == {
        "ACGR_County(2017-2022).csv": "acgr",
        "absenteeism_by_reason_2021-22_monterey_extract.csv": "absenteeism_reason",
        "chronic_2021-22_monterey_extract.csv": "chronic_absenteeism",
        "chronicabsenteeism23.districts-27-44-rebuilt.txt": "chronic_absenteeism",
        "chronicabsenteeism24.districts-27-44-rebuilt.txt": "chronic_absenteeism",
        "chronicabsenteeism25.districts-27-44-rebuilt.txt": "chronic_absenteeism",
        "LocalIndPerf2018.txt": "local_indicators",
        "Pr102023.xlsx": "local_indicators",
        "Pr12024.xlsx": "local_indicators",
        "Pr92024.xlsx": "local_indicators",
        "assistancestatus18.xlsx": "assistance",
        "assistancestatus24.xlsx": "assistance",
        "ccidownload2017f.txt": "dashboard_cci",
        "ccidownload2024.monterey-rebuilt.txt": "dashboard_cci",
        "chronicdownload2024.monterey-rebuilt.txt": "dashboard_chronic",
        "eladownload2024.monterey-rebuilt.txt": "dashboard_ela",
        "elpidownload2017f.txt": "dashboard_elpi",
        "elpidownload2024.monterey-rebuilt.txt": "dashboard_elpi",
        "essaassistance24.xlsx": "essa",
        "mathdownload2024.monterey-rebuilt.txt": "dashboard_math",
        "sciencedownload2024.monterey-rebuilt.txt": "dashboard_science",
        "ev2_DorothyCamp_DataSummary-RACE.csv": "suspension",
        "graddownload2018.txt": "dashboard_graduation",
        "graddownload2024.monterey-rebuilt.txt": "dashboard_graduation",
        "suspdownload2024.monterey-rebuilt.txt": "dashboard_suspension",
        "EXP1516.xls": "expulsion",
        "caas_ca2019_all_27_csv_v1.txt": "caaspp",
        "caela.txt": "sarc",
        "cast_ca2025_1_csv_v1.txt": "caaspp",
        "chronic.txt": "sarc",
        "cupc2324-k12.xlsx": "upc",
        "district_indicators_county27.csv": "panel",
        "district_indicators_county44.csv": "panel",
        "district_indicators_county57.csv": "panel",
        "elpacpart2019.xlsx": "elpac_participation",
        "filesreclass19.txt": "reclassification",
        "frpm2021.xlsx": "frpm",
        "sat19.txt": "sat",
        "sb_ca2016entities_csv.txt": "caaspp_entities",
        "sb_ca2024entities_csv.txt": "caaspp_entities",
        "susexpsg.txt": "sarc",
    }


def test_a_file_is_known_by_its_header_and_not_by_its_name(real_data, tmp_path):
    path = tmp_path / "suspension25.csv"
    path.write_bytes(chronic_file(real_data, "25").read_bytes())
    assert read_file(path).report.family == "chronic_absenteeism"


def test_fractions_of_an_edited_copy_are_read_as_the_percent_that_their_counts_prove(real_data):
    outcomes = read_file(real_data / "suspension" / "ev2_DorothyCamp_DataSummary-RACE.csv").outcomes
    row = outcomes.query("measure == 'suspension' and period == '2017-18' and group == 'RB'").iloc[
        0
    ]
    # The copy says 0.768 under a header with [%]; 43 of 56 students is 76.8 percent.
    assert (row["numerator"], row["denominator"], row["rate"]) == (43, 56, 76.8)
    assert row["cds"] == "19101990121905"


def test_fractions_without_counts_and_a_lost_zero_are_read_in_an_edited_copy(real_data):
    reading = read_file(real_data / "acgr" / "ACGR_County(2017-2022).csv")
    rows = reading.outcomes.query(
        "cds == '01000000000000' and period == '2016-17' and group == 'GF'"
    ).set_index("measure")
    # Alameda, girls: 8,039 in the cohort; 0.885, 0.063 and 0.038 became fractions, 62.4 did not.
    assert rows["rate"].to_dict() == {
        "graduation": 88.5,
        "ag_completion": 62.4,
        "seal_of_biliteracy": 13.9,
        "dropout": 6.3,
        "still_enrolled": 3.8,
    }
    assert rows.loc["graduation", "denominator"] == 8039
    # Shares of the graduates: how many these are, the copy does not say.
    assert rows.loc["ag_completion", ["numerator", "denominator"]].isna().all()


def test_zeros_that_replaced_the_marker_in_an_edited_copy_are_not_taken_for_zeros(real_data):
    reading = read_file(real_data / "acgr" / "ACGR_County(2017-2022).csv")
    assert [(p.rule, p.rows) for p in reading.report.problems] == [("zeros_for_markers", 650)]
    assert reading.outcomes["denominator"].min() == 11


def test_before_2023_the_indicator_of_a_dashboard_file_is_told_by_its_levels(real_data):
    outcomes = read_file(real_data / "dashboard-text" / "graddownload2018.txt").outcomes
    state = outcomes[(outcomes["level"] == "state") & (outcomes["group"] == "RB")].iloc[0]
    # The file's first row: 24,516 of 34,021 African American students in the class of 2018.
    assert (state["numerator"], state["denominator"], state["rate"]) == (24516, 34021, 72.1)
    assert (state["measure"], state["period"]) == ("dashboard_graduation", "2017-18")


def test_every_table_has_the_columns_one_row_for_each_key_and_a_source(real_data):
    for path in sorted(path for path in real_data.rglob("*") if path.is_file()):
        reading = reading_of(path)
        if reading.report.ok and len(reading.outcomes):
            outcomes = reading.outcomes
            assert list(outcomes.columns) == list(COLUMNS)
            assert not outcomes.duplicated(list(KEY)).any(), path.name
            assert set(outcomes["measure"]) <= set(load_measures())
            assert outcomes["cds"].str.fullmatch(r"\d{14}").all()
            assert set(outcomes["source"]) == {f"{path.name} sha256:{reading.report.sha256[:12]}"}
