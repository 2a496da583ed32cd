"""Students counted into outcomes: what is kept of an extract.

District and schools by each trait, the district also by the pairs of traits that the mapping
names. The rows of the students end here.
"""

from dataclasses import replace

import pandas as pd
import pyarrow as pa

from equitykit.content.codelists import (
    load_counties,
    load_dimensions,
    load_measures,
    load_student_groups,
)
from equitykit.measures.empty_cells import with_empty_cells
from equitykit.measures.lattice import count_lattice, crossed_traits
from equitykit.measures.outcomes import REPORTED_ZERO, STATUSES, outcomes_table
from equitykit.sources.reading import Reading, nothing_read
from equitykit.sources.reports import FileReport, Problem
from equitykit.sources.students import StudentReading

ANY_RACE = "race_any"
LEVELS = ("district", "school")


def count_students(reading: StudentReading, database) -> Reading:
    """Count a student reading into outcomes as :func:`equitykit.storage.prepared.prepare` takes.

    `database` is an open DuckDB connection. Outcomes that are no measure of ours or of the
    district's overlay are left out: a page has no words for them.
    """
    report = reading.report
    if not report.ok:
        return Reading(report, nothing_read())
    if not reading.district:
        refused = (Problem("no_district"), *report.problems)
        return Reading(replace(report, ok=False, problems=refused), nothing_read())
    measures = [name for name in reading.outcomes if name in load_measures()]
    if not measures:
        refused = (Problem("no_outcome"), *report.problems)
        return Reading(replace(report, ok=False, problems=refused), nothing_read())
    traits = [name for name in reading.traits if dimension_of(name)]
    counted, crossed = [_count(reading, database, measures, traits, places=LEVELS)], []
    for pair in reading.mapping.crossed:
        its = [name for name in traits if _of(dimension_of(name)) in pair]
        if len({dimension_of(name) for name in its}) == 2:
            rows = _count(reading, database, measures, its, places=LEVELS[:1], crossings=2)
            counted.append(rows[rows["dimension"].str.contains("×")])
            both = crossed_traits(its, 2)
            crossed += [(one, other) for one, other in both if one[0] != other[0]]
    rows = _own_dimensions(pd.concat(counted, ignore_index=True))
    rows = _named(with_empty_cells(rows, crossed), reading)
    report = replace(
        report,
        counts=dict.fromkeys(STATUSES, 0) | rows["status"].value_counts().to_dict(),
        places={level: int(rows["cds"][rows["level"] == level].nunique()) for level in LEVELS},
    )
    return Reading(report, pa.Table.from_pandas(rows, preserve_index=False))


def _count(reading, database, measures, traits, *, places, crossings=1) -> pd.DataFrame:
    return count_lattice(
        reading.table, database=database, outcomes=measures, by=traits, crossings=crossings,
        places=places, district=reading.district,
    )  # fmt: skip


def dimension_of(trait: str) -> str:
    """The dimension of a trait of which we have words; empty for any other trait."""
    groups = load_student_groups()
    if trait in groups:
        return groups[trait].dimension
    dimension, _, code = trait.partition(":")
    known = dimension in load_dimensions() and (not code or dimension == ANY_RACE)
    return dimension if known else ""


def _of(dimension: str) -> str:
    """How a mapping names a dimension: race is race, whatever the rule for several races."""
    return "race_ethnicity" if dimension in (ANY_RACE, "race_alone") else dimension


def _own_dimensions(rows: pd.DataFrame) -> pd.DataFrame:
    """Races that overlap are groups of one dimension; pairs within a dimension are left out."""
    dimension = rows["dimension"].str.replace(r"race_any:\w+", ANY_RACE, regex=True)
    group = rows["group"].str.replace(f"{ANY_RACE}:", "", regex=False)
    alone = dimension.str.contains("race_alone").to_numpy(bool)
    group = group.mask(alone, group.str.replace("missing", "RD", regex=False))
    parts = dimension.str.split("×")
    pair_within = parts.map(lambda names: len({*names}) < len(names)).to_numpy(bool)
    found = rows.assign(dimension=dimension, group=group)
    return found[~pair_within & ~group.str.contains("missing").to_numpy(bool)]


def _named(rows: pd.DataFrame, reading: StudentReading) -> pd.DataFrame:
    """The counts as outcomes: with the names of places, and where they come from."""
    report = reading.report
    rows = rows.assign(
        county=load_counties().get(reading.district[:2]),
        district=reading.mapping.settings.get("district_name") or reading.district,
        school=rows["cds"].map(_school_names(reading)).where(rows["level"] == "school"),
        status=rows["status"].mask(rows["numerator"] == 0, REPORTED_ZERO),
        source=f"{report.file} sha256:{report.sha256[:12]}",
    )
    return outcomes_table(rows)


def _school_names(reading: StudentReading) -> dict[str, str]:
    """Names of schools, where the mapping's labels are names and not codes."""
    names = {}
    for column in reading.mapping.with_role("school"):
        for label, code in column.labels.items():
            if code and not label.isdigit():
                whole = code if len(code) == 14 else reading.district[:7] + code
                names.setdefault(whole, label)
    return names


def with_data_use(report: FileReport, reading: StudentReading) -> FileReport:
    """The report with what the data-use note says: columns, classes, permissions, refusals."""
    refused = [p.column for p in report.problems if p.rule.startswith("column_") and p.column]
    settings = reading.mapping.settings
    note = {
        "district": reading.district,
        "mapping": reading.mapping.file,
        "races": reading.mapping.races,
        "delete_by": settings.get("delete_by", ""),
        "columns": reading.mapping.data_use,
        "refused": refused,
    }
    return replace(report, data_use=note)
