"""Which files make one document, and which are documents of their own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import budgetlint
from budgetlint import InputError
from budgetlint.readers import expand
from budgetlint.tasks.reading import read, read_together

from .test_workbooks import TABLE, book

CSV = "单位支出总体情况表,,\n科目编码,科目名称,合计\n,合计,1.00\n"
PAGE = "<html><p>一、收入情况说明</p><p>收入预算1.00万元。</p></html>"


def plant(folder: Path, *names: str, header: object = None) -> Path:
    """Files of these names, in a folder with this document.json."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        path = folder / name
        if name.endswith(".xlsx"):
            book(TABLE).save(path)
        else:
            path.write_text(CSV if name.endswith(".csv") else PAGE, encoding="utf-8")
    if header is not None:
        (folder / "document.json").write_text(json.dumps(header), encoding="utf-8")
    return folder


def found(folder: Path) -> list[str]:
    return [str(Path(one.path).relative_to(folder)) for one in expand(str(folder))]


def test_a_folder_of_documents(tmp_path: Path) -> None:
    plant(tmp_path, "b.xlsx", "a.html", "readme.md", "notes.txt", "~$b.xlsx", "c.json")
    plant(tmp_path / "d", "x.csv")
    plant(tmp_path / "e", "y.xlsx", header={})
    assert found(tmp_path) == ["a.html", "b.xlsx", "c.json", "d", "e"]


def test_a_described_folder_is_one_document(tmp_path: Path) -> None:
    plant(tmp_path, "b.xlsx", "a.html", "README.txt", header={"unit": "某中心", "year": 2026})
    assert found(tmp_path) == ["."]
    raw = read(str(tmp_path))
    assert (raw.unit, raw.year, len(raw.grids), len(raw.narrative)) == ("某中心", 2026, 1, 1)


def test_the_files_that_are_listed(tmp_path: Path) -> None:
    header = {"files": ["t/b.xlsx", "a.csv"], "profile": "cn-common"}
    plant(tmp_path, "a.csv", "other.html", header=header)
    plant(tmp_path / "t", "b.xlsx")
    raw = read(str(tmp_path))
    assert [grid.name for grid in raw.grids] == ["Sheet1", "a"]
    assert (raw.narrative, raw.profile) == ((), "cn-common")
    assert [(n.code, Path(n.place.path).name) for n in raw.notes] == [
        ("file-left-out", "other.html")
    ]
    assert found(tmp_path) == [".", "other.html"]


@pytest.mark.parametrize("path", ["../a.csv", "/etc/passwd", "C:/a.csv", ""])
def test_files_outside_are_refused(path: str, tmp_path: Path) -> None:
    plant(tmp_path, "a.csv", header={"files": [path]})
    (problem,) = read(str(tmp_path)).problems
    assert (problem.code, problem.place.pointer) == ("json-shape", "/files/0")


def test_what_stands_beside_csv_files_is_mentioned(tmp_path: Path) -> None:
    plant(tmp_path, "a.csv", "b.xlsx")
    raw = read(str(tmp_path))
    assert len(raw.grids) == 1
    assert [(n.code, Path(n.place.path).name) for n in raw.notes] == [("file-left-out", "b.xlsx")]


def test_a_described_folder_holds_all_that_is_in_it(tmp_path: Path) -> None:
    plant(tmp_path, "a.csv", "b.xlsx", header={})
    assert found(tmp_path) == ["."]
    assert len(read(str(tmp_path)).grids) == 2


def test_all_of_a_folder_together(tmp_path: Path) -> None:
    """Also what is no part of the document that its CSV files make."""
    plant(tmp_path, "a.csv", "b.xlsx", "c.html")
    raw = read_together([str(tmp_path)])
    assert (len(raw.grids), len(raw.narrative)) == (2, 1)


def test_no_file_of_a_folder_is_a_link_out_of_it(tmp_path: Path) -> None:
    plant(tmp_path / "out", "x.csv", "y.csv")
    plant(tmp_path / "in", "a.csv")
    (tmp_path / "in" / "b.csv").symlink_to(tmp_path / "out" / "x.csv")
    (tmp_path / "in" / "sub").symlink_to(tmp_path / "out")
    package = {"resources": [{"path": "sub/y.csv"}]}
    (tmp_path / "in" / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    raw = read(str(tmp_path / "in"))
    assert [grid.name for grid in raw.grids] == ["a"]
    refused = [(p.code, Path(p.place.path).name) for p in raw.problems]
    assert refused == [("input-outside", "b.csv"), ("input-outside", "y.csv")]


@pytest.mark.parametrize("name", ["document.json", "datapackage.json"])
def test_no_header_of_a_folder_is_a_link_out_of_it(name: str, tmp_path: Path) -> None:
    (tmp_path / "secret.json").write_text('{"unit": "秘密"}', encoding="utf-8")
    folder = plant(tmp_path / "in", "a.csv")
    (folder / name).symlink_to(tmp_path / "secret.json")
    raw = read(str(folder))
    assert (raw.unit, [p.code for p in raw.problems]) == ("", ["input-outside"])


def test_together(tmp_path: Path) -> None:
    plant(tmp_path, "a.html", "b.xlsx")
    for paths in ([str(tmp_path)], [str(tmp_path / "a.html"), str(tmp_path / "b.xlsx")]):
        raw = read_together(paths)
        assert (len(raw.grids), len(raw.narrative)) == (1, 1)
        assert raw.path == " + ".join(paths)


def test_a_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    plant(tmp_path, "a.html", "b.xlsx")
    (tmp_path / "b.xlsx").write_bytes(b"PK\3\4")
    (report,) = budgetlint.check(tmp_path, "cn-common", together=True).files
    (problem,) = report.problems
    assert (problem.code, Path(problem.place.path).name) == ("input-damaged", "b.xlsx")
    (tmp_path / "a.html").unlink()
    with pytest.raises(InputError):
        read_together([str(tmp_path)])


def test_a_table_that_two_files_print_with_other_figures(tmp_path: Path) -> None:
    plant(tmp_path, "a.xlsx", "b.xlsx")
    same = budgetlint.check(tmp_path, "cn-common", together=True).files[0]
    assert (same.problems, [note.code for note in same.notes]) == ((), ["table-repeated"])
    other = [list(row) for row in TABLE]
    other[3][2] = 11
    book(other).save(tmp_path / "b.xlsx")
    differs = budgetlint.check(tmp_path, "cn-common", together=True).files[0]
    assert [problem.code for problem in differs.problems] == ["table-duplicate"]
