"""Documents that speak of the same figures: last year's, a final account's budget, the units."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

import budgetlint
from budgetlint.model.place import Place
from budgetlint.model.raw import Grid, RawDocument
from budgetlint.readers.json.mapping import read_mapping
from budgetlint.report import Style, report_text
from budgetlint.report.finding import Finding
from budgetlint.report.report import FileReport
from budgetlint.tasks.check import Checker
from budgetlint.tasks.units import Given, Units, read_units

UNIT = "某某局"
EXAMPLE = Path(__file__).parents[2] / "examples" / "xinjiang-2026" / "budget.json"
CHECKER = Checker("cn-common")


def document(year: int, *grids: Sequence[Sequence[str]], unit: str = UNIT) -> RawDocument:
    """A document of sheets as a workbook has them."""

    def locate(row: int, column: int) -> Place:
        return Place(f"{year}.xlsx", sheet="Sheet1", cell=f"{'ABCDEF'[column]}{row + 1}")

    sheets = tuple(Grid(f"Sheet{n}", rows, locate) for n, rows in enumerate(grids))
    return RawDocument(f"{year}.xlsx", unit, year, grids=sheets)


def sangong(title: str, columns: Sequence[str], *figures: str) -> list[list[str]]:
    """A table of 三公 as most places print it: a row an item, a column a year."""
    names = ["合计", "因公出国（境）费", "公务接待费", "公务用车购置及运行费"]
    rows = [[name, *cells.split()] for name, cells in zip(names, figures, strict=True)]
    return [[title], ["单位：万元"], ["项目", *columns], *rows]


def found_by(code: str, report: FileReport) -> list[Finding]:
    return [finding for finding in report.findings if finding.code == code]


BUDGET, FINAL = "“三公”经费预算表", "“三公”经费支出决算表"
LAST = sangong(BUDGET, ["预算数"], "30.00", "10.00", "8.00", "12.00")
TWO = ["上年预算数", "本年预算数"]
RIGHT = sangong(BUDGET, TWO, "30.00 31.00", "10.00 10.00", "8.00 9.00", "12.00 12.00")
WRONG = sangong(BUDGET, TWO, "30.00 31.00", "10.00 10.00", "9.00 9.00", "11.00 12.00")


def test_last_year_s_column_is_what_last_year_printed() -> None:
    last = document(2024, LAST)
    assert found_by("U3", CHECKER.report(document(2025, RIGHT), previous=last)) == []
    found = found_by("U3", CHECKER.report(document(2025, WRONG), previous=last))
    assert [f.cells[0].row for f in found] == ["公务接待费", "公务用车购置及运行费"]
    assert {finding.severity for finding in found} == {"warning"}
    assert found[0].cells[1].table.zh.startswith("2024 年预算 ")
    assert found[0].cells[1].place.path == "2024.xlsx"


@pytest.mark.parametrize(("year", "unit"), [(2023, UNIT), (2025, UNIT), (2024, "别的中心")])
def test_what_does_not_fit_is_said_and_not_compared(year: int, unit: str) -> None:
    report = CHECKER.report(document(2025, WRONG), previous=document(year, LAST, unit=unit))
    assert found_by("U3", report) == []
    assert "previous-unfit" in [note.code for note in report.notes]
    reasons = {one.reason.code for one in report.coverage.not_checked}
    assert "printed.not-given" not in reasons, "it was given"
    assert "U3" in [one.code for one in report.coverage.not_checked]


def test_problems_of_last_year_are_none_of_this_year() -> None:
    path = document(2025, RIGHT)
    last = document(2024, by_code("x.1", "1.00", "1.00", "1.00"))
    alone, both = CHECKER.report(path), CHECKER.report(path, previous=last)
    assert (both.status, both.problems) == (alone.status, alone.problems)
    assert "previous-problem" in [note.code for note in both.notes]


def test_a_broken_file_of_last_year_does_not_change_this_year(tmp_path: Path) -> None:
    """Only a path that leads nowhere is a fault of the command."""
    last = tmp_path / "last.xlsx"
    last.write_bytes(b"PK\x03\x04 cut off")
    (alone,) = budgetlint.check(EXAMPLE).files
    (both,) = budgetlint.check(EXAMPLE, previous=last).files
    assert (both.status, both.problems, both.findings) == (alone.status, (), alone.findings)
    assert [note.code for note in both.notes] == ["previous-unread"]
    (missing,) = budgetlint.check(EXAMPLE, previous=tmp_path / "none.xlsx").files
    assert [problem.code for problem in missing.problems] == ["input-missing"]


def test_where_nothing_can_be_compared_that_is_said() -> None:
    report = CHECKER.report(document(2025, LAST), previous=document(2024, by_code(*["1.00"] * 4)))
    assert [note.code for note in report.notes] == ["previous-apart"]
    fitting = CHECKER.report(document(2025, RIGHT), previous=document(2024, LAST))
    assert "previous-apart" not in [note.code for note in fitting.notes]


def test_last_year_in_another_unit_of_money() -> None:
    in_yuan = sangong(BUDGET, ["预算数"], "300000.00", "100000.00", "80000.00", "120000.00")
    in_yuan[1] = ["单位：元"]
    last = document(2024, in_yuan)
    assert found_by("U3", CHECKER.report(document(2025, RIGHT), previous=last)) == []
    found = found_by("U3", CHECKER.report(document(2025, WRONG), previous=last))
    assert [f.cells[0].row for f in found] == ["公务接待费", "公务用车购置及运行费"]


@pytest.mark.parametrize(("head", "met"), [("年初预算数", 1), ("全年预算数", 0), ("预算数", 0)])
def test_a_final_account_meets_its_budget_only_where_headed_so(head: str, met: int) -> None:
    final = document(2024, sangong(FINAL, [head, "决算数"], "31 29", "10 10", "9 8", "12 11"))
    report = CHECKER.report(final, previous=document(2024, LAST))
    assert bool(found_by("U3", report)) == bool(met)
    said = [note.found.code for note in report.notes]
    assert ("across.budget-apart.found" in said) == (not met)


CODES = [["201", "一般公共服务支出"], ["20113", "商贸事务"], ["2011301", "行政运行"], ["", "合计"]]


def by_code(*figures: str) -> list[list[str]]:
    head = [["一般公共预算支出表"], ["单位：万元"], ["科目编码", "科目名称", "合计"]]
    rows = [[*row, figure] for row, figure in zip(CODES, figures, strict=True)]
    return [*head, *rows]


def department(*figures: str) -> RawDocument:
    return document(2025, by_code(*figures))


def units(*amounts: str) -> Units:
    every = enumerate(amounts)
    return Units(tuple(document(2025, by_code(*[a] * 4), unit=f"中心{n}") for n, a in every))


def test_a_department_is_the_sum_of_its_units() -> None:
    two = units("60.00", "40.00")
    assert found_by("U4", CHECKER.report(department(*["100.00"] * 4), units=two)) == []
    bad = department("100.00", "100.00", "101.00", "100.00")
    (finding,) = CHECKER.report(bad, units=two).findings
    (found,) = (one for one in finding.evidence if one.code == "U4")
    assert found.cells[0].row == "2011301 行政运行"
    assert found.severity == "error"
    assert [cell.table.zh.split(" ")[0] for cell in found.cells[1:]] == ["中心0", "中心1"]


@pytest.mark.parametrize("by", ["U3", "U4"])
def test_one_mistake_is_one_finding(by: str) -> None:
    """What another document says tells which figure is wrong, and is evidence of it."""
    head = [["一般公共预算支出表"], ["单位：万元"]]
    head += [["科目编码", "科目名称", "上年预算数", "合计"]]
    figures = ["100.00", "100.00", "96.00", "100.00"]
    last, own = (figures, ["100.00"] * 4) if by == "U3" else (["100.00"] * 4, figures)
    rows = [[*code, a, b] for code, a, b in zip(CODES, last, own, strict=True)]
    bad = document(2025, [*head, *rows])
    alone = CHECKER.report(bad)
    (finding,) = alone.findings
    assert finding.suspects[0].certainty != "certain"
    before = document(2024, by_code(*["100.00"] * 4))
    beside = units("60.00", "40.00") if by == "U4" else None
    report = CHECKER.report(bad, previous=before, units=beside)
    (finding,) = report.findings
    (suspect,) = finding.suspects
    assert (suspect.cell.row, suspect.right) == ("2011301 行政运行", "100.00")
    assert (suspect.certainty, finding.alternatives) == ("certain", ())
    assert by in [one.code for one in finding.evidence]


def test_what_prose_implies_by_two_sentences_is_told_once() -> None:
    own = told("，比上年增加5.50万元")
    text = own.narrative[0]._replace(section="六", title="六、一般公共预算基本支出情况")
    report = CHECKER.report(
        own._replace(narrative=(*own.narrative, text)), previous=printed(*LAST_TABLE)
    )
    assert len([f for f in report.findings if f.code == "U5"]) == 1


@pytest.mark.parametrize(("amounts", "said"), [(("60", "40", "45"), 1), (("60", "40"), 0)])
def test_drafts_of_one_unit_are_named_where_the_sum_fails(
    amounts: tuple[str, ...], said: int
) -> None:
    """And all rows that come to too much are one finding."""
    every = units(*[f"{amount}.00" for amount in amounts])
    drafts = [raw._replace(unit=f"中心{min(n, 1)}") for n, raw in enumerate(every.documents)]
    report = CHECKER.report(
        department(*["100.00"] * 4), units=every._replace(documents=tuple(drafts))
    )
    assert ("across.unit-namesakes.found" in [n.found.code for n in report.notes]) == bool(said)
    assert len(report.findings) == said


@pytest.mark.parametrize(
    ("code", "unit", "said"),
    [
        ("2011301", "中心0", ""),
        ("2011399", "中心0", "across.transfer-unknown-code.found"),
        ("2011301", "别的中心", "across.transfer-unknown-unit.found"),
    ],
)
def test_transfers_that_no_document_knows_are_named(code: str, unit: str, said: str) -> None:
    two = units("60.00", "40.00")
    given = Given(code, Decimal(0), "万元", (unit, "中心1"), "budgetlint-transfers.toml")
    report = CHECKER.report(department(*["100.00"] * 4), units=two._replace(given=(given,)))
    assert [note.found.code for note in report.notes] == [said][: bool(said)]


def test_roundings_do_not_part_a_total_from_the_row_that_carries_it() -> None:
    two = units("33.33", "33.33", "33.33")
    right = department("99.99", "99.99", "99.99", "100.00")
    assert found_by("U4", CHECKER.report(right, units=two)) == []
    bad = department("101.99", "101.99", "101.99", "102.00")
    assert len(found_by("U4", CHECKER.report(bad, units=two))) == 1


def test_where_a_unit_may_be_missing_nothing_is_an_error() -> None:
    """Where not even the totals agree, perhaps not all units are there."""
    report = CHECKER.report(department(*["100.00"] * 4), units=units("60.00"))
    (found,) = found_by("U4", report)
    assert found.severity == "warning"
    assert len(found.evidence) == 3, "what is carried on to the rows above it"


def functions(*figures: str) -> RawDocument:
    """A table of up to three classes, each with one item."""
    head = [["一般公共预算支出表"], ["单位：万元"], ["科目编码", "科目名称", "合计"]]
    codes = [("201", "2010101"), ("205", "2050202"), ("221", "2210201")]
    each = zip(codes, figures, strict=False)
    rows = [[code, f"科目{code}", figure] for pair, figure in each for code in pair]
    total = sum(map(Decimal, figures))
    return document(2025, [*head, *rows, ["", "合计", f"{total}"]])


def of_units(*parts: RawDocument) -> Units:
    named = enumerate(parts)
    return Units(tuple(one._replace(unit=f"中心{n}", path=f"{n}.xlsx") for n, one in named))


TWO_UNITS = functions("60.00", "10.00", "5.00"), functions("40.00", "20.00", "10.00")


def test_a_unit_that_is_not_there_is_one_finding() -> None:
    whole = functions("100.00", "30.00", "15.00")
    (found,) = found_by("U4", CHECKER.report(whole, units=of_units(*TWO_UNITS[:1])))
    assert "2010101 科目2010101 +40.00" in found.story.zh
    assert len(found.evidence) == 6


def test_differences_in_two_rows_are_two_findings() -> None:
    """Each with the rows above it; the total is off by both."""
    whole = functions("101.00", "30.00", "14.50")
    found = found_by("U4", CHECKER.report(whole, units=of_units(*TWO_UNITS)))
    assert [one.cells[0].row[:7] for one in found] == ["2010101", "2210201"]
    above = {cell.row for one in found for each in one.evidence for cell in each.cells[:1]}
    assert above == {"201 科目201", "221 科目221", "合计"}


@pytest.mark.parametrize("unit", ["中心0", UNIT])
def test_one_document_counts_once(unit: str) -> None:
    """A unit in two formats; the department's own document among those of its units."""
    whole = functions("100.00", "30.00", "15.00")
    more = {"中心0": TWO_UNITS[0], UNIT: whole}[unit]._replace(unit=unit, path="b.docx")
    units = of_units(*TWO_UNITS)
    report = CHECKER.report(whole, units=units._replace(documents=(*units.documents, more)))
    assert found_by("U4", report) == []
    assert [note.place.path for note in report.notes if note.code == "unit-twice"] == ["b.docx"]


def test_a_table_that_a_unit_lacks_is_not_compared_and_said() -> None:
    one, other = document(2025, RIGHT), functions("1.00", "2.00")
    both = one._replace(grids=(*one.grids, *other.grids))
    report = CHECKER.report(both, units=of_units(both, other))
    told = [note.found.zh for note in report.notes if note.code == "unit-lacks"]
    assert told
    assert all(said.startswith("中心1没有《“三公”经费预算表》") for said in told)


def test_units_of_another_year_do_not_count() -> None:
    old = Units((document(2024, by_code(*["60.00"] * 4)),))
    report = CHECKER.report(department(*["100.00"] * 4), units=old)
    assert found_by("U4", report) == []
    assert {note.code for note in report.notes} >= {"unit-unfit", "units-missing"}


TRANSFER = '[[transfer]]\nfrom = "甲"\nto = "乙"\ncode = "2011301"\namount = "{}"\nmoney = "元"\n'


def folder(path: Path, transfer: str = "") -> Path:
    """A folder with the documents of units."""
    table = {
        "id": "general-budget",
        "title": "一般公共预算支出表",
        "money": "万元",
        "columns": ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
        "rows": [[*row, "55.00", "55.00", ""] for row in CODES],
    }
    for name in ("a", "b"):
        data = {"profile": "cn-common", "year": 2025, "unit": name, "tables": [table]}
        (path / f"{name}.json").write_text(json.dumps(data), encoding="utf-8")
    if transfer:
        text = TRANSFER.format(transfer)
        (path / "budgetlint-transfers.toml").write_text(text, encoding="utf-8")
    return path


def test_transfers_between_units_are_left_out(tmp_path: Path) -> None:
    whole = department(*["100.00"] * 4)
    without = CHECKER.report(whole, units=read_units(str(folder(tmp_path))))
    assert found_by("U4", without)
    declared = CHECKER.report(whole, units=read_units(str(folder(tmp_path, "100000.00"))))
    assert found_by("U4", declared) == []


@pytest.mark.parametrize(("money", "figure"), [("万元", "10.00"), ("元", "100,000.00")])
def test_a_transfer_has_a_line_in_the_arithmetic(money: str, figure: str, tmp_path: Path) -> None:
    """The lines add up to what is expected, in the unit that the table prints."""
    rows = by_code(*[{"万元": "101.00", "元": "1010000.00"}[money]] * 4)
    rows[1] = [f"单位：{money}"]
    parts = read_units(str(folder(tmp_path, "100000.00")))
    report = CHECKER.report(document(2025, rows), units=parts)
    (found,) = found_by("U4", report)
    *_, transfer = found.cells
    assert transfer.address.zh.startswith("单位间拨付")
    assert (transfer.value, transfer.weight) == (figure, Decimal(-1))
    assert sum(cell.weight * cell.amount for cell in found.cells[1:]) == found.expected
    text = report_text("text", budgetlint.Report((report,)), Style("en"))
    assert re.search(rf"-\s+{figure}  transfers between units", text)


def by_nature(total: str, basic: str, project: str) -> RawDocument:
    head = [["一般公共预算支出表"], ["单位：万元"]]
    head += [["科目编码", "科目名称", "合计", "基本支出", "项目支出"]]
    return document(2025, [*head, *([*row, total, basic, project] for row in CODES)])


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        (("95.00", "75.00", "20.00"), 0),
        (("95.00", "80.00", "15.00"), 0),
        (("100.00", "80.00", "20.00"), 1),
        (("94.00", "74.00", "20.00"), 2),
    ],
)
def test_a_transfer_is_of_some_kind(printed: tuple[str, str, str], found: int) -> None:
    """What all kinds come to is less by it; of which kind it is is not declared."""
    two = of_units(by_nature("60.00", "50.00", "10.00"), by_nature("40.00", "30.00", "10.00"))
    given = two._replace(given=(Given("2011301", Decimal(5), "万元"),))
    assert len(found_by("U4", CHECKER.report(by_nature(*printed), units=given))) == found


def test_faults_of_the_folder_are_said(tmp_path: Path) -> None:
    path = tmp_path / "d.json"
    (tmp_path / "units").mkdir()
    text = (folder(tmp_path) / "a.json").read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    bad = budgetlint.check(path, units=folder(tmp_path / "units", "many"))
    assert [problem.code for problem in bad.problems] == ["transfer"]
    (tmp_path / "units" / "budgetlint-transfers.toml").unlink()
    (tmp_path / "units" / "c.json").write_text("{", encoding="utf-8")
    (report,) = budgetlint.check(path, units=tmp_path / "units").files
    assert found_by("U4", report) == []
    assert [problem.code for problem in report.problems] == ["unit-unread"]


def test_what_is_no_budget_is_no_unit(tmp_path: Path) -> None:
    folder(tmp_path)
    (tmp_path / "package.json").write_text('{"name": "x"}', encoding="utf-8")
    read = read_units(str(tmp_path))
    assert (len(read.documents), read.problems) == (2, ())
    assert [note.code for note in read.notes] == ["unit-without-tables"]


@pytest.mark.parametrize(
    ("name", "code"), [("a.txt", "units-folder"), ("none", "input-missing"), ("e", "input-missing")]
)
def test_units_are_a_folder_with_documents(name: str, code: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    (tmp_path / "e").mkdir()
    (report,) = budgetlint.check(EXAMPLE, units=tmp_path / name).files
    assert [problem.code for problem in report.problems] == [code]


ACCOUNTS = [
    ["205", "", "", "教育支出"],
    ["205", "02", "", "普通教育"],
    ["205", "02", "02", "小学教育"],
    ["221", "", "", "住房保障支出"],
    ["221", "02", "", "住房改革支出"],
    ["221", "02", "01", "住房公积金"],
    ["", "", "", "合计"],
]
SAID = (
    "2025年一般公共预算支出80.00万元，比上年增加10.00万元。"
    "其中：教育支出（类）普通教育（款）小学教育（项）50.00万元，比上年增加5.00万元；"
    "住房保障支出（类）住房改革支出（款）住房公积金（项）30.00万元{change}。"
)


def told(change: str) -> RawDocument:
    text = SAID.format(change=change)
    section = {"title": "五、一般公共预算支出情况", "text": text, "section": "五"}
    data = {"unit": UNIT, "year": 2025, "tables": [], "narrative": [section]}
    return read_mapping(data)


def printed(*figures: str) -> RawDocument:
    head = [["一般公共预算支出情况表"], ["单位：万元"], ["类", "款", "项", "科目名称", "合计"]]
    rows = [[*row, figure] for row, figure in zip(ACCOUNTS, figures, strict=True)]
    return document(2024, [*head, *rows])


LAST_TABLE = ("45.00", "45.00", "45.00", "25.00", "25.00", "25.00", "70.00")
OTHER = ("45.00", "45.00", "45.00", "21.00", "21.00", "21.00", "66.00")


def test_changes_in_prose_imply_what_last_year_s_tables_print() -> None:
    """Nothing names these sentences: account, source and year are parsed."""
    own = told("，比上年增加5.00万元")
    right = CHECKER.report(own, previous=printed(*LAST_TABLE))
    assert found_by("U5", right) == []
    assert right.coverage.relations["exact"] >= 3
    wrong = told("，比上年增加5.50万元")
    (found,) = found_by("U5", CHECKER.report(wrong, previous=printed(*LAST_TABLE)))
    assert found.severity == "warning"
    assert "住房公积金" in found.cells[0].address.zh
    assert found.cells[-1].table.zh.startswith("2024 年预算 ")


def test_an_unstated_change_is_compared_with_nothing() -> None:
    report = CHECKER.report(told(""), previous=printed(*OTHER[:-1], "70.00"))
    assert found_by("U5", report) == []


def test_another_basis_is_no_finding() -> None:
    """Where most of what is implied is not what was printed, it was put together otherwise."""
    own = told("，比上年增加5.00万元")
    report = CHECKER.report(own, previous=printed(*[f"{n}.00" for n in range(31, 38)]))
    assert found_by("U5", report) == []
    assert "U5" in [skip.code for skip in report.coverage.not_checked]
