"""``equitykit batch``: the workbooks of many districts as pages."""

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

from equitykit.content.texts import LANGUAGES, Words
from equitykit.errors import EquitykitError
from equitykit.reports.archives import write_archives
from equitykit.reports.batch import run_batch
from equitykit.reports.digests import digest_of_inputs
from equitykit.reports.notebooks import find_notebooks
from equitykit.reports.pdf import find_browser
from equitykit.reports.rendering import Rendering
from equitykit.reports.results import FAILED, Result, read_results
from equitykit.reports.selection import (
    districts_by_code,
    districts_of_county,
    districts_of_file,
    to_try_first,
)
from equitykit.reports.tasks import AUDIENCES, LATEST, NONE, Task, languages_of, plan
from equitykit.storage.logo import read_logo
from equitykit.storage.places import store_place, work_folder, workbooks_folder
from equitykit.storage.prepared import list_places, list_sizes
from equitykit.storage.settings import load_settings


def batch(
    data: Annotated[
        Path | None, typer.Option(help="The folder of prepared data (default: ~/equitykit/data).")
    ] = None,
    store: Annotated[
        str | None,
        typer.Option(metavar="URL", help="The record of the teams, a file or a database's URL."),
    ] = None,
    district: Annotated[
        list[str] | None, typer.Option(metavar="CDS", help="A district's code; repeat for more.")
    ] = None,
    county: Annotated[
        str | None, typer.Option(metavar="CC", help="All districts of a county, by its code.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="All districts of the data.")] = False,
    districts: Annotated[
        Path | None, typer.Option(metavar="FILE.csv", help="A list with a column headed cds.")
    ] = None,
    workbooks: Annotated[
        str, typer.Option(help="Names, or paths of your own notebooks, with commas between.")
    ] = "brief,04_data",
    language: Annotated[str | None, typer.Option(help="en, es or both.")] = None,
    audience: Annotated[str, typer.Option(help="team, board, families or county.")] = "team",
    year: Annotated[str, typer.Option(help="A school year such as 2024-25.")] = LATEST,
    jobs: Annotated[int, typer.Option(min=1, help="How many at a time on this machine.")] = 1,
    dask: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="A Dask scheduler, whose workers make the pages; they must see the same folders.",
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="The folder of exports (default: ~/equitykit/exports).")
    ] = None,
    timeout: Annotated[int, typer.Option(min=1, help="Seconds that a cell may take.")] = 600,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Only what failed in the last run.")
    ] = False,
    check_only: Annotated[
        bool, typer.Option("--check-only", help="Say what would be made, and make nothing.")
    ] = False,
    try_first: Annotated[
        int | None,
        typer.Option(
            "--try",
            min=1,
            metavar="N",
            help="Only N districts: the smallest, the largest, then those with fewest figures.",
        ),
    ] = None,
    pdf: Annotated[bool, typer.Option("--pdf", help="Print each page to PDF as well.")] = False,
    archive: Annotated[bool, typer.Option("--zip", help="Pack each district's pages.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the rows as JSON.")] = False,
):
    """Render workbooks for many districts: a folder of pages each, an index, a results table.

    Example: equitykit batch --county 27 --workbooks brief,04_data --jobs 2
    """
    data = (data or work_folder() / "data").expanduser().resolve()
    places = list_places(data)
    settings = load_settings(data.parent)
    # a setting that no page can use is said now and not in each page's row
    read_logo(data.parent, settings.logo)
    language = language or settings.language
    _one_of("language", language, (*LANGUAGES, "both"))
    _one_of("audience", audience, AUDIENCES)
    sizes = list_sizes(data)
    ways = (district, county, every, districts)
    if sum(bool(way) for way in ways) != 1 and not (retry_failed and not any(ways)):
        raise EquitykitError("batch_no_selection")
    chosen = _choose(places, district, county, districts)
    if try_first:
        chosen = to_try_first(chosen, _by_district(sizes), try_first)
    tasks = plan(
        chosen,
        find_notebooks(workbooks, ours=workbooks_folder()),
        language=language,
        audience=audience,
        year=year,
        shown_year=_shown_year(year, sizes),
        data=data,
        store=store_place(store) if store or os.environ.get("EQUITYKIT_STORE") else NONE,
    )
    rendering = Rendering(
        out=(out or work_folder() / "exports").expanduser(),
        languages=languages_of(language),
        settings=settings,
        timeout=timeout,
        browser=find_browser() if pdf else None,
    )
    if retry_failed:
        last_run = read_results(rendering.out)
        if not last_run:
            raise EquitykitError("batch_no_last_run", folder=str(rendering.out))
        failed = {row.key for row in last_run if row.state == FAILED}
        tasks = [task for task in tasks if task.key in failed]
    if check_only:
        _tell_check(tasks, sizes, rendering, as_json=as_json)
        return
    rows = _run(tasks, rendering, as_json=as_json, jobs=jobs, dask=dask) if tasks else []
    if archive:
        write_archives(rows, rendering.out)
    _tell(rows, rendering, as_json=as_json)
    if any(row.state == FAILED for row in rows):
        raise typer.Exit(3)


def _choose(places, codes, county, listed) -> pd.DataFrame:
    if codes:
        return districts_by_code(places, codes)
    if county:
        return districts_of_county(places, county)
    return districts_of_file(places, listed.expanduser()) if listed else places


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        allowed = ", ".join(allowed)
        raise EquitykitError("parameter_not_one_of", name=name, value=value, allowed=allowed)


def _by_district(sizes: pd.DataFrame) -> pd.DataFrame:
    return sizes.groupby("cds").agg(students=("students", "max"), figures=("figures", "sum"))


def _shown_year(year: str, sizes: pd.DataFrame) -> str:
    """The school year that the folder is named after: the one asked for, or the latest."""
    years = sorted(set(sizes["period"]))
    if not years:
        raise EquitykitError("batch_no_districts")
    if year != LATEST and year not in years:
        raise EquitykitError("batch_year_not_there", year=year, years=", ".join(years))
    return years[-1] if year == LATEST else year


def _run(tasks: list[Task], rendering: Rendering, *, as_json: bool, **workers) -> list[Result]:
    console = Console(stderr=True)
    columns = ("{task.description}", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    hidden = as_json or not console.is_terminal
    with Progress(*columns, console=console, disable=hidden, transient=True) as progress:
        bar = progress.add_task(rendering.words("batch.progress.working"), total=len(tasks))
        try:
            return run_batch(tasks, rendering, told=lambda row: progress.advance(bar), **workers)
        except KeyboardInterrupt:
            typer.echo(rendering.words("batch.told.stopped"), err=True)
            raise typer.Exit(130) from None


def _tell(rows: list[Result], rendering: Rendering, *, as_json: bool) -> None:
    words = rendering.words
    if as_json:
        typer.echo(json.dumps([asdict(row) for row in rows], indent=1, ensure_ascii=False))
        return
    if not rows:
        typer.echo(words("batch.told.nothing_failed", folder=rendering.out))
        return
    for row in rows:
        if row.state == FAILED:
            named = {"district": row.district, "cds": row.cds, "workbook": row.workbook}
            typer.echo(words("batch.told.failure", **named, error=row.error), err=True)
    typer.echo(
        words("batch.told.summary", counts=_counts(rows, words), file=rendering.out / "index.html")
    )


def _counts(rows: list[Result], words: Words) -> str:
    states = [row.state for row in rows]
    return words.list(
        words.count(f"batch.count_{state}", states.count(state)) for state in dict.fromkeys(states)
    )


def _tell_check(tasks: list[Task], sizes, rendering: Rendering, *, as_json: bool) -> None:
    """Say of each task whether it would run and whether there are figures for it."""
    figures = sizes.set_index(["cds", "period"])["figures"].to_dict()
    told = []
    for task in tasks:
        count = int(figures.get((task.cds, task.shown_year), 0))
        made = rendering.up_to_date(task, digest_of_inputs(task)) is not None
        state = "no_figures" if not count else "unchanged" if made else "would_run"
        told.append(
            {
                "cds": task.cds,
                "district": task.district,
                "workbook": task.workbook,
                "language": task.language,
                "audience": task.audience,
                "year": task.shown_year,
                "state": state,
                "figures": count,
                "file": f"{task.stem}.html",
            }
        )
    if as_json:
        typer.echo(json.dumps(told, indent=1, ensure_ascii=False))
        return
    for row in told:
        figures = rendering.words.number(row["figures"])
        typer.echo(rendering.words(f"batch.check.{row['state']}", **row | {"figures": figures}))
