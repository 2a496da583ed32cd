"""The tables that ``equitykit disaggregate`` writes: figures with sentences, and inequality."""

import io
from pathlib import Path

import numpy as np
import pandas as pd

from equitykit.content.texts import Words
from equitykit.measures.disaggregate import ReleasedDisaggregation
from equitykit.measures.inequality_of_splits import SplitInequality, inequality_of_splits
from equitykit.storage.written_files import safe_cell, write_beside
from equitykit.views.inequality_page import risk_sentence, summary_notes
from equitykit.views.sentences import group_name

FORMATS = (".csv", ".parquet")

P_VALUES = ("p_value", "p_adjusted")

LEVEL, MEASURE, NOTE = "level", "inequality", "note"


def write_table(rows: pd.DataFrame, out: Path) -> None:
    """Write a table as its name says: Parquet with every digit, CSV as a person reads it, with
    numbers to 4 decimals, and what a spreadsheet would take for a formula as text."""
    if out.suffix == ".parquet":
        content = io.BytesIO()
        rows.to_parquet(content, index=False)
        write_beside(out, content.getvalue())
        return
    rows = _rounded(rows)
    text = rows.select_dtypes("string").columns
    safe = rows.assign(**{name: rows[name].map(safe_cell, na_action="ignore") for name in text})
    write_beside(out, safe.to_csv(index=False))


def _rounded(rows: pd.DataFrame) -> pd.DataFrame:
    """Numbers to 4 decimals; p values, which may be far smaller, to 4 digits."""
    figures = rows.select_dtypes("float").columns
    small = [name for name in figures if name in P_VALUES]
    digits = {name: rows[name].map("{:.4g}".format, na_action="ignore") for name in small}
    return rows.round({name: 4 for name in figures}).assign(
        **{name: found.astype("Float64") for name, found in digits.items()}
    )


def as_records(rows: pd.DataFrame) -> list[dict]:
    """Rows as JSON has them: None where there is nothing, or no end to it."""
    finite = rows.replace([np.inf, -np.inf], pd.NA).astype(object)
    return finite.where(finite.notna(), None).to_dict("records")


def with_sentences(rows: pd.DataFrame, *, words: Words) -> pd.DataFrame:
    """The rows with what their `risk_ratio_state` means, in `risk_ratio_text` after it."""
    states = rows["risk_ratio_state"]
    told = {state: risk_sentence(state, words=words) for state in states.dropna().unique()}
    rows = rows.copy()
    position = rows.columns.get_loc("risk_ratio_state") + 1
    rows.insert(position, "risk_ratio_text", states.map(told).astype("string"))
    return rows


def inequality_rows(found: ReleasedDisaggregation, *, data_use: str, words: Words) -> pd.DataFrame:
    """Each split: the `level` of every group, and after them its measures and notes.

    `kind` is ``level``, ``inequality`` or ``note``; `name` a group or a measure by its code and
    `text` in words; `value` its rate or its value, with `low` and `high`; `students`; `why` there
    is no value.
    """
    splits = inequality_of_splits(next(iter(found.tables.values())))
    rows = [row for split in splits for row in _split(split, data_use, words)]
    names = ["measure", "period", "level", "cds", "dimension", "kind", "name", "text", "value",
             "low", "high", "students", "why"]  # fmt: skip
    table = pd.DataFrame(rows, columns=names)
    numbers = dict.fromkeys(("value", "low", "high"), "Float64") | {"students": "Int64"}
    text = dict.fromkeys((name for name in names if name not in numbers), "string")
    return table.astype(numbers | text)


def _split(split: SplitInequality, data_use: str, words: Words) -> list[dict]:
    of = {"measure": split.measure, "period": split.period, "level": split.level,
          "cds": split.cds, "dimension": split.dimension}  # fmt: skip
    summary = split.summary
    levels = [
        {**of, "kind": LEVEL, "name": row.group, "text": group_name(row.group, words=words),
         "value": row.rate, "low": row.low, "high": row.high, "students": int(row.students)}
        for row in summary.groups.itertuples()
    ]  # fmt: skip
    measures = [
        {**of, "kind": MEASURE, "name": row.measure, "value": row.value, "low": row.low,
         "high": row.high, "text": words(f"inequality.measure.{row.measure}"),
         "why": words(f"inequality.note.{row.note}") if pd.notna(row.note) else None}
        for row in summary.measures.itertuples()
    ]  # fmt: skip
    notes = [words("inequality.about.text"), *summary_notes(summary, words=words), data_use]
    return [*levels, *measures, *({**of, "kind": NOTE, "text": note} for note in notes)]
