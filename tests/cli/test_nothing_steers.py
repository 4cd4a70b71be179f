"""Nothing steers a terminal: from documents, packs, names of files and command lines, in every
command and every format."""

from __future__ import annotations

import json
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from badinput.scenario import BASE
from budgetlint.cli import _run
from budgetlint.report import FORMS
from budgetlint.report.safety import UNSAFE

CATEGORIES = ("Cc", "Cf", "Zl", "Zp", "Cs")
ROOT = Path(__file__).parents[2]
STEERING = {
    char for char in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(char) in CATEGORIES
} - {"\t", "\n"}
SAMPLES = "\x1b[2J\x9b31m\x07\u202e\u2066\u061c\u200b\u200e\u00ad\ufeff\u2028\u180e\U000e0041\x7f"
EVIL = f"红{SAMPLES}"


def test_all_that_steers_is_unsafe() -> None:
    assert [hex(ord(char)) for char in STEERING if not UNSAFE.match(char)] == []


def test_what_people_write_is_safe() -> None:
    for text in (
        "表3 / 总计 / 合计",
        "“三公”经费",
        "－１，２３４．５６　万元",
        "é\u0301 naïve 한글 عربى 🙂",
    ):
        assert not UNSAFE.search(text)


def document() -> dict[str, Any]:
    """The base document with a slip, and something evil wherever there is a text."""
    data: dict[str, Any] = json.loads((BASE / "budget.json").read_text(encoding="utf-8"))
    table = data["tables"][0]
    table["rows"][2][2] = "4,715.61"
    for row in table["rows"]:
        row[1] += EVIL
    table["rows"].append(["209", f"社会{EVIL}", f"x{EVIL}", "", ""])
    table["columns"].append(f"别的{EVIL}")
    table["rows"] = [[*row, f"1.00{EVIL}"] for row in table["rows"]]
    table["notes"] = [f"注：{EVIL}"]
    text = f"{EVIL}支出1.00万元，占总支出的3.00%。\n另计5.00%{EVIL}。"
    other = {"id": EVIL, "title": EVIL, "columns": ["项目", "金额"], "rows": [["甲", "1,000.00"]]}
    return {
        "unit": f"某局{EVIL}",
        "tables": [table, other],
        "narrative": [{"section": EVIL, "title": EVIL, "text": text}],
    }


PACK = """
[[rule]]
code = "W1"
kind = "text"
name = {message}
in = "tables.notes"
require = [{message}]
message = {message}
why = {message}

[[example]]
rule = "A3"
title = {message}
expect = [{message}]
tables.expenditure = '''
科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出
201 | 甲 | 3.00 | 1.00 | 2.00
'''
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with evil names, in which there is nothing that is not evil."""
    (tmp_path / "small").mkdir()
    rules = (BASE / "rules.toml").read_text(encoding="utf-8")
    said = '"' + "".join(f"\\U{ord(char):08x}" for char in EVIL) + '"'
    (tmp_path / "small" / "pack.toml").write_text(rules, encoding="utf-8")
    rule, _, example = PACK.replace("{message}", said).partition("[[example]]")
    (tmp_path / "small" / "more.toml").write_text(rule, encoding="utf-8")
    (tmp_path / "small" / "examples").mkdir()
    examples = tmp_path / "small" / "examples" / "evil.toml"
    examples.write_text(f"[[example]]{example}", encoding="utf-8")
    text = json.dumps(document(), ensure_ascii=False)
    (tmp_path / f"a{EVIL}.json").write_text(text, encoding="utf-8")
    (tmp_path / "b.json").write_text(text, encoding="utf-8")
    (tmp_path / "slip.json").write_text(slip(), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def slip() -> str:
    """A document with a slip that can be corrected, below a row that bears something evil."""
    text = (ROOT / "examples" / "broken" / "transposed-digits.json").read_text(encoding="utf-8")
    raw = "".join(char for char in EVIL if char >= " ")  # JSON has the others as escapes only
    return text.replace('"2210201", "住房公积金"', f'"2210201", "住房公积金{raw}"')


EVIL_FILE = f"a{EVIL}.json"
RULES = ["--rules", "small"]
COMMANDS = {
    **{f"check {kind}": ["check", EVIL_FILE, *RULES, "--format", kind] for kind in FORMS},
    "check in colour": ["check", EVIL_FILE, "b.json", *RULES],
    "check by a shipped pack": ["check", EVIL_FILE],
    "rounding": ["check", EVIL_FILE, *RULES, "--show", "rounding"],
    "a folder": ["check", ".", *RULES],
    "together": ["check", "--together", ".", *RULES],
    "no file": ["check", f"no{EVIL}.json"],
    "no pack": ["check", EVIL_FILE, "--rules", f"no{EVIL}"],
    "explain": ["explain", EVIL_FILE, *RULES],
    "explain as json": ["explain", EVIL_FILE, *RULES, "--format", "json"],
    "explain a cell": ["explain", EVIL_FILE, "总计 / 合计", *RULES],
    "explain no cell": ["explain", EVIL_FILE, EVIL, *RULES],
    "fix": ["fix", "slip.json", "--diff"],
    "convert": ["convert", EVIL_FILE, *RULES],
    "inspect": ["inspect", EVIL_FILE, *RULES],
    "inspect as json": ["inspect", EVIL_FILE, *RULES, "--format", "json"],
    "claims": ["claims", EVIL_FILE, "--rules", "cn-common"],
    "list of rules": ["rules", "list", *RULES],
    "a rule": ["rule", "W1", *RULES],
    "no rule": ["rule", EVIL, *RULES],
    "test of rules": ["rules", "test", "small"],
    "vocabulary": ["vocabulary", EVIL],
    "settings": ["config", "show", EVIL_FILE],
    "baseline": ["baseline", EVIL_FILE, *RULES],
    "no command": [EVIL],
    "no option": ["check", f"--{EVIL}"],
    "no value": ["check", "b.json", "--format", EVIL],
    "no schema": ["schema", EVIL],
}


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.usefixtures("folder")
def test_no_command_prints_it(
    name: str, lang: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", {"zh": "zh_CN.UTF-8", "en": "en_US.UTF-8"}[lang])
    code = _run(COMMANDS[name])
    printed = "".join(capsys.readouterr()).removeprefix("\ufeff")  # the mark of a CSV report
    assert sorted(set(printed) & STEERING - {"\r"}) == []
    assert "internal-error" not in printed
    assert "红" in printed or name in ("settings", "baseline")
    assert code in (0, 1, 2)


FORGED = "x\n  未发现问题\n"
WITH_LINES = [["check", f"no{FORGED}.json"], [FORGED], ["check", f"--{FORGED}"], ["rule", FORGED]]
WITH_LINES += [["vocabulary", FORGED], ["check", "b.json", "--rules", FORGED]]


@pytest.mark.parametrize("arguments", WITH_LINES, ids=str)
@pytest.mark.usefixtures("folder")
def test_no_argument_forges_a_line(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    _run(arguments)
    lines = "".join(capsys.readouterr()).splitlines()
    assert "未发现问题" not in map(str.strip, lines)
