"""UTF-8 with and without mark, UTF-16 and GB18030 give the same report."""

from __future__ import annotations

from pathlib import Path

import pytest

import budgetlint

from .scenario import BASE

SLIPS = {
    "budget.json": ('"数据事务", "14,751.61"', '"数据事务", "14,715.61"'),
    "budget.csv": ('数据事务,"14,751.61"', '数据事务,"14,715.61"'),
}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "gbk", "utf-16"])
@pytest.mark.parametrize("name", SLIPS)
def test_the_same_verdicts(name: str, encoding: str, tmp_path: Path) -> None:
    text = (BASE / name).read_text(encoding="utf-8").replace(*SLIPS[name])
    path = tmp_path / name
    path.write_bytes(text.encode())
    expected = budgetlint.check(str(path), str(BASE / "rules.toml"))
    path.write_bytes(text.encode(encoding))
    assert budgetlint.check(str(path), str(BASE / "rules.toml")) == expected
    (finding,) = expected.findings
    assert [relation.code for relation in finding.relations] == ["A3", "B5", "B5"]
    (suspect,) = finding.suspects
    assert (suspect.right, suspect.slip_code) == ("14,751.61", "transposed")


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
@pytest.mark.parametrize("name", SLIPS)
def test_line_endings(name: str, ending: str, tmp_path: Path) -> None:
    text = (BASE / name).read_text(encoding="utf-8")
    path = tmp_path / name
    path.write_bytes(text.replace("\n", ending).encode())
    report = budgetlint.check(str(path), str(BASE / "rules.toml"))
    assert report.problems == ()
    assert report.files[0].coverage.relations["exact"] == 15
