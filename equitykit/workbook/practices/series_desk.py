"""S26: the desk of a series: its dates, the work between, who comes again, how deep it went."""

from equitykit.content.agendas import load_agendas
from equitykit.content.series import load_series
from equitykit.records.series import (
    DEPTHS,
    ROLES,
    TASK_STATES,
    Attendance,
    BetweenTask,
)
from equitykit.records.team import NextMeeting
from equitykit.reviews.series import (
    FEWEST,
    MOST,
    SeriesMeeting,
    before,
    series_of,
    without_work,
)
from equitykit.views.fields import Option
from equitykit.views.practices import Button, Form, Input, Item, Part, PracticeDesk
from equitykit.workbook.meeting_fields import field_of
from equitykit.workbook.practices.parts import day_of
from equitykit.workbook.practices.series_shown import (
    came_table,
    depth_lines,
    depth_warnings,
    design_warnings,
    meeting_warnings,
    name_of,
    people_warnings,
    task_warnings,
    tasks_of,
)

SERIES = "series"
MOST_WEEKS = 8


def desk(page, moment) -> PracticeDesk:
    words, meetings = page.words, series_of(moment.standing)
    return PracticeDesk(
        id="series",
        title=words("series.section.title"),
        instruction=words("series.section.about"),
        parts=(
            _people(moment, words),
            *_start(page, moment, meetings, words),
            _meetings(moment, meetings, words),
            _tasks(moment, meetings, words),
            _came(moment, words),
            _depth(moment, words),
        ),
    )


def _people(moment, words) -> Part:
    fields = (
        field_of(moment, SERIES, "people", words("series.people.who")),
        field_of(moment, SERIES, "cover", words("series.people.cover")),
    )
    title = words("series.people.title")
    return Part(title, items=(Item(SERIES, title, fields=fields),))


def _start(page, moment, meetings, words):
    if any(each.planned for each in meetings):
        return
    inputs = (
        Input(
            "first", words("series.start.first"), "date",
            value=day_of(moment).isoformat(), required=True,
        ),
        Input(
            "count", words("series.start.count", least=FEWEST, most=MOST), "number",
            value=str(MOST), required=True, least=FEWEST, most=MOST,
        ),
        Input(
            "weeks", words("series.start.weeks"), "number",
            value="3", required=True, least=1, most=MOST_WEEKS,
        ),
    )  # fmt: skip
    yield Part(
        words("series.start.title"),
        hint=words("series.start.hint"),
        forms=(Form("series-start", "series.start", inputs, words("series.start.do")),),
    )


def _meetings(moment, meetings: list[SeriesMeeting], words) -> Part:
    idle = without_work(meetings)
    return Part(
        words("series.meetings.title"),
        warnings=design_warnings(meetings, words),
        items=tuple(
            _meeting(moment, number, each, idle, words) for number, each in enumerate(meetings, 1)
        ),
        empty=words("series.meetings.none"),
        buttons=(Button("series.add", words("series.meetings.add")),),
    )


def _meeting(moment, number: int, each: SeriesMeeting, idle, words) -> Item:
    name = name_of(each, words)
    return Item(
        subject=each.subject if each.planned else "",
        title=words("series.meetings.item", number=number, name=name),
        # what was held is told by the meeting itself
        fields=() if each.held else tuple(_fields(moment, each.subject, words)),
        stands=tuple(_stands(moment, each, words)),
        warnings=tuple(meeting_warnings(each, idle, day_of(moment), words)),
        buttons=tuple(_buttons(moment, each, name, words)),
        in_a_row=True,
    )


def _fields(moment, subject: str, words):
    agendas = tuple(Option(id, words(f"agendas.{id}.name")) for id in load_agendas())

    def one(name: str, kind: str = "line", **look):
        return field_of(moment, subject, name, words(f"series.field.{name}"), kind=kind, **look)

    yield one("on", "date")
    yield one("starts", "time")
    yield one("place")
    yield one("agenda", "choice", options=agendas)
    yield one("en")
    yield one("es")


def _stands(moment, each: SeriesMeeting, words):
    if each.held:
        id = "held" if each.planned else "unplanned"
        yield words(f"series.meetings.{id}", date=words.date(each.on))
    elif _is_next(moment, each):
        yield words("series.meetings.is_next")


def _is_next(moment, each: SeriesMeeting) -> bool:
    noted = moment.standing.record(f"{moment.meeting_id}/next")
    return isinstance(noted, NextMeeting) and noted.on is not None and noted.on == each.on


def _buttons(moment, each: SeriesMeeting, name: str, words):
    if not each.planned:
        return
    of = {"subject": each.subject}
    # only a day that is to come can be the next one
    is_ahead = moment.meeting and not each.held and each.on and each.on > moment.meeting.on
    if is_ahead and not _is_next(moment, each):
        yield Button("series.next", words("series.meetings.next"), of, told_to=name)
    if usual_work(each):
        yield Button("series.work", words("series.meetings.work"), of, told_to=name)
    yield Button("series.task", words("series.meetings.task"), of, told_to=name)
    yield Button(
        "withdraw", words("series.meetings.withdraw"), of, kind="plain small", told_to=name
    )


def usual_work(each: SeriesMeeting) -> list[str]:
    """Of the work that the guide names after this meeting, what was not taken up yet."""
    starter = load_series().get(each.planned.starter if each.planned else "")
    taken = {task.starter for _, task in each.tasks}
    return [task for task in starter.tasks if task not in taken] if starter else []


def _tasks(moment, meetings: list[SeriesMeeting], words) -> Part:
    return Part(
        words("series.tasks.title"),
        hint=words("series.tasks.hint"),
        items=tuple(
            _task(moment, subject, task, after, words)
            for subject, task, after in tasks_of(moment.standing, meetings, words)
        ),
        empty=words("series.tasks.none"),
    )


def _task(moment, subject: str, task: BetweenTask, after: str, words) -> Item:
    states = tuple(Option(state, words(f"series.state.{state}")) for state in TASK_STATES)
    looks = {"by": {"kind": "date"}, "state": {"kind": "choice", "options": states}}
    title = getattr(task, words.language) or task.text or words("series.tasks.own")
    return Item(
        subject=subject,
        title=title,
        fields=tuple(
            field_of(
                moment, subject, name, words(f"series.tasks.{name}"),
                **looks.get(name, {"kind": "line"}),
            )
            for name in ("en", "es", "owner", "by", "state")
        ),
        stands=(words("series.tasks.after", meeting=after),),
        warnings=tuple(task_warnings(task, day_of(moment), words)),
        buttons=(
            Button(
                "withdraw", words("series.tasks.withdraw"), {"subject": subject},
                kind="plain small", told_to=title,
            ),
        ),
        in_a_row=True,
    )  # fmt: skip


def _came(moment, words) -> Part:
    return Part(
        words("series.came.title"),
        hint=words("series.came.hint"),
        warnings=tuple(people_warnings(moment.standing, words)),
        table=came_table(moment.standing, words),
        forms=(_hands(moment, words),) if moment.meeting else (),
        empty="" if moment.meeting else words("series.came.none"),
    )


def _hands(moment, words) -> Form:
    stands = moment.standing.record(f"{moment.meeting_id}/attendance")
    counts = stands if isinstance(stands, Attendance) else None
    earlier = before(moment.standing, moment.meeting_id)
    names = ("present", "again") if earlier else ("present",)
    inputs = tuple(
        Input(
            f"{name}_{role}",
            words(f"series.came.{name}", role=words(f"meeting.role.{role}")), "number",
            value=str(getattr(counts, name).get(role, 0)) if counts else "",
        )
        for role in ROLES
        for name in names
    )  # fmt: skip
    return Form(
        "series-came", "series.came", inputs, words("series.came.save"),
        name=words("series.came.form"),
    )  # fmt: skip


def _depth(moment, words) -> Part:
    levels = tuple(Option(level, words(f"series.level.{level}")) for level in DEPTHS)
    form = Form(
        "series-depth", "series.depth",
        (
            Input("level", words("series.depth.level"), "radios", levels, required=True),
            Input("seen", words("series.depth.seen"), "text", required=True),
        ),
        words("series.depth.save"),
        name=words("series.depth.title"),
    )  # fmt: skip
    return Part(
        words("series.depth.title"),
        hint=words("series.depth.hint"),
        warnings=depth_warnings(moment.standing, words),
        lines=depth_lines(moment.standing, words),
        forms=(form,) if moment.meeting else (),
        empty="" if moment.meeting else words("series.depth.none"),
    )
