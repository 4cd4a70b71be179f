"""Small faults put into the program, one at a time: do the tests of the room see them?

    python benchmarks/mutants.py [--rooms evaluate plan diagnose] [--count 40] [--seed 1] [--list]
    python benchmarks/mutants.py --mutant src/budgetlint/diagnose/cause.py:59:certain:likely

Each mutant is one change of one place: a comparison turned or shifted by one, `and` for `or`, any
for all, min for max, a small number one more, a `not` or a check left out. It is made in a copy of
the repository, and the room's own tests run there until one fails. Printed are those that
survived; what they change may also change nothing, which only a person can tell.
"""

from __future__ import annotations

import argparse
import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
NEEDED = ("src", "rules", "tests", "benchmarks", "examples", "docs")
SECONDS = 900


class Mutant(NamedTuple):
    """A text of a module in the place of another: `old` begins at `start` of its bytes."""

    path: str
    line: int
    start: int
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.old} -> {self.new or '(left out)'}"


TURNED = {
    ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">", ast.Eq: "!=", ast.NotEq: "==",
    ast.In: "not in", ast.NotIn: "in", ast.Is: "is not", ast.IsNot: "is",
}  # fmt: skip
SIGNS = {
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
    ast.In: "in", ast.NotIn: "not in", ast.Is: "is", ast.IsNot: "is not",
}  # fmt: skip
SWAPPED = {"any": "all", "all": "any", "min": "max", "max": "min"}


class _Text:
    """The bytes of a module, and where its lines begin."""

    def __init__(self, path: str, data: bytes) -> None:
        self.path, self.data = path, data
        self.lines = [0]
        for line in data.splitlines(keepends=True):
            self.lines.append(self.lines[-1] + len(line))

    def at(self, line: int, column: int) -> int:
        return self.lines[line - 1] + column

    def span(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        end = self.at(node.end_lineno or node.lineno, node.end_col_offset or 0)
        return self.at(node.lineno, node.col_offset), end

    def mutant(self, node: ast.expr | ast.stmt, start: int, end: int, new: str) -> Mutant:
        return Mutant(self.path, node.lineno, start, self.data[start:end].decode(), new)

    def between(self, left: ast.expr, right: ast.expr, old: str, new: str) -> Iterator[Mutant]:
        """A sign between two expressions."""
        start, end = self.span(left)[1], self.span(right)[0]
        place = self.data.find(old.encode(), start, end)
        if place >= 0:
            yield self.mutant(left, place, place + len(old), new)


def mutants_of(path: Path, name: str) -> list[Mutant]:
    """Every mutant of a module."""
    text = _Text(name, path.read_bytes())
    found = [m for node in ast.walk(ast.parse(text.data)) for m in _of_node(node, text)]
    return sorted(set(found))


def _of_node(node: ast.AST, text: _Text) -> Iterator[Mutant]:
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        kind = type(node.ops[0])
        yield from text.between(node.left, node.comparators[0], SIGNS[kind], TURNED[kind])
    elif isinstance(node, ast.BoolOp):
        old, new = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
        yield from text.between(node.values[0], node.values[1], f" {old} ", f" {new} ")
    elif isinstance(node, ast.Name) and node.id in SWAPPED:
        yield text.mutant(node, *text.span(node), SWAPPED[node.id])
    elif isinstance(node, ast.Constant) and type(node.value) is int and node.value < 4:
        yield text.mutant(node, *text.span(node), str(node.value + 1))
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield text.mutant(node, text.span(node)[0], text.span(node.operand)[0], "")
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield text.mutant(node, *text.span(node), "pass")


def sample(rooms: Sequence[str], count: int, seed: int) -> list[Mutant]:
    """Mutants of these rooms, or modules, drawn by chance."""
    found: list[Mutant] = []
    for room in rooms:
        place = ROOT / "src" / "budgetlint" / room
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            found += mutants_of(path, path.relative_to(ROOT).as_posix())
    return Random(f"mutants/{seed}").sample(found, min(count, len(found)))


def given(asked: str) -> Mutant:
    """FILE:LINE:OLD:NEW, the first OLD of that line."""
    path, line, old, new = asked.split(":", 3)
    text = _Text(path, (ROOT / path).read_bytes())
    start = text.data.find(old.encode(), text.at(int(line), 0), text.lines[int(line)])
    if start < 0:
        raise SystemExit(f"{path}:{line}: there is no {old}")
    return Mutant(path, int(line), start, old, new)


def tests_of(path: str) -> list[str]:
    """The tests of the room that a module is in, the quick ones first."""
    room = f"tests/{Path(path).relative_to('src/budgetlint').parts[0]}"
    passes = f"{room}/test_passes.py"
    return [passes, room] if (ROOT / passes).exists() else [room]


def survives(mutant: Mutant, copy: Path, tests: Sequence[str]) -> bool:
    """Whether tests pass with a mutant; one that hangs is seen."""
    path = copy / mutant.path
    before = path.read_bytes()
    end = mutant.start + len(mutant.old.encode())
    path.write_bytes(before[: mutant.start] + mutant.new.encode() + before[end:])
    paths = os.pathsep.join(str(copy / name) for name in ("src", "benchmarks", "tests"))
    environ = {**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-qx", "-p", "no:cacheprovider"]
    try:
        done = subprocess.run(
            [*command, *(tests or tests_of(mutant.path))],
            cwd=copy, env=environ, capture_output=True, timeout=SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return False
    finally:
        path.write_bytes(before)
    return done.returncode == 0


def main() -> int:
    """Print what survived; 1 if anything did."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    rooms = ["evaluate", "plan", "diagnose", "model/amounts.py"]
    parser.add_argument("--rooms", nargs="+", default=rooms)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--mutant", action="append", default=[])
    parser.add_argument("--tests", nargs="+", default=[], help="instead of the room's")
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    drawn = list(map(given, options.mutant))
    drawn = drawn or sample(options.rooms, options.count, options.seed)
    if options.list:
        print(*drawn, sep="\n")
        return 0
    with TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in NEEDED:
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("pyproject.toml", "README.md", "README.zh-CN.md"):
            shutil.copy(ROOT / name, copy)
        left = 0
        for mutant in drawn:
            alive = survives(mutant, copy, options.tests)
            left += alive
            print("survived" if alive else "killed  ", mutant, flush=True)
    print(f"{len(drawn) - left} of {len(drawn)} killed")
    return int(bool(left))


if __name__ == "__main__":
    sys.exit(main())
