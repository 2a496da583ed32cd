"""What is open is said before the talk; the register of decisions overwrites nothing (S9, S11)."""

import re
from datetime import date, timedelta

import pytest
from practices import text_of

from equitykit.content.texts import load_texts
from equitykit.errors import EquitykitError
from equitykit.records.notes import Decision
from equitykit.records.reading import read_record
from equitykit.records.rights import LEVELS, AgendaItem, ItemInput, WhoDecides
from equitykit.records.table import TableMap, Touched
from equitykit.records.voice import VoiceEntry
from equitykit.reviews.rights import card_age, check_counts, register_of

LATER = "2199-04-30"


def item(desk, **values) -> str:
    subject = f"item/{desk.press('rights.add_item')}"
    for name, text in values.items():
        desk.write(subject, name, text)
    return subject


def begun(desk, **values) -> str:
    subject = f"decision/{desk.press('rights.begin')}"
    values = {
        "question": "When does the first bus leave?",
        "text": "The first bus leaves ten minutes later",
        "reason": "Many families said so",
        "options": "as now\nten minutes later",
        "absent": "bus drivers",
        "would_reopen": "late arrivals go up",
        "decided_by": "the team",
    } | values
    for name, text in values.items():
        desk.write(subject, name, text)
    return subject


def settled(desk, subject: str, **values) -> str:
    values = {"how": "consensus", "present_teacher": 5, "present_family": 4} | values
    desk.press("rights.settle", subject=subject, **values)
    return subject


def refused(desk, action: str, **values) -> str:
    with pytest.raises(EquitykitError) as raised:
        desk.press(action, **values)
    return raised.value.id


# S9: open, bounded, decided


def test_the_room_is_not_asked_about_what_is_decided_and_is_told_so_instead(practised):
    desk = practised.at("02_open")
    desk.plan("launch")
    decided = item(desk, en="School colours", mark="decided", level="site")
    bounded = item(desk, en="Bus times", mark="bounded", level="district")
    unmarked = item(desk, en="Lunch")

    assert refused(desk, "rights.ask", subject=decided) == "input_on_decided"
    assert refused(desk, "rights.input", subject=decided, text="Blue") == "input_on_decided"
    assert refused(desk, "rights.ask", subject=bounded) == "limits_missing"
    assert refused(desk, "rights.input", subject=unmarked, text="Rice") == "item_not_marked"
    desk.write(unmarked, "mark", "open")
    assert refused(desk, "rights.input", subject=unmarked, text=" ") == "text_missing"
    assert refused(desk, "rights.input", subject=unmarked, text="x" * 50_001) == (
        "live_message_wrong"
    )
    assert refused(desk, "rights.input", subject="support", text="Rice") == "field_unknown"
    assert desk.stands(ItemInput) == {}
    wall = desk.show("rights.items")
    assert "School colours already decided, for information" in wall


def test_a_bounded_item_is_asked_about_with_its_limits_and_its_decider(practised):
    desk = practised.at("02_open")
    desk.plan("launch")
    bus = item(desk, en="Bus times", es="Horario del autobús", mark="bounded", level="district",
               limits_en="no more drivers", limits_es="sin más choferes")  # fmt: skip
    desk.press("language", language="both")
    desk.press("rights.ask", subject=bus)
    wall = desk.wall()
    assert "Limits: no more drivers" in wall and "Límites: sin más choferes" in wall
    assert "Who decides: the district" in wall and "Horario del autobús" in wall

    said = desk.press("rights.input", subject=bus, text="Ten minutes later")
    desk.press("rights.input", id=said, subject=bus, text="Ten minutes later")
    assert [each.text for each in desk.stands(ItemInput).values()] == ["Ten minutes later"]
    desk.write(bus, "mark", "decided")
    assert "was asked about this before it was decided (things said: 1)" in desk.read("rights")
    assert "Bus times: Ten minutes later" in desk.told("rights")


def test_an_item_without_a_decider_or_a_mark_is_pointed_out(practised):
    desk = practised.at("02_open")
    lunch = item(desk, en="Lunch")
    assert "Not marked yet: 1." in desk.read("rights")
    assert "Nobody is named as deciding this" in desk.read("rights")
    desk.write(lunch, "mark", "open")
    desk.write(lunch, "decider", "the kitchen lead")
    assert "Not marked yet" not in desk.read("rights")
    assert "Nobody is named" not in desk.read("rights")


# S9: the register


def test_the_register_says_what_minutes_do_not(practised):
    desk = practised.at("02_open")
    desk.plan("launch", people=12)
    subject = begun(desk)
    settled(desk, subject, how="vote", **{"for": 6, "against": 2, "abstained": 1})

    told = desk.told("rights")
    for sentence in (
        "by vote, the team.",
        "Question: When does the first bus leave?",
        "Could have been chosen: as now · ten minutes later",
        "For 6, against 2, abstained 1.",
        "In the room: Families 4 · Teachers 5",
        "Affected and not there: bus drivers",
        "Would be opened again by: late arrivals go up",
    ):
        assert sentence in told or sentence.replace("Families 4 · Teachers 5",
                                                    "Teachers 5 · Families 4") in told  # fmt: skip
    decision = desk.stands(Decision)[subject]
    assert decision.present == {"family": 4, "teacher": 5}
    assert "by vote, the team" in desk.show("rights.register")


def test_what_is_in_the_register_is_overwritten_by_nobody(practised):
    desk = practised.at("02_open")
    desk.plan("launch", people=12)
    subject = settled(desk, begun(desk))
    before = desk.stands(Decision)[subject]

    with pytest.raises(EquitykitError) as raised:
        desk.write(subject, "text", "Something else")
    assert raised.value.id == "decision_settled"
    assert refused(desk, "withdraw", subject=subject) == "decision_settled"
    assert refused(desk, "rights.settle", subject=subject, how="sponsor") == "decision_settled"
    assert desk.stands(Decision)[subject] == before


def test_a_reversal_is_a_decision_of_its_own_and_both_are_linked(practised):
    desk = practised.at("02_open")
    desk.plan("launch", people=12)
    first = settled(desk, begun(desk))
    assert refused(desk, "rights.reverse", subject=first, reason=" ") == "reversal_reason_missing"
    press = desk.press("rights.reverse", subject=first, reason="Arrivals came late")
    desk.press("rights.reverse", id=press, subject=first, reason="Arrivals came late")
    second = f"decision/{press}"
    assert refused(desk, "rights.reverse", subject=first, reason="Again") == "decision_taken_back"
    assert "Taken back" not in desk.told("rights")

    desk.write(second, "text", "The bus leaves as before")
    desk.write(second, "decided_by", "the team")
    settled(desk, second)
    stands = desk.stands(Decision)
    assert stands[first].text == "The first bus leaves ten minutes later"
    assert (stands[second].reverses, stands[second].reason) == (first, "Arrivals came late")
    told = desk.told("rights")
    assert "by: The bus leaves as before" in told
    assert "It takes back: The first bus leaves ten minutes later" in told


def test_a_decision_about_a_group_without_it_is_marked_everywhere_and_gets_a_day(practised):
    desk = practised.at("02_open")
    desk.plan("launch", people=12)
    subject = begun(desk, groups='["SE", "SD"]', groups_involved='["SD"]')
    mark = "Decided about English learners, with nobody from this group involved."
    assert mark in desk.read("rights")
    counts = {"how": "consensus", "present_teacher": 3}

    assert refused(desk, "rights.settle", subject=subject, **counts) == "return_date_missing"
    assert refused(desk, "rights.settle", subject=subject, reopen_on="2020-01-01", **counts) == (
        "date_has_passed"
    )
    settled(desk, subject, reopen_on=LATER)
    decision = desk.stands(Decision)[subject]
    assert (decision.groups_without_part, decision.reopen_on.isoformat()) == (("SE",), LATER)
    assert mark in desk.told("rights")
    assert mark in desk.show("rights.register")
    assert mark in desk.read("rights")


@pytest.mark.parametrize(
    ("counts", "id"),
    [
        ({"how": "vote", "for": 6, "against": 4}, "more_votes_than_present"),
        ({"how": "vote"}, "votes_missing"),
        ({"how": "consensus", "against": 1}, "votes_without_vote"),
        ({"how": "sponsor", "present_teacher": 0, "present_family": 0}, "nobody_present"),
        ({"how": "consensus", "present_teacher": 9}, "more_present_than_planned"),
        ({"how": ""}, "decision_way_missing"),
        ({"how": "coin"}, "field_unknown"),
        ({"how": "consensus", "reopen_on": "2020-01-01"}, "date_has_passed"),
        ({"how": "consensus", "reopen_on": "soon"}, "value_not_taken"),
    ],
)
def test_counts_and_dates_that_cannot_be_are_a_sentence_and_enter_nothing(practised, counts, id):
    desk = practised.at("02_open")
    desk.plan("launch", people=12)
    subject = begun(desk)
    values = {"present_teacher": 5, "present_family": 4} | counts

    assert refused(desk, "rights.settle", subject=subject, **values) == id
    assert desk.stands(Decision)[subject].on is None


def test_votes_of_everybody_present_are_taken_and_one_more_is_not():
    check_counts("vote", {"for": 5, "against": 4}, {"teacher": 9}, 9)
    with pytest.raises(EquitykitError) as raised:
        check_counts("vote", {"for": 6, "against": 4}, {"teacher": 9}, 9)
    assert raised.value.values == {"count": 10, "people": 9}


def test_an_unfinished_decision_is_named_by_what_is_missing(practised):
    desk = practised.at("02_open")
    desk.plan("launch", people=12)
    subject = begun(desk, text="", decided_by=" ")
    with pytest.raises(EquitykitError) as raised:
        settled(desk, subject)
    assert raised.value.id == "decision_unfinished"
    assert raised.value.values["missing"] == "what is decided and who decides"


def test_a_decision_whose_day_has_come_asks_to_be_opened_again(practised, monkeypatch):
    desk = practised.at("02_open")
    desk.plan("launch", people=12)
    settled(desk, begun(desk), reopen_on=LATER)
    due = "The day to open it again has come: April 30, 2199."
    assert due not in desk.told("rights")
    monkeypatch.setattr("equitykit.workbook.practices.rights.today", lambda: date(2199, 4, 30))
    assert due in desk.told("rights")
    [entered] = register_of(desk.page.moment().standing)
    assert entered.is_due(date(2199, 4, 30)) and not entered.is_due(date(2199, 4, 29))


def test_entries_of_before_the_register_are_read_as_they_were():
    old = {"meeting": "meeting/1", "text": "We ask twelve families", "reason": "", "groups": ["EL"],
           "absent": "families"}  # fmt: skip
    decision = read_record("decision", old)
    assert isinstance(decision, Decision)
    assert (decision.text, decision.groups, decision.on) == (
        "We ask twelve families",
        ("EL",),
        None,
    )


def test_a_form_that_is_sent_twice_enters_a_decision_once(practised):
    desk = practised.at("02_open")
    desk.plan("launch", people=12)
    subject = begun(desk)
    values = {"subject": subject, "how": "consensus", "present_teacher": 5}
    press = desk.press("rights.settle", **values)
    desk.press("rights.settle", id=press, **values)
    versions = desk.page.team.journal.versions(desk.page.team.stream, subject)
    assert len([each for each in versions if each.record.on]) == 1


def test_the_meetings_page_has_each_field_of_a_decision_once(practised):
    desk = practised.at("00_today")
    desk.plan("launch", people=12)
    begun(desk)
    desk.press("go", step="sponsor")
    fields = re.findall(r'id="(f-decision[^"]+)"', str(desk.page.draw()))
    assert fields and len(fields) == len(set(fields))


def test_a_step_with_the_register_has_one_place_to_write_a_decision(practised):
    desk = practised.at("00_today")
    desk.plan("launch", people=12)
    begun(desk, text="")
    desk.press("go", step="decisions_tasks")
    drawn = str(desk.page.draw())
    assert 'data-action="rights.begin"' in drawn
    assert 'data-action="new_decision"' not in drawn
    fields = set(re.findall(r'data-field="decision/[^"#]+#(\w+)"', drawn))
    assert {"text", "reason", "groups", "absent", "question", "decided_by"} <= fields

    desk.press("go", step="connection")
    drawn = str(desk.page.draw())
    assert 'data-action="new_decision"' in drawn and 'data-action="rights.begin"' not in drawn


def test_the_end_of_a_meeting_says_what_is_not_entered_yet(practised):
    desk = practised.at("00_today")
    desk.plan("launch", people=12)
    desk.press("go", step="decisions_tasks")
    assert "not entered in the register yet" not in text_of(desk.page.draw())
    first, second = begun(desk), begun(desk)
    assert "2 decisions of this meeting are not entered" in text_of(desk.page.draw())
    settled(desk, first)
    assert "One decision of this meeting is not entered" in text_of(desk.page.draw())
    desk.press("end_meeting")
    assert "One decision of this meeting is not entered" in text_of(desk.page.draw())
    desk.press("leave_meeting")
    desk.plan("define", people=12)
    desk.press("go", step="decisions_close")
    assert "not entered in the register yet" not in text_of(desk.page.draw())
    assert desk.stands(Decision)[second].on is None


def test_who_is_in_the_room_is_filled_in_from_the_decision_before(practised):
    desk = practised.at("02_open")
    desk.plan("launch", people=12)
    settled(desk, begun(desk))
    begun(desk, text="A second thing")
    assert 'name="present_teacher" value="5"' in desk.desk("rights")


def test_the_part_that_a_group_had_by_the_voice_record_takes_the_mark_away(practised):
    desk = practised.at("02_open")
    desk.plan("launch", people=12)
    subject = begun(desk, groups='["SE"]')
    mark = "Decided about English learners"
    entry = VoiceEntry(stage="open", voice_of="SE", level=2, source="asked in a round")
    desk.page.team.write("voice/abcdef01", entry)
    assert mark in desk.read("rights")
    shaped = entry.model_copy(update={"level": 3, "source": "their words changed the question"})
    desk.page.team.write("voice/abcdef02", shaped)
    assert mark not in desk.read("rights")
    settled(desk, subject)
    assert desk.stands(Decision)[subject].groups_without_part == ()


def test_who_is_in_the_room_is_taken_from_the_table(practised):
    desk = practised.at("02_open")
    desk.plan("launch", people=12)
    meeting = desk.page.moment().meeting_id
    for id, role, here in (("aaaaaaaa", "student", 3), ("bbbbbbbb", "teacher", 4)):
        desk.page.team.write(f"touched/{id}", Touched(en=role, role=role))
        table = TableMap(meeting=meeting, en=role, here=here)
        desk.page.team.write(f"{meeting}/table/{id}", table)
    begun(desk, groups='["SE"]')
    html = desk.desk("rights")
    assert "nobody is here from: English learners" in html
    assert 'name="present_student" value="3"' in html
    assert 'name="present_teacher" value="4"' in html


# S11: who can decide this


def test_a_card_is_made_the_districts_own_in_both_languages_and_shown(practised):
    desk = practised.at("02_open")
    desk.press("rights.take_card", level="site")
    desk.press("rights.take_card", level="site")
    assert list(desk.stands(WhoDecides)) == ["who_decides/site"]
    desk.write("who_decides/site", "en", "The school council decides on clubs.")
    desk.write("who_decides/site", "money_es", "Hasta 500 dólares.")
    desk.press("language", language="both")
    wall = desk.show("rights.cards")
    assert "The school council decides on clubs." in wall
    spanish = practised.at("02_open", language="es")
    assert "Hasta 500 dólares." in spanish.told("rights")
    assert "Hasta 500 dólares." in spanish.paper("rights")
    assert refused(desk, "rights.take_card", level="moon") == "field_unknown"


def test_a_card_says_when_it_was_checked_and_after_a_year_that_it_is_out_of_date(practised):
    desk = practised.at("02_open")
    desk.press("rights.take_card", level="county")
    assert "Nobody has checked this for the district yet" in desk.told("rights")
    year_ago = (date.today() - timedelta(days=366)).isoformat()

    assert refused(desk, "rights.check_card", level="county", on="2199-01-01") == "date_not_yet"
    desk.press("rights.check_card", level="county", on=year_ago, by="budget office")
    assert "Out of date" in desk.told("rights") and "Out of date" in desk.read("rights")
    desk.press("rights.check_card", level="county", on=date.today().isoformat(), by="budget office")
    assert "Out of date" not in desk.told("rights")
    assert "budget office" in desk.told("rights")


def test_a_card_is_believed_for_a_year_and_not_a_day_longer():
    card = WhoDecides(level="state", checked=date(2026, 3, 1))
    assert card_age(card, date(2027, 3, 1)) == "checked"
    assert card_age(card, date(2027, 3, 2)) == "old"
    assert card_age(WhoDecides(level="state"), date(2027, 3, 2)) == "unchecked"


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_cards_have_no_jargon_and_no_place(language):
    for level in LEVELS:
        for part in ("text", "money"):
            text = load_texts()[f"rights.card_{level}.{part}"][language]
            assert not re.search(r"\b[A-ZÁÉÍÓÚ]{2,}\b|California|stakeholder|apportion", text), text
            assert len(text.split()) <= 45, text


def test_the_explainer_is_a_page_for_families_also_without_a_record(practised):
    desk = practised.at("02_open")
    assert desk.told("rights") == ""
    paper = desk.paper("rights")
    assert "Who can decide this?" in paper and "Most of a school's money" in paper
    assert "bounded: open within limits" in paper


def test_only_fields_of_items_can_be_written(practised):
    desk = practised.at("02_open")
    lunch = item(desk, en="Lunch")
    for attribute, text in (("meeting", "x"), ("mark", "maybe"), ("moon", "x")):
        with pytest.raises(EquitykitError):
            desk.write(lunch, attribute, text)
    assert desk.stands(AgendaItem)[lunch].en == "Lunch"
