"""A step has open what it needs at once; what waits for the team is never folded away."""

from markupsafe import escape

FOLDED = '<summary><span role="heading" aria-level="3">{}</span></summary>'


def is_folded(desk, practice: str, title: str) -> bool:
    name = escape(desk.page.words(title))
    html = desk.desk(practice)
    assert name in html
    return FOLDED.format(name) in html


def feedback_start(desk) -> str:
    words = desk.page.words
    return words("rounds.start.titled", name=words("trust.feedback.name"))


def test_the_opening_has_promises_open_and_the_closing_has_the_feedback(practised):
    desk = practised.at("03_define")
    desk.plan("define", people=12)
    assert desk.page.moment().step.id == "opening"
    for title, folded in (
        ("trust.promises.check", False), ("trust.connection.title", False),
        ("trust.connection.own", True), ("trust.answered.title", True),
    ):  # fmt: skip
        assert is_folded(desk, "trust", title) is folded, title
    start = FOLDED.format(feedback_start(desk))
    assert start in desk.desk("trust")

    desk.press("go", step="decisions_close")
    assert start not in desk.desk("trust")
    assert is_folded(desk, "trust", "trust.connection.title")


def test_a_feedback_round_that_runs_is_open_in_every_step(practised):
    desk = practised.at("03_define")
    desk.plan("define", people=12)
    desk.press("trust.closing_feedback_open", way="slips")
    words = desk.page.words
    collect = words("rounds.collect.titled", name=words("trust.feedback.name"))

    html = desk.desk("trust")
    assert collect in html and FOLDED.format(collect) not in html


def test_a_stage_workbook_has_the_parts_of_trust_open(practised):
    desk = practised.at("02_open")
    assert not is_folded(desk, "trust", "trust.answered.title")


def test_a_change_of_sponsor_and_parking_are_folded_in_a_meeting(practised):
    desk = practised.at("01_prepare")
    desk.write("sponsor", "seat", "Superintendent")
    assert is_folded(desk, "commitments", "commitments.sponsor.change")
    assert not is_folded(desk, "resistance", "resistance.later.title")
    desk.plan("define", people=12)
    assert is_folded(desk, "resistance", "resistance.later.title")
    assert not is_folded(desk, "resistance", "resistance.back.title")


def test_the_official_definition_is_folded_until_its_gap_waits_for_words(practised):
    desk = practised.at("03_define")
    desk.plan("define", people=12)
    desk.press("go", step="working_definition")
    assert is_folded(desk, "meaning", "meaning.official.title")
    assert not is_folded(desk, "meaning", "meaning.definition.title")

    desk.write("definition", "en", "Every student gets what they need.")
    desk.write("definition/official", "en", "Equal chances for all.")
    assert not is_folded(desk, "meaning", "meaning.official.title")


def test_the_forms_of_the_calendar_fold_once_something_is_planned(practised):
    desk = practised.at("01_prepare")
    assert not is_folded(desk, "calendar", "calendar.do.add_name")
    desk.press("calendar.add", text="Data day", what="meeting", on="2027-02-01", hours_student=2)
    assert is_folded(desk, "calendar", "calendar.do.add_name")


def test_of_undecided_groups_only_the_first_is_open(practised):
    desk = practised.at("03_define")
    for code in ("SE", "SD"):
        desk.press("groups.take", code=code)
    html = desk.desk("groups")
    parts = html.count('action="groups.set"')
    # each form of a group stands in a part of its own
    assert parts >= 2
    assert html.count('<section class="part">\n<h3>') < parts + 2
