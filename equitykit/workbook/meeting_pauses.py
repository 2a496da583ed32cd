"""The equity pause on the meeting's page: offered, called, chosen, held, ended, skipped."""

from uuid import uuid4

from equitykit.content.prompts import with_own_prompts
from equitykit.content.triggers import load_triggers
from equitykit.errors import EquitykitError
from equitykit.records.notes import Decision, Line, Promise, RoleTally
from equitykit.records.pauses import SKIP_REASONS, Pause
from equitykit.reviews.airtime import airtime
from equitykit.reviews.entries import current_stage
from equitykit.reviews.pause_log import pause_log
from equitykit.reviews.pause_offers import QUIET, offered
from equitykit.reviews.progress import interrupt, resume, start_timer
from equitykit.reviews.prompt_choice import choices, next_prompt
from equitykit.reviews.talk_order import SILENT_MINUTE
from equitykit.storage.clock import local
from equitykit.views.fields import Option
from equitykit.views.pause_screens import (
    PHASES,
    PauseOffer,
    PausePanel,
    PauseRunning,
    PromptChoice,
    TriggerKey,
)
from equitykit.views.said import said
from equitykit.workbook.meeting_fields import field_of
from equitykit.workbook.meeting_moment import Moment
from equitykit.workbook.meeting_screens import label_of, timer_of

# keys beside each other, in the order of the guide's facilitator triggers
TRIGGER_KEYS = {"T8": "F6", "T9": "F7", "T10": "F8", "T11": "F10", "asked": "F4"}
BREATH = "T10"
BREATH_SECONDS = 120
ROUND_SECONDS = 120
IN_AGENDA = "agenda"
UNEVEN = "T9"


def panel(moment: Moment, words, languages, *, hidden, choosing: bool) -> PausePanel:
    """What the facilitator's page shows of pauses; `hidden` gives the groups that are hidden."""
    if moment.progress.pause:
        running = moment.standing.record(moment.progress.pause)
        if isinstance(running, Pause) and not choosing:
            return PausePanel(running=_running(moment, running, words, languages))
    if choosing:
        return PausePanel(choices=_choices(moment, words, languages))
    return PausePanel(
        offers=tuple(_offers(moment, words, hidden)),
        triggers=tuple(
            TriggerKey(id, words(f"pauses.{id}.name"), key, breath=id == BREATH)
            for id, key in TRIGGER_KEYS.items()
        ),
        quiet_minutes=_quiet(moment),
    )


def _offers(moment: Moment, words, hidden):
    if _is_owed(moment) and not _is_put_off(moment):
        yield PauseOffer(IN_AGENDA, words(f"pauses.{IN_AGENDA}.reason"))
    if _is_uneven(moment) and not _quiet(moment) and UNEVEN not in moment.progress.later:
        yield PauseOffer(UNEVEN, words(f"pauses.{UNEVEN}.reason"))
    for offer in due(moment, hidden):
        yield PauseOffer(
            offer.trigger, words(f"pauses.{offer.trigger}.reason"), _first(offer.about)
        )


def _is_owed(moment: Moment) -> bool:
    """Whether the agenda's own pause is due: its step is reached, or was gone past without one."""
    if moment.step.section == "pause":
        return not _held_in_step(moment)
    steps = [step.id for step in moment.agenda.steps]
    before = moment.agenda.steps[: steps.index(moment.step.id)]
    planned = [step for step in before if step.section == "pause"]
    return bool(planned) and not pause_log(moment.entries).of_meeting(moment.meeting_id).pauses


def _is_put_off(moment: Moment) -> bool:
    at = moment.progress.later.get(IN_AGENDA)
    return at is not None and local(moment.now) - local(at) < QUIET


def _is_uneven(moment: Moment) -> bool:
    """Whether the tally, by role, of this meeting says that a few voices hold most of the talk."""
    tallies = [tally for _, tally in moment.of_meeting(RoleTally)]
    now = RoleTally(meeting=moment.meeting_id, step=moment.step.id, counts=moment.progress.tally)
    return airtime([*tallies, now]).is_uneven


def due(moment: Moment, hidden) -> list:
    """The automatic pauses that the rules offer now."""
    return offered(
        moment.entries,
        local(moment.now),
        moment.meeting_id,
        released_hidden_groups=hidden() if _decides_on_groups(moment) else (),
        began=local(moment.progress.started) if moment.progress.started else None,
        put_off={trigger: local(at) for trigger, at in moment.progress.later.items()},
    )


def _decides_on_groups(moment: Moment) -> bool:
    """Reading figures takes a moment, and only a decision about a group needs them."""
    return any(decision.groups for _, decision in moment.of_meeting(Decision))


def _held_in_step(moment: Moment) -> bool:
    log = pause_log(moment.entries).of_meeting(moment.meeting_id)
    return any(each.time.timestamp() * 1000 >= moment.progress.step_started for each in log.pauses)


def _quiet(moment: Moment) -> int:
    """Minutes until a pause may be offered by itself again."""
    pauses = pause_log(moment.entries).pauses
    if not pauses:
        return 0
    left = QUIET - (local(moment.now) - max(each.time for each in pauses))
    return max(0, -(-int(left.total_seconds()) // 60))


def _running(moment: Moment, pause: Pause, words, languages) -> PauseRunning:
    subject, say = moment.progress.pause, lambda name: words(f"pauses.say.{name}")
    fields = {} if pause.breath else {
        "seen": field_of(moment, subject, "seen", say("seen"), hint=say("no_names")),
        "change": field_of(moment, subject, "change", say("change")),
        "changes": field_of(
            moment, subject, "changes", say("changes"), kind="choice",
            options=tuple(_linkable(moment, words)),
        ),
        "unchanged": field_of(moment, subject, "unchanged_because", say("unchanged_because")),
    }  # fmt: skip
    return PauseRunning(
        subject=subject,
        why=words(f"pauses.{pause.trigger}.why"),
        prompt=_asked_in(pause, languages) if pause.prompt else None,
        focus=words(f"pauses.focus.{pause.focus}") if pause.focus else "",
        phase=moment.progress.pause_phase or "ready",
        timer=timer_of(moment),
        breath=pause.breath,
        shown=moment.progress.screen in ("pause", "breath") and not moment.progress.blank,
        **fields,
    )


def _asked_in(pause: Pause, languages) -> dict[str, str]:
    """The question as it was asked: its words may have changed since, or been taken out."""
    return {
        words.language: pause.asked.get(words.language) or words(f"prompts.{pause.prompt}.text")
        for words in languages
    }


def _linkable(moment: Moment, words):
    """What a pause can change: lines, decisions and promises of this meeting, the next date."""
    for kind in (Decision, Promise, Line):
        for subject, record in moment.of_meeting(kind):
            if record.text.strip():
                yield Option(subject, label_of(moment, subject, words))


def _choices(moment: Moment, words, languages) -> tuple[PromptChoice, ...]:
    log = [each.pause for each in pause_log(moment.entries).pauses]
    prompts = with_own_prompts(moment.own_prompts)
    return tuple(
        PromptChoice(
            prompt.id,
            said(f"prompts.{prompt.id}.text", languages),
            words(f"pauses.focus.{prompt.focus}"),
        )
        for prompt in choices(_stage(moment), log, available=prompts)
    )


def _stage(moment: Moment) -> str:
    return "closing" if moment.step.section == "closing" else moment.step.stage


def _first(about) -> str:
    return about[0] if about else ""


# what the facilitator's buttons do


def start(page, moment: Moment, values: dict) -> None:
    """Begin a pause, for a trigger that was offered or called, with the prompt whose turn it is."""
    trigger = values.get("trigger", "asked")
    offer = next((each for each in due(moment, page.hidden) if each.trigger == trigger), None)
    if trigger not in load_triggers() or load_triggers()[trigger].breath:
        raise EquitykitError("field_unknown")
    log = [each.pause for each in pause_log(moment.entries).pauses]
    prompt = next_prompt(
        offer.stage if offer else _stage(moment),
        log,
        focus=load_triggers()[trigger].focus,
        available=with_own_prompts(moment.own_prompts),
    )
    stage = offer.stage if offer else current_stage(moment.entries)
    _begin(page, moment, trigger, values["id"], stage=stage, **_asked(page, prompt))


def breath(page, moment: Moment, values: dict) -> None:
    """Two quiet minutes: no question, nothing to write, nothing on the wall but quiet."""
    stage = current_stage(moment.entries)
    _begin(page, moment, BREATH, values["id"], stage=stage, breath=True)
    page.room(
        screen="breath", blank=False, pause_phase="silent",
        **start_timer(BREATH_SECONDS, moment.now),
    )  # fmt: skip


def _begin(page, moment: Moment, trigger: str, id: str, **what) -> None:
    pause = Pause(meeting=moment.meeting_id, trigger=trigger, **what)
    entry = page.team.write(f"pause/{uuid4().hex}", pause, id=id)
    page.room(pause=entry.subject, pause_phase="ready", **interrupt(moment.progress, moment.now))


def choose(page, moment: Moment, values: dict) -> None:
    """Show the questions to choose from, or go back to the one whose turn it is."""
    page.choosing = bool(values.get("subject"))


def take_prompt(page, moment: Moment, values: dict) -> None:
    """Ask the question that somebody has chosen."""
    pause = _open_pause(moment)
    prompts = with_own_prompts(moment.own_prompts)
    if values.get("prompt") not in prompts:
        raise EquitykitError("field_unknown")
    by = values.get("by")
    chosen_by = by if by in ("facilitator", "students_or_families") else "facilitator"
    asked = _asked(page, prompts[values["prompt"]])
    chosen = Pause.model_validate(pause.model_dump() | asked | {"chosen_by": chosen_by})
    page.team.write(moment.progress.pause, chosen, id=values["id"])
    page.choosing = False


def _asked(page, prompt) -> dict:
    """The prompt, what it looks at, and its words of today: a district may reword it."""
    words = page.all_words
    asked = {language: each(f"prompts.{prompt.id}.text") for language, each in words.items()}
    return {"prompt": prompt.id, "focus": prompt.focus, "asked": asked}


def phase(page, moment: Moment, values: dict) -> None:
    """Go to the silent minute, the round, or what it leads to; the room sees it."""
    _open_pause(moment)
    if values.get("phase") not in PHASES:
        raise EquitykitError("field_unknown")
    seconds = {"silent": SILENT_MINUTE, "round": ROUND_SECONDS}.get(values["phase"])
    timer = start_timer(seconds, moment.now) if seconds else {"timer": None}
    page.room(pause_phase=values["phase"], screen="pause", blank=False, page=None, **timer)


def end(page, moment: Moment, values: dict) -> None:
    """End the pause, if it has come to a consequence.

    Raises
    ------
    EquitykitError
        ``pause_unfinished``
    """
    if not _open_pause(moment).has_consequence:
        raise EquitykitError("pause_unfinished")
    _leave(page)


def skip(page, moment: Moment, values: dict) -> None:
    """Do not pause now, for one of three reasons; the log keeps that, too."""
    if values.get("reason") not in SKIP_REASONS:
        raise EquitykitError("field_unknown")
    if moment.progress.pause:
        skipped = _open_pause(moment).with_value("skipped", values["reason"])
        page.team.write(moment.progress.pause, skipped, id=values["id"])
        _leave(page)
        return
    trigger = values.get("trigger") or "asked"
    if trigger not in load_triggers():
        raise EquitykitError("field_unknown")
    pause = Pause(
        meeting=moment.meeting_id,
        stage=current_stage(moment.entries),
        trigger=trigger,
        skipped=values["reason"],
    )
    page.team.write(f"pause/{uuid4().hex}", pause, id=values["id"])


def later(page, moment: Moment, values: dict) -> None:
    """Put an offer off; it comes back after the quiet time."""
    if values.get("trigger") not in load_triggers():
        raise EquitykitError("field_unknown")
    page.room(later=moment.progress.later | {values["trigger"]: moment.now})


def _open_pause(moment: Moment) -> Pause:
    pause = moment.standing.record(moment.progress.pause) if moment.progress.pause else None
    if not isinstance(pause, Pause):
        raise EquitykitError("pause_gone")
    return pause


def _leave(page) -> None:
    progress = page.moment().progress
    page.room(pause=None, pause_phase=None, page=None, **resume(progress))


ACTIONS = {
    "pause_start": start,
    "pause_accept": start,
    "breath": breath,
    "pause_choose": choose,
    "pause_prompt": take_prompt,
    "pause_phase": phase,
    "pause_end": end,
    "pause_skip": skip,
    "pause_later": later,
}
