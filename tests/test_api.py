"""The library: `import budgetlint; budgetlint.check(…)`."""

from __future__ import annotations

import ast
import inspect
import json
import subprocess
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
import tomli

import budgetlint
from badinput.scenario import BASE, COMMAND, environment
from budgetlint import InputError, Message, Report, RuleError, Verdict
from budgetlint.model.place import Place
from budgetlint.report.finding import shown

RULES = str(BASE / "rules.toml")
GOOD = str(BASE / "budget.json")
EXAMPLE = Path(__file__).parents[1] / "examples/xinjiang-2026/budget.json"


def document() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(Path(GOOD).read_text(encoding="utf-8"))
    return data


def with_slip() -> dict[str, Any]:
    """行政运行 with two digits the wrong way round."""
    data = document()
    data["tables"][0]["rows"][2][2] = "4,715.61"
    return data


def statuses(report: Report) -> list[str]:
    return [file.status for file in report.files]


# Sources


def test_a_path() -> None:
    report = budgetlint.check(GOOD, RULES)
    (file,) = report.files
    assert (file.path, file.status, file.pack) == (GOOD, "ok", "small")
    assert (report.ok, report.findings, report.problems) == (True, (), ())
    assert report.exit_code() == 0
    assert dict(file.coverage.relations) == {
        "exact": 15,
        "rounding": 0,
        "broken": 0,
        "vacuous": 0,
        "not_applicable": 0,
        "not_checked": 0,
    }
    assert file.coverage.rules == {"checked": 3, "not_applicable": 0, "not_checked": 0}


@pytest.mark.parametrize("sequence", [list, tuple])
def test_several_paths(sequence: type[Sequence[str]], tmp_path: Path) -> None:
    """In the order in which they are given, and a path as often as it is given."""
    bad = tmp_path / "bad.json"
    bad.write_text(json.dumps(with_slip()), encoding="utf-8")
    paths = [str(bad), GOOD, str(tmp_path / "no.json"), str(BASE / "budget.csv"), GOOD]
    report = budgetlint.check(sequence(paths), RULES)  # type: ignore[call-arg]
    assert [file.path for file in report.files] == paths
    assert statuses(report) == ["findings", "ok", "error", "ok", "ok"]
    assert (report.ok, report.exit_code()) == (False, 2)


def test_a_folder_of_documents(tmp_path: Path) -> None:
    for name in ("b/2.json", "a/1.json", "3.json", "sheets/t.csv", ".hidden/4.json"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes((BASE / f"budget{path.suffix}").read_bytes())
    report = budgetlint.check(str(tmp_path), RULES)
    found = [str(Path(file.path).relative_to(tmp_path)) for file in report.files]
    assert found == ["3.json", "a/1.json", "b/2.json", "sheets"]
    assert set(statuses(report)) == {"ok"}


def test_a_mapping() -> None:
    report = budgetlint.check(with_slip(), RULES)
    (file,) = report.files
    assert (file.path, file.status) == ("", "findings")
    finding = report.findings[0]
    assert (finding.code, finding.severity, finding.verdict) == ("A3", "error", Verdict.BROKEN)
    assert finding.message == Message("合计不等于两项之和", "the total is not the sum of its parts")
    assert (finding.actual, finding.expected) == (Decimal("4715.61"), Decimal("4751.61"))
    assert (finding.op, str(finding.difference), finding.money) == ("=", "-36.00", "万元")
    first, second = finding.cells
    assert first.address.zh == "表3 / 2014101 行政运行 / 合计"
    assert first.address.en == "table 3 / 2014101 行政运行 / 合计"
    assert (first.value, first.amount, first.role) == ("4,715.61", Decimal("4715.61"), "printed")
    assert first.place == Place(pointer="/tables/0/rows/2/2")
    assert (second.column, second.weight, second.role) == ("基本支出", Decimal(1), "addend")


@pytest.mark.parametrize("kind", [OrderedDict, MappingProxyType])
def test_any_mapping(kind: type[Mapping[str, Any]]) -> None:
    data = document()
    data["tables"] = [kind(table) for table in data["tables"]]  # type: ignore[call-arg]
    assert budgetlint.check(kind(data), RULES).ok  # type: ignore[call-arg]


def test_a_mapping_and_its_file_give_the_same_findings(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(with_slip(), ensure_ascii=False, indent=1), encoding="utf-8")
    of_file, of_data = (budgetlint.check(s, RULES).files[0] for s in (str(path), with_slip()))
    assert of_file.coverage == of_data.coverage
    for there, here in zip(of_file.findings, of_data.findings, strict=True):
        pointers = [[cell.place.pointer for cell in one.cells] for one in (there, here)]
        assert pointers[0] == pointers[1]
        for ours, theirs in zip(there.relations, here.relations, strict=True):
            assert _bare(ours) == _bare(theirs)
        assert [s.right for s in there.suspects] == [s.right for s in here.suspects]


def _bare(finding: budgetlint.Finding) -> budgetlint.Finding:
    """Without what holds places."""
    return finding._replace(cells=(), evidence=(), suspects=(), alternatives=())


def test_amounts_of_a_mapping() -> None:
    """Whole numbers and decimals are amounts as well as texts are."""
    data = document()
    rows = data["tables"][0]["rows"]
    for row in rows:
        row[2:] = [Decimal(cell.replace(",", "")) if cell else None for cell in row[2:]]
    rows[3][2:] = [10000, None, 10000]
    report = budgetlint.check(data, RULES).files[0]
    assert (report.status, report.coverage.relations["exact"]) == ("ok", 15)


@pytest.mark.parametrize("value", [14751.61, 0.1 + 0.2, 1e300])
def test_a_float_is_refused(value: float) -> None:
    data = document()
    data["tables"][0]["rows"][0][2] = value
    (problem,) = budgetlint.check(data, RULES).problems
    assert (problem.code, problem.place.pointer) == ("json-shape", "/tables/0/rows/0/2")


BAD_DATA: dict[str, tuple[dict[str, Any], str]] = {
    "nothing": ({}, "json-shape"),
    "a set": ({"tables": {1, 2}}, "json-shape"),
    "nan": ({"tables": [{"id": "a", "columns": ["x"], "rows": [[float("nan")]]}]}, "json-shape"),
}


@pytest.mark.parametrize(("data", "code"), BAD_DATA.values(), ids=BAD_DATA.keys())
def test_bad_data_is_a_problem_in_the_report(data: dict[str, Any], code: str) -> None:
    report = budgetlint.check(data, RULES)
    assert [problem.code for problem in report.problems] == [code]
    assert (statuses(report), report.exit_code()) == (["error"], 2)


def test_a_path_object() -> None:
    assert budgetlint.check(Path(GOOD), RULES).ok


def test_nothing_to_check() -> None:
    report = budgetlint.check([])
    assert (report.files, report.exit_code()) == ((), 2)


def test_nothing_is_not_ok() -> None:
    assert not budgetlint.check([]).ok


# Options


def test_rules_by_name_and_by_profile() -> None:
    data = document()
    assert budgetlint.check(data).files[0].pack == "cn-common"
    assert budgetlint.check(data, "cn-xinjiang-2026").files[0].pack == "cn-xinjiang-2026"
    profiled = {**data, "profile": "cn-xinjiang-2026"}
    assert budgetlint.check(profiled).files[0].pack == "cn-xinjiang-2026"
    assert budgetlint.check(profiled, RULES).files[0].pack == "small"


def test_a_bad_pack_raises() -> None:
    with pytest.raises(RuleError) as caught:
        budgetlint.check("no-such-file.json", "no-such-pack")
    (problem,) = caught.value.problems
    assert problem.code == "rules-missing"
    assert str(caught.value) == 'there is no rule pack "no-such-pack"'


def test_rounding() -> None:
    data = document()
    for row in data["tables"][0]["rows"][:2]:
        row[2] = "14,751.62"
    data["tables"][0]["rows"][4][2] = "14,751.62"
    silent, listed = (budgetlint.check(data, RULES, rounding=r) for r in (False, True))
    assert (silent.ok, listed.ok) == (True, True)
    assert silent.files[0].rounding == ()
    found = [(f.code, f.verdict, *shown(f)[2:]) for f in listed.files[0].rounding]
    assert found == [
        ("A3", Verdict.ROUNDING, "+0.01", "0.015"),
        ("A3", Verdict.ROUNDING, "+0.01", "0.015"),
        ("A3", Verdict.ROUNDING, "+0.01", "0.015"),
        ("B5", Verdict.ROUNDING, "+0.01", "0.015"),
    ]
    assert silent.files[0].coverage == listed.files[0].coverage


def test_the_exit_code_by_severity_and_strictness() -> None:
    report = budgetlint.check(with_slip(), RULES)
    finding = report.findings[0]._replace(severity="warning")
    warned = Report((report.files[0]._replace(findings=(finding,)),))
    assert [warned.exit_code(level) for level in ("error", "warning", "info")] == [0, 1, 1]
    partly = budgetlint.check(document(), "cn-common")
    assert [partly.exit_code(strict=strict) for strict in (False, True)] == [0, 1]


# Values


def test_a_report_is_a_value() -> None:
    first, second = (budgetlint.check(with_slip(), RULES) for _ in range(2))
    assert first == second
    with pytest.raises(AttributeError):
        first.files = ()  # type: ignore[misc]


def test_checking_changes_nothing() -> None:
    data = with_slip()
    budgetlint.check(data, RULES)
    assert data == with_slip()


def test_one_run_does_not_touch_the_next() -> None:
    """Bad amounts, other rules and rounding leave nothing behind."""
    before = budgetlint.check(document(), RULES)
    spoilt = document()
    spoilt["tables"][0]["rows"][0][2] = "14,75l.61"
    budgetlint.check(spoilt, RULES)
    budgetlint.check(with_slip(), "cn-common", rounding=True)
    assert budgetlint.check(document(), RULES) == before


# What is offered


@pytest.mark.parametrize("name", budgetlint.__all__)
def test_what_is_offered_is_described(name: str) -> None:
    offered = getattr(budgetlint, name)
    assert inspect.getdoc(offered)
    assert not (inspect.getdoc(offered) or "").startswith(f"{name}(")  # a named tuple's own


def test_everything_offered_is_importable() -> None:
    scope: dict[str, Any] = {}
    exec("from budgetlint import *", scope)  # noqa: S102
    assert set(budgetlint.__all__) <= set(scope)
    with pytest.raises(AttributeError):
        _ = budgetlint.no_such_name


def test_the_errors_have_one_base() -> None:
    assert issubclass(InputError, budgetlint.BudgetlintError)
    assert issubclass(RuleError, budgetlint.BudgetlintError)


def test_the_example_in_the_docstring() -> None:
    """The code at the head of the package runs, and prints one line a finding."""
    code = "\n".join(
        line[4:] for line in (budgetlint.__doc__ or "").splitlines() if line.startswith("    ")
    )
    ast.parse(code)
    done = subprocess.run(
        [COMMAND[0], "-c", code.replace("budget.json", GOOD)],
        env=environment(PYTHONUTF8="1"),
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


HEAVY = {"csv", "difflib", "pathlib", "tabulate", "typer"}


def test_importing_is_quiet_and_light() -> None:
    """A start pays for nothing that a clean run does not need."""
    code = f"import sys, budgetlint; print(sorted(set({sorted(HEAVY)}) & sys.modules.keys()))"
    paths = [str(Path(module.__file__ or "").parents[1]) for module in (budgetlint, tomli)]
    command = [COMMAND[0], "-S", "-c", f"import sys; sys.path += {paths!r}; {code}"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "[]\n", "")


@pytest.mark.parametrize(
    ("right", "codes"),
    [
        ('["project-expenditure[*].project", "=甲"]', set()),  # more on the right, at the end
        ('["=甲", "project-expenditure[*].project"]', set()),  # and at the beginning
        ('["=自治区网站集约化平台技术运维服务项目", "project-expenditure[*].project"]', {"Z1"}),
    ],
)
def test_names_in_order_among_more_names(tmp_path: Path, right: str, codes: set[str]) -> None:
    (tmp_path / "pack.toml").write_text(
        f"""
        [pack]
        name = "mine"
        extends = "cn-xinjiang-2026"

        [[rule]]
        code = "Z1"
        kind = "names"
        severity = "error"
        left = "project-expenditure[*].project"
        right = {right}
        op = "<="
        order = true
        message = {{ zh = "次序不同", en = "out of order" }}
        why = {{ zh = "次序", en = "the order" }}
        """,
        encoding="utf-8",
    )
    report = budgetlint.check(str(EXAMPLE), str(tmp_path / "pack.toml"))
    assert {finding.code for finding in report.findings} & {"Z1"} == codes
