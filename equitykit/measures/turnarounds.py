"""Where the choice of yardstick decides what a group's figures seem to say."""

from equitykit.measures.privacy import ReleasedTable

KEY = ["measure", "period", "cds", "coverage", "dimension", "group"]


def turned_around(first: ReleasedTable, second: ReleasedTable) -> list[str]:
    """Return the groups that do better by one yardstick and worse by the other.

    Both tables are comparisons of the same rows.
    """
    both = first.rows.merge(second.rows, on=KEY, suffixes=("", "_second"))
    pairs = both["direction"].fillna("") + "/" + both["direction_second"].fillna("")
    return list(both["group"][pairs.isin(["better/worse", "worse/better"])])
