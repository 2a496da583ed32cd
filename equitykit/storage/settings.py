"""What a district or county office decides once: one ``settings.toml`` in the work folder."""

import re
import tomllib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, ValidationError, model_validator

from equitykit.content.codelists import know, load_measures, load_student_groups
from equitykit.content.texts import load_texts
from equitykit.errors import EquitykitError
from equitykit.storage.overlay import read_overlay

FILE_NAME = "settings.toml"
DEFAULT_MINIMUM_N = 11

# what a target can be, by the unit of its measure; a distance in points may also be below zero
TARGETS = {"percent": (0, 100), "days": (0, 366)}

NAMED_YARDSTICKS = ("everyone_else", "overall", "highest", "target", "own_past")


class Settings(BaseModel):
    """The settings, each with a default; the README has a line on each.

    ``minimum_n`` is the privacy floor: no figure about fewer students is shown. It is raised
    freely and lowered only with a reason. ``stability_line`` is the number of students from
    which a group is ranked. ``targets`` are rates by measure id, in the measure's unit.
    ``logo`` is a picture in the same folder. ``terms`` replace our words by sentence id:
    ``"groups.SE.name" = {en = "…", es = "…"}``.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    minimum_n: Annotated[int, Field(ge=2)] = DEFAULT_MINIMUM_N
    minimum_n_reason: str = ""
    stability_line: Annotated[int, Field(ge=2)] = 30
    yardstick: str = "everyone_else"
    second_yardstick: str = "highest"
    language: Literal["en", "es"] = "en"
    logo: str = ""
    measures: tuple[str, ...] = ()
    targets: dict[str, Annotated[FiniteFloat, Field(strict=True)]] = {}
    terms: dict[str, dict[Literal["en", "es"], str]] = {}

    @model_validator(mode="after")
    def _rules(self):
        if self.minimum_n < DEFAULT_MINIMUM_N and not self.minimum_n_reason.strip():
            raise ValueError("minimum_n")
        if self.stability_line < self.minimum_n:
            raise ValueError("stability_line")
        for name in ("yardstick", "second_yardstick"):
            if not _is_yardstick(getattr(self, name)):
                raise ValueError(name)
        known = {"measures": load_measures(), "targets": load_measures(), "terms": load_texts()}
        for name, allowed in known.items():
            unknown = [each for each in getattr(self, name) if each not in allowed]
            if unknown:
                raise ValueError(f"{name} {unknown[0]}")
        for measure, target in self.targets.items():
            _check_target(measure, target)
        return self

    def terms_in(self, language: str) -> dict[str, str]:
        """The district's own words in `language`, by sentence id."""
        return {id: texts[language] for id, texts in self.terms.items() if language in texts}


def _is_yardstick(name: str) -> bool:
    kind, _, group = name.partition(":")
    return name in NAMED_YARDSTICKS or (kind == "group" and group in load_student_groups())


def _check_target(measure: str, target: float) -> None:
    unit = load_measures()[measure].unit
    if unit == "students":
        raise ValueError(f"target_of_students {measure}")
    low, high = TARGETS.get(unit, (target, target))
    if not low <= target <= high:
        raise ValueError(f"target_{unit} {measure} = {target:g}")


def load_settings(folder: Path) -> Settings:
    """Read ``settings.toml`` in `folder`; without one, all defaults.

    The words of the folder's overlay are among the terms, below those of the settings; its
    groups and measures are known from here on.

    Raises
    ------
    EquitykitError
        ``settings_not_toml`` or ``settings_wrong``, naming the line or the setting, and what
        :func:`equitykit.storage.overlay.read_overlay` raises
    """
    overlay = read_overlay(folder)
    know(overlay.groups, overlay.measures)
    settings = _read(folder / FILE_NAME)
    own = overlay.words
    terms = {id: own.get(id, {}) | settings.terms.get(id, {}) for id in [*own, *settings.terms]}
    return settings.model_copy(update={"terms": terms})


def _read(path: Path) -> Settings:
    if not path.is_file():
        return Settings()
    try:
        text = path.read_text(encoding="utf-8-sig")
        return Settings(**tomllib.loads(text))
    except UnicodeDecodeError:
        raise EquitykitError("settings_not_text", file=FILE_NAME) from None
    except tomllib.TOMLDecodeError as problem:
        at = re.search(r"line (\d+)", str(problem))
        line = at[1] if at else len(text.splitlines())
        raise EquitykitError("settings_not_toml", file=FILE_NAME, line=line) from None
    except OSError as problem:
        raise EquitykitError("file_unreadable", file=FILE_NAME, detail=problem.strerror) from None
    except ValidationError as problem:
        first = problem.errors()[0]
        if first["type"] == "value_error":
            rule, _, value = str(first["ctx"]["error"]).partition(" ")
            raise EquitykitError(f"settings_{rule}", value=value) from None
        if first["type"] == "extra_forbidden":
            raise EquitykitError("settings_unknown", setting=str(first["loc"][0])) from None
        name = ".".join(str(part) for part in first["loc"])
        raise EquitykitError("settings_wrong", setting=name, value=repr(first["input"])) from None
