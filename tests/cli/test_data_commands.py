"""``equitykit check`` and ``equitykit prepare`` as they are typed: what is said, and exit codes."""

import json
from hashlib import sha256

import pytest
from published_files import chronic, write

from equitykit.storage.prepared import list_places, read_slice

ROWS = """
    group | counted | absent | rate
    TA    | 100     | 20     | 20.0
    RH    | 50      | nan    | 20.0
    RI    | *       | *      | *
"""
CITY = "27661420000000"


@pytest.fixture
def file(tmp_path):
    return write(tmp_path / "chronic25.txt", chronic(ROWS))


def test_check_says_what_a_file_is_and_what_was_refused_and_writes_nothing(run, file, tmp_path):
    before = sorted(tmp_path.rglob("*"))
    code, out, err = run("check", file)
    assert (code, err) == (0, "")
    for part in ("chronic25.txt", "chronic absenteeism (DataQuest)", "2024-25", "3 read",
                 "1 refused", "1 district", "1 hidden by the publisher", "Row 3",
                 "'nan'"):  # fmt: skip
        assert part in out
    assert sorted(tmp_path.rglob("*")) == before


def test_check_names_rows_in_their_order_and_both_rows_of_a_pair(run, tmp_path):
    rows = ROWS + "    RA    | 50 | 10 | 20.0\n    RH    | 40 | 10 | 25.0\n"
    rows = rows.replace("nan", "12").replace("20.0\n    RI", "24.0\n    RI")
    rows += "    RA    | 60 | 15 | 25.0\n" + "    RW | many | 1 | 2.0\n"
    _, out, _ = run("check", write(tmp_path / "chronic25.txt", chronic(rows)))

    told = [line.split(":")[0].strip() for line in out.splitlines() if line.startswith("  Row")]
    assert told[1:] == ["Rows 3 and 6", "Rows 5 and 7", "Row 8"]
    assert "The rows 3, 6 are of one place" in out
    assert "The rows 5, 7 are of one place" in out


def test_check_names_ten_rows_of_a_kind_and_says_how_many_there_are(run, tmp_path):
    rows = ROWS + "".join(f"    XX{n:02} | 50 | 10 | 20.0\n" for n in range(3))
    rows = rows.replace("nan", "10") + "    ZZ | 50 | 10 | 20.0\n" * 12
    _, out, _ = run("check", write(tmp_path / "chronic25.txt", chronic(rows)))

    assert "Rows 8, 9, 10, 11, 12, 13, 14, 15, 16, 17 and more, 12 in all: 'ZZ' is no" in out
    assert "Row 5: 'XX00' is no" in out


def test_check_speaks_the_language_of_the_user(run, file, monkeypatch):
    monkeypatch.setenv("EQUITYKIT_LANGUAGE", "es")
    _, out, _ = run("check", file)
    assert "ausentismo crónico" in out


def test_a_file_that_cannot_be_read_ends_with_code_1_and_one_line_where_errors_go(run, tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    code, out, err = run("check", "empty.txt")
    assert (code, out) == (1, "")
    assert err.startswith("empty.txt: The file is empty.")
    assert err.count("\n") == 1


def test_of_several_files_all_are_reported_in_the_same_go(run, file, tmp_path):
    code, out, err = run("check", "none.txt", file, tmp_path)
    assert code == 1
    assert "chronic25.txt" in out
    assert "none.txt: There is no such file." in err
    assert "This is a folder" in err


def test_the_report_for_a_program_is_a_list_with_one_object_for_each_file(run, file):
    code, out, _ = run("check", file, "none.txt", "--json")
    first, second = json.loads(out)
    assert code == 1
    assert (first["file"], first["family"], first["ok"]) == (
        "chronic25.txt",
        "chronic_absenteeism",
        True,
    )
    assert (first["rows_read"], first["rows_refused"]) == (3, 1)
    assert first["counts"]["suppressed_at_source"] == 1
    assert first["problems"][0]["row"] == 3
    assert (second["ok"], second["family"]) == (False, None)


def test_prepare_says_where_the_figures_are_and_the_second_time_that_nothing_is_new(run, file):
    code, out, _ = run("prepare", file, "--into", "data")
    assert code == 0
    assert "Prepared in data: figures of 1 district." in out
    assert read_slice("data", CITY)["group"].tolist() == ["TA", "RI"]
    code, out, _ = run("prepare", file, "--into", "data")
    assert code == 0
    assert "Nothing new for data" in out


def test_prepare_takes_the_files_it_can_read_and_tells_of_the_other(run, file, tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    code, out, err = run("prepare", "empty.txt", file, "--into", "data")
    assert code == 1
    assert "empty.txt" in err
    assert list_places("data")["cds"].tolist() == [CITY]


def test_prepare_without_anything_to_read_makes_no_folder(run, tmp_path):
    code, _, _ = run("prepare", "none.txt", "--into", "data")
    assert code == 1
    assert not (tmp_path / "data").exists()


def test_a_second_issue_of_a_file_needs_a_word_on_which_one_counts(run, file, tmp_path):
    run("prepare", file, "--into", "data")
    second = chronic(ROWS.replace("100     | 20     | 20.0", "100     | 21     | 21.0"))
    write(tmp_path / "chronic25-v2.txt", second)
    code, _, err = run("prepare", "chronic25-v2.txt", "--into", "data")
    assert code == 1
    assert "chronic25-v2.txt and chronic25.txt disagree" in err
    assert read_slice("data", CITY)["numerator"].tolist()[0] == 20
    code, _, _ = run(
        "prepare", "chronic25-v2.txt", "--into", "data", "--prefer", "chronic25-v2.txt"
    )
    assert code == 0
    assert read_slice("data", CITY)["numerator"].tolist()[0] == 21


def test_no_character_of_a_file_steers_the_terminal(run, tmp_path):
    write(tmp_path / "file.txt", chronic("group | counted \n TA | 100 \n \x1b[31m | 7"))
    _, out, _ = run("check", "file.txt")
    assert "\x1b" not in out


def test_no_file_at_all_is_a_wrong_use(run):
    assert run("check")[0] == 2


def test_of_several_files_the_last_line_counts_them_and_says_what_comes_next(run, file, tmp_path):
    fine = write(tmp_path / "fine.txt", chronic(ROWS.replace("nan", "10")))
    (tmp_path / "empty.txt").write_bytes(b"")
    _, out, _ = run("check", fine, file, "empty.txt")
    last = out.splitlines()[-1]
    assert last.startswith("2 files read, 1 of them with something refused, and 1 not read (empty.")
    assert "--report problems.xlsx" in last and "equitykit prepare" in last

    copy = write(tmp_path / "again.txt", chronic(ROWS.replace("nan", "10")))
    _, out, _ = run("check", fine, copy)
    assert out.splitlines()[-1] == "2 files read. Next: equitykit prepare with the same files."

    _, out, _ = run("check", "empty.txt", "none.txt")
    assert out.splitlines()[-1].startswith("0 files read and 2 not read (empty.txt, none.txt).")
    assert "problems.xlsx" not in out


def test_one_file_alone_and_a_report_for_a_program_have_no_such_line(run, file, tmp_path):
    write(tmp_path / "fine.txt", chronic(ROWS.replace("nan", "10")))
    assert "files read" not in run("check", file)[1]
    assert len(json.loads(run("check", file, "fine.txt", "--json")[1])) == 2


def test_prepare_counts_the_files_too(run, file, tmp_path):
    _, out, _ = run("prepare", file, "none.txt", "--into", "data")
    assert out.splitlines()[-1] == (
        "1 file read, 1 of them with something refused, and 1 not read (none.txt)."
    )


def test_a_file_is_taken_out_again_by_name_and_told(run, file):
    run("prepare", file, "--into", "data")
    code, out, err = run("prepare", "elsewhere/chronic25.txt", "--remove", "--into", "data")
    assert (code, err) == (0, "")
    assert out == "Taken out of data: chronic25.txt (school years 2024-25).\n"
    code, out, _ = run("prepare", "chronic25.txt", "--remove", "--into", "data")
    assert (code, list_places("data").empty) == (0, True)
    told = json.loads(run("prepare", "no.txt", "--remove", "--into", "data", "--json")[1])
    assert told == {"removed": [], "prepare_again": []}
    assert "nothing to take out: chronic25.txt. It holds: no file." in out


def test_check_prints_the_digest_by_which_a_file_is_logged(run, file):
    assert f"sha256:{sha256(file.read_bytes()).hexdigest()[:12]}." in run("check", file)[1]
