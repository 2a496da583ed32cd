"""Suppression and audit of 150 schools × 9 groups: ``python benchmarks/bench_disclosure.py``.

A made-up district (the recipe and k = 10 are those of the suite of attacks) is released as its
own rows: what else has to be hidden is chosen and all is audited. An attacker who shares no code
with the package (``tests/table_attacker.py``) then looks for hidden numbers, in the release and,
for comparison, in primary suppression with the next smallest group hidden beside a single one.
Goal: at most 15 s for suppression and audit together, and nothing found.
"""

import argparse
import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from simulated_tables import next_smallest, primary_only, simulated
from table_attacker import findings

from equitykit.measures.privacy import release

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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="print the result for a program")
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--sizes", default="12x7,60x9,150x9", help="schools x groups, by commas")
    given = parser.parse_args()
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
