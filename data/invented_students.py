"""Draw one year's students of the invented county: a row is one student.

Who has an outcome is chosen by systematic sampling: students stand in line by group and
school, chances are added up along the line, and each whole number passed picks a student.
So a group's rate lies within one student of its chance, in every year.
"""

import numpy as np
import pandas as pd
from invented_county import EXTRACT_DISTRICT, RACES, SCHOOLS, YEARS

SEED = 20990817
MILLION = 1_000_000
CHRONIC_BY_RACE = dict(zip(RACES, (1.5, 1.6, 0.45, 0.5, 1.1, 1.5, 0.85, 1.0, 1.2), strict=True))
SUSPENDED_BY_RACE = dict(zip(RACES, (2.6, 2.0, 0.3, 0.35, 1.0, 1.4, 0.8, 1.1, 1.0), strict=True))
POOR_BY_RACE = dict(zip(RACES, (0.72, 0.66, 0.36, 0.4, 0.78, 0.7, 0.38, 0.48, 0.5), strict=True))
LEARNING_ENGLISH = {"RH": 0.33, "RA": 0.2, "RF": 0.12, "RW": 0.03}
GRADUATES_BY_RACE = dict(
    zip(RACES, (0.86, 0.84, 0.97, 0.97, 0.89, 0.86, 0.93, 0.92, 0.86), strict=True)
)
COLLEGE_READY_BY_RACE = dict(
    zip(RACES, (0.42, 0.34, 0.78, 0.72, 0.43, 0.4, 0.55, 0.52, 0.4), strict=True)
)
YEAR_TREND = {2023: 1.15, 2024: 1.07, 2025: 1.0}
# In the district with the extract no race and no gender stands out among these four cells,
# only their crossings do.
CROSSING = {("RH", "GF"): 0.27, ("RH", "GM"): 0.15, ("RW", "GF"): 0.15, ("RW", "GM"): 0.27}
INCIDENTS = ("injury", "no_injury", "weapon", "drugs", "defiance", "other")
INCIDENT_SHARES = (0.24, 0.4, 0.05, 0.17, 0.06, 0.08)
ABSENCE_REASONS = ("excused", "unexcused", "out_of_school", "independent_study")
NO_DIPLOMA = {
    "dropout": 0.5, "still_enrolled": 0.27, "completer": 0.03, "adult_diploma": 0.03,
    "certificate": 0.09, "ged": 0.02, "other_transfer": 0.06,
}  # fmt: skip


def draw_students(districts: pd.DataFrame, year: int) -> pd.DataFrame:
    """All students of `year` (the year in which the school year ends), one row each.

    `school` and `second_school` are rows of ``SCHOOLS``; `second_school` is -1 for those who
    stayed. Flags and counts are whole numbers, days by reason are in tenths of a day.
    """
    drawn = []
    for position, (code, district) in enumerate(districts.iterrows()):
        chance = np.random.RandomState(SEED + 100 * year + position)
        students = _enrol(code, district, year, chance)
        _attend(students, code, district, year, chance)
        _discipline(students, district, chance)
        _finish(students, chance)
        drawn.append(students)
    return pd.concat(drawn, ignore_index=True)


def _enrol(code, district, year, chance) -> pd.DataFrame:
    schools = SCHOOLS[SCHOOLS["district"] == code]
    growth = 1 + 0.01 * (YEARS[-1] - year)
    sizes = (schools["students"] * growth).astype(int)
    school = np.repeat(schools.index.to_numpy(), sizes)
    n = len(school)
    students = pd.DataFrame({"district": code, "school": school})
    # Schools are filled in order; the lean makes their student bodies differ.
    races = np.repeat(RACES, _whole_shares(district[list(RACES)].to_numpy(float), n))
    lean = np.array([{"RH": 0.4, "RB": 0.3}.get(race, 0.0) for race in races])
    place = chance.random_sample(n) ** (1 - lean)
    students["race"] = races[np.argsort(place, kind="stable")]
    low, high = (SCHOOLS.loc[school, name].to_numpy() for name in ("lowest", "highest"))
    students["grade"] = low + (chance.random_sample(n) * (high - low + 1)).astype(int)
    roll = chance.random_sample(n)
    students["gender"] = np.where(roll < 0.488, "GF", "GM")
    students.loc[(roll > 0.994) & (students["grade"] >= 7), "gender"] = "GX"
    _join_programs(students, district, chance)
    others = schools.index[schools["charter"] == "No"].to_numpy()
    moves = (chance.random_sample(n) < 0.03) & (len(others) > 1)
    second = others[(chance.random_sample(n) * len(others)).astype(int)]
    serves = students["grade"].between(
        SCHOOLS.loc[second, "lowest"].to_numpy(), SCHOOLS.loc[second, "highest"].to_numpy()
    )
    students["second_school"] = np.where(moves & serves & (second != school), second, -1)
    return students


def _join_programs(students, district, chance) -> None:
    n, race = len(students), students["race"]
    shares = {
        "SE": race.map(LEARNING_ENGLISH).fillna(0.01) * np.where(students["grade"] > 5, 0.7, 1.2),
        "SD": pd.Series(0.135, index=students.index),
        "SS": (race.map(POOR_BY_RACE) * district["poverty"]).clip(upper=0.95),
        "SF": pd.Series(0.006, index=students.index),
        "SH": pd.Series(0.035 * district["poverty"], index=students.index),
        "SM": (race == "RH") * 1.6 * district["migrant"],
    }
    for program, share in shares.items():
        students[program] = (chance.random_sample(n) < share).astype(int)
    long_term = (students["SE"] == 1) & (students["grade"] >= 6) & (chance.random_sample(n) < 0.45)
    students["LTEL"] = long_term.astype(int)


def _attend(students, code, district, year, chance) -> None:
    n = len(students)
    late = chance.random_sample(n)
    students["enrolled"] = 1
    students["days_enrolled"] = np.where(late < 0.9, 180, (late * 18000).astype(int) % 180 + 1)
    students["eligible"] = (students["days_enrolled"] >= 31).astype(int)
    rate = 0.155 * YEAR_TREND[year] * district["chronic"]
    rate = rate * students["race"].map(CHRONIC_BY_RACE) * students["eligible"]
    rate = rate * SCHOOLS.loc[students["school"], f"in_{year}"].to_numpy()
    rate = rate * (1 + 0.4 * students["SD"]) * (1 + 0.8 * students["SH"])
    rate = rate * (1 + 0.7 * students["SF"]) * (0.8 + 0.35 * students["SS"])
    rate = rate * students["grade"].map(lambda grade: 1.35 if grade < 1 else 1.0 + (grade > 8) / 5)
    micro = (rate.clip(upper=0.8) * MILLION).astype(int)
    if code == EXTRACT_DISTRICT:
        micro = _hold_crossing(students, micro, YEAR_TREND[year])
    students["chronic"] = _sample(students, micro, chance)
    _count_days(students, chance)


def _hold_crossing(students, micro, trend) -> pd.Series:
    for (race, gender), target in CROSSING.items():
        cell = (students["race"] == race) & (students["gender"] == gender)
        wanted = int(target * trend * MILLION) * int(students.loc[cell, "eligible"].sum())
        micro = micro.mask(cell, micro * wanted // int(micro[cell].sum())).clip(upper=950_000)
    return micro


def _count_days(students, chance) -> None:
    n = len(students)
    enrolled, chronic = students["days_enrolled"], students["chronic"] == 1
    tenth = -(-enrolled // 10)
    few = (chance.random_sample(n) ** 1.3 * tenth).astype(int)
    many = tenth + (chance.random_sample(n) ** 3 * enrolled / 2).astype(int)
    students["days_absent"] = np.where(chronic, np.minimum(many, enrolled), few)
    left = 10 * students["days_absent"]
    for reason, share in (("out_of_school", 0.02), ("independent_study", 0.05)):
        students[reason] = (left * share * chance.random_sample(n)).astype(int)
        left = left - students[reason]
    share = np.where(chronic, 0.42, 0.62) + 0.3 * chance.random_sample(n)
    students["excused"] = (left * share).astype(int)
    students["unexcused"] = left - students["excused"]
    students["absent_once"] = (students["days_absent"] > 0).astype(int)


def _discipline(students, district, chance) -> None:
    n, grade = len(students), students["grade"]
    rate = 0.026 * district["suspension"] * students["race"].map(SUSPENDED_BY_RACE)
    rate = rate * (1 + students["SD"]) * (1 + 1.5 * students["SF"]) * (1 + 0.4 * students["SH"])
    rate = rate * students["gender"].map({"GF": 0.55, "GM": 1.45, "GX": 1.0})
    rate = rate * np.select([grade < 4, grade < 7, grade < 9], [0.15, 0.8, 2.3], 1.5)
    for kind, share in (("suspended", 1.0), ("expelled", 0.03)):
        micro = (rate.clip(upper=0.5) * share * MILLION).astype(int)
        students[kind] = _sample(students, micro, chance)
        again = students[kind] * (chance.random_sample(n) * 1.5).astype(int) * (kind != "expelled")
        for number, events in enumerate((students[kind], again)):
            which = np.searchsorted(np.cumsum(INCIDENT_SHARES[:-1]), chance.random_sample(n))
            for place, incident in enumerate(INCIDENTS):
                name = f"{kind}_{incident}"
                earlier = students[name] if number else 0
                students[name] = earlier + events * (which == place)
        incidents = [f"{kind}_{incident}" for incident in INCIDENTS]
        students[f"{kind}_events"] = students[incidents].sum(axis=1)
        only = students[f"{kind}_defiance"] == students[f"{kind}_events"]
        students[f"{kind}_defiance_only"] = students[kind] * only


def _finish(students, chance) -> None:
    """Students of grade 12 are the graduating cohort, with one ending each."""
    n = len(students)
    cohort = students["grade"] == 12
    students["cohort"] = cohort.astype(int)
    dass = SCHOOLS.loc[students["school"], "dass"].to_numpy() == "Yes"
    rate = students["race"].map(GRADUATES_BY_RACE) - 0.13 * students["SD"] - 0.09 * students["SE"]
    rate = rate - 0.1 * students["SH"] - 0.16 * students["SF"] - 0.25 * dass
    students["diploma"] = _sample(students, (rate * cohort * MILLION).astype(int), chance)
    without = cohort & (students["diploma"] == 0)
    which = np.searchsorted(np.cumsum(list(NO_DIPLOMA.values())[:-1]), chance.random_sample(n))
    for place, ending in enumerate(NO_DIPLOMA):
        students[ending] = (without & (which == place)).astype(int)
    ready = students["race"].map(COLLEGE_READY_BY_RACE) * (1 - 0.6 * students["SD"])
    ready = ready * (1 - 0.5 * students["SE"]) * students["diploma"] * (1 - 0.9 * dass)
    students["college_ready"] = _sample(students, (ready * MILLION).astype(int), chance)
    for honour, share in (("biliteracy", 0.16), ("golden_seal", 0.27), ("local_exemption", 0.03)):
        students[honour] = ((chance.random_sample(n) < share) & (students["diploma"] == 1)).astype(
            int
        )
    # Half of those still enrolled finish in a fifth year: the Dashboard adds them.
    students["fifth_year"] = (chance.random_sample(n) < 0.5) * students["still_enrolled"]


def _sample(students, micro, chance) -> pd.Series:
    """Pick students by their chance in millionths: 1 for those picked, 0 for the others."""
    shuffled = chance.permutation(len(students))
    line = students[["race", "gender", "school"]].iloc[shuffled]
    line = line.sort_values(["race", "gender", "school"], kind="stable").index
    passed = (micro.loc[line].cumsum() + int(chance.random_sample() * MILLION)) // MILLION
    return passed.diff().fillna(0).clip(upper=1).astype(int).reindex(students.index)


def _whole_shares(parts, total) -> np.ndarray:
    """Split `total` by `parts` into whole numbers, largest remainders first."""
    exact = parts * total / parts.sum()
    whole = exact.astype(int)
    order = np.argsort(-(exact - whole), kind="stable")
    whole[order[: total - whole.sum()]] += 1
    return whole
