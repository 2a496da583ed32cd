"""All of the statistics of disaggregation against counting alone: ``python
benchmarks/bench_disaggregate.py``.

A million students (`student_equity.csv` of the peer's examples fifty times over, if the folder
is there, else drawn at random in its shape). Three things are timed, each in a process of its
own, in turns in one run; the fastest turns and the highest memory are printed.

* *the analyst's path*, `equitykit.measures.disaggregate.disaggregate`: three outcomes, each with
  its own cohort, by ethnicity, by gender and for all, in 459 scenarios (goal × status × fifty
  sites, "all" among each): 45,798 results from a table in memory, each with all that is said of a
  group (intervals, both percentage point gaps, proportionality, 80 % index both ways, rate and
  risk ratios, students needed, p values adjusted together), and the summary measures of
  inequality of each of the 9,180 splits. Nothing is hidden, so this is no output for a reader.
  Goal: at most 3 s and 1 GB.
* *counts alone*: pandas makes the same 45,798 counts (one grouped count and a roll-up) from a
  frame of categories in memory, and nothing else.
* *the command*, ``equitykit disaggregate`` as a user types it, from start to end: the same
  students as a CSV file of one district, read, checked, counted, protected and audited, compared,
  and the table written. A district has no scenarios: 30 results.
"""

import argparse
import itertools
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

REPEATED = 50
TURNS = 3
OUTCOMES = {"Transfer": "Cohort", "Math": "Cohort_Math", "English": "Cohort_English"}
TRAITS = ["race_ethnicity", "gender"]
SCENARIOS = ["Ed_Goal", "College_Status", "Site"]
COLUMNS = ["Ethnicity", "Gender", *SCENARIOS[:2], *OUTCOMES, *OUTCOMES.values()]
FOLDER = Path(
    os.environ.get("EQUITYKIT_REAL_DATA", Path(__file__).parents[2] / "shared" / "real-data")
)
CODES = {
    "White": "RW", "Asian": "RA", "Hispanic": "RH", "Black": "RB", "Multi-Ethnicity": "RT",
    "Native American": "RI", "Female": "GF", "Male": "GM", "Other": "GX",
}  # fmt: skip
OWN = {"Transfer": "own_graduation", "Math": "own_math_met", "English": "own_ela_met"}
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


def students(sites: int):
    """The million as a table of group codes and booleans, as a student file is read: the peer's
    20,000 once for each site."""
    import pyarrow as pa

    one = _coded(_peers() if (FOLDER / "peer-inputs" / "student_equity.csv").exists() else _drawn())
    site = [pa.array([f"site {i}"] * len(one)) for i in range(sites)]
    return pa.concat_tables([one.append_column("Site", name) for name in site])


def _coded(table):
    import pyarrow as pa

    for name, trait in zip(("Ethnicity", "Gender"), TRAITS, strict=True):
        codes = [CODES.get(word) for word in table[name].to_pylist()]
        table = table.set_column(table.column_names.index(name), trait, pa.array(codes))
    return table


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
    assert len(found.inequality) > 0
    return len(found.rows)


def write_district(table, folder: Path) -> list[str]:
    """The million as the file of a district, and how the command is typed."""
    import pyarrow as pa
    import pyarrow.compute as pc
    from pyarrow import csv

    columns = {name: table[name] for name in TRAITS}
    columns |= {name: pc.if_else(table[name], "Y", "N") for name in OUTCOMES}
    csv.write_csv(pa.table(columns), folder / "students.csv")
    lines = ["column,role,value,meaning,privacy,permission", ",setting,rows,students,,",
             ",setting,period,2024-25,,", ",setting,races,separate,,",
             ",setting,district,99600410000000,,"]  # fmt: skip
    for trait in TRAITS:
        values = pc.unique(table[trait]).drop_null().to_pylist()
        lines += [f"{trait},{trait},,,,", *(f"{trait},{trait},{code},{code},," for code in values)]
    for name, own in OWN.items():
        lines += [f"{name},{own},,,,", f"{name},{own},Y,yes,,", f"{name},{own},N,no,,"]
    (folder / "mapping.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    words = ["disaggregate", "students.csv", "--mapping", "mapping.csv", "--out", "gaps.csv"]
    words += [word for own in OWN.values() for word in ("--outcome", own)]
    return words + [word for trait in TRAITS for word in ("--by", trait)]


def time_command(words: list[str], folder: Path) -> dict:
    """The command from start to end, the interpreter's start among it."""
    code = "from equitykit.cli.main import main; main()"
    home = {"EQUITYKIT_HOME": str(folder / "home"), "EQUITYKIT_LANGUAGE": "en"}
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", code, *words],
        cwd=folder, env=os.environ | home, check=True, capture_output=True,
    )  # fmt: skip
    seconds = time.perf_counter() - begun
    results = len((folder / "gaps.csv").read_text(encoding="utf-8").splitlines()) - 1
    return {"seconds": seconds, "results": results}


def counts_alone(frame) -> int:
    """Students and outcomes of every result, and nothing else."""
    keys = [*SCENARIOS, *TRAITS]
    results = 0
    for outcome, cohort in OUTCOMES.items():
        grouped = frame.groupby([cohort, *keys], observed=True)[outcome]
        cells = grouped.agg(["sum", "count"]).reset_index()
        for many in range(len(SCENARIOS) + 1):
            for within in itertools.combinations(SCENARIOS, many):
                for by in ([], *([trait] for trait in TRAITS)):
                    rolled = cells.groupby([cohort, *within, *by], observed=True)
                    results += len(rolled[["sum", "count"]].sum())
    return results


def one_turn(which: str, sites: int) -> dict:
    table = students(sites)
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
    parser.add_argument("--sites", type=int, default=REPEATED, help="of 20,000 students each")
    parser.add_argument("--turn", choices=["ours", "pandas"], help=argparse.SUPPRESS)
    choice = parser.parse_args()
    if choice.turn:
        print(json.dumps(one_turn(choice.turn, choice.sites)))
        return
    turns = {"ours": [], "pandas": [], "command": []}
    with tempfile.TemporaryDirectory() as name:
        table = students(choice.sites)
        words = write_district(table, Path(name))
        for _ in range(TURNS):
            for which in ("ours", "pandas"):
                command = [sys.executable, __file__, "--turn", which, "--sites", str(choice.sites)]
                said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
                turns[which].append(json.loads(said))
            turns["command"].append(time_command(words, Path(name)))
    best = {which: min(turn["seconds"] for turn in done) for which, done in turns.items()}
    result = {
        "students": table.num_rows,
        "results": turns["ours"][0]["results"],
        "pandas_results": turns["pandas"][0]["results"],
        "command_results": turns["command"][0]["results"],
        "seconds": round(best["ours"], 2),
        "pandas_seconds": round(best["pandas"], 2),
        "command_seconds": round(best["command"], 2),
        "ratio": round(best["ours"] / best["pandas"], 2),
        "megabytes": round(max(turn["megabytes"] for turn in turns["ours"])),
        "pandas_megabytes": round(max(turn["megabytes"] for turn in turns["pandas"])),
    }
    text = (
        "{students} students in memory, {results} results with all statistics (nothing hidden) in "
        "{seconds} s and {megabytes} MB; pandas counts {pandas_results} in {pandas_seconds} s and "
        "{pandas_megabytes} MB, ratio {ratio}\n"
        "equitykit disaggregate on the same students as a file of one district, read, protected "
        "and audited: {command_results} results in {command_seconds} s from start to end"
    )
    print(json.dumps(result) if choice.json else text.format(**result))


if __name__ == "__main__":
    main()
