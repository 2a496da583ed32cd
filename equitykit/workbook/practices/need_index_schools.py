"""A condition of the need index whose numbers are the schools' own published figures."""

from equitykit.content.codelists import load_measures
from equitykit.errors import EquitykitError
from equitykit.measures.own_counts import is_own
from equitykit.measures.visibility import SHOWN
from equitykit.records.need_index import NeedPlace
from equitykit.views.fields import Option
from equitykit.views.practices import Form, Input
from equitykit.workbook.practices.parts import derived, filled


def measures_of(book) -> list[str]:
    """Published measures that can say something of need, in the order of the district."""
    if not book.has_data:
        return []
    known = load_measures()
    return [
        name for name in book.all_measures if known[name].unit != "students" and not is_own(name)
    ]


def direction_of(measure: str) -> str:
    """Whether a larger figure of `measure` means more need, or less."""
    return "more" if load_measures()[measure].improvement_direction == "decrease" else "less"


def figures_of(book, measure: str) -> tuple[str, dict[str, float]]:
    """The latest school year of `measure`, and the rate of all students by school.

    The index is an order of places, so that a school has a figure only from as many students as
    are ranked; one with fewer, or whose figure is hidden, has none.

    Raises
    ------
    EquitykitError
        ``need_no_school_figures`` where no school has one
    """
    rows = book.schools.where(measure=measure, group="TA", visibility=SHOWN).rows
    rows = rows[rows["rate"].notna()]
    if rows.empty:
        name = book.words(f"measures.{measure}.name")
        raise EquitykitError("need_no_school_figures", measure=name)
    year = rows["period"].max()
    rows = rows[rows["period"] == year].drop_duplicates("cds")
    rates = zip(rows["school"], rows["rate"], strict=True)
    return year, {str(school): round(float(rate), 2) for school, rate in rates}


def places_with(standing, column: str, figures: dict[str, float], press: str, meeting: str):
    """The places with the figures in `column`: those that stand under the same name, and new
    ones for the other schools. Gives (subject, record) of each that is another than before."""
    there = {record.name.casefold(): subject for subject, record in standing.of(NeedPlace)}
    for school, value in figures.items():
        subject = there.get(school.casefold()) or derived("need/place", press, school)
        before = standing.record(subject)
        if not isinstance(before, NeedPlace):
            before = filled(NeedPlace, name=school, meeting=meeting)
        after = before.model_copy(update={"values": before.values | {column: value}})
        if after != standing.record(subject):
            yield subject, after


def school_form(measures: list[str], weight: Input, set_by: Input, words) -> Form:
    """Take a published measure as a condition, with the figure of every school."""
    options = tuple(Option(each, words(f"measures.{each}.name")) for each in measures)
    return Form(
        "need-measure", "need_index.take",
        (
            Input("measure", words("need_index.schools.measure"), "choice", options, required=True),
            weight,
            set_by,
        ),
        words("need_index.schools.save"), name=words("need_index.schools.form"),
        hint=words("need_index.schools.hint"),
    )  # fmt: skip
