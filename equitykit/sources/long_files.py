"""Long files: one row for each place and student group, in the order of DataQuest or alike.

College going, census-day and cumulative enrollment, stability, homelessness, AP, and a panel of
indicators that someone has put together.
"""

from dataclasses import replace

import numpy as np

from equitykit.content.codelists import load_measures, load_student_groups
from equitykit.sources.blocks import Block
from equitykit.sources.family_rows import cells_of, of_group, rows_of_places
from equitykit.sources.numbers import MARKER, numbers_of
from equitykit.sources.places import DISTRICT, UNKNOWN, read_groups
from equitykit.sources.published_rows import (
    PublishedRows,
    column_for,
    drop_repeats,
    figure_columns,
    number_of,
)
from equitykit.sources.published_table import (
    Column,
    PublishedTable,
    column_of,
    constant_column,
)
from equitykit.sources.repetition import COVERAGES, take_whole_places
from equitykit.sources.reports import ProblemLog

# So many times as many are the students of the larger of two groups, for us to tell them apart.
TIMES = 1.5

# A panel's words for a small group, and for no figure at all.
NO_FIGURE = ("suppressed", "not-available")


def long_blocks(
    layout: dict, table: PublishedTable, log: ProblemLog, *, file: str
) -> tuple[list[Block], int]:
    """The blocks of a long file, and how many rows say again what others say."""
    rows, places = rows_of_places(table, layout, log, file=file)
    rows = _in_groups(rows, layout, places, table, log)
    rows = _whole_places(rows, layout, places, log)
    cells = cells_of(table, layout, log)
    rows = drop_repeats(rows, [column for *_, roles in cells for column in roles.values()], log)
    everyone = rows.places.group == rows.places.groups.index("TA")
    blocks = [
        Block(
            measure=measure,
            rows=of_group(replace(rows, taken=rows.taken & everyone), group) if group else rows,
            columns=columns,
            unpublished=tuple(layout.get("unpublished", ())),
            blank_is_hidden=layout.get("blank") == "hidden",
        )
        for measure, group, columns in cells
    ]
    return blocks, rows.repeated


def _in_groups(rows: PublishedRows, layout: dict, places, table, log: ProblemLog) -> PublishedRows:
    column = places.get("group") or constant_column("", "TA", len(log.refused))
    codes = layout.get("groups") or _all_codes()
    codes = codes | _by_size(layout, column, table, log)
    left_out = column.where(lambda word: word.upper() in layout.get("not_shown", ()))
    log.note("groups_not_shown", left_out & ~log.refused)
    known = replace(column, words=["TA" if w.upper() in layout.get("not_shown", ()) else w
                                   for w in column.words])  # fmt: skip
    ours, group = read_groups(known, log, codes)
    taken = rows.taken & ~left_out & (group != UNKNOWN) & ~log.refused
    return replace(rows, places=replace(rows.places, groups=ours, group=group), taken=taken)


def _all_codes() -> dict[str, str]:
    groups = load_student_groups().values()
    dashboard = {group.dashboard: group.code for group in groups if group.dashboard}
    return dashboard | {group.code: group.code for group in groups}


def _by_size(layout: dict, column: Column, table: PublishedTable, log: ProblemLog):
    """Our codes for two groups of which only their sizes tell which is which."""
    rule = layout.get("by_size")
    if not rule or not set(rule["codes"]) & {word.upper() for word in column.words}:
        return {}
    counts = numbers_of(column_for(table, rule["count"], log), grouping=table.grouping)
    rows = {
        code: column.where(lambda word, code=code: word.upper() == code) for code in rule["codes"]
    }
    sizes = {code: int(counts.thousandths[of & counts.present].sum()) for code, of in rows.items()}
    small, large = sorted(sizes, key=sizes.get)
    if sizes[large] < TIMES * sizes[small] or not sizes[small]:
        return {}
    log.note("groups_by_size", np.logical_or(*rows.values()), larger=large, smaller=small)
    return {large: rule["larger"], small: rule["smaller"]}


def _whole_places(rows: PublishedRows, layout: dict, places, log: ProblemLog) -> PublishedRows:
    """Each place once, where charter or alternative schools and types of students repeat it."""
    wanted = np.ones(len(log.refused), dtype=bool)
    for role, word in layout.get("only", {}).items():
        if role in places:
            wanted &= places[role].where(lambda cell, word=word: cell.upper() in (word, ""))
    coverage, whole = rows.coverage, wanted
    if "charter" in layout["places"]:
        every = constant_column("", "All", len(wanted))
        whole, coverage = take_whole_places(
            level=rows.places.level,
            place=number_of(rows.places.period, rows.places.level, rows.places.cds),
            level_words=places["level"],
            charter=places.get("charter", every),
            dass=places.get("dass", every),
            log=log,
        )
        whole = whole & wanted
    repeated = int((rows.taken & ~whole & ~log.refused).sum())
    taken = rows.taken & whole & ~log.refused
    return replace(rows, coverage=coverage, taken=taken, repeated=repeated)


def panel_blocks(
    layout: dict, table: PublishedTable, log: ProblemLog, *, file: str
) -> tuple[list[Block], int]:
    """The blocks of a panel of indicators, one for each, and 0 rows that repeat others."""
    rows, places = rows_of_places(table, layout, log, file=file)
    log.note("panel_source", rows.taken)
    rows = _in_panel_groups(rows, layout, places, log)
    columns = figure_columns(table, layout["figures"], log)
    columns = {role: _with_states(column, places["status"]) for role, column in columns.items()}
    blocks, known = [], np.zeros(len(log.refused), dtype=bool)
    for metric, (measure, covers) in layout["metrics"].items():
        here = places["metric"].where(lambda word, metric=metric: word == metric)
        known |= here
        coverage = np.where(rows.places.level == DISTRICT, COVERAGES.index(covers), 0)
        of_metric = replace(rows, taken=rows.taken & here & ~log.refused, coverage=coverage)
        if measure in load_measures() and of_metric.taken.any():
            blocks.append(
                Block(measure, drop_repeats(of_metric, [*columns.values()], log), columns)
            )
    log.refuse("metric_unknown", ~known, places["metric"])
    return blocks, sum(block.rows.repeated for block in blocks)


def _in_panel_groups(rows: PublishedRows, layout: dict, places, log: ProblemLog) -> PublishedRows:
    """Groups by the publisher's code, or where it has none by the panel's own word."""
    codes = _all_codes() | {word.upper(): code for word, code in layout["groups"].items()}
    words = places["group_word"]
    both = np.where(places["group"].blank, words.codes + len(places["group"].words),
                    places["group"].codes)  # fmt: skip
    group = Column(words.name, [*places["group"].words, *words.words], both)
    ours, position = read_groups(group, log, codes)
    return replace(
        rows,
        places=replace(rows.places, groups=ours, group=position),
        taken=rows.taken & ~log.refused,
    )


def _with_states(column: Column, status: Column) -> Column:
    """Figures, with the publisher's marker or nothing where the panel's own word says so."""
    words = [*column.words, MARKER, ""]
    states = [status.where(lambda word, state=state: word == state) for state in NO_FIGURE]
    places = [len(column.words) + n for n in range(len(NO_FIGURE))]
    return column_of(column.name, words, np.select(states, places, default=column.codes))
