"""Outcomes and traits as somebody asks for them: by our name, the file's own column, or in words.

``SE``, ``english_learner`` (the column of the file) and ``English learners`` (what pages call
it, in either language) are the same trait.
"""

from collections.abc import Iterable

from equitykit.content.texts import LANGUAGES, load_texts
from equitykit.errors import EquitykitError
from equitykit.measures.lattice import dimension_of, group_of
from equitykit.sources.student_labels import SINGLE_RACES, label_key
from equitykit.sources.students import StudentReading

_COUNTED_FROM = {
    "own_chronic_absenteeism": ("days_absent",),
    "own_suspension": ("suspensions",),
    "own_expulsion": ("expulsions",),
}
_RACES = ("race_ethnicity", "race", "RT", *SINGLE_RACES)


def asked_outcomes(reading: StudentReading, asked: Iterable[str]) -> list[str]:
    """Our names of the outcomes asked for, each once.

    Raises
    ------
    EquitykitError
        ``disaggregate_outcome``, which lists all there are.
    """
    roles = {name: (name,) for name in reading.outcomes}
    for name, counted in _COUNTED_FROM.items():
        if name in roles and not reading.mapping.with_role(name):
            roles[name] = counted
    known = {name: _columns(reading, name, "outcome", roles[name]) for name in reading.outcomes}
    titles = {name: (f"measures.{name}",) for name in known}
    return _chosen(asked, known, titles, "disaggregate_outcome", "outcome")


def asked_traits(reading: StudentReading, asked: Iterable[str]) -> list[str]:
    """Our names of the traits asked for, each once; a dimension stands for all its groups.

    Raises
    ------
    EquitykitError
        ``disaggregate_column``, which lists all there are.
    """
    grades = ("grade",) if reading.mapping.with_role("grade") else ()
    traits = (*reading.traits, *grades)
    known = {name: _columns(reading, name, "trait", _roles_of(name)) for name in traits}
    titles = {name: (f"groups.{group_of(name)}", f"dimensions.{name}") for name in known}
    for dimension in dict.fromkeys(dimension_of(name) for name in traits):
        if dimension not in known:
            races = dimension.startswith("race_")
            known[dimension] = _columns(reading, dimension, "", _RACES) if races else []
            titles[dimension] = (f"dimensions.{dimension}",)
    return _chosen(asked, known, titles, "disaggregate_column", "column")


def _roles_of(trait: str) -> tuple[str, ...]:
    dimension = dimension_of(trait)
    if dimension.startswith("race_"):
        return _RACES if dimension == trait else (group_of(trait),)
    return (trait,)


def _columns(reading: StudentReading, name: str, own: str, roles: tuple[str, ...]) -> list[str]:
    """The columns of the file that a name is read from."""
    mapped = reading.mapping.columns.values()
    return [
        one.column
        for one in mapped
        if one.role in roles or (one.role == own and (one.name or one.column) == name)
    ]


def _chosen(asked, known: dict[str, list[str]], titles, refusal: str, what: str) -> list[str]:
    called: dict[str, str] = {}
    for name, columns in known.items():
        for call in (name, *columns):
            called.setdefault(label_key(call), name)
    for name in known:
        for title in _titles(titles[name]):
            called.setdefault(label_key(title), name)
    found = []
    for one in asked:
        name = one if one in known else called.get(label_key(one))
        if name is None:
            raise EquitykitError(refusal, **{what: one, "known": _listed(known)})
        found.append(name)
    return list(dict.fromkeys(found))


def _titles(items: tuple[str, ...]) -> list[str]:
    texts = load_texts()
    ids = [f"{item}.{field}" for item in items for field in ("name", "short")]
    return [texts[id][language] for id in ids if id in texts for language in LANGUAGES]


def _listed(known: dict[str, list[str]]) -> str:
    """``SE (english_learner), race_ethnicity``: our names, and the columns of other names."""
    listed = []
    for name, columns in known.items():
        others = ", ".join(column for column in columns if column != name)
        listed.append(f"{name} ({others})" if others else name)
    return ", ".join(listed)
