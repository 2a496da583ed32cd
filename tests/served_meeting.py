"""The meeting's page as it is served, over a real record, and a client that needs no browser."""

import json
import re
import time
import uuid
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from room import ServedRoom, served_room
from websockets.sync.client import connect

from equitykit.records.team import Team
from equitykit.storage.journal.journal import Journal, open_journal
from equitykit.storage.places import workbooks_folder
from equitykit.workbook.sample import prepared_sample

DISTRICT = "99600410000000"


@dataclass
class ServedMeeting:
    """A served room, the journal behind it, and the stream of its team."""

    room: ServedRoom
    journal: Journal
    stream: str
    folder: Path

    def page(self, view: str, **asked: str) -> str:
        return self.room.page("00_today", team=self.stream, view=view, **asked)

    def stand(self):
        """All that a message could have changed: entries, drafts, the state of the room.

        Without the time when somebody last pressed anything: pressing in vain counts, too.
        """
        journal, stream = self.journal, self.stream
        room = {k: v for k, v in journal.room(stream).values.items() if k != "touched"}
        return journal.entries(stream), journal.drafts(stream), room

    def log(self) -> str:
        return self.room.log.read_text(encoding="utf-8", errors="replace")


@contextmanager
def served_meeting(
    folder: Path, *, name: str = "Attendance team", district: str = DISTRICT, data=None, **options
):
    """Serve our own workbooks with a record of one team in the work folder."""
    (folder / "work").mkdir(parents=True, exist_ok=True)
    journal = open_journal(folder / "work" / "record.sqlite")
    known = journal.teams()
    stream = known[0].stream if known else journal.create_team(Team(name=name, district=district))
    try:
        with served_room(
            workbooks_folder(), folder=folder, data=data or prepared_sample(), **options
        ) as room:
            yield ServedMeeting(room, journal, stream, folder)
    finally:
        journal.close()


class Socket:
    """A client of a page's kernel that is no browser: it says what it likes, and keeps all it hears.

    The page is loaded first, with the cookie of somebody who was let in.
    """

    def __init__(self, room: ServedRoom, address: str):
        visitor = room.visitor()
        self.page = visitor.get(address, timeout=120).text
        self.kernel = re.search(r'equitykit.watch\("/", "([\w-]+)"\)', self.page)[1]
        cookies = "; ".join(f"{each.name}={each.value}" for each in visitor.cookies)
        self.session = uuid.uuid4().hex
        self.socket = connect(
            room.url.replace("http", "ws")
            + f"/api/kernels/{self.kernel}/channels?session_id={self.session}",
            origin=room.url,
            additional_headers={"Cookie": cookies},
            max_size=None,
            # what nobody reads yet must not keep pings from being answered
            max_queue=None,
            close_timeout=1,
        )
        self.frames: list[str] = []

    def send(self, kind: str, content, buffers=(), **changed) -> str:
        """Send a message; gives its id."""
        header = {
            "msg_id": uuid.uuid4().hex, "msg_type": kind, "session": self.session,
            "username": "", "version": "5.3", "date": "2026-01-01T00:00:00Z",
        }  # fmt: skip
        whole = {
            "header": header, "parent_header": {}, "metadata": {}, "content": content,
            "channel": "shell", "buffers": [],
        }  # fmt: skip
        self.socket.send(json.dumps(whole | changed))
        return header["msg_id"]

    def hear(self, until, *, seconds: float = 30) -> list[dict]:
        """What comes until a message for which `until` holds, that one too."""
        heard, end = [], time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                frame = self.socket.recv(timeout=max(0.01, end - time.monotonic()))
            except TimeoutError:
                break
            self.frames.append(frame if isinstance(frame, str) else repr(frame))
            heard.append(json.loads(frame))
            if until(heard[-1]):
                return heard
        raise AssertionError(f"not heard in {seconds} s")

    def ask(self, kind: str, content, *, seconds: float = 30) -> list[dict]:
        """Send a message and give all that comes in answer, up to its end."""
        id = self.send(kind, content)
        heard = self.hear(
            lambda each: (
                each["parent_header"].get("msg_id") == id
                and each["content"].get("execution_state") == "idle"
            ),
            seconds=seconds,
        )
        return [each for each in heard if each["parent_header"].get("msg_id") == id]

    def begin(self, *, tries: int = 20) -> None:
        """Wait until the kernel answers: a socket just opened hears nothing yet."""
        for _ in range(tries):
            self.send("comm_info_request", {"target_name": "jupyter.widget"})
            try:
                heard = self.hear(
                    lambda each: each["header"]["msg_type"] == "comm_info_reply", seconds=2
                )
            except AssertionError:
                continue
            self.comms = list(heard[-1]["content"]["comms"])
            return
        raise AssertionError("the kernel does not answer")

    def live_section(self) -> str:
        """The id of the widget that is the live section."""
        for id in self.comms:
            for each in self.ask("comm_msg", {"comm_id": id, "data": {"method": "request_state"}}):
                if "html" in (each["content"].get("data") or {}).get("state", {}):
                    return id
        raise AssertionError("no live section on this page")

    def say(self, id: str, data) -> list[dict]:
        """Send data to a widget; gives the data that it answers with."""
        heard = self.ask("comm_msg", {"comm_id": id, "data": data})
        return [each["content"]["data"] for each in heard if each["msg_type"] == "comm_msg"]

    def close(self) -> None:
        self.socket.close()
