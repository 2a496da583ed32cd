"""The desk of the preparation: what to settle, who carries what, the dry run, the print pack."""

from equitykit.content.agendas import load_agendas
from equitykit.content.preparation import load_meeting_roles, load_room_checks
from equitykit.records.preparation import BRIEF, PRINTED
from equitykit.records.team import Meeting
from equitykit.reviews.preparation import (
    NEXT_TIME,
    coming,
    is_first_contact,
    latest_held,
    left_for_next_time,
    ready_of,
    with_several_roles,
    without_holder,
)
from equitykit.storage.exports import file_stem
from equitykit.storage.places import SAMPLE_COUNTY, work_folder
from equitykit.views.fields import Option
from equitykit.views.practices import Button, Form, Input, Item, Part
from equitykit.workbook.head import MEETING, address
from equitykit.workbook.meeting_fields import field_of
from equitykit.workbook.meeting_screens import when
from equitykit.workbook.parameters import LATEST
from equitykit.workbook.practices.parts import day_of

DEBRIEF = ("one", "two", "three")


def parts(page, moment) -> tuple[Part, ...]:
    """All parts of the desk; without a meeting only what can be done beforehand."""
    words = page.words
    found = coming(moment.standing, today=day_of(moment), opened=moment.meeting_id)
    if found is None:
        return (_plan(None, words), _dry_run(page, moment, None, words), *_after(moment, words))
    return (
        _plan(found, words),
        _left(moment, found[0], words),
        _brief(moment, *found, words),
        _roles(*found, words),
        *_room(moment, found[0], words),
        _dry_run(page, moment, found, words),
        _print(page, moment, *found, words),
        *_after(moment, words),
    )


def _plan(found, words) -> Part:
    lines = ()
    if found:
        subject, meeting = found
        name = words(f"agendas.{meeting.agenda}.name")
        said = words("preparation.line.meeting", meeting=name, when=when(meeting, words))
        lines = (said,)
    agendas = tuple(Option(id, words(f"agendas.{id}.name")) for id in load_agendas())
    return Part(
        words("preparation.title.meeting"),
        hint=words("preparation.hint.meeting"),
        lines=lines,
        empty=words("preparation.none.meeting"),
        forms=(
            Form(
                "preparation-plan", "preparation.plan",
                (
                    Input("agenda", words("preparation.field.agenda"), "choice", agendas,
                          required=True),
                    Input("on", words("preparation.field.date"), "date", required=True),
                    Input("starts", words("preparation.field.starts"), "time"),
                    Input("people", words("preparation.field.people"), "number"),
                ),
                words("preparation.do.plan"), name=words("preparation.do.plan_name"),
            ),
        ),
    )  # fmt: skip


def _left(moment, meeting: str, words) -> Part:
    """What earlier meetings left: it is also on the run sheet."""
    lines = tuple(
        line
        for subject, note in left_for_next_time(moment.standing)
        if subject != meeting
        for line in note.text.splitlines()
        if line.strip()
    )
    return Part(
        words("preparation.title.left"),
        lines=lines,
        empty=words("preparation.none.left"),
        folded=not lines,
    )


def _brief(moment, subject: str, meeting: Meeting, words) -> Part:
    settled = ready_of(moment.standing, subject).brief
    open_points = [each for each in BRIEF if each not in settled]
    options = tuple(Option(each, words(f"preparation.brief.{each}")) for each in BRIEF)
    warnings = ()
    if open_points:
        sentence = "preparation.check.not_settled"
        warnings = (words(sentence, count=len(open_points), of=len(BRIEF)),)
    return _checks(
        moment, f"{subject}/ready", "brief", words("preparation.title.brief"), options,
        words, hint=words("preparation.hint.brief"), warnings=warnings,
    )  # fmt: skip


def _checks(moment, subject, attribute, title, options, words, **look) -> Part:
    label = words(f"preparation.field.{attribute}")
    field = field_of(moment, subject, attribute, label, kind="checks", options=options)
    meeting = moment.standing.record(subject.removesuffix("/ready"))
    name = f"{words(f'agendas.{meeting.agenda}.name')} · {words.date(meeting.on)}"
    return Part(title, items=(Item(subject, name, fields=(field,)),), **look)


def several_said(holder: str, roles: list[str], words) -> str:
    """That one holder carries several roles."""
    named = words.list([words(f"meeting_roles.{role}.name") for role in roles])
    return words("preparation.check.one_holder", holder=holder, roles=named)


def _roles(subject: str, meeting: Meeting, words) -> Part:
    missing = without_holder(meeting)
    warnings = [several_said(*each, words) for each in with_several_roles(meeting).items()]
    if missing:
        named = words.list([words(f"meeting_roles.{role}.name") for role in missing])
        warnings.insert(0, words("preparation.check.no_holder", roles=named))
    return Part(
        words("preparation.title.roles"),
        hint=words("preparation.hint.roles"),
        warnings=tuple(warnings),
        forms=(
            Form(
                "preparation-roles", "preparation.roles",
                tuple(
                    Input(
                        f"role_{role}", words(f"meeting_roles.{role}.name"),
                        value=meeting.roles.get(role, ""), hint=words(f"meeting_roles.{role}.does"),
                    )
                    for role in load_meeting_roles()
                ),
                words("preparation.do.roles"), name=words("preparation.title.roles"),
                values={"meeting": subject},
            ),
        ),
    )  # fmt: skip


def room_title(part: str, words) -> str:
    return words("preparation.title.room", part=words(f"room_checks.part.{part}"))


def _room(moment, subject: str, words):
    """The room's checklist; its parts are one field, so that a tick in one keeps the others."""
    options = tuple(
        Option(id, words(f"room_checks.{id}.line"))
        for ids in load_room_checks().values()
        for id in ids
    )
    title = words("run_sheet.checks.title")
    yield _checks(moment, f"{subject}/ready", "room", title, options, words, folded=True)


def has_sample(book) -> bool:
    """Whether the invented county is among the prepared figures."""
    return book.has_data and any(cds.startswith(SAMPLE_COUNTY) for cds in book.places["cds"])


def practice_teams(page) -> list:
    """Teams on the invented county, but for the one whose record this is."""
    return [
        info
        for info in page.team.journal.teams()
        if info.team.district.startswith(SAMPLE_COUNTY) and info.stream != page.team.stream
    ]


def practised_agendas(page) -> set[str]:
    """Agendas that the practice teams have opened."""
    journal = page.team.journal
    return {
        meeting.agenda
        for info in practice_teams(page)
        for _, meeting in journal.standing(info.stream).of(Meeting)
    }


def _dry_run(page, moment, found, words) -> Part:
    teams, practised = practice_teams(page), practised_agendas(page)
    lines, warnings, buttons = [], [], []
    if practised:
        known = [words(f"agendas.{id}.name") for id in load_agendas() if id in practised]
        lines.append(words("preparation.line.practised", meetings=words.list(known)))
    if not has_sample(page.book):
        lines.append(words("preparation.line.demo"))
    elif not teams:
        buttons.append(Button("preparation.begin_practice", words("preparation.do.practice")))
    if found:
        subject, meeting = found
        day = ready_of(moment.standing, subject).rehearsed
        if day:
            lines.append(words("preparation.line.rehearsed", date=words.date(day)))
        if is_first_contact(moment.standing, subject, meeting, practised):
            warnings.append(words("preparation.check.live_first"))
        buttons.append(
            Button(
                "preparation.rehearsed",
                words("preparation.do.rehearsed"),
                {"meeting": subject},
                pressed=day is not None,
            )
        )
    return Part(
        words("preparation.title.dry_run"),
        hint=words("preparation.hint.dry_run"),
        lines=tuple(lines),
        warnings=tuple(warnings),
        buttons=tuple(buttons),
        links=tuple(
            (words("preparation.line.open", team=info.team.name), _address(page, info))
            for info in teams
            if has_sample(page.book)
        ),
    )


def _address(page, info) -> str:
    place = {"team": info.stream, "district": info.team.district, "year": LATEST}
    return f"{address(page.book, MEETING, **place)}&view=facilitator"


def pack_name(meeting: Meeting, language: str) -> str:
    """The file of a print pack."""
    return f"print-pack-{meeting.on.isoformat()}-{meeting.agenda}.{language}.html"


def _print(page, moment, subject: str, meeting: Meeting, words) -> Part:
    ready = ready_of(moment.standing, subject)
    folder = work_folder() / "exports" / file_stem(page.team.team, page.team.stream)
    names = [pack_name(meeting, language) for language in page.all_words]
    there = [name for name in names if (folder / name).is_file()]
    missing = [each for each in PRINTED if each not in ready.printed]
    warnings = ()
    if missing:
        what = words.list([words(f"record.meeting_ready_printed.{each}") for each in missing])
        warnings = (words("preparation.check.not_printed", what=what),)
    options = tuple(Option(each, words(f"preparation.printed.{each}")) for each in PRINTED)
    return _checks(
        moment, f"{subject}/ready", "printed", words("preparation.title.print"), options, words,
        hint=words("preparation.hint.print"),
        warnings=warnings,
        lines=tuple(
            words("preparation.line.written", file=name, folder=f"exports/{folder.name}")
            for name in there
        ),
        buttons=(
            Button(
                "preparation.write_pack", words("preparation.do.pack"), {"meeting": subject}
            ),
        ),
        links=((words("preparation.line.papers"), page.address("paper")),),
    )  # fmt: skip


def _after(moment, words):
    """The debrief, which nothing stores, and the list for next time, which is kept."""
    yield Part(
        words("care.debrief.title"),
        hint=words("preparation.hint.debrief"),
        reflection=tuple(words(f"care.debrief.{each}") for each in DEBRIEF),
        private=True,
    )
    held = moment.meeting_id or latest_held(moment.standing)
    if not held:
        yield Part(words("preparation.title.next_time"), empty=words("preparation.none.next_time"))
        return
    note = f"{held}/note/{NEXT_TIME}"
    field = field_of(moment, note, "text", words("meeting.note.next_time"), rows=3)
    name = words(f"agendas.{moment.standing.record(held).agenda}.name")
    yield Part(
        words("preparation.title.next_time"),
        hint=words("preparation.hint.next_time"),
        items=(Item(note, name, fields=(field,)),),
    )
