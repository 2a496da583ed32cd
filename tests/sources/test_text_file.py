"""However a table is written down, the same rows give the same outcomes.

Each case writes the rows below in another way and compares what is read.
"""

import pytest
from published_files import chronic, write

from equitykit.sources.reading import read_file

ROWS = """
    level | school  | school_name     | group | counted | absent | rate
    D     |         |                 | TA    | 1250    | 250    | 20.0
    D     |         |                 | RI    | *       | *      | *
    S     | 6026785 | José El Águila  | TA    | 300     | 0      | 0.0
    S     | 0112607 | Año – Peña      | TA    | 412     | 31     | 7.5
"""


def read(path):
    outcomes = read_file(path).outcomes
    assert len(outcomes) == 4
    return outcomes.drop(columns="source").to_dict("list")


@pytest.fixture
def expected(tmp_path):
    return read(write(tmp_path / "plain.txt", chronic(ROWS)))


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "mac_roman", "utf-16", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("delimiter", ["\t", ",", "^", ";"])
def test_encoding_delimiter_and_line_end_do_not_matter(
    tmp_path, expected, encoding, delimiter, end
):
    path = write(
        tmp_path / "file.txt", chronic(ROWS), encoding=encoding, delimiter=delimiter, end=end
    )
    assert str(read(path)) == str(expected)


def test_nul_bytes_between_letters_do_not_matter(tmp_path, expected):
    path = write(tmp_path / "file.txt", chronic(ROWS))
    path.write_bytes(path.read_bytes().replace(b"Salinas", b"\0Salinas"))
    assert str(read(path)) == str(expected)


def test_quoted_cells_do_not_matter_whatever_stands_between_them(tmp_path, expected):
    lines = [[f'"{cell}"' for cell in line] for line in chronic(ROWS)]
    for delimiter in ("\t", ","):
        path = write(tmp_path / "file.txt", lines, delimiter=delimiter)
        assert str(read(path)) == str(expected)


def test_a_quoted_number_may_group_its_thousands(tmp_path, expected):
    lines = [[{"1250": '"1,250"'}.get(cell, cell) for cell in line] for line in chronic(ROWS)]
    for delimiter in ("\t", ","):
        path = write(tmp_path / "file.txt", lines, delimiter=delimiter)
        assert str(read(path)) == str(expected)


def test_the_order_of_the_columns_does_not_matter(tmp_path, expected):
    path = write(tmp_path / "file.txt", [line[::-1] for line in chronic(ROWS)])
    assert str(read(path)) == str(expected)


@pytest.mark.parametrize(
    "respelled",
    [
        str.upper,
        lambda name: name.lower().replace(" ", "_"),
        lambda name: f" {name} ",
        lambda name: name.replace(" ", ""),
        lambda name: name.replace("ChronicAbsenteeismEligibleCumulativeEnrollment",
                                  "ChronicAbsenteeismEligibleCumula"),
        lambda name: name.replace("Charter School", "CharterYN"),
    ],
)  # fmt: skip
def test_the_spelling_of_the_header_does_not_matter(tmp_path, expected, respelled):
    header, *rows = chronic(ROWS)
    path = write(tmp_path / "file.txt", [[respelled(name) for name in header], *rows])
    assert str(read(path)) == str(expected)


def test_more_columns_and_unnamed_ones_do_not_matter(tmp_path, expected):
    header, *rows = chronic(ROWS)
    more = [[*header, "Errata Flag (Y/N)", "", "100"], *([*row, "N", "", "7"] for row in rows)]
    assert str(read(write(tmp_path / "file.txt", more))) == str(expected)


def test_spare_delimiters_at_the_end_of_rows_do_not_matter(tmp_path, expected):
    header, *rows = chronic(ROWS)
    in_rows = [header, *([*row, "", ""] for row in rows)]
    assert str(read(write(tmp_path / "rows.txt", in_rows))) == str(expected)
    in_header = [[*header, "", ""], *rows]
    assert str(read(write(tmp_path / "header.txt", in_header))) == str(expected)


def test_title_lines_above_the_header_do_not_matter(tmp_path, expected):
    lines = [["Chronic Absenteeism Data"], ["Downloaded, as published"], *chronic(ROWS)]
    assert str(read(write(tmp_path / "file.txt", lines))) == str(expected)


def test_blank_lines_at_the_end_are_no_rows(tmp_path, expected):
    path = write(tmp_path / "file.txt", [*chronic(ROWS), [""], [""], [""] * 14])
    assert str(read(path)) == str(expected)
    assert read_file(path).report.rows_read == 4
    assert read_file(path).report.problems == ()


def test_two_columns_of_one_meaning_are_joined_where_they_agree(tmp_path, expected):
    header, *rows = chronic(ROWS)
    split = [[*header, "chronic_absenteeism_count"]] + [
        [*row[:12], "", row[13], row[12]] if n % 2 else [*row, ""] for n, row in enumerate(rows)
    ]
    assert str(read(write(tmp_path / "file.txt", split))) == str(expected)


def test_two_columns_of_one_meaning_that_disagree_are_refused(tmp_path):
    header, *rows = chronic(ROWS)
    split = [[*header, "chronic_absenteeism_count"], *([*row, "3"] for row in rows)]
    split[2][-1] = split[2][12]
    reading = read_file(write(tmp_path / "file.txt", split))
    assert {p.rule for p in reading.report.problems} == {"columns_disagree"}
    assert reading.report.rows_refused == 3
    assert len(reading.outcomes) == 1


def test_two_encodings_in_one_file_are_each_read_in_their_own_way_and_said(tmp_path):
    lines = chronic("""
        district | district_name | counted | absent | rate
        66142    | Niños         | 100     | 38     | 38.0
        66159    | Peña          | 100     | 38     | 38.0
        66167    | Año           | 100     | 38     | 38.0
    """)
    encoded = [
        "\t".join(line).encode("cp1252" if n == 2 else "utf-8") for n, line in enumerate(lines)
    ]
    path = tmp_path / "file.txt"
    path.write_bytes(b"\r\n".join([*encoded, b""]))
    reading = read_file(path)
    assert reading.outcomes["district"].tolist() == ["Niños", "Peña", "Año"]
    assert [(p.rule, p.row, p.refused) for p in reading.report.problems] == [
        ("encodings_mixed", 3, False)
    ]


def test_a_file_in_one_encoding_is_not_taken_for_two(tmp_path):
    lines = chronic("district_name | counted | absent | rate \n “Niño” É’s Peña | 100 | 38 | 38.0")
    for encoding in ("cp1252", "utf-8", "mac_roman", "utf-16"):
        reading = read_file(write(tmp_path / "file.txt", lines, encoding=encoding))
        assert reading.report.problems == ()
