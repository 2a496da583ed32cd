"""The run sheet: a meeting on paper for the one who leads it, with what stays with them alone."""

from dataclasses import dataclass

from markupsafe import Markup

from equitykit.content.preparation import load_room_checks
from equitykit.content.texts import Words
from equitykit.views.html import render
from equitykit.views.said import Said, tell

DEBRIEF = ("one", "two", "three")


@dataclass(frozen=True)
class RunStep:
    """A step of the run sheet.

    Attributes
    ----------
    title, minutes, starts
        What, how long, when on the clock.
    instruction
        What the room is asked, to be read aloud.
    hint
        For the facilitator.
    structure
        The parts of its protocol with their minutes, such as "Write in silence · 6 min".
    goes_first, stays
        Whether it is the first to go when late, or never is.
    stand
        What became of it, in words ("left out", "8 of 13 min"); empty beforehand.
    prompt
        The question of a pause, in each language.
    """

    title: str
    minutes: int
    starts: str = ""
    instruction: str = ""
    hint: str = ""
    structure: tuple[str, ...] = ()
    goes_first: bool = False
    stays: bool = False
    stand: str = ""
    prompt: Said | None = None


@dataclass(frozen=True)
class RunSheet:
    """A meeting as its facilitator prepares it.

    `roles` are the name of a role and who carries it, by seat or job; `next_time` is what the
    last meeting left for this one.
    """

    meeting: str
    team: str
    when: str
    minutes: int
    steps: tuple[RunStep, ...]
    roles: tuple[tuple[str, str], ...] = ()
    support: str = ""
    next_time: tuple[str, ...] = ()


def run_sheet(
    sheet: RunSheet, *, words: Words, languages: tuple[Words, ...] = (), checks: bool = True
) -> Markup:
    """The sheet in one language; prompts stand in all `languages` of the room.

    `checks`: with the list of what to look at before people come, and the page for afterwards
    that only the facilitator keeps.
    """
    return render(
        "run_sheet",
        sheet=sheet,
        room_checks=load_room_checks() if checks else {},
        debrief=DEBRIEF,
        languages=languages or (words,),
        tell=tell,
        words=words,
    )
