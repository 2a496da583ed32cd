"""The controls by which a team chooses what to look at."""

from dataclasses import replace

import ipywidgets as widgets
from traitlets import Any

from equitykit.content.texts import Words
from equitykit.measures.choices import Choices, DataChoice
from equitykit.views.sentences import dimension_name, group_name
from equitykit.widgets.drawing_order import DrawingOrder

FIELDS = ("measure", "dimension", "period", "yardstick")
WRAPPED = {"flex_flow": "row wrap"}


class DataControls(widgets.VBox):
    """Four lists (measure, groups, school year, yardstick) and a checkbox for each group.

    `value` is a :class:`DataChoice`. It is always one that exists: a change that leaves
    another list without its old value moves that list to its first. `views` is the order in
    which what follows it is drawn.
    """

    value = Any()

    def __init__(self, choices: Choices, value: DataChoice, *, words: Words):
        self.views = DrawingOrder()
        self._choices = choices
        self._words = words
        self._filling = False
        self._lists = {
            name: widgets.Dropdown(
                description=words(f"controls.{name}.label"),
                style={"description_width": "initial"},
                layout={"width": "auto", "max_width": "100%"},
            )
            for name in FIELDS
        }
        self._groups = widgets.Box(layout=WRAPPED)
        self._groups.add_class("equitykit-groups")
        lists = widgets.Box(list(self._lists.values()), layout=WRAPPED)
        lists.add_class("equitykit-lists")
        super().__init__([lists, self._groups])
        self.add_class("equitykit-controls")
        for name, control in self._lists.items():
            control.observe(lambda change, name=name: self._changed(name, change.new), "value")
        self._show(value)

    def _show(self, value: DataChoice) -> None:
        """Fill all controls from `value`, quietly, and publish it."""
        self._filling = True
        for name, control in self._lists.items():
            control.options = [
                (self._named(name, each), each) for each in self._allowed(name, value)
            ]
            control.value = getattr(value, name)
        self._groups.children = [self._checkbox(code, value) for code in self._codes(value)]
        self._filling = False
        self.value = value

    def _changed(self, name: str, new) -> None:
        if not self._filling and new is not None:
            self._show(self._choices.fit(replace(self.value, **{name: new})))

    def _allowed(self, name: str, value: DataChoice) -> list[str]:
        if name == "measure":
            return self._choices.measures
        if name == "period":
            return self._choices.periods(value.measure)
        if name == "dimension":
            return self._choices.dimensions(value.measure, value.period)
        return self._choices.yardsticks(value.measure, value.period, value.dimension)

    def _named(self, name: str, value: str) -> str:
        if name == "period":
            return value
        if value.startswith("group:"):
            group = group_name(value.removeprefix("group:"), words=self._words)
            return self._words("yardsticks.group.name", group=group)
        if name == "dimension":
            return dimension_name(value, words=self._words)
        files = {"measure": "measures", "yardstick": "yardsticks"}
        return self._words(f"{files[name]}.{value}.name")

    def _codes(self, value: DataChoice) -> list[str]:
        return self._choices.groups(value.measure, value.period, value.dimension)

    def _checkbox(self, code: str, value: DataChoice) -> widgets.Checkbox:
        box = widgets.Checkbox(
            value=code not in value.left_out,
            description=group_name(code, words=self._words),
            indent=False,
            layout={"width": "auto"},
        )
        box.observe(lambda change: self._left_out(code, change.new), "value")
        return box

    def _left_out(self, code: str, shown: bool) -> None:
        left_out = {*self.value.left_out} - {code} if shown else {*self.value.left_out, code}
        codes = self._codes(self.value)
        value = replace(self.value, left_out=tuple(each for each in codes if each in left_out))
        if len(value.left_out) == len(codes):
            self._show(replace(value, left_out=()))
        else:
            self.value = value
