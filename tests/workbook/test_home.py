"""The home page with a record: going on with a team, beginning one, opening a team's file."""

import re
import uuid

import pytest

from equitykit.errors import EquitykitError
from equitykit.records.team import Team
from equitykit.storage.journal.journal import open_journal
from equitykit.storage.packs import pack
from equitykit.widgets.field_change import FileMessage
from equitykit.workbook.team_desk import TeamDesk
from equitykit.workbook.workbook import open_workbook

DISTRICT = "99600410000000"
DEFAULTS = {
    "district": "sample", "team": "none", "year": "latest", "language": "en",
    "audience": "team", "store": "none", "data": "sample",
}  # fmt: skip


def opened(**changed):
    return open_workbook("00_home", **(DEFAULTS | changed))


def shown(book) -> str:
    return book.section("home.teams")._repr_mimebundle_().get("text/html", "")


@pytest.fixture
def store(tmp_path):
    return str(tmp_path / "record.sqlite")


@pytest.fixture
def served(monkeypatch, store):
    monkeypatch.setenv("EQUITYKIT_LIVE", "1")
    monkeypatch.setenv("EQUITYKIT_STORE", store)
    monkeypatch.delenv("QUERY_STRING", raising=False)


@pytest.fixture
def desk(served):
    desk = TeamDesk(opened())
    desk.widget()
    yield desk
    desk.book.journal.close()


def press(desk, action, /, **values) -> str:
    """Press a button of the page; gives what the page shows then."""
    desk.act(action, values | {"id": str(uuid.uuid4())})
    return str(desk.draw())


def send(desk, content: bytes) -> str:
    """Send a file as the page does; gives the id that the form then names."""
    live, id = desk._live, str(uuid.uuid4())
    for start in range(0, max(len(content), 1), 1000):
        message = FileMessage(type="file", id=id, start=start, size=len(content))
        live._files.add(message, [memoryview(content[start : start + 1000])])
    return id


def test_without_a_record_the_home_page_is_as_it_was(monkeypatch):
    assert shown(opened()) == ""
    monkeypatch.setenv("EQUITYKIT_LIVE", "1")
    assert shown(opened()) == ""


def test_in_a_batch_no_team_is_shown(store):
    journal = open_journal(store)
    journal.create_team(Team(name="Attendance team", district=DISTRICT))
    journal.close()

    assert shown(opened(store=store)) == ""


def test_a_new_team_stands_under_continue_with_both_ways_to_its_page(desk):
    assert "There is no team yet" in str(desk.draw())

    page = press(desk, "new_team", name="  Attendance   team ", district=DISTRICT)

    (info,) = desk.book.journal.teams()
    assert info.team == Team(name="Attendance team", district=DISTRICT)
    views = re.findall(rf'href="00_today\.ipynb\?[^"]*team={info.stream}[^"]*view=(\w+)', page)
    assert views == ["facilitator", "one"]
    assert "Copper Kettle Unified · " in page and "· 99 60041" in page
    assert "Attendance team is there now" in page


@pytest.mark.parametrize(
    ("values", "id"),
    [
        ({"name": " ", "district": DISTRICT}, "team_name_missing"),
        ({"name": "x" * 201, "district": DISTRICT}, "team_name_missing"),
        ({"name": "A team", "district": "99600420000000"}, "district_unreadable"),
        ({"name": "A team", "district": "<script>"}, "district_unreadable"),
        ({"name": "A team"}, "district_unreadable"),
        ({"name": "ATTENDANCE team", "district": DISTRICT}, "team_name_taken"),
    ],
)
def test_what_cannot_be_a_team_is_a_sentence_and_begins_none(desk, values, id):
    press(desk, "new_team", name="Attendance team", district=DISTRICT)

    with pytest.raises(EquitykitError) as refused:
        press(desk, "new_team", **values)

    assert refused.value.id == id
    assert len(desk.book.journal.teams()) == 1


def test_two_districts_may_each_have_a_team_of_one_name(desk):
    other = next(cds for cds in desk.book.places["cds"] if cds != DISTRICT)
    for district in (DISTRICT, other):
        press(desk, "new_team", name="Attendance team", district=district)

    assert len(desk.book.journal.teams()) == 2


def test_a_teams_file_is_opened_and_the_page_says_what_that_came_to(desk, tmp_path):
    there = open_journal(tmp_path / "there.sqlite")
    stream = there.create_team(Team(name="Families first", district=DISTRICT))
    content = pack(there, stream, page="<!DOCTYPE html>")
    there.close()

    first = press(desk, "open_file", file=send(desk, content))
    again = press(desk, "open_file", file=send(desk, content))

    assert "Families first is in your record now" in first
    assert "Nothing was changed" in again
    assert [info.stream for info in desk.book.journal.teams()] == [stream]


def test_a_fork_is_marked_as_one(desk, tmp_path):
    press(desk, "new_team", name="Attendance team", district=DISTRICT)
    (mine,) = desk.book.journal.teams()
    there = open_journal(tmp_path / "there.sqlite")
    there.take_in(desk.book.journal.hand_out(mine.stream))
    for journal, name in ((there, "There"), (desk.book.journal, "Here")):
        record = Team(name=name, district=DISTRICT)
        journal.append(mine.stream, "team", record, id=str(uuid.uuid4()))
    content = pack(there, mine.stream, page="<!DOCTYPE html>")
    there.close()

    page = press(desk, "open_file", file=send(desk, content))

    assert "each in its own way" in page
    assert page.count("went on in two places") == 1
    assert ">Here</a>" in page and ">There</a>" in page


@pytest.mark.parametrize(
    ("content", "id"), [(b"not a pack", "pack_unreadable"), (b"", "pack_unreadable")]
)
def test_a_file_that_is_no_pack_is_a_sentence(desk, content, id):
    with pytest.raises(EquitykitError, match=id):
        press(desk, "open_file", file=send(desk, content))


@pytest.mark.parametrize(("file", "id"), [("", "pack_not_chosen"), ("gone", "live_file_gone")])
def test_a_file_that_did_not_come_is_a_sentence(desk, file, id):
    with pytest.raises(EquitykitError, match=id):
        press(desk, "open_file", file=file)


def test_another_action_than_these_is_refused(desk):
    with pytest.raises(EquitykitError, match="live_message_wrong"):
        press(desk, "erase_everything")


def test_a_record_that_cannot_be_opened_is_one_sentence_on_a_whole_page(monkeypatch, tmp_path):
    (tmp_path / "letter.txt").write_text("not a record, and longer than the head of one" * 20)
    monkeypatch.setenv("EQUITYKIT_LIVE", "1")
    monkeypatch.setenv("EQUITYKIT_STORE", str(tmp_path / "letter.txt"))
    monkeypatch.delenv("QUERY_STRING", raising=False)

    book = opened()

    assert "is not a record of equitykit" in str(TeamDesk(book).draw())
    assert "Copper Kettle" in str(book.section("home.choose")._repr_mimebundle_()["text/html"])


def test_a_name_full_of_markup_is_shown_as_text(desk):
    page = press(desk, "new_team", name="<img src=x onerror=alert(1)>", district=DISTRICT)

    assert "<img" not in page and "&lt;img" in page
