"""`budgetlint fix`: only what is certain, only what is asked for, and nothing else changed."""

from __future__ import annotations

import json
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest

import budgetlint
import inside
from budgetlint.readers.edit import Edit, EditError, edit_csv, edit_json
from budgetlint.tasks.fix import fixes, write_fixes

EXAMPLES = Path(__file__).parents[2] / "examples"


def call(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return inside.call(folder, "fix", *arguments)


def changed_lines(diff: str) -> list[str]:
    return [
        line for line in diff.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")
    ]


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    for path in (EXAMPLES / "broken").glob("*.json"):
        shutil.copy(path, tmp_path)
    return tmp_path


def test_a_patch_and_nothing_written(broken: Path) -> None:
    before = (broken / "transposed-digits.json").read_bytes()
    done = call(broken, "transposed-digits.json", "--diff")
    assert done.returncode == 1
    assert changed_lines(done.stdout) == [
        '-        ["", "总计", "14,571.61", "2,216.62", "12,534.99"]',
        '+        ["", "总计", "14,751.61", "2,216.62", "12,534.99"]',
    ]
    assert (broken / "transposed-digits.json").read_bytes() == before
    assert call(broken, "transposed-digits.json").stdout == done.stdout


@pytest.mark.parametrize("name", ["transposed-digits", "slipped-table-2", "three-public"])
def test_written_and_right(broken: Path, name: str) -> None:
    path = broken / f"{name}.json"
    assert call(broken, path.name, "--write").returncode == 0
    assert budgetlint.check(str(path)).findings == ()
    assert call(broken, path.name).returncode == 0


def test_the_patch_applies(broken: Path) -> None:
    done = call(broken, "slipped-table-2.json")
    patch = shutil.which("patch")
    if patch is None:
        pytest.skip("no patch(1) here")
    subprocess.run([patch, "-p0"], cwd=broken, input=done.stdout, text=True, check=True)
    assert budgetlint.check(str(broken / "slipped-table-2.json")).findings == ()


def test_a_missing_row_is_left_to_people(broken: Path) -> None:
    done = call(broken, "missing-kuan.json", "--lang", "en")
    assert (done.returncode, done.stdout) == (0, "")
    assert "nothing that can be written; certain, to be changed by hand" in done.stderr
    assert "20141 数据事务 / 合计" in done.stderr


def test_a_row_to_be_struck_out_is_left_to_people(tmp_path: Path) -> None:
    document = json.loads((EXAMPLES / "xinjiang-2026" / "budget.json").read_text("utf-8"))
    rows = document["tables"][11]["rows"]
    rows.insert(3, rows[3])
    (tmp_path / "budget.json").write_text(json.dumps(document), "utf-8")
    (report,) = budgetlint.check(str(tmp_path / "budget.json")).files
    assert {s.slip_code for f in report.findings for s in f.suspects} == {"row-twice"}
    assert call(tmp_path, "budget.json").stdout == ""


def test_diff_wins_over_write(broken: Path) -> None:
    before = (broken / "three-public.json").read_bytes()
    assert call(broken, "three-public.json", "--diff", "--write").returncode == 1
    assert (broken / "three-public.json").read_bytes() == before


def test_prose(tmp_path: Path) -> None:
    """One figure in the text of a section; the rest of the file stays, byte for byte."""
    text = (EXAMPLES / "xinjiang-2026" / "budget.json").read_text("utf-8")
    wrong = text.replace("4,821.12万元", "4,812.12万元", 1)
    assert wrong != text
    path = tmp_path / "budget.json"
    path.write_text(wrong, encoding="utf-8")
    assert call(tmp_path, path.name, "--write").returncode == 0
    assert path.read_text("utf-8") == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_keeps_its_encoding(tmp_path: Path, encoding: str) -> None:
    folder = tmp_path / "csv"
    shutil.copytree(EXAMPLES / "xinjiang-2026" / "csv", folder)
    sheet = next(folder.glob("表03*.csv"))
    right = sheet.read_bytes().decode("utf-8-sig")
    wrong = right.replace("14,751.61", "14,571.61").replace("14751.61", "14571.61")
    assert wrong != right
    sheet.write_bytes(wrong.encode(encoding))
    done = call(tmp_path, "csv", "--write")
    assert done.returncode == 0, done.stderr
    assert sheet.read_bytes() == right.encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_json_keeps_its_encoding(tmp_path: Path, encoding: str) -> None:
    wrong = (EXAMPLES / "broken" / "transposed-digits.json").read_text("utf-8")
    path = tmp_path / "budget.json"
    path.write_bytes(wrong.replace("\n", "\r\n").encode(encoding))
    done = call(tmp_path, path.name, "--write")
    assert done.returncode == 0, done.stderr
    right = wrong.replace('"14,571.61"', '"14,751.61"').replace("\n", "\r\n")
    assert path.read_bytes() == right.encode(encoding)


def test_figures_that_lost_their_places(tmp_path: Path) -> None:
    """The relations ask for cents, though the wrong figure was printed without."""
    right = (EXAMPLES / "xinjiang-2026" / "budget.json").read_text("utf-8")
    cell = '["201", "一般公共服务支出", "13,961.26", "1,426.28"'
    assert right.count(cell) == 1
    path = tmp_path / "budget.json"
    path.write_text(right.replace(cell, cell.replace("13,961.26", "14,571")), "utf-8")
    assert call(tmp_path, path.name, "--write").returncode == 0
    assert path.read_text("utf-8") == right


def test_what_has_no_place_is_left(tmp_path: Path) -> None:
    """A character that JSON writes as two escapes: the other corrections are still made."""
    text = (EXAMPLES / "xinjiang-2026" / "budget.json").read_text("utf-8")
    wrong = text.replace("4,821.12万元", "4,812.12万元\U0001f600", 1)
    wrong = wrong.replace('"13,961.26", "1,426.28"', '"13,691.26", "1,426.28"')
    path = tmp_path / "budget.json"
    path.write_text(json.dumps(json.loads(wrong)), "utf-8")
    done = call(tmp_path, path.name, "--lang", "en")
    assert done.returncode == 1
    assert "errors corrected: 1, in cells: 1" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_sign_in_words_stays_there(tmp_path: Path) -> None:
    """减少2,170.81 is -2,170.81, and the suggestion is what belongs behind 减少."""
    text = (EXAMPLES / "xinjiang-2026" / "budget.json").read_text("utf-8")
    wrong = text.replace("减少2,170.81万元", "减少2,110.81万元", 1)
    assert wrong != text
    (tmp_path / "budget.json").write_text(wrong, "utf-8")
    (report,) = budgetlint.check(str(tmp_path / "budget.json")).files
    (suspect,) = next(f.suspects for f in report.findings if f.suspects)
    assert (suspect.cell.value, suspect.right) == ("2,110.81", "2,170.81")
    assert (suspect.low, suspect.high) == (Decimal("2170.76"), Decimal("2170.86"))


def test_unreadable(tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text("{", encoding="utf-8")
    done = call(tmp_path, "bad.json")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_values_in_json() -> None:
    text = '{"a": ["1.00", 2.50, null, "", "\\u4e00 3.00 x 3.00"]}'
    edits = [
        Edit("/a/0", 0, 0, 0, "1.00", "1,000.00"),
        Edit("/a/1", 0, 0, 0, "2.50", "1,250.00"),
        Edit("/a/2", 0, 0, 0, "", "5.00"),
        Edit("/a/3", 0, 0, 0, "", "6.00"),
        Edit("/a/4", 0, 0, 7, "3.00", "4.00"),
    ]
    assert edit_json(text, edits) == (
        '{"a": ["1,000.00", 1250.00, 5.00, "6.00", "\\u4e00 3.00 x 4.00"]}'
    )


def test_cells_in_csv() -> None:
    text = 'a,"1,000.00",,3.00\r\n'
    edits = [
        Edit("", 1, 4, 0, "1,000.00", "2,000.00"),
        Edit("", 1, 14, 0, "", "7,000.00"),
        Edit("", 1, 15, 0, "3.00", "4.00"),
    ]
    assert edit_csv(text, edits) == 'a,"2,000.00","7,000.00",4.00\r\n'


def test_a_blank_behind_the_quote() -> None:
    assert edit_csv('sep=;\na;" 1,00";b\r\n', [Edit("", 2, 5, 0, "1,00", "2;00")]) == (
        'sep=;\na;" 2;00";b\r\n'
    )


def test_a_figure_that_is_read_twice_is_replaced_once() -> None:
    assert edit_json('["x 1.0 y"]', [Edit("/0", 0, 0, 2, "1.0", "12.0")] * 2) == '["x 12.0 y"]'
    with pytest.raises(EditError):
        edit_json('["12"]', [Edit("/0", 0, 0, 0, "12", "1"), Edit("/0", 0, 0, 1, "2", "3")])


def test_what_is_not_there_is_not_replaced() -> None:
    with pytest.raises(EditError):
        edit_json('["1.00"]', [Edit("/0", 0, 0, 0, "2.00", "3.00")])
    with pytest.raises(EditError):
        edit_csv("a,1.00\n", [Edit("", 1, 3, 0, "2.00", "3.00")])


def test_a_patch_of_a_file_with_crlf_keeps_its_line_ends(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from budgetlint.cli.explain_commands import fix_command

    folder = tmp_path / "csv"
    shutil.copytree("examples/xinjiang-2026/csv", folder)
    (path,) = folder.glob("表03*.csv")
    wrong = path.read_text("utf-8").replace("14,751.61", "14,571.61", 1)
    path.write_bytes("\r\n".join(wrong.splitlines()).encode() + b"\r\n")
    assert fix_command([str(folder)], None, "en", really=False) == 1
    shown = capsys.readouterr().out
    assert [line[:1] for line in shown.split("\r\n") if "14,751.61" in line] == ["+"]
    assert shown.endswith("\r\n")
    assert "\ufffd" not in shown


def test_files_that_are_one_document(tmp_path: Path) -> None:
    """Tables in one file and the narrative in another: what is certain only together is written."""
    whole = json.loads((EXAMPLES / "broken" / "transposed-digits.json").read_text("utf-8"))
    own = [table for table in whole["tables"] if table["id"] == "expenditure"]
    others = [table for table in whole["tables"] if table["id"] != "expenditure"]
    for name, tables in (("a.json", own), ("b.json", others)):
        text = json.dumps({**whole, "tables": tables}, ensure_ascii=False)
        (tmp_path / name).write_text(text, encoding="utf-8")
    paths = [tmp_path / name for name in ("a.json", "b.json")]
    (fixed,) = fixes(paths, together=True)
    assert [Path(patch.path).name for patch in fixed.patches] == ["a.json"]
    write_fixes(fixed)
    assert fixes(paths, together=True)[0].corrected == 0
