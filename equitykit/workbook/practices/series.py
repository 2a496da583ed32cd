"""S26: a series with the same people: its dates, the work between, who comes again, how deep."""

from datetime import date, timedelta

from equitykit.content.series import load_series
from equitykit.errors import EquitykitError
from equitykit.records.series import (
    DEPTHS,
    ROLES,
    Attendance,
    BetweenTask,
    DepthSign,
    PlannedMeeting,
    SeriesPlan,
)
from equitykit.records.team import Meeting, NextMeeting
from equitykit.reviews.series import (
    FEWEST,
    MOST,
    before,
    series_of,
)
from equitykit.workbook.meeting_fields import number_of
from equitykit.workbook.practices.parts import day_of, derived, filled, record_for
from equitykit.workbook.practices.practice import ID, Practice, Writes
from equitykit.workbook.practices.series_desk import MOST_WEEKS, SERIES, desk, usual_work
from equitykit.workbook.practices.series_shown import (
    calendar,
    paper,
    tasks,
    told,
)

# what buttons and forms do


def start(page, moment, values: dict) -> None:
    """Plan a series from the guide's order.

    Raises
    ------
    EquitykitError
        ``series_planned_already``, ``series_numbers``, ``date_has_passed``
    """
    subjects = [derived("planned", values["id"], number) for number in range(MOST)]
    there = [subject for subject, _ in moment.standing.of(PlannedMeeting)]
    if any(subject not in subjects for subject in there):
        raise EquitykitError("series_planned_already")
    first, count, weeks = _numbers(page, moment, values)
    starters = list(load_series().values())[:count]
    for number, (subject, each) in enumerate(zip(subjects, starters, strict=False)):
        # a form that is sent again plans nothing twice
        if subject not in moment.standing:
            on = first + timedelta(weeks=weeks * number)
            record = PlannedMeeting(starter=each.id, agenda=each.agenda, on=on)
            page.team.write(subject, record)


def _numbers(page, moment, values: dict) -> tuple[date, int, int]:
    first = filled(PlannedMeeting, on=str(values.get("first", ""))).on
    try:
        count = number_of(values.get("count", ""), FEWEST, MOST)
        weeks = number_of(values.get("weeks", ""), 1, MOST_WEEKS)
    except EquitykitError:
        raise EquitykitError("series_numbers", least=FEWEST, most=MOST) from None
    if first < day_of(moment):
        raise EquitykitError("date_has_passed", date=page.words.date(first))
    # the last one has to be a day that can be written down too
    filled(PlannedMeeting, on=first + timedelta(weeks=weeks * count))
    return first, count, weeks


def add(page, moment, values: dict) -> None:
    """One more meeting, without a date yet."""
    page.team.write(f"planned/{values['id']}", PlannedMeeting(), id=values["id"])


def work(page, moment, values: dict) -> None:
    """Take up the work that the guide names after a meeting, in both languages."""
    record_for(moment, values.get("subject"), PlannedMeeting)
    each = next(e for e in series_of(moment.standing) if e.subject == values["subject"])
    for starter in usual_work(each):
        texts = {language: words(f"series.task.{starter}")
                 for language, words in page.all_words.items()}  # fmt: skip
        subject = derived("task", values["id"], starter)
        page.team.write(subject, BetweenTask(planned=each.subject, starter=starter, **texts))


def task(page, moment, values: dict) -> None:
    """Begin a piece of work of our own after a meeting."""
    record_for(moment, values.get("subject"), PlannedMeeting)
    record = BetweenTask(planned=values["subject"])
    page.team.write(f"task/{values['id']}", record, id=values["id"])


def next_(page, moment, values: dict) -> None:
    """Note a planned meeting as the next one, for the goodbye and the calendar file."""
    planned = record_for(moment, values.get("subject"), PlannedMeeting)
    if moment.meeting is None or planned.on is None:
        raise EquitykitError("field_unknown")
    record = NextMeeting(
        meeting=moment.meeting_id, on=planned.on, starts=planned.starts, place=planned.place
    )
    page.team.write(f"{moment.meeting_id}/next", record, id=values["id"])


def came(page, moment, values: dict) -> None:
    """Keep who came to this meeting, and who of them was at the one before.

    Raises
    ------
    EquitykitError
        ``nobody_counted``, ``more_than_present``, ``again_more_than_present``,
        ``again_more_than_before``
    """
    meeting = record_for(moment, moment.meeting_id, Meeting)
    present, again = (
        {role: number_of(values.get(f"{name}_{role}") or "0", 0, 500) for role in ROLES}
        for name in ("present", "again")
    )
    _check(page, moment, meeting, present, again)
    record = Attendance(meeting=moment.meeting_id, present=_some(present), again=_some(again))
    page.team.write(f"{moment.meeting_id}/attendance", record, id=values["id"])


def _check(page, moment, meeting: Meeting, present: dict, again: dict) -> None:
    people, count = meeting.people, sum(present.values())
    if not count:
        raise EquitykitError("nobody_counted")
    if people is not None and count > people:
        raise EquitykitError("more_than_present", count=count, people=people)
    earlier = before(moment.standing, moment.meeting_id)
    for role in ROLES:
        named = {"role": page.words(f"meeting.role.{role}"), "again": again[role]}
        if again[role] > present[role]:
            raise EquitykitError("again_more_than_present", count=present[role], **named)
        if earlier and again[role] > earlier.present.get(role, 0):
            count = earlier.present.get(role, 0)
            raise EquitykitError("again_more_than_before", count=count, **named)


def _some(counts: dict[str, int]) -> dict[str, int]:
    return {role: count for role, count in counts.items() if count}


def depth(page, moment, values: dict) -> None:
    """Keep how deep this meeting went, and what showed it.

    Raises
    ------
    EquitykitError
        ``depth_needs_words``
    """
    record_for(moment, moment.meeting_id, Meeting)
    seen = str(values.get("seen", "")).strip()
    if values.get("level") not in DEPTHS:
        raise EquitykitError("field_unknown")
    if not seen:
        raise EquitykitError("depth_needs_words")
    record = filled(DepthSign, meeting=moment.meeting_id, level=values["level"], seen=seen)
    page.team.write(f"{moment.meeting_id}/depth", record, id=values["id"])


PRACTICE = Practice(
    id="series",
    desk=desk,
    told=told,
    paper=paper,
    screens={"calendar": calendar, "tasks": tasks},
    actions={
        "start": start, "add": add, "work": work, "task": task, "next": next_,
        "came": came, "depth": depth,
    },
    writes=(
        Writes(SERIES, SeriesPlan, ("people", "cover"), lambda found, meeting: SeriesPlan()),
        Writes(
            rf"planned/{ID}", PlannedMeeting, ("on", "starts", "place", "agenda", "en", "es")
        ),
        Writes(rf"task/{ID}", BetweenTask, ("en", "es", "owner", "by", "state")),
    ),
    undoes=(Attendance, DepthSign),
)  # fmt: skip
