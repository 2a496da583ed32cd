"""S26, read: the calendar of the series, the work between, who came again, on wall and paper."""

from equitykit.content.agendas import load_agendas
from equitykit.content.series import load_series
from equitykit.records.series import DEPTHS, ROLES, Attendance, BetweenTask, SeriesPlan
from equitykit.reviews.series import (
    FEWEST,
    MOST,
    SeriesMeeting,
    attendance_of,
    depths_of,
    design,
    gap,
    is_missed,
    mostly_new,
    series_of,
    stands_still,
    stayed_away,
    without_work,
)
from equitykit.storage.clock import today
from equitykit.views.practices import Part, Table
from equitykit.views.said import said
from equitykit.views.today_room import CardScreen, Shown, TableScreen
from equitykit.workbook.practices.agreements import both
from equitykit.workbook.practices.parts import in_each

# sentences


def name_of(each: SeriesMeeting, words) -> str:
    """What a meeting of the series is called."""
    planned = each.planned
    if planned and planned.text.strip():
        return getattr(planned, words.language) or planned.text
    if each.agenda in load_agendas():
        return words(f"agendas.{each.agenda}.name")
    if planned and planned.starter in load_series():
        return words(f"series.starter.{planned.starter}")
    return words("series.meetings.unnamed")


def tasks_of(standing, meetings: list[SeriesMeeting], words):
    """Subject, record, and the name of the meeting before, of all work in the order of meetings.

    Work whose meeting was taken out comes last and is still there.
    """
    names = {each.subject: name_of(each, words) for each in meetings}
    found = standing.of(BetweenTask)
    for name in names:
        yield from ((subject, task, names[name]) for subject, task in found if task.planned == name)
    yield from ((subject, task, "–") for subject, task in found if task.planned not in names)


def design_warnings(meetings: list[SeriesMeeting], words) -> tuple[str, ...]:
    """That it is a single workshop, too short for a series, or too long."""
    wrong = design(meetings)
    return (words(f"series.warn.{wrong}", least=FEWEST, most=MOST),) if wrong else ()


def meeting_warnings(each: SeriesMeeting, idle: list[SeriesMeeting], day, words):
    """What is to be looked at in one meeting; `idle` are those that no work follows."""
    if is_missed(each, day):
        yield words("series.warn.missed", date=words.date(each.on))
    if each.planned and each.on is None:
        yield words("series.warn.no_date")
    if gap(each) == "long":
        yield words("series.warn.long", days=each.days)
    if gap(each) == "short":
        yield words("series.warn.short", days=each.days)
    if each in idle:
        yield words("series.warn.no_work")


def task_warnings(task: BetweenTask, day, words):
    if task.state == "open" and not task.owner.strip():
        yield words("series.warn.no_owner")
    if task.state == "open" and task.by and task.by < day:
        yield words("series.warn.overdue", date=words.date(task.by))


def people_warnings(standing, words):
    """What the counts say: a new group, or a role that stayed away."""
    counts = attendance_of(standing)
    if mostly_new(counts):
        yield words("series.warn.mostly_new")
    if away := stayed_away(counts):
        roles = words.list([words(f"meeting.role.{role}") for role in away])
        yield words("series.warn.stayed_away", roles=roles)


def depth_warnings(standing, words) -> tuple[str, ...]:
    return (words("series.warn.still"),) if stands_still(depths_of(standing)) else ()


# tables that desk and report share


def came_table(standing, words) -> Table | None:
    """Who came and who came again, a row for each meeting, a column for each role that came."""
    counts = attendance_of(standing)
    roles = [role for role in ROLES if any(each.present.get(role) for _, each in counts)]
    if not counts:
        return None
    # at the first of them nobody can have come again
    rows = tuple(
        (
            words.date(meeting.on),
            *(_cell(each, (role,), number, words) for role in roles),
            _cell(each, ROLES, number, words),
        )
        for number, (meeting, each) in enumerate(counts)
    )
    head = (
        words("series.head.meeting"),
        *(words(f"meeting.role.{role}") for role in roles),
        words("series.came.all"),
    )
    return Table(words("series.came.title"), head, rows)


def _cell(each: Attendance, roles, number: int, words) -> str:
    count = sum(each.present.get(role, 0) for role in roles)
    if not number:
        return words.number(count)
    again = sum(each.again.get(role, 0) for role in roles)
    return words("series.came.cell", count=words.number(count), again=words.number(again))


def depth_lines(standing, words) -> tuple[str, ...]:
    return tuple(
        words(
            "series.depth.line",
            date=words.date(meeting.on),
            level=words(f"series.level.{sign.level}"),
            seen=sign.seen,
        )
        for meeting, sign in depths_of(standing)
    )


# what the room sees


def calendar(moment, languages) -> Shown:
    """The meetings and their dates."""
    rows = tuple(
        (
            in_each(languages, lambda words, each=each: name_of(each, words)),
            in_each(languages, lambda words, each=each: _when(each, words)),
        )
        for each in series_of(moment.standing)
    )
    title = said("series.room.title", languages)
    if not rows:
        return CardScreen(title, (said("series.room.none", languages),))
    head = (said("series.head.meeting", languages), said("series.head.date", languages))
    return TableScreen(title, head, rows, page=moment.progress.page or 1)


def _when(each: SeriesMeeting, words) -> str:
    if each.on is None:
        return words("series.room.no_date")
    date = words.date(each.on)
    return words("series.room.when_held", date=date) if each.held else date


def tasks(moment, languages) -> Shown:
    """The work that is open, and the role that sees to it."""
    rows = tuple(
        (both(task, languages), task.owner or "–")
        for _, task in moment.standing.of(BetweenTask)
        if task.state == "open" and task.text.strip()
    )
    title = said("series.room.tasks", languages)
    if not rows:
        return CardScreen(title, (said("series.room.no_tasks", languages),))
    head = (said("series.head.task", languages), said("series.head.owner", languages))
    return TableScreen(title, head, rows, page=moment.progress.page or 1)


# what is read afterwards


def told(account) -> tuple[Part, ...]:
    words, standing = account.words, account.standing
    meetings = series_of(standing)
    parts = [*_people(standing, words)]
    # meetings that were held are no series: something must have been planned, or counted
    if any(each.planned for each in meetings):
        parts += [_calendar_told(meetings, words), *_tasks_told(standing, meetings, words)]
    table, depth = came_table(standing, words), depth_lines(standing, words)
    if table:
        parts.append(
            Part(
                words("series.came.title"), table=table,
                warnings=tuple(people_warnings(standing, words)),
            )
        )  # fmt: skip
    if depth:
        parts.append(
            Part(words("series.depth.title"), lines=depth, warnings=depth_warnings(standing, words))
        )
    return tuple(parts)


def _people(standing, words):
    plan = standing.record("series")
    if isinstance(plan, SeriesPlan) and (plan.people or plan.cover):
        lines = tuple(text for text in (plan.people, plan.cover) if text)
        yield Part(words("series.people.title"), lines=lines)


def _calendar_told(meetings: list[SeriesMeeting], words) -> Part:
    day, idle = today(), without_work(meetings)
    rows = tuple(
        (
            words("series.meetings.item", number=number, name=name_of(each, words)),
            words.date(each.on) if each.on else "–",
            words(f"series.stand.{_stand(each, day)}"),
        )
        for number, each in enumerate(meetings, 1)
    )
    warnings = [
        words("series.meetings.item", number=number, name=f"{name_of(each, words)}: {warning}")
        for number, each in enumerate(meetings, 1)
        for warning in meeting_warnings(each, idle, day, words)
    ]
    return Part(
        words("series.meetings.title"),
        warnings=(*design_warnings(meetings, words), *warnings),
        table=_table("series.meetings.title", ("meeting", "date", "stand"), rows, words),
    )


def _stand(each: SeriesMeeting, day) -> str:
    if each.held:
        return "held"
    return "missed" if is_missed(each, day) else "planned"


def _tasks_told(standing, meetings: list[SeriesMeeting], words):
    rows = tuple(
        (
            getattr(task, words.language) or task.text or "–",
            after,
            task.owner or words("series.warn.no_owner"),
            words.date(task.by) if task.by else "–",
            words(f"series.state.{task.state}"),
        )
        for _, task, after in tasks_of(standing, meetings, words)
    )
    if rows:
        heads = ("task", "after", "owner", "by", "stand")
        table = _table("series.tasks.title", heads, rows, words)
        yield Part(words("series.tasks.title"), table=table)


def _table(title: str, heads, rows, words) -> Table:
    return Table(words(title), tuple(words(f"series.head.{head}") for head in heads), rows)


# on paper


def paper(book, words) -> tuple[Part, ...]:
    rows = tuple(
        (
            words(f"series.starter.{each.id}"),
            "",
            " · ".join(words(f"series.task.{task}") for task in each.tasks),
            "",
        )
        for each in load_series().values()
    )
    heads = ("meeting", "date", "task", "owner")
    roles = tuple(words(f"meeting.role.{role}") for role in ROLES)
    came = tuple((words(f"series.starter.{id}"), *("",) * len(ROLES)) for id in load_series())
    levels = tuple(words(f"series.level.{level}") for level in DEPTHS)
    return (
        Part(
            words("series.paper.calendar"),
            hint=words("series.section.about"),
            table=_table("series.paper.calendar", heads, rows, words),
        ),
        Part(
            words("series.came.title"),
            hint=words("series.came.hint"),
            table=Table(words("series.paper.came"), (words("series.head.meeting"), *roles), came),
        ),
        Part(words("series.depth.title"), hint=words("series.depth.hint"), lines=levels),
    )
