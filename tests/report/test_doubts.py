"""A figure that may have been misread: what rests on it says so, in text and in JSON."""

from __future__ import annotations

import json

from budgetlint.model.errors import Message
from budgetlint.model.place import Place
from budgetlint.model.raw import Grid, RawDocument
from budgetlint.report import Style, report_text
from budgetlint.report.report import Report
from budgetlint.tasks.check import checker

ROWS = [
    ["单位支出总体情况表", "", "", "", ""],
    ["", "", "", "", "单位：万元"],
    ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
    ["201", "一般公共服务支出", "10.00", "4.00", "7.00"],
    ["", "合计", "10.00", "4.00", "7.00"],
]
WHY = Message("可能是 6.00", "may be 6.00")


def _locate(row: int, column: int) -> Place:
    return Place("a.pdf", sheet="表3", cell=f"{'ABCDE'[column]}{row + 1}", page=5)


def _report(doubts: dict[tuple[int, int], Message]) -> Report:
    grid = Grid("表3", ROWS, _locate, page=5, doubts=doubts)
    return Report((checker().report(RawDocument("a.pdf", profile="cn-common", grids=(grid,))),))


def test_a_doubtful_cell_is_named_by_the_findings_that_rest_on_it() -> None:
    report = _report({(3, 4): WHY})
    doubtful = [f for f in report.findings if "可能是 6.00" in f.hint.zh]
    assert doubtful
    for finding in report.findings:
        cells = [cell for relation in finding.relations for cell in relation.cells]
        assert (finding in doubtful) == any(cell.doubt == WHY for cell in cells)
    assert any(finding not in doubtful for finding in report.findings)
    zh, en = (report_text("text", report, Style(lang)) for lang in ("zh", "en"))
    assert "请先对照原件：表3 / 201 一般公共服务支出 / 项目支出“7.00”可能是 6.00" in zh
    assert "第 5 页 表3!C4" in zh
    assert "page 5 表3!C4" in en


def test_places_and_doubts_in_json() -> None:
    data = json.loads(report_text("json", _report({(3, 4): WHY}), Style("en")))
    relations = [r for f in data["files"][0]["findings"] for r in (f, *f["evidence"])]
    cells = [cell for relation in relations for cell in relation["cells"]]
    assert {(c["sheet"], c["cell"], c["page"], c["doubt"]) for c in cells if c["doubt"]} == {
        ("表3", "E4", 5, "may be 6.00")
    }


def test_without_doubts_nothing_is_said() -> None:
    assert all(not finding.hint.zh for finding in _report({}).findings)
