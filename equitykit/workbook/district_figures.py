"""The figures of one district as they may be seen: published ones, and its own count.

The two follow different rules and are never put into one table. Own rows are shown as they were
released when they were prepared; where the settings have changed since, they are released when
one of them is first looked at, which takes a second that most pages save.
"""

from functools import cached_property

import pandas as pd

from equitykit.measures.gaps import compare
from equitykit.measures.own_counts import is_own, release_own, with_last_kept
from equitykit.measures.pooled_counts import last_pooled
from equitykit.measures.privacy import ReleasedTable, release
from equitykit.storage.prepared import read_releases, read_slice

KEYS = ["measure", "period", "dimension", "group"]


class DistrictFigures:
    """The rows of a district, every year; those of its schools stand by themselves (`schools`).

    School rows of an own count are shown nowhere, so that they need no protection against the
    district's; whoever shows one has to release both together.
    """

    def __init__(self, folder, cds: str, *, settings, decided=lambda table: table):
        self._folder, self._cds = folder, cds
        self._settings = settings
        self._decided = decided
        self._compared: dict[tuple, ReleasedTable] = {}

    @cached_property
    def _outcomes(self) -> pd.DataFrame:
        return read_slice(self._folder, self._cds, levels=("district",))

    @cached_property
    def _own_rows(self) -> pd.Series:
        return self._outcomes["measure"].map(is_own).astype(bool)

    @cached_property
    def published(self) -> ReleasedTable:
        """What publishers have published, as they have."""
        return self._release(self._outcomes[~self._own_rows])

    @cached_property
    def own(self) -> ReleasedTable:
        """What the district counted itself, protected as own rows are, also against what is
        published. Where a corrected figure cannot be shown, the last one stands (column
        `since_corrected`)."""
        rows, published = self._outcomes[self._own_rows], self._outcomes[~self._own_rows]
        released = release_own(rows, self._kept, **self._lines, published=published)
        return self._decided(with_last_kept(released, self._kept))

    @cached_property
    def pooled(self) -> ReleasedTable | None:
        """Years of the own count put together, as `prepare` released and kept them; None where
        it could release none that brings a group into view, or with other settings only."""
        if not self.has_own_years:
            return None
        found = last_pooled(self._outcomes[self._own_rows], self._kept, **self._lines)
        return None if found is None else self._decided(found)

    @property
    def has_own_years(self) -> bool:
        """Whether the district counted more than one year itself."""
        return self._outcomes.loc[self._own_rows, "period"].nunique() > 1

    @cached_property
    def _kept(self) -> list[ReleasedTable]:
        return read_releases(self._folder, self._cds) if self._own_rows.any() else []

    @cached_property
    def schools(self) -> ReleasedTable:
        """What publishers have published on the district's schools."""
        rows = read_slice(self._folder, self._cds, levels=("school",))
        return self._release(rows[~rows["measure"].map(is_own).astype(bool)])

    @cached_property
    def main(self) -> ReleasedTable:
        """The published figures, or the own count where nothing is published."""
        return self.own if self._own_rows.all() and len(self._own_rows) else self.published

    def of(self, measure: str) -> ReleasedTable:
        """The table in which a measure stands."""
        return self.own if is_own(measure) else self.published

    @cached_property
    def keys(self) -> pd.DataFrame:
        """Which rows there are, without any figure: `KEYS`, each once."""
        return self._outcomes[KEYS].drop_duplicates().reset_index(drop=True)

    @cached_property
    def origins(self) -> pd.DataFrame:
        """Which files the measures came from in which year: `measure`, `period`, `source`."""
        return self._outcomes[["measure", "period", "source"]].drop_duplicates()

    def compared(self, yardstick: str, *, measure: str | None) -> ReleasedTable:
        """All figures of a regime (that of `measure`, else the main one) against a yardstick."""
        own = is_own(measure) if measure else self.main.regime == "own_rows"
        of_one = yardstick == "target"
        key = (yardstick, own, measure if of_one else None)
        if key not in self._compared:
            rows = self.own if own else self.published
            rows = rows.where(measure=measure) if of_one else rows
            target = self._settings.targets.get(measure) if of_one else None
            self._compared[key] = compare(rows, yardstick=yardstick, target=target)
        found = self._compared[key]
        return found.where(measure=measure) if measure else found

    @property
    def _lines(self) -> dict[str, int]:
        return {
            "minimum_n": self._settings.minimum_n,
            "stability_line": self._settings.stability_line,
        }

    def _release(self, rows: pd.DataFrame) -> ReleasedTable:
        return self._decided(release(rows, **self._lines, regime="published"))
