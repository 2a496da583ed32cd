"""Whatever a browser sends to a practice, it is a sentence or a right write: never a traceback,
never half a write, and never a page that cannot be drawn afterwards or runs what was typed.

Forms and buttons are taken from the desks themselves, so a new practice is attacked without a
line here; the values are what people and programs send by mistake or on purpose.
"""

import json
import random
import re
from dataclasses import dataclass, replace
from uuid import UUID

import pytest

from equitykit.content.practices import load_practices
from equitykit.errors import EquitykitError
from equitykit.records.preparation import MeetingReady
from equitykit.records.rounds import Round
from equitykit.records.table import TableMap
from equitykit.views.practices import practice_desk, practice_paper, practice_told
from equitykit.views.today_room import room_screen
from equitykit.widgets.field_change import read_message
from equitykit.workbook.meeting_minutes import Account
from equitykit.workbook.meeting_screens import screen_of
from equitykit.workbook.practices.practice import practice_of
from equitykit.workbook.record_files import record_html

# an element that no page of ours has: where it is one, it was not escaped
MARK = "<hostile-mark>"
HOSTILE = (
    "", " ", "0", "-1", "1", "5", "500", "501", "999999", "9" * 40, "1e9", "NaN", "inf", "-inf",
    "1.5", "٣", "²", "1,5", "true", "false", "null", "[]", "{}", "[1]", '["x"]', "[[]]", "[" * 300,
    '{"a": 1}', '[{"a": 1}]', "\x00", "a\x00b", "\u202egnp.exe", "\ud7ff\uffff", "é" * 400,
    "x" * 1_001, "y" * 49_999, f"{MARK}&\"'", f'"><img src=x onerror=1>{MARK}', "{name} {0} {}",
    "{{7*7}}{% x %}", "../../etc/passwd", "2027-01-15", "2020-02-30", "0001-01-01", "9999-12-31",
    "25:61", "12:30", "en", "es", "both", "start", "help", "\n\r\t", "team", "meeting/0", "round/",
    "Z" * 60, "_", "__class__", "id", "kind",
)  # fmt: skip
ODD_KEYS = ("subject", "reason", "round", "moment", "way", "role", "x", "__init__", "id2", "text")
TIMES = 8


@dataclass(frozen=True)
class Sent:
    """What a form, a button or a field may send: the names of its values, with likely ones."""

    action: str
    likely: dict
    is_field: bool = False


def sent_by(desk):
    """Everything that can be sent from a desk."""
    for part in desk.parts:
        for holder in (part, *part.items):
            for each in holder.forms:
                yield Sent(each.action, _form(each))
            for each in holder.buttons:
                yield Sent(each.action, {name: [text] for name, text in each.values.items()})
        for item in part.items:
            for field in item.fields:
                options = _options(field)
                yield Sent(field.name, {"": options}, is_field=True)


WORDS = ["we meet with food", "school office", "ask families first", "2"]
LIKELY = {
    "number": ["1", "5", "12"], "date": ["2027-02-01", "2027-09-15"], "time": ["18:00"],
    "check": ["true", ""],
}  # fmt: skip


def _options(each) -> list[str]:
    """What a person may choose or type in an input or a field."""
    options = [option.value for option in each.options]
    if each.kind == "checks":
        return [json.dumps(options[:size]) for size in range(len(options) + 1)]
    return options or LIKELY.get(each.kind, WORDS)


def _form(form) -> dict:
    likely = {name: [text] for name, text in form.values.items()}
    for each in form.inputs:
        likely[each.name] = _options(each)
    if form.grid:
        for row, _ in form.grid.rows:
            likely |= {f"{row}.{column}": ["0", "1", "6"] for column, _ in form.grid.columns}
    return likely


class Attacker:
    """A page and a seeded chance; every refusal is looked at."""

    def __init__(self, driver, seed, *, wild: float):
        self.page, self.chance, self.wild = driver.page, random.Random(seed), wild
        self.outcomes = {"taken": 0, "refused": 0}

    def attack(self, id: str, *, times: int) -> None:
        """Send `times` things that the desk of a practice offers, some of them out of nothing."""
        practice = practice_of(id)
        offered = list(sent_by(practice.desk(self.page, self.page.moment())))
        offered = [each for each in offered if each.is_field or each.action.startswith(f"{id}.")]
        unasked = [Sent(f"{id}.{name}", {}) for name in practice.actions]
        for _ in range(times):
            out_of_nothing = not offered or self.chance.random() < self.wild / 3
            if out_of := unasked if out_of_nothing else offered:
                self.send(self.chance.choice(out_of))

    def round_of(self, id: str, instrument: str) -> None:
        """An anonymous round from beginning to end, as far as it gets."""
        for name in ("open", *["slip"] * 6, "read", "reveal"):
            action = f"{id}.{instrument}_{name}"
            desk = practice_of(id).desk(self.page, self.page.moment())
            for each in [each for each in sent_by(desk) if each.action == action][:1]:
                self.send(replace(each, likely=each.likely | {"way": ["slips"]}))

    def send(self, sent: Sent) -> None:
        values = {name: self.value(likely) for name, likely in sent.likely.items()}
        if self.chance.random() < self.wild:
            values |= {key: self.value(()) for key in self.chance.sample(ODD_KEYS, 3)}
            values = {key: text for key, text in values.items() if self.chance.random() < 0.9}
        before = self.state()
        try:
            self._say(sent, values)
        except EquitykitError:
            self.outcomes["refused"] += 1
            assert self.state() == before, f"{sent} was refused and yet changed something: {values}"
        except Exception as error:
            shown = {key: text[:60] for key, text in values.items()}
            raise AssertionError(f"{sent.action} with {shown}: {error!r}") from error
        else:
            self.outcomes["taken"] += 1

    def _say(self, sent: Sent, values: dict) -> None:
        id = str(UUID(int=self.chance.getrandbits(128), version=4))
        if not sent.is_field:
            message = read_message(
                {"type": "action", "id": id, "name": sent.action, "values": values}
            )
            self.page.act(message.name, message.handed_over())
            return
        change = {
            "field": sent.action, "id": id, "revision": 1, "base": self.page.moment().sequence,
            "text": values.get("", ""), "final": self.chance.random() < 0.8,
        }  # fmt: skip
        self.page.save(read_message({"type": "field", "change": change}).change)

    def value(self, likely) -> str:
        if likely and self.chance.random() >= self.wild:
            return self.chance.choice(likely)
        subjects = list(self.page.moment().standing)
        return self.chance.choice([*HOSTILE, self.chance.choice(subjects), *subjects[:3]])

    def state(self) -> tuple:
        """What must be the same after a refusal: the chain, and what is counted."""
        journal, stream = self.page.team.journal, self.page.team.stream
        room = journal.room(stream).values
        return journal.pulse(stream)[0], json.dumps(room.get("rounds"), sort_keys=True)


def all_pages_of(driver, id: str):
    """Desk, report, paper and every screen of a practice, as a page in each language has them."""
    practice, page = practice_of(id), driver.page
    moment = page.moment()
    yield practice_desk(practice.desk(page, moment), page.words)
    for words in page.all_words.values():
        yield practice_told(practice.told(Account(page.book, page.team, words)), words)
        yield practice_paper(practice.paper(page.book, words), words)
    for language in ("en", "es", "both"):
        for screen in practice.screens:
            page.room(language=language, screen=f"{id}.{screen}", blank=False, page=None)
            moment = page.moment()
            languages = page.languages(moment)
            yield room_screen(screen_of(moment, languages, figures=page.figures), languages)
        yield practice_desk(practice.desk(page, page.moment()), page.words)


@pytest.fixture(params=["in a meeting", "before any meeting"])
def worked(practised, request):
    """A record in which every practice has been worked in, by chance but in good faith."""
    driver = practised.at("00_today")
    if request.param == "in a meeting":
        driver.plan("launch", people=40)
    polite = Attacker(driver, "polite", wild=0.0)
    driver.press("perspectives.mix")
    for id in load_practices():
        for name in practice_of(id).actions:
            if name.endswith("_open"):
                polite.round_of(id, name.removesuffix("_open"))
    for id in load_practices():
        polite.attack(id, times=6)
    assert polite.outcomes["taken"] > 100 and len(driver.stands(Round)) >= 3
    return driver


@pytest.mark.parametrize("rounds", [1, pytest.param(3, marks=pytest.mark.slow)])
def test_whatever_is_sent_is_a_sentence_or_a_right_write(worked, rounds):
    attacker = Attacker(worked, "hostile", wild=0.4)
    for _ in range(rounds):
        for id in load_practices():
            attacker.attack(id, times=TIMES)
    assert min(attacker.outcomes.values()) > 100, attacker.outcomes
    for id in load_practices():
        for html in all_pages_of(worked, id):
            assert MARK not in html, id
    page = worked.page
    assert MARK not in record_html(page.team.journal, page.team.info, words=page.words)


# what this attack has found, each by itself


def refused(driver, action, **values) -> str:
    with pytest.raises(EquitykitError) as raised:
        driver.press(action, **values)
    return raised.value.id


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "0207-02-15"])
def test_a_day_of_another_age_is_refused_where_it_is_typed(practised, day):
    driver = practised.at("01_prepare")

    with pytest.raises(EquitykitError) as raised:
        driver.write("sponsor", "since", day)

    assert raised.value.id == "value_not_taken"
    assert (
        refused(driver, "plan_meeting", agenda="launch", on=day, people="12") == "value_not_taken"
    )


def test_a_grid_that_no_round_can_hold_is_a_sentence_and_can_be_corrected(practised):
    driver = practised.at("01_prepare")
    driver.press("readiness.readiness_open", way="grid")
    full = {f"RO{number}.dont_know": "500" for number in range(1, 21)}
    driver.press("readiness.readiness_grid", role="leader", **full)

    assert refused(driver, "readiness.readiness_grid", role="school", **full) == "round_too_many"
    driver.press("readiness.readiness_reveal")
    assert [each.answers for each in driver.stands(Round).values()] == [500]


def test_a_reveal_that_is_refused_leaves_a_passed_laptop_covered(practised):
    driver = practised.at("02_open")
    driver.press("pulse.pulse_open", way="laptop", moment="start")
    before = driver.desk("pulse")

    assert refused(driver, "pulse.pulse_reveal") == "round_nobody"
    assert driver.desk("pulse") == before


def test_texts_of_fewer_than_five_are_on_no_desk_where_closing_is_refused(practised):
    driver = practised.at("02_open")
    driver.plan("launch", people=12)
    for count in (5, 1):
        driver.press("hopes.hopes_open", way="slips")
        for _ in range(count):
            driver.press("hopes.hopes_slip", hope=f"read by nobody {count}")
        if count == 5:
            driver.press("hopes.hopes_read")
            driver.press("hopes.hopes_reveal")

    assert refused(driver, "hopes.hopes_read") == "round_once"
    assert "nobody 1" not in driver.desk("hopes")


def test_nothing_is_begun_about_a_meeting_that_nobody_has_planned(practised):
    driver = practised.at("01_prepare")

    with pytest.raises(EquitykitError) as raised:
        driver.write("meeting/0123456789abcdef/ready", "brief", '["aim"]')

    assert raised.value.id == "field_unknown"
    assert not driver.stands(MeetingReady)


def test_a_count_of_people_who_are_named_as_a_student_group_later_is_a_few(practised):
    driver = practised.at("02_open")
    driver.plan("launch", people=12)
    row = f"touched/{driver.press('table.add')}"
    driver.write(row, "en", "Students who learn English")
    driver.write(row, "role", "student")
    counted = {f"here_{row.rpartition('/')[2]}": "2"}
    driver.press("table.count", **counted)
    driver.write(row, "groups", '["EL"]')

    for read in (driver.read("table"), driver.told("table"), driver.show("table.map")):
        assert "a few, fewer than five" in read and not re.search(r"English:? 2\b", read)
    driver.press("table.count", **{name: "" for name in counted})
    (kept,) = driver.stands(TableMap).values()
    assert kept.few and kept.here is None
