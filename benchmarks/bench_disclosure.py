"""Suppression and audit of 150 schools × 9 groups: ``python benchmarks/bench_disclosure.py``.

A made-up district (the recipe and k = 10 are those of the suite of attacks) is released as its
own rows: what else has to be hidden is chosen and all is audited. An attacker who shares no code
with the package (``tests/table_attacker.py``) then looks for hidden numbers, in the release and,
for comparison, in primary suppression with the next smallest group hidden beside a single one.
Goal: at most 15 s for suppression and audit together, and nothing found.

``--sample`` takes the shape of real use instead: the extract of the invented district (two
measures, race by gender) beside what the state publishes of it, and then all pairs of its traits
beside that, as ``equitykit disaggregate --cross 2`` releases them.
"""

import argparse
import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import pandas as pd
from simulated_tables import next_smallest, primary_only, simulated
from table_attacker import findings

from equitykit.measures.lattice import count_lattice
from equitykit.measures.outcomes import KEY, outcomes_table
from equitykit.measures.own_counts import facts_of
from equitykit.measures.privacy import release
from equitykit.sources.column_mapping import read_mapping
from equitykit.sources.reading import read_file
from equitykit.sources.student_counts import count_students
from equitykit.sources.students import read_students
from equitykit.storage.locked_duckdb import connect
from equitykit.storage.places import sample_folder

K = 10


def measured(schools: int, groups: int, seed: int) -> dict:
    rows = simulated(schools, groups, seed=seed)
    begun, busy = time.perf_counter(), time.process_time()
    done = release(rows, minimum_n=K, regime="own_rows")
    seconds, busy = time.perf_counter() - begun, time.process_time() - busy
    others = {"primary_only": primary_only(rows, K), "next_smallest": next_smallest(rows, K)}
    tables = {"released": done.rows, **others}
    return {
        "table": f"{schools}x{groups}",
        "seconds": round(seconds, 1),
        "processor_seconds": round(busy, 1),
        "primary": done.certificate.hidden_primary,
        "complementary": done.certificate.hidden_complementary,
        "smallest_range": done.certificate.smallest_range,
        "hidden": {name: int(each["denominator"].isna().sum()) for name, each in tables.items()},
        "leaks": {name: len(findings(each, K)) for name, each in tables.items()},
    }


def sample() -> list[dict]:
    """The sample's own counts, one trait and the crossing that its mapping names; all pairs."""
    folder = sample_folder()
    reading = read_students(folder / "students.csv", read_mapping(folder / "students-mapping.csv"))
    published = pd.concat([
        read_file(folder / name).table.to_pandas()
        for name in ("suspension25.txt", "chronicabsenteeism25.txt")
    ])  # fmt: skip
    with connect() as database:
        known = count_students(reading, database).table.to_pandas()
        pairs = count_lattice(
            reading.table, database=database, outcomes=list(reading.outcomes),
            by=list(reading.traits), crossings=2, places=("district",), district=reading.district,
        )  # fmt: skip
    known = outcomes_table(known[known["level"] == "district"])
    both = outcomes_table(pd.concat([known, pairs])).drop_duplicates(list(KEY))
    published = outcomes_table(published[published["cds"] == reading.district])
    results, base = [], None
    for name, rows in (("sample", known), ("sample, all pairs", both)):
        begun, busy = time.perf_counter(), time.process_time()
        base = release(rows, regime="own_rows", facts=facts_of(rows, published), base=base)
        done = base.certificate
        results.append({
            "table": name,
            "seconds": round(time.perf_counter() - begun, 1),
            "processor_seconds": round(time.process_time() - busy, 1),
            "rows": done.rows, "visible": done.visible,
            "primary": done.hidden_primary, "complementary": done.hidden_complementary,
            "told_by_others": done.told_by_others, "missed": done.missed,
        })  # fmt: skip
    return results


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="print the result for a program")
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--sizes", default="12x7,60x9,150x9", help="schools x groups, by commas")
    parser.add_argument("--sample", action="store_true", help="the shape of real use")
    given = parser.parse_args()
    if given.sample:
        for result in sample():
            text = (
                "{table}: suppression and audit {seconds} s (processor {processor_seconds} s); "
                "{visible} of {rows} rows shown, {primary} hidden or banded by their counts, "
                "{complementary} for their sake"
            )
            print(json.dumps(result) if given.json else text.format(**result))
        return
    for size in given.sizes.split(","):
        result = measured(*map(int, size.split("x")), given.seed)
        if given.json:
            print(json.dumps(result))
            continue
        text = (
            "{table}: suppression and audit {seconds} s (processor {processor_seconds} s); rows "
            "hidden by their counts {primary}, for their sake {complementary}; narrowest range "
            "{smallest_range}"
        )
        print(text.format(**result))
        for name, leaks in result["leaks"].items():
            print(f"  {name}: {result['hidden'][name]} sizes hidden, {leaks} leaks found")


if __name__ == "__main__":
    main()
