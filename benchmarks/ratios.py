"""Speed in ratios within one run, so that a run on another machine says the same.

    python benchmarks/ratios.py [--documents 60] [--starts 9] [--pdf FOLDER]
    python benchmarks/ratios.py --against-release       fails on a loss of a quarter in any ratio

P: CPU time of a cold command over that of `python -c pass`, medians taken in turn; `check` of a
document whose report is kept, of one that is new each time, and with nothing kept at all. J: CPU
time of `budgetlint.check` on N documents over `json.loads` of the same bytes. The documents are the
example with every amount of its tables and its prose multiplied by 1 … N: one structure; "varying"
ones also have another unit, other words and another project each. PDF: CPU milliseconds a document,
warm, which is no ratio.

Against the last release both trees are measured in one run, in turn: the release is the newest tag,
else the commit that BASE names. Where neither is there, as in a shallow clone, nothing is measured
and it is said why. A loss counts if a second run finds it again.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "xinjiang-2026" / "budget.json"
SOURCES = str(ROOT / "src")
BASE = "a9c9604"
"""What is compared with as long as nothing is released."""
LOSS = Decimal("1.25")

_CELL = re.compile(r"-?(?:\d{1,3}(?:,\d{3})*|\d+)\.\d{2}")
_PROSE = re.compile(r"(?<![\d.,])(\d[\d,]*\.\d{2})(?=万元)")
PERFORMANCE = ("performance", "indicators")
PROJECT_ROW = -2
"""The row of a table of projects whose name is changed."""
Data = dict[str, Any]
Ratios = dict[str, float]


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


# Starts

COMMAND = "import re, sys; from budgetlint.cli import main; sys.exit(main())"
"""What the script that pip installs does."""


class Starts:
    """Cold starts of one tree, with a cache of its own."""

    def __init__(self, sources: str, folder: Path) -> None:
        folder.mkdir()
        self._folder = folder
        self._environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        self._environment["PYTHONPATH"] = sources
        self._number = 0
        example: Data = json.loads(EXAMPLE.read_text(encoding="utf-8"))
        self._made: Callable[[int], Data] = lambda number: variant(
            example, number, prose=True, varying=True
        )
        self.kinds: Mapping[str, Callable[[], float]] = {
            "pass": lambda: self._started("pass"),
            "check, report kept": lambda: self._started(COMMAND, "check", str(EXAMPLE)),
            "check, new document": lambda: self._started(COMMAND, "check", str(self._new())),
            "check, nothing kept": lambda: self._started(
                COMMAND, "check", str(self._new()), cache=f"nothing-{self._number}"
            ),
            "--version": lambda: self._started(COMMAND, "--version"),
            "--help": lambda: self._started(COMMAND, "--help"),
        }

    def _new(self) -> Path:
        self._number += 1
        path = self._folder / f"{self._number:05}.json"
        path.write_text(json.dumps(self._made(self._number), ensure_ascii=False), encoding="utf-8")
        return path

    def _started(self, *arguments: str, cache: str = "kept") -> float:
        """Seconds of CPU time of one start of Python."""
        environment = {**self._environment, "BUDGETLINT_CACHE": str(self._folder / cache)}
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [sys.executable, "-c", *arguments]
        subprocess.run(command, env=environment, capture_output=True, cwd=self._folder)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def starts(trees: Sequence[str], count: int) -> list[Ratios]:
    """Each kind of start in P, for each tree."""
    with TemporaryDirectory() as folder:
        every = [Starts(tree, Path(folder, str(number))) for number, tree in enumerate(trees)]
        taken: list[dict[str, list[float]]] = [{name: [] for name in one.kinds} for one in every]
        for _ in range(count + 1):
            for one, found in zip(every, taken, strict=True):
                for name, start in one.kinds.items():
                    found[name].append(start())
    units = [median(found.pop("pass")[1:]) for found in taken]  # the first start compiles
    return [
        {name: median(seconds[1:]) / unit for name, seconds in found.items()}
        for unit, found in zip(units, taken, strict=True)
    ]


# Documents

CHECKER = """
import json, sys, time
import budgetlint
for line in sys.stdin:
    path = json.loads(line)
    start = time.process_time()
    budgetlint.check(path)
    print(time.process_time() - start, flush=True)
"""


class Checking:
    """A process that checks documents with one tree, one after the other as it is asked."""

    def __init__(self, sources: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", CHECKER],
            env={**os.environ, "PYTHONPATH": sources},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def check(self, path: Path) -> float:
        """Seconds of CPU time."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(str(path)) + "\n")
        self._process.stdin.flush()
        return float(self._process.stdout.readline())

    def end(self) -> None:
        """No more documents come."""
        self._process.communicate()


def taken_by(trees: Sequence[str], paths: Sequence[Path]) -> list[float]:
    """Seconds that each tree takes for these documents, in turn; the first is no part of it."""
    every = [Checking(tree) for tree in trees]
    try:
        rounds = [[one.check(path) for one in every] for path in (paths[0], *paths)]
    finally:
        for one in every:
            one.end()
    return [sum(seconds) for seconds in zip(*rounds[1:], strict=True)]


AGAIN = 20
"""How often what takes a few milliseconds is done."""


def loads(texts: Sequence[bytes]) -> float:
    """Seconds that `json.loads` takes for these texts."""

    def once() -> float:
        before = resource.getrusage(resource.RUSAGE_SELF)
        for _ in range(AGAIN):
            for text in texts:
                json.loads(text)
        after = resource.getrusage(resource.RUSAGE_SELF)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    return min(once() for _ in range(5)) / AGAIN


KINDS = {
    f"{kind}, {'varying' if varying else 'one structure'}": (prose, varying)
    for kind, prose in (("tables", False), ("whole", True))
    for varying in (False, True)
}


def documents(trees: Sequence[str], count: int) -> list[Ratios]:
    """Each kind of document in J, for each tree."""
    example: Data = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    found: list[Ratios] = [{} for _ in trees]
    for kind, (prose, varying) in KINDS.items():
        with TemporaryDirectory() as folder:
            paths = [Path(folder, f"{number:05}.json") for number in range(1, count + 1)]
            for number, path in enumerate(paths, 1):
                made = variant(example, number, prose=prose, varying=varying)
                path.write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")
            unit = loads([path.read_bytes() for path in paths])
            for ratios, seconds in zip(found, taken_by(trees, paths), strict=True):
                ratios[kind] = seconds / unit
    return found


def measured(trees: Sequence[str], options: argparse.Namespace) -> list[Ratios]:
    """All ratios of each tree."""
    pairs = zip(starts(trees, options.starts), documents(trees, options.documents), strict=True)
    return [{**first, **second} for first, second in pairs]


# The last release


def git(*arguments: str) -> bytes:
    """What git says. Raises `CalledProcessError`, `FileNotFoundError`."""
    command = ["git", "-C", str(ROOT), *arguments]
    return subprocess.run(command, capture_output=True, check=True).stdout


def release() -> str:
    """The newest tag, else the commit to compare with; empty where neither is there."""
    tag, base = ("describe", "--tags", "--abbrev=0"), ("rev-parse", "--verify", "--short", BASE)
    for wanted in (tag, base):
        try:
            return git(*wanted).decode().strip()
        except (OSError, subprocess.CalledProcessError):
            continue
    return ""


@contextmanager
def tree_of(name: str) -> Iterator[str]:
    """The sources as they were at a commit."""
    with TemporaryDirectory() as folder:
        with ZipFile(BytesIO(git("archive", "--format=zip", name, "src", "rules"))) as archive:
            archive.extractall(folder)
        yield str(Path(folder, "src"))


def lost(base: Ratios, now: Ratios) -> list[str]:
    """The ratios that are a quarter worse than they were."""
    return [name for name, ratio in now.items() if ratio > base[name] * float(LOSS)]


def against_release(options: argparse.Namespace) -> int:
    """Print the ratios of the last release and of this tree; 1 for a loss that is found twice."""
    name = release()
    if not name:
        print(f"Nothing to compare with: no tag, and no commit {BASE} (a shallow clone?). Skipped.")
        return 0
    with tree_of(name) as base:
        worse: set[str] = set()
        for attempt in range(2):
            before, now = measured((base, SOURCES), options)
            print(f"{'':24} {name:>9} {'now':>9}")
            for kind, ratio in now.items():
                unit = "J" if kind in KINDS else "P"
                print(f"{kind:24} {before[kind]:7.1f} {unit} {ratio:7.1f} {unit}")
            found = set(lost(before, now))
            worse = found & worse if attempt else found
            if not worse:
                return 0
    print("A quarter slower, twice:", ", ".join(sorted(worse)))
    return 1


def main() -> int:
    """All ratios, one a line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=60)
    parser.add_argument("--starts", type=int, default=9)
    parser.add_argument("--pdf", type=Path)
    parser.add_argument("--against-release", action="store_true")
    options = parser.parse_args()
    if options.against_release:
        return against_release(options)
    (found,) = measured((SOURCES,), options)
    for name, ratio in found.items():
        print(f"{name:24} {ratio:7.1f} {'J' if name in KINDS else 'P'}")
    if options.pdf:
        paths = sorted(options.pdf.glob("*.pdf"))
        (seconds,) = taken_by((SOURCES,), paths)
        print(f"{'PDF, warm':24} {seconds / len(paths) * 1000:7.0f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
