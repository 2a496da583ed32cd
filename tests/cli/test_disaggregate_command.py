"""``equitykit disaggregate`` as it is typed: what is written, what is said, what is hidden."""

import csv
import json
import re
import sys
from functools import partial
from pathlib import Path

import pandas as pd
import pytest
from published_files import chronic, write

from equitykit.cli.disaggregate_command import _notes
from equitykit.cli.main import main
from equitykit.content.texts import load_words
from equitykit.measures.disclosure.certificate import COUNTS, RULES, SOLVER, Certificate
from equitykit.sources.reading import read_file
from equitykit.storage.prepared import prepare

ROOT = Path(__file__).parents[2]

# students, chronically absent, of these English learners, absent English learners
GROUPS = {
    "Hispanic or Latino": (200, 80, 90, 45),
    "White": (180, 36, 20, 8),
    "Asian": (60, 9, 25, 5),
    "Filipino": (7, 5, 0, 0),
}
MAPPING = """column,role,value,meaning,privacy,permission
,setting,rows,students,,
,setting,period,2024-25,,
,setting,races,separate,,
,setting,district,99600410000000,,
race,race_ethnicity,,,,
race,race_ethnicity,Hispanic or Latino,RH,,
race,race_ethnicity,White,RW,,
race,race_ethnicity,Asian,RA,,
race,race_ethnicity,Filipino,RF,,
learner,SE,,,,
learner,SE,Y,yes,,
learner,SE,N,no,,
absent,own_chronic_absenteeism,,,,
absent,own_chronic_absenteeism,Y,yes,,
absent,own_chronic_absenteeism,N,no,,
"""


@pytest.fixture
def run(run, monkeypatch, tmp_path):
    """Type ``equitykit disaggregate`` and what follows, beside a file of students."""
    monkeypatch.setenv("EQUITYKIT_HOME", str(tmp_path / "home"))
    rows = []
    for race, (n, s, learners, both) in GROUPS.items():
        for i in range(n):
            learner = i < learners
            absent = i < both or learners <= i < learners + s - both
            rows.append((race, "NY"[learner], "NY"[absent]))
    with open("students.csv", "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("race", "learner", "absent"), *rows])
    (tmp_path / "mapping.csv").write_text(MAPPING, encoding="utf-8")

    return partial(run, "disaggregate")


ASKED = ("students.csv", "--mapping", "mapping.csv", "--outcome", "own_chronic_absenteeism",
         "--by", "race_ethnicity", "--out", "gaps.csv")  # fmt: skip


USE = "Use of students' data: students.csv; privacy: only counted; no day set for deletion."


def test_the_day_of_deletion_is_told_also_when_it_is_over(run):
    with open("mapping.csv", "a", encoding="utf-8") as file:
        file.write(",setting,delete_by,2020-01-31,,\n")
    assert "was to be deleted by January 31, 2020." in run(*ASKED)[1]


def test_the_table_is_written_and_what_was_done_is_said(run):
    code, out, err = run(*ASKED)
    assert (code, err) == (0, "")
    for part in ("gaps.csv", "447 rows read", "comparisons", USE):
        assert part in out
    rows = pd.read_csv("gaps.csv").set_index("group")
    assert {"TA", "RH", "RW", "RA", "RF"} == set(rows.index)
    # 80 of 200 against (130 - 80) of (447 - 200)
    assert (rows.loc["RH", "numerator"], rows.loc["RH", "denominator"]) == (80, 200)
    assert rows.loc["RH", "gap_points"] == 19.8
    # 80 - x <= 200 * 50/247 = 40.5: 40 fewer
    assert rows.loc["RH", "needed_fixed"] == 40


def test_the_json_has_rows_how_many_were_looked_at_and_the_certificate(run):
    code, out, _ = run(*ASKED, "--json")
    told = json.loads(out)
    assert code == 0
    assert {"rows", "looked_at", "inequality", "notes", "released", "kept"} == set(told)
    assert told["notes"] == [USE]
    assert told["kept"] is False
    compared = [row for row in told["rows"] if row["p_value"] is not None]
    assert told["looked_at"] == len(compared) > 0
    keys = {"yardstick", "gap_points", "gap_low", "gap_high", "ratio", "needed_fixed",
            "needed_moving", "flags"}  # fmt: skip
    assert all(keys <= set(row) for row in told["rows"])
    of = {row["group"]: row for row in told["rows"]}
    assert "ppg_2022" in of["RH"]["flags"]
    assert told["released"]["minimum_n"] == 11


def test_a_group_below_the_floor_keeps_its_row_and_no_number(run):
    _, out, _ = run(*ASKED, "--by", "SE", "--cross", "2", "--json")
    rows = json.loads(out)["rows"]
    small = [row for row in rows if "RF" in row["group"]]
    assert small
    for row in small:
        numbers = [value for value in row.values() if isinstance(value, int | float)]
        assert numbers == []
    # and the crossings of the others are of use: 45 of 90 Latino English learners
    of = {row["group"]: row for row in rows}
    assert (of["RH×SE"]["numerator"], of["RH×SE"]["denominator"]) == (45, 90)
    assert of["RA×SE"]["denominator"] == 25


def test_seven_students_cannot_be_had_by_taking_away(run):
    _, out, _ = run(*ASKED, "--json")
    of = {row["group"]: row["denominator"] for row in json.loads(out)["rows"]}
    shown = [of[group] for group in ("RH", "RW", "RA") if of[group] is not None]
    assert of["TA"] == 447
    assert len(shown) == 2  # one more is hidden, and not all
    assert of["TA"] - sum(shown) >= 11 + 1


def test_what_is_hidden_does_not_depend_on_what_is_asked(run):
    _, one, _ = run(*ASKED, "--json")
    _, both, _ = run(*ASKED, "--by", "SE", "--cross", "2", "--json")
    first = {row["group"]: row["visibility"] for row in json.loads(one)["rows"]}
    second = {row["group"]: row["visibility"] for row in json.loads(both)["rows"]}
    assert first.items() <= second.items()
    seen = {group for group, state in first.items() if state in ("shown", "read_with_care")}
    assert "TA" in seen and len(seen) == 3


def test_an_answer_is_kept_where_the_district_is_prepared_and_else_says_that_it_is_not(
    run, tmp_path
):
    _, out, _ = run(*ASKED, "--by", "SE", "--cross", "2")
    assert "this answer is not kept" in out
    table = pd.read_csv("gaps.csv")

    prepare([read_file(write(tmp_path / "state.txt", chronic(STATE)))], tmp_path / "home" / "data")
    code, out, _ = run(*ASKED, "--by", "SE", "--cross", "2")
    assert (code, "not kept" in out) == (0, False)
    notes = sorted((tmp_path / "home" / "data").glob("outcomes-0001/releases/*.json"))
    # what `prepare` would release, all that is counted by one trait, and the pairs
    assert [note.name[-7:-5] for note in notes] == ["01", "02", "03"]
    kept = pd.read_parquet(notes[-1].with_suffix(".parquet"))
    assert {*table["group"]} <= {*kept["group"]}

    # the same question again has the same answer and keeps nothing
    before = (tmp_path / "gaps.csv").read_bytes()
    run(*ASKED, "--by", "SE", "--cross", "2")
    assert (tmp_path / "gaps.csv").read_bytes() == before
    assert len([*notes[0].parent.glob("*.json")]) == 3

    # one who leaves cannot be found by taking one answer from the other
    students = pd.read_csv("students.csv")
    gone = (
        (students["race"] == "Asian") & (students["learner"] == "Y") & (students["absent"] == "Y")
    )
    first = pd.read_csv("gaps.csv")
    students.drop(gone.idxmax()).to_csv("students.csv", index=False)
    code, _, _ = run(*ASKED, "--by", "SE", "--cross", "2")
    both = first.merge(pd.read_csv("gaps.csv"), on="group", suffixes=("", "_now"))
    told = both.dropna(subset=["denominator", "denominator_now"])
    assert (code, len(told) >= 3) == (0, True)
    assert (told["denominator"] == told["denominator_now"]).all()
    assert (told["numerator"] == told["numerator_now"]).all()


def changed(column: str, values) -> None:
    pd.read_csv("students.csv").assign(**{column: values}).to_csv("students.csv", index=False)


def test_rows_of_another_district_are_never_left_out_in_silence(run):
    changed("school", ["99600410000001", "99600580000001", "99600410000001"] * 149)
    with open("mapping.csv", "a", encoding="utf-8") as file:
        file.write("school,school,,,,\n")
    code, out, err = run(*ASKED)
    assert (code, out) == (1, "")
    assert "149 rows are of schools of another district than 99600410000000" in err


def test_an_outcome_that_nobody_answers_is_named(run):
    changed("absent", "")
    code, _, err = run(*ASKED)
    assert code == 1
    assert "own_chronic_absenteeism" in err


def test_a_trait_that_nobody_has_is_named(run):
    changed("race", "")
    code, out, err = run(*ASKED)
    assert (code, out) == (1, "")
    assert "No row of the file says anything of race_ethnicity." in err


def test_a_file_with_a_header_alone_is_one_sentence(run):
    pd.read_csv("students.csv").head(0).to_csv("students.csv", index=False)
    code, out, err = run(*ASKED)
    assert code == 1
    assert "has a header, but no row" in out + err


def test_several_yardsticks_have_a_row_each(run):
    _, out, _ = run(*ASKED, "--yardstick", "overall", "--yardstick", "highest", "--json")
    rows = json.loads(out)["rows"]
    assert {row["yardstick"] for row in rows} == {"overall", "highest"}
    assert len(rows) == 10


def test_there_is_no_way_to_ask_for_what_is_not_released(run):
    code, _, err = run(*ASKED, "--unreleased")
    assert code == 2
    assert "No such option" in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--outcome", "own_luck"), "own_chronic_absenteeism"),
        (("--by", "shoe_size"), "race_ethnicity"),
        (("--cross", "5"), "too small to be seen"),
        (("--cross", "0"), "Choose 1 (none crossed), 2 or 3"),
        (("--out", "gaps.docx"), ".csv or .parquet"),
        (("--out", "./students.csv"), "another name"),
        (("--yardstick", "best"), "everyone_else"),
        (("--yardstick", "target"), "--target 10"),
        (("--target", "12"), "--yardstick target"),
        (("--cross", "2"), "--by race_ethnicity --by SE"),
        (("--yardstick", "own_past"), "one school year"),
        (("--yardstick", "group:RX"), "RA, RF, RH, RW"),
        (("--inequality", "gaps.csv"), "another name"),
        (("--inequality", "summary.docx"), ".csv or .parquet"),
        (("--data", "nowhere"), "nowhere"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_that_says_what_to_choose(run, words, said):
    code, out, err = run(*ASKED, *words)
    assert (code, out) == (1, "")
    assert said in err
    assert "Traceback" not in err


def test_without_a_mapping_what_must_be_said_first_is_told(run, tmp_path):
    code, _, err = run("students.csv", "--outcome", "x", "--by", "race_ethnicity", "--out", "g.csv")
    assert code == 1
    assert "--propose mapping.csv" in err
    assert not (tmp_path / "g.csv").exists()


def test_a_file_that_is_not_there_is_one_sentence(run):
    code, out, err = run("none.csv", *ASKED[1:])
    assert (code, out) == (1, "")
    assert err.startswith("none.csv: ")


def test_parquet(run):
    assert run(*ASKED[:-1], "gaps.parquet")[0] == 0
    assert set(pd.read_parquet("gaps.parquet")["group"]) == {"TA", "RH", "RW", "RA", "RF"}


def test_the_data_dictionary_names_exactly_the_columns_that_are_written(run):
    run(*ASKED, "--inequality", "summary.csv")
    told = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    told = told.partition("## The columns of `equitykit disaggregate`")[2].partition("\n## ")[0]
    lines = [line for line in told.splitlines() if line.startswith("| `")]
    named = [name for line in lines for name in re.findall(r"`(\w+)`", line.split("|")[1])]
    assert named == list(pd.read_csv("gaps.csv").columns)
    of_summary = told.rpartition("`--inequality`")[2]
    assert {*pd.read_csv("summary.csv").columns} <= {*re.findall(r"`(\w+)`", of_summary)}


def test_a_csv_has_numbers_that_a_person_reads_and_parquet_every_digit(run):
    run(*ASKED)
    run(*ASKED[:-1], "gaps.parquet")
    written = pd.read_csv("gaps.csv").set_index("group").loc["RH"]
    whole = pd.read_parquet("gaps.parquet").set_index("group").loc["RH"]
    # Wilson: (80 + z²/2 -+ z √(80 · 120 / 200 + z²/4)) / (200 + z²)
    assert (written["low"], written["high"]) == (33.4606, 46.9163)
    assert whole["low"] == pytest.approx(33.4606, abs=5e-5) and whole["low"] != 33.4606
    # z = 4.57: far below what four decimals could tell
    assert 0 < written["p_value"] < 0.0001
    assert written["p_value"] == pytest.approx(whole["p_value"], rel=1e-3)


@pytest.mark.parametrize(
    ("outcome", "by"),
    [
        ("absent", "learner"),
        ("Absent", "English learners"),
        ("Chronic absenteeism, our own count", "Aprendices de inglés"),
        ("own_chronic_absenteeism", "SE"),
    ],
)
def test_the_files_own_column_names_and_our_words_may_be_asked_for(run, outcome, by):
    asked = ["students.csv", "--mapping", "mapping.csv", "--outcome", outcome, "--by", by]
    assert run(*asked, "--out", "gaps.csv")[0] == 0
    rows = pd.read_csv("gaps.csv")
    assert {*rows["measure"]} == {"own_chronic_absenteeism"}
    assert {*rows["group"]} == {"TA", "SE"}


def test_what_is_not_there_is_answered_with_all_there_is(run):
    _, _, err = run(*ASKED, "--by", "shoe_size")
    assert "race_ethnicity (race), SE (learner)" in err
    _, _, err = run(*ASKED, "--outcome", "luck")
    assert "own_chronic_absenteeism (absent)" in err


def test_a_count_that_memory_does_not_hold_is_one_sentence(run, monkeypatch, tmp_path):
    monkeypatch.setenv("EQUITYKIT_MEMORY", "1MB")
    code, out, err = run(*ASKED)
    assert (code, out) == (1, "")
    assert "1MB" in err and "EQUITYKIT_MEMORY=4GB" in err
    assert not (tmp_path / "gaps.csv").exists()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "can be worked out from what publishers show of the same students"),
        ("es", "puede deducirse de lo que otros publican de los mismos estudiantes"),
    ],
)
def test_what_publishers_tell_of_the_hidden_is_said_where_they_do(language, said):
    words = load_words(language)
    assert [said in note for note in _notes(certificate(told=2, facts=5), words)] == [True]
    # a crossing narrowed down by this table's own rows of fewer traits is none of theirs
    assert _notes(certificate(told=2, facts=0), words) == []
    assert _notes(certificate(told=0, facts=5), words) == []


def certificate(*, told: int, facts: int) -> Certificate:
    zero = dict.fromkeys((*COUNTS, "smallest_range"), 0)
    return Certificate(
        **zero | {"told_by_others": told, "facts": facts}, minimum_n=11, rules=RULES, solver=SOLVER
    )


def test_a_target_is_compared_with(run):
    code, out, _ = run(*ASKED, "--yardstick", "target", "--target", "10", "--json")
    of = {row["group"]: row for row in json.loads(out)["rows"]}
    # 80 of 200, less 10 points
    assert (code, of["RH"]["yardstick_rate"], of["RH"]["gap_points"]) == (0, 10.0, 30.0)


def test_the_summary_of_inequality_never_stands_without_the_levels(run):
    code, out, _ = run(*ASKED, "--inequality", "summary.csv")
    assert (code, "summary.csv" in out) == (0, True)
    table = pd.read_csv("summary.csv").set_index("name")
    levels = table[table["kind"] == "level"]["value"]
    seen = pd.read_csv("gaps.csv").set_index("group")["rate"].drop("TA").dropna()
    assert len(seen) >= 2
    assert levels.to_dict() == seen.to_dict()
    best, worst = min(seen), max(seen)
    assert table.loc["D", "value"] == pytest.approx(worst - best)
    assert table.loc["R", "value"] == pytest.approx(worst / best, abs=5e-5)
    told = " ".join(table[table["kind"] == "note"]["text"])
    assert USE in told
    assert "hides who is behind" in told
    # Filipino students are hidden, and that is said
    assert "Filipino" in told and "RF" not in levels


STATE = """
    level | county | district | group | counted | absent | rate
    T     |        |          | TA    | 100000  | 20000  | 20.0
    T     |        |          | RH    | 60000   | 12000  | 20.0
    D     | 99     | 60041    | TA    | 225     | 45     | 20.0
"""


def test_the_states_rate_stands_in_for_too_few_others(run, tmp_path):
    # 25 students who are not Hispanic are fewer than the 30 of the federal rule
    few = ["race,learner,absent"]
    few += ["Hispanic or Latino,N,Y"] * 40 + ["Hispanic or Latino,N,N"] * 160
    few += ["White,N,Y"] * 5 + ["White,N,N"] * 20
    (tmp_path / "students.csv").write_text("\n".join(few) + "\n", encoding="utf-8")
    code, out, _ = run(*ASKED, "--json")
    of = {row["group"]: row for row in json.loads(out)["rows"]}
    assert (code, of["RH"]["risk_ratio_state"]) == (0, "comparison_below_minimum")
    assert "Prepare the State's file" in of["RH"]["risk_ratio_text"]
    assert of["RH"]["risk_ratio"] is None

    prepare([read_file(write(tmp_path / "state.txt", chronic(STATE)))], tmp_path / "prepared")
    code, out, _ = run(*ASKED, "--json", "--data", "prepared")
    of = {row["group"]: row for row in json.loads(out)["rows"]}
    assert (code, of["RH"]["risk_ratio_state"]) == (0, "alternate_used")
    # 40 of 200 against 8,000 of the State's other 40,000
    assert of["RH"]["risk_ratio"] == pytest.approx(1.0)
    assert "of the State" in of["RH"]["risk_ratio_text"]


def test_what_was_prepared_is_released_once_and_a_correction_does_not_tell_of_one_student(
    run, monkeypatch, tmp_path
):
    monkeypatch.setattr(
        sys, "argv", ["equitykit", "prepare", "students.csv", "--mapping", "mapping.csv"]
    )
    with pytest.raises(SystemExit):
        main()
        raise SystemExit(0)
    words = ("students.csv", "--mapping", "mapping.csv", "--outcome", "own_chronic_absenteeism",
             "--by", "race_ethnicity", "--out")  # fmt: skip
    code, out, _ = run(*words, "first.csv", "--json")
    assert code == 0
    # the release that `prepare` kept, and not one beside it
    (note,) = (tmp_path / "home").glob("data/outcomes-*/releases/*.json")
    kept = json.loads(note.read_text(encoding="utf-8"))["certificate"]
    assert json.loads(out[out.index("{") :])["released"] == kept

    with open("students.csv", "a", encoding="utf-8") as file:
        file.write("Asian,N,Y\n")
    before = {row["group"]: row["denominator"] for row in json.loads(out[out.index("{") :])["rows"]}
    code, out, _ = run(*words, "second.csv", "--json")

    assert code == 0
    after = {row["group"]: row["denominator"] for row in json.loads(out[out.index("{") :])["rows"]}
    both = [group for group in before if None not in (before[group], after[group])]
    assert both and all(before[group] == after[group] for group in both)
