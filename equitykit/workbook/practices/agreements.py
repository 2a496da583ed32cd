"""S21: how we will speak, listen, disagree and repair; written here, consented to line by line."""

from equitykit.content.texts import load_texts
from equitykit.errors import EquitykitError
from equitykit.records.agreements import (
    ABOUT,
    KEPT,
    Agreement,
    AgreementConsent,
    AgreementKept,
    AgreementLimits,
)
from equitykit.records.consent import ANSWERS
from equitykit.reviews.agreements import FEWEST, MOST, LineStand, lines_of, not_guarded
from equitykit.views.fields import Option
from equitykit.views.practices import Button, Form, Input, Item, Part, PracticeDesk, Table
from equitykit.views.said import said
from equitykit.views.today_room import CardScreen
from equitykit.workbook.meeting_fields import field_of
from equitykit.workbook.practices.consent import answer_inputs, counted
from equitykit.workbook.practices.practice import ID, Practice, Writes

LIMITS = "agreements/limits"
# what each starter guards, where it is one of those that every team needs
STARTERS_GUARD = {
    "ag1": "seeing", "ag3": "power", "ag4": "confidence", "ag6": "power", "ag7": "language",
    "ag9": "repair", "ag11": "confidence", "ag12": "power",
}  # fmt: skip


def starters() -> list[str]:
    """Ids of the starter lines: ``agreements.starter.<id>``."""
    start = "agreements.starter."
    return [id.removeprefix(start) for id in load_texts() if id.startswith(start)]


def both(record, languages) -> dict[str, str]:
    """What a record says in each language; where one is missing, the other."""
    return {words.language: getattr(record, words.language) or record.text for words in languages}


# the desk


def desk(page, moment) -> PracticeDesk:
    words, lines = page.words, lines_of(moment.standing)
    return PracticeDesk(
        id="agreements",
        title=words("agreements.section.title"),
        instruction=words("agreements.section.about"),
        parts=(
            Part(
                words("agreements.lines.title"),
                warnings=tuple(_warnings(lines, words)),
                items=tuple(_item(moment, each, n, words) for n, each in enumerate(lines, 1)),
                empty=words("agreements.lines.none"),
                buttons=(Button("agreements.add", words("agreements.lines.add")),),
            ),
            _starters(lines, words),
            _limits(moment, words),
            _revisit(moment, lines, words),
        ),
    )


def _warnings(lines: list[LineStand], words):
    if lines and not FEWEST <= len(lines) <= MOST:
        yield words("agreements.check.number", count=len(lines), least=FEWEST, most=MOST)
    missing = not_guarded(lines) if lines else []
    if missing:
        named = words.list([words(f"agreements.about.{each}") for each in missing])
        yield words("agreements.check.guarded", missing=named)


def _item(moment, each: LineStand, number: int, words) -> Item:
    line, subject = each.line, each.subject
    abouts = tuple(Option(about, words(f"agreements.about.{about}")) for about in ABOUT)
    fields = (
        field_of(moment, subject, "en", words("agreements.line.en")),
        field_of(moment, subject, "es", words("agreements.line.es")),
        field_of(
            moment, subject, "about", words("agreements.line.about"), kind="choice", options=abouts
        ),
    )
    stands = [words(f"agreements.stand.{each.stand}")]
    if each.consent:
        stands.append(words("agreements.consent.counts", **each.consent.counts))
    return Item(
        subject=subject,
        title=words("agreements.line.title", number=number),
        # a line that was agreed is changed with a reason, not by a slip of the hand
        fields=() if each.stand == "agreed" else fields,
        stands=(*([line.text] if each.stand == "agreed" else []), *stands),
        warnings=(words("agreements.check.intent"),) if each.leans_on_intent else (),
        forms=tuple(_forms(each, number, words)),
        buttons=(
            Button(
                "withdraw", words("agreements.line.withdraw"), {"subject": subject},
                kind="plain small", told_to=line.text,
            ),
        ),
    )  # fmt: skip


def _forms(each: LineStand, number: int, words):
    if each.stand == "agreed":
        yield _reopen_form(each, number, words)
    elif each.line.text:
        yield _consent_form(each, number, words)


def _consent_form(each: LineStand, number: int, words) -> Form:
    return Form(
        id=f"consent-{each.subject.rpartition('/')[2]}",
        action="agreements.consent",
        name=words("agreements.consent.of", number=number),
        inputs=answer_inputs("agreements", words),
        submit=words("agreements.consent.save"),
        values={"subject": each.subject},
    )


def _reopen_form(each: LineStand, number: int, words) -> Form:
    return Form(
        id=f"reopen-{each.subject.rpartition('/')[2]}",
        action="agreements.reopen",
        name=words("agreements.line.reopen", number=number),
        inputs=(Input("reason", words("agreements.line.reason"), required=True),),
        submit=words("agreements.line.reopen_do"),
        values={"subject": each.subject},
    )


def _starters(lines: list[LineStand], words) -> Part:
    taken = {each.line.starter for each in lines}
    left = [id for id in starters() if id not in taken]
    return Part(
        words("agreements.starters.title"),
        hint=words("agreements.starters.hint"),
        items=tuple(
            Item(
                subject="",
                title=words(f"agreements.starter.{id}"),
                buttons=(
                    Button(
                        "agreements.take", words("agreements.starters.take"), {"starter": id},
                        told_to=words(f"agreements.starter.{id}"),
                    ),
                ),
            )
            for id in left
        ),
        folded=bool(lines),
    )  # fmt: skip


def _limits(moment, words) -> Part:
    return Part(
        words("agreements.limits.title"),
        hint=words("agreements.limits.hint"),
        items=(
            Item(
                subject=LIMITS,
                title=words("agreements.limits.both"),
                fields=(
                    field_of(moment, LIMITS, "when_broken", words("agreements.limits.when_broken")),
                    field_of(
                        moment, LIMITS, "confidence_ends", words("agreements.limits.confidence")
                    ),
                ),
            ),
        ),
    )


def _revisit(moment, lines: list[LineStand], words) -> Part:
    agreed = [each for each in lines if each.stand == "agreed"]
    if not agreed or moment.meeting is None:
        return Part(words("agreements.revisit.title"), empty=words("agreements.revisit.none"))
    return Part(
        words("agreements.revisit.title"),
        hint=words("agreements.revisit.hint"),
        items=tuple(
            Item(subject="", title=each.line.text, buttons=tuple(_kept(moment, each, words)))
            for each in agreed
        ),
    )


def _kept(moment, each: LineStand, words):
    stands = moment.standing.record(_kept_subject(moment, each.subject))
    for how in KEPT:
        yield Button(
            "agreements.kept", words(f"agreements.kept.{how}"),
            {"subject": each.subject, "how": how}, told_to=each.line.text,
            pressed=isinstance(stands, AgreementKept) and stands.how == how,
        )  # fmt: skip


def _kept_subject(moment, subject: str) -> str:
    return f"{moment.meeting_id}/{subject}"


# what buttons and forms do


def add(page, moment, values: dict) -> None:
    """Begin a line of our own."""
    page.team.write(f"agreement/{values['id']}", Agreement(), id=values["id"])


def take(page, moment, values: dict) -> None:
    """Take up a starter, in both languages, to be adapted."""
    starter = values.get("starter")
    if starter not in starters():
        raise EquitykitError("field_unknown")
    if any(each.line.starter == starter for each in lines_of(moment.standing)):
        return
    texts = {language: words(f"agreements.starter.{starter}")
             for language, words in page.all_words.items()}  # fmt: skip
    record = Agreement(**texts, about=STARTERS_GUARD.get(starter, "more"), starter=starter)
    page.team.write(f"agreement/{values['id']}", record, id=values["id"])


def consent(page, moment, values: dict) -> None:
    """Keep how many could live with a line.

    Raises
    ------
    EquitykitError
        ``more_than_present``, ``nobody_counted``
    """
    subject = str(values.get("subject"))
    line = moment.standing.record(subject)
    if not isinstance(line, Agreement):
        raise EquitykitError("field_unknown")
    counts = counted(moment, values)
    record = AgreementConsent(meeting=moment.meeting_id, en=line.en, es=line.es, **counts)
    page.team.write(f"{subject}/consent", record, id=values["id"])


def reopen(page, moment, values: dict) -> None:
    """Open an agreed line again: what was consented to stays among the versions, with the reason.

    Raises
    ------
    EquitykitError
        ``reason_missing``
    """
    subject, reason = str(values.get("subject")), str(values.get("reason", "")).strip()
    if not isinstance(moment.standing.record(f"{subject}/consent"), AgreementConsent):
        raise EquitykitError("field_unknown")
    if not reason:
        raise EquitykitError("reason_missing")
    page.team.withdraw(f"{subject}/consent", id=values["id"], reason=reason)


def kept(page, moment, values: dict) -> None:
    """Note how a line was kept in this meeting; pressing it again takes that back."""
    line = moment.standing.record(str(values.get("subject")))
    if not isinstance(line, Agreement) or moment.meeting is None or values.get("how") not in KEPT:
        raise EquitykitError("field_unknown")
    subject = _kept_subject(moment, values["subject"])
    stands = moment.standing.record(subject)
    if isinstance(stands, AgreementKept) and stands.how == values["how"]:
        page.team.withdraw(subject, id=values["id"])
        return
    record = AgreementKept(meeting=moment.meeting_id, line=line.text, how=values["how"])
    page.team.write(subject, record, id=values["id"])


# what the room sees, what is read, what goes on paper


def poster(moment, languages) -> CardScreen:
    """The lines, for silent reading and for the wall."""
    lines = [both(each.line, languages) for each in lines_of(moment.standing) if each.line.text]
    return CardScreen(
        said("agreements.poster.title", languages),
        tuple(lines),
        page=moment.progress.page or 1,
    )


def told(account) -> tuple[Part, ...]:
    words, standing = account.words, account.standing
    lines = [each for each in lines_of(standing) if each.line.text]
    limits = standing.record(LIMITS)
    if not lines and not isinstance(limits, AgreementLimits):
        return ()
    rows = tuple(
        (
            each.line.en or "–",
            each.line.es or "–",
            words(f"agreements.stand.{each.stand}"),
            words("agreements.consent.counts", **each.consent.counts) if each.consent else "–",
        )
        for each in lines
    )
    heads = ("english", "spanish", "stand", "consent")
    parts = [
        Part(
            words("agreements.lines.title"),
            table=Table(
                words("agreements.lines.title"),
                tuple(words(f"agreements.head.{each}") for each in heads),
                rows,
            ),
        )
    ]
    if isinstance(limits, AgreementLimits):
        said_so = [
            f"{words(f'agreements.limits.{name}')}: {value}"
            for name, value in (
                ("when_broken", limits.when_broken), ("confidence", limits.confidence_ends)
            )
            if value
        ]  # fmt: skip
        parts.append(Part(words("agreements.limits.title"), lines=tuple(said_so)))
    revisits = tuple(
        f"{words(f'agreements.kept.{record.how}')}: {record.line}"
        for _, record in standing.of(AgreementKept)
    )
    if revisits:
        parts.append(Part(words("agreements.revisit.title"), lines=revisits))
    return tuple(parts)


def paper(book, words) -> tuple[Part, ...]:
    return (
        Part(
            words("agreements.starters.title"),
            hint=words("agreements.starters.hint"),
            lines=tuple(words(f"agreements.starter.{id}") for id in starters()),
        ),
        Part(
            words("agreements.lines.title"),
            hint=words("agreements.section.about"),
            table=Table(
                words("agreements.lines.title"),
                (words("agreements.line.text"),
                 *(words(f"agreements.consent.{answer}") for answer in ANSWERS)),
                tuple(("", "", "", "") for _ in range(MOST)),
            ),
        ),
        Part(
            words("agreements.limits.title"),
            forms=(
                Form(
                    "limits", "", (
                        Input("when_broken", words("agreements.limits.when_broken"), "text"),
                        Input("confidence_ends", words("agreements.limits.confidence"), "text"),
                    ), "",
                ),
            ),
        ),
    )  # fmt: skip


PRACTICE = Practice(
    id="agreements",
    desk=desk,
    told=told,
    paper=paper,
    screens={"poster": poster},
    actions={"add": add, "take": take, "consent": consent, "reopen": reopen, "kept": kept},
    writes=(
        Writes(rf"agreement/{ID}", Agreement, ("en", "es", "about")),
        Writes(
            LIMITS, AgreementLimits, ("when_broken", "confidence_ends"),
            lambda found, meeting: AgreementLimits(),
        ),
    ),
    undoes=(AgreementConsent, AgreementKept),
)  # fmt: skip
