"""Converted documents are checked with the same result, and their places lead to the original."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

import budgetlint
from badinput.scenario import COMMAND, environment
from budgetlint.cli.convert_command import convert_command
from budgetlint.model.place import Place
from budgetlint.recognise.claims import location_of
from budgetlint.report.report import FileReport
from budgetlint.tasks.check import checker
from papers.pdf import document_pdf
from papers.reports import in_original, places, verdicts
from papers.sheets import ROOT
from papers.writers import WRITERS
from whole.test_schemas import faults

EXAMPLES = [
    "examples/xinjiang-2026/budget.json",
    "examples/xinjiang-2026/csv",
    *(f"examples/broken/{path.name}" for path in sorted((ROOT / "examples/broken").iterdir())),
]


def only(source: str | Path) -> FileReport:
    (report,) = budgetlint.check(source).files
    return report


def converted(source: str | Path, folder: Path) -> tuple[Path, Path]:
    """The document as JSON and as a folder of CSV."""
    as_json, as_csv = folder / "out.json", folder / "out"
    for out in (as_json, as_csv):
        assert convert_command([str(source)], str(out), None, "en") == 0
    return as_json, as_csv


@pytest.mark.parametrize("kind", WRITERS)
def test_every_format(kind: str, written: dict[str, Path], tmp_path: Path) -> None:
    source = written[kind].parent
    expected = only(source)
    as_json, as_csv = converted(source, tmp_path)
    assert faults("document", json.loads(as_json.read_text("utf-8"))) == []
    for out in (as_json, as_csv):
        report = only(out)
        assert report.problems == ()
        assert verdicts(report) == verdicts(expected)
        assert places(report) == places(expected)


def every_place(document: budgetlint.Document) -> list[Place]:
    """Of each cell of its tables, and of each figure of its claims."""
    cells = [
        table.raw.locate(r, c)
        for table in document.tables.values()
        for r, row in enumerate(table.raw.rows)
        for c in range(len(row))
        if table.layout.book is None
    ]
    claims = document.prose.claims if document.prose else ()
    spans = [figure.place for claim in claims for figure in claim.figures.values()]
    figures = [location_of(document.raw, span) for span in spans]
    return list(map(in_original, (*cells, *figures)))


@pytest.mark.parametrize("kind", ["docx", "html", "pdf"])
def test_every_place_is_kept(kind: str, written: dict[str, Path], tmp_path: Path) -> None:
    """The boxes on the pages of a PDF, the characters of the paragraphs of a Word file."""
    source = written[kind].parent if kind in written else tmp_path / "budget.pdf"
    if kind == "pdf":
        source.write_bytes(document_pdf(json.loads((ROOT / EXAMPLES[0]).read_text("utf-8"))))
    expected = every_place(budgetlint.read(source))
    as_json, _ = converted(source, tmp_path)
    assert every_place(budgetlint.read(as_json)) == expected
    assert any(place.box for place in expected) is (kind == "pdf")
    assert any(place.paragraph for place in expected) is (kind == "docx")


@pytest.mark.parametrize("source", EXAMPLES)
def test_the_examples(source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    expected = only(source)
    for out in converted(source, tmp_path):
        assert verdicts(only(out)) == verdicts(expected)


def test_converting_again_changes_nothing(written: dict[str, Path], tmp_path: Path) -> None:
    first, _ = converted(written["docx"].parent, tmp_path)
    second = tmp_path / "again.json"
    assert convert_command([str(first)], str(second), None, "en") == 0
    assert first.read_text("utf-8") == second.read_text("utf-8")


UNKNOWN = {
    "profile": "cn-common",
    "tables": [
        {"id": "expenditure", "title": "单位支出总体情况表", "columns": ["科目编码", "科目名称",
         "合计"], "rows": [["201", "一般公共服务支出", 792.5], ["", "合计", "x"]]},
        {"id": "someone", "columns": ["a"], "rows": [["1,000.00"]]},
    ],
}  # fmt: skip


def test_what_was_not_recognised_is_kept(tmp_path: Path) -> None:
    source = tmp_path / "a.json"
    source.write_text(json.dumps(UNKNOWN), encoding="utf-8")
    out = tmp_path / "b.json"
    assert convert_command([str(source)], str(out), None, "en") == 2
    data = json.loads(out.read_text("utf-8"))
    assert [table["id"] for table in data["tables"]] == ["expenditure", "someone"]
    assert "792.5]" in out.read_text("utf-8")  # a number stays a number
    before, after = only(source), only(out)
    assert [p.code for p in after.problems] == [p.code for p in before.problems]
    assert verdicts(after) == verdicts(before)


def test_a_folder_that_is_not_empty_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x", encoding="utf-8")
    source = str(ROOT / "examples/xinjiang-2026/budget.json")
    assert convert_command([source], str(tmp_path), None, "en") == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv"]


def test_the_command_prints_without_output() -> None:
    source = ROOT / "examples" / "broken" / "three-public.json"
    done = subprocess.run(
        [*COMMAND, "convert", str(source)], env=environment(), capture_output=True, check=True
    )
    document, pack = checker().reading([source])
    assert json.loads(done.stdout)["profile"] == pack.name
    assert len(json.loads(done.stdout)["tables"]) == len(document.tables)


def test_units_of_columns_are_written_and_read_again(tmp_path: Path) -> None:
    source = tmp_path / "table.csv"
    source.write_text(
        "一般公共预算支出表,,,,\n"
        "科目编码,科目名称,合计（元）,基本支出（元）,项目支出（万元）\n"
        "201,一般公共服务支出,120000.00,20000.00,10.00\n"
        "20101,人大事务,120000.00,20000.00,10.00\n"
        "2010101,行政运行,20000.00,20000.00,\n"
        "2010102,一般行政管理事务,100000.00,,11.00\n"
        "合计,,120000.00,20000.00,10.00\n"
    )
    before = budgetlint.check(source).to_dict()["files"][0]
    assert [finding["code"] for finding in before["findings"]] == ["A4"]
    for out in converted(source, tmp_path):
        again = budgetlint.check(out).to_dict()["files"][0]
        assert again["coverage"]["relations"] == before["coverage"]["relations"]
        (finding,) = again["findings"]
        assert finding["actual"] == before["findings"][0]["actual"]
        assert finding["suspects"][0]["suggested"] == "10.00"


def test_what_was_not_read_of_the_original_is_told_again(tmp_path: Path) -> None:
    place = Place("a.pdf", page=3)
    said = {"zh": "这一页是图片", "en": "this page is a picture"}
    unread = [
        {
            "code": "pdf-page",
            "found": said,
            "advice": {"zh": "请核对", "en": "look"},
            "place": {"path": "a.pdf", "page": 3},
        }
    ]
    table = {"id": "revenue", "columns": ["项目", "合计"], "rows": [["合计", "5.00"]]}
    source = tmp_path / "source.json"
    source.write_text(json.dumps({"tables": [table], "unread": unread}, ensure_ascii=False))
    (before,) = [p for p in only(source).problems if p.code == "pdf-page"]
    assert (before.found.zh, before.found.en, before.place) == (*said.values(), place)
    for out in (tmp_path / "out.json", tmp_path / "out"):
        assert convert_command([str(source)], str(out), None, "en") == 2
        assert before in only(out).problems
    assert faults("document", json.loads((tmp_path / "out.json").read_text("utf-8"))) == []


def test_what_is_said_to_be_unread_has_its_shape(tmp_path: Path) -> None:
    source = tmp_path / "source.json"
    for wrong in ([{"code": "x"}], [{"code": "x", "found": {"zh": "a"}}], ["x"]):
        source.write_text(json.dumps({"tables": [], "unread": wrong}))
        assert "json-shape" in {p.code for p in only(source).problems}


def test_notes_of_several_lines_below_a_table_stay_notes(tmp_path: Path) -> None:
    source = tmp_path / "table.csv"
    source.write_text(
        "政府性基金预算支出表,,,\n单位：万元,,,\n科目编码,科目名称,合计,基本支出\n合计,,,\n"
        "注：本表反映政府性基金预算支出情况。,,,\n没有支出的仍保留该表格式：,,,\n"
    )
    rows = [len(t.raw.rows) for t in checker().reading([source])[0].tables.values()]
    for out in converted(source, tmp_path):
        again = [len(t.raw.rows) for t in checker().reading([out])[0].tables.values()]
        assert again == rows == [1]


FORM = (
    "项目名称,,某专项,,实施单位\n项目资金（万元）,,年度资金总额：,,244.78\n"
    ",,其中：财政拨款,,221.00\n绩效指标,一级指标,二级指标,三级指标,分值（90）\n"
    "绩效指标,产出指标,数量指标,完成人数,15\n"
)


def test_a_form_of_targets_is_no_table_of_figures(tmp_path: Path) -> None:
    source = tmp_path / "form.csv"
    source.write_text(f"某专项绩效目标表,,,,\n{FORM}")
    report = only(source)
    assert (report.findings, {p.code for p in report.problems}) == ((), {"input-no-budget"})
