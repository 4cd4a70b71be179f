"""Rules that do not fit: another convention explains all failures, and nothing else speaks of them;
what is worse never fares better."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

import budgetlint
from budgetlint.report.report import FileReport

PACK = """
[pack]
name = "own"

[layout.spent]
number = 1
titles = ["支出表"]
rows = "flat"
label = ["名称"]
total = ["合计"]
columns = ["总计", "基本", "项目", "结转"]

[[rule]]
code = "R1"
name = "总计"
kind = "linear"
severity = "error"
for = "spent[*]"
check = "总计 = 基本 + 项目"
message = "不等"
why = "总计"

[[rule]]
code = "R2"
name = "纵加"
kind = "linear"
severity = "error"
check = "spent[甲].结转 + spent[乙].结转 + spent[丙].结转 = spent[总计].结转"
message = "不等"
why = "合计"
"""
RATES = """
[pack]
name = "rates"

[layout.rates]
number = 1
titles = ["完成表"]
rows = "flat"
label = ["名称"]
columns = ["年初", "调整", "完成", { name = "率", headers = ["率"], percent = true }]

[[rule]]
code = "Q1"
name = "完成率"
kind = "ratio"
severity = "error"
for = "rates[*]"
part = "完成"
whole = "年初"
stated = "率"
message = "不等"
why = "完成率"
"""
NAMES = ["甲", "乙", "丙", "合计"]
WITH_CARRY = [
    ["10.00", "4.00", "5.00", "1.00"],
    ["20.00", "9.00", "9.00", "2.00"],
    ["30.00", "20.00", "7.00", "3.00"],
    ["60.00", "33.00", "21.00", "6.00"],
]


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("pack") / "own.toml"
    path.write_text(PACK, encoding="utf-8")
    return str(path)


def check(rows: list[list[str]], pack: str) -> FileReport:
    table = {
        "id": "spent",
        "title": "支出表",
        "money": "万元",
        "columns": ["名称", "总计", "基本", "项目", "结转"],
        "rows": [[name, *row] for name, row in zip(NAMES, rows, strict=True)],
    }
    (report,) = budgetlint.check({"tables": [table]}, pack).files
    return report


def test_another_convention_is_one_note_and_no_error(pack: str) -> None:
    report = check(WITH_CARRY, pack)
    assert report.findings == ()
    assert report.coverage.relations["not_checked"] == 4
    (note,) = [skip for skip in report.coverage.not_checked if skip.code == "R1"]
    assert "4 处都正好多出“结转”一栏" in note.reason.zh


def test_where_the_rule_mostly_holds_it_fits(pack: str) -> None:
    rows = [["10.00", "4.00", "6.00", ""], ["20.00", "9.00", "11.00", ""], *WITH_CARRY[2:3]]
    report = check([*rows, ["60.00", "33.00", "27.00", ""]], pack)
    assert any(finding.code == "R1" for finding in report.findings)


def test_figures_that_something_else_speaks_against_are_no_convention(pack: str) -> None:
    """A carried-over figure that does not add up: then the columns may have slipped."""
    rows = [row[:] for row in WITH_CARRY]
    rows[3][3] = "7.00"
    assert check(rows, pack).status == "findings"


def test_a_worse_document_never_fares_better(pack: str) -> None:
    """From a document with an error, further damage never leads to one without."""
    fits = [[r[0], r[1], str(Decimal(r[0]) - Decimal(r[1])), r[3]] for r in WITH_CARRY]
    assert check(fits, pack).status == "ok"
    for seed in range(40):
        chance = random.Random(seed)
        rows = [row[:] for row in fits]
        failed = False
        for _ in range(4):
            row, column = chance.randrange(4), chance.randrange(4)
            digits = rows[row][column]
            at = chance.choice([n for n, c in enumerate(digits) if c.isdigit()])
            rows[row][column] = digits[:at] + str(chance.randrange(10)) + digits[at + 1 :]
            wrong = bool(check(rows, pack).findings)
            assert wrong or not failed or rows == fits, (seed, rows)
            failed = failed or wrong


@pytest.fixture(scope="module")
def rates(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("pack") / "rates.toml"
    path.write_text(RATES, encoding="utf-8")
    return str(path)


def check_rates(rows: list[list[str]], rates: str) -> FileReport:
    table = {
        "id": "rates",
        "title": "完成表",
        "money": "万元",
        "columns": ["名称", "年初", "调整", "完成", "率"],
        "rows": [[name, *row] for name, row in zip("甲乙丙", rows, strict=True)],
    }
    (report,) = budgetlint.check({"tables": [table]}, rates).files
    return report


FIGURES = [["100.00", "125.00", "90.00"], ["80.00", "64.00", "60.00"], ["50.00", "40.00", "30.00"]]
OVER_INITIAL, OVER_ADJUSTED = ["90.00", "75.00", "60.00"], ["72.00", "93.75", "75.00"]
FRACTIONS = ["0.9000", "0.7500", "0.6000"]


def with_rates(stated: list[str]) -> list[list[str]]:
    return [[*row, rate] for row, rate in zip(FIGURES, stated, strict=True)]


def test_rates_over_another_column_are_one_note(rates: str) -> None:
    assert check_rates(with_rates(OVER_INITIAL), rates).status == "ok"
    report = check_rates(with_rates(OVER_ADJUSTED), rates)
    assert report.findings == ()
    assert report.coverage.relations["not_checked"] == 3
    assert "3 处都正好是以“调整”一栏为分母" in report.coverage.not_checked[0].reason.zh


def test_rates_printed_as_fractions_are_one_note(rates: str) -> None:
    report = check_rates(with_rates(FRACTIONS), rates)
    assert report.findings == ()
    assert "比值" in report.coverage.not_checked[0].reason.zh


def test_one_rate_that_no_base_explains_keeps_all_of_them_errors(rates: str) -> None:
    report = check_rates(with_rates([*OVER_ADJUSTED[:2], "61.00"]), rates)
    assert [finding.code for finding in report.findings] == ["Q1"] * 3
