"""Write the invented county in the layouts of the DataQuest text files.

Every county and district row is repeated for charter schools and alternative (DASS) schools:
All, Yes, No. A group of ten or fewer has ``*`` in every column of its row. A group without
students has no row.
"""

from functools import partial
from pathlib import Path

import pandas as pd
from invented_county import (
    COUNTY,
    COUNTY_NAME,
    DISTRICTS,
    GENDERS,
    GRADE_SPANS,
    PROGRAMS,
    RACES,
    SCHOOLS,
    by_school,
    in_group,
    one_decimal,
    school_year,
    tenths,
    total,
)
from invented_students import ABSENCE_REASONS, INCIDENTS

GROUPS = ("TA", *RACES, *GENDERS, *PROGRAMS)
INCIDENT_COLUMNS = (
    "Violent Incident (Injury)", "Violent Incident (No Injury)", "Weapons Possession",
    "Illicit Drug-Related", "Defiance-Only", "Other Reasons",
)  # fmt: skip
REASON_COLUMNS = (
    "Excused Absences", "Unexcused Absences", "Out-of-School Suspension Absences",
    "Incomplete Independent Study Absences",
)  # fmt: skip
SPACED = (
    "Academic Year", "Aggregate Level", "County Code", "District Code", "School Code",
    "County Name", "District Name", "School Name", "Charter School", "DASS",
    "Reporting Category",
)  # fmt: skip
JOINED = tuple(name.replace(" ", "") for name in SPACED)
WITHOUT_DASS = (*JOINED[:8], "CharterYN", "ReportingCategory")

# heading, column that counts the graduates or cohort students, column of its denominator
ENDINGS = (
    ("Regular HS Diploma Graduates", "diploma", "cohort"),
    ("Met UC/CSU Grad Req's", "college_ready", "diploma"),
    ("Seal of Biliteracy", "biliteracy", "diploma"),
    ("Golden State Seal Merit Diploma", "golden_seal", "diploma"),
    ("Graduates Meeting Local Requirements Exemption", "local_exemption", "cohort"),
    ("CPP Completer", "completer", "cohort"),
    ("Adult Ed. HS Diploma", "adult_diploma", "cohort"),
    ("SPED Certificate", "certificate", "cohort"),
    ("GED Completer", "ged", "cohort"),
    ("Other Transfer", "other_transfer", "cohort"),
    ("Dropout", "dropout", "cohort"),
    ("Still Enrolled", "still_enrolled", "cohort"),
)


def write_dataquest(students: pd.DataFrame, year: int, folder: Path) -> None:
    """Write the files of one year into `folder`; single-year families only for 2025."""
    spans, end = tuple(GRADE_SPANS), f"{year % 100:02d}"
    eligible = students[students["eligible"] == 1]
    write = partial(_write, year=year, folder=folder)
    write(f"chronicabsenteeism{end}.txt", SPACED, eligible, GROUPS + spans, "eligible", _chronic)
    suspensions, expulsions = _incident_columns("suspended"), _incident_columns("expelled")
    write(f"suspension{end}.txt", WITHOUT_DASS, students, GROUPS, "enrolled", suspensions)
    cohort = students[students["cohort"] == 1]
    endings = _ending_columns(year)
    write(f"acgr{end}.txt", JOINED, cohort, GROUPS, "cohort", endings, encoding="utf-8")
    if year == 2025:
        groups = GROUPS + spans + ("CAY", "CAN")
        write(f"absenteeismreason{end}.txt", SPACED, eligible, groups, "eligible", _reasons)
        write(f"expulsion{end}.txt", WITHOUT_DASS, students, GROUPS, "enrolled", expulsions)


def _write(name, columns, students, groups, size, measure, *, year, folder, encoding="cp1252"):
    """Count `students` and write a file; `measure` turns sums into named cells."""
    has_dass = columns is not WITHOUT_DASS
    rows = list(_places(students, groups, has_dass=has_dass))
    small = {place for place, group, sums in rows if group in RACES and 0 < sums[size] <= 10}
    lines = []
    for place, group, sums in rows:
        cells = measure(sums)
        # Suspension totals are published whatever their size; race not reported is hidden
        # wherever another race is.
        hidden = sums[size] <= 10 and (has_dass or group != "TA")
        hidden = hidden or (group == "RD" and place in small)
        values = ["*"] * len(cells) if hidden else cells.values()
        lines.append((school_year(year), *place, group, *values))
    text = "".join("\t".join(line) + "\r\n" for line in ((*columns, *cells), *lines))
    (folder / name).write_bytes(text.encode(encoding))


def _places(students, groups, *, has_dass):
    """Yield ``(identity cells, group, sums)`` for each row that has students."""
    members = {group: students[in_group(students, group)] for group in groups}
    once = {group: by_school(chosen, "school") for group, chosen in members.items()}
    again = {group: by_school(chosen, "second_school") for group, chosen in members.items()}
    for level, names, schools in _higher_places():
        for charter, dass in _repetitions(has_dass=has_dass):
            chosen = schools.index[_matches(schools, charter, dass)]
            flags = (charter, dass) if has_dass else (charter,)
            for group in groups:
                sums = total(once[group], chosen)
                if sums["enrolled"]:
                    yield (level, *names, *flags), group, sums
    for index, school in SCHOOLS.iterrows():
        codes = (COUNTY, school["district"], school["code"], COUNTY_NAME)
        flags = (school["charter"], school["dass"]) if has_dass else (school["charter"],)
        place = ("S", *codes, DISTRICTS.loc[school["district"], "name"], school["name"], *flags)
        for group in groups:
            sums = total(once[group], [index]) + total(again[group], [index])
            if sums["enrolled"]:
                yield place, group, sums


def _higher_places():
    yield "C", (COUNTY, "", "", COUNTY_NAME, "", ""), SCHOOLS
    for code, district in DISTRICTS.iterrows():
        names = (COUNTY, code, "", COUNTY_NAME, district["name"], "")
        yield "D", names, SCHOOLS[SCHOOLS["district"] == code]


def _repetitions(*, has_dass):
    flags = ("All", "Yes", "No")
    return [(charter, dass) for charter in flags for dass in (flags if has_dass else ("All",))]


def _matches(schools, charter, dass) -> pd.Series:
    return schools["charter"].isin(_answers(charter)) & schools["dass"].isin(_answers(dass))


def _answers(flag):
    return ("Yes", "No") if flag == "All" else (flag,)


def _chronic(sums) -> dict[str, str]:
    return {
        "ChronicAbsenteeismEligibleCumulativeEnrollment": str(sums["eligible"]),
        "ChronicAbsenteeismCount": str(sums["chronic"]),
        "ChronicAbsenteeismRate": one_decimal(tenths(sums["chronic"], sums["eligible"])),
    }


def _reasons(sums) -> dict[str, str]:
    days = sum(sums[reason] for reason in ABSENCE_REASONS)
    absent = sums["absent_once"]
    percents = {
        f"{name} (percent)": one_decimal(tenths(sums[reason], days))
        for name, reason in zip(REASON_COLUMNS, ABSENCE_REASONS, strict=True)
    }
    counts = {
        f"{name} (count)": one_decimal(sums[reason])
        for name, reason in zip(REASON_COLUMNS, ABSENCE_REASONS, strict=True)
    }
    return {
        "Eligible Cumulative Enrollment": str(sums["eligible"]),
        "Count of Students with One or More Absences": str(absent),
        "Average Days Absent": one_decimal((2 * days + absent) // (2 * absent) if absent else 0),
        "Total Days Absent": one_decimal(days),
        **percents,
        **counts,
    }


def _incident_columns(kind):
    noun, done = ("Suspension", "Suspended") if kind == "suspended" else ("Expulsion", "Expelled")

    def incidents(sums) -> dict[str, str]:
        return {
            "CumulativeEnrollment": str(sums["enrolled"]),
            f"Total {noun}s": str(sums[f"{kind}_events"]),
            f"Unduplicated Count of Students {done} (Total)": str(sums[kind]),
            f"Unduplicated Count of Students {done} (Defiance-Only)": str(
                sums[f"{kind}_defiance_only"]
            ),
            f"{noun} Rate (Total)": one_decimal(tenths(sums[kind], sums["enrolled"])),
            **{
                f"{noun} Count {name}": str(sums[f"{kind}_{incident}"])
                for name, incident in zip(INCIDENT_COLUMNS, INCIDENTS, strict=True)
            },
        }

    return incidents


def _ending_columns(year):
    def endings(sums) -> dict[str, str]:
        cells = {"CohortStudents": str(sums["cohort"])}
        for name, count, of in ENDINGS:
            if year == 2023 and count == "local_exemption":
                continue
            shown = "CHSPE Completer" if year == 2023 and count == "completer" else name
            rate_name = f"{shown} (Rate)".removesuffix(")" if count == "golden_seal" else "")
            cells[f"{shown} (Count)"] = str(sums[count])
            cells[rate_name] = one_decimal(tenths(sums[count], sums[of]))
        return cells

    return endings
