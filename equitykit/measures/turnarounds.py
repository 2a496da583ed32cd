"""Where the choice of yardstick decides what a group's figures seem to say."""

from equitykit.measures.privacy import ReleasedTable

KEY = ["measure", "period", "cds", "coverage", "dimension", "group"]


def turned_around(first: ReleasedTable, second: ReleasedTable) -> list[str]:
    """Return the groups that do clearly better by one yardstick and clearly worse by the other.

    Both tables are comparisons of the same rows. By the best rate nearly every group does
    worse, so only what is unlikely to be chance counts.
    """
    both = first.rows.merge(second.rows, on=KEY, suffixes=("", "_second"))
    pairs = both["direction"].fillna("") + "/" + both["direction_second"].fillna("")
    clear = (both["certainty"] == "clear") & (both["certainty_second"] == "clear")
    turned = pairs.isin(["better/worse", "worse/better"]) & clear.fillna(False)
    return list(both["group"][turned.astype(bool)])
