"""The meeting about data, step by step: the question, the prediction, the figure, the rounds."""

import re

import pytest

from equitykit.content.agendas import load_agendas
from equitykit.records.notes import MeasureShown

STEPS = load_agendas()["data"].steps
# a share of a hundred, as every figure of ours has one
FIGURE = re.compile(r"\d[.,]\d ?%|<svg")


@pytest.fixture
def desk(practised):
    found = practised.at("00_today")
    found.plan("data", people=12)
    return found


def test_each_step_has_its_practices():
    of = {step.id: set(step.practices) for step in STEPS}

    assert "inventory" in of["opening"]
    assert of["how_to_read"] == {"reading"}
    for step in ("predict", "reveal_notice", "wonder", "crossings"):
        assert "noticing" in of[step], step
    assert {"focus", "yardstick"} <= of["choose_focus"]
    # the guide asks for at least two yardsticks wherever a gap is shown
    assert "yardstick" in of["reveal_notice"]


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_step_can_be_drawn_for_desk_and_wall(desk, language):
    desk.press("language", language=language)
    for step in STEPS:
        desk.press("go", step=step.id)
        html = str(desk.page.draw())
        for practice in step.practices:
            title = desk.page.words(f"{practice}.section.title")
            assert title in html.replace("&#39;", "'"), (step.id, practice)
        assert desk.show("step")


def test_up_to_the_prediction_nothing_but_invented_figures_is_on_the_wall(practised, desk):
    """What a facilitator shows in order, one after the other, brings no figure too early."""
    wall = practised.at("00_today", view="room")
    walls = []
    for step in ("opening", "how_to_read", "predict"):
        desk.press("go", step=step)
        offered = re.findall(r'data-value-thing="([^"]+)"', str(desk.page.draw()))
        for thing in dict.fromkeys(offered):
            if thing != "figure":
                desk.press("show", thing=thing)
                shown = str(wall.page.draw())
                if thing.startswith("reading."):
                    assert desk.page.words("reading.chart.title", name="").strip() in shown
                else:
                    walls.append(shown)
    assert len(walls) > 20
    assert not [each for each in walls if FIGURE.search(each)]
    assert not desk.stands(MeasureShown)

    desk.press("noticing.predicted")
    desk.press("go", step="reveal_notice")
    desk.press("show", thing="figure")
    assert FIGURE.search(str(wall.page.draw()))
    assert desk.stands(MeasureShown)


def test_the_team_goes_from_its_question_to_a_focus_and_the_pack_holds_it_all(desk):
    from equitykit.content.continuity import load_pack_sections
    from equitykit.reviews.continuity import pack

    desk.press("inventory.ask", en="Who misses school, and since when?")
    desk.press("go", step="predict")
    desk.press("noticing.predicted")
    desk.press("go", step="reveal_notice")
    desk.press("show", thing="figure")
    desk.press("noticing.add", round="notice", text="Two groups are above thirty of a hundred")
    desk.press("go", step="wonder")
    desk.press("noticing.add", round="wonder", text="What is a Monday like?", goes_to="listen")
    desk.press("go", step="choose_focus")
    desk.press("focus.consider", measure="suspension", group="SE", why_not="Fewer students")
    desk.press(
        "focus.choose", measure="chronic_absenteeism", group="RH", reason="It grew",
        period=desk.page.book.choices.periods("chronic_absenteeism")[0],
        chosen_by="the team", missing="students", decided="2026-11-01",
    )  # fmt: skip
    standing = desk.page.moment().standing
    kinds = {entry.record.kind for subject in standing for entry in standing[subject]}
    packed = {kind for part in load_pack_sections() for kind in part.kinds}
    own = {"data_question", "predicted", "measure_shown", "noticed", "focus_considered",
           "data_focus"}  # fmt: skip
    assert own <= kinds
    assert own <= packed
    assert pack(standing)
