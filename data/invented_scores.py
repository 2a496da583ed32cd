"""Draw test scores, progress in English and readiness of the invented students.

They are drawn apart, with a seed of their own, so that nothing else about a student depends on
them. Within a district each race's mean score is what its base says, to the point; other groups
follow from who is in them. Scores are points above or below the standard.
"""

import numpy as np
import pandas as pd
from invented_county import EXTRACT_DISTRICT, RACES, SCHOOLS

SEED = 20991031
MILLION = 1_000_000
SPREAD = 70
TESTED_GRADES = (3, 4, 5, 6, 7, 8, 11)
ELA_BY_RACE = dict(zip(RACES, (-58, -48, 42, 30, -34, -44, 12, 4, -20), strict=True))
MATH_BELOW_ELA = dict(zip(RACES, (30, 30, 2, 14, 32, 32, 24, 26, 30), strict=True))
DISTRICTS_DIFFER = {
    "60017": 18, "60025": -14, "60033": 24, "60041": -4, "60058": 6, "60066": 2, "10991": -70,
}  # fmt: skip
YEAR_TREND = {2023: -4, 2024: -2, 2025: 0}
BY_PROGRAM = {"SE": -38, "SD": -66, "SS": -12, "SH": -24, "SF": -30, "LTEL": -10}
READY_BY_RACE = dict(zip(RACES, (0.3, 0.26, 0.68, 0.6, 0.36, 0.32, 0.5, 0.46, 0.3), strict=True))
# Where the extract's district differs from the county: change in points from 2023, by year.
EXTRACT_SCORES = {("RB", 2024): -14, ("RB", 2025): -22, ("RI", 2025): -40}


def draw_scores(students: pd.DataFrame, year: int) -> pd.DataFrame:
    """Scores of `students`, with their index.

    `enrolled_to_test`, `took_test` and `scored` say who counts where, each 0 or 1; `ela` and
    `math` are whole points of those who scored, else 0. `in_elpi` are English learners with two
    results, `progressed` to `alternate` what became of them; `prepared` and `almost` are of the
    graduating cohort.
    """
    drawn = []
    for position, (code, its) in enumerate(students.groupby("district", sort=False)):
        chance = np.random.RandomState(SEED + 100 * year + position)
        drawn.append(_of_district(its, code, year, chance))
    return pd.concat(drawn).reindex(students.index)


def _of_district(students, code, year, chance) -> pd.DataFrame:
    scores = pd.DataFrame(index=students.index)
    n = len(students)
    tested_grade = students["grade"].isin(TESTED_GRADES) & (students["days_enrolled"] > 60)
    scores["enrolled_to_test"] = tested_grade.astype(int)
    scores["took_test"] = (tested_grade & (chance.random_sample(n) < 0.985)).astype(int)
    scored = (scores["took_test"] == 1) & (students["days_enrolled"] == 180)
    scores["scored"] = scored.astype(int)
    base = students["race"].map(ELA_BY_RACE) + DISTRICTS_DIFFER[code] + YEAR_TREND[year]
    if code == EXTRACT_DISTRICT:
        base = base + [EXTRACT_SCORES.get((race, year), 0) for race in students["race"]]
    below = students["race"].map(MATH_BELOW_ELA)
    for subject, mean in (("ela", base), ("math", base - below)):
        points = _around(students, scored, mean, chance)
        scores[subject] = points.where(scored, 0).round().astype(int)
    _progress(students, scores, chance)
    _readiness(students, scores, chance)
    return scores


def _around(students, scored, mean, chance) -> pd.Series:
    """Points of each student: what the programs take, and noise; the race's mean is `mean`."""
    apart = pd.Series(chance.standard_normal(len(students)) * SPREAD, index=students.index)
    for program, points in BY_PROGRAM.items():
        apart = apart + points * students[program]
    of_race = apart.where(scored).groupby(students["race"]).transform("mean")
    return apart - of_race.fillna(0) + mean


def _progress(students, scores, chance) -> None:
    n = len(students)
    counted = (students["SE"] == 1) & (students["days_enrolled"] == 180) & (students["grade"] > 0)
    scores["in_elpi"] = counted.astype(int)
    roll = chance.random_sample(n) - 0.09 * students["LTEL"]
    ends = ("declined", "maintained", "kept_highest", "progressed")
    which = pd.Series(np.searchsorted((0.19, 0.5, 0.53), roll), index=students.index)
    for place, end in enumerate(ends):
        scores[end] = (counted & (which == place)).astype(int)


def _readiness(students, scores, chance) -> None:
    dass = SCHOOLS.loc[students["school"], "dass"].to_numpy() == "Yes"
    ready = students["race"].map(READY_BY_RACE) * (1 - 0.8 * students["SD"])
    ready = ready * (1 - 0.55 * students["SE"]) * (1 - 0.35 * students["SH"])
    ready = ready * (1 - 0.95 * dass) * students["cohort"]
    roll = chance.random_sample(len(students))
    scores["prepared"] = (roll < ready).astype(int)
    scores["almost"] = ((roll >= ready) & (roll < ready + 0.18) & (students["cohort"] == 1)).astype(
        int
    )
