"""Counts of staff are made safe before they are stored; small cells never are."""

import itertools
import json

import pytest

from equitykit.errors import EquitykitError
from equitykit.records.noticing import ParkedExplanation
from equitykit.records.workforce import HiringStep, StaffCounts, StaffFunnel
from equitykit.reviews.workforce import protect

FLOOR = 11


@pytest.fixture
def desk(practised):
    return practised.at("04_data")


def grid(row: str, **counts: int) -> dict[str, int]:
    return {f"{row}.{code}": count for code, count in counts.items()}


def count(desk, **values):
    return desk.press("workforce.count", year="2026-27", **values)


def test_a_level_of_few_people_stores_no_count_and_no_total(desk):
    """The toy shows percentages of one or two people."""
    count(desk, **grid("lead_school", RH=1, RW=5))
    [record] = desk.stands(StaffCounts).values()
    assert (record.shown, record.total, set(record.hidden)) == ({}, None, {"RH", "RW"})
    read = desk.read("workforce")
    assert "Too few people to show anything about: principals" in read
    assert "too few to show" in read


def test_one_small_cell_takes_another_with_it(desk):
    # 60 in all: with 40 and 18 shown, the third would be 60 - 58 = 2
    count(desk, **grid("teach", RW=40, RH=18, RB=2))
    [record] = desk.stands(StaffCounts).values()
    assert record.total == 60
    assert len(record.hidden) == 2 and "RB" in record.hidden


def test_it_is_not_always_the_same_community_that_is_hidden_with_it():
    counts = {"RW": 40, "RH": 18, "RA": 25, "RB": 2}
    partners = {
        next(code for code in protect(counts, FLOOR, about=f"20{n}-{n + 1}/teach").hidden
             if code != "RB")
        for n in range(20, 40)
    }  # fmt: skip
    assert partners == {"RW", "RH", "RA"}


def test_shares_of_a_hundred_stand_only_where_thirty_work(desk):
    count(desk, **grid("teach", RW=60, RH=40), **grid("care", RW=12, RH=14))
    read = desk.read("workforce")
    assert "60% (60 of 100)" in read and "40% (40 of 100)" in read
    # 12 of 26 people: a count, and no share
    assert "12 of 26" in read and "46%" not in read


def test_what_is_hidden_is_in_no_entry_of_the_record(desk):
    count(desk, **grid("teach", RW=1040, RH=1018, RB=7))
    desk.press("workforce.steps", year="2026-27", **grid("applied", RW=2040, RB=9))
    entries = desk.page.team.journal.entries(desk.page.team.stream)
    bodies = [json.loads(each.record.model_dump_json()) for each in entries if each.record]
    stored = [value for each in bodies for value in each.get("shown", {}).values()]
    assert stored and min(stored) >= FLOOR
    assert not {7, 9} & set(stored)


@pytest.mark.parametrize("floor", [3, 11])
def test_no_hidden_count_can_be_worked_out_from_what_is_shown(floor):
    """Every table of three small numbers: at least two tables look the same to the reader."""
    seen: dict = {}
    numbers = range(0, 3 * floor)
    for cells in itertools.product(numbers, repeat=3):
        counts = dict(zip("abc", cells, strict=True))
        found = protect(counts, floor)
        assert all(each >= floor for each in found.shown.values())
        view = (tuple(found.shown.items()), found.hidden, found.total)
        seen.setdefault(view, []).append(counts)
    secrets = 0
    for (shown, hidden, total), tables in seen.items():
        if total is not None and total - sum(dict(shown).values()) >= max(numbers):
            # tables that look the same have larger numbers than were tried
            continue
        for code in hidden:
            values = {each[code] for each in tables}
            small = min(values) < floor
            # whoever sees this cannot say one small number
            assert not small or len(values) > 1, (hidden, total, tables)
            secrets += small
    assert secrets > floor


def test_primary_suppression_alone_would_give_the_count_away():
    counts = {"RW": 40, "RH": 18, "RB": 2}
    shown = {code: each for code, each in counts.items() if each >= FLOOR}
    assert sum(counts.values()) - sum(shown.values()) == 2


def test_two_small_cells_that_are_as_large_as_small_cells_get_are_not_alone():
    # 10 and 10 below a floor of 11: their sum of 20 says what both are
    found = protect({"RW": 50, "RH": 10, "RB": 10, "RA": 12}, FLOOR)
    assert len(found.hidden) == 3 and {"RH", "RB"} < set(found.hidden)


def test_zero_is_small_too():
    hidden = protect({"RW": 60, "RH": 40, "RB": 0}, FLOOR).hidden
    assert "RB" in hidden and len(hidden) == 2


def test_who_is_still_there_falls_from_step_to_step(desk):
    with pytest.raises(EquitykitError) as raised:
        desk.press(
            "workforce.steps", year="2026-27",
            **grid("applied", RW=40, RH=30), **grid("hired", RW=12, RH=31),
        )  # fmt: skip
    assert raised.value.id == "workforce_more_than_before"
    # the sentence repeats no count
    assert not any(value in str(raised.value.values) for value in ("30", "31"))
    assert not desk.stands(StaffFunnel)
    desk.press(
        "workforce.steps", year="2026-27",
        **grid("applied", RW=40, RH=30), **grid("hired", RW=14, RH=12),
    )  # fmt: skip
    desk.plan("data")
    wall = desk.show("workforce.funnel")
    assert "applied" in wall and "70" in wall and "26" in wall


def test_one_or_two_who_went_cannot_be_had_by_subtracting_steps(desk):
    # of 14 two went: 14 - 12; colleagues know who that is
    hired, stayed = {"RW": 40, "RH": 14, "RA": 30}, {"RW": 30, "RH": 12, "RA": 20}
    desk.press("workforce.steps", year="2026-27", **grid("hired", **hired))
    desk.press("workforce.steps", year="2026-27", **grid("stayed", **stayed))
    first, then = desk.stands(StaffFunnel).values()
    assert first.shown == hired
    assert "RH" in then.hidden and len(then.hidden) == 2
    # 62 - what is shown is the sum of two, and says nothing of one
    assert then.total == 62


def test_students_stand_beside_staff(desk):
    count(desk, **grid("teach", RW=60, RH=40))
    table = desk.read("workforce")
    assert "Of a hundred students" in table
    from equitykit.workbook.practices.workforce_shown import student_shares

    shares = student_shares(desk.page.book)
    rows = desk.page.book.released.rows
    assert shares and set(shares) <= set(rows["group"])
    assert all(0 < each < 100 for each in shares.values())


def test_causes_in_the_system_are_parked_for_the_causes(desk):
    desk.press("workforce.park", text="Posts are announced in English only")
    [parked] = desk.stands(ParkedExplanation).values()
    assert (parked.about, parked.state) == ("workforce", "waiting")
    assert "Posts are announced in English only" in desk.told("workforce")


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({}, "nobody_counted"),
        ({"teach.RW": "many"}, "workforce_count_wrong"),
        ({"teach.RW": "-3"}, "workforce_count_wrong"),
        ({"teach.RW": "40", "year": "2026"}, "workforce_year_wrong"),
        ({"teach.RW": "40", "year": "2026-28"}, "workforce_year_wrong"),
    ],
)
def test_what_cannot_stand_is_a_sentence(desk, values, error):
    with pytest.raises(EquitykitError) as raised:
        desk.press("workforce.count", **({"year": "2026-27"} | values))
    assert raised.value.id == error
    assert not desk.stands(StaffCounts)


def test_sent_again_nothing_is_written_twice(desk):
    id = count(desk, **grid("teach", RW=60, RH=40), **grid("care", RW=20, RH=20))
    before = len(desk.page.moment().entries)
    desk.press("workforce.count", id=id, year="2026-27", **grid("teach", RW=60, RH=40),
               **grid("care", RW=20, RH=20))  # fmt: skip
    assert len(desk.page.team.journal.entries(desk.page.team.stream)) == before


def test_the_wall_shows_only_levels_that_may_be_seen(desk):
    desk.plan("data")
    count(desk, **grid("teach", RW=60, RH=40), **grid("decide", RW=4))
    wall = desk.show("workforce.composition")
    assert "60% (60 of 100)" in wall and "board" not in wall
    assert "teachers" in desk.paper("workforce")


def test_the_map_of_hiring_says_for_each_step_who_decides_and_what_turns_people_away(desk):
    assert "No step is described yet." in desk.read("workforce")
    desk.press("workforce.map_step", at="offered", decides="the principal alone",
               turns_away="pay is told late")  # fmt: skip
    desk.press("workforce.map_step", at="applied", done="announced in English only",
               decides="personnel office", turns_away="a form of nine pages")  # fmt: skip
    read = desk.read("workforce")
    # in the order in which people take the steps, not in which they were typed
    assert read.index("a form of nine pages") < read.index("pay is told late")
    assert "Not described yet: were interviewed, were hired, and were still here" in read
    desk.plan("data")
    wall = desk.show("workforce.map")
    assert "the principal alone" in wall and "a form of nine pages" in wall
    assert "interviewed" not in wall


def test_a_step_that_is_sent_again_stands_as_it_was_last_said(desk):
    desk.press("workforce.map_step", at="hired", decides="the board", turns_away="it takes weeks")
    desk.press("workforce.map_step", at="hired", decides="the board, in two days")
    [step] = desk.stands(HiringStep).values()
    assert (step.decides, step.turns_away) == ("the board, in two days", "")
    desk.press("undo")
    [step] = desk.stands(HiringStep).values()
    assert step.turns_away == "it takes weeks"


@pytest.mark.parametrize(
    ("values", "id"),
    [
        ({"decides": "the board"}, "choice_missing"),
        ({"at": "dismissed", "decides": "the board"}, "field_unknown"),
        ({"at": "hired", "decides": "  "}, "text_missing"),
    ],
)
def test_what_is_no_step_changes_nothing(desk, values, id):
    with pytest.raises(EquitykitError) as raised:
        desk.press("workforce.map_step", **values)
    assert raised.value.id == id
    assert not desk.stands(HiringStep)
