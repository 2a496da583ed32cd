"""Published figures and the district's own count stand beside each other and never in one table."""

import pytest

from equitykit.measures.choices import DataChoice
from equitykit.storage.prepared import prepare
from equitykit.workbook.data import compared_choice
from equitykit.workbook.sample import prepared_sample, sample_readings
from equitykit.workbook.workbook import open_workbook

DEFAULTS = {
    "district": "sample", "team": "none", "year": "latest", "language": "en",
    "audience": "team", "store": "none", "data": "sample",
}  # fmt: skip
OWN = "own_chronic_absenteeism"


@pytest.fixture(scope="module")
def book():
    prepared_sample()
    return open_workbook("04_data", **DEFAULTS)


def test_each_table_is_of_one_regime(book):
    own, published = book.released_of(OWN), book.released_of("chronic_absenteeism")

    assert (own.regime, published.regime) == ("own_rows", "published")
    assert set(own.rows["measure"].str[:4]) == {"own_"}
    assert not published.rows["measure"].str.startswith("own_").any()
    assert own.certificate is not None


def test_both_kinds_can_be_chosen_and_compared(book):
    crossing = "race_ethnicity×gender"
    assert {OWN, "chronic_absenteeism"} <= {*book.choices.measures}
    choice = book.choices.fit(DataChoice(OWN, "2024-25", crossing, "everyone_else"))
    rows = compared_choice(book, choice, choice.yardstick)

    assert choice.dimension == crossing
    assert rows.regime == "own_rows"
    # 134 of 497
    assert rows.rows.loc[rows.rows["group"] == "RW×GM", "rate"].tolist() == [27.0]


def test_the_gap_that_only_the_crossing_shows_is_there_to_be_seen(book):
    rows = book.released_of(OWN).where(measure=OWN, dimension="race_ethnicity×gender").rows
    rates = rows.set_index("group")["rate"]
    all_of = book.released_of(OWN).where(measure=OWN, dimension="race_ethnicity").rows
    of_race = all_of.set_index("group")["rate"]

    # Latino and White students alike (221 of 1,064, 219 of 1,060), the boys among them far apart
    assert of_race[["RH", "RW"]].tolist() == [20.8, 20.7]
    assert rates[["RH×GM", "RW×GM"]].tolist() == [15.0, 27.0]  # 83 of 552, 134 of 497
    # the girls are hidden together with the few of neither gender, whom the rest would tell of
    states = rows.set_index("group")["visibility"]
    assert set(states[["RH×GF", "RH×GX", "RW×GF", "RW×GX"]]) == {"hidden"}
    assert rates[["RB×GF", "RB×GM"]].tolist() == [31.6, 34.5]  # 18 of 57, 19 of 55


def test_crossings_come_after_the_dimensions_and_groups_in_the_order_of_the_list(book):
    dimensions = book.choices.dimensions(OWN, "2024-25")
    groups = book.choices.groups(OWN, "2024-25", "race_ethnicity×gender")

    assert dimensions[-1] == "race_ethnicity×gender"
    assert groups[:3] == ["RB×GF", "RB×GM", "RB×GX"]


def test_a_report_and_the_brief_show_published_measures(book):
    assert not any(measure.startswith("own_") for measure in book.main_measures)
    brief = open_workbook("brief", **DEFAULTS)
    html = brief.section("brief.known")._repr_mimebundle_()["text/html"]
    assert "our own count" not in html


def test_the_sources_name_the_extract(book):
    html = book.section("data.sources")._repr_mimebundle_()["text/html"]

    assert "Chronic absenteeism, our own count" in html
    assert "students.csv" in html


def test_a_district_with_nothing_but_its_own_count_has_a_page(tmp_path):
    prepare(sample_readings()[-1:], tmp_path / "data")
    own = open_workbook("04_data", **DEFAULTS | {"data": str(tmp_path / "data")})

    assert own.released.regime == "own_rows"
    assert own.place.district == "Copper Kettle Unified"
    html = own.section("data.gaps")._repr_mimebundle_()["text/html"]
    assert "our own count" in html
