"""What time it is. Everything that needs to know is told by whoever asks here."""

import time
from datetime import date, datetime


def now() -> int:
    """Milliseconds since 1970, as browsers count them."""
    return time.time_ns() // 1_000_000


def local(milliseconds: int) -> datetime:
    """The same moment on this machine's wall clock."""
    return datetime.fromtimestamp(milliseconds / 1000).astimezone()


def today() -> date:
    """The date on this machine's calendar."""
    return date.today()
