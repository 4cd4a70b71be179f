"""Tables as nobody has seen them: what tells columns, rows and years where words alone do not."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from budgetlint.model.place import Place
from budgetlint.model.raw import Grid, RawDocument
from budgetlint.model.vocabulary import understood
from budgetlint.recognise.facts import facts_of
from budgetlint.recognise.readings import title_said
from budgetlint.report.report import FileReport
from budgetlint.tasks.check import checker
from budgetlint.tasks.kit import Packs

KIT = Packs().load("cn-common")
VOCABULARY = KIT.layouts[0].vocabulary
Rows = Sequence[Sequence[str]]


def raw_of(*tables: Rows) -> RawDocument:
    grids = [Grid("#1", t, lambda r, c: Place("a", line=r + 1, column=c + 1)) for t in tables]
    return RawDocument("a", unit="某某局", year=2026, grids=tuple(grids))


def report_on(*tables: Rows) -> FileReport:
    return checker("cn-common").report(raw_of(*tables))


def codes(*tables: Rows) -> list[str]:
    """The rules that figures break; whether all levels of codes are there is no matter here."""
    findings = report_on(*tables).findings
    return [f.code for f in findings if f.severity == "error" and not f.code.startswith("L")]


def table(title: str, head: Rows, *rows: Sequence[str]) -> list[list[str]]:
    width = len(head[0])
    lines = [[title, *[""] * (width - 1)], [*[""] * (width - 1), "单位：万元"]]
    return [*lines, *map(list, head), *map(list, rows)]


CODED = [["科目编码", "科目名称", "合计", "基本支出", "项目支出"]]
YEARS = (["201", "一般公共服务支出", "9.00", "4.00", "5.00"], ["", "合计", "9.00", "4.00", "5.00"])


def last_year(title: str) -> list[list[str]]:
    return table(title, CODED, ["201", "一般公共服务支出", "8.00", "8.00", "0.00"])


@pytest.mark.parametrize("title", ["2025年一般公共预算支出表", "一般公共预算支出表(2025年)"])
@pytest.mark.parametrize("own", ["一般公共预算支出表", "2026年一般公共预算支出表"])
def test_of_two_years_the_newest_is_the_layouts_and_both_are_read(title: str, own: str) -> None:
    wrong = table(own, CODED, YEARS[0], ["", "合计", "9.10", "4.00", "5.00"])
    assert not codes(last_year(title), table(own, CODED, *YEARS))
    assert codes(last_year(title), wrong)
    assert not report_on(last_year(title), wrong).problems
    document = KIT.recognise(raw_of(last_year(title), wrong))
    assert not any(fact.why for fact in facts_of(document, VOCABULARY))


def test_a_header_that_letters_cut_is_read_whole() -> None:
    head = [
        ["科目编码", "科目名称", "合计", "基本支出", "", "项目支出"],
        ["", "", "", "人员支出", "公用支出", ""],
    ]
    rows = (
        ["201", "一般公共服务支出", "9.00", "3.00", "1.00", "5.00"],
        ["", "合计", "9.00", "3.00", "1.00", "5.00"],
    )
    assert not report_on(table("部门支出总表", head, *rows)).problems
    assert not codes(table("部门支出总表", head, *rows))
    wrong = [rows[0], ["", "合计", "9.00", "3.00", "2.00", "5.00"]]
    assert codes(table("部门支出总表", head, *wrong))


SEVERAL = [
    ["单位名称", "“三公”经费、会议费、培训费合计", "“三公”经费", "", "会议费", "培训费"],
    ["", "", "小计", "公务接待费", "", ""],
]


def test_a_sum_of_several_subjects_is_no_part_of_one_of_them() -> None:
    title = "“三公”经费、会议费、培训费支出情况表"
    right = ["某某局", "12.97", "5.62", "5.62", "3.20", "4.15"]
    assert not codes(table(title, SEVERAL, right))
    assert codes(table(title, SEVERAL, ["某某局", "12.77", "5.62", "5.62", "3.20", "4.15"]))


def test_staff_adds_up_and_posts_are_no_staff() -> None:
    head = [
        ["单位名称", "单位性质", "编制数", "", "", "实有在职人数", "", ""],
        ["", "", "小计", "行政编制", "事业编制", "小计", "行政", "事业"],
    ]
    title = "单位人员情况表"
    right = ["某某局", "公益一类", "86", "0", "86", "79", "4", "75"]
    assert not codes(table(title, head, right))
    assert codes(table(title, head, ["某某局", "公益一类", "86", "0", "86", "79", "4", "76"]))


def test_what_is_bought_of_small_enterprises_is_not_more_than_all() -> None:
    head = [["序号", "采购项目名称", "计量单位", "采购金额", "其中：面向中小企业", "计划采购时间"]]
    right = (["1", "服务器", "台", "9.00", "3.00", "三月"], ["", "合计", "", "9.00", "3.00", ""])
    assert not codes(table("政府采购预算表", head, *right))
    assert codes(
        table("政府采购预算表", head, ["1", "服务器", "台", "9.00", "30.00", ""], right[1])
    )


@pytest.mark.parametrize(
    ("marks", "names"),
    [
        (("1", "1.1", "1.2", "2"), ("财政拨款收入", "一般公共预算", "政府性基金", "经营收入")),
        (("一", "（一）", "（二）", "二"), ("财政拨款", "一般公共预算", "政府性基金", "其他收入")),
        (("1", "1.1", "1.2", "2"), ("甲项目", "其中：设备", "人工", "乙项目")),
    ],
)
def test_the_numbers_in_front_of_names_make_a_tree(
    marks: Sequence[str], names: Sequence[str]
) -> None:
    def printed(last: str) -> list[list[str]]:
        figures = ("7.00", "4.00", "3.00", last)
        rows = [list(row) for row in zip(marks, names, figures, strict=True)]
        return table("2026年收入预算表", [["序号", "项目", "预算数"]], ["", "合计", "9.00"], *rows)

    assert not codes(printed("2.00"))
    assert codes(printed("1.00"))


UNITED = [["科目编码", "科目名称", "合计", "基本支出", "项目支出"]]


def united(money: str, *figures: str) -> list[list[str]]:
    rows = table("支出总表", UNITED, ["201", "一般公共服务支出", *figures], ["", "合计", *figures])
    rows[1][-1] = money
    return rows


@pytest.mark.parametrize(
    ("money", "figures"),
    [
        ("单位：万元", ("1,240.50万元", "1,000.00万元", "240.50万元")),
        ("", ("1,240.50万元", "1,000.00万元", "240.50万元")),
        ("单位：元", ("12,405,000.00元", "10,000,000.00元", "2,405,000.00元")),
        ("单位：万元", ("1240.50 万元", "0.00万元", "1240.50")),
    ],
)
def test_figures_that_end_in_their_unit(money: str, figures: Sequence[str]) -> None:
    assert not report_on(united(money, *figures)).problems
    assert not codes(united(money, *figures))
    assert codes(united(money, *figures[:2], figures[2].replace("4", "5", 1)))


def test_a_column_whose_cells_end_in_another_unit_is_told_once() -> None:
    rows = united("单位：元", "9.00万元", "4.00万元", "50000.00")
    doubts = [note for note in report_on(rows).notes if "万元" in note.found.zh]
    assert len(doubts) == 1
    assert not codes(rows)


def test_a_cell_in_another_unit_than_its_column_is_converted() -> None:
    rows = united("单位：万元", "9.00万元", "4.00万元", "5.00万元")
    rows[-1][2] = "90,000.00元"
    assert not codes(rows)
    rows[-1][2] = "91,000.00元"
    assert codes(rows)


def test_a_unit_in_two_cells_beside_each_other() -> None:
    rows = table("支出总表", UNITED, *YEARS)
    rows[1] = ["编报单位：某某局", "", "", "金额单", "位：万元"]
    assert [t.money for t in KIT.recognise(raw_of(rows)).tables.values()] == ["万元"]


def test_a_row_of_rates_holds_no_amounts() -> None:
    head = [["年度", "合计", "公务接待费", "公务用车运行费"]]
    rows = (
        ["2025年预算", "4.00", "1.00", "3.00"],
        ["2026年预算", "5.00", "1.00", "4.00"],
        ["增减（%）", "25.00%", "0.00%", "33.33%"],
    )
    report = report_on(table("“三公”经费支出情况表", head, *rows))
    assert not report.problems
    wrong = report_on(table("“三公”经费支出情况表", head, rows[0], ["2026年预算", "5%", "1", "4"]))
    assert [p.code for p in wrong.problems] == ["amount-unreadable"]
    # What is no amount where money stands is a rate where rates do, in whatever document.
    head = [["项目", "2025年预算", "2026年预算", "增减%"]]
    rates = table("“三公”经费支出情况表", head, ["公务接待费", "4.00", "4.20", "5%"])
    assert "amount-unreadable" not in {p.code for p in report_on(rates).problems}


def test_amounts_in_front_of_names_are_those_of_the_names_behind_them() -> None:
    head = [["预算数", "科目编码", "科目名称", "预算数", "科目编码", "科目名称"]]
    rows = [
        ["90.00", "301", "工资福利支出", "10.00", "302", "商品和服务支出"],
        ["50.00", "30101", "基本工资", "4.00", "30201", "办公费"],
        ["40.00", "30102", "津贴补贴", "6.00", "30202", "印刷费"],
        ["100.00", "", "合计", "", "", ""],
    ]
    assert not codes(table("一般公共预算基本支出表", head, *rows))
    rows[1][3] = "5.00"
    assert codes(table("一般公共预算基本支出表", head, *rows))


def test_names_behind_groups_that_stand_again_are_the_rows() -> None:
    head = [["项目名称", "来源", "金额"]]
    rows = (
        ["一般公共预算资金", "小计", "7.00"],
        ["一般公共预算资金", "经费拨款", "7.00"],
        ["其他资金", "小计", "2.00"],
        ["其他资金", "其他收入", "2.00"],
    )
    document = KIT.recognise(raw_of(table("收入预算总表", head, *rows)))
    names = [fact.name for fact in facts_of(document, VOCABULARY)]
    assert names[-1] == "其他收入"


INDENTED = [
    ["财政拨款", "50.00"],
    ["单位资金", "9.00"],
    ["　　事业收入", "4.00"],
    ["　　其他收入", "5.00"],
    ["上年结转结余", "3.00"],
    ["　　一般公共预算结转", "1.00"],
    ["　　单位资金结转", "2.00"],
    ["收入总计", "62.00"],
]
"""Lists that name some of the parts of a row below it, and tell them by their indent alone."""


def test_rows_indented_below_a_row_that_words_hold_are_its_parts() -> None:
    head = [["收入", "", "支出", ""], ["项目", "预算数", "项目", "预算数"]]
    right = [["教育支出", "62.00"], *[["", ""]] * 6, ["支出总计", "62.00"]]
    rows = [[*a, *b] for a, b in zip(INDENTED, right, strict=True)]
    assert not codes(table("单位收支总体情况表", head, *rows))
    for row in (2, 6):  # a part that is wrong breaks the sum of its group
        wrong = [list(cells) for cells in rows]
        wrong[row][1] = "7.00"
        assert codes(table("单位收支总体情况表", head, *wrong))


@pytest.mark.parametrize(
    "name",
    ["上年实户资金余额", "纳入专户管理的行政事业性收费等收入", "纳入财政专户管理的收费收入"],
)
def test_columns_of_seldom_sources(name: str) -> None:
    head = [["单位名称", "合计", "一般公共预算拨款收入", name]]
    rows = table("部门收入总表", head, ["某某局", "9.00", "7.00", "2.00"])
    assert not report_on(rows).problems
    assert not report_on(rows).notes
    rows[-1][3] = "3.00"
    assert codes(rows)


@pytest.mark.parametrize("at_the_end", [True, False])
def test_a_sum_of_another_name_is_the_total_of_codes(*, at_the_end: bool) -> None:
    def printed(total: str) -> list[list[str]]:
        head = [["经济科目编码", "经济科目名称", "预算数"]]
        rows = [["301", "工资福利支出", "7.00"], ["302", "商品和服务支出", "2.00"]]
        sums = ["", "基本支出合计", total]
        every = [*rows, sums] if at_the_end else [sums, *rows]
        return table("一般公共预算基本支出表", head, *every)

    assert not report_on(printed("9.00")).problems
    assert not codes(printed("9.00"))
    assert codes(printed("8.00"))


def test_what_a_source_is_without_anyway_is_no_other_source() -> None:
    said = understood(VOCABULARY, "事业收入（不含专户资金）")
    assert not said.left
    assert said.coordinates == {"source": "career"}
    assert understood(VOCABULARY, "支出合计（不含项目支出）").left


def test_a_level_of_government_in_a_title_is_no_source_of_money() -> None:
    assert "origin" not in title_said(VOCABULARY, "省级部门预算收支总表").coordinates
    for title in ("一般公共预算支出表（本级财力）", "本级一般公共预算收入表"):
        assert title_said(VOCABULARY, title).coordinates["origin"] == "own-revenue"


def test_the_sum_of_the_year_may_stand_in_front_of_a_list_with_of_which() -> None:
    names = ("本年收入", "财政拨款收入", "其中：一般公共预算", "政府性基金", "经营收入", "上年结转")

    def printed(total: str) -> list[list[str]]:
        figures = ("9.00", "7.00", "4.00", "3.00", "2.00", "1.00")
        income = [*zip((*names, "收入合计"), (*figures, total), strict=True)]
        spent = [["", ""]] * 5 + [["一般公共服务支出", "10.00"], ["支出合计", "10.00"]]
        head = [["收入", "", "支出", ""], ["项目", "预算数", "项目", "预算数"]]
        rows = [[*one, *other] for one, other in zip(income, spent, strict=True)]
        return table("部门收支总体情况表", head, *rows)

    assert not codes(printed("10.00"))
    assert codes(printed("11.00"))


SOURCES = [["科目编码", "科目名称", "合计", "一般公共预算", "事业收入"]]
TOTAL = ["", "合计", "9.00", "4.00", "5.00"]
OF_SOURCES = (["201", "一般公共服务支出", "9.00", "4.00", "5.00"], TOTAL)
WRONG = (["201", "一般公共服务支出", "9.00", "4.00", "6.00"], TOTAL)


@pytest.mark.parametrize(("head", "rows"), [(CODED, YEARS), (SOURCES, OF_SOURCES)])
def test_columns_tell_what_a_table_without_a_title_is(
    head: Rows, rows: Sequence[Sequence[str]]
) -> None:
    report = report_on(table("", head, *rows))
    assert report.coverage.relations["exact"] > 2
    assert report.problems == ()


def test_a_wrong_figure_in_a_table_without_a_title_is_an_error() -> None:
    assert codes(table("", SOURCES, *WRONG))


def test_a_title_that_nobody_knows_may_say_that_a_table_is_of_something_else() -> None:
    (problem,) = report_on(table("某种没有见过的表", SOURCES, *OF_SOURCES)).problems
    assert problem.code == "table-unknown"
