"""Canonical JSON: what is read, and what is said about what is not."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from budgetlint.model.place import Place
from budgetlint.model.raw import Number, RawDocument
from budgetlint.readers.json.mapping import read_mapping
from budgetlint.tasks.reading import read

from .problems import assert_spoken, refusal

TABLE: dict[str, Any] = {
    "id": "income",
    "number": 1,
    "title": "收入总表",
    "money": "万元",
    "unit": "某局",
    "columns": ["科目", "金额"],
    "rows": [["财政拨款", 792.0], ["合计", "792.00"], ["", None]],
    "notes": ["注"],
}
DOCUMENT: dict[str, Any] = {
    "$schema": "s",
    "x-own": {"a": [True]},
    "unit": "某局",
    "year": 2026,
    "kind": "department",
    "profile": "p",
    "assign": {"income": {"合计": "201"}},
    "tables": [TABLE],
    "narrative": [{"section": "1", "title": "概况", "text": "略"}],
}


def read_text(text: str) -> RawDocument:
    return read("a.json", text.encode())


def read_tables(*tables: Any) -> RawDocument:
    return read_text(json.dumps({"tables": tables}, indent=1, ensure_ascii=False))


def test_characters_of_keys_that_show_nothing() -> None:
    text = json.dumps(DOCUMENT, ensure_ascii=False)
    hidden = text.replace('"tables"', '"tab\u200bles"').replace('"rows"', '"\u3164rows\ufe0f"')
    found = read_text(hidden)
    assert [table.rows for table in found.tables] == [t.rows for t in read_text(text).tables]
    assert found.tables[0].locate(0, 1).line == 1


def test_a_whole_document() -> None:
    document = read_text(json.dumps(DOCUMENT))
    assert (document.unit, document.year, document.kind) == ("某局", 2026, "department")
    assert (document.profile, document.path) == ("p", "a.json")
    assert document.assign == {"income": {"合计": "201"}}
    assert document.narrative[0].title == "概况"
    (table,) = document.tables
    assert (table.id, table.number, table.title, table.money) == ("income", 1, "收入总表", "万元")
    assert (table.unit, table.columns, table.notes) == ("某局", ("科目", "金额"), ("注",))
    rows = [("财政拨款", "792.0"), ("合计", "792.00"), ("", "")]
    assert [tuple(row) for row in table.rows] == rows
    assert [type(row[1]) for row in table.rows] == [Number, str, str]
    assert not document.problems


def test_only_tables_are_required() -> None:
    document = read_tables({"id": "a", "columns": [], "rows": []})
    assert (document.unit, document.year, document.tables[0].notes) == ("", 0, ())
    assert read_text('{"tables": [], "narrative": [{"section":"","title":"","text":""}]}').narrative


def test_numbers_stay_text() -> None:
    long = "1" * 5000
    (table,) = read_text(
        '{"tables":[{"id":"a","columns":["x"],"rows":[[1.10],[-0],[1e5],[' + long + "]]}]}"
    ).tables
    assert table.rows == [["1.10"], ["-0"], ["1e5"], [long]]
    assert table.locate(3, 0).column


SYNTAX = [
    ('{"tables": [1 2]}', "json-syntax", 1, 15, "逗号"),
    ('{\n"tables": []\n"a": 1}', "json-syntax", 3, 1, "逗号"),
    ('{"tables": [],}', "json-syntax", 1, (14, 15), "多余的逗号"),
    ('{"tables": [1,]}', "json-syntax", 1, (14, 15), "多余的逗号"),
    ("{'tables': []}", "json-syntax", 1, 2, "双引号"),
    ("{\"tables\": ['a']}", "json-syntax", 1, 13, "双引号"),
    ("{“tables”: []}", "json-syntax", 1, 2, "半角"),
    ('{"tables"：[]}', "json-syntax", 1, 10, "半角"),
    ('{"tables" []}', "json-syntax", 1, 11, "冒号"),
    ('{"tables": [', "json-syntax", 1, (12, 13), "不完整"),
    ('{"tables": []', "json-syntax", 1, 14, "不完整"),
    ('{"tables": ["a', "json-syntax", 1, 13, "双引号"),
    ('{"tables": ["a\n"]}', "json-syntax", 1, 15, "\\n"),
    ('{"tables": ["\\q"]}', "json-syntax", 1, (14, 15), "反斜杠"),
    ('{"tables": []} {}', "json-syntax", 1, 16, "一份预算"),
    ('{"tables": [None]}', "json-syntax", 1, 13, "null"),
    ('{"tables": [007]}', "json-syntax", 1, 14, "0 开头"),
    ('{"tables": [] // x\n}', "json-syntax", 1, 15, "注释"),
    ("{tables: []}", "json-syntax", 1, 2, "双引号"),
    ("hello", "json-syntax", 1, 1, "null"),
    ('{"a": 1,\n "b": {"\\u0061": 1, "a": 2}, "b": 1}', "json-duplicate-key", 2, 21, "一个"),
    ('{"a": ":{",\n "a": 2}', "json-duplicate-key", 2, 2, "一个"),
    ('{"a": ":{",\n "a\u200b": 2}', "json-duplicate-key", 2, 2, "一个"),
    ('{"NaN": "NaN",\n "tables": [NaN]}', "json-constant", 2, 13, "null"),
    ('{"tables": [-Infinity]}', "json-constant", 1, 13, "null"),
    ('{"tables": ["\\ud83d"]}', "json-syntax", 1, 13, "半个字符"),
]


@pytest.mark.parametrize(("text", "code", "line", "column", "word"), SYNTAX)
def test_syntax(text: str, code: str, line: int, column: int | tuple[int], word: str) -> None:
    problem = refusal(lambda: read_text(text))
    assert (problem.code, problem.place.line, problem.place.path) == (code, line, "a.json")
    # Python 3.13 points at the trailing comma itself, and at the end of some texts.
    assert problem.place.column in (column if isinstance(column, tuple) else (column,))
    assert word in problem.advice.zh + problem.found.zh


def test_pairs_of_surrogates_are_characters() -> None:
    (table,) = read_text(
        '{"tables":[{"id":"a","columns":["\\ud83d\\ude00"],"rows":[["\\\\ud83d"]]}]}'
    ).tables
    assert table.columns == ("😀",)


@pytest.mark.parametrize("text", ["[" * 8_000_000, '{"a":[' * 200_000, "\n" + "[" * 100_000])
def test_deep_nesting(text: str) -> None:
    problem = refusal(lambda: read_text(text))
    assert problem.code == "json-nesting"
    assert problem.place.line == (2 if text[0] == "\n" else 1)
    assert problem.place.column > 50


SHAPES = [
    ("[]", "", 1, 1),
    ("3", "", 1, 1),
    ("{}", "", 1, 1),
    ('{"tables": {}}', "/tables", 1, 12),
    ('{"tables": []}', "/tables", 1, 12),
    ('{"tables": [],\n "unit": null}', "/unit", 2, 10),
    ('{"tables": [],\n "year": "2026"}', "/year", 2, 10),
    ('{"tables": [],\n "year": 2026.0}', "/year", 2, 10),
    ('{"tables": [],\n "year": %s}' % ("1" * 5000), "/year", 2, 10),
    ('{"tables": [],\n "assign": {"a": {"b/c": 1}}}', "/assign/a/b~1c", 2, 26),
    ('{"tables": [],\n "assign": {"a": []}}', "/assign/a", 2, 18),
    ('{"tables": [],\n "narrative": [3]}', "/narrative/0", 2, 16),
    (
        '{"tables": [], "narrative": [\n{"section": "1", "title": [], "text": ""}]}',
        "/narrative/0/title", 2, 27,
    ),
    ('{"tables": [], "narrative": [\n{"section": "1", "title": ""}]}', "/narrative/0", 2, 1),
]  # fmt: skip


@pytest.mark.parametrize(("text", "pointer", "line", "column"), SHAPES)
def test_shape_of_the_document(text: str, pointer: str, line: int, column: int) -> None:
    problem = refusal(lambda: read_text(text))
    assert problem.code == "json-shape"
    assert problem.place == Place("a.json", pointer, line, column)


TABLES = [
    (3, "json-shape", ""),
    ({"id": ""}, "json-shape", "/id"),
    ({"number": "1"}, "json-shape", "/number"),
    ({"number": 1.5}, "json-shape", "/number"),
    ({"title": None}, "json-shape", "/title"),
    ({"money": "美元"}, "json-shape", "/money"),
    ({"columns": ["a", 2]}, "json-shape", "/columns/1"),
    ({"columns": {"a": 1}}, "json-shape", "/columns"),
    ({"notes": "x"}, "json-shape", "/notes"),
    ({"rows": "ab"}, "json-shape", "/rows"),
    ({"rows": [["a", 1], {"a": 1, "b": 2}]}, "json-shape", "/rows/1"),
    ({"rows": [["a", 1], "ab"]}, "json-shape", "/rows/1"),
    ({"rows": [["a", 1], ["b", True]]}, "json-shape", "/rows/1/1"),
    ({"rows": [["a", None], [{}, None]]}, "json-shape", "/rows/1/0"),
    ({"rows": [["a", None], [[], None]]}, "json-shape", "/rows/1/0"),
    ({"rows": [["a", 1], ["b"], []]}, "table-ragged", "/rows/1"),
    ({"rows": [["a", 1, 2]]}, "table-ragged", "/rows/0"),
    ({"id": "other"}, "table-duplicate", "/id"),
]


@pytest.mark.parametrize(("change", "code", "pointer"), TABLES)
def test_a_bad_table_does_not_stop_the_others(change: Any, code: str, pointer: str) -> None:
    bad = {**TABLE, **change} if isinstance(change, dict) else change
    document = read_tables({**TABLE, "id": "other"}, bad, {**TABLE, "id": "last"})
    assert [table.id for table in document.tables] == ["other", "last"]
    (problem,) = document.problems
    assert_spoken(problem)
    assert (problem.code, problem.place.pointer) == (code, "/tables/1" + pointer)
    assert problem.place.path == "a.json"
    assert problem.place.line > 1
    assert problem.place.column > 1


@pytest.mark.parametrize("key", ["id", "columns", "rows"])
def test_missing_keys_of_a_table(key: str) -> None:
    document = read_tables({k: v for k, v in TABLE.items() if k != key})
    (problem,) = document.problems
    assert (problem.code, problem.place.pointer) == ("json-shape", "/tables/0")
    assert key in problem.found.zh
    assert not document.tables


def test_ragged_rows_are_counted() -> None:
    (problem,) = read_tables({**TABLE, "rows": [["a", 1], ["b"], []]}).problems
    assert problem.found.zh == "第 2 行有 1 个单元格，另有 1 行列数不对"
    assert "2" in problem.expected.en


def test_unknown_keys_are_reported_and_the_rest_is_read() -> None:
    document = read_text(
        json.dumps({"tables": [{**TABLE, "note/s": 1, "$a": 1, "x-b": 2}], "yaer": 2026})
    )
    assert len(document.tables) == 1
    assert [p.place.pointer for p in document.problems] == ["/yaer", "/tables/0/note~1s"]
    assert {p.code for p in document.problems} == {"json-unknown-key"}
    assert [p.advice.en for p in document.problems] == ["is “year” meant?", "is “notes” meant?"]
    assert all(p.place.line == 1 and p.place.column > 1 for p in document.problems)


def test_a_mapping_reads_like_a_file() -> None:
    document = read_mapping({**DOCUMENT, "tables": [{**TABLE, "rows": [("a", Decimal("1.10"))]}]})
    assert document.tables[0].rows == [["a", "1.10"]]
    assert document.tables[0].locate(0, 1).pointer == "/tables/0/rows/0/1"
    assert document.tables[0].locate(0, 1).line == 0
    assert refusal(lambda: read_mapping({"tables": {1, 2}})).code == "json-shape"
    assert refusal(lambda: read_mapping({"tables": [float("nan")]})).code == "json-shape"


def test_boxes_on_pages_may_be_floats() -> None:
    """As `json.load` reads them from a file that `convert` wrote."""
    boxes = [[90.02, 360.84, 144.02, 369.84], [173.54, 360.84, 214.12, 369.84]]
    place = {"path": "a.pdf", "page": 1, "boxes": boxes}
    table = {**TABLE, "rows": [["合计", "1.50"]], "places": [place]}
    document = read_mapping({**DOCUMENT, "tables": [table]})
    assert document.tables[0].rows == [["合计", "1.50"]]
    assert document.tables[0].locate(0, 0).page == 1
    table["rows"] = [["合计", 1.5]]
    assert refusal(lambda: read_mapping({**DOCUMENT, "tables": [table]})).code == "json-shape"
