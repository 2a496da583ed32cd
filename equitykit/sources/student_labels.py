"""What the labels in a student file mean: local words for race, gender, yes and no, grades."""

import re
from functools import cache

from equitykit.content.codelists import load_student_groups
from equitykit.sources.student_columns import load_student_words, words_of

YES, NO, MISSING = "yes", "no", "missing"
BLANK = "(blank)"
"""How a mapping writes the label of an empty cell."""

GRADES = ("TK", "KN", *(f"{number:02}" for number in range(1, 13)), "UG")
PROGRAMS = ("SE", "LTEL", "SD", "SS", "SF", "SH", "SM")
RACES = ("RB", "RI", "RA", "RF", "RH", "RP", "RW", "RT", "RD")
SINGLE_RACES = RACES[:7]

# Labels that only some columns use, beside yes and no.
_SPECIAL = {
    "race_ethnicity": ("race",),
    "race": ("race",),
    "gender": ("gender",),
    "grade": ("grade",),
    "SE": ("SE", "flag"),
    "LTEL": ("flag",),
    "SH": ("SH", "flag"),
    "own_ela_met": ("flag", "met"),
    "own_math_met": ("flag", "met"),
}


def label_key(label: str) -> str:
    """How labels are compared: ``09`` and ``9.0`` are one label, ``-1`` is another than ``1``.

    >>> label_key(" Hispanic/Latino "), label_key("09"), label_key("9.0"), label_key("-1")
    ('hispanic latino', '9', '9', '-1')
    """
    number = re.fullmatch(r"\s*(-?)0*(\d+)(?:\.0+)?\s*", label)
    if number:
        return number[1] + number[2]
    return words_of(label.lower()) or label.strip().casefold()


def known_meanings(role: str, labels) -> dict[str, str]:
    """What the labels of a column of this role mean, as far as it is known.

    Yes-or-no columns give ``yes`` or ``no``, the others our code of the group or grade. In a
    column of test results ``1`` is the lowest level where there are levels, else a yes.
    """
    keys = {label: label_key(label) for label in labels}
    kinds = _SPECIAL.get(role, ("flag",))
    if "met" in kinds and {*keys.values()} & {"2", "3", "4"}:
        kinds = ("met",)
    known = _meanings(kinds)
    found = {label: known.get(key) for label, key in keys.items()}
    if role == "grade":
        found |= {label: found[label] or _grade(label) for label in keys}
    return {label: meaning for label, meaning in found.items() if meaning}


def allowed_meanings(role: str) -> tuple[str, ...]:
    """The meanings that a label of this role may have in a mapping."""
    if role in ("race_ethnicity", "race"):
        return (*RACES, MISSING)
    if role == "gender":
        return (*(code for code in _codes("gender") if code != "GZ"), MISSING)
    return (*GRADES, MISSING) if role == "grade" else (YES, NO, MISSING)


def _codes(dimension: str) -> list[str]:
    return [g.code for g in load_student_groups().values() if g.dimension == dimension]


@cache
def _meanings(kinds: tuple[str, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for kind in kinds:
        # the first kind that knows a label counts: "1" is a yes before it is a level
        for meaning, labels in load_student_words()["labels"][kind].items():
            for label in labels:
                found.setdefault(label_key(label), meaning)
    return found


def _grade(label: str) -> str | None:
    """``9``, ``09``, ``Grade 9``, ``9th`` and ``9.º`` are grade ``09``."""
    found = re.fullmatch(
        r"(?:grade |gr |grado )?(\d{1,2})(?: ?(?:st|nd|rd|th|o))?", label_key(label)
    )
    return f"{int(found[1]):02}" if found and 1 <= int(found[1]) <= 12 else None
