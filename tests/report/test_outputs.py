"""Every format, judged by what others read it with: nothing is lost, and nothing breaks out."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import unquote

import openpyxl
import pytest
from junitparser import Error, Failure, JUnitXml, Skipped, TestCase, TestSuite
from markdown_it import MarkdownIt
from pydantic_sarif import model as sarif_model

import budgetlint
from budgetlint.report import FORMATS, FORMS, Style, open_output, report_text
from budgetlint.report.csv_report import COLUMNS
from budgetlint.report.entries import entries
from budgetlint.report.finding import Finding
from budgetlint.report.fingerprints import fingerprinted
from budgetlint.report.report import Report

from .runs import EVIL, EXAMPLES, hostile, of_figures, published

REPORTS: Mapping[str, Callable[[], Report]] = {
    "published": published,
    "hostile": hostile,
    "empty": lambda: Report(()),
}


def written(kind: str, report: Report, style: Style) -> bytes:
    """A report as it stands in a file."""
    stream = io.BytesIO()
    output = open_output(kind, stream, style)
    for file in report.files:
        output.add(file)
    output.end()
    return stream.getvalue()


def count(report: Report) -> int:
    """The findings and problems of a report."""
    return len(report.findings) + len(report.problems)


@pytest.fixture(params=REPORTS, ids=str)
def report(request: pytest.FixtureRequest) -> Report:
    """A report to be written."""
    return REPORTS[request.param]()


@pytest.fixture(params=["zh", "en"])
def style(request: pytest.FixtureRequest) -> Style:
    """A way of writing."""
    return Style(request.param)


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_writes_every_report(kind: str, report: Report, style: Style) -> None:
    data = written(kind, report, style)
    assert data or not report.files
    if kind in FORMS:
        assert data.decode("utf-8") == report_text(kind, report, style)


# SARIF


def sarif(report: Report, style: Style) -> Any:
    text = report_text("sarif", report, style)
    sarif_model.StaticAnalysisResultsFormatSarifVersion210JsonSchema.model_validate_json(text)
    return json.loads(text)


def test_sarif_has_every_finding(report: Report, style: Style) -> None:
    (run,) = sarif(report, style)["runs"]
    assert len(run["results"]) == count(report)
    rules = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    found = {result["ruleId"] for result in run["results"]}
    assert found - {problem.code for problem in report.problems} == rules
    assert run["invocations"][0]["executionSuccessful"] is not bool(report.problems)


def test_sarif_points_at_the_figure() -> None:
    (run,) = sarif(published(), Style("en"))["runs"]
    (slip,) = [r for r in run["results"] if "14,571.61" in r["properties"].get("printed", "")]
    place = slip["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"].endswith("broken/transposed-digits.json")
    assert place["region"] == {"startLine": 107, "startColumn": 20}
    assert slip["properties"]["suggested"] == "14,751.61"
    others = [other["message"]["text"] for other in slip["relatedLocations"]]
    assert others
    assert all(text.startswith("table 3 / ") for text in others)


def test_a_path_is_a_uri() -> None:
    (run,) = sarif(published(), Style())["runs"]
    lost = next(r for r in run["results"] if r["ruleId"] == "input-missing")
    where = lost["locations"][0]["physicalLocation"]["artifactLocation"]
    assert unquote(where["uri"]) == "no such/文件 1.json"
    assert where["uri"].isascii()
    assert " " not in where["uri"]


# GitLab and GitHub


def test_gitlab_has_every_finding(report: Report, style: Style) -> None:
    issues = json.loads(report_text("gitlab", report, style))
    assert len(issues) == count(report)
    for issue in issues:
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert re.fullmatch("[0-9a-f]{32}", issue["fingerprint"])
        assert issue["location"]["lines"]["begin"] >= 1
        assert "\n" not in issue["description"]
    if report is published():
        assert len({issue["fingerprint"] for issue in issues}) == len(issues)


COMMAND = re.compile("::(?P<name>[a-z]+)(?: (?P<properties>.*?))?::(?P<data>.*)")
"""A line that a runner of GitHub Actions takes for a command."""


def commands(text: str) -> Iterator[tuple[str, dict[str, str], str]]:
    """The commands in a log, as the runner reads them."""
    for line in text.splitlines():
        match = COMMAND.match(line)
        if match:
            pairs = (part.partition("=") for part in match["properties"].split(","))
            properties = {key: _unescaped(value) for key, _, value in pairs}
            yield match["name"], properties, _unescaped(match["data"])


def _unescaped(text: str) -> str:
    for code, char in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, char)
    return text


def test_github_has_every_finding(report: Report, style: Style) -> None:
    text = report_text("github", report, style)
    found = list(commands(text))
    assert len(found) == count(report) == len(text.splitlines()) - 1
    wanted = [e for file in report.files for e in entries(file, style.lang)]
    for (name, properties, message), entry in zip(found, wanted, strict=True):
        assert name in ("error", "warning", "notice")
        assert set(properties) <= {"file", "line", "col", "title"}
        assert properties.get("file", "") == entry.source.replace("\\", "/")
        assert entry.message in message


# JUnit


def junit(report: Report, style: Style) -> list[TestSuite]:
    parsed = JUnitXml.fromstring(report_text("junit", report, style).encode("utf-8"))
    return [suite for suite in parsed if isinstance(suite, TestSuite)]


def results(suite: TestSuite) -> list[type]:
    """What became of the tests of a suite, those that passed left out."""
    cases = [case for case in suite if isinstance(case, TestCase)]
    return [type(result) for case in cases for result in case.result]


def test_junit_fails_where_the_exit_code_does(report: Report, style: Style) -> None:
    suites = junit(report, style)
    assert len(suites) == len(report.files)
    for suite, file in zip(suites, report.files, strict=True):
        found = results(suite)
        failing = [f for f in file.findings if f.severity == "error"]
        assert (suite.failures, found.count(Failure)) == (len(failing), len(failing))
        assert (suite.errors, found.count(Error)) == (len(file.problems), len(file.problems))
        assert suite.skipped == found.count(Skipped) >= len(file.coverage.not_checked)
        assert suite.tests == len(list(suite)) > 0


def test_junit_knows_the_failing_level_and_strict() -> None:
    (suite, *_) = junit(published(), Style(fail_on="info", strict=True))
    file = published().files[0]
    left = len(file.coverage.not_checked) + bool(file.coverage.unread)
    assert results(suite).count(Failure) == len(file.findings) + left


# CSV and workbooks


def lines(report: Report, style: Style) -> list[list[str]]:
    """The rows of the CSV, its heading first."""
    text = report_text("csv", report, style)
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_csv_has_a_line_for_every_finding(report: Report, style: Style) -> None:
    rows = lines(report, style)
    assert len(rows) == 1 + count(report)
    assert {len(row) for row in rows} == {len(COLUMNS)}


def test_no_cell_of_the_csv_is_a_formula() -> None:
    for row in lines(hostile(), Style())[1:]:
        for cell in row:
            assert cell[:1] not in tuple("=@\t\r＝＋－＠"), cell
            assert cell[:1] not in tuple("+-") or Decimal(cell.replace(",", "")) is not None


def test_the_workbook_has_every_finding(report: Report, style: Style) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written("xlsx", report, style)))
    findings, files, left = book.worksheets
    assert findings.max_row == 1 + count(report)
    assert files.max_row == 1 + len(report.files)
    unread = sum(len(file.coverage.unread) for file in report.files)
    assert left.max_row == 1 + unread + sum(len(f.coverage.not_checked) for f in report.files)
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}, "no formulas, no links"
    assert not any(cell.hyperlink for cell in cells)


@pytest.mark.parametrize(
    ("printed", "value", "shown"),
    [
        ("14,571.61", "14571.61", "#,##0.00"),
        ("-0.10", "-0.1", "#,##0.00"),
        ("7", "7", "#,##0"),
        ("123456789012.345", "123456789012.345", "#,##0.000"),
        ("1234567890123456.78", None, None),
        ("=1+1", None, None),
    ],
)
def test_figures_are_numbers_as_printed(printed: str, value: str | None, shown: str | None) -> None:
    data = written("xlsx", of_figures(printed), Style())
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    cell = sheet.cell(3, 1 + COLUMNS.index("printed"))
    if value is None:
        assert cell.value == printed
    else:
        assert Decimal(str(cell.value)) == Decimal(value)
        assert cell.number_format == shown


# Markdown


def test_markdown_shows_texts_as_they_are(report: Report, style: Style) -> None:
    parser = MarkdownIt("gfm-like", {"linkify": False})
    tokens = parser.parse(report_text("markdown", report, style))
    inline = [child for token in tokens for child in token.children or ()]
    kinds = {child.type for child in inline}
    assert kinds <= {
        "text",
        "text_special",
        "strong_open",
        "strong_close",
        "html_inline",
        "hardbreak",
    }
    assert {child.content for child in inline if child.type == "html_inline"} <= {"<br>"}
    rows = sum(token.type == "tr_open" for token in tokens)
    tables = sum(token.type == "table_open" for token in tokens)
    assert rows - tables == count(report)
    assert not any(token.type == "html_block" for token in tokens)
    assert "@" not in report_text("markdown", report, style)


# JSON Lines


def test_a_line_of_json_is_a_document(report: Report, style: Style) -> None:
    each = [json.loads(line) for line in report_text("jsonl", report, style).splitlines()]
    assert each == json.loads(report_text("json", report, style))["files"]


# What may steer a terminal


@pytest.mark.parametrize("kind", [kind for kind in FORMS if kind != "csv"])
def test_no_control_character_is_written(kind: str) -> None:
    text = report_text(kind, hostile(), Style())
    assert re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202e\ud800-\udfff]", text) is None
    assert len(EVIL) > 10


# Fingerprints


def marks(*findings: Finding) -> list[str]:
    return [finding.fingerprint for finding in fingerprinted(findings)]


def test_fingerprints_are_those_of_a_place_and_not_of_a_line() -> None:
    (file,) = [f for f in published().files if f.path.endswith("transposed-digits.json")]
    (finding,) = file.findings
    cell = finding.suspects[0].cell
    cell = cell._replace(place=cell.place._replace(line=999, pointer="/x"), value="14,517.61")
    moved = finding._replace(suspects=(finding.suspects[0]._replace(cell=cell),))
    assert marks(finding) == marks(moved) == [finding.fingerprint]
    assert marks(finding) == marks(finding._replace(code="A4")), "the cell is what is found"
    loose = finding._replace(suspects=())
    assert marks(loose) != marks(loose._replace(code="A4"))
    assert len(set(marks(finding, finding))) == 2


def test_fingerprints_outlive_inserted_rows() -> None:
    path = EXAMPLES / "broken" / "transposed-digits.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    before = {f.fingerprint for f in budgetlint.check(data).findings}
    rows = next(table for table in data["tables"] if table["number"] == 3)["rows"]
    rows.insert(0, ["", "新增的一行", "", "", ""])
    after = budgetlint.check(data).findings
    assert before <= {finding.fingerprint for finding in after}
