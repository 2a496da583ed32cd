"""What a file is, told from its header.

The headers are those of published files, shortened to the columns that tell them apart.
"""

import pytest

from equitykit.content.codelists import load_measures
from equitykit.content.texts import load_texts, load_words
from equitykit.sources.family_layouts import load_family_layouts
from equitykit.sources.recognition import load_layouts, recognise

PLACE = ["AcademicYear", "AggregateLevel", "CountyCode", "DistrictCode", "SchoolCode"]
BOARD = ["cds", "rtype", "studentgroup", "reportingyear"]
CURRENT = ["currnumer", "currdenom", "currstatus"]
TESTED = ["County Code", "District Code", "School Code", "Test Year"]


@pytest.mark.parametrize(
    ("header", "kind", "name"),
    [
        ([*PLACE, "ReportingCategory", "ChronicAbsenteeismRate"], "dataquest", "chronic_absenteeism"),
        ([*PLACE, "ReportingCategory", "CumulativeEnrollment", "Suspension Rate [%] (Total)"],
         "dataquest", "suspension"),
        ([*PLACE, "Reporting Category", "Cumulative Enrollment", "Expulsion Rate"],
         "dataquest", "expulsion"),
        ([*PLACE, "ReportingCategory", "CohortStudents", "Dropout (Rate)"], "dataquest", "acgr"),
        ([*PLACE, "ReportingCategory", "Average Days Absent"], "dataquest", "absenteeism_reason"),
        ([*BOARD, *CURRENT, "statuslevel"], "dashboard", "dashboard"),
        (["CDSCode", "RType", "StudentGroup", "ReportingYear", *CURRENT], "dashboard", "dashboard"),
        ([*PLACE, "ReportingCategory", "CompleterType"], "college_going", "college_going"),
        ([*PLACE, "Charter", "ReportingCategory", "TOTAL_ENR", "GR_TK"],
         "census_enrollment", "census_enrollment"),
        ([*PLACE, "ReportingCategory", "CumulativeEnrollment"],
         "cumulative_enrollment", "cumulative_enrollment"),
        ([*PLACE, "ReportingCategory", "Stability Rate (percent)"], "stability", "stability"),
        (["CDS", "Rtype", "NumTstTakr12", "NumERWBenchmark12", "year"], "sat", "sat"),
        ([*BOARD, *CURRENT, "currprogressed"], "dashboard", "dashboard_elpi"),
        ([*BOARD, "currdenom", "currstatus", "hscutpoints"], "dashboard", "dashboard_academic"),
        ([*BOARD, "currdenom", "currstatus", "curr_prep"], "dashboard", "dashboard_cci"),
        ([*BOARD, "currdenom", "currstatus", "caa_denom"], "dashboard", "dashboard_academic"),
        ([*BOARD, "totalenrollment", "subgrouptotal", "rate"], "dashboard_census",
         "dashboard_census"),
        (["CDS", "LEAname", "AApriorities", "WHpriorities"], "assistance", "assistance"),
        (["cds", "districtname", "AA_PRIORITIES", "WH_PRIORITIES"], "assistance", "assistance"),
        (["cds", "schoolname", "TitleI2223", "DASS", "AA", "WH"], "essa", "essa"),
        (["CDS", "LocalIndicator", "Performance"], "local_indicators", "local_indicators"),
        ([*TESTED, "Test ID", "Student Group ID", "Grade"], "caaspp", "caaspp"),
        ([*TESTED, "Test Id", "Subgroup ID", "Grade"], "caaspp", "caaspp"),
        ([*TESTED, "Type ID", "Filler", "Zip Code"], "caaspp_entities", "caaspp_entities"),
        (["SARCYear", "C", "D", "S"], None, "sarc"),
        (["date", "amount"], None, None),
    ],
)  # fmt: skip
def test_a_header_tells_what_a_file_is(header, kind, name):
    found = recognise([header, ["x"] * len(header)])
    assert (found.kind, found.name) == (kind, name)


def test_the_header_may_stand_below_title_lines():
    header = [*PLACE, "ReportingCategory", "ChronicAbsenteeismRate"]
    assert recognise([["Title"], [], ["", ""], header]).header_row == 3


def test_columns_that_are_needed_and_missing_are_named():
    header = ["AcademicYear", "AggregateLevel", "CountyCode", "ReportingCategory",
              "ChronicAbsenteeismRate"]  # fmt: skip
    assert recognise([header]).missing == ("District Code", "School Code")


def test_every_kind_of_file_has_a_name_in_words():
    layouts = load_layouts()
    names = {entry["name"] for entry in layouts["not_read"]}
    names |= set(layouts["dataquest"]["families"]) | set(
        layouts["dashboard"]["indicators"].values()
    )
    assert {name for name in names if f"sources.kind_{name}.name" not in load_texts()} == set()


def test_each_kind_of_file_that_is_prepared_has_a_name_in_both_languages():
    layouts = load_layouts()
    families = {each.family for each in load_measures().values()} | {*layouts["answers"]}
    families |= {each["family"] for each in load_family_layouts().values()}
    assert {"panel", "extract", "upc", "assistance"} <= families
    for language in ("en", "es"):
        words = load_words(language)
        assert all(words(f"families.{family}.name") for family in families)
