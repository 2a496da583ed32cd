"""Two traits crossed: what shows only where they meet, beside each trait by itself."""

import pandas as pd
from markupsafe import Markup

from equitykit.measures.privacy import ReleasedTable
from equitykit.measures.visibility import VISIBLE
from equitykit.views.crossing_chart import Crossing, crossing_chart, predicts, read_crossing
from equitykit.views.drawing import svg
from equitykit.views.figure_frame import framed, not_drawn, title_of, why_hidden
from equitykit.views.figure_table import DASH, TableRow, counts_words, figure_table, range_words
from equitykit.views.sentences import amount, dimension_name, group_name, unrecorded


def crossing_figure(released: ReleasedTable, *, words, **frame) -> Markup:
    """One measure in one place and year, split by two traits at once.

    The table holds the rows of one crossing, such as ``race_ethnicity×gender``, and those of
    its two dimensions; where it was disaggregated, `predicted_rate` (what the traits would add
    up to) and `excess_low`, `excess_high` are used. `frame` is `audience` and `heading_level`, as
    in `framed`.

    Raises
    ------
    ValueError
        When there is not exactly one crossing of two traits.
    """
    crossing = read_crossing(released, words=words)
    rows = crossing.rows
    title = title_of("pictures.crossing_title.text", rows.iloc[0], words=words)
    seen = rows["visibility"].isin(VISIBLE)
    how = ("line", "margins", *(("predicted",) if predicts(rows) else ()), "limits")
    return framed(
        rows,
        title=title,
        drawing=svg(crossing_chart(crossing, words=words)) if seen.any() else "",
        folded=not_drawn(rows, words),
        sentences=_said(crossing, words),
        notes=[
            *unrecorded(released, words=words),
            *_missing(rows, words),
            *why_hidden(rows, released, words),
            *_few(rows, released, words),
        ],
        how=[words(f"pictures.crossing_how.{line}") for line in how if seen.any()],
        table=_table(crossing, words),
        words=words,
        **frame,
    )


def _said(crossing: Crossing, words) -> list[str]:
    """What appears only at the crossing, and how many were looked at."""
    rows = crossing.rows
    seen = rows[rows["visibility"].isin(VISIBLE)]
    said = []
    for kind, chosen in (
        ("higher", _beyond(seen, crossing, 1)),
        ("lower", _beyond(seen, crossing, -1)),
    ):
        if chosen:
            names = words.list(group_name(code, words=words) for code in chosen)
            said.append(words(f"pictures.crossing_said.{kind}", names=names))
    if not said:
        said.append(
            words("pictures.crossing_said.none" if len(seen) else "pictures.crossing_said.unseen")
        )
    counted = int(seen["low"].notna().sum())
    return [*said, *([words.count("sentences.compared", counted)] if counted else [])]


def _beyond(seen: pd.DataFrame, crossing: Crossing, side: int) -> list[str]:
    """Crossings whose whole range lies above (below) both of their traits by themselves."""
    found = []
    for _, row in seen[(seen["visibility"] == "shown") & seen["low"].notna()].iterrows():
        margins = [crossing.first.get(row["first"]), crossing.second.get(row["second"])]
        if None in margins:
            continue
        above = side > 0 and row["low"] > max(margins)
        if above or (side < 0 and row["high"] < min(margins)):
            found.append(row["group"])
    return found


def _missing(rows: pd.DataFrame, words) -> list[str]:
    """How many crossings have no figure."""
    unseen = rows[~rows["visibility"].isin(VISIBLE)]
    if unseen.empty:
        return []
    return [words.count("pictures.crossing_hidden", len(unseen), all=words.number(len(rows)))]


def _few(rows: pd.DataFrame, released: ReleasedTable, words) -> list[str]:
    few = rows[rows["visibility"] == "read_with_care"]["group"]
    if few.empty:
        return []
    names = words.list(group_name(code, words=words) for code in few)
    return [words("charts.care.text", line=words.number(released.stability_line), groups=names)]


def _table(crossing: Crossing, words) -> Markup:
    rows = crossing.rows
    columns = ["students", "rate", "range", "first", "second"]
    columns += ["predicted"] if predicts(rows) else []
    shown = []
    for _, row in rows.iterrows():
        name = group_name(row["group"], words=words)
        if row["visibility"] not in VISIBLE:
            shown.append(TableRow(name, reason=words(f"charts.visibility.{row['visibility']}")))
            continue
        cells = (
            counts_words(row, words=words),
            amount(row["rate"], row["measure"], words=words),
            range_words(row["low"], row["high"], words=words),
            _amount(crossing.first.get(row["first"]), row, words),
            _amount(crossing.second.get(row["second"]), row, words),
            *([_amount(row["predicted_rate"], row, words)] if predicts(rows) else []),
        )
        shown.append(TableRow(name, cells, care=row["visibility"] == "read_with_care"))
    first, second = rows["dimension"].iloc[0].split("×")
    names = {"first": dimension_name(first, words=words)}
    names["second"] = dimension_name(second, words=words)
    return figure_table(
        shown,
        caption=words("pictures.crossing_table.caption"),
        of=rows.iloc[0],
        head=words("tables.columns.group"),
        columns=[words(f"pictures.crossing_table.{column}", **names) for column in columns],
        words=words,
    )


def _amount(rate, row, words) -> str:
    return DASH if pd.isna(rate) else amount(float(rate), row["measure"], words=words)
