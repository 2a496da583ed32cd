"""How far work is, where a person looks on and it takes longer than a moment."""

import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from equitykit.cli.language import printable

# Work that takes longer than this shows how far it is, and so does work on that many.
SECONDS_WITHOUT_BAR = 2
MANY = 10

Each = TypeVar("Each")


def with_bar(each: Iterable[Each], doing: str) -> Iterator[Each]:
    """Go through each; on a terminal a bar with the words `doing` and the name of the one at
    hand comes when they are many or it takes long."""
    each = list(each)
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    progress = Progress(*columns, console=console, transient=True)
    bar = progress.add_task(doing, total=len(each))
    begun = time.monotonic()
    try:
        for one in each:
            name = printable(str(getattr(one, "name", one)))
            progress.update(bar, description=f"{doing}: {name}")
            long = len(each) >= MANY or time.monotonic() - begun > SECONDS_WITHOUT_BAR
            if console.is_terminal and long:
                progress.start()
            yield one
            progress.advance(bar)
    finally:
        if progress.live.is_started:
            progress.stop()
