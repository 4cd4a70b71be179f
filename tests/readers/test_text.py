"""Bytes to text, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from budgetlint.model.errors import InputError
from budgetlint.readers import files
from budgetlint.readers.plain.text import decode
from budgetlint.tasks.reading import read

from .problems import assert_spoken, refusal

if TYPE_CHECKING:
    from pathlib import Path

WORDS = "科目,金额\n合计,14751.61\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
def test_every_encoding_reads_the_same(encoding: str) -> None:
    assert decode(WORDS.encode(encoding)) == WORDS


def test_utf16_big_endian_with_mark() -> None:
    assert decode(b"\xfe\xff" + WORDS.encode("utf-16-be")) == WORDS


BAD = [
    (b"", "input-empty", 0, 0),
    (b"\xef\xbb\xbf", "input-empty", 0, 0),
    (b" \r\n\t ", "input-empty", 0, 0),
    (b"a\nb\0c", "input-encoding", 2, 2),
    ("a\nb\0".encode("utf-16"), "input-encoding", 2, 2),
    (b"\xff\xfeab\n", "input-encoding", 1, 2),
    (b"ab\n\xb1\xed,\xff\xff", "input-encoding", 2, 3),
    ("预算支出合计\n基本".encode()[:-1], "input-encoding", 2, 2),  # a cut file, not GB18030
    (b"PK\x03\x04....", "input-damaged", 0, 0),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "input-format", 0, 0),
]


@pytest.mark.parametrize(("data", "code", "line", "column"), BAD)
@pytest.mark.parametrize("name", ["a.json", "a.csv"])
def test_refused(name: str, data: bytes, code: str, line: int, column: int) -> None:
    problem = refusal(lambda: read(name, data))
    assert (problem.code, problem.place.line, problem.place.column) == (code, line, column)
    assert problem.place.path == name


def test_declared_encoding() -> None:
    assert decode(WORDS.encode("big5", "replace"), "big5")
    assert decode(WORDS.encode("utf-8-sig"), "utf-8") == WORDS
    for encoding in ("no-such", "zip", "undefined"):
        assert refusal(lambda name=encoding: decode(b"x", name)).code == "input-encoding"  # type: ignore[misc]


def test_missing_file(tmp_path: Path) -> None:
    for name in ("no.json", "a\0b.json", "no"):
        problem = refusal(lambda n=name: read(str(tmp_path / n)))  # type: ignore[misc]
        assert problem.code == "input-missing"
        assert problem.place.path


def test_folder_in_the_place_of_a_file(tmp_path: Path) -> None:
    assert refusal(lambda: files.read_bytes(str(tmp_path))).code == "input-folder"


def test_forbidden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.stat", refuse)
    assert refusal(lambda: files.read_bytes(str(tmp_path / "a.csv"))).code == "input-permission"


def test_other_system_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("os.stat", refuse)
    assert refusal(lambda: files.read_bytes("a.csv")).code == "input-unreadable"


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 3)
    path = tmp_path / "a.csv"
    path.write_bytes(b"abcd")
    assert refusal(lambda: read(str(path))).code == "input-too-large"
    path.write_bytes(b"abc")
    assert read(str(path)).grids[0].rows == [["abc"]]


@pytest.mark.parametrize("name", ["a", "a.key", "a.docx", "a.pdf"])
def test_unknown_format(name: str) -> None:
    problem = refusal(lambda: read(name, b"x"))
    assert problem.code == "input-format"
    assert ".docx" in problem.expected.zh or name in ("a.pdf",)


def test_the_error_carries_all_its_problems() -> None:
    with pytest.raises(InputError) as caught:
        read("a.json", b'{"unit": 1, "year": "2026", "tables": []}')
    for problem in caught.value.problems:
        assert_spoken(problem)
    assert [p.place.pointer for p in caught.value.problems] == ["/unit", "/year"]


def sections(text: str) -> list[tuple[str, str]]:
    return [(s.title, s.text) for s in read("a.txt", text.encode()).narrative]


def test_a_heading_is_not_glued_to_the_paragraph_behind_it() -> None:
    text = (
        "某某局2024年部门预算公开\n一、收支总体情况\n2024年收入总计120.00万元，支出总计120.00万元。\n"
        "（一）收入情况\n本年收入100.00万元，上年结转20.00万元。\n二、其他\n无。\n"
    )
    assert sections(text) == [
        ("某某局2024年部门预算公开", ""),
        (
            "收支总体情况",
            "2024年收入总计120.00万元，支出总计120.00万元。\n"
            "（一）收入情况\n本年收入100.00万元，上年结转20.00万元。",
        ),
        ("其他", "无。"),
    ]


def test_lines_that_are_filled_go_on() -> None:
    text = (
        "一、收支情况\n2024年收入总计120.00万元，支出总计\n120.00万元，比上年增加20.00万元，增\n"
        "长20.00%。\n"
    )
    whole = "2024年收入总计120.00万元，支出总计120.00万元，比上年增加20.00万元，增长20.00%。"
    assert sections(text) == [("收支情况", whole)]
