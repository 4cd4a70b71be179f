"""Findings in the words, names and units of the document that they are told of."""

from __future__ import annotations

import pytest

import budgetlint
from budgetlint.model.raw import RawDocument
from budgetlint.report import Style, report_text
from budgetlint.report.finding import Finding
from budgetlint.report.report import FileReport, Report
from budgetlint.tasks.check import checker
from budgetlint.tasks.examples import read_examples

PACK = "cn-shanghai-district"
OTHER = "其他商贸事务支出"


@pytest.fixture(scope="module")
def district() -> RawDocument:
    """The little district budget of the pack's examples: tables in 元, a narrative in 万元."""
    kit = checker(PACK).packs.load(PACK)
    return next(one.document for one in read_examples(kit.pack) if one.use == "district")


def told(raw: RawDocument, *changes: tuple[str, str]) -> FileReport:
    """The report on a document, with its narrative changed."""
    sections = list(raw.narrative)
    for old, new in changes:
        assert any(old in section.text for section in sections)
        sections = [one._replace(text=one.text.replace(old, new)) for one in sections]
    return checker(PACK).report(raw._replace(narrative=tuple(sections)))


def only(report: FileReport, code: str) -> Finding:
    (found,) = (one for one in report.findings if any(r.code == code for r in one.relations))
    return found


def text_of(report: FileReport) -> str:
    return report_text("text", Report((report,)), Style("zh"))


def test_a_name_by_the_other_word_is_no_missing_row(district: RawDocument) -> None:
    """其它 for 其他: the amounts agree, and the name alone is told, with what it may be."""
    report = told(district, (OTHER, "其它商贸事务支出"))
    assert [f.code for f in report.findings if f.code in ("SD4", "SG1")] == ["SG1"]
    hint = only(report, "SG1").hint.zh
    assert "只差一两个字" in hint
    assert "商贸事务/其它商贸事务支出”" in hint


def test_a_missing_row_is_told_in_the_unit_of_its_table(district: RawDocument) -> None:
    """The narrative says 30.00 万元: in a table of 元 300,000.00 is missing, not so many 万元."""
    report = told(district, (OTHER, "商贸执法支出"))
    found = only(report, "SD4")
    assert found.money == "万元"
    assert "300,000.00 元（现在没有这一行）" in text_of(report)


def test_an_amount_of_another_unit_is_told_as_it_is_printed(district: RawDocument) -> None:
    report = told(district, (f"{OTHER}（项）”30.00", f"{OTHER}（项）”31.00"))
    assert "（印作 300000.00）" in text_of(report)
    held = told(district, ("收入预算100.00", "收入预算101.00"))
    assert "印作 101" not in text_of(held)


SHARES = (
    "2026年总支出100.00万元，其中：\n基本支出30.00万元，占总支出的40.00%。\n"
    "项目支出70.00万元，占总支出的70.00%。"
)
LIST = "2026年项目支出100.00万元，其中：设备购置73.21万元，房屋维修68.47万元。"


def prose(text: str) -> budgetlint.Report:
    section = {"section": "三", "title": "2026年支出预算情况说明", "text": text}
    return budgetlint.check({"profile": "cn-common", "tables": [], "narrative": [section]})


def test_a_suspected_rate_has_its_sign() -> None:
    report = prose(SHARES)
    assert any(s.unit == "%" for f in report.findings for s in f.suspects)
    assert "印出 40.00%，应" in report.to_text()
    assert "印出 40.00，" not in report.to_text()


def test_tables_that_are_missing_go_by_their_titles() -> None:
    """Whether its tables would bear the numbers of the pack is not known of a narrative."""
    report = prose(SHARES)
    text = report.to_text()
    assert "张表（或其中的一边）" in text
    assert "《一般公共预算支出情况表》" in text
    assert "表5" not in text
    opened = report_text("text", report, Style("zh", verbose=True))
    assert "文件中没有《一般公共预算支出情况表》" in opened


def test_what_cannot_be_told_apart_says_where() -> None:
    """Of a list that does not add up, and may have been read in part, the place is named."""
    left = [one for one in prose(LIST).files[0].coverage.not_checked if one.code == "D2b"]
    assert [one.reason.zh.partition("请人工核对：")[2][:4] for one in left] == ["§三 /"]


def test_what_is_of_no_cell_is_headed_by_what_is_wrong(district: RawDocument) -> None:
    """A table that states no unit is no cell; its name is in what was found."""
    bare = [one._replace(money="") for one in district.tables[:1]]
    report = checker(PACK).report(district._replace(tables=(*bare, *district.tables[1:])))
    lines = text_of(report).splitlines()
    at = lines.index("  错误 K4  不符合：各表标注金额单位")
    assert lines[at + 1].endswith("没有写")
    assert "“”" not in lines[at + 1]
