"""Help: one language, no line wider than the terminal, and every command says what it is for."""

from __future__ import annotations

import re

import pytest

from budgetlint.cli import help as pages
from budgetlint.cli.app import app, run_app
from budgetlint.report.wrap import width_of

NAMES = ["", "check", "rules", "rules list", "explain", "mark", "config show", "schema"]


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize("name", NAMES)
def test_no_line_is_wider(
    name: str, columns: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    assert run_app([*name.split(), "-h"]) == 0
    said = capsys.readouterr().out
    assert max(map(width_of, said.split("\n"))) <= columns
    assert said.count(pages.about("options")) == 1
    assert "Show this message" not in said


def test_what_a_command_is_for_comes_first(capsys: pytest.CaptureFixture[str]) -> None:
    run_app(["check", "-h"])
    assert pages.about("check") in re.sub(r"\n\s*", "", capsys.readouterr().out)


def test_the_program_takes_a_language_for_its_commands(capsys: pytest.CaptureFixture[str]) -> None:
    for lang, word in (("zh", "编号"), ("en", "code")):
        assert run_app(["--lang", lang, "rules", "list"]) == 0
        assert capsys.readouterr().out.startswith(word)
    assert app.info.name == "budgetlint"
