"""The tables of the prepared folder: their columns, what makes a row, what two files compare."""

from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa

from equitykit.measures import outcomes
from equitykit.measures.performance import ASSISTANCE as ASSISTANCE_COLUMNS
from equitykit.measures.performance import LOCAL as LOCAL_COLUMNS
from equitykit.measures.performance import PERFORMANCE as PERFORMANCE_COLUMNS

TEXT = pa.dictionary(pa.int32(), pa.string())

_TYPES = {
    "string": TEXT,
    "Int64": pa.int64(),
    "Float64": pa.float64(),
    "boolean": pa.bool_(),
}


@dataclass(frozen=True, eq=False)
class Shape:
    """One table, kept in a file for each county whose name begins with `prefix`.

    `field` is its name in a reading. A row has its `key`; the rows of one `place` come from
    one file; `issue` are the columns (of the key) of which two files can hold the same, and
    `figures` those in which two files may disagree.
    """

    field: str
    prefix: str
    types: dict[str, str]
    key: tuple[str, ...]
    issue: tuple[str, ...]
    place: tuple[str, ...]
    figures: tuple[str, ...]

    @cached_property
    def schema(self) -> pa.Schema:
        return pa.schema([(name, _TYPES[kind]) for name, kind in self.types.items()])

    @cached_property
    def texts(self) -> list[str]:
        return [name for name, kind in self.types.items() if kind == "string"]


OUTCOMES = Shape(
    field="table",
    prefix="county",
    types={
        name: {"numerator": "Int64", "denominator": "Int64", "rate": "Float64"}.get(name, "string")
        for name in outcomes.COLUMNS
    },
    key=outcomes.KEY,
    issue=("measure", "period"),
    place=("measure", "period", "level", "cds"),
    figures=("status", "numerator", "denominator", "rate"),
)
PERFORMANCE = Shape(
    field="performance",
    prefix="performance",
    types=PERFORMANCE_COLUMNS,
    key=("indicator", "year", "level", "cds", "group"),
    issue=("indicator", "year"),
    place=("indicator", "year", "level", "cds"),
    figures=("n", "status", "change", "status_level", "change_level", "colour"),
)
LOCAL = Shape(
    field="local",
    prefix="local",
    types=LOCAL_COLUMNS,
    key=("priority", "year", "cds"),
    issue=("priority", "year"),
    place=("priority", "year", "cds"),
    figures=("performance",),
)
ASSISTANCE = Shape(
    field="assistance",
    prefix="assistance",
    types=ASSISTANCE_COLUMNS,
    key=("kind", "year", "cds", "group"),
    issue=("kind", "year"),
    place=("kind", "year", "cds"),
    figures=("letter", "status", "methods"),
)
SHAPES = (OUTCOMES, PERFORMANCE, LOCAL, ASSISTANCE)


def tables_of(reading) -> dict[str, pa.Table]:
    """The tables of a reading, by the `field` of their shape; those it does not have are absent."""
    found = {shape.field: getattr(reading, shape.field, None) for shape in SHAPES}
    return {field: table for field, table in found.items() if table is not None}
