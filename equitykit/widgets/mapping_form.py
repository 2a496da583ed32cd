"""The form in which a person says once what the columns of an extract are."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import ipywidgets as widgets

from equitykit.content.texts import Words, explain
from equitykit.errors import EquitykitError
from equitykit.views.html import render

WIDE = {"width": "auto", "max_width": "100%"}
LABELLED = {"description_width": "initial"}


@dataclass(frozen=True)
class LabelQuestion:
    """What does a label mean? `options` are pairs of words and meaning; without any the answer
    is typed (the code of a school)."""

    label: str
    question: str
    meaning: str
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class ColumnQuestion:
    """What is a column? `roles` are pairs of words and role; `labels` what is asked of it."""

    column: str
    role: str
    roles: tuple[tuple[str, str], ...]
    labels: tuple[LabelQuestion, ...] = ()


@dataclass(frozen=True)
class MappingQuestions:
    """All that is asked about one file; `settings` are those that are typed or chosen, `told` is
    said above them."""

    columns: tuple[ColumnQuestion, ...]
    settings: dict[str, str] = field(default_factory=dict)
    races: tuple[tuple[str, str], ...] = ()
    refused: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


@dataclass(frozen=True)
class MappingAnswers:
    """What a person has said: roles by column, meanings by column and label, settings."""

    roles: dict[str, str]
    meanings: dict[tuple[str, str], str]
    settings: dict[str, str]


class MappingForm(widgets.VBox):
    """A list for each column, one for each label that is asked, and a button that saves.

    `ask(file)` gives the questions about a file, `save(file, answers)` the sentences that are
    shown when they are saved. A file's answers are asked for again after each saving: a column
    that was given its role may have labels to explain. Where `save` raises, the answers stay.
    """

    def __init__(
        self,
        files: list[str],
        *,
        ask: Callable[[str], MappingQuestions],
        save: Callable[[str, MappingAnswers], list[str]],
        words: Words,
    ):
        self._ask, self._save, self._words = ask, save, words
        self._files = _list([(name, name) for name in files], files[0], words("mapping.form.file"))
        self._questions = widgets.VBox([])
        self._button = widgets.Button(
            description=words("mapping.form.save"), layout={"width": "auto"}, button_style="primary"
        )
        self.said: list[str] = []
        """The sentences shown after the last saving."""
        self._said = widgets.HTML()
        super().__init__([self._files, self._questions, self._button, self._said])
        self.add_class("equitykit-mapping")
        self._files.observe(lambda change: self._show(), "value")
        self._button.on_click(lambda button: self.submit())
        self._show()

    def _show(self) -> None:
        asked = self._ask(self._files.value)
        self._roles = {
            each.column: _list(each.roles, each.role, each.column) for each in asked.columns
        }
        self._meanings = {
            (each.column, label.label): _label(label)
            for each in asked.columns
            for label in each.labels
        }
        self._settings = {
            name: _setting(name, value, asked, self._words(f"mapping.form.{name}"))
            for name, value in asked.settings.items()
        }
        lines = [*asked.told, *([self._words("mapping.form.about")] if asked.columns else [])]
        if asked.refused:
            columns = self._words.list(asked.refused)
            lines.append(self._words("mapping.form.refused", columns=columns))
        by_column = []
        for column, role in self._roles.items():
            its = [box for (of, _), box in self._meanings.items() if of == column]
            by_column += [role, *its]
        self._questions.children = [_lines(lines), *self._settings.values(), *by_column]

    def submit(self) -> None:
        """Save what was answered, and show what was said to it."""
        answers = MappingAnswers(
            {column: box.value for column, box in self._roles.items()},
            {key: box.value.strip() for key, box in self._meanings.items()},
            {name: _answer(box) for name, box in self._settings.items()},
        )
        try:
            self.said = self._save(self._files.value, answers)
        except EquitykitError as refusal:
            # what was typed stays in its field, to be put right there
            self.said = [explain(refusal, self._words.language)]
        else:
            self._show()
        # read out by a screen reader: the focus stays on the button
        self._said.value = str(render("told", lines=self.said))


def _lines(sentences: list[str]) -> widgets.HTML:
    # the template escapes every sentence
    return widgets.HTML(str(render("lines", lines=sentences)))


def _list(options, value: str, description: str) -> widgets.Dropdown:
    return widgets.Dropdown(
        options=list(options), value=value, description=description, style=LABELLED, layout=WIDE
    )


def _text(value: str, description: str) -> widgets.Text:
    return widgets.Text(value=value, description=description, style=LABELLED, layout=WIDE)


def _setting(name: str, value: str, asked: MappingQuestions, description: str):
    if name == "races":
        return _list(asked.races, value, description)
    if name != "delete_by":
        return _text(value, description)
    day = date.fromisoformat(value) if value else None
    return widgets.DatePicker(value=day, description=description, style=LABELLED, layout=WIDE)


def _answer(box) -> str:
    if isinstance(box, widgets.DatePicker):
        return box.value.isoformat() if box.value else ""
    return box.value.strip()


def _label(asked: LabelQuestion):
    if asked.options:
        return _list(asked.options, asked.meaning, asked.question)
    return _text(asked.meaning, asked.question)
