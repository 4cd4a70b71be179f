"""SARIF by its published schema, annotations by GitHub's own library, code quality by its types."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from jsonschema import Draft4Validator  # type: ignore[import-untyped]

from budgetlint.report import Style, report_text
from budgetlint.report.github import command
from budgetlint.report.report import Report
from report.runs import EVIL, hostile, published

from .judge import MODULES, judge, node

REPORTS: Mapping[str, Callable[[], Report]] = {"published": published, "hostile": hostile}


@pytest.fixture(params=REPORTS, ids=str)
def report(request: pytest.FixtureRequest) -> Report:
    """A report to be written."""
    return REPORTS[request.param]()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_sarif_is_what_its_schema_says(report: Report, lang: str) -> None:
    path = judge("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json")
    schema = json.loads(path.read_text(encoding="utf-8"))
    log = json.loads(report_text("sarif", report, Style(lang)))
    faults = [f"{list(e.path)}: {e.message}" for e in Draft4Validator(schema).iter_errors(log)]
    assert faults == []
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert not Draft4Validator(schema).is_valid(log)


ANNOTATE = """
import { issueCommand } from '%s'
for (const text of %s) issueCommand('error', { file: text, line: '3', title: text }, text)
"""


def test_annotations_are_written_as_github_writes_them() -> None:
    library = judge("@actions/core/lib/command.js").as_uri()
    texts = [text for text in EVIL if text.isprintable()]
    done = node("--input-type=module", "-e", ANNOTATE % (library, json.dumps(texts)))
    ours = [command("error", {"file": t, "line": "3", "title": t}, t) for t in texts]
    assert done.split("\n")[:-1] == ours


def test_code_quality_has_the_types_of_its_format(report: Report, tmp_path: Path) -> None:
    compiler = judge("typescript/bin/tsc")
    judge("codeclimate-types/index.d.ts")
    issues = report_text("gitlab", report, Style())
    head = "import type { Issue } from 'codeclimate-types'\n"
    script = tmp_path / "issues.ts"
    script.write_text(f"{head}const issues: Issue[] = {issues}\n", encoding="utf-8")
    (tmp_path / "node_modules").symlink_to(MODULES)
    node(str(compiler), "--noEmit", "--strict", "--skipLibCheck", str(script))
