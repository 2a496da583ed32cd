"""The register of decisions: nothing is overwritten there, and nothing leaves it."""

from equitykit.records.notes import Decision
from equitykit.reviews.rights import WISHED, Registered, missing, register_of
from equitykit.views.practices import Form, Input, Item, Part
from equitykit.views.record_values import known_text
from equitykit.views.said import said
from equitykit.views.today_room import CardScreen, TableScreen
from equitykit.workbook.meeting_desk import changed_by_line
from equitykit.workbook.practices.parts import day_of, in_each

VOTES = ("for", "against", "abstained")


def group_names(codes, words) -> str:
    """Student groups as a reader calls them."""
    return words.list([known_text(f"groups.{code}.name", words) or code for code in codes])


def without_said(codes, words) -> str:
    """That a decision was made about groups of which nobody had a part in it."""
    return words.count("rights.without", len(codes), groups=group_names(codes, words))


def register_part(moment, words) -> Part:
    entered = register_of(moment.standing)
    return Part(
        words("rights.register.title"),
        items=tuple(_entered_item(moment, each, words) for each in entered),
        empty=words("rights.register.none"),
    )


def _entered_item(moment, each: Registered, words) -> Item:
    form = Form(
        id=f"rights-reverse-{each.subject.rpartition('/')[2]}",
        action="rights.reverse",
        name=words("rights.reverse.of", text=each.decision.text),
        inputs=(Input("reason", words("rights.reverse.reason"), required=True),),
        submit=words("rights.reverse.do"),
        values={"subject": each.subject},
    )
    return Item(
        subject=each.subject,
        title=each.decision.text,
        stands=tuple(lines(each, words)),
        warnings=tuple(marks(each, moment.standing, day_of(moment), words)),
        forms=() if each.reversed_by else (form,),
        changed_by=changed_by_line(moment, each.subject, words),
    )


def lines(each: Registered, words):
    """Everything that the register says of a decision, a sentence at a time."""
    decision = each.decision
    yield words(
        "rights.register.entered",
        how=words(f"rights.how.{decision.how}"),
        who=decision.decided_by,
        date=words.date(decision.on),
    )
    for name in ("question", "options", "reason", "takes_back"):
        if text := getattr(decision, name).strip():
            yield words(f"rights.register.{name}", text=" · ".join(text.splitlines()))
    if decision.votes:
        counts = {vote: decision.votes.get(vote, 0) for vote in VOTES}
        yield words("rights.register.votes", **counts)
    here = [f"{words(f'meeting.role.{role}')} {n}" for role, n in decision.present.items()]
    yield words("rights.register.present", text=" · ".join(here))
    if decision.groups:
        yield words("rights.register.about", text=group_names(decision.groups, words))
    for name in ("absent", "would_reopen"):
        if text := getattr(decision, name).strip():
            yield words(f"rights.register.{name}", text=text)
    if decision.reopen_on:
        yield words("rights.register.reopen_on", date=words.date(decision.reopen_on))


def marks(each: Registered, standing, today, words):
    """What is to be looked at: who had no part, that it is due, taken back, or says too little."""
    decision = each.decision
    if decision.groups_without_part:
        yield without_said(decision.groups_without_part, words)
    if each.reversed_by:
        later = standing.record(each.reversed_by)
        yield words("rights.register.taken_back", date=words.date(later.on), text=later.text)
    if today and each.is_due(today):
        yield words("rights.register.due", date=words.date(decision.reopen_on))
    if unsaid := missing(decision, WISHED):
        named = words.list([words(f"rights.named.{name}") for name in unsaid])
        yield words("rights.register.not_said", missing=named)


def register_screen(moment, languages) -> TableScreen | CardScreen:
    """The decisions of this meeting; outside of one, all of them."""
    title = said("rights.register.title", languages)
    entered = [
        each
        for each in register_of(moment.standing)
        if not moment.meeting_id or each.decision.meeting == moment.meeting_id
    ]
    if not entered:
        return CardScreen(title, (said("rights.register.none", languages),))
    rows = tuple(
        (each.decision.text, _how_said(each.decision, languages), _look(moment, each, languages))
        for each in entered
    )
    heads = tuple(said(f"rights.head.{each}", languages) for each in ("decision", "how", "look"))
    return TableScreen(title, heads, rows, page=moment.progress.page or 1)


def _how_said(decision: Decision, languages) -> dict[str, str]:
    return in_each(languages, lambda w: f"{w(f'rights.how.{decision.how}')}, {decision.decided_by}")


def _look(moment, each: Registered, languages) -> dict[str, str]:
    def look(words) -> str:
        decision, seen = each.decision, []
        if decision.groups_without_part:
            seen.append(without_said(decision.groups_without_part, words))
        if each.reversed_by:
            later = moment.standing.record(each.reversed_by)
            date = words.date(later.on)
            seen.append(words("rights.register.taken_back", date=date, text=later.text))
        return " ".join(seen) or "–"

    return in_each(languages, look)


def register_told(account, today) -> tuple[Part, ...]:
    words = account.words
    entered = register_of(account.standing)
    if not entered:
        return ()
    changed = account.changes()
    items = tuple(
        Item(
            each.subject,
            each.decision.text,
            stands=tuple(lines(each, words)),
            warnings=tuple(marks(each, account.standing, today, words)),
            changed_by=changed.get(each.subject, ""),
        )
        for each in entered
    )
    return (Part(words("rights.register.title"), items=items),)
