"""Of each place, the rows of all its schools are taken, or else those without charter schools."""

import pytest
from published_files import chronic, write

from equitykit.sources.reading import read_file


def taken(path):
    rows = read_file(path).outcomes
    return list(zip(rows["level"], rows["coverage"], rows["denominator"], strict=True))


def test_of_nine_repetitions_of_a_district_the_one_of_all_schools_is_taken(tmp_path):
    path = write(
        tmp_path / "file.txt",
        chronic("""
            charter | dass | counted | absent
            All     | All  | 900     | 180
            All     | Yes  | 100     | 20
            All     | No   | 800     | 160
            Yes     | All  | 300     | 60
            Yes     | Yes  | 50      | 10
            Yes     | No   | 250     | 50
            No      | All  | 600     | 120
            No      | Yes  | 50      | 10
            No      | No   | 550     | 110
        """),
    )
    assert taken(path) == [("district", "all_schools", 900)]
    assert read_file(path).report.rows_repeated == 8
    assert read_file(path).report.rows_refused == 0


def test_without_rows_of_all_schools_those_without_charter_schools_are_taken_and_say_so(tmp_path):
    path = write(
        tmp_path / "file.txt",
        chronic("""
            district | charter | dass | counted | absent
            66142    | Yes     | All  | 300     | 60
            66142    | No      | All  | 600     | 120
            66142    | No      | No   | 550     | 110
            66159    | No      | No   | 200     | 40
        """),
    )
    assert taken(path) == [
        ("district", "without_charter", 600),
        ("district", "without_charter", 200),
    ]


def test_a_place_of_which_there_are_only_parts_is_refused_with_a_sentence(tmp_path):
    path = write(
        tmp_path / "file.txt",
        chronic("""
            district | charter | dass | counted | absent
            66142    | Yes     | All  | 300     | 60
            66159    | All     | All  | 200     | 40
        """),
    )
    report = read_file(path).report
    assert [(p.rule, p.row) for p in report.problems] == [("place_in_parts", 2)]
    assert report.rows_refused == 1


@pytest.mark.parametrize(
    "yes_no_all", [("Yes", "No ", "All"), ("Y", "N", "ALL"), ("y", "n", "all")]
)
def test_the_spelling_of_yes_no_and_all_does_not_matter(tmp_path, yes_no_all):
    yes, no, every = yes_no_all
    path = write(
        tmp_path / "file.txt",
        chronic(f"""
            level | school  | charter | dass    | counted | absent
            D     |         | {every} | {every} | 900     | 180
            D     |         | {yes}   | {every} | 300     | 60
            D     |         | {no}    | {every} | 600     | 120
            S     | 6026785 | {no}    | {no}    | 300     | 60
            S     | 0112607 | {yes}   | {no}    | 300     | 60
        """),
    )
    assert taken(path) == [
        ("district", "all_schools", 900),
        ("school", "all_schools", 300),
        ("school", "all_schools", 300),
    ]


def test_before_2018_d1_is_the_whole_district_and_d2_the_district_without_charter_schools(tmp_path):
    path = write(
        tmp_path / "file.txt",
        chronic("""
            level | district | charter | dass | counted | absent
            D1    | 66142    |         |      | 900     | 180
            D2    | 66142    |         |      | 600     | 120
            D2    | 66159    |         |      | 200     | 40
            T     |          |         |      | 9000    | 1800
        """),
    )
    assert taken(path) == [
        ("district", "all_schools", 900),
        ("district", "without_charter", 200),
        ("state", "all_schools", 9000),
    ]


def test_a_file_without_the_two_columns_is_taken_as_it_is(tmp_path):
    lines = chronic("""
        counted | absent
        900     | 180
    """)
    kept = [[cell for n, cell in enumerate(line) if n not in (8, 9)] for line in lines]
    assert taken(write(tmp_path / "file.txt", kept)) == [("district", "all_schools", 900)]
