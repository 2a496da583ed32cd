"""What kind of published file this is, told from the words of its header."""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files

import yaml

from equitykit.sources.family_layouts import load_family_layouts
from equitykit.sources.published_table import normal

# Title lines stand above the header in workbooks and in copies of them.
HEADER_WITHIN = 12


@dataclass(frozen=True)
class Recognition:
    """What a header tells.

    `kind` is ``dataquest``, ``dashboard`` or one of the `answers` of ``layouts.yml`` where we
    read the file, else None. `name` is the item of ``content/sources.yml`` that names the file
    (None: unknown), `family` our word for it where we have one, `missing` the columns without
    which it cannot be read.
    """

    kind: str | None = None
    name: str | None = None
    family: str | None = None
    missing: tuple[str, ...] = ()
    header_row: int = 0

    @property
    def rank(self) -> int:
        """How good it is: a file we read, a file we can name, neither."""
        return 2 if self.kind else 1 if self.name else 0


@cache
def load_layouts() -> dict:
    """The spellings of ``layouts.yml``, and in `not_read` those of files we only name."""
    text = files("equitykit.sources").joinpath("layouts.yml").read_text(encoding="utf-8")
    return yaml.safe_load(text) | load_family_layouts()


def recognise(rows: list[list[str]]) -> Recognition:
    """Find the header in the first rows of a file and say what it is the header of."""
    found = [
        _of_header([normal(cell) for cell in row], rows[number + 1 :], number)
        for number, row in enumerate(rows[:HEADER_WITHIN])
    ]
    return max(found, key=lambda recognition: recognition.rank, default=Recognition())


def _of_header(names: list[str], below: list[list[str]], row: int) -> Recognition:
    layouts = load_layouts()
    family = _dataquest_family(names)
    if family:
        return _complete("dataquest", family, names, row)
    indicator = _indicator(names, below)
    if indicator or {"rtype", "currstatus"} <= set(names):
        return _complete("dashboard", indicator or _told_by(names), names, row)
    for kind, answer in layouts["answers"].items():
        if any(all(_has(names, column) for column in known) for known in answer["known_by"]):
            return Recognition(kind, kind, kind, header_row=row)
    for kind, layout in load_family_layouts().items():
        if all(_has(names, column) for column in layout["columns"]):
            return _complete(kind, layout["family"], names, row)
    for entry in layouts["not_read"]:
        if all(_has(names, column) for column in entry["columns"]):
            return Recognition(name=entry["name"], family=entry.get("family"), header_row=row)
    return Recognition()


def _complete(kind: str, family: str | None, names: list[str], row: int) -> Recognition:
    layout = load_layouts()[kind]
    spellings = layout["places"] | layout.get("figures", {})
    spared = layout.get("not_required", {}).get(family, [])
    required = [role for role in layout["required"] if role not in spared]
    missing = [spellings[role][0] for role in required if not positions(names, spellings[role])]
    return Recognition(kind, family or kind, family, tuple(missing), row)


def positions(names: list[str], spellings: list[str]) -> list[int]:
    """Where the columns stand that are spelled in one of these ways, in the order of these."""
    wanted = [normal(spelling) for spelling in spellings]
    return [place for word in wanted for place, name in enumerate(names) if name == word]


def named_positions(kind: str, header: list[str]) -> list[str]:
    """The positions, as texts, of the columns that a layout names; others are not needed."""
    layouts = load_layouts()
    wanted = _spellings(layouts.get(kind) or layouts["answers"][kind])
    return [str(place) for place, name in enumerate(header) if normal(name) in wanted]


def _spellings(layout) -> set[str]:
    if isinstance(layout, str):
        return {normal(layout)}
    if not isinstance(layout, dict | list):
        return set()
    parts = layout.values() if isinstance(layout, dict) else layout
    return set().union(*(_spellings(part) for part in parts))


def _has(names: list[str], column: str) -> bool:
    pattern = normal(column) + ("*" if column.endswith("*") else "")
    return any(fnmatchcase(name, pattern) for name in names)


def _dataquest_family(names: list[str]) -> str | None:
    matched = {
        family: sum(
            bool(positions(names, columns.get(role, [])))
            for columns in measures.values()
            for role in ("numerator", "rate")
        )
        for family, measures in load_layouts()["dataquest"]["families"].items()
    }
    family = max(matched, key=matched.get)
    has_places = {"aggregatelevel", "reportingcategory", "countycode"} & set(names)
    return family if matched[family] and len(has_places) >= 2 else None


def _indicator(names: list[str], below: list[list[str]]) -> str | None:
    layout = load_layouts()["dashboard"]
    if "rtype" not in names or "indicator" not in names or not below:
        return None
    place = names.index("indicator")
    word = below[0][place].strip().upper() if place < len(below[0]) else ""
    return layout["indicators"].get(word)


def _told_by(names: list[str]) -> str | None:
    """The family that a Dashboard file's own columns tell; several look alike (None)."""
    families = load_layouts()["dashboard"]["told_by"].items()
    told = (family for family, columns in families if any(_has(names, c) for c in columns))
    return next(told, None)
