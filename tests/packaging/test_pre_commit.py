"""The hooks with the real pre-commit client, taken from a clone of this repository.

pre-commit installs budgetlint into an environment of its own; without a package index the tests
are skipped, with the reason.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest
import yaml

from papers.sheets import sheet
from papers.writers import WRITERS

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
NO_NETWORK = ("No matching distribution found", "Could not find a version", "ConnectionError")

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git")

CONFIG = """
repos:
  - repo: {hooks}
    rev: {rev}
    hooks:
      - id: budgetlint
      - id: budgetlint-folder
      - id: budgetlint-xlsx
      - id: budgetlint-rules-test
        args: [mine.toml]
        files: ^mine\\.toml$
"""
PACK = """
[pack]
name = "mine"
extends = "cn-xinjiang-2026"
"""


HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))


def test_every_ending_has_its_hook() -> None:
    """The hook for documents is given every format that is sought in folders."""
    (files,) = (hook["files"] for hook in HOOKS if hook["id"] == "budgetlint-documents")
    for ending in ("json", "csv", "xlsx", "xls", "et", "ods", "docx", "doc", "wps", "rtf", "ofd"):
        assert re.search(files, f"公开/预算.{ending.upper()}")
    for name in ("README.md", "setup.py", "budget.json.bak"):
        assert not re.search(files, name)


def test_hooks_install_what_they_need() -> None:
    for hook in HOOKS:
        office = hook["id"] not in ("budgetlint", "budgetlint-folder", "budgetlint-rules-test")
        assert hook.get("additional_dependencies", []) == ([".[all]"] if office else [])


class Repository(NamedTuple):
    """A repository of budgets with the hooks installed."""

    path: Path
    environ: Mapping[str, str]

    def git(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run git here."""
        return _run(["git", *arguments], self.path, self.environ)

    def commit(self, *names: str) -> subprocess.CompletedProcess[str]:
        """Stage these files and try to commit them."""
        assert self.git("add", "--", *names).returncode == 0
        return self.git("commit", "--quiet", "--message", "budget")

    def undo(self) -> None:
        """Forget what is not committed."""
        assert self.git("reset", "--quiet", "--hard").returncode == 0


def without_errors(source: Path) -> str:
    """The published document without its prose and performance tables, where its errors are."""
    document = json.loads(source.read_text(encoding="utf-8"))
    document.pop("narrative")
    tables = document.get("tables", [])
    tables[:] = [table for table in tables if table["id"] not in ("performance", "indicators")]
    return json.dumps(document, ensure_ascii=False)


def _run(
    command: list[str], folder: Path, environ: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=folder,
        env=dict(environ),
        capture_output=True,
        encoding="utf-8",
        timeout=150,
        check=False,
    )


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    folder = tmp_path_factory.mktemp("pre-commit")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "PYTHON"))}
    who = {
        f"GIT_{role}_{what}": "budgetlint@example.org"
        for role in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    environ = {**kept, **who, "PRE_COMMIT_HOME": str(folder / "home"), "LC_ALL": "C.UTF-8"}
    environ["PIP_NO_COMPILE"] = "1"  # most of what is installed is not imported
    environ["GIT_CONFIG_GLOBAL"] = os.devnull
    hooks = Repository(folder / "budgetlint", environ)
    skipped = shutil.ignore_patterns(".*", "__pycache__", "tests", "benchmarks", "examples")
    shutil.copytree(ROOT, hooks.path, ignore=skipped)
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", hooks.path)
    assert hooks.git("init", "--quiet").returncode == 0
    assert hooks.commit(".").returncode == 0
    rev = hooks.git("rev-parse", "HEAD").stdout.strip()

    made = Repository(folder / "budgets", environ)
    made.path.mkdir()
    assert made.git("init", "--quiet").returncode == 0
    (made.path / ".pre-commit-config.yaml").write_text(CONFIG.format(hooks=hooks.path, rev=rev))
    assert made.commit(".pre-commit-config.yaml").returncode == 0
    done = _run(
        [sys.executable, "-m", "pre_commit", "install", "--install-hooks"], made.path, environ
    )
    said = done.stdout + done.stderr
    if done.returncode and any(sign in said for sign in NO_NETWORK):
        pytest.skip("pre-commit could not install budgetlint: no package index can be reached")
    assert done.returncode == 0, said
    return made


@pytest.mark.parametrize("broken", sorted((EXAMPLES / "broken").glob("*.json"))[:2])
def test_a_bad_budget_stops_the_commit(repository: Repository, broken: Path) -> None:
    shutil.copy(broken, repository.path / "budget-2026.json")
    done = repository.commit("budget-2026.json")
    repository.undo()
    assert done.returncode == 1
    assert "  错误 " in done.stdout + done.stderr


def test_a_good_budget_does_not(repository: Repository) -> None:
    good = without_errors(EXAMPLES / "xinjiang-2026" / "budget.json")
    (repository.path / "budget.json").write_text(good, encoding="utf-8")
    (repository.path / "package.json").write_text('{"name": "no budget"}')
    done = repository.commit("budget.json", "package.json")
    assert done.returncode == 0, done.stdout + done.stderr
    assert repository.git("status", "--porcelain").stdout == ""


def test_a_folder_is_checked_as_a_whole(repository: Repository) -> None:
    source = EXAMPLES / "xinjiang-2026" / "csv"
    shutil.copytree(source, repository.path / "csv", ignore=shutil.ignore_patterns("*绩效*"))
    about = without_errors(source / "document.json")
    (repository.path / "csv" / "document.json").write_text(about, encoding="utf-8")
    assert repository.commit("csv").returncode == 0
    table = next(
        path for path in (repository.path / "csv").glob("*.csv") if "14,751.61" in path.read_text()
    )
    table.write_text(table.read_text().replace("14,751.61", "14,571.61", 1))
    done = repository.commit("csv")
    repository.undo()
    assert done.returncode == 1


def test_a_unit_is_checked_as_a_whole(repository: Repository) -> None:
    """The tables of a unit in a workbook; the libraries were installed with the hook."""
    (repository.path / "budgetlint.toml").write_text('units = ["units/*"]\n')
    document = json.loads(without_errors(EXAMPLES / "xinjiang-2026" / "budget.json"))
    folder = repository.path / "units" / "甲"
    folder.mkdir(parents=True)
    WRITERS["xlsx"](folder / "公开表.xlsx", list(map(sheet, document["tables"])), [])
    openpyxl.Workbook().save(repository.path / "units" / "letter.xlsx")
    done = repository.commit("budgetlint.toml", "units")
    assert done.returncode == 0, done.stdout + done.stderr
    (table,) = [table for table in document["tables"] if table["id"] == "expenditure"]
    total = next(row for row in table["rows"] if "14,751.61" in row)
    total[total.index("14,751.61")] = "14,571.61"
    WRITERS["xlsx"](folder / "公开表.xlsx", list(map(sheet, document["tables"])), [])
    done = repository.commit("units")
    repository.undo()
    assert done.returncode == 1
    assert "14,571.61" in done.stdout + done.stderr


def test_the_rules_of_a_province_are_tested(repository: Repository) -> None:
    (repository.path / "mine.toml").write_text(PACK)
    assert repository.commit("mine.toml").returncode == 0
    lacks = '\n[[rule]]\ncode = "Z1"\nkind = "when"\nthen = "present(revenue)"\n'
    (repository.path / "mine.toml").write_text(PACK + lacks)
    done = repository.commit("mine.toml")
    repository.undo()
    assert done.returncode == 1
    assert "Z1" in done.stdout + done.stderr
