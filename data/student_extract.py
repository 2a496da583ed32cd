"""Write the student-level extract of one invented district: one row a student, no names."""

import csv
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


def write_mapping(district: str, name: str, period: str, folder: Path) -> None:
    """Write ``students-mapping.csv``: what the columns of the extract are, as a person answers."""
    yes_no = [("N", "no"), ("Y", "yes")]
    settings = {
        "rows": "students", "period": period, "races": "separate",
        "crossed": "race_ethnicity x gender",
        "district": COUNTY + district + "0" * 7, "district_name": name, "delete_by": "",
    }  # fmt: skip
    grades = [("TK", "TK"), ("KN", "KN"), *((str(n), f"{n:02}") for n in range(1, 13))]
    roles = {
        "student": ("student_id", "not_permitted", []),
        "school_cds": ("school", "open", []),
        "grade": ("grade", "aggregate_only", grades),
        "race_ethnicity": ("race_ethnicity", "aggregate_only", _swapped(RACE_LABELS)),
        "gender": ("gender", "aggregate_only", _swapped(GENDER_LABELS)),
        **{
            column: (group, "aggregate_only", yes_no)
            for column, group in FLAGS.items()
            if column != "suspended"
        },
        "days_enrolled": ("days_enrolled", "aggregate_only", []),
        "days_absent": ("days_absent", "aggregate_only", []),
        "chronically_absent": (
            "own_chronic_absenteeism", "aggregate_only", [*yes_no, ("(blank)", "missing")],
        ),
        "suspended": ("own_suspension", "aggregate_only", yes_no),
    }  # fmt: skip
    with open(folder / "students-mapping.csv", "w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(("column", "role", "value", "meaning", "privacy", "permission"))
        lines.writerows(("", "setting", name, value, "", "") for name, value in settings.items())
        for column, (role, privacy, labels) in roles.items():
            lines.writerow((column, role, "", "", privacy, ""))
            lines.writerows((column, role, label, code, "", "") for label, code in labels)


def _swapped(labels: dict[str, str]) -> list[tuple[str, str]]:
    return [(label, code) for code, label in labels.items()]
