"""Files of the district's own on the command line: mappings, and problems to send back."""

from collections.abc import Callable
from pathlib import Path

import typer

from equitykit.cli.language import printable, user_words
from equitykit.content.texts import Words
from equitykit.errors import EquitykitError
from equitykit.sources.column_mapping import (
    ColumnMapping,
    MappedColumn,
    read_mapping,
    write_mapping,
)
from equitykit.sources.kind_of_own import kind_of_own
from equitykit.sources.mapping_proposal import propose_mapping
from equitykit.sources.mapping_roles import NOT_PERMITTED
from equitykit.sources.own_files import is_of_mapping, mapping_needed, read_own
from equitykit.sources.reading import Reading, read_file
from equitykit.sources.reports import FileReport, UnreadableFile
from equitykit.sources.student_columns import NOT_USED, STUDENT_ID
from equitykit.storage.locked_duckdb import connect


def file_reader(mapping_file: Path | None) -> Callable[[Path], Reading]:
    """How files are read: published ones as they are, the district's own by its mapping.

    Raises
    ------
    EquitykitError
        as :func:`equitykit.sources.column_mapping.read_mapping`
    """
    mapping = read_mapping(mapping_file.expanduser()) if mapping_file else None

    def read(path: Path) -> Reading:
        own = mapping is not None and is_of_mapping(path, mapping)
        reading = None if own else read_file(path)
        kind = None if reading and reading.report.family else kind_of_own(path)
        if reading and not kind:
            return reading
        if mapping is None:
            return mapping_needed(path.name, kind)
        with connect() as database:
            return read_own(path, mapping, database)

    return read


def propose_to(target: Path, files: list[Path]) -> None:
    """Write a mapping of a file's columns and say what is left to be answered.

    Raises
    ------
    EquitykitError
        ``propose_one_file``, ``mapping_exists``, ``folder_not_writable``
    """
    words, target = user_words(), target.expanduser()
    if len(files) != 1:
        raise EquitykitError("propose_one_file")
    if target.exists():
        raise EquitykitError("mapping_exists", file=str(target))
    try:
        mapping = propose_mapping(files[0].expanduser())
    except UnreadableFile as refusal:
        told = f"{refusal.problem.sentence(words)} {refusal.problem.next_step(words)}"
        typer.echo(printable(f"{files[0].name}: {told}"), err=True)
        raise typer.Exit(1) from None
    write_mapping(mapping, target)
    for line in _proposal(mapping, target, files[0], words):
        typer.echo(printable(line))


def _proposal(mapping: ColumnMapping, target: Path, file: Path, words: Words):
    kinds = {name: _kind(column) for name, column in mapping.columns.items()}
    for name, column in mapping.columns.items():
        kind = kinds[name]
        yield "  " + words(f"sources.proposal_column.{kind}", column=name, role=column.role)
    how_many = list(kinds.values())
    yield words(
        "sources.proposal_written.text",
        mapping=target,
        used=how_many.count("used"),
        refused=how_many.count("refused"),
    )
    if mapping.unanswered:
        columns = words.list(mapping.unanswered)
        yield words("sources.proposal_open.text", columns=columns)
    else:
        yield words("sources.proposal_complete.text", file=file, mapping=target)


def _kind(column: MappedColumn) -> str:
    if column.is_open:
        return "open"
    if column.privacy == NOT_PERMITTED and column.role != STUDENT_ID:
        return "refused"
    return "left" if column.role == NOT_USED else "used"


def write_problems(target: Path, reports: list[FileReport]) -> None:
    """Write what has to be put right as a workbook; where nothing has, say so."""
    # a spreadsheet library that only this option needs
    from equitykit.sources.problem_workbook import problem_workbook

    words, target = user_words(), target.expanduser()
    if not any(report.problems for report in reports):
        typer.echo(words("sources.report_nothing_wrong.text", file=target), err=True)
        return
    try:
        target.write_bytes(problem_workbook(reports, words))
    except OSError as problem:
        raise EquitykitError(
            "folder_not_writable", folder=str(target), detail=problem.strerror
        ) from None
    typer.echo(words("sources.report_written.text", file=target), err=True)
