"""Charts as rows of one table and one layer for each kind of mark.

A row says which `mark` it is of. Every table and every layer that a chart carries costs time, so
that groups differ in their rows and not in layers of their own.
"""

import altair as alt


def layered(rows: list[dict], kinds: list[tuple[str, dict, dict]], **size) -> alt.LayerChart:
    """Draw the rows, from the back to the front: a mark's name, its look, its channels.

    The rows themselves are for the caller to attach as data; kinds without rows are left out.
    """
    there = {row["mark"] for row in rows}
    layers = [
        alt.Chart(mark=look, transform=[{"filter": f"datum.mark === '{mark}'"}]).encode(**channels)
        for mark, look, channels in kinds
        if mark in there
    ]
    return alt.layer(*layers, **size)


def said_row(mark: str, text: str | list[str], x: float, y: float, **look) -> dict:
    """Words at a place in units from the upper left corner."""
    return {"mark": mark, "text": text, "x": x, "y": y} | look
