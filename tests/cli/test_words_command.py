"""``equitykit words``: what it finds, and what it gives to a translator."""

import csv
import json

import pytest
from typer.testing import CliRunner

from equitykit.cli.main import app
from equitykit.content.texts import load_texts

OWN = """
"groups.SE.name" = {en = "Multilingual learners", es = "Estudiantes multilingües"}
"home.choose.label" = {en = "=HYPERLINK(1)", es = "Nuestro distrito"}
"""


@pytest.fixture
def work(tmp_path):
    (tmp_path / "overlay").mkdir()
    (tmp_path / "overlay" / "words.toml").write_text(OWN, encoding="utf-8")
    return tmp_path


def run(work, *arguments):
    return CliRunner().invoke(app, ["words", "--dir", str(work), *map(str, arguments)])


def test_every_sentence_is_listed_with_both_languages(work):
    ended = run(work)

    assert ended.exit_code == 0
    assert "groups.SE.name (overlay)\n  EN  Multilingual learners\n" in ended.stdout
    assert "  ES  Estudiantes multilingües" in ended.stdout
    for text in load_texts()["home.choose.number"].values():
        assert text in ended.stdout
    assert "awaits the review of your district's translator" in ended.stdout


def test_as_json_each_sentence_says_whose_it_is_and_that_nobody_reviewed_it(work):
    answer = json.loads(run(work, "--json").stdout)

    rows = {row["id"]: row for row in answer["sentences"]}
    assert answer["problems"] == []
    assert set(rows) == set(load_texts())
    assert rows["groups.SE.name"] == {
        "id": "groups.SE.name",
        "en": "Multilingual learners",
        "es": "Estudiantes multilingües",
        "source": "overlay",
        "reviewed": False,
    }
    assert rows["groups.RB.name"]["source"] == "equitykit"


def test_a_translator_gets_a_table_that_a_spreadsheet_opens_without_running_anything(work):
    ended = run(work, "--csv", work / "sentences.csv")

    assert ended.exit_code == 0
    with open(work / "sentences.csv", encoding="utf-8-sig", newline="") as lines:
        rows = {row["id"]: row for row in csv.DictReader(lines)}
    assert set(rows) == set(load_texts())
    assert rows["home.choose.label"]["en"] == "'=HYPERLINK(1)"
    assert rows["groups.SE.name"]["es"] == "Estudiantes multilingües"
    assert "awaiting" in rows["groups.RB.name"]["review"]


def test_every_mistake_is_a_sentence_and_the_exit_code_is_1(work):
    wrong = OWN + '"groups.SE.nam" = {en = "A", es = "B"}\n"groups.SE.short" = {en = "A"}\n'
    (work / "overlay" / "words.toml").write_text(wrong, encoding="utf-8")

    ended = run(work)

    assert ended.exit_code == 1
    assert len(ended.stderr.strip().splitlines()) == 2
    assert "groups.SE.nam" in ended.stderr and "groups.SE.short" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert json.loads(run(work, "--json").stdout)["problems"] == ended.stderr.strip().splitlines()


def test_a_table_that_cannot_be_written_is_a_sentence(work):
    ended = run(work, "--csv", work / "nowhere" / "sentences.csv")

    assert ended.exit_code == 1
    assert type(ended.exception).__name__ == "EquitykitError"
    assert ended.exception.id == "folder_not_writable"
