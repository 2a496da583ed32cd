"""S13: tasks with hours and pay; sums by role family; never a trait, never a wall."""

import re

import pytest

from equitykit.content.labour import load_jobs
from equitykit.content.texts import load_words
from equitykit.errors import EquitykitError
from equitykit.records.labour import LabourTask
from equitykit.records.notes import Promise
from equitykit.workbook.practices.practice import practice_of

TRAITS = re.compile(
    r"race|raza|ethnic|étnic|gender|género|\bsex\b|sexo|\bage\b|\bedad|religi|disab|discapac|"
    r"national|nacional|birth|nacimiento|\bname\b|\bnombre|initial|iniciales|orientation|"
    r"immigra|inmigra|pronoun|pronombre",
    re.IGNORECASE,
)


@pytest.fixture
def desk(practised):
    desk = practised.at("02_open")
    desk.plan("launch", people=12)
    return desk


def task(desk, text="Call ten families", job="teacher", seat=1, hours="3", paid="in_hours"):
    id = desk.press("labour.add", text=text, job=job, seat=seat, hours=hours, paid=paid)
    return f"labour/{id}"


def refused(desk, action, **values) -> EquitykitError:
    with pytest.raises(EquitykitError) as raised:
        desk.press(action, **values)
    return raised.value


def test_a_task_has_a_job_hours_and_pay_or_is_none(desk):
    whole = {"text": "Call", "job": "teacher", "seat": 1, "hours": "2", "paid": "unpaid"}
    assert refused(desk, "labour.add", **(whole | {"hours": ""})).id == "hours_missing"
    assert refused(desk, "labour.add", **(whole | {"hours": "a few"})).id == "hours_unreadable"
    assert refused(desk, "labour.add", **(whole | {"text": " "})).id == "text_missing"
    assert refused(desk, "labour.add", **(whole | {"paid": ""})).id == "field_unknown"
    assert not desk.stands(LabourTask)

    id = desk.press("labour.add", **whole)
    desk.press("labour.add", id=id, **whole)
    assert len(desk.stands(LabourTask)) == 1


def test_neither_the_record_nor_the_page_can_hold_a_trait_or_a_name(desk):
    # what a task holds, one by one: whoever adds something has to come past this line
    assert set(LabourTask.model_fields) == {
        "meeting", "text", "job", "seat", "hours", "paid", "keeps", "stands",
    }  # fmt: skip
    whole = {"text": "Call", "job": "teacher", "seat": 1, "hours": "2", "paid": "unpaid"}
    for trait in ("race", "ethnicity", "gender", "age", "holder", "name", "note"):
        assert refused(desk, "labour.add", **whole, **{trait: "x"}).id == "field_unknown"
    # a holder is chosen from a closed list: what somebody types is none
    for typed in ("Latina teacher", "Ms. Ruiz", "teacher, Black"):
        assert refused(desk, "labour.add", **(whole | {"job": typed})).id == "field_unknown"
    kept = task(desk)
    for attribute in ("job", "seat", "race", "holder"):
        with pytest.raises(EquitykitError):
            desk.write(kept, attribute, "Latina")

    page = desk.desk("labour")
    assert set(re.findall(r'name="([a-z_]+)"', page)) == {
        "text", "subject", "job", "seat", "hours", "paid",
    }  # fmt: skip
    for language in ("en", "es"):
        words = load_words(language)
        named = [words(f"record.labour_task_job.{job}") for job in load_jobs()]
        labels = [
            words(f"labour.field.{each}") for each in ("text", "job", "seat", "hours", "paid")
        ]
        assert not [each for each in (*named, *labels) if TRAITS.search(each)]


def test_the_room_has_no_screen_of_it(desk):
    assert not practice_of("labour").screens
    task(desk, "Call ten families")
    with pytest.raises(EquitykitError):
        desk.press("show", thing="labour.sums")
    assert "Call ten families" not in desk.wall()


def test_hours_are_added_up_by_role_family_and_by_pay(desk):
    task(desk, "Call", "teacher", 1, "3", "in_hours")
    task(desk, "Call more", "special_teacher", 1, "2.5", "unpaid")
    task(desk, "Print", "office_staff", 1, "1", "extra_paid")

    # teachers: 3 within paid hours and 2.5 unpaid are 5.5
    assert "Teachers 2 3 0 2.5 5.5" in desk.read("labour")
    assert "Other staff 1 0 1 0 1" in desk.read("labour")
    assert "Teachers 2 3 0 2.5 5.5" in desk.told("labour")


def test_unpaid_work_of_students_and_families_is_asked_about(desk):
    task(desk, "Translate", "parent", 1, "4", "unpaid")
    task(desk, "Survey", "student", 2, "1.5", "extra_paid")

    shown = desk.read("labour")
    assert "Families, unpaid hours: 4. Staff are paid for this work." in shown
    assert "Students, unpaid" not in shown
    assert "Families, unpaid hours: 4" in desk.told("labour")


def test_one_holder_with_most_of_the_open_work_is_looked_at_until_it_is_shared(desk):
    task(desk, "Call", "family_liaison", 1, "6", "in_hours")
    task(desk, "Print", "teacher", 1, "2", "in_hours")
    heavy = task(desk, "Interpret", "family_liaison", 1, "4", "in_hours")
    # 10 of 12 hours
    assert (
        "family liaison or interpreter, seat 1 carries 2 of 3 open tasks and 10 of 12 hours"
        in desk.read("labour")
    )
    assert "carries 2 of 3" not in desk.told("labour")

    changed = {"job": "district_leader", "seat": 1, "hours": "4", "paid": "in_hours"}
    desk.press("labour.change", subject=heavy, **changed)
    # 6 of 12 hours are not more than half
    assert "open tasks and" not in desk.read("labour")


def test_four_small_tasks_of_one_holder_are_many_and_two_seats_are_two_people(desk):
    for number in range(3):
        task(desk, f"Small {number}", "teacher", 1, "1")
    task(desk, "Small 3", "teacher", 2, "1")
    task(desk, "Large", "site_leader", 1, "4")
    assert "open tasks and" not in desk.read("labour")

    small = task(desk, "Small 4", "teacher", 1, "1")
    assert "teacher, seat 1 carries 4 of 6 open tasks and 4 of 9 hours" in desk.read("labour")
    desk.press("labour.stand", subject=small, stands="done")
    assert "carries 4 of" not in desk.read("labour")


def test_a_promise_without_hours_is_no_plan_and_becomes_a_task(desk):
    team = desk.page.team
    team.write(
        "promise/aaaaaaaa",
        Promise(meeting=desk.page.moment().meeting_id, text="Ask the bus company", to="families"),
    )
    assert "Promises and tasks without hours: 1" in desk.read("labour")

    desk.press(
        "labour.add", keeps="promise/aaaaaaaa", job="transport_food", seat=1, hours="2",
        paid="in_hours",
    )  # fmt: skip
    (kept,) = desk.stands(LabourTask).values()
    assert kept.text == "Ask the bus company"
    assert "without hours: " not in desk.read("labour")
    assert (
        refused(desk, "labour.add", keeps="agreement/x", job="teacher", hours="1", paid="unpaid").id
        == "field_unknown"
    )


def test_it_stands_at_the_step_where_tasks_are_decided(practised):
    from equitykit.content.agendas import load_agendas

    for agenda, step in (("launch", "decisions_tasks"), ("define", "decisions_close")):
        assert "labour" in load_agendas()[agenda].step(step).practices


def test_a_report_says_it_in_spanish_and_paper_has_lines(practised):
    desk = practised.at("02_open", language="es")
    assert desk.told("labour") == ""
    task(desk, "Llamar a las familias", "parent", 1, "2", "unpaid")

    assert "Familias, horas sin pago: 2" in desk.told("labour")
    assert "madre, padre o cuidador, lugar 1" in desk.told("labour")
    assert "¿Lo cargan otra vez las mismas pocas personas?" in desk.paper("labour")
