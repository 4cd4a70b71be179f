"""Waivers and baselines: what is accepted does not count, and what is wrong with them is told."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import budgetlint
from budgetlint import InputError, RuleError
from budgetlint.cli.baseline_command import baseline_command
from budgetlint.cli.options import CheckOptions
from budgetlint.messages.exit_codes import NOT_DONE
from budgetlint.model.errors import BudgetlintError
from budgetlint.readers.files import BASELINE
from budgetlint.report import Style, report_text
from budgetlint.report.finding import Finding
from budgetlint.report.report import FileReport, Report
from budgetlint.tasks.accept import accepting
from budgetlint.tasks.baseline import Baseline, read_baseline
from budgetlint.tasks.waivers import Waiving, read_waivers

EXAMPLES = Path(__file__).parents[2] / "examples"
Fields = dict[str, Any]
TODAY = date(2026, 10, 1)
BROKEN = EXAMPLES / "broken" / "transposed-digits.json"

WAIVER: Fields = {
    "rule": "A3",
    "place": "表3 / 总计 / 合计",
    "reason": "已更正",
    "by": "预算科",
    "until": "2026-12-31",
}


def toml(*waivers: Fields) -> str:
    """A file of waivers."""
    blocks = (
        "\n".join(f"{k} = {json.dumps(v, ensure_ascii=False)}" for k, v in waiver.items())
        for waiver in waivers
    )
    return "".join(f"[[waiver]]\n{block}\n\n" for block in blocks)


def waived(tmp_path: Path, *waivers: Fields, source: Path = BROKEN) -> list[FileReport]:
    """The reports on a document, with these waivers."""
    path = tmp_path / "waivers.toml"
    path.write_text(toml(*waivers), encoding="utf-8")
    copy = tmp_path / "2026" / source.name
    copy.parent.mkdir(exist_ok=True)
    copy.write_bytes(source.read_bytes())
    reports = budgetlint.check(copy).files
    return list(accepting(reports, [Waiving(read_waivers(str(path)), TODAY)]))


def codes(finding: Finding) -> set[str]:
    """The rules that a finding breaks."""
    return {relation.code for relation in finding.relations}


def remarks(reports: list[FileReport]) -> list[str]:
    """What is said about the waivers themselves: codes with lines."""
    found = (f for report in reports if not report.is_document for f in report.findings)
    return [f"{finding.code}:{finding.cells[0].place.line}" for finding in found]


FITTING: dict[str, Fields] = {
    "as printed": {},
    "in English": {"place": "table 3 / 总计 / 合计"},
    "the whole row": {"place": "表3 / 总计"},
    "the whole column": {"place": "表3 / * / 合计"},
    "the whole table": {"place": "表 3"},
    "one file": {"file": "2026/transposed-digits.json"},
    "files by a pattern": {"file": "*.json"},
    "a folder": {"file": "2026/"},
    "the unit": {"unit": "新疆维吾尔自治区 数据资源和政务服务中心"},
    "small letters": {"rule": "a3"},
    "the words": {"words": "14,571.61"},
    "the last day": {"until": "2026-10-01"},
}


@pytest.mark.parametrize("change", FITTING.values(), ids=FITTING.keys())
def test_a_waiver_hides_what_it_names(tmp_path: Path, change: Fields) -> None:
    (report,) = waived(tmp_path, WAIVER | change)
    assert (report.status, report.findings) == ("ok", ())
    (one,) = report.waived
    assert (one.kind, one.by) == ("waiver", "预算科")
    assert "A3" in codes(one.finding)
    assert Report((report,)).exit_code("info") == 0


OTHERS: dict[str, tuple[Fields, list[str]]] = {
    "another rule": ({"rule": "A9"}, ["W2:1"]),
    "another table": ({"place": "表33"}, ["W2:1"]),
    "another row": ({"place": "表3 / 201 一般公共服务支出"}, ["W2:1"]),
    "a part of the label": ({"place": "表3 / 总"}, ["W2:1"]),
    "other words": ({"words": "14,751.61"}, ["W2:1"]),
    "expired": ({"until": "2026-09-30"}, ["W1:1"]),
    "another file": ({"file": "2025/*"}, []),
    "another unit": ({"unit": "某某中心"}, []),
}


@pytest.mark.parametrize(("change", "said"), OTHERS.values(), ids=OTHERS.keys())
def test_what_it_does_not_name_stays(tmp_path: Path, change: Fields, said: list[str]) -> None:
    first, *rest = waived(tmp_path, WAIVER | change)
    assert ["A3" in codes(finding) for finding in first.findings] == [True]
    assert first.waived == ()
    assert remarks(rest) == said


PUBLISHED = EXAMPLES / "xinjiang-2026" / "budget.json"


def test_a_wide_waiver_hides_nothing(tmp_path: Path) -> None:
    wide = WAIVER | {"rule": "M1", "place": "§十二"}
    first, *rest = waived(tmp_path, wide, WAIVER, source=PUBLISHED)
    assert first.waived == ()
    assert remarks(rest) == ["W2:8", "W3:1"]
    (report,) = waived(tmp_path, wide | {"count": 2}, source=PUBLISHED)
    assert [one.finding.code for one in report.waived] == ["M1", "M1"]
    (report,) = waived(tmp_path, wide | {"words": "2026年上半年"}, source=PUBLISHED)
    assert len(report.waived) == 1


def test_what_must_be_explained_is(tmp_path: Path) -> None:
    waiver = WAIVER | {"rule": "N3", "place": "表1 / 二、上年结转结余"}
    first, *rest = waived(tmp_path, waiver, source=PUBLISHED)
    assert first.waived == ()
    assert remarks(rest) == ["W5:1"]
    explained = waiver | {"explanation": "上年年中追加"}
    (report,) = waived(tmp_path, explained, source=PUBLISHED)
    assert [one.reason for one in report.waived] == ["上年年中追加"]


FAULTS: dict[str, tuple[Fields, str]] = {
    "no place": ({"place": ""}, "place"),
    "any table": ({"place": "* / 总计"}, "place"),
    "a day that is none": ({"until": "2026-13-01"}, "until"),
    "no reason": ({"reason": " "}, "reason"),
    "nobody": ({"by": ""}, "by"),
    "none": ({"count": 0}, "count"),
    "a line": ({"line": 107}, "line"),
    "a misspelt key": ({"untli": "2026-12-31"}, "untli"),
    "a number": ({"rule": 3}, "rule"),
}


@pytest.mark.parametrize(("change", "named"), FAULTS.values(), ids=FAULTS.keys())
def test_a_faulty_waiver_is_refused(tmp_path: Path, change: Fields, named: str) -> None:
    with pytest.raises(RuleError) as caught:
        waived(tmp_path, WAIVER, WAIVER | change)
    (problem,) = caught.value.problems
    assert named in problem.found.en
    assert problem.place.line > 7


@pytest.mark.parametrize("missing", sorted(WAIVER))
def test_every_field_must_be_there(tmp_path: Path, missing: str) -> None:
    with pytest.raises(RuleError):
        waived(tmp_path, {key: value for key, value in WAIVER.items() if key != missing})


def test_a_date_may_be_one(tmp_path: Path) -> None:
    path = tmp_path / "waivers.toml"
    path.write_text(toml(WAIVER).replace('"2026-12-31"', "2026-12-31"), encoding="utf-8")
    (waiver,) = read_waivers(str(path)).waivers
    assert waiver.until == date(2026, 12, 31)


def test_waived_findings_are_told_in_every_format(tmp_path: Path) -> None:
    report = Report(tuple(waived(tmp_path, WAIVER)))
    log = json.loads(report_text("sarif", report, Style()))
    (result,) = log["runs"][0]["results"]
    assert result["suppressions"][0]["justification"] == "已更正（预算科，至 2026-12-31）"
    (one,) = json.loads(report_text("json", report, Style()))["files"][0]["waived"]
    assert (one["reason"], one["kind"]) == ("已更正", "waiver")
    assert "已更正" in report_text("text", report, Style())
    assert "已更正" in report_text("csv", report, Style())
    assert "<skipped message" in report_text("junit", report, Style(strict=False))
    assert json.loads(report_text("gitlab", report, Style())) == []
    assert "::error" not in report_text("github", report, Style())


# Baselines


def archive(tmp_path: Path, *names: str) -> tuple[FileReport, ...]:
    """The reports on some of the broken examples, as an archive."""
    for name in names:
        copy = tmp_path / f"{name}.json"
        copy.write_bytes((EXAMPLES / "broken" / f"{name}.json").read_bytes())
    return budgetlint.check([tmp_path / f"{name}.json" for name in names]).files


def test_a_baseline_accepts_what_is_there_and_nothing_else(tmp_path: Path) -> None:
    path = str(tmp_path / BASELINE)
    first = Baseline(path, is_new=True)
    list(accepting(archive(tmp_path, "transposed-digits", "three-public"), [first]))
    shrunk, gone, new = first.shrunk()
    shrunk.write()
    assert (len(shrunk), gone, new) == (2, 0, 0)

    reports = list(accepting(budgetlint.check(tmp_path).files, [read_baseline(path)]))
    assert [report.status for report in reports if report.is_document] == ["ok", "ok"]

    slip = tmp_path / "three-public.json"
    slip.write_text(slip.read_text("utf-8").replace('"5.26"', '"5.25"'), encoding="utf-8")
    second = read_baseline(path)
    reports = list(accepting(budgetlint.check(tmp_path).files, [second]))
    assert [f.code for report in reports for f in report.findings if report.is_document] == ["C14"]
    assert [f.code for f in reports[-1].findings] == ["W4"]


def test_a_baseline_can_only_shrink(tmp_path: Path) -> None:
    path = str(tmp_path / BASELINE)
    first = Baseline(path, is_new=True)
    list(accepting(archive(tmp_path, "transposed-digits", "missing-kuan"), [first]))
    first.shrunk()[0].write()
    before = len(read_baseline(path))

    (tmp_path / "transposed-digits.json").unlink()
    second = read_baseline(path)
    list(accepting(archive(tmp_path, "three-public"), [second]))
    shrunk, gone, new = second.shrunk()
    shrunk.write()
    assert (gone, new) == (1, 1)
    assert len(read_baseline(path)) == before - 1, "missing-kuan is kept: it was not looked at"


def test_a_baseline_that_is_not_there_or_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name, code in (("no.json", "input-missing"), ("pipe", "input-special")):
        with pytest.raises(InputError) as caught:
            read_baseline(str(tmp_path / name))
        assert [problem.code for problem in caught.value.problems] == [code]


def test_waivers_in_a_pipe_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(BudgetlintError) as caught:
        read_waivers(str(tmp_path / "pipe"))
    assert [problem.code for problem in caught.value.problems] == ["input-special"]


def test_of_nothing_there_is_no_baseline(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing was checked, so nothing is accepted."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "letter.txt").write_text("请于周五前上报。", "utf-8")
    for path in ("nosuch.json", "letter.txt", "."):
        assert baseline_command(CheckOptions((path,))) == NOT_DONE
        assert capsys.readouterr().err
    assert not (tmp_path / BASELINE).exists()


def test_a_broken_baseline_is_refused(tmp_path: Path) -> None:
    path = tmp_path / BASELINE
    for text in ("", "[]", '{"version": 2, "findings": []}', '{"version": 1, "findings": [{}]}'):
        path.write_text(text)
        with pytest.raises(RuleError):
            read_baseline(str(path))
