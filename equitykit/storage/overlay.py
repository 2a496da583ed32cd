"""A district's own words, prompts, groups, measures and logo: the folder ``overlay``.

It lies in the work folder and survives upgrades. Words and prompts with an id of ours stand in
for ours; prompts, groups and measures with a new id are added. Where two say something, one
rule: ``terms`` of ``settings.toml`` over ``overlay/words.toml`` over our own content.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from equitykit.content.codelists import Measure, StudentGroup
from equitykit.errors import EquitykitError
from equitykit.storage.logo import KINDS, read_logo
from equitykit.storage.overlay_files import read_csv, read_toml
from equitykit.storage.overlay_rules import (
    COLUMNS,
    GROUPS,
    MEASURES,
    PROMPTS,
    WORDS,
    OwnPrompt,
    check_groups,
    check_measures,
    check_prompts,
    check_words,
    missing_words,
)

FOLDER = "overlay"


@dataclass(frozen=True)
class Overlay:
    """What a district has of its own.

    `words` are texts by sentence id and language, always in both, those of its prompts
    (``prompts.<id>.text``) among them; `groups` and `measures` are
    those that it adds to ours, by id; `logo` is a data address or nothing.
    """

    words: dict[str, dict[str, str]] = field(default_factory=dict)
    prompts: tuple[OwnPrompt, ...] = ()
    groups: dict[str, StudentGroup] = field(default_factory=dict)
    measures: dict[str, Measure] = field(default_factory=dict)
    logo: str = ""

    def words_in(self, language: str) -> dict[str, str]:
        """The district's own words in `language`, by sentence id.

        ``overlay.words_in(language) | settings.terms_in(language)`` is the one rule for both.
        """
        return {id: texts[language] for id, texts in self.words.items()}


def read_overlay(folder: Path) -> Overlay:
    """Read ``overlay`` of the work folder `folder`; without one there is nothing of its own.

    Raises
    ------
    EquitykitError
        For the first thing that cannot be used: the file, the id, the rule.
    """
    overlay, problems = inspect_overlay(folder)
    if problems:
        raise problems[0]
    return overlay


def inspect_overlay(folder: Path) -> tuple[Overlay, list[EquitykitError]]:
    """What can be used of ``overlay``, and everything that cannot, for ``equitykit words``."""
    place, problems = folder / FOLDER, []

    def checked(name: str, check, blank):
        """The checked content of one file; what is wrong with it goes among the problems."""
        if not (place / name).is_file():
            return blank
        try:
            content = _content(place, name)
        except EquitykitError as problem:
            problems.append(problem)
            return blank
        usable, wrong = check(content)
        problems.extend(wrong)
        return usable

    problems.extend(_strangers(place))
    groups = checked(GROUPS, check_groups, {})
    measures = checked(MEASURES, check_measures, {})
    words = checked(WORDS, lambda content: check_words(content, groups, measures), {})
    problems.extend(missing_words(words, groups, measures))
    prompts = checked(PROMPTS, check_prompts, ())
    words |= {f"prompts.{each.id}.text": {"en": each.en, "es": each.es} for each in prompts}
    return Overlay(words, prompts, groups, measures, _logo(place, problems)), problems


def _content(place: Path, name: str):
    shown = f"{FOLDER}/{name}"
    if name in COLUMNS:
        return read_csv(place / name, shown, COLUMNS[name])
    return read_toml(place / name, shown)


def _strangers(place: Path) -> Iterator[EquitykitError]:
    """Files that look as if they were meant to be read, and are not: a name mistyped."""
    known = (WORDS, PROMPTS, GROUPS, MEASURES)
    for path in sorted(place.glob("*")) if place.is_dir() else ():
        if path.suffix.lower() in (".toml", ".csv", ".yml", ".yaml") and path.name not in known:
            yield EquitykitError("overlay_file_unknown", file=path.name, names=", ".join(known))


def _logo(place: Path, problems: list[EquitykitError]) -> str:
    for name in (f"logo{ending}" for ending in KINDS):
        if (place / name).is_file():
            try:
                return read_logo(place, name)
            except EquitykitError:
                problems.append(EquitykitError("overlay_logo", file=name))
    return ""
