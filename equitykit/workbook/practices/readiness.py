"""S2 and S89: conditions and signs as statements that somebody could observe, never one score."""

from equitykit.errors import EquitykitError
from equitykit.records.readiness import ConditionCarried, ReadinessEvidence
from equitykit.records.rounds import FEWEST
from equitykit.reviews.readiness import ANSWERS, CONDITIONS, MOST_CARRIED, SIGNS, worked_on
from equitykit.reviews.rounds import Instrument, Question
from equitykit.views.fields import Option
from equitykit.views.practices import Button, Form, Input, Item, Part, PracticeDesk
from equitykit.views.said import said
from equitykit.workbook.meeting_fields import field_of
from equitykit.workbook.practices import readiness_told
from equitykit.workbook.practices.parts import filled
from equitykit.workbook.practices.practice import ID, Practice, Writes
from equitykit.workbook.practices.round_state import collected
from equitykit.workbook.practices.rounds import (
    kept_screen,
    latest_round,
    round_actions,
    round_paper,
    round_parts,
    round_screen,
    round_told,
)


def _instrument(id: str, statements) -> Instrument:
    questions = tuple(Question(each, "scale", ANSWERS) for each in statements)
    return Instrument(id, questions, roles=True, practice="readiness")


ASKED = _instrument("readiness", CONDITIONS)
YEARLY = _instrument("readiness_signs", SIGNS)


def words_of(id, languages):
    kind = "answer" if id in ANSWERS else "statement"
    return said(f"readiness.{kind}.{id}", languages)


def desk(page, moment) -> PracticeDesk:
    words = page.words
    names = [words(f"readiness.round.{each}") for each in ("conditions", "signs")]
    rounds = [
        part
        for instrument, name in zip((ASKED, YEARLY), names, strict=True)
        for part in round_parts(page, moment, instrument, words_of=words_of, name=name)
    ]
    return PracticeDesk(
        id="readiness",
        title=words("readiness.section.title"),
        instruction=words("readiness.section.about"),
        parts=(
            *readiness_told.to_look_at(moment.standing, words, page.today()),
            *rounds,
            _carried(moment, words, page.today()),
            _evidence(moment, words),
        ),
    )


def _asked(standing) -> list[str]:
    """The statements whose spread was released last."""
    rounds = [latest_round(standing, each.id) for each in (ASKED, YEARLY)]
    return [id for done in rounds if done for id in done.order if id in done.counts]


def _carried(moment, words, today) -> Part:
    asked, open_ones = _asked(moment.standing), worked_on(moment.standing)
    forms = (_begin_form(asked, words),) if asked and len(open_ones) < MOST_CARRIED else ()
    items = tuple(
        _carried_item(moment, subject, each, words, today)
        for subject, each in moment.standing.of(ConditionCarried)
    )
    return Part(
        words("readiness.carried.title"),
        hint=words("readiness.carried.hint"),
        items=items,
        forms=forms,
        empty=words("readiness.carried.none"),
    )


def _begin_form(asked: list[str], words) -> Form:
    options = tuple(Option(id, readiness_told.numbered(id, words)) for id in asked)
    return Form(
        "readiness-carry",
        "readiness.carry",
        (
            Input("statement", words("readiness.carried.statement"), "choice", options,
                  required=True),
            Input("owner", words("readiness.carried.owner"), required=True),
            Input("seen", words("readiness.carried.seen"), "text", required=True),
            Input("by", words("readiness.carried.by"), "date"),
        ),
        words("readiness.carried.begin"),
        name=words("readiness.carried.title"),
    )  # fmt: skip


def _carried_item(moment, subject: str, each: ConditionCarried, words, today) -> Item:
    over = bool(each.came)
    late = each.by and each.by <= today and not over
    finish = Form(
        f"readiness-finish-{subject.rpartition('/')[2]}", "readiness.finish",
        (Input("came", words("readiness.carried.came"), "text", required=True),),
        words("readiness.carried.finish"), values={"subject": subject},
    )  # fmt: skip
    return Item(
        subject,
        readiness_told.numbered(each.statement, words),
        fields=()
        if over
        else (
            field_of(moment, subject, "owner", words("readiness.carried.owner"), kind="line"),
            field_of(moment, subject, "seen", words("readiness.carried.seen"), rows=2),
            field_of(moment, subject, "by", words("readiness.carried.by"), kind="date"),
        ),
        stands=(words("readiness.carried.over", came=each.came),) if over else (),
        warnings=(words("readiness.carried.late", date=words.date(each.by)),) if late else (),
        forms=() if over else (finish,),
        buttons=(
            Button(
                "withdraw", words("readiness.carried.withdraw"), {"subject": subject},
                kind="plain small", told_to=readiness_told.numbered(each.statement, words),
            ),
        ),
    )  # fmt: skip


def _evidence(moment, words) -> Part:
    """A line for each statement: what can be pointed to."""
    items = tuple(
        Item(
            subject=(about := f"readiness/evidence/{id}"),
            title=readiness_told.numbered(id, words),
            fields=(
                field_of(moment, about, "text", words("readiness.evidence.line"), kind="line"),
            ),
        )
        for id in (*CONDITIONS, *SIGNS)
    )
    title, hint = words("readiness.evidence.title"), words("readiness.evidence.hint")
    return Part(title, hint=hint, items=items, folded=True)


def carry(page, moment, values: dict) -> None:
    """Carry a condition on, with an owner and what would be seen.

    Raises
    ------
    EquitykitError
        ``readiness_not_asked``, ``readiness_owner``, ``readiness_two``
    """
    subject = f"readiness/carried/{values['id']}"
    if subject in moment.standing:
        return
    texts = {name: str(values.get(name, "")).strip() for name in ("owner", "seen", "by")}
    statement = str(values.get("statement", ""))
    if statement and statement not in (*CONDITIONS, *SIGNS):
        raise EquitykitError("field_unknown")
    if statement not in _asked(moment.standing):
        raise EquitykitError("readiness_not_asked")
    if not texts["owner"] or not texts["seen"]:
        raise EquitykitError("readiness_owner")
    open_ones = worked_on(moment.standing)
    if len(open_ones) >= MOST_CARRIED or statement in [each.statement for _, each in open_ones]:
        raise EquitykitError("readiness_two")
    by = texts.pop("by") or None
    record = filled(
        ConditionCarried, meeting=moment.meeting_id, statement=statement, by=by, **texts
    )
    page.team.write(subject, record, id=values["id"])


def finish(page, moment, values: dict) -> None:
    """Say what came of a condition; then another one may be carried on.

    Raises
    ------
    EquitykitError
        ``readiness_came``
    """
    subject, came = str(values.get("subject")), str(values.get("came", "")).strip()
    each = moment.standing.record(subject)
    if not isinstance(each, ConditionCarried):
        raise EquitykitError("field_unknown")
    if not came:
        raise EquitykitError("readiness_came")
    page.team.write(subject, page.checked(each, "came", came), id=values["id"])


def reveal_signs(page, moment, values: dict) -> None:
    """Release the yearly signs, unless it is leaders who rate themselves.

    Raises
    ------
    EquitykitError
        ``readiness_leaders_only``
    """
    running = collected(page, YEARLY).open
    slips = running.tally.slips if running else {}
    others = sum(slips.values()) - slips.get("leader", 0)
    if sum(slips.values()) >= FEWEST > others:
        raise EquitykitError("readiness_leaders_only")
    _YEARLY_ACTIONS["readiness_signs_reveal"](page, moment, values)


_YEARLY_ACTIONS = round_actions(YEARLY, words_of=words_of)


def told(account) -> tuple[Part, ...]:
    words, standing = account.words, account.standing
    rounds = [
        part
        for instrument, name in ((ASKED, "conditions"), (YEARLY, "signs"))
        for part in round_told(
            account, instrument, words_of=words_of, name=words(f"readiness.round.{name}")
        )
    ]
    return (
        *readiness_told.to_look_at(standing, words),
        *rounds,
        *readiness_told.carried(standing, words),
        *readiness_told.evidence(standing, words),
    )


def paper(book, words) -> tuple[Part, ...]:
    heads = tuple(
        words(f"readiness.carried.{each}") for each in ("statement", "owner", "seen", "by")
    )
    return (
        *round_paper(ASKED, words, words_of=words_of),
        *round_paper(YEARLY, words, words_of=words_of),
        readiness_told.blank_table(words, heads),
    )


PRACTICE = Practice(
    id="readiness",
    desk=desk,
    told=told,
    paper=paper,
    screens={
        "kept": kept_screen(ASKED),
        "conditions": round_screen(ASKED, words_of=words_of),
        "signs": round_screen(YEARLY, words_of=words_of),
        "carried": readiness_told.carried_screen,
    },
    actions={
        **round_actions(ASKED, words_of=words_of),
        **_YEARLY_ACTIONS,
        "readiness_signs_reveal": reveal_signs,
        "carry": carry,
        "finish": finish,
    },
    writes=(
        Writes(rf"readiness/carried/{ID}", ConditionCarried, ("owner", "seen", "by")),
        Writes(
            r"readiness/evidence/(?:RO(?:[1-9]|1\d|20)|SL[1-6])",
            ReadinessEvidence,
            ("text",),
            lambda found, meeting: ReadinessEvidence(),
        ),
    ),
)
