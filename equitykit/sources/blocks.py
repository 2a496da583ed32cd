"""Blocks: rows of a file whose figures are read in one way, and the outcomes of them.

A wide file (a row for a school, a column for each group) is a block for each measure and group;
a long one is a block for each measure. What is wrong in one block leaves the others as they are.
"""

from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa

from equitykit.content.codelists import load_measures
from equitykit.measures.outcomes import LEVELS, NOT_PUBLISHED, STATUSES
from equitykit.sources.above_all import refuse_above_all
from equitykit.sources.figures import Figures, read_figures
from equitykit.sources.numbers import BLANK, HIDDEN, Numbers, numbers_of
from equitykit.sources.outcome_columns import outcome_columns
from equitykit.sources.published_rows import PublishedRows
from equitykit.sources.published_table import Column, PublishedTable
from equitykit.sources.reports import Problem, ProblemLog

_NOT_PUBLISHED = STATUSES.index(NOT_PUBLISHED)


@dataclass(frozen=True)
class Block:
    """Figures of one measure: its rows and the columns by role.

    `hidden` and `unpublished` are words that stand for a small group and for nothing;
    `assessment` says that of students of whom nobody was tested there is no result; `within`
    is by how many thousandths a rate may differ from that of its counts; `decimals`
    and `blank_is_hidden` are those of :func:`equitykit.sources.figures.read_figures`.
    """

    measure: str
    rows: PublishedRows
    columns: dict[str, Column]
    hidden: tuple[str, ...] = ()
    unpublished: tuple[str, ...] = ()
    assessment: bool = False
    within: int = 50
    decimals: int = 1
    blank_is_hidden: bool = False

    def columns_at(self, taken: np.ndarray) -> dict[str, Column]:
        """The columns at the rows taken."""
        return {role: Column(c.name, c.words, c.codes[taken]) for role, c in self.columns.items()}


@dataclass
class Found:
    """What was found in a file: outcomes or names of places, problems, rows left out."""

    family: str
    tables: list[pa.Table] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    refused: int = 0
    repeated: int = 0
    in_part: int = 0
    names: pa.Table | None = None

    @property
    def outcomes(self) -> pa.Table | None:
        if not self.tables:
            return None
        return pa.concat_tables(self.tables).unify_dictionaries()

    def places(self) -> dict[str, int]:
        """How many places of each level have outcomes."""
        counted = dict.fromkeys(LEVELS, 0)
        rows = self.outcomes if self.names is None else self.names
        pairs = rows.select(["level", "cds"]).combine_chunks().unify_dictionaries()
        for level in pairs.group_by(["level", "cds"]).aggregate([])["level"].to_pylist():
            counted[level] += 1
        return counted


def read_blocks(
    found: Found, table: PublishedTable, log: ProblemLog, blocks: list[Block], source: str
) -> None:
    """Add to `found` the outcomes of the blocks of one table, whose rows `log` has looked at."""
    refused = log.refused.copy()
    problems, kept = list(log.problems), np.zeros(len(refused), dtype=bool)
    for block in blocks:
        outcomes, block_log, taken = _outcomes(block, table, source)
        refused[np.flatnonzero(taken)[block_log.refused]] = True
        kept[np.flatnonzero(taken)[~block_log.refused]] = True
        problems += block_log.problems
        if outcomes is not None and outcomes.num_rows:
            found.tables.append(outcomes)
    found.problems += [replace(problem, sheet=table.sheet or None) for problem in problems]
    # a figure that cannot be leaves the others of its row as they are
    found.refused += int((refused & ~kept).sum()) + len(table.cut_rows)
    found.in_part += int((refused & kept).sum())


def _outcomes(block: Block, table: PublishedTable, source: str):
    taken = block.rows.taken
    log = ProblemLog(table.numbers[taken])
    figures = read_figures(
        {
            role: _numbers(column, taken, table, block)
            for role, column in block.columns.items()
            if role != "enrolled"
        },
        unit=load_measures()[block.measure].unit,
        blank_is_hidden=block.blank_is_hidden,
        log=log,
        within=block.within,
        decimals=block.decimals,
    )
    if figures is None:
        return None, log, taken
    unit = load_measures()[block.measure].unit
    refuse_above_all(block.rows, figures, block.columns_at(taken), unit=unit, log=log)
    if block.assessment:
        enrolled = block.columns.get("enrolled")
        figures = _without_untested(figures, enrolled and _numbers(enrolled, taken, table, block))
    outcomes = outcome_columns(
        block.rows, measure=block.measure, figures=figures, keep=~log.refused, source=source
    )
    return outcomes, log, taken


def _numbers(column: Column, taken: np.ndarray, table: PublishedTable, block: Block) -> Numbers:
    """The numbers of a column, its words for small groups and for nothing understood."""
    column = Column(column.name, column.words, column.codes[taken])
    numbers = numbers_of(column, grouping=table.grouping)
    kinds = numbers.kinds
    for words, kind in ((block.hidden, HIDDEN), (block.unpublished, BLANK)):
        if words:
            chosen = numbers.column.where(lambda word, words=words: word in words)
            kinds = np.where(chosen, kind, kinds)
    return replace(numbers, kinds=kinds)


def _without_untested(figures: Figures, enrolled: Numbers | None) -> Figures:
    """Students of whom nobody was tested have no result; groups without students stay such."""
    untested = figures.has_denominator & (figures.denominator == 0)
    if enrolled is not None:
        untested &= ~(enrolled.present & (enrolled.thousandths == 0))
    return replace(
        figures,
        status=np.where(untested, _NOT_PUBLISHED, figures.status).astype("int8"),
        has_numerator=figures.has_numerator & ~untested,
        has_denominator=figures.has_denominator & ~untested,
        has_rate=figures.has_rate & ~untested,
    )
