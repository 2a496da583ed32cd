"""S27: each tool in five minutes, in plain words; and who has been introduced to which."""

from equitykit.content.primers import PARTS, load_primers, primer_lines, primers_of
from equitykit.errors import EquitykitError
from equitykit.records.primers import WAYS, PrimerIntroduced
from equitykit.reviews.primers import not_reached, reach
from equitykit.views.fields import Option
from equitykit.views.practices import Button, Form, Input, Item, Part, PracticeDesk, Table
from equitykit.views.said import said
from equitykit.views.today_room import CardScreen
from equitykit.workbook.meeting_fields import number_of
from equitykit.workbook.practices.practice import ID, Practice, Writes

ROLES = ("student", "family", "teacher", "staff", "leader", "partner")
WARNED = {"both": "not_reached", "student": "no_student", "family": "no_family"}


# the desk


def desk(page, moment) -> PracticeDesk:
    words, tools = page.words, primers_of(page.book.name)
    return PracticeDesk(
        id="primers",
        title=words("primers.section.title"),
        instruction=words("primers.section.about"),
        parts=(
            _people(moment, tools, words),
            *_noted(moment, words),
            *(_primer(tool, words) for tool in tools),
        ),
    )


def _introduced(standing) -> list[tuple[str, PrimerIntroduced]]:
    """What was noted about tools that we have."""
    return [each for each in standing.of(PrimerIntroduced) if each[1].tool in load_primers()]


def _people(moment, tools, words) -> Part:
    reached = reach(record for _, record in _introduced(moment.standing))
    return Part(
        words("primers.people.title"),
        hint=words("primers.people.hint"),
        warnings=tuple(_warnings(reached, words)),
        table=_table(reached, words) if reached else None,
        empty=words("primers.people.none"),
        forms=(_form(moment, tools, words),),
    )


def _names(tools, words) -> str:
    # some names have commas of their own
    return "; ".join(words(f"primers.{tool}.name") for tool in tools)


def _warnings(reached, words):
    for missing, tools in not_reached(reached).items():
        if tools:
            yield words(f"primers.people.{WARNED[missing]}", tools=_names(tools, words))


def _table(reached, words) -> Table:
    return Table(
        words("primers.people.title"),
        (words("primers.people.head"), *(words(f"meeting.role.{role}") for role in ROLES)),
        tuple(
            (words(f"primers.{tool}.name"), *(words.number(counts[role]) for role in ROLES))
            for tool, counts in reached.items()
        ),
    )


def _form(moment, tools, words) -> Form:
    order = dict.fromkeys([*tools, *load_primers()])
    elsewhere = Input("elsewhere", words("primers.people.elsewhere"), "check")
    return Form(
        id="primers-introduce",
        action="primers.introduce",
        name=words("primers.people.form"),
        inputs=(
            Input(
                "tool", words("primers.people.tool"), "choice", required=True,
                options=tuple(Option(tool, words(f"primers.{tool}.name")) for tool in order),
            ),
            Input(
                "way", words("primers.people.way"), "radios", value=WAYS[0],
                options=tuple(Option(way, words(f"primers.way.{way}")) for way in WAYS),
            ),
            *(
                Input(
                    role,
                    words("primers.people.role", role=words(f"meeting.role.{role}")),
                    "number",
                )
                for role in ROLES
            ),
            *((elsewhere,) if moment.meeting else ()),
        ),
        submit=words("primers.people.save"),
    )  # fmt: skip


def _noted(moment, words) -> tuple[Part, ...]:
    noted = _introduced(moment.standing)
    if not noted:
        return ()
    items = tuple(
        Item(
            subject=subject,
            title=words(f"primers.{record.tool}.name"),
            stands=(_sentence(record, words),),
            buttons=(
                Button(
                    "withdraw", words("primers.people.withdraw"), {"subject": subject},
                    kind="plain small", told_to=words(f"primers.{record.tool}.name"),
                ),
            ),
        )
        for subject, record in noted
    )  # fmt: skip
    return (Part(words("primers.people.noted"), items=items, folded=True),)


def _sentence(record: PrimerIntroduced, words) -> str:
    counts = [
        words(
            "primers.people.count",
            role=words(f"meeting.role.{role}"),
            count=words.number(record.counts[role]),
        )
        for role in ROLES
        if record.counts.get(role)
    ]
    return words(
        "primers.people.sum",
        date=words.date(record.on),
        way=words(f"primers.way.{record.way}"),
        counts=", ".join(counts),
    )


def _primer(tool: str, words) -> Part:
    return Part(
        words("primers.part.heading", tool=words(f"primers.{tool}.name")),
        lines=primer_lines(tool, words),
        buttons=tuple(
            Button(
                "primers.show",
                words("primers.part.show", part=words(f"primers.part.{part}")),
                {"tool": tool, "part": part},
                kind="plain small",
                told_to=words(f"primers.{tool}.name"),
            )
            for part in PARTS
        ),
        folded=True,
    )


# what buttons and forms do


def introduce(page, moment, values: dict) -> None:
    """Keep who was introduced to a tool, in counts by role.

    Raises
    ------
    EquitykitError
        ``primer_tool_missing``, ``nobody_counted``; ``more_than_present`` where more people
        are counted than the meeting has
    """
    if not values.get("tool"):
        raise EquitykitError("primer_tool_missing")
    if values["tool"] not in load_primers() or values.get("way") not in WAYS:
        raise EquitykitError("field_unknown")
    counts = {role: number_of(values.get(role) or "0", 0, 500) for role in ROLES}
    here = moment.meeting is not None and values.get("elsewhere") != "true"
    people, counted = moment.meeting.people if here else None, sum(counts.values())
    if not counted:
        raise EquitykitError("nobody_counted")
    if people is not None and counted > people:
        raise EquitykitError("more_than_present", count=counted, people=people)
    record = PrimerIntroduced(
        tool=values["tool"],
        on=moment.meeting.on if here else page.today(),
        way=values["way"],
        counts={role: count for role, count in counts.items() if count},
        meeting=moment.meeting_id if here else "",
    )
    page.team.write(f"introduced/{values['id']}", record, id=values["id"])


def show(page, moment, values: dict) -> None:
    """Show one part of a primer to the room; the page says which (see `card`)."""
    tool, part = values.get("tool"), values.get("part")
    if tool not in load_primers() or part not in PARTS:
        raise EquitykitError("field_unknown")
    number = list(load_primers()).index(tool) * len(PARTS) + PARTS.index(part) + 1
    page.room(screen="primers.card", blank=False, page=number)


# what the room sees, what is read, what goes on paper


def card(moment, languages) -> CardScreen:
    """One part of one primer: the parts of all primers are pages, one after the other."""
    number = min(max(moment.progress.page or 1, 1), len(load_primers()) * len(PARTS)) - 1
    tool, part = list(load_primers())[number // len(PARTS)], PARTS[number % len(PARTS)]
    return CardScreen(
        said(f"primers.{tool}.name", languages),
        (said(f"primers.part.{part}", languages), said(f"primers.{tool}.{part}", languages)),
    )


def told(account) -> tuple[Part, ...]:
    words, noted = account.words, _introduced(account.standing)
    if not noted:
        return ()
    reached = reach(record for _, record in noted)
    return (
        Part(
            words("primers.people.title"),
            hint=words("primers.people.hint"),
            warnings=tuple(_warnings(reached, words)),
            table=_table(reached, words),
        ),
        Part(
            words("primers.people.noted"),
            lines=tuple(
                f"{words(f'primers.{record.tool}.name')}: {_sentence(record, words)}"
                for _, record in noted
            ),
        ),
        *_handouts(reached, words),
    )


def _handouts(tools, words) -> tuple[Part, ...]:
    return tuple(
        Part(
            words("primers.part.handout", tool=words(f"primers.{tool}.name")),
            hint=words("primers.handout.hint"),
            lines=primer_lines(tool, words),
        )
        for tool in tools
    )


def paper(book, words) -> tuple[Part, ...]:
    tools = primers_of(book.name)
    empty = ("",) * len(ROLES)
    return (
        Part(
            words("primers.people.title"),
            hint=words("primers.people.hint"),
            table=Table(
                words("primers.people.title"),
                (words("primers.people.head"), *(words(f"meeting.role.{each}") for each in ROLES)),
                tuple((words(f"primers.{tool}.name"), *empty) for tool in tools),
            ),
        ),
        *_handouts(tools, words),
    )


PRACTICE = Practice(
    id="primers",
    desk=desk,
    told=told,
    paper=paper,
    screens={"card": card},
    actions={"introduce": introduce, "show": show},
    writes=(Writes(rf"introduced/{ID}", PrimerIntroduced, ()),),
)
