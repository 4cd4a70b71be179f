"""How fast budgetlint is, as ratios within one run: python benchmarks/speed.py

Milliseconds differ between machines, ratios hardly. Baseline and budgetlint take turns, so that
whatever else the machine does hits both; shown are medians, and the ratio of the medians.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from statistics import median

from tabulate import tabulate

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "src"))

from budgetlint.check import check_raw  # noqa: E402  (from this tree, not an installed one)
from budgetlint.readers import read  # noqa: E402
from generate import as_bytes, big_table, unit_budget  # noqa: E402

EXAMPLE = ROOT / "examples" / "xinjiang-2026" / "budget.json"
STARTS = 21
DOCUMENT_RUNS = 3
TABLE_RUNS = 5

Work = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the table; times in milliseconds."""

    what: str
    baseline: Decimal
    ours: Decimal
    target: int

    @property
    def ratio(self) -> Decimal:
        """How many times as long as the baseline."""
        return self.ours / self.baseline


def main() -> int:
    """Print the table; 1 if a target is missed and `--strict` is given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=1000, help="documents in a batch")
    parser.add_argument("--rows", type=int, default=100_000, help="rows of the large table")
    parser.add_argument("--strict", action="store_true", help="fail if a target is missed")
    options = parser.parse_args()
    results = [
        cold_start(),
        documents(options.documents, structure=None),
        documents(options.documents, structure=1),
        large_table(options.rows),
    ]
    print(table(results))
    return int(options.strict and any(r.ratio > r.target for r in results))


def cold_start() -> Result:
    """A whole process, from the shell's point of view, against one that does nothing."""
    path = os.pathsep.join(filter(None, [str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]))
    environment = {**os.environ, "PYTHONPATH": path}

    def start(*arguments: str) -> Work:
        command = [sys.executable, *arguments]
        return lambda: _call(command, environment)

    baseline, ours = in_turn(
        start("-c", "pass"), start("-m", "budgetlint", "check", str(EXAMPLE)), STARTS
    )
    return Result("cold start, one document / python -c pass", baseline, ours, 8)


def _call(command: Sequence[str], environment: dict[str, str]) -> None:
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env=environment)


def documents(count: int, *, structure: int | None) -> Result:
    """Many documents from bytes to reports, against the JSON module alone."""
    batch = [
        as_bytes(unit_budget(seed, structure=structure, rounding=True)) for seed in range(count)
    ]
    baseline, ours = in_turn(lambda: _load(batch), lambda: _check(batch), DOCUMENT_RUNS)
    how = "structures vary" if structure is None else "one structure"
    return Result(f"{count:,} documents, {how} / json.loads", baseline, ours, 4)


def large_table(rows: int) -> Result:
    """One table from bytes to report, against the JSON module alone."""
    data = [as_bytes(big_table(rows))]
    baseline, ours = in_turn(lambda: _load(data), lambda: _check(data), TABLE_RUNS)
    return Result(f"a table of {rows:,} rows / json.loads", baseline, ours, 6)


def _load(batch: Sequence[bytes]) -> None:
    for data in batch:
        json.loads(data)


def _check(batch: Sequence[bytes]) -> None:
    for data in batch:
        report = check_raw(read("budget.json", data), None)
        assert report.status == "ok", report.findings or report.problems


def in_turn(baseline: Work, ours: Work, runs: int) -> tuple[Decimal, Decimal]:
    """The median milliseconds of both, called in turn after one call each to warm up."""
    times: tuple[list[int], list[int]] = ([], [])
    for run in range(runs + 1):
        for work, taken in zip((baseline, ours), times, strict=True):
            gc.collect()
            if work is baseline:
                gc.freeze()  # what we keep between documents must not slow down the baseline
            nanoseconds = _time(work)
            gc.unfreeze()
            if run:
                taken.append(nanoseconds)
    first, second = (Decimal(median(taken)).scaleb(-6) for taken in times)
    return first, second


def _time(work: Work) -> int:
    start = time.perf_counter_ns()
    work()
    return time.perf_counter_ns() - start


def table(results: Sequence[Result]) -> str:
    """The results as a table of text."""
    return tabulate(
        [
            [
                r.what,
                f"{r.baseline:,.1f}",
                f"{r.ours:,.1f}",
                f"{r.ratio:.2f}",
                f"≤ {r.target}",
                "yes" if r.ratio <= r.target else "NO",
            ]
            for r in results
        ],
        headers=["what", "baseline ms", "ours ms", "ratio", "target", "met"],
        colalign=["left", "right", "right", "right", "right", "left"],
        disable_numparse=True,
    )


if __name__ == "__main__":
    sys.exit(main())
