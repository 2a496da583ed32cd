"""S16: roles of the meetings that go around among seats, each learned by a second one."""

from equitykit.content.preparation import load_meeting_roles
from equitykit.errors import EquitykitError
from equitykit.records.seats import SecondHolders, TeamSeats
from equitykit.records.team import Meeting
from equitykit.reviews.roles import OF_A_PROFESSION, seats_of, suggested, times, warnings_of
from equitykit.views.fields import Option
from equitykit.views.practices import Button, Form, Input, Part, PracticeDesk
from equitykit.workbook.practices.parts import filled
from equitykit.workbook.practices.practice import Practice
from equitykit.workbook.practices.roles_shown import (
    cards,
    held_in,
    history_part,
    learning_in,
    paper,
    role_name,
    sentence,
    told,
)

SEATS = "seats"
MOST_SEATS = 60


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
            history_part(standing, words),
        ),
    )


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
    held = held_in(moment.meeting)
    learns = learning_in(moment.standing, moment.meeting_id)
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
    held, learns = held_in(_open(moment)), {}
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


PRACTICE = Practice(
    id="roles",
    desk=desk,
    told=told,
    paper=paper,
    screens={"cards": cards},
    actions={"seats": seats, "pick": pick, "fill": fill, "second": second},
    undoes=(TeamSeats, SecondHolders),
)
