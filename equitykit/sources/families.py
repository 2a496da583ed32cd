"""Files of other layouts than DataQuest and the Dashboard: which reader reads which."""

from equitykit.sources.added_files import added_up
from equitykit.sources.blocks import Found, read_blocks
from equitykit.sources.family_layouts import load_family_layouts
from equitykit.sources.long_files import long_blocks, panel_blocks
from equitykit.sources.place_names import read_names
from equitykit.sources.published_table import PublishedTable
from equitykit.sources.recognition import Recognition
from equitykit.sources.reports import ProblemLog
from equitykit.sources.research_files import research_blocks
from equitykit.sources.wide_files import wide_blocks

NAMES = "caaspp_entities"


def read_family(
    recognition: Recognition, table: PublishedTable, *, file: str, source: str
) -> Found:
    """Read a file whose kind stands in ``family_layouts.yml``; `file` is its name.

    Raises
    ------
    UnreadableFile
        where its year cannot be told
    """
    layout = load_family_layouts()[recognition.kind]
    blocks_of = _reader(layout)
    found = Found(recognition.family)
    if recognition.kind == NAMES:
        log = ProblemLog(table.numbers)
        found.names = read_names(layout, table, log, file=file)
        found.problems, found.refused = log.problems, int(log.refused.sum())
        return found
    for sheet in (table, *table.more):
        if "added" in layout:
            sheet = _added(layout, sheet, found, file)
        log = ProblemLog(sheet.numbers)
        blocks, repeated = blocks_of(layout, sheet, log, file=file)
        found.repeated += repeated
        read_blocks(found, sheet, log, blocks, source)
    return found


def _reader(layout: dict):
    if "tests" in layout:
        return research_blocks
    if "metrics" in layout:
        return panel_blocks
    return long_blocks if "long" in layout else wide_blocks


def _added(layout: dict, sheet: PublishedTable, found: Found, file: str) -> PublishedTable:
    log = ProblemLog(sheet.numbers)
    added, repeated = added_up(layout, sheet, log, file=file)
    found.problems += log.problems
    found.refused += int(log.refused.sum())
    found.repeated += repeated
    return added
