"""S1: what the sponsor stands behind, what comes with it, and what came of it each time."""

from equitykit.errors import EquitykitError
from equitykit.records.commitments import (
    ANSWERS,
    CHECKED,
    PROTECTED_FROM,
    PROVIDES,
    Commitment,
    CommitmentAsked,
    CommitmentCheck,
    Sponsor,
)
from equitykit.reviews.commitments import (
    REASK_DAYS,
    CommitmentStand,
    commitments_of,
    nobody_is_protected,
)
from equitykit.views.fields import Option
from equitykit.views.practices import Button, Form, Input, Item, Part, PracticeDesk
from equitykit.workbook.meeting_fields import field_of
from equitykit.workbook.practices.commitments_shown import (
    check_back,
    check_line,
    opening,
    paper,
    stand_of,
    told,
)
from equitykit.workbook.practices.parts import day_of, filled, record_for
from equitykit.workbook.practices.practice import ID, Practice, Writes

SPONSOR = "sponsor"
# what has not come about is said in words, not only in a state
NEEDS_WORDS = ("late", "broken", "released")


# the desk


def desk(page, moment) -> PracticeDesk:
    words = page.words
    stands = commitments_of(moment.standing, day_of(moment), moment.meeting_id)
    numbered = list(enumerate(stands, 1))
    here = moment.meeting_id
    later = bool(here) and any(each.commitment.meeting != here for each in stands)
    return PracticeDesk(
        id="commitments",
        title=words("commitments.section.title"),
        instruction=words("commitments.section.about"),
        parts=(
            _back(moment, [each for each in numbered if not each[1].is_closed], words),
            Part(
                words("commitments.list.title"),
                hint=words("commitments.list.hint"),
                warnings=_nobody(stands, words),
                items=tuple(_item(moment, number, each, words) for number, each in numbered),
                empty=words("commitments.list.none"),
                buttons=(Button("commitments.add", words("commitments.list.add")),),
                # at the opening of a meeting what was promised is checked, not worded
                folded=later,
            ),
            *_sponsor(moment, words, folded=later),
            *_closed(moment, [each for each in numbered if each[1].is_closed], words),
        ),
    )


def _nobody(stands, words) -> tuple[str, ...]:
    if stands and nobody_is_protected(stands):
        return (words("commitments.warn.protected"),)
    return ()


def _item(moment, number: int, each: CommitmentStand, words) -> Item:
    return Item(
        subject=each.subject,
        title=words("commitments.list.item", number=number),
        fields=tuple(_fields(moment, each.subject, words)),
        stands=(stand_of(each, words),),
        warnings=tuple(words(f"commitments.lacks.{lack}") for lack in each.lacks),
        buttons=(
            Button(
                "withdraw", words("commitments.list.withdraw"), {"subject": each.subject},
                kind="plain small", told_to=each.commitment.text,
            ),
        ),
    )  # fmt: skip


def _fields(moment, subject: str, words):
    def one(name: str, **look):
        return field_of(moment, subject, name, words(f"commitments.field.{name}"), **look)

    yield one("en")
    yield one("es")
    yield one("provides", kind="checks", options=_options(PROVIDES, "provides", words))
    yield one("amount", kind="line", hint=words("commitments.field.amount_hint"))
    yield one("protects", kind="checks", options=_options(PROTECTED_FROM, "protects", words))
    yield one("protects_how")
    yield one("policy", kind="line")
    yield one("by", kind="date")
    yield one("checked_by", kind="line")


def _options(ids, of: str, words) -> tuple[Option, ...]:
    return tuple(Option(id, words(f"commitments.{of}.{id}")) for id in ids)


def _back(moment, numbered, words) -> Part:
    return Part(
        words("commitments.check.title"),
        hint=words("commitments.check.hint"),
        items=tuple(_check_item(moment, number, each, words) for number, each in numbered),
        empty=words("commitments.check.none"),
    )


def _closed(moment, numbered, words):
    if numbered:
        yield Part(
            words("commitments.check.closed"),
            items=tuple(_check_item(moment, number, each, words) for number, each in numbered),
            folded=True,
        )


def _check_item(moment, number: int, each: CommitmentStand, words) -> Item:
    history = [check_line(check, words) for check in each.checks]
    here = moment.meeting_id
    if here and any(check.meeting == here for check in each.checks):
        history.append(words("commitments.check.done"))
    title = each.commitment.text or words("commitments.list.item", number=number)
    return Item(
        subject="",
        title=title,
        stands=(stand_of(each, words), *history, *_answers(each, words)),
        warnings=tuple(_warnings(each, words)),
        forms=tuple(_forms(number, each, words)),
    )


def _answers(each: CommitmentStand, words):
    for asked in each.asked:
        yield words(
            "commitments.ask.line",
            date=words.date(asked.on),
            seat=asked.seat or "–",
            answer=words(f"commitments.answer.{asked.answer}"),
        )


def _warnings(each: CommitmentStand, words):
    if each.passed_unchecked:
        yield words("commitments.warn.passed", date=words.date(each.commitment.by))
    if each.meetings and not each.is_closed:
        yield words.count("commitments.meetings", each.meetings)
    if each.reask_by:
        id = "reask_late" if each.reask_is_late else "reask"
        yield words(f"commitments.warn.{id}", date=words.date(each.reask_by))


def _forms(number: int, each: CommitmentStand, words):
    own = each.subject.rpartition("/")[2]
    if each.reask_by:
        yield Form(
            f"commitments-ask-{own}", "commitments.ask",
            (_choice("answer", "ask.answer", ANSWERS, "answer", words),),
            words("commitments.ask.save"),
            name=words("commitments.ask.of", number=number),
            values={"subject": each.subject},
        )  # fmt: skip
    yield Form(
        f"commitments-check-{own}", "commitments.check",
        (
            _choice("result", "check.result", CHECKED, "checked", words),
            Input("came_of_it", words("commitments.check.came_of_it"), "text"),
            Input(
                "checked_by", words("commitments.check.checked_by"),
                value=each.commitment.checked_by,
            ),
        ),
        words("commitments.check.save"),
        name=words("commitments.check.of", number=number),
        values={"subject": each.subject},
    )  # fmt: skip


def _choice(name: str, label: str, ids, of: str, words) -> Input:
    options = _options(ids, of, words)
    return Input(name, words(f"commitments.{label}"), "radios", options, required=True)


def _sponsor(moment, words, *, folded: bool):
    sponsor = moment.standing.record(SPONSOR)
    there = isinstance(sponsor, Sponsor) and bool(sponsor.seat.strip())
    follows = sponsor.follows if there else ""
    yield Part(
        words("commitments.sponsor.title"),
        hint=words("commitments.sponsor.hint"),
        items=(
            Item(
                SPONSOR,
                words("commitments.sponsor.office"),
                fields=(
                    field_of(
                        moment, SPONSOR, "seat", words("commitments.sponsor.seat"), kind="line"
                    ),
                    field_of(
                        moment, SPONSOR, "since", words("commitments.sponsor.since"), kind="date"
                    ),
                ),
                stands=(words("commitments.sponsor.follows", seat=follows),) if follows else (),
                in_a_row=True,
            ),
        ),
        folded=folded,
    )
    if there:
        yield Part(words("commitments.sponsor.change"), forms=(_new_sponsor(words),), folded=True)


def _new_sponsor(words) -> Form:
    return Form(
        "commitments-new-sponsor", "commitments.new_sponsor",
        (
            Input("seat", words("commitments.sponsor.seat"), required=True),
            Input("since", words("commitments.sponsor.since"), "date", required=True),
        ),
        words("commitments.sponsor.change_do"),
        hint=words("commitments.sponsor.change_hint", days=REASK_DAYS),
    )  # fmt: skip


# what buttons and forms do


def add(page, moment, values: dict) -> None:
    """Begin a commitment."""
    record = Commitment(meeting=moment.meeting_id, on=day_of(moment))
    page.team.write(f"commitment/{values['id']}", record, id=values["id"])


def check(page, moment, values: dict) -> None:
    """Keep what a check-back found.

    Raises
    ------
    EquitykitError
        ``check_needs_words`` where it did not come about and nobody says what could be seen
    """
    record_for(moment, values.get("subject"), Commitment)
    seen = str(values.get("came_of_it", "")).strip()
    if values.get("result") not in CHECKED:
        raise EquitykitError("field_unknown")
    if values["result"] in NEEDS_WORDS and not seen:
        raise EquitykitError("check_needs_words")
    record = filled(
        CommitmentCheck, meeting=moment.meeting_id, on=day_of(moment), result=values["result"],
        came_of_it=seen, checked_by=str(values.get("checked_by", "")).strip(),
    )  # fmt: skip
    page.team.write(f"{values['subject']}/check/{values['id']}", record, id=values["id"])


def new_sponsor(page, moment, values: dict) -> None:
    """Note that the work has another sponsor: what the one before promised is asked about again.

    Raises
    ------
    EquitykitError
        ``sponsor_incomplete`` without an office or a day
    """
    before = record_for(moment, SPONSOR, Sponsor)
    seat, since = str(values.get("seat", "")).strip(), str(values.get("since", "")).strip()
    if not seat or not since:
        raise EquitykitError("sponsor_incomplete")
    record = filled(Sponsor, seat=seat, since=since, follows=before.seat)
    page.team.write(SPONSOR, record, id=values["id"])


def ask(page, moment, values: dict) -> None:
    """Keep what the new sponsor says to a commitment of the one before."""
    record_for(moment, values.get("subject"), Commitment)
    sponsor = record_for(moment, SPONSOR, Sponsor)
    if values.get("answer") not in ANSWERS:
        raise EquitykitError("field_unknown")
    record = CommitmentAsked(
        meeting=moment.meeting_id, on=day_of(moment), seat=sponsor.seat, since=sponsor.since,
        answer=values["answer"],
    )  # fmt: skip
    page.team.write(f"{values['subject']}/asked/{values['id']}", record, id=values["id"])


PRACTICE = Practice(
    id="commitments",
    desk=desk,
    told=told,
    paper=paper,
    screens={"opening": opening, "check_back": check_back},
    actions={"add": add, "check": check, "new_sponsor": new_sponsor, "ask": ask},
    writes=(
        Writes(
            rf"commitment/{ID}", Commitment,
            ("en", "es", "provides", "amount", "protects", "protects_how", "policy", "by",
             "checked_by"),
        ),
        Writes(SPONSOR, Sponsor, ("seat", "since"), lambda found, meeting: Sponsor()),
    ),
    undoes=(CommitmentCheck, CommitmentAsked),
)  # fmt: skip
