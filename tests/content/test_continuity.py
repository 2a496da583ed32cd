"""The ten-minute path and the continuity pack: the guide's parts, with words, and no record lost."""

from said_records import record_kinds

from equitykit.content.continuity import load_newcomer_path, load_pack_sections
from equitykit.content.texts import load_texts

# what was dealt and labeled is told again by the round that asked about it
NOT_OF_THE_TEAMS_STORY = {"withdrawn", "from_later", "perspective_deal", "perspective_labels"}


def test_the_ten_minute_path_has_the_guides_seven_items():
    assert [part.id for part in load_newcomer_path()] == [
        "aim", "who", "one_chart", "one_voice", "theory", "last_test", "todays_question",
    ]  # fmt: skip
    for part in load_newcomer_path():
        assert {f"newcomer.{part.id}.name", f"newcomer.{part.id}.not_yet"} <= set(load_texts())


def test_the_pack_has_the_guides_sixteen_sections_then_pauses_and_all_that_was_written():
    sections = [part.id for part in load_pack_sections()]

    assert len(sections) == 16 + 2
    assert sections[-2:] == ["pauses", "what_we_wrote"]
    assert [id for id in sections if f"pack_sections.{id}.name" not in load_texts()] == []


def test_no_kind_of_record_is_left_out_of_the_pack():
    """Whoever adds a kind of record says here where the next team will find it."""
    packed = {kind for part in load_pack_sections() for kind in part.kinds}

    assert record_kinds() - NOT_OF_THE_TEAMS_STORY <= packed
