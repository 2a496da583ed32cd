"""S32: whether aim and causes name race is decided on purpose, with a reason and an office to ask.

No field and no *Undo* changes the choice: only a new choice with a reason of its own does.
"""

from equitykit.errors import EquitykitError
from equitykit.records.framing import FRAMINGS, Framing
from equitykit.reviews.framing_words import FRAMING, chosen_framing, framing_line
from equitykit.views.fields import Option
from equitykit.views.practices import Form, Input, Part, PracticeDesk, Table
from equitykit.views.said import said
from equitykit.views.today_room import CardScreen, TableScreen
from equitykit.workbook.practices.parts import decided_on, reason_of
from equitykit.workbook.practices.practice import Practice

WORDED = ("conscious", "neutral")
PLACES = ("aim", "cause", "measure", "watch")


def desk(page, moment) -> PracticeDesk:
    words = page.words
    return PracticeDesk(
        id="framing",
        title=words("framing.section.title"),
        instruction=words("framing.section.about"),
        parts=(
            _now(moment.standing, words),
            Part(
                words("framing.choose.title"),
                hint=words("framing.choose.hint"),
                forms=(_form(words, page.today().isoformat()),),
            ),
            _helpers(moment.standing, words),
        ),
    )


def _now(standing, words) -> Part:
    record = chosen_framing(standing)
    lines = [framing_line(standing, words)]
    if record and record.rule:
        lines.append(words("framing.now.rule", rule=record.rule))
    if record and record.sponsor_asked:
        lines.append(words("framing.now.sponsor_asked"))
    waits = record is not None and not record.sponsor_asked
    return Part(
        words("framing.now.title"),
        hint=words("framing.now.line"),
        lines=tuple(lines),
        warnings=(words("framing.now.sponsor"),) if waits else (),
    )


def _form(words, today: str) -> Form:
    return Form(
        id="framing-choose",
        action="framing.choose",
        inputs=(
            Input(
                "choice", words("framing.choose.choice"), "radios", required=True,
                options=tuple(Option(each, words(f"framing.choice.{each}")) for each in FRAMINGS),
            ),
            Input("reason", words("framing.choose.reason"), "text", required=True),
            Input("contact", words("framing.choose.contact"), required=True),
            Input("rule", words("framing.choose.rule")),
            Input("sponsor_asked", words("framing.choose.sponsor"), "check"),
            Input("decided", words("framing.choose.decided"), "date", value=today),
        ),
        submit=words("framing.choose.keep"),
    )  # fmt: skip


def _helpers(standing, words) -> Part:
    """How sentences sound; both ways as long as the team has not chosen one."""
    record = chosen_framing(standing)
    ways = (record.choice,) if record and record.choice in WORDED else WORDED
    return Part(
        words("framing.helper.title"),
        hint=words("framing.helper.hint"),
        table=Table(
            words("framing.helper.title"),
            (words("framing.helper.place"), *(words(f"framing.name.{way}") for way in ways)),
            tuple(
                (
                    words(f"framing.helper.{place}"),
                    *(words(f"framing.{way}.{place}") for way in ways),
                )
                for place in PLACES
            ),
        ),
        folded=True,
    )


def choose(page, moment, values: dict) -> None:
    """Keep the choice, with its reason, its date and whom to ask here.

    Raises
    ------
    EquitykitError
        ``choice_missing``, ``choice_reason_missing``, ``framing_contact_missing``,
        ``choice_date_ahead``
    """
    choice = values.get("choice", "")
    if not choice:
        raise EquitykitError("choice_missing")
    if choice not in FRAMINGS:
        raise EquitykitError("field_unknown")
    contact = " ".join(str(values.get("contact", "")).split())
    reason = reason_of(values)
    if not contact:
        raise EquitykitError("framing_contact_missing")
    record = Framing(
        meeting=moment.meeting_id,
        choice=choice,
        reason=reason,
        rule=str(values.get("rule", "")).strip(),
        sponsor_asked=values.get("sponsor_asked") == "true",
    )
    record = page.checked(record, "contact", contact)
    page.team.write(FRAMING, decided_on(page, record, values), id=values["id"])


def question(moment, languages) -> CardScreen:
    """What the room thinks about before it chooses."""
    title = said("framing.room.question", languages)
    return CardScreen(title, (said("framing.room.why", languages),))


def chosen(moment, languages) -> CardScreen:
    """The choice that stands and why; the office to ask is in the report."""
    title = said("framing.room.title", languages)
    record = chosen_framing(moment.standing)
    if record is None or record.choice == "undecided":
        line = {words.language: framing_line(moment.standing, words) for words in languages}
        return CardScreen(title, (line if record is None else said(
            "framing.choice.undecided", languages),))  # fmt: skip
    return CardScreen(
        title,
        (
            said(f"framing.choice.{record.choice}", languages),
            {words.language: record.reason for words in languages},
        ),
    )


def wording(moment, languages) -> TableScreen:
    """How each choice sounds."""
    return TableScreen(
        said("framing.helper.title", languages),
        (
            said("framing.helper.place", languages),
            *(said(f"framing.name.{way}", languages) for way in WORDED),
        ),
        tuple(
            (
                said(f"framing.helper.{place}", languages),
                *(said(f"framing.{way}.{place}", languages) for way in WORDED),
            )
            for place in PLACES[:2]
        ),
        page=moment.progress.page or 1,
    )


def told(account) -> tuple[Part, ...]:
    words, standing = account.words, account.standing
    versions = [each for each in account.entries if isinstance(each.record, Framing)]
    if not versions:
        return ()
    rows = tuple(
        (
            words.date(each.record.decided) if each.record.decided else "–",
            words(f"framing.name.{each.record.choice}"),
            each.record.reason,
            each.record.contact,
        )
        for each in versions
    )
    title = words("framing.earlier.title")
    heads = ("date", "choice", "reason", "contact")
    head = tuple(words(f"framing.earlier.{each}") for each in heads)
    return (_now(standing, words), Part(title, table=Table(title, head, rows)))


def paper(book, words) -> tuple[Part, ...]:
    return (
        Part(
            words("framing.choose.title"),
            hint=words("framing.section.limits"),
            forms=(_form(words, ""),),
        ),
        _helpers({}, words),
    )


PRACTICE = Practice(
    id="framing",
    desk=desk,
    told=told,
    paper=paper,
    screens={"question": question, "chosen": chosen, "wording": wording},
    actions={"choose": choose},
)
