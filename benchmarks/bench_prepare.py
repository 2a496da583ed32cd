"""Preparing a statewide file against reading it: ``python benchmarks/bench_prepare.py``.

A file of 341,000 rows in the layout of chronic absenteeism, figures drawn at random, is read
and prepared, and read by ``pandas.read_csv(dtype=str)``, in turns in one run. The ratio of the
fastest turns is printed; it should be about 1.5 or less.
"""

import argparse
import json
import shutil
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

from equitykit.sources.reading import read_file
from equitykit.storage.prepared import prepare

ROWS = 341_000
TURNS = 5
GROUPS = ["TA", "RB", "RI", "RA", "RF", "RH", "RP", "RW", "RT", "RD", "SE", "SD", "SS", "SF",
          "SH", "SM", "GF", "GM", "GX", "GRTKKN", "GR13", "GR46", "GR78", "GRTK8",
          "GR912"]  # fmt: skip
HEADER = ["Academic Year", "Aggregate Level", "County Code", "District Code", "School Code",
          "County Name", "District Name", "School Name", "Charter School", "DASS",
          "Reporting Category", "ChronicAbsenteeismEligibleCumulativeEnrollment",
          "ChronicAbsenteeismCount", "ChronicAbsenteeismRate"]  # fmt: skip


def statewide(rows: int) -> pd.DataFrame:
    """Rows as the state repeats them: districts in nine forms, then their schools once."""
    random = np.random.default_rng(20_241_125)
    places = []
    for district in range(940):
        county, code = f"{district % 58 + 1:02d}", f"{61_000 + district}"
        names = [f"County {county}", f"District {code} Unified"]
        places += [
            ["2024-25", "D", county, code, "", *names, "", charter, dass]
            for charter in ("All", "Y", "N")
            for dass in ("All", "Y", "N")
        ]
        places += [
            ["2024-25", "S", county, code, f"{school + district * 12:07d}", *names,
             f"School {school} of José {code}", "No", "No"]
            for school in range(2, 8)
        ]  # fmt: skip
    frame = pd.DataFrame(places, columns=HEADER[:10]).merge(
        pd.DataFrame({"Reporting Category": GROUPS}), how="cross"
    )
    frame = frame.iloc[np.sort(random.permutation(len(frame))[:rows])]
    enrolled = random.integers(2, 3000, len(frame))
    absent = random.binomial(enrolled, 0.22)
    # Half-up to one decimal, in whole numbers: 412 of 1,079 is 38.2.
    tenths = (2000 * absent + enrolled) // (2 * enrolled)
    hidden = random.random(len(frame)) < 0.35
    columns = (enrolled, absent, [f"{n // 10}.{n % 10}" for n in tenths])
    for name, values in zip(HEADER[11:], columns, strict=True):
        frame[name] = np.where(hidden, "*", np.asarray(values).astype(str))
    return frame


def seconds(work) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="print the result for a program")
    parser.add_argument("--rows", type=int, default=ROWS)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path, into = Path(folder) / "statewide.txt", Path(folder) / "data"
        frame = statewide(given.rows)
        frame.to_csv(path, sep="\t", index=False, encoding="cp1252", lineterminator="\r\n")
        ours, theirs = [], []
        for _ in range(TURNS):
            theirs.append(
                seconds(lambda: pd.read_csv(path, sep="\t", dtype=str, encoding="cp1252"))
            )
            shutil.rmtree(into, ignore_errors=True)
            ours.append(seconds(lambda: prepare([read_file(path)], into)))
        result = {
            "rows": len(frame),
            "megabytes": round(path.stat().st_size / 1e6, 1),
            "prepare_seconds": round(min(ours), 2),
            "pandas_seconds": round(min(theirs), 2),
            "ratio": round(min(ours) / min(theirs), 2),
        }
    text = (
        "{rows} rows, {megabytes} MB: prepared in {prepare_seconds} s, "
        "read by pandas in {pandas_seconds} s, ratio {ratio}"
    )
    print(json.dumps(result) if given.json else text.format(**result))


if __name__ == "__main__":
    main()
