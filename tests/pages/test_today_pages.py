"""The meeting's page as it is served: each view and each screen, both languages, both themes.

What the views alone must do is tested with them; here everything comes from a real record.
"""

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
from meeting import Desk, Wall, Window, a_place, a_room

from equitykit.content.texts import load_words
from equitykit.records.notes import Decision, Line, Promise
from equitykit.records.pauses import Pause
from equitykit.records.team import Meeting, NextMeeting, SupportCard

pytestmark = pytest.mark.browser

SIZES = ("1280x800", "1024x768")
MEETING = "meeting/0123456789abcdef0123456789abcdef"
PAUSE = "pause/0123456789abcdef0123456789abcdef"
DECISION = "decision/0123456789abcdef0123456789abcdef"
HOUR = 3_600_000
CROSSING = {
    "measure": "own_chronic_absenteeism", "dimension": "race_ethnicity×gender", "kind": "gaps",
}  # fmt: skip

# each screen: what of the room's state makes it, and what kind it then is; two of one kind do
# not follow each other, so that the kind tells when it is there
SCREENS = {
    "blank": ({"blank": True}, "blank"),
    "step": ({"step": "predict"}, "step"),
    "protocol": ({"step": "reveal_notice", "phase": "round", "seat": 4}, "protocol"),
    "lines": ({"step": "reveal_notice", "screen": "lines"}, "lines"),
    "figure": ({"step": "reveal_notice", "screen": "figure"}, "figure"),
    "silent": ({"screen": "pause", "pause": PAUSE, "pause_phase": "silent"}, "pause"),
    "crossing": ({"screen": "figure", "figure": CROSSING}, "figure"),
    "breath": ({"screen": "breath"}, "breath"),
    "round": ({"screen": "pause", "pause": PAUSE, "pause_phase": "round"}, "pause"),
    "break": ({"screen": "break"}, "break"),
    "consequence": ({"screen": "pause", "pause": PAUSE, "pause_phase": "consequence"}, "pause"),
    "agenda": ({"screen": "agenda", "dropped": ["crossings"]}, "agenda"),
    "trend": ({"screen": "figure", "figure": {"kind": "trend"}}, "figure"),
    "path": ({"screen": "path"}, "card"),
    "test": ({"screen": "test"}, "test"),
    "support": ({"screen": "support"}, "card"),
    "goodbye": ({"screen": "goodbye", "step": "close"}, "card"),
}
# letters of a drawing in px where it is not 3 % of the height: who is hidden in a crossing is named
# beneath it, and a 4:3 wall leaves such a drawing less room
LEAST = {
    ("figure", "1280x800"): 28, ("crossing", "1280x800"): 20, ("crossing", "1024x768"): 17,
}  # fmt: skip
PLAIN = {
    "step": "reveal_notice", "screen": "step", "blank": False, "phase": "", "seat": 0, "page": 0,
    "pause": "", "pause_phase": "", "figure": {}, "dropped": [],
}  # fmt: skip

TEXTS = """[...document.querySelectorAll('.room-screen *')]
    .filter(each => [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim())
        && each.checkVisibility() && !each.closest('.unseen, .room-keys, .notes, details, .source,"""

SMALLEST = f"""() => Math.min(...{TEXTS} .scroll, .letters, svg'))
    .map(each => parseFloat(getComputedStyle(each).fontSize)))"""

# a drawing's letters as they stand on the screen
DRAWN = """() => Math.min(Infinity, ...[...document.querySelectorAll('.room-screen svg text')]
    .map(each => parseFloat(getComputedStyle(each).fontSize) * each.getScreenCTM().a))"""

CONTRAST = f"""() => {{
    const parts = colour => colour.match(/[\\d.]+/g).map(Number);
    const light = colour => {{
        const [r, g, b] = parts(colour).slice(0, 3).map(each =>
            each / 255 <= .04045 ? each / 255 / 12.92 : ((each / 255 + .055) / 1.055) ** 2.4);
        return .2126 * r + .7152 * g + .0722 * b;
    }};
    const behind = each => {{
        const colour = getComputedStyle(each).backgroundColor;
        return parts(colour)[3] !== 0 ? colour : behind(each.parentElement);
    }};
    return Math.min(...{TEXTS} svg, .bars')).map(each => {{
        const [a, b] = [light(getComputedStyle(each).color), light(behind(each))];
        return (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    }}));
}}"""

SCROLLS = """() => [document.documentElement, document.body, ...document.querySelectorAll('main *')]
    .filter(each => !each.closest('.unseen, .room-keys, svg, textarea'))
    .filter(each => {
        const style = getComputedStyle(each);
        const moves = /auto|scroll/.test(style.overflowY + style.overflowX)
            || [document.documentElement, document.body].includes(each);
        return moves && each.clientHeight > 1 && (each.scrollHeight > each.clientHeight + 1
            || each.scrollWidth > each.clientWidth + 1);
    }).map(each => each.outerHTML.slice(0, 100))"""


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A team in the middle of a meeting about data."""
    place = a_place(tmp_path_factory.mktemp("pages"))
    write = {
        MEETING: Meeting(agenda="data", on="2031-01-13", starts="16:00", people=9,
                         roles={"scribe": "teacher, seat 3"}),
        "line/00000001": Line(meeting=MEETING, step="reveal_notice",
                              text="Black students miss twice as many days as everyone else"),
        "line/00000002": Line(meeting=MEETING, step="reveal_notice",
                              text="Nadie preguntó a las familias que trabajan de noche"),
        DECISION: Decision(meeting=MEETING, text="Ninth grade first", groups=("RB",),
                           reason="The gap is widest there"),
        "promise/00000001": Promise(meeting=MEETING, text="Ask the bus office", to="families"),
        PAUSE: Pause(meeting=MEETING, stage="data", trigger="T3", prompt="D2", focus="voice",
                     seen="Families who work at night are in none of our meetings.",
                     change="We move the next meeting to Saturday morning.", changes=DECISION),
        f"{MEETING}/next": NextMeeting(meeting=MEETING, on="2031-02-10", starts="16:00"),
        "support": SupportCard(text="Counselling: room 12\nHelp by telephone: 555 0100"),
    }  # fmt: skip
    for number, (subject, record) in enumerate(write.items()):
        place.journal.append(place.team, subject, record, id=f"{number:032x}")
    yield place
    place.journal.close()


@pytest.fixture(scope="module")
def room(place):
    with a_room(place) as room:
        yield room


def stand(place, **changed):
    """Put the meeting where a test wants it."""
    now = time.time_ns() // 1_000_000
    values = {
        "meeting": MEETING, "started": now - HOUR // 2, "step_started": now - HOUR // 12,
        "touched": now, "timer": {"left": 61_000},
    }  # fmt: skip
    place.journal.change_room(place.team, **(values | PLAIN | changed))


slow = pytest.mark.slow


@pytest.mark.parametrize(
    ("size", "language", "theme"),
    [
        pytest.param("1280x800", "en", "light", marks=pytest.mark.slow),
        ("1024x768", "es", "dark"),
        *(
            pytest.param(size, language, theme, marks=slow)
            for size in SIZES
            for language in ("en", "es", "both")
            for theme in ("light", "dark")
            if (size, language, theme)
            not in (("1280x800", "en", "light"), ("1024x768", "es", "dark"))
        ),
    ],
)
def test_every_screen_is_read_from_the_last_row_and_nothing_scrolls(
    browser, room, place, size, language, theme  # noqa: F811
):  # fmt: skip
    height = int(size.split("x")[1])
    found = {}
    with watched_context(browser, size=size) as windows:
        wall = Wall(windows, room, place)
        for name, (state, kind) in SCREENS.items():
            stand(place, language=language, theme=theme, **state)
            wall.page.wait_for_function(
                "kind => document.querySelector('[data-room]')?.dataset.room === kind",
                arg=kind, polling=50,
            )  # fmt: skip
            wall.page.wait_for_timeout(200)
            keep_picture(wall.page, f"served_room_{name}_{language}_{theme}_{size}", whole=False)
            faults = violations(wall.page) + wall.page.evaluate(SCROLLS)
            if name != "blank":
                smallest = wall.page.evaluate(SMALLEST)
                contrast = wall.page.evaluate(CONTRAST)
                if smallest < 0.035 * height - 0.01:
                    faults.append(f"letters of {smallest:.1f} px")
                drawn = wall.page.evaluate(DRAWN)
                if drawn < LEAST.get((name, size), 0.03 * height):
                    faults.append(f"a drawing with letters of {drawn:.1f} px")
                if contrast < 7:
                    faults.append(f"contrast of {contrast:.1f}")
            if faults:
                found[name] = faults
    assert found == {}


DESKS = {
    "plan": {"meeting": None},
    "note": {"step": "predict"},
    "figure": {"step": "reveal_notice"},
    "pause": {"step": "pause", "pause": PAUSE, "pause_phase": "consequence"},
    "late": {"step": "wonder", "longer": -80},
    "closing": {"step": "close"},
}


@pytest.mark.parametrize("size", ["1280x800", pytest.param("1024x768", marks=pytest.mark.slow)])
@pytest.mark.parametrize("language", [pytest.param("en", marks=pytest.mark.slow), "es"])
def test_axe_finds_nothing_on_the_facilitators_page(
    browser, room, place, size, language  # noqa: F811
):  # fmt: skip
    found = {}
    words = load_words(language)
    with watched_context(browser, size=size) as windows:
        stand(place, language=language)
        desk = Desk(windows, room, place, language=language)
        for name, state in DESKS.items():
            stand(place, language=language, **state)
            if name == "plan":
                desk.sees("form[data-action=plan_meeting]")
            else:
                title = words(f"steps.{state['step']}.name")
                desk.sees("#step-title", has_text=title)
            if name == "closing":
                desk.sees("[data-action=end_meeting]")
            desk.page.wait_for_timeout(300)
            keep_picture(desk.page, f"served_desk_{name}_{language}_{size}")
            faults = violations(desk.page)
            if not desk.page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
                faults.append("wider than the screen")
            if faults:
                found[name] = faults
    assert found == {}


class One(Window):
    view = "one"

    def comes(self):
        wait_until_ready(self.page)
        self.sees(".strip")


@pytest.mark.parametrize(
    ("size", "language", "theme"),
    [("1280x800", "es", "light"), pytest.param("1024x768", "en", "dark", marks=pytest.mark.slow)],
)
def test_the_one_screen_fits_and_axe_finds_nothing(
    browser, room, place, size, language, theme  # noqa: F811
):  # fmt: skip
    found = {}
    with watched_context(browser, size=size) as windows:
        stand(place, language=language, theme=theme)
        one = One(windows, room, place, language=language)
        for name in ("blank", "step", "lines", "figure", "silent", "consequence"):
            state, kind = SCREENS[name]
            stand(place, language=language, theme=theme, **state)
            one.page.wait_for_selector(f"[data-room={kind}]", state="attached")
            one.page.wait_for_timeout(600)
            keep_picture(one.page, f"served_one_{name}_{language}_{theme}_{size}", whole=False)
            if faults := violations(one.page) + one.page.evaluate(SCROLLS):
                found[name] = faults
    assert found == {}


@pytest.mark.parametrize("size", ["1280x800", pytest.param("1024x768", marks=pytest.mark.slow)])
@pytest.mark.parametrize("language", [pytest.param("en", marks=pytest.mark.slow), "es"])
@pytest.mark.parametrize("view", ["paper", "record"])
def test_axe_finds_nothing_on_what_is_printed_and_read(
    browser, room, place, view, size, language  # noqa: F811
):  # fmt: skip
    stand(place)
    address = room.page("00_today", team=place.team, view=view, language=language)
    with watched_page(browser, address, size=size) as page:
        keep_picture(page, f"served_{view}_{language}_{size}")

        assert page.locator("html").get_attribute("lang") == language
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        assert violations(page) == []
