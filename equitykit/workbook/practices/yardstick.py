"""S40: the yardstick is chosen openly, by whom and why, and tried beside a second one."""

from equitykit.errors import EquitykitError
from equitykit.measures.turnarounds import turned_around
from equitykit.records.yardstick import YardstickChosen
from equitykit.reviews.yardstick import YARDSTICK, chosen_yardstick
from equitykit.views.practices import PracticeDesk
from equitykit.workbook.meeting_figure import choose_figure
from equitykit.workbook.practices.charts import Chart, chosen_chart
from equitykit.workbook.practices.parts import decided_on, filled, put_away, reason_of
from equitykit.workbook.practices.practice import Practice
from equitykit.workbook.practices.yardstick_shown import (
    choose_part,
    compared_pair,
    kinds_part,
    narrower_part,
    now_part,
    paper,
    told,
    tried_of,
    two_part,
)
from equitykit.workbook.practices.yardstick_wall import (
    chosen_screen,
    meanings_screen,
    two_screen,
)

CHOICE = "choose_focus"


def desk(page, moment) -> PracticeDesk:
    words, chart = page.words, chosen_chart(page, moment)
    chosen = chosen_yardstick(moment.standing)
    known = offered(page, chart)
    first, second = (chosen.yardstick, chosen.second) if chosen else page.book.yardsticks
    tried = tried_of(known, first, second)
    parts = [now_part(moment.standing, words), kinds_part(known, words)]
    if chart is not None:
        parts += [
            two_part(page.book, chart, *tried, words),
            *narrower_part(page.book, chart, tried[0], words),
        ]
    parts.append(choose_part(known, tried, page.today().isoformat(), words))
    # at the reveal the result under two is what the room needs; the choice comes with the focus
    waits = moment.meeting is not None and moment.step.id != CHOICE
    return PracticeDesk(
        id="yardstick",
        title=words("yardstick.section.title"),
        instruction=words("yardstick.section.about"),
        parts=tuple(map(put_away, parts) if waits else parts),
    )


def offered(page, chart: Chart | None) -> list[str]:
    """Yardsticks that can be chosen: those of the figure on the desk, else the general ones."""
    if chart is None:
        return ["everyone_else", "overall", "highest", "own_past"]
    return page.book.choices.yardsticks(chart.measure, chart.period, chart.dimension)


def choose(page, moment, values: dict) -> None:
    """Keep the yardstick, who chose it and why, with the groups for which the second one turns.

    The figures of this meeting go over to it at once.

    Raises
    ------
    EquitykitError
        ``choice_missing``, ``yardstick_twice``, ``yardstick_by_missing``,
        ``choice_reason_missing``, ``choice_date_ahead``
    """
    chart = chosen_chart(page, moment)
    known = offered(page, chart)
    first, second = values.get("yardstick", ""), values.get("second", "")
    if not first or not second:
        raise EquitykitError("choice_missing")
    if first not in known or second not in known:
        raise EquitykitError("field_unknown")
    if first == second:
        raise EquitykitError("yardstick_twice")
    by = str(values.get("by", "")).strip()
    if not by:
        raise EquitykitError("yardstick_by_missing")
    record = filled(
        YardstickChosen,
        meeting=moment.meeting_id,
        yardstick=first,
        second=second,
        by=by,
        reason=reason_of(values),
        decided=page.today(),
        **_results(page.book, chart, first, second),
    )
    page.team.write(YARDSTICK, decided_on(page, record, values), id=values["id"])
    if chart is not None:
        choose_figure(page, moment, moment.progress.choice | {"yardstick": first})


def _results(book, chart: Chart | None, first: str, second: str) -> dict:
    if chart is None:
        return {}
    flips = turned_around(*compared_pair(book, chart, first, second))
    about = {name: getattr(chart, name) for name in ("measure", "dimension", "period")}
    return about | {"tried": True, "flips": tuple(flips)}


PRACTICE = Practice(
    id="yardstick",
    desk=desk,
    told=told,
    paper=paper,
    screens={"meanings": meanings_screen, "two": two_screen, "chosen": chosen_screen},
    actions={"choose": choose},
    undoes=(YardstickChosen,),
)
