"""Roles, checks of the room and private questions have their words."""

from equitykit.content.preparation import (
    MIRROR_QUESTIONS,
    load_meeting_roles,
    load_room_checks,
)
from equitykit.content.texts import load_texts


def ids(file: str) -> set[str]:
    return {id.split(".")[1] for id in load_texts() if id.startswith(f"{file}.")}


def test_each_role_says_in_a_line_what_it_does():
    assert ids("meeting_roles") == set(load_meeting_roles())
    for role in load_meeting_roles():
        assert {f"meeting_roles.{role}.name", f"meeting_roles.{role}.does"} <= set(load_texts())


def test_no_meeting_should_be_without_somebody_who_asks_who_is_missing():
    assert load_meeting_roles()["equity_watcher"]


def test_each_check_of_the_room_has_a_line_and_a_part():
    checks = load_room_checks()

    assert ids("room_checks") == {"part"} | {id for part in checks.values() for id in part}
    assert [part for part in checks if f"room_checks.part.{part}" not in load_texts()] == []


def test_a_private_page_says_that_nothing_leaves_it():
    note = load_texts()["care.private.note"]

    assert note["en"] == "This stays on this screen. It is not sent or saved."
    assert note["es"] == "Esto se queda en esta pantalla. No se envía ni se guarda."
    assert {id for id in ids("care") if id.startswith("mirror_")} == set(MIRROR_QUESTIONS)
