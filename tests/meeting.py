"""A team's meeting on served pages, in the words of those who hold it.

::

    with a_room(place) as room, watched_context(browser) as windows:
        wall, desk = Wall(windows, room, place), Desk(windows, room, place)
        desk.plan("study")
        desk.shows("step")
        wall.sees("[data-room=step]")
        place.let_pass(minutes=12)

Time passes through the journal: what it holds about when the meeting began is set back.
"""

import os
import signal
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from browser import wait_until_ready
from room import ServedRoom, served_room

from equitykit.records import notes, pauses  # noqa: F401  (records are read back by their kinds)
from equitykit.records.team import Team
from equitykit.storage.journal.journal import Journal, open_journal
from equitykit.storage.places import workbooks_folder
from equitykit.workbook.sample import prepared_sample

WAIT = 60_000
DISTRICT = "99600410000000"

# for each change of the page: when, what kind of screen, and all that could be read
HEAR = """
addEventListener("DOMContentLoaded", () => {
  let last = "";
  const look = () => {
    const screen = document.querySelector("[data-room]");
    const read = [...document.querySelectorAll("[aria-label], [title], [alt]")].map(each =>
      ["aria-label", "title", "alt"].map(name => each.getAttribute(name) ?? "").join(" "));
    const text = `${document.body.innerText}\\n${read.join("\\n")}`;
    const heard = `${screen?.dataset.room} ${text}`;
    if (heard === last) return;
    last = heard;
    window.testHeard(Date.now(), screen?.dataset.room ?? "", text);
  };
  new MutationObserver(look).observe(document.body,
    { subtree: true, childList: true, characterData: true, attributes: true });
  look();
});
"""

# when a key or a button was last pressed
PRESSED = """
for (const name of ["keydown", "click"]) {
  addEventListener(name, () => { window.testPressed = Date.now(); }, true);
}
"""


@dataclass
class Place:
    """A work folder with a record, and one team in it."""

    folder: Path
    journal: Journal
    team: str

    @property
    def store(self) -> Path:
        return self.folder / "work" / "record.sqlite"

    @property
    def room(self) -> dict:
        return self.journal.room(self.team).values

    def let_pass(self, *, minutes: float) -> None:
        """Let time pass in the meeting: it began that much earlier, and so did its step."""
        gone = round(minutes * 60_000)
        values = self.room
        begun = ("started", "step_started", "touched")
        earlier = {name: values[name] - gone for name in begun if values.get(name)}
        timer = values.get("timer")
        if timer and timer.get("ends"):
            earlier["timer"] = {"ends": timer["ends"] - gone}
        put_off = values.get("later") or {}
        earlier["later"] = {name: moment - gone for name, moment in put_off.items()}
        self.journal.change_room(self.team, **earlier)

    def stands(self, kind) -> dict:
        """All records of a kind that count, by subject."""
        return dict(self.journal.standing(self.team).of(kind))


def a_place(folder: Path, *, name: str = "Attendance team") -> Place:
    (folder / "work").mkdir(parents=True, exist_ok=True)
    journal = open_journal(folder / "work" / "record.sqlite")
    return Place(folder, journal, journal.create_team(Team(name=name, district=DISTRICT)))


@contextmanager
def a_room(place: Place):
    """Our workbooks, served on the invented county and the place's record."""
    with served_room(
        workbooks_folder(), folder=place.folder, data=prepared_sample(), store=place.store
    ) as room:
        yield room


class Window:
    """A window of the browser on one view of the meeting; `kernel` is its process."""

    view = "one"

    def __init__(self, context, room: ServedRoom, place: Place, **query: str):
        self.room, self.place = room, place
        self.page = context.new_page()
        self.page.set_default_timeout(WAIT)
        self.page.add_init_script(PRESSED)
        self.prepare()
        known = {each.pid for each in room.kernels()}
        address = room.page("00_today", team=place.team, view=self.view, **query)
        self.page.goto(address)
        self.comes()
        self.kernel = next((each for each in room.kernels() if each.pid not in known), None)

    def prepare(self) -> None:
        """What has to be in the page before anything is loaded."""

    def comes(self) -> None:
        """Wait until the page can be used."""
        wait_until_ready(self.page)
        self.sees(".today")

    def sees(self, selector: str, **more):
        found = self.page.locator(selector, **more).first
        found.wait_for()
        return found

    @property
    def pressed(self) -> int:
        """When a key or a button was last pressed here, in milliseconds since 1970."""
        return self.page.evaluate("window.testPressed")

    def kill_kernel(self) -> None:
        os.kill(self.kernel.pid, signal.SIGKILL)


@dataclass(frozen=True)
class Heard:
    """What the wall showed from a moment on."""

    at: int
    screen: str
    text: str


class Wall(Window):
    """The room's window. `heard` is all that it ever showed, `frames` all that it was sent."""

    view = "room"

    def prepare(self) -> None:
        self.heard: list[Heard] = []
        self.frames: list[str] = []
        self.page.expose_function("testHeard", lambda *what: self.heard.append(Heard(*what)))
        self.page.add_init_script(HEAR)
        self.page.on("websocket", self._listen)

    def _listen(self, socket) -> None:
        def keep(frame):
            text = frame if isinstance(frame, str) else frame.decode("utf-8", "replace")
            self.frames.append(text)

        socket.on("framereceived", keep)

    def comes(self) -> None:
        wait_until_ready(self.page)
        self.page.wait_for_selector("[data-room]", state="attached")

    @property
    def screen(self) -> str:
        return self.page.locator("[data-room]").get_attribute("data-room")

    @property
    def text(self) -> str:
        return self.page.locator("[data-room]").inner_text()

    def shows(self, screen: str, text: str = "", *, since: int = 0, seconds: float = 30) -> int:
        """Wait until the wall shows a kind of screen (empty: any) and a text; return when it first
        did."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for heard in self.heard:
                told = screen in ("", heard.screen) and text in heard.text
                if heard.at >= since and told:
                    return heard.at
            self.page.wait_for_timeout(50)
        raise AssertionError(f"the wall never showed {screen} {text!r}: {self.heard[-1:]}")


class Desk(Window):
    """The facilitator's window."""

    view = "facilitator"

    def comes_covered(self) -> None:
        """Wait until the page can be used by somebody to whom the laptop was passed."""
        wait_until_ready(self.page)
        self.sees("dialog[data-alone]:modal")

    # the meeting

    def plan(self, agenda: str, **filled: str) -> None:
        """Plan a meeting and open it."""
        self.page.check(f"input[name=agenda][value={agenda}]")
        if any(name.startswith("role_") for name in filled):
            self.page.locator("form[data-action=plan_meeting] summary").click()
        for name, text in filled.items():
            self.page.fill(f"form[data-action=plan_meeting] [name={name}]", text)
        self.page.locator("form[data-action=plan_meeting] button:not([type=button])").click()
        self.sees(".desk")

    @property
    def step(self) -> str:
        return self.place.room["step"]

    def goes_on(self) -> int:
        """Go to the next step; return when the button was pressed."""
        before = self.page.locator("#step-title").inner_text()
        self.button("go", ".moves [data-key~=PageDown]").click()
        pressed = self.pressed
        self.page.wait_for_function(
            "before => document.querySelector('#step-title')?.innerText !== before",
            arg=before, polling=100,
        )  # fmt: skip
        return pressed

    def button(self, action: str, more: str = "", **values: str):
        chosen = "".join(f'[data-value-{name}="{value}"]' for name, value in values.items())
        return self.page.locator(f"{more}[data-action='{action}']{chosen}").first

    def presses(self, action: str, **values: str) -> int:
        """Press a button, also one that is folded away; return when."""
        button = self.button(action, **values)
        button.wait_for(state="attached")
        self.opens(button)
        button.click()
        return self.pressed

    def presses_key(self, key: str) -> int:
        self.page.keyboard.press(key)
        return self.pressed

    def shows(self, thing: str) -> int:
        return self.presses("show", thing=thing)

    def begins(self, action: str, field: str, **values: str) -> str:
        """Press a button that begins something; return its subject, of which `field` is one."""
        fields = self.page.locator(field)
        before = fields.evaluate_all("all => all.map(each => each.dataset.field)")
        self.presses(action, **values)
        new = self.page.wait_for_function(
            """([selector, before]) => [...document.querySelectorAll(selector)]
                 .map(each => each.dataset.field).find(name => !before.includes(name))""",
            arg=[field, before], polling=50,
        )  # fmt: skip
        return new.json_value().partition("#")[0]

    def speaks(self, language: str) -> int:
        return self.presses("language", language=language)

    @property
    def offers(self) -> list[str]:
        return self.page.locator(".pause-panel .offer > p:first-child").all_inner_texts()

    # forms

    def sends(self, action: str, where: str = "", **inputs) -> str:
        """Fill the form of an action and send it; return the sentence that refuses it, if one does.

        `where` is a further selector, such as ``[data-value-subject='line/…']``. An input takes
        text, the value of a radio button, a list of the values of boxes, or whether it is ticked.
        """
        form = self.page.locator(f"form[data-action='{action}']{where}").first
        form.wait_for(state="attached")
        self.opens(form)
        for name, value in inputs.items():
            control = form.locator(f"[name='{name}']")
            kind = control.first.get_attribute("type")
            if kind in ("radio", "checkbox"):
                ticked = [value] if isinstance(value, str) else value
                for each in ticked if isinstance(ticked, list) else ():
                    form.locator(f"[name='{name}'][value='{each}']").check()
                if isinstance(value, bool):
                    control.set_checked(value)
            elif control.evaluate("each => each.matches('select')"):
                control.select_option(str(value))
            else:
                control.fill(str(value))
        form.locator("button:not([type=button])").click()
        return self.answered()

    def opens(self, found) -> None:
        """Unfold what `found` stands in."""
        for fold in found.locator("xpath=ancestor::details[not(@open)]").all():
            fold.locator("summary").first.click()

    def answered(self) -> str:
        """Wait until what was sent is stored or refused; the sentence of a refusal."""
        return self.page.wait_for_function(
            """() => {
              const card = document.querySelector('form .live-refused > span');
              const stored = Object.keys(localStorage).every(key => !key.includes('outbox'));
              return stored ? 'stored' : card?.textContent;
            }""",
            polling=50,
        ).json_value().removeprefix("stored")  # fmt: skip

    # words

    def writes_line(self, text: str) -> None:
        """Write a line of the room, as somebody says it."""
        field = self.sees("input[data-list]")
        field.click()
        field.press_sequentially(text, delay=5)
        field.press("Enter")
        self.sees(".written-lines .written", has_text=text)

    def writes_note(self, text: str, *, ends: bool = True) -> None:
        """Type into the note of the step, after what is there; `ends`: leave the field."""
        self.writes("textarea[data-field*='/note/']", text, ends=ends)

    def writes(self, selector: str, text: str, *, ends: bool = True) -> None:
        """Type into a field, after what is there."""
        field = self.sees(selector)
        field.focus()
        field.press("Control+End")
        field.press_sequentially(text, delay=5)
        if ends:
            field.blur()
            self.is_saved()

    def is_saved(self) -> None:
        """Wait until nothing typed waits to be stored, and the page has said so."""
        self.page.wait_for_function(
            "Object.keys(localStorage).every(key => !key.includes('outbox'))", polling=100
        )

    def decides(self, text: str, reason: str) -> str:
        """Write down a decision, in the register where the step has it; return its subject."""
        in_register = self.page.locator("[data-action='rights.begin']").count()
        self.presses("rights.begin" if in_register else "new_decision")
        subject = self.sees("[data-field^='decision/'][data-field$='#text']")
        name = subject.get_attribute("data-field").removesuffix("#text")
        self.writes(f"[data-field='{name}#text']", text)
        self.writes(f"[data-field='{name}#reason']", reason)
        return name

    def promises(self, text: str, *, to: str, by: str) -> None:
        self.presses("new_promise")
        name = self.sees("[data-field^='promise/'][data-field$='#text']").get_attribute(
            "data-field"
        )
        subject = name.removesuffix("#text")
        self.writes(f"[data-field='{subject}#text']", text)
        self.writes(f"[data-field='{subject}#to']", to)
        self.fills(f"[data-field='{subject}#by']", by)

    def fills(self, selector: str, value: str) -> None:
        """Fill a date or a time, and leave the field."""
        field = self.sees(selector)
        field.fill(value)
        field.blur()
        self.is_saved()
