"""What a column of a student file is, as far as the words of its header tell.

Who a student is (names, addresses, numbers of persons) is never read. What may put a student
in danger, or was given for another purpose (immigration, orientation, meals, health), is not
read unless the mapping names the source of a permission. See ``student_words.yml``.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from equitykit.content.codelists import load_student_groups

IDENTIFIER = "identifier"
STUDENT_ID = "student_id"
NOT_USED = "not_used"
TOTALS_ROLES = ("place_code", "place_name", "group", "measure", "numerator", "denominator", "rate")

# A spelling this short is a column's whole name or it is chance.
SHORTEST_PART = 3


@dataclass(frozen=True)
class HeaderGuess:
    """What a header tells: `role` (None where it tells nothing), `status` the forbidden status
    it names (an item of ``student_words.yml``), `length` of the spelling that was found."""

    role: str | None = None
    status: str | None = None
    length: int = 0


@cache
def load_student_words() -> dict:
    """The spellings of ``student_words.yml``."""
    text = files("equitykit.sources").joinpath("student_words.yml").read_text(encoding="utf-8")
    return yaml.safe_load(text)


def words_of(text: str) -> str:
    """A header or label as plain words: no accents, case or punctuation, ``camelCase`` cut.

    >>> words_of("STU.LastName"), words_of("Raza/Etnicidad"), words_of("K-12 Año")
    ('stu last name', 'raza etnicidad', 'k 12 ano')
    """
    cut = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    plain = unicodedata.normalize("NFKD", cut).encode("ascii", "ignore").decode()
    return " ".join(re.findall(r"[a-z0-9]+", plain.lower()))


def is_identifier(header: str) -> bool:
    """Whether a header says who a student is."""
    name, words = words_of(header), load_student_words()
    found = _found(name, {IDENTIFIER: [*words[IDENTIFIER], *words["staff"]]})
    if not found or _found(name, _not_personal()):
        return False
    # of "country of birth" and "birth" the longer counts
    other = _found(name, load_student_words()["forbidden"])
    return not other or other.length <= found.length


def is_staff(header: str) -> bool:
    """Whether a header says who works with students: not to be told of in files of counts."""
    name = words_of(header)
    found = _found(name, {IDENTIFIER: load_student_words()["staff"]})
    counts = _found(name, {"count": load_student_words()["roles"]["denominator"]})
    return bool(found) and not counts and not _found(name, _not_personal())


def forbidden_status(header: str) -> str | None:
    """The status in a header that may not be used without permission, or None."""
    found = _found(words_of(header), load_student_words()["forbidden"])
    return found.role if found else None


def guess_flag(header: str) -> str | None:
    """The group that a yes-or-no column is about: ``EthnicityFlag_White`` is about RW."""
    roles = load_student_words()["roles"]
    groups = {role: words for role, words in roles.items() if role in load_student_groups()}
    found = _found(words_of(header), groups)
    return found.role if found else None


def exact_flag(label: str) -> str | None:
    """The group that a label names with the words by which columns of that group are named."""
    roles = load_student_words()["roles"]
    groups = {role: words for role, words in roles.items() if role in load_student_groups()}
    found = _exact(words_of(label), groups)
    return found.role if found else None


def guess_header(header: str, *, totals: bool = False) -> HeaderGuess:
    """What the words of a header tell; `totals` where the file has a row for each group."""
    name = words_of(header)
    place = _found(name, _not_personal())
    if not place and (is_staff(header) if totals else is_identifier(header)):
        return HeaderGuess(IDENTIFIER)
    status = forbidden_status(header)
    if status:
        return HeaderGuess(None, status)
    return (place if not totals else None) or _role(name, totals) or HeaderGuess()


def _role(name: str, totals: bool) -> HeaderGuess | None:
    roles = load_student_words()["roles"]
    if totals:
        exact = {role: roles[role] for role in ("period", *TOTALS_ROLES)}
        return _exact(name, exact) or _found(name, exact)
    students = {role: words for role, words in roles.items() if role not in TOTALS_ROLES}
    found = _exact(name, students)
    if found:
        return found
    # "student" and "id" stand in many names that are about something else
    students[STUDENT_ID] = [word for word in students[STUDENT_ID] if " " in word]
    return _found(name, students)


def _exact(name: str, roles: dict[str, list[str]]) -> HeaderGuess | None:
    squashed = name.replace(" ", "")
    for role, spellings in roles.items():
        if any(spelling.replace(" ", "") == squashed for spelling in spellings):
            return HeaderGuess(role, length=100)
    return None


def _found(name: str, roles: dict[str, list[str]]) -> HeaderGuess | None:
    """The role of the longest spelling that stands in a name as whole words."""
    exact = _exact(name.removeprefix("stu "), roles)
    if exact:
        return exact
    parts = f" {name} "
    found = [
        HeaderGuess(role, length=len(spelling))
        for role, spellings in roles.items()
        for spelling in spellings
        if len(spelling) >= SHORTEST_PART and f" {spelling} " in parts
    ]
    return max(found, key=lambda guess: guess.length, default=None)


def _not_personal() -> dict[str, list[str]]:
    return load_student_words()["not_personal"]
