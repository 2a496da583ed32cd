"""No sequence of reveals, late answers, role splits, second rounds and exports tells of fewer
than five people: not by one table, and not by the difference of two.

First the rules alone, over thousands of made-up meetings; then pages, exports and the wall. A
control without each rule is broken by the same attacker, so that it would have found a hole.
"""

import io
import json
import random
import zipfile
from datetime import date, timedelta

import pytest
from asking import ASKED, NAMES, Asking
from attacker import breaches, seen, tables_of

from equitykit.errors import EquitykitError
from equitykit.records import rounds as records
from equitykit.records.rounds import Round
from equitykit.reviews import round_release
from equitykit.reviews.round_release import added, released
from equitykit.reviews.rounds import Instrument, Question, Running, Slip, Tally, with_slip
from equitykit.storage.exports import json_lines
from equitykit.storage.packs import pack
from equitykit.views.today_room import BarsScreen
from equitykit.workbook.meeting_minutes import Account
from equitykit.workbook.practices import rounds
from equitykit.workbook.record_files import record_html

ANSWERS = ("never", "often", "dont_know")
QUESTIONS = (Question("safe", "scale", ANSWERS), Question("heard", "scale", ANSWERS))
SPLIT = Instrument("asked", QUESTIONS, roles=True, moments=("start", "end"))
WHOLE = Instrument("asked", QUESTIONS, moments=("start", "end"))
MEETINGS = (("meeting/a", 0), ("meeting/a", 0), ("meeting/b", 0), ("", 0), ("", 1), ("", 20))
ROLES = ("school", "family", "student")
FIRST = date(2027, 1, 15)


class Team:
    """People who never change their answers, and a facilitator who tries everything."""

    def __init__(self, seed: int, instrument: Instrument):
        self.chance, self.instrument = random.Random(seed), instrument
        self.people = [
            (
                {
                    question.id: self.chance.choice(ANSWERS)
                    for question in QUESTIONS
                    if self.chance.random() < 0.9
                },
                self.chance.choice(ROLES) if instrument.roles else "",
            )
            for _ in range(self.chance.randint(6, 24))
        ]
        self.versions: dict[str, list[Round]] = {}
        self.waiting: dict[str, Running] = {}
        self.tables: set = set()

    def ever(self) -> list[Round]:
        return [each for versions in self.versions.values() for each in versions]

    def tally(self, count: int) -> Tally:
        tally, some = Tally(), self.chance.sample(self.people, min(count, len(self.people)))
        for number, (answers, role) in enumerate(some):
            slip = Slip(answers, role)
            tally = with_slip(tally, self.instrument, slip, str(number), self.chance.randrange)
        return tally

    def second_round(self, tally: Tally) -> None:
        meeting, days = self.chance.choice(MEETINGS)
        running = Running(
            id=str(len(self.versions)), meeting=meeting, on=FIRST + timedelta(days),
            moment=self.chance.choice(self.instrument.moments), tally=tally,
            order=("safe", "heard"), scale=ANSWERS,
        )  # fmt: skip
        self.keep(running.id, released(running, self.instrument, {}, self.ever()))

    def keep(self, id: str, record: Round) -> None:
        self.versions.setdefault(id, []).append(record)
        self.tables |= tables_of(record.model_dump())

    def late(self) -> None:
        if not self.versions:
            return
        id = self.chance.choice(list(self.versions))
        done = self.versions[id][-1]
        fresh = Running(id=id, on=done.on, order=done.order, scale=ANSWERS)
        waiting = self.waiting.get(id, fresh)
        tally = waiting.tally
        for _ in range(self.chance.choice((1, 2, 5, 6))):
            answers, role = self.chance.choice(self.people)
            name = str(self.chance.random())
            tally = with_slip(
                tally, self.instrument, Slip(answers, role), name, self.chance.randrange
            )
        self.waiting[id] = waiting.but(tally=tally)
        record, left = added(done, self.waiting[id], {}, self.ever())
        self.waiting[id] = waiting.but(tally=left)
        self.keep(id, record)

    def play(self, moves: int) -> list[str]:
        first = self.tally(self.chance.randint(1, 20))
        for _ in range(moves):
            try:
                if self.chance.random() < 0.5:
                    self.late()
                elif self.chance.random() < 0.5:
                    # the same slips again, and a few more
                    self.second_round(self._and_more(first))
                else:
                    self.second_round(self.tally(self.chance.randint(1, 20)))
            except EquitykitError as refused:
                assert refused.id in ("round_once", "round_too_near", "round_late_few")
        return breaches(self.tables)

    def _and_more(self, tally: Tally) -> Tally:
        for _ in range(self.chance.randint(0, 3)):
            answers, role = self.chance.choice(self.people)
            tally = with_slip(
                tally, self.instrument, Slip(answers, role), str(self.chance.random()),
                self.chance.randrange,
            )  # fmt: skip
        return tally


def attack(games: int, *, moves: int = 14) -> list[str]:
    """What an attacker finds in so many meetings; nothing is best."""
    found = []
    for seed in range(games):
        found += Team(seed, SPLIT if seed % 2 else WHOLE).play(moves)
    return found


@pytest.mark.parametrize("games", [600, pytest.param(3_000, marks=pytest.mark.slow)])
def test_hundreds_of_meetings_tell_of_nobody_alone(games):
    assert attack(games) == []


def test_the_attack_would_find_a_threshold_that_is_switched_off(monkeypatch):
    for module in (records, round_release):
        monkeypatch.setattr(module, "FEWEST", 1)

    assert any(each.startswith("few") for each in attack(40))


@pytest.mark.parametrize("rule", ["too_near", "may_add"])
def test_the_attack_would_find_differences_that_are_not_looked_at(monkeypatch, rule):
    off = {"too_near": lambda size, others: False, "may_add": lambda done, waiting, earlier: True}
    monkeypatch.setattr(round_release, rule, off[rule])
    if rule == "may_add":
        # a record of so few would be refused by itself
        for module in (records, round_release):
            monkeypatch.setattr(module, "FEWEST", 1)

    assert any(each.startswith("difference") for each in attack(150))


def test_the_attack_would_find_a_role_that_is_told_with_four(monkeypatch):
    split = round_release._split

    def careless(tally, question, before, running):
        monkeypatch.setattr(round_release, "FEWEST", 2)
        told = split(tally, question, before, running)
        monkeypatch.setattr(round_release, "FEWEST", 5)
        return told

    monkeypatch.setattr(round_release, "_split", careless)
    monkeypatch.setattr(records, "FEWEST", 2)
    assert attack(200) != []


# everything that people can get hold of

IDS = {english: id for id, (english, _) in NAMES.items()}


def everything(asking) -> tuple[set, str]:
    """All tables that are to be had now, and all text in which they could stand."""
    page = asking.page
    journal, stream = page.team.journal, page.team.stream
    lines = json_lines(journal, stream)
    bodies = [json.loads(line) for line in lines.splitlines()]
    tables = set()
    for each in bodies:
        if each.get("kind") == "round" and each["record"]:
            tables |= tables_of(each["record"])
    moment = page.moment()
    screen = rounds.round_screen(asking.instrument, words_of=None, title="rounds.kept.title")
    shown = screen(moment, tuple(page.all_words.values())) if moment.standing.of(Round) else None
    if isinstance(shown, BarsScreen):
        for each in shown.statements:
            counts = {IDS[label["en"]]: count for label, count in each.bars}
            tables.add(seen(IDS[each.statement["en"]], counts))
    told = rounds.round_told(Account(page.book, page.team), asking.instrument, words_of=None)
    desk = rounds.round_parts(page, moment, asking.instrument, words_of=asking.words_of)
    for part in (*told, *desk):
        if part.table:
            tables |= _rows(part.table)
    html = record_html(journal, page.team.info, words=page.words)
    with zipfile.ZipFile(io.BytesIO(pack(journal, stream, page=html))) as packed:
        inside = "".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
    return tables, lines + html + inside


def _rows(table) -> set:
    """The counts in the rows of a table that is read, whatever its other columns say."""
    found = set()
    for row in table.rows:
        for cell in row[1:]:
            if " · " in cell:
                numbers = dict(zip(ANSWERS, map(int, cell.split(" · ")), strict=True))
                found.add(seen(IDS[row[0]], numbers))
        if all(cell.isdigit() for cell in row[1:4]):
            found.add(seen(IDS[row[0]], dict(zip(ANSWERS, map(int, row[1:4]), strict=True))))
    return {each for each in found if each.people}


def moves_of(chance, asking):
    """Whatever a facilitator could press next, with whatever values."""

    def slip():
        told = {each: chance.choice(ANSWERS) for each in ("safe", "heard") if chance.random() < 0.8}
        return told | {"hope": "SLIPTEXT" if chance.random() < 0.2 else ""}

    subjects = [subject for subject, _ in asking.page.moment().standing.of(Round)] or ["round/x"]
    way, at = chance.choice(["slips", "laptop"]), chance.choice(["start", "end"])
    yield "open", {"way": way, "moment": at}
    for _ in range(chance.choice([2, 4, 7, 9])):
        yield "slip", slip()
    yield chance.choice(["read", "read", "keep", "pass", "blank"]), {}
    yield "reveal", {"hope.0": chance.choice(["", "read and let through"])}
    for _ in range(chance.choice([0, 1, 4, 5])):
        yield "late", slip()
    yield chance.choice(["late_read", "add", "add"]), {}
    yield from chance.choice(
        [[], [("withdraw", {"subject": chance.choice(subjects), "reason": "r"})], [("discard", {})]]
    )


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (1, 2, 3))]
)
def test_pages_exports_and_the_wall_tell_of_nobody_alone(practised, seed):
    driver = practised.at("02_open")
    driver.plan("launch", people=40)
    asking = Asking(driver.page, ASKED)
    chance, found = random.Random(seed), set()
    for _ in range(7):
        for name, values in moves_of(chance, asking):
            try:
                asking.do(name, **values)
            except EquitykitError as refused:
                assert refused.id.startswith(("round_", "field_")), refused.id
            if name in ("open", "late", "slip"):
                continue
            tables, text = everything(asking)
            found |= tables
            assert "SLIPTEXT" not in text and '"tally"' not in text and '"seen"' not in text
    assert found, "nothing was ever released: the attack has seen nothing"
    assert breaches(found) == []
