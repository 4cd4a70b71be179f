"""Wrong rule packs: refused before any document is read, with file and line.

The complete messages stand in badinput/cases/rules-*.toml.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

import budgetlint
from badinput.scenario import BASE, SCENARIOS, Scenario, lay_out
from budgetlint import Problem, RuleError
from budgetlint.packs.rules import COMMON
from budgetlint.plan.kinds import KINDS

RULES = (BASE / "rules.toml").read_text(encoding="utf-8")
OF_RULES = [scenario for scenario in SCENARIOS if scenario.name.startswith("rules-")]


def line_of(text: str, wanted: str, occurrence: int = 1) -> int:
    """The line that holds `wanted` for the n-th time."""
    lines = [number for number, line in enumerate(text.splitlines(), 1) if wanted in line]
    return lines[occurrence - 1]


def refused(text: str, folder: Path) -> tuple[Problem, ...]:
    """The problems of a pack; the document that it is to check is not there."""
    path = folder / "rules.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        budgetlint.check(str(folder / "no-such.json"), str(path))
    return caught.value.problems


@pytest.mark.parametrize("scenario", OF_RULES, ids=lambda scenario: scenario.name)
def test_nothing_is_read_before_the_rules_are_right(
    scenario: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_out(scenario, tmp_path)
    monkeypatch.chdir(tmp_path)

    def never(*_: object) -> None:
        raise AssertionError("a document was read")

    monkeypatch.setattr(import_module("budgetlint.tasks.check"), "read", never)
    rules = scenario.args[-1] if "--rules" in scenario.args else "rules.toml"
    with pytest.raises(RuleError) as caught:
        budgetlint.check("budget.json", rules)
    for problem in caught.value.problems:
        assert problem.code.startswith(("rule-", "rules-"))
        for text in (problem.found, problem.expected, problem.advice):
            assert text.zh.strip()
            assert text.en.strip()


# The line of what is wrong, as (what replaces what, code, the line that holds this).
CHANGES = {
    "table": ('for = "expenditure[*]"', 'for = "income[*]"', "rule-selector", "income[*]"),
    "column": ("= 基本支出 +", "= 基本 +", "rule-selector", "合计 = 基本 +"),
    "row": ('for = "expenditure[*]"', 'for = "expenditure[@目]"', "rule-selector", "[@目]"),
    "selector": ('for = "expenditure[*]"', 'for = "expenditure[*"', "rule-selector", "[*"),
    "filter": (
        'for = "expenditure[*]"',
        'for = "expenditure[with 无此列]"',
        "rule-selector",
        "无此列",
    ),
    "words": (
        'for = "expenditure[*]"',
        'for = "expenditure[无此列=甲]"',
        "rule-selector",
        "无此列",
    ),
    "roll-up": (
        'table = "expenditure"\n',
        'table = "expenditure"\ncolumns = ["无此列"]\n',
        "rule-selector",
        "无此列",
    ),
    "roll-up of one": (
        'table = "expenditure"\n',
        'table = "expenditure"\ncolumns = ["合计", "基本"]\n',
        "rule-selector",
        '"基本"',
    ),
    "equation": ("合计 = 基本", "合计 基本", "rule-selector", "合计 基本"),
    "key": ('for = "exp', 'fro = "exp', "rule-field", "fro"),
    "kind": ('"linear"', '"linaer"', "rule-field", "linaer"),
    "type": ('check = "合计 = 基本支出 + 项目支出"', "check = 5", "rule-field", "check = 5"),
    "list": ('check = "tree"', 'check = "tee"', "rule-selector", '"tee"'),
    "layout": ('rows = "code"', 'rows = "tree"', "layout-field", '"tree"'),
    "layout key": ("titles =", "title =", "layout-field", "title ="),
}


@pytest.mark.parametrize(("old", "new", "code", "wanted"), CHANGES.values(), ids=CHANGES.keys())
def test_the_line(old: str, new: str, code: str, wanted: str, tmp_path: Path) -> None:
    assert RULES.count(old) == 1
    text = RULES.replace(old, new)
    (problem,) = refused(text, tmp_path)
    assert (problem.code, problem.place.line) == (code, line_of(text, wanted))
    assert problem.place.path.endswith("rules.toml")


ADDED = {
    "bad change": ('[change.A3]\nseverity = "fatal"\n', '"fatal"'),
    "misspelt key of a change": ('[change.A3]\nseverty = "info"\n', "severty"),
    "change of no rule": ('[change.A33]\nseverity = "info"\n', "[change.A33]"),
    "unknown top": ('[[rules]]\ncode = "X1"\n', "[[rules]]"),
}


@pytest.mark.parametrize(("added", "wanted"), ADDED.values(), ids=ADDED.keys())
def test_the_line_of_an_addition(added: str, wanted: str, tmp_path: Path) -> None:
    text = f"{RULES}\n{added}"
    (problem,) = refused(text, tmp_path)
    assert (problem.code, problem.place.line) == ("rule-field", line_of(text, wanted))


WRONG_LINES = {
    "the second of two rules": ('[[rule]]\ncode = "A3"\nkind = "rollup"\n', 'code = "A3"', 2),
    "a rule without code": ('[[rule]]\nkind = "linear"\ncheck = "x"\n', "[[rule]]", 4),
    "a change with a key of its rule": ("[change.A3]\nfor = 1\n", "for = 1", 1),
    "a list without names": ('[list.l]\ntitle = "x"\n', "[list.l]", 1),
    "a code that is a number": ('[[rule]]\ncode = 17\nkind = "linear"\ncheck = "x"\n', "17", 1),
}


@pytest.mark.parametrize(
    ("added", "wanted", "occurrence"), WRONG_LINES.values(), ids=WRONG_LINES.keys()
)
def test_the_line_of_what_is_hard_to_find(
    added: str, wanted: str, occurrence: int, tmp_path: Path
) -> None:
    text = f"{RULES}\n{added}"
    assert refused(text, tmp_path)[0].place.line == line_of(text, wanted, occurrence)


def test_the_line_of_a_rule_without_a_field(tmp_path: Path) -> None:
    text = RULES.replace('check = "合计 = 基本支出 + 项目支出"\n', "")
    assert [problem.place.line for problem in refused(text, tmp_path)] == [line_of(text, '"A3"')]


@pytest.mark.parametrize(
    ("old", "new", "near"),
    [('"linear"', '"linaer"', "linear"), ('check = "tree"', 'check = "tee"', "tree")],
)
def test_a_wrong_choice_is_named(old: str, new: str, near: str, tmp_path: Path) -> None:
    (problem,) = refused(RULES.replace(old, new), tmp_path)
    assert new.split('"')[1] in problem.found.en
    assert f"did you mean {near}?" in problem.found.en


def test_all_faults_at_once(tmp_path: Path) -> None:
    text = RULES.replace('for = "exp', 'fro = "exp').replace('table = "exp', 'tabel = "exp')
    problems = refused(text, tmp_path)
    assert [(p.place.line, p.found.en) for p in problems] == [
        (line_of(text, "fro"), 'there is no field "fro" (did you mean for?)'),
        (line_of(text, "tabel"), 'there is no field "tabel" (did you mean table?)'),
        (problems[2].place.line, "table is missing"),
    ]


def test_all_selectors_at_once(tmp_path: Path) -> None:
    text = RULES.replace('"expenditure[*]"', '"income[*]"').replace('"expenditure"', '"spending"')
    text = text.replace('id = "spending"', 'id = "expenditure"')
    assert [p.found.en for p in refused(text, tmp_path)] == [
        'there is no layout "income"',
        'there is no layout "spending" (did you mean expenditure?)',
        'there is no layout "spending" (did you mean expenditure?)',
    ]


def test_the_file_of_a_folder(tmp_path: Path) -> None:
    """In a pack of several files the one that is wrong is named."""
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "a.toml").write_text(RULES, encoding="utf-8")
    (tmp_path / "pack" / "b.toml").write_text('\n[change.A9]\nseverity = "info"\n', "utf-8")
    with pytest.raises(RuleError) as caught:
        budgetlint.check([], str(tmp_path / "pack"))
    (problem,) = caught.value.problems
    assert (Path(problem.place.path).name, problem.place.line) == ("b.toml", 2)


def test_the_file_of_a_base_pack(tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text(RULES.replace('"linear"', '"linaer"'), encoding="utf-8")
    mine = tmp_path / "mine.toml"
    mine.write_text('[pack]\nextends = "base.toml"\n', encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        budgetlint.check([], str(mine))
    assert [Path(problem.place.path).name for problem in caught.value.problems] == ["base.toml"]


def test_a_change_that_breaks_a_rule_of_a_shipped_pack(tmp_path: Path) -> None:
    text = '[pack]\nextends = "cn-common"\n\n[change.A3]\nkind = "rollup"\n'
    problems = refused(text, tmp_path)
    assert {Path(problem.place.path).name for problem in problems} == {"rules.toml"}
    assert 'there is no field "for"' in problems[0].found.en


def test_two_packs_that_extend_each_other(tmp_path: Path) -> None:
    for name, other in (("a", "b"), ("b", "a")):
        text = f'[pack]\nextends = "{other}.toml"\n'
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        budgetlint.check([], str(tmp_path / "a.toml"))
    assert [problem.code for problem in caught.value.problems] == ["rules-loop"]


@pytest.mark.parametrize("value", ['"cn-comon"', "1"])
def test_the_place_of_a_base_that_is_not_there(value: str, tmp_path: Path) -> None:
    text = RULES.replace('name = "small"', f"extends = {value}")
    (problem,) = refused(text, tmp_path)
    assert (Path(problem.place.path).name, problem.place.line) == ("rules.toml", 2)


def test_the_path_is_the_one_that_was_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine.toml").write_text(RULES.replace('"linear"', '"linaer"'), encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        budgetlint.check([], "mine.toml")
    assert [problem.place.path for problem in caught.value.problems] == ["mine.toml"]


# Shapes that no pack has: values where tables should be.
SHAPES = {
    "rule is a list of numbers": "rule = [1]",
    "layout is a list of numbers": "layout = [1]",
    "list is a list of numbers": "list = [1]",
    "pack is a number": "pack = 1",
    "pack is a list": "pack = [1]",
    "a column is a number": "[layout.x]\ncolumns = [1]",
    "a label is a number": "[layout.x]\nlabel = [1]",
    "a title is a number": "[layout.x]\ntitles = [1]",
    "a side is a number": "[layout.x]\nside = [1]",
    "a name is a number": "[layout.x]\nnames = [1]",
    "a header is a number": '[layout.x]\ncolumns = [{ name = "a", headers = [1] }]',
    "a layout is a number": "[layout]\nx = 1",
    "a code list is a number": "[list]\nx = 1",
    "a slip is a number": "[slip]\nx = 1",
    "a section is a number": "[section]\nx = 1",
    "a phrase is a number": "[section.x]\ntitles = ['a']\n'b' = 1",
    "a phrase is a list of numbers": "[phrases]\n'b' = [1]",
    "a family is a number": "[family]\nx = 1",
    "a family of views is a number": "[view]\nlinear = 1",
    "a view is a number": "[view.linear]\nA1 = 1",
    "a change is a number": '[change]\nA3 = 1\n[pack]\nextends = "cn-common"',
    "a code is empty": '[[rule]]\ncode = ""\nkind = "when"\nthen = "present(revenue)"\n'
    '[pack]\nextends = "cn-common"',
}


@pytest.mark.parametrize("text", SHAPES.values(), ids=SHAPES.keys())
def test_a_strange_shape_is_refused(text: str, tmp_path: Path) -> None:
    assert refused(text, tmp_path)


def test_the_message_of_the_exception_is_english(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(RULES.replace('for = "exp', 'fro = "exp'), encoding="utf-8")
    with pytest.raises(RuleError, match=r'^there is no field "fro" \(did you mean for\?\)$'):
        budgetlint.check([], str(path))


# Settings of the pack that are right, for comparison


def test_the_base_pack_is_right() -> None:
    assert budgetlint.check(str(BASE / "budget.json"), str(BASE / "rules.toml")).ok


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(RULES, encoding="utf-8-sig")
    assert budgetlint.check(str(BASE / "budget.json"), str(path)).ok


@pytest.mark.parametrize("kind", KINDS)
def test_no_field_of_a_kind_is_one_of_all_rules(kind: str) -> None:
    assert not set(COMMON) & set(KINDS[kind].fields)
