"""Every code that can be reported is explained: the checker's own, and those of problems."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import budgetlint
from budgetlint.cli.rules_commands import show_rule
from budgetlint.tasks.own_rules import own_rules, problems_of

SOURCE = Path(budgetlint.__file__).parent
CODES = {
    code
    for path in SOURCE.rglob("*.py")
    for code in re.findall(r'code="([A-Z]\d)"', path.read_text(encoding="utf-8"))
}


def test_every_code_of_a_finding_has_an_entry() -> None:
    assert {"U1", "U2"} <= CODES <= own_rules().keys()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("code", [*own_rules(), "input-missing", "json-shape", "pdf-scanned"])
def test_it_is_explained(code: str, lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert show_rule(code, None, lang) == 0
    printed = capsys.readouterr().out
    assert printed.startswith(code)
    assert len(printed.splitlines()) > 3


def test_a_code_that_is_never_reported_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert show_rule("nothing-like-it", None, "en") == 2
    assert "nothing-like-it" in capsys.readouterr().err
    assert list(problems_of("nothing-like-it")) == []
