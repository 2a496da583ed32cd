"""S25: a timeline of this place with sources and tellers, and a glossary of the team's own."""

import pytest

from equitykit.errors import EquitykitError
from equitykit.records.origins import GlossaryWord, TimelineEntry

BRIDGE = {
    "year": 1954, "until": "", "en": "The line was drawn along the canal", "es": "",
    "place": "local", "teller": "community", "source": "Oral history", "added_by": "Grandparent",
    "policy": "Attendance areas", "link": "Board policy 5116",
}  # fmt: skip
NATIONAL = BRIDGE | {"place": "national", "teller": "document", "policy": "", "en": "A ruling"}
WORD = {"en": "belonging", "es": "pertenencia", "means_en": "My name is said right",
        "means_es": "Dicen bien mi nombre", "added_by": "Student"}  # fmt: skip


def refused(desk, action, **values) -> str:
    before = desk.page.moment().sequence
    with pytest.raises(EquitykitError) as raised:
        desk.press(action, **values)
    assert desk.page.moment().sequence == before
    return raised.value.id


def test_a_history_with_nothing_local_and_nobody_of_the_community_is_pointed_out(practised):
    desk = practised.at("03_define")
    desk.press("origins.add_entry", **NATIONAL)
    read = desk.read("origins")
    assert "Nothing here is local." in read
    assert "Nobody of the community tells any of it." in read
    assert "None of it leads to a rule of today." in read

    desk.press("origins.add_entry", **BRIDGE)
    read = desk.read("origins")
    assert "Nothing here is local." not in read
    assert "Nobody of the community" not in read
    assert "None of it leads" not in read


def test_entries_stand_by_year_with_source_teller_and_what_of_today_goes_back_to_them(practised):
    desk = practised.at("03_define")
    desk.press("origins.add_entry", **BRIDGE)
    desk.press("origins.add_entry", **(NATIONAL | {"year": 1848, "until": 1870, "source": ""}))
    told = desk.told("origins")

    assert told.index("1848–1870") < told.index("1954")
    for part in ("Oral history", "Grandparent", "Attendance areas", "Board policy 5116"):
        assert part in told
    assert "One entry has no source yet." in told


@pytest.mark.parametrize(
    ("changed", "id"),
    [({"year": 2028}, "origin_future"), ({"until": 2028}, "origin_future"),
     ({"until": 1953}, "origin_period"), ({"year": "54"}, "origin_year_wrong"),
     ({"year": ""}, "origin_year_wrong"), ({"until": "later"}, "origin_year_wrong"),
     ({"year": "١٩٥٤"}, "origin_year_wrong"), ({"en": " "}, "origin_text_missing"),
     ({"added_by": ""}, "origin_who_missing"), ({"added_by": "x" * 201}, "origin_text_long"),
     ({"place": "moon"}, "field_unknown"), ({"teller": "ghost"}, "field_unknown")],
)  # fmt: skip
def test_what_cannot_be_is_a_sentence_and_nothing_is_kept(practised, changed, id):
    # the clock of these tests stands on 15 January 2027
    assert refused(practised.at("03_define"), "origins.add_entry", **(BRIDGE | changed)) == id


def test_a_change_is_a_version_with_its_reason_and_so_is_taking_out(practised):
    desk = practised.at("03_define")
    entry = f"origin/{desk.press('origins.add_entry', **BRIDGE)}"
    word = f"word/{desk.press('origins.add_word', **WORD)}"
    corrected = BRIDGE | {"year": 1956, "subject": entry}

    assert refused(desk, "origins.set_entry", **corrected) == "origin_reason_missing"
    assert refused(desk, "origins.set_word", **corrected) == "field_unknown"
    desk.press("origins.set_entry", **corrected, reason="The map in the archive says so")
    desk.press("origins.set_word", **(WORD | {"means_en": "I am missed"}), subject=word, reason="r")
    versions = desk.page.team.journal.versions(desk.page.team.stream, entry)
    assert [(each.record.year, each.reason) for each in versions] == [
        (1954, ""), (1956, "The map in the archive says so"),
    ]  # fmt: skip
    assert refused(desk, "origins.remove", subject=entry, reason="") == "origin_reason_missing"
    assert refused(desk, "origins.remove", subject="team", reason="r") == "field_unknown"
    desk.press("origins.remove", subject=entry, reason="Twice")
    assert not desk.stands(TimelineEntry)
    assert desk.stands(GlossaryWord)[word].means_en == "I am missed"


def test_the_glossary_is_in_both_languages_and_what_is_half_said_is_pointed_out(practised):
    desk = practised.at("03_define")
    desk.press("origins.add_word", **WORD)
    assert "Said in one language only" not in desk.read("origins")
    desk.press("origins.add_word", **(WORD | {"en": "gap", "es": "", "means_es": ""}))
    assert "Said in one language only, or without what we mean: gap." in desk.read("origins")
    assert refused(desk, "origins.add_word", **(WORD | {"en": "", "es": ""})) == "word_missing"
    nothing = WORD | {"means_en": "", "means_es": " "}
    assert refused(desk, "origins.add_word", **nothing) == "word_missing"

    desk.press("language", language="es")
    wall = desk.show("origins.glossary")
    assert "pertenencia" in wall and "Dicen bien mi nombre" in wall


def test_a_form_sent_twice_adds_once(practised):
    desk = practised.at("03_define")
    for _ in range(2):
        desk.press("origins.add_entry", id="a0000000-0000-4000-8000-000000000001", **BRIDGE)
        desk.press("origins.add_word", id="a0000000-0000-4000-8000-000000000002", **WORD)
    assert (len(desk.stands(TimelineEntry)), len(desk.stands(GlossaryWord))) == (1, 1)


def test_the_timeline_is_a_strip_for_the_room_and_lines_on_paper(practised):
    desk = practised.at("03_define")
    assert desk.told("origins") == ""
    assert "What happened" in desk.paper("origins")
    desk.press("origins.add_entry", **BRIDGE)
    wall = desk.show("origins.timeline")
    assert "1954" in wall and "drawn along the canal" in wall and "Attendance areas" in wall
