"""How the group register looks on the desk: its table, the form of a group, the order."""

from equitykit.content.texts import LANGUAGES, load_texts
from equitykit.records.groups import HOW, ORDERS, PRIVACY, ROUTES, GroupEntry
from equitykit.reviews.groups import NOT_COUNTED, GroupStand, called, order_of
from equitykit.views.fields import Option
from equitykit.views.practices import Button, Form, Input, Item, Part, Table

COLUMNS = ("group", "how", "chosen_by", "source", "privacy", "minimum", "route")
W = "group_register"


def name_of(record: GroupEntry, words) -> str:
    """What a reader calls a group of the register; its code where nothing better is known."""
    other = next(each for each in LANGUAGES if each != words.language)
    known = f"groups.{record.code}.name"
    ours = f"{W}.never.{record.code}"
    return (
        called(record, words.language)
        or (words(known) if known in load_texts() or known in words.terms else "")
        or (words(ours) if ours in load_texts() else "")
        or called(record, other)
        or record.code
    )


def register_table(stands: list[GroupStand], words) -> Table:
    return Table(
        words(f"{W}.register.title"),
        tuple(words(f"{W}.head.{each}") for each in COLUMNS),
        tuple(_row(each.record, words) for each in stands),
    )


def _row(record: GroupEntry, words) -> tuple[str, ...]:
    def worded(attribute: str) -> str:
        value = getattr(record, attribute)
        return words(f"{W}.{attribute}.{value}") if value else "–"

    return (
        name_of(record, words),
        worded("how"),
        record.chosen_by or "–",
        record.source or "–",
        worded("privacy"),
        words.number(record.minimum) if record.minimum else "–",
        worded("route"),
    )


def group_part(each: GroupStand, floor: int, words, *, folded: bool) -> Part:
    record = each.record
    how = words(f"{W}.how.{record.how or 'none'}")
    remove = Form(
        f"remove-{record.code}", "groups.remove",
        (Input("reason", words(f"{W}.reason.label"), required=True),),
        words(f"{W}.remove.do"), name=words(f"{W}.remove.title"), values={"code": record.code},
    )  # fmt: skip
    forms = (_form(each, floor, words), *([remove] if each.stored else []))
    title = words(f"{W}.part.title", group=name_of(record, words), how=how)
    return Part(title, forms=forms, folded=folded)


def _form(each: GroupStand, floor: int, words) -> Form:
    record = each.record

    def line(name: str, **more) -> Input:
        label = words(f"{W}.label.{name}")
        return Input(name, label, value=getattr(record, name), most=200, **more)

    def choice(name: str, values, **more) -> Input:
        options = tuple(Option(value, words(f"{W}.{name}.{value}")) for value in values)
        label = words(f"{W}.label.{name}")
        return Input(name, label, "choice", options, getattr(record, name), **more)

    never = each.is_never_counted
    inputs = [
        choice(
            "how", NOT_COUNTED if never else HOW, required=True,
            hint=words(f"{W}.hint.never") if never else "",
        ),
        line("en"), line("es"), line("preferred_en"), line("preferred_es"),
        line("chosen_by", hint=words(f"{W}.hint.chosen_by")),
    ]  # fmt: skip
    if not never:
        inputs += [line("source"), choice("privacy", PRIVACY), _minimum(record, floor, words)]
    inputs.append(choice("route", ROUTES))
    if each.stored and record.how:
        inputs.append(Input("reason", words(f"{W}.reason.label"), required=True))
    return Form(
        f"group-{record.code}", "groups.set", tuple(inputs), words(f"{W}.set.do"),
        name=words(f"{W}.set.title", group=name_of(record, words)), values={"code": record.code},
    )  # fmt: skip


def _minimum(record: GroupEntry, floor: int, words) -> Input:
    return Input(
        "minimum", words(f"{W}.label.minimum"), "number",
        value=str(record.minimum or ""), least=floor, most=10_000,
        hint=words(f"{W}.hint.minimum", floor=floor),
    )  # fmt: skip


def left_part(left: list[str], words) -> Part:
    return Part(
        words(f"{W}.left.title"),
        hint=words(f"{W}.left.hint"),
        items=tuple(
            Item(
                "",
                words(f"groups.{code}.name"),
                buttons=(
                    Button(
                        "groups.take", words(f"{W}.left.take"), {"code": code},
                        told_to=words(f"groups.{code}.name"),
                    ),
                ),
            )
            for code in left
        ),
        empty=words(f"{W}.left.none"),
        folded=True,
    )  # fmt: skip


def own_form(words) -> Form:
    return Form(
        "group-own", "groups.add",
        (
            Input("en", words(f"{W}.label.en"), most=200),
            Input("es", words(f"{W}.label.es"), most=200),
        ),
        words(f"{W}.own.do"), name=words(f"{W}.own.name"), hint=words(f"{W}.own.hint"),
    )  # fmt: skip


def order_part(moment, stands: list[GroupStand], words) -> Part:
    order = order_of(moment.standing)
    options = tuple(Option(each, words(f"{W}.order.by_{each}")) for each in ORDERS)
    form = Form(
        "groups-order", "groups.sort",
        (
            Input("by", words(f"{W}.order.label"), "choice", options, order.by, required=True),
            Input("reason", words(f"{W}.order.reason"), value=order.reason, required=True),
        ),
        words(f"{W}.order.do"), name=words(f"{W}.order.name"),
    )  # fmt: skip
    items = ()
    if order.by == "own":
        items = tuple(_placed(each, place, len(stands), words) for place, each in enumerate(stands))
    return Part(
        words(f"{W}.order.title"),
        hint=words(f"{W}.order.hint"),
        forms=(form,),
        items=items,
        folded=order.by != "own",
    )


def _placed(each: GroupStand, place: int, many: int, words) -> Item:
    name = name_of(each.record, words)
    ways = {"earlier": place - 1, "later": place + 1}
    return Item(
        "",
        words(f"{W}.order.place", number=place + 1, group=name),
        buttons=tuple(
            Button(
                "groups.place", words(f"{W}.order.{way}"),
                {"code": each.record.code, "place": str(to)}, kind="plain small", told_to=name,
            )
            for way, to in ways.items()
            if 0 <= to < many
        ),
    )  # fmt: skip
