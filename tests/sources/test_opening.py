"""Whatever is not a published table gets one sentence, and a next step, and never a traceback."""

import errno
import io
import zipfile
from pathlib import Path

import pytest
from published_files import chronic, write

from equitykit.content.texts import load_words
from equitykit.sources.reading import read_file


def zipped(**entries):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return data.getvalue()


NOT_TABLES = {
    "empty": (b"", "file_empty"),
    "blank": (b"\xef\xbb\xbf\r\n \r\n", "file_empty"),
    "xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old_workbook"),
    "pdf": (b"%PDF-1.7\n...", "document"),
    "docx": (zipped(word__document_xml="<w/>"), "document"),
    "zip": (zipped(file="a\tb\n"), "archive"),
    "broken zip": (b"PK\x03\x04 cut", "archive_damaged"),
    "broken workbook": (zipped(xl__workbook_xml="<w/>"), "archive_damaged"),
    "zip bomb": (zipped(xl__workbook_xml="x" * 21_000_000), "workbook_too_large"),
    "high ratio": (zipped(xl__workbook_xml="x" * 5_000_000), "workbook_too_large"),
    "many entries": (
        zipped(xl__workbook_xml="x", **{f"e{n}": "x" for n in range(100)}),
        "workbook_too_large",
    ),
    "png": (b"\x89PNG\r\n\x1a\n" + bytes(100), "image"),
    "page": (b"<!DOCTYPE html><html>404</html>", "web_page"),
    "json": (b'{"a": 1}', "binary"),
    "bytes": (bytes(range(1, 32)) * 20, "binary"),
    "prose": (b"Dear colleague,\nhere is the file.\n", "family_unknown"),
    "one word": (b"cds", "family_unknown"),
}


@pytest.mark.parametrize("name", NOT_TABLES)
def test_a_file_that_is_no_published_table_is_named_for_what_it_is(tmp_path, name):
    data, rule = NOT_TABLES[name]
    path = tmp_path / "file.txt"
    path.write_bytes(data)
    report = read_file(path).report
    assert (report.ok, [p.rule for p in report.problems]) == (False, [rule])
    for language in ("en", "es"):
        words = load_words(language)
        told = report.problems[0].sentence(words) + report.problems[0].next_step(words)
        assert "{" not in told and str(tmp_path) not in told


def test_a_folder_and_a_missing_file_get_a_sentence(tmp_path):
    assert read_file(tmp_path).report.problems[0].rule == "folder"
    assert read_file(tmp_path / "none.txt").report.problems[0].rule == "file_missing"


def test_a_file_that_may_not_be_read_gets_a_sentence(tmp_path, monkeypatch):
    path = write(tmp_path / "file.txt", chronic("counted \n 100"))

    def refused(self):
        raise PermissionError(errno.EACCES, "Permission denied")

    # An administrator may read every file, so that the refusal has to be played.
    monkeypatch.setattr(Path, "read_bytes", refused)
    assert read_file(path).report.problems[0].rule == "file_unreadable"


def test_a_header_without_rows_gets_a_sentence(tmp_path):
    report = read_file(write(tmp_path / "file.txt", chronic("counted \n 100")[:1])).report
    assert (report.ok, report.family) == (False, "chronic_absenteeism")
    assert [p.rule for p in report.problems] == ["file_no_rows"]


def test_a_file_without_a_column_that_is_needed_names_the_column(tmp_path):
    lines = [line[:1] + line[2:] for line in chronic("counted \n 100")]
    report = read_file(write(tmp_path / "file.txt", lines)).report
    assert report.problems[0].rule == "column_missing"
    assert "Aggregate Level" in report.problems[0].sentence(load_words("en"))


def test_a_file_that_ends_in_the_middle_of_a_row_is_read_up_to_there_and_said_to_be_cut(tmp_path):
    path = write(
        tmp_path / "file.txt",
        chronic("""
            group | counted | absent | rate
            TA    | 100     | 20     | 20.0
            RH    | 50      | 10     | 20.0
        """),
    )
    path.write_bytes(path.read_bytes()[: -len("\t10\t20.0\r\n")])
    reading = read_file(path)
    assert [(p.rule, p.row) for p in reading.report.problems] == [("file_cut_short", 3)]
    assert (reading.report.rows_read, reading.report.rows_refused) == (2, 1)
    assert reading.outcomes["group"].tolist() == ["TA"]


@pytest.mark.parametrize("cut", ["25.", "2"])
def test_a_file_that_ends_in_the_middle_of_a_number_does_not_pass_it_on(tmp_path, cut):
    lines = chronic("""
        group | counted | absent | rate
        TA    | 100     | 20     | 20.0
        RH    | 51      | 13     | 25.5
    """)
    path = write(tmp_path / "file.txt", lines)
    path.write_bytes(path.read_bytes()[: -len("25.5\r\n")] + cut.encode())
    reading = read_file(path)
    assert reading.report.problems[0].row == 3
    assert reading.outcomes["group"].tolist() == ["TA"]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "mac_roman", "utf-16"])
def test_a_row_of_another_width_is_refused_with_its_number_and_the_rest_is_read(tmp_path, encoding):
    lines = chronic("""
        group | counted | absent | rate
        TA    | 100     | 20     | 20.0
        RH    | 50      | 10     | 20.0
        RW    | 50      | 10     | 20.0
    """)
    lines[2].append("José")
    reading = read_file(write(tmp_path / "file.txt", lines, encoding=encoding))
    assert [(p.rule, p.row) for p in reading.report.problems] == [("row_width", 3)]
    assert reading.report.rows_refused == 1
    assert reading.outcomes["group"].tolist() == ["TA", "RW"]


def test_the_report_for_a_program_has_its_keys(tmp_path):
    path = write(tmp_path / "file.txt", chronic("counted \n x"))
    shown = read_file(path).report.as_dict()
    assert {"file", "family", "layout", "periods", "rows_read", "rows_refused", "counts",
            "places", "problems", "ok"} <= set(shown)  # fmt: skip
    assert set(shown["problems"][0]) >= {"row", "column", "value", "rule", "next_step"}
    assert "'x' in ChronicAbsenteeismEligible" in shown["problems"][0]["rule"]
