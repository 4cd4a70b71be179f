"""Prose by what went wrong with it once: of each kind several that were never seen before."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import tomli

import budgetlint

CASES = tomli.loads(
    (Path(__file__).parents[1] / "data" / "wordings.toml").read_text(encoding="utf-8")
)["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_is_right_is_not_accused_and_what_is_wrong_is_found(case: dict[str, Any]) -> None:
    """So many relations hold or fail; nothing else is said, and no figure is passed over."""
    section = {"section": "一", "title": "2023年预算情况说明", "text": case["text"]}
    document = {"profile": "cn-common", "year": 2023, "tables": [], "narrative": [section]}
    (file,) = budgetlint.check(document).files
    found = [finding.code for finding in file.findings if finding.severity != "info"]
    assert found == case.get("found", [])
    assert file.coverage.arithmetic == case["checked"]
    assert not file.coverage.unread


TITLES = {
    "2024年部门预算情况说明": "占支出预算100.00万元的60.00%",
    "2023年度部门决算公开说明": "占支出合计100.00万元的60.00%",
    "某大学2024年部门预算说明": "占支出预算100.00万元的60.00%",
    "某县人民法院2024年单位预算公开": "占支出预算100.00万元的60.00%",
}


@pytest.mark.parametrize("title", TITLES)
def test_a_text_without_tables_has_no_rules_of_a_place(title: str, tmp_path: Path) -> None:
    """A phrase that a place's pack knows, too, does not make it that place's."""
    path = tmp_path / "说明.txt"
    said = f"基本支出60.00万元,{TITLES[title]};项目支出40.00万元,占40.00%。"
    path.write_text(f"{title}\n\n一、收支情况说明\n{said}\n", encoding="utf-8")
    report = budgetlint.check(path)
    assert report.files[0].pack in ("cn-common", "cn-final-accounts")
    assert ("final" in report.files[0].pack) <= ("决算" in title)
    assert not report.findings


@pytest.mark.parametrize(("again", "found"), [("56.12", []), ("57.80", ["E13"])])
def test_an_amount_that_a_phrase_names_by_another_print_is_held_against_that(
    again: str, found: list[str]
) -> None:
    """The item is said twice: 行政单位离退休（01项）56.12万元…2026年预算安排57.80万元."""
    item = (
        "社会保障和就业支出（208类）行政事业单位养老支出（05款）行政单位离退休（01项）56.12万元。"
    )
    more = f"2025年当年预算执行数为50.00万元，2026年预算安排{again}万元，比2025年预算执行数"
    rate = {"56.12": "12.24", "57.80": "15.60"}[again]
    text = f"财政拨款支出主要内容如下：\n1、{item}主要用于：退休费。{more}增加{rate}%。"
    section = {"section": "一", "title": "2026年单位预算编制说明", "text": text}
    document = {"profile": "cn-shanghai-district", "year": 2026, "tables": []}
    (file,) = budgetlint.check({**document, "narrative": [section]}).files
    assert [f.code for f in file.findings if f.severity == "error"] == found
    assert not file.coverage.unread
