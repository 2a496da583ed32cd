"""The section on extracts: asked once in front of a person, told in a report."""

from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from student_files import AERIES, NAMES, written

from equitykit.sources.column_mapping import read_mapping
from equitykit.storage.prepared import list_extracts, prepare, read_slice
from equitykit.widgets.mapping_form import MappingForm
from equitykit.workbook.data_mapping import mapping
from equitykit.workbook.sample import sample_readings
from equitykit.workbook.workbook import open_workbook

DISTRICT = "99600410000000"
DEFAULTS = {
    "district": DISTRICT, "team": "none", "year": "latest", "language": "en",
    "audience": "team", "store": "none",
}  # fmt: skip


@pytest.fixture(scope="module")
def readings():
    return sample_readings()


@pytest.fixture
def folder(tmp_path, readings):
    """A work folder with published figures and one extract that waits."""
    prepare(readings[:1], tmp_path / "data")
    (tmp_path / "extracts").mkdir()
    written(tmp_path / "extracts", "aeries.csv", AERIES)
    return tmp_path


def opened(folder, language="en", name="04_data"):
    return open_workbook(name, **DEFAULTS | {"data": str(folder / "data"), "language": language})


def form_of(book) -> MappingForm:
    return mapping(book).widget().children[1]


def fields(form) -> dict:
    """The lists and texts of a form by the words that a person sees."""
    return {box.description: box for box in form._questions.children if hasattr(box, "description")}


def test_the_form_asks_what_was_not_guessed_and_counts_when_all_is_answered(folder):
    form = form_of(opened(folder))
    asked = fields(form)

    assert asked["Race2"].value == "race"
    assert "Last Name" not in asked
    assert "School: Main High, code of 14 digits" in asked
    form.submit()
    # columns by their names, settings by those of their fields
    assert "still to be answered: School, the school year, and the district code" in form.said[0]
    # the focus stays on the button, so that a screen reader has to be told
    assert 'role="alert"' in form._said.value

    asked = fields(form)
    asked["School year of all rows, such as 2024-25"].value = "2024-25"
    asked["District code, 14 digits"].value = DISTRICT
    asked["School: Main High, code of 14 digits"].value = "99600416900110"
    asked["School: Oak, code of 14 digits"].value = "99600416900094"
    form.submit()

    assert "is saved" in form.said[0]
    assert "Counted" in form.said[1]
    rows = read_slice(folder / "data", DISTRICT, levels=("district",))
    assert rows["measure"].str.startswith("own_").any()
    kept = read_mapping(folder / "extracts" / "aeries-mapping.csv")
    assert kept.columns["School"].labels["Oak"] == "99600416900094"
    # answered once: the next time nothing is asked about labels
    assert not any("code of 14 digits" in words for words in fields(form_of(opened(folder))))


def test_a_column_that_is_given_its_role_is_asked_for_its_labels(folder):
    path = folder / "extracts" / "aeries.csv"
    path.write_text(path.read_text().replace(",ETH,", ",Flag9,"), encoding="utf-8")
    form = form_of(opened(folder))
    asked = fields(form)
    assert asked["Flag9"].value == ""
    asked["Flag9"].value = "RH"
    form.submit()

    kept = read_mapping(folder / "extracts" / "aeries-mapping.csv")
    assert kept.columns["Flag9"].labels == {"N": "no", "Y": "yes"}


def test_a_wrong_answer_is_a_sentence_on_the_page(folder):
    form = form_of(opened(folder, language="es"))
    text = next(box for words, box in fields(form).items() if words.startswith("Año escolar"))
    text.value = "2025"
    form.submit()

    assert "no es un año escolar" in form.said[0]
    # nothing was saved, and what was typed is there to be put right
    assert not (folder / "extracts" / "aeries-mapping.csv").exists()
    assert any(box.value == "2025" for box in fields(form).values())


DELETED_BY = "Delete the extract by (optional)"


def counted_with(folder, day: date | None, language="en") -> str:
    """The page of the section after the form was filled in with this day."""
    form = form_of(opened(folder))
    asked = fields(form)
    asked["School year of all rows, such as 2024-25"].value = "2024-25"
    asked["District code, 14 digits"].value = DISTRICT
    asked["School"].value = "not_used"
    asked[DELETED_BY].value = day
    form.submit()
    assert "is saved" in form.said[0]
    assert fields(form)[DELETED_BY].value == day
    return unescape(str(opened(folder, language).section("data.mapping").html()))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "The extract itself is to be deleted by June 30, 2099."),
        ("es", "El extracto mismo debe borrarse a más tardar el 30 de junio de 2099."),
    ],
)
def test_the_day_of_deletion_is_asked_kept_in_the_mapping_and_told(folder, language, said):
    assert "No date is set" in counted_with(folder, None)
    page = counted_with(folder, date(2099, 6, 30), language)

    kept = read_mapping(folder / "extracts" / "aeries-mapping.csv")
    assert kept.settings["delete_by"] == "2099-06-30"
    assert said in page
    # the same count with a day, and not a second one beside it
    assert len(list_extracts(folder / "data")) == 1
    assert page.count("aeries-mapping.csv") == 1


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "was to be deleted by January 31, 2020: aeries.csv."),
        ("es", "debía borrarse a más tardar el 31 de enero de 2020: aeries.csv."),
    ],
)
def test_an_extract_that_should_be_gone_is_told_with_what_takes_it_out(folder, language, said):
    page = counted_with(folder, date(2020, 1, 31), language)
    assert said in page
    assert "equitykit prepare aeries.csv --remove" in page

    form = form_of(opened(folder, language))
    assert said in form._questions.children[0].value
    form.submit()
    assert said in form.said[-1]


def test_a_mapping_that_holds_no_day_of_the_calendar_breaks_no_page(tmp_path, readings):
    first = readings[-1]
    use = first.report.data_use | {"delete_by": "2026-02-30"}
    prepare([replace(first, report=replace(first.report, data_use=use))], tmp_path / "data")

    for language, said in (("en", "no day of the calendar"), ("es", "no existe en el calendario")):
        page = unescape(str(opened(tmp_path, language).section("data.mapping").html()))
        assert "'2026-02-30'" in page and said in page
        brief = open_workbook(
            "brief", **DEFAULTS | {"data": str(tmp_path / "data"), "language": language}
        ).section("brief.questions")
        assert "students.csv" in str(brief.html())


def test_of_a_mapping_that_cannot_be_read_the_form_says_why_at_once(folder):
    counted_with(folder, date(2099, 6, 30))
    place = folder / "extracts" / "aeries-mapping.csv"
    text = place.read_text(encoding="utf-8-sig")
    place.write_text(text.replace("2099-06-30", "2099-06-31"), encoding="utf-8")
    form = form_of(opened(folder))

    assert "&#39;2099-06-31&#39; is no day of the calendar" in form._questions.children[0].value


def test_no_student_reaches_the_form(folder):
    form = form_of(opened(folder))
    shown = repr([
        (box.description, getattr(box, "options", ""), box.value) for box in fields(form).values()
    ]) + repr(form.said)  # fmt: skip

    for name in NAMES:
        assert name not in shown, name


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("en", ("only counted", "students-mapping.csv", "English learners", "two or more races")),
        ("es", ("solo se cuenta", "students-mapping.csv", "dos o más razas")),
    ],
)
def test_a_report_tells_what_is_in_use_and_what_was_refused(tmp_path, readings, language, parts):
    prepare(readings[-1:], tmp_path / "data")
    html = str(opened(tmp_path, language).section("data.mapping").html())

    for part in parts:
        assert part in html
    assert "X00001" not in html


def test_without_an_extract_the_section_says_how_to_bring_one(tmp_path, readings):
    prepare(readings[:1], tmp_path / "data")
    section = opened(tmp_path).section("data.mapping")

    assert section.widget is None
    assert "extracts" in str(section.html())


def test_a_district_is_not_told_of_the_extract_of_another(tmp_path, readings):
    prepare(readings, tmp_path / "data")
    other = open_workbook(
        "04_data", **DEFAULTS | {"data": str(tmp_path / "data"), "district": "99600170000000"}
    )

    assert "students.csv" not in str(other.section("data.mapping").html())


def test_two_extracts_that_are_used_alike_are_told_of_once(tmp_path, readings):
    """A corrected extract stands beside the first one until that one is taken out."""
    first = readings[-1]
    report = replace(first.report, file="students-corrected.csv", sha256="0" * 64)
    prepare([first, replace(first, report=report)], tmp_path / "data", prefer=(report.file,))
    page = str(opened(tmp_path).section("data.mapping").html())

    assert page.count("students-mapping.csv") == 1
    assert "students.csv and students-corrected.csv" in unescape(page)
