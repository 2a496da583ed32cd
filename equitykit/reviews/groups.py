"""The group register: how groups are called, what may be counted, in which order they stand."""

import re
from dataclasses import dataclass

from equitykit.errors import EquitykitError
from equitykit.records.groups import GroupEntry, GroupOrder

ORDER = "groups/order"
# who belongs to these is never a column: it could endanger students (facilitation guide §7)
NEVER = ("undocumented", "lgbtq")
NOT_COUNTED = ("must_not", "listen")
_NEVER_COUNTED = re.compile(
    r"undocument|indocument|without papers|sin papeles|immigration status|estatus migratorio"
    r"|situaci[oó]n migratoria|\bdaca\b|deported|deportad|\blgbt|\bqueer|\bgays?\b|lesb|bisex"
    r"|transg[eé]n|\btrans\b"
    r"|sexual orientation|orientaci[oó]n sexual|gender identity|identidad de g[eé]nero",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class GroupStand:
    """A group of the register; not `stored`, it stands there because the tool puts it there."""

    subject: str
    record: GroupEntry
    stored: bool = True

    @property
    def is_never_counted(self) -> bool:
        """Whether who belongs to it must not be recorded anywhere."""
        return never_counted(self.record)


def never_counted(record: GroupEntry) -> bool:
    """Whether a group is about immigration status, orientation or gender identity.

    By its code or by what it is called: another name does not make it countable.
    """
    called = (record.en, record.es, record.preferred_en, record.preferred_es)
    return record.code in NEVER or any(is_never_counted_text(each) for each in called)


def is_never_counted_text(text: str) -> bool:
    """Whether a text is about a status that must not be recorded of anybody."""
    return bool(_NEVER_COUNTED.search(text))


def register(standing) -> list[GroupStand]:
    """All groups of the register in the team's own order, those never counted always there."""
    found = {
        record.code: GroupStand(subject, record) for subject, record in standing.of(GroupEntry)
    }
    for code in NEVER:
        default = GroupEntry(code=code, how="must_not", privacy="none", route="listen")
        found.setdefault(code, GroupStand(f"group/{code}", default, stored=False))
    ranks = {code: place for place, code in enumerate(order_of(standing).codes)}
    last = len(ranks)
    return sorted(found.values(), key=lambda each: ranks.get(each.record.code, last))


def order_of(standing) -> GroupOrder:
    """The order that was decided; by size where none was."""
    found = standing.record(ORDER)
    return found if isinstance(found, GroupOrder) else GroupOrder()


def called(record: GroupEntry, language: str) -> str:
    """What a group is called in `language`: the word its community chose, else the local label.

    Empty where the register has no word in this language.
    """
    chosen = getattr(record, f"preferred_{language}") if record.chosen_by.strip() else ""
    return (chosen or getattr(record, language)).strip()


def names_of(standing, language: str) -> dict[str, str]:
    """What each group is called in `language`, by code, where the register says so.

    A group that no data know is called by its word in the other language rather than by none.
    """
    other = {"en": "es", "es": "en"}[language]
    found = {}
    for _, record in standing.of(GroupEntry):
        is_own = record.code.startswith("own-")
        name = called(record, language) or (called(record, other) if is_own else "")
        if name:
            found[record.code] = name
    return found


def not_in_figures(standing) -> frozenset[str]:
    """Codes of the groups that the team learns of without figures."""
    return frozenset(
        record.code for _, record in standing.of(GroupEntry) if record.how in NOT_COUNTED
    )


def in_use(standing, code: str) -> bool:
    """Whether an entry of the record, such as a decision, is about this group."""
    records = (standing.record(subject) for subject in standing)
    return any(code in getattr(record, "groups", ()) for record in records)


def minimums(standing) -> dict[str, int]:
    """Of how many students at least the team reads a figure on a group, by code."""
    return {
        record.code: record.minimum
        for _, record in standing.of(GroupEntry)
        if record.minimum is not None
    }


def checked_entry(record: GroupEntry, *, floor: int) -> GroupEntry:
    """The entry, if it can stand; `floor` is the smallest number of students that is shown.

    Raises
    ------
    EquitykitError
        ``group_never_counted``, ``group_without_name``, ``group_without_source``,
        ``group_private_counted``, ``group_chosen_by_missing``, ``group_minimum_low``
    """
    if never_counted(record) and record.how not in NOT_COUNTED:
        raise EquitykitError("group_never_counted")
    if record.code.startswith("own-") and not record.text.strip():
        raise EquitykitError("group_without_name")
    if (record.preferred_en or record.preferred_es) and not record.chosen_by.strip():
        raise EquitykitError("group_chosen_by_missing")
    if record.how == "count" and not record.source.strip():
        raise EquitykitError("group_without_source")
    if record.how == "count" and record.privacy == "none":
        raise EquitykitError("group_private_counted")
    if record.minimum is not None and record.minimum < floor:
        raise EquitykitError("group_minimum_low", minimum=record.minimum, floor=floor)
    return record


def moved(codes: list[str], code: str, place: int) -> tuple[str, ...]:
    """`codes` with one of them at another place, counted from 0."""
    left = [each for each in codes if each != code]
    place = max(0, min(place, len(left)))
    return (*left[:place], code, *left[place:])
