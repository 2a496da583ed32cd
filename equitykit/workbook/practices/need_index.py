"""S48: a need index with visible weights, its order under other weights, need beside resource."""

from equitykit.errors import EquitykitError
from equitykit.records.need_index import (
    DIRECTIONS,
    MOST_WEIGHT,
    NeedColumn,
    NeedPlace,
    NeedResource,
)
from equitykit.reviews.groups import is_never_counted_text
from equitykit.reviews.need_index import columns_of
from equitykit.views.practices import PracticeDesk
from equitykit.workbook.meeting_fields import number_of
from equitykit.workbook.practices.need_index_schools import (
    direction_of,
    figures_of,
    measures_of,
    places_with,
)
from equitykit.workbook.practices.need_index_shown import (
    RESOURCE,
    columns_part,
    index_screen,
    paper,
    places_part,
    result_parts,
    table_screen,
    told,
    weights_screen,
)
from equitykit.workbook.practices.parts import decimal_of, filled, record_for
from equitykit.workbook.practices.practice import Practice, Writes

MOST_PLACES = 400


def desk(page, moment) -> PracticeDesk:
    words = page.words
    return PracticeDesk(
        id="need_index",
        title=words("need_index.section.title"),
        instruction=words("need_index.section.about"),
        parts=(
            columns_part(moment.standing, measures_of(page.book), words),
            places_part(moment, words),
            *result_parts(moment.standing, words),
        ),
    )


# what buttons and forms do


def add_column(page, moment, values: dict) -> None:
    """Write down a condition, its weight and who set it.

    Raises
    ------
    EquitykitError
        ``text_missing``, ``choice_missing``, ``need_set_by_missing``, ``need_column_twice``,
        ``inventory_never_counted``
    """
    texts = {each: str(values.get(each, "")).strip() for each in ("en", "es", "source")}
    if not (texts["en"] or texts["es"]):
        raise EquitykitError("text_missing")
    if is_never_counted_text(f"{texts['en']} {texts['es']}"):
        raise EquitykitError("inventory_never_counted")
    direction = values.get("direction", "")
    if direction not in DIRECTIONS:
        raise EquitykitError("field_unknown" if direction else "choice_missing")
    if any(each.text == (texts["en"] or texts["es"]) for each in _others(moment, values["id"])):
        raise EquitykitError("need_column_twice")
    record = filled(
        NeedColumn,
        meeting=moment.meeting_id,
        direction=direction,
        weight=_weight(values),
        set_by=_set_by(values),
        **texts,
    )
    page.team.write(f"need/column/{values['id']}", record, id=values["id"])


def take(page, moment, values: dict) -> None:
    """Take a published measure as a condition, with the figure that each school has of it.

    Raises
    ------
    EquitykitError
        ``need_set_by_missing``, ``need_column_twice``, ``need_no_school_figures``,
        ``need_places_many``
    """
    measure, subject = values.get("measure"), f"need/column/{values['id']}"
    if measure not in measures_of(page.book):
        raise EquitykitError("field_unknown" if measure else "choice_missing")
    texts = {each: words(f"measures.{measure}.name") for each, words in page.all_words.items()}
    if any(each.text == texts["en"] for each in _others(moment, values["id"])):
        raise EquitykitError("need_column_twice")
    year, figures = figures_of(page.book, measure)
    record = filled(
        NeedColumn,
        meeting=moment.meeting_id,
        direction=direction_of(measure),
        weight=_weight(values),
        set_by=_set_by(values),
        source=page.words("need_index.schools.source", year=year),
        measure=measure,
        **texts,
    )
    standing, press = moment.standing, values["id"]
    places = list(places_with(standing, record.text, figures, press, moment.meeting_id))
    new = [place for place, _ in places if place not in standing]
    if len(standing.of(NeedPlace)) + len(new) > MOST_PLACES:
        raise EquitykitError("need_places_many", most=MOST_PLACES)
    page.team.write(subject, record, id=press)
    for place, filled_in in places:
        page.team.write(place, filled_in)


def _others(moment, id: str) -> list[NeedColumn]:
    """The columns besides the one that a press with this id has written."""
    columns = columns_of(moment.standing)
    return [each for subject, each in columns.items() if subject != f"need/column/{id}"]


def _weight(values: dict) -> int:
    return number_of(values.get("weight") or "1", 0, MOST_WEIGHT)


def _set_by(values: dict) -> str:
    set_by = str(values.get("set_by", "")).strip()
    if not set_by:
        raise EquitykitError("need_set_by_missing")
    return set_by


def weigh(page, moment, values: dict) -> None:
    """Set a weight anew, with who set it; the earlier one stays among the versions.

    Raises
    ------
    EquitykitError
        ``need_set_by_missing``
    """
    subject = str(values.get("subject"))
    record = record_for(moment, subject, NeedColumn)
    changed = record.model_dump() | {"weight": _weight(values), "set_by": _set_by(values)}
    page.team.write(subject, filled(NeedColumn, **changed), id=values["id"])


def set_place(page, moment, values: dict) -> None:
    """Write down a place with its values; the same name again changes that place.

    Raises
    ------
    EquitykitError
        ``need_column_first``, ``text_missing``, ``need_value_wrong``, ``need_places_many``
    """
    columns = columns_of(moment.standing)
    if not columns:
        raise EquitykitError("need_column_first")
    name = " ".join(str(values.get("name", "")).split())
    if not name:
        raise EquitykitError("text_missing")
    there = {record.name.casefold(): subject for subject, record in moment.standing.of(NeedPlace)}
    subject = there.get(name.casefold(), f"need/place/{values['id']}")
    if subject not in moment.standing and len(there) >= MOST_PLACES:
        raise EquitykitError("need_places_many", most=MOST_PLACES)
    found = {
        column.text: value
        for subject_of, column in columns.items()
        if (value := _value(values.get(subject_of.rpartition("/")[2], ""))) is not None
        # what is published is not typed over
        and not column.measure
    }
    before = moment.standing.record(subject)
    published = {each.text for each in columns.values() if each.measure}
    if isinstance(before, NeedPlace):
        found |= {name: value for name, value in before.values.items() if name in published}
    record = filled(
        NeedPlace,
        meeting=moment.meeting_id,
        name=name,
        values=found,
        resource=_value(values.get("resource", "")),
    )
    page.team.write(subject, record, id=values["id"])


def _value(text) -> float | None:
    text = str(text).strip().rstrip("%").strip()
    if not text:
        return None
    value = decimal_of(text)
    if value is None:
        raise EquitykitError("need_value_wrong", value=text[:40])
    return value


def take_out(page, moment, values: dict) -> None:
    """Let a column or a place count no more."""
    subject = str(values.get("subject"))
    if not isinstance(moment.standing.record(subject), NeedColumn | NeedPlace):
        raise EquitykitError("field_unknown")
    page.team.withdraw(subject, id=values["id"])


PRACTICE = Practice(
    id="need_index",
    desk=desk,
    told=told,
    paper=paper,
    screens={"weights": weights_screen, "index": index_screen, "table": table_screen},
    actions={
        "add_column": add_column, "take": take, "weigh": weigh, "set_place": set_place,
        "take_out": take_out,
    },
    writes=(
        Writes(RESOURCE, NeedResource, ("en", "es"), lambda found, meeting: NeedResource()),
    ),
    undoes=(NeedColumn, NeedPlace),
)  # fmt: skip
