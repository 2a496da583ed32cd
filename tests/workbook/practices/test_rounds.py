"""Anonymous rounds: collected out of sight, released together, never below five."""

from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from asking import ASKED, Asking, words_of
from practices import text_of
from pydantic import ValidationError

from equitykit.errors import EquitykitError
from equitykit.records.rounds import Round
from equitykit.reviews.rounds import Instrument
from equitykit.views.practices import practice_paper
from equitykit.widgets.field_change import FieldChange
from equitykit.workbook.practices import rounds
from equitykit.workbook.record_files import record_html


@pytest.fixture
def asking(practised):
    driver = practised.at("02_open")
    driver.plan("launch", people=12)
    return Asking(driver.page)


def test_twelve_slips_are_released_together_as_counts_and_the_tally_is_gone(asking):
    asking.do("open", way="slips", moment="start")
    asking.slips(7, safe="often", heard="never")
    asking.slips(3, safe="never", heard="often")
    asking.slips(2, safe="dont_know")
    asking.do("reveal")

    (done,) = asking.released
    assert done.answers == 12
    assert done.counts == {
        "safe": {"never": 3, "often": 7, "dont_know": 2}, "heard": {"never": 7, "often": 3}
    }  # fmt: skip
    assert asking.tally is None
    told = asking.told()
    assert "never often I don't know" in told  # the order of the scale, not of who was first
    assert "It is safe here 3 7 2 12 16.7%" in told


def test_nothing_live_neither_desk_nor_wall_shows_an_answer_before_the_reveal(asking):
    asking.do("open", way="slips", moment="start")
    before = asking.read()
    asking.slips(6, safe="often", heard="often")
    now = asking.read()

    assert before.replace("so far: 0", "so far: 6") == now
    assert asking.told() == ""


def test_four_of_four_are_never_shown_and_not_kept(asking):
    asking.do("open", way="slips", moment="start")
    asking.slips(4)
    asking.do("reveal")

    (done,) = asking.released
    assert done.few and done.answers == 0 and not done.counts
    assert "Fewer than five answered" in asking.told()
    # nothing was released, so it may be asked again
    asking.do("open", way="slips", moment="start")
    asking.slips(5)
    asking.do("reveal")
    assert asking.released[-1].answers == 5


def test_a_question_that_four_of_twelve_answered_is_not_shown(asking):
    asking.do("open", way="slips", moment="start")
    asking.slips(8, safe="often")
    asking.slips(4, safe="often", heard="never")
    asking.do("reveal")
    assert list(asking.released[0].counts) == ["safe"]


def test_the_same_slip_twice_counts_once_until_the_round_closes(asking):
    asking.do("open", way="slips", moment="start")
    asking.do("slip", id="11111111-1", safe="often")
    asking.do("slip", id="11111111-1", safe="often")
    asking.do("slip", id="00000000-1", safe="never")

    running = asking.tally["asked"]["open"]
    assert running["tally"]["slips"] == {"": 2}
    assert running["tally"]["seen"] == ["00000000-1", "11111111-1"]  # sorted: no order is kept
    asking.slips(4)
    asking.do("reveal")
    assert "11111111" not in repr(asking.page.team.journal.entries(asking.page.team.stream))


def test_no_row_per_person_and_no_order_is_in_the_running_tally(asking):
    asking.do("open", way="slips", moment="start")
    for number in range(30):
        if number < 12:
            asking.do("slip", safe="often", hope=f"text {number:02}")
    texts = asking.tally["asked"]["open"]["tally"]["texts"]["hope"]
    assert sorted(texts) == [f"text {number:02}" for number in range(12)] != texts


def test_what_a_person_can_get_wrong_is_a_sentence_and_nothing_counted_is_lost(asking):
    assert asking.refused("slip", safe="often") == "round_not_open"
    assert asking.refused("open", way="slips") == "round_moment_missing"
    asking.do("open", way="slips", moment="start")
    assert asking.refused("reveal") == "round_nobody"
    assert asking.refused("slip") == "round_slip_empty"
    assert asking.refused("slip", safe="purple") == "field_unknown"
    asking.slips(12)
    assert asking.refused("slip", safe="often") == "round_more_slips"
    asking.do("reveal")
    assert asking.released[0].answers == 12
    assert asking.refused("late", safe="often") == "round_more_slips"
    assert asking.refused("back") == "round_answer_stays"
    assert asking.released[0].counts["safe"] == {"often": 12}


def test_a_grid_adds_up_is_replaced_by_a_new_one_and_counts_left_out_slips(asking):
    asking.do("open", way="grid", moment="start")
    with pytest.raises(EquitykitError) as raised:
        asking.grid(safe="5 1 0 0", heard="2 2 1 0")
    assert raised.value.id == "round_grid_uneven"
    assert raised.value.values == {"row": 2, "count": 5, "most": 6}
    with pytest.raises(EquitykitError) as raised:
        asking.grid(safe="13 0 0 0", heard="13 0 0 0")
    assert raised.value.id == "round_more_slips"
    asking.grid(safe="1 1 1 3", heard="6 0 0 0")
    asking.grid(safe="5 1 0 0", heard="2 2 1 1")
    asking.do("reveal")
    assert asking.released[0].counts == {
        "safe": {"never": 5, "often": 1}, "heard": {"never": 2, "often": 2, "dont_know": 1}
    }  # fmt: skip


def test_a_passed_laptop_shows_the_form_alone_and_an_empty_one_after_each(asking):
    asking.do("open", way="laptop", moment="start")
    first = str(asking.desk())
    asking.slips(3, safe="often", hope="SECRET hope")
    second = asking.desk()
    shown = text_of(second)

    assert "Handed in" not in shown and "SECRET" not in shown and "Reveal" not in shown
    assert "Nobody's earlier answers can be seen" in shown and "No name" in shown
    assert 'id="asked-asked-alone-' in first and 'id="asked-asked-alone-' in str(second)
    forms = [html.split('id="asked-asked-alone-')[1][:8] for html in (first, str(second))]
    assert forms[0] != forms[1]  # a new form: what was chosen in it before is gone
    asking.do("blank")
    assert str(asking.desk()).split("asked-alone-")[1][:8] not in forms
    asking.do("keep")
    assert "Handed in so far: 3" in asking.read()
    asking.slips(3)
    asking.do("read")
    asking.do("reveal")
    assert asking.released[0].way == "laptop"


def test_texts_are_read_first_reworded_or_left_out_and_never_on_the_wall_before(asking):
    asking.do("open", way="slips", moment="start")
    for text in ("Ms Lopez shouts", "time", "less paper", "", "", ""):
        asking.do("slip", safe="often", hope=text)
    assert asking.refused("reveal") == "round_unread"
    assert "Lopez" not in asking.read()
    asking.do("read")
    assert asking.refused("slip", safe="often") == "round_is_read"
    assert "Lopez" in str(asking.desk())
    texts = asking.tally["asked"]["open"]["tally"]["texts"]["hope"]
    said = {
        f"hope.{n}": "nobody shouts" if "Lopez" in text else text if text != "time" else ""
        for n, text in enumerate(texts)
    }
    asking.do("reveal", **said)
    assert sorted(asking.released[0].texts["hope"]) == ["less paper", "nobody shouts"]
    assert "Lopez" not in asking.told()


def test_texts_of_four_are_read_by_nobody(asking):
    asking.do("open", way="slips", moment="start")
    for _ in range(4):
        asking.do("slip", hope="only me")
    asking.do("read")
    assert asking.released[0].few and not asking.released[0].texts
    assert asking.tally is None


def test_late_answers_wait_for_five_and_then_appear_together(asking):
    asking.do("open", way="slips", moment="start")
    asking.slips(6, safe="often")
    asking.do("reveal")
    for number in range(4):
        asking.do("late", safe="never")
        assert asking.released[0].counts == {"safe": {"often": 6}}, number
        assert asking.refused("add") == "round_late_few"
    asking.do("late", safe="never", heard="often")
    asking.do("add")
    (done,) = asking.released
    assert done.counts == {"safe": {"never": 5, "often": 6}}  # heard: one answer still waits
    assert done.answers == 11


def test_asking_twice_in_a_meeting_is_refused_and_so_is_a_difference_below_five(asking):
    asking.do("open", way="slips", moment="start")
    asking.slips(8)
    asking.do("reveal")
    subject = next(iter(dict(asking.page.moment().standing.of(Round))))
    asking.do("withdraw", subject=subject, reason="typed wrongly")
    asking.do("open", way="slips", moment="start")
    asking.slips(9)
    assert asking.refused("reveal") == "round_once"
    asking.do("discard")
    asking.do("open", way="slips", moment="end")
    asking.slips(9)
    assert asking.refused("reveal") == "round_too_near"
    assert asking.tally["asked"]["open"]["tally"]["slips"] == {"": 9}  # nothing is lost
    assert asking.released == []
    asking.do("discard")
    asking.do("open", way="slips", moment="end")
    asking.slips(8)
    asking.do("reveal")
    assert asking.released[0].answers == 8


def test_roles_are_told_only_where_each_of_them_has_five(practised):
    page = practised.at("01_prepare").page
    asking = Asking(page, Instrument("asked", ASKED.questions[:2], roles=True))
    asking.do("open", way="slips")
    assert asking.refused("slip", safe="often") == "round_role_missing"
    asking.slips(6, safe="often", role="school", heard="often")
    asking.slips(5, safe="never", role="family")
    asking.do("reveal")
    (done,) = asking.released
    assert done.roles == {"safe": {"school": {"often": 6}, "family": {"never": 5}}}
    assert "heard" in done.counts and "heard" not in done.roles
    assert "By seat: It is safe here" in asking.told()


def test_one_seat_with_four_answers_hides_the_split_of_all(practised):
    page = practised.at("01_prepare").page
    asking = Asking(page, Instrument("asked", ASKED.questions[:2], roles=True))
    asking.do("open", way="slips")
    asking.slips(6, safe="often", role="school")
    asking.slips(6, safe="often", role="office")
    asking.slips(4, safe="never", role="family")
    asking.do("reveal")
    assert asking.released[0].counts["safe"] == {"never": 4, "often": 12}
    assert asking.released[0].roles == {}


def test_a_question_that_goes_while_it_has_answers_keeps_them_as_it_was_asked(asking):
    asking.do("open", way="slips", moment="start")
    asking.slips(6, safe="often", heard="never")
    fewer = Asking(asking.page, Instrument("asked", ASKED.questions[:1], moments=("start", "end")))
    assert "I was heard. Its answers are kept" in fewer.read()
    fewer.do("reveal")
    assert fewer.released[0].counts["heard"] == {"never": 6}
    assert "I was heard 6" in fewer.told()


def test_a_reveal_that_was_cut_short_is_finished_by_pressing_again(asking, monkeypatch):
    asking.do("open", way="slips", moment="start")
    asking.slips(6)
    scrub = type(asking.page.team.journal).scrub
    monkeypatch.setattr(
        type(asking.page.team.journal), "scrub", lambda self: (_ for _ in ()).throw(KeyError())
    )
    with pytest.raises(KeyError):
        asking.do("reveal")
    monkeypatch.setattr(type(asking.page.team.journal), "scrub", scrub)
    asking.do("reveal")
    assert [each.answers for each in asking.released] == [6]


def test_traces_that_could_not_be_removed_are_said_and_removed_later(asking, monkeypatch):
    asking.do("open", way="slips", moment="start")
    asking.slips(6)
    journal = type(asking.page.team.journal)
    scrub = journal.scrub

    def busy(self):
        raise EquitykitError("erase_unfinished", place="here")

    monkeypatch.setattr(journal, "scrub", busy)
    asking.do("reveal")
    assert asking.released[0].answers == 6
    assert "traces of the slips" in asking.read()
    monkeypatch.setattr(journal, "scrub", scrub)
    asking.do("clean")
    assert "traces of the slips" not in asking.read()


def test_no_byte_of_the_running_tally_is_left_in_the_store(asking, tmp_path):
    asking.do("open", way="slips", moment="start")
    for number in range(6):
        asking.do("slip", id=f"feedface-{number}", safe="often", hope=f"ONLYSLIP {number}")
    asking.do("read")
    asking.do("reveal", **{"hope.0": "kept"})

    held = b"".join(path.read_bytes() for path in Path(tmp_path).rglob("*") if path.is_file())
    assert b"ONLYSLIP" not in held and b"feedface" not in held and b"kept" in held


def test_the_slip_on_paper_has_every_question_and_says_what_is_kept(asking):
    words = asking.page.all_words["es"]
    paper = text_of(practice_paper(rounds.round_paper(ASKED, words, words_of=words_of), words))
    assert "Aquí es seguro nunca a menudo no sé" in paper and "Sin nombre" in paper


def test_a_form_that_comes_again_when_its_round_is_over_is_counted_in_no_other(asking):
    asking.do("open", id="aaaaaaaa-1", way="slips", moment="start")
    asking.slips(6)
    asking.do("reveal", round="aaaaaaaa-1")
    asking.do("open", id="bbbbbbbb-1", way="slips", moment="end")
    assert asking.refused("slip", safe="often", round="aaaaaaaa-1") == "round_not_open"
    asking.do("reveal", round="aaaaaaaa-1")
    asking.do("discard", round="aaaaaaaa-1")

    running = asking.tally["asked"]["open"]
    assert (running["id"], running["phase"], running["tally"]["slips"]) == (
        "bbbbbbbb-1", "collecting", {}
    )  # fmt: skip
    assert 'data-value-round="bbbbbbbb-1"' in str(asking.desk())


def test_late_answers_that_never_became_five_are_forgotten_when_the_meeting_ends(asking):
    asking.do("open", way="slips", moment="start")
    asking.slips(6)
    asking.do("reveal")
    asking.do("late", safe="never")
    assert asking.tally
    asking.page.act("end_meeting", {"id": "eeeeeeee-1"})
    assert asking.tally is None


def test_late_answers_are_added_once_however_often_the_button_arrives(asking):
    asking.do("open", way="slips", moment="start")
    asking.slips(6, safe="often")
    asking.do("reveal")
    for _ in range(5):
        asking.do("late", safe="never")
    asking.do("add", id="dddddddd-1")
    asking.do("late", safe="never")
    asking.do("add", id="dddddddd-1")
    assert asking.released[0].answers == 11
    assert asking.tally["asked"]["late"]["tally"]["slips"] == {"": 1}


def test_the_grid_is_a_table_of_numbers_each_with_its_question_and_answer_read_out(asking):
    asking.do("open", id="aaaaaaaa-1", way="grid", moment="start")
    html = str(asking.desk())
    assert html.count('type="number"') == 2 * 4
    assert 'name="safe.never"' in html and 'name="heard."' in html
    row, column = "asked-asked-grid-aaaaaaaa-1-row-2", "asked-asked-grid-aaaaaaaa-1-column-3"
    assert f'aria-labelledby="{row} {column}"' in html
    assert f'id="{row}"' in html and f'id="{column}"' in html


def test_somebody_who_types_a_slip_elsewhere_keeps_the_form(asking):
    asking.do("open", way="slips", moment="start")
    before = str(asking.desk())
    asking.slips(1)
    assert str(asking.desk()).replace("so far: 1", "so far: 0") == before


def test_texts_of_slips_that_were_counted_in_a_grid_are_mixed_and_reviewed_too(asking):
    asking.do("open", way="grid", moment="start")
    asking.do("texts", id="cccccccc-0", hope="text 0")
    assert asking.refused("texts", hope="text 9") == "round_texts_before_counts"
    asking.grid(safe="6 0 0 0", heard="6 0 0 0")
    for number in range(6):
        asking.do("texts", id=f"cccccccc-{number % 5}", hope=f"text {number % 5}")
    assert asking.refused("reveal") == "round_unread"
    asking.do("read")
    texts = asking.tally["asked"]["open"]["tally"]["texts"]["hope"]
    assert sorted(texts) == [f"text {number}" for number in range(5)]
    asking.do("reveal", **{"hope.0": "kept"})
    assert asking.released[0].texts == {"hope": ("kept",)} and asking.released[0].answers == 6


def test_the_record_page_says_questions_and_answers_as_they_were_asked(asking):
    asking.do("open", way="slips", moment="start")
    asking.slips(6, safe="often")
    asking.do("reveal")
    page = text_of(
        record_html(
            asking.page.team.journal, asking.page.team.info, words=asking.page.all_words["es"]
        )
    )
    assert "Aquí es seguro: a menudo: 6" in page and "dont_know" not in page


def test_what_was_released_is_not_undone_edited_or_taken_out_line_by_line(asking):
    asking.do("open", way="slips", moment="start")
    asking.slips(6)
    asking.do("reveal")
    subject = next(iter(dict(asking.page.moment().standing.of(Round))))
    asking.page.act("undo", {"id": "ffffffff-1"})
    assert [each.answers for each in asking.released] == [6]
    with pytest.raises(EquitykitError) as raised:
        asking.page.act("withdraw", {"id": "ffffffff-2", "subject": subject})
    assert raised.value.id == "field_unknown"
    change = FieldChange(
        field=f"{subject}#answers", text="3", final=True, id=str(uuid4()), revision=1, base=0
    )
    with pytest.raises(EquitykitError):
        asking.page.save(change)
    assert asking.refused("withdraw", subject=subject, reason=" ") == "round_reason_missing"
    asking.do("withdraw", subject=subject, reason="the box was opened too early")
    assert asking.released == []


def test_meetings_of_different_days_may_have_different_numbers_of_people(asking):
    asking.do("open", way="slips", moment="start")
    asking.slips(12)
    asking.do("reveal")
    asking.page.act("plan_meeting", {"id": "99999999-1", "agenda": "define", "people": "10"})
    asking.page.today = lambda: date(2027, 2, 12)
    asking.do("open", way="slips", moment="start")
    asking.slips(10)
    asking.do("reveal")
    assert [each.answers for each in asking.released] == [12, 10]


def test_outside_of_meetings_the_next_day_is_no_way_around(practised):
    asking = Asking(practised.at("02_open").page)
    asking.do("open", way="slips", moment="start")
    asking.slips(8)
    asking.do("reveal")
    first = asking.page.today()
    asking.page.today = lambda: first + timedelta(days=1)
    asking.do("open", way="slips", moment="start")
    asking.slips(9)
    assert asking.refused("reveal") == "round_too_near"
    asking.slips(4)
    asking.do("reveal")
    assert [each.answers for each in asking.released] == [8, 13]


@pytest.mark.parametrize(
    "wrong",
    [
        {"answers": 4},
        {"answers": 12, "counts": {"safe": {"often": 4}}},
        {"answers": 12, "counts": {"safe": {"often": 9}}, "roles": {"safe": {"school": {"often": 9}, "family": {"often": 0}}}},
        {"answers": 12, "counts": {"safe": {"often": 12}}, "roles": {"safe": {"school": {"often": 7}}}},
        {"few": True, "texts": {"hope": ("x",)}},
    ],
)  # fmt: skip
def test_no_record_can_be_made_that_is_below_the_threshold(wrong):
    with pytest.raises(ValidationError):
        Round(instrument="asked", way="slips", on=date(2027, 1, 15), **wrong)


def test_in_a_room_of_two_languages_the_passed_form_stands_in_both(asking):
    asking.page.act("language", {"id": "77777777-1", "language": "both"})
    asking.do("open", way="laptop", moment="start")
    shown = asking.read()
    assert "It is safe here / Aquí es seguro" in shown and "often / a menudo" in shown
    assert "Hand it in / Entregar" in shown
