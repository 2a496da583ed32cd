"""Opening a workbook: what it shows, and how it says that it cannot be opened."""

import shutil

import pyarrow.parquet as pq
import pytest
from markupsafe import escape
from nbformat.v4 import new_code_cell, new_notebook, new_output
from published_files import chronic, write

from equitykit.errors import EquitykitError
from equitykit.reports.page import page_of
from equitykit.sources.reading import read_file
from equitykit.storage.prepared import prepare
from equitykit.workbook.sample import prepared_sample, sample_files
from equitykit.workbook.workbook import open_workbook

DEFAULTS = {
    "district": "sample",
    "team": "none",
    "year": "latest",
    "language": "en",
    "audience": "team",
    "store": "none",
    "data": "sample",
}


def opened(name="04_data", **changed):
    return open_workbook(name, **(DEFAULTS | changed))


def head(book) -> str:
    return book._repr_mimebundle_()["text/html"]


def shown(book, section) -> str:
    return book.section(section)._repr_mimebundle_()["text/html"]


@pytest.fixture
def served(monkeypatch):
    monkeypatch.setenv("EQUITYKIT_LIVE", "1")
    monkeypatch.delenv("QUERY_STRING", raising=False)


def test_the_head_names_district_county_code_year_and_floor():
    html = head(opened())

    assert "Copper Kettle Unified · Invented County · code 99 60041" in html
    assert "2024-25" in html
    assert "fewer than 11 students" in html
    assert "Invented data" in html


def test_beside_an_invented_district_a_real_one_is_not_called_invented(tmp_path):
    real = write(tmp_path / "chronic25.txt", chronic("group | counted\nTA | 100"))
    files = [real, next(path for path in sample_files() if path.name.startswith("chronic"))]
    prepare([read_file(path) for path in files], tmp_path / "data")

    data = str(tmp_path / "data")
    assert "Invented data" not in head(opened(data=data, district="27661420000000"))
    assert "Invented data" in head(opened(data=data, district="99600410000000"))
    # the home page lists both
    assert "Invented data" not in head(opened("00_home", data=data))
    assert "Invented data" in head(opened("00_home"))


def test_in_spanish_the_head_is_spanish():
    assert "¿Qué muestran nuestras cifras" in head(opened(language="es"))


@pytest.mark.parametrize(
    ("changed", "part"),
    [
        # one digit off the sample's own district: the near one is offered by name
        ({"district": "99600420000000"}, "Copper Kettle Unified (99600410000000)"),
        ({"year": "2019-20"}, "2024-25, 2023-24, and 2022-23"),
        # 13 digits: a county below 10 has lost its zero
        ({"district": 9960041000000}, "-r district 09960041000000"),
        ({"language": "fr"}, "en, es"),
    ],
)
def test_what_cannot_be_opened_raises_one_sentence(changed, part):
    with pytest.raises(EquitykitError) as caught:
        opened(**changed)

    assert part in str(caught.value)
    assert caught.value._render_traceback_() == [str(caught.value)]


def test_the_sentence_is_in_the_readers_language():
    with pytest.raises(EquitykitError, match="No hay ningún distrito"):
        opened(district="99000010000000", language="es")


def test_a_served_page_shows_the_sentence_once_and_the_way_home(served):
    book = opened(district="99000010000000")

    assert "There is no district with the code 99000010000000" in head(book)
    assert 'href="00_home.ipynb"' in head(book)
    assert shown(book, "data.gaps") == ""


def test_a_served_page_takes_data_from_the_server_and_the_rest_from_its_address(
    served, monkeypatch, tmp_path
):
    prepare([read_file(sample_files()[-1])], tmp_path / "data")
    monkeypatch.setenv("EQUITYKIT_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("QUERY_STRING", "district=9960017&language=es")

    book = opened()

    assert book.place.district == "Tiny Acorn Elementary"
    assert book.parameters.language == "es"
    assert book.choices.measures[0] == "suspension"


@pytest.mark.parametrize("life", ["served", "rendered"])
def test_a_district_with_nothing_but_totals_says_that_there_is_nothing_to_compare(
    tmp_path, monkeypatch, life
):
    if life == "served":
        monkeypatch.setenv("EQUITYKIT_LIVE", "1")
    (chronic,) = [path for path in sample_files() if path.name == "chronicabsenteeism25.txt"]
    text = chronic.read_text(encoding="cp1252")
    lines = text.splitlines(keepends=True)
    totals = [line for line in lines[1:] if "\t60041\t" in line and "\tTA\t" in line]
    (tmp_path / "totals.txt").write_text(
        "".join([lines[0], *totals]), encoding="cp1252", newline=""
    )
    prepare([read_file(tmp_path / "totals.txt")], tmp_path / "data")

    book = opened(data=str(tmp_path / "data"), district="9960041")
    brief = opened("brief", data=str(tmp_path / "data"), district="9960041")

    for section in ("data.gaps", "data.yardsticks", "data.trend"):
        assert "nothing to compare" in shown(book, section)
    assert "Chronic absenteeism" in shown(book, "data.sources")
    assert "20.8%" in shown(brief, "brief.known")
    assert "No group that is large enough" in shown(brief, "brief.gaps")


def test_an_unknown_section_is_a_sentence_that_lists_them():
    with pytest.raises(EquitykitError, match="data.gaps"):
        opened().section("data.gap")


def test_settings_beside_the_data_folder_hold(tmp_path):
    chronic = [path for path in sample_files() if path.name.startswith("chronicabsenteeism")]
    prepare([read_file(path) for path in chronic], tmp_path / "data")
    (tmp_path / "settings.toml").write_text(
        'minimum_n = 25\n[terms]\n"groups.RB.name" = {en = "Black students"}\n', encoding="utf-8"
    )

    book = opened(data=str(tmp_path / "data"), district="9960041")

    assert "fewer than 25 students" in head(book)
    assert "Black students" in shown(book, "data.small_groups") + shown(book, "data.gaps")
    # American Indian students are 24 in the sample: below this floor
    row = book.released.where(measure="chronic_absenteeism", period="2024-25", group="RI").rows
    assert row["visibility"].tolist() == ["hidden"]


def test_an_empty_folder_has_a_home_page_that_says_what_to_do_first(served, tmp_path):
    book = opened("00_home", data=str(tmp_path))

    assert "equitykit demo" in shown(book, "home.choose")
    assert shown(book, "home.figures") == ""
    assert "There are no prepared data yet" in head(opened("brief", data=str(tmp_path)))


def test_a_report_has_no_widget_and_a_person_gets_one(served, monkeypatch):
    live, _ = opened().section("data.gaps")._repr_mimebundle_()
    monkeypatch.delenv("EQUITYKIT_LIVE")
    still = opened().section("data.choose")._repr_mimebundle_()

    assert "application/vnd.jupyter.widget-view+json" in live
    assert list(still) == ["text/html"]


def test_an_audience_sees_its_columns_and_the_same_figures():
    team = shown(opened(district="9960017"), "data.gaps")
    families = shown(opened(district="9960017", audience="families"), "data.gaps")

    assert "Ratio" in team
    assert "Ratio" not in families
    assert "Students to match it" in families


def test_the_sample_is_prepared_once_and_kept():
    assert prepared_sample() == prepared_sample()
    assert (prepared_sample() / "manifest.json").is_file()


@pytest.fixture
def damaged(tmp_path):
    """Prepare a folder whose file of that name is what `change` makes of it."""
    folder = tmp_path / "data"
    shutil.copytree(prepared_sample(), folder)

    def damage(name: str, change) -> str:
        for path in folder.rglob(name):
            path.chmod(0o644)
            change(path)
        return str(folder)

    return damage


def cut(path):
    """End a file in its middle."""
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def without_levels(path):
    """A file of the right kind in which a column is missing."""
    pq.write_table(pq.read_table(path).drop_columns(["status_level"]), path)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    ("change", "id"), [(cut, "data_folder_damaged"), (without_levels, "live.failed.section")]
)
def test_a_section_that_cannot_be_drawn_says_so_in_its_place_and_the_others_stand(
    damaged, language, change, id, caplog
):
    folder = damaged("performance=*.parquet", change)
    book = opened(data=folder, language=language)
    own = id.startswith("live")
    sentence = book.words(id) if own else book.words(f"errors.{id}.text", folder="data")

    html = shown(book, "data.assistance")
    assert html.count(str(escape(sentence))) == 1
    assert str(escape(book.words("data.assistance.title"))) in html
    assert "SectionOfPage" not in html and folder not in html
    assert "section data.assistance is not shown" in caplog.text
    for other in ("data.gaps", "data.reading", "data.sources"):
        assert "data-not-shown" not in shown(book, other), other


def test_prepared_data_that_end_in_their_middle_are_named_when_the_page_is_opened(damaged):
    with pytest.raises(EquitykitError) as raised:
        opened(data=damaged("county=*.parquet", cut))
    assert raised.value.id == "data_folder_damaged"


def test_a_page_with_a_section_that_cannot_be_drawn_stands_in_a_batch_and_is_reported(damaged):
    book = opened(data=damaged("performance=*.parquet", cut))
    cells = []
    for id in ("data.assistance", "data.sources"):
        output = new_output("display_data", {"text/html": shown(book, id)})
        cells.append(new_code_cell(outputs=[output]))

    made = page_of(new_notebook(cells=cells), title="Data", words=book.words, invented=False)

    assert made.warnings == [("not_shown", 1)]
    assert book.words("data.sources.title") in made.html
