"""The table map as the room sees it, as a report tells it, and on paper."""

from equitykit.content.codelists import load_student_groups
from equitykit.records.table import Invitation, LoneSupport, TableMap
from equitykit.reviews.table import (
    Row,
    Verdict,
    decided_without,
    lone_roles,
    mapped_meetings,
    never_here,
    not_today,
    rows_of,
    verdicts,
)
from equitykit.views.practices import Part, Table
from equitykit.views.said import said
from equitykit.views.today_room import CardScreen, TableScreen
from equitykit.workbook.practices.parts import in_each

ASKED = ("touched", "here", "missing", "wait")
BLANK_ROWS = 8


def called(record, words) -> str:
    """What people are called in the reader's language, or else in the other."""
    return getattr(record, words.language) or record.en or record.es


def group_name(code: str, words) -> str:
    """What a student group is called; its code where it has no words."""
    return words(f"groups.{code}.name") if code in load_student_groups() else code


def stand_of(row: Row, words) -> str:
    """How many of them are here, as everybody may read it."""
    if row.stand == "here":
        return words("table.stand.few") if row.few else words.number(row.map.here)
    return words(f"table.stand.{row.stand}")


def barriers_of(record, words) -> str:
    """What stood in their way, in words."""
    named = [words(f"barriers.item.{id}") for id in record.barriers] if record else []
    return words.list(named) if named else "–"


def verdict_lines(each: Verdict, words) -> tuple[str, ...]:
    """What the table says of an item, and what the team has chosen."""
    rows = each.missing or each.thin
    groups = words.list([called(row.touched, words) for row in rows])
    lines = [words(f"table.verdict.{each.stand}", **({"groups": groups} if rows else {}))]
    made = each.touches
    if each.stand == "waits" and made.choice == "waits":
        lines.append(words("table.verdict.chosen_waits"))
    elif each.stand == "waits" and made.choice == "marked" and made.again:
        lines.append(words("table.verdict.chosen_marked", date=words.date(made.again)))
    elif made and made.choice == "opened":
        lines.append(words("table.verdict.chosen_opened", text=made.came_of))
    return tuple(lines)


def over_meetings(standing, words) -> tuple[Part, ...]:
    """Who was there, meeting by meeting; nothing before there are two to compare."""
    meetings = mapped_meetings(standing)
    if len(meetings) < 2:
        return ()
    by_meeting = [rows_of(standing, subject) for subject, _ in meetings]
    rows = tuple(
        (called(row.touched, words), *(stand_of(each[place], words) for each in by_meeting))
        for place, row in enumerate(by_meeting[0])
    )
    head = (words("table.head.who"), *(words.date(record.on) for _, record in meetings))
    never = [called(each, words) for each in never_here(standing)]
    warnings = (words("table.check.never", groups=words.list(never)),) if never else ()
    title = words("table.over.title")
    return (Part(title, warnings=warnings, table=Table(title, head, rows)),)


# what the room sees


def ask(moment, languages) -> CardScreen:
    """The questions, in their order."""
    lines = tuple(said(f"table.ask.{each}", languages) for each in ASKED)
    return CardScreen(said("table.ask.title", languages), lines)


def table_map(moment, languages) -> TableScreen:
    """Who is touched, and who of them is here."""
    rows = rows_of(moment.standing, moment.meeting_id)
    return TableScreen(
        said("table.ask.title", languages),
        tuple(said(f"table.head.{each}", languages) for each in ("who", "here", "why")),
        tuple(
            (
                in_each(languages, lambda words, row=row: called(row.touched, words)),
                in_each(languages, lambda words, row=row: stand_of(row, words)),
                in_each(languages, lambda words, row=row: barriers_of(_away(row), words)),
            )
            for row in rows
        ),
        page=moment.progress.page or 1,
    )


def _away(row: Row) -> TableMap | None:
    return row.map if row.stand == "nobody" else None


def wait(moment, languages) -> TableScreen | CardScreen:
    """Decisions that should not be taken today, and who is missing."""
    those = not_today(moment.standing, moment.meeting_id)
    title = said("table.wait.title", languages)
    if not those:
        return CardScreen(title, (said("table.wait.none", languages),))
    return TableScreen(
        title,
        tuple(said(f"table.head.{each}", languages) for each in ("item", "missing")),
        tuple(
            (
                in_each(languages, lambda words, each=each: called(each.item, words)),
                in_each(languages, lambda words, each=each: _missing_of(each, words)),
            )
            for each in those
        ),
        page=moment.progress.page or 1,
    )


def _missing_of(each: Verdict, words) -> str:
    return words.list([called(row.touched, words) for row in each.missing])


# what is read


def told(account) -> tuple[Part, ...]:
    words, standing = account.words, account.standing
    parts = []
    for subject, meeting in mapped_meetings(standing):
        parts += _told_meeting(standing, subject, words.date(meeting.on), words)
    invitations = standing.of(Invitation)
    if invitations:
        parts.append(_told_invitations(invitations, words))
    return (*parts, *over_meetings(standing, words))


def _told_meeting(standing, meeting: str, date: str, words):
    rows = rows_of(standing, meeting)
    title = words("table.map.of", date=date)
    warnings = [
        words("table.lone.warning", role=words(f"table.role.{role}")) for role in lone_roles(rows)
    ]
    support = standing.record(f"{meeting}/support")
    arranged = []
    if isinstance(support, LoneSupport):
        arranged = [words(f"table.support.{each}") for each in support.how]
        arranged += [support.text] if support.text.strip() else []
    yield Part(
        title,
        warnings=tuple(warnings),
        lines=tuple(f"{words('table.lone.how')} {each}" for each in arranged),
        table=Table(
            title,
            tuple(words(f"table.head.{each}") for each in ("who", "here", "why", "need")),
            tuple(_told_row(row, words) for row in rows),
        ),
    )
    judged = verdicts(standing, meeting)
    lines = [
        f"{called(each.item, words)}: " + " ".join(verdict_lines(each, words)) for each in judged
    ]
    without = [
        words(
            "table.wait.decided",
            text=decision.text,
            groups=words.list([group_name(code, words) for code in groups]),
        )
        for _, decision, groups in decided_without(standing, meeting)
        if decision.text
    ]
    if lines or without:
        yield Part(words("table.items.title"), lines=tuple(lines), warnings=tuple(without))


def _told_row(row: Row, words) -> tuple[str, ...]:
    away = _away(row)
    need = away.need if away and away.need.strip() else "–"
    return called(row.touched, words), stand_of(row, words), barriers_of(away, words), need


def _told_invitations(invitations, words) -> Part:
    title = words("table.invite.title")
    heads = ("who", "why", "does", "owner", "by", "state")
    rows = tuple(
        (
            called(each, words),
            barriers_of(each, words),
            each.text or "–",
            each.owner or "–",
            words.date(each.by) if each.by else "–",
            words(f"table.invited.{each.state}"),
        )
        for _, each in invitations
    )
    return Part(title, table=Table(title, tuple(words(f"table.head.{h}") for h in heads), rows))


# on paper


def paper(book, words) -> tuple[Part, ...]:
    def sheet(name: str, *heads: str) -> Part:
        title = words(f"table.{name}.title")
        head = tuple(words(f"table.head.{each}") for each in heads)
        return Part(title, table=Table(title, head, (("",) * len(heads),) * BLANK_ROWS))

    return (
        Part(
            words("table.section.title"),
            hint=words("table.here.hint"),
            lines=tuple(words(f"table.ask.{each}") for each in ASKED),
        ),
        sheet("touched", "who", "here", "why", "need"),
        sheet("items", "item", "missing", "wait"),
        sheet("invite", "who", "does", "owner", "by"),
    )
