"""The published schemas: what they describe is what is read and written, and nothing else."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

import budgetlint
from badinput.scenario import BASE, COMMAND, LANGS, OF_FILES, Scenario, environment, lay_out
from budgetlint import Report
from budgetlint.readers.json.mapping import read_mapping
from budgetlint.report import Style, report_text

ROOT = Path(__file__).parents[2]
SCHEMAS = Path(budgetlint.__file__).parent / "schemas"
EXAMPLES = sorted(ROOT.glob("examples/**/budget.json")) + sorted(ROOT.glob("examples/broken/*"))
NAMES = ("document", "report")


def schema(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8"))
    return loaded


VALIDATORS = {name: Draft202012Validator(schema(name)) for name in NAMES}


def faults(name: str, value: object) -> list[tuple[str, str]]:
    """(place, keyword) of everything that a schema finds wrong."""
    found = VALIDATORS[name].iter_errors(value)
    return sorted(("/".join(map(str, error.path)), str(error.validator)) for error in found)


def as_json(report: Report, lang: str = "zh") -> Any:
    return json.loads(report_text("json", report, Style(lang)))


def base_document() -> dict[str, Any]:
    document: dict[str, Any] = json.loads((BASE / "budget.json").read_text("utf-8"))
    return document


@pytest.mark.parametrize("name", NAMES)
def test_the_schemas_are_schemas(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))
    assert schema(name)["$id"] == f"https://budgetlint.invalid/schemas/{name}.schema.json"


def _objects(value: object, path: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every schema of an object in a schema."""
    if isinstance(value, dict):
        if value.get("type") == "object":
            yield path, value
        for key, item in value.items():
            yield from _objects(item, f"{path}/{key}")


@pytest.mark.parametrize("name", NAMES)
def test_every_key_is_described_in_two_languages(name: str) -> None:
    for path, described in _objects(schema(name)):
        for key, value in described.get("properties", {}).items():
            target = value
            if "$ref" in value:
                target = schema(name)
                for step in value["$ref"].removeprefix("#/").split("/"):
                    target = target[step]
            zh, _, en = target["description"].partition(" / ")
            assert any("一" <= char <= "鿿" for char in zh), (path, key)
            assert any(char.isascii() and char.isalpha() for char in en), (path, key)


def test_the_report_schema_is_closed() -> None:
    for path, described in _objects(schema("report")):
        assert described["additionalProperties"] is False, path
        assert described["required"] == list(described["properties"]), path


@pytest.mark.parametrize("name", NAMES)
def test_the_command_prints_them(name: str) -> None:
    command = [*COMMAND, "schema", name]
    done = subprocess.run(command, env=environment(), capture_output=True, check=True)
    assert done.stdout == (SCHEMAS / f"{name}.schema.json").read_bytes()
    assert done.stderr == b""


# Reports


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_reports_on_the_examples(path: Path, lang: str) -> None:
    report = as_json(budgetlint.check(str(path), rounding=True), lang)
    assert faults("report", report) == []
    assert report["lang"] == lang
    assert report["files"][0]["rounding"]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("scenario", OF_FILES, ids=lambda scenario: scenario.name)
def test_reports_on_bad_input(
    scenario: Scenario, lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_out(scenario, tmp_path)
    monkeypatch.chdir(tmp_path)
    report = as_json(budgetlint.check(scenario.args, scenario.rules), lang)
    assert faults("report", report) == []
    assert report["files"][0]["status"] in ("findings", "error", "not_checked")


def test_the_summary_of_several_files(tmp_path: Path) -> None:
    broken = str(ROOT / "examples" / "broken" / "three-public.json")
    good = str(BASE / "budget.json")
    report = as_json(budgetlint.check([good, broken, str(tmp_path / "no.json")]))
    assert faults("report", report) == []
    counts = {"ok": 1, "findings": 1, "not_checked": 0, "error": 1, "internal": 0}
    assert report["summary"]["files"] == counts
    assert report["summary"]["findings"] == {"error": 1, "warning": 0, "info": 0}
    assert report["summary"]["problems"] == 1
    total = [
        sum(f["coverage"]["relations"][k] for f in report["files"]) for k in ("broken", "exact")
    ]
    assert [report["summary"]["relations"][k] for k in ("broken", "exact")] == total


def test_the_report_schema_refuses_what_is_not_written() -> None:
    report = as_json(budgetlint.check(str(ROOT / "examples" / "broken" / "three-public.json")))
    report["files"][0]["status"] = "good"
    report["files"][0]["findings"][0]["difference"] = 0.36
    report["files"][0]["findings"][0]["cells"][0]["note"] = ""
    del report["summary"]["problems"]
    assert faults("report", report) == [
        ("files/0/findings/0/cells/0", "additionalProperties"),
        ("files/0/findings/0/difference", "type"),
        ("files/0/status", "enum"),
        ("summary", "required"),
    ]


# Documents


@pytest.mark.parametrize("path", [BASE / "budget.json", *EXAMPLES], ids=lambda path: path.name)
def test_the_examples_are_documents(path: Path) -> None:
    assert faults("document", json.loads(path.read_text("utf-8"))) == []


def _with(**changes: object) -> dict[str, Any]:
    return {**base_document(), **changes}


def _with_table(**changes: object) -> dict[str, Any]:
    document = base_document()
    document["tables"][0].update(changes)
    return document


SECTION = {"section": "1", "title": "概况", "text": "略"}
DOCUMENTS: dict[str, tuple[dict[str, Any], list[tuple[str, str]]]] = {
    "own keys": (_with(**{"$schema": "s", "x-own": [1]}), []),
    "narrative only": (_with(tables=[], narrative=[SECTION]), []),
    "codes": (_with(assign={"carry-over": {"某项目": "2014199"}}), []),
    "header": (_with(unit="某局", year=2026, kind="unit-budget", profile="cn-common"), []),
    "empty table": (_with_table(columns=[], rows=[]), []),
    "year as text": (_with(year="2026"), [("year", "type")]),
    "short year": (_with(year=26), [("year", "minimum")]),
    "unit a number": (_with(unit=1), [("unit", "type")]),
    "misspelt key": (_with(unti="某局"), [("", "additionalProperties")]),
    "no tables": ({}, [("", "required")]),
    "tables no list": (_with(tables={}), [("tables", "type")]),
    "nothing": (_with(tables=[]), [("", "anyOf")]),
    "code a number": (_with(assign={"a": {"b": 201}}), [("assign/a/b", "type")]),
    "section without text": (_with(narrative=[{"title": ""}]), [("narrative/0", "required")] * 2),
    "no id": (_with(tables=[{"columns": [], "rows": []}]), [("tables/0", "required")]),
    "blank id": (_with_table(id=" "), [("tables/0/id", "pattern")]),
    "other money": (_with_table(money="美元"), [("tables/0/money", "enum")]),
    "column a number": (_with_table(columns=[1]), [("tables/0/columns/0", "type")]),
    "row no list": (_with_table(rows=["x"]), [("tables/0/rows/0", "type")]),
    "truth value": (_with_table(columns=["a"], rows=[[True]]), [("tables/0/rows/0/0", "type")]),
    "note a number": (_with_table(notes=[1]), [("tables/0/notes/0", "type")]),
}  # fmt: skip


@pytest.mark.parametrize(("document", "expected"), DOCUMENTS.values(), ids=DOCUMENTS.keys())
def test_schema_and_reader_agree(document: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert faults("document", document) == expected
    assert _is_read(document) is (expected == [])


def _is_read(document: dict[str, Any]) -> bool:
    try:
        return not read_mapping(document).problems
    except budgetlint.InputError:
        return False
