"""Bad input: one clear message in each language, no traceback, and the other files are checked."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import budgetlint

from .scenario import BASE, LANGS, OF_FILES, SCENARIOS, Scenario, lay_out, run, update


def by_name(scenario: Scenario) -> str:
    return scenario.name


@pytest.mark.parametrize("scenario", SCENARIOS, ids=by_name)
def test_what_is_printed(scenario: Scenario, tmp_path: Path) -> None:
    lay_out(scenario, tmp_path)
    results = {lang: run(scenario, tmp_path, lang) for lang in LANGS}
    printed = {lang: text for lang, (_, text) in results.items()}
    if os.environ.get("BUDGETLINT_UPDATE"):
        update(scenario, printed)
    else:
        assert printed == scenario.expect
    assert {code for code, _ in results.values()} == {scenario.exit}


@pytest.mark.parametrize("scenario", OF_FILES, ids=by_name)
def test_the_other_files_are_still_checked(
    scenario: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "good").mkdir()
    good = str(tmp_path / "good" / "budget.json")
    Path(good).write_bytes((BASE / "budget.json").read_bytes())
    lay_out(scenario, tmp_path)
    monkeypatch.chdir(tmp_path)
    report = budgetlint.check([good, *scenario.args, good], scenario.rules)
    alone = budgetlint.check(good, scenario.rules).files[0]
    assert alone.status == "ok"
    assert alone.coverage.relations["exact"] >= 15
    assert (report.files[0], report.files[-1]) == (alone, alone)
    assert report.exit_code() == scenario.exit
