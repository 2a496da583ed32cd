"""Write the student-level extract of one invented district: one row a student, no names."""

from pathlib import Path

import numpy as np
import pandas as pd
from invented_county import COUNTY, SCHOOLS

RACE_LABELS = {
    "RB": "Black or African American", "RI": "American Indian or Alaska Native", "RA": "Asian",
    "RF": "Filipino", "RH": "Hispanic or Latino", "RP": "Native Hawaiian or Pacific Islander",
    "RW": "White", "RT": "Two or more races", "RD": "Not reported",
}  # fmt: skip
GENDER_LABELS = {"GF": "Female", "GM": "Male", "GX": "Nonbinary"}
FLAGS = {
    "english_learner": "SE", "disability": "SD", "disadvantaged": "SS", "foster": "SF",
    "homeless": "SH", "migrant": "SM", "suspended": "suspended",
}  # fmt: skip


def write_extract(students: pd.DataFrame, district: str, folder: Path) -> None:
    """Write ``students.csv`` for `district`, in an order that tells nothing."""
    rows = students[students["district"] == district].reset_index(drop=True)
    chance = np.random.RandomState(len(rows))
    rows = rows.iloc[chance.permutation(len(rows))].reset_index(drop=True)
    flags = {name: rows[column].map({1: "Y", 0: "N"}) for name, column in FLAGS.items()}
    chronic = rows["chronic"].map({1: "Y", 0: "N"}).where(rows["eligible"] == 1, "")
    extract = pd.DataFrame(
        {
            "student": [f"X{number:05d}" for number in range(1, len(rows) + 1)],
            "school_cds": COUNTY + district + SCHOOLS["code"].loc[rows["school"]].to_numpy(),
            "grade": rows["grade"].map({-1: "TK", 0: "KN"}).fillna(rows["grade"].astype(str)),
            "race_ethnicity": rows["race"].map(RACE_LABELS),
            "gender": rows["gender"].map(GENDER_LABELS),
            **{name: flags[name] for name in FLAGS if name != "suspended"},
            "days_enrolled": rows["days_enrolled"],
            "days_absent": rows["days_absent"],
            "chronically_absent": chronic,
            "suspended": flags["suspended"],
        }
    )
    extract.to_csv(folder / "students.csv", index=False, lineterminator="\n")
