"""What is shipped: a wheel that works away from its source, an sdist that passes the tests."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BUILD = "import sys; from hatchling import build; print(getattr(build, sys.argv[1])(sys.argv[2]))"


def built(what: str, folder: Path) -> Path:
    """Build the wheel or the sdist into `folder`."""
    command = [sys.executable, "-c", BUILD, f"build_{what}", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    return folder / done.stdout.split()[-1]


def files_below(*folders: str) -> set[str]:
    """The files of the source tree, as names of the sdist."""
    return {
        path.relative_to(ROOT).as_posix()
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.name[0] != "."
    }


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, unpacked: its only importable budgetlint is the shipped one."""
    folder = tmp_path_factory.mktemp("wheel")
    with zipfile.ZipFile(built("wheel", folder)) as archive:
        archive.extractall(folder / "site")  # noqa: S202  (our own wheel)
    return folder / "site"


def called(wheel: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The program of the wheel, from a folder that holds nothing."""
    environ = {**os.environ, "PYTHONPATH": str(wheel), "LC_ALL": "C.UTF-8"}
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, cwd=wheel.parent, env=environ, capture_output=True, encoding="utf-8", check=False
    )


def test_the_wheel_holds_rules_schemas_and_types(wheel: Path) -> None:
    held = {path.relative_to(wheel).as_posix() for path in wheel.rglob("*") if path.is_file()}
    wanted = {f"budgetlint/{name}" for name in files_below("rules")}
    wanted |= {name.removeprefix("src/") for name in files_below("src/budgetlint")}
    assert {name for name in held if not name.split("/")[0].endswith(".dist-info")} == wanted
    assert "budgetlint/py.typed" in held


def test_the_wheel_works_away_from_its_source(wheel: Path) -> None:
    where = called(wheel, "-c", "import budgetlint; print(budgetlint.__file__)")
    assert Path(where.stdout.strip()) == wheel / "budgetlint" / "__init__.py"
    example = str(ROOT / "examples" / "xinjiang-2026" / "budget.json")
    done = called(wheel, "-m", "budgetlint", "check", example)
    assert (done.returncode, done.stderr) == (1, "")  # the published document has slips of wording
    assert "“上半年”应为“上年”" in done.stdout
    assert called(wheel, "-m", "budgetlint", "schema", "report").returncode == 0
    listed = called(wheel, "-m", "budgetlint", "rules", "list").stdout
    assert "C22" in listed
    tested = called(wheel, "-m", "budgetlint", "rules", "test", "cn-shanghai-district")
    assert tested.returncode == 0


def test_the_sdist_holds_what_tests_need(tmp_path: Path) -> None:
    with tarfile.open(built("sdist", tmp_path)) as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}
    wanted = files_below("src/budgetlint", "rules", "examples", "tests", "docs", "benchmarks")
    wanted |= {"Makefile", "README.md", "README.zh-CN.md", "CHANGELOG.md", "CONTRIBUTING.md"}
    assert wanted - held == set()
