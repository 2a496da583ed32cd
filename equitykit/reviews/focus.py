"""What a team begins with, and what it put back with a reason."""

from equitykit.records.focus import DataFocus, FocusConsidered

FOCUS = "focus"


def chosen_focus(standing) -> DataFocus | None:
    """The focus that stands, if exactly one does."""
    heads = [
        entry.record for entry in standing.get(FOCUS, ()) if isinstance(entry.record, DataFocus)
    ]
    same = {(each.measure, each.group, each.period) for each in heads}
    return heads[-1] if len(same) == 1 else None


def alternatives(standing, focus: DataFocus | None) -> list[tuple[str, FocusConsidered]]:
    """What was considered and is not the focus itself."""
    return [
        each
        for each in standing.of(FocusConsidered)
        if focus is None or (each[1].measure, each[1].group) != (focus.measure, focus.group)
    ]
