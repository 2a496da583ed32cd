"""The need index as it is worked, shown, told and written by hand."""

from equitykit.records.need_index import DIRECTIONS, MOST_WEIGHT, NeedPlace, NeedResource
from equitykit.reviews.need_index import (
    Scored,
    columns_of,
    heavy,
    more_need_less_resource,
    scored,
)
from equitykit.views.fields import Option
from equitykit.views.practices import Button, Form, Input, Item, Part, Table
from equitykit.views.said import said
from equitykit.views.today_room import Bars, BarsScreen, CardScreen, TableScreen
from equitykit.workbook.meeting_fields import field_of
from equitykit.workbook.practices.agreements import both
from equitykit.workbook.practices.need_index_schools import school_form
from equitykit.workbook.practices.parts import amount, in_each, text_in

RESOURCE = "need/resource"
FEWEST = 3
HEAD = ("place", "need", "rank", "range", "resource")


# what goes in


def columns_part(standing, measures: list[str], words) -> Part:
    """The conditions and their weights; `measures` can be taken with the schools' figures."""
    columns = columns_of(standing)
    return Part(
        words("need_index.columns.title"),
        hint=words("need_index.columns.hint"),
        warnings=tuple(_column_warnings(columns, words)),
        table=weights_table(columns, words) if columns else None,
        empty=words("need_index.columns.none"),
        items=tuple(_column(subject, each, words) for subject, each in columns.items()),
        forms=(
            *((school_form(measures, *weight_inputs(words), words),) if measures else ()),
            column_form(words),
        ),
    )


def _column_warnings(columns, words):
    alone = heavy(columns)
    if alone:
        yield words("need_index.check.heavy", column=text_in(columns[alone], words))


def weights_table(columns, words) -> Table:
    whole = sum(each.weight for each in columns.values())
    rows = tuple(
        (
            text_in(each, words),
            words(f"need_index.direction.{each.direction}"),
            words.number(each.weight),
            words.percent(100 * each.weight / whole, decimals=0) if whole else "–",
            each.set_by,
            each.source or "–",
        )
        for each in columns.values()
    )
    title = words("need_index.columns.table")
    heads = ("column", "direction", "weight", "share", "set_by", "source")
    return Table(title, tuple(words(f"need_index.head.{each}") for each in heads), rows)


def _column(subject: str, column, words) -> Item:
    form = Form(
        f"need-weigh-{subject.rpartition('/')[2]}", "need_index.weigh",
        (
            Input("weight", words("need_index.label.weight"), "number", value=str(column.weight),
                  most=MOST_WEIGHT),
            Input("set_by", words("need_index.label.set_by"), required=True, most=200),
        ),
        words("need_index.columns.weigh"), values={"subject": subject},
    )  # fmt: skip
    return Item(
        "",
        text_in(column, words),
        forms=(form,),
        buttons=(
            Button("need_index.take_out", words("need_index.columns.withdraw"),
                   {"subject": subject}, kind="plain small", told_to=column.text),
        ),
    )  # fmt: skip


def weight_inputs(words) -> tuple[Input, Input]:
    """How much a condition weighs, and who said so."""
    return (
        Input("weight", words("need_index.label.weight"), "number", value="1", most=MOST_WEIGHT),
        Input("set_by", words("need_index.label.set_by"), required=True, most=200,
              hint=words("need_index.label.set_by_hint")),
    )  # fmt: skip


def column_form(words) -> Form:
    directions = tuple(Option(each, words(f"need_index.direction.{each}")) for each in DIRECTIONS)
    return Form(
        "need-column", "need_index.add_column",
        (
            Input("en", words("need_index.label.en"), most=200),
            Input("es", words("need_index.label.es"), most=200),
            Input("direction", words("need_index.label.direction"), "choice", directions,
                  required=True),
            *weight_inputs(words),
            Input("source", words("need_index.label.source"), most=200),
        ),
        words("need_index.columns.save"), name=words("need_index.columns.form"),
    )  # fmt: skip


def places_part(moment, words) -> Part:
    """The places, with a form that has a line for each column."""
    standing, columns = moment.standing, columns_of(moment.standing)
    if not columns:
        return Part(words("need_index.places.title"), empty=words("need_index.places.first"))
    resource = Item(
        RESOURCE,
        words("need_index.resource.title"),
        fields=(
            field_of(moment, RESOURCE, "en", words("need_index.resource.en"), kind="line"),
            field_of(moment, RESOURCE, "es", words("need_index.resource.es"), kind="line"),
        ),
    )
    return Part(
        words("need_index.places.title"),
        hint=words("need_index.places.hint"),
        items=(resource, *(_place(each, columns, words) for each in standing.of(NeedPlace))),
        forms=(_place_form(columns, words),),
    )


def _place(each: tuple[str, NeedPlace], columns, words) -> Item:
    subject, place = each
    values = [
        words("need_index.places.value", column=text_in(column, words),
              value=amount(words, place.values[column.text]))
        for column in columns.values()
        if column.text in place.values
    ]  # fmt: skip
    return Item(
        "",
        place.name,
        stands=tuple(values),
        buttons=(
            Button("need_index.take_out", words("need_index.places.withdraw"),
                   {"subject": subject}, kind="plain small", told_to=place.name),
        ),
    )  # fmt: skip


def _place_form(columns, words) -> Form:
    return Form(
        "need-place", "need_index.set_place",
        (
            Input("name", words("need_index.label.name"), required=True, most=100,
                  hint=words("need_index.label.name_hint")),
            *(
                Input(id.rpartition("/")[2], text_in(column, words), most=20)
                for id, column in columns.items()
                if not column.measure
            ),
            Input("resource", words("need_index.label.resource"), most=20),
        ),
        words("need_index.places.save"), name=words("need_index.places.form"),
    )  # fmt: skip


# what comes out


def result_parts(standing, words) -> tuple[Part, ...]:
    """The index, how far its order holds, and need beside resource."""
    found = scored(columns_of(standing), standing.of(NeedPlace))
    ranked = [each for each in found if each.rank is not None]
    if not ranked:
        return (Part(words("need_index.result.title"), empty=words("need_index.result.none")),)
    return (
        Part(
            words("need_index.result.title"),
            hint=words("need_index.result.hint"),
            warnings=tuple(_result_warnings(found, ranked, words)),
            table=result_table(found, standing, words),
        ),
    )


def _result_warnings(found: list[Scored], ranked: list[Scored], words):
    if len(ranked) < FEWEST:
        yield words("need_index.check.few")
    without = [each.place.name for each in found if each.rank is None]
    if without:
        yield words("need_index.check.without", places=words.list(without))
    moving = [each.place.name for each in ranked if each.best != each.worst]
    if moving:
        yield words("need_index.check.moves", places=words.list(moving))
    behind = [each.place.name for each in more_need_less_resource(ranked)]
    if behind:
        yield words("need_index.check.behind", places=words.list(behind))


def result_table(found: list[Scored], standing, words) -> Table:
    resource = standing.record(RESOURCE)
    called = text_in(resource, words) if isinstance(resource, NeedResource) else ""
    head = [words(f"need_index.head.{each}") for each in HEAD]
    if called:
        head[-1] = called
    return Table(
        words("need_index.result.title"), tuple(head), tuple(_row(each, words) for each in found)
    )


def _row(each: Scored, words) -> tuple[str, ...]:
    gets = "–" if each.place.resource is None else amount(words, each.place.resource)
    if each.rank is None:
        return each.place.name, words("need_index.result.no_value"), "–", "–", gets
    span = words.number(each.best)
    if each.best != each.worst:
        span = words("need_index.result.range", best=span, worst=words.number(each.worst))
    return (
        each.place.name, words.number(each.need, decimals=0), words.number(each.rank), span, gets,
    )  # fmt: skip


# what the room sees, what is read, what goes on paper


def weights_screen(moment, languages) -> TableScreen:
    """The columns and their weights, and who set them."""
    rows = tuple(
        (
            both(each, languages),
            in_each(languages, lambda words, each=each: words.number(each.weight)),
            each.set_by,
        )
        for each in columns_of(moment.standing).values()
    )
    head = tuple(said(f"need_index.head.{each}", languages)
                 for each in ("column", "weight", "set_by"))  # fmt: skip
    title = said("need_index.columns.table", languages)
    return TableScreen(title, head, rows, page=moment.progress.page or 1)


def _ranked(moment) -> list[Scored]:
    found = scored(columns_of(moment.standing), moment.standing.of(NeedPlace))
    return [each for each in found if each.rank is not None]


def index_screen(moment, languages) -> BarsScreen | CardScreen:
    """The index of each place, from 0 to 100."""
    title, ranked = said("need_index.result.title", languages), _ranked(moment)
    if not ranked:
        return CardScreen(title, (said("need_index.result.none", languages),))
    bars = tuple(
        ({words.language: each.place.name for words in languages}, round(each.need))
        for each in ranked
    )
    statement = Bars(said("need_index.result.bars", languages), bars)
    return BarsScreen(title, (statement,), page=moment.progress.page or 1)


def table_screen(moment, languages) -> TableScreen:
    """Need beside what each place gets, with the ranks that other weights give."""
    cells = {words.language: [_row(each, words) for each in _ranked(moment)] for words in languages}
    count = len(next(iter(cells.values())))
    rows = tuple(
        tuple(
            {language: rows[place][column] for language, rows in cells.items()}
            for column in (0, 1, 3, 4)
        )
        for place in range(count)
    )
    head = tuple(said(f"need_index.head.{HEAD[column]}", languages) for column in (0, 1, 3, 4))
    title = said("need_index.result.title", languages)
    return TableScreen(title, head, rows, page=moment.progress.page or 1)


def told(account) -> tuple[Part, ...]:
    words, standing = account.words, account.standing
    columns = columns_of(standing)
    if not columns:
        return ()
    weights = Part(
        words("need_index.columns.title"),
        warnings=tuple(_column_warnings(columns, words)),
        table=weights_table(columns, words),
    )
    return (weights, *result_parts(standing, words))


def paper(book, words) -> tuple[Part, ...]:
    heads = ("column", "direction", "weight", "set_by", "source")
    title = words("need_index.columns.title")
    places = words("need_index.places.title")
    return (
        Part(
            title,
            hint=words("need_index.columns.hint"),
            table=Table(
                title, tuple(words(f"need_index.head.{each}") for each in heads),
                tuple(("",) * len(heads) for _ in range(5)),
            ),
        ),
        Part(
            places,
            hint=words("need_index.paper.how"),
            table=Table(
                places,
                (
                    words("need_index.head.place"),
                    *(words("need_index.paper.column", number=words.number(n))
                      for n in range(1, 7)),
                    words("need_index.head.need"), words("need_index.head.resource"),
                ),
                tuple(("",) * 9 for _ in range(8)),
            ),
        ),
    )  # fmt: skip
