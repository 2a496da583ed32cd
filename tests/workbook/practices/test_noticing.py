"""Predict before the figure, notice before explaining, and a route for each hidden group."""

import re

import pytest

from equitykit.content.codelists import load_student_groups
from equitykit.errors import EquitykitError
from equitykit.records.inventory import DataSet
from equitykit.records.notes import MeasureShown
from equitykit.records.noticing import (
    CrossingSeen,
    Noticed,
    ParkedExplanation,
    Predicted,
    RouteChosen,
    SaidPrediction,
)
from equitykit.reviews.noticing import DEFICIT, EXPLANATION, explains, for_people
from equitykit.workbook.practices.hidden_routes import hidden_codes


@pytest.fixture
def desk(practised):
    return practised.at("00_today")


def reveals(desk) -> list[str]:
    """What the desk offers to show, in its order."""
    html = str(desk.page.draw())
    group = html[html.index('class="reveals"') :]
    group = group[: group.index("</div>")]
    return re.findall(r'data-value-thing="([^"]+)"', group)


def at_the_figure(desk) -> None:
    desk.plan("data")
    desk.press("go", step="reveal_notice")


def test_before_anybody_has_predicted_the_question_is_offered_before_the_figure(desk):
    """The toy reveals at once: here whoever presses on still can, and it says what that is."""
    at_the_figure(desk)
    offered = reveals(desk)
    assert offered.index("noticing.question") < offered.index("figure")
    assert "the figure, without predicting first" in str(desk.page.draw())

    desk.press("noticing.predicted")
    assert "the figure, without predicting first" not in str(desk.page.draw())
    assert reveals(desk) == offered


def test_the_question_names_the_measure_and_the_groups_before_anything_was_chosen(desk):
    desk.plan("data")
    desk.press("go", step="predict")
    wall = desk.show("noticing.question")
    assert "Before we look: Chronic absenteeism, Race and ethnicity" in wall
    assert "Nobody collects it" in wall
    # and shows no figure
    assert "%" not in wall and "<svg" not in wall


def test_whoever_presses_on_sees_the_figure_and_the_record_says_that_nobody_had_predicted(desk):
    at_the_figure(desk)
    desk.press("show", thing="figure")
    measure = next(iter(desk.stands(MeasureShown).values())).measure
    name = desk.page.words(f"measures.{measure}.name")
    assert f"{name} was shown before anybody predicted" in desk.read("noticing")
    desk.press("noticing.add", round="notice", text="Two groups are above thirty")
    assert f"Shown without predicting first: {name}" in desk.told("noticing")


def test_a_new_measure_and_a_new_meeting_ask_for_a_new_prediction(desk):
    at_the_figure(desk)
    desk.press("noticing.predicted")
    chosen, _ = desk.page.data.chosen({})
    other = next(each for each in desk.page.book.choices.measures if each != chosen.measure)
    desk.press("choose_data", measure=other, dimension=chosen.dimension)
    assert "the figure, without predicting first" in str(desk.page.draw())

    desk.press("choose_data", measure=chosen.measure, dimension=chosen.dimension)
    assert "the figure, without predicting first" not in str(desk.page.draw())
    desk.plan("check_in")
    desk.press("go", step="look_at_data")
    assert "the figure, without predicting first" in str(desk.page.draw())


def test_a_private_prediction_is_no_field_no_form_and_no_action(desk):
    at_the_figure(desk)
    html = desk.desk("noticing")
    private = re.findall(r"<textarea[^>]*data-private[^>]*>", html)
    assert len(private) == 3
    assert not any("name=" in each or "data-field" in each for each in private)
    assert "It is not sent or saved" in html
    desk.press("noticing.predicted")
    assert set(next(iter(desk.stands(Predicted).values())).model_dump()) == {
        "meeting", "measure", "dimension",
    }  # fmt: skip


def test_a_prediction_can_be_said_aloud_and_stands_beside_what_was_seen(desk):
    at_the_figure(desk)
    desk.press("noticing.say", text="More in the lower grades")
    assert [each.text for each in desk.stands(SaidPrediction).values()] == [
        "More in the lower grades"
    ]
    assert "the figure, without predicting first" not in str(desk.page.draw())
    assert "More in the lower grades" in desk.show("noticing.predictions")
    assert "Expected: More in the lower grades" in desk.told("noticing")


def test_a_line_is_linked_to_the_chart_that_the_room_was_shown(desk):
    """The toy is a comment box under a chart."""
    at_the_figure(desk)
    desk.press("noticing.add", round="notice", text="Before any figure")
    desk.press("show", thing="figure")
    shown, kind = desk.page.data.chosen(desk.page.moment().progress.figure)
    # looking at another choice on the desk changes nothing of what the room saw
    other = next(each for each in desk.page.book.choices.measures if each != shown.measure)
    desk.press("choose_data", measure=other)
    desk.press("noticing.add", round="notice", text="Highest for one group")

    before, after = desk.stands(Noticed).values()
    assert before.measure == ""
    assert (after.measure, after.dimension, after.period, after.yardstick, after.figure) == (
        shown.measure, shown.dimension, shown.period, shown.yardstick, kind,
    )  # fmt: skip
    told = desk.told("noticing")
    assert "no figure was shown" in told
    assert desk.page.words(f"measures.{shown.measure}.name") in told


def test_the_rounds_are_five_and_each_is_a_screen_of_its_own(desk):
    at_the_figure(desk)
    rounds = ("notice", "wonder", "cannot_tell", "missing_account", "next_evidence")
    for round in rounds:
        desk.press("noticing.add", round=round, text=f"a line of {round}")
    for round in rounds:
        wall = desk.show(f"noticing.{round}")
        assert f"a line of {round}" in wall
        assert sum(f"a line of {each}" in wall for each in rounds) == 1


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("English learners are at 31 of 100", ""),
        ("It is high because the bus comes late", EXPLANATION),
        ("Es alto porque el autobús llega tarde", EXPLANATION),
        ("Those families don't care about school", DEFICIT),
        ("A esas familias no les importa", DEFICIT),
        ("They are unmotivated", DEFICIT),
        ('A student said: "they think we are lazy"', ""),
        ("They are not lazy", ""),
        ("Is it because of the bus?", ""),
        ("¿Será porque el autobús llega tarde?", ""),
    ],
)
def test_seeing_and_explaining_are_told_apart(text, why):
    assert explains(text) == why


def test_an_early_explanation_is_kept_and_offered_a_place_among_the_causes(desk):
    at_the_figure(desk)
    desk.press("show", thing="figure")
    line = f"noticed/{desk.press('noticing.add', round='notice', text='High due to buses')}"
    assert line in desk.stands(Noticed)
    assert "It can wait for the causes" in desk.read("noticing")

    desk.press("noticing.park", subject=line)
    assert not desk.stands(Noticed)
    [parked] = desk.stands(ParkedExplanation).values()
    assert (parked.text, parked.state) == ("High due to buses", "waiting")
    assert parked.measure == next(iter(desk.stands(MeasureShown).values())).measure
    assert "High due to buses" in desk.told("noticing")
    # sent again after a lost answer, it does no harm
    desk.press("noticing.park", subject=line)
    assert len(desk.stands(ParkedExplanation)) == 1


def test_the_offer_can_be_turned_down_and_never_comes_on_the_wall(desk):
    at_the_figure(desk)
    line = f"noticed/{desk.press('noticing.add', round='notice', text='They are unmotivated')}"
    assert "Ask: what do we do" in desk.read("noticing")
    assert "Ask: what do we do" not in desk.show("noticing.notice")
    desk.press("noticing.keep", subject=line)
    assert "Ask: what do we do" not in desk.read("noticing")
    assert desk.stands(Noticed)[line].kept


def test_what_people_can_answer_goes_to_the_listening(desk):
    at_the_figure(desk)
    desk.press("noticing.add", round="wonder", text="What is a Monday like?", goes_to="listen")
    desk.press("noticing.add", round="wonder", text="What changed in 2022?")
    desk.press("noticing.add", round="missing_account", text="Bus drivers")
    found = [each.text for _, each in for_people(desk.page.moment().standing)]
    assert found == ["What is a Monday like?", "Bus drivers"]
    wall = desk.show("noticing.people")
    assert "What is a Monday like?" in wall and "What changed in 2022?" not in wall
    assert "Questions for people, not for figures" in desk.told("noticing")


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"round": "guess"}, "field_unknown"),
        ({"role": "Maria"}, "field_unknown"),
        ({"goes_to": "bin"}, "field_unknown"),
        ({"text": "  "}, "text_missing"),
        ({"text": "x" * 401}, "noticing_too_long"),
    ],
)
def test_what_no_page_sends_is_refused(desk, values, error):
    at_the_figure(desk)
    with pytest.raises(EquitykitError) as raised:
        desk.press("noticing.add", **({"round": "notice", "text": "seen"} | values))
    assert raised.value.id == error
    assert not desk.stands(Noticed)


def test_every_hidden_group_stands_without_a_route_until_one_is_chosen_with_who_and_when(desk):
    desk.plan("data")
    codes = hidden_codes(desk.page)
    assert codes, "the sample hides groups"
    read = desk.read("noticing")
    for code in codes:
        assert desk.page.words(f"groups.{code}.name") in read
    assert "nobody has chosen a route yet" in read

    asked = {"code": codes[0], "route": "listen", "by": "2027-03-01"}
    with pytest.raises(EquitykitError) as raised:
        desk.press("noticing.route", **asked, owner="")
    assert raised.value.id == "route_owner_missing"
    desk.press("noticing.route", **asked, owner="Family liaison")
    record = desk.stands(RouteChosen)[f"route/{codes[0]}"]
    assert (record.route, record.owner, record.by.isoformat()) == (
        "listen", "Family liaison", "2027-03-01",
    )  # fmt: skip
    assert "Family liaison" in desk.told("noticing")
    assert "Family liaison" in desk.show("noticing.routes")


def test_a_category_is_widened_only_with_somebody_of_the_group(desk):
    desk.plan("data")
    code = hidden_codes(desk.page)[0]
    asked = {"code": code, "route": "widen", "owner": "Data office", "by": "2027-03-01"}
    with pytest.raises(EquitykitError) as raised:
        desk.press("noticing.route", **asked)
    assert raised.value.id == "route_widen_alone"
    desk.press("noticing.route", **asked, agreed_with="parents' council")
    assert desk.stands(RouteChosen)[f"route/{code}"].agreed_with == "parents' council"


def test_a_route_for_a_group_that_is_not_hidden_is_refused(desk):
    desk.plan("data")
    seen = next(code for code in load_student_groups() if code not in hidden_codes(desk.page))
    with pytest.raises(EquitykitError) as raised:
        desk.press("noticing.route", code=seen, route="listen", owner="x", by="2027-03-01")
    assert raised.value.id == "field_unknown"


def test_the_chosen_route_stands_under_the_small_groups_of_the_data_page(practised, monkeypatch):
    desk = practised.at("00_today")
    desk.plan("data")
    code = hidden_codes(desk.page)[0]
    desk.press("noticing.route", code=code, route="pool_years", owner="Analyst", by="2027-03-01")
    stream = desk.page.team.stream
    monkeypatch.setenv("QUERY_STRING", f"team={stream}&view=record")
    monkeypatch.setenv("EQUITYKIT_LIVE", "1")
    book = practised.at("04_data").page.book
    name = desk.page.words(f"groups.{code}.name")
    html = str(book.section("data.small_groups").html())
    assert f"{name}: put years together; Analyst, until March 1, 2027." in html
    left = html[html.index("nobody has chosen a route yet") :]
    left = left[: left.index("</")]
    assert name not in left
    for each in hidden_codes(desk.page)[1:]:
        assert desk.page.words(f"groups.{each}.name") in left


def test_the_paper_has_a_private_sheet_five_rounds_and_the_routes(desk):
    paper = desk.paper("noticing")
    assert "Tear it off" in paper and "Whose account is missing?" in paper
    assert "Groups that figures hide" in paper
    assert desk.told("noticing") == ""


def test_before_a_figure_the_room_hears_question_count_age_and_who_is_missing(desk):
    """Facilitation guide §7: said before anything is shown, and without any figure."""
    desk.plan("data")
    assert "No question is written down yet" in desk.read("noticing")
    desk.press("inventory.ask", en="Who misses school?")
    desk.press("inventory.take", measure="chronic_absenteeism")
    [row] = desk.stands(DataSet)
    desk.write(row, "missing_who", "students who left in autumn")

    wall = desk.show("noticing.before")
    read = desk.read("noticing")
    assert "No question is written down yet" not in read
    # the practiced clock stands on 15 January 2027, 18 months after June 2025
    for told in (
        "Who misses school?", "missed 10 percent or more of the days", "about six weeks or more",
        "2024-25: June 30, 2025, 18 months ago", "students who left in autumn",
    ):  # fmt: skip
        assert told in wall and told in read
    assert "%" not in wall and not desk.stands(MeasureShown)
    desk.press("language", language="es")
    assert "hace 18 meses" in desk.wall()


def test_what_nobody_has_said_of_a_figure_is_told_as_that(desk):
    desk.plan("data")
    wall = desk.show("noticing.before")
    assert "Our question nobody has said yet" in wall
    # the files say themselves whom they hide, in the language of the room
    assert "Not in it figures hidden for Native Hawaiian or Pacific Islander" in wall
    desk.press("inventory.ask", en="Who?")
    desk.press("inventory.take", measure="chronic_absenteeism")
    desk.press("language", language="es")
    assert "cifras ocultas para" in desk.wall() and "figures hidden" not in desk.wall()
    [row] = desk.stands(DataSet)
    desk.write(row, "missing_who", "students who left")
    assert "students who left" in desk.wall()
    desk.write(row, "missing_who", "")
    desk.press("choose_data", measure="dashboard_elpi")
    assert "No están nadie lo ha dicho todavía" in desk.show("noticing.before")


def shows_crossing(desk, measure: str) -> None:
    desk.press("choose_data", measure=measure, dimension="race_ethnicity×gender")
    desk.press("show", thing="figure")


def test_a_crossing_with_nothing_to_see_is_in_the_record_too(desk):
    """The toy has filters only, and keeps what stood out."""
    desk.plan("data")
    desk.press("show", thing="figure")
    assert not desk.stands(CrossingSeen)
    shows_crossing(desk, "own_chronic_absenteeism")
    shows_crossing(desk, "own_suspension")
    shows_crossing(desk, "own_suspension")
    first, second = desk.stands(CrossingSeen)
    assert "Nobody has said yet what was seen in" in desk.read("noticing")

    desk.press("noticing.crossing", subject=first, found="nothing")
    desk.press("noticing.crossing", subject=second, found="only_here", text="Boys of one group")
    told = desk.told("noticing")
    assert "nothing that the single traits do not show" in told
    assert "Boys of one group" in told
    assert "2 crossings were looked at. Among that many, some stand out by chance." in told
    assert "Nobody has said yet what was seen in" not in desk.read("noticing")


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"found": ""}, "choice_missing"),
        ({"found": "a_lot"}, "field_unknown"),
        ({"found": "nothing", "text": "x" * 401}, "noticing_too_long"),
        ({"found": "nothing", "subject": "shown/suspension"}, "field_unknown"),
    ],
)
def test_what_is_told_of_a_crossing_is_checked(desk, values, error):
    desk.plan("data")
    shows_crossing(desk, "own_suspension")
    [subject] = desk.stands(CrossingSeen)
    with pytest.raises(EquitykitError) as raised:
        desk.press("noticing.crossing", **{"subject": subject} | values)
    assert raised.value.id == error
    assert not desk.stands(CrossingSeen)[subject].found
