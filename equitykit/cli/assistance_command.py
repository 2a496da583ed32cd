"""``equitykit assistance``: who is eligible for differentiated assistance, and by which groups."""

import json
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer
from rich.console import Console
from rich.text import Text

from equitykit.cli.language import printable, user_words
from equitykit.cli.waiting import with_bar
from equitykit.content.assistance_rules import load_assistance_rules
from equitykit.content.texts import Words
from equitykit.errors import EquitykitError
from equitykit.measures.assistance import LeaAnswer, dashboard_files, judge
from equitykit.measures.assistance_published import Comparison, compare_with_published
from equitykit.storage.places import work_folder
from equitykit.storage.prepared import (
    list_files,
    read_assistance,
    read_local,
    read_performance,
)
from equitykit.storage.settings import load_settings
from equitykit.views import assistance_sentences as say
from equitykit.views.assistance_page import charter_notes, published_lines
from equitykit.views.assistance_report import as_dict
from equitykit.views.sentences import group_name

CODE_LENGTH = 14

Judged = tuple[LeaAnswer, Comparison | None]


def assistance(
    data: Annotated[
        Path | None, typer.Option(help="The folder of prepared data (default: ~/equitykit/data).")
    ] = None,
    district: Annotated[
        list[str] | None,
        typer.Option(metavar="CDS", help="A district's or charter school's code; repeat for more."),
    ] = None,
    year: Annotated[
        str | None, typer.Option(help="A Dashboard year: 2024, or 2023-24 (default: the latest).")
    ] = None,
    listing: Annotated[
        bool, typer.Option("--list", help="List the codes of districts and charter schools.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the answers as JSON.")] = False,
):
    """Say which student groups made districts eligible for differentiated assistance, and why.

    Example: equitykit assistance --data data --district 27661420000000 --year 2024
    """
    folder = (data or work_folder() / "data").expanduser()
    words = user_words()
    if listing:
        _list(folder, year, words)
        return
    judged, charters = _judged(folder, district or [], year)
    if as_json:
        shown = [as_dict(answer, compared) for answer, compared in judged]
        typer.echo(json.dumps(shown, ensure_ascii=False, indent=1))
        return
    if district:
        _tell_in_full(judged, words)
    else:
        _tell(judged, charters, words)


def _list(folder: Path, year: str | None, words: Words) -> None:
    """Every code that --district takes: districts and county offices, then charter schools."""
    year = _year(_files(folder), year)
    performance = read_performance(folder)
    districts, charters = _leas(performance[performance["year"] == year])
    for kind, rows in (("district", districts), ("charter", charters)):
        name = "district" if kind == "district" else "school"
        for cds, place in zip(rows["cds"], rows[name], strict=True):
            _print(f"{cds}  {place} ({words(f'assistance.command.kind_{kind}')})")


def _leas(of_year: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Districts and county offices, and charter schools, a row each."""
    rows = of_year.drop_duplicates("cds").sort_values("cds")
    charter = rows["charter"].fillna(False).astype(bool) & rows["level"].eq("school")
    return rows[rows["level"] == "district"], rows[charter]


def _files(folder: Path) -> set[tuple[str, str]]:
    """The indicators and years of which there is a file."""
    listed = list_files(folder)[["family", "periods"]].explode("periods").dropna()
    files = dashboard_files(listed.itertuples(index=False, name=None))
    if not files:
        raise EquitykitError("assistance_no_files", folder=folder.name)
    return files


def _judged(folder: Path, chosen: list[str], year: str | None) -> tuple[list[Judged], int]:
    """Each LEA with its answer and what the state's own list says of it; and how many charter
    schools there are besides."""
    files = _files(folder)
    year = _year(files, year)
    minimum_n = load_settings(folder.parent).minimum_n
    tables = [
        _rows(read, folder, chosen) for read in (read_performance, read_local, read_assistance)
    ]
    places = _places(tables[0], chosen, year)
    by_place = [dict(iter(table[table["cds"].isin(places)].groupby("cds"))) for table in tables]
    judged = []
    for cds in with_bar(places, user_words()("assistance.command.reading")):
        performance, local, published = (
            found.get(cds, table[:0]) for found, table in zip(by_place, tables, strict=True)
        )
        answer = judge(performance, local, cds, year, files=files, minimum_n=minimum_n)
        judged.append((answer, compare_with_published(answer, published)))
    _, charters = _leas(tables[0][tables[0]["year"] == year])
    return judged, len(charters)


def _rows(read, folder: Path, chosen: list[str]) -> pd.DataFrame:
    """The rows of all places, or of those that were asked for."""
    if not chosen:
        return read(folder)
    return pd.concat([read(folder, cds) for cds in chosen]).drop_duplicates(ignore_index=True)


def _year(files: set[tuple[str, str]], asked: str | None) -> str:
    """The year that was asked for, or the latest of those with files whose rules are known."""
    known = load_assistance_rules()
    there = sorted({each for _, each in files})
    years = [year for year in there if year in known]
    if asked and "-" in asked:  # the school year 2023-24 is the Dashboard of 2024
        asked = asked[:2] + asked[-2:]
    if not years or (asked and asked not in years):
        words = user_words()
        raise EquitykitError(
            "assistance_year",
            year=asked or there[-1],
            known=words.list(known),
            years=words.list(there),
        )
    return asked or years[-1]


def _places(performance: pd.DataFrame, chosen: list[str], year: str) -> list[str]:
    of_year = performance[performance["year"] == year]
    there = set(of_year["cds"])
    for cds in chosen:
        if cds not in there:
            lost_zero = len(cds) == CODE_LENGTH - 1
            error = "district_lost_zero" if lost_zero else "assistance_no_rows"
            raise EquitykitError(error, value=cds, guess=cds.zfill(CODE_LENGTH), cds=cds, year=year)
    districts = of_year[of_year["level"] == "district"]["cds"]
    return list(dict.fromkeys(chosen)) or sorted(set(districts))


def _tell_in_full(judged: list[Judged], words: Words) -> None:
    """Print all that is to be said of those that were asked for."""
    for answer, compared in judged:
        _tell_one(answer, words)
        if answer.missing:
            named = say.indicators_named(answer.missing, words=words)
            _print(f"  {words('assistance.missing.text', year=answer.year, indicators=named)}")
        for line in _besides(answer, compared, words):
            _print(f"  {line}")


def _tell(judged: list[Judged], charters: int, words: Words) -> None:
    """Print the answers of all: those with something to tell, the others by name; where files of
    the year are missing, that once."""
    first = judged[0][0]
    if first.missing:
        named = say.indicators_named(first.missing, words=words)
        _print(words("assistance.command.incomplete", year=first.year, indicators=named))
    quiet = [answer for answer, compared in judged if _is_quiet(answer, compared)]
    unknown = [answer for answer, _ in judged if _is_open(answer)]
    for answer, compared in judged:
        if answer not in quiet and answer not in unknown:
            _tell_one(answer, words)
            if compared and compared.differences:
                for line in published_lines(answer, compared, words=words):
                    _print(f"  {line}")
    if quiet:
        names = words.list(answer.district for answer in quiet)
        _print(words("assistance.command.none", names=names))
    if unknown:
        _print(words.count("assistance.open", len(unknown)))
    for line in _of_all(judged, words):
        _print(line)
    if charters:
        _print(words.count("assistance.charters", charters))


def _is_open(answer: LeaAnswer) -> bool:
    """Whether nothing can be said of it."""
    return answer.eligible is None and not (answer.methods[2] or answer.methods[3])


def _is_quiet(answer: LeaAnswer, compared: Comparison | None) -> bool:
    by_local = answer.methods[2] or answer.methods[3]
    differs = bool(compared and compared.differences)
    return answer.eligible is False and not by_local and not differs


def _tell_one(answer: LeaAnswer, words: Words) -> None:
    """Whether one LEA is eligible, by which groups, and who was close."""
    place = {"district": answer.district, "cds": answer.cds, "year": answer.year}
    kind = {True: "eligible", False: "not_eligible", None: "unknown"}[answer.eligible]
    head = words("assistance.command.heading", **place)
    _print(f"{head}: {words(f'assistance.command.{kind}')}", style="bold")
    for group in answer.made_by:
        areas = say.areas_named(group.areas, words=words)
        _print(f"  {group_name(group.group, words=words)} ({group.code}, {group.letter}): {areas}")
        for area in group.areas:
            for line in say.area_sentences(group, area, answer, words=words):
                _print(f"    {line}")
    for group in answer.close:
        text = say.close_sentence(group, answer, words=words)
        _print(f"  {words('assistance.command.close', text=text)}")
    if answer.methods[2] or answer.methods[3]:
        _print(f"  {say.other_methods(answer, words=words)[0]}")


def _besides(answer: LeaAnswer, compared: Comparison | None, words: Words) -> list[str]:
    """What else is to be said where one LEA was asked for."""
    told = answer.methods[2] or answer.methods[3]
    lines = say.other_methods(answer, words=words)[1 if told else 0 :]
    lines += charter_notes(answer, words=words)
    if answer.charter:
        return lines  # the state's list is of districts and county offices
    if compared is None:
        why = "incomplete" if answer.missing else "absent"
        return [*lines, words(f"assistance.published.{why}", year=answer.year)]
    return [*lines, *published_lines(answer, compared, words=words)]


def _of_all(judged: list[Judged], words: Words) -> list[str]:
    """How many are eligible, whether the state's own list agrees, and what was not judged."""
    year = judged[0][0].year
    counts = {"count": len(judged), "eligible": sum(bool(answer.eligible) for answer, _ in judged)}
    counts = {name: words.number(count) for name, count in counts.items()}
    compared = [each for _, each in judged if each]
    cells = sum(each.compared for each in compared)
    same = cells - sum(len(each.differences) for each in compared)
    is_whole = not judged[0][0].missing
    lines = [words("assistance.command.summary", year=year, **counts)] if is_whole else []
    if compared:
        numbers = {"same": words.number(same), "cells": words.number(cells)}
        lines.append(words("assistance.command.compared", year=year, **numbers))
    elif is_whole:
        lines.append(words("assistance.published.absent", year=year))
    lines.append(words("assistance.command.not_judged"))
    return lines


def _print(line: str, *, style: str = "") -> None:
    Console(highlight=False, soft_wrap=True).print(Text(printable(line), style=style))
