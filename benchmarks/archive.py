"""Many PDF files in one process and in two: python benchmarks/archive.py [FILES]

Each file is a generated unit budget with its own figures, printed as offices print them. The time
of the whole run, and the memory of the process that gathers the reports, at a half and at the end.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tabulate import tabulate

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from budgetlint.tasks.items import Asked  # noqa: E402  (from this tree, not an installed one)
from budgetlint.tasks.run import How, reports  # noqa: E402
from budgetlint.tasks.settings import Settings  # noqa: E402
from generate import unit_budget  # noqa: E402
from papers.pdf import document_pdf  # noqa: E402

TARGET = 1.75


def make(folder: Path, files: int) -> None:
    """So many PDF files."""
    for number in range(files):
        (folder / f"{number:05}.pdf").write_bytes(document_pdf(unit_budget(number)))


class Run(NamedTuple):
    """Seconds by the clock, of this process and of the others; and KiB of memory of this one."""

    clock: float
    own: float
    others: float
    middle: int
    end: int


def run(folder: Path, files: int, jobs: int) -> Run:
    """One run over all files."""
    start, own, others = time.perf_counter(), cpu(resource.RUSAGE_SELF), cpu()
    middle = 0
    for number, report in enumerate(reports([str(folder)], Asked(), Settings(), How(jobs))):
        assert report.status != "internal", report.path
        if number == files // 2:
            middle = memory()
    clock = time.perf_counter() - start
    return Run(clock, cpu(resource.RUSAGE_SELF) - own, cpu() - others, middle, memory())


def cpu(who: int = resource.RUSAGE_CHILDREN) -> float:
    """Seconds of processor time."""
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def memory() -> int:
    """The most memory that this process has had, in KiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


HEADINGS = ("processes", "seconds", "files/s", "CPU here", "CPU there", "KiB at half", "KiB at end")


def main(files: int) -> None:
    """Print a table, and how much faster two processes are: by the clock, and by processor time,
    which says what a machine without other work would do."""
    with TemporaryDirectory() as folder:
        make(Path(folder), files)
        runs = {jobs: run(Path(folder), files, jobs) for jobs in (2, 1)}
    rows = [
        (n, f"{r.clock:.1f}", f"{files / r.clock:.2f}", f"{r.own:.1f}", f"{r.others:.1f}", *r[3:])
        for n, r in runs.items()
    ]
    print(tabulate(rows, HEADINGS))
    one, two = runs[1], runs[2]
    print(f"\nby the clock: {one.clock / two.clock:.2f} × one; load {os.getloadavg()[0]:.1f}")
    print(f"by processor time: {one.own / (two.own + two.others / 2):.2f} × one (aim: {TARGET})")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
