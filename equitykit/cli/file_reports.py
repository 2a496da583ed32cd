"""A file's report as a person reads it in a terminal."""

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from equitykit.content.texts import Words
from equitykit.measures.outcomes import STATUSES
from equitykit.sources.reports import ROWS_NAMED, FileReport, Problem
from equitykit.storage.clock import today
from equitykit.views.data_use import deletion


def print_report(report: FileReport, words: Words) -> None:
    """Print what a file is, what was read of it, and what was refused and why."""
    console = Console(highlight=False, soft_wrap=True)
    kind = words(f"sources.kind_{report.family}.name")
    console.print(Text.assemble((_plain(report.file), "bold"), f": {kind}"))
    problems = in_row_order(report.problems)
    for line in [*_what(report, words), *(_problem(p, words) for p in problems)]:
        console.print(Text("  " + _plain(line)))


def print_unread(report: FileReport, words: Words) -> None:
    """Print, where errors go, why a file was not read."""
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    if report.family == "extract" and report.problems:
        # of one's own file everything is told, for it can be put right in one go
        for problem in in_row_order(report.problems):
            console.print(Text(_plain(f"{report.file}: {_problem(problem, words)}")))
        return
    reasons = [f"{p.sentence(words)} {p.next_step(words)}" for p in report.problems[:3]]
    console.print(Text(_plain(f"{report.file}: {' '.join(reasons)}")))


def print_conclusion(reports: list[FileReport], words: Words, *, say_next: bool) -> None:
    """Print of several files how many were read, which were not, and what comes next."""
    if len(reports) < 2:
        return
    read = [report for report in reports if report.ok]
    unread = [report.file for report in reports if not report.ok]
    refusing = sum(_refuses(report) for report in read)
    told = [words.count("sources.report_files", len(read))]
    if refusing:
        told.append(words.count("sources.report_refusing", refusing))
    if unread:
        more = len(unread) - ROWS_NAMED
        names = ", ".join(unread[:ROWS_NAMED])
        names += f" {words('sources.report_unnamed.text', count=more)}" if more > 0 else ""
        told.append(words.count("sources.report_unread", len(unread), names=names))
    step = "none" if not read else "refused" if refusing else "unread" if unread else "fine"
    line = words.list(told) + "."
    line += " " + words(f"sources.report_next.{step}") if say_next else ""
    Console(highlight=False, soft_wrap=True).print(Text(_plain(line)))


def _refuses(report: FileReport) -> bool:
    refused = any(problem.refused for problem in report.problems)
    return bool(report.rows_refused or report.rows_in_part or refused)


def _found(report: FileReport, words: Words) -> str:
    """Of how many places there are figures, answers or names, and how many."""
    places = [
        words.count(f"sources.report_{level}", count)
        for level, count in report.places.items()
        if count
    ]
    figures = [
        words.count(f"sources.report_{status}", report.counts[status])
        for status in STATUSES
        if report.counts[status]
    ]
    if report.answers:
        answers = words.number(report.answers)
        return words("sources.report_answers.text", places=words.list(places), answers=answers)
    if report.places and not any(report.counts.values()):
        return words("sources.report_named.text", places=words.list(places))
    if report.family == "extract":
        figures = [words.count("sources.report_counted", sum(report.counts.values()))]
    return words(
        "sources.report_found.text", places=words.list(places), figures=words.list(figures)
    )


def _what(report: FileReport, words: Words) -> list[str]:
    return [
        words("sources.report_layout.text", layout=report.layout, years=words.list(report.periods)),
        words("sources.report_digest.text", digest=report.sha256[:12]),
        words(
            "sources.report_rows.text",
            read=words.number(report.rows_read),
            refused=words.number(report.rows_refused),
            repeated=words.number(report.rows_repeated),
        ),
        *_in_part(report, words),
        _found(report, words),
        *_data_use(report, words),
    ]


def _in_part(report: FileReport, words: Words) -> list[str]:
    if not report.rows_in_part:
        return []
    return [words.count("sources.report_figures_refused", report.rows_in_part)]


def _data_use(report: FileReport, words: Words) -> list[str]:
    """What is said of every extract: how races were counted, that no row was kept, and by when
    the extract itself is deleted."""
    if not report.data_use:
        return []
    races = words(f"sources.races_{report.data_use['races']}.name")
    delete_by = report.data_use["delete_by"]
    return [
        words("sources.report_races.text", races=races),
        words("sources.report_no_rows_kept.text"),
        deletion(delete_by, files=[report.file], today=today(), words=words),
    ]


def _problem(problem: Problem, words: Words) -> str:
    told = f"{problem.sentence(words)} {problem.next_step(words)}"
    if problem.sheet:
        told = words("sources.report_sheet.text", sheet=problem.sheet, told=told)
    if problem.row is None:
        return told
    if problem.rows is None:
        return words("sources.report_problem.few", row=problem.row, told=told)
    named = [str(row) for row in problem.all_rows[:ROWS_NAMED]] or [str(problem.row)]
    if problem.rows == len(named):
        field = "one" if problem.rows == 1 else "listed"
        return words(f"sources.report_problem.{field}", row=words.list(named), told=told)
    rows = words.number(problem.rows)
    if not problem.refused:  # told of many rows, of which none has to be looked up
        return words("sources.report_problem.other", row=problem.row, rows=rows, told=told)
    return words("sources.report_problem.many", row=", ".join(named), rows=rows, told=told)


def in_row_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems as one reads a file: those of no row first, then from its first row on."""
    return sorted(problems, key=lambda problem: problem.row or 0)


def _plain(text: str) -> str:
    """Text without the characters by which a file could steer the terminal."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)
