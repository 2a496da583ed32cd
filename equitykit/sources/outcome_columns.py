"""Outcomes as columns: places and figures become the table that everything reads."""

import numpy as np
import pyarrow as pa

from equitykit.content.codelists import load_counties, load_student_groups
from equitykit.measures.outcomes import COLUMNS, LEVELS, STATUSES
from equitykit.sources.figures import Figures
from equitykit.sources.places import COUNTY, DISTRICT, SCHOOL
from equitykit.sources.published_rows import PublishedRows
from equitykit.sources.published_table import Column, encoded
from equitykit.sources.repetition import COVERAGES


def outcome_columns(
    rows: PublishedRows, *, measure: str, figures: Figures, keep: np.ndarray, source: str
) -> pa.Table:
    """Return the outcomes of one measure: of the rows taken, those that `keep` does not drop.

    The columns are those of :mod:`equitykit.measures.outcomes`; texts are dictionary arrays.
    """
    taken = np.flatnonzero(rows.taken)[keep]
    places = rows.places
    level, cds = places.level[taken], places.cds[taken]
    groups = load_student_groups()
    columns = {
        "measure": same_text(measure, len(taken)),
        "period": texts(places.periods, places.period[taken]),
        "level": texts(list(LEVELS), level),
        "cds": cds_texts(cds),
        "county": _county(cds, level),
        "district": name_texts(rows.district, taken, level >= DISTRICT),
        "school": name_texts(rows.school, taken, level == SCHOOL),
        "dimension": texts([groups[code].dimension for code in places.groups], places.group[taken]),
        "group": texts(places.groups, places.group[taken]),
        "numerator": pa.array(figures.numerator[keep], mask=~figures.has_numerator[keep]),
        "denominator": pa.array(figures.denominator[keep], mask=~figures.has_denominator[keep]),
        "rate": pa.array(figures.rate[keep] / 1000, mask=~figures.has_rate[keep]),
        "status": texts(list(STATUSES), figures.status[keep]),
        "coverage": texts(COVERAGES, rows.coverage[taken]),
        "source": same_text(source, len(taken)),
        "as_of": _missing(len(taken)),
    }
    return pa.table({name: columns[name] for name in COLUMNS})


def texts(words: list[str], codes: np.ndarray, mask: np.ndarray | None = None):
    """A column of text: for each row one of the words, or none where masked."""
    indices = pa.array(codes.astype("int32"), mask=mask)
    array = pa.DictionaryArray.from_arrays(indices, pa.array(words, pa.string()))
    # Different codes may stand for one word (groups for a dimension): each word once.
    if len(set(words)) < len(words):
        array = array.dictionary_decode().dictionary_encode()
    return array


def same_text(word: str, rows: int):
    """A column that says the same in each row."""
    return texts([word], np.zeros(rows, dtype="int32"))


def _missing(rows: int):
    return texts([""], np.zeros(rows, dtype="int32"), np.ones(rows, dtype=bool))


def cds_texts(cds: np.ndarray):
    """Codes of places as 14 digits."""
    codes, places = encoded(cds)
    return texts([f"{code:014d}" for code in codes], places)


def _county(cds: np.ndarray, level: np.ndarray):
    names = load_counties()
    codes = {int(code): place for place, code in enumerate(names)}
    county, places = encoded(cds // 10**12)
    name_of = np.array([codes.get(int(code), 0) for code in county], dtype="int32")
    return texts(list(names.values()), name_of[places], level < COUNTY)


def name_texts(names: Column, taken: np.ndarray, named: np.ndarray):
    """Names of places, where the level of the row has one."""
    return texts(names.words, names.codes[taken], ~named | names.blank[taken])
