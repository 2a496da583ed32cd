"""S93: trust on purpose: a connection without pressure, promises kept, feedback answered."""

from equitykit.errors import EquitykitError
from equitykit.records.notes import Promise
from equitykit.records.team import Meeting
from equitykit.records.trust import DID, ConnectionAsked, FeedbackAnswer
from equitykit.reviews.promises import CLOSED, PromiseStand
from equitykit.reviews.trust import (
    asked_before,
    presses_to_disclose,
    promises_of,
    unanswered,
)
from equitykit.views.fields import Option
from equitykit.views.practices import Button, Form, Input, Item, Part, PracticeDesk
from equitykit.workbook.practices.parts import day_of, filled, put_away, record_for
from equitykit.workbook.practices.practice import ID, Practice, Writes
from equitykit.workbook.practices.rounds import (
    round_actions,
    round_parts,
    round_screen,
    runs,
)
from equitykit.workbook.practices.trust_shown import (
    FEEDBACK,
    answer_line,
    changed,
    connection,
    counts_line,
    paper,
    promised,
    prompts,
    register,
    stand_of,
    told,
    words_of,
)

SAID = ("kept", "late", "broken", "released")
# those to whom something was promised should be told why it does not come
NEEDS_WORDS = ("broken", "released")


# what a step of the meeting needs at once; its other parts are folded
OPEN_IN = {
    "connection": ("connection",),
    "opening": ("promises", "check", "connection"),
    "close": ("check", "feedback"),
    "decisions_close": ("check", "feedback"),
    "decisions_tell_back": ("check", "feedback"),
}


# the desk


def desk(page, moment) -> PracticeDesk:
    words, step = page.words, moment.step.id if moment.meeting else ""
    promises = promises_of(moment.standing, day_of(moment), moment.meeting_id)
    found = {
        "promises": [_register(moment, promises, words)],
        "check": [_check(promises, words)],
        "connection": _connection(moment, words),
        "answered": [_answered(moment, words)],
        "feedback": round_parts(
            page, moment, FEEDBACK, words_of=words_of, name=words("trust.feedback.name")
        ),
    }
    needed = {*OPEN_IN.get(step, found), *(["feedback"] if runs(page, FEEDBACK) else [])}
    return PracticeDesk(
        id="trust",
        title=words("trust.section.title"),
        instruction=words("trust.section.about"),
        parts=tuple(
            part if name in needed else put_away(part) for name, of in found.items() for part in of
        ),
    )


def _register(moment, promises: list[PromiseStand], words) -> Part:
    title = words("trust.promises.title")
    if not promises:
        return Part(title, hint=words("trust.promises.hint"), empty=words("trust.promises.none"))
    return Part(
        title,
        hint=words("trust.promises.hint"),
        lines=(counts_line(promises, words),),
        table=register(moment.standing, promises, words),
    )


def _check(promises: list[PromiseStand], words) -> Part:
    mine = [each for each in promises if each.source == "meeting" and not each.is_closed]
    return Part(
        words("trust.promises.check"),
        hint=words("trust.promises.check_hint"),
        items=tuple(_promise(each, words) for each in mine),
        empty=words("trust.promises.check_none"),
        forms=(_new_promise(words),),
    )


def _promise(each: PromiseStand, words) -> Item:
    states = tuple(Option(state, words(f"trust.state.{state}")) for state in SAID)
    form = Form(
        f"trust-promise-{each.subject.rpartition('/')[2]}", "trust.say",
        (
            Input("state", words("trust.promises.of"), "radios", states, required=True),
            Input("why", words("trust.promises.why")),
        ),
        words("trust.promises.save"),
        values={"subject": each.subject},
    )  # fmt: skip
    return Item(
        subject="",
        title=getattr(each, words.language),
        stands=(stand_of(each, words), *([each.to] if each.to else [])),
        warnings=() if each.by else (words("trust.promises.no_date"),),
        forms=(form,),
    )


def _new_promise(words) -> Form:
    return Form(
        "trust-new-promise", "trust.promise",
        (
            Input("text", words("trust.promises.text"), required=True),
            Input("to", words("trust.promises.to")),
            Input("by", words("trust.promises.by"), "date"),
        ),
        words("trust.promises.new_do"),
        name=words("trust.promises.new"),
    )  # fmt: skip


def _connection(moment, words) -> list[Part]:
    title, hint = words("trust.connection.title"), words("trust.connection.hint")
    if moment.meeting is None:
        return [Part(title, hint=hint, empty=words("trust.connection.no_meeting"))]
    asked = moment.standing.record(f"{moment.meeting_id}/connection")
    chosen = asked if isinstance(asked, ConnectionAsked) else None
    before = asked_before(moment.standing, moment.meeting_id)
    warnings = tuple(_presses(chosen, words))
    ours = Part(
        title,
        hint=hint,
        lines=tuple(_chosen(chosen, words)),
        warnings=warnings,
        items=tuple(_prompt(id, chosen, before.get(id), words) for id in prompts()),
        folded=chosen is not None and not warnings,
    )
    return [ours, Part(words("trust.connection.own"), forms=(_own(words),), folded=True)]


def _chosen(chosen: ConnectionAsked | None, words):
    if chosen:
        question = getattr(chosen, words.language) or chosen.text
        yield words("trust.connection.chosen", question=question)


def _presses(chosen: ConnectionAsked | None, words):
    if chosen and not chosen.prompt and (word := presses_to_disclose(f"{chosen.en} {chosen.es}")):
        yield words("trust.connection.presses", word=word)


def _prompt(id: str, chosen: ConnectionAsked | None, last, words) -> Item:
    text = words(f"trust.prompt.{id}")
    is_chosen = chosen is not None and chosen.prompt == id
    stands = (words("trust.connection.asked", date=words.date(last)),) if last else ()
    button = Button(
        "trust.connect", words("trust.connection.choose"), {"prompt": id}, told_to=text,
        pressed=is_chosen,
    )  # fmt: skip
    return Item(subject="", title=text, stands=stands, buttons=(button,))


def _own(words) -> Form:
    return Form(
        "trust-own-question", "trust.connect",
        (Input("en", words("trust.connection.en")), Input("es", words("trust.connection.es"))),
        words("trust.connection.own_do"),
    )  # fmt: skip


def _answered(moment, words) -> Part:
    waits = unanswered(moment.standing, moment.meeting_id)
    warnings = ()
    if waits:
        warnings = (words("trust.answered.open", date=words.date(waits[1].on)),)
    return Part(
        words("trust.answered.title"),
        hint=words("trust.answered.hint"),
        warnings=warnings,
        items=tuple(
            Item(
                subject=subject,
                title=answer.heard,
                stands=(answer_line(answer, words),),
                buttons=(
                    Button(
                        "withdraw", words("trust.answered.withdraw"), {"subject": subject},
                        kind="plain small", told_to=answer.heard,
                    ),
                ),
            )
            for subject, answer in moment.standing.of(FeedbackAnswer)
        ),
        empty=words("trust.answered.none"),
        forms=(_answer_form(words),),
    )  # fmt: skip


def _answer_form(words) -> Form:
    did = tuple(Option(each, words(f"trust.did.{each}")) for each in DID)
    return Form(
        "trust-answer", "trust.answer",
        (
            Input("heard", words("trust.answered.heard"), "text", required=True),
            Input("did", words("trust.answered.did"), "radios", did, required=True),
            Input("en", words("trust.answered.en"), "text"),
            Input("es", words("trust.answered.es"), "text"),
        ),
        words("trust.answered.save"),
        name=words("trust.answered.new"),
    )  # fmt: skip


# what buttons and forms do


def connect(page, moment, values: dict) -> None:
    """Choose the question of this meeting: one of ours, or one of the team's own.

    Raises
    ------
    EquitykitError
        ``text_missing`` for an own question without words
    """
    record_for(moment, moment.meeting_id, Meeting)
    prompt = values.get("prompt", "")
    if prompt and prompt not in prompts():
        raise EquitykitError("field_unknown")
    if prompt:
        texts = {language: words(f"trust.prompt.{prompt}")
                 for language, words in page.all_words.items()}  # fmt: skip
    else:
        texts = {language: str(values.get(language, "")).strip() for language in page.all_words}
    if not any(texts.values()):
        raise EquitykitError("text_missing")
    record = filled(ConnectionAsked, meeting=moment.meeting_id, prompt=prompt, **texts)
    page.team.write(f"{moment.meeting_id}/connection", record, id=values["id"])


def promise(page, moment, values: dict) -> None:
    """Write down a promise.

    Raises
    ------
    EquitykitError
        ``text_missing``, ``date_has_passed``
    """
    text = str(values.get("text", "")).strip()
    if not text:
        raise EquitykitError("text_missing")
    record = filled(
        Promise, meeting=moment.meeting_id, text=text, to=str(values.get("to", "")).strip(),
        by=values.get("by") or None,
    )  # fmt: skip
    if record.by and record.by < day_of(moment):
        raise EquitykitError("date_has_passed", date=page.words.date(record.by))
    page.team.write(f"promise/{values['id']}", record, id=values["id"])


def say(page, moment, values: dict) -> None:
    """Say how a promise stands; what came of it stays with the promise.

    Raises
    ------
    EquitykitError
        ``promise_needs_words``
    """
    subject, state = str(values.get("subject")), values.get("state")
    record, why = record_for(moment, subject, Promise), str(values.get("why", "")).strip()
    if state not in SAID:
        raise EquitykitError("field_unknown")
    if state in NEEDS_WORDS and not why:
        raise EquitykitError("promise_needs_words")
    closed_in = moment.meeting_id if state in CLOSED else ""
    told = {"state": state, "why": why, "closed_in": closed_in}
    page.team.write(subject, filled(Promise, **record.model_dump() | told), id=values["id"])


def answer(page, moment, values: dict) -> None:
    """Say what came of something that was heard in the feedback.

    Raises
    ------
    EquitykitError
        ``feedback_empty``
    """
    texts = {name: str(values.get(name, "")).strip() for name in ("heard", "en", "es")}
    if values.get("did") not in DID:
        raise EquitykitError("field_unknown")
    if not texts["heard"] or not (texts["en"] or texts["es"]):
        raise EquitykitError("feedback_empty")
    waits = unanswered(moment.standing, moment.meeting_id)
    record = filled(
        FeedbackAnswer, meeting=moment.meeting_id, round_answered=waits[0] if waits else "",
        did=values["did"], **texts,
    )  # fmt: skip
    page.team.write(f"feedback/{values['id']}", record, id=values["id"])


PRACTICE = Practice(
    id="trust",
    desk=desk,
    told=told,
    paper=paper,
    screens={
        "promised": promised,
        "connection": connection,
        "changed": changed,
        "feedback": round_screen(FEEDBACK, words_of=words_of),
    },
    actions={
        **round_actions(FEEDBACK, words_of=words_of),
        "connect": connect, "promise": promise, "say": say, "answer": answer,
    },
    writes=(Writes(rf"feedback/{ID}", FeedbackAnswer, ()),),
    undoes=(ConnectionAsked,),
)  # fmt: skip
