"""Figures in plain sentences: level and gap together, direction, people, certainty.

A `row` is a row of a released or compared table. Nothing is computed here that is not in
the table; a row without a figure gives a sentence that says why.
"""

import pandas as pd

from equitykit.content.breaks import continues
from equitykit.content.codelists import load_measures
from equitykit.measures.privacy import ReleasedTable
from equitykit.measures.unknown_groups import Unknown, unknown_students
from equitykit.measures.visibility import VISIBLE
from equitykit.views.group_rows import by_code, in_groups


def amount(value: float, measure: str, *, words, decimals: int = 1) -> str:
    """A rate in the measure's unit: ``38.2%``, ``15.2 days``, of a standard ``−12.3 points``."""
    unit = load_measures()[measure].unit
    if unit == "days":
        return words("charts.days.text", number=words.number(value, decimals=decimals))
    if unit == "points":
        return words("charts.points.text", number=words.signed(value, decimals=decimals))
    if unit == "students":
        return words.count("charts.students", round(value))
    return words.percent(value, decimals=decimals)


def short_amount(value: float, measure: str, *, words, decimals: int = 1) -> str:
    """The same for where there is little room: points are a number with its sign."""
    if load_measures()[measure].unit == "points":
        return words.signed(value, decimals=decimals)
    return amount(value, measure, words=words, decimals=decimals)


def amount_in_words(value: float, measure: str, *, words) -> str:
    """The same for a sentence: points are ``12.3 points below the standard``."""
    if load_measures()[measure].unit != "points":
        return amount(value, measure, words=words)
    side = "above" if value > 0 else "below" if value < 0 else "at"
    return words(f"charts.standard.{side}", number=words.number(abs(value), decimals=1))


def points(value: float, measure: str, *, words) -> str:
    """The size of a difference, without sign: ``14.1 points`` or ``1.4 days``.

    A difference that is there and rounds to nothing is ``less than 0.1 points``.
    """
    unit = "days" if load_measures()[measure].unit == "days" else "points"
    if value == 0:
        return words(f"charts.{unit}.tiny", number=words.number(0.1, decimals=1))
    return words(f"charts.{unit}.text", number=words.number(abs(value), decimals=1))


def group_name(code: str, *, words, field: str = "name") -> str:
    """The `name`, `short` name or `students` phrase of a group; of a crossing, its parts."""
    names = [words(f"groups.{part}.{field}") for part in code.split("×")]
    if field == "students" and len(names) > 1:
        return words("charts.crossed.students", first=names[0], others=words.list(names[1:]))
    return " · ".join(names)


def dimension_name(dimension: str, *, words) -> str:
    """The name of a way to split the students; of a crossing, its parts."""
    return " × ".join(words(f"dimensions.{part}.name") for part in dimension.split("×"))


def place_name(row, *, words) -> str:
    """The name of the place that a row is about."""
    if row["level"] == "state":
        return words("charts.state.text")
    if row["level"] == "county":
        return words("charts.county.text", county=row["county"])
    if row["level"] == "school":
        return words("charts.school.text", school=row["school"], district=row["district"])
    return str(row["district"])


def yardstick_words(row, field: str, *, words) -> str:
    """The yardstick of a compared row: its `name`, `note`, `phrase` or `mark`."""
    kind, _, named = row["yardstick"].partition(":")
    if field == "phrase" and load_measures()[row["measure"]].unit == "points":
        field = "average"
    group = named or row["yardstick_group"]
    length = "short" if field == "mark" else "name"
    return words(
        f"yardsticks.{kind}.{field}",
        group="" if pd.isna(group) else group_name(group, words=words, field=length),
        students="" if pd.isna(group) else group_name(group, words=words, field="students"),
        period="" if pd.isna(row["yardstick_period"]) else row["yardstick_period"],
        rate=""
        if pd.isna(row["yardstick_rate"])
        else amount(row["yardstick_rate"], row["measure"], words=words),
    )


def level_sentence(row, *, words) -> str:
    """How many of how many, or why there is no figure."""
    visibility = row["visibility"]
    with_figure = visibility in VISIBLE
    kind = visibility
    if with_figure:
        kind = "counts" if pd.notna(row["numerator"]) else "average"
        kind = "rate" if pd.isna(row["denominator"]) else kind
    said = words(
        f"sentences.level.{kind}",
        period=row["period"],
        measure=words(f"measures.{row['measure']}.name"),
        did=words(f"measures.{row['measure']}.did"),
        students=group_name(row["group"], words=words, field="students"),
        numerator=_whole(row["numerator"], words),
        denominator=_whole(row["denominator"], words),
        rate=amount_in_words(row["rate"], row["measure"], words=words) if with_figure else "",
    )
    if visibility == "read_with_care":
        care = "no_counts" if pd.isna(row["denominator"]) else "few"
        said += " " + words(f"sentences.care.{care}")
    return said


def gap_sentence(row, *, words) -> str:
    """Level, gap, ratio, people and certainty of one compared row, in plain words."""
    said = [level_sentence(row, words=words)]
    if row["visibility"] not in VISIBLE:
        return said[0]
    if pd.notna(row["gap_note"]):
        return " ".join([*said, words(f"sentences.no_gap.{row['gap_note']}")])
    said.append(_gap(row, words))
    if row["direction"] != "level":
        if pd.notna(row["ratio"]):
            ratio = words.number(row["ratio"], decimals=2)
            said.append(words("sentences.ratio.text", ratio=ratio))
        said.append(_people(row, words))
    if row["direction"] != "level" and pd.notna(row["certainty"]):
        said.append(words(f"sentences.certainty.{row['certainty']}"))
    return " ".join(part for part in said if part)


def gap_summary(compared: ReleasedTable, *, words) -> list[str]:
    """What a gap chart shows, for someone who cannot see it: one sentence for each finding."""
    rows = in_groups(compared)
    return [_spread(rows, words), *_findings(rows, words), *comparison_note(compared, words=words)]


def comparison_note(compared: ReleasedTable, *, words) -> list[str]:
    """How many comparisons were looked at, since some stand out by chance; empty for none."""
    count = int(in_groups(compared)["certainty"].notna().sum())
    return [words.count("sentences.compared", count)] if count else []


def trend_sentence(released: ReleasedTable, *, words) -> str:
    """From the first to the last year with a figure, for the one group in the table."""
    return _trend(released.rows, words)


def trend_summary(released: ReleasedTable, *, words) -> list[str]:
    """All students, then which groups went which way, for someone who cannot see the chart."""
    rows = released.rows
    everyone = rows[rows["dimension"] == "all"]
    groups = in_groups(released)
    said = [_trend(everyone, words)] if 0 < len(everyone) < len(rows) else []
    directions: dict[str, list[str]] = {}
    for code in by_code(groups["group"], words.group_order):
        kind = _change(groups[groups["group"] == code])[0]
        kind = kind.removeprefix("higher_").removeprefix("lower_")
        directions.setdefault(kind, []).append(group_name(code, words=words))
    return said + [
        words(f"sentences.trends.{kind}", groups=words.list(directions[kind]))
        for kind in ("worse", "better", "level", "few", "one_year", "new_rule", "none")
        if kind in directions
    ]


def _trend(rows: pd.DataFrame, words) -> str:
    kind, seen = _change(rows)
    measure, group = rows["measure"].iloc[0], rows["group"].iloc[0]
    ends = {}
    for end, place in (("first", 0), ("last", -1)) if len(seen) else ():
        ends[end] = seen["period"].iloc[place]
        ends[f"{end}_rate"] = amount_in_words(seen["rate"].iloc[place], measure, words=words)
    students = group_name(group, words=words, field="students")
    return words(f"sentences.trend.{kind}", students=students, **ends)


def _whole(value, words) -> str:
    return "" if pd.isna(value) else words.number(int(value))


def _gap(row, words) -> str:
    lower_is_better = load_measures()[row["measure"]].improvement_direction == "decrease"
    # the direction is exact, also where the gap rounds to nothing
    side = "higher" if (row["direction"] == "worse") == lower_is_better else "lower"
    kind = "level" if row["direction"] == "level" else f"{side}_{row['direction']}"
    return words(
        f"sentences.gap.{kind}",
        points=points(row["gap_points"], row["measure"], words=words),
        yardstick=yardstick_words(row, "phrase", words=words),
        yardstick_rate=amount(row["yardstick_rate"], row["measure"], words=words),
    )


def _people(row, words) -> str:
    if pd.isna(row["students_needed"]) or row["students_needed"] == 0:
        return ""
    lower = load_measures()[row["measure"]].improvement_direction == "decrease"
    return words.count(
        f"sentences.{'fewer' if lower else 'more'}",
        int(row["students_needed"]),
        outcome=words(f"measures.{row['measure']}.outcome"),
    )


def _spread(rows: pd.DataFrame, words) -> str:
    """Lowest and highest rate among groups with enough students: others are not ranked."""
    shown = rows[rows["visibility"] == "shown"].sort_values("rate")
    kind = ("none", "one", "many")[min(len(shown), 2)]
    if kind == "many" and load_measures()[rows["measure"].iloc[0]].unit == "points":
        kind = "averages"
    ends = {}
    for end, place in (("low", 0), ("high", -1)) if len(shown) else ():
        row = shown.iloc[place]
        ends[end] = amount_in_words(row["rate"], row["measure"], words=words)
        ends[f"{end}_group"] = group_name(row["group"], words=words)
    return words(f"sentences.spread.{kind}", period=rows["period"].iloc[0], **ends)


def _findings(rows: pd.DataFrame, words) -> list[str]:
    enough = rows["visibility"] == "shown"
    clear = enough & (rows["certainty"] == "clear")
    level = enough & (rows["direction"] == "level")
    kinds = {
        "worse": clear & (rows["direction"] == "worse"),
        "better": clear & (rows["direction"] == "better"),
        "level": level,
        "could_be_chance": enough & (rows["certainty"] == "could_be_chance") & ~level.fillna(False),
        "unsure_worse": enough & rows["certainty"].isna() & (rows["direction"] == "worse"),
        "unsure_better": enough & rows["certainty"].isna() & (rows["direction"] == "better"),
        "few": rows["visibility"] == "read_with_care",
        "hidden": ~rows["visibility"].isin(VISIBLE),
    }
    return [
        words(
            f"sentences.findings.{kind}",
            groups=words.list(group_name(code, words=words) for code in rows[chosen]["group"]),
            yardstick=yardstick_words(rows[chosen].iloc[0], "phrase", words=words),
        )
        for kind, chosen in kinds.items()
        if chosen.fillna(False).any()
    ]


def _change(rows: pd.DataFrame) -> tuple[str, pd.DataFrame]:
    """The id of what happened over the years, and the rows that have a figure, in order.

    Only years that count the same schools as the last one, and the same thing, in a year
    that does not stand apart, are set side by side. Where the
    first or the last of them counts few students, no direction is named.
    """
    seen = rows[rows["visibility"].isin(VISIBLE)].sort_values("period")
    coverage = seen["coverage"].fillna("")
    seen = seen[coverage == coverage.iloc[-1]] if len(seen) else seen
    measure, last = rows["measure"].iloc[0], seen["period"].max()
    like = [period == last or continues(measure, period, last) for period in seen["period"]]
    if len(seen) > 1 and sum(like) == 1:
        return "new_rule", seen[like]
    seen = seen[like]
    if len(seen) < 2:
        return ("none", "one_year")[len(seen)], seen
    ends = seen.iloc[[0, -1]]
    if (ends["visibility"] == "read_with_care").any():
        return "few", seen
    first, last = ends["rate"]
    if first == last:
        return "level", seen
    rises = load_measures()[rows["measure"].iloc[0]].improvement_direction == "increase"
    better = "better" if (last > first) == rises else "worse"
    return f"{'higher' if last > first else 'lower'}_{better}", seen


def unrecorded(released: ReleasedTable, *, words) -> list[str]:
    """How many students have no group on record, where the files tell it: who is missing."""
    return [_unrecorded(unknown, words) for unknown in unknown_students(released)]


def _unrecorded(unknown: Unknown, words) -> str:
    name = group_name(unknown.code, words=words)
    told = {"name": name[0].lower() + name[1:], "period": unknown.period}
    if unknown.students is None:
        reason = words(f"charts.visibility.{unknown.visibility}")
        return words("charts.unrecorded.hidden", reason=reason, **told)
    students = words.count("charts.students", unknown.students)
    if unknown.share is None:
        return words("charts.unrecorded.count", students=students, **told)
    share = words.percent(unknown.share, decimals=1)
    return words("charts.unrecorded.share", students=students, share=share, **told)
