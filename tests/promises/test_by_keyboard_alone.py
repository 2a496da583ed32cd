"""A whole meeting without a mouse: every place is reached by keys, and the focus is never lost."""

import pytest
from browser import browser, violations, wait_until_ready, watched_context  # noqa: F401
from meeting import Wall, a_place, a_room

from equitykit.content.agendas import load_agendas
from equitykit.records.agreements import AgreementConsent
from equitykit.records.notes import Decision, Line, Note, Promise
from equitykit.records.pauses import Pause
from equitykit.records.rounds import Round
from equitykit.records.team import Meeting, MeetingEnded
from equitykit.storage.journal.rooms import TALLIES

pytestmark = pytest.mark.browser

MOST_TABS = 160

# where the focus is, and whether it can be seen: a ring of its own or of what holds it
FOCUS = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const rings = [at, at.closest('label'), at.closest('.check')].filter(Boolean).map(each => {
    const style = getComputedStyle(each);
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  });
  const box = at.getBoundingClientRect();
  return { html: at.outerHTML.slice(0, 140), ring: rings.some(Boolean), seen: box.width > 0,
           within: box.bottom > 0 && box.top < innerHeight };
}"""


class Keys:
    """Somebody at a keyboard; `lost` is each time that the focus was not to be seen."""

    def __init__(self, page):
        self.page = page
        self.lost: list[str] = []

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def look(self, what: str) -> None:
        focus = self.page.evaluate(FOCUS)
        if not focus or not (focus["ring"] and focus["seen"] and focus["within"]):
            self.lost.append(f"{what}: {focus}")

    def to(self, selector: str, *, back: bool = False) -> None:
        """Go on with Tab until the focus is on `selector`, looking at each stop."""
        self.page.locator(selector).first.wait_for(state="attached")
        self.page.bring_to_front()
        for _ in range(MOST_TABS):
            if self.page.evaluate("s => document.activeElement?.matches(s)", selector):
                self.look(selector)
                return
            self.press("Shift+Tab" if back else "Tab")
            if self.page.evaluate("document.activeElement !== document.body"):
                self.look(f"on the way to {selector}")
        raise AssertionError(f"no key leads to {selector}")

    def push(self, selector: str, key: str = "Enter", **way) -> None:
        self.to(selector, **way)
        self.press(key)

    def write(self, selector: str, text: str) -> None:
        self.to(selector)
        self.page.keyboard.type(text, delay=5)
        self.press("Tab")

    def sees(self, selector: str, **more) -> None:
        self.page.locator(selector, **more).first.wait_for()

    def leaves_the_field(self) -> None:
        """To a place where single keys are not text."""
        self.to("[data-action=leave_meeting]", back=True)


def test_a_team_is_begun_and_its_meeting_held_without_a_mouse(browser, tmp_path):  # noqa: F811
    place = a_place(tmp_path, name="First team")
    with a_room(place) as room, watched_context(browser) as windows:
        page = windows.new_page()
        page.set_default_timeout(60_000)
        keys = Keys(page)
        team_by_keys(page, keys, room)
        team = next(each for each in place.journal.teams() if each.team.name == "Keyboard team")
        place.team = team.stream
        wall = Wall(windows, room, place)
        plan_by_keys(keys, place)
        steps_by_keys(keys, place, wall)
        words_by_keys(keys, place)
        pauses_by_keys(keys, place, wall)
        the_list_of_keys(keys)
        ending_by_keys(keys, place)
        assert violations(page) == []
        assert keys.lost == []
    place.journal.close()


def test_a_team_agrees_answers_and_passes_the_laptop_without_a_mouse(browser, tmp_path):  # noqa: F811
    place = a_place(tmp_path)
    with a_room(place) as room, watched_context(browser) as windows:
        page = windows.new_page()
        page.set_default_timeout(60_000)
        page.goto(room.page("00_today", team=place.team, view="facilitator"))
        wait_until_ready(page)
        keys = Keys(page)
        keys.to("#plan-people")
        keys.page.keyboard.type("12")
        keys.push("form[data-action=plan_meeting] button:not([type=button])")
        on_by_keys(keys, "sponsor", "connection", "agreements")
        consent_by_keys(keys, place)
        on_by_keys(keys, "table_map", "pause", "hopes_worries")
        slips_by_keys(keys, place)
        on_by_keys(keys, "decisions_tasks", "closing_pulse")
        passed_laptop_by_keys(keys, place)
        assert keys.lost == []
    place.journal.close()


def on_by_keys(keys, *steps):
    keys.leaves_the_field()
    for step in steps:
        keys.press("n")
        keys.sees(f"[aria-current=step][data-value-step={step}]")


def consent_by_keys(keys, place):
    """A line is taken up, and twelve hands are counted."""
    keys.push("[data-action='agreements.take'][data-value-starter=ag3]")
    form = "form[data-action='agreements.consent']"
    keys.sees(form)
    keys.look("after a line was taken up")
    for name, count in (("can", "12"), ("talk", "0"), ("cannot", "0")):
        keys.to(f"{form} [name={name}]", back=name == "can")
        keys.page.keyboard.type(count)
    keys.press("Enter")
    until(keys, lambda: [each.can for each in place.stands(AgreementConsent).values()] == [12])


def slips_by_keys(keys, place):
    """Five slips are typed in, read and shown."""
    keys.push("form[data-action='hopes.hopes_open'] button:not([type=button])")
    form = "form[data-action='hopes.hopes_slip']"
    for number in range(1, 6):
        keys.sees(form)
        keys.to(f"{form} [name=hope]")
        keys.page.keyboard.type(f"Hope {number}")
        keys.push(f"{form} button:not([type=button])")
        until(keys, lambda n=number: counted(place, "hopes") == n)
    keys.push("[data-action='hopes.hopes_read']")
    keys.push("form[data-action='hopes.hopes_reveal'] button:not([type=button])")
    until(keys, lambda: [each.answers for each in place.stands(Round).values()] == [5])
    keys.push("[data-action=show][data-value-thing='hopes.hopes']", back=True)
    until(keys, lambda: place.room["screen"] == "hopes.hopes")


def passed_laptop_by_keys(keys, place):
    """The laptop is handed over, somebody answers, and it is taken back."""
    begin = "form[data-action='pulse.pulse_open']"
    keys.to(f"{begin} input[name=way]")
    keys.press("ArrowDown")
    keys.push(f"{begin} button:not([type=button])")
    keys.sees("dialog[data-alone]:modal")
    keys.to("dialog[data-alone] [name=p1]")
    keys.press("Space")
    keys.push("dialog[data-alone] form button:not([type=button])")
    until(keys, lambda: counted(place, "pulse") == 1)
    keys.push("dialog[data-alone] [data-action='pulse.pulse_keep']")
    keys.page.locator("dialog[data-alone]").wait_for(state="detached")


def counted(place, instrument: str) -> int:
    """How many slips of a round that is being collected were counted."""
    slips = place.room[TALLIES][instrument]["open"]["tally"]["slips"]
    return sum(slips.values())


def team_by_keys(page, keys, room):
    page.goto(room.page("00_home"))
    wait_until_ready(page)
    keys.write("#team-name", "Keyboard team")
    keys.to("#team-district")
    keys.press("ArrowDown")
    keys.push("#new-team button")
    link = page.locator("ul.teams a", has_text="Keyboard team").first
    link.wait_for()
    keys.push(f"a[href='{link.get_attribute('href')}']", back=True)
    page.wait_for_url("**/00_today.ipynb?**")
    wait_until_ready(page)


def plan_by_keys(keys, place):
    """Choose a meeting with the arrows, how many people, who scribes; Enter opens it."""
    keys.to("input[name=agenda]")
    keys.press("ArrowDown", "ArrowDown")
    keys.to("#plan-people")
    keys.page.keyboard.type("9")
    keys.push("form[data-action=plan_meeting] summary", "Space")
    keys.write("#role-scribe", "teacher, seat 3")
    keys.push("form[data-action=plan_meeting] button:not([type=button])")
    keys.sees(".desk")
    [meeting] = place.stands(Meeting).values()
    chosen = meeting.agenda, meeting.people, meeting.roles
    assert chosen == ("data", 9, {"scribe": "teacher, seat 3"})


def steps_by_keys(keys, place, wall):
    """Show and hide, on and back, the timer, language, light: by Tab and by single keys."""
    keys.to("[data-action=show]")
    keys.press("Enter")
    wall.shows("step")
    keys.sees("[data-action=hide][data-key=s]")
    keys.look("after showing")
    keys.press("s")
    wall.page.wait_for_selector("[data-room=blank]", state="attached")
    keys.look("after hiding")
    for key, step in (("n", "how_to_read"), ("PageDown", "predict"), ("p", "how_to_read"),
                      ("PageUp", "opening"), ("n", "how_to_read"), ("n", "predict")):  # fmt: skip
        # a clicker's keys first read on: at the end of the page they lead on
        keys.page.evaluate(f"scrollTo(0, {0 if key == 'PageUp' else 100_000})")
        keys.press(key)
        keys.sees(f"[aria-current=step][data-value-step={step}]")
    keys.push("[data-action=timer_start]")
    keys.sees("[data-action=timer_pause]")
    keys.leaves_the_field()
    keys.press("t")
    keys.sees("[data-action=timer_go_on]")
    keys.press("+")
    until(keys, lambda: place.room["timer"]["left"] > 6 * 60_000)
    keys.push("[data-action=language][data-value-language=es]", back=True)
    keys.sees("[aria-pressed=true][data-value-language=es]")
    keys.look("after the language")
    keys.push("[data-action=language][data-value-language=en]", "Space", back=True)
    keys.sees("[aria-pressed=true][data-value-language=en]")
    keys.push(".menu summary")
    keys.push("[data-action=theme][data-value-theme=dark]")
    wall.page.wait_for_selector("[data-theme=dark]", state="attached")
    keys.look("after the light")
    keys.leaves_the_field()
    keys.press("s")
    until(keys, lambda: not place.room["blank"])


def words_by_keys(keys, place):
    """A line, its undoing, another one, a decision, a note; F9 while a note is being typed."""
    keys.to("input[data-list]")
    keys.page.keyboard.type("Buses come late on Mondays", delay=5)
    keys.press("Enter")
    keys.sees(".written-lines .written", has_text="Buses come late")
    keys.look("after adding a line")
    keys.press("Control+z")
    keys.sees(".written-lines .none")
    keys.page.keyboard.type("Buses come late every day", delay=5)
    keys.press("Enter")
    keys.sees(".written-lines .written", has_text="every day")
    keys.push("[data-action=new_decision]")
    keys.sees("[data-field^='decision/']")
    keys.look("after a new decision")
    keys.to("textarea[data-field^='decision/'][data-field$='#text']", back=True)
    keys.page.keyboard.type("We ask the bus office", delay=5)
    keys.to("[data-field^='decision/'] input[type=checkbox]")
    keys.press("Space")
    keys.to("textarea[data-field*='/note/']")
    keys.page.keyboard.type("Ask again ", delay=5)
    keys.press("F9")
    until(keys, lambda: place.room["blank"])
    keys.page.wait_for_function("!document.querySelector('dialog[open]')", polling=100)
    keys.page.keyboard.type("in March", delay=5)
    keys.press("Tab")
    until(
        keys, lambda: [note.text for note in place.stands(Note).values()] == ["Ask again in March"]
    )
    [line], [decision] = place.stands(Line).values(), place.stands(Decision).values()
    assert line.text == "Buses come late every day"
    assert decision.text == "We ask the bus office" and len(decision.groups) == 1


def pauses_by_keys(keys, place, wall):
    """A pause by its key, another question, the silent minute, what changes; then one skipped."""
    keys.leaves_the_field()
    keys.press("F6")
    keys.push("[data-action=pause_choose]")
    keys.push("[data-action=pause_prompt]")
    keys.sees("[data-action=pause_phase]")
    keys.push("[data-action=pause_phase][data-value-phase=silent]")
    wall.shows("pause")
    keys.look("after the silent minute")
    keys.push("[data-action=pause_phase][data-value-phase=consequence]")
    keys.to("textarea[data-field$='#seen']")
    keys.page.keyboard.type("Nobody here takes the bus", delay=5)
    keys.to("textarea[data-field$='#change']")
    keys.page.keyboard.type("We ride it once", delay=5)
    keys.to("select[data-field$='#changes']")
    keys.press("ArrowDown")
    keys.push("[data-action=pause_end]")
    keys.sees(".changed-by")
    # the link stands there as soon as it is chosen; the key works once the pause has ended
    keys.sees("[data-action=pause_start][data-key=F4]")
    keys.press("F4")
    keys.sees(".pause-skip summary")
    keys.push(".pause-skip summary")
    keys.push("[data-action=pause_skip][data-value-reason=just_done]")
    until(keys, lambda: [p.skipped for p in place.stands(Pause).values()] == ["", "just_done"])
    held, _ = place.stands(Pause).values()
    assert held.change == "We ride it once" and held.changes


def the_list_of_keys(keys):
    """`?` opens the list, Escape closes it, and the focus is where it was."""
    keys.leaves_the_field()
    before = keys.page.evaluate("document.activeElement.id")
    keys.press("?")
    keys.sees("#keys")
    assert "PageDown" in keys.page.inner_text("#keys")
    keys.press("Escape")
    keys.page.locator("#keys").wait_for(state="hidden")
    assert keys.page.evaluate("document.activeElement.id") == before
    keys.look("after the list of keys")


def ending_by_keys(keys, place):
    """Blank and back, on to the last step, a promise, the next date, the end."""
    for blank in (True, False):
        if place.room["blank"] != blank:
            keys.sees(f"[data-action={'blank' if blank else 'wake'}][data-key]")
            keys.press("b")
            until(keys, lambda blank=blank: place.room["blank"] == blank)
    steps = [each.id for each in load_agendas()["data"].steps]
    for step in steps[steps.index(place.room["step"]) + 1 :]:
        keys.press("n")
        keys.sees(f"[aria-current=step][data-value-step={step}]")
    keys.push("[data-action=new_promise]")
    keys.to("input[data-field^='promise/'][data-field$='#text']")
    keys.page.keyboard.type("Ride the bus", delay=5)
    keys.to("input[data-field$='/next#on']")
    keys.page.keyboard.type("03092031", delay=30)
    keys.push("[data-action=end_meeting]")
    keys.sees("#end-title", has_text="has ended")
    until(keys, lambda: len(place.stands(MeetingEnded)) == 1)
    assert [promise.text for promise in place.stands(Promise).values()] == ["Ride the bus"]


def until(keys, holds, *, seconds: float = 30) -> None:
    """Wait until the record says so."""
    for _ in range(int(seconds * 10)):
        if holds():
            return
        keys.page.wait_for_timeout(100)
    raise AssertionError("it never came to that")
