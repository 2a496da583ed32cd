"""What several practices need: the day, sentences for the room, records from forms."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import NAMESPACE_OID, uuid5

from pydantic import ValidationError

from equitykit.errors import EquitykitError
from equitykit.records.record import Record
from equitykit.storage.clock import local
from equitykit.storage.exports import file_stem
from equitykit.storage.places import work_folder
from equitykit.views.practices import Part


def day_of(moment) -> date:
    """The day of `moment` on this machine's calendar: desk and room count from the same one."""
    return local(moment.now).date()


def in_each(languages, tell: Callable[..., str]) -> dict[str, str]:
    """A sentence for the room, put together for each of `languages` by ``tell(words)``."""
    return {words.language: tell(words) for words in languages}


def text_in(record, words) -> str:
    """What a record of ``en`` and ``es`` says in the reader's language, else in the other."""
    return getattr(record, words.language) or record.text


def record_for(moment, subject, kind: type[Record]) -> Record:
    """The record of `kind` that stands under a subject that a page sent.

    Raises
    ------
    EquitykitError
        ``field_unknown``
    """
    record = moment.standing.record(str(subject))
    if not isinstance(record, kind):
        raise EquitykitError("field_unknown")
    return record


def derived(kind: str, press: str, part) -> str:
    """The subject of one of several entries that one press writes: the same when it comes again."""
    return f"{kind}/{uuid5(NAMESPACE_OID, f'{press}-{part}').hex}"


def filled(kind: type[Record], **values) -> Record:
    """A record of `kind` with what a form sent.

    Raises
    ------
    EquitykitError
        ``value_not_taken`` for the first value that the record cannot hold
    """
    try:
        return kind(**values)
    except ValidationError as error:
        where = error.errors()[0]["loc"]
        name = str(where[0]) if where else ""
        shown = str(values.get(name, ""))[:40]
        raise EquitykitError("value_not_taken", attribute=name, value=shown) from None


def decided_on(page, record, values: dict):
    """A copy of `record` with the day in ``decided``: the one that was typed, else today.

    Raises
    ------
    EquitykitError
        ``value_not_taken``, ``choice_date_ahead``
    """
    typed = str(values.get("decided", "")).strip()
    record = page.checked(record, "decided", typed or page.today())
    if record.decided > page.today():
        raise EquitykitError("choice_date_ahead", date=record.decided.isoformat())
    return record


def reason_of(values: dict) -> str:
    """The reason that a choice needs.

    Raises
    ------
    EquitykitError
        ``choice_reason_missing``
    """
    reason = str(values.get("reason", "")).strip()
    if not reason:
        raise EquitykitError("choice_reason_missing")
    return reason


_DECIMAL = re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,9})(?:[.,](\d{1,2}))?")


def decimal_of(text: str) -> float | None:
    """A number as people type it: ``3``, ``1.5``, ``1,5``, ``1,200``; ``None`` for what is none."""
    found = _DECIMAL.fullmatch(text.strip())
    return float(f"{found[1].replace(',', '')}.{found[2] or 0}") if found else None


def hours_of(text, most: float) -> float:
    """Hours that a form sent, 0 for an empty field.

    Raises
    ------
    EquitykitError
        ``hours_unreadable``
    """
    text = str(text or "").strip()
    hours = decimal_of(text) if text else 0
    if hours is None or hours > most:
        raise EquitykitError("hours_unreadable", value=text[:40], most=f"{most:g}")
    return hours


def date_of(text) -> date:
    """A date that a form sent.

    Raises
    ------
    EquitykitError
        ``date_missing``
    """
    try:
        return date.fromisoformat(str(text).strip())
    except ValueError:
        raise EquitykitError("date_missing", value=f"“{str(text).strip()[:40]}”") from None


def amount(words, value: float) -> str:
    """A number with the places that it has, at most two."""
    places = 0 if value == round(value) else 1 if value * 10 == round(value * 10) else 2
    return words.number(value, decimals=places)


def typed(value: float | None) -> str:
    """A number as it stands in an input; empty for none."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value else ""


def exports_of(page) -> Path:
    """The folder for the files that are written for people about this team; it is made.

    Raises
    ------
    EquitykitError
        ``folder_not_writable``
    """
    folder = work_folder() / "exports" / file_stem(page.team.team, page.team.stream)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise EquitykitError(
            "folder_not_writable", folder=str(folder), detail=problem.strerror
        ) from None
    return folder


def put_away(part: Part) -> Part:
    """`part` folded, unless something in it waits: a warning, or answers that only we may read."""
    waits = part.warnings or part.private or part.alone or any(each.warnings for each in part.items)
    return part if waits else replace(part, folded=True)
