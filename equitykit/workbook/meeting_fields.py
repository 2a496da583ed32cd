"""From a field on the page to an attribute of a record.

A field is named ``<subject>#<attribute>``. What a subject may be, and which record it starts
from, is listed here: a name that is not on the list is refused, wherever it came from.
"""

import json
import re
import types
from datetime import time
from typing import Union, get_args, get_origin

from equitykit.errors import EquitykitError
from equitykit.records.notes import Decision, Line, Note, Promise
from equitykit.records.pauses import Pause
from equitykit.records.record import Record
from equitykit.records.team import Meeting, NextMeeting, SupportCard
from equitykit.views.fields import Field, Version

ID = r"[0-9a-f-]{8,36}"
STEP = r"[a-z_]{1,40}"


def blank_of(subject: str, *, meeting: str, standing) -> Record:
    """The record that an empty `subject` starts from, in the running `meeting`.

    Raises
    ------
    EquitykitError
        ``field_unknown`` for a subject that no page has, or that must be there already
    """
    if found := re.fullmatch(rf"meeting/{ID}/note/({STEP})", subject):
        return Note(meeting=meeting, step=found[1])
    if re.fullmatch(rf"meeting/{ID}/next", subject):
        return NextMeeting(meeting=meeting)
    if re.fullmatch(rf"decision/{ID}", subject):
        return Decision(meeting=meeting)
    if re.fullmatch(rf"promise/{ID}", subject):
        return Promise(meeting=meeting)
    if subject == "support":
        return SupportCard()
    there = standing.record(subject)
    if isinstance(there, Line | Pause | Meeting):
        return there
    raise EquitykitError("field_unknown")


def value_of(record: Record, attribute: str, text: str):
    """Turn the text of a control into what `attribute` of `record` holds.

    Dates, times and numbers are checked by the record itself; an empty text is no date, no
    number, an empty list.

    Raises
    ------
    EquitykitError
        ``field_unknown``, ``value_not_taken``
    """
    if attribute not in type(record).model_fields:
        raise EquitykitError("field_unknown")
    kind = type(record).model_fields[attribute].annotation
    if kind is bool:
        return text == "true"
    if get_origin(kind) is tuple:
        return _listed(text)
    if _may_be_missing(kind) and not text.strip():
        return None
    return text


def number_of(text, least: int, most: int) -> int:
    """A whole number that a button sends.

    Raises
    ------
    EquitykitError
        ``field_unknown``
    """
    if not re.fullmatch(r"\d{1,6}", str(text)) or not least <= int(text) <= most:
        raise EquitykitError("field_unknown")
    return int(text)


def _may_be_missing(kind) -> bool:
    return get_origin(kind) in (Union, types.UnionType) and type(None) in get_args(kind)


def _listed(text: str) -> list:
    try:
        values = json.loads(text or "[]")
    except ValueError:
        values = None
    if not isinstance(values, list):
        raise EquitykitError("value_not_taken", attribute="", value=text[:40])
    return values


def field_of(moment, subject: str, attribute: str, label: str, **look) -> Field:
    """The field of one attribute as it stands at `moment`, with conflicts and drafts.

    `look` is what :class:`equitykit.views.fields.Field` has besides: kind, options, hint, rows.
    """
    name = f"{subject}#{attribute}"
    heads = [head for head in moment.standing.get(subject, ()) if hasattr(head.record, attribute)]
    texts = {head.id: text_of(getattr(head.record, attribute)) for head in heads}
    versions = [Version(entry, text) for entry, text in texts.items()]
    draft = moment.draft(name)
    return Field(
        name=name,
        label=label,
        text=draft.text if draft else (list(texts.values()) or [""])[-1],
        base=draft.base if draft else moment.sequence,
        draft_id=draft.id if draft else "",
        revision=draft.revision if draft else 0,
        versions=tuple(versions) if len(set(texts.values())) > 1 else (),
        **look,
    )


def text_of(value) -> str:
    """What a control shows for a value, the other way round from :func:`value_of`."""
    if value is None or value is False:
        return ""
    if value is True:
        return "true"
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, tuple):
        return json.dumps(value) if value else ""
    return str(value)
