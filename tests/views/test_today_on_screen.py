"""The pages of a meeting in a real browser: what the last row sees, what a laptop shows, paper."""

from dataclasses import replace

import made_up_meeting as meetings
import pytest
from browser import SIZES, browser, keep_picture, violations, watched_context  # noqa: F401
from pypdf import PdfReader

from equitykit.content.texts import load_words
from equitykit.views.continuity import continuity_pack, newcomer_page
from equitykit.views.figures import gap_figure
from equitykit.views.html import joined
from equitykit.views.minutes import minutes
from equitykit.views.page import document, meeting_styles
from equitykit.views.paper import paper_twin
from equitykit.views.pause_log import pause_log
from equitykit.views.run_sheet import run_sheet
from equitykit.views.today_facilitator import facilitator_page
from equitykit.views.today_one import Strip, one_screen
from equitykit.views.today_plan import plan_meeting
from equitykit.views.today_room import (
    FigureScreen,
    LinesScreen,
    RoomScreen,
    TableScreen,
    TestCard,
    page_count,
    room_screen,
)

pytestmark = pytest.mark.browser

ENGLISH, SPANISH = meetings.BOTH
VOICES = {"en": (ENGLISH,), "es": (SPANISH,), "both": meetings.BOTH}

# what stands outside of the screen's body, but for what only readers of the page get
OUTSIDE = """() => {
    const body = document.querySelector('.room-body').getBoundingClientRect();
    const apart = '.unseen, .notes, details, .source, .scroll, svg';
    return [...document.querySelectorAll('.room-body *')].filter(each => {
        const box = each.getBoundingClientRect();
        return !each.closest(apart) && box.height > 1
            && (box.bottom > body.bottom + 2 || box.right > body.right + 2);
    }).map(each => each.outerHTML.slice(0, 120));
}"""

SMALLEST = """() => Math.min(...[...document.querySelectorAll('.room-screen *')]
    .filter(each => [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim())
        && !each.closest('.unseen, .room-keys, .notes, details, .source, .scroll, svg, .letters'))
    .map(each => parseFloat(getComputedStyle(each).fontSize)))"""

# contrast of each text with what lies behind it
CONTRAST = """() => {
    const parts = colour => colour.match(/[\\d.]+/g).map(Number);
    const light = colour => {
        const [r, g, b] = parts(colour).slice(0, 3).map(
            each => each / 255 <= .04045 ? each / 255 / 12.92 : ((each / 255 + .055) / 1.055) ** 2.4);
        return .2126 * r + .7152 * g + .0722 * b;
    };
    const behind = each => {
        const colour = getComputedStyle(each).backgroundColor;
        return parts(colour)[3] !== 0 ? colour : behind(each.parentElement);
    };
    return Math.min(...[...document.querySelectorAll('.room-screen *')]
        .filter(each => [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim())
            && !each.closest('.unseen, .room-keys, svg, .bars'))
        .map(each => {
            const [a, b] = [light(getComputedStyle(each).color), light(behind(each))];
            return (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
        }));
}"""


@pytest.fixture(scope="module", params=list(SIZES))
def page(request, browser):  # noqa: F811
    with watched_context(browser, size=request.param) as context:
        page = context.new_page()
        page.size = request.param
        yield page


def put(page, body, words=ENGLISH):
    page.set_content(str(document(joined(meeting_styles(), body), title="Today", words=words)))
    page.evaluate("document.fonts.ready")


def wall(name: str, languages: str, theme: str = "light", size: str = "6"):
    show = meetings.screens()[name]
    screen = RoomScreen(show, meetings.screens()["path"].title, "3 / 9", theme, size)
    return room_screen(screen, VOICES[languages])


DRAFTS = (
    "Each student gets what that student needs.", "The need of every student comes first.",
    "Cada familia tiene voz en las decisiones.", "Las familias deciden con voz y voto.",
    "Nobody waits for the bus in the rain, and nobody is late because of where they live.",
    "Los resultados dejan de parecerse al código postal.",
)  # fmt: skip
NUMBERS = ("Responsabilidad compartida", "1,204", "86.5 %", "–")


def table(rows, columns: int) -> TableScreen:
    head = ("Draft", "Words it shares", "In how many drafts", "Decided")[:columns]
    return TableScreen({"en": "Side by side", "es": "Los borradores lado a lado"}, head, rows)


TABLES = {
    "drafts": (table(tuple((each, "student, needs") for each in DRAFTS * 2), 2), 3),
    "numbers": (table((NUMBERS,) * 14, 4), 2),
    "long": (table(tuple((each * 3, each * 2, "Voz") for each in DRAFTS), 3), 7),
    "too_long": (table((("x" * 700, "Voz"), ("every word " * 90, "")), 2), 5),
}


# two languages at the largest letters are what fits with most difficulty
@pytest.mark.parametrize(
    ("languages", "size"),
    [
        ("both", "8"),
        *(
            pytest.param(languages, size, marks=pytest.mark.slow)
            for languages in VOICES
            for size in ("4", "6", "8")
            if (languages, size) != ("both", "8")
        ),
    ],
)
@pytest.mark.parametrize("name", meetings.screens())
def test_a_screen_fits_the_wall_and_is_read_from_the_last_row(page, name, languages, size):
    put(page, wall(name, languages, size=size))

    height = page.viewport_size["height"]
    assert page.evaluate(OUTSIDE) == []
    assert page.evaluate("document.querySelector('.room-screen').scrollHeight") <= height
    if name != "blank":
        assert page.evaluate(SMALLEST) >= 0.035 * height - 0.01


@pytest.mark.parametrize("theme", [pytest.param("light", marks=pytest.mark.slow), "dark"])
@pytest.mark.parametrize("name", meetings.screens())
def test_a_screen_has_no_fault_that_axe_knows_and_seven_to_one_contrast(page, name, theme):
    put(page, wall(name, "both", theme))
    keep_picture(page, f"room_{name}_{theme}_{page.size}", whole=False)

    assert violations(page) == []
    if name != "blank":
        assert page.evaluate(CONTRAST) >= 7


@pytest.mark.parametrize("size", ["4", "6", "8"])
@pytest.mark.parametrize("name", TABLES)
def test_a_table_uses_the_wall_and_every_row_is_seen(page, name, size):
    show, most = TABLES[name]
    screen = RoomScreen(show, "Define", "3 / 9", size=size)
    for on_one_screen in (False, True):
        of = 1
        while screen.show.page <= of:
            put(page, one_screen(screen, Strip("notice"), languages=(ENGLISH,), words=ENGLISH)
                if on_one_screen else room_screen(screen, (ENGLISH,)))  # fmt: skip
            assert page.evaluate(OUTSIDE) == []
            of = page_count(replace(screen, strip=on_one_screen), (ENGLISH,))[1]
            screen = replace(screen, show=replace(screen.show, page=screen.show.page + 1))
        screen = replace(screen, show=replace(screen.show, page=1))
        # a table of such rows has so many pages for seats at six heights of the picture
        assert of <= most or size == "8" or on_one_screen


def test_a_blank_screen_shows_nothing(page):
    put(page, wall("blank", "both"))

    shown = page.screenshot()
    page.set_content("<html style='background: #000'></html>")

    assert shown == page.screenshot()


def test_both_languages_stand_at_equal_size(page):
    put(page, wall("pause", "both"))

    sizes = page.eval_on_selector_all(
        ".voice h1", "all => all.map(each => [getComputedStyle(each).fontSize, each.offsetWidth])"
    )
    (english, width), (spanish, other) = sizes
    assert english == spanish
    assert abs(width - other) < 0.1 * width


def test_the_test_card_has_the_letters_of_the_guide(page):
    put(page, room_screen(RoomScreen(TestCard()), meetings.BOTH))

    height = page.viewport_size["height"]
    shown = page.eval_on_selector_all(
        ".letters li",
        "all => all.map(each => Math.round(parseFloat(getComputedStyle(each).fontSize)))",
    )
    assert shown == {800: [18, 27, 36], 768: [17, 26, 35]}[height]


def test_a_figure_has_labels_for_the_last_row_and_its_table_for_readers(
    page, against_everyone_else
):
    figures = {
        words.language: gap_figure(against_everyone_else, words=words, heading_level=2)
        for words in meetings.BOTH
    }
    put(page, room_screen(RoomScreen(FigureScreen(figures)), meetings.BOTH))
    keep_picture(page, f"room_figure_{page.size}", whole=False)

    assert violations(page) == []
    assert page.evaluate(OUTSIDE) == []
    letters = page.evaluate(
        "Math.min(...[...document.querySelectorAll('svg text')].map(e => e.getBoundingClientRect().height))"
    )
    # a line of letters is about 1.2 times their size
    assert letters >= 0.03 * page.viewport_size["height"]
    assert page.locator(".room-figure table").count() == 1


def test_a_reader_reaches_the_blank_key_and_sees_it(page):
    put(page, wall("step", "en"))

    page.keyboard.press("Tab")
    page.keyboard.press("Tab")

    box = page.locator(":focus").bounding_box()
    assert page.locator(":focus").get_attribute("data-action") == "blank"
    assert box["width"] > 24 and box["height"] > 24


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("kind", ["collects", "decides", "closes"])
def test_the_facilitators_page_has_no_fault_and_stays_within_the_screen(page, kind, language):
    words = load_words(language)
    put(page, facilitator_page(meetings.desk(words, kind), words, languages=meetings.BOTH), words)
    keep_picture(page, f"facilitator_{kind}_{language}_{page.size}")

    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def test_everything_on_the_facilitators_page_is_reached_by_keyboard_and_seen(page):
    put(
        page, facilitator_page(meetings.desk(ENGLISH, "collects"), ENGLISH, languages=meetings.BOTH)
    )
    wanted = page.eval_on_selector_all(
        "button, input:not([type=hidden]), textarea, select, a[href], summary",
        "all => all.filter(each => each.checkVisibility() && !each.closest('dialog')).length",
    )

    reached = set()
    for _ in range(wanted + 2):
        page.keyboard.press("Tab")
        outline = page.evaluate(
            "() => [parseFloat(getComputedStyle(document.activeElement).outlineWidth),"
            " document.activeElement.matches('body')]"
        )
        if outline[1]:
            break
        assert outline[0] >= 2, page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        reached.add(page.evaluate("document.activeElement.outerHTML"))

    assert len(reached) >= wanted - 1


def test_a_pause_that_is_offered_can_be_skipped_with_a_reason(page):
    put(page, facilitator_page(meetings.desk(ENGLISH, "collects"), ENGLISH))

    page.locator(".offer summary").click()

    assert page.locator("[data-action=pause_skip]:visible").count() == 3


def test_the_list_of_keys_opens_and_closes(page):
    put(page, facilitator_page(meetings.desk(ENGLISH, "collects"), ENGLISH))

    page.locator("[data-key='?']").click()
    assert page.locator("dialog[data-keys]").is_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    assert not page.locator("dialog[data-keys]").is_visible()


@pytest.mark.parametrize("language", ["en", "es"])
def test_planning_the_papers_and_the_story_so_far_have_no_fault(page, language):
    words = load_words(language)
    shown = {
        "plan": plan_meeting(meetings.planning(words), words),
        "run_sheet": run_sheet(meetings.sheet(words), words=words, languages=meetings.BOTH),
        "pack": continuity_pack(
            meetings.sections(), team="Lantern Hill", holders={"scribe": ("seat 3",)}, words=words
        ),
        "newcomer": newcomer_page(meetings.path(), {}, team="Lantern Hill", words=words),
        "minutes": minutes(meetings.held(words), labels={"decision/1": "Decision"}, words=words),
    }
    for name, body in shown.items():
        put(page, body, words)
        keep_picture(page, f"{name}_{language}_{page.size}")

        assert violations(page) == [], name
        assert (
            page.evaluate("document.documentElement.scrollWidth") <= (page.viewport_size["width"])
        ), name


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ["blank", "lines", "pause", "agenda", "protocol"])
def test_on_one_screen_the_strip_covers_nothing(page, name, theme):
    screen = RoomScreen(meetings.screens()[name], "Data", "3 / 9", theme)
    strip = Strip("notice", "predict", "wonder", collects_lines=True, timer_minutes=6)
    put(page, one_screen(screen, strip, languages=meetings.BOTH, words=ENGLISH))
    keep_picture(page, f"one_{name}_{theme}_{page.size}", whole=False)

    top = page.locator(".strip").bounding_box()["y"]
    wall = page.locator(".room-screen").bounding_box()
    assert wall["y"] + wall["height"] <= top + 1
    assert page.evaluate(OUTSIDE) == []
    assert violations(page) == []


def test_a_line_without_a_space_breaks_instead_of_running_off_the_wall(page):
    screen = RoomScreen(LinesScreen({"en": "Lines"}, ("x" * 5_000,)))

    for number in (1, 2, 3):
        put(page, room_screen(replace(screen, show=replace(screen.show, page=number)), (ENGLISH,)))

        assert page.evaluate(OUTSIDE) == []


@pytest.mark.parametrize("paper", ["Letter", "A4"])
def test_each_step_has_one_sheet_of_paper(page, tmp_path, paper):
    steps = meetings.paper_steps()
    put(page, paper_twin(steps, meeting="Data", when="January 13", languages=meetings.BOTH))

    page.pdf(path=tmp_path / "twin.pdf", format=paper)

    assert len(PdfReader(tmp_path / "twin.pdf").pages) == len(steps)


def test_the_page_for_afterwards_is_a_sheet_of_its_own(page, tmp_path):
    put(page, run_sheet(meetings.sheet(ENGLISH), words=ENGLISH))
    page.pdf(path=tmp_path / "sheet.pdf", format="Letter")

    last = PdfReader(tmp_path / "sheet.pdf").pages[-1].extract_text()

    assert "After the meeting, for you alone" in last
    assert "Say to the room" not in last


def test_a_printed_log_shows_every_pause(page, tmp_path):
    put(page, pause_log(meetings.log(), labels={"decision/1": "Ninth grade"}, words=ENGLISH))
    page.pdf(path=tmp_path / "log.pdf", format="A4")

    said = "".join(each.extract_text() for each in PdfReader(tmp_path / "log.pdf").pages)

    assert "We meet on Saturdays" in said
    assert "short on time" in said
