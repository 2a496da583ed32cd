"""Decisions that are begun: filled in, then entered in the register, once and with all counts."""

from collections import Counter

from equitykit.errors import EquitykitError
from equitykit.records.notes import Decision
from equitykit.records.team import Meeting
from equitykit.reviews.rights import (
    NEEDED,
    check_counts,
    check_return,
    groups_without_part,
    missing,
    unfinished,
)
from equitykit.reviews.table import groups_missing, rows_of
from equitykit.views.fields import Option
from equitykit.views.practices import Button, Form, Input, Item, Part
from equitykit.workbook.meeting_desk import TALLIED, changed_by_line, group_options
from equitykit.workbook.meeting_fields import field_of, number_of
from equitykit.workbook.practices.parts import day_of, record_for
from equitykit.workbook.practices.rights_register import VOTES, group_names, without_said

HOW = ("consensus", "vote", "sponsor")


def begun_part(page, moment) -> Part:
    words = page.words
    return Part(
        words("rights.begun.title"),
        items=tuple(
            _begun(page, moment, subject, decision, number)
            for number, (subject, decision) in enumerate(unfinished(moment.standing), 1)
        ),
        empty=words("rights.begun.none"),
        buttons=(Button("rights.begin", words("rights.begun.add")),),
    )


def _begun(page, moment, subject: str, decision: Decision, number: int) -> Item:
    words = page.words
    without = groups_without_part(decision, moment.standing)
    warnings = []
    if without:
        warnings.append(without_said(without, words))
    if away := _not_here(moment, decision):
        warnings.append(words("rights.begun.not_here", groups=group_names(away, words)))
    taken = words("rights.begun.takes_back", text=decision.takes_back)
    return Item(
        subject=subject,
        title=decision.text or words("rights.begun.name", number=number),
        changed_by=changed_by_line(moment, subject, words),
        fields=tuple(_fields(page, moment, subject, decision)),
        stands=(taken,) if decision.takes_back else (),
        warnings=tuple(warnings),
        forms=(_settle_form(moment, subject, decision, number, words),),
        buttons=(
            Button("withdraw", words("rights.begun.withdraw"), {"subject": subject},
                   kind="plain small", told_to=decision.text),
        ),
    )  # fmt: skip


def _not_here(moment, decision: Decision) -> list[str]:
    """Groups that it is about and of whom the table map, once there is one, shows nobody."""
    meeting = decision.meeting or moment.meeting_id
    if not any(row.map for row in rows_of(moment.standing, meeting)):
        return []
    return groups_missing(moment.standing, meeting, decision.groups)


def _fields(page, moment, subject: str, decision: Decision):
    words = page.words
    groups = group_options(page, decision, words)
    involved = tuple(each for each in groups if each.value in decision.groups)
    looks = {
        "question": {"rows": 2}, "options": {"rows": 3}, "text": {"rows": 2},
        "reason": {"rows": 2},
        "groups": {
            "kind": "checks", "options": groups, "hint": words("meeting.decision.groups_hint"),
        },
        "groups_involved": {"kind": "checks", "options": involved},
        "absent": {"kind": "line", "hint": words("meeting.decision.absent_hint")},
        "decided_by": {"kind": "line"},
        "would_reopen": {"kind": "line"},
    }  # fmt: skip
    for name, look in looks.items():
        if involved or name != "groups_involved":
            yield field_of(moment, subject, name, words(f"rights.decision.{name}"), **look)


def present_at(standing, meeting: str) -> dict[str, int]:
    """How many of each role are in `meeting`: by the table map, else by its last decision."""
    by_table: Counter[str] = Counter()
    for row in rows_of(standing, meeting):
        if row.map and row.map.here and row.touched.role and not row.touched.groups:
            by_table[row.touched.role] += row.map.here
    if by_table:
        return dict(by_table)
    counted = [
        each.present for _, each in standing.of(Decision) if each.meeting == meeting and each.on
    ]
    return dict(counted[-1]) if meeting and counted else {}


def _settle_form(moment, subject: str, decision: Decision, number: int, words) -> Form:
    here = present_at(moment.standing, decision.meeting or moment.meeting_id)
    roles = tuple(
        Input(
            f"present_{role}",
            words("rights.settle.present", role=words(f"meeting.role.{role}")),
            "number",
            value=str(here[role]) if role in here else "",
        )
        for role in TALLIED
    )
    votes = tuple(Input(each, words(f"rights.settle.{each}"), "number") for each in VOTES)
    hows = tuple(Option(each, words(f"rights.how.{each}")) for each in HOW)
    return Form(
        id=f"rights-settle-{subject.rpartition('/')[2]}",
        action="rights.settle",
        name=words("rights.settle.of", number=number),
        hint=words("rights.settle.hint"),
        inputs=(
            Input("how", words("rights.settle.how"), "radios", hows, required=True),
            *votes,
            *roles,
            Input(
                "reopen_on", words("rights.settle.reopen_on"), "date",
                hint=words("rights.settle.reopen_hint"),
            ),
        ),
        submit=words("rights.settle.do"),
        values={"subject": subject},
    )  # fmt: skip


# what buttons and forms do


def begin(page, moment, values: dict) -> None:
    """Begin a decision; it is in the register once it is entered."""
    record = Decision(meeting=moment.meeting_id)
    page.team.write(f"decision/{values['id']}", record, id=values["id"])


def settle(page, moment, values: dict) -> None:
    """Enter a decision in the register, with how it was taken and who was in the room.

    Raises
    ------
    EquitykitError
        ``decision_settled``, ``decision_unfinished``, ``decision_way_missing``, and what
        ``check_counts`` and ``check_return`` raise
    """
    subject = str(values.get("subject"))
    decision = record_for(moment, subject, Decision)
    if decision.on:
        if moment.standing.entry(subject).id == values["id"]:
            return
        raise EquitykitError("decision_settled")
    if unsaid := missing(decision, NEEDED):
        named = page.words.list([page.words(f"rights.named.{each}") for each in unsaid])
        raise EquitykitError("decision_unfinished", missing=named)
    how = values.get("how") or ""
    if how not in HOW:
        raise EquitykitError("decision_way_missing" if not how else "field_unknown")
    votes = _counts(values, {each: each for each in VOTES})
    present = _counts(values, {f"present_{role}": role for role in TALLIED})
    check_counts(how, votes, present, _people(moment, decision))
    entered = _entered(page, moment, decision, values.get("reopen_on", ""))
    check_return(entered, day_of(moment))
    entered = entered.model_copy(update={"how": how, "votes": votes, "present": present})
    page.team.write(subject, entered, id=values["id"])


def _counts(values: dict, names: dict[str, str]) -> dict[str, int]:
    """Counts of a form by what they are called; empty ones and zeros are left out."""
    counts = {
        called: number_of(str(values.get(name) or "0").strip(), 0, 500)
        for name, called in names.items()
    }
    return {called: count for called, count in counts.items() if count}


def _people(moment, decision: Decision) -> int | None:
    meeting = moment.standing.record(decision.meeting or moment.meeting_id)
    return meeting.people if isinstance(meeting, Meeting) else None


def _entered(page, moment, decision: Decision, reopen_on) -> Decision:
    day = str(reopen_on).strip() or None
    decision = page.checked(decision, "reopen_on", day)
    without = groups_without_part(decision, moment.standing)
    return decision.model_copy(update={"groups_without_part": without, "on": day_of(moment)})


def reverse(page, moment, values: dict) -> None:
    """Begin the decision that takes another one back; that one stays, and both are linked.

    Raises
    ------
    EquitykitError
        ``reversal_reason_missing``, ``decision_taken_back``
    """
    subject, own = str(values.get("subject")), f"decision/{values['id']}"
    decision = record_for(moment, subject, Decision)
    reason = str(values.get("reason", "")).strip()
    if not decision.on:
        raise EquitykitError("field_unknown")
    if not reason:
        raise EquitykitError("reversal_reason_missing")
    others = [each for each, other in moment.standing.of(Decision) if other.reverses == subject]
    if others and others != [own]:
        raise EquitykitError("decision_taken_back")
    record = Decision(
        meeting=moment.meeting_id, question=decision.question, groups=decision.groups,
        reason=reason, reverses=subject, takes_back=decision.text,
    )  # fmt: skip
    page.team.write(own, page.checked(record, "reason", reason), id=values["id"])
