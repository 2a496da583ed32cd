"""A batch runs our notebooks by name and a user's own by path, if they take a district."""

import pytest
from rendering import notebook

from equitykit.errors import EquitykitError
from equitykit.reports.notebooks import find_notebooks


@pytest.fixture
def ours(tmp_path):
    for name in ("brief", "04_data"):
        notebook(tmp_path / "ours" / f"{name}.ipynb", "1 + 1")
    return tmp_path / "ours"


def test_names_and_paths_each_once(ours, tmp_path):
    mine = notebook(tmp_path / "My Notes é.ipynb", "1", parameters="district: str = 'x'\nn = 1")
    found = find_notebooks(f"brief, 04_data,brief,{mine}", ours=ours)
    assert [each.name for each in found] == ["brief", "04_data", "my-notes-e"]
    assert (found[2].parameters, found[2].cells) == (("district", "n"), 2)


@pytest.mark.parametrize(
    ("asked", "id"),
    [
        ("breif", "batch_workbook_unknown"),
        ("../secret", "batch_workbook_unknown"),
        (",", "batch_workbook_unknown"),
        ("./not-there.ipynb", "batch_notebook_missing"),
    ],
)
def test_what_is_not_there_is_refused(ours, asked, id):
    with pytest.raises(EquitykitError) as caught:
        find_notebooks(asked, ours=ours)
    assert caught.value.id == id


@pytest.mark.parametrize(
    ("parameters", "id"),
    [("year = 'latest'", "without_district"), ("district = (", "unreadable")],
)
def test_a_notebook_that_would_give_every_district_the_same_page_is_refused(
    ours, tmp_path, parameters, id
):
    mine = notebook(tmp_path / "mine.ipynb", "1", parameters=parameters)
    with pytest.raises(EquitykitError) as caught:
        find_notebooks(str(mine), ours=ours)
    assert caught.value.id == f"batch_notebook_{id}"


def test_a_file_that_is_no_notebook_is_refused(ours, tmp_path):
    (tmp_path / "mine.ipynb").write_text("year,rate\n")
    with pytest.raises(EquitykitError, match="batch_notebook_unreadable"):
        find_notebooks(str(tmp_path / "mine.ipynb"), ours=ours)
