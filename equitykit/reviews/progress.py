"""Where a meeting stands: its step, its timer, what the room sees. Kept beside the record.

Times are milliseconds since 1970, as browsers count them. Each function returns what changes,
by name of the attribute: pages of other processes may change other attributes meanwhile.
"""

from pydantic import BaseModel, ConfigDict

# longer than any break: the meeting was left, and its clock stood still
AWAY = 3 * 60 * 60 * 1000

# what a tally of the record takes
MOST_TAPS = 10_000


class Timer(BaseModel):
    """A timer that runs until `ends`, or stands with `left` milliseconds."""

    model_config = ConfigDict(frozen=True)

    ends: int | None = None
    left: int | None = None

    def stopped(self, now: int) -> "Timer":
        return self if self.ends is None else Timer(left=max(0, self.ends - now))

    def running(self, now: int) -> "Timer":
        return self if self.left is None else Timer(ends=now + self.left)


class Progress(BaseModel):
    """Where the meeting stands and what its room sees.

    Attributes
    ----------
    meeting, step
        Ids; empty before a meeting is opened.
    opened
        The entry of the record after which this meeting was opened; undoing goes back to there.
    touched
        When somebody last did something; what lies between two days is no time of a meeting.
    correcting
        Why a line that has stood for a while is being corrected, by subject.
    left
        Where meetings stand that were left for another one, by id.
    started, step_started
        When the meeting and its present step began.
    worked
        Milliseconds spent on each step so far, by step id.
    dropped, shortened, longer
        Steps that are left out, the minutes that a step now has, and how many minutes longer
        the room has agreed to stay.
    blank, held
        Whether the room sees nothing; whether the facilitator has paused the room.
    screen, page, figure
        What the room sees when it is not blank, which page of it, and which data choice.
    choice
        The data choice that the desk looks at; the wall has it once it is shown.
    interrupted
        Timer and screen that a pause has interrupted.
    phase, seat, timer
        Part of the step's protocol, the seat that begins a round, the quiet timer.
    pause, pause_phase
        Subject of the equity pause that is running, and how far it has come.
    language, theme, seats
        ``en``, ``es`` or ``both``; ``light`` or ``dark``; distance of the last row in image
        heights (4, 6 or 8).
    tally
        How often each role has spoken in this step.
    later
        When an offered pause was last put off, by trigger.
    asked
        Subject of the agenda item that the room is asked about.
    paces
        How the facilitator means to go at each topic; it is in no record and on no wall.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    meeting: str = ""
    step: str = ""
    started: int = 0
    step_started: int = 0
    worked: dict[str, int] = {}
    dropped: tuple[str, ...] = ()
    shortened: dict[str, int] = {}
    longer: int = 0
    blank: bool = True
    held: bool = False
    screen: str = "step"
    page: int = 0
    figure: dict = {}
    choice: dict = {}
    interrupted: dict = {}
    phase: str = ""
    seat: int = 0
    timer: Timer | None = None
    pause: str = ""
    pause_phase: str = ""
    language: str = ""
    theme: str = "light"
    seats: int = 6
    tally: dict[str, int] = {}
    later: dict[str, int] = {}
    opened: int = 0
    touched: int = 0
    correcting: dict[str, str] = {}
    left: dict[str, dict] = {}
    asked: str = ""
    paces: dict[str, str] = {}

    def minutes_worked(self, now: int) -> dict[str, int]:
        """Whole minutes spent on each step, the present one up to `now`."""
        spent = dict(self.worked)
        if self.step and self.step_started:
            spent[self.step] = spent.get(self.step, 0) + now - self.step_started
        return {step: round(each / 60_000) for step, each in spent.items()}

    def elapsed_minutes(self, now: int) -> float:
        """Minutes since the meeting began."""
        return (now - self.started) / 60_000 if self.started else 0.0


def begin(meeting: str, first_step: str, now: int) -> dict:
    """Open a meeting at its first step, with the room still blank."""
    return {
        "meeting": meeting,
        "step": first_step,
        "started": now,
        "step_started": now,
        "worked": {},
        "dropped": [],
        "shortened": {},
        "longer": 0,
        "blank": True,
        "held": False,
        "pause": "",
        "pause_phase": "",
        "later": {},
        **_fresh_step(),
    }


# what a meeting keeps when another one is opened
KEPT = ("step", "started", "step_started", "worked", "dropped", "shortened", "longer", "touched")


def leave(progress: Progress) -> dict:
    """Close a meeting that may be opened again, where it stands."""
    kept = progress.model_dump(include=set(KEPT))
    return {
        "meeting": None,
        "blank": True,
        "pause": None,
        "left": progress.left | {progress.meeting: kept},
        **_fresh_step(),
    }


def reopen(progress: Progress, meeting: str, now: int) -> dict:
    """Open a meeting that was left, at its step; the time away does not count."""
    kept = Progress(**progress.left[meeting])
    away = now - kept.touched if kept.touched else 0
    return {
        **progress.left[meeting],
        **_later(kept, away),
        "meeting": meeting,
        "touched": now,
        "blank": True,
        "held": False,
        **_fresh_step(),
    }


def come_back(progress: Progress, now: int) -> dict:
    """What changes when people come back to a meeting that nobody had closed."""
    away = now - progress.touched if progress.touched else 0
    return _later(progress, away) if progress.meeting and away > AWAY else {}


def _later(progress: Progress, by: int) -> dict:
    return {"started": progress.started + by, "step_started": progress.step_started + by}


def go_to(progress: Progress, step: str, now: int) -> dict:
    """Move to another step, in whichever direction; the time spent stays with the old one."""
    worked = dict(progress.worked)
    if progress.step and progress.step_started:
        worked[progress.step] = worked.get(progress.step, 0) + now - progress.step_started
    return {"step": step, "step_started": now, "worked": worked, **_fresh_step()}


def _fresh_step() -> dict:
    return {
        "screen": "step", "page": 0, "figure": {}, "choice": {},
        "phase": "", "seat": 0, "timer": None, "tally": {},
    }  # fmt: skip


def drop(progress: Progress, step: str) -> dict:
    """Leave a step out; it can be taken back."""
    return {"dropped": [*(each for each in progress.dropped if each != step), step]}


def take_back(progress: Progress, step: str) -> dict:
    """Undo dropping or shortening a step."""
    return {
        "dropped": [each for each in progress.dropped if each != step],
        "shortened": {k: v for k, v in progress.shortened.items() if k != step},
    }


def shorten(progress: Progress, step: str, minutes: int) -> dict:
    """Give a step fewer minutes."""
    return {"shortened": progress.shortened | {step: minutes}}


def hold(progress: Progress, now: int) -> dict:
    """Pause the room: blank, with the timer standing still and nothing lost."""
    return {"held": True, "blank": True, "timer": _stored(_stopped(progress, now))}


def release(progress: Progress, now: int) -> dict:
    """Go on after `hold`; the room stays blank until somebody shows it something."""
    timer = progress.timer.running(now) if progress.timer else None
    return {"held": False, "timer": _stored(timer)}


def interrupt(progress: Progress, now: int) -> dict:
    """Put by what a pause interrupts: the timer stands, the screen is remembered."""
    kept = {"timer": _stored(_stopped(progress, now)), "screen": progress.screen}
    return {"interrupted": kept, "timer": None}


def resume(progress: Progress) -> dict:
    """After a pause the step is as it was; its timer stands until somebody lets it go on."""
    kept = progress.interrupted
    return {"screen": kept.get("screen") or "step", "timer": kept.get("timer"), "interrupted": {}}


def start_timer(seconds: float, now: int) -> dict:
    """Let the quiet timer run for `seconds` from now."""
    return {"timer": _stored(Timer(ends=now + round(seconds * 1000)))}


def stop_timer(progress: Progress, now: int) -> dict:
    """Let the timer stand."""
    return {"timer": _stored(_stopped(progress, now))}


def continue_timer(progress: Progress, now: int) -> dict:
    """Let a standing timer run on."""
    return {"timer": _stored(progress.timer.running(now) if progress.timer else None)}


def add_minutes(progress: Progress, minutes: int, now: int) -> dict:
    """Give the timer more time, from now on if it has run out."""
    more = minutes * 60_000
    timer = progress.timer or Timer(ends=now)
    if timer.ends is not None:
        return {"timer": _stored(Timer(ends=max(timer.ends, now) + more))}
    return {"timer": _stored(Timer(left=timer.left + more))}


def tap(progress: Progress, role: str) -> dict:
    """Count that somebody of a role has spoken."""
    return {"tally": progress.tally | {role: min(progress.tally.get(role, 0) + 1, MOST_TAPS)}}


def _stopped(progress: Progress, now: int) -> Timer | None:
    return progress.timer.stopped(now) if progress.timer else None


def _stored(timer: Timer | None) -> dict | None:
    return timer.model_dump(exclude_none=True) if timer else None
