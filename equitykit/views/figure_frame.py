"""What stands around every chart: its title, sentences, notes, reading help, table and source."""

import pandas as pd
from markupsafe import Markup

from equitykit.content.codelists import load_measures
from equitykit.measures.own_counts import OWN
from equitykit.measures.privacy import ReleasedTable
from equitykit.measures.visibility import VISIBLE
from equitykit.reviews.inventory import OF_CENSUS_DAY, last_day
from equitykit.views.group_rows import by_code, drawn
from equitykit.views.html import render
from equitykit.views.sentences import dimension_name, group_name, place_name


def framed(
    rows: pd.DataFrame,
    *,
    words,
    sentences: list[str],
    notes: list[str],
    how: list[str],
    folded: str = "",
    audience: str = "team",
    heading_level: int = 3,
    **parts,
) -> Markup:
    """Put a chart into its frame; `rows` are those of one measure and dimension.

    `parts` are `title`, `drawing` and `table`; `folded` names who is not in the drawing (see
    :func:`not_drawn`). `audience` chooses words and never what is hidden: a ``board`` reads one
    sentence and not `how` to read the chart, a ``county`` office codes and digests too.
    """
    measure, dimension = rows["measure"].iloc[0], rows["dimension"].iloc[0]
    direction = load_measures()[measure].improvement_direction
    split = words(
        "charts.split.text",
        dimension=dimension_name(dimension, words=words),
        direction=words(f"charts.{direction}.text"),
        until=until_line(rows, words),
    )
    board = audience == "board"
    return render(
        "figure",
        split=split,
        folded=folded,
        sentences=sentences[:1] if board else sentences,
        notes=[note for note in notes if note],
        how=[] if board else how,
        source=[
            *source_lines(rows, words),
            *([county_codes(rows, words)] if audience == "county" else []),
        ],
        level=heading_level,
        words=words,
        **parts,
    )


def title_of(id: str, row, *, words) -> str:
    """The title of a picture by its sentence `id`: the measure, place and year of `row`."""
    return words(
        id,
        measure=words(f"measures.{row['measure']}.name"),
        place=place_name(row, words=words),
        period=row["period"],
    )


def missing_groups(rows: pd.DataFrame, released: ReleasedTable, words) -> list[str]:
    """How many groups have no figure, and why; whose figure is to be read with care."""
    missing = int((~rows["visibility"].isin(VISIBLE)).sum())
    notes = []
    if missing:
        notes.append(words.count("charts.hidden_share", missing, groups=words.number(len(rows))))
    return [*notes, *why_hidden(rows, released, words), *care(rows, released, words)]


def not_drawn(rows: pd.DataFrame, words) -> str:
    """The groups that have no line in the drawing, each by its name after the reason."""
    unseen = rows[~rows["group"].isin(drawn(rows)["group"])]
    return " ".join(
        words(
            "charts.not_drawn.text",
            reason=_capital(words(f"charts.visibility.{state}")),
            groups=words.list(names_together(its["group"], words, field="short")),
        )
        for state, its in unseen.groupby("visibility", sort=True)
    )


def names_together(codes, words, *, field: str) -> list[str]:
    """Names of groups (`field`: ``short`` or ``name``); those of crossings that share their first
    trait in one."""
    parts: dict[str, list[str]] = {}
    for code in by_code(codes, words.group_order):
        first, _, others = code.partition("×")
        parts.setdefault(first, []).append(others)
    names = []
    for first in by_code(parts, words.group_order):
        name, others = group_name(first, words=words, field=field), parts[first]
        told = [group_name(each, words=words, field=field) for each in others if each]
        if len(told) > 1:
            names.append(words("charts.not_drawn.crossed", first=name, others=words.list(told)))
        else:
            names.append(" · ".join([name, *told]))
    return names


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def why_hidden(rows: pd.DataFrame, released: ReleasedTable, words) -> list[str]:
    """What it means that figures are hidden by us, said as a band, or of before a correction or
    a publication."""
    seen = set(rows["visibility"])
    notes = []
    if "hidden" in seen:
        notes.append(words("charts.hidden_why.text", minimum=words.number(released.minimum_n)))
    if seen & {"almost_none", "almost_all"}:
        notes.append(words("charts.almost.text"))
    if released.certificate:
        notes += [words(f"charts.{note}.text") for note in released.certificate.notes]
    return [*notes, *corrected(rows, words)]


def corrected(rows: pd.DataFrame, words) -> list[str]:
    """Which figures are of the data before a correction that cannot be told."""
    if "since_corrected" not in rows or not rows["since_corrected"].any():
        return []
    codes = by_code(rows["group"][rows["since_corrected"]], words.group_order)
    names = words.list(group_name(code, words=words) for code in codes)
    return [words("charts.since_corrected.text", groups=names)]


def care(rows: pd.DataFrame, released: ReleasedTable, words) -> list[str]:
    """Which groups count so few students that their figure is to be read with care."""
    few = rows[rows["visibility"] == "read_with_care"]
    if few.empty:
        return []
    line = words.number(released.stability_line)
    codes = by_code(few["group"], words.group_order)
    names = words.list(group_name(code, words=words) for code in codes)
    return [words("charts.care.text", line=line, groups=names)]


def source_lines(rows: pd.DataFrame, words) -> list[str]:
    """What is counted among whom, in which schools, in which files."""
    measure = rows["measure"].iloc[0]
    coverage = rows["coverage"].dropna().unique()
    return [
        words(
            "charts.counted.text",
            counts=words(f"measures.{measure}.counts"),
            among=words(f"measures.{measure}.among"),
        ),
        words(f"charts.coverage.{coverage[0] if len(coverage) == 1 else 'mixed'}"),
        words(f"dimensions.{rows['dimension'].iloc[0].split('×')[0]}.note"),
        files_line(rows, words),
    ]


def until_line(rows: pd.DataFrame, words) -> str:
    """Up to which day the rows count, of several school years the latest.

    No file says when it was published, so that only the school year tells.
    """
    one_day = "day" if rows["period"].nunique() == 1 else "days"
    kind = one_day if _family(rows) in OF_CENSUS_DAY else "year"
    day = last_day(_family(rows), rows["period"].max())
    return words(f"charts.until.{kind}", date=words.date(day))


def _family(rows: pd.DataFrame) -> str:
    return load_measures()[rows["measure"].iloc[0]].family


def files_line(rows: pd.DataFrame, words) -> str:
    """The files that the rows came from; of an own one, that it may end before its year does."""
    files = sorted(rows["source"].dropna().str.split(" sha256:").str[0].unique())
    if not files:
        return ""
    kind = "own" if _family(rows) == OWN else "text"
    return words(f"charts.source.{kind}", files=words.list(files))


def county_codes(rows: pd.DataFrame, words) -> str:
    """The codes by which an office finds the rows again: place, measure, dimension, digests."""
    row = rows.iloc[0]
    # of schools the code of their district, with no school in it
    cds = row["cds"] if rows["cds"].nunique() == 1 else row["cds"][:7].ljust(14, "0")
    digests = rows["source"].dropna().str.extract(r"sha256:(\w+)$")[0].dropna().unique()
    return words(
        "charts.codes.text",
        cds=cds,
        measure=row["measure"],
        dimension=row["dimension"],
        groups=", ".join(by_code(rows["group"], words.group_order)),
        digests=words.list(sorted(digests)) if len(digests) else "–",
    )


def missing_schools(rows: pd.DataFrame, released: ReleasedTable, words) -> list[str]:
    """The same of schools: how many have no figure, why, and which are to be read with care."""
    missing = int((~rows["visibility"].isin(VISIBLE)).sum())
    notes = []
    if missing:
        schools = words.number(len(rows))
        notes.append(words.count("pictures.schools_hidden", missing, schools=schools))
    notes += why_hidden(rows, released, words)
    few = rows[rows["visibility"] == "read_with_care"]["school"].astype(str)
    if len(few):
        line = words.number(released.stability_line)
        names = words.list(sorted(few))
        notes.append(words("pictures.schools_care.text", line=line, names=names))
    return notes
