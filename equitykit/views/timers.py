"""A quiet timer as the page shows it: it counts down without a sound and without a color."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Timer:
    """A timer that runs until `ends`, or stands still with `left` to go.

    Attributes
    ----------
    ends
        Milliseconds since 1970 (UTC); ``None`` while the timer stands still.
    left
        Milliseconds that were left when it was paused; ``None`` while it runs.
    shown
        Minutes and seconds when the page was drawn, such as ``4:05``; the page counts on.
    """

    ends: int | None = None
    left: int | None = None
    shown: str = ""

    @property
    def runs(self) -> bool:
        return self.ends is not None

    @property
    def text(self) -> str:
        """What stands in the page before its script counts."""
        if self.shown or self.left is None:
            return self.shown or "–:––"
        return clock(self.left)


def clock(milliseconds: int) -> str:
    """Minutes and seconds: ``65000`` becomes ``1:05``; nothing is left below zero."""
    minutes, seconds = divmod(max(0, round(milliseconds / 1000)), 60)
    return f"{minutes}:{seconds:02d}"
