"""A zip file of documents is read as the folder that it holds."""

from __future__ import annotations

import io
import json
import shutil
import struct
import zipfile
from pathlib import Path

import pytest

import budgetlint
from budgetlint import InputError
from budgetlint.readers import archive, expand
from budgetlint.tasks.fix import fixes
from budgetlint.tasks.reading import read, read_together
from papers.reports import verdicts
from papers.sheets import EXAMPLE

BUDGET = (EXAMPLE / "budget.json").read_bytes()
CSV = "项目,预算数\n一,1.00\n".encode()


def packed(path: Path, files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> str:
    with zipfile.ZipFile(path, "w", method) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return str(path)


def problem_of(path: str) -> str:
    (problem,) = budgetlint.check(path).problems
    assert problem.place.path == path
    return problem.code


def documents(path: str | Path) -> list[str]:
    return [one.path for one in expand(str(path))]


# What is in it


def test_each_file_is_a_document(tmp_path: Path) -> None:
    files = {"a/budget.json": BUDGET, "b/budget.json": BUDGET, "b/readme.txt": b"x"}
    path = packed(tmp_path / "all.zip", files | {"__MACOSX/a.json": b"{", "a/.x.json": b"{"})
    report = budgetlint.check(path)
    assert [file.path for file in report.files] == [
        f"{path}/a/budget.json",
        f"{path}/b/budget.json",
    ]
    expected = verdicts(budgetlint.check(EXAMPLE / "budget.json").files[0])
    assert [verdicts(file) for file in report.files] == [expected] * 2


def test_a_folder_of_csv_files_is_one_document(tmp_path: Path) -> None:
    path = shutil.make_archive(str(tmp_path / "csv"), "zip", EXAMPLE, "csv")
    (file,) = budgetlint.check(path).files
    assert verdicts(file) == verdicts(budgetlint.check(EXAMPLE / "csv").files[0])
    assert file.path == f"{path}/csv"
    assert read(path).path == path


def test_together(tmp_path: Path, written: dict[str, Path]) -> None:
    """The tables in one file, the narrative in another, in the one folder of a zip file."""
    narrative = {**json.loads(BUDGET), "tables": []}
    files = {
        "某某中心/公开表.xlsx": written["xlsx"].read_bytes(),
        "某某中心/说明.json": json.dumps(narrative).encode(),
    }
    path = packed(tmp_path / "unit.zip", files)
    raw = read_together([path])
    assert len(raw.grids) == 19
    assert raw.narrative
    report = budgetlint.check(path, together=True).files[0]
    assert report.coverage.relations["exact"] > 400


def test_a_zip_file_in_a_folder_is_searched(tmp_path: Path) -> None:
    packed(tmp_path / "b.zip", {"x/budget.json": BUDGET})
    packed(tmp_path / "pictures.zip", {"a.png": b"x"})
    (tmp_path / "a.json").write_bytes(BUDGET)
    names = [path.removeprefix(str(tmp_path)) for path in documents(tmp_path)]
    assert names == ["/a.json", "/b.zip/x/budget.json"]


def test_an_office_file_is_no_archive(tmp_path: Path, written: dict[str, Path]) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(written["xlsx"].read_bytes())
    assert documents(path) == [str(path)]
    assert len(read(str(path)).grids) == 19


def test_a_folder_that_is_named_like_one(tmp_path: Path) -> None:
    folder = tmp_path / "a.zip"
    folder.mkdir()
    (folder / "budget.json").write_bytes(BUDGET)
    assert documents(folder) == [str(folder / "budget.json")]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_in_the_encoding_of_old_programs(encoding: str, tmp_path: Path) -> None:
    name = "预算公开.json"
    path = Path(packed(tmp_path / "a.zip", {"x" * len(name.encode(encoding)): BUDGET}))
    data = path.read_bytes().replace(b"x" * len(name.encode(encoding)), name.encode(encoding))
    path.write_bytes(data)
    assert documents(path) == [f"{path}/{name}"]
    assert read(f"{path}/{name}").tables


def test_an_archive_within_it_is_a_problem(tmp_path: Path) -> None:
    inner = tmp_path / "b.zip"
    packed(inner, {"budget.json": BUDGET})
    path = packed(tmp_path / "a.zip", {"budget.json": BUDGET, "b.zip": inner.read_bytes()})
    of_inner, of_budget = budgetlint.check(path).files
    assert [problem.code for problem in of_inner.problems] == ["input-format"]
    assert "压缩包" in of_inner.problems[0].found.zh
    assert of_budget.pack


def test_nothing_in_it_is_changed(tmp_path: Path) -> None:
    broken = Path("examples/broken/transposed-digits.json").read_bytes()
    path = packed(tmp_path / "a.zip", {"budget.json": broken})
    (tmp_path / "budget.json").write_bytes(broken)
    assert any(fix.patches for fix in fixes(tmp_path / "budget.json"))
    assert not any(fix.patches for fix in fixes(path))


# Bounds


def test_names_that_lead_elsewhere(tmp_path: Path) -> None:
    for number, name in enumerate(("../a.json", "/etc/a.json", "C:/a.json", "a/../../b.json")):
        path = packed(tmp_path / f"{number}.zip", {name: BUDGET})
        assert problem_of(path) == "input-unsafe"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_stands_twice(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("a.json", b"{}")
        made.writestr("a.json", BUDGET)
    assert problem_of(str(path)) == "input-unsafe"


def test_too_many_entries(tmp_path: Path) -> None:
    files = {f"{number}.json": b"{}" for number in range(archive.MAX_ENTRIES + 1)}
    assert problem_of(packed(tmp_path / "a.zip", files)) == "input-too-large"


def test_entries_that_say_they_are_huge(tmp_path: Path) -> None:
    path = Path(packed(tmp_path / "a.zip", {"a.json": BUDGET}, zipfile.ZIP_STORED))
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02") + 24
    struct.pack_into("<I", data, at, 0xFFFF_FFF0)
    path.write_bytes(data)
    assert problem_of(str(path)) == "input-too-large"


@pytest.mark.parametrize(
    ("name", "data", "method", "code"),
    [
        ("a.json", b" " * 2**26, zipfile.ZIP_DEFLATED, "input-too-large"),
        ("a.json", BUDGET, zipfile.ZIP_LZMA, "input-damaged"),
        ("a.json", BUDGET, zipfile.ZIP_BZIP2, "input-damaged"),
    ],
    ids=["bomb", "lzma", "bzip2"],
)
def test_an_entry_that_is_not_unpacked(
    name: str, data: bytes, method: int, code: str, tmp_path: Path
) -> None:
    path = packed(tmp_path / "a.zip", {name: data, "b.json": BUDGET}, method)
    first, _ = budgetlint.check(path).files
    assert [problem.code for problem in first.problems] == [code]


def test_a_password(tmp_path: Path) -> None:
    path = Path(packed(tmp_path / "a.zip", {"a.json": BUDGET}))
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    (file,) = budgetlint.check(path).files
    assert [problem.code for problem in file.problems] == ["input-encrypted"]


def test_damage_is_said_and_nothing_crashes(tmp_path: Path) -> None:
    import random

    from .test_office_hostile import spoiled

    whole = Path(
        packed(tmp_path / "a.zip", {"a.json": b"{}" * 999, "b/c.csv": CSV * 99})
    ).read_bytes()
    for case in range(60):
        path = tmp_path / f"{case}.zip"
        path.write_bytes(spoiled(whole, random.Random(case)))
        report = budgetlint.check(path)
        assert report.files
        assert all(problem.found.zh for problem in report.problems)


def test_an_empty_one(tmp_path: Path) -> None:
    out = io.BytesIO()
    zipfile.ZipFile(out, "w").close()
    path = tmp_path / "a.zip"
    path.write_bytes(out.getvalue())
    assert budgetlint.check(path).exit_code() == 2


def test_what_is_no_zip_file_under_its_name() -> None:
    for data in (b"", b"no zip", bytes(range(256)) * 9):
        with pytest.raises(InputError) as caught:
            read("a.zip", data)
        (problem,) = caught.value.problems
        assert problem.code in ("input-damaged", "input-empty")
