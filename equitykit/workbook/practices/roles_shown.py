"""Roles of the meetings as the room sees them, as a report tells them, and as cards on paper."""

from equitykit.content.preparation import load_meeting_roles
from equitykit.records.seats import SecondHolders
from equitykit.records.team import Meeting
from equitykit.reviews.roles import Warn, can_do, in_time, seats_of, times, warnings_of
from equitykit.views.practices import Form, Input, Part, Table
from equitykit.views.said import said
from equitykit.views.today_room import CardScreen, TableScreen

# what is told of one meeting; the others are about all of them
OF_A_MEETING = ("several", "in_a_row", "unfilled", "apart", "interprets")


def role_name(role: str, words) -> str:
    """What a role is called."""
    return words(f"meeting_roles.{role}.name")


def sentence(warn: Warn, words) -> str:
    """A warning in words."""
    given = {
        "seat": warn.seat,
        "roles": words.list([role_name(role, words) for role in warn.roles]),
        "count": warn.count,
        "of": warn.of,
    }
    return words(f"roles.warn.{warn.about}", **given)


def held_in(meeting: Meeting) -> dict[str, str]:
    """Who carries which role of a meeting, in the order of the roles."""
    return {
        role: meeting.roles[role].strip()
        for role in load_meeting_roles()
        if meeting.roles.get(role, "").strip()
    }


def learning_in(standing, meeting: str) -> dict[str, str]:
    record = standing.record(f"{meeting}/second")
    return dict(record.roles) if isinstance(record, SecondHolders) else {}


def history_part(standing, words) -> Part:
    title, rows = words("roles.history.title"), _history_rows(standing, words)
    roles = _carried_roles(standing)
    head = (
        words("roles.history.seat"),
        *(role_name(role, words) for role in roles),
        words("roles.history.total"),
    )
    return Part(
        title,
        table=Table(title, head, rows) if rows else None,
        empty=words("roles.history.none"),
    )


def _carried_roles(standing) -> list[str]:
    carried = {role for role, _ in times(standing)}
    return [role for role in load_meeting_roles() if role in carried]


def _history_rows(standing, words) -> tuple[tuple[str, ...], ...]:
    carried, roles = times(standing), _carried_roles(standing)
    if not roles:
        return ()
    rows = []
    for seat in seats_of(standing):
        counts = [carried[role, seat] for role in roles]
        rows.append((seat, *map(words.number, counts), words.number(sum(counts))))
    return tuple(rows)


def cards(moment, languages) -> TableScreen | CardScreen:
    """Who carries which role today, with what it does."""
    title = said("roles.today.title", languages)
    held = held_in(moment.meeting) if moment.meeting else {}
    if not held:
        return CardScreen(title, (said("roles.today.no_meeting", languages),))
    return TableScreen(
        title,
        tuple(said(f"roles.history.{each}", languages) for each in ("role", "does", "who")),
        tuple(
            (
                said(f"meeting_roles.{role}.name", languages),
                said(f"meeting_roles.{role}.does", languages),
                seat,
            )
            for role, seat in held.items()
        ),
        page=moment.progress.page or 1,
    )


def told(account) -> tuple[Part, ...]:
    words, standing = account.words, account.standing
    meetings = [each for each in in_time(standing) if held_in(each[1])]
    if not meetings:
        return ()
    parts = [_told_meeting(standing, *each, words) for each in meetings]
    title = words("roles.history.can")
    able = tuple(
        (role_name(role, words), words.list(those))
        for role, those in can_do(standing).items()
        if role in load_meeting_roles()
    )
    can = Table(title, (words("roles.history.role"), title), able)
    return (*parts, history_part(standing, words), Part(title, table=can))


def _told_meeting(standing, subject: str, meeting: Meeting, words) -> Part:
    title, learns = (
        words("roles.card.of", date=words.date(meeting.on)),
        learning_in(standing, subject),
    )
    heads = ("role", "who", "learns")
    rows = tuple(
        (role_name(role, words), seat, learns.get(role, "–"))
        for role, seat in held_in(meeting).items()
    )
    warnings = tuple(
        sentence(each, words)
        for each in warnings_of(standing, subject)
        if each.about in OF_A_MEETING
    )
    head = tuple(words(f"roles.history.{each}") for each in heads)
    return Part(title, warnings=warnings, table=Table(title, head, rows))


def paper(book, words) -> tuple[Part, ...]:
    """A card for each role, to be cut out."""
    return tuple(
        Part(
            role_name(role, words),
            lines=(words(f"meeting_roles.{role}.does"),),
            forms=(
                Form(
                    f"card-{role}", "",
                    (
                        Input("seat", words("roles.card.seat")),
                        Input("learns", words("roles.card.learns")),
                    ),
                    "",
                ),
            ),
        )
        for role in load_meeting_roles()
    )  # fmt: skip
