"""Sheets whose titles and headers no layout has by its letters, read by what their words mean."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

import budgetlint
from budgetlint.model.document import Document, Table
from budgetlint.model.place import Place
from budgetlint.model.raw import Grid, RawDocument
from budgetlint.recognise.facts import facts_of
from budgetlint.recognise.readings import header_reading
from budgetlint.report.report import FileReport
from budgetlint.tasks.check import checker
from budgetlint.tasks.kit import Packs

KIT = Packs().load("cn-common")
VOCABULARY = KIT.layouts[0].vocabulary
Sheet = Sequence[Sequence[str]]
EXPENDITURE = [
    ["201", "一般公共服务支出", "300.50", "200.50", "100.00"],
    ["20101", "人大事务", "300.50", "200.50", "100.00"],
    ["2010101", "行政运行", "200.50", "200.50", ""],
    ["2010102", "一般行政管理事务", "100.00", "", "100.00"],
]


def raw_of(*sheets: Sheet) -> RawDocument:
    grids = [Grid(f"#{n}", sheet, lambda _r, _c: Place("a")) for n, sheet in enumerate(sheets)]
    return RawDocument("a", unit="某某局", grids=tuple(grids))


def read(*sheets: Sheet) -> Document:
    return KIT.recognise(raw_of(*sheets))


def report(*sheets: Sheet) -> FileReport:
    return checker("cn-common").report(raw_of(*sheets))


def table(*sheets: Sheet) -> Table:
    (found,) = read(*sheets).tables.values()
    return found


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("预算03表 支出总表", "expenditure"),
        ("表1-2 某某县公安局2024年部门支出预算总表（功能科目）", "expenditure"),
        ("部门公开表7：一般公共预算财政拨款支出预算表", "general-budget"),
        ("政府性基金财政拨款支出预算表", "government-fund"),
        ("财政拨款支出预算表", "of-expenditure-fiscal"),
    ],
)
def test_titles(title: str, wanted: str) -> None:
    header = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
    total = ["", "合计", "300.50", "200.50", "100.00"]
    found = table([[title], ["单位：万元"], header, *EXPENDITURE, total])
    assert found.id == wanted
    assert found.sides[0].structure.total == 4


def test_a_wrapped_title_is_one() -> None:
    sheet = [["一般公共预算财政拨款基本支出预"], ["算表"], ["科目编码", "科目名称", "合计"]]
    assert table([*sheet, ["301", "工资福利支出", "5.00"], ["", "合计", "5.00"]]).id == (
        "basic-expenditure"
    )


def test_headers_by_what_they_mean_and_columns_that_are_more() -> None:
    """Last year's column, a share and a rate are no column of this year's; all are read."""
    header = [
        ["功能分类科目", "", "2025年执行数", "2026年预算数", "", "", "增减%"],
        ["编码", "名称", "", "小计（万元）", "基本支出预算", "项目支出预算", ""],
    ]
    rows = [[*row[:2], "150.25", *row[2:], "100"] for row in EXPENDITURE]
    total = ["", "合计", "150.25", "300.50", "200.50", "100.00", "100%"]
    found = table([["部门支出总表"], *header, *rows, total])
    assert found.id == "expenditure"
    where = found.sides[0].where
    assert (where.code, where.label) == ((0,), 1)
    assert {name: where.columns[name] for name in ("合计", "基本支出", "项目支出")} == {
        "合计": 3, "基本支出": 4, "项目支出": 5,
    }  # fmt: skip
    assert sorted(where.columns.values()) == [2, 3, 4, 5, 6]


def test_two_sides_without_a_heading_over_each() -> None:
    header = ["收入项目", "预算数", "支出项目", "预算数"]
    rows = [
        ["一、财政拨款收入", "300.50", "一、一般公共服务支出", "300.50"],
        ["二、上年结转", "10.00", "二、结转下年", "10.00"],
        ["收入总计", "310.50", "支出总计", "310.50"],
    ]
    found = table([["部门收支预算总表"], header, *rows])
    assert found.id == "income-expenditure"
    assert [side.where.columns for side in found.sides] == [{"预算数": 1}, {"预算数": 3}]
    rows[2][3] = "311.50"
    assert {f.code for f in report([["部门收支预算总表"], ["单位：万元"], header, *rows]).findings}


def test_a_word_of_a_title_may_be_unknown_where_all_columns_are_understood() -> None:
    """The table is held against itself, and against no other: who knows what the word means."""
    header = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
    total = ["", "合计", "300.50", "200.50", "100.00"]
    strange = [["支出预算表（按功能显列）"], ["单位：万元"], header, *EXPENDITURE, total]
    other = [["支出总表"], ["单位：万元"], header, *EXPENDITURE, total]
    assert not report(strange, other).findings
    document = read(strange)
    facts = list(facts_of(document, next(iter(document.tables.values())).layout.vocabulary))
    assert {fact.coordinates["item"] for fact in facts} == {"显列"}
    assert not any(fact.why for fact in facts)
    wrong = [*EXPENDITURE[0][:4], "101.00"]
    (finding,) = report([*strange[:3], wrong]).findings
    assert finding.code == "Y1"
    without = report([*strange[:2], [*header[:4], "甲乙丙"], *EXPENDITURE, total])
    assert [problem.code for problem in without.problems] == ["table-unknown"]


def test_what_is_not_understood_is_named_once_and_is_no_problem() -> None:
    header = ["科目编码", "科目名称", "合计", "基本支出", "项目支出", "甲乙丙", "丁戊己"]
    rows = [[*row, "1.00", "2.00"] for row in EXPENDITURE]
    total = ["", "合计", "300.50", "200.50", "100.00", "1.00", "2.00"]
    found = report([["支出总表"], ["单位：万元"], header, *rows, total])
    assert not found.problems
    (note,) = found.notes
    assert note.code == "column-not-understood"
    assert "甲乙丙" in note.found.zh
    assert "丁戊己" in note.found.zh


def test_two_tables_of_one_kind_are_two() -> None:
    header = ["科目编码", "科目名称", "合计"]
    sheets = [
        [["财政拨款支出预算表"], header, ["201", "一般公共服务支出", n], ["", "合计", n]]
        for n in ("1.00", "2.00")
    ]
    assert list(read(*sheets).tables) == ["of-expenditure-fiscal", "of-expenditure-fiscal-no-2"]


@pytest.mark.parametrize(
    "line",
    [
        *("单 位：万元", "单位：万 元", "单位；万元", "单位 万元", "(万元)", "單位：萬元"),
        *("单位：10000元", "金额单位：人民币万元", "计量单位：万元", "人民币万元"),
        *("单位：（万元）", "单位：万", "部门：某局   单位：万元", "万元", "以万元为单位"),
        *(
            "单位∶万元",
            "单位＝万元",
            "单位为：万元",
            "单位：壹万元",
            "单　　位：万　元",
            "金额：万元",
        ),
    ],
)
def test_unit_lines(line: str) -> None:
    header = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
    total = ["", "合计", "300.50", "200.50", "100.00"]
    found = table([["支出总表"], ["", "", "", "", line], header, *EXPENDITURE, total])
    assert found.money == "万元"
    assert found.raw.unit in ("", "某局")


@pytest.mark.parametrize(
    "title",
    ["支出总表（万元）", "支出总表　　单位：万元", "支出总表—万元", "支出总表（单位：人民币万元）"],
)
def test_the_unit_behind_a_title(title: str) -> None:
    header = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
    found = table([[title], header, *EXPENDITURE, ["", "合计", "300.50", "200.50", "100.00"]])
    assert (found.id, found.money) == ("expenditure", "万元")


@pytest.mark.parametrize(
    "unit", ["（万元）", "（单位：万元）", "/万元", "\n万元", "[万元]", "(万)", "（人民币万元）"]
)
def test_the_unit_in_a_header(unit: str) -> None:
    header = ["科目编码", "科目名称", f"合计{unit}", f"基本支出{unit}", "项目支出"]
    total = ["", "合计", "300.50", "200.50", "100.00"]
    found = table([["支出总表"], header, *EXPENDITURE, total])
    assert (found.id, found.money) == ("expenditure", "万元")
    assert list(found.sides[0].columns) == ["合计", "基本支出", "项目支出"]


def test_an_of_which_row_among_codes_is_a_part_of_the_row_above() -> None:
    header = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
    total = ["", "合计", "300.50", "200.50", "100.00"]
    rows = [*EXPENDITURE[:1], ["", "其中：人员经费", "150.00", "150.00", ""], *EXPENDITURE[1:]]
    found = report([["支出总表"], ["单位：万元"], header, *rows, total])
    assert not found.problems
    assert not found.findings
    rows[1][1] = "本页小计"
    found = report([["支出总表"], ["单位：万元"], header, *rows, total])
    assert ([p.code for p in found.notes], found.problems) == (["row-unplaced"], ())


def test_the_sangong_table_as_most_places_print_it() -> None:
    rows = [
        ["合计", "6.08"], ["因公出国（境）费", "0.66"], ["公务用车购置及运行费", "4.72"],
        ["其中：公务用车购置费", "1.77"], ["公务用车运行费", "2.95"], ["公务接待费", "0.7"],
    ]  # fmt: skip
    sheet = [["2024年市级“三公”经费预算表"], ["单位：亿元"], ["支出", "预算数"]]
    found = report([*sheet, *rows])
    assert not found.problems
    assert not found.findings
    assert found.coverage.relations["exact"] >= 2
    rows[4][1] = "2.59"
    (finding,) = report([*sheet, *rows]).findings
    assert finding.code == "Y2"


def test_an_id_that_no_layout_has_leaves_the_table_to_its_title() -> None:
    rows = [["合计", "300.50", "200.50", "101.00"]]
    columns = ["科目名称", "合计", "基本支出", "项目支出"]
    table = {"id": "支出", "title": "部门支出总体情况表", "columns": columns, "rows": rows}
    (found,) = budgetlint.check({"unit": "某某局", "tables": [table]}).files
    assert not found.problems
    assert {finding.severity for finding in found.findings} == {"error"}


def test_a_subtotal_is_no_row_that_another_table_lacks() -> None:
    """The Shanghai form, with 本年支出合计 above 支出总计: table 3 has classes alone."""
    header = ["项目", "预算数", "项目", "预算数"]
    both = [
        ["一、财政拨款收入", "300.50", "一、一般公共服务支出", "300.50"],
        ["本年收入合计", "300.50", "本年支出合计", "300.50"],
        ["上年结转", "", "结转下年", ""],
        ["收入总计", "300.50", "支出总计", "300.50"],
    ]
    names = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
    total = ["", "合计", "300.50", "200.50", "100.00"]
    heads = ["收入", "", "支出", ""]
    first = [["2025年单位财务收支预算总表"], ["单位：万元"], heads, header, *both]
    second = [["2025年单位支出预算总表"], ["单位：万元"], names, *EXPENDITURE, total]
    check = checker("cn-shanghai-district").report
    assert not [f for f in check(raw_of(first, second)).findings if f.severity == "error"]
    both[0][3] = "301.50"
    found = check(raw_of(first, second)).findings
    assert "C3" in {one.code for finding in found for one in finding.relations}


HEADED = [
    ["财政拨款支出明细表"],
    ["单位：万元"],
    ["科目编码", "科目名称", "合计", "一般公共预算甲乙", "", ""],
    ["", "", "", "小计", "基本支出", "项目支出"],
]


def test_a_word_of_a_heading_over_columns_may_be_unknown() -> None:
    """The columns below it are held against each other, and stand for no column of the pack."""
    rows = [[*row[:3], *row[2:]] for row in EXPENDITURE]
    found = table([*HEADED, *rows])
    facts = list(facts_of(read([*HEADED, *rows]), found.layout.vocabulary))
    assert not any(fact.why for fact in facts)
    assert {fact.coordinates.get("item", "") for fact in facts} == {"", "甲乙"}
    rows[0][5] = "101.00"
    (finding,) = report([*HEADED, *rows]).findings
    assert "101.00" in {cell.value for cell in finding.cells}


def test_a_heading_that_compares_is_not_read_without_its_words() -> None:
    header = ["2026年预算数甲乙2025年预算数", "", ""]
    rows = [[*row[:3], *row[2:]] for row in EXPENDITURE]
    facts = facts_of(read([HEADED[0], [*HEADED[2][:3], *header], HEADED[3], *rows]), VOCABULARY)
    assert {fact.left for fact in facts if fact.why == "column"}


def test_a_word_that_repeats_the_heading_above_it_says_nothing_new() -> None:
    header = ["科目编码", "科目名称", "上年存留资金结转", "", ""]
    below = ["", "", "小计", "基本支出存留", "项目支出"]
    known = {**VOCABULARY.words, "上年存留资金结转": {"vintage": "carried-in"}}
    lengths = {**VOCABULARY.lengths, "上": [8, *VOCABULARY.lengths["上"]]}
    taught = VOCABULARY._replace(words=known, lengths=lengths).anew()
    reading = header_reading(taught, (header[2], below[3]))
    assert not reading.left
    assert reading.coordinates == {"vintage": "carried-in", "nature": "basic"}
    assert header_reading(taught, (header[2], "基本支出甲乙")).left == ("甲乙",)


def test_numbers_in_a_header_begin_no_row() -> None:
    header = [
        ["功能科目编码", "功能科目名称", "总计", "一、基本支出", "", "二、项目支出"],
        ["", "", "", "1.人员经费", "2.公用经费", ""],
    ]
    rows = [[*row[:3], row[3], "", row[4]] for row in EXPENDITURE]
    found = table([["部门支出预算总表"], *header, *rows])
    assert len(found.raw.rows) == len(rows)
    assert not report([["部门支出预算总表"], ["单位：万元"], *header, *rows]).findings


@pytest.mark.parametrize("first", [["一", "因公出国（境）费"], ["", "因公出国（境）费"]])
def test_a_first_row_without_figures_is_no_header(first: list[str]) -> None:
    header = ["序号", "项目", "上年数", "本年数"]
    rows = [[*first, "", ""], ["二", "公务用车购置及运行费", "5.02", "5.62"]]
    found = table([["“三公”经费预算表"], header, *rows, ["", "合计", "5.02", "5.62"]])
    assert found.raw.columns == tuple(header)
    assert len(found.raw.rows) == 3


def test_years_may_be_rows_below_any_name() -> None:
    header = ["项目", "合计", "公务接待费", "公务用车运行费"]
    rows = [["2025年", "6.02", "1.00", "5.02"], ["2026年预算", "7.62", "2.00", "5.62"]]
    found = table([["“三公”经费预算表"], header, *rows])
    assert found.sides[0].structure.side.rows == "outline"
    assert not found.sides[0].structure.unplaced


@pytest.mark.parametrize("name", ["功能科目", "科目", "支出功能分类"])
def test_codes_in_front_of_names_in_a_table_of_its_own(name: str) -> None:
    rows = [[f"{code}-{called}", *rest] for code, called, *rest in EXPENDITURE]
    header = [name, "金额", "基本支出", "项目支出"]
    found = table([["财政拨款支出明细表"], header, *rows])
    assert found.id == "of-expenditure-fiscal"
    assert found.sides[0].structure.codes == ("201", "20101", "2010101", "2010102")


BY_FUNCTION = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]


def test_a_column_of_a_header_is_no_title() -> None:
    """人员经费 ends like a title; the line above the header is one, though it says little."""
    head = [["支出预算", "", ""], ["人员经费", "公用经费", "合计"]]
    body = [["一般公共预算", "2.00", "1.00", "3.00"], ["单位资金", "4.00", "1.00", "5.00"]]
    rows = [["2026年预算安排情况表"], ["资金来源", *head[0]], ["", *head[1]], *body]
    assert table(rows).raw.title == "2026年预算安排情况表"


@pytest.mark.parametrize("line", ["二、部门支出预算", "（二）支出预算安排"])
def test_a_line_above_a_table_without_a_title(line: str) -> None:
    found = table([[line], ["单位：万元"], BY_FUNCTION, *EXPENDITURE])
    assert found.raw.title == line
    assert found.sides[0].structure.total == -1


def test_columns_of_one_source_are_none_of_all_money() -> None:
    """A title promises 基本支出 and 项目支出; where only those of one source are printed, the table
    is read by its own words."""
    head = [["财政拨款", "", ""], ["小计", "基本支出", "项目支出"]]
    rows = [
        ["部门支出预算总表"],
        ["单位：万元"],
        ["科目编码", "科目名称", "总计", *head[0], "单位资金"],
        ["", "", "", *head[1], ""],
        *([*row[:3], *row[2:], ""] for row in EXPENDITURE),
    ]
    found = report(rows)
    assert not found.problems
    assert not found.findings
    assert found.coverage.relations["exact"] > 10


def test_a_list_by_codes_that_is_printed_beside_itself() -> None:
    """Two halves of one list, each with two columns of figures."""
    left = [["", "合计", "7.00", "7.00"], ["301", "工资福利支出", "5.00", "5.00"]]
    right = [["302", "商品和服务支出", "2.00", "2.00"], ["30201", "办公费", "2.00", "2.00"]]
    head = ["科目代码", "科目名称", "预算总额", "其中：财政拨款"]
    both = ([*one, *other] for one, other in zip(left, right, strict=True))
    rows = [["基本支出预算套表"], [*head, *head], *both]
    (side,) = table(rows).sides
    assert side.structure.codes == ("", "301", "302", "30201")
