"""Names of outputs that promise another kind of file than is written; headings of selections."""

from __future__ import annotations

from pathlib import Path

import pytest

import budgetlint
from budgetlint.cli.app import run_app
from budgetlint.tasks.select import Selection, selected

SLIP = Path("examples") / "broken" / "transposed-digits.json"


@pytest.mark.parametrize("name", ["out.xlsx", "out.pdf", "out.csv"])
def test_convert_writes_no_other_kind(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_app(["convert", str(SLIP), "-o", str(tmp_path / name), "--lang", "zh"]) == 2
    assert "output-kind" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_selection_heads_its_findings() -> None:
    (report,) = budgetlint.check(SLIP).files
    (finding,) = report.findings
    (chosen,) = selected(report, Selection(("B5",))).findings
    assert (finding.code, chosen.code) == ("A3", "B5")
    assert {one.code for one in chosen.relations} == {one.code for one in finding.relations}
    assert chosen.suspects == finding.suspects
    assert chosen.fingerprint == finding.fingerprint
