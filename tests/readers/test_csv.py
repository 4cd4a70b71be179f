"""CSV files and folders of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from budgetlint.readers.folder import natural
from budgetlint.tasks.reading import read

from .problems import assert_spoken, refusal

if TYPE_CHECKING:
    from budgetlint.model.raw import Grid, RawDocument


def grid(text: str, name: str = "表1.csv") -> Grid:
    (only,) = read(name, text.encode()).grids
    return only


SHEET = """某局收入总表
单位：万元
科目{0}合计{0}基本{0}备注
一般{0}"14,751.61"{0}12{0}甲,乙
教育{0}"1,000.00"{0} 3 {0}
注：无
"""


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_are_found(delimiter: str) -> None:
    sheet = grid(SHEET.format(delimiter).replace("甲,乙", '"甲,乙"'))
    assert sheet.name == "表1"
    assert sheet.rows[2] == ["科目", "合计", "基本", "备注"]
    assert sheet.rows[3] == ["一般", "14,751.61", "12", "甲,乙"]
    assert sheet.rows[4] == ["教育", "1,000.00", "3", ""]


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_unquoted_amounts_do_not_look_like_cells(delimiter: str) -> None:
    text = "科目;合计;基本\n甲;14,751.61;1,000.00\n乙;2,000.00;3,000.00\n".replace(";", delimiter)
    assert grid(text).rows[2] == ["乙", "2,000.00", "3,000.00"]


def test_line_ends_that_were_translated_twice() -> None:
    read_back = grid(SHEET.format(",").replace("甲,乙", '"甲\n乙"').replace("\n", "\r\r\n"))
    assert [len(row) for row in read_back.rows] == [1, 1, 4, 4, 4, 1]
    assert read_back.locate(4, 1).line == 6
    assert grid("甲\r\r乙\r\n").rows == [["甲"], [], ["乙"]]


def test_one_column_and_blank_lines() -> None:
    assert grid("甲\n\n乙；丙\n").rows == [["甲"], [], ["乙；丙"]]


def test_the_year_is_that_of_the_title_as_in_a_workbook() -> None:
    assert read("a.csv", "2024年度支出决算表,,\n科目,合计\n甲,1".encode()).year == 2024
    assert read("a.csv", "支出决算表,,\n2024年决算数,合计\n甲,1".encode()).year == 0


def test_only_blanks_around_cells_are_removed() -> None:
    assert grid(' a , "b, c" ,\u3000d  e\u3000,""\n'.replace('" ,', '",')).rows == [
        ["a", "b, c", "d  e", ""]
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_encodings_read_the_same(encoding: str) -> None:
    text = SHEET.format("\t")
    (sheet,) = read("a.tsv", text.encode(encoding)).grids
    assert sheet.rows == grid(text).rows


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_places(end: str) -> None:
    text = 'a,b,c\n"x\ny, ""z""", 12 ,"  q"\n\n"\n p",,7\n'.replace("\n", end)
    sheet = grid(text)
    lines = text.split(end)
    expected = {
        (0, 0): "a", (0, 2): "c", (1, 0): "x", (1, 1): "12", (1, 2): "q", (3, 0): "p", (3, 2): "7"
    }  # fmt: skip
    for (row, column), cell in expected.items():
        place = sheet.locate(row, column)
        assert lines[place.line - 1][place.column - 1 :].startswith(cell)
        assert place.path == "表1.csv"
    assert (sheet.locate(3, 0).line, sheet.locate(3, 0).column) == (6, 2)
    assert (sheet.locate(0, 9).line, sheet.locate(0, 9).column) == (1, 0)
    assert sheet.locate(2, 0).line == 4


SYNTAX = [
    ('a,b\n1,"2\n3,4\n5,6\n', 2, 3, "配对"),
    ('a,b\n"1\n2", "x\n', 3, 5, "配对"),
    ('a,b\n1,"x""\n', 2, 3, "配对"),
    ('a,b\n1,"2"3\n', 2, 3, "后面"),
    ('a,b\n"0","1\n2,"x"\n', 2, 5, "后面"),
    ("a,b\n1," + "9" * 200_000 + "\n", 2, 1, "131072"),
    ('a,b\n1,"' + "9\n" * 200_000 + "\n", 2, 3, "131072"),
]


@pytest.mark.parametrize(("text", "line", "column", "word"), SYNTAX)
def test_syntax(text: str, line: int, column: int, word: str) -> None:
    problem = refusal(lambda: grid(text))
    assert (problem.code, problem.place.line, problem.place.column) == ("csv-syntax", line, column)
    assert problem.place.path == "表1.csv"
    assert word in problem.found.zh


def test_natural_order() -> None:
    names = [
        "表10.csv",
        "表2.csv",
        "表01.csv",
        "表1-10.csv",
        "表1-9.csv",
        "a.csv",
        "表.csv",
        "2.csv",
    ]
    assert sorted(names, key=natural) == [
        "2.csv", "a.csv", "表1-9.csv", "表1-10.csv", "表01.csv", "表2.csv", "表10.csv", "表.csv"
    ]  # fmt: skip
    assert sorted(["9" * 5000, "1" * 5000, "0"], key=natural)[0] == "0"


def write(folder: Path, **files: str | bytes) -> None:
    for name, content in files.items():
        path = folder / name.replace("__", ".").replace("_in_", "/")
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


HEADER = {
    "unit": "某局",
    "year": 2026,
    "kind": "department",
    "profile": "p",
    "assign": {"t": {"a": "201"}},
}


def header(document: RawDocument) -> dict[str, object]:
    return {key: getattr(document, key) for key in HEADER}


def test_a_folder_is_one_document(tmp_path: Path) -> None:
    narrative = [{"section": "1", "title": "t", "text": "x"}]
    write(
        tmp_path,
        表10__csv="a,b\n", 表2__csv="c\td\n".encode("gbk"), 表1__tsv="e\tf",
        document__json=json.dumps({**HEADER, "narrative": narrative}), other__txt="x",
    )  # fmt: skip
    document = read(str(tmp_path))
    assert [sheet.name for sheet in document.grids] == ["表1", "表2", "表10"]
    assert [sheet.rows for sheet in document.grids] == [[["e", "f"]], [["c", "d"]], [["a", "b"]]]
    assert header(document) == HEADER
    assert document.narrative[0].text == "x"
    assert document.path == str(tmp_path)
    assert document.grids[2].locate(0, 1).path == str(tmp_path / "表10.csv")
    assert not document.problems


def test_bad_files_do_not_stop_the_others(tmp_path: Path) -> None:
    write(
        tmp_path,
        a__csv="", b__csv='x,"y', c__csv="1,2", d__csv=b"\0",
        document__json='{\n"year": "2026", "unti": "x", "kind": "k",\n"tables": []}',
    )  # fmt: skip
    document = read(str(tmp_path))
    assert [sheet.name for sheet in document.grids] == ["c"]
    assert (document.kind, document.year) == ("k", 0)
    for problem in document.problems:
        assert_spoken(problem)
    found = [(p.code, Path(p.place.path).name, p.place.line) for p in document.problems]
    assert found == [
        ("json-shape", "document.json", 2),
        ("json-unknown-key", "document.json", 2),
        ("json-unknown-key", "document.json", 3),
        ("input-empty", "a.csv", 0),
        ("csv-syntax", "b.csv", 1),
        ("input-encoding", "d.csv", 1),
    ]


def test_a_broken_header_file_is_reported(tmp_path: Path) -> None:
    write(tmp_path, a__csv="1,2", document__json="{", datapackage__json="[]")
    document = read(str(tmp_path))
    assert len(document.grids) == 1
    assert [p.code for p in document.problems] == ["json-syntax", "json-shape"]


def test_a_data_package(tmp_path: Path) -> None:
    resources = [
        {"name": "a", "path": "./a.csv", "encoding": "big5", "dialect": {"delimiter": "#"}},
        {"name": "b", "path": ["data/b.csv"], "dialect": "dialect.json", "schema": {}},
        {"name": "inline", "data": []},
        {"name": "pdf", "path": "a.pdf"},
        {"name": "odd", "path": "c.dat", "format": "csv"},
    ]
    write(
        tmp_path,
        a__csv="預算#1,000\n".encode("big5"), c__dat="1,2", data_in_b__csv="x,y",
        datapackage__json=json.dumps({"name": "n", **HEADER, "resources": resources}),
    )  # fmt: skip
    document = read(str(tmp_path))
    assert [s.rows for s in document.grids] == [[["預算", "1,000"]], [["1", "2"]], [["x", "y"]]]
    assert header(document) == HEADER
    assert not document.problems


@pytest.mark.parametrize(
    "path",
    ["/etc/passwd.csv", "../x.csv", "a/../../x.csv", "..\\x.csv", "C:\\x.csv", "\\\\s\\x.csv",
     "http://h/x.csv", "~/x.csv", "", 3, ["a.csv", 4]],
)  # fmt: skip
def test_paths_out_of_the_folder_are_refused(tmp_path: Path, path: object) -> None:
    package = {"resources": [{"path": path}, {"path": "no.csv"}]}
    write(tmp_path, a__csv="1,2", datapackage__json=json.dumps(package))
    document = read(str(tmp_path))
    assert [sheet.name for sheet in document.grids] == ["a"]
    bad, missing = document.problems
    assert_spoken(bad)
    assert (bad.code, bad.place.pointer, bad.place.line) == ("json-shape", "/resources/0/path", 1)
    assert missing.code == "input-missing"


RESOURCES = [
    ({"resources": {}}, "/resources"),
    ({"resources": [1]}, "/resources/0"),
    ({"resources": [{"path": "a.csv", "encoding": 8}]}, "/resources/0/encoding"),
    ({"resources": [{"dialect": {"delimiter": ",,"}}]}, "/resources/0/dialect/delimiter"),
    ({"year": 1.5, "unit": "u"}, "/year"),
]


@pytest.mark.parametrize(("package", "pointer"), RESOURCES)
def test_bad_data_packages(tmp_path: Path, package: object, pointer: str) -> None:
    write(tmp_path, a__csv="1,2", datapackage__json=json.dumps(package))
    document = read(str(tmp_path))
    assert len(document.grids) == 1
    (problem,) = document.problems
    assert_spoken(problem)
    assert (problem.code, problem.place.pointer) == ("json-shape", pointer)
    assert problem.place.path.endswith("datapackage.json")


def test_an_unknown_encoding_is_a_problem_of_its_file(tmp_path: Path) -> None:
    package = {"resources": [{"path": "a.csv", "encoding": "nix"}]}
    write(tmp_path, a__csv="1,2", b__csv="3,4", datapackage__json=json.dumps(package))
    document = read(str(tmp_path))
    assert [s.name for s in document.grids] == ["b"]
    assert [p.code for p in document.problems] == ["input-encoding"]


@pytest.mark.parametrize("delimiter", ["^", "~", "#", "\t"])
def test_a_delimiter_that_the_first_line_names(delimiter: str) -> None:
    text = f"sep={delimiter}\r\n标题\r\n合计{delimiter}1,5\r\n"
    grid = read("a.csv", text.encode()).grids[0]
    assert grid.rows == [[], ["标题"], ["合计", "1,5"]]
    assert grid.locate(2, 1)[2:4] == (3, 4)
