"""The kernel's half of a live section: what a browser may do, in which order, and what it is told."""

import asyncio
import uuid

import comm
import pytest

from equitykit.content.texts import load_words
from equitykit.errors import EquitykitError
from equitykit.views.html import own_markup
from equitykit.widgets.field_change import FieldChange, Kept
from equitykit.widgets.live_section import LiveSection, script

WORDS = load_words("en")
ID = str(uuid.UUID(int=7))


class Line(comm.base_comm.BaseComm):
    """A connection that notes what is sent, made the way a kernel makes its own."""

    sent: list = []

    def publish_msg(self, msg_type, data=None, metadata=None, buffers=None, **keys):
        if msg_type == "comm_msg":
            self.sent.append(data)


class Desk:
    """A section over lists in memory, and what the browser was told."""

    def __init__(self, words=WORDS, **changed):
        self.saved: list[FieldChange] = []
        self.acted: list[tuple] = []
        self.text = "nothing yet"
        self.number = 0
        parts = {"save": self.save, "act": self.act, "draw": self.draw} | changed
        self.section = LiveSection(parts.pop("draw"), words=words, record="r", **parts)
        self.section.comm.sent = self.told = []

    def draw(self):
        return own_markup(f"<p>{self.text}</p>")

    def save(self, change):
        self.saved.append(change)
        self.text = change.text
        return Kept(len(self.saved) if change.final else None)

    def act(self, name, values):
        self.acted.append((name, values))

    def answers(self) -> list[dict]:
        """What was said in answer, each once."""
        return [each["content"] for each in self.told if each["method"] == "custom"]

    def hear(self, **content) -> dict:
        self.section._handle_custom_msg(content, [])
        return self.answers()[-1]


@pytest.fixture(autouse=True)
def connection(monkeypatch):
    monkeypatch.setattr(comm, "create_comm", Line)


@pytest.fixture
def desk():
    return Desk()


def change(**changed) -> dict:
    whole = {
        "field": "team#name",
        "id": ID,
        "revision": 3,
        "base": 0,
        "text": "hello",
        "final": False,
    }
    return whole | changed


def sentence(id: str, **values) -> str:
    return WORDS(id, **values)


WRONG = sentence("errors.live_message_wrong.text")


def test_a_draft_is_saved_and_answered_with_its_id_and_revision(desk):
    answer = desk.hear(type="field", change=change())

    assert answer == {"type": "kept", "id": ID, "revision": 3, "sequence": None}
    assert desk.saved == [FieldChange(**change())]


def test_a_final_change_is_drawn_before_it_is_answered(desk):
    desk.hear(type="field", change=change(final=True))

    kinds = [each["method"] for each in desk.told]
    assert kinds == ["update", "custom"]
    assert desk.told[0]["state"] == {"html": "<p>hello</p>"}
    assert desk.answers() == [{"type": "kept", "id": ID, "revision": 3, "sequence": 1}]


def test_saved_is_not_said_while_save_has_not_returned():
    told_meanwhile = []

    def save(given):
        told_meanwhile.extend(desk.answers())
        return Kept(None)

    desk = Desk(save=save)
    desk.hear(type="field", change=change())

    assert told_meanwhile == []


def test_a_pressed_button_is_done_once_with_its_id_among_the_values(desk):
    answer = desk.hear(type="action", id=ID, name="blank", values={"step": "notice"})

    assert desk.acted == [("blank", {"step": "notice", "id": ID})]
    assert answer == {"type": "done", "id": ID}


def test_added_lines_come_as_lists_of_id_and_text(desk):
    lines = [{"id": str(uuid.UUID(int=n)), "text": f"line {n}"} for n in range(20)]
    desk.hear(type="action", id=ID, name="add_lines", values={"lines": lines, "step": "notice"})

    assert desk.acted == [("add_lines", {"lines": lines, "step": "notice", "id": ID})]


def test_a_beat_is_answered_with_its_number(desk):
    assert desk.hear(type="ping", count=4) == {"type": "pong", "count": 4}


def test_a_refused_value_is_answered_with_its_sentence_and_nothing_is_drawn():
    def save(given):
        raise EquitykitError("live_text_too_long", most=5)

    desk = Desk(save=save)
    answer = desk.hear(type="field", change=change(final=True))

    assert answer == {
        "type": "refused", "id": ID, "revision": 3, "known": True,
        "sentence": sentence("errors.live_text_too_long.text", most=5),
    }  # fmt: skip
    assert [each["method"] for each in desk.told] == ["custom"]


@pytest.mark.parametrize("language", ["en", "es"])
def test_any_other_failure_is_a_general_sentence_and_the_log_has_no_text(language, caplog):
    written = " ".join(["the", "canary"])

    def fail(*given):
        raise ValueError(written)

    words = load_words(language)
    desk = Desk(words=words, save=fail, act=fail)
    caplog.clear()

    saved = desk.hear(type="field", change=change())
    acted = desk.hear(type="action", id=ID, name="go", values={})

    assert saved["sentence"] == acted["sentence"] == words("live.failed.save")
    assert not saved["known"]
    assert "ValueError" in caplog.text
    assert "in fail" in caplog.text
    assert written not in caplog.text


@pytest.mark.parametrize(
    "wrong",
    [
        {"field": "team"},
        {"field": "#name"},
        {"field": "team#na me"},
        {"field": "x" * 300 + "#name"},
        {"field": 7},
        {"id": "mine"},
        {"id": ID.upper() + "0"},
        {"revision": 0},
        {"revision": "3"},
        {"revision": 2.5},
        {"revision": True},
        {"revision": 10**30},
        {"base": -1},
        {"base": None},
        {"text": None},
        {"text": ["hello"]},
        {"final": "yes"},
        {"final": 1},
        {"more": "than asked"},
    ],
)
def test_a_change_that_is_wrong_in_one_place_is_refused_as_a_whole(desk, wrong):
    answer = desk.hear(type="field", change=change(**wrong))

    assert answer["type"] == "refused"
    assert answer["sentence"] == WRONG
    assert desk.saved == []


def test_a_text_that_is_too_long_is_refused_by_length_and_named_by_its_id(desk):
    answer = desk.hear(type="field", change=change(text="x" * 50_001))

    assert answer["sentence"] == sentence("errors.live_text_too_long.text", most=50_000)
    assert (answer["id"], answer["revision"]) == (ID, 3)
    assert desk.hear(type="field", change=change(text="x" * 50_000))["type"] == "kept"


@pytest.mark.parametrize(
    "content",
    [
        None, "text", 5, [], {}, {"type": "save"}, {"type": "field"}, {"type": "field", "change": 5},
        {"type": "action", "id": ID, "name": "__init__", "values": {}},
        {"type": "action", "id": ID, "name": "go", "values": {"n": 5}},
        {"type": "action", "id": ID, "name": "go", "values": {"lines": [{"text": "no id"}]}},
        {"type": "action", "id": ID, "name": "go", "values": {f"n{n}": "" for n in range(201)}},
        {"type": "action", "id": "", "name": "go", "values": {}},
        {"type": "ping", "count": "1"},
        {"type": "ping", "count": 1, "also": 1},
    ],
    ids=lambda content: str(content)[:40],
)  # fmt: skip
def test_what_is_no_message_at_all_is_answered_with_a_sentence(desk, content):
    desk.section._handle_custom_msg(content, [])

    [answer] = desk.answers()
    assert (answer["type"], answer["sentence"]) == ("refused", WRONG)
    assert desk.saved == desk.acted == []


def test_more_lines_at_once_than_a_page_sends_are_refused(desk):
    lines = [{"id": ID, "text": ""}] * 201
    answer = desk.hear(type="action", id=ID, name="add_lines", values={"lines": lines})

    assert answer["sentence"] == sentence("errors.live_too_many_lines.text", most=200)
    assert desk.acted == []


def test_half_a_character_becomes_the_replacement_sign(desk):
    desk.hear(type="field", change=change(text="good \ud83d"))

    assert desk.saved[0].text == "good \N{REPLACEMENT CHARACTER}"


@pytest.mark.parametrize("trait", LiveSection.class_trait_names(sync=True))
@pytest.mark.parametrize("value", ["<script>x</script>", 5, None, {"a": 1}], ids=repr)
def test_no_trait_can_be_set_by_a_browser(desk, trait, value):
    before = desk.section.get_state()

    message = {"method": "update", "state": {trait: value}, "buffer_paths": []}
    desk.section._handle_msg({"content": {"data": message}, "buffers": []})
    desk.section.set_state({trait: value})

    assert desk.section.get_state() == before
    assert [each["sentence"] for each in desk.answers()] == [WRONG, WRONG]


@pytest.mark.parametrize(
    "data",
    [None, 5, {}, {"method": 5}, {"method": "backbone"}, {"method": "update", "buffer_paths": [["html"]]}],
    ids=str,
)  # fmt: skip
def test_an_unknown_kind_of_message_is_answered_with_a_sentence(desk, data):
    desk.section._handle_msg({"content": {"data": data}, "buffers": []})

    assert [each["sentence"] for each in desk.answers()] == [WRONG]


def test_a_page_that_asks_for_the_state_gets_it(desk):
    desk.section._handle_msg({"content": {"data": {"method": "request_state"}}, "buffers": []})

    assert desk.told[-1]["state"]["html"] == "<p>nothing yet</p>"


def test_the_page_has_its_phrases_in_its_language():
    for language in ("en", "es"):
        words = load_words(language)
        assert Desk(words=words).section.phrases["saved"] == words("live.page.saved")


def test_what_cannot_be_drawn_is_said_and_the_last_drawing_stays():
    desk = Desk()

    def broken():
        raise ZeroDivisionError

    drawing, desk.section._draw = desk.section._draw, broken
    desk.section.redraw()
    assert desk.section.trouble == WORDS("live.failed.draw")
    assert desk.section.html == "<p>nothing yet</p>"

    desk.section._draw = drawing
    desk.section.redraw()
    assert desk.section.trouble == ""


def test_news_is_drawn_within_half_a_second_also_after_trouble_and_no_more_after_the_end():
    state = {"pulse": 0, "text": "one"}

    def pulse():
        if state["pulse"] is None:
            raise EquitykitError("live_message_wrong")
        return state["pulse"]

    async def watch():
        desk = Desk(draw=lambda: own_markup(state["text"]), pulse=pulse)
        section, seen = desk.section, []
        for news in [{"pulse": 1, "text": "two"}, {"pulse": None}, {"pulse": 1, "text": "three"}]:
            state.update(news)
            await asyncio.sleep(0.5)
            seen.append((section.html, bool(section.trouble)))
        section.close()
        state.update(pulse=9, text="four")
        await asyncio.sleep(0.5)
        return [*seen, section.html, section._following.cancelled()]

    assert asyncio.run(watch()) == [
        ("two", False), ("two", True), ("three", False), "three", True,
    ]  # fmt: skip


def test_the_script_is_one_module_with_one_export():
    assert script().count("\nexport ") == 1
    assert "import " not in "".join(
        line for line in script().splitlines() if line.startswith("import")
    )


def test_a_section_is_one_model_and_not_two(desk):
    """With a layout of its own, a page that opens meanwhile could see half of it."""
    state = desk.section.get_state()
    assert not [value for value in state.values() if str(value).startswith("IPY_MODEL_")]
