"""What may stand in the files of the overlay, and what a sentence says where it may not.

Each check takes the content of one file and gives back what can be used and what is wrong.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from equitykit.content.codelists import (
    Measure,
    StudentGroup,
    load_dimensions,
    our_measures,
    our_student_groups,
)
from equitykit.content.prompts import prompt_letters
from equitykit.content.texts import LANGUAGES, gaps, load_texts
from equitykit.errors import EquitykitError
from equitykit.records.pause_questions import FOCUSES

WORDS, PROMPTS, GROUPS, MEASURES = "words.toml", "prompts.toml", "groups.csv", "measures.csv"
COLUMNS = {
    GROUPS: ("code", "dimension", "dashboard"),
    MEASURES: (
        "id", "family", "improvement_direction", "unit", "counts_students", "is_headline", "topic",
    ),
}  # fmt: skip
GROUP_WORDS = ("name", "short", "students")
MEASURE_WORDS = ("name", "short", "counts", "among", "did", "outcome")
LONGEST_TEXT = 4_000

Problems = list[EquitykitError]


@dataclass(frozen=True)
class OwnPrompt:
    """A pause prompt of the district's own, or its own wording of one of ours."""

    id: str
    focus: str
    stage: str
    en: str
    es: str


def check_words(
    content: dict, groups: dict[str, StudentGroup], measures: dict[str, Measure]
) -> tuple[dict[str, dict[str, str]], Problems]:
    """Own words by sentence id: known ids, both languages, the gaps of our text."""
    own = set(_words_of(groups, measures))
    words, problems = {}, []
    for id, texts in _flat(content):
        try:
            words[id] = _checked_word(id, texts, own)
        except EquitykitError as problem:
            problems.append(problem)
    return words, problems


def _flat(table: dict, above: str = "") -> Iterator[tuple[str, object]]:
    """Pairs of id and texts; TOML makes tables of ``groups.SE.name`` without quotation marks."""
    for key, value in table.items():
        id = f"{above}.{key}" if above else key
        below = isinstance(value, dict) and value and not set(value) & {*LANGUAGES}
        if below:
            yield from _flat(value, id)
        else:
            yield id, value


def _checked_word(id: str, texts: object, own: set[str]) -> dict[str, str]:
    ours = load_texts().get(id)
    if ours is None and id not in own:
        near = get_close_matches(id, [*load_texts(), *own], n=1, cutoff=0.0)
        raise EquitykitError("overlay_word_unknown", item=id[:100], near=near[0])
    texts = _both_languages(WORDS, id, texts)
    expected = gaps(ours["en"]) if ours else set()
    for text in texts.values():
        try:
            found = gaps(text)
        except ValueError:
            raise EquitykitError("overlay_word_braces", item=id) from None
        if found != expected:
            raise EquitykitError("overlay_word_gaps", item=id, gaps=_named(expected) or "–")
    return texts


def _named(found: set[tuple[str, str, str]]) -> str:
    written = (
        name + (f"!{conversion}" if conversion else "") + (f":{form}" if form else "")
        for name, form, conversion in sorted(found)
    )
    return " ".join(f"{{{each}}}" for each in written)


def _both_languages(file: str, id: str, texts: object) -> dict[str, str]:
    """`texts` with exactly both languages, each a text that says something."""
    given = texts if isinstance(texts, dict) else {}
    for language in LANGUAGES:
        text = given.get(language)
        if not isinstance(text, str) or not text.strip():
            raise EquitykitError("overlay_language_missing", file=file, item=id, language=language)
        if len(text) > LONGEST_TEXT or not _printable(text):
            raise EquitykitError("overlay_text_unusable", file=file, item=id, most=LONGEST_TEXT)
    if extra := sorted(set(given) - set(LANGUAGES)):
        raise EquitykitError("overlay_key_unknown", file=file, item=id, key=extra[0][:40])
    return {language: given[language] for language in LANGUAGES}


def _printable(text: str) -> bool:
    # a space that does not break keeps a number beside its sign
    return all(letter.isprintable() or letter in "\n\N{NO-BREAK SPACE}" for letter in text)


def check_prompts(content: dict) -> tuple[tuple[OwnPrompt, ...], Problems]:
    """Own prompts: each with an id, a focus, a stage, and its text in both languages."""
    found, problems = {}, []
    rows = content.get("prompt", [])
    if set(content) - {"prompt"} or not isinstance(rows, list):
        return (), [EquitykitError("overlay_prompts_shape")]
    for number, row in enumerate(rows, 1):
        try:
            prompt = _checked_prompt(number, row if isinstance(row, dict) else {})
            if prompt.id in found:
                raise EquitykitError("overlay_twice", file=PROMPTS, item=prompt.id)
            found[prompt.id] = prompt
        except EquitykitError as problem:
            problems.append(problem)
    return tuple(found.values()), problems


def _checked_prompt(number: int, row: dict) -> OwnPrompt:
    id = row.get("id")
    if not isinstance(id, str) or not re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]{0,39}", id):
        raise EquitykitError("overlay_prompt_id", number=number)
    for name, allowed in {"focus": FOCUSES, "stage": tuple(prompt_letters())}.items():
        if row.get(name) not in allowed:
            raise EquitykitError(
                "overlay_prompt_value", item=id, name=name, allowed=", ".join(allowed)
            )
    rest = {name: text for name, text in row.items() if name not in ("id", "focus", "stage")}
    return OwnPrompt(id, row["focus"], row["stage"], **_both_languages(PROMPTS, id, rest))


def check_groups(rows: list[dict[str, str]]) -> tuple[dict[str, StudentGroup], Problems]:
    """Groups that the district adds; ours keep their meaning, only their words may change."""
    rules = {
        "code": lambda code: re.fullmatch(r"[A-Za-z0-9]{1,12}", code),
        "dimension": lambda id: id in load_dimensions(),
        "dashboard": lambda code: re.fullmatch(r"[A-Za-z0-9]{0,12}", code),
    }
    usable, problems = _checked_rows(GROUPS, rows, rules, known=our_student_groups())
    return {row["code"]: StudentGroup(**row) for row in usable}, problems


def check_measures(rows: list[dict[str, str]]) -> tuple[dict[str, Measure], Problems]:
    """Measures that the district adds."""
    yes_no = ("yes", "no")
    rules = {
        "id": lambda id: re.fullmatch(r"[a-z][a-z0-9_]{0,59}", id),
        "improvement_direction": lambda value: value in ("increase", "decrease"),
        "unit": lambda value: value in {measure.unit for measure in our_measures().values()},
        "counts_students": lambda value: value in yes_no,
        "is_headline": lambda value: value in yes_no,
        "family": bool,
        "topic": bool,
    }
    usable, problems = _checked_rows(MEASURES, rows, rules, known=our_measures())
    flags = ("counts_students", "is_headline")
    return {
        row["id"]: Measure(**(row | {flag: row[flag] == "yes" for flag in flags})) for row in usable
    }, problems


def _checked_rows(file: str, rows: list[dict], rules: dict, *, known: Iterable[str]):
    key, usable, problems, seen = COLUMNS[file][0], [], [], set(known)
    for number, row in enumerate(rows, 2):
        wrong = [column for column, rule in rules.items() if not rule(row[column])]
        if wrong:
            problems.append(
                EquitykitError(
                    "overlay_cell",
                    file=file,
                    row=number,
                    column=wrong[0],
                    value=row[wrong[0]][:40],
                )
            )
        elif row[key] in seen:
            problems.append(EquitykitError("overlay_twice", file=file, item=row[key]))
        else:
            seen.add(row[key])
            usable.append(row)
    return usable, problems


def missing_words(words: dict, groups: dict, measures: dict) -> Problems:
    """What the district's own groups and measures still lack to be called by a name."""
    missing = [id for id in _words_of(groups, measures) if id not in words]
    return [EquitykitError("overlay_word_missing", item=id) for id in missing]


def _words_of(groups: dict, measures: dict) -> list[str]:
    return [
        *(f"groups.{code}.{part}" for code in groups for part in GROUP_WORDS),
        *(f"measures.{id}.{part}" for id in measures for part in MEASURE_WORDS),
    ]
