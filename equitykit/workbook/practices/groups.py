"""S33: which groups we name, how we may know of them, what they are called and where they stand."""

from pydantic import ValidationError

from equitykit.content.codelists import load_student_groups
from equitykit.content.texts import LANGUAGES
from equitykit.errors import EquitykitError
from equitykit.measures.yardsticks import MISSING_INFORMATION
from equitykit.records.groups import HOW, ORDERS, GroupEntry, GroupOrder
from equitykit.reviews.groups import (
    NOT_COUNTED,
    ORDER,
    GroupStand,
    checked_entry,
    in_use,
    moved,
    never_counted,
    order_of,
    register,
)
from equitykit.storage.journal.entry import Standing
from equitykit.views.practices import Part, PracticeDesk, Table
from equitykit.views.said import said
from equitykit.views.today_room import TableScreen
from equitykit.workbook.meeting_fields import number_of
from equitykit.workbook.practices.group_forms import (
    COLUMNS,
    W,
    group_part,
    left_part,
    name_of,
    order_part,
    own_form,
    register_table,
)
from equitykit.workbook.practices.practice import Practice

SPOKEN_OF = ("race_ethnicity", "program", "gender")
TEXTS = ("en", "es", "preferred_en", "preferred_es", "chosen_by", "source")


def data_codes(page) -> list[str]:
    """Codes of groups that figures name, or without figures of those that they may name."""
    known = load_student_groups()
    return [
        code
        for code in page.groups() or known
        if code in known and known[code].dimension in SPOKEN_OF and code not in MISSING_INFORMATION
    ]


def desk(page, moment) -> PracticeDesk:
    words, stands = page.words, register(moment.standing)
    floor = page.book.settings.minimum_n
    entered = {each.record.code for each in stands}
    left = [code for code in data_codes(page) if code not in entered]
    # the check above names all that are undecided; they are decided one after the other
    first = next((each for each in stands if not each.record.how), None)
    return PracticeDesk(
        id="groups",
        title=words("groups.section.title"),
        instruction=words("groups.section.about"),
        parts=(
            Part(
                words(f"{W}.register.title"),
                hint=words(f"{W}.register.hint"),
                warnings=tuple(_warnings(stands, left, words)),
                table=register_table(stands, words),
            ),
            *(group_part(each, floor, words, folded=each != first) for each in stands),
            left_part(left, words),
            Part(words(f"{W}.own.title"), forms=(own_form(words),), folded=True),
            order_part(moment, stands, words),
        ),
    )


def _warnings(stands: list[GroupStand], left: list[str], words):
    undecided = [name_of(each.record, words) for each in stands if not each.record.how]
    if undecided:
        yield words(f"{W}.check.undecided", groups=words.list(undecided))
    if left:
        yield words.count(f"{W}.check_left", len(left))
    ours = [
        name_of(each.record, words)
        for each in stands
        if each.stored and each.record.text and not each.record.chosen_by
    ]
    if ours:
        yield words(f"{W}.check.chosen", groups=words.list(ours))
    no_route = [
        name_of(each.record, words)
        for each in stands
        if each.record.how in NOT_COUNTED and not each.record.route
    ]
    if no_route:
        yield words(f"{W}.check.route", groups=words.list(no_route))


# what buttons and forms do


def take(page, moment, values: dict) -> None:
    """Put a group of the data into the register, still undecided."""
    code = str(values.get("code"))
    if code not in data_codes(page):
        raise EquitykitError("field_unknown")
    if not isinstance(moment.standing.record(f"group/{code}"), GroupEntry):
        page.team.write(f"group/{code}", GroupEntry(code=code), id=values["id"])


def add(page, moment, values: dict) -> None:
    """Begin an entry for a group that no data know.

    Raises
    ------
    EquitykitError
        ``group_without_name``
    """
    names = {language: str(values.get(language, "")).strip() for language in LANGUAGES}
    code = f"own-{values['id']}"
    record = checked_entry(
        _made({"code": code, "how": "listen", "route": "listen", **names}),
        floor=page.book.settings.minimum_n,
    )
    if moment.standing.record(f"group/{code}") is None:
        page.team.write(f"group/{code}", record, id=values["id"])


def set_(page, moment, values: dict) -> None:
    """Keep what the form of a group says; what stood there stays among the versions.

    Raises
    ------
    EquitykitError
        as :func:`checked_entry`, ``group_how_missing``, and ``group_reason_missing`` for a change
    """
    stand = _stand(moment, values)
    how = str(values.get("how", ""))
    if not how:
        raise EquitykitError("group_how_missing")
    minimum = str(values.get("minimum", "")).strip()
    record = _made(
        {
            "code": stand.record.code, "how": how,
            **{name: str(values.get(name, "")).strip() for name in TEXTS},
            "privacy": str(values.get("privacy", "")), "route": str(values.get("route", "")),
            "minimum": number_of(minimum, 1, 10_000) if minimum else None,
        }
    )  # fmt: skip
    if never_counted(stand.record) and record.how not in NOT_COUNTED:
        raise EquitykitError("group_never_counted")
    record = checked_entry(record, floor=page.book.settings.minimum_n)
    if never_counted(record):
        # where figures of it would come from, and from how many, is not asked either
        record = record.model_copy(update={"source": "", "privacy": "none", "minimum": None})
    if stand.stored and record == stand.record:
        return
    reason = str(values.get("reason", "")).strip()
    if stand.stored and stand.record.how and not reason:
        raise EquitykitError("group_reason_missing")
    page.team.write(stand.subject, record, id=values["id"], reason=reason)


def _made(values: dict) -> GroupEntry:
    """An entry of what a form sent; a choice that no form has is refused."""
    try:
        return GroupEntry.model_validate(values)
    except ValidationError as problem:
        first = problem.errors()[0]
        if first["type"] == "string_too_long":
            label = str(first["loc"][0])
            raise EquitykitError("group_text_long", attribute=label) from None
        raise EquitykitError("field_unknown") from None


def remove(page, moment, values: dict) -> None:
    """Take a group out of the register, with the reason.

    Raises
    ------
    EquitykitError
        ``group_reason_missing``; ``group_in_use`` where a decision would be about nobody then
    """
    stand = _stand(moment, values)
    if not stand.stored:
        raise EquitykitError("field_unknown")
    is_own = stand.record.code not in load_student_groups()
    if is_own and in_use(moment.standing, stand.record.code):
        raise EquitykitError("group_in_use")
    reason = str(values.get("reason", "")).strip()
    if not reason:
        raise EquitykitError("group_reason_missing")
    page.team.withdraw(stand.subject, id=values["id"], reason=reason)


def sort(page, moment, values: dict) -> None:
    """Decide in which order groups stand everywhere.

    Raises
    ------
    EquitykitError
        ``group_order_reason``
    """
    by, reason = values.get("by"), str(values.get("reason", "")).strip()
    if by not in ORDERS:
        raise EquitykitError("field_unknown")
    if not reason:
        raise EquitykitError("group_order_reason")
    codes = tuple(each.record.code for each in register(moment.standing)) if by == "own" else ()
    record = GroupOrder(by=by, codes=codes, reason=reason)
    page.team.write(ORDER, record, id=values["id"], reason=reason)


def place(page, moment, values: dict) -> None:
    """Put one group at another place of the team's own order."""
    order, stand = order_of(moment.standing), _stand(moment, values)
    codes = [each.record.code for each in register(moment.standing)]
    if order.by != "own":
        raise EquitykitError("field_unknown")
    to = number_of(values.get("place"), 0, len(codes) - 1)
    record = order.with_value("codes", moved(codes, stand.record.code, to))
    if record != order:
        page.team.write(ORDER, record, id=values["id"])


def _stand(moment, values: dict) -> GroupStand:
    code = str(values.get("code"))
    found = [each for each in register(moment.standing) if each.record.code == code]
    if not found:
        raise EquitykitError("field_unknown")
    return found[0]


# what the room sees, what is read, what goes on paper


def shown_register(moment, languages) -> TableScreen:
    """Groups, how we learn of them, and who chose the word."""
    rows = tuple(
        (
            {words.language: name_of(each.record, words) for words in languages},
            said(f"{W}.how.{each.record.how or 'none'}", languages),
            each.record.chosen_by or "–",
        )
        for each in register(moment.standing)
    )
    head = tuple(said(f"{W}.head.{each}", languages) for each in COLUMNS[:3])
    title = said(f"{W}.register.title", languages)
    return TableScreen(title, head, rows, page=moment.progress.page or 1)


def told(account) -> tuple[Part, ...]:
    words, standing = account.words, account.standing
    if not standing.of(GroupEntry) and not standing.of(GroupOrder):
        return ()
    order = order_of(standing)
    parts = [
        Part(words(f"{W}.register.title"), table=register_table(register(standing), words)),
        Part(
            words(f"{W}.order.title"),
            lines=(words(f"{W}.order.told", order=words(f"{W}.order.by_{order.by}")),)
            + ((words(f"{W}.order.why", reason=order.reason),) if order.reason else ()),
        ),
    ]
    changes = tuple(_changes(account))
    if changes:
        parts.append(Part(words(f"{W}.changes.title"), lines=changes))
    return tuple(parts)


def _changes(account):
    """Which entries of the register were changed, when and why."""
    named = {each.subject: name_of(each.record, account.words)
             for each in register(account.standing)}  # fmt: skip
    for entry in account.entries:
        if entry.subject.startswith("group/") and entry.reason and entry.reason[0] != "#":
            yield account.words(
                f"{W}.changes.line",
                group=named.get(entry.subject, account.words(f"{W}.changes.gone")),
                reason=entry.reason,
                date=account.words.date(entry.time.astimezone(account.zone).date()),
            )


def paper(book, words) -> tuple[Part, ...]:
    never = register(Standing({}))
    names = [name_of(each.record, words) for each in never]
    return (
        Part(
            words(f"{W}.register.title"),
            hint=words("groups.section.about"),
            lines=tuple(words(f"{W}.how.{each}") for each in HOW),
            table=Table(
                words(f"{W}.register.title"),
                tuple(words(f"{W}.head.{each}") for each in COLUMNS),
                (
                    *((name, words(f"{W}.how.must_not"), "", "", "", "", "") for name in names),
                    *(("",) * len(COLUMNS) for _ in range(10)),
                ),
            ),
        ),
    )


PRACTICE = Practice(
    id="groups",
    desk=desk,
    told=told,
    paper=paper,
    screens={"register": shown_register},
    actions={
        "take": take, "add": add, "set": set_, "remove": remove, "sort": sort, "place": place,
    },
    undoes=(GroupEntry, GroupOrder),
)  # fmt: skip
