"""When and where a student was: the school year and the school of each row."""

import re

import numpy as np
import pyarrow as pa

from equitykit.sources.places import school_year
from equitykit.sources.reports import UnreadableFile
from equitykit.sources.student_labels import label_key
from equitykit.sources.student_traits import ABSENT, StudentColumns, coded

_CODE = re.compile(r"(\d{13,14})(\.0)?", re.ASCII)
_SCHOOL = re.compile(r"(\d{7})(\.0)?", re.ASCII)
_SCIENTIFIC = re.compile(r"\d+([.,]\d+)?[eE]\+?\d+", re.ASCII)
_SHORT_YEARS = re.compile(r"(\d\d)-(\d\d)", re.ASCII)
_SERIAL = re.compile(r"[2-5]\d{4}(\.0)?", re.ASCII)


def read_period(columns: StudentColumns) -> pa.Array:
    """The school year of each row: that of its column, or the one of the mapping.

    Raises
    ------
    UnreadableFile
        ``no_period`` where neither says it
    """
    set_for_all = columns.mapping.settings.get("period", "")
    if not columns.mapping.with_role("period"):
        if not set_for_all:
            raise UnreadableFile("no_period", family="extract")
        return coded(np.zeros(columns.rows, dtype="int16"), (set_for_all,))
    texts: list[str] = []
    found = np.full(columns.rows, ABSENT, dtype="int16")
    for mapped, column in columns.of_role("period"):
        said = {label_key(label): meaning for label, meaning in mapped.labels.items()}
        years = {word: year_of(said.get(label_key(word), word)) for word in column.words}
        texts += sorted({year for year in years.values() if year} - {*texts})
        places = {text: n for n, text in enumerate(texts)}
        codes = column.map(lambda word, y=years, p=places: p.get(y[word], ABSENT), "int16")
        serial = column.where(lambda word: bool(_SERIAL.fullmatch(word)))
        columns.log.refuse("date_serial", serial & (codes == ABSENT), column.name)
        columns.log.refuse("period_unreadable", (codes == ABSENT) & (found == ABSENT), column.name)
        columns.log.refuse(
            "two_values", (codes != found) & (codes >= 0) & (found >= 0), column.name, first="–"
        )
        found = np.where(found == ABSENT, codes, found)
    return coded(found, tuple(texts or ("",)))


def year_of(word: str) -> str | None:
    """``2024-25``, ``2024-2025``, ``2024/25`` or ``24-25`` as ``2024-25``, else None."""
    word = word.strip().replace("/", "-").replace("–", "-")
    return school_year(f"20{word}" if _SHORT_YEARS.fullmatch(word) else word)


def read_school(columns: StudentColumns) -> tuple[pa.Array, str]:
    """The 14-digit code of each row's school (empty where it has none), and the district's.

    The district is that of the mapping, or the one that all schools are in.
    """
    district = columns.mapping.settings.get("district", "")
    texts: list[str] = [""]
    found = np.zeros(columns.rows, dtype="int32")
    for mapped, column in columns.of_role("school"):
        said = {label_key(label): meaning for label, meaning in mapped.labels.items()}
        codes = {
            word: school_code(said.get(label_key(word), word), district) for word in column.words
        }
        texts += sorted({code for code in codes.values() if code} - {*texts})
        places = {text: n for n, text in enumerate(texts)}
        place = column.map(lambda word, c=codes, p=places: p[c[word] or ""], "int32")
        scientific = column.where(lambda word: bool(_SCIENTIFIC.fullmatch(word)))
        columns.log.refuse("school_scientific", scientific, column.name)
        columns.log.refuse(
            "two_values", (place != found) & (place > 0) & (found > 0), column.name, first="–"
        )
        columns.log.note("school_unknown", (place == 0) & ~column.blank, column.name)
        found = np.where(found == 0, place, found)
    districts = sorted({text[:7] for text in texts if text})
    district = district or (districts[0].ljust(14, "0") if len(districts) == 1 else "")
    elsewhere = [text for text in texts if text and district and text[:7] != district[:7]]
    other = np.isin(found, [texts.index(text) for text in elsewhere])
    name = next((column.column for column in columns.mapping.with_role("school")), None)
    columns.log.refuse("school_of_another_district", other, name)
    return coded(found, tuple(texts)), district


def school_code(word: str, district: str) -> str | None:
    """A school's 14-digit code: as it is, with its lost zero, or after the district's."""
    whole = _CODE.fullmatch(word)
    if whole:
        return whole[1].zfill(14)
    short = _SCHOOL.fullmatch(word)
    return district[:7] + short[1] if short and district else None
