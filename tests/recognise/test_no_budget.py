"""Sheets of other matters that add up as well are no budgets: nothing of them is checked."""

from __future__ import annotations

from pathlib import Path

import pytest

import budgetlint

PAYROLL = [
    "序号,姓名,基本工资,津贴补贴,合计",
    "1,张一,5000.00,1200.00,6200.00",
    "2,李二,4800.00,1100.00,5900.00",
    "合计,,9800.00,2300.00,12100.00",
]
BILLS = ["月份,水费,电费,合计", "1月,100.00,500.00,600.00", "合计,100.00,500.00,600.00"]
OTHERS = {
    "2026年3月工资表": PAYROLL,
    "2026年3月在职人员工资发放表": PAYROLL,
    "2026年度退休人员生活补助发放表": PAYROLL,
    "2026年水电费统计表": BILLS,
}


def sheet(folder: Path, title: str, rows: list[str]) -> Path:
    path = folder / "表.csv"
    path.write_text("\n".join([title, *rows]), encoding="utf-8")
    return path


@pytest.mark.parametrize("title", OTHERS)
def test_a_payroll_or_a_bill_is_no_budget(title: str, tmp_path: Path) -> None:
    path = sheet(tmp_path, title, OTHERS[title])
    (report,) = budgetlint.check(path).files
    assert [problem.code for problem in report.problems] == ["input-no-budget"]
    assert title in report.problems[0].found.zh
    assert "未发现问题" not in budgetlint.check(tmp_path).to_text()


@pytest.mark.parametrize("title", ["2026年工资福利支出明细表", "2026年基本支出表"])
def test_the_same_columns_under_a_title_of_a_budget_are_read(title: str, tmp_path: Path) -> None:
    rows = [*PAYROLL[:-1], "合计,,9800.00,2300.00,12101.00"]
    (report,) = budgetlint.check(sheet(tmp_path, title, rows)).files
    assert any(finding.difference for finding in report.findings), report.problems
