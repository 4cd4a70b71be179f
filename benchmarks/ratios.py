"""Speed in ratios within one run, so that a run on another machine says the same.

    python benchmarks/ratios.py [--documents 60] [--starts 9] [--pdf FOLDER]

P: the CPU time of a cold `budgetlint check` over that of `python -c pass`, medians taken in turn.
J: the CPU time of `budgetlint.check` on N documents over `json.loads` of the same bytes. The
documents are the example with every amount of its tables and its prose multiplied by 1 … N: one
structure; "varying" ones also have another unit, other words and another project each. PDF: CPU
milliseconds a document, warm.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "xinjiang-2026" / "budget.json"
SOURCES = str(ROOT / "src")
sys.path.insert(0, SOURCES)

import budgetlint  # noqa: E402  (from this tree, not an installed one)

_CELL = re.compile(r"-?(?:\d{1,3}(?:,\d{3})*|\d+)\.\d{2}")
_PROSE = re.compile(r"(?<![\d.,])(\d[\d,]*\.\d{2})(?=万元)")
PERFORMANCE = ("performance", "indicators")
PROJECT_ROW = -2
"""The row of a table of projects whose name is changed."""
Data = dict[str, Any]


def times(text: str, factor: int) -> str:
    """A printed amount, multiplied."""
    return f"{Decimal(text.replace(',', '')) * factor:,.2f}"


def variant(document: Data, factor: int, *, prose: bool, varying: bool) -> Data:
    """The document with its amounts multiplied; without `prose` its tables of money alone."""
    made: Data = json.loads(json.dumps(document))
    for table in made["tables"]:
        table["rows"] = [
            [times(c, factor) if isinstance(c, str) and _CELL.fullmatch(c) else c for c in row]
            for row in table["rows"]
        ]
    if prose:
        for section in made["narrative"]:
            section["text"] = _PROSE.sub(lambda m: times(m[1], factor), section.get("text", ""))
    else:
        del made["narrative"]
        made["tables"] = [t for t in made["tables"] if t["id"] not in PERFORMANCE]
    return with_other_words(made, factor) if varying else made


def with_other_words(document: Data, number: int) -> Data:
    """Another unit, another project, other words around the figures, as in real life."""
    unit = document["unit"]
    document["unit"] = f"{unit}{number}"
    for section in document.get("narrative", ()):
        text = section["text"].replace(unit, f"{unit}{number}")
        section["text"] = text.replace("主要原因是", f"主要原因是{number}项工作")
    row = next(t for t in document["tables"] if "project" in t["id"])["rows"][PROJECT_ROW]
    words = (c for c in row if isinstance(c, str) and c and not _CELL.fullmatch(c))
    name = next((word for word in words if not word.isdigit()), "")
    row[row.index(name)] = f"{name}{number}"
    return document


def cpu(work: Callable[[], object]) -> float:
    """Seconds of CPU time."""
    start = time.process_time()
    work()
    return time.process_time() - start


def started(arguments: Sequence[str]) -> float:
    """Seconds of CPU time of one start of Python."""
    environment = {**os.environ, "PYTHONPATH": SOURCES}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], env=environment, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


STARTS = {
    "pass": ("-c", "pass"),
    "check": ("-m", "budgetlint", "check", str(EXAMPLE)),
    "--version": ("-m", "budgetlint", "--version"),
    "--help": ("-m", "budgetlint", "--help"),
}


def starts(count: int) -> Iterator[tuple[str, float]]:
    """Each kind of start in P."""
    taken: dict[str, list[float]] = {name: [] for name in STARTS}
    for _ in range(count + 1):
        for name, arguments in STARTS.items():
            taken[name].append(started(arguments))
    unit = median(taken["pass"][1:])  # the first start compiles
    yield from ((name, median(found[1:]) / unit) for name, found in taken.items())


def documents(count: int) -> Iterator[tuple[str, float]]:
    """Each kind of document in J."""
    example: Data = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    kinds = {"tables": False, "whole": True}
    with TemporaryDirectory() as folder:
        for (kind, prose), varying in ((k, v) for k in kinds.items() for v in (False, True)):
            paths = []
            for factor in range(1, count + 1):
                path = Path(folder) / f"{kind}-{varying}-{factor:05}.json"
                made = variant(example, factor, prose=prose, varying=varying)
                path.write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")
                paths.append(path)
            texts = [path.read_bytes() for path in paths]
            loads = min(cpu(lambda: [json.loads(t) for t in texts]) for _ in range(5))  # noqa: B023
            budgetlint.check(paths[0])
            checks = cpu(lambda: [budgetlint.check(path) for path in paths])  # noqa: B023
            yield f"{kind}, {'varying' if varying else 'one structure'}", checks / loads


def main() -> None:
    """All ratios, one a line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=60)
    parser.add_argument("--starts", type=int, default=9)
    parser.add_argument("--pdf", type=Path)
    options = parser.parse_args()
    for name, ratio in starts(options.starts):
        print(f"{name:24} {ratio:7.1f} P")
    for name, ratio in documents(options.documents):
        print(f"{name:24} {ratio:7.1f} J")
    if options.pdf:
        paths = sorted(options.pdf.glob("*.pdf"))
        budgetlint.check(paths[0])
        taken = cpu(lambda: [budgetlint.check(path) for path in paths])
        print(f"{'PDF, warm':24} {taken / len(paths) * 1000:7.0f} ms")


if __name__ == "__main__":
    main()
