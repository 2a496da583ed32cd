"""The column mapping: what each column of a student file is, and what its labels mean.

A CSV file that a person opens in a spreadsheet. It holds no student: column names, the
different labels of the columns that are counted, and answers.

============  ==========================================================================
column        meaning
============  ==========================================================================
`column`      the name in the file's header; empty for a setting
`role`        what the column is (see ``mapping_roles``); ``setting`` for a setting, ``note`` for
              a line that is only for people
`value`       a label that stands in the column (``(blank)`` for an empty cell), or the
              name of the setting; empty on the line that is about the whole column
`meaning`     what the label means: our group or grade code, ``yes``, ``no``, ``missing``;
              the name of an own trait or outcome; the setting's value
`privacy`     ``open``, ``aggregate_only`` or ``not_permitted``
`permission`  the source of a permission, for a status that may not be used without one
============  ==========================================================================
"""

import csv
import io
import re
import unicodedata
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from equitykit.content.codelists import load_measures
from equitykit.content.texts import LANGUAGES, load_words
from equitykit.errors import EquitykitError
from equitykit.sources.mapping_roles import (
    NOTE,
    OPTIONAL,
    OWN,
    PRIVACY,
    RACE_RULES,
    SETTING,
    SETTINGS,
    privacy_of,
    roles,
)
from equitykit.sources.places import school_year
from equitykit.sources.student_columns import NOT_USED
from equitykit.sources.student_labels import allowed_meanings, label_key
from equitykit.sources.text_file import open_text

FIELDS = ("column", "role", "value", "meaning", "privacy", "permission")
LONGEST = 200
MOST_LINES = 5_000


@dataclass(frozen=True)
class MappedColumn:
    """A column of the file: its role (empty where nobody has said), what its labels mean, its
    privacy class, the source of a permission, and the `name` of an own trait or outcome."""

    column: str
    role: str
    labels: dict[str, str] = field(default_factory=dict)
    privacy: str = ""
    permission: str = ""
    name: str = ""

    @property
    def is_open(self) -> bool:
        """Whether something is still to be answered."""
        return not self.role or "" in self.labels.values()


@dataclass(frozen=True)
class ColumnMapping:
    """What each column is, by its name in the header, and the settings.

    `file` is the name of the mapping's file, `text` what stands in it.
    """

    columns: dict[str, MappedColumn]
    settings: dict[str, str] = field(default_factory=dict)
    file: str = ""

    def with_role(self, *wanted: str) -> list[MappedColumn]:
        return [column for column in self.columns.values() if column.role in wanted]

    @property
    def races(self) -> str:
        """How students of several races are counted; `RACE_RULES`."""
        return self.settings.get("races") or RACE_RULES[0]

    @property
    def crossed(self) -> list[tuple[str, ...]]:
        """The pairs of dimensions that are counted together."""
        return [_pair(text) for text in self.settings.get("crossed", "").split(",") if text.strip()]

    @property
    def is_of_totals(self) -> bool:
        return self.settings.get("rows") == "totals"

    @property
    def unanswered(self) -> list[str]:
        """Columns and settings of which nobody has said what they are."""
        columns = [column.column for column in self.columns.values() if column.is_open]
        return columns + [
            name for name, value in self.settings.items() if not value and name not in OPTIONAL
        ]

    @property
    def data_use(self) -> list[dict[str, str]]:
        """For the data-use note: each column with role, privacy class and permission."""
        return [
            {"column": c.column, "role": c.role, "privacy": c.privacy, "permission": c.permission}
            for c in self.columns.values()
        ]

    @property
    def counting(self) -> str:
        """What of the mapping a count depends on: its text without the day of deletion, which
        may be set or put off later. By it and by the file one count is told from another."""
        settings = self.settings | ({"delete_by": ""} if "delete_by" in self.settings else {})
        return replace(self, settings=settings).text

    @property
    def text(self) -> str:
        """The mapping as CSV, fit for a spreadsheet: no cell of it is taken for a formula."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(FIELDS)
        for name, value in self.settings.items():
            writer.writerow(["", SETTING, name, _cell(value), "", ""])
        for c in self.columns.values():
            name, role = _cell(c.column), c.role
            writer.writerow([name, role, "", _cell(c.name), c.privacy, _cell(c.permission)])
            for label, meaning in c.labels.items():
                writer.writerow([name, role, _cell(label), _cell(meaning), "", ""])
        return out.getvalue()


def write_mapping(mapping: ColumnMapping, path: Path) -> ColumnMapping:
    """Write a mapping, and return it as it will be read; with a mark by which spreadsheet programs
    know its letters, and lines that say to whoever gets it what may stand in it.

    Raises
    ------
    EquitykitError
        ``mapping_…``, and nothing is written that could not be read; ``folder_not_writable``
    """
    data = b"\xef\xbb\xbf" + _with_notes(mapping.text).encode("utf-8")
    checked = _read(data, path.name)
    try:
        path.write_bytes(data)
    except OSError as problem:
        raise EquitykitError(
            "folder_not_writable", folder=str(path), detail=problem.strerror
        ) from None
    return checked


def _with_notes(text: str) -> str:
    """The mapping with a line in each language below its header, which reading leaves out."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for language in LANGUAGES:
        note = load_words(language)("sources.mapping_note.text")
        writer.writerow(["", NOTE, note, "", "", ""])
    header, lines = text.split("\r\n", 1)
    return f"{header}\r\n{out.getvalue()}{lines}"


def read_mapping(path: str | Path) -> ColumnMapping:
    """Read a mapping and check each of its lines.

    Raises
    ------
    EquitykitError
        ``mapping_…``, naming the file and the row
    """
    path = Path(path)
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise EquitykitError(
            "file_unreadable", file=path.name, detail=problem.strerror or ""
        ) from None
    return _read(data, path.name)


def _read(data: bytes, file: str) -> ColumnMapping:
    columns: dict[str, MappedColumn] = {}
    settings: dict[str, str] = {}
    for number, line in _lines(data, file):
        if line["role"] == NOTE and not line["column"]:
            continue
        if line["role"] == SETTING or (not line["column"] and line["value"] in SETTINGS):
            settings[line["value"]] = _setting(file, number, line)
        elif line["column"]:
            columns[line["column"]] = _joined(file, number, line, columns)
    if not columns:
        raise EquitykitError("mapping_empty", file=file)
    return ColumnMapping(
        {name: _with_privacy(column) for name, column in columns.items()}, settings, file
    )


def _lines(data: bytes, file: str):
    opened = open_text(data)
    text = opened.text.decode(opened.encoding, errors="replace")
    rows = csv.reader(io.StringIO(text), delimiter=opened.delimiter)
    try:
        rows = list(rows)
    except csv.Error:
        rows = []
    header = [cell.strip().lower() for cell in (rows[0] if rows else [])]
    if missing := [name for name in FIELDS[:4] if name not in header]:
        raise EquitykitError("mapping_columns", file=file, columns=", ".join(missing))
    for number, row in enumerate(rows[1:], 2):
        if number > MOST_LINES:
            raise EquitykitError("mapping_too_long", file=file, rows=MOST_LINES)
        cells = [_uncell(cell.strip())[:LONGEST] for cell in row]
        line = dict(zip(header, cells, strict=False))
        yield number, {name: line.get(name, "") for name in FIELDS}


def _setting(file: str, number: int, line: dict[str, str]) -> str:
    name, value = line["value"], line["meaning"]
    if name not in SETTINGS:
        names = ", ".join(SETTINGS)
        raise EquitykitError("mapping_setting", file=file, row=number, value=name, allowed=names)
    allowed = SETTINGS[name]
    if value and allowed and value not in allowed:
        names = ", ".join(allowed)
        raise EquitykitError("mapping_setting", file=file, row=number, value=value, allowed=names)
    if value and name == "period" and not school_year(value):
        raise EquitykitError("mapping_period", file=file, row=number, value=value)
    if value and name == "district":
        return _code(file, number, value).ljust(14, "0")
    if value and name == "measure" and value not in load_measures():
        raise EquitykitError(
            "mapping_setting",
            file=file,
            row=number,
            value=value,
            allowed=", ".join(load_measures()),
        )
    if name == "crossed":
        dimensions = {"race_ethnicity", "gender", "program"}
        for text in filter(None, value.split(",")):
            if len({*_pair(text)} & dimensions) != 2:
                names = "race_ethnicity x gender, race_ethnicity x program, gender x program"
                raise EquitykitError(
                    "mapping_setting", file=file, row=number, value=text, allowed=names
                )
    if value and name == "delete_by" and not _is_day(value):
        raise EquitykitError("mapping_date", file=file, row=number, value=value)
    return value


def _is_day(text: str) -> bool:
    if not re.fullmatch(r"20\d\d-\d\d-\d\d", text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:  # such as 30 February
        return False
    return True


def _pair(text: str) -> tuple[str, ...]:
    return tuple(re.split(r"\s+x\s+|\s*×\s*", text.strip()))


def _code(file: str, number: int, value: str) -> str:
    if not re.fullmatch(r"\d{7}|\d{14}", value):
        raise EquitykitError("mapping_code", file=file, row=number, value=value)
    return value


def _joined(file: str, number: int, line: dict[str, str], columns) -> MappedColumn:
    """The line's column with what this line adds to the lines above it."""
    role, value, meaning = line["role"], line["value"], line["meaning"]
    if role and role not in roles():
        raise EquitykitError("mapping_role", file=file, row=number, value=role)
    if line["privacy"] and line["privacy"] not in PRIVACY:
        raise EquitykitError(
            "mapping_privacy", file=file, row=number, value=line["privacy"],
            allowed=", ".join(PRIVACY),
        )  # fmt: skip
    before = columns.get(line["column"], MappedColumn(line["column"], role))
    if role and before.role and role != before.role:
        raise EquitykitError("mapping_two_roles", file=file, row=number, column=line["column"])
    role = before.role or role
    labels = before.labels
    if value:
        meaning = _checked_meaning(file, number, role, meaning)
        labels = labels | {value: meaning}
    return MappedColumn(
        line["column"],
        role,
        labels,
        before.privacy or line["privacy"],
        before.permission or line["permission"],
        before.name if value else meaning,
    )


def _checked_meaning(file: str, number: int, role: str, meaning: str) -> str:
    if not meaning or role in ("", *OWN, NOT_USED, "period", "group", "measure"):
        return meaning
    if role in ("school", "place_code"):
        return _code(file, number, meaning)
    allowed = allowed_meanings(role)
    found = next((each for each in allowed if label_key(each) == label_key(meaning)), None)
    if found is None:
        raise EquitykitError(
            "mapping_meaning", file=file, row=number, value=meaning, allowed=", ".join(allowed)
        )
    return found


def _with_privacy(column: MappedColumn) -> MappedColumn:
    """The stricter of the class that a line says and the one that the role has."""
    own = privacy_of(column.role)
    said = column.privacy or own
    stricter = PRIVACY[max(PRIVACY.index(own), PRIVACY.index(said))]
    return MappedColumn(**(vars(column) | {"privacy": stricter}))


def _cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula (safety.md §5)."""
    first = unicodedata.normalize("NFKC", text).strip()[:1]
    risky = first in ("=", "+", "-", "@", "|", "%") or text[:1] in "\t\r\n"
    number = re.fullmatch(r"-?\d+(\.\d+)?", text)
    return f"'{text}" if text and risky and not number else text


def _uncell(text: str) -> str:
    return text[1:] if text.startswith("'") and _cell(text[1:]) == text else text
