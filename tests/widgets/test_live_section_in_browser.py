"""Live sections in a real page: every kind of control, news from elsewhere, keys, covering."""

import json
import os
import signal
import time

import pytest
from browser import (
    browser,  # noqa: F401  (a fixture)
    keep_picture,
    violations,
    wait_until_ready,
    watched_context,
    watched_page,
)
from room import served_room, write_notebook

from equitykit.content.texts import load_words

pytestmark = pytest.mark.browser

# The section draws what a file says, and the file learns what was done: two windows and the
# test are three hands on the same thing.
CELL = """
import json, os, pathlib
from markupsafe import escape
from equitykit.content.texts import load_words
from equitykit.errors import EquitykitError
from equitykit.views.html import own_markup
from equitykit.widgets.field_change import Kept
from equitykit.widgets.live_section import LiveSection

place = pathlib.Path(os.environ["EQUITYKIT_HOME"]) / "state.json"
read = lambda: json.loads(place.read_text())

def write(state):
    beside = place.with_suffix(".new")
    beside.write_text(json.dumps(state))
    beside.replace(place)

def save(change):
    state = read()
    if change.text == "refuse me":
        raise EquitykitError("live_text_too_long", most=5)
    if change.text == "break me":
        raise ValueError("canary-in-a-failure")
    kind = "fields" if change.final else "drafts"
    state[kind][change.field] = change.text
    state["finals"] += change.final
    write(state)
    return Kept(state["finals"] if change.final else None)

def act(name, values):
    state = read()
    if name == "refused":
        raise EquitykitError("live_too_many_lines", most=3)
    state["acts"].append([name, values])
    if name == "add_lines":
        state["lines"] += [line["text"] for line in values["lines"]]
    if name in ("blank", "wake"):
        state["blank"] = name == "blank"
    write(state)

def draw():
    state = read()
    value = lambda name: escape(state["fields"].get(name, ""))
    sel = lambda name, each, word: word if state["fields"].get(name) == each else ""
    boxes = json.loads(state["fields"].get("f#boxes", "[]"))
    if state["blank"]:
        return own_markup('<h1>Nothing</h1><div data-blanked></div>'
            '<button type="button" data-action="wake" data-key="F9 b .">Wake</button>')
    lines = "".join(f"<li>{escape(line)}</li>" for line in state["lines"])
    return own_markup(f'''
<h1>{escape(state["title"])}</h1>
<p><label for="long">Long</label> <textarea id="long" data-field="f#long">{value("f#long")}</textarea></p>
<p><label for="short">Short</label> <input id="short" type="text" data-field="f#short" value="{value("f#short")}"></p>
<p><label for="number">Number</label> <input id="number" type="number" data-field="f#number" value="{value("f#number")}"></p>
<p><label for="day">Day</label> <input id="day" type="date" data-field="f#day" value="{value("f#day")}"></p>
<p><label for="choice">Choice</label> <select id="choice" data-field="f#choice">
<option value="">-</option><option value="one" {sel("f#choice", "one", "selected")}>one</option>
<option value="two" {sel("f#choice", "two", "selected")}>two</option></select></p>
<p><label><input id="check" type="checkbox" data-field="f#check" {sel("f#check", "true", "checked")}> Check</label></p>
<fieldset id="radio" data-field="f#radio"><legend>Radio</legend>
<label><input type="radio" name="r" value="a" {sel("f#radio", "a", "checked")}> A</label>
<label><input type="radio" name="r" value="b" {sel("f#radio", "b", "checked")}> B</label></fieldset>
<fieldset id="boxes" data-field="f#boxes"><legend>Boxes</legend>
<label><input type="checkbox" value="x" {"checked" if "x" in boxes else ""}> X</label>
<label><input type="checkbox" value="y" {"checked" if "y" in boxes else ""}> Y</label></fieldset>
<p><label for="line">Line</label> <input id="line" data-field="line/new#text" data-list data-action="add_lines" data-value-step="s1"></p>
<ul id="lines">{lines}</ul>
<details id="more"><summary>More</summary><p>{escape(state["title"])} more</p></details>
<div id="kept" data-keep><p>kept {escape(state["title"])}</p></div>
<p><label for="private">Private</label> <textarea id="private" data-private></textarea></p>
<form id="form" data-action="begin" data-value-from="form"><label>Name <input name="name"></label>
<label>Size <select name="size"><option>small</option><option>large</option></select></label>
<button type="submit">Begin</button></form>
<p><time id="runs" role="timer" data-ends="{state["ends"]}"></time>
<time id="stands" role="timer" data-left="61000"></time></p>
<button type="button" data-action="step" data-value-to-step="next" data-key="PageDown n">Next</button>
<button type="button" data-action="help_me" data-key="F8 Ctrl+m">Help</button>
<button type="button" data-action="undo_all" data-key="Ctrl+Z">Undo</button>
<button type="button" data-action="refused">Refused</button>
<button type="button" data-action="blank" data-blank-now data-key="F9 b .">Blank</button>
<dialog data-keys aria-labelledby="keys"><h2 id="keys">Keys</h2><form method="dialog"><button>Close</button></form></dialog>
<div data-blank-on-wake></div>''')

LiveSection(draw, save=save, act=act, pulse=lambda: place.stat().st_mtime_ns,
            words=load_words("en"), record="controls")
"""

FRESH = {
    "title": "First", "fields": {}, "drafts": {}, "lines": [], "acts": [], "finals": 0,
    "blank": False, "ends": 0,
}  # fmt: skip


class State:
    """The file behind the section."""

    def __init__(self, path):
        self.path = path

    def read(self) -> dict:
        return json.loads(self.path.read_text())

    def change(self, **news) -> None:
        beside = self.path.with_suffix(".test")
        beside.write_text(json.dumps(self.read() | news))
        beside.replace(self.path)

    def wait(self, page, right, *, seconds: float = 8):
        """Wait until `right` holds for the state; return the state in the end."""
        end = time.monotonic() + seconds
        while not right(state := self.read()) and time.monotonic() < end:
            page.wait_for_timeout(50)
        return state

    def acts(self, page, count: int) -> list:
        return self.wait(page, lambda state: len(state["acts"]) >= count)["acts"]


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    folder = tmp_path_factory.mktemp("controls")
    write_notebook(folder / "notebooks" / "controls.ipynb", CELL)
    (folder / "work").mkdir()
    (folder / "work" / "state.json").write_text(json.dumps(FRESH))
    with served_room(folder / "notebooks", folder=folder) as served:
        served.state = State(folder / "work" / "state.json")
        yield served


@pytest.fixture
def state(room):
    room.state.path.write_text(json.dumps(FRESH))
    return room.state


@pytest.fixture
def context(browser, room, state):  # noqa: F811
    with watched_context(browser) as made:
        yield made


def opened(context, room):
    page = context.new_page()
    page.goto(room.page("controls"))
    wait_until_ready(page)
    page.wait_for_selector("#long, [data-blanked]", state="attached", timeout=20_000)
    return page


@pytest.fixture
def page(browser, room, state):  # noqa: F811
    with watched_page(browser, room.page("controls")) as page:
        page.wait_for_selector("#long, [data-blanked]", state="attached", timeout=20_000)
        yield page


def says(page, id: str, **how) -> None:
    text = load_words("en")(f"live.page.{id}")
    page.wait_for_function(
        "text => document.querySelector('[role=status]').textContent === text", arg=text, **how
    )


def test_the_page_is_accessible_and_looks_like_this(page):
    keep_picture(page, "live-section")
    assert violations(page) == []


def test_each_kind_of_control_arrives_as_text(page, state):
    page.fill("#long", "two\nlines")
    page.fill("#short", "short")
    page.press("#short", "Enter")
    page.fill("#number", "12")
    page.fill("#day", "2026-03-04")
    page.select_option("#choice", "two")
    page.check("#check")
    page.check("#radio [value=b]")
    page.check("#boxes [value=y]")
    page.check("#boxes [value=x]")

    right = {
        "f#long": "two\nlines", "f#short": "short", "f#number": "12", "f#day": "2026-03-04",
        "f#choice": "two", "f#check": "true", "f#radio": "b", "f#boxes": '["x","y"]',
    }  # fmt: skip
    assert state.wait(page, lambda now: now["fields"] == right)["fields"] == right
    says(page, "saved")
    page.uncheck("#check")
    assert state.wait(page, lambda now: now["fields"]["f#check"] == "")["fields"]["f#check"] == ""


def test_one_line_is_added_by_enter_and_twenty_pasted_lines_are_twenty(page, state):
    page.fill("#line", "by hand")
    says(page, "line")
    page.press("#line", "Enter")
    assert state.wait(page, lambda now: now["lines"])["lines"] == ["by hand"]
    assert page.input_value("#line") == ""

    pasted = "\n".join(f"• line {number}" for number in range(20))
    page.evaluate(
        """text => { const data = new DataTransfer(); data.setData('text/plain', text);
        document.querySelector('#line').dispatchEvent(new ClipboardEvent('paste',
          { clipboardData: data, bubbles: true, cancelable: true })); }""",
        pasted,
    )
    right = ["by hand", *(f"line {number}" for number in range(20))]
    assert state.wait(page, lambda now: len(now["lines"]) > 20)["lines"] == right
    [_, [name, values]] = state.read()["acts"]
    assert (name, values["step"], len({line["id"] for line in values["lines"]})) == (
        "add_lines",
        "s1",
        20,
    )
    page.wait_for_function("document.querySelectorAll('#lines li').length === 21")


def test_a_line_that_was_not_added_is_there_after_a_refresh(page, state):
    page.fill("#line", "half a thou")
    page.reload()
    page.wait_for_function(
        "document.querySelector('#line')?.value === 'half a thou'", timeout=30_000
    )
    assert state.read()["lines"] == []


def test_ctrl_z_in_an_empty_list_undoes_and_in_a_text_is_the_browsers(page, state):
    page.focus("#line")
    page.keyboard.press("Control+z")
    [[name, values]] = state.acts(page, 1)
    assert (name, values["step"]) == ("undo", "s1")

    page.focus("#long")
    page.keyboard.type("abc")
    page.keyboard.press("Control+z")
    page.wait_for_timeout(300)
    assert page.input_value("#long") != "abc"
    assert len(state.read()["acts"]) == 1


def test_a_form_sends_its_named_inputs_and_is_empty_then(page, state):
    page.fill("[name=name]", "Team")
    page.select_option("[name=size]", "large")
    state.change(title="News meanwhile")
    page.wait_for_selector("h1:text-is('News meanwhile')")
    assert page.input_value("[name=name]") == "Team"
    page.click("text=Begin")
    [[name, values]] = state.acts(page, 1)
    assert name == "begin"
    assert {key: value for key, value in values.items() if key != "id"} == {
        "name": "Team", "size": "large", "from": "form",
    }  # fmt: skip
    page.wait_for_function("document.querySelector('[name=name]').value === ''")


def test_keys_press_their_buttons_and_letters_do_so_only_when_nobody_types(page, state):
    page.keyboard.press("n")
    # on a long page a clicker's key first reads on; at its end it leads on
    page.keyboard.press("PageDown")
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    page.keyboard.press("PageDown")
    page.focus("#long")
    page.keyboard.type("n")
    page.keyboard.press("PageDown")
    page.keyboard.press("F8")
    page.keyboard.press("Control+m")
    names = [name for name, _ in state.acts(page, 4)]
    assert names == ["step", "step", "help_me", "help_me"]
    assert state.read()["acts"][0][1]["to_step"] == "next"
    assert page.input_value("#long") == "n"
    page.keyboard.press("?")
    assert not page.is_visible("dialog[data-keys]")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    assert page.is_visible("dialog[data-keys]")
    assert violations(page) == []


def test_news_from_elsewhere_leaves_alone_what_somebody_is_at(page, state):
    page.click("summary")
    page.focus("#short")
    page.keyboard.type("mine")
    page.evaluate("document.querySelector('#short').setSelectionRange(1, 3)")
    state.change(title="Second", fields={"f#long": "from elsewhere", "f#short": "not mine"})
    page.wait_for_selector("h1:text-is('Second')")

    assert page.input_value("#long") == "from elsewhere"
    assert page.input_value("#short") == "mine"
    assert page.evaluate(
        "[document.activeElement.id, document.activeElement.selectionStart, document.activeElement.selectionEnd]"
    ) == ["short", 1, 3]
    assert page.is_visible("text=Second more")
    assert page.inner_text("#kept") == "kept First"


def test_a_field_in_use_stays_when_the_page_has_no_such_field_any_more(page, state):
    page.focus("#long")
    page.keyboard.type("still here")
    state.change(blank=True)
    page.wait_for_selector("[data-blanked]", state="attached")
    assert page.input_value("#long") == "still here"
    page.keyboard.type(", too")
    page.evaluate("document.activeElement.blur()")
    page.wait_for_selector("#long", state="detached")
    assert state.read()["fields"]["f#long"] == "still here, too"


def test_a_refused_text_stays_with_its_reason_beside_it(page, state):
    page.fill("#long", "refuse me")
    page.press("#long", "Control+Enter")
    sentence = load_words("en")("errors.live_text_too_long.text", most=5)
    mark = page.wait_for_selector(f"[role=alert]:has-text('{sentence}')")
    assert mark.get_attribute("id") in page.get_attribute("#long", "aria-describedby").split()
    assert page.input_value("#long") == "refuse me"
    says(page, "refused")
    assert violations(page) == []
    keep_picture(page, "live-refused")
    page.fill("#long", "take me")
    page.press("#long", "Tab")
    assert state.wait(page, lambda now: now["fields"])["fields"] == {"f#long": "take me"}
    page.wait_for_selector("#long:not([aria-describedby])")


def test_a_failure_is_a_general_sentence_and_its_reason_is_in_the_log_alone(context, room, state):
    frames = []
    page = context.new_page()
    page.on(
        "websocket", lambda socket: socket.on("framereceived", lambda frame: frames.append(frame))
    )
    page.goto(room.page("controls"))
    page.wait_for_selector("#long", timeout=60_000)
    page.fill("#long", "break me")
    page.wait_for_selector(f"[role=alert]:has-text('{load_words('en')('live.failed.save')}')")
    received = b"".join(f if isinstance(f, bytes) else f.encode() for f in frames)
    assert b"refused" in received
    assert b"canary-in-a-failure" not in received
    assert b"Traceback" not in received
    assert "ValueError in a live section" in room.log.read_text()
    page.fill("#long", "")


def test_a_refused_button_says_why(page):
    page.click("text=Refused")
    sentence = load_words("en")("errors.live_too_many_lines.text", most=3)
    page.wait_for_selector(f"[role=alert]:has-text('{sentence}')")


def test_what_is_private_is_not_sent_not_stored_and_not_changed(context, room, state):
    frames = []
    page = context.new_page()
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: frames.append(frame)))
    page.goto(room.page("controls"))
    page.wait_for_selector("#private", timeout=60_000)
    page.focus("#private")
    page.keyboard.type("canary-of-mine")
    page.evaluate("document.activeElement.blur()")
    state.change(title="News")
    page.wait_for_selector("h1:text-is('News')")
    assert page.input_value("#private") == "canary-of-mine"
    page.keyboard.press("n")
    state.acts(page, 1)
    sent = b"".join(f if isinstance(f, bytes) else f.encode() for f in frames)
    assert b"canary-of-mine" not in sent
    assert "canary-of-mine" not in page.evaluate("JSON.stringify([localStorage, sessionStorage])")
    assert "canary-of-mine" not in room.state.path.read_text()


def test_blanking_covers_all_windows_at_once_and_before_python_answers(context, room, state):
    one, other = opened(context, room), opened(context, room)
    one.bring_to_front()
    one.evaluate("WebSocket.prototype.send = () => {}")
    one.focus("#long")
    one.keyboard.press("F9")
    for each in (one, other):
        each.wait_for_selector("dialog.live-blank[open]", timeout=1000)
        box = each.eval_on_selector("dialog.live-blank", "d => d.getBoundingClientRect().toJSON()")
        assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 1280, 800)
        hit = "document.elementFromPoint(innerWidth / 2, innerHeight - 5).tagName"
        assert each.evaluate(hit) == "DIALOG"
    assert violations(one) == []


def test_the_cover_lifts_when_python_has_blanked_and_the_same_key_wakes(context, room, state):
    one, other = opened(context, room), opened(context, room)
    one.bring_to_front()
    one.keyboard.press("b")
    for each in (one, other):
        each.wait_for_selector("[data-blanked]", state="attached")
        each.wait_for_selector("dialog.live-blank", state="hidden")
    one.keyboard.press(".")
    one.wait_for_selector("#long")
    assert [name for name, _ in state.read()["acts"]] == ["blank", "wake"]


def test_a_page_that_slept_wakes_blanked(page, state):
    page.evaluate("window.equitykitLive.tickedAt -= 11000")
    assert [name for name, _ in state.acts(page, 1)] == ["blank"]
    page.wait_for_selector("[data-blanked]", state="attached")


def test_times_count_down_quietly(page, state):
    state.change(ends=int((time.time() + 65) * 1000))
    page.wait_for_function("/^1:0[0-5]$/.test(document.querySelector('#runs').textContent)")
    before = page.inner_text("#runs")
    page.wait_for_function(
        "before => document.querySelector('#runs').textContent !== before", arg=before
    )
    assert page.inner_text("#stands") == "1:01"
    assert page.get_attribute("#runs", "aria-live") == "off"
    page.emulate_media(reduced_motion="reduce")
    page.wait_for_function("document.querySelector('#runs').textContent === '1:00'")


def test_saving_and_saved_are_read_out_once_for_a_spell_of_typing(page):
    page.evaluate(
        """() => { window.readOut = [];
        const region = document.querySelector('[role=status]');
        new MutationObserver(() => { if (region.ariaLive !== 'off') window.readOut.push(region.textContent); })
          .observe(region, { childList: true, characterData: true, subtree: true }); }"""
    )
    page.focus("#long")
    page.keyboard.type("thirty keys one after the other", delay=40)
    page.wait_for_timeout(3000)
    words = load_words("en")
    assert page.evaluate("readOut") == [words("live.page.saving"), words("live.page.saved")]


def test_while_characters_are_composed_enter_adds_nothing(page, state):
    page.fill("#line", "にほ")
    page.evaluate(
        "document.querySelector('#line').dispatchEvent(new KeyboardEvent('keydown',"
        "{ key: 'Enter', isComposing: true, bubbles: true, cancelable: true }))"
    )
    page.wait_for_timeout(300)
    assert page.input_value("#line") == "にほ"
    assert state.read()["lines"] == []


def test_the_caret_comes_back_into_a_field_that_is_drawn_late(context, room, state):
    page = opened(context, room)
    page.fill("#long", "some words")
    page.press("#long", "Tab")
    stored = state.wait(page, lambda now: "f#long" in now["fields"])
    assert stored["fields"]["f#long"] == "some words"
    page.focus("#long")
    page.keyboard.press("Control+Home")
    page.goto("about:blank")
    state.change(blank=True)
    page.goto(room.page("controls"))
    page.wait_for_selector("[data-blanked]", state="attached", timeout=20_000)
    state.change(blank=False)
    page.wait_for_function("document.activeElement?.id === 'long'")
    page.keyboard.type("and ")
    stored = state.wait(page, lambda now: "and some words" in [*now["drafts"].values()])
    assert stored["drafts"]["f#long"] == "and some words"


def test_lines_and_presses_made_while_the_kernel_is_dead_arrive_once(browser, room, state):  # noqa: F811
    with watched_context(browser, complaints="410") as context:
        page = opened(context, room)
        assert room.wait_for_kernels(1) == 1
        os.kill(room.kernels()[0].pid, signal.SIGKILL)
        page.fill("#line", "written into the dark")
        page.press("#line", "Enter")
        page.click("text=Next")
        says(page, "not_saved", timeout=5000)
        assert page.is_visible(".live-card :text('written into the dark')")
        names = [
            name
            for name, _ in state.wait(page, lambda now: len(now["acts"]) > 1, seconds=20)["acts"]
        ]
        page.wait_for_timeout(6000)
        assert names == [name for name, _ in state.read()["acts"]] == ["add_lines", "step"]
        assert state.read()["lines"] == ["written into the dark"]
        page.wait_for_selector("#lines :text('written into the dark')")
        assert not page.query_selector(".live-card")


def test_a_private_text_is_not_wiped_by_a_page_that_loads_itself_again(browser, room, state):  # noqa: F811
    with watched_context(browser, complaints="410") as context:
        page = opened(context, room)
        page.focus("#private")
        page.keyboard.type("only mine")
        assert room.wait_for_kernels(1) == 1
        os.kill(room.kernels()[0].pid, signal.SIGKILL)
        page.wait_for_selector("#equitykit-reload:visible", timeout=8000)
        page.wait_for_timeout(4000)
        assert page.input_value("#private") == "only mine"
        assert page.inner_text("[role=status]") == load_words("en")("serve.status.ended")
