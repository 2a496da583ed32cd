"""What a team has written shows up where it is needed later; which figures are seen stays as it is."""

from datetime import date

import pandas as pd
import pytest
from practices import text_of

from equitykit.content.codelists import load_student_groups
from equitykit.measures.largest_gaps import largest_gaps
from equitykit.measures.small_groups import HIDDEN
from equitykit.records.framing import Framing, GapWord
from equitykit.records.groups import GroupEntry, GroupOrder
from equitykit.records.meaning import Definition, DefinitionDifference
from equitykit.views.figures import gap_figure
from equitykit.workbook.data import REPORTED_DIMENSIONS, compared_choice
from equitykit.workbook.meeting_data import MeetingData
from equitykit.workbook.meeting_desk import group_options

NAMES = {"how": "count", "source": "State files"}
MULTILINGUAL = GroupEntry(
    code="SE", how="count", source="State", en="Local", preferred_en="Multilingual learners",
    preferred_es="Estudiantes multilingües", chosen_by="DELAC",
)  # fmt: skip


def figures(practised, language="en"):
    """The data workbook, opened for the team."""
    return practised.at("04_data", language=language).page.book


def figure(book, dimension="program", measure=None) -> str:
    choices = book.choices
    choice = choices.first(yardstick="everyone_else", year="latest")
    measure = measure or next(
        name for name in choices.measures
        if dimension in choices.dimensions(name, choices.periods(name)[0])
    )  # fmt: skip
    choice = choices.fit(
        type(choice)(measure, choices.periods(measure)[0], dimension, "everyone_else")
    )
    return str(gap_figure(compared_choice(book, choice, "everyone_else"), words=book.words))


def page_of(book) -> str:
    return text_of(book._repr_mimebundle_()["text/html"])


def write(practised, subject, record):
    return practised.at("03_define").page.team.write(subject, record)


@pytest.mark.parametrize(
    ("language", "name", "before"),
    [("en", "Multilingual learners", "English learners"),
     ("es", "Estudiantes multilingües", "Estudiantes aprendices de inglés")],
)  # fmt: skip
def test_the_names_of_the_register_stand_in_charts_tables_and_lists(
    practised, language, name, before
):
    write(practised, "group/SE", MULTILINGUAL)
    book = figures(practised, language)
    drawn = text_of(figure(book))

    assert name in drawn
    assert before not in drawn
    controls = [option for option, _ in book.controls._lists["yardstick"].options]
    assert not [option for option in controls if before in option]
    assert book.words("groups.SE.students").count(name) == 1


def test_the_lists_of_a_meeting_and_the_brief_call_groups_by_the_same_names(practised):
    plain = practised.at("brief").page.book
    code = next(iter(largest_gaps(plain.compared("everyone_else")).rows["group"]))
    entry = GroupEntry(code=code, how="count", source="s", en="Neighbours", es="Vecinos")
    write(practised, f"group/{code}", entry)
    book = practised.at("brief").page.book
    brief = text_of(book.section("brief.gaps").html())
    assert "Neighbours" in brief and plain.words(f"groups.{code}.name") not in brief

    today = practised.at("00_today")
    dimension = load_student_groups()[code].dimension
    views = today.page.data.selects({"dimension": dimension}, today.page.words)
    labels = [option.label for view in views for option in view.options]
    assert any("Neighbours" in label for label in labels)


def test_a_meeting_already_open_takes_a_new_name_at_once(practised):
    desk = practised.at("03_define")
    assert desk.page.words("groups.SE.name") == "English learners"
    desk.press("groups.take", code="SE")
    desk.press("groups.set", code="SE", en="Multilingual students", **NAMES)

    assert "Multilingual students" in desk.read("groups")
    assert desk.page.words("groups.SE.name") == "Multilingual students"


def test_a_drawn_figure_of_a_meeting_is_drawn_anew_under_the_new_name(practised):
    desk = practised.at("00_today")
    data, stored = MeetingData(desk.page.book), {"dimension": "program"}
    before = str(data.figure(stored, desk.page.words))
    desk.page.team.write("group/SE", MULTILINGUAL)
    desk.page.moment()

    assert "Multilingual learners" not in before
    assert "Multilingual learners" in str(data.figure(stored, desk.page.words))


def test_the_team_s_order_stands_in_lists_charts_tables_and_the_decision(practised):
    own = ("RT", "RB", "RH")
    order = GroupOrder(by="own", codes=own, reason="As students listed them")
    write(practised, "groups/order", order)
    book = figures(practised)
    measure, period = book.choices.measures[0], book.choices.periods(book.choices.measures[0])[0]
    there = book.choices.groups(measure, period, "race_ethnicity")
    wanted = [code for code in own if code in there]

    assert there[: len(wanted)] == wanted
    drawn = figure(book, "race_ethnicity", measure)
    rows = drawn[drawn.index("<tbody") :]
    places = [rows.index(book.words(f"groups.{code}.name")) for code in wanted]
    assert places == sorted(places)
    desk = practised.at("00_today")
    decided = [option.value for option in group_options(desk.page, _Decision(), desk.page.words)]
    assert [code for code in decided if code in own] == [code for code in own if code in decided]


class _Decision:
    groups = ()


def test_an_order_by_name_is_that_of_the_reader_s_language(practised):
    write(practised, "groups/order", GroupOrder(by="name", reason="Nobody first by habit"))
    for language in ("en", "es"):
        book = figures(practised, language)
        names = [book.words(f"groups.{code}.name") for code in book.words.group_order]
        plain = [name.translate(str.maketrans("áéíóúñ", "aeioun")).casefold() for name in names]
        assert plain == sorted(plain)


def test_a_group_that_is_listened_to_keeps_its_line_without_a_figure(practised):
    plain = figures(practised).released.rows
    group = _shown_group(plain)
    write(practised, f"group/{group}", GroupEntry(code=group, how="listen", route="listen"))
    book = figures(practised)
    rows = book.released.rows
    its = rows["group"] == group

    assert set(rows[its]["visibility"]) == {"listened"}
    assert rows[its][["numerator", "denominator", "rate", "low", "high"]].isna().all(axis=None)
    dimension = plain[plain["group"] == group]["dimension"].iloc[0]
    drawn = text_of(figure(book, dimension))
    assert "we learn by listening" in drawn
    assert book.words(f"groups.{group}.name") in drawn
    few = text_of(book.section("data.small_groups").html())
    assert "we learn by listening, not from figures. Route: ask people." in few


def _shown_group(rows) -> str:
    shown = rows[(rows["visibility"] == "shown") & rows["dimension"].isin(REPORTED_DIMENSIONS[1:])]
    return shown["group"].iloc[0]


def test_no_register_shows_a_figure_that_was_hidden_before(practised):
    plain = figures(practised).released.rows
    listened = _shown_group(plain)
    for code in sorted(set(plain["group"]) - {"TA"}):
        how = "listen" if code == listened else "count"
        entry = GroupEntry(code=code, how=how, source="s", minimum=11, en=f"Name {code}")
        write(practised, f"group/{code}", entry)
    codes = tuple(sorted(set(plain["group"])))
    write(practised, "groups/order", GroupOrder(by="own", codes=codes, reason="r"))
    rows = figures(practised).released.rows

    rest = plain["group"] != listened
    pd.testing.assert_frame_equal(rows[rest], plain[rest])
    hidden = plain["visibility"].isin(HIDDEN)
    assert rows[hidden]["denominator"].isna().equals(plain[hidden]["denominator"].isna())


def test_the_word_for_a_gap_stands_in_titles_and_heads_of_tables(practised):
    without = text_of(figure(figures(practised)))
    assert "Gap in points" in without
    write(practised, "gap_word", GapWord(word="opportunity", reason="r", decided=date(2027, 1, 1)))
    book = figures(practised)
    drawn = text_of(figure(book))

    assert "Opportunity gap:" in drawn and "Opportunity gap in points" in drawn
    assert "Gap in points" not in drawn
    assert book.words("brief.gaps.title").startswith("Opportunity gap")
    spanish = text_of(figure(figures(practised, "es")))
    assert "Brecha de oportunidades" in spanish


@pytest.mark.parametrize("hostile", ["{measure}", "{", "<b>x</b>", "a}b{0}", "x\ny"])
def test_whatever_a_team_calls_things_stands_there_as_text(practised, hostile):
    write(practised, "group/SE", GroupEntry(code="SE", how="count", source="s", en=hostile))
    write(practised, "gap_word", GapWord(word="own", en=hostile, es=hostile, reason="r"))
    book = figures(practised)

    assert book.words("groups.SE.name") == " ".join(hostile.split())
    drawn = figure(book)
    assert "<b>x</b>" not in drawn
    assert " ".join(hostile.split()) in text_of(drawn)


def test_a_group_that_no_data_know_can_be_what_a_decision_is_about(practised):
    desk = practised.at("00_today")
    desk.plan("launch")
    code = f"own-{desk.press('groups.add', en='Newcomers', es='')}"
    desk.page.draw()
    options = {
        each.value: each.label for each in group_options(desk.page, _Decision(), desk.page.words)
    }

    assert options[code] == "Newcomers"


def test_agreements_stand_in_the_head_of_a_stage_and_where_a_meeting_begins(practised):
    desk = practised.at("02_open")
    line = f"agreement/{desk.press('agreements.take', starter='ag9')}"
    assert "we name it, repair it" not in page_of(practised.at("02_open").page.book)
    desk.press("agreements.consent", subject=line, can=9, talk=0, cannot=0)

    for workbook in ("01_prepare", "02_open", "03_define"):
        assert "we name it, repair it" in page_of(practised.at(workbook).page.book), workbook
    today = practised.at("00_today")
    today.plan("define")
    first = text_of(today.page.draw())
    assert "we name it, repair it" in first and "choose one line to practice" in first
    assert "Cómo nos tratamos" in today.show("agreements.poster") or today.wall()
    today.press("go", step="silent_draft")
    assert "choose one line to practice" not in text_of(today.page.draw())


def test_the_definition_with_its_differences_stands_on_later_pages(practised):
    write(
        practised, "definition", Definition(en="Each gets what opens the door.", es="Cada quien.")
    )
    write(practised, "difference/1", DefinitionDifference(text="Doors are not enough."))

    for workbook in ("03_define", "04_data"):
        page = page_of(practised.at(workbook).page.book)
        assert "Each gets what opens the door." in page, workbook
        assert "Doors are not enough." in page, workbook
    assert "Cada quien." in page_of(practised.at("04_data", language="es").page.book)
    assert "opens the door" not in page_of(practised.at("01_prepare").page.book)


def test_the_line_of_framing_stands_on_every_page_of_the_team(practised):
    books = ("01_prepare", "02_open", "03_define", "04_data", "brief")
    for workbook in books:
        assert "not decided yet whether its work names race" in page_of(
            practised.at(workbook).page.book
        )
    write(
        practised, "framing", Framing(choice="conscious", reason="Data say so", contact="Counsel")
    )
    for workbook in books:
        assert "race-conscious, on purpose" in page_of(practised.at(workbook).page.book), workbook


def test_a_page_without_a_team_carries_nothing(practised, monkeypatch):
    write(practised, "group/SE", MULTILINGUAL)
    monkeypatch.setenv("QUERY_STRING", "view=facilitator&store=none")
    from equitykit.workbook.workbook import open_workbook

    book = open_workbook(
        "04_data", district="sample", team="none", year="latest", language="en",
        audience="team", store="none", data="sample",
    )  # fmt: skip
    assert book.standing is None
    assert book.words("groups.SE.name") == "English learners"
    assert book.words.group_order == ()


@pytest.mark.parametrize(
    ("language", "name"), [("en", "Multilingual learners"), ("es", "Estudiantes multilingües")]
)
def test_the_record_that_leaves_the_house_calls_groups_as_the_team_does(practised, language, name):
    from equitykit.content.texts import load_words
    from equitykit.records.notes import Decision
    from equitykit.workbook.record_files import record_html

    write(practised, "group/SE", MULTILINGUAL)
    write(practised, "groups/order", GroupOrder(by="own", codes=("SE",), reason="r"))
    write(practised, "decision/d1", Decision(meeting="", text="Call home", groups=("SE",)))
    team = practised.at("03_define").page.team
    page = record_html(team.journal, team.info, words=load_words(language))

    assert text_of(page).count(name) >= 3


def test_the_minutes_that_leave_the_house_say_how_race_is_named(practised, tmp_path):
    write(practised, "framing", Framing(choice="neutral", reason="Counsel", contact="Counsel"))
    today = practised.at("00_today")
    today.plan("define")
    today.press("end_meeting")

    minutes = sorted(tmp_path.rglob("minutes.*.html"))
    assert [path.name for path in minutes] == ["minutes.en.html", "minutes.es.html"]
    assert "race-neutral, on purpose" in minutes[0].read_text(encoding="utf-8")
    assert "neutral en cuanto a raza, a propósito" in minutes[1].read_text(encoding="utf-8")
