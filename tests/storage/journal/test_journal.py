"""What a team writes stays, in order; nobody's words are lost to a retry or to another's."""

import uuid

import pytest

from equitykit.errors import EquitykitError
from equitykit.records.notes import Decision, Line
from equitykit.records.record import FromLater, Withdrawn
from equitykit.records.team import StageReached, Team
from equitykit.storage.journal.journal import open_journal

TEAM = Team(name="Ribera", district="99000010000000")


def new() -> str:
    return str(uuid.uuid4())


def line(text: str, step: str = "notice") -> Line:
    return Line(meeting="m1", step=step, text=text)


@pytest.fixture
def team(journal) -> str:
    return journal.create_team(TEAM)


def test_a_new_team_is_listed_with_its_name_and_its_first_entry(journal, team):
    (info,) = journal.teams()

    assert (info.stream, info.team, info.entries, info.fork_of) == (team, TEAM, 1, None)
    assert info.last == journal.entries(team)[0].time


def test_the_team_that_wrote_last_comes_first(journal, team):
    other = journal.create_team(Team(name="Loma", district="99000020000000"))
    journal.append(team, "line/1", line("later"), id=new())

    assert [info.stream for info in journal.teams()] == [team, other]


def test_a_renamed_team_is_listed_by_its_new_name(journal, team):
    journal.append(team, "team", TEAM.with_value("name", "Ribera Unida"), id=new())

    assert [info.team.name for info in journal.teams()] == ["Ribera Unida"]


def test_what_was_written_is_there_after_opening_again(journal, store, team):
    journal.append(team, "line/1", line("más allá ✓ <b>"), id=new())
    journal.close()

    again = open_journal(store)
    assert again.standing(team).record("line/1") == line("más allá ✓ <b>")
    again.close()


def test_the_same_id_again_gives_back_the_entry_and_touches_nothing(journal, team):
    first = journal.append(team, "line/1", line("mine"), id="one")
    journal.append(team, "line/1", line("corrected"), id=new())
    before = journal.pulse(team)

    again = journal.append(team, "line/1", line("mine"), id="one")

    assert again == first
    assert journal.pulse(team) == before
    assert journal.standing(team).record("line/1") == line("corrected")


def test_an_entry_replaces_what_its_writer_had_seen_and_names_it(journal, team):
    first = journal.append(team, "line/1", line("one"), id=new())
    second = journal.append(
        team, "line/1", line("two"), id=new(), base=first.sequence, reason="a slip"
    )

    assert journal.standing(team)["line/1"] == (second,)
    assert (second.amends, second.reason) == (first.id, "a slip")
    assert journal.versions(team, "line/1") == [first, second]


def test_two_who_had_not_seen_each_other_both_stand_until_the_team_chooses(journal, team):
    base = journal.pulse(team)[0]
    one = journal.append(team, "line/1", line("one"), id=new(), base=base)
    two = journal.append(team, "line/1", line("two"), id=new(), base=base)

    assert journal.standing(team)["line/1"] == (one, two)
    assert journal.standing(team).conflicts() == ["line/1"]

    chosen = journal.append(team, "line/1", line("one"), id=new(), base=two.sequence)
    assert journal.standing(team)["line/1"] == (chosen,)
    assert chosen.replaces == (one.sequence, two.sequence)


def test_changes_of_different_attributes_are_merged(journal, team):
    seen = journal.append(team, "decision/1", Decision(meeting="m1"), id=new()).sequence
    change = dict(base=seen, blank=Decision(meeting="m1"))
    journal.change(team, "decision/1", "text", "Call home", id=new(), **change)
    merged = journal.change(team, "decision/1", "reason", "They asked", id=new(), **change)

    expected = Decision(meeting="m1", text="Call home", reason="They asked")
    assert journal.standing(team)["decision/1"] == (merged,)
    assert merged.record == expected
    assert merged.merged_from == seen


def test_changes_of_the_same_attribute_stand_beside_each_other(journal, team):
    seen = journal.append(team, "decision/1", Decision(meeting="m1"), id=new()).sequence
    change = dict(base=seen, blank=Decision(meeting="m1"))
    journal.change(team, "decision/1", "text", "Call home", id=new(), **change)
    journal.change(team, "decision/1", "text", "Visit home", id=new(), **change)

    texts = [entry.record.text for entry in journal.standing(team)["decision/1"]]
    assert texts == ["Call home", "Visit home"]


def test_the_same_words_from_two_are_no_conflict(journal, team):
    for _ in range(2):
        journal.change(
            team, "decision/1", "text", "Call", id=new(), base=1, blank=Decision(meeting="m1")
        )

    assert len(journal.standing(team)["decision/1"]) == 1


def test_one_attribute_of_a_conflict_is_changed_without_choosing_for_the_others(journal, team):
    blank = Decision(meeting="m1")
    one = journal.append(team, "decision/1", blank.with_value("text", "one"), id=new(), base=1)
    two = journal.append(team, "decision/1", blank.with_value("text", "two"), id=new(), base=1)
    journal.change(team, "decision/1", "reason", "R", id=new(), base=two.sequence, blank=blank)

    stand = [
        (each.record.text, each.record.reason) for each in journal.standing(team)["decision/1"]
    ]
    assert stand == [("one", ""), ("two", "R")]
    assert journal.standing(team)["decision/1"][0] == one


def test_typing_over_both_texts_of_a_conflict_is_the_choice(journal, team):
    blank = Decision(meeting="m1")
    journal.append(team, "decision/1", blank.with_value("text", "one"), id=new(), base=1)
    two = journal.append(team, "decision/1", blank.with_value("text", "two"), id=new(), base=1)
    journal.change(
        team, "decision/1", "text", "one and two", id=new(), base=two.sequence, blank=blank
    )

    assert [each.record.text for each in journal.standing(team)["decision/1"]] == ["one and two"]


def test_a_change_of_nothing_starts_from_the_blank(journal, team):
    entry = journal.change(team, "line/9", "text", "new", id=new(), base=1, blank=line(""))

    assert entry.record == line("new")


@pytest.mark.parametrize(
    ("attribute", "value"), [("text", "x" * 50_001), ("text", None), ("no such", "x")]
)
def test_a_value_that_the_record_refuses_is_a_sentence_and_leaves_no_trace(
    journal, team, attribute, value
):
    before = journal.pulse(team)
    with pytest.raises(EquitykitError) as refused:
        journal.change(team, "line/1", attribute, value, id=new(), base=1, blank=line(""))

    assert refused.value.id == "value_not_taken"
    assert journal.pulse(team) == before


def test_what_is_withdrawn_counts_no_more_but_can_be_read(journal, team):
    journal.append(team, "line/1", line("gone"), id=new())
    journal.append(team, "line/1", Withdrawn(), id=new())

    assert journal.standing(team).record("line/1") is None
    assert journal.standing(team).of(Line) == []
    assert [each.kind for each in journal.versions(team, "line/1")] == ["line", "withdrawn"]


def test_things_are_listed_in_the_order_in_which_they_first_appeared(journal, team):
    for number in (3, 1, 2):
        journal.append(team, f"line/{number}", line(str(number)), id=new())
    journal.append(team, "line/3", line("three"), id=new())
    journal.append(team, "stage", StageReached(stage="open"), id=new())

    assert [record.text for _, record in journal.standing(team).of(Line)] == ["three", "1", "2"]


def test_entries_after_a_sequence_are_read_in_order(journal, team):
    for number in range(5):
        journal.append(team, f"line/{number}", line(str(number)), id=new())

    assert [entry.sequence for entry in journal.entries(team, after=2)] == [3, 4, 5, 6]


def test_a_record_from_a_later_version_is_read_kept_and_never_flattened(journal, team):
    later = FromLater(named="line", body={"meeting": "m", "step": "s", "text": "t", "mood": 3})
    journal.append(team, "line/1", later, id=new())

    assert journal.standing(team).record("line/1") == later
    assert journal.versions(team, "line/1")[0].kind == "line"
    with pytest.raises(EquitykitError, match="record_from_later"):
        journal.change(team, "line/1", "text", "x", id=new(), base=2, blank=line(""))


def test_a_value_that_only_a_later_version_allows_can_be_read(journal, team):
    later = FromLater(named="stage_reached", body={"stage": "celebrate"})
    journal.append(team, "stage", later, id=new())

    assert journal.standing(team).record("stage") == later


def test_a_team_that_is_not_there_is_a_sentence(journal):
    for ask in (journal.pulse, journal.room, journal.change_room):
        with pytest.raises(EquitykitError, match="team_unknown"):
            ask("nobody")
    with pytest.raises(EquitykitError, match="team_unknown"):
        journal.append("nobody", "line/1", line("x"), id=new())


def test_a_draft_is_kept_until_it_becomes_an_entry_with_its_id(journal, team):
    kept = journal.keep_draft(team, "line/1#text", "Fami", id="d", revision=1, base=1)
    assert kept and [draft.text for draft in journal.drafts(team)] == ["Fami"]

    journal.append(team, "line/1", line("Families"), id="d")

    assert journal.drafts(team) == []
    late = journal.keep_draft(team, "line/1#text", "Famil", id="d", revision=2, base=1)
    assert not late and journal.drafts(team) == []


def test_a_late_revision_of_a_draft_is_ignored(journal, team):
    journal.keep_draft(team, "line/1#text", "Families", id="d", revision=5, base=1)
    before = journal.pulse(team)

    assert not journal.keep_draft(team, "line/1#text", "Fam", id="d", revision=4, base=1)
    assert journal.keep_draft(team, "line/1#text", "Families", id="d", revision=5, base=1)
    assert journal.drafts(team)[0].text == "Families"
    assert journal.pulse(team) == before


def test_a_draft_can_be_dropped_twice(journal, team):
    journal.keep_draft(team, "line/1#text", "x", id="d", revision=1, base=1)
    journal.drop_draft(team, "d")
    after = journal.pulse(team)
    journal.drop_draft(team, "d")

    assert journal.drafts(team) == []
    assert journal.pulse(team) == after


def test_half_a_character_and_a_nul_do_not_cost_the_rest_of_a_draft(journal, team):
    journal.keep_draft(team, "line/1#text", "a\x00b\ud83dc", id="d", revision=1, base=1)

    assert journal.drafts(team)[0].text == "a␀b?c"


def test_the_state_of_a_room_is_merged_and_stands_outside_the_chain(journal, team):
    journal.change_room(team, step="notice", ends=1_800_000, blank=True)
    state = journal.change_room(team, step="ask", blank=None)

    assert state.values == {"step": "ask", "ends": 1_800_000}
    assert journal.room(team) == state
    assert len(journal.entries(team)) == 1


def test_each_number_of_the_pulse_moves_for_its_own_reason(journal, team):
    assert journal.pulse(team) == (1, 0, 0)
    journal.append(team, "line/1", line("x"), id=new())
    assert journal.pulse(team) == (2, 0, 0)
    journal.keep_draft(team, "line/2#text", "x", id="d", revision=1, base=1)
    assert journal.pulse(team) == (2, 1, 0)
    journal.change_room(team, step="ask")
    assert journal.pulse(team) == (2, 1, 1)


def test_teams_do_not_see_each_other(journal, team):
    other = journal.create_team(Team(name="Loma", district="99000020000000"))
    journal.append(team, "line/1", line("ours"), id="same")
    journal.append(other, "line/1", line("theirs"), id="same")
    journal.keep_draft(other, "line/1#text", "x", id="d", revision=1, base=1)

    assert journal.standing(team).record("line/1") == line("ours")
    assert journal.drafts(team) == []
    assert journal.pulse(team) == (2, 0, 0)
