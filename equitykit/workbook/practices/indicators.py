"""S42: what people here would watch besides tests, who proposed it, adopted or not and why."""

from equitykit.content.indicators import load_indicators
from equitykit.errors import EquitykitError
from equitykit.records.indicators import TYPES, Indicator
from equitykit.records.inventory import CADENCES
from equitykit.reviews.indicators import MOST, IndicatorSet, indicator_set, lacks
from equitykit.reviews.inventory import window
from equitykit.views.fields import Option
from equitykit.views.practices import Button, Form, Input, Item, Part, PracticeDesk, Table
from equitykit.views.said import said
from equitykit.views.today_room import CardScreen, TableScreen
from equitykit.workbook.meeting_fields import number_of
from equitykit.workbook.practices.agreements import both
from equitykit.workbook.practices.parts import filled, reason_of, record_for, text_in
from equitykit.workbook.practices.practice import Practice

HEAD = ("what", "type", "cadence", "minutes", "by_group", "proposed", "verdict")
VERDICTS = ("adopted", "not")


# the desk


def desk(page, moment) -> PracticeDesk:
    words, found = page.words, indicator_set(moment.standing)
    return PracticeDesk(
        id="indicators",
        title=words("indicators.section.title"),
        instruction=words("indicators.section.about"),
        parts=(
            Part(
                words("indicators.set.title"),
                hint=words("indicators.set.hint"),
                warnings=tuple(_warnings(found, window(moment.standing), words)),
                table=indicator_table(found, words) if found.all else None,
                empty=words("indicators.set.none"),
                items=tuple(_item(subject, each, words) for subject, each in found.all),
            ),
            Part(
                words("indicators.add.title"),
                hint=words("indicators.add.hint"),
                forms=(_form(words),),
            ),
            _starters(found, words),
        ),
    )


def _warnings(found: IndicatorSet, weeks: int, words):
    for id in lacks(found, weeks):
        yield words(f"indicators.check.{id}", most=MOST, weeks=weeks)
    if found.minutes_a_term:
        hours = words.number(found.minutes_a_term / 60, decimals=1)
        yield words("indicators.check.hours", hours=hours)


def indicator_table(found: IndicatorSet, words) -> Table:
    return Table(
        words("indicators.set.title"),
        tuple(words(f"indicators.head.{each}") for each in HEAD),
        tuple(_row(each, words) for _, each in found.all),
    )


def _row(each: Indicator, words) -> tuple[str, ...]:
    made = words("indicators.set.community", role=each.proposed_by)
    verdict = words(f"indicators.verdict.{each.verdict or 'open'}")
    return (
        text_in(each, words),
        words(f"indicators.type.{each.type}"),
        words(f"inventory.cadence.{each.cadence}"),
        words.number(each.minutes) if each.minutes else "–",
        words(f"indicators.split.{'split' if each.by_group else 'whole'}"),
        made if each.community_made else each.proposed_by,
        f"{verdict}: {each.why}" if each.why else verdict,
    )


def _item(subject: str, each: Indicator, words) -> Item:
    verdicts = tuple(Option(one, words(f"indicators.verdict.{one}")) for one in VERDICTS)
    form = Form(
        f"indicators-decide-{subject.rpartition('/')[2]}", "indicators.decide",
        (
            Input("verdict", words("indicators.decide.verdict"), "radios", verdicts,
                  each.verdict, required=True),
            Input("reason", words("indicators.decide.why"), value=each.why, required=True),
        ),
        words("indicators.decide.save"), values={"subject": subject},
    )  # fmt: skip
    return Item(
        "",
        text_in(each, words),
        stands=(each.how,) if each.how else (),
        forms=(form,),
        buttons=(
            Button("indicators.take_out", words("indicators.set.withdraw"), {"subject": subject},
                   kind="plain small", told_to=each.text),
        ),
    )  # fmt: skip


def _form(words) -> Form:
    def line(name: str, **more) -> Input:
        return Input(name, words(f"indicators.label.{name}"), most=300, **more)

    types = tuple(Option(each, words(f"indicators.type.{each}")) for each in TYPES)
    cadences = tuple(Option(each, words(f"inventory.cadence.{each}")) for each in CADENCES)
    return Form(
        "indicators-add", "indicators.add",
        (
            line("en"), line("es"), line("how"),
            Input("type", words("indicators.label.type"), "choice", types, required=True),
            Input("cadence", words("indicators.label.cadence"), "choice", cadences),
            Input("minutes", words("indicators.label.minutes"), "number", most=10_000),
            line("collector"), line("proposed_by", required=True,
                                    hint=words("indicators.add.proposed_hint")),
            Input("by_group", words("indicators.label.by_group"), "check"),
            Input("community_made", words("indicators.label.community_made"), "check"),
        ),
        words("indicators.add.save"), name=words("indicators.add.form"),
    )  # fmt: skip


def _starters(found: IndicatorSet, words) -> Part:
    taken = {each.starter for _, each in found.all}
    left = [info for id, info in load_indicators().items() if id not in taken]
    options = tuple(Option(each.id, _starter_name(each.id, words)) for each in left)
    form = Form(
        "indicators-take", "indicators.take",
        (
            Input("starter", words("indicators.take.which"), "choice", options, required=True),
            Input("proposed_by", words("indicators.label.proposed_by"), required=True, most=100,
                  hint=words("indicators.add.proposed_hint")),
        ),
        words("indicators.take.do"),
    )  # fmt: skip
    return Part(
        words("indicators.take.title"),
        hint=words("indicators.take.hint"),
        table=_bank(left, words),
        forms=(form,) if left else (),
        folded=True,
    )


def _starter_name(id: str, words) -> str:
    return words(f"indicators.starter_{id}.name")


def _bank(infos, words) -> Table:
    return Table(
        words("indicators.take.title"),
        tuple(words(f"indicators.head.{each}") for each in ("what", "how", *HEAD[1:5])),
        tuple(
            (
                _starter_name(each.id, words),
                words(f"indicators.starter_{each.id}.how"),
                words(f"indicators.type.{each.type}"),
                words(f"inventory.cadence.{each.cadence}"),
                words.number(each.minutes),
                words(f"indicators.split.{'split' if each.by_group else 'whole'}"),
            )
            for each in infos
        ),
    )


# what buttons and forms do


def add(page, moment, values: dict) -> None:
    """Write down something that somebody proposes to watch.

    Raises
    ------
    EquitykitError
        ``text_missing``, ``choice_missing``, ``indicator_proposed_missing``
    """
    texts = {each: str(values.get(each, "")).strip() for each in ("en", "es", "how", "collector")}
    if not (texts["en"] or texts["es"]):
        raise EquitykitError("text_missing")
    if values.get("type") not in TYPES:
        raise EquitykitError("field_unknown" if values.get("type") else "choice_missing")
    if values.get("cadence", "") not in ("", *CADENCES):
        raise EquitykitError("field_unknown")
    record = filled(
        Indicator,
        meeting=moment.meeting_id,
        type=values["type"],
        cadence=values.get("cadence") or "unknown",
        minutes=number_of(values.get("minutes") or "0", 0, 10_000),
        proposed_by=_proposed(values),
        by_group=values.get("by_group") == "true",
        community_made=values.get("community_made") == "true",
        **texts,
    )
    page.team.write(f"indicator/{values['id']}", record, id=values["id"])


def _proposed(values: dict) -> str:
    role = str(values.get("proposed_by", "")).strip()
    if not role:
        raise EquitykitError("indicator_proposed_missing")
    return role


def take(page, moment, values: dict) -> None:
    """Take up a starter of the bank, in both languages, because somebody here proposes it.

    Raises
    ------
    EquitykitError
        ``choice_missing``, ``indicator_proposed_missing``
    """
    starter = values.get("starter", "")
    if starter not in load_indicators():
        raise EquitykitError("field_unknown" if starter else "choice_missing")
    proposed = _proposed(values)
    if any(each.starter == starter for _, each in indicator_set(moment.standing).all):
        return
    info = load_indicators()[starter]
    record = filled(
        Indicator,
        meeting=moment.meeting_id,
        how=page.words(f"indicators.starter_{starter}.how"),
        type=info.type,
        cadence=info.cadence,
        minutes=info.minutes,
        by_group=info.by_group,
        proposed_by=proposed,
        starter=starter,
        **{language: _starter_name(starter, words) for language, words in page.all_words.items()},
    )
    page.team.write(f"indicator/{values['id']}", record, id=values["id"])


def decide(page, moment, values: dict) -> None:
    """Adopt an indicator or not, with the reason; the earlier word stays among the versions.

    Raises
    ------
    EquitykitError
        ``choice_missing``, ``choice_reason_missing``
    """
    subject, verdict = str(values.get("subject")), values.get("verdict", "")
    record = record_for(moment, subject, Indicator)
    if verdict not in VERDICTS:
        raise EquitykitError("field_unknown" if verdict else "choice_missing")
    changed = record.model_dump() | {"verdict": verdict, "why": reason_of(values)}
    page.team.write(subject, filled(Indicator, **changed), id=values["id"])


def take_out(page, moment, values: dict) -> None:
    """Let an indicator count no more."""
    subject = str(values.get("subject"))
    record_for(moment, subject, Indicator)
    page.team.withdraw(subject, id=values["id"])


# what the room sees, what is read, what goes on paper


def proposed_screen(moment, languages) -> TableScreen:
    """What was proposed, by whom, and how it stands."""
    rows = tuple(
        (
            both(each, languages),
            each.proposed_by,
            said(f"indicators.verdict.{each.verdict or 'open'}", languages),
        )
        for _, each in indicator_set(moment.standing).all
    )
    head = tuple(said(f"indicators.head.{each}", languages)
                 for each in ("what", "proposed", "verdict"))  # fmt: skip
    title = said("indicators.set.title", languages)
    return TableScreen(title, head, rows, page=moment.progress.page or 1)


def adopted_screen(moment, languages) -> CardScreen:
    """What the team watches."""
    lines = tuple(both(each, languages) for each in indicator_set(moment.standing).adopted)
    return CardScreen(
        said("indicators.adopted.title", languages),
        lines or (said("indicators.adopted.none", languages),),
        page=moment.progress.page or 1,
    )


def told(account) -> tuple[Part, ...]:
    words, found = account.words, indicator_set(account.standing)
    if not found.all:
        return ()
    return (
        Part(
            words("indicators.set.title"),
            warnings=tuple(_warnings(found, window(account.standing), words)),
            table=indicator_table(found, words),
        ),
    )


def paper(book, words) -> tuple[Part, ...]:
    title = words("indicators.set.title")
    return (
        Part(
            title,
            hint=words("indicators.section.about"),
            table=Table(
                title,
                tuple(words(f"indicators.head.{each}") for each in HEAD),
                tuple(("",) * len(HEAD) for _ in range(6)),
            ),
        ),
        Part(
            words("indicators.take.title"),
            hint=words("indicators.take.hint"),
            table=_bank(load_indicators().values(), words),
        ),
    )


PRACTICE = Practice(
    id="indicators",
    desk=desk,
    told=told,
    paper=paper,
    screens={"proposed": proposed_screen, "adopted": adopted_screen},
    actions={"add": add, "take": take, "decide": decide, "take_out": take_out},
    undoes=(Indicator,),
)
