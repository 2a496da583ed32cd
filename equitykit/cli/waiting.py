"""How far work is, where a person looks on and it takes longer than a moment."""

import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress

# Work that takes longer than this shows how far it is.
SECONDS_WITHOUT_BAR = 2

Each = TypeVar("Each")


def with_bar(each: Iterable[Each], doing: str) -> Iterator[Each]:
    """Go through each; on a terminal a bar with the words `doing` comes when it takes long."""
    each = list(each)
    console = Console(stderr=True)
    columns = ("{task.description}", BarColumn(), MofNCompleteColumn())
    progress = Progress(*columns, console=console, transient=True)
    bar = progress.add_task(doing, total=len(each))
    begun = time.monotonic()
    try:
        for one in each:
            yield one
            progress.advance(bar)
            if console.is_terminal and time.monotonic() - begun > SECONDS_WITHOUT_BAR:
                progress.start()
    finally:
        if progress.live.is_started:
            progress.stop()
