"""Write the invented county's Dashboard files of tests, progress in English, and readiness.

ELA and mathematics have the 37 columns of 2023 to 2025; progress in English and readiness those
of 2024, the many columns of single pathways left empty. A group of ten or fewer keeps its
denominator and loses everything else. Levels run from 1 (worst) to 5; 0 is no level.
"""

from pathlib import Path

import pandas as pd
from dashboard_files import IDENTITY, by_group, lea_and_school_places
from invented_county import one_decimal, tenths, total

ACADEMIC = (
    *IDENTITY, "studentgroup", "currdenom", "currstatus", "priordenom", "priorstatus", "change",
    "statuslevel", "changelevel", "color", "box", "currnsizemet", "priornsizemet",
    "accountabilitymet", "hscutpoints", "pairshare_method", "currprate_enrolled",
    "currprate_tested", "currprate", "currnumPRLOSS", "currdenom_withoutPRLOSS",
    "currstatus_withoutPRLOSS", "priorprate_enrolled", "priorprate_tested", "priorprate",
    "priornumPRLOSS", "priordenom_withoutPRLOSS", "priorstatus_withoutPRLOSS", "indicator",
    "reportingyear",
)  # fmt: skip
ELPI = (
    *IDENTITY, "studentgroup", "currdenom", "reportingyear", "currnumer", "currstatus",
    "statuslevel", "currprogressed", "currdeclined", "indicator", "currnsizemet", "priornumer",
    "priordenom", "priorstatus", "change", "changelevel", "color", "box", "priornsizemet",
    "accountabilitymet", "currmaintain_pl4", "currmaintain_oth", "currprogressed_alternate",
    "currmaintain_pl3_alternate", "currnotprognotmain_alternate", "curr95", "priorprogressed",
    "priormaintain_pl4", "priormaintain_oth", "priordeclined", "prior95",
    "priorprogressed_alternate", "priormaintain_pl3_alternate", "priornotprognotmain_alternate",
)  # fmt: skip
PREPARED_BY = (
    "summative", "apexam", "ibexam", "collegecredit", "agplus", "cteplus", "ssb", "milsci",
    "reg_pre", "statefedjobs_dass", "trans_classwk",
)  # fmt: skip
ALMOST_BY = (
    "summative", "collegecredit", "ag", "cte", "milsci", "statefedjobs_dass", "trans_classwk",
)  # fmt: skip
# Least status of levels 5, 4, 3, 2 in tenths, then the changes in tenths that end level 5 and 4
# (improving) and 2 and 1 (worsening). The second line of a test is for high schools.
CUTS = {
    ("ELA", ""): ((450, 100, -50, -700), (150, 30, 30, 151)),
    ("ELA", "Y"): ((750, 300, 0, -450), (150, 30, 30, 151)),
    ("MATH", ""): ((350, 0, -250, -950), (150, 30, 30, 151)),
    ("MATH", "Y"): ((250, 0, -600, -1150), (150, 30, 30, 151)),
    ("ELPI", ""): ((650, 550, 450, 350), (100, 20, 20, 101)),
    ("CCI", ""): ((700, 550, 350, 100), (90, 20, 20, 91)),
}
# Color (1 red to 5 blue) by status level, then change level 1 to 5.
TEST_COLORS = ("11122", "22233", "33344", "44445", "44555")
OTHER_COLORS = ("11123", "12233", "22344", "23445", "34555")
# Distance from standard of a student who should have been tested and was not.
PENALTY = {"ELA": -333, "MATH": -348}
STEMS = {"ELA": "ela", "MATH": "math", "ELPI": "elpi", "CCI": "cci"}


def write_academic(now: pd.DataFrame, before: pd.DataFrame, year: int, folder: Path) -> None:
    """Write the four files of one year; `now` and `before` are students with their scores."""
    for indicator, stem in STEMS.items():
        columns = _columns(indicator, year)
        sums = [by_group(_counted(students, indicator)) for students in (now, before)]
        lines = ["\t".join(row.get(c, "") for c in columns) for row in _rows(sums, indicator, year)]
        text = "".join(line + "\r\n" for line in ("\t".join(columns), *lines))
        (folder / f"{stem}download{year}.txt").write_bytes(text.encode("utf-8"))


def _columns(indicator, year) -> tuple[str, ...]:
    if indicator in ("ELA", "MATH"):
        return ACADEMIC
    return ELPI if indicator == "ELPI" else _cci_columns(year)


def _cci_columns(year) -> tuple[str, ...]:
    now, before = ([name.format(part) for name in _ready(year)] for part in ("curr", "prior"))
    # one name was cut to 32 characters in the file
    before = [name[:-1] if name == "prior_aprep_statefedjobs_dass_pct" else name for name in before]
    return (
        *IDENTITY, "studentgroup", "studentgroup_pct", "currdenom", "reportingyear", "currstatus",
        "statuslevel", "indicator", "currnsizemet", *now, "priordenom", "priorstatus", "change",
        "changelevel", "color", "box", "smalldenom", "priornsizemet", "accountabilitymet", *before,
    )  # fmt: skip


def _ready(year) -> list[str]:
    prepared = ["ap" if way == "apexam" and year > 2024 else way for way in PREPARED_BY]
    ways = ["prep", *(f"prep_{way}" for way in prepared), "aprep"]
    ways += [*(f"aprep_{way}" for way in ALMOST_BY), "nprep"]
    return [f"{{}}_{way}{end}" for way in ways for end in ("", "_pct")]


def _counted(students, indicator) -> pd.DataFrame:
    """The students whom an indicator counts."""
    column = {"ELPI": "in_elpi", "CCI": "cohort"}.get(indicator, "enrolled_to_test")
    return students[students[column] == 1]


def _rows(sums, indicator, year):
    for place, schools, kind, is_lea in lea_and_school_places():
        everyone = total(sums[0]["ALL"], schools)
        for group in ("EL", "LTEL") if indicator == "ELPI" else sorted(sums[0]):
            current, prior = (total(of_year[group], schools) for of_year in sums)
            need = 15 if is_lea and group in ("FOS", "HOM", "LTEL") else 30
            high = "Y" if kind in ("HD", "HS") and indicator in PENALTY else ""
            row = _figures(current, prior, indicator, high, need)
            if indicator == "CCI":
                row |= _shares(current, prior, everyone)
            if row:
                named = {"studentgroup": group, "hscutpoints": high, "reportingyear": str(year)}
                yield {**place, **row, **named, "indicator": indicator}


def _figures(current, prior, indicator, high, need) -> dict[str, str]:
    row = {}
    results = [_result(sums, indicator) for sums in (current, prior)]
    if not results[0][0]:
        return row
    for name, (denom, status), sums in zip(
        ("curr", "prior"), results, (current, prior), strict=True
    ):
        row[f"{name}denom"] = str(denom)
        row[f"{name}nsizemet"] = "Y" if denom >= need else "N" if indicator == "ELPI" else ""
        row[f"{name}status"] = one_decimal(status) if denom > 10 else ""
        if denom > 10:
            row |= _details(name, sums, indicator)
    row |= dict.fromkeys(("statuslevel", "changelevel", "color", "box"), "0")
    small = indicator == "CCI" and results[0][0] < 150
    row["smalldenom"] = "Y" if small else ""
    both = all(row[f"{name}nsizemet"] == "Y" for name in ("curr", "prior"))
    row["accountabilitymet"] = "Y" if both else ""
    return row | _levels(results, CUTS[indicator, high], indicator, small=small, colored=both)


def _levels(results, cuts, indicator, *, small, colored) -> dict[str, str]:
    (denom, status), (before_denom, before) = results
    if denom <= 10:
        return {}
    (edges, (much, some, worse, far_worse)) = cuts
    level = 5 - sum(status < edge for edge in edges)
    row = {"statuslevel": str(level)}
    if before_denom <= 10:
        return row
    change = status - before
    moved = 5 if change >= much else 4 if change >= some else 3
    moved = 1 if change <= -far_worse else 2 if change <= -worse else moved
    row |= {"change": one_decimal(change), "changelevel": str(moved)}
    if colored:
        placed = min(max(moved, 2), 4) if small else moved
        colors = TEST_COLORS if indicator in PENALTY else OTHER_COLORS
        row["color"] = colors[level - 1][placed - 1]
        row["box"] = str(50 * (5 - level) + 10 * placed)
    return row


def _result(sums, indicator) -> tuple[int, int]:
    """Denominator and status in tenths."""
    if indicator == "ELPI":
        return sums["in_elpi"], tenths(sums["progressed"] + sums["kept_highest"], sums["in_elpi"])
    if indicator == "CCI":
        return sums["cohort"], tenths(sums["prepared"], sums["cohort"])
    lost = _lost(sums)
    points = sums[STEMS[indicator]] + lost * PENALTY[indicator]
    return sums["scored"] + lost, _mean_in_tenths(points, sums["scored"] + lost)


def _lost(sums) -> int:
    """How many students short of 95 percent took the test."""
    return max(0, 95 * sums["enrolled_to_test"] // 100 - sums["took_test"])


def _mean_in_tenths(points: int, count: int) -> int:
    if not count:
        return 0
    size = (20 * abs(points) + count) // (2 * count)
    return size if points >= 0 else -size


def _details(name, sums, indicator) -> dict[str, str]:
    if indicator == "ELPI":
        counts = {
            "numer": sums["progressed"] + sums["kept_highest"],
            "progressed": sums["progressed"],
            "maintain_pl4": sums["kept_highest"],
            "maintain_oth": sums["maintained"],
            "declined": sums["declined"],
        }
        return {name + column: str(count) for column, count in counts.items()}
    if indicator == "CCI":
        return {}
    scored, enrolled = sums["scored"], sums["enrolled_to_test"]
    plain = _mean_in_tenths(sums[STEMS[indicator]], scored)
    # the publisher gives participation in whole percent
    rate = (200 * sums["took_test"] + enrolled) // (2 * enrolled)
    return {
        f"{name}prate_enrolled": str(enrolled),
        f"{name}prate_tested": str(sums["took_test"]),
        f"{name}prate": str(rate),
        f"{name}numPRLOSS": str(_lost(sums)),
        f"{name}denom_withoutPRLOSS": str(scored),
        f"{name}status_withoutPRLOSS": one_decimal(plain) if scored > 10 else "",
    }


def _shares(current, prior, everyone) -> dict[str, str]:
    row = {}
    if current["cohort"]:
        share = tenths(current["cohort"], everyone["cohort"])
        row["studentgroup_pct"] = one_decimal(share)
    for name, sums in (("curr", current), ("prior", prior)):
        if sums["cohort"] > 10:
            rest = sums["cohort"] - sums["prepared"] - sums["almost"]
            ways = {"prep": sums["prepared"], "aprep": sums["almost"], "nprep": rest}
            for way, count in ways.items():
                share = one_decimal(tenths(count, sums["cohort"]))
                row |= {f"{name}_{way}": str(count), f"{name}_{way}_pct": share}
    return row
