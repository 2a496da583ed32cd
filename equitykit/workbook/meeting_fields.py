"""From a field on the page to an attribute of a record.

A field is named ``<subject>#<attribute>``. What a subject may be, and which record it starts
from, is listed here: a name that is not on the list is refused, wherever it came from.
"""

import json
import re
import types
from datetime import time
from typing import Union, get_args, get_origin

from equitykit.content.agendas import load_agendas
from equitykit.errors import EquitykitError
from equitykit.records.notes import Decision, Line, Note, Promise
from equitykit.records.pauses import Pause
from equitykit.records.record import Record
from equitykit.records.team import Meeting, NextMeeting, SupportCard
from equitykit.views.fields import Field, Version
from equitykit.workbook.practices.practice import writes_of, written_attributes

ID = r"[0-9a-f-]{8,36}"
STEP = r"[a-z_]{1,40}"
# a note that belongs to no step: what the next meeting should not forget
NEXT_TIME = "next_time"

# what of a record can be written in a field or a form; all else, such as its meeting, only we set
WRITTEN = {
    Line: ("text",),
    Note: ("text",),
    Decision: (
        "text", "reason", "groups", "absent",
        "question", "options", "decided_by", "groups_involved", "would_reopen",
    ),
    Promise: ("text", "to", "by", "state", "why"),
    Pause: ("seen", "change", "changes", "unchanged_because"),
    NextMeeting: ("on", "starts", "place"),
    SupportCard: ("text",),
    Meeting: ("on", "starts", "people", "people_beyond_staff", "interpreted"),
}  # fmt: skip


def blank_of(subject: str, *, meeting: str, standing) -> Record:
    """The record that an empty `subject` starts from, in the running `meeting`.

    A note, and the next date, belong to the meeting that their subject names: text that was
    typed before the meeting was left still finds its place.

    Raises
    ------
    EquitykitError
        ``field_unknown`` for a subject that no page has, or that must be there already;
        ``decision_settled`` for a decision that was entered in the register
    """
    found = re.fullmatch(rf"(meeting/{ID})/(?:note/({STEP})|next)", subject)
    of = standing.record(found[1]) if found else None
    if isinstance(of, Meeting) and found[2] is None:
        return NextMeeting(meeting=found[1])
    if isinstance(of, Meeting) and found[2] in _noted(of):
        return Note(meeting=found[1], step=found[2])
    if subject == "support":
        return SupportCard()
    there = standing.record(subject)
    if isinstance(there, Decision) and there.on:
        raise EquitykitError("decision_settled")
    if isinstance(there, Line | Pause | Decision | Promise):
        return there
    if re.fullmatch(rf"decision/{ID}", subject):
        return Decision(meeting=meeting)
    if re.fullmatch(rf"promise/{ID}", subject):
        return Promise(meeting=meeting)
    named = re.match(rf"meeting/{ID}(?=/)", subject)
    if named and not isinstance(standing.record(named[0]), Meeting):
        # nothing is begun about a meeting that nobody has planned
        raise EquitykitError("field_unknown")
    return _of_a_practice(subject, there, meeting)


def _of_a_practice(subject: str, there: Record | None, meeting: str) -> Record:
    writes, found = writes_of(subject) or (None, None)
    if writes and isinstance(there, writes.record):
        return there
    if writes and writes.blank:
        return writes.blank(found, meeting)
    raise EquitykitError("field_unknown")


def _noted(meeting: Meeting) -> set[str]:
    return {step.id for step in load_agendas()[meeting.agenda].steps} | {NEXT_TIME}


def check_new_line(subject: str, attribute: str) -> None:
    """Refuse a field for new lines that no step has.

    Raises
    ------
    EquitykitError
        ``field_unknown``
    """
    steps = {step.id for agenda in load_agendas().values() for step in agenda.steps}
    if attribute != "text" or subject.removeprefix("line/new/") not in steps:
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
    if attribute not in WRITTEN.get(type(record), written_attributes(type(record))):
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
    except (ValueError, RecursionError):
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
