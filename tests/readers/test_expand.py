"""Which documents there are at a path."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from budgetlint.readers import expand, read

from .problems import refusal

if TYPE_CHECKING:
    from pathlib import Path


def plant(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("a,b\n", "utf-8")


def test_a_file_is_itself(tmp_path: Path) -> None:
    plant(tmp_path, "document.json")
    path = str(tmp_path / "document.json")
    assert expand(path) == [path]


def test_a_folder_of_csv_files_is_one_document(tmp_path: Path) -> None:
    plant(tmp_path, "表1.CSV", "other.json", "sub/b.json")
    assert expand(str(tmp_path)) == [str(tmp_path)]


def test_a_data_package_is_one_document(tmp_path: Path) -> None:
    plant(tmp_path, "datapackage.json", "data/a.csv")
    assert expand(str(tmp_path)) == [str(tmp_path)]


def test_all_documents_below(tmp_path: Path) -> None:
    plant(
        tmp_path, "b.json", "a/z.json", "a/c/1.csv", "a/c/x.json", "d/1.tsv", "d/e/2.csv",
        "document.json", "datapackage.json", "budget.schema.json", "readme.md",
        ".git/h.json", ".hidden.json", "node_modules/p.json",
    )  # fmt: skip
    found = [path[len(str(tmp_path)) + 1 :] for path in expand(str(tmp_path))]
    assert found == ["a/c", "a/z.json", "b.json", "d"]


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    plant(tmp_path, "a.json")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert expand(str(tmp_path)) == [str(tmp_path / "a.json")]


@pytest.mark.parametrize("name", ["", "nowhere", "a.json"])
def test_nothing_there(tmp_path: Path, name: str) -> None:
    plant(tmp_path, "readme.md", "document.json")
    path = str(tmp_path / name)
    problem = refusal(lambda: expand(path))
    assert (problem.code, problem.place.path) == ("input-missing", path)


def test_an_empty_folder_is_no_document(tmp_path: Path) -> None:
    assert refusal(lambda: read(str(tmp_path))).code == "input-missing"
