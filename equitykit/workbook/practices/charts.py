"""Which figure a line, a choice or a question is about, and how it is called."""

from dataclasses import asdict, dataclass

from equitykit.records.notes import MeasureShown
from equitykit.views.data_page import yardstick_name
from equitykit.views.record_values import known_text
from equitykit.views.sentences import dimension_name


@dataclass(frozen=True)
class Chart:
    """A figure by what was chosen for it; `figure` is ``gaps`` or ``trend``."""

    measure: str
    dimension: str
    period: str
    yardstick: str
    figure: str

    @property
    def values(self) -> dict[str, str]:
        """As attributes of a record."""
        return asdict(self)


def chosen_chart(page, moment) -> Chart | None:
    """What the desk looks at now; ``None`` where there are no figures by group."""
    return _chart(page, moment.progress.choice)


def shown_chart(page, moment) -> Chart | None:
    """What the room was shown last; ``None`` before it has seen a figure in this record."""
    chart = _chart(page, moment.progress.figure)
    if chart is None or not is_shown(moment.standing, chart.measure):
        return None
    return chart


def is_shown(standing, measure: str) -> bool:
    """Whether a room of this team has seen the measure."""
    return isinstance(standing.record(f"shown/{measure}"), MeasureShown)


def _chart(page, stored: dict) -> Chart | None:
    found = page.data.chosen(stored) if page.book.has_data else None
    if found is None:
        return None
    choice, kind = found
    return Chart(choice.measure, choice.dimension, choice.period, choice.yardstick, kind)


def measure_name(id: str, words) -> str:
    """What a measure is called; its id where this version does not know it."""
    return known_text(f"measures.{id}.name", words) or id


def chart_name(about, words) -> str:
    """A chart, or the record of one, in words; empty where none was shown."""
    if not about.measure:
        return ""
    yardstick = getattr(about, "yardstick", "")
    return words(
        "noticing.chart.compared" if yardstick else "noticing.chart.name",
        measure=measure_name(about.measure, words),
        dimension=dimension_name(about.dimension, words=words),
        year=about.period,
        yardstick=yardstick_name(yardstick, words=words) if yardstick else "",
    )
