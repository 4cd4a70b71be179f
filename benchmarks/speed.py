"""How fast budgetlint is, as ratios within one run: python benchmarks/speed.py

Milliseconds differ between machines, ratios hardly: shown are medians and the ratio of the medians
of what is measured within a minute, each line of the table in a process of its own.
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
from multiprocessing import get_context
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory

from tabulate import tabulate

ROOT = Path(__file__).parent.parent
SRC = ROOT / "src"
sys.path.insert(0, str(SRC))

from budgetlint.tasks.check import checker  # noqa: E402  (from this tree, not an installed one)
from budgetlint.tasks.reading import read  # noqa: E402
from generate import as_bytes, big_table, unit_budget  # noqa: E402
from narrative import with_narrative  # noqa: E402
from seeded.entries import shipped_codes  # noqa: E402

EXAMPLE = ROOT / "examples" / "xinjiang-2026" / "budget.json"
STARTS = 21
DOCUMENT_RUNS = 3
TABLE_RUNS = 5

Work = Callable[[int], None]
"""Something to time; it is given the number of the run."""


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
        alone(cold_start),
        alone(documents, options.documents, None),
        alone(documents, options.documents, 1),
        alone(large_table, options.rows),
    ]
    print(table(results))
    return int(options.strict and any(r.ratio > r.target for r in results))


def alone(measure: Callable[..., Result], *arguments: int | None) -> Result:
    """The result of a measurement in a process of its own: none inherits another's caches."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(measure, arguments)


def cold_start() -> Result:
    """A whole process, from the shell's point of view, against one that does nothing.

    Both find their bytecode, as installed programs do: the calls to warm up have written it.
    """
    with TemporaryDirectory() as bytecode:
        environment = {**os.environ, "PYTHONPATH": str(SRC), "PYTHONPYCACHEPREFIX": bytecode}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)

        def start(*arguments: str) -> Work:
            command = [sys.executable, *arguments]
            return lambda _: _call(command, environment)

        baseline, ours = in_turn(
            start("-c", "pass"), start("-m", "budgetlint", "check", str(EXAMPLE)), STARTS
        )
    return Result("cold start, one document / python -c pass", baseline, ours, 8)


def _call(command: Sequence[str], environment: dict[str, str]) -> None:
    code = subprocess.run(command, stdout=subprocess.DEVNULL, check=False, env=environment)
    assert code.returncode in (0, 1)


def documents(count: int, structure: int | None) -> Result:
    """Many documents from bytes to reports, against the JSON module alone.

    Every run has documents of its own, so that nothing is known from the run before.
    """
    batches = [
        [_document(run * count + number, structure) for number in range(count)]
        for run in range(DOCUMENT_RUNS + 1)
    ]
    baseline, ours = one_after_the_other(
        lambda run: _load(batches[run]), lambda run: _check(batches[run]), DOCUMENT_RUNS
    )
    how = "structures vary" if structure is None else "one structure"
    return Result(f"{count:,} documents, {how} / json.loads", baseline, ours, 6)


def _document(seed: int, structure: int | None) -> bytes:
    """A whole disclosure: the twelve tables, the narrative, the performance targets."""
    budget = unit_budget(seed, structure=structure, codes=CODES, rounding=True)
    return as_bytes(with_narrative(budget, Random(structure or seed)))


CODES = shipped_codes()


def large_table(rows: int) -> Result:
    """One table from bytes to report, against the JSON module alone."""
    tables = [as_bytes(big_table(rows, seed)) for seed in range(TABLE_RUNS + 1)]
    baseline, ours = one_after_the_other(
        lambda run: _load([tables[run]]), lambda run: _check([tables[run]]), TABLE_RUNS
    )
    return Result(f"a table of {rows:,} rows / json.loads", baseline, ours, 6)


def _load(batch: Sequence[bytes]) -> None:
    for data in batch:
        json.loads(data)


def _check(batch: Sequence[bytes]) -> None:
    for data in batch:
        report = checker().report(read("budget.json", data))
        faults = [finding for finding in report.findings if finding.severity != "info"]
        assert not faults, faults
        assert not report.problems, report.problems


def in_turn(baseline: Work, ours: Work, runs: int) -> tuple[Decimal, Decimal]:
    """The median milliseconds of both, called in turn after one call each to warm up."""
    pairs = [(_time(baseline, run), _time(ours, run)) for run in range(runs + 1)][1:]
    return _median([first for first, _ in pairs]), _median([second for _, second in pairs])


def one_after_the_other(baseline: Work, ours: Work, runs: int) -> tuple[Decimal, Decimal]:
    """The same within this process: all calls of the baseline first.

    What we keep between documents is work for the garbage collector, which would slow it down.
    """
    first, second = ([_time(work, run) for run in range(runs + 1)][1:] for work in (baseline, ours))
    return _median(first), _median(second)


def _median(nanoseconds: Sequence[int]) -> Decimal:
    return Decimal(median(nanoseconds)).scaleb(-6)


def _time(work: Work, run: int) -> int:
    gc.collect()
    start = time.perf_counter_ns()
    work(run)
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
