"""An output never replaces what is to be checked."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from budgetlint.cli.app import app

EXAMPLE = Path(__file__).parents[2] / "examples" / "broken" / "three-public.json"


@pytest.fixture
def budget(tmp_path: Path) -> Path:
    path = tmp_path / "budgets" / "a.json"
    path.parent.mkdir()
    path.write_bytes(EXAMPLE.read_bytes())
    (tmp_path / "link.json").symlink_to(path)
    return path


@pytest.mark.parametrize(
    "words",
    [
        ["check", "{a}", "-o", "{a}"],
        ["check", "{link}", "-o", "{a}"],
        ["check", "{a}", "-o", "json={link}"],
        ["check", "{folder}", "-o", "{a}"],
        ["check", str(EXAMPLE), "--previous", "{a}", "-o", "{a}"],
        ["convert", "{a}", "-o", "{a}"],
    ],
    ids=lambda words: " ".join(words)[:30],
)
def test_the_input_stays_as_it_is(words: list[str], budget: Path, tmp_path: Path) -> None:
    places = {"a": budget, "link": tmp_path / "link.json", "folder": budget.parent}
    result = CliRunner().invoke(app, [word.format(**places) for word in words])
    assert result.exit_code == 2
    assert "output-input" in result.output
    assert budget.read_bytes() == EXAMPLE.read_bytes()


def test_a_report_of_an_earlier_run_is_replaced(budget: Path) -> None:
    report = budget.parent / "report.json"
    for _ in range(2):
        assert CliRunner().invoke(app, ["check", str(budget), "-o", str(report)]).exit_code == 1
        assert CliRunner().invoke(
            app, ["check", str(budget.parent), "-o", str(report)]
        ).exit_code in (1, 2)
    assert b'"version"' in report.read_bytes()[:64]
