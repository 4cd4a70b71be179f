"""One checker: what it keeps changes no report, and no module keeps anything."""

from __future__ import annotations

import ast
import pickle
import pkgutil
import random
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from types import FunctionType, ModuleType

import pytest

import budgetlint
from budgetlint import Checker
from budgetlint.report import Style, report_text
from budgetlint.tasks import check as check_module
from source import trees

ROOT = Path(__file__).parents[2]
FILES = [
    *sorted(map(str, (ROOT / "examples/broken").glob("*.json"))),
    str(ROOT / "examples/xinjiang-2026/budget.json"),
    str(ROOT / "examples/xinjiang-2026/csv"),
]
WORKERS = 3


def reports(checker: Checker, seed: int = 0) -> dict[str, str]:
    """The report on each file as JSON; `seed` says in which order they are checked."""
    files = list(FILES)
    random.Random(seed).shuffle(files)
    return {
        file: report_text("json", checker.check(file, rounding=True), Style("zh")) for file in files
    }


def fresh(seed: int) -> dict[str, str]:
    """The same by a checker of one's own."""
    return reports(Checker(), seed)


@pytest.fixture(scope="module")
def expected() -> dict[str, str]:
    return fresh(0)


def test_threads_share_a_checker(expected: dict[str, str]) -> None:
    checker = Checker()
    with ThreadPoolExecutor(WORKERS) as pool:
        for found in pool.map(lambda seed: reports(checker, seed), range(WORKERS)):
            assert found == expected


def test_processes_say_the_same(expected: dict[str, str]) -> None:
    """Each has its own order, and its own seed for the hashes of texts."""
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        for found in pool.map(fresh, range(1, 3)):
            assert found == expected


def test_a_memory_that_is_always_full_changes_nothing(
    expected: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("budgetlint.model.memo.Memo.get", lambda _, __, make: make())
    assert fresh(3) == expected


def test_a_checker_goes_to_another_process() -> None:
    checker = pickle.loads(pickle.dumps(Checker("cn-common")))  # noqa: S301
    (file,) = checker.check(FILES[0]).files
    assert file.pack == "cn-common"


# No module keeps state


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(budgetlint.__path__, "budgetlint."):
        if not found.name.endswith("__main__"):
            yield import_module(found.name)


def held(module: ModuleType) -> dict[str, bytes]:
    """What a module holds that could change, written out; its functions and classes apart."""
    found: dict[str, bytes] = {}
    for name, value in vars(module).items():
        if name.startswith("__") or isinstance(value, (ModuleType, type, FunctionType)):
            continue
        if isinstance(value, (dict, list, set, bytearray, Mapping)):
            found[name] = repr(value).encode()
        elif hasattr(value, "__dict__") and type(value).__module__.startswith("budgetlint"):
            found[name] = repr(sorted(vars(value))).encode()
    return found


def test_a_check_leaves_all_modules_as_they_were() -> None:
    every = list(modules())
    before = {module.__name__: held(module) for module in every}
    fresh(1)
    budgetlint.check(FILES[-1])
    assert {module.__name__: held(module) for module in every} == before


CHANGES = {
    "append", "extend", "insert", "add", "update", "setdefault", "clear", "pop", "popitem",
    "remove", "discard",
}  # fmt: skip
CACHES = {"cache", "lru_cache"}


def faults(tree: ast.Module) -> Iterator[str]:
    """Where a module could keep something: a cache, a `global`, a name of a module changed."""
    own = {
        target.id
        for node in tree.body
        if isinstance(node, (ast.Assign, ast.AnnAssign))
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    own |= {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.level
        for alias in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Global):
            yield f"{node.lineno}: global"
        elif isinstance(node, ast.ImportFrom) and node.module == "functools":
            yield from (f"{node.lineno}: {a.name}" for a in node.names if a.name in CACHES)
        elif isinstance(node, ast.Attribute) and ast.unparse(node.value) == "functools":
            yield f"{node.lineno}: {node.attr}"
    for function in ast.walk(tree):
        if not isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        local = {n.id for n in ast.walk(function) if isinstance(n, ast.Name) and _is_stored(n)}
        local |= {a.arg for a in ast.walk(function) if isinstance(a, ast.arg)}
        for node in ast.walk(function):
            changed = _changed(node)
            if changed in own - local:
                yield f"{node.lineno}: {changed} is changed"  # type: ignore[attr-defined]


def _name(node: ast.AST) -> str:
    return getattr(node, "attr", getattr(node, "id", ""))


def _is_stored(node: ast.Name) -> bool:
    return isinstance(node.ctx, ast.Store)


def _changed(node: ast.AST) -> str:
    """The name of what a piece of code changes in place; empty for nothing."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return _name(node.func.value) if node.func.attr in CHANGES else ""
    if isinstance(node, (ast.Subscript, ast.Attribute)) and not isinstance(node.ctx, ast.Load):
        return _name(node.value) if isinstance(node.value, ast.Name) else ""
    return ""


def test_the_search_finds_what_keeps_state() -> None:
    code = """
from functools import lru_cache
from .files import INSTEAD
_LAST = []
_MEMO: dict = {}
@lru_cache(maxsize=1)
def first(x):
    _LAST[:] = [x]
    _MEMO[x] = 1
    _MEMO.setdefault(x, 2)
    INSTEAD.update(x)
    local = {}
    local[x] = 1
"""
    assert len(list(faults(ast.parse(code)))) == 5


def test_no_module_keeps_anything() -> None:
    for path, tree in trees().items():
        assert list(faults(tree)) == [], path


def test_only_the_shared_checker_remembers() -> None:
    """It is behind the functions of modules; what it keeps is what every checker keeps."""
    holders = [
        f"{module.__name__}.{name}"
        for module in modules()
        for name, value in vars(module).items()
        if isinstance(value, Checker)
    ]
    assert holders == [f"{check_module.__name__}._SHARED"]
