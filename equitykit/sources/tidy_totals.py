"""Read a tidy CSV of counts (place, year, group, numerator, denominator) by its mapping."""

import hashlib
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from equitykit.content.codelists import load_counties, load_measures, load_student_groups
from equitykit.content.texts import LANGUAGES, load_texts
from equitykit.measures.outcomes import (
    KEY,
    NOT_PUBLISHED,
    REPORTED,
    REPORTED_ZERO,
    STATUSES,
    SUPPRESSED,
    outcomes_table,
)
from equitykit.sources.column_mapping import ColumnMapping, MappedColumn
from equitykit.sources.mapping_roles import own_measures
from equitykit.sources.numbers import BLANK, HIDDEN, NUMBER, numbers_of
from equitykit.sources.published_table import Column, PublishedTable
from equitykit.sources.reading import Reading, cut_rows, nothing_read
from equitykit.sources.reports import FileReport, Problem, ProblemLog, UnreadableFile
from equitykit.sources.student_columns import words_of
from equitykit.sources.student_file import open_students
from equitykit.sources.student_labels import label_key
from equitykit.sources.student_places import year_of

NEEDED = ("place_code", "group", "numerator", "denominator")
_MARKERS = re.compile(r"[<>≤≥]\s*=?\s*\d+\s*%?|n\s*<\s*\d+|DS|\*+|--|suppressed", re.IGNORECASE)


def read_totals(path: str | Path, mapping: ColumnMapping) -> Reading:
    """Read counts into outcomes; whatever is wrong stands in the report, nothing is raised.

    With ``figures`` set to ``own`` the measures are own ones (``own_…``), with ``published``
    those of a publisher; the two are never mixed.
    """
    path = Path(path)
    report = FileReport(file=path.name, ok=False, family="extract")
    try:
        if mapping.unanswered:
            raise UnreadableFile("mapping_open", columns=", ".join(mapping.unanswered))
        _check_roles(mapping)
        file = open_students(path, lambda header: _positions(header, mapping))
    except UnreadableFile as refusal:
        return Reading(replace(report, problems=(refusal.problem,)), nothing_read())
    table = file.table.without_blank_rows()
    log = ProblemLog(table.numbers)
    rows = _rows(table, mapping, log)
    kept = rows[~log.refused].copy()
    digest = hashlib.sha256((file.sha256 + mapping.text).encode()).hexdigest()
    kept["source"] = f"{path.name} sha256:{digest[:12]}"
    report = replace(
        report,
        ok=not kept.empty,
        sha256=digest,
        layout=f"totals, {table.layout}",
        periods=tuple(sorted(kept["period"].unique())),
        rows_read=len(rows) + len(table.cut_rows),
        rows_refused=int(log.refused.sum()) + len(table.cut_rows),
        counts=dict.fromkeys(STATUSES, 0) | kept["status"].value_counts().to_dict(),
        places={
            level: int(kept["cds"][kept["level"] == level].nunique())
            for level in ("state", "county", "district", "school")
        },
        problems=(*cut_rows(table), *log.problems)
        or (() if len(kept) else (Problem("file_no_rows"),)),
    )
    outcomes = outcomes_table(kept)
    return Reading(report, pa.Table.from_pandas(outcomes, preserve_index=False))


def _check_roles(mapping: ColumnMapping) -> None:
    roles = {column.role for column in mapping.columns.values()}
    missing = [role for role in NEEDED if role not in roles]
    missing += [name for name in ("period", "measure") if name not in roles | {*mapping.settings}]
    if missing:
        raise UnreadableFile("no_figures", family="extract", columns=", ".join(missing))


def _positions(header: list[str], mapping: ColumnMapping) -> list[int]:
    used = [c.column for c in mapping.columns.values() if c.role in _USED]
    if missing := [name for name in used if name not in header]:
        raise UnreadableFile("mapping_not_of_file", columns=", ".join(missing), file=mapping.file)
    return [place for place, name in enumerate(header) if name in used]


_USED = (*NEEDED, "place_name", "period", "measure", "rate")


def _rows(table: PublishedTable, mapping: ColumnMapping, log: ProblemLog) -> pd.DataFrame:
    columns = {
        c.role: (c, table.column(table.header.index(c.column)))
        for c in mapping.columns.values()
        if c.role in _USED
    }
    allowed = own_measures() if mapping.settings.get("figures") != "published" else [
        name for name in load_measures() if name not in own_measures()
    ]  # fmt: skip
    meanings = {
        "period": lambda word: year_of(word),
        "group": group_of,
        "measure": lambda word: measure_of(word, allowed),
        "place_code": _code,
    }
    rules = {
        "period": "year_unreadable",
        "group": "group_unknown",
        "measure": "group_unknown",
        "place_code": "total_place_unknown",
    }
    words = {}
    for role, meaning in meanings.items():
        if role in columns:
            words[role] = _meant(*columns[role], meaning)
            log.refuse(rules[role], pd.isna(words[role]), columns[role][1])
        else:
            value = mapping.settings.get(role, "")
            words[role] = np.full(table.cells.num_rows, meaning(value), dtype=object)
    figures = _figures(columns, table, log)
    return _outcomes(words, figures, columns.get("place_name"), log)


def _meant(mapped: MappedColumn, column: Column, meaning) -> np.ndarray:
    said = {label_key(label): value for label, value in mapped.labels.items() if value}
    return column.map(lambda word: meaning(said.get(label_key(word), word)), object)


def _figures(columns, table: PublishedTable, log: ProblemLog) -> dict:
    numbers, hidden = {}, np.zeros(table.cells.num_rows, dtype=bool)
    for role in ("numerator", "denominator"):
        column = columns[role][1]
        hidden |= column.where(lambda word: bool(_MARKERS.fullmatch(word)))
        numbers[role] = numbers_of(column, grouping=table.grouping)
    for role, found in numbers.items():
        column = columns[role][1]
        marked = column.where(lambda word: bool(_MARKERS.fullmatch(word)))
        whole = (found.kinds == NUMBER) & (found.thousandths % 1000 == 0)
        fine = whole | (found.kinds == BLANK) | (found.kinds == HIDDEN) | marked
        log.refuse("count_unreadable", ~fine, column)
        log.refuse("number_negative", (found.kinds == NUMBER) & (found.thousandths < 0), column)
    part, whole = numbers["numerator"], numbers["denominator"]
    both = part.present & whole.present & ~hidden
    log.refuse(
        "numerator_above_denominator",
        both & (part.thousandths > whole.thousandths),
        columns["numerator"][1],
    )
    return {
        "numerator": part.thousandths // 1000,
        "denominator": whole.thousandths // 1000,
        "known": both,
        "hidden": hidden,
    }


def _outcomes(words, figures, name, log: ProblemLog) -> pd.DataFrame:
    known, n = figures["known"], figures["denominator"]
    codes = pd.Series(words["place_code"], dtype="string").fillna("")
    level = np.select(
        [codes.str.endswith("0" * 12), codes.str.endswith("0" * 7)],
        ["county", "district"],
        "school",
    )
    level = np.where(codes == "0" * 14, "state", level)
    names = pd.Series(name[1].words).to_numpy(object)[name[1].codes] if name else None
    status = np.select(
        [figures["hidden"], ~known, figures["numerator"] == 0],
        [SUPPRESSED, NOT_PUBLISHED, REPORTED_ZERO],
        REPORTED,
    )
    groups = load_student_groups()
    rate = 100 * figures["numerator"] / np.maximum(n, 1)
    rows = pd.DataFrame(
        {
            "measure": words["measure"],
            "period": words["period"],
            "level": level,
            "cds": codes,
            "county": codes.str[:2].map(load_counties()).where(level != "state"),
            "district": names if name is not None else None,
            "school": names if name is not None else None,
            "dimension": [groups[g].dimension if g in groups else None for g in words["group"]],
            "group": words["group"],
            "numerator": pd.Series(figures["numerator"]).where(known),
            "denominator": pd.Series(n).where(known),
            "rate": pd.Series(np.round(rate, 1)).where(known & (n > 0)),
            "status": status,
            "coverage": "all_schools",
        }
    )
    rows["district"] = rows["district"].where(rows["level"] == "district")
    rows["school"] = rows["school"].where(rows["level"] == "school")
    log.refuse("total_twice", rows.duplicated(list(KEY)).to_numpy(bool))
    return rows


def group_of(word: str) -> str | None:
    """Our code of a student group by its code or any of its names."""
    return _named("groups", load_student_groups()).get(words_of(word))


def measure_of(word: str, allowed=None) -> str | None:
    """The measure by its id or any of its names, or the own measure of that topic."""
    measures = load_measures()
    allowed = measures if allowed is None else allowed
    found = _named("measures", measures).get(words_of(word))
    if found in allowed:
        return found
    topic = measures[found].topic if found else words_of(word).replace(" ", "_")
    same = [name for name in allowed if measures[name].topic == topic]
    return same[0] if len(same) == 1 or (same and same[0].startswith("own_")) else None


def _named(file: str, items) -> dict[str, str]:
    texts = load_texts()
    names = {words_of(item): item for item in items}
    for item in items:
        for field in ("name", "short"):
            for language in LANGUAGES:
                text = texts.get(f"{file}.{item}.{field}", {}).get(language, "")
                names.setdefault(words_of(text), item)
    names.pop("", None)
    return names


def _code(word: str) -> str | None:
    """A place's code of 14 digits: as it is, with its lost zero, or a district's of 7."""
    found = re.fullmatch(r"(\d{7}|\d{13,14})(\.0)?", word)
    if not found:
        return None
    return found[1].ljust(14, "0") if len(found[1]) == 7 else found[1].zfill(14)
