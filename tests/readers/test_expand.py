"""Which documents there are at a path."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from pathlib import Path

import pytest

from budgetlint.model.errors import ForeignError, InputError
from budgetlint.readers import Input, expand
from budgetlint.tasks.reading import read

from .problems import refusal


def plant(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("a,b\n", "utf-8")


def paths(root: Path) -> list[str]:
    """What there is to check in a folder, by its path in it."""
    found = list(expand(str(root)))
    assert not any(one.error for one in found)
    alone = len(found) == 1 and found[0].path == str(root)
    assert all(one.met is not alone for one in found)
    return [os.path.relpath(one.path, root) for one in found]


def test_a_file_is_itself(tmp_path: Path) -> None:
    plant(tmp_path, "document.json")
    path = str(tmp_path / "document.json")
    assert list(expand(path)) == [Input(path)]


def test_a_folder_of_csv_files_is_one_document(tmp_path: Path) -> None:
    plant(tmp_path, "表1.CSV", "表2.csv", "readme.html")
    assert paths(tmp_path) == ["."]


def test_a_csv_file_hides_nothing(tmp_path: Path) -> None:
    """What is no part of the folder's document is a document of its own."""
    plant(tmp_path, "通讯录.csv", "a.xlsx", "b.json", "c.xlsb", "sub/d.csv", "sub/e.pdf", "f.txt")
    assert paths(tmp_path) == [".", "a.xlsx", "b.json", "c.xlsb", "sub", "sub/e.pdf"]


def test_a_data_package_is_one_document(tmp_path: Path) -> None:
    plant(tmp_path, "data/a.csv", "data/b.csv", "data/c.xlsx")
    package = {"resources": [{"path": "data/a.csv"}, {"path": ["data/b.csv"]}]}
    (tmp_path / "datapackage.json").write_text(json.dumps(package), "utf-8")
    assert paths(tmp_path) == [".", "data/c.xlsx"]


def test_a_data_package_of_others_is_none(tmp_path: Path) -> None:
    plant(tmp_path, "datapackage.json", "data/a.csv")
    assert paths(tmp_path) == ["data"]


def test_all_documents_below(tmp_path: Path) -> None:
    plant(
        tmp_path, "b.json", "a/z.json", "a/c/1.csv", "a/c/x.json", "d/1.tsv", "d/e/2.csv",
        "document.json", "datapackage.json", "budget.schema.json", "readme.md",
        ".git/h.json", ".hidden.json", "node_modules/p.json",
    )  # fmt: skip
    assert paths(tmp_path) == ["a/c", "a/c/x.json", "a/z.json", "b.json", "d", "d/e"]


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    plant(tmp_path, "a.json")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert paths(tmp_path) == ["a.json"]


def test_links_that_lead_out_are_not_followed(tmp_path: Path) -> None:
    plant(tmp_path, "in/a.json", "out/b.json", "in/sub/c.json")
    (tmp_path / "in" / "b.json").symlink_to(tmp_path / "out" / "b.json")
    (tmp_path / "in" / "d").symlink_to(tmp_path / "out")
    (tmp_path / "in" / "e.json").symlink_to("sub/c.json")
    found = {os.path.basename(one.path): one.error for one in expand(str(tmp_path / "in"))}
    assert list(found) == ["a.json", "b.json", "d", "e.json", "c.json"]
    refused = {name: error.problems[0].code for name, error in found.items() if error}
    assert refused == {"b.json": "input-outside", "d": "input-outside"}


def test_folders_in_folders_in_folders(tmp_path: Path) -> None:
    """Deeper than functions can be called in one another."""
    depth = sys.getrecursionlimit() + 50
    with contextlib.chdir(tmp_path):
        for _ in range(depth):
            os.mkdir("d")
            os.chdir("d")
        Path("a.json").write_text("{}", "utf-8")
        found = [one.path for one in expand(str(tmp_path))]
        Path("a.json").unlink()
        for _ in range(depth):  # nor can pytest take away what is nested so deeply
            os.chdir("..")
            os.rmdir("d")
    assert found == [str(tmp_path) + "/d" * depth + "/a.json"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every folder")
def test_a_folder_that_may_not_be_read_hides_no_other(tmp_path: Path) -> None:
    plant(tmp_path, "a/x.json", "b/y.json")
    (tmp_path / "a").chmod(0)
    found = list(expand(str(tmp_path)))
    (tmp_path / "a").chmod(0o700)
    assert [(os.path.basename(one.path), bool(one.error)) for one in found] == [
        ("a", True),
        ("y.json", False),
    ]


@pytest.mark.parametrize("name", ["", "nowhere", "a.json"])
def test_nothing_there(tmp_path: Path, name: str) -> None:
    plant(tmp_path, "readme.md", "document.json")
    path = str(tmp_path / name)
    (one,) = expand(path)
    assert one.error is not None
    (problem,) = one.error.problems
    assert (problem.code, problem.place.path) == ("input-missing", path)


def test_an_empty_folder_is_no_document(tmp_path: Path) -> None:
    assert refusal(lambda: read(str(tmp_path))).code == "input-missing"


KINDS = {
    "预算.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), InputError, "input-format"),
    "预算.pdf": (b"\x89PNG\r\n", InputError, "input-format"),
    "预算.png": (b"\x89PNG\r\n", ForeignError, "input-format"),
    "~$预算.xlsx": (b"\x05user" + b" " * 160, InputError, "input-lock"),
}


@pytest.mark.parametrize("name", KINDS)
def test_what_may_hold_a_budget_is_told_from_what_does_not(name: str, tmp_path: Path) -> None:
    data, kind, code = KINDS[name]
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError) as raised:
        read(str(tmp_path / name))
    assert type(raised.value) is kind
    assert raised.value.problems[0].code == code
