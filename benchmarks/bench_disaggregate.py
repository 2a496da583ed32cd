"""All of the statistics of disaggregation against counting alone: ``python
benchmarks/bench_disaggregate.py``.

A million students (`student_equity.csv` of the peer's examples fifty times over, if the folder
is there, else drawn at random in its shape): three outcomes, each with its own cohort, by
ethnicity, by gender and for all, in 459 scenarios (goal × status × fifty sites, "all" among
each): 45,798 results. Ours counts and gives each result all that
`equitykit.measures.disaggregate` says of a group; pandas counts only (one grouped count and a
roll-up). Each works in a process of its own, in turns in one run; the fastest turns and the
highest memory are printed. Goal: at most 3 s and 1 GB.
"""

import argparse
import itertools
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

REPEATED = 50
TURNS = 3
OUTCOMES = {"Transfer": "Cohort", "Math": "Cohort_Math", "English": "Cohort_English"}
TRAITS = ["Ethnicity", "Gender"]
SCENARIOS = ["Ed_Goal", "College_Status", "Site"]
COLUMNS = [*TRAITS, *SCENARIOS[:2], *OUTCOMES, *OUTCOMES.values()]
FOLDER = Path(
    os.environ.get("EQUITYKIT_REAL_DATA", Path(__file__).parents[2] / "shared" / "real-data")
)
SHARES = {
    "Ethnicity": {"White": 0.34, "Asian": 0.3, "Hispanic": 0.2, "Black": 0.1,
                  "Multi-Ethnicity": 0.05, "Native American": 0.01},
    "Gender": {"Female": 0.493, "Male": 0.488, "Other": 0.019},
    "Ed_Goal": {"Deg/Transfer": 0.7, "Other": 0.3},
    "College_Status": {"First-time College": 0.8, "Other": 0.2},
    "Cohort": {"2017": 0.5, "2018": 0.5},
    "Cohort_Math": {"2018": 0.41, "2017": 0.25, "2019": 0.24, "2020": 0.1},
    "Cohort_English": {"2018": 0.45, "2017": 0.3, "2019": 0.2, "2020": 0.05},
}  # fmt: skip


def students():
    """The million as a table of texts and booleans, as a student file is read."""
    import pyarrow as pa

    one = _peers() if (FOLDER / "peer-inputs" / "student_equity.csv").exists() else _drawn()
    site = [pa.array([f"site {i}"] * len(one)) for i in range(REPEATED)]
    return pa.concat_tables([one.append_column("Site", name) for name in site])


def _peers():
    import pyarrow as pa
    from pyarrow import csv

    table = csv.read_csv(FOLDER / "peer-inputs" / "student_equity.csv").select(COLUMNS)
    types = {name: pa.bool_() for name in OUTCOMES}
    fields = [pa.field(name, types.get(name, pa.string())) for name in COLUMNS]
    return table.cast(pa.schema(fields))


def _drawn():
    import numpy as np
    import pyarrow as pa

    random, rows = np.random.default_rng(20_241_125), 20_000
    columns = {
        name: random.choice(list(shares), rows, p=list(shares.values()))
        for name, shares in SHARES.items()
    }
    for outcome, cohort in OUTCOMES.items():
        missing = random.random(rows) < (0 if outcome == "Transfer" else 0.08)
        columns[outcome] = pa.array(random.random(rows) < 0.6, mask=missing)
        columns[cohort] = pa.array(columns[cohort], mask=missing)
    return pa.table(columns).select(COLUMNS)


def ours(table) -> int:
    """Everything of every result."""
    from equitykit.measures.disaggregate import disaggregate
    from equitykit.storage.locked_duckdb import connect

    with connect() as database:
        found = disaggregate(
            table,
            database=database,
            outcomes=list(OUTCOMES),
            by=TRAITS,
            places=["district"],
            within=SCENARIOS,
            periods=OUTCOMES,
            yardsticks=["everyone_else"],
            improvement_direction=dict.fromkeys(OUTCOMES, "increase"),
        )
    return len(found.rows)


def counts_alone(frame) -> int:
    """Students and outcomes of every result, and nothing else."""
    keys = [*SCENARIOS, *TRAITS]
    results = 0
    for outcome, cohort in OUTCOMES.items():
        grouped = frame.groupby([cohort, *keys], observed=True)[outcome]
        cells = grouped.agg(["sum", "count"]).reset_index()
        for many in range(len(SCENARIOS) + 1):
            for within in itertools.combinations(SCENARIOS, many):
                for by in ([], ["Ethnicity"], ["Gender"]):
                    rolled = cells.groupby([cohort, *within, *by], observed=True)
                    results += len(rolled[["sum", "count"]].sum())
    return results


def one_turn(which: str) -> dict:
    table = students()
    if which == "pandas":
        # categories and numbers, as pandas counts fastest; making them is not timed
        frame = table.to_pandas()
        words = [name for name in frame if name not in OUTCOMES]
        frame = frame.astype(dict.fromkeys(words, "category"))
        table = frame.astype(dict.fromkeys(OUTCOMES, "boolean")).astype(
            dict.fromkeys(OUTCOMES, "Float64")
        )
        work = counts_alone
    else:
        import equitykit.measures.disaggregate  # noqa: F401 (not part of the work)

        work = ours
    begun = time.perf_counter()
    results = work(table)
    return {
        "seconds": time.perf_counter() - begun,
        "results": results,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--json", action="store_true", help="print the result for a program")
    parser.add_argument("--turn", choices=["ours", "pandas"], help=argparse.SUPPRESS)
    choice = parser.parse_args()
    if choice.turn:
        print(json.dumps(one_turn(choice.turn)))
        return
    turns = {"ours": [], "pandas": []}
    for _ in range(TURNS):
        for which, done in turns.items():
            command = [sys.executable, __file__, "--turn", which]
            said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
            done.append(json.loads(said))
    best = {which: min(turn["seconds"] for turn in done) for which, done in turns.items()}
    result = {
        "students": len(students()),
        "results": turns["ours"][0]["results"],
        "pandas_results": turns["pandas"][0]["results"],
        "seconds": round(best["ours"], 2),
        "pandas_seconds": round(best["pandas"], 2),
        "ratio": round(best["ours"] / best["pandas"], 2),
        "megabytes": round(max(turn["megabytes"] for turn in turns["ours"])),
        "pandas_megabytes": round(max(turn["megabytes"] for turn in turns["pandas"])),
    }
    text = (
        "{students} students, {results} results with all statistics in {seconds} s and "
        "{megabytes} MB; pandas counts {pandas_results} in {pandas_seconds} s and "
        "{pandas_megabytes} MB, ratio {ratio}"
    )
    print(json.dumps(result) if choice.json else text.format(**result))


if __name__ == "__main__":
    main()
