"""``equitykit serve``: the room on data that are prepared already."""

from pathlib import Path
from typing import Annotated

import typer

from equitykit.cli.home_commands import warn
from equitykit.content.texts import load_words
from equitykit.errors import EquitykitError
from equitykit.storage.places import store_place, work_folder, workbooks_folder
from equitykit.storage.prepared_folder import read_manifest
from equitykit.storage.settings import load_settings
from equitykit.storage.work_folder import warnings_about


def serve(
    data: Annotated[str, typer.Option("--data", help="The prepared data folder.")],
    store: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="The record: a file or a database's URL (default: ~/equitykit/record.sqlite).",
        ),
    ] = None,
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="Default: the first free one from 8866 on.")
    ] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Open no browser.")] = False,
    language: Annotated[
        str | None, typer.Option(help="en or es; default: that of settings.toml, else en.")
    ] = None,
    ip: Annotated[
        str, typer.Option(help="Another address of this computer lets others on the network in.")
    ] = "127.0.0.1",
    notebooks: Annotated[
        str | None, typer.Option(help="Your own copy of the workbooks instead of ours.")
    ] = None,
):
    """Serve the workbooks as pages, for this computer alone.

    Example: equitykit serve --data ~/equitykit/data --no-browser
    """
    folder = Path(data).expanduser()
    check_prepared(folder)
    language = language or load_settings(work_folder()).language
    record = store_place(store)
    if "://" not in record:
        warn(warnings_about(Path(record).parent))
    # Voilà takes a second to import, which only the commands that serve should pay
    from equitykit.serve.app import serve as serve_room

    serve_room(
        Path(notebooks).expanduser() if notebooks else workbooks_folder(),
        data=folder,
        work_folder=work_folder(),
        store=record,
        language=load_words(language).language,
        port=port,
        ip=ip,
        open_browser=not no_browser,
        show=typer.echo,
    )


def check_prepared(folder: Path) -> None:
    """Raise ``data_folder_missing`` or ``data_folder_empty`` where there is nothing to serve."""
    if not folder.is_dir():
        raise EquitykitError("data_folder_missing", folder=str(folder))
    if read_manifest(folder) is None:
        raise EquitykitError("data_folder_empty", folder=str(folder))
