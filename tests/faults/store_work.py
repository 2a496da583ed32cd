"""What a team does to its record while a test takes the power away, and what it was told is saved.

Each fact is said only after the journal's call returned; facts are plain JSON, since they leave
the process that is about to be killed. A fact with ``asked`` says that something was begun whose
effect may or may not be there.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from equitykit.records.notes import Decision, Line
from equitykit.records.reading import read_record
from equitykit.records.record import Withdrawn
from equitykit.records.team import Team
from equitykit.storage.journal.journal import Journal

Say = Callable[[dict], None]

TEAM = Team(name="Ribera", district="99000010000000")
DECISION = "decision/1"


def send_again(journal: Journal, said: list[dict], say: Say) -> int:
    """Send whatever was sent and not answered once more under the same id, as pages do."""
    answered = {each["id"] for each in said if each.get("what") == "entry"}
    waiting = [each for each in said if each.get("asked") == "entry" and each["id"] not in answered]
    for each in waiting:
        record = read_record(each["kind"], each["body"])
        writer = Writer(journal, each["stream"], say, Random(0))
        writer.append(each["subject"], record, id=each["id"], base=each["base"])
    return len(waiting)


def new_team(journal: Journal, say: Say) -> str:
    """A team; says its stream."""
    stream = journal.create_team(TEAM)
    say({"what": "team", "stream": stream})
    return stream


@dataclass
class Writer:
    """One open page of a team that writes, by chance, all that a page writes."""

    journal: Journal
    stream: str
    say: Say
    random: Random
    name: str = "one"
    long: int = 200
    done: int = 0
    lines: list[str] = field(default_factory=list)

    def step(self) -> None:
        """One thing that people do."""
        doing = (
            (6, self.add_line), (2, self.amend_line), (2, self.disagree), (3, self.change_decision),
            (3, self.type_and_send), (1, self.type_and_drop), (2, self.change_room),
            (1, self.withdraw_line),
        )  # fmt: skip
        weights, actions = zip(*doing, strict=True)
        self.random.choices(actions, weights)[0]()

    def all_steps(self) -> None:
        """Each thing that people do, once."""
        for act in (
            self.add_line, self.amend_line, self.disagree, self.change_decision, self.type_and_send,
            self.type_and_drop, self.change_room, self.withdraw_line,
        ):  # fmt: skip
            act()

    def new_id(self) -> str:
        return str(uuid.UUID(int=self.random.getrandbits(128)))

    def words(self) -> str:
        """A text that nobody else writes, of a chance length."""
        self.done += 1
        return f"[{self.name} {self.done}] " + "ñ" * self.random.randrange(self.long)

    def append(self, subject: str, record, id: str | None = None, base: int | None = None) -> None:
        id = id or self.new_id()
        sent = {"subject": subject, "kind": record.kind, "body": record.model_dump(mode="json")}
        self.say({"asked": "entry", "stream": self.stream, "id": id, "base": base, **sent})
        entry = self.journal.append(
            self.stream, subject, record, id=id, base=base, reason="as heard"
        )
        self.say_entry(entry)

    def say_entry(self, entry) -> None:
        body = entry.record.model_dump(mode="json")
        said = {"id": entry.id, "sequence": entry.sequence, "body": body}
        self.say({"what": "entry", "stream": self.stream, **said})

    def line(self) -> Line:
        return Line(meeting="m1", step="notice", text=self.words())

    def add_line(self) -> None:
        subject = f"line/{self.new_id()}"
        self.append(subject, self.line())
        self.lines.append(subject)

    def amend_line(self) -> None:
        self.append(self.some_line(), self.line())

    def disagree(self) -> None:
        """Replace a line as it was before anything: what stands stays beside it."""
        self.append(self.some_line(), self.line(), base=0)

    def withdraw_line(self) -> None:
        self.append(self.some_line(), Withdrawn())

    def some_line(self) -> str:
        return self.random.choice(self.lines) if self.lines else "line/first"

    def change_decision(self) -> None:
        """One attribute, sometimes by somebody who has not seen the last versions."""
        attribute = self.random.choice(("text", "reason", "absent"))
        seen = max(0, self.journal.pulse(self.stream)[0] - self.random.choice((0, 0, 8)))
        entry = self.journal.change(
            self.stream, DECISION, attribute, self.words(),
            id=self.new_id(), base=seen, blank=Decision(meeting="m1"),
        )  # fmt: skip
        self.say_entry(entry)

    def type_and_send(self) -> None:
        id, subject = self.new_id(), f"line/{self.new_id()}"
        self.type(f"{subject}#text", id, revisions=2)
        self.append(subject, self.line(), id=id)

    def type_and_drop(self) -> None:
        id = self.new_id()
        self.type("line/new#text", id, revisions=1)
        self.say({"asked": "drop", "stream": self.stream, "id": id})
        self.journal.drop_draft(self.stream, id)
        self.say({"what": "dropped", "stream": self.stream, "id": id})

    def erase_line(self) -> None:
        """Have what was said in one line taken out of the store, in all its versions."""
        subject = self.lines.pop(self.random.randrange(len(self.lines)))
        versions = [each for each in self.journal.versions(self.stream, subject) if each.record]
        texts = [each.record.text for each in versions if isinstance(each.record, Line)]
        for each in versions:
            self.say({"asked": "erase", "stream": self.stream, "id": each.id})
        self.journal.erase(self.stream, subjects=[subject])
        marks = [text.partition("]")[0] + "]" for text in texts]
        self.say({"what": "erased", "stream": self.stream, "marks": marks})

    def type(self, place: str, id: str, revisions: int) -> None:
        for revision in range(1, revisions + 1):
            text = self.words()
            self.journal.keep_draft(self.stream, place, text, id=id, revision=revision, base=0)
            said = {"id": id, "revision": revision, "text": text}
            self.say({"what": "draft", "stream": self.stream, **said})

    def change_room(self) -> None:
        self.done += 1
        state = self.journal.change_room(self.stream, **{self.name: self.done}, blank=None)
        said = {"version": state.version, "key": self.name, "value": self.done}
        self.say({"what": "room", "stream": self.stream, **said})
