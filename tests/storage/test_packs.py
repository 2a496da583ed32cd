"""A team's record as one file: what it holds, and what is said of one that is not what it says."""

import io
import json
import uuid
import zipfile

import pytest

from equitykit.content.texts import LANGUAGES, explain
from equitykit.errors import EquitykitError
from equitykit.records.notes import Line
from equitykit.records.team import Team
from equitykit.storage.journal.journal import open_journal
from equitykit.storage.packs import MOST_BYTES, open_pack, pack, read_pack, write_pack

PAGE = "<!DOCTYPE html><title>The record</title>"


def add(journal, stream, text):
    record = Line(meeting="one", step="notice", text=text)
    journal.append(stream, f"line/{uuid.uuid4()}", record, id=str(uuid.uuid4()))


def lines(journal, stream) -> list[str]:
    return [entry.record.text for entry in journal.entries(stream) if entry.kind == "line"]


@pytest.fixture
def journal(tmp_path):
    journal = open_journal(tmp_path / "here.sqlite")
    yield journal
    journal.close()


@pytest.fixture
def other(tmp_path):
    journal = open_journal(tmp_path / "there.sqlite")
    yield journal
    journal.close()


@pytest.fixture
def stream(journal):
    stream = journal.create_team(Team(name="Attendance team", district="99600410000000"))
    add(journal, stream, "Nobody called.")
    return stream


def zipped(**files: str | bytes) -> bytes:
    """A zip of the three files of a pack, each as given; ``None`` leaves one out."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            if content is not None:
                file.writestr(name.replace("__", "."), content)
    return made.getvalue()


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name.replace(".", "__"): file.read(name).decode() for name in file.namelist()}


def test_a_pack_can_be_read_without_our_software(journal, stream):
    held = parts(pack(journal, stream, page=PAGE))

    assert held["record__html"] == PAGE
    rows = [json.loads(line) for line in held["entries__jsonl"].splitlines()]
    assert [json.loads(row["body"]).get("text") for row in rows] == [None, "Nobody called."]
    manifest = json.loads(held["manifest__json"])
    assert manifest["stream"] == stream and manifest["count"] == 2
    assert manifest["head"] == rows[-1]["hash"]


def test_the_same_record_gives_the_same_bytes(journal, stream):
    assert pack(journal, stream, page=PAGE) == pack(journal, stream, page=PAGE)


def test_a_record_that_repeats_itself_can_be_opened_again(journal, stream, other):
    for _ in range(50):
        add(journal, stream, "ha" * 20_000)

    opened = open_pack(other, pack(journal, stream, page=PAGE * 50_000))

    assert lines(other, opened.info.stream) == lines(journal, stream)


def test_each_outcome_of_opening_is_told_apart(journal, stream, other):
    first = pack(journal, stream, page=PAGE)
    states = [open_pack(other, first).state, open_pack(other, first).state]
    add(journal, stream, "Two people called.")
    second = pack(journal, stream, page=PAGE)
    states.append(open_pack(other, second).state)
    older = open_pack(other, first)
    add(journal, stream, "Here.")
    add(other, stream, "There.")
    fork = open_pack(other, pack(journal, stream, page=PAGE))

    assert states == ["new", "unchanged", "continued"]
    assert older.state == "unchanged" and older.added == 0
    assert fork.state == "fork" and fork.info.stream != stream
    assert lines(other, stream)[-1] == "There."
    assert lines(other, fork.info.stream)[-1] == "Here."
    assert other.verify() == []


def test_a_later_pack_of_the_same_team_takes_the_place_of_an_earlier_one(journal, stream, tmp_path):
    target = tmp_path / "team.equitykit"
    write_pack(journal, stream, target, page=PAGE)
    add(journal, stream, "Two people called.")

    write_pack(journal, stream, target, page=PAGE)

    assert len(read_pack(target)["entries"]) == 3


def test_a_pack_takes_the_place_of_nothing_else(journal, stream, tmp_path):
    letter, another = tmp_path / "letter.txt", tmp_path / "another.equitykit"
    letter.write_text("Dear families")
    second = journal.create_team(Team(name="Another team", district="99600410000000"))
    write_pack(journal, second, another, page=PAGE)

    for target in (letter, another):
        before = target.read_bytes()
        with pytest.raises(EquitykitError, match="pack_in_the_way"):
            write_pack(journal, stream, target, page=PAGE)
        assert target.read_bytes() == before


def hostile(journal, stream) -> dict[str, tuple[bytes, str]]:
    """Files that are not what they say, and what is to be said of each."""
    good = pack(journal, stream, page=PAGE)
    held = parts(good)
    rows = held["entries__jsonl"].splitlines()
    changed = held["entries__jsonl"].replace("Nobody called.", "Everybody called.")
    manifest = json.loads(held["manifest__json"])
    bomb = "[" + "0," * 20_000_000 + "0]"
    deep = "".join(f'{{"{number}":' for number in range(8_000))
    turned = manifest | {"head": json.loads(rows[0])["hash"]}
    return {
        "text": (b"not a zip at all", "pack_unreadable"),
        "empty": (b"", "pack_unreadable"),
        "cut": (good[: len(good) // 2], "pack_unreadable"),
        "flipped": (good[:80] + bytes([good[80] ^ 255]) + good[81:], "pack_unreadable"),
        "a file more": (zipped(**held, x__txt="x"), "pack_unreadable"),
        "a file less": (zipped(**held | {"record__html": None}), "pack_unreadable"),
        "outside": (zipped(**held | {"record__html": None}, **{"../record__html": "x"}),
                    "pack_unreadable"),
        "bomb": (zipped(**held | {"entries__jsonl": bomb}), "pack_suspicious"),
        "bomb in a page": (zipped(**held | {"record__html": "0" * 30_000_000}), "pack_suspicious"),
        "large": (zipped(**held) + b"0" * MOST_BYTES, "pack_too_large_to_open"),
        "not JSON": (zipped(**held | {"manifest__json": "{"}), "pack_unreadable"),
        "deep JSON": (zipped(**held | {"manifest__json": deep}), "pack_unreadable"),
        "a list": (zipped(**held | {"manifest__json": "[]"}), "pack_unreadable"),
        "no entries": (zipped(**held | {"entries__jsonl": ""}), "pack_unreadable"),
        "newer": (zipped(**held | {"manifest__json": json.dumps(manifest | {"format": 2})}),
                  "team_file_newer"),
        "shorter": (zipped(**held | {"entries__jsonl": rows[0]}), "pack_incomplete"),
        "changed": (zipped(**held | {"entries__jsonl": changed}), "team_file_broken"),
        "other order": (zipped(**held | {"entries__jsonl": "\n".join([rows[1], rows[0]]),
                                         "manifest__json": json.dumps(turned)}),
                        "team_file_broken"),
        "a key more": (zipped(**held | {"manifest__json": json.dumps(manifest | {"x": 1})}),
                       "team_file_unreadable"),
        "wrong type": (zipped(**held | {"manifest__json": json.dumps(manifest | {"origin": 7})}),
                       "team_file_unreadable"),
    }  # fmt: skip


def test_whatever_a_file_pretends_it_is_one_sentence_and_changes_nothing(journal, stream, other):
    for name, (content, id) in hostile(journal, stream).items():
        with pytest.raises(EquitykitError) as caught:
            open_pack(other, content)
        assert caught.value.id == id, name
        for language in LANGUAGES:
            sentence = explain(caught.value, language)
            assert sentence and "Traceback" not in sentence
    assert other.teams() == []


def test_a_file_that_is_not_there_is_a_sentence(other, tmp_path):
    with pytest.raises(EquitykitError, match="pack_missing"):
        open_pack(other, tmp_path / "nowhere.equitykit")


def test_a_good_pack_passes_where_the_hostile_ones_fail(journal, stream, other):
    """The control of the test above: it is not the rebuilding of the zip that is refused."""
    held = parts(pack(journal, stream, page=PAGE))

    assert open_pack(other, zipped(**held)).state == "new"


def test_markup_in_a_teams_name_stays_text_in_the_store(journal, other):
    name = "<script>alert(1)</script>"
    stream = journal.create_team(Team(name=name, district="99600410000000"))

    assert open_pack(other, pack(journal, stream, page=PAGE)).info.team.name == name
