"""The data inventory as the facilitator works in it."""

from datetime import date

from equitykit.records.inventory import CADENCES, PRIVACY, QUALITIES, WANTS
from equitykit.reviews.inventory import (
    GapStand,
    SetStand,
    all_slow,
    months_between,
    none_moves,
    questions,
)
from equitykit.views.fields import Option
from equitykit.views.practices import Button, Form, Input, Item, Part, Table
from equitykit.workbook.meeting_fields import field_of
from equitykit.workbook.practices.inventory_prepared import (
    ALL,
    PreparedSet,
    name_of,
    split_of,
)
from equitykit.workbook.practices.parts import text_in

COLUMNS = (
    "name", "owner", "split_by", "as_of", "lag", "cadence", "quality", "missing", "access",
    "privacy",
)  # fmt: skip


def questions_part(moment, words) -> Part:
    asked = questions(moment.standing)
    return Part(
        words("inventory.question.title"),
        hint=words("inventory.question.hint"),
        items=tuple(
            Item(
                subject,
                words("inventory.question.number", number=number),
                fields=(
                    field_of(moment, subject, "en", words("inventory.question.en"), kind="line"),
                    field_of(moment, subject, "es", words("inventory.question.es"), kind="line"),
                    field_of(moment, subject, "asked_by", words("inventory.question.by"),
                             kind="line"),
                ),
                buttons=(
                    Button("withdraw", words("inventory.question.withdraw"), {"subject": subject},
                           kind="plain small", told_to=record.text),
                ),
            )
            for number, (subject, record) in enumerate(asked, 1)
        ),
        empty=words("inventory.question.none"),
        forms=(
            Form(
                "inventory-ask", "inventory.ask",
                (
                    Input("en", words("inventory.question.en")),
                    Input("es", words("inventory.question.es")),
                    Input("asked_by", words("inventory.question.by"), most=100),
                ),
                words("inventory.question.save"), name=words("inventory.question.form"),
            ),
        ),
    )  # fmt: skip


def have_part(moment, stands: list[SetStand], weeks: int, words) -> Part:
    """The rows of the inventory, and whether they can steer a test."""
    return Part(
        words("inventory.have.title"),
        hint=words("inventory.have.hint"),
        warnings=tuple(warnings(stands, weeks, words)),
        table=inventory_table(stands, words) if stands else None,
        empty=words("inventory.have.none"),
        items=tuple(_item(moment, each, weeks, words) for each in stands),
        forms=(
            Form(
                "inventory-window", "inventory.set_window",
                (
                    Input("weeks", words("inventory.window.label"), "number", value=str(weeks),
                          least=1, most=104, hint=words("inventory.window.hint")),
                ),
                words("inventory.window.save"),
            ),
        ),
    )  # fmt: skip


def warnings(stands: list[SetStand], weeks: int, words):
    """What the team should look at in its data, in order of weight."""
    if all_slow(stands):
        yield words("inventory.check.all_annual")
    elif none_moves(stands, weeks):
        yield words("inventory.check.none_moves", weeks=words.number(weeks))
    old = [each.record.name for each in stands if each.is_old]
    if old:
        yield words("inventory.check.old", names=words.list(old))
    undated = [each.record.name for each in stands if each.lag is None]
    if undated:
        yield words("inventory.check.undated", names=words.list(undated))
    nobody = [each.record.name for each in stands if not each.record.missing_who]
    if nobody:
        yield words("inventory.check.missing_who", names=words.list(nobody))


def _item(moment, each: SetStand, weeks: int, words) -> Item:
    def field(name: str, values=()):
        options = tuple(Option(value, words(f"inventory.{name}.{value}")) for value in values)
        kind = "choice" if values else "line"
        label = words(f"inventory.label.{name}")
        return field_of(moment, each.subject, name, label, kind=kind, options=options)

    may = "yes" if each.moves_within(weeks) else "no"
    if each.record.privacy == "not_permitted":
        may = "not_here"
    return Item(
        each.subject,
        each.record.name,
        fields=(
            field("owner"), field("cadence", CADENCES), field("quality", QUALITIES),
            field("quality_note"), field("missing_who"),
        ),
        in_a_row=True,
        stands=(words(f"inventory.moves.{may}", weeks=words.number(weeks)),),
        buttons=(
            Button("inventory.take_out", words("inventory.have.withdraw"),
                   {"subject": each.subject}, kind="plain small", told_to=each.record.name),
        ),
    )  # fmt: skip


def inventory_table(stands: list[SetStand], words) -> Table:
    return Table(
        words("inventory.have.title"),
        tuple(words(f"inventory.head.{each}") for each in COLUMNS),
        tuple(_row(each, words) for each in stands),
    )


def _row(each: SetStand, words) -> tuple[str, ...]:
    record = each.record
    quality = words(f"inventory.quality.{record.quality}")
    return (
        record.name,
        record.owner or "–",
        record.split_by or words("inventory.have.not_split"),
        words.date(record.as_of) if record.as_of else words("inventory.have.no_date"),
        lag_words(each.lag, words),
        words(f"inventory.cadence.{record.cadence}"),
        f"{quality}: {record.quality_note}" if record.quality_note else quality,
        _missing(record, words),
        record.access or "–",
        words(f"inventory.privacy.{record.privacy}"),
    )


def lag_words(lag: int | None, words) -> str:
    """How old something is, in months."""
    return words("inventory.lag.unknown") if lag is None else words.count("inventory.months", lag)


def _missing(record, words) -> str:
    if record.missing_share is None:
        return record.missing_who or words("inventory.have.nobody_said")
    share = words.percent(record.missing_share, decimals=0 if record.missing_share % 1 == 0 else 1)
    return f"{share} · {record.missing_who}" if record.missing_who else share


def question_input(asked, words) -> tuple[Input, ...]:
    """Which question something is written under, where there is more than one."""
    if len(asked) == 1:
        return ()
    options = tuple(Option(subject, text_in(record, words)) for subject, record in asked)
    return (Input("question", words("inventory.add.question"), "choice", options, required=True),)


def add_part(asked, words) -> Part:
    """The form for a data set that we have no figures of."""
    return Part(
        words("inventory.add.title"),
        hint=words("inventory.add.hint"),
        forms=(data_form(words, question_input(asked, words)),),
    )


def take_parts(asked, left: list[PreparedSet], today: date, words) -> tuple[Part, ...]:
    """What the prepared files say of themselves, to be put under a question; nothing where all
    of them stand there."""
    if not left:
        return ()
    part = Part(
        words("inventory.take.title"),
        hint=words("inventory.take.hint"),
        table=prepared_table(left, today, words),
        forms=(_take_form(asked, left, words),),
    )
    return (part,)


def prepared_table(sets: list[PreparedSet], today: date, words) -> Table:
    """Which files there are, up to which day they count, how old they are, how they are split."""
    rows = tuple(
        (
            name_of(each, words),
            words.date(each.as_of),
            lag_words(months_between(each.as_of, today), words),
            split_of(each, words) or words("inventory.have.not_split"),
            words.list(each.files),
        )
        for each in sets
    )
    head = tuple(words(f"inventory.head.{each}") for each in ("name", "as_of", "lag", "split_by"))
    return Table(words("inventory.take.title"), (*head, words("inventory.take.files")), rows)


def _take_form(asked, left, words) -> Form:
    options = (
        Option(ALL, words("inventory.take.all")),
        *(Option(each.measure, name_of(each, words)) for each in left),
    )
    return Form(
        "inventory-take", "inventory.take",
        (
            *question_input(asked, words),
            Input("measure", words("inventory.take.measure"), "choice", options, required=True),
        ),
        words("inventory.take.do"), name=words("inventory.take.form"),
    )  # fmt: skip


def data_form(words, first: tuple[Input, ...] = ()) -> Form:
    def line(name: str, **more) -> Input:
        return Input(name, words(f"inventory.label.{name}"), most=200, **more)

    def choice(name: str, values, **more) -> Input:
        options = tuple(Option(each, words(f"inventory.{name}.{each}")) for each in values)
        return Input(name, words(f"inventory.label.{name}"), "choice", options, **more)

    return Form(
        "inventory-add", "inventory.add",
        (
            *first,
            line("name", required=True), line("owner", hint=words("inventory.hint.owner")),
            line("split_by", hint=words("inventory.hint.split_by")),
            Input("as_of", words("inventory.label.as_of"), "date"),
            choice("cadence", CADENCES), choice("quality", QUALITIES), line("quality_note"),
            line("missing_who", hint=words("inventory.hint.missing_who")),
            line("missing_share", hint=words("inventory.hint.missing_share")),
            line("access"), choice("privacy", PRIVACY, required=True),
        ),
        words("inventory.add.save"), name=words("inventory.add.form"),
    )  # fmt: skip


def gaps_part(asked, missing: list[GapStand], words) -> Part:
    """What is missing, with owner and day, and the form for the next gap."""
    return Part(
        words("inventory.gap.title"),
        hint=words("inventory.gap.hint"),
        items=tuple(_gap(each, words) for each in missing),
        empty=words("inventory.gap.none"),
        forms=(gap_form(words, question_input(asked, words)),),
    )


def _gap(each: GapStand, words) -> Item:
    record = each.record
    if not each.is_open:
        closed = words("inventory.gap.closed", date=words.date(record.closed_on),
                       came_of=record.came_of)  # fmt: skip
        return Item("", record.text, stands=(closed,))
    form = Form(
        f"inventory-close-{each.subject.rpartition('/')[2]}", "inventory.close",
        (Input("came_of", words("inventory.gap.came_of"), required=True),),
        words("inventory.gap.close"), values={"subject": each.subject},
    )  # fmt: skip
    stands = (
        words(f"inventory.wants.{record.wants}"),
        words("inventory.gap.open", owner=record.owner, date=words.date(record.by)),
    )
    return Item(
        "",
        record.text,
        stands=stands,
        warnings=(words("inventory.gap.late"),) if each.is_late else (),
        forms=(form,),
        buttons=(
            Button("inventory.take_out", words("inventory.have.withdraw"),
                   {"subject": each.subject}, kind="plain small", told_to=record.text),
        ),
    )  # fmt: skip


def gap_form(words, first: tuple[Input, ...] = ()) -> Form:
    wants = tuple(Option(each, words(f"inventory.wants.{each}")) for each in WANTS)
    return Form(
        "inventory-gap", "inventory.add_gap",
        (
            *first,
            Input("wants", words("inventory.gap.wants"), "choice", wants, required=True),
            Input("text", words("inventory.gap.text"), required=True),
            Input("owner", words("inventory.gap.owner"), required=True, most=100,
                  hint=words("inventory.hint.owner")),
            Input("asked", words("inventory.gap.asked"), most=100),
            Input("by", words("inventory.gap.by"), "date", required=True),
        ),
        words("inventory.gap.save"), name=words("inventory.gap.form"),
    )  # fmt: skip
