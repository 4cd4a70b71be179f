"""Every code that can be reported is explained: the checker's own, and those of problems."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping

import pytest

from budgetlint.cli.rules_commands import show_rule
from budgetlint.messages.tables import tables
from budgetlint.packs.toml_file import TomlTable
from budgetlint.tasks.own_rules import own_rules, problems_of
from source import SOURCE, trees


def test_every_code_of_a_finding_has_an_entry() -> None:
    texts = (path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    codes = {code for text in texts for code in re.findall(r'code="([A-Z]\d)"', text)}
    assert {"U1", "U2"} <= codes <= own_rules().keys()


def literals(call: ast.Call) -> Iterator[str]:
    """The codes that `part.problem(blamed, texts, code)` and `Problem(code, …)` are given."""
    name = ast.unparse(call.func).rpartition(".")[2]
    given = call.args[2:] if name == "problem" else call.args[:1] if name == "Problem" else []
    yield from (str(arg.value) for arg in given if isinstance(arg, ast.Constant) and arg.value)


def problem_codes() -> set[str]:
    """Every code that a problem can carry: those of the catalogue, and those in the modules."""
    listed = [
        str(entry["code"])
        for _, entries in tables()
        for entry in entries.values()
        if isinstance(entry, Mapping) and isinstance(entry.get("code"), str)
    ]
    found = {code.format(format=kind) for code in listed for kind in ("pdf", "ofd")}
    for tree in trees().values():
        calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
        found |= {code for call in calls for code in literals(call)}
    defaults = TomlTable.problem.__defaults__ or ()
    return found | set(defaults)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_is_explained(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    for code in (*own_rules(), *sorted(problem_codes())):
        assert show_rule(code, None, lang) == 0, code
        printed = capsys.readouterr().out
        assert printed.startswith(code)
        assert len(printed.splitlines()) > 3, code


def test_rules_of_every_shipped_pack_are_found(capsys: pytest.CaptureFixture[str]) -> None:
    for code in ("A3", "SD4", "QD3"):
        assert show_rule(code, None, "zh") == 0, code
        assert capsys.readouterr().out.startswith(code)


def test_the_codes_of_problems_are_all_there() -> None:
    codes = problem_codes()
    assert {"input-missing", "rule-field", "settings", "waiver", "ofd-scanned"} <= codes
    assert len(codes) > 80


def test_a_code_that_is_never_reported_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert show_rule("nothing-like-it", None, "en") == 2
    assert "nothing-like-it" in capsys.readouterr().err
    assert list(problems_of("nothing-like-it")) == []
