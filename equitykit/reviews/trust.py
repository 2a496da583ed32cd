"""Whether promises of all kinds are kept, and whether feedback was answered; what not to ask."""

import re
from datetime import date

from equitykit.records.notes import Promise
from equitykit.records.rounds import Round
from equitykit.records.series import BetweenTask
from equitykit.records.table import Invitation
from equitykit.records.team import Meeting
from equitykit.records.trust import ConnectionAsked, FeedbackAnswer
from equitykit.reviews.commitments import commitments_of
from equitykit.reviews.promises import PromiseStand, state_on

CLOSING_FEEDBACK = "closing_feedback"

# a task in the words of the register
_TASK_STATES = {"open": "open", "done": "kept", "dropped": "released"}

# what somebody should not be asked in front of colleagues, supervisors or students
_PRIVATE = re.compile(
    r"\b(secret|traum|abus|immigra|undocument|citizenship|legal status|religio|faith\b|pray|church"
    r"|politic|voted?\b|diagnos|disabilit|medica|pregnan|sexual|orientation|race\b|racial"
    r"|childhood|worst|pain\b|painful|grief|griev|died|death|divorc|salary|afraid of|ashamed|shame"
    r"|secreto|inmigra|migra|indocument|ciudadan|sin papeles|religi|iglesia|rez[ao]\b|polític"
    r"|vot[oóa]|diagnós|discapac|médic|embaraz|raza\b|infancia|niñez|peor|dolor|duelo|murió|muerte"
    r"|sueldo|miedo|vergüenza)",
    re.IGNORECASE,
)


def promises_of(standing, day: date, meeting: str = "") -> list[PromiseStand]:
    """All promises as they stand on `day`: of meetings, of the sponsor, tasks, invitations.

    `meeting` is the subject of the open meeting, if one is. What has no text is no promise yet,
    and an invitation that nobody is to send by a day is none either.
    """
    found = [
        *(_of_meeting(standing, subject, each, day) for subject, each in standing.of(Promise)),
        *(_of_sponsor(each) for each in commitments_of(standing, day, meeting)),
        *(_of_task(standing, subject, each, day) for subject, each in standing.of(BetweenTask)),
        *(
            _of_invitation(standing, subject, each, day)
            for subject, each in standing.of(Invitation)
            if each.owner.strip() and each.by
        ),
    ]
    return [each for each in found if each.en.strip()]


def _of_meeting(standing, subject: str, said: Promise, day: date) -> PromiseStand:
    return PromiseStand(
        subject, "meeting", said.text, said.text, said.to, said.by,
        state_on(said.state, said.by, day), _written(standing, subject), why=said.why,
    )  # fmt: skip


def _of_sponsor(each) -> PromiseStand:
    said = each.commitment
    en, es = said.en or said.es, said.es or said.en
    return PromiseStand(
        each.subject, "sponsor", en, es, "", said.by, each.state, each.closed_on
    )  # fmt: skip


def _of_task(standing, subject: str, said: BetweenTask, day: date) -> PromiseStand:
    en, es = said.en or said.es, said.es or said.en
    state = state_on(_TASK_STATES[said.state], said.by, day)
    return PromiseStand(
        subject, "task", en, es, "", said.by, state, _written(standing, subject), owner=said.owner
    )


def _of_invitation(standing, subject: str, said: Invitation, day: date) -> PromiseStand:
    # to ask them is what was promised; whether they come is theirs to say
    state = state_on("open" if said.state == "open" else "kept", said.by, day)
    does = f": {said.text}" if said.text.strip() else ""
    en, es = ((own or other) + does for own, other in ((said.en, said.es), (said.es, said.en)))
    return PromiseStand(
        subject, "invitation", en, es, "", said.by, state, _written(standing, subject),
        owner=said.owner,
    )  # fmt: skip


def _written(standing, subject: str) -> date | None:
    """The day of the last entry: where a promise is closed, that of closing it."""
    entry = standing.entry(subject)
    return entry.time.astimezone().date() if entry else None


def meeting_before(standing, meeting: str) -> Meeting | None:
    """The meeting before the open one; without one, the last that was held."""
    here = standing.record(meeting) if meeting else None
    earlier = [
        each
        for subject, each in standing.of(Meeting)
        if subject != meeting and (here is None or each.on <= here.on)
    ]
    return max(earlier, key=lambda each: each.on) if earlier else None


def unanswered(standing, meeting: str) -> tuple[str, Round] | None:
    """The last feedback of an earlier meeting, as long as nobody has said what it changed."""
    rounds = [
        (subject, each)
        for subject, each in standing.of(Round)
        if each.instrument == CLOSING_FEEDBACK
        and not each.few
        and (not meeting or each.meeting != meeting)
    ]
    if not rounds:
        return None
    answered = {each.round_answered for _, each in standing.of(FeedbackAnswer)}
    return None if rounds[-1][0] in answered else rounds[-1]


def asked_before(standing, meeting: str) -> dict[str, date]:
    """Our questions that opened earlier meetings, with the day of the last time."""
    found = {}
    for _, asked in standing.of(ConnectionAsked):
        held = standing.record(asked.meeting)
        if asked.prompt and asked.meeting != meeting and isinstance(held, Meeting):
            found[asked.prompt] = max(held.on, found.get(asked.prompt, held.on))
    return found


def presses_to_disclose(text: str) -> str:
    """The word with which a question asks for something private; empty if none does."""
    found = _PRIVATE.search(text)
    return found[0] if found else ""
