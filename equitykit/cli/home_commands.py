"""The two ways in: one's own work folder, and the invented county to look around in."""

from pathlib import Path
from typing import Annotated

import typer

from equitykit.cli.language import user_words
from equitykit.storage.places import store_place, work_folder, workbooks_folder
from equitykit.storage.prepared import prepare
from equitykit.storage.settings import load_settings
from equitykit.storage.work_folder import open_work_folder
from equitykit.workbook.sample import sample_readings


def home(folder: str | None, *, port: int | None, no_browser: bool) -> None:
    """Serve the home page on a work folder, which is made if it is not there."""
    work = open_work_folder(Path(folder).expanduser() if folder else work_folder())
    warn(work.warnings)
    settings = load_settings(work.path)
    # Voilà takes a second to import, which only the commands that serve should pay
    from equitykit.serve.app import serve

    serve(
        workbooks_folder(),
        data=work.path / "data",
        work_folder=work.path,
        store=store_place(None, work.path),
        language=settings.language,
        port=port,
        open_browser=not no_browser,
        show=typer.echo,
    )


def demo(
    folder: Annotated[
        str | None, typer.Option("--dir", help="The work folder of the demo.")
    ] = None,
    port: Annotated[int | None, typer.Option(help="The port to serve on.")] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Open no browser.")] = False,
):
    """Look around in an invented county: prepare its files and open the home page.

    Example: equitykit demo --no-browser
    """
    place = Path(folder).expanduser() if folder else work_folder() / "demo"
    data = open_work_folder(place).path / "data"
    prepare(sample_readings(), data)
    home(str(place), port=port, no_browser=no_browser)


def warn(warnings: list[tuple[str, dict]]) -> None:
    """Say on stderr what to beware of: pairs of sentence id and values."""
    for id, values in warnings:
        typer.echo(user_words()(id, **values), err=True)
