"""`explain` takes every address that `check` prints, in every language and format."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import budgetlint
from budgetlint.report import Style, report_text
from budgetlint.report.finding import Finding, FindingCell
from budgetlint.report.writer import Writer, position
from budgetlint.tasks.explain import explain_cell

EXAMPLES = Path("examples")


def said(cell: FindingCell, path: Path) -> Iterator[str]:
    for lang in ("zh", "en"):
        yield cell.address.get(lang)
        yield cell.titled.get(lang)
        yield cell.short.get(lang)
        if cell.is_there:
            yield position(cell.place, Writer(lang, colour=False, path=str(path)))


def cells(finding: Finding) -> Iterator[FindingCell]:
    yield from finding.cells[:1]
    yield from (suspect.cell for suspect in finding.suspects[:2])


def explained(path: Path, findings: list[Finding]) -> None:
    addresses = {text for f in findings for cell in cells(f) for text in said(cell, path) if text}
    assert addresses
    for address in addresses:
        assert explain_cell(path, address), address


def test_every_address_of_a_finding() -> None:
    path = EXAMPLES / "broken" / "three-public.json"
    explained(path, list(budgetlint.check(path).findings))


def test_addresses_of_wordings_names_and_prompts() -> None:
    """A section, a row without a figure, a name: what the findings say of it."""
    path = EXAMPLES / "xinjiang-2026" / "budget.json"
    findings = {finding.code: finding for finding in budgetlint.check(path).findings}
    addresses = [findings[code].cells[0].address.zh for code in ("M1", "G6")]
    for address in addresses:
        (story, *_) = explain_cell(path, address)
        assert story.against


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
    said = report_text("text", budgetlint.check(tmp_path), Style("zh"))
    names = [str(tmp_path / name) for name in ("tables.json", "text.json")]
    assert f"budgetlint check --together {' '.join(names)}" in said


def test_a_row_by_its_name_alone() -> None:
    """As the arithmetic of a finding names it, below its own table."""
    path = EXAMPLES / "broken" / "slipped-table-2.json"
    stories = explain_cell(path, "201 一般公共服务支出")
    assert {story.cell.row for story in stories} == {"201 一般公共服务支出"}
    assert len({story.cell.column for story in stories}) > 3
