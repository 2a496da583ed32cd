"""``equitykit words``: are all sentences there, and what has a translator to review."""

import json
from pathlib import Path
from typing import Annotated

import typer
import yaml
from rich.console import Console

from equitykit.cli.language import user_words
from equitykit.content.texts import Words
from equitykit.content.word_check import Texts, inspect_content
from equitykit.errors import EquitykitError
from equitykit.storage.overlay import Overlay, inspect_overlay
from equitykit.storage.places import work_folder
from equitykit.storage.written_files import table_text, write_beside

OURS, OWN = "equitykit", "overlay"
BYTE_ORDER_MARK = "\ufeff"  # by which a spreadsheet knows the accents of a CSV file


def words(
    folder: Annotated[
        str | None, typer.Option("--dir", help="The work folder with the overlay to check.")
    ] = None,
    table: Annotated[
        Path | None,
        typer.Option("--csv", metavar="FILE", help="Write both languages side by side."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
):
    """Check every sentence, ours and your own, and list what a translator has to review.

    Example: equitykit words --csv sentences.csv
    """
    ours, problems = inspect_content()
    # only with whole content can the overlay be compared to it
    overlay, more = inspect_overlay(_place(folder)) if not problems else (Overlay(), [])
    problems += more
    speaking = Words(user_words().language, ours_in(ours))
    rows = review_rows(ours, overlay)
    told = [_told(each, speaking) for each in problems]
    if table:
        write_beside(table, BYTE_ORDER_MARK + _table(rows, speaking))
    if as_json:
        typer.echo(json.dumps({"problems": told, "sentences": rows}, ensure_ascii=False, indent=1))
    elif not table:
        _print(rows)
    _end(told, len(rows), speaking, table, as_json=as_json)


def ours_in(texts: Texts) -> dict[str, str]:
    """Our sentences in the user's language, also while another content file is broken."""
    language = user_words().language
    return {id: languages[language] for id, languages in texts.items()}


def review_rows(ours: Texts, overlay: Overlay) -> list[dict]:
    """One row for each sentence: id, both languages, whose it is. No Spanish is reviewed yet."""
    return [
        {"id": id, **languages, "source": OWN if id in overlay.words else OURS, "reviewed": False}
        for id, languages in (ours | overlay.words).items()
    ]


def _told(problem: EquitykitError, speaking: Words) -> str:
    try:
        return speaking(f"errors.{problem.id}.text", **problem.values)
    except yaml.YAMLError:  # the broken file is the one with these sentences
        return " ".join(str(value) for value in problem.values.values())


def _place(folder: str | None) -> Path:
    return Path(folder).expanduser() if folder else work_folder()


def _table(rows: list[dict], speaking: Words) -> str:
    state = speaking("translation.state.awaiting")
    columns = ("id", "en", "es", "source", "review")
    return table_text(
        columns,
        ({name: (row | {"review": state})[name] for name in columns} for row in rows),
    )


def _print(rows: list[dict]) -> None:
    console = Console(soft_wrap=True, highlight=False)
    for row in rows:
        console.print(f"{row['id']} ({row['source']})", style="bold", markup=False)
        for language in ("en", "es"):
            console.print(f"  {language.upper()}  {row[language]}", markup=False)


def _end(told: list[str], count: int, speaking: Words, table, *, as_json: bool) -> None:
    for sentence in told:
        typer.echo(sentence, err=True)
    if told:
        raise typer.Exit(1)
    if not as_json:
        typer.echo(speaking.count("translation.sentences", count))
        typer.echo(speaking("translation.review.text"))
    if table:
        typer.echo(speaking("translation.table.text", file=str(table)), err=as_json)
