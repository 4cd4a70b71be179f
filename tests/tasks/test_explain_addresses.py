"""`explain` takes every address that `check` prints, in every language and format."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import budgetlint
from budgetlint.model.errors import InputError
from budgetlint.readers.json.mapping import read_mapping
from budgetlint.report import Style, report_text
from budgetlint.report.entries import entries
from budgetlint.report.findings_text import finding_block
from budgetlint.report.report import FileReport
from budgetlint.report.writer import Writer, position
from budgetlint.tasks.addresses import LANGS
from budgetlint.tasks.explain import Questions, explain_cell
from budgetlint.tasks.reading import read
from papers.ocr import document_text
from papers.sheets import example

EXAMPLES = Path("examples")


PATHS = [EXAMPLES / "xinjiang-2026" / "budget.json", *sorted((EXAMPLES / "broken").iterdir())]


def copied(file: FileReport) -> Iterator[str]:
    """What a reader may copy from a report in any format: addresses, places, headings, lines."""
    for lang in LANGS:
        w = Writer(lang, colour=False, path=file.path)
        for finding in file.findings:
            head = next(iter(finding_block(finding, w))).strip()
            yield from (head, *head.split("  "))
            for cell in (*finding.cells[:1], *(one.cell for one in finding.suspects[:2])):
                yield from (text.get(lang) for text in (cell.address, cell.titled, cell.short))
                yield position(cell.place, w) if cell.is_there else ""
        for entry in entries(file, lang):
            yield from (entry.place, f"{entry.code} {entry.place}".strip(), entry.name)
            yield f"{entry.sheet}!{entry.cell}" if entry.cell else ""


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_everything_that_check_prints(path: Path) -> None:
    asked = Questions(read(str(path)))
    file = asked.report
    addresses = set(copied(file)) - {""}
    assert len(addresses) > 3 * len(file.findings)
    for address in addresses:
        assert asked.at(address), address


def test_a_finding_without_a_cell_is_told_by_its_heading() -> None:
    """H1d is of a note below a table: no cell; its heading is its address, in both languages."""
    table = {
        "id": "state-capital",
        "title": "国有资本经营预算支出表",
        "money": "万元",
        "columns": ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
        "rows": [["", "合计", "", "", ""]],
        "notes": ["注：本单位无政府性基金预算，故本表为空。"],
    }
    raw = read_mapping({"profile": "cn-common", "tables": [table]})
    asked = Questions(raw)
    (finding,) = (one for one in asked.report.findings if one.code == "H1d")
    assert not finding.cells
    for heading in ("H1d", f"错误 H1d  {finding.name.zh}", finding.message.en):
        (story,) = asked.at(heading)
        assert story.against == (finding,)


def test_a_whole_line_means_the_place_that_it_names() -> None:
    asked = Questions(read(str(EXAMPLES / "broken" / "three-public.json")))
    (finding, *_) = asked.report.findings
    line = next(iter(finding_block(finding, Writer("zh", colour=False, path=asked.report.path))))
    (story,) = asked.at(line)
    assert story.cell.address == (finding.primary or finding.cells[0]).address


def test_where_something_could_not_be_read_that_is_told() -> None:
    table = {
        "id": "expenditure",
        "title": "支出表",
        "money": "万元",
        "columns": ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
        "rows": [["2O1", "一般公共服务", "1", "1", ""], ["", "合计", "1", "1", ""]],
    }
    asked = Questions(read_mapping({"profile": "cn-common", "tables": [table]}))
    with pytest.raises(InputError) as told:
        asked.at("code-unreadable")
    assert [one.code for one in told.value.problems] == ["code-unreadable"]


def test_files_that_are_one_document() -> None:
    csv = EXAMPLES / "xinjiang-2026" / "csv"
    files = [path for path in csv.iterdir() if path.name.startswith(("表03-", "表05-"))]
    (story,) = explain_cell(files, "表3 / 总计 / 合计", "cn-xinjiang-2026", together=True)
    assert story.vouching


def test_halves_of_one_document_are_told(tmp_path: Path) -> None:
    whole = json.loads((EXAMPLES / "xinjiang-2026" / "budget.json").read_text("utf-8"))
    for name, empty in (("tables", "narrative"), ("text", "tables")):
        text = json.dumps({**whole, empty: []}, ensure_ascii=False)
        (tmp_path / f"{name}.json").write_text(text, "utf-8")
    other = json.dumps({**whole, "unit": "别的单位", "narrative": []}, ensure_ascii=False)
    (tmp_path / "other.json").write_text(other, "utf-8")
    said = report_text("text", budgetlint.check(tmp_path), Style("zh"))
    names = [str(tmp_path / name) for name in ("tables.json", "text.json")]
    assert f"budgetlint check --together {' '.join(names)}" in said


def test_a_row_by_its_name_alone() -> None:
    """As the arithmetic of a finding names it, below its own table."""
    path = EXAMPLES / "broken" / "slipped-table-2.json"
    stories = explain_cell(path, "201 一般公共服务支出")
    assert {story.cell.row for story in stories} == {"201 一般公共服务支出"}
    assert len({story.cell.column for story in stories}) > 3


def test_a_row_as_a_remark_names_it() -> None:
    """By its table and its name, and by where the remark says that it stands."""
    text = document_text(example(), faults=True)
    asked = Questions(read("ocr.txt", text.encode()))
    rows = [n for n in asked.report.notes if n.code == "reading-doubtful" and "/" in n.address.zh]
    assert rows
    for note in rows[:3]:
        w = Writer("zh", colour=False, path="ocr.txt")
        for address in (note.address.zh, note.address.en, position(note.place, w)):
            assert {story.cell.row for story in asked.at(address)} == {note.address.zh[5:]}
