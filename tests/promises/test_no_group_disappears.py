"""Each group of the files is named on the page of its district, hidden or not."""

import pytest

from equitykit.content.texts import load_words
from equitykit.storage.prepared import list_places, read_slice
from equitykit.workbook.sample import prepared_sample
from equitykit.workbook.workbook import open_workbook

PARAMETERS = {"team": "none", "year": "latest", "audience": "team", "store": "none"}
PARAMETERS |= {"data": "sample"}
DIMENSIONS = ["race_ethnicity", "program", "gender"]
# some districts in one language, some in the other; the long run has all in both
PAGES = [
    pytest.param(cds, language, marks=[] if number % 3 == turn else pytest.mark.slow)
    for number, cds in enumerate(list_places(prepared_sample())["cds"])
    for turn, language in enumerate(("en", "es"))
]


@pytest.mark.parametrize(("cds", "language"), PAGES)
def test_every_group_of_the_main_measures_has_its_line(cds, language):
    book = open_workbook("04_data", district=cds, language=language, **PARAMETERS)
    rows = read_slice(prepared_sample(), cds)
    rows = rows[(rows["level"] == "district") & rows["dimension"].isin(DIMENSIONS)]
    rows = rows[rows["measure"].isin(book.main_measures)]
    latest = rows[rows["period"] == rows.groupby("measure")["period"].transform("max")]

    page = book.section("data.gaps").html()

    words = load_words(language)
    assert {"TA", "RH", "SE", "GF"} <= {"TA", *latest["group"]}
    for code in latest["group"].unique():
        assert words(f"groups.{code}.name") in page


def test_a_hidden_group_says_so_and_has_a_route():
    book = open_workbook("04_data", district="sample", language="en", **PARAMETERS)

    page = book.section("data.small_groups").html()

    line = next(row for row in page.split("<tr>") if "Native Hawaiian or Pacific Islander" in row)
    assert "ask people" in line
