"""A made-up meeting of a made-up team, as the views take it: plain values, in either language."""

from datetime import UTC, date, datetime

from equitykit.content.agendas import load_agendas
from equitykit.content.continuity import load_newcomer_path, load_pack_sections
from equitykit.content.preparation import load_meeting_roles
from equitykit.content.prompts import load_prompts
from equitykit.content.texts import load_words
from equitykit.records.notes import Decision, Promise
from equitykit.records.pauses import Pause
from equitykit.reviews.continuity import PackSection
from equitykit.reviews.newcomer import PathItem
from equitykit.reviews.pause_log import LoggedPause, PauseLog
from equitykit.views.fields import Field, Option, Version
from equitykit.views.minutes import Minutes, StepMinutes
from equitykit.views.paper import PaperStep
from equitykit.views.pause_screens import (
    PauseOffer,
    PausePanel,
    PauseRunning,
    PromptChoice,
    TriggerKey,
)
from equitykit.views.run_sheet import RunSheet, RunStep
from equitykit.views.said import said
from equitykit.views.timers import Timer
from equitykit.views.today_facilitator import (
    AgendaRow,
    FacilitatorState,
    LateOption,
    RoleCount,
    RoomStand,
)
from equitykit.views.today_plan import AgendaChoice, EarlierMeeting, Planning, RoleChoice
from equitykit.views.today_room import (
    AgendaLine,
    AgendaScreen,
    Bars,
    BarsScreen,
    BlankScreen,
    BreakScreen,
    BreathScreen,
    CardScreen,
    LinesScreen,
    PauseScreen,
    ProtocolScreen,
    StepScreen,
    TableScreen,
    TestCard,
)
from equitykit.views.today_steps import (
    ClosingView,
    DataChoiceView,
    DecisionView,
    LineView,
    PhaseView,
    PromiseView,
    ProtocolView,
    Reveal,
    StepView,
)

BOTH = (load_words("en"), load_words("es"))
AGENDA = load_agendas()["data"]
LONGEST_PROMPT = max(
    load_prompts(), key=lambda id: max(len(words(f"prompts.{id}.text")) for words in BOTH)
)
LINES = (
    "Black students miss twice as many days as everyone else",
    "Nadie preguntó a las familias que trabajan de noche",
    "The first bus reaches the school after the first bell, and we count that as absent",
    "الطلاب الجدد غير مرئيين هنا",
    "x" * 300,
)
GROUPS = ("RB", "RH", "RI")
TRIGGER_KEYS = {"asked": "F4", "T8": "F6", "T9": "F7", "T10": "F8", "T11": "F10"}


def screens() -> dict:
    """One of each kind of screen, with the longest of what may stand on it."""
    pause = {"prompt": said(f"prompts.{LONGEST_PROMPT}.text", BOTH), "timer": Timer(left=60_000)}
    steps = [said(f"steps.{step.id}.name", BOTH) for step in AGENDA.steps]
    stands = ["done", "done", "now", *["next"] * 5, "dropped"]
    return {
        "blank": BlankScreen(),
        "step": StepScreen(steps[3], said("steps.reveal_notice.room", BOTH), Timer(left=61_000)),
        "lines": LinesScreen(steps[3], LINES),
        "pause": PauseScreen(**pause),
        "round": PauseScreen(**pause, phase="round"),
        "consequence": PauseScreen(
            **pause,
            phase="consequence",
            seen="Families who work at night are in none of our meetings.",
            change="We move the next meeting to Saturday morning.",
            changes="Decision: we meet on Tuesdays at 4",
        ),
        "breath": BreathScreen(Timer(left=120_000)),
        "after_breath": BreathScreen(after=True),
        "break": BreakScreen(Timer(left=600_000), "10:45"),
        "protocol": ProtocolScreen(
            steps[4],
            said("protocols.whole.room", BOTH),
            tuple(
                said(f"protocols.{part}.name", BOTH)
                for part in ("silent_write", "pair", "round", "whole")
            ),
            2,
            said("protocols.any.start", BOTH, seat=11),
            Timer(left=5_000),
        ),
        "agenda": AgendaScreen(
            said("today.card.agenda", BOTH),
            tuple(
                AgendaLine(step, "16:00", stand) for step, stand in zip(steps, stands, strict=True)
            ),
        ),
        "path": CardScreen(
            said("newcomer.path.title", BOTH),
            tuple(said(f"newcomer.{item.id}.name", BOTH) for item in load_newcomer_path()),
        ),
        "table": TableScreen(
            said("agreements.section.title", BOTH),
            (said("agreements.line.text", BOTH), said("agreements.head.stand", BOTH), "2", "3"),
            tuple(
                (LINES[0][:90], said("agreements.stand.open", BOTH), "12", "0") for _ in range(9)
            ),
        ),
        "bars": BarsScreen(
            said("agreements.section.title", BOTH),
            (
                Bars(
                    said("agreements.starter.ag4", BOTH),
                    tuple(
                        (said(f"agreements.kept.{how}", BOTH), count)
                        for how, count in (("kept", 7), ("slipped", 4), ("change", 0))
                    ),
                ),
            ),
            remark=said("agreements.section.limits", BOTH),
        ),
        "definition": CardScreen(
            said("meaning.definition.title", BOTH),
            ({"en": LINES[0], "es": LINES[0]},),
            below=(said("meaning.stand.open", BOTH), said("meaning.definition.differs", BOTH)),
        ),
        "support": CardScreen(said("care.support.title", BOTH), ("Room 12", "555 0100")),
        "test": TestCard(),
    }


def desk(words, kind: str) -> FacilitatorState:
    """The facilitator's page in a step that `collects`, `decides` or `closes`."""
    step, pause = {"collects": _collects, "decides": _decides, "closes": _closes}[kind](words)
    rows = tuple(
        AgendaRow(
            each.id,
            words(f"steps.{each.id}.name"),
            each.minutes,
            "16:00",
            "now" if each.id == step.step else "dropped" if each.id == "crossings" else "next",
            each.protected,
        )
        for each in AGENDA.steps
    )
    late = (
        LateOption("drop", (words("steps.crossings.name"),), 14, '{"crossings": 0}', enough=True),
        LateOption("end_later", (), 4, "4", enough=True),
    )
    return FacilitatorState(
        team="Lantern Hill Attendance Team",
        meeting=words("agendas.data.name"),
        number=4,
        of=9,
        step=step,
        late=4 if kind == "collects" else 0,
        agenda=rows,
        late_options=late if kind == "collects" else (),
        room=RoomStand("Lines", "lines", page=2, pages=3, address="?view=room", one_screen="?"),
        pause=pause,
        tally=(RoleCount("student", "Students", 2), RoleCount("staff", "Staff", 7)),
        undo="a line",
        held=kind == "closes",
    )


def _field(name: str, label: str, **more) -> Field:
    return Field(name, label, **more)


def _collects(words):
    lines = tuple(
        LineView(
            f"line/{place}",
            _field(f"line/{place}#text", "Line", text=text, kind="line", base=place),
            needs_reason=place == 0,
            changed_by="Changed by the pause on January 13" if place == 1 else "",
        )
        for place, text in enumerate(LINES)
    )
    step = StepView(
        "reveal_notice",
        words("steps.reveal_notice.name"),
        21,
        words("steps.reveal_notice.hint"),
        words("steps.reveal_notice.room"),
        Timer(ends=1_768_000_000_000),
        6,
        (Reveal("step", "the step", True), Reveal("lines", "lines")),
        ProtocolView(
            (PhaseView("round", words("protocols.round.name"), 10, True),), start="Seat 4"
        ),
        _field("meeting/1/note/reveal_notice#text", words("record.kind_note.name")),
        lines,
        (DataChoiceView("measure", "Measure", (Option("a", "A"), Option("b", "B")), "b"),),
    )
    triggers = tuple(
        TriggerKey(trigger, words(f"pauses.{trigger}.name"), key, trigger == "T10")
        for trigger, key in TRIGGER_KEYS.items()
    )
    return step, PausePanel((PauseOffer("T3", words("pauses.T3.reason")),), triggers)


def _decides(words):
    groups = tuple(Option(code, words(f"groups.{code}.name")) for code in GROUPS)
    versions = (Version("e1", "Ninth grade first"), Version("e2", "Both high schools first"))
    fields = (
        _field("decision/1#text", "Text", text=versions[1].text, base=9, versions=versions),
        _field("decision/1#reason", "Because", text="half a sent", draft_id="d1", revision=3),
        _field("decision/1#groups", "About", text='["RB"]', kind="checks", options=groups),
        _field("decision/1#absent", "Absent", kind="line", hint="Roles, no names."),
    )
    step = StepView("choose_focus", "Focus", decisions=(DecisionView("decision/1", fields),))
    running = PauseRunning(
        "pause/1",
        words("pauses.T15.why"),
        said("prompts.C3.text", BOTH),
        phase="consequence",
        timer=Timer(left=61_000),
        seen=_field("pause/1#seen", words("pauses.say.seen")),
        change=_field("pause/1#change", words("pauses.say.change")),
        changes=_field(
            "pause/1#changes", "Which", kind="choice", options=(Option("decision/1", "Decision"),)
        ),
        unchanged=_field("pause/1#unchanged_because", words("pauses.say.unchanged_because")),
    )
    return step, PausePanel(running=running)


def _closes(words):
    promise = (
        _field("promise/1#text", "What", kind="line", text="Ask the bus office"),
        _field("promise/1#to", "To", kind="line"),
        _field("promise/1#by", "By", kind="date", text="2026-03-02"),
        _field(
            "promise/1#state",
            "State",
            kind="choice",
            text="open",
            options=(Option("open", "open"),),
        ),
    )
    closing = ClosingView(
        promises=(PromiseView("promise/1", promise),),
        next=(_field("meeting/1/next#on", "Date", kind="date"),),
        next_time=_field("meeting/1/next_time#text", "Next"),
        will_do=("Backs up the record.", "Writes the minutes."),
    )
    choices = tuple(
        PromptChoice(id, said(f"prompts.{id}.text", BOTH), "voice", used=id == "D2")
        for id in ("D1", "D2")
    )
    return StepView("close", "Close", closing=closing), PausePanel(choices=choices)


def planning(words) -> Planning:
    agendas = tuple(
        AgendaChoice(id, words(f"agendas.{id}.name"), agenda.minutes, words(f"agendas.{id}.when"))
        for id, agenda in load_agendas().items()
    )
    roles = tuple(
        RoleChoice(id, words(f"meeting_roles.{id}.name"), words(f"meeting_roles.{id}.does"), needed)
        for id, needed in load_meeting_roles().items()
    )
    earlier = (EarlierMeeting("meeting/1", "Launch · October 14", "ended"),)
    return Planning("Lantern Hill", agendas, roles, "data", "2026-01-13", "16:00", earlier=earlier)


def sheet(words) -> RunSheet:
    steps = tuple(
        RunStep(
            words(f"steps.{step.id}.name"),
            step.minutes,
            "16:00",
            words(f"steps.{step.id}.room"),
            words(f"steps.{step.id}.hint"),
            goes_first=step.droppable,
            stays=step.protected,
            prompt=said("prompts.D2.text", BOTH) if step.section == "pause" else None,
        )
        for step in AGENDA.steps
    )
    roles = ((words("meeting_roles.scribe.name"), "teacher, seat 3"),)
    return RunSheet("Data", "Lantern Hill", words.date(date(2026, 1, 13)), 90, steps, roles)


def paper_steps() -> tuple[PaperStep, ...]:
    return tuple(
        PaperStep(
            said(f"steps.{step.id}.name", BOTH),
            said(f"steps.{step.id}.room", BOTH),
            step.minutes,
            step.section,
        )
        for step in AGENDA.steps
    )


def log() -> PauseLog:
    """A pause that changed a decision, one skipped, one honestly unchanged, one unfinished."""
    made = [
        {"trigger": "T3", "prompt": "D2", "focus": "voice", "seen": "Who is missing",
         "change": "We meet on Saturdays", "changes": "decision/1"},
        {"trigger": "T2", "skipped": "short_on_time"},
        {"trigger": "T8", "prompt": "D4", "focus": "harm", "unchanged_because": "the bell is not ours"},
        {"trigger": "T9", "prompt": "D5", "focus": "team"},
    ]  # fmt: skip
    moment = datetime(2026, 1, 13, 23, 40, tzinfo=UTC)
    return PauseLog(
        tuple(
            LoggedPause(f"pause/{place}", Pause(meeting="m", stage="data", **each), moment, place)
            for place, each in enumerate(made)
        )
    )


DECISION = Decision(
    meeting="m", text="Ninth grade first", reason="The gap is widest", groups=("RB",)
)
PROMISE = Promise(meeting="m", text="Ask the bus office", to="families", by=date(2026, 3, 2))


def sections() -> list[PackSection]:
    """The pack of a team that has decided once and promised once, and nothing else."""
    known = {"decision": (("decision/1", DECISION),), "promise": (("promise/1", PROMISE),)}
    return [
        PackSection(part.id, next((known[kind] for kind in part.kinds if kind in known), ()))
        for part in load_pack_sections()
    ]


def path() -> list[PathItem]:
    return [PathItem(item.id, ()) for item in load_newcomer_path()]


def held(words) -> Minutes:
    steps = (StepMinutes("Notice", LINES[:3]), StepMinutes("Crossings", stand="left out"))
    return Minutes(
        "Data",
        "Lantern Hill",
        "January 13, 2026",
        steps,
        (("decision/1", DECISION),),
        (("promise/1", PROMISE),),
        pauses=log(),
    )
