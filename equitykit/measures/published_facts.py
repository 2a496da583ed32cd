"""What readers of published figures know of a district's own counts of the same students."""

from hashlib import sha256

import numpy as np
import pandas as pd

from equitykit.content.codelists import load_dimensions, load_measures
from equitykit.measures.disclosure.cells import grade_spans, grades_of
from equitykit.measures.outcomes import COLUMNS, outcomes_table
from equitykit.measures.visibility import counts_students

PLACE = ["measure", "period", "level", "cds", "coverage"]
CLOSE = 5
"""A published number bounds ours when they differ by at most this many students, or percent."""
K8 = "GRTK8"
K8_ONLY = ("dashboard_chronic",)
"""Measures that are published of the students in these grades only, under the name of all."""


def facts_of(own: pd.DataFrame, published: pd.DataFrame) -> pd.DataFrame:
    """The own rows of which a reader of published figures knows something.

    Where a publisher shows students of the same topic, place, year and group and its number is
    ours, that one is known; so is the number with the outcome, as far as its number of all
    students is ours as well. A number that is close to ours (another date, another definition)
    says about how many ours are, and no more: ours lies as near to it as `CLOSE`. A published
    rate says between which numbers the outcome lies. Groups of grades are sums of our grades,
    also within a race or a program.

    Returns
    -------
    DataFrame
        Outcomes, with a figure only where it is known; then `true_n` and `true_s`, and the
        bounds `n_least`, `n_most`, `s_least`, `s_most` (missing where there are none).

    Parameters
    ----------
    own, published : DataFrame
        Outcomes, not released: what a publisher shows is out whether we show it or not.
    """
    own = pd.concat([own, _spans_of(own)], ignore_index=True)
    pairs = _pairs(own, published)
    bounds = _bounds(pairs)
    bounds = bounds.groupby(pairs["index"]).agg(
        {name: "max" if name.endswith("least") else "min" for name in bounds}
    )
    bounds = bounds.dropna(how="all")
    facts = own.loc[bounds.index.union(_siblings(own, bounds.index))]
    bounds = bounds.reindex(facts.index)
    counted = counts_students(facts)
    true = {
        "true_n": facts["denominator"].astype(float),
        "true_s": facts["numerator"].astype(float).where(counted),
    }
    known = (bounds["n_least"] == bounds["n_most"]).to_numpy()
    pinned = known & (bounds["s_least"] == bounds["s_most"]).to_numpy()
    told = outcomes_table(
        facts.assign(
            denominator=facts["denominator"].where(known),
            numerator=facts["numerator"].where(pinned),
            rate=pd.NA,
        )[list(COLUMNS)]
    )
    return told.assign(**{name: each.to_numpy() for name, each in (true | dict(bounds)).items()})


def expected_facts(own: pd.DataFrame, published: pd.DataFrame, *, minimum_n: int) -> pd.DataFrame:
    """The same of what is not here, but will be or is elsewhere: of measures and years of which
    `published` has nothing, all groups of one trait that are large enough, as ours are."""
    here = _pairs(own, published)[["measure", "period"]].drop_duplicates()
    publishers = {each.topic: name for name, each in load_measures().items()
                  if each.topic and each.family != "extract"}  # fmt: skip
    rows = own.merge(here.assign(here=True), on=["measure", "period"], how="left")
    rows = rows[rows["here"].isna() & ~rows["dimension"].str.contains("×|^grade$")]
    rows = rows[rows["denominator"].ge(minimum_n).fillna(False)]
    topics = rows["measure"].map(_topic)
    theirs = rows.assign(measure=topics.map(publishers))[topics.isin(list(publishers))]
    return facts_of(own, theirs)


def marks_of(own: pd.DataFrame, published: pd.DataFrame) -> tuple[str, ...]:
    """What publishers show of the students of each measure and year of the own rows, as a
    digest: ``own_suspension 2024-25 <SHA-256>``. It changes with the publication and holds
    nothing of our figures."""
    pairs = _pairs(pd.concat([own, _spans_of(own)], ignore_index=True), published)
    told = [name for name in pairs if name.endswith("_told")]
    pairs = pairs.sort_values([*PLACE, "dimension", "group", "measure_told", "coverage_told"])
    return tuple(
        f"{measure} {period} {sha256(part[told].to_csv(index=False).encode()).hexdigest()}"
        for (measure, period), part in pairs.groupby(["measure", "period"])
    )


def _pairs(own: pd.DataFrame, published: pd.DataFrame) -> pd.DataFrame:
    """Each own row with each published one of the same topic and group: columns ``…_told``."""
    told = _with_k8(outcomes_table(published))
    told = told.assign(topic=told["measure"].map(_topic), dimension_told=told["dimension"],
                       group_told=told["group"])  # fmt: skip
    told = told[told["denominator"].notna() & told["topic"].notna()]
    told = told.drop(columns=["county", "district", "school", "source", "as_of"])
    keys = ["topic", "period", "level", "cds", "dimension", "group"]
    pairs = own.reset_index().assign(topic=own["measure"].map(_topic).to_numpy())
    return pairs.merge(told, on=keys, suffixes=("", "_told"))


def _bounds(pairs: pd.DataFrame) -> pd.DataFrame:
    """Of each pair of an own row and a published one, between what ours are known to lie."""
    n, n_told, s, s_told, rate = (
        pairs[name].astype(float)
        for name in ("denominator", "denominator_told", "numerator", "numerator_told", "rate_told")
    )
    counted = counts_students(pairs.assign(measure=pairs["measure_told"]))
    rated = counted & s_told.isna().to_numpy()
    same = _as_in_all(pairs, (n == n_told).to_numpy())
    # a number is known only among the same students
    as_many = _as_in_all(pairs, (s == s_told).to_numpy() | rated | ~counted)
    as_many &= same & (s == s_told).to_numpy()
    n_least, n_most = _near(n, n_told, same)
    s_told = s_told.fillna((n_told * rate / 100).where(counted))
    s_least, s_most = _near(s, s_told, as_many)
    ends = [np.ceil(n_told * (rate - 0.05) / 100 - 1e-6), np.floor(n_told * (rate + 0.05) / 100)]
    rated &= same & ((s >= ends[0]) & (s <= ends[1])).to_numpy()
    s_least, s_most = (np.where(rated, end, each)
                       for end, each in zip(ends, (s_least, s_most), strict=True))  # fmt: skip
    there = ~np.isnan(n_least)
    s_least, s_most = (np.where(there, each, np.nan) for each in (s_least, s_most))
    return pd.DataFrame(
        {"n_least": n_least, "n_most": n_most, "s_least": s_least, "s_most": s_most},
        index=pairs.index,
    )


def _as_in_all(pairs: pd.DataFrame, same: np.ndarray) -> np.ndarray:
    """Which figures are ours where those of all students are, in the same publication: on
    another day a group's may be ours by chance, and nobody can tell."""
    of_k8 = pairs["measure_told"].isin(K8_ONLY) & pairs["dimension"].str.contains("grade_span")
    whole = (pairs["group"] == "TA") | of_k8 & (pairs["group"] == K8)
    table = pairs[[*PLACE, "measure_told", "coverage_told"]].assign(of_k8=of_k8)
    number = table.groupby([*table], dropna=False).ngroup().to_numpy()
    return same & ~np.isin(number, number[whole.to_numpy(bool) & ~same])


def _near(ours: pd.Series, theirs: pd.Series, same: np.ndarray):
    """The ends of what theirs say of ours: ours where they are the same, missing where they are
    far from it."""
    least, most = _around(theirs)
    far = ~((ours >= least) & (ours <= most)).to_numpy()
    return (np.where(far, np.nan, np.where(same, ours, end)) for end in (least, most))


def _around(theirs: pd.Series):
    apart = np.maximum(CLOSE, CLOSE / 100 * theirs)
    return np.ceil(np.maximum(theirs - apart, 0)), np.floor(theirs + apart)


def _siblings(own: pd.DataFrame, told: pd.Index) -> pd.Index:
    """Spans of grades of groups that the publisher does not show, beside those that it shows:
    they are there all the same."""
    is_span = own["dimension"].str.contains("grade_span").fillna(False)
    keys = [*PLACE, "dimension", "span"]
    own = own.assign(span=own["group"].str.extract(rf"(?:^|×)({'|'.join(grade_spans())})(?:×|$)"))
    told = own.loc[told][is_span.loc[told]][keys].drop_duplicates()
    found = own[is_span].reset_index().merge(told, on=keys)
    return pd.Index(found["index"], dtype=own.index.dtype)


def _with_k8(told: pd.DataFrame) -> pd.DataFrame:
    """Published rows, those of the lower grades also under that name."""
    of_k8 = told[told["measure"].isin(K8_ONLY) & ~told["dimension"].str.contains("grade|×")]
    names = [
        _with_grade(dimension, group, "grade_span", K8)
        for dimension, group in zip(of_k8["dimension"], of_k8["group"], strict=True)
    ]
    dimension, group = zip(*names, strict=True) if names else ((), ())
    return pd.concat([told, of_k8.assign(dimension=[*dimension], group=[*group])])


def _with_grade(dimension: str, group: str, name: str, code: str) -> tuple[str, str]:
    """A dimension of one trait and its group, crossed with grades."""
    if dimension == "all":
        return name, code
    known = [*load_dimensions()]
    before = dimension in known and known.index(dimension) < known.index("grade")
    pair = [(dimension, group), (name, code)]
    first, second = pair if before else pair[::-1]
    return f"{first[0]}×{second[0]}", f"{first[1]}×{second[1]}"


def _spans_of(own: pd.DataFrame) -> pd.DataFrame:
    """Our students of each span of grades that publishers tell of, crossed with what our grades
    are crossed with."""
    parts = own["dimension"].fillna("").str.split("×")
    graded = own[parts.map(lambda names: "grade" in names).astype(bool)]
    if graded.empty:
        return outcomes_table([])
    at = [names.index("grade") for names in graded["dimension"].str.split("×")]
    codes = [group.split("×") for group in graded["group"]]
    of_grade = [grades_of(code[place]) for code, place in zip(codes, at, strict=True)]
    dimension = graded["dimension"].str.replace(r"\bgrade\b", "grade_span", regex=True)
    found = []
    for span in grade_spans():
        within = np.array([each <= grades_of(span) for each in of_grade])
        names = ["×".join([*code[:place], span, *code[place + 1:]])
                 for code, place in zip(codes, at, strict=True)]  # fmt: skip
        part = graded.assign(dimension=dimension, group=names)[within]
        by = [*PLACE, "dimension", "group"]
        found.append(part.groupby(by)[["numerator", "denominator"]].sum(min_count=1).reset_index())
    return outcomes_table(pd.concat(found, ignore_index=True))


def _topic(measure: str) -> str | None:
    measures = load_measures()
    return (measures[measure].topic or None) if measure in measures else None
