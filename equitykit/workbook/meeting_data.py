"""Figures in a meeting: what the team has chosen to look at, for the desk and for the wall."""

from dataclasses import asdict
from functools import cached_property

from equitykit.measures.choices import DataChoice
from equitykit.measures.small_groups import small_groups
from equitykit.views.fields import Option
from equitykit.views.figures import gap_figure, trend_figure
from equitykit.views.sentences import dimension_name, group_name
from equitykit.views.today_steps import DataChoiceView
from equitykit.workbook.data import compared_choice, shown_groups

KINDS = ("gaps", "trend")


class MeetingData:
    """The released figures of the team's district, opened when a step first needs them.

    `heading_level` is that of a figure's title among the headings of its page.
    """

    def __init__(self, book, *, heading_level: int = 3):
        self.book = book
        self.heading_level = heading_level
        self._drawn: dict = {}
        self._chosen: dict = {}

    def chosen(self, stored: dict) -> tuple[DataChoice, str] | None:
        """The choice of the meeting and the kind of figure; None where there are no figures."""
        # a page asks for it several times each time it is drawn
        key = tuple(sorted((name, str(value)) for name, value in stored.items()))
        if key not in self._chosen:
            self._chosen[key] = self._fit(stored)
        return self._chosen[key]

    def _fit(self, stored: dict) -> tuple[DataChoice, str] | None:
        choices = self.book.choices
        if not choices.measures:
            return None
        choice = choices.first(
            yardstick=self.book.yardsticks[0], year=self.book.parameters.year, asked=stored
        )
        kind = stored.get("kind") if stored.get("kind") in KINDS else KINDS[0]
        return choice, kind

    def selects(self, stored: dict, words) -> tuple[DataChoiceView, ...]:
        """The lists to choose from."""
        chosen = self.chosen(stored)
        if chosen is None:
            return ()
        choice, kind = chosen
        choices = self.book.choices
        allowed = {
            "measure": choices.measures,
            "dimension": choices.dimensions(choice.measure, choice.period),
            "period": choices.periods(choice.measure),
            "yardstick": choices.yardsticks(choice.measure, choice.period, choice.dimension),
            "kind": KINDS,
        }
        values = asdict(choice) | {"kind": kind}
        return tuple(
            DataChoiceView(
                name,
                words(f"controls.{name}.label"),
                tuple(Option(value, named(name, value, words)) for value in values_of),
                values[name],
            )
            for name, values_of in allowed.items()
        )

    def figure(self, stored: dict, words):
        """The figure of the choice in one language, drawn once."""
        chosen = self.chosen(stored)
        if chosen is None:
            return None
        # a group that was given another name, or another place, is drawn anew
        key = (*chosen, words.language, words.group_order, tuple(words.terms.items()))
        if key not in self._drawn:
            self._drawn[key] = self._draw(*chosen, words)
        return self._drawn[key]

    def _draw(self, choice: DataChoice, kind: str, words):
        book, heading = self.book, {"heading_level": self.heading_level}
        if kind == "gaps":
            return gap_figure(
                compared_choice(book, choice, choice.yardstick), words=words, **heading
            )
        rows = book.released_of(choice.measure).where(
            measure=choice.measure,
            dimension=["all", choice.dimension],
            group=["TA", *shown_groups(book, choice)],
        )
        return trend_figure(rows, words=words, **heading)

    @cached_property
    def hidden_measures(self) -> dict[str, tuple[str, ...]]:
        """The groups that the district's latest figures hide, each with the measures of these."""
        few = small_groups(self.book.of_latest(self.book.released), self.book.released)
        return {group.group: group.hidden for group in few if group.hidden}

    @property
    def hidden_groups(self) -> frozenset[str]:
        """Codes of the groups that the district's latest figures hide."""
        return frozenset(self.hidden_measures)

    @cached_property
    def groups(self) -> list[str]:
        """Codes of all groups that the figures name, hidden ones too."""
        keys = self.book.figures.keys
        single = (keys["dimension"] != "all") & ~keys["group"].str.contains("×")
        return list(dict.fromkeys(keys["group"][single]))


def named(name: str, value: str, words) -> str:
    """How a reader calls a value of one of the lists."""
    if name == "period":
        return value
    if value.startswith("group:"):
        group = group_name(value.removeprefix("group:"), words=words)
        return words("yardsticks.group.name", group=group)
    if name == "dimension":
        return dimension_name(value, words=words)
    files = {"measure": "measures", "yardstick": "yardsticks"}
    return (
        words(f"{files[name]}.{value}.name") if name in files else words(f"controls.kind.{value}")
    )
