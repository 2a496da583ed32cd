"""Before a meeting: what the form that plans one offers, and which meetings can be opened again."""

from equitykit.content.agendas import load_agendas
from equitykit.content.preparation import load_meeting_roles
from equitykit.records.team import Meeting, MeetingEnded, NextMeeting
from equitykit.reviews.series import next_planned
from equitykit.views.today_plan import AgendaChoice, EarlierMeeting, Planning, RoleChoice
from equitykit.workbook.meeting_moment import Moment
from equitykit.workbook.meeting_screens import when
from equitykit.workbook.stages import WORKBOOKS, work_address


def planning_of(page, moment: Moment) -> Planning:
    """The form, filled from the date that was agreed on and from the last meeting."""
    words = page.words
    meetings = moment.standing.of(Meeting)
    last = meetings[-1][1] if meetings else None
    agreed = [record for _, record in moment.standing.of(NextMeeting) if record.on]
    in_series = next_planned(moment.standing, page.today())
    planned = in_series.planned if in_series else None
    # a date that was agreed on in the room stands before the one of the series
    coming = agreed[-1] if agreed and agreed[-1].on >= page.today() else planned
    agenda = planned.agenda if planned and coming and planned.on == coming.on else ""
    return Planning(
        team=page.team.team.name,
        agendas=tuple(
            AgendaChoice(
                id, words(f"agendas.{id}.name"), agenda.minutes, words(f"agendas.{id}.when")
            )
            for id, agenda in load_agendas().items()
        ),
        roles=tuple(
            RoleChoice(
                id, words(f"meeting_roles.{id}.name"), words(f"meeting_roles.{id}.does"),
                essential,
            )
            for id, essential in load_meeting_roles().items()
        ),
        chosen=agenda or (following(last.agenda) if last else next(iter(load_agendas()))),
        on=(coming.on if coming else page.today()).isoformat(),
        starts=coming.starts.strftime("%H:%M") if coming and coming.starts else "",
        people=str(last.people) if last and last.people else "",
        people_beyond_staff=last.people_beyond_staff if last else True,
        interpreted=last.interpreted if last else False,
        earlier=tuple(_earlier(moment, words)),
        links=_links(page),
    )  # fmt: skip


def _links(page) -> dict[str, str]:
    """The papers and the record of the team, and the workbooks of its stages."""
    words, book = page.words, page.book
    stages = {
        words(f"{prefix}.page.title"): work_address(book, name)
        for name, prefix in WORKBOOKS.items()
    }
    papers = {words(f"meeting.papers.{view}"): page.address(view) for view in ("paper", "record")}
    return papers | stages


def following(agenda: str) -> str:
    """The agenda that comes after this one in a series; a check-in is followed by another."""
    series = list(load_agendas())
    here = series.index(agenda)
    return series[here + 1] if agenda in series[:-1] and here + 1 < len(series) - 2 else agenda


def _earlier(moment: Moment, words):
    for subject, meeting in reversed(moment.standing.of(Meeting)):
        ended = isinstance(moment.standing.record(f"{subject}/end"), MeetingEnded)
        yield EarlierMeeting(
            subject,
            f"{words(f'agendas.{meeting.agenda}.name')} · {when(meeting, words)}",
            words("meeting.stand.ended" if ended else "meeting.stand.open"),
        )
