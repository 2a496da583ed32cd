"""The question comes first; data have an age, an owner and somebody missing; gaps are closed."""

from datetime import date

import pytest

from equitykit.errors import EquitykitError
from equitykit.records.inventory import DataGap, DataQuestion, DataSet
from equitykit.reviews.inventory import (
    SetStand,
    all_slow,
    last_day,
    months_between,
    none_moves,
)
from equitykit.workbook.practices.inventory_prepared import PreparedSet


@pytest.fixture
def desk(practised):
    return practised.at("04_data")


def ask(desk, text: str = "Who misses school, and since when?") -> str:
    return f"data_question/{desk.press('inventory.ask', en=text)}"


def add(desk, **values) -> str:
    given = {"name": "Attendance by week", "privacy": "aggregate"} | values
    return f"data_set/{desk.press('inventory.add', **given)}"


def test_no_data_set_and_no_gap_can_be_written_before_there_is_a_question(desk):
    """The toy starts at "upload CSV"."""
    page = desk.desk("inventory")
    assert "inventory.ask" in page
    assert "inventory.add" not in page and 'type="file"' not in page
    for action, values in (
        ("inventory.add", {"name": "Attendance", "privacy": "open"}),
        ("inventory.take", {"measure": "suspension"}),
        ("inventory.add_gap", {"wants": "late", "text": "x", "owner": "y", "by": "2027-03-01"}),
    ):
        with pytest.raises(EquitykitError) as raised:
            desk.press(action, **values)
        assert raised.value.id == "inventory_question_first"

    ask(desk)
    assert 'data-action="inventory.add"' in desk.desk("inventory")


def test_a_row_says_owner_split_age_cadence_quality_who_is_missing_access_and_privacy(desk):
    ask(desk)
    # the practiced clock stands on 15 January 2027: four whole months after 10 September
    add(
        desk, owner="Attendance office", split_by="grade", as_of="2026-09-10", cadence="weekly",
        quality="usable", quality_note="two schools enter late", missing_who="transfer students",
        missing_share="12,5", access="by request",
    )  # fmt: skip
    read = desk.read("inventory")
    for said in (
        "Attendance office", "grade", "September 10, 2026", "4 months", "weekly",
        "usable with care: two schools enter late", "12.5% · transfer students", "by request",
        "this team, as counts above the floor",
    ):  # fmt: skip
        assert said in read, said


@pytest.mark.parametrize(
    ("earlier", "later", "months"),
    [
        (date(2026, 6, 30), date(2027, 1, 15), 6),
        (date(2026, 1, 31), date(2026, 2, 28), 1),
        (date(2026, 1, 15), date(2026, 2, 14), 0),
        (date(2026, 1, 15), date(2026, 2, 15), 1),
        (date(2026, 5, 1), date(2026, 1, 1), 0),
    ],
)
def test_the_lag_is_counted_in_whole_months(earlier, later, months):
    assert months_between(earlier, later) == months


def stand(cadence: str, privacy: str = "open") -> SetStand:
    record = DataSet(speaks_to="data_question/1", name="x", cadence=cadence, privacy=privacy)
    return SetStand("data_set/1", record, None)


def test_that_everything_comes_once_a_year_is_a_warning(desk):
    ask(desk)
    add(desk, name="State test", cadence="yearly")
    assert "Everything here comes once a year" in desk.read("inventory")
    weekly = add(desk, name="Attendance", cadence="weekly")
    assert "Everything here comes once a year" not in desk.read("inventory")
    desk.press("inventory.take_out", subject=weekly)
    assert "Everything here comes once a year" in desk.read("inventory")

    assert all_slow([stand("yearly"), stand("once")])
    assert not all_slow([])
    # what nobody here may see cannot steer a test either
    assert all_slow([stand("yearly"), stand("daily", "not_permitted")])


def test_each_row_is_asked_whether_it_can_change_within_the_test_window(desk):
    ask(desk)
    add(desk, cadence="term")
    assert "within our test window of 6 weeks? No." in desk.read("inventory")
    desk.press("inventory.set_window", weeks=20)
    assert "within our test window of 20 weeks? Yes" in desk.read("inventory")
    assert none_moves([stand("term")], 17) and not none_moves([stand("term")], 18)


def test_a_gap_has_an_owner_and_a_day_is_late_and_is_closed_with_what_came_of_it(desk):
    ask(desk)
    values = {"wants": "not_split", "text": "Discipline referrals by group", "by": "2027-01-10"}
    with pytest.raises(EquitykitError) as raised:
        desk.press("inventory.add_gap", **values, owner=" ")
    assert raised.value.id == "gap_owner_missing"

    gap = f"data_gap/{desk.press('inventory.add_gap', **values, owner='Data office')}"
    assert "its day has passed" in desk.read("inventory")
    with pytest.raises(EquitykitError) as raised:
        desk.press("inventory.close", subject=gap, came_of="")
    assert raised.value.id == "gap_came_of_missing"
    desk.press("inventory.close", subject=gap, came_of="It comes each term now.")

    closed = desk.stands(DataGap)[gap]
    assert closed.came_of == "It comes each term now." and closed.closed_on == desk.page.today()
    assert "its day has passed" not in desk.read("inventory")


def test_an_open_gap_has_a_letter_in_both_languages_that_asks_for_no_list_of_students(desk):
    ask(desk)
    desk.press(
        "inventory.add_gap", wants="late", text="Absence by month", owner="Family liaison",
        asked="the student information office", by="2027-02-01",
    )  # fmt: skip
    read = desk.read("inventory")
    assert "To the student information office:" in read
    assert "no rows about single students" in read
    assert "sin filas sobre estudiantes" in read
    assert "Family liaison answers questions" in desk.told("inventory")


def test_published_figures_become_a_row_that_comes_once_a_year(desk):
    ask(desk)
    desk.press("inventory.take", measure="suspension")
    desk.press("inventory.take", measure="suspension_defiance")
    [record] = desk.stands(DataSet).values()
    assert (record.measure, record.cadence, record.privacy) == ("suspension", "yearly", "open")
    assert record.name == "suspension (DataQuest), 2022-23 to 2024-25"
    # a school year ends with June
    assert record.as_of == date(2025, 6, 30)
    with pytest.raises(EquitykitError) as raised:
        desk.press("inventory.take", measure="immigration")
    assert raised.value.id == "field_unknown"


def test_the_inventory_starts_from_what_the_prepared_files_say_of_themselves(desk):
    """The toy is an empty table: source, years and age stand in the files already."""
    assert "suspension25.txt" not in desk.read("inventory")
    ask(desk)
    read = desk.read("inventory")
    # from 30 June 2025 to 15 January 2027 there are 18 whole months
    assert "suspension (DataQuest), 2022-23 to 2024-25 June 30, 2025 18 months" in read
    assert "suspension23.txt, suspension24.txt, and suspension25.txt" in read

    press = desk.press("inventory.take", measure="all")
    rows = {each.measure: each for each in desk.stands(DataSet).values()}
    assert "suspension25.txt" not in desk.read("inventory")
    assert {"chronic_absenteeism", "graduation", "dashboard_ela"} <= set(rows)
    # one row for each kind of file, however many measures stand in it
    assert "suspension_defiance" not in rows and "dropout" not in rows
    desk.press("inventory.take", id=press, measure="all")
    assert len(desk.stands(DataSet)) == len(rows)


def test_what_a_file_says_of_itself_is_read_in_the_language_of_the_room(desk):
    desk.plan("data")
    ask(desk)
    desk.press("inventory.take", measure="suspension")
    [row] = desk.stands(DataSet)
    desk.press("language", language="es")
    wall = desk.show("inventory.have")
    assert "suspensión (DataQuest), de 2022-23 a 2024-25" in wall and "cifras ocultas" in wall
    # what people wrote stays as they wrote it
    desk.write(row, "missing_who", "families who moved in spring")
    assert "families who moved in spring" in desk.wall()


def test_our_own_counts_are_not_called_published(desk):
    ask(desk)
    desk.press("inventory.take", measure="own_suspension")
    [own] = desk.stands(DataSet).values()
    assert (own.owner, own.privacy, own.cadence) == ("our own district", "aggregate", "unknown")
    assert "figures of our own" in own.name and "the floor" in own.access


def test_a_row_names_the_groups_whose_figures_are_hidden_and_no_number(desk):
    ask(desk)
    desk.press("inventory.take", measure="suspension")
    [record] = desk.stands(DataSet).values()
    assert "Pacific Islander" in record.missing_who
    assert not any(letter.isdigit() for letter in record.missing_who)


def test_a_year_that_still_runs_has_no_last_day_yet_and_a_census_is_of_october():
    running = PreparedSet("suspension", ("suspension",), ("2022-23", "2025-26"), (), ())
    assert running.as_of == date(2026, 6, 30)
    assert running.gaps == ("2023-24", "2024-25")
    census = PreparedSet("upc", ("upc_students",), ("2025-26",), (), ())
    assert census.as_of == date(2025, 10, 1) and census.gaps == ()


# the first Wednesday of October: the days that the state named in its calendars for CALPADS
@pytest.mark.parametrize(("year", "day"), [("2017-18", 4), ("2019-20", 2), ("2024-25", 2)])
def test_census_day_is_the_first_wednesday_of_october(year, day):
    assert last_day("census_enrollment", year) == date(int(year[:4]), 10, day)


def test_a_row_that_stands_is_told_better_by_the_team(desk):
    ask(desk)
    row = add(desk, cadence="yearly")
    desk.write(row, "missing_who", "families who moved in spring")
    desk.write(row, "cadence", "monthly")
    assert "families who moved in spring" in desk.read("inventory")
    assert desk.stands(DataSet)[row].cadence == "monthly"
    # who may see it is not changed by the way
    with pytest.raises(EquitykitError):
        desk.write(row, "privacy", "open")
    assert desk.stands(DataSet)[row].privacy == "aggregate"


def test_the_sheet_on_paper_holds_the_files_that_are_there(desk):
    paper = desk.paper("inventory")
    assert "suspension (DataQuest), 2022-23 to 2024-25" in paper and "June 30, 2025" in paper


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"name": ""}, "text_missing"),
        ({"privacy": ""}, "inventory_privacy_missing"),
        ({"privacy": "everybody"}, "field_unknown"),
        ({"cadence": "sometimes"}, "field_unknown"),
        ({"missing_share": "140"}, "inventory_share_wrong"),
        ({"missing_share": "many"}, "inventory_share_wrong"),
        ({"as_of": "2099-01-01"}, "inventory_date_ahead"),
        ({"as_of": "soon"}, "date_missing"),
        ({"question": "data_question/12345678"}, "field_unknown"),
        ({"name": "Students by immigration status"}, "inventory_never_counted"),
    ],
)
def test_what_cannot_stand_is_a_sentence_and_keeps_nothing(desk, values, error):
    ask(desk)
    with pytest.raises(EquitykitError) as raised:
        add(desk, **values)
    assert raised.value.id == error
    assert not desk.stands(DataSet)


def test_a_status_that_endangers_students_can_only_be_named_as_not_permitted(desk):
    ask(desk)
    add(desk, name="Students by immigration status", privacy="not_permitted")
    assert "we learn of it by listening" in desk.read("inventory")


def test_with_two_questions_a_row_says_which_and_a_question_without_data_is_told(desk):
    first = ask(desk)
    ask(desk, "How does it feel to come late?")
    with pytest.raises(EquitykitError) as raised:
        add(desk)
    assert raised.value.id == "inventory_question_first"
    add(desk, question=first)
    assert "stands under this question: How does it feel to come late?" in desk.told("inventory")


def test_resending_a_press_writes_nothing_twice(desk):
    id = desk.press("inventory.ask", en="Who?")
    desk.press("inventory.ask", id=id, en="Who?")
    assert len(desk.stands(DataQuestion)) == 1


def test_the_wall_shows_questions_and_ages_and_the_paper_twin_has_a_letter(desk):
    ask(desk)
    add(desk, as_of="2026-09-10", cadence="weekly")
    desk.plan("data")
    assert "Who misses school" in desk.show("inventory.questions")
    assert "4 months" in desk.show("inventory.have")
    assert desk.told("inventory") and "To __________:" in desk.paper("inventory")
    desk.press("language", language="es")
    assert "4 meses" in desk.wall()


def test_without_a_question_nothing_is_told(desk):
    assert desk.told("inventory") == ""
