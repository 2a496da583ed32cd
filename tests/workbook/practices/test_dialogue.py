"""Answers by table and role; a large role never drowns a small one, and few are not counted."""

from collections import Counter

import pytest

from equitykit.errors import EquitykitError
from equitykit.records.dialogue import DialogueAnswer, DialogueTable, DialogueTheme
from equitykit.reviews.dialogue import apart, raised_by_few, role_groups, themes_by_role


def table(role: str, people: int, number: int = 1) -> DialogueTable:
    return DialogueTable(number=number, role=role, people=people, on="2027-01-15")


def said(at: str, role: str, hands: int, *themes: str, agreed: bool = False):
    record = DialogueAnswer(
        number=1, role=role, question="hard", text="…", hands=hands, themes=themes, agreed=agreed
    )
    return f"{at}/answer/{hands}-{'-'.join(themes)}", record


def seat(desk, role: str, people: int, way: str = "opener") -> str:
    return f"dialogue/table/{desk.press('dialogue.add_table', role=role, people=people, way=way)}"


def tell(desk, at: str, text: str, hands: int, *themes: str, question="hard", **more) -> str:
    id = desk.press("dialogue.answer", table=at, question=question, text=text, hands=hands, **more)
    subject = f"{at}/answer/{id}"
    if themes:
        listed = ", ".join(f'"{theme}"' for theme in themes)
        desk.write(subject, "themes", f"[{listed}]")
    return subject


# the toy counts all hands in one list


def test_a_theme_of_all_families_stands_above_one_that_leaders_fill_by_numbers():
    tables = {"L": table("leader", 20), "F": table("family", 6)}
    answers = [
        said("L", "leader", 18, "money"),
        said("L", "leader", 8, "time"),
        said("F", "family", 6, "language"),
    ]
    pooled = Counter()
    for _, record in answers:
        for theme in record.themes:
            pooled[theme] += record.hands
    groups = role_groups(tables, answers)

    # in one list the families come last: 18, 8, 6
    assert [theme for theme, _ in pooled.most_common()] == ["money", "time", "language"]
    # within roles: 6 of 6, 18 of 20, 8 of 20
    assert themes_by_role(groups) == ["language", "money", "time"]
    assert {group.role: group.people for group in groups} == {"family": 6, "leader": 20}
    shares = {group.role: group.share("language") for group in groups}
    assert shares == {"family": 1.0, "leader": 0.0}


def test_more_leaders_at_the_tables_change_nothing_in_the_column_of_families():
    families = {"F": table("family", 8)}
    answers = [said("F", "family", 4, "trust")]
    few = role_groups(families, answers)
    many = role_groups(families | {"L": table("leader", 100)}, answers)

    assert few[0].share("trust") == 0.5
    assert next(group for group in many if group.role == "family") == few[0]


def test_people_count_once_for_a_theme_however_often_their_table_names_it():
    tables = {"A": table("family", 6), "B": table("family", 4, 2)}
    answers = [
        said("A", "family", 5, "trust"),
        said("A", "family", 3, "trust", "time"),
        said("B", "family", 2, "trust"),
        said("gone", "family", 6, "trust"),
    ]
    (families,) = role_groups(tables, answers)

    # the stronger of table A's two answers, and table B's: 5 + 2 of 10
    assert families.hands == {"trust": 7, "time": 3}
    assert families.share("trust") == 0.7


def test_leaders_and_community_are_apart_where_a_quarter_of_a_group_lies_between():
    tables = {"L": table("leader", 8), "F": table("family", 10), "S": table("student", 5)}
    answers = [
        said("L", "leader", 6, "money"),  # 75 %; families 50 %, students 60 %: a quarter
        said("F", "family", 5, "money"),
        said("S", "student", 3, "money"),
        said("F", "family", 2, "time"),  # 20 %: less than a quarter
        said("S", "student", 4, "discipline"),  # 80 %
    ]
    found = apart(role_groups(tables, answers))

    assert [(each.theme, each.role, each.leaders, each.community) for each in found] == [
        ("discipline", "student", 0.0, 0.8),
        ("money", "family", 0.75, 0.5),
    ]


def test_without_five_people_on_both_sides_nothing_is_compared():
    tables = {"L": table("leader", 4), "F": table("family", 10)}
    answers = [said("L", "leader", 4, "money", agreed=True), said("F", "family", 9, "trust")]
    groups = role_groups(tables, answers)

    assert apart(groups) == []
    assert themes_by_role(groups) == ["trust"]
    assert raised_by_few(tables, answers, groups) == ["money"]


# the desk


def test_the_desk_shows_each_role_with_its_own_weight_and_where_they_are_apart(practised):
    desk = practised.at("01_prepare")
    leaders, families = seat(desk, "leader", 20), seat(desk, "family", 6)
    tell(desk, leaders, "We lack money", 18, "money")
    tell(desk, families, "Letters come in English only", 6, "language")
    read = desk.read("dialogue")

    assert "People of this role 6 20" in read
    assert "6 of 6 (100%) 0 of 20" in read
    assert "0 of 6 18 of 20 (90%)" in read
    assert "language: 100% of families, 0% of leaders. What do they see" in read
    assert read.index("6 of 6 (100%)") < read.index("18 of 20 (90%)")


def test_few_people_are_in_no_column_on_no_wall_and_quoted_only_with_consent(practised):
    desk = practised.at("01_prepare")
    leaders, students = seat(desk, "leader", 9), seat(desk, "student", 3)
    tell(desk, leaders, "Not enough time", 5, "time")
    with pytest.raises(EquitykitError) as raised:
        tell(desk, students, "The guard at the door", 3)
    assert raised.value.id == "dialogue_not_agreed"

    tell(desk, students, "The guard at the door", 3, "discipline", agreed="true")
    read, told = desk.read("dialogue"), desk.told("dialogue")
    for text in (read, told):
        assert "Fewer than five people of these roles are here: students." in text
        assert "with their consent: safety and discipline" in text
        assert "3 of 3" not in text
    assert "students: The guard" not in told
    assert "A group of fewer than five: The guard at the door" in told
    assert "students: fewer than five people" in told
    wall = desk.show("dialogue.themes")
    assert "time" in wall and "discipline" not in wall and "students" not in wall


def test_two_small_tables_of_one_role_are_counted_together(practised):
    desk = practised.at("01_prepare")
    first, second = seat(desk, "family", 4), seat(desk, "family", 4)
    tell(desk, first, "The bus", 4, "outside", agreed="true")
    tell(desk, second, "The hour", 2, "time", agreed="true")

    read = desk.read("dialogue")
    assert "4 of 8 (50%)" in read and "2 of 8 (25%)" in read


def test_leaders_alone_are_pointed_out(practised):
    desk = practised.at("01_prepare")
    seat(desk, "leader", 7)
    assert "What leaders say would stand alone" in desk.read("dialogue")
    seat(desk, "partner", 5, way="interview")
    assert "What leaders say would stand alone" not in desk.read("dialogue")


# bad input


def test_tables_seat_no_more_people_than_came_but_talks_before_do_not_count(practised):
    desk = practised.at("01_prepare")
    desk.plan("launch", people=12)
    seat(desk, "leader", 7)
    seat(desk, "partner", 30, way="interview")
    with pytest.raises(EquitykitError) as raised:
        seat(desk, "family", 6)

    assert raised.value.id == "more_than_present"
    assert [each.people for each in desk.stands(DialogueTable).values()] == [7, 30]


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"text": " ", "hands": 3}, "dialogue_text_missing"),
        ({"text": "Money", "hands": 0}, "nobody_counted"),
        ({"text": "Money", "hands": ""}, "nobody_counted"),
        ({"text": "Money", "hands": 8}, "dialogue_more_than_table"),
        ({"text": "Money", "hands": "-1"}, "field_unknown"),
        ({"text": "Money", "hands": 3, "question": "why"}, "field_unknown"),
        ({"text": "Money", "hands": 3, "table": "dialogue/table/0000"}, "field_unknown"),
    ],
)
def test_an_answer_that_cannot_be_is_a_sentence_and_keeps_nothing(practised, values, error):
    desk = practised.at("01_prepare")
    at = seat(desk, "leader", 7)
    with pytest.raises(EquitykitError) as raised:
        desk.press("dialogue.answer", **({"table": at, "question": "hard"} | values))

    assert raised.value.id == error
    assert not desk.stands(DialogueAnswer)


def test_the_same_words_twice_are_refused_but_a_resend_is_not_a_second_time(practised):
    desk = practised.at("01_prepare")
    at = seat(desk, "leader", 7)
    values = {"table": at, "question": "hard", "text": "Money", "hands": 3}
    id = desk.press("dialogue.answer", **values)
    desk.press("dialogue.answer", id=id, **values)
    with pytest.raises(EquitykitError) as raised:
        desk.press("dialogue.answer", **(values | {"text": " money "}))

    assert raised.value.id == "dialogue_answer_twice"
    assert len(desk.stands(DialogueAnswer)) == 1


def test_a_table_with_answers_stays_and_one_without_can_go(practised):
    desk = practised.at("01_prepare")
    at = seat(desk, "leader", 7)
    answer = tell(desk, at, "Money", 3)
    with pytest.raises(EquitykitError) as raised:
        desk.press("dialogue.remove_table", subject=at)
    assert raised.value.id == "dialogue_table_has_answers"

    desk.press("withdraw", subject=answer)
    desk.press("dialogue.remove_table", subject=at)
    assert not desk.stands(DialogueTable)
    assert desk.stands(DialogueAnswer) == {}


def test_a_theme_of_our_own_is_offered_once_in_whatever_language_it_was_known(practised):
    desk = practised.at("01_prepare")
    desk.press("dialogue.add_theme", text="  the  bridge ")
    desk.press("dialogue.add_theme", text="The bridge")
    desk.press("dialogue.add_theme", text="Dinero")
    assert [each.text for each in desk.stands(DialogueTheme).values()] == ["the bridge"]
    with pytest.raises(EquitykitError) as raised:
        desk.press("dialogue.add_theme", text=" ")
    assert raised.value.id == "dialogue_theme_missing"

    at = seat(desk, "family", 6)
    tell(desk, at, "It ends at the bridge", 5, "the bridge")
    assert "the bridge 5 of 6 (83%)" in desk.read("dialogue")


def test_the_room_reads_four_questions_in_both_languages(practised):
    desk = practised.at("01_prepare")
    desk.plan("launch")
    desk.press("language", language="both")
    wall = desk.show("dialogue.questions")

    assert "What gets in the way here most?" in wall and "¿Qué lo impide más aquí?" in wall


def test_the_report_has_answers_by_question_and_role_and_the_paper_a_sheet(practised):
    desk = practised.at("01_prepare")
    assert desk.told("dialogue") == ""
    assert "How many share it" in desk.paper("dialogue")

    tell(desk, seat(desk, "leader", 7), "We need hours", 6, "time", question="hard")
    tell(desk, seat(desk, "family", 5), "Nobody answers the phone", 5, "trust", question="hard")
    told = desk.told("dialogue")
    assert "leaders: We need hours" in told
    assert "families: Nobody answers the phone" in told
    assert "trust: 100% of families, 0% of leaders" in told
    spanish = practised.at("01_prepare", language="es").told("dialogue")
    assert "confianza: 100 % de familias, 0 % de directivos" in spanish
