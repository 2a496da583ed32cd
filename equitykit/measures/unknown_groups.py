"""How many students stand in no group of a dimension, because nobody knows theirs."""

from equitykit.measures.privacy import ReleasedTable
from equitykit.measures.visibility import VISIBLE
from equitykit.measures.yardsticks import MISSING_INFORMATION


def unknown_shares(released: ReleasedTable) -> dict[str, float]:
    """The share of students whose group is not known, in percent of all, by dimension.

    The rows are of one measure, school year and place. Only numbers of students that may be seen
    are set against each other; nothing is worked out from what other groups leave over, so that a
    dimension whose unknown are hidden has no share.
    """
    rows = released.rows
    seen = rows[rows["visibility"].isin(VISIBLE) & rows["denominator"].notna()]
    everybody = seen["denominator"][seen["group"] == "TA"]
    if len(everybody) != 1 or everybody.iloc[0] <= 0:
        return {}
    unknown = seen[seen["group"].isin(MISSING_INFORMATION)]
    return {
        row.dimension: 100 * float(row.denominator) / float(everybody.iloc[0])
        for row in unknown.itertuples()
    }
