"""Money units: where a document names them, and columns that are in another than their table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

import budgetlint
from budgetlint.model.place import Place
from budgetlint.model.raw import Grid, RawDocument, Section
from budgetlint.report.report import FileReport
from budgetlint.tasks.check import checker
from budgetlint.tasks.kit import Packs

KIT = Packs().load("cn-common")
BODY = [
    ["一、一般公共预算拨款收入", "10.00", "一、一般公共服务支出", "10.00"],
    ["本年收入合计", "10.00", "本年支出合计", "10.00"],
    ["收入总计", "10.00", "支出总计", "10.00"],
]
HEAD = [["收入", "", "支出", ""], ["项目", "预算数", "项目", "预算数"]]
RIGHT = ["", "", ""]


def raw_of(
    *tables: Sequence[Sequence[str]], name: str = "#1", narrative: tuple[Section, ...] = ()
) -> RawDocument:
    grids = [Grid(name, t, lambda r, c: Place("a", line=r + 1, column=c + 1)) for t in tables]
    return RawDocument("a", unit="某某局", year=2024, grids=tuple(grids), narrative=narrative)


def sheet(
    *above: str | Sequence[str], head: Sequence[Sequence[str]] = HEAD, below: str = ""
) -> list[list[str]]:
    lines = [[line, *RIGHT] if isinstance(line, str) else list(line) for line in above]
    rows = [*lines, *map(list, head), *map(list, BODY)]
    return [*rows, [below, *RIGHT]] if below else rows


def report_on(raw: RawDocument) -> FileReport:
    return checker("cn-common").report(raw)


def moneys(raw: RawDocument) -> list[str]:
    return [t.money for t in KIT.recognise(raw).tables.values() if t.layout.book is None]


SHEETS = {
    "behind a title": sheet("2024年收支总表（万元）"),
    "behind a title and a dash": sheet("2024年收支总表——万元"),
    "below a title": sheet("收支总表", [*RIGHT, "单位：万元"]),
    "all are": sheet("以下单位均为万元", "收支总表"),
    "broken in a word": sheet("收支总表", [*RIGHT, "金额单"], [*RIGHT, "位：万元"]),
    "broken in its end": sheet("收支总表", [*RIGHT, "单位：万"], [*RIGHT, "元"]),
    "broken beside an office": sheet(
        "收支总表", ["编制单位：甲", "", "", "单"], [*RIGHT, "位：万元"]
    ),
    "amounts in brackets": sheet("收支总表", [*RIGHT, "金额（万元）"]),
    "counted in": sheet("收支总表", [*RIGHT, "金额以万元计"]),
    "in English": sheet("收支总表", [*RIGHT, "Unit：万元"]),
    "in the header": sheet("收支总表", head=[["收入", "", "支出", "单位：万元"], HEAD[1]]),
    "a row of the header": sheet("收支总表", head=[*HEAD, ["", "万元", "", "万元"]]),
    "behind groups": sheet("收支总表", head=[["收入（万元）", "", "支出（万元）", ""], HEAD[1]]),
    "below the table": sheet("收支总表", below="单位：万元"),
    "in a note": sheet("收支总表", below="注：本表金额单位为万元。"),
    "rounded": sheet("收支总表", [*RIGHT, "单位：万元（保留两位小数）"]),
}


@pytest.mark.parametrize("name", SHEETS)
def test_the_unit_is_read_wherever_it_stands(name: str) -> None:
    raw = raw_of(SHEETS[name])
    report = report_on(raw)
    assert moneys(raw) == ["万元"]
    assert (report.findings, report.problems) == ((), ())
    assert report.coverage.relations["exact"] >= 6


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("金额单位:元 (列至角分)", "元"),
        ("单位：亿元", "亿元"),
        ("单位：千元", "千元"),
        ("金额单位：百元", "百元"),
        ("单位：人民币元", "元"),
        ("单位：元/人民币", "元"),
    ],
)
def test_every_unit_is_known(line: str, unit: str) -> None:
    assert moneys(raw_of(sheet("收支总表", [*RIGHT, line]))) == [unit]


@pytest.mark.parametrize(
    "said",
    [
        "以下各表金额单位均为万元。",
        "本部分报表金额单位为万元",
        "除特别说明外，金额单位均为万元。",
        "全部公开表格数据单位均为万元，四舍五入。",
    ],
)
def test_a_sentence_names_the_unit_of_all_tables_that_name_none(said: str) -> None:
    own = sheet("财政拨款收支总表", [*RIGHT, "单位：元"])
    raw = raw_of(sheet("收支总表"), own, narrative=(Section("正文", "部门预算表", said),))
    assert moneys(raw) == ["万元", "元"]
    assert not [f for f in report_on(raw).findings if f.code == "K4"]


def test_a_heading_and_a_cover_name_it_too() -> None:
    heading = Section("正文", "第二部分 部门预算表（单位：万元）", "")
    assert moneys(raw_of(sheet("收支总表"), narrative=(heading,))) == ["万元"]
    cover = [["某某局2024年部门预算", ""], ["以下各表单位：万元", ""]]
    assert moneys(raw_of(cover, sheet("收支总表"))) == ["万元"]
    assert moneys(raw_of(sheet("")[1:], name="收支总表（万元）")) == ["万元"]


def test_units_of_other_things_and_contradictions_name_none() -> None:
    names = Section("正文", "一、说明", "本部门单位为万元乡人民政府，所属单位均为事业单位。")
    assert moneys(raw_of(sheet("收支总表"), narrative=(names,))) == [""]
    two = Section("正文", "", "以下各表金额单位均为万元。\n以下各表金额单位均为元。")
    assert moneys(raw_of(sheet("收支总表"), narrative=(two,))) == [""]


def two_units(project: str = "10.00") -> RawDocument:
    return raw_of(
        [
            ["一般公共预算支出表", "", "", "", ""],
            ["科目编码", "科目名称", "合计（元）", "基本支出（元）", "项目支出（万元）"],
            ["201", "一般公共服务支出", "120000.00", "20000.00", "10.00"],
            ["20101", "人大事务", "120000.00", "20000.00", "10.00"],
            ["2010101", "行政运行", "20000.00", "20000.00", ""],
            ["2010102", "一般行政管理事务", "100000.00", "", project],
            ["合计", "", "120000.00", "20000.00", "10.00"],
        ]
    )


def test_each_column_is_in_its_own_unit() -> None:
    raw = two_units()
    (table,) = KIT.recognise(raw).tables.values()
    assert (table.money, table.raw.moneys) == ("元", ("", "", "", "", "万元"))
    report = report_on(raw)
    assert (report.findings, report.problems) == ((), ())
    assert report.coverage.relations["exact"] >= 20


def test_a_finding_is_told_in_the_unit_printed() -> None:
    (finding,) = report_on(two_units("11.00")).findings
    assert finding.code == "A4"
    assert finding.money == "元"
    assert [suspect.right for suspect in finding.suspects] == ["10.00"]
    assert "11.00" in {cell.value for cell in finding.cells}


def test_a_column_in_another_unit_than_the_line_above_is_no_error() -> None:
    raw = raw_of(
        [
            ["收支总表", "", "", ""],
            ["", "", "", "单位：万元"],
            ["收入", "", "支出", ""],
            ["项目", "预算数（元）", "项目", "预算数"],
            ["一、一般公共预算拨款收入", "100000.00", "一、一般公共服务支出", "10.00"],
            ["本年收入合计", "100000.00", "本年支出合计", "10.00"],
            ["收入总计", "100000.00", "支出总计", "10.00"],
        ]
    )
    report = report_on(raw)
    assert (report.findings, report.problems) == ((), ())
    assert report.coverage.relations["exact"] >= 7


@pytest.mark.parametrize("title", ["预算培训签到表", "部门预算编制会议签到表"])
def test_what_may_be_no_budget_is_asked_for_no_unit(title: str, tmp_path: Path) -> None:
    """A title with a word that nobody knows is of a budget where another table is."""
    path = tmp_path / "表.csv"
    rows = "序号,姓名,单位,培训费,签名\n1,甲,办公室,800,\n2,乙,财务科,600,\n合计,,,1400,\n"
    path.write_text(f"{title},,,,\n{rows}", encoding="utf-8")
    assert not budgetlint.check(path).files[0].findings
    damaged = path.read_text(encoding="utf-8").replace("1400", "1500")
    path.write_text(damaged, encoding="utf-8")
    assert {f.code for f in budgetlint.check(path).files[0].findings} == {"Y3"}
    path.write_text(f"支出预算表,,,,\n{rows}", encoding="utf-8")
    assert {f.code for f in budgetlint.check(path).files[0].findings} == {"K4"}
