"""Each group of the files is named on the page of its district, hidden or not."""

import pytest
from page_tables import tables_of

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
    words = load_words(language)
    rows = read_slice(prepared_sample(), cds)
    rows = rows[(rows["level"] == "district") & rows["dimension"].isin(DIMENSIONS)]
    rows = rows[rows["measure"].isin(book.main_measures)]
    latest = rows[rows["period"] == rows.groupby("measure")["period"].transform("max")]

    tables = tables_of(str(book.section("data.gaps").html()))

    care = f"({words('charts.visibility.read_with_care')})"
    wanted = {}
    for (measure, period, dimension), its in latest.groupby(["measure", "period", "dimension"]):
        caption = words(
            "tables.gap_caption.text",
            measure=words(f"measures.{measure}.name"),
            place=book.place.district,
            period=period,
            dimension=words(f"dimensions.{dimension}.name"),
        )
        wanted[caption] = sorted(words(f"groups.{code}.name") for code in its["group"])
    assert len(wanted) >= 2 * len(DIMENSIONS)
    found = {
        caption: sorted(line[0].removesuffix(care).strip() for line in lines[1:])
        for caption, lines in tables.items()
    }
    assert found == wanted


def test_a_hidden_group_says_so_and_has_a_route():
    book = open_workbook("04_data", district="sample", language="en", **PARAMETERS)

    page = book.section("data.small_groups").html()

    line = next(row for row in page.split("<tr>") if "Native Hawaiian or Pacific Islander" in row)
    assert "ask people" in line
