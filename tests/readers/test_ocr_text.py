"""Plain text as text recognition writes it: the same verdicts as the document itself; what the
recognition has spoiled is put right and reported as doubtful."""

from __future__ import annotations

import json
import random
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest

import budgetlint
from budgetlint.model.errors import InputError
from budgetlint.report.report import FileReport
from budgetlint.tasks.check import checker
from budgetlint.tasks.reading import read
from papers.ocr import document_text

PATH = "examples/xinjiang-2026/budget.json"
EXAMPLE = json.loads(Path(PATH).read_text(encoding="utf-8"))


def findings(report: FileReport) -> Counter[tuple[str, str, str]]:
    return Counter(
        (f.code, f.severity, "".join(f.cells[0].address.zh.split()) if f.cells else "")
        for f in report.findings
    )


@pytest.fixture(scope="module")
def from_json() -> FileReport:
    return budgetlint.check(PATH).files[0]


def checked(text: str) -> FileReport:
    return checker().report(read("budget.txt", text.encode()))


def test_the_same_verdicts(from_json: FileReport) -> None:
    report = checked(document_text(EXAMPLE))
    assert report.pack == "cn-xinjiang-2026"
    assert not report.problems
    assert not report.coverage.unread
    assert findings(report) == findings(from_json)


def test_all_tables_and_sections_are_there() -> None:
    raw = read("budget.txt", document_text(EXAMPLE).encode())
    document = checker().kit_for(raw).recognise(raw)
    printed = [table for table in document.tables.values() if table.layout.book is None]
    assert len(printed) == 14
    projects = document.tables["performance"]
    assert len(projects.raw.rows) == 7
    wanted = [s["section"] for s in EXAMPLE["narrative"]]
    assert [s.section for s in raw.narrative] == wanted


def test_what_recognition_has_spoiled_is_doubtful(from_json: FileReport) -> None:
    report = checked(document_text(EXAMPLE, faults=True))
    assert not report.problems
    more = findings(report) - findings(from_json)
    less = findings(from_json) - findings(report)
    # One cell was lost for good: that is a hint about the reading, no error of the budget.
    assert [(code, severity) for code, severity, _ in more] == [("J9b", "info")]
    assert not less
    reasons = Counter(note.found.zh for note in report.notes if note.code == "reading-doubtful")
    assert reasons == {
        "原来偏左一列，移动以后各列的合计才相符": 5,
        "这一行原来错开一格，已移到表头之下": 1,
        "表头缺“指标赋分规则”一格，已按版式补上": 7,
        "两格并成了一格，表头缺“指标赋分规则”，已分开": 8,
        "名称被分在两行，已接上": 1,
    }
    places = [note.place for note in report.notes if note.code == "reading-doubtful"]
    assert places
    assert all(place.line > 0 and place.column > 0 for place in places)


def test_a_finding_that_rests_on_moved_cells_says_so() -> None:
    spoiled = document_text(EXAMPLE, faults=True).replace("\t9,693.89\t\t", "\t9,693.88\t\t")
    report = checked(spoiled)
    doubtful = [f for f in report.findings if any(cell.doubt.zh for cell in f.cells)]
    assert doubtful
    assert {f.severity for f in doubtful} == {"info"}
    assert all("偏左一列" in f.hint.zh or "错开一格" in f.hint.zh for f in doubtful)


def test_real_faults_are_not_explained_away() -> None:
    """A figure that is simply wrong is no shift: no move makes all columns add up."""
    text = document_text(EXAMPLE).replace("<b>200.00</b>", "<b>210.00</b>", 1)
    report = checked(text)
    assert any(f.code == "B4" and f.severity == "error" for f in report.findings)
    assert not [n for n in report.notes if n.code == "reading-doubtful"]


@pytest.mark.parametrize("text", ["", " \n\t\n"], ids=["nothing", "blanks"])
def test_nothing_to_read(text: str) -> None:
    with pytest.raises(InputError) as error:
        read("budget.txt", text.encode())
    assert error.value.problems[0].code == "input-empty"


def test_pipes_and_page_marks() -> None:
    text = """2026年某某中心预算公开
# 单位支出总体情况表
编制单位：某某中心 单位：万元
| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
| --- | --- | --- | --- | --- |
| 201 | 一般公共服务支出 | 3.00 | 1.00 | 2.00 |
| 20141 | 数据事务 | 3.00 | 1.00 | 2.00 |
| 2014150 | 事业运行 | 3.00 | 1.00 | 2.00 |
| | 合计 | 3.00 | 1.00 | 2.00 |
一、关于某某中心2026年支出预算情况说明
某某中心2026年总支出3.00万元，其中：基本支出1.00万元，占总支—5—出的33.33%；项目支出2.00万元，占总支出的66.67%。
"""
    raw = read("budget.txt", text.encode())
    assert raw.year == 2026
    assert [len(grid.rows) for grid in raw.grids] == [7]
    assert "—5—" not in raw.narrative[-1].text
    report = checker().report(raw)
    assert not report.findings
    assert not report.problems


@pytest.mark.parametrize("seed", range(3))
def test_any_text(seed: int) -> None:
    """Text with lines, cells and characters changed is read, and checked to the end."""
    rng = random.Random(seed)
    whole = document_text(EXAMPLE, faults=True)
    for _ in range(8):
        lines = whole.split("\n")
        for _ in range(rng.randrange(1, 30)):
            at = rng.randrange(len(lines))
            change = rng.randrange(5)
            if change == 0:
                del lines[at]
            elif change == 1:
                lines.insert(at, rng.choice(lines))
            elif change == 2:
                lines[at] = lines[at].replace("\t", "", 1)
            elif change == 3:
                lines[at] = lines[at] + "\t" + rng.choice(("", "1,0.0.0", "—", "｜", "\x00", "１"))
            else:
                cut = rng.randrange(len(lines[at]) + 1)
                lines[at] = lines[at][cut:] + lines[at][:cut]
        with suppress(InputError):  # a NUL makes it no text
            assert checked("\n".join(lines)).status in ("ok", "findings", "error")
