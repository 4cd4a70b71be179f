"""The functions of the library, as a user's script calls them."""

from __future__ import annotations

import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

import budgetlint
from badinput.scenario import environment
from budgetlint.report import FORMS

ROOT = Path(__file__).parents[2]
BROKEN = "examples/broken/three-public.json"


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def test_a_users_script_runs() -> None:
    done = subprocess.run(
        [sys.executable, "tests/user_script.py", BROKEN],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "C14 表10 / 公务用车运行维护费 / 一般公共预算 5.62" in done.stdout
    assert done.stdout.splitlines()[-1] == "-0.36 -0.36 1"


def test_every_public_name_is_there() -> None:
    for name in budgetlint.__all__:
        assert getattr(budgetlint, name) is not None
    with pytest.raises(AttributeError):
        _ = budgetlint.no_such_name


def test_a_report_in_every_format() -> None:
    report = budgetlint.check(BROKEN)
    for kind in FORMS:
        assert report.to_format(kind, "en")
    assert report.to_dict() == json.loads(report.to_json("zh"))


def test_a_report_as_text_takes_a_language() -> None:
    report = budgetlint.check(BROKEN)
    assert "错误" in report.to_text() == report.to_text("zh") == report.to_format("text", "zh")
    assert "error" in report.to_text(lang="en")
    with pytest.raises(ValueError, match=r"no language 'gitlab': it is one of zh, en"):
        report.to_text("gitlab")
    with pytest.raises(ValueError, match=r"no format 'xml': it is one of text, "):
        report.to_format("xml")


def test_a_table_has_a_row_for_all_there_is() -> None:
    report = budgetlint.check([BROKEN, "no.json"])
    first, second = report.table("en")
    assert (first["difference"], first["line"], first["page"]) == (Decimal("-0.36"), 256, None)
    assert (second["level"], second["difference"]) == ("problem", None)
    assert list(first) == list(second)
    for value in (*first.values(), *second.values()):
        assert value is None or isinstance(value, (str, int, Decimal))


def test_what_is_converted_is_checked_alike() -> None:
    source = "examples/xinjiang-2026/csv"
    first, second = budgetlint.check(source), budgetlint.check(budgetlint.convert(source))
    assert [f.fingerprint for f in first.findings] == [f.fingerprint for f in second.findings]


def test_nothing_is_lost_when_converting(tmp_path: Path) -> None:
    path = tmp_path / "budget.json"
    text = Path(BROKEN).read_text(encoding="utf-8")
    path.write_text(text.replace('"5.26"', '"5.2x"', 1), encoding="utf-8")
    with pytest.raises(budgetlint.InputError) as caught:
        budgetlint.convert(path)
    assert [problem.code for problem in caught.value.problems] == ["amount-unreadable"]
    assert budgetlint.convert(path, partial=True)["tables"]


def test_fix_writes_only_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "budget.json"
    path.write_bytes((ROOT / "examples/broken/transposed-digits.json").read_bytes())
    (fix,) = budgetlint.fix(path)
    assert fix.patches
    assert budgetlint.check(path).findings
    budgetlint.fix(path, write=True)
    assert budgetlint.check(path).findings == ()


def test_bad_input_raises() -> None:
    for function in (budgetlint.read, budgetlint.inspect, budgetlint.convert, budgetlint.explain):
        with pytest.raises(budgetlint.InputError):
            function("no-such-file.json")
    with pytest.raises(budgetlint.RuleError):
        budgetlint.read(BROKEN, "no-such-pack")
