"""What a meeting looks at: what is chosen on the desk, and when the wall goes along."""

from dataclasses import asdict

from equitykit.errors import EquitykitError
from equitykit.records.notes import MeasureShown
from equitykit.reviews.noticing import has_predicted
from equitykit.workbook.practices.charts import chosen_chart
from equitykit.workbook.practices.crossings_seen import remember_crossing

CHOSEN = ("measure", "dimension", "period", "yardstick")
# what the wall shows of the figure that was shown last
OF_THE_FIGURE = ("figure", "yardstick.two")


def is_figure_chosen(page, moment) -> bool:
    """Whether there is a figure that the meeting would see next."""
    return page.book.has_data and page.data.chosen(moment.progress.choice) is not None


def is_unasked(page, moment) -> bool:
    """Whether the figure that is chosen would come before anybody has predicted."""
    chart = chosen_chart(page, moment)
    return chart is not None and not has_predicted(
        moment.standing, moment.meeting_id, chart.measure, chart.dimension
    )


def choose_figure(page, moment, asked: dict) -> None:
    """Choose what to look at, or what there is next to it.

    A figure that the room sees goes along; where nobody has predicted that one, the room is asked
    first what it expects.

    Raises
    ------
    EquitykitError
        ``meeting_no_figures``
    """
    page.room(choice=next_figure(page, asked))
    if moment.progress.screen in OF_THE_FIGURE:
        page.room(screen=go_along(page, page.moment(), moment.progress.screen), page=None)


def go_along(page, moment, thing: str) -> str:
    """Let the wall's figure be the one that is chosen; what the room sees of it then.

    That is `thing`, or the question that comes first where nobody has predicted a figure that the
    room does not see yet: what is about a figure never tells of another than the desk does.

    Raises
    ------
    EquitykitError
        ``meeting_no_figures``
    """
    choice, seen = next_figure(page, moment.progress.choice), moment.progress.figure
    is_seen = all(choice[name] == seen.get(name) for name in ("measure", "dimension"))
    if not is_seen and is_unasked(page, moment):
        return "noticing.question"
    show_figure(page, moment)
    return thing


def show_figure(page, moment, *, id: str | None = None) -> None:
    """Let the wall have what is chosen; what is shown for the first time is remembered.

    Raises
    ------
    EquitykitError
        ``meeting_no_figures``
    """
    choice = page.data.chosen(moment.progress.choice)
    if choice is None:
        raise EquitykitError("meeting_no_figures")
    measure = choice[0].measure
    if moment.standing.record(f"shown/{measure}") is None:
        shown = MeasureShown(meeting=moment.meeting_id, measure=measure)
        page.team.write(f"shown/{measure}", shown, id=id)
    remember_crossing(page, moment, choice[0])
    page.room(figure=next_figure(page, moment.progress.choice), page=None)


def next_figure(page, asked: dict) -> dict[str, str]:
    """What there is, next to what was asked for: the room's state holds nothing else.

    Raises
    ------
    EquitykitError
        ``meeting_no_figures``
    """
    chosen = page.data.chosen(asked)
    if chosen is None:
        raise EquitykitError("meeting_no_figures")
    choice, kind = chosen
    return {name: asdict(choice)[name] for name in CHOSEN} | {"kind": kind}
