"""From the columns of a student file to groups: labels to codes, several races to one rule."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from equitykit.sources.column_mapping import ColumnMapping, MappedColumn
from equitykit.sources.published_table import Column, PublishedTable
from equitykit.sources.student_columns import STUDENT_ID
from equitykit.sources.student_labels import (
    BLANK,
    GRADES,
    MISSING,
    NO,
    PROGRAMS,
    RACES,
    SINGLE_RACES,
    YES,
    allowed_meanings,
    known_meanings,
    label_key,
)
from equitykit.sources.student_log import StudentLog, is_label

ABSENT, UNKNOWN = -1, -2
RACE_DIMENSION = {"separate": "race_ethnicity", "alone": "race_alone", "any": "race_any"}


@dataclass
class StudentColumns:
    """The mapped columns of a file, and the log of what is wrong in them.

    `asked` holds the columns with a label that has to be given a meaning first.
    """

    table: PublishedTable
    mapping: ColumnMapping
    log: StudentLog

    def __post_init__(self):
        self.asked: list[str] = []
        self._read: dict[str, Column] = {}

    def named(self, name: str) -> Column:
        """The column of this name in the header, read once."""
        if name not in self._read:
            self._read[name] = self.table.column(self.table.header.index(name))
        return self._read[name]

    @property
    def names(self) -> list[str]:
        """Names of the columns that are read, without those that number the students."""
        numbers = {mapped.column for mapped in self.mapping.with_role(STUDENT_ID)}
        names = [self.table.header[int(place)] for place in self.table.cells.column_names]
        return [name for name in names if name not in numbers]

    @property
    def rows(self) -> int:
        return self.table.cells.num_rows

    def of_role(self, *roles: str) -> list[tuple[MappedColumn, Column]]:
        """The columns of a role that the file has."""
        header = self.table.header
        return [
            (mapped, self.named(mapped.column))
            for mapped in self.mapping.with_role(*roles)
            if mapped.column in header
        ]

    def codes(self, mapped: MappedColumn, column: Column, meanings: tuple[str, ...]) -> np.ndarray:
        """For each row the position of its meaning, `ABSENT` where there is none."""
        places = {meaning: place for place, meaning in enumerate(meanings)}
        known = meanings_of(mapped, column.words)
        found = column.map(
            lambda word: places.get(known[word], ABSENT) if word in known else UNKNOWN, "int16"
        )
        unknown = (found == UNKNOWN) & ~self.log.refused
        if self.log.labels("label_unknown", unknown, column, "label_asked"):
            self.asked.append(mapped.column)
        return np.where(found == UNKNOWN, ABSENT, found)

    def exclusive(self, role: str, meanings: tuple[str, ...]) -> np.ndarray:
        """One value a student of all columns of a role; rows with two of them are refused."""
        found, first = np.full(self.rows, ABSENT, dtype="int16"), None
        for mapped, column in self.of_role(role):
            codes = self.codes(mapped, column, meanings)
            both = (found != ABSENT) & (codes != ABSENT) & (found != codes)
            self.log.refuse("two_values", both, column.name, first=first)
            found, first = np.where(found == ABSENT, codes, found), first or column.name
        return found

    def flag(self, *roles: str) -> np.ndarray:
        """Yes (1) where one of the columns says so, no (0) where one does, else `ABSENT`."""
        found = np.full(self.rows, ABSENT, dtype="int16")
        for mapped, column in self.of_role(*roles):
            found = np.maximum(found, self.codes(mapped, column, (NO, YES)))
        return found


def meanings_of(mapped: MappedColumn, words: list[str]) -> dict[str, str]:
    """What the words of a column mean: as the mapping says; without a word of it, as we know.

    An empty cell is missing unless the mapping says otherwise.
    """
    said = {label_key(label): meaning for label, meaning in mapped.labels.items()}
    blank = {"": mapped.labels.get(BLANK, MISSING)}
    if {*mapped.labels} - {BLANK}:
        return {word: said[label_key(word)] for word in words if label_key(word) in said} | blank
    return known_meanings(mapped.role, words) | blank


def read_traits(columns: StudentColumns) -> dict[str, pa.Array]:
    """Each trait as a column: codes of an exclusive trait, yes or no of the others."""
    mapped = {column.role for column in columns.mapping.columns.values()}
    traits: dict[str, pa.Array] = {}
    if "grade" in mapped:
        traits["grade"] = coded(columns.exclusive("grade", GRADES), GRADES)
    if mapped & {"race_ethnicity", "race", "RT", *SINGLE_RACES}:
        traits |= _races(columns)
    if "gender" in mapped:
        genders = allowed_meanings("gender")[:-1]
        traits["gender"] = coded(columns.exclusive("gender", genders), genders)
    for code in PROGRAMS:
        if code in mapped:
            traits[code] = yes_no(columns.flag(code))
    for mapped_column, column in columns.of_role("trait"):
        traits[mapped_column.name or mapped_column.column] = _own(columns, mapped_column, column)
    return traits


def _races(columns: StudentColumns) -> dict[str, pa.Array]:
    """Every mark of race that a student has, and what the rule of the mapping makes of them.

    `separate` is the state's: Hispanic or Latino first, then two or more races, then the one.
    `alone` counts Hispanic or Latino as one mark among others: two marks are two or more.
    `any` counts a student in each of her races; these groups overlap.
    """
    marks = {code: np.zeros(columns.rows, dtype=bool) for code in RACES}
    exclusive = columns.exclusive("race_ethnicity", RACES)
    for place, code in enumerate(RACES):
        marks[code] |= exclusive == place
    for mapped, column in columns.of_role("race"):
        found = columns.codes(mapped, column, RACES)
        for place, code in enumerate(RACES):
            marks[code] |= found == place
    for code in (*SINGLE_RACES, "RT"):
        marks[code] |= columns.flag(code) == 1
    rule = columns.mapping.races
    if rule == "any":
        known = np.logical_or.reduce([marks[code] for code in (*SINGLE_RACES, "RT")])
        return {
            f"race_any:{code}": pa.array(marks[code], mask=~known)
            for code in (*SINGLE_RACES, "RT")
            if marks[code].any()
        }
    return {RACE_DIMENSION[rule]: coded(_one_race(marks, rule), RACES)}


def _one_race(marks: dict[str, np.ndarray], rule: str) -> np.ndarray:
    how_many = np.sum([marks[code] for code in SINGLE_RACES], axis=0)
    several = marks["RT"] | (how_many > 1)
    found = np.where(marks["RD"], RACES.index("RD"), ABSENT)
    for code in SINGLE_RACES:
        found = np.where(marks[code], RACES.index(code), found)
    found = np.where(several, RACES.index("RT"), found)
    return np.where(marks["RH"], RACES.index("RH"), found) if rule == "separate" else found


def _own(columns: StudentColumns, mapped: MappedColumn, column: Column) -> pa.Array:
    """A trait of the district's own: its labels, or what the mapping makes of them.

    A label that few students have and that the mapping does not name may be a person's name in
    the wrong column: there the trait is not known.
    """
    said = {label_key(label): meaning for label, meaning in mapped.labels.items()}
    many = np.bincount(column.codes, minlength=len(column.words)) >= columns.log.few
    fit = [
        label_key(word) in said or (enough and is_label(word))
        for word, enough in zip(column.words, many, strict=True)
    ]
    stray = ~np.array(fit or [True])[column.codes] & ~column.blank
    columns.log.stray("label_unknown", stray, column.name)
    words = [said.get(label_key(word)) or word for word in column.words]
    words = [
        word if enough and word not in ("", MISSING) else None
        for word, enough in zip(words, fit, strict=True)
    ]
    return (
        pa.DictionaryArray.from_arrays(
            pa.array(column.codes, pa.int32()), pa.array(words, pa.string())
        )
        .dictionary_decode()
        .dictionary_encode()
    )


def coded(places: np.ndarray, codes: tuple[str, ...]) -> pa.DictionaryArray:
    """Codes of a list by their position in it; null below 0."""
    indices = pa.array(np.maximum(places, 0).astype("int32"), mask=places < 0)
    return pa.DictionaryArray.from_arrays(indices, pa.array(codes, pa.string()))


def yes_no(flags: np.ndarray) -> pa.Array:
    """True, False, and null where nothing is known."""
    return pa.array(flags == 1, mask=flags < 0)
