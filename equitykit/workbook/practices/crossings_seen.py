"""S37: which crossings of two traits a room has looked at, also those with nothing to see."""

from equitykit.errors import EquitykitError
from equitykit.records.noticing import FOUND, LONGEST_LINE, CrossingSeen
from equitykit.views.fields import Option
from equitykit.views.practices import Form, Input, Item, Part, Table
from equitykit.views.sentences import dimension_name
from equitykit.workbook.practices.charts import measure_name
from equitykit.workbook.practices.parts import filled, record_for

HEAD = ("what", "found", "text")
CROSS = "×"


def remember_crossing(page, moment, choice) -> None:
    """Note that the room was shown a crossing; what it saw there, the team says later."""
    if CROSS not in choice.dimension:
        return
    subject = f"crossing/{choice.measure}/{choice.dimension}/{choice.period}"
    if moment.standing.record(subject) is None:
        about = {each: getattr(choice, each) for each in ("measure", "dimension", "period")}
        page.team.write(subject, CrossingSeen(meeting=moment.meeting_id, **about))


def crossings_part(moment, words, *, folded: bool) -> Part:
    """The crossings that were looked at, each with what was seen there."""
    seen = moment.standing.of(CrossingSeen)
    return Part(
        words("noticing.crossings.title"),
        hint=words("noticing.crossings.hint"),
        warnings=tuple(_warnings([each for _, each in seen], words)),
        items=tuple(_item(subject, each, words) for subject, each in seen),
        empty=words("noticing.crossings.none"),
        folded=folded,
    )


def _warnings(seen: list[CrossingSeen], words):
    if len(seen) > 1:
        yield words("noticing.crossings.many", count=words.number(len(seen)))
    open_ones = [crossing_name(each, words) for each in seen if not each.found]
    if open_ones:
        yield words("noticing.crossings.open", names=words.list(open_ones))


def crossing_name(each: CrossingSeen, words) -> str:
    """Measure, the two traits and the school year."""
    return words(
        "noticing.chart.name",
        measure=measure_name(each.measure, words),
        dimension=dimension_name(each.dimension, words=words),
        year=each.period,
    )


def _item(subject: str, each: CrossingSeen, words) -> Item:
    options = tuple(Option(one, words(f"noticing.crossings.{one}")) for one in FOUND)
    form = Form(
        f"noticing-crossing-{subject.replace('/', '-').replace(CROSS, '-')}", "noticing.crossing",
        (
            Input("found", words("noticing.crossings.found"), "radios", options, each.found,
                  required=True),
            Input("text", words("noticing.crossings.text"), value=each.text, most=LONGEST_LINE),
        ),
        words("noticing.crossings.save"), values={"subject": subject},
    )  # fmt: skip
    return Item("", crossing_name(each, words), forms=(form,))


def crossings_table(seen: list[CrossingSeen], words) -> Table:
    """Every crossing that was looked at; one with nothing to see stands there too."""
    rows = tuple(
        (
            crossing_name(each, words),
            words(f"noticing.crossings.{each.found or 'not_said'}"),
            each.text or "–",
        )
        for each in seen
    )
    head = tuple(words(f"noticing.crossings.{each}") for each in HEAD)
    return Table(words("noticing.crossings.title"), head, rows)


def tell_crossing(page, moment, values: dict) -> None:
    """Keep what the team saw in a crossing that it was shown.

    Raises
    ------
    EquitykitError
        ``choice_missing``, ``noticing_too_long``
    """
    subject = str(values.get("subject"))
    record = record_for(moment, subject, CrossingSeen)
    found, text = values.get("found", ""), " ".join(str(values.get("text", "")).split())
    if found not in FOUND:
        raise EquitykitError("field_unknown" if found else "choice_missing")
    if len(text) > LONGEST_LINE:
        raise EquitykitError("noticing_too_long", most=LONGEST_LINE)
    told = filled(CrossingSeen, **record.model_dump() | {"found": found, "text": text})
    page.team.write(subject, told, id=values["id"])
