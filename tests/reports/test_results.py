"""The results table is whole at any moment, and no cell of it is a formula."""

import csv
import json
from dataclasses import replace

import pytest

from equitykit.reports.results import Result, read_results, write_results

ROW = Result(
    cds="01612590000000",
    district="Peña Blanca",
    workbook="brief",
    language="es",
    audience="team",
    year="2024-25",
    state="done",
    seconds=3.5,
    attempts=1,
    warnings=["one.", "two."],
    error=None,
    file="2024-25/01612590000000-pena-blanca/brief.es.team.html",
)


def cells(folder) -> dict[str, str]:
    with open(folder / "results.csv", encoding="utf-8", newline="") as lines:
        return next(csv.DictReader(lines))


def test_what_is_written_is_read_again(tmp_path):
    write_results([ROW], tmp_path)
    assert read_results(tmp_path) == [ROW]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["results.csv", "results.json"]
    assert json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))[0]["cds"] == ROW.cds


def test_the_csv_has_a_cell_for_each_key(tmp_path):
    write_results([ROW], tmp_path)
    row = cells(tmp_path)
    assert (row["cds"], row["district"], row["seconds"]) == (ROW.cds, "Peña Blanca", "3.5")
    assert (row["warnings"], row["error"]) == ("one. two.", "")


@pytest.mark.parametrize(
    "name", ["=1+1", "+A1", "-A1", "@SUM(A1)", " =1", "\uff1d1+1", "\t=1", "|x"]
)
def test_a_name_that_a_spreadsheet_would_run_gets_an_apostrophe(tmp_path, name):
    write_results([replace(ROW, district=name)], tmp_path)
    assert cells(tmp_path)["district"] == f"'{name}"


@pytest.mark.parametrize("text", [None, "", "[{", "[{}]", '{"cds": 1}', "[1]"])
def test_a_table_that_cannot_be_read_counts_as_none(tmp_path, text):
    if text is not None:
        (tmp_path / "results.json").write_text(text)
    assert read_results(tmp_path) == []
