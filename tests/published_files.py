"""Published files for tests, drawn as small tables in text.

A table's short column names stand for the headers of the file; what a table leaves out is as
the publisher writes it for a district (all schools, year 2024-25).
"""

from pathlib import Path

DATAQUEST = {
    "year": "Academic Year",
    "level": "Aggregate Level",
    "county": "County Code",
    "district": "District Code",
    "school": "School Code",
    "county_name": "County Name",
    "district_name": "District Name",
    "school_name": "School Name",
    "charter": "Charter School",
    "dass": "DASS",
    "group": "Reporting Category",
}
CHRONIC = {
    "counted": "ChronicAbsenteeismEligibleCumulativeEnrollment",
    "absent": "ChronicAbsenteeismCount",
    "rate": "ChronicAbsenteeismRate",
}
DASHBOARD = {
    "cds": "cds",
    "rtype": "rtype",
    "schoolname": "schoolname",
    "districtname": "districtname",
    "countyname": "countyname",
    "group": "studentgroup",
    "currnumer": "currnumer",
    "currdenom": "currdenom",
    "currstatus": "currstatus",
    "statuslevel": "statuslevel",
    "indicator": "indicator",
    "year": "reportingyear",
}
USUAL = {
    "year": "2024-25", "level": "D", "county": "27", "district": "66142", "school": "",
    "county_name": "Monterey", "district_name": "Salinas City Elementary", "school_name": "",
    "charter": "All", "dass": "All", "group": "TA", "counted": "100", "absent": "20",
    "rate": "20.0",
}  # fmt: skip
USUAL_DASHBOARD = {
    "cds": "27661420000000", "rtype": "D", "districtname": "Salinas City Elementary",
    "countyname": "Monterey", "group": "ALL", "currnumer": "20", "currdenom": "100",
    "currstatus": "20.0", "statuslevel": "2", "indicator": "CHRO", "year": "2025",
}  # fmt: skip


def rows_of(text: str) -> list[dict[str, str]]:
    """Cut a table in text into rows; every cell stays as it is written."""
    header, *lines = [
        [cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()
    ]
    return [dict(zip(header, line, strict=True)) for line in lines]


def lines_of(text: str, headers: dict[str, str], usual: dict[str, str]) -> list[list[str]]:
    """The header and rows of a file: columns of `headers`, and any others the table names."""
    rows = rows_of(text)
    names = [*headers, *(name for name in rows[0] if name not in headers)]
    body = [[(usual | row).get(name, "") for name in names] for row in rows]
    return [[headers.get(name, name) for name in names], *body]


def chronic(text: str) -> list[list[str]]:
    """A file of chronic absenteeism."""
    return lines_of(text, DATAQUEST | CHRONIC, USUAL)


def dashboard(text: str) -> list[list[str]]:
    """A Dashboard file of chronic absenteeism, as in 2025."""
    return lines_of(text, DASHBOARD, USUAL_DASHBOARD)


def write(
    path: Path, lines: list[list[str]], *, delimiter="\t", encoding="utf-8", end="\r\n"
) -> Path:
    """Write lines of cells as a text file."""
    text = "".join(delimiter.join(line) + end for line in lines)
    path.write_bytes(text.encode(encoding))
    return path
