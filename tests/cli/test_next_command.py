"""The command that a report suggests repeats what the run was told: copied, it finds the same."""

from __future__ import annotations

import io
import json
import shlex
from pathlib import Path
from typing import Any

import pytest

import inside

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
WHOLE = EXAMPLES / "xinjiang-2026" / "budget.json"
BROKEN = EXAMPLES / "broken" / "transposed-digits.json"
PACK = '[pack]\nname = "own"\nextends = "cn-xinjiang-2026"\n[change.A3]\nseverity = "warning"\n'


def suggested(folder: Path, *arguments: str) -> list[str]:
    """What the last line of a report says to call, without the name of the program."""
    last = inside.call(folder, "check", "--lang", "en", *arguments).stdout.splitlines()[-1]
    words = shlex.split(last.partition("budgetlint ")[2])
    assert words
    return words


def copied(folder: Path, words: list[str]) -> str:
    """What the suggested command says."""
    done = inside.call(folder, *words)
    assert done.returncode in (0, 1), done.stderr
    return f"{done.stdout}{done.stderr}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with odd names: a budget, last year's, a pack of its own."""
    data: dict[str, Any] = json.loads(WHOLE.read_bytes())
    last = json.loads(json.dumps(data).replace("2026", "2025"))
    last["profile"] = data["profile"]
    (tmp_path / "今年 #1.json").write_text(json.dumps(data), encoding="utf-8")
    (tmp_path / "a + b.json").write_text(json.dumps(last), encoding="utf-8")
    text = {**data, "tables": []}
    (tmp_path / "文字&.json").write_text(json.dumps(text), encoding="utf-8")
    (tmp_path / "-x.json").write_bytes(BROKEN.read_bytes())
    (tmp_path / "own.toml").write_text(PACK, encoding="utf-8")
    return tmp_path


def test_last_year_is_named_again(folder: Path) -> None:
    words = suggested(folder, "今年 #1.json", "--previous", "a + b.json")
    assert words == ["explain", "今年 #1.json", "--previous", "a + b.json"]
    assert "上年文件" in copied(folder, words)


def test_rules_are_named_again_and_no_path_is_an_option(folder: Path) -> None:
    words = suggested(folder, "--rules", "own.toml", "./-x.json")
    assert words == ["fix", "./-x.json", "--rules", "own.toml", "--diff"]
    assert "14,751.61" in copied(folder, words)
    assert suggested(folder, "--", "-x.json")[:2] == ["fix", "./-x.json"]


def test_what_is_selected_is_selected_again(folder: Path) -> None:
    words = suggested(folder, "今年 #1.json", "--select", "K5,N2", "--select", "M1")
    assert words == ["check", "今年 #1.json", "--select", "K5,N2,M1", "--verbose"]
    assert "K5" in copied(folder, words)


def test_a_name_with_a_plus_is_one_file_and_together_is_said(folder: Path) -> None:
    assert "a + b.json" in suggested(folder, "a + b.json")
    words = suggested(folder, "--together", "./-x.json", "文字&.json")
    assert words[:4] == ["fix", "--together", "./-x.json", "文字&.json"]
    assert "14,751.61" in copied(folder, words)


def test_nothing_is_suggested_for_what_has_no_name(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(BROKEN.read_bytes())))
    done = inside.call(folder, "check", "-", "--lang", "en")
    assert "To do" in done.stdout
    assert "budgetlint fix" not in done.stdout


def test_a_unit_that_cannot_be_read_is_checked_by_itself(folder: Path) -> None:
    (folder / "units").mkdir()
    (folder / "units" / "甲 b.json").write_bytes(BROKEN.read_bytes()[:200])
    words = suggested(folder, "./-x.json", "--units", "units")
    assert words == ["check", "units/甲 b.json"]
