"""The meeting *Data*, held in two windows: from the question to what the team looks at first.

A figure is on the wall only after the team has predicted; what it says in the rounds, the
yardstick and the focus are kept with the figure that they are about.
"""

import re

import pytest
from browser import browser, keep_picture, violations, watched_context  # noqa: F401
from meeting import Desk, Wall, a_place, a_room
from played_launch import BEYOND

from equitykit.content.agendas import load_agendas
from equitykit.content.texts import load_words
from equitykit.records.focus import DataFocus, FocusConsidered
from equitykit.records.inventory import DataQuestion
from equitykit.records.notes import MeasureShown
from equitykit.records.noticing import Noticed, Predicted
from equitykit.records.yardstick import YardstickChosen

pytestmark = pytest.mark.browser

STEPS = [step.id for step in load_agendas()["data"].steps]
# a share of a hundred, as every figure of ours has one
FIGURE = re.compile(r"\d[.,]\d\s?%")
MEASURE = "chronic_absenteeism"

SAID = {
    "en": {
        "question": "Who misses school, and since when?",
        "notice": "Two groups lie to the right of everyone else",
        "wonder": "What is a Monday morning like?",
        "fair": "It leaves nobody in their own comparison",
        "other": "Fewer students are touched",
        "why": "The line is far from everyone else",
        "who": "twelve people of the team",
        "missing": "students and families who work at night",
    },
    "es": {
        "question": "¿Quién falta a la escuela, y desde cuándo?",
        "notice": "Dos grupos están a la derecha del resto",
        "wonder": "¿Cómo es un lunes por la mañana?",
        "fair": "No compara a nadie consigo mismo",
        "other": "Toca a menos estudiantes",
        "why": "La línea está lejos del resto",
        "who": "doce personas del equipo",
        "missing": "estudiantes y familias que trabajan de noche",
    },
}


class Meeting:
    """A meeting about data: its windows, and what was wrong with either of them."""

    def __init__(self, desk: Desk, wall: Wall, language: str):
        self.desk, self.wall = desk, wall
        self.language, self.said = language, SAID[language]
        self.beyond: list[str] = []
        self.faults: list[str] = []

    def goes_on(self) -> None:
        """Press the key for the next step; the wall follows."""
        title = self.desk.page.locator("#step-title").inner_text()
        pressed = self.desk.presses_key("n")
        self.desk.page.wait_for_function(
            "before => document.querySelector('#step-title')?.innerText !== before", arg=title
        )
        self.wall.shows("", self.desk.page.locator("#step-title").inner_text(), since=pressed)
        self.looks(self.desk.step)

    def reveals(self, thing: str, screen: str, text: str = "") -> None:
        if not self.desk.button("hide", thing=thing).count():
            self.desk.shows(thing)
        self.wall.page.wait_for_function(
            "([screen, text]) => { const wall = document.querySelector('[data-room]');"
            " return wall.dataset.room === screen && wall.innerText.includes(text); }",
            arg=[screen, text],
        )
        # the wall may be there before the desk
        self.desk.sees(f"[data-action=hide][data-value-thing='{thing}']")
        self.looks(thing)

    def looks(self, name: str) -> None:
        """Look at both windows as they are."""
        for window in (self.wall, self.desk):
            keep_picture(window.page, f"data_{name}_{window.view}_{self.language}", whole=False)
        self.beyond += [f"{name}: {each}" for each in self.wall.page.evaluate(BEYOND)]
        self.beyond += [name] * self.wall.page.evaluate(
            "document.documentElement.scrollHeight > innerHeight"
            " || document.documentElement.scrollWidth > innerWidth"
        )

    def runs_axe(self) -> None:
        self.faults += violations(self.desk.page)


@pytest.mark.parametrize("language", ["en", pytest.param("es", marks=pytest.mark.slow)])
def test_a_team_goes_from_its_question_to_a_focus(browser, tmp_path, language):  # noqa: F811
    place = a_place(tmp_path)
    with a_room(place) as room, watched_context(browser) as windows:
        wall = Wall(windows, room, place, language=language)
        desk = Desk(windows, room, place, language=language)
        meeting, words, said = Meeting(desk, wall, language), load_words(language), SAID[language]
        desk.plan("data", people="12")
        # another page in the place of the plan: it begins at its top
        desk.page.wait_for_function("document.activeElement?.id === 'step-title'")
        assert desk.page.evaluate("scrollY") == 0

        asked = {"en": "", "es": "", language: said["question"]}
        desk.sends("inventory.ask", **asked)
        meeting.reveals("inventory.questions", "card", said["question"])
        meeting.goes_on()
        assert desk.step == "how_to_read"
        assert words("noticing.gate.press_on") in desk.button("show", thing="figure").inner_text()
        meeting.reveals("reading.gaps", "picture", words("reading.gaps.stands"))
        assert wall.page.locator("[data-room=picture] svg").is_visible()
        assert words("reading.chart.group", letter="A") in wall.text
        meeting.goes_on()
        assert desk.step == "predict"
        meeting.reveals("noticing.before", "table")
        meeting.reveals("noticing.question", "card")
        # the chart to practice with is drawn from invented figures
        early = "\n".join(heard.text for heard in wall.heard if heard.screen != "picture")
        assert not FIGURE.search(early) and "<figure" not in "\n".join(wall.frames)
        assert not place.stands(MeasureShown)
        desk.presses("noticing.predicted")
        desk.sees("[data-action='noticing.predicted'][aria-pressed=true]")
        meeting.runs_axe()

        meeting.goes_on()
        offered = desk.button("show", thing="figure").inner_text()
        assert words("noticing.gate.press_on") not in offered
        meeting.reveals("figure", "figure")
        assert wall.page.locator("[data-room=figure] svg").is_visible()
        assert FIGURE.search(wall.text)
        meeting.reveals("yardstick.two", "table")
        assert int(desk.page.locator(".bar-room").inner_text().partition("/")[2][:1] or 1) <= 2
        meeting.reveals("figure", "figure")
        chooses_on_the_desk(meeting)
        desk.sends("noticing.add", "[data-value-round=notice]", text=said["notice"])
        meeting.reveals("noticing.notice", "lines", said["notice"])
        meeting.goes_on()
        desk.sends(
            "noticing.add", "[data-value-round=wonder]", text=said["wonder"], goes_to="listen"
        )
        meeting.reveals("noticing.people", "card", said["wonder"])
        for step in STEPS[STEPS.index("pause") :]:
            meeting.goes_on()
            assert desk.step == step
            if step == "choose_focus":
                chooses(meeting)
                meeting.runs_axe()

        [question] = place.stands(DataQuestion).values()
        assert getattr(question, language) == said["question"]
        assert {each.measure for each in place.stands(Predicted).values()} == {MEASURE}
        assert {each.measure for each in place.stands(MeasureShown).values()} == {MEASURE}
        lines = {each.round: each for each in place.stands(Noticed).values()}
        assert {each: lines[each].text for each in lines} == {
            each: said[each] for each in ("notice", "wonder")
        }
        assert {(each.measure, each.figure) for each in lines.values()} == {(MEASURE, "gaps")}
        [yardstick] = place.stands(YardstickChosen).values()
        assert (yardstick.yardstick, yardstick.reason) == ("everyone_else", said["fair"])
        [focus] = place.stands(DataFocus).values()
        assert (focus.measure, focus.group, focus.missing) == (MEASURE, "RB", said["missing"])
        [other] = place.stands(FocusConsidered).values()
        assert (other.measure, other.why_not) == ("suspension", said["other"])

        assert meeting.beyond == []
        assert meeting.faults == []
        assert wall.page.locator("main :is(form, input, select, textarea)").count() == 0
        ever = "\n".join(heard.text for heard in wall.heard)
        for of_the_desk in ("focus.choose.save", "noticing.wonder.save", "noticing.predict.do"):
            assert words(of_the_desk) not in ever
    place.journal.close()


def chooses_on_the_desk(meeting: Meeting) -> None:
    """What is chosen is on the wall without a second press; where nobody has predicted, the
    question is."""
    desk, wall, words = meeting.desk, meeting.wall, load_words(meeting.language)
    desk.page.select_option("#data-yardstick", "overall")
    wall.page.wait_for_function(
        "text => document.querySelector('[data-room=figure]')?.innerText.includes(text)",
        arg=words("yardsticks.overall.note"),
    )
    desk.page.select_option("#data-measure", "suspension")
    wall.sees("[data-room=card]")
    assert words("measures.suspension.name") in wall.text
    assert not FIGURE.search(wall.text)
    desk.page.select_option("#data-measure", MEASURE)
    desk.page.select_option("#data-yardstick", "everyone_else")
    # whoever shows at once shows what was chosen just now
    desk.shows("figure")
    wall.sees("[data-room=figure]")
    assert words(f"measures.{MEASURE}.name") in wall.text
    meeting.looks("chosen")


def chooses(meeting: Meeting) -> None:
    """A yardstick with its reason; something that was put back, then the focus."""
    desk, said = meeting.desk, meeting.said
    refused = desk.sends(
        "focus.choose", measure=MEASURE, group="RB", reason=said["why"], chosen_by=said["who"],
        missing=said["missing"],
    )  # fmt: skip
    assert refused == load_words(meeting.language)("errors.focus_alternative_missing.text")
    desk.sends("focus.consider", measure="suspension", group="SE", why_not=said["other"])
    meeting.reveals("focus.considered", "table", said["other"])
    desk.sends("focus.choose", "")
    meeting.reveals("focus.chosen", "card", said["why"])
    desk.sends("yardstick.choose", yardstick="everyone_else", reason=said["fair"], by=said["who"])
    meeting.reveals("yardstick.chosen", "card", said["fair"])
