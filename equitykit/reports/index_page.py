"""The page that leads to all pages of a batch: what failed first, then district by district."""

from itertools import groupby
from pathlib import Path

from equitykit.content.texts import load_words
from equitykit.reports.results import DONE, FAILED, UNCHANGED, Result
from equitykit.reports.tasks import workbook_title
from equitykit.storage.places import SAMPLE_COUNTY
from equitykit.storage.written_files import write_beside
from equitykit.views.html import render
from equitykit.views.page import document


def write_indexes(results: list[Result], out: Path, languages: tuple[str, ...]) -> None:
    """Write ``index.html`` in the first language, and one more for each other language.

    Raises
    ------
    EquitykitError
        ``folder_not_writable``
    """
    for language in languages:
        html = index_page(results, language=language, languages=languages)
        write_beside(out / _name(language, languages), html)


def index_page(results: list[Result], *, language: str, languages: tuple[str, ...]) -> str:
    """The index as a whole page; `languages` are those that there is an index in."""
    words = load_words(language)
    states = {state: sum(row.state == state for row in results) for state in _STATES}
    body = render(
        "batch_index",
        words=words,
        counts=[words.count(f"batch.count_{name}", n) for name, n in states.items() if n],
        failed=[_line(row, words) for row in results if row.state == FAILED],
        districts=_districts(results, words),
        others=[
            {"language": other, "href": _name(other, languages)}
            for other in languages
            if other != language
        ],
    )
    invented = bool(results) and all(row.cds.startswith(SAMPLE_COUNTY) for row in results)
    return document(body, title=words("batch.index.title"), words=words, invented=invented)


_STATES = (DONE, UNCHANGED, FAILED)


def _name(language: str, languages: tuple[str, ...]) -> str:
    return "index.html" if language == languages[0] else f"index.{language}.html"


def _districts(results: list[Result], words) -> list[dict]:
    pages = sorted((row for row in results if row.file), key=lambda row: (row.year, row.cds))
    grouped = groupby(pages, key=lambda row: (row.cds, row.district, row.year))
    return [
        {
            "name": district,
            "place": words("batch.index.place", cds=cds, year=year),
            "pages": [_line(row, words) for row in rows],
        }
        for (cds, district, year), rows in grouped
    ]


def _line(row: Result, words) -> dict:
    return {
        "district": row.district,
        "cds": row.cds,
        "title": workbook_title(row.workbook, words),
        "language": words(f"batch.language_{row.language}.text"),
        "audience": words(f"batch.audience_{row.audience}.text"),
        "file": row.file,
        "warnings": row.warnings,
        "error": row.error,
    }
