"""What the tests of batches share: prepared figures drawn as a table, notebooks of a few cells,
waiting for what other processes do."""

import hashlib
import time
from dataclasses import replace
from pathlib import Path

import nbformat
import pyarrow as pa
from tables import table

from equitykit.measures.outcomes import outcomes_table
from equitykit.reports.results import Result
from equitykit.sources.reading import Reading
from equitykit.sources.reports import FileReport
from equitykit.storage.prepared import prepare

PARAMETERS = """district = "sample"
team = "none"
year = "latest"
language = "en"
audience = "team"
store = "none"
data = "sample"
"""

BRIEF = Result(
    cds="27660350000000",
    district="Greenfield <Union>",
    workbook="brief",
    language="en",
    audience="families",
    year="2024-25",
    state="done",
    seconds=3.0,
    attempts=1,
    warnings=["One cell wrote a warning."],
    error=None,
    file="2024-25/27660350000000-greenfield-union/brief.en.families.html",
)


def prepared(text: str, folder: Path) -> Path:
    """Add a table of ``cds | district | period | denominator`` to the prepared data `folder`.

    A tenth of the students has the outcome.
    """
    rows = table(text)
    rows = rows.assign(
        measure="chronic_absenteeism",
        level="district",
        county="Invented",
        dimension="all",
        group="TA",
        numerator=rows["denominator"] // 10,
        rate=10.0,
        status="reported",
        coverage="all_schools",
        source="drawn.txt sha256:000000000000",
    )
    digest = hashlib.sha256(text.encode()).hexdigest()
    report = FileReport(
        file=f"{digest[:8]}.txt", ok=True, family="chronic_absenteeism", sha256=digest
    )
    report = replace(report, periods=tuple(sorted(set(rows["period"]))))
    arrow = pa.Table.from_pandas(outcomes_table(rows), preserve_index=False)
    prepare([Reading(report, arrow)], folder)
    return folder


def notebook(path: Path, *cells: str, parameters: str = PARAMETERS) -> Path:
    """Write a notebook: its cell of parameters, then `cells` of code."""
    first = nbformat.v4.new_code_cell(parameters, metadata={"tags": ["parameters"]})
    code = [nbformat.v4.new_code_cell(cell) for cell in cells]
    about = nbformat.v4.new_markdown_cell("# For the analyst only")
    made = nbformat.v4.new_notebook(cells=[about, first, *code])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(nbformat.writes(made), encoding="utf-8")
    return path


def wait_for(condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.1)


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
