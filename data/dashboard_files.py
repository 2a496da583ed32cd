"""Write the invented county in the layouts of the Dashboard's research files.

A district row leaves charter schools out. A group of ten or fewer keeps its denominator
and loses everything else. Levels run from 1 (worst) to 5; 0 is no level.
"""

from pathlib import Path

import pandas as pd
from invented_county import (
    COUNTY,
    COUNTY_NAME,
    DISTRICTS,
    SCHOOLS,
    by_school,
    in_group,
    one_decimal,
    tenths,
    total,
)

GROUPS = {
    "AA": "RB", "AI": "RI", "ALL": "ALL", "AS": "RA", "EL": "SE", "FI": "RF", "FOS": "SF",
    "HI": "RH", "HOM": "SH", "LTEL": "LTEL", "MR": "RT", "PI": "RP", "SED": "SS", "SWD": "SD",
    "WH": "RW",
}  # fmt: skip
IDENTITY = (
    "cds", "rtype", "schoolname", "districtname", "countyname", "charter_flag", "coe_flag",
    "dass_flag",
)  # fmt: skip
FIGURES = (
    "currnumer", "currdenom", "currstatus", "priornumer", "priordenom", "priorstatus", "change",
    "statuslevel", "changelevel", "color", "box", "smalldenom", "currnsizemet", "priornsizemet",
    "accountabilitymet",
)  # fmt: skip
# Largest status of levels 5, 4, 3, 2 in tenths of a percent (smallest, for graduation), then the
# changes in tenths that end level 5 and 4 (improving) and 3 and 2 (worsening).
CUTS = {
    "CHRO": ((25, 50, 100, 200), (30, 5, 5, 31)),
    "ED": ((5, 15, 30, 60), (20, 3, 3, 21)),
    "UD": ((10, 25, 45, 80), (20, 3, 3, 21)),
    "HD": ((15, 35, 60, 90), (30, 5, 5, 31)),
    "ES": ((5, 10, 30, 60), (10, 3, 3, 21)),
    "MS": ((5, 20, 80, 120), (30, 3, 3, 41)),
    "HS": ((5, 15, 60, 100), (20, 3, 3, 31)),
    "GRAD": ((950, 905, 800, 680), (50, 10, 10, 51)),
}
# Color (1 red to 5 blue, 0 none) by status level, then change level 1 to 5.
COLORS = {
    "CHRO": ("11123", "12233", "22344", "23445", "34555"),
    "SUSP": ("11123", "12233", "22344", "23445", "04555"),
    "GRAD": ("11111", "12233", "22344", "23445", "05555"),
}


def write_dashboard(now: pd.DataFrame, before: pd.DataFrame, year: int, folder: Path) -> None:
    """Write the chronic absenteeism, suspension and graduation files of one Dashboard year."""
    for indicator, stem in (("CHRO", "chronic"), ("SUSP", "susp"), ("GRAD", "grad")):
        columns = _columns(indicator)
        years = by_group(_counted(now, indicator)), by_group(_counted(before, indicator))
        rows = [
            "\t".join(row[column] for column in columns) for row in _rows(*years, indicator, year)
        ]
        text = "".join(line + "\r\n" for line in ("\t".join(columns), *rows))
        (folder / f"{stem}download{year}.txt").write_bytes(text.encode("utf-8"))


def _columns(indicator):
    figures = list(FIGURES)
    if indicator == "GRAD":
        figures.insert(figures.index("change"), "fiveyrnumer")
    kind = ("type",) if indicator == "SUSP" else ()
    return (*IDENTITY, *kind, "studentgroup", *figures, "indicator", "reportingyear")


def _counted(students, indicator) -> pd.DataFrame:
    """The students whom an indicator counts, with `numer` and `denom` of each."""
    if indicator == "CHRO":
        chosen = students[(students["eligible"] == 1) & (students["grade"] <= 8)]
        return chosen.assign(numer=chosen["chronic"], denom=1)
    if indicator == "SUSP":
        return students.assign(numer=students["suspended"], denom=1)
    chosen = students[students["cohort"] == 1]
    more = chosen["fifth_year"]
    return chosen.assign(numer=chosen["diploma"] + more, denom=1 + more)


def _rows(now, before, indicator, year):
    for place, schools, kind, is_lea in lea_and_school_places():
        for group in sorted(GROUPS):
            current, prior = (total(sums[group], schools) for sums in (now, before))
            if current["denom"]:
                cuts = kind if indicator == "SUSP" else indicator
                need = 15 if is_lea and group in ("FOS", "HOM", "LTEL") else 30
                row = _figures(current, prior, indicator, cuts, need)
                named = {"studentgroup": group, "type": kind, "reportingyear": str(year)}
                yield {**place, **row, **named, "indicator": indicator}


def lea_and_school_places():
    for code, district in DISTRICTS.iterrows():
        of_district = SCHOOLS[SCHOOLS["district"] == code]
        coe = "Y" if code.startswith("10") else ""
        cells = (COUNTY + code + "0" * 7, "D", "", district["name"], COUNTY_NAME, "", coe, "")
        place = dict(zip(IDENTITY, cells, strict=True))
        yield place, of_district.index[of_district["charter"] == "No"], district["type"], True
    for index, school in SCHOOLS[SCHOOLS["code"] > "0000001"].iterrows():
        name = DISTRICTS.loc[school["district"], "name"]
        flags = [{"Yes": "Y", "No": ""}[school[flag]] for flag in ("charter", "dass")]
        cds = COUNTY + school["district"] + school["code"]
        cells = (cds, "S", school["name"], name, COUNTY_NAME, flags[0], "", flags[1])
        yield dict(zip(IDENTITY, cells, strict=True)), [index], school["type"], False


def by_group(students) -> dict[str, pd.DataFrame]:
    members = {group: in_group(students, code) for group, code in GROUPS.items()}
    return {group: by_school(students[mask], "school") for group, mask in members.items()}


def _figures(current, prior, indicator, cuts, need) -> dict[str, str]:
    row = dict.fromkeys((*FIGURES, "fiveyrnumer"), "")
    row |= {"currdenom": str(current["denom"]), "priordenom": str(prior["denom"] or "")}
    row |= dict.fromkeys(("statuslevel", "changelevel", "color", "box"), "0")
    small = current["denom"] < 150
    row |= {"smalldenom": "Y" if small else "", "fiveyrnumer": str(current["fifth_year"])}
    met = [sums["denom"] >= need for sums in (current, prior)]
    no = "N" if indicator == "GRAD" else ""
    row |= {"currnsizemet": "Y" if met[0] else no, "priornsizemet": "Y" if met[1] else no}
    row["accountabilitymet"] = row["currnsizemet"]
    for name, sums in (("curr", current), ("prior", prior)):
        if sums["denom"] > 10:
            rate = tenths(sums["numer"], sums["denom"])
            row |= {f"{name}numer": str(sums["numer"]), f"{name}status": one_decimal(rate)}
    if row["currstatus"]:
        row["statuslevel"] = str(_status_level(current, indicator, cuts))
    if row["currstatus"] and row["priorstatus"]:
        row |= _changed(current, prior, indicator, cuts, small=small, colored=all(met))
    return row


def _status_level(sums, indicator, cuts) -> int:
    rate, edges = tenths(sums["numer"], sums["denom"]), CUTS[cuts][0]
    beyond = [rate < edge if indicator == "GRAD" else rate > edge for edge in edges]
    return 5 - sum(beyond)


def _changed(current, prior, indicator, cuts, *, small, colored) -> dict[str, str]:
    change = tenths(current["numer"], current["denom"]) - tenths(prior["numer"], prior["denom"])
    better = change if indicator == "GRAD" else -change
    much, some, worse, far_worse = CUTS[cuts][1]
    level = 5 if better >= much else 4 if better >= some else 3
    level = 1 if better <= -far_worse else 2 if better <= -worse else level
    row = {"change": one_decimal(change), "changelevel": str(level)}
    if colored:
        status = _status_level(current, indicator, cuts)
        placed = min(max(level, 2), 4) if small else level
        row["color"] = COLORS[indicator][status - 1][placed - 1]
        row["box"] = str(50 * (5 - status) + 10 * placed)
    return row
