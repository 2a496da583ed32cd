"""S33: the register names groups in local words, and refuses to count whom a list could endanger."""

import pytest

from equitykit.errors import EquitykitError
from equitykit.records.groups import GroupEntry, GroupOrder
from equitykit.records.notes import Decision
from equitykit.reviews.groups import moved, names_of, register

KEPT = {"how": "count", "source": "State files", "privacy": "published"}


def taken(desk, code="SE") -> str:
    desk.press("groups.take", code=code)
    return f"group/{code}"


def own(desk, **names) -> str:
    return f"own-{desk.press('groups.add', **names)}"


def refused(desk, action, **values) -> str:
    before = desk.page.moment().sequence
    with pytest.raises(EquitykitError) as raised:
        desk.press(action, **values)
    assert desk.page.moment().sequence == before
    return raised.value.id


def test_it_is_no_fixed_list_of_races_a_team_adds_its_own_group_in_its_own_words(practised):
    desk = practised.at("03_define")
    code = own(desk, en="Mixteco-speaking students", es="Estudiantes de lengua mixteca")
    taken(desk, "SM")

    assert {record.code for record in desk.stands(GroupEntry).values()} == {code, "SM"}
    read = desk.read("groups")
    assert "Mixteco-speaking students" in read
    assert "Migrant students" in read
    assert desk.stands(GroupEntry)[f"group/{code}"].how == "listen"


@pytest.mark.parametrize("code", ["undocumented", "lgbtq"])
@pytest.mark.parametrize("how", ["count", "could"])
def test_status_that_endangers_is_not_recorded_by_default_and_counting_it_is_refused(
    practised, code, how
):
    desk = practised.at("03_define")
    stands = {each.record.code: each.record for each in register(desk.page.moment().standing)}
    assert (stands[code].how, stands[code].route, stands[code].privacy) == (
        "must_not", "listen", "none",
    )  # fmt: skip

    values = {"code": code, "how": how, "source": "a list", "privacy": "steward"}
    assert refused(desk, "groups.set", **values) == "group_never_counted"
    desk.press("groups.set", code=code, how="listen", source="a list", minimum=12)
    kept = desk.stands(GroupEntry)[f"group/{code}"]
    assert (kept.how, kept.source, kept.minimum, kept.privacy) == ("listen", "", None, "none")


@pytest.mark.parametrize(
    "name",
    ["Undocumented youth", "Estudiantes indocumentados", "LGBTQIA+", "Trans students",
     "DACA recipients", "Personas sin papeles", "By sexual orientation"],
)  # fmt: skip
def test_another_name_does_not_make_such_a_status_countable(practised, name):
    desk = practised.at("03_define")
    code = own(desk, en=name)

    assert refused(desk, "groups.set", code=code, en=name, **KEPT) == "group_never_counted"
    # nor does taking the name away from what was entered under it
    harmless = {"code": code, "en": "Group seven", "reason": "shorter", **KEPT}
    assert refused(desk, "groups.set", **harmless) == "group_never_counted"


def test_students_who_play_sports_are_a_group_like_others(practised):
    desk = practised.at("03_define")
    code = own(desk, es="Estudiantes que hacen deportes")
    desk.press("groups.set", code=code, es="Estudiantes que hacen deportes", reason="r", **KEPT)

    assert desk.stands(GroupEntry)[f"group/{code}"].how == "count"


def test_a_community_s_word_needs_who_chose_it_and_then_goes_before_the_local_label(practised):
    desk = practised.at("03_define")
    taken(desk, "SE")
    values = {
        "code": "SE",
        **KEPT,
        "en": "English learners",
        "preferred_en": "Multilingual learners",
    }

    assert refused(desk, "groups.set", **values) == "group_chosen_by_missing"
    desk.press("groups.set", **values, preferred_es="Estudiantes multilingües", chosen_by="DELAC")
    standing = desk.page.moment().standing
    assert names_of(standing, "en")["SE"] == "Multilingual learners"
    assert names_of(standing, "es")["SE"] == "Estudiantes multilingües"


def test_a_change_needs_a_reason_and_the_earlier_version_can_still_be_read(practised):
    desk = practised.at("03_define")
    subject = taken(desk, "SE")
    desk.press("groups.set", code="SE", en="Multilingual students", **KEPT)
    changed = {"code": "SE", "en": "Emergent bilinguals", **KEPT}
    assert refused(desk, "groups.set", **changed) == "group_reason_missing"

    desk.press("groups.set", **changed, reason="The parents' council asked for it")
    versions = desk.page.team.journal.versions(desk.page.team.stream, subject)
    assert [each.record.en for each in versions] == [
        "", "Multilingual students", "Emergent bilinguals",
    ]  # fmt: skip
    assert "The parents' council asked for it" in desk.told("groups")


def test_what_cannot_hold_is_said_in_a_sentence_and_nothing_is_kept(practised):
    desk = practised.at("03_define")
    taken(desk, "SE")
    base = {"code": "SE"}

    assert refused(desk, "groups.set", **base, how="") == "group_how_missing"
    assert refused(desk, "groups.set", **base, how="count") == "group_without_source"
    private = {**base, "how": "count", "source": "x", "privacy": "none"}
    assert refused(desk, "groups.set", **private) == "group_private_counted"
    # the floor of the sample's figures is 11
    assert refused(desk, "groups.set", **base, **KEPT, minimum=10) == "group_minimum_low"
    assert refused(desk, "groups.set", **base, **KEPT, minimum="many") == "field_unknown"
    assert refused(desk, "groups.set", **base, **{**KEPT, "how": "sort of"}) == "field_unknown"
    assert refused(desk, "groups.set", **base, **KEPT, en="x" * 201) == "group_text_long"
    assert refused(desk, "groups.take", code="NOPE") == "field_unknown"
    assert refused(desk, "groups.add", en=" ", es="") == "group_without_name"
    assert refused(desk, "groups.remove", code="SE", reason="") == "group_reason_missing"
    assert refused(desk, "groups.remove", code="lgbtq", reason="r") == "field_unknown"
    assert refused(desk, "groups.sort", by="race", reason="r") == "field_unknown"
    assert refused(desk, "groups.sort", by="own", reason="") == "group_order_reason"
    assert refused(desk, "groups.place", code="SE", place=0) == "field_unknown"
    desk.press("groups.set", **base, **KEPT, minimum=11)
    assert desk.stands(GroupEntry)["group/SE"].minimum == 11


def test_a_group_that_a_decision_is_about_is_not_taken_out_under_it(practised):
    desk = practised.at("03_define")
    code = own(desk, en="Newcomers")
    desk.page.team.write("decision/d1", Decision(meeting="", text="Welcome day", groups=(code,)))

    assert refused(desk, "groups.remove", code=code, reason="r") == "group_in_use"
    desk.page.team.withdraw("decision/d1")
    desk.press("groups.remove", code=code, reason="Named twice")
    assert not desk.stands(GroupEntry)


def test_the_same_form_sent_twice_makes_one_entry(practised):
    desk = practised.at("03_define")
    for _ in range(2):
        desk.press("groups.add", id="a0000000-0000-4000-8000-000000000001", en="Newcomers")
        desk.press("groups.take", id="a0000000-0000-4000-8000-000000000002", code="SE")
        desk.press(
            "groups.set",
            id="a0000000-0000-4000-8000-000000000003",
            code="SE",
            en="Multilingual",
            **KEPT,
        )

    assert len(desk.stands(GroupEntry)) == 2
    versions = desk.page.team.journal.versions(desk.page.team.stream, "group/SE")
    assert len(versions) == 2


def test_the_order_is_the_team_s_with_its_reason_and_each_move_is_to_a_place(practised):
    desk = practised.at("03_define")
    for code in ("RB", "SE", "SD"):
        taken(desk, code)
    desk.press("groups.sort", by="own", reason="As the youth council listed them")
    for _ in range(2):
        desk.press("groups.place", id="a0000000-0000-4000-8000-000000000004", code="SD", place=0)

    codes = [each.record.code for each in register(desk.page.moment().standing)]
    assert codes == ["SD", "RB", "SE", "undocumented", "lgbtq"]
    assert next(iter(desk.stands(GroupOrder).values())).reason == "As the youth council listed them"
    assert moved(["a", "b", "c"], "a", 2) == ("b", "c", "a")


def test_the_room_sees_names_and_ways_but_no_count_and_no_source(practised):
    desk = practised.at("03_define")
    taken(desk, "SE")
    desk.press("groups.set", code="SE", how="count", source="SECRET FILE", minimum=37)
    desk.press("language", language="en")
    wall = desk.show("groups.register")

    assert "English learners" in wall and "we count" in wall
    assert "SECRET FILE" not in wall and "37" not in wall


def test_a_group_that_only_has_a_route_missing_or_our_own_word_is_pointed_out(practised):
    desk = practised.at("03_define")
    code = own(desk, en="Newcomers")
    desk.press("groups.set", code=code, en="Newcomers", how="listen", reason="no route yet")
    read = desk.read("groups")

    assert "No figures, and no route to learn: Newcomers." in read
    assert "Which word do they use? Newcomers." in read


def test_nothing_recorded_is_the_paper_twin_in_both_languages(practised):
    desk = practised.at("03_define")
    assert desk.told("groups") == ""
    assert "LGBTQ+ students" in desk.paper("groups")
    spanish = practised.at("03_define", language="es")
    assert "no debemos registrar" in spanish.paper("groups")
