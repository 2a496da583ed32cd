"""Student rows disaggregated as they may be seen: counted, released, and only then compared.

What is hidden must not depend on what is asked for, or two answers could be subtracted. So a
file's outcomes are always counted by all its traits and the district's rows released together,
as `prepare` releases what it counted (what `prepare` kept *is* that release where the file is the
same), and then in fixed steps, each beside those before: every trait by itself, every pair of
traits, grade with race, grade with the other traits, three traits as asked for. Of that the
answer is chosen. Each step is kept before anything of it is told, so that the next answer, of
three other traits or of a corrected file, is audited beside it.
"""

from collections.abc import Callable, Sequence
from itertools import combinations

import numpy as np
import pandas as pd

from equitykit.content.codelists import load_measures
from equitykit.errors import EquitykitError
from equitykit.measures.disaggregate import ReleasedDisaggregation, disaggregate_released
from equitykit.measures.empty_cells import with_empty_cells
from equitykit.measures.lattice import (
    count_lattice,
    crossed_traits,
    dimension_of,
    group_of,
    traits_of,
)
from equitykit.measures.outcomes import KEY, outcomes_table
from equitykit.measures.own_counts import find_kept, release_beside, release_own
from equitykit.measures.privacy import ReleasedTable, join, of_period
from equitykit.measures.published_facts import marks_of
from equitykit.measures.visibility import BANDS, VISIBLE
from equitykit.sources.student_counts import count_students
from equitykit.sources.students import StudentReading


def disaggregate_students(
    reading: StudentReading,
    database,
    *,
    outcomes,
    by,
    crossings: int = 1,
    yardsticks=("everyone_else",),
    target: float | None = None,
    minimum_n: int = 11,
    stability_line: int = 30,
    kept: Sequence[ReleasedTable] = (),
    published: pd.DataFrame | None = None,
    keep: Callable[[list[ReleasedTable]], None] | None = None,
) -> ReleasedDisaggregation:
    """Disaggregate a student reading in the released view.

    `outcomes` and `by` are names of the reading; a dimension stands for all its groups. The rows
    are those of the district: beside them rows of schools would have to hide most of both.
    `kept` are the releases of the district that are out, `published` the outcomes of it that
    publishers show. `keep` is called with those of this answer that are not out yet, each of one
    period; without it later answers are not protected against this one.

    Raises
    ------
    EquitykitError
        ``disaggregate_outcome``, ``disaggregate_column``, ``disaggregate_crossings``,
        ``disaggregate_direction``, ``release_not_safe``, ``release_refused``; those of `compare`.
    """
    traits = traits_of(reading.table, by)
    _check(reading, outcomes, traits)
    published = outcomes_table([]) if published is None else published
    settings = {"minimum_n": minimum_n, "stability_line": stability_line}
    known = count_students(reading, database).table.to_pandas()
    known = outcomes_table(known[known["level"] == "district"])
    released = release_own(known, kept, **settings, published=published)
    if not released.certificate.is_clean:
        raise EquitykitError("release_refused", district=reading.district, period=_years(known))
    counts, made = known, [released]
    for names, crossed in _steps(reading, traits, crossings, known):
        more = count_lattice(
            reading.table, database=database, outcomes=known["measure"].unique().tolist(),
            by=names, crossings=crossed, places=("district",), district=reading.district,
        )  # fmt: skip
        counts = outcomes_table(pd.concat([counts, more])).drop_duplicates(list(KEY))
        asked_for = crossed_traits(traits_of(reading.table, names), crossed)
        counts = with_empty_cells(counts, asked_for)
        if len(counts) > len(released):
            step = _release(counts, kept, settings, published, base=released)
            if not step.certificate.is_clean:
                break  # what was released before stands
            released = step
            made.append(step)
    looked = _looked(released, outcomes, traits, crossings)
    tells = released.rows["visibility"].isin([*VISIBLE, *BANDS]).to_numpy(bool) & looked
    if not tells.any():
        raise EquitykitError("release_not_safe", traits=", ".join(by))
    if keep:
        keep(_not_out(made, kept, published))
    return disaggregate_released(released, yardsticks=yardsticks, target=target, looked=looked)


def _release(counts, kept, settings, published, *, base) -> ReleasedTable:
    """The rows of a step: as they were kept, year by year, or else released beside `base`."""
    of_year = [rows.reset_index(drop=True) for _, rows in counts.groupby("period")]
    found = [find_kept(rows, kept, **settings, published=published) for rows in of_year]
    if all(each is not None for each in found):
        return join(found)
    # of pairs beyond those of `base`, a publication to come would cost more than it tells
    return release_beside(counts, kept, **settings, published=published, base=base, expecting=False)


def _not_out(made, kept, published) -> list[ReleasedTable]:
    """The releases that are not kept, year by year, each with what publishers show beside it."""
    out = {each.certificate.digest for each in kept}
    parts = [
        of_period(each, period, marks_of(each.rows[each.rows["period"] == period], published))
        for each in made
        for period in sorted(each.rows["period"].unique())
    ]
    return [part for part in parts if part.certificate.digest not in out]


RACES = ("race_ethnicity", "race_alone", "race_any")


def _steps(reading: StudentReading, traits, crossings: int, known: pd.DataFrame):
    """What is counted and released one after another, until all that is asked for is there:
    the traits, and how many are crossed. No step depends on what is asked for but the last."""
    if crossings == 1 and {dimension_of(name) for name in traits} <= {*known["dimension"]}:
        return
    own = [*reading.traits]
    graded = "grade" in reading.table.column_names
    grades = ["grade"] if graded else []
    yield [*own, *grades], 1
    if crossings == 1:
        return
    yield own, 2
    if graded and "grade" in traits:
        races = [name for name in own if dimension_of(name) in RACES]
        yield [*races, *grades], 2
        if {*traits} - {*races, *grades}:
            yield [*own, *grades], 2
    if crossings > 2:
        yield traits, crossings


def _years(rows: pd.DataFrame) -> str:
    return ", ".join(sorted(rows["period"].unique()))


def _check(reading: StudentReading, outcomes, traits) -> None:
    for name in outcomes:
        if name not in reading.outcomes:
            known = ", ".join(reading.outcomes)
            raise EquitykitError("disaggregate_outcome", outcome=name, known=known)
    for name in traits:
        if name not in (*reading.traits, "grade"):
            known = ", ".join(reading.traits)
            raise EquitykitError("disaggregate_column", column=name, known=known)
    unknown = [name for name in outcomes if name not in load_measures()]
    if unknown:
        raise EquitykitError("disaggregate_direction", outcomes=", ".join(unknown))


def _looked(released: ReleasedTable, outcomes, traits, crossings: int) -> np.ndarray:
    """The rows that were asked for: all students, the traits, and their crossings."""
    rows = released.rows
    flags = {(dimension_of(name), group_of(name)) for name in traits}
    whole = {dimension_of(name) for name in traits if group_of(name) == name == dimension_of(name)}
    wanted = [
        dimension == "all"
        or dimension.count("×") < crossings
        and all(
            part in whole or (part, code) in flags
            for part, code in zip(dimension.split("×"), group.split("×"), strict=True)
        )
        for dimension, group in zip(rows["dimension"], rows["group"], strict=True)
    ]
    return np.array(wanted, dtype=bool) & rows["measure"].isin(list(outcomes)).to_numpy(bool)


def hidden_pairs(rows: pd.DataFrame, by, crossings: int = 2) -> list[str]:
    """Which traits of `by`, as they are named there, show no group together: ``race × SE``.

    Also those of which there is no row: of these nothing could be told at all.
    """
    told = rows["visibility"].isin([*VISIBLE, *BANDS])
    found = {
        " × ".join(names): False
        for size in range(2, crossings + 1)
        for names in combinations(by, size)
    }
    for dimension, group, tells in zip(rows["dimension"], rows["group"], told, strict=True):
        parts = [*zip(dimension.split("×"), group.split("×"), strict=True)]
        names = [name for name in by if (dimension_of(name), group_of(name)) in parts
                 or (name, name) == (dimension_of(name), group_of(name))
                 and name in dimension.split("×")]  # fmt: skip
        if len(parts) > 1:
            pair = " × ".join(names)
            found[pair] = found.get(pair, False) or bool(tells)
    return [pair for pair, tells in found.items() if not tells]
