"""The report for the desk: its sum, its order, what to do, and places as a clerk finds them."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

import budgetlint
from budgetlint.model.place import Place
from budgetlint.packs import pack_names
from budgetlint.report import Style, report_text
from budgetlint.report.html.summary import verdict
from budgetlint.report.order import in_order, is_figure
from budgetlint.report.waived import Waived
from budgetlint.report.wrap import width_of
from budgetlint.report.writer import Writer, position
from budgetlint.tasks.check import checker

from .runs import EXAMPLES

WHOLE = EXAMPLES / "xinjiang-2026" / "budget.json"


@pytest.fixture(scope="module")
def report() -> budgetlint.Report:
    return budgetlint.check(WHOLE)


def test_the_sum_comes_first_and_prompts_take_a_line_a_kind(report: budgetlint.Report) -> None:
    lines = report_text("text", report, Style("zh")).splitlines()
    assert lines[1].strip() == "9 错误 · 10 警告 · 46 提示"
    assert sum("增减幅度大，请确认" in line for line in lines) == 1
    opened = report_text("text", report, Style("zh", verbose=True))
    prompts = [finding for finding in report.findings if finding.severity == "info"]
    assert all(prompt.found.zh in opened for prompt in prompts)


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_line_is_wider_than_the_terminal(
    report: budgetlint.Report, width: int, lang: str
) -> None:
    text = report_text("text", report, Style(lang, width=width, verbose=True))
    lines = text.splitlines()
    assert max(width_of(line) for line in lines if not line.startswith("budgetlint ")) <= width


@pytest.mark.parametrize("width", [0, 20, 40, 200])
def test_a_command_is_whole_at_any_width(width: int) -> None:
    """Copied with a line end in it, a shell would call the first half."""
    broken = budgetlint.check(EXAMPLES / "broken" / "transposed-digits.json")
    command = f"budgetlint fix {broken.files[0].path} --diff"
    last = report_text("text", broken, Style("zh", width=width)).splitlines()[-1]
    assert last.removeprefix("  下一步：") == command
    assert last.startswith("  下一步：") is (not width or width_of(f"  下一步：{command}") <= width)


def test_figures_come_before_words_and_prompts_last(report: budgetlint.Report) -> None:
    kinds = [
        2 if finding.severity == "info" else 0 if is_figure(finding) else 1
        for finding in report.findings
    ]
    assert kinds == sorted(kinds)


def test_leftovers_of_one_section_are_one_finding() -> None:
    sections = [
        {"section": number, "title": "说明", "text": "比上年增加（减少）。预算增加（减少）数。"}
        for number in ("一", "二")
    ]
    found = budgetlint.check({"profile": "cn-common", "tables": [], "narrative": sections})
    left = [finding for finding in found.findings if finding.code == "M7"]
    assert [finding.cells[0].place.section for finding in left] == ["一", "二"]
    assert all(len(finding.cells) == 2 for finding in left)
    assert in_order(left) == left


SHARES = (
    "2026年总支出100.00万元，其中：\n基本支出30.00万元，占总支出的40.00%。\n"
    "项目支出70.00万元，占总支出的70.00%。"
)


def test_in_a_ratio_the_printed_figure_is_found_and_the_computed_one_expected() -> None:
    section = {"section": "三", "title": "2026年支出预算情况说明", "text": SHARES}
    found = budgetlint.check({"profile": "cn-common", "tables": [], "narrative": [section]})
    share = next(finding for finding in found.findings if finding.possible)
    assert share.found.zh == "40.00%"
    assert "29.99% … 30.01%" in share.wanted.zh
    assert share.actual == Decimal("40.00")
    said = found.to_dict()["files"][0]["findings"][0]
    assert said["actual"] == "40.00%"
    assert said["expected"] == "29.9935% … 30.0065%"


def test_amounts_are_in_the_unit_of_their_table() -> None:
    rows = [["201", "一般公共服务", "100.00", "40.00", "50.00"], ["", "合计", "90.00", "40", "50"]]
    table = {
        "id": "expenditure",
        "title": "支出表",
        "money": "元",
        "columns": ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
        "rows": rows,
    }
    other = {**table, "id": "general-budget", "money": "万元", "rows": [rows[1]]}
    report = budgetlint.check({"profile": "cn-common", "tables": [table, other]})
    finding = next(f for f in report.findings for r in f.relations if r.code == "A3")
    relation = next(r for r in finding.relations if r.code == "A3")
    assert relation.money == "元"
    assert (relation.actual, relation.expected) == (Decimal("100.00"), Decimal("90.00"))


PLACES = {
    Place("a.pdf", page=11, line=9): "第 11 页第 9 行",
    Place("a.pdf", paragraph=12, offset=3): "第 12 段",
    Place("a.pdf", sheet="#3", cell="C7"): "第 3 个表格 C7",
    Place("a.pdf", sheet="表3", cell="C7"): "表3!C7",
    Place("a.pdf", line=3, column=4): "a.pdf:3:4",
    Place("a.pdf"): "a.pdf",
    Place("b.pdf", page=2): "b.pdf 第 2 页",
}


@pytest.mark.parametrize(("place", "said"), PLACES.items())
def test_places_as_a_clerk_finds_them(place: Place, said: str) -> None:
    assert position(place, Writer("zh", colour=False, path="a.pdf")) == said


def test_what_is_accepted_is_in_the_sum(report: budgetlint.Report) -> None:
    (file,) = report.files
    some = file.without({0: Waived(file.findings[0], "baseline")})
    every = file.without({n: Waived(f, "baseline") for n, f in enumerate(file.findings)})
    for one, said in ((some, "8 错误 · 10 警告 · 46 提示 · 1 已接受"), (every, "除已接受的 65 处")):
        text = budgetlint.Report((one,)).to_text()
        assert text.splitlines()[1].strip().startswith(said)
    assert "除已接受的 65 处以外" in verdict(every).zh


def test_the_next_command_comes_last() -> None:
    broken = budgetlint.check(EXAMPLES / "broken" / "transposed-digits.json")
    last = report_text("text", broken, Style("zh")).splitlines()[-1]
    assert last == f"  下一步：budgetlint fix {broken.files[0].path} --diff"


def test_a_fall_is_expected_in_the_words_that_say_it() -> None:
    """下降7.83% is held against 7.26 %, not against -7.26 %; a sign in print stays."""
    text = "“三公”经费支出9.07万元，较上年减少0.71万元，下降7.83%。"
    section = {"section": "一", "title": "“三公”经费", "text": text}
    report = budgetlint.check({"profile": "cn-common", "tables": [], "narrative": [section]})
    (finding,) = (finding for finding in report.findings if finding.code == "E3")
    assert finding.found.zh == "7.83%"
    assert "-" not in finding.wanted.zh
    assert finding.actual == Decimal("-7.83")


def test_english_reports_call_claims_in_english() -> None:
    """Subjects are proper names; what the program and the pack call things is not."""
    text = report_text("text", budgetlint.check(WHOLE), Style("en", verbose=True))
    assert "§二 / source of income 单位资金 / amount" in text
    assert not {"金额", "增减额", "收入来源", "叙述"} & set(text.replace("/", " ").split())


@pytest.mark.parametrize("name", pack_names())
def test_every_group_of_a_shipped_pack_has_an_english_name(name: str) -> None:
    layouts = checker(name).packs.load(name).pack.layouts
    books = [layout.book for layout in layouts if layout.book is not None]
    assert books
    assert not [group for book in books for group in book.groups if group not in book.english]


def test_a_table_without_a_number_goes_by_its_title() -> None:
    rows = [["201", "一般公共服务", "100.00", "40.00", "50.00"], ["", "合计", "100.00", "40", "60"]]
    table = {
        "id": "expenditure",
        "title": "支出表",
        "money": "万元",
        "columns": ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
        "rows": rows,
    }
    report = budgetlint.check({"profile": "cn-common", "tables": [table]})
    for form in ("text", "sarif", "junit", "csv", "markdown", "github", "gitlab"):
        said = report.to_format(form)
        assert "《支出表》" in said, form
        assert "表3 /" not in said, form


def test_rules_name_tables_as_the_document_prints_them() -> None:
    """SC3 speaks of tables 8 and 9 of its pack; neither prints a number here."""
    cars = "“三公”经费预算数/公务用车购置及运行费"
    small = [f"“三公”经费预算数/{name}" for name in ("合计", "因公出国(境)费", "公务接待费")]
    three = {
        "id": "three-public-operating",
        "title": "“三公”经费和机关运行经费预算表",
        "columns": [*small, *(f"{cars}/{n}" for n in ("小计", "购置费", "运行费")), "机关运行经费"],
        "rows": [["4.00", "", "1.00", "3.00", "", "3.00", "12.00"]],
    }
    basic = {
        "id": "basic-expenditure",
        "title": "一般公共预算基本支出部门预算经济分类预算表",
        "columns": ["科目编码", "科目名称", "合计", "人员经费", "公用经费"],
        "rows": [["302", "商品和服务支出", "10", "", "10"], ["", "合计", "10", "", "10"]],
    }
    tables = [{**table, "money": "万元"} for table in (three, basic)]
    report = budgetlint.check({"profile": "cn-shanghai-district", "tables": tables})
    (found,) = (one for one in report.findings if one.code == "SC3")
    assert "《“三公”经费和机关运行经费预算表》 / 合计 / 机关运行经费 ≤ 《一般公" in found.message.zh
    assert not re.search(r"表\d|[Tt]able \d", f"{found.message.zh} {found.message.en}")


def test_a_table_in_another_unit_is_to_be_put_right_as_a_whole() -> None:
    report = budgetlint.check(EXAMPLES / "broken" / "yuan-for-wanyuan.json")
    *_, to_do, after = report_text("text", report, Style("zh")).splitlines()
    assert to_do.strip().startswith("要做的：1 张表的金额单位")
    assert after.strip() == f"改好后再核对：budgetlint check {report.files[0].path}"
