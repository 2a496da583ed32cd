"""Which yardstick a team has chosen."""

from equitykit.records.yardstick import YardstickChosen

YARDSTICK = "yardstick"


def chosen_yardstick(standing) -> YardstickChosen | None:
    """The choice that stands; none where two different ones stand beside each other."""
    heads = [
        entry.record
        for entry in standing.get(YARDSTICK, ())
        if isinstance(entry.record, YardstickChosen)
    ]
    agreed = {(each.yardstick, each.second) for each in heads}
    return heads[-1] if len(agreed) == 1 else None
