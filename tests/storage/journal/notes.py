"""What the tests of the journal write."""

import uuid

from equitykit.records.notes import Line
from equitykit.records.team import Team

TEAM = Team(name="Ribera", district="99000010000000")


def new() -> str:
    return str(uuid.uuid4())


def line(text: str, step: str = "notice") -> Line:
    return Line(meeting="m1", step=step, text=text)


def add_lines(journal, team: str, *texts: str) -> list:
    """One line for each text, under subjects line/0, line/1, …"""
    return [
        journal.append(team, f"line/{number}", line(text), id=new())
        for number, text in enumerate(texts)
    ]
