"""S16: roles of the meetings that go around among seats, each learned by a second one."""

from equitykit.content.preparation import load_meeting_roles
from equitykit.errors import EquitykitError
from equitykit.records.seats import SecondHolders, TeamSeats
from equitykit.records.team import Meeting
from equitykit.reviews.roles import (
    OF_A_PROFESSION,
    Warn,
    can_do,
    in_time,
    seats_of,
    suggested,
    times,
    warnings_of,
)
from equitykit.views.fields import Option
from equitykit.views.practices import Button, Form, Input, Part, PracticeDesk, Table
from equitykit.views.said import said
from equitykit.views.today_room import CardScreen, TableScreen
from equitykit.workbook.practices.parts import filled
from equitykit.workbook.practices.practice import Practice

SEATS = "seats"
MOST_SEATS = 60


def role_name(role: str, words) -> str:
    """What a role is called."""
    return words(f"meeting_roles.{role}.name")


def desk(page, moment) -> PracticeDesk:
    words, standing = page.words, moment.standing
    return PracticeDesk(
        id="roles",
        title=words("roles.section.title"),
        instruction=words("roles.section.about"),
        parts=(
            _today(moment, words),
            *((_second(moment, words),) if moment.meeting else ()),
            _seats(standing, words),
            _history(standing, words),
        ),
    )


def sentence(warn: Warn, words) -> str:
    """A warning in words."""
    given = {
        "seat": warn.seat,
        "roles": words.list([role_name(role, words) for role in warn.roles]),
        "count": warn.count,
        "of": warn.of,
    }
    return words(f"roles.warn.{warn.about}", **given)


def _today(moment, words) -> Part:
    title, standing = words("roles.today.title"), moment.standing
    if moment.meeting is None:
        return Part(title, empty=words("roles.today.no_meeting"))
    warnings = tuple(sentence(each, words) for each in warnings_of(standing, moment.meeting_id))
    seats = seats_of(standing)
    if not seats:
        return Part(title, warnings=warnings, lines=(words("roles.today.no_seats"),))
    turns = suggested(standing, moment.meeting_id)
    form = Form(
        "roles-pick", "roles.pick",
        tuple(_role_input(moment, role, seats, turns, words) for role in load_meeting_roles()),
        words("roles.today.save"), name=words("roles.today.form"),
    )  # fmt: skip
    fill = (Button("roles.fill", words("roles.today.fill")),) if turns else ()
    return Part(title, warnings=warnings, forms=(form,), buttons=fill)


def _role_input(moment, role: str, seats: list[str], turns: dict[str, str], words) -> Input:
    hint = words(f"meeting_roles.{role}.does")
    if role in OF_A_PROFESSION:
        hint = f"{hint}. {words('roles.today.profession')}"
    elif role in turns:
        count = times(moment.standing, without=moment.meeting_id)[role, turns[role]]
        id = "turn" if count else "never"
        given = {"seat": turns[role]} | ({"count": count} if count else {})
        hint = f"{hint}. {words(f'roles.today.{id}', **given)}"
    return Input(
        f"role_{role}", role_name(role, words), "choice",
        tuple(Option(seat, seat) for seat in seats),
        value=moment.meeting.roles.get(role, "").strip(), hint=hint,
    )  # fmt: skip


def _second(moment, words) -> Part:
    held = _held(moment.meeting)
    learns = _learns(moment.standing, moment.meeting_id)
    form = Form(
        "roles-second", "roles.second",
        tuple(
            Input(
                f"role_{role}",
                words("roles.second.of", role=role_name(role, words), seat=seat),
                "choice",
                tuple(Option(each, each) for each in seats_of(moment.standing) if each != seat),
                value=learns.get(role, ""),
            )
            for role, seat in held.items()
        ),
        words("roles.second.save"),
    )  # fmt: skip
    return Part(
        words("roles.second.title"),
        hint=words("roles.second.hint"),
        forms=(form,) if held else (),
        empty="" if held else words("roles.second.none"),
        folded=True,
    )


def _held(meeting: Meeting) -> dict[str, str]:
    """Who carries which role of a meeting, in the order of the roles."""
    return {
        role: meeting.roles[role].strip()
        for role in load_meeting_roles()
        if meeting.roles.get(role, "").strip()
    }


def _learns(standing, meeting: str) -> dict[str, str]:
    record = standing.record(f"{meeting}/second")
    return dict(record.roles) if isinstance(record, SecondHolders) else {}


def _seats(standing, words) -> Part:
    record = standing.record(SEATS)
    listed = record.seats if isinstance(record, TeamSeats) else ()
    form = Form(
        "roles-seats", "roles.seats",
        (Input("seats", words("roles.seats.label"), "text", value="\n".join(listed)),),
        words("roles.seats.save"),
    )  # fmt: skip
    return Part(
        words("roles.seats.title"),
        hint=words("roles.seats.hint"),
        forms=(form,),
        empty="" if seats_of(standing) else words("roles.seats.none"),
    )


def _history(standing, words) -> Part:
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


# what buttons and forms do


def seats(page, moment, values: dict) -> None:
    """Keep the list of seats and jobs, each once.

    Raises
    ------
    EquitykitError
        ``seats_missing``, ``value_not_taken``
    """
    lines = [" ".join(line.split()) for line in str(values.get("seats", "")).splitlines()]
    named = {line.casefold(): line for line in reversed(lines) if line}
    if not named:
        raise EquitykitError("seats_missing")
    if len(named) > MOST_SEATS:
        raise EquitykitError("value_not_taken", attribute="seats", value=str(len(named)))
    ordered = [line for line in dict.fromkeys(lines) if line in named.values()]
    page.team.write(SEATS, filled(TeamSeats, seats=tuple(ordered)), id=values["id"])


def pick(page, moment, values: dict) -> None:
    """Keep who carries which role of the open meeting."""
    meeting = _open(moment)
    roles = {role: seat for role, seat in meeting.roles.items() if role not in load_meeting_roles()}
    for role in load_meeting_roles():
        seat = str(values.get(f"role_{role}", meeting.roles.get(role, ""))).strip()
        if seat and seat not in seats_of(moment.standing):
            raise EquitykitError("field_unknown")
        roles |= {role: seat} if seat else {}
    if roles != meeting.roles:
        page.team.write(moment.meeting_id, page.checked(meeting, "roles", roles), id=values["id"])


def fill(page, moment, values: dict) -> None:
    """Give the empty roles to those whose turn it is."""
    meeting, turns = _open(moment), suggested(moment.standing, moment.meeting_id)
    if turns:
        record = page.checked(meeting, "roles", meeting.roles | turns)
        page.team.write(moment.meeting_id, record, id=values["id"])


def second(page, moment, values: dict) -> None:
    """Keep who learns which role beside its holder.

    Raises
    ------
    EquitykitError
        ``second_is_holder``
    """
    held, learns = _held(_open(moment)), {}
    for role in load_meeting_roles():
        seat = str(values.get(f"role_{role}", "")).strip()
        if seat and (role not in held or seat not in seats_of(moment.standing)):
            raise EquitykitError("field_unknown")
        if seat and seat == held[role]:
            raise EquitykitError("second_is_holder", seat=seat, role=role_name(role, page.words))
        learns |= {role: seat} if seat else {}
    record = filled(SecondHolders, meeting=moment.meeting_id, roles=learns)
    page.team.write(f"{moment.meeting_id}/second", record, id=values["id"])


def _open(moment) -> Meeting:
    if moment.meeting is None:
        raise EquitykitError("meeting_not_open")
    return moment.meeting


# what the room sees, what is read, what goes on paper


def cards(moment, languages) -> TableScreen | CardScreen:
    """Who carries which role today, with what it does."""
    title = said("roles.today.title", languages)
    held = _held(moment.meeting) if moment.meeting else {}
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
    meetings = [each for each in in_time(standing) if _held(each[1])]
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
    return (*parts, _history(standing, words), Part(title, table=can))


def _told_meeting(standing, subject: str, meeting: Meeting, words) -> Part:
    title, learns = words("roles.card.of", date=words.date(meeting.on)), _learns(standing, subject)
    heads = ("role", "who", "learns")
    rows = tuple(
        (role_name(role, words), seat, learns.get(role, "–"))
        for role, seat in _held(meeting).items()
    )
    warnings = tuple(
        sentence(each, words)
        for each in warnings_of(standing, subject)
        if each.about in ("several", "in_a_row", "unfilled", "apart", "interprets")
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


PRACTICE = Practice(
    id="roles",
    desk=desk,
    told=told,
    paper=paper,
    screens={"cards": cards},
    actions={"seats": seats, "pick": pick, "fill": fill, "second": second},
    undoes=(TeamSeats, SecondHolders),
)
