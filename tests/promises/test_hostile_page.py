"""Somebody who was let in, with a client of their own: no state but what a page can do, no code.

It speaks to the page's kernel directly, as no browser would. After each message record, drafts
and room are as before, it has got a sentence, and nobody has been told how the program works.
"""

import uuid
from copy import deepcopy

import pytest
from served_meeting import Socket, served_meeting

WRONG_VALUES = [
    None, True, 5, -1, 1e308, "x", "<script>hit()</script>", [], ["x"], {}, {"x": {}}, "y" * 200_000,
]  # fmt: skip


def action(name: str, **values) -> dict:
    return {"type": "action", "id": str(uuid.uuid4()), "name": name, "values": values}


def field(name: str, text="canary", **changed) -> dict:
    change = {
        "field": name, "id": str(uuid.uuid4()), "revision": 1, "base": 0, "text": text,
        "final": True,
    }  # fmt: skip
    return {"type": "field", "change": change | changed}


def deep(levels: int) -> dict:
    nested: dict = {}
    for _ in range(levels):
        nested = {"x": nested}
    return nested


LINES = [{"id": str(uuid.uuid4()), "text": "canary"}]
BAD = (None, True, 1, 1.5, [], {}, deep(50))

# messages that no page sends
MESSAGES = [
    *BAD,
    "text",
    {"type": "unknown"},
    {"type": "ping", "count": "1"},
    {"type": "ping", "count": True},
    {"type": "ping", "count": 2**60},
    {"type": "ping", "count": 1, "more": 1},
    {"type": "file", "id": "x", "start": 0, "size": 1},
    {"type": "file", "id": str(uuid.uuid4()), "start": 2**50, "size": 2**53},
    {"type": "field"},
    {"type": "field", "change": deep(200)},
    *({"type": "field", "change": each} for each in BAD),
    *(field("support#text", text=each) for each in BAD),
    field("support#text", text="z" * 50_001),
    field("support#text", text="z" * 3_000_000),
    *(field("support#text", id=each) for each in ("", "x", "../x", 7, None, "0" * 36, [])),
    *(field("support#text", revision=each) for each in (0, -1, True, "1", 1.0, 2**40, None)),
    *(field("support#text", base=each) for each in (-1, True, "0", 2**70, None)),
    *(field("support#text", final=each) for each in (0, 1, "true", None)),
    {"type": "action", "name": "blank", "values": {}},
    *(action(each) for each in ("", "Blank", "__class__", "blank\n", "end-meeting", "x" * 100)),
    *({**action("blank"), "id": each} for each in (1, "", "x", None)),
    *({**action("blank"), "values": each} for each in (None, [], "x", 5)),
    {**action("blank"), "values": {str(number): "" for number in range(300)}},
    action("go", step=5),
    action("go", step=True),
    action("blank", **{"k" * 70: "x"}),
    action("add_lines", lines=[{"id": "x", "text": "canary"}]),
    action("add_lines", lines=[{**LINES[0], "more": 1}]),
    action("add_lines", lines=LINES * 201),
    action("add_lines", lines=deep(50)),
]

# well formed, and of nothing that the facilitator's page has
FOREIGN = [
    *(
        field(name, final=final)
        for name in (
            "team#name", "team#district", "stage#stage", "../#text", "line/../../x#text",
            "meeting/00000000/note/close#text", "meeting/00000000/next#place",
            "{meeting}#agenda", "{meeting}#on", "{meeting}#roles", "{meeting}/end#minutes",
            "{meeting}/note/no_such_step#text", "{meeting}/note/close#step",
            "{meeting}/note/close#meeting", "{meeting}/note/close#model_config",
            "{meeting}/note/close#__class__", "{meeting}/next#meeting",
            "line/00000000#text", "line/new/no_such_step#text", "line/new/close#step",
            "line/new/../close#text", "{line}#step", "{line}#meeting", "{line}#kind",
            "pause/00000000#seen", "{pause}#trigger", "{pause}#prompt", "{pause}#asked",
            "{pause}#meeting", "{pause}#breath", "{pause}#skipped", "shown/x#measure",
            "decision/x#text", "decision/../x#text", "promise/00000000#kind", "support#kind",
        )
        for final in (True, False)
    ),
    field("{pause}#changes", text="team/none"),
    field("{decision}#groups", text="not a list"),
    field("{decision}#groups", text="[" * 20_000),
    field("{decision}#groups", text="[[1]]"),
    field("{decision}#groups", text="NaN", final=False),
    field("{decision}#groups", text="5", final=False),
    field("{promise}#state", text="gone"),
    field("{promise}#by", text="31 February"),
    field("{meeting}/next#on", text="99999-01-01"),
    field("{meeting}/next#starts", text="25:61"),
    field("{meeting}/next#place", text="p" * 201),
    action("no_such_action"),
    *(action("go", step=step) for step in ("no_such_step", "../close", "", "Close")),
    *(action("show", thing=thing) for thing in ("note", "no_such_screen", "", "../record")),
    action("show", thing=LINES),
    action("size", size=LINES),
    action("go", step=LINES),
    action("pause_start", trigger=LINES),
    action("pause_start", trigger="T99"),
    action("breath", trigger=LINES),
    action("pause_prompt", prompt="no_such_prompt"),
    action("pause_prompt"),
    action("pause_phase", phase="no_such_phase"),
    action("pause_skip", reason="no_reason"),
    action("pause_later", trigger="<img src=x>"),
    action("pause_later"),
    *(action("page", page=page) for page in ("0", "-1", "1e3", "NaN", "9" * 30, "", "true")),
    *(action("timer_start", minutes=minutes) for minutes in ("0", "601", "-5", "NaN", "1.5")),
    action("break_start", minutes="9" * 400),
    action("win_time", option="drop", steps='{"welcome": Infinity}'),
    action("win_time", option="drop", steps='{"welcome": NaN}'),
    action("win_time", option="drop", steps='{"welcome": true}'),
    action("win_time", option="drop", steps='{"no_such_step": 0}'),
    action("win_time", option="drop", steps="[" * 20_000),
    action("win_time", option="drop", steps="[]"),
    action("win_time", option="end_later", steps="999999"),
    action("language", language="fr"),
    action("theme", theme="pink"),
    action("size", size="7"),
    action("phase", phase="no_such_part"),
    action("tally", role="Maria Lopez"),
    action("open_meeting", meeting="team"),
    action("open_meeting", meeting=LINES),
    action("open_meeting", meeting="meeting/00000000"),
    action("plan_meeting", agenda="no_such_agenda", on="2026-01-13"),
    action("plan_meeting", agenda="data", on="yesterday"),
    action("plan_meeting", agenda="data", on="2026-01-13", people="501"),
    action("plan_meeting", agenda="data", on="2026-01-13", role_no_such_role="x"),
    action("plan_meeting", agenda="data", on="2026-01-13", role_scribe=LINES),
    action("withdraw", subject="team"),
    action("withdraw", subject="{meeting}"),
    action("withdraw", subject=LINES),
    action("choose", field="{line}#text", entry="x"),
    action("choose", field="team#name", entry="{team}"),
    action("add_lines", lines="canary"),
]  # fmt: skip

# what the wall may not do, however well it asks
OF_THE_FACILITATOR = [
    *(
        action(name)
        for name in (
            "hide", "release", "hold", "new_decision", "new_promise", "undo", "end_meeting",
            "leave_meeting", "breath", "pause_end", "timer_stop", "timer_more", "another_seat",
            "break_end", "pause_choose",
        )
    ),
    action("show", thing="lines"),
    action("go", step="close"),
    action("language", language="es"),
    action("theme", theme="dark"),
    action("size", size="8"),
    action("pause_start", trigger="asked"),
    action("pause_skip", reason="just_done"),
    action("add_lines", lines=LINES),
    action("plan_meeting", agenda="data", on="2026-01-13"),
    action("open_meeting", meeting="{meeting}"),
    action("withdraw", subject="{line}"),
    action("tally", role="staff"),
    *(
        field(name, final=final)
        for name in (
            "support#text", "{line}#text", "{meeting}/note/close#text", "{pause}#seen",
            "line/new/close#text", "{decision}#text",
        )
        for final in (True, False)
    ),
]  # fmt: skip


@pytest.fixture(scope="module")
def meeting(tmp_path_factory):
    with served_meeting(tmp_path_factory.mktemp("room")) as served:
        yield served


@pytest.fixture(scope="module")
def facilitator(meeting):
    socket = Socket(meeting.room, meeting.page("facilitator"))
    socket.begin()
    socket.live = socket.live_section()
    say(socket, action("plan_meeting", agenda="data", on="2026-01-13"))
    say(socket, action("add_lines", lines=[{"id": str(uuid.uuid4()), "text": "a line"}]))
    say(socket, action("new_decision"))
    say(socket, action("new_promise"))
    say(socket, action("pause_start", trigger="asked"))
    yield socket
    socket.close()


@pytest.fixture(scope="module")
def wall(meeting, facilitator):
    socket = Socket(meeting.room, meeting.page("room"))
    socket.begin()
    socket.live = socket.live_section()
    yield socket
    socket.close()


@pytest.fixture(scope="module")
def names(meeting, facilitator) -> dict[str, str]:
    """What stands in the record, to be named by a hostile page."""
    first = {}
    for each in meeting.journal.entries(meeting.stream):
        first.setdefault(each.kind, each.subject)
    team = meeting.journal.versions(meeting.stream, "team")[0].id
    return {kind: first[kind] for kind in ("meeting", "line", "decision", "promise", "pause")} | {
        "team": team
    }


def say(socket, content) -> list[dict]:
    """Send a section's message; gives what the section says to it."""
    heard = socket.say(socket.live, {"method": "custom", "content": content})
    return [each["content"] for each in heard if each.get("method") == "custom"]


def named(content, names: dict[str, str]):
    """The message with the subjects that there are in place of their names in braces."""
    if isinstance(content, str) and content.startswith("{"):
        for name, subject in names.items():
            content = content.replace(f"{{{name}}}", subject)
        return content
    if isinstance(content, dict):
        return {key: named(value, names) for key, value in content.items()}
    return content


def shown(socket) -> dict:
    (answer,) = (
        each["state"]
        for each in socket.say(socket.live, {"method": "request_state"})
        if "html" in each.get("state", {})
    )
    return answer


def refused(socket, meeting, messages, names) -> list:
    """The messages that changed something, or were answered with anything but one sentence."""
    wrong, before = [], deepcopy(meeting.stand())
    for content in messages:
        answers = say(socket, named(content, names))
        is_sentence = (
            [each.get("type") for each in answers] == ["refused"]
            and answers[0]["known"]
            and answers[0]["sentence"].strip().endswith(".")
        )
        after = meeting.stand()
        if not is_sentence or after != before:
            changed = [each for each in zip(before, after, strict=True) if each[0] != each[1]]
            wrong.append((str(content)[:200], str(answers)[:200], str(changed)[:2000]))
            before = after
    return wrong


def told_nothing(socket, meeting) -> bool:
    """Whether no frame and no line of the log tells how the program works, or what was sent."""
    told = "".join(socket.frames)
    traces = ("Traceback", "site-packages", str(meeting.folder), 'File \\"', "pydantic")
    return not any(each in told for each in traces) and not any(
        each in meeting.log() for each in ("Traceback", "canary")
    )


def test_messages_that_no_page_sends_are_sentences(facilitator, meeting, names):
    assert refused(facilitator, meeting, MESSAGES, names) == []
    assert told_nothing(facilitator, meeting)


def test_fields_and_buttons_that_no_page_has_are_sentences(facilitator, meeting, names):
    assert refused(facilitator, meeting, FOREIGN, names) == []
    assert told_nothing(facilitator, meeting)


def test_the_wall_does_nothing_that_is_the_facilitators(wall, meeting, names):
    assert refused(wall, meeting, OF_THE_FACILITATOR, names) == []
    assert told_nothing(wall, meeting)


def test_a_page_can_still_do_what_a_page_does(facilitator, meeting, names):
    """The control: the same client, the same look, a message that is allowed."""
    before = meeting.stand()
    good = field(names["line"] + "#text", "corrected", base=before[0][-1].sequence)
    answers = say(facilitator, good)

    assert [each["type"] for each in answers] == ["kept"]
    assert meeting.stand()[0][-1].record.text == "corrected"
    assert refused(facilitator, meeting, [action("theme", theme="dark")], names) != []


@pytest.mark.parametrize("view", ["facilitator", "wall"])
def test_no_trait_can_be_set(request, meeting, view, names):
    socket = request.getfixturevalue(view)
    before, state = shown(socket), deepcopy(meeting.stand())
    for trait in before:
        for value in WRONG_VALUES:
            heard = socket.say(socket.live, {"method": "update", "state": {trait: value}})
            told = [each["content"] for each in heard if each.get("method") == "custom"]
            assert [each["type"] for each in told] == ["refused"], trait
    for data in (None, 5, [], "x", {"method": "none"}, {"method": "update"}, {"method": "custom"}):
        socket.say(socket.live, data)
    after = shown(socket)
    assert {name: after[name] for name in before if name != "html"} == {
        name: before[name] for name in before if name != "html"
    }
    assert "hit()" not in after["html"]
    assert meeting.stand() == state
    assert told_nothing(socket, meeting)


def test_the_socket_runs_no_code_and_tells_of_none(facilitator, meeting, tmp_path):
    written = tmp_path / "written"
    code = f"open({str(written)!r}, 'w')"
    start = len(facilitator.frames)
    for kind, content in [
        ("execute_request", {"code": code, "silent": False}),
        ("complete_request", {"code": "import o", "cursor_pos": 8}),
        ("inspect_request", {"code": "open", "cursor_pos": 4, "detail_level": 1}),
        ("history_request", {"hist_access_type": "tail", "n": 10, "output": True, "raw": True}),
        ("is_complete_request", {"code": code}),
        ("input_reply", {"value": code}),
        ("debug_request", {"command": "initialize"}),
        ("shutdown_request", {"restart": False}),
        ("interrupt_request", {}),
        ("apply_request", {}),
        ("no_such_request", {}),
    ]:
        for channel in ("shell", "control", "stdin", "no_such_channel"):
            facilitator.send(kind, content, channel=channel)
    answer = say(facilitator, {"type": "ping", "count": 1})

    assert [each["type"] for each in answer] == ["pong"], "the kernel lives"
    assert not written.exists()
    heard = "".join(facilitator.frames[start:])
    assert not any(f"{each}_reply" in heard for each in ("execute", "inspect", "history"))
    assert told_nothing(facilitator, meeting)


def test_what_is_no_message_ends_nothing(facilitator, meeting):
    before = meeting.stand()
    for raw in (
        "not json", "{}", "[]", "null", '{"header":{}}', '{"header":5,"channel":"shell"}',
        b"", b"\x00\x01garbage", b"\xff" * 100, "[" * 100_000, '{"header":' * 2_000,
        '{"header":{"msg_type":"comm_msg","msg_id":"x"},"content":5,"channel":"shell"}',
    ):  # fmt: skip
        facilitator.socket.send(raw)
    for kind in ("comm_open", "comm_close", "comm_msg"):
        facilitator.send(kind, {"comm_id": "none", "target_name": "none", "data": {}})
    answer = say(facilitator, {"type": "ping", "count": 2})

    assert [each["type"] for each in answer] == ["pong"]
    assert meeting.stand() == before
    assert told_nothing(facilitator, meeting)
