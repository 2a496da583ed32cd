"""The releases of own rows that are kept in a version of the prepared folder, oldest first.

::

    outcomes-0003/releases/
      99600410000000_2024-25_01.parquet    the rows as they were released
      99600410000000_2024-25_01.json       the certificate of the audit, for everybody to read
      99600410000000_2022-23-to-2024-25_01.parquet    three years put together

What is kept is what `prepare` releases, and each answer of ``equitykit disaggregate``. A release
that is out cannot be taken back: none is ever changed or left out.
"""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from equitykit.content.codelists import load_measures
from equitykit.errors import EquitykitError
from equitykit.measures.disclosure.certificate import Certificate
from equitykit.measures.outcomes import outcomes_table
from equitykit.measures.own_counts import is_own, of_period, years_due
from equitykit.measures.pooled_counts import release_pooled
from equitykit.measures.privacy import ReleasedTable, restore
from equitykit.measures.visibility import VISIBLE
from equitykit.storage.clock import today
from equitykit.storage.prepared_folder import flush, locked, read_manifest
from equitykit.storage.prepared_write import PLACES, take_over
from equitykit.storage.settings import load_settings

RELEASES = "releases"


@dataclass(frozen=True)
class NewRelease:
    """A release that is to be kept: of which district and year, or years put together, and which
    of theirs it is."""

    cds: str
    period: str
    number: int
    table: ReleasedTable

    @property
    def name(self) -> str:
        return f"{self.cds}_{self.period.replace(' ', '-')}_{self.number:02}"


def releases_due(
    version: Path | None, before: pa.Table, after: pa.Table, folder: Path
) -> list[NewRelease]:
    """What has to be released when the outcomes `before` become those `after`.

    What pages have shown of the rows before and nobody kept (the settings had changed, or an
    earlier equitykit had prepared them) is kept first. Pooled years come last, beside the years
    as they are out then; pages show none that are not kept.

    Raises
    ------
    EquitykitError
        ``release_refused`` where a release would tell, beside those kept, of a hidden group;
        those of :func:`equitykit.storage.settings.load_settings`
    """
    states = [state for state in map(of_districts, (before, after)) if len(state[0])]
    if not states:
        return []
    settings = load_settings(folder.parent)
    lines = {"minimum_n": settings.minimum_n, "stability_line": settings.stability_line}
    due: list[NewRelease] = []
    for number, (own, published) in enumerate(states, 1):
        for cds, rows in own.groupby("cds"):
            kept = [*kept_in(version, cds), *(one.table for one in due if one.cds == cds)]
            for period, made in years_due(rows, kept, **lines, published=published).items():
                before = of_period(kept, period)
                if number == len(states) and before and not _is_fit(made, before[-1]):
                    raise EquitykitError(
                        "release_refused", district=_name_of(rows, cds), period=period
                    )
                due.append(NewRelease(cds, period, len(before) + 1, made))
    own, published = states[-1]
    for cds, rows in own.groupby("cds"):
        kept = [*kept_in(version, cds), *(one.table for one in due if one.cds == cds)]
        for made in release_pooled(rows, kept, **lines, published=published):
            (period,) = made.rows["period"].unique()
            due.append(NewRelease(cds, period, len(of_period(kept, period)) + 1, made))
    return due


def _name_of(rows: pd.DataFrame, cds: str) -> str:
    names = rows["district"].dropna()
    return names.iloc[0] if len(names) else cds


def _is_fit(made: ReleasedTable, last: ReleasedTable) -> bool:
    """Whether it may be released, and tells anything where the last one did."""
    tell = [each.rows["visibility"].isin(VISIBLE).any() for each in (made, last)]
    return made.certificate.is_clean and (tell[0] or not tell[1])


def of_districts(outcomes: pa.Table) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The districts' own rows, and what is published of the same districts."""
    rows = outcomes.filter(pc.equal(outcomes["level"].cast(pa.string()), "district"))
    own = pa.array([measure for measure in load_measures() if is_own(measure)], pa.string())
    is_theirs = pc.is_in(rows["measure"].cast(pa.string()), own)
    theirs = outcomes_table(rows.filter(is_theirs).to_pandas())
    of = pa.array(theirs["cds"].unique().tolist(), pa.string())
    same = pc.is_in(rows["cds"].cast(pa.string()), of)
    told = rows.filter(pc.and_(pc.invert(is_theirs), same))
    return theirs, outcomes_table(told.to_pandas())


def write_releases(due: list[NewRelease], version: Path, *, keep_from: Path | None) -> None:
    """Write what is due beside the releases of the version before."""
    folder, old = version / RELEASES, keep_from / RELEASES if keep_from else None
    kept = sorted(old.iterdir()) if old and old.is_dir() else []
    if not due and not kept:
        return
    folder.mkdir()
    for path in kept:
        take_over(path, folder / path.name)
    for one in due:
        _write(one, folder)
    flush(folder)


def _write(one: NewRelease, folder: Path) -> None:
    """Write a release: it is there when its certificate is."""
    rows, note = folder / f"{one.name}.parquet", folder / f"{one.name}.json"
    rows.unlink(missing_ok=True)  # of a run that was killed; another version may hold it too
    one.table.rows.to_parquet(rows, index=False)
    told = {
        "cds": one.cds,
        "period": one.period,
        "released": today().isoformat(),
        "stability_line": one.table.stability_line,
        "certificate": asdict(one.table.certificate),
    }
    new = note.with_suffix(".new")
    new.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    flush(rows)
    flush(new)
    os.replace(new, note)


def knows(folder: Path, cds: str) -> bool:
    """Whether a prepared folder has figures of a district. Raises as `read_manifest`."""
    manifest = read_manifest(folder)
    if manifest is None:
        return False
    return cds in {*pd.read_parquet(folder / manifest["version"] / PLACES, columns=["cds"])["cds"]}


def keep_releases(
    folder: Path, cds: str, tables: list[ReleasedTable], *, beside: list[ReleasedTable]
) -> None:
    """Keep releases of a district, each of one period, in the valid version of its folder.

    Raises
    ------
    EquitykitError
        ``data_folder_busy`` where a `prepare` is at work, or something was kept that is not
        among those `beside` which these were audited; ``folder_not_writable``
    """
    with locked(folder):
        version = folder / read_manifest(folder)["version"]
        kept = kept_in(version, cds)
        if {_digest(each) for each in kept} - {_digest(each) for each in beside}:
            raise EquitykitError("data_folder_busy", folder=folder.name)
        into = version / RELEASES
        try:
            into.mkdir(exist_ok=True)
            for table in tables:
                (period,) = table.rows["period"].unique()
                _write(NewRelease(cds, period, len(of_period(kept, period)) + 1, table), into)
                kept.append(table)
            flush(into)
        except OSError as problem:
            raise EquitykitError(
                "folder_not_writable", folder=str(into), detail=problem.strerror
            ) from None


def _digest(table: ReleasedTable) -> str:
    return table.certificate.digest


def kept_in(version: Path | None, cds: str) -> list[ReleasedTable]:
    """The releases of a district's own rows, each of one year or of years put together; those
    of the same period oldest first.

    Raises
    ------
    OSError
        Where a kept release cannot be read, or is not what was released.
    """
    notes = sorted((version / RELEASES).glob(f"{cds}_*.json")) if version else []
    return [_kept(note) for note in notes]


def _kept(note: Path) -> ReleasedTable:
    try:
        told = json.loads(note.read_text(encoding="utf-8"))
        fields = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in told["certificate"].items()
        }
        rows = pd.read_parquet(note.with_suffix(".parquet"))
        certificate = Certificate(**fields)
        return restore(rows, certificate, stability_line=told["stability_line"])
    except (ValueError, KeyError, TypeError, AttributeError, pa.ArrowException) as problem:
        raise OSError(f"{note.name} cannot be used") from problem
