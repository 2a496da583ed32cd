"""What the words of a table of counts mean: groups, measures, places, and rows of totals."""

import re

from equitykit.content.codelists import load_dimensions, load_measures, load_student_groups
from equitykit.content.texts import LANGUAGES, load_texts
from equitykit.sources.column_mapping import MappedColumn
from equitykit.sources.mapping_roles import FLAGS, LABELS
from equitykit.sources.student_columns import NOT_USED, exact_flag, load_student_words, words_of
from equitykit.sources.student_labels import MISSING, NO, YES, known_meanings, label_key
from equitykit.sources.student_traits import meanings_of

EVERYONE = "TA"
LEFT_OUT = "-"
"""The group of a row that tells of no group of ours, and is meant not to."""

# Labels of so few letters mean different things in different columns.
LONGEST_LETTERS = 2

_GRADES = {"TK": "GRTK", "KN": "GR00", "UG": "GRUG"}
_NOT_KNOWN = {"race_ethnicity": "RD", "gender": "GZ"}


def group_of(word: str) -> str | None:
    """Our code of a student group by its code or any of its names, or TA for a total."""
    found = _named("groups", load_student_groups()).get(words_of(word))
    if found or is_total(word):
        return found or EVERYONE
    if len(word) <= LONGEST_LETTERS:  # F may be female or Filipino
        return None
    for role in ("race_ethnicity", "gender"):
        if meaning := known_meanings(role, [word]).get(word):
            return None if meaning == MISSING else meaning
    return exact_flag(word)


def is_total(word: str) -> bool:
    """Whether a label says that a row is of all groups of its column together."""
    return words_of(word) in load_student_words()["labels"]["total"]


def measure_of(word: str, allowed=None) -> str | None:
    """The measure by its id or any of its names, or the own measure of that topic."""
    measures = load_measures()
    allowed = measures if allowed is None else allowed
    found = _named("measures", measures).get(words_of(word))
    if found in allowed:
        return found
    topic = measures[found].topic if found else words_of(word).replace(" ", "_")
    same = [name for name in allowed if measures[name].topic == topic]
    return same[0] if len(same) == 1 or (same and same[0].startswith("own_")) else None


def _named(file: str, items) -> dict[str, str]:
    texts = load_texts()
    names = {words_of(item): item for item in items}
    for item in items:
        for field in ("name", "short"):
            for language in LANGUAGES:
                text = texts.get(f"{file}.{item}.{field}", {}).get(language, "")
                names.setdefault(words_of(text), item)
    names.pop("", None)
    return names


def place_code(word: str) -> str | None:
    """A place's code of 14 digits: as it is, with its lost zero, or a district's of 7."""
    found = re.fullmatch(r"(\d{7}|\d{13,14})(\.0)?", word)
    if not found:
        return None
    return found[1].ljust(14, "0") if len(found[1]) == 7 else found[1].zfill(14)


def said(mapped: MappedColumn) -> dict[str, str]:
    """What a mapping says of a column's labels, by how labels are compared."""
    return {label_key(label): value for label, value in mapped.labels.items() if value}


def part_of(mapped: MappedColumn, words: list[str]) -> dict[str, str | None]:
    """For each word of a column of groups the code of the group it stands for.

    TA for a total or an empty cell, :data:`LEFT_OUT` for what is no group of its own, None where
    nobody has said what it means.
    """
    if mapped.role == "group":
        known = said(mapped)
        found = {word: known.get(label_key(word)) or group_of(word) for word in words}
        found = {word: LEFT_OUT if code == NOT_USED else code for word, code in found.items()}
    else:
        known = meanings_of(mapped, words)
        found = {
            word: EVERYONE if is_total(word) else _code(mapped.role, known.get(word))
            for word in words
        }
    return found | {"": EVERYONE}


def _code(role: str, meaning: str | None) -> str | None:
    if meaning is None:
        return None
    if role in FLAGS:
        return {YES: role, NO: LEFT_OUT, MISSING: LEFT_OUT}.get(meaning)
    if meaning == MISSING:
        return _NOT_KNOWN.get(role, LEFT_OUT)
    if role == "grade":
        return _GRADES.get(meaning, f"GR{meaning}")
    return meaning


def crossing_of(parts: tuple[str, ...]) -> tuple[str, str] | None:
    """Dimension and group of a row by the groups that its columns name; None where it tells of
    none of ours, or of two of one kind.

    >>> crossing_of(("TA", "TA")), crossing_of(("GF", "RH")), crossing_of(("RH", "RW"))
    (('all', 'TA'), ('race_ethnicity×gender', 'RH×GF'), None)
    """
    groups, order = load_student_groups(), list(load_dimensions())
    named = [code for code in parts if code != EVERYONE]
    if not named:
        return "all", EVERYONE
    if any(code not in groups for code in named):
        return None
    pairs = sorted({(order.index(groups[code].dimension), code) for code in named})
    if len({dimension for dimension, _ in pairs}) < len(named):
        return None
    return "×".join(order[place] for place, _ in pairs), "×".join(code for _, code in pairs)


TRAITS = (*LABELS, *FLAGS)
