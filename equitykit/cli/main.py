"""The command ``equitykit``: parse, call, print."""

import sys
from typing import Annotated

import typer
from rich.console import Console

from equitykit.cli import record_commands
from equitykit.cli.assistance_command import assistance
from equitykit.cli.batch_command import batch
from equitykit.cli.data_commands import check, prepare
from equitykit.cli.disaggregate_command import disaggregate
from equitykit.cli.doctor_command import doctor
from equitykit.cli.home_commands import demo, home
from equitykit.cli.language import printable, user_words
from equitykit.cli.serve_command import serve
from equitykit.cli.words_command import words
from equitykit.content.texts import explain
from equitykit.errors import EquitykitError

app = typer.Typer(
    name="equitykit",
    help="Workbooks for equity-driven improvement in school districts.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for command in (
    demo,
    check,
    prepare,
    assistance,
    disaggregate,
    serve,
    batch,
    record_commands.pack,
    record_commands.open,
    record_commands.export,
    record_commands.backup,
    record_commands.restore,
    record_commands.erase,
    words,
    doctor,
):
    app.command()(command)


@app.callback(invoke_without_command=True)
def bare(
    context: typer.Context,
    folder: Annotated[
        str | None, typer.Option("--dir", help="The work folder (default: ~/equitykit).")
    ] = None,
    port: Annotated[int | None, typer.Option(help="The port to serve on.")] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Open no browser.")] = False,
):
    """Open the home page on your work folder.

    Example: equitykit --dir ~/equitykit
    """
    if context.invoked_subcommand is None:
        home(folder, port=port, no_browser=no_browser)


def main() -> None:
    """Run the command line; what a user can put right is one sentence and exit code 1."""
    try:
        app()
    except EquitykitError as error:
        Console(stderr=True, soft_wrap=True, highlight=False).print(
            printable(explain(error, user_words().language)), markup=False
        )
        sys.exit(1)


if __name__ == "__main__":
    main()
