"""S92: pre-brief, roles, dry run on practice data, print pack, private debrief, next-time list.

There is nothing here for the room: it is how two facilitators get ready, and what they take home.
"""

from equitykit.content.agendas import load_agendas
from equitykit.content.preparation import load_meeting_roles, load_room_checks
from equitykit.errors import EquitykitError
from equitykit.records.preparation import BRIEF, PRINTED, MeetingReady
from equitykit.records.team import Meeting, Team
from equitykit.reviews.preparation import left_for_next_time, ready_of, with_several_roles
from equitykit.storage.places import SAMPLE_COUNTY
from equitykit.storage.written_files import write_beside
from equitykit.views.html import joined
from equitykit.views.page import document, meeting_styles
from equitykit.views.practices import Form, Input, Part, PracticeDesk, Table, practice_paper
from equitykit.views.section import section
from equitykit.workbook.meeting_fields import value_of
from equitykit.workbook.meeting_papers import Papers
from equitykit.workbook.meeting_screens import when
from equitykit.workbook.practices import preparation_desk
from equitykit.workbook.practices.parts import day_of, exports_of, record_for
from equitykit.workbook.practices.practice import ID, Practice, Writes, practice_of
from equitykit.workbook.sample import SAMPLE_DISTRICT


def desk(page, moment) -> PracticeDesk:
    words = page.words
    return PracticeDesk(
        id="preparation",
        title=words("preparation.section.title"),
        instruction=words("preparation.section.about"),
        parts=preparation_desk.parts(page, moment),
    )


# what buttons and forms do


def plan(page, moment, values: dict) -> None:
    """Write down a meeting to come without opening it.

    Raises
    ------
    EquitykitError
        ``date_past``, ``value_not_taken``
    """
    if values.get("agenda") not in load_agendas():
        raise EquitykitError("field_unknown")
    today = day_of(moment)
    record = Meeting(agenda=values["agenda"], on=today)
    for name in ("on", "starts", "people"):
        if values.get(name):
            record = page.checked(record, name, value_of(record, name, values[name]))
    if record.on < today:
        raise EquitykitError("date_past", date=page.words.date(record.on))
    page.team.write(f"meeting/{values['id']}", record, id=values["id"])


def roles(page, moment, values: dict) -> None:
    """Keep who carries which role, by seat or job; an empty line is nobody."""
    meeting = record_for(moment, values.get("meeting"), Meeting)
    said = {name.removeprefix("role_"): text.strip() for name, text in values.items()
            if name.startswith("role_")}  # fmt: skip
    if not said.keys() <= load_meeting_roles().keys():
        raise EquitykitError("field_unknown")
    held = {role: holder for role, holder in (meeting.roles | said).items() if holder}
    record = page.checked(meeting, "roles", held)
    page.team.write(values["meeting"], record, id=values["id"])


def begin_practice(page, moment, values: dict) -> None:
    """Begin a team on the invented county to rehearse with, once."""
    if not preparation_desk.has_sample(page.book):
        raise EquitykitError("field_unknown")
    if not preparation_desk.practice_teams(page):
        name = page.words("preparation.line.practice_name")
        page.team.journal.create_team(Team(name=name, district=SAMPLE_DISTRICT))


def rehearsed(page, moment, values: dict) -> None:
    """Note that the meeting was rehearsed today; pressing it again takes that back."""
    subject = str(values.get("meeting"))
    record_for(moment, subject, Meeting)
    ready = ready_of(moment.standing, subject)
    today = None if ready.rehearsed else day_of(moment)
    record = ready.model_copy(update={"rehearsed": today})
    page.team.write(f"{subject}/ready", record, id=values["id"])


def write_pack(page, moment, values: dict) -> None:
    """Write the paper of a meeting, one file in each language."""
    subject = str(values.get("meeting"))
    meeting = record_for(moment, subject, Meeting)
    folder = exports_of(page)
    for language, words in page.all_words.items():
        name = preparation_desk.pack_name(meeting, language)
        write_beside(folder / name, str(print_pack(page, subject, words)))


def print_pack(page, subject: str, words):
    """Run sheet, a sheet for each step, and the paper of every practice that the steps use."""
    papers = Papers(page.book, page.team, meeting=subject, words=words)
    used = dict.fromkeys(id for step in papers.agenda.steps for id in step.practices)
    sheets = [
        section(
            f"{id}.section",
            practice_paper(practice_of(id).paper(page.book, words), words),
            words=words,
        )
        for id in used
    ]
    title = words("run_sheet.page.title", meeting=words(f"agendas.{papers.agenda.id}.name"))
    body = joined(meeting_styles(), papers.run_sheet(), papers.twin(), *sheets)
    invented = page.team.team.district.startswith(SAMPLE_COUNTY)
    return document(body, title=title, words=words, invented=invented)


# what is read, what goes on paper


def told(account) -> tuple[Part, ...]:
    """What was settled and what is left for next time; the debrief is in no report."""
    words, standing = account.words, account.standing
    parts = []
    for subject, meeting in standing.of(Meeting):
        lines = tuple(_told_of(meeting, ready_of(standing, subject), words))
        if lines:
            title = words(
                "preparation.line.meeting",
                meeting=words(f"agendas.{meeting.agenda}.name"), when=when(meeting, words),
            )  # fmt: skip
            parts.append(Part(title, lines=lines))
    left = tuple(
        line
        for _, note in left_for_next_time(standing)
        for line in note.text.splitlines()
        if line.strip()
    )
    if left:
        parts.append(Part(words("preparation.title.next_time"), lines=left))
    return tuple(parts)


def _told_of(meeting: Meeting, ready: MeetingReady, words):
    for role, holder in meeting.roles.items():
        if role in load_meeting_roles():
            name = words(f"meeting_roles.{role}.name")
            yield words("preparation.line.role", role=name, holder=holder)
    if ready.rehearsed:
        yield words("preparation.line.rehearsed", date=words.date(ready.rehearsed))
    for holder, several in with_several_roles(meeting).items():
        yield preparation_desk.several_said(holder, several, words)
    for each in ready.brief:
        yield words(f"preparation.brief.{each}")


def paper(book, words) -> tuple[Part, ...]:
    roles_head = (words("run_sheet.roles.role"), words("run_sheet.roles.holder"))
    rows = tuple((words(f"meeting_roles.{role}.name"), "") for role in load_meeting_roles())
    return (
        Part(
            words("preparation.title.brief"),
            hint=words("preparation.hint.brief"),
            lines=tuple(words(f"preparation.brief.{each}") for each in BRIEF),
        ),
        Part(
            words("preparation.title.roles"),
            hint=words("preparation.hint.roles"),
            table=Table(words("preparation.title.roles"), roles_head, rows),
        ),
        *(
            Part(
                preparation_desk.room_title(part, words),
                lines=tuple(words(f"room_checks.{id}.line") for id in ids),
            )
            for part, ids in load_room_checks().items()
        ),
        Part(
            words("preparation.title.print"),
            lines=tuple(words(f"preparation.printed.{each}") for each in PRINTED),
        ),
        Part(
            words("care.debrief.title"),
            hint=words("run_sheet.debrief.keep"),
            reflection=tuple(words(f"care.debrief.{each}") for each in preparation_desk.DEBRIEF),
        ),
        Part(
            words("preparation.title.next_time"),
            hint=words("preparation.hint.next_time"),
            forms=(
                Form("next", "", (Input("text", words("meeting.note.next_time"), "text"),), ""),
            ),
        ),
    )


PRACTICE = Practice(
    id="preparation",
    desk=desk,
    told=told,
    paper=paper,
    actions={
        "plan": plan, "roles": roles, "begin_practice": begin_practice, "rehearsed": rehearsed,
        "write_pack": write_pack,
    },
    writes=(
        Writes(
            rf"(meeting/{ID})/ready", MeetingReady, ("brief", "room", "printed"),
            lambda found, meeting: MeetingReady(meeting=found[1]),
        ),
    ),
)  # fmt: skip
