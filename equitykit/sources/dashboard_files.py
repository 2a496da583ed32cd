"""The files of the School Dashboard: which indicator, and what they say besides the rate."""

from dataclasses import replace

import numpy as np
import pyarrow as pa

from equitykit.measures.outcomes import LEVELS, NOT_PUBLISHED, STATUSES, SUPPRESSED
from equitykit.measures.performance import PERFORMANCE
from equitykit.sources.figures import HIDES_UP_TO, Figures
from equitykit.sources.numbers import UNREADABLE, numbers_of
from equitykit.sources.outcome_columns import cds_texts, name_texts, same_text, texts
from equitykit.sources.places import DISTRICT, SCHOOL, year_text
from equitykit.sources.published_rows import PublishedRows, column_for
from equitykit.sources.published_table import Column, PublishedTable, column_of, normal
from equitykit.sources.recognition import Recognition, positions
from equitykit.sources.reports import ProblemLog
from equitykit.sources.which_dashboard import which_dashboard
from equitykit.sources.which_subject import which_subject

# Indicators of students who took a test: others are not counted in the denominator.
TESTED = ("dashboard_ela", "dashboard_math", "dashboard_science", "dashboard_elpi")

LEVEL_COLUMNS = ("status_level", "change_level", "colour")
FLAGS = ("n_met", "accountability_met", "progress_small")

# The table of levels and changes has five by five cells, numbered in tens.
LARGEST_BOX = 250


def indicator_figures(
    recognition: Recognition, table: PublishedTable, layout: dict, log: ProblemLog
) -> tuple[str, dict[str, list[str]]]:
    """The family of a Dashboard file, and the spellings of the columns of its figures.

    Raises
    ------
    UnreadableFile
        as :func:`which_dashboard` and :func:`which_subject`
    """
    family = recognition.family
    if family is None:
        family = which_dashboard(table, layout, log)
    elif family == "dashboard_academic":
        family = which_subject(table, layout, log)
    names = [normal(name) for name in table.header]
    weighted = family == "dashboard_elpi" and positions(names, layout["weighted"])
    key = "dashboard_elpi_2017" if weighted else family
    return family, layout["figures_of"].get(key, layout["figures"])


def as_published(figures: Figures, family: str) -> Figures:
    """The figures of a Dashboard file as they may be kept.

    A group of 10 or fewer is hidden, also where a copy of the file shows its status. Of a group
    of whom nobody was tested nothing is known, not even that it has no students.
    """
    n = figures.denominator
    small = figures.has_denominator & (n > 0) & (n <= HIDES_UP_TO)
    untested = figures.has_denominator & (n == 0) & (family in TESTED)
    kept = ~small & ~untested
    conditions = [small, untested]
    states = [STATUSES.index(SUPPRESSED), STATUSES.index(NOT_PUBLISHED)]
    return replace(
        figures,
        status=np.select(conditions, states, figures.status).astype("int8"),
        has_numerator=figures.has_numerator & kept,
        has_denominator=figures.has_denominator & kept,
        has_rate=figures.has_rate & kept,
    )


def without_na(column: Column) -> Column:
    """A column in which ``NA``, as statistics programs write it, is a blank."""
    words = ["" if word.upper() == "NA" else word for word in column.words]
    return column_of(column.name, words, column.codes)


class Besides:
    """What a Dashboard file says besides the rate, for the rows taken; checked on reading."""

    def __init__(self, table: PublishedTable, layout: dict, rows: PublishedRows, log: ProblemLog):
        """`log` is of the rows taken: a level that is none, or a word in place of a number,
        refuses the row."""
        self.columns = {}
        table_log = ProblemLog(table.numbers)
        for role, spellings in layout["performance"].items():
            column = column_for(table, spellings, table_log)
            if column is not None:
                column = without_na(column)
                self.columns[role] = Column(column.name, column.words, column.codes[rows.taken])
        log.problems += table_log.problems
        log.refused |= table_log.refused[rows.taken]
        words = ("charter", "school_type", *FLAGS)
        self.numbers = {
            role: numbers_of(column, grouping=table.grouping)
            for role, column in self.columns.items()
            if role not in words
        }
        for role, numbers in self.numbers.items():
            log.refuse("number_unreadable", numbers.kinds == UNREADABLE, numbers.column)
            if role in (*LEVEL_COLUMNS, "box"):
                most = 1000 * (LARGEST_BOX if role == "box" else 5)
                out = (numbers.thousandths < 0) | (numbers.thousandths > most)
                log.refuse("level_out_of_range", out, numbers.column)

    def table(
        self, rows: PublishedRows, period: Column, *, family: str, figures: Figures,
        keep: np.ndarray, source: str,
    ) -> pa.Table:  # fmt: skip
        """The performance table (see :mod:`equitykit.measures.performance`)."""
        taken = np.flatnonzero(rows.taken)[keep]
        level = rows.places.level[taken]
        seen = figures.has_rate[keep]
        years = [year_text(word) for word in period.words]
        columns = {
            "indicator": same_text(family.removeprefix("dashboard_"), len(taken)),
            "year": texts(years, period.codes[taken]),
            "level": texts(list(LEVELS), level),
            "cds": cds_texts(rows.places.cds[taken]),
            "district": name_texts(rows.district, taken, level >= DISTRICT),
            "school": name_texts(rows.school, taken, level == SCHOOL),
            "group": texts(rows.places.groups, rows.places.group[taken]),
            "n": pa.array(figures.denominator[keep], mask=~(figures.has_denominator[keep] & seen)),
            "status": pa.array(figures.rate[keep] / 1000, mask=~seen),
            "source": same_text(source, len(taken)),
        }
        for role in PERFORMANCE:
            if role not in columns:
                columns[role] = self._column(role, keep, seen)
        return pa.table({name: columns[name] for name in PERFORMANCE})

    def _column(self, role: str, keep: np.ndarray, seen: np.ndarray):
        """One column of the rows kept; of a hidden group no number and no level."""
        rows = int(keep.sum())
        column = self.columns.get(role)
        if role == "school_type":
            return _words(column, keep, rows)
        if role in (*FLAGS, "charter"):
            if column is None:
                return pa.nulls(rows, pa.bool_())
            return pa.array(column.where(lambda word: word.upper().startswith("Y"))[keep])
        numbers = self.numbers.get(role)
        whole = role in (*LEVEL_COLUMNS, "box")
        if numbers is None:
            return pa.nulls(rows, pa.int64() if whole else pa.float64())
        values, there = numbers.thousandths[keep], numbers.present[keep]
        if whole:
            return pa.array(np.where(seen, values // 1000, 0), mask=~there)
        return pa.array(values / 1000, mask=~(there & seen))


def _words(column: Column | None, keep: np.ndarray, rows: int):
    if column is None:
        return pa.nulls(rows, pa.dictionary(pa.int32(), pa.string()))
    return texts(column.words, column.codes[keep], column.blank[keep])
