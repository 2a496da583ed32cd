"""The continuity pack: what stands, section by section, and what is still missing."""

from said_records import said, standing

from equitykit.records.notes import Decision, Line, Promise
from equitykit.records.pauses import Pause
from equitykit.records.record import Withdrawn
from equitykit.records.team import Team
from equitykit.reviews.continuity import empty_sections, pack

TEAM = Team(name="Attendance", district="99000000000000")
STORY = said(
    (0, "team", TEAM),
    (1, "decision/1", Decision(meeting="m", text="Begin with attendance")),
    (2, "decision/2", Decision(meeting="m", text="Wait for the families")),
    (3, "decision/1", Decision(meeting="m", text="Begin with mornings")),
    (4, "promise/1", Promise(meeting="m", text="Tell back", to="families")),
    (5, "promise/2", Promise(meeting="m", text="A slip of the pen")),
    (6, "promise/2", Withdrawn()),
    (7, "line/1", Line(meeting="m", step="notice", text="Mondays")),
    (8, "pause/1", Pause(meeting="m", stage="data", trigger="T1", breath=True)),
    (9, "line/2", None),
)


def sections(heads) -> dict[str, list[str]]:
    return {section.id: [subject for subject, _ in section.records] for section in pack(heads)}


def test_each_section_holds_what_stands_in_the_order_in_which_it_was_said():
    filled = {id: subjects for id, subjects in sections(standing(STORY)).items() if subjects}

    assert filled == {
        "why_we_began": ["team"],
        "decisions": ["decision/1", "decision/2"],
        "promises": ["promise/1"],
        "pauses": ["pause/1"],
        "what_we_wrote": ["line/1"],
    }


def test_the_newest_words_stand():
    decisions = next(each for each in pack(standing(STORY)) if each.id == "decisions")

    assert [record.text for _, record in decisions.records] == [
        "Begin with mornings",
        "Wait for the families",
    ]


def test_what_contradicts_each_other_is_handed_over_with_both_sides():
    one, other = said(
        (0, "decision/1", Decision(meeting="m", text="yes")),
        (0, "decision/1", Decision(meeting="m", text="no")),
    )

    assert sections({"decision/1": (one, other)})["decisions"] == ["decision/1"] * 2


def test_a_gap_is_shown_as_a_gap():
    empty = empty_sections(pack(standing(STORY)))

    assert {"agreements", "definition", "what_we_got_wrong"} <= set(empty)
    assert not {"decisions", "pauses"} & set(empty)
    assert len(empty_sections(pack({}))) == len(pack({}))
