"""Totals in prose whose words leave open what is in them, beside the totals of tables."""

from __future__ import annotations

import pytest

import budgetlint

COLUMNS = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
TOTAL = ["1180.50", "820.50", "360.00"]
TABLE = {
    "id": "表4",
    "title": "表4 一般公共预算支出预算表",
    "unit": "万元",
    "columns": COLUMNS,
    "rows": [["", "合计", *TOTAL], ["205", "教育支出", *TOTAL]],
}
HEADING = "一般公共预算支出情况说明"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2024年一般公共预算当年拨款1,180.50万元。", []),
        ("2024年一般公共预算当年拨款1,480.50万元。", ["E16"]),
        ("2024年一般公共预算当年拨款1,810.50万元。", ["E16"]),
        ("2024年本年一般公共预算支出总额为1,108.50万元。", ["E16"]),
        ("2024年一般公共预算当年拨款1,475.20万元。", []),  # it may be of something else
        ("2023年一般公共预算当年拨款1,480.50万元。", []),
        ("2024年一般公共预算当年拨款820.50万元。", []),  # that is printed
        ("2024年政府性基金预算当年拨款1,480.50万元。", []),
    ],
)
def test_a_total_that_no_table_prints_is_the_one_that_it_nearly_is(
    text: str, found: list[str]
) -> None:
    """One edit of the digits away from the only total that it may be."""
    section = {"section": "三", "title": HEADING, "text": text}
    document = {"profile": "cn-common", "year": 2024, "tables": [TABLE], "narrative": [section]}
    (file,) = budgetlint.check(document).files
    assert [one.code for one in file.findings if one.code[0] in "DE"] == found
    assert not file.coverage.unread
