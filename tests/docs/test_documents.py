"""The documents say what the program does: examples run, links lead somewhere, outputs are real."""

from __future__ import annotations

import doctest
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest

import budgetlint
import inside
from budgetlint.cli import rules_commands
from budgetlint.cli.options import CHOICES, CheckOptions
from budgetlint.tasks.check import checker
from budgetlint.tasks.examples import PackResult, check_examples

ROOT = Path(__file__).parents[2]
PAGES = [
    *sorted(ROOT.glob("README*.md")),
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").glob("*.md")),
]
READMES = ["README.md", "README.zh-CN.md"]
TESTED_ELSEWHERE = {"docs/errors.md", "docs/rules.md"}  # their commands
ELLIPSIS = "…"

_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"^`([^`\n]+)`\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(text: str, language: str) -> list[str]:
    """The contents of the fenced blocks in that language."""
    return [body for label, body in _BLOCK.findall(text) if label == language]


def prose(text: str) -> str:
    """The text without its fenced blocks."""
    return _BLOCK.sub("", text)


# Links


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_relative_links_lead_somewhere(page: Path) -> None:
    links = _LINK.findall(prose(page.read_text(encoding="utf-8")))
    relative = [link.partition("#")[0] for link in links if "://" not in link]
    missing = [link for link in relative if link and not (page.parent / link).exists()]
    assert not missing


# Python


def test_python_examples(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    path = ROOT / "docs" / "python.md"
    result = doctest.testfile(str(path), module_relative=False, encoding="utf-8")
    assert result.attempted > 20
    assert result.failed == 0


@pytest.mark.parametrize("name", READMES)
def test_python_in_the_readme(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    (source,) = blocks(text_of(name), "python")
    result = subprocess.run(
        [sys.executable, "-c", source], cwd=ROOT, env=environment(), capture_output=True, check=True
    )
    assert result.stdout.decode().startswith("C14 ")


def test_every_offered_name_that_is_described_exists() -> None:
    described = set(re.findall(r"budgetlint\.([A-Za-z_]\w*)", prose(text_of("docs/python.md"))))
    assert described <= {*budgetlint.__all__, "__all__"}


# Commands


def environment() -> dict[str, str]:
    """As on a machine in Chinese, with this tree's program and nothing of the caller's settings."""
    kept = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT") if key in os.environ}
    return {
        **kept,
        "LANG": "zh_CN.UTF-8",
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": str(ROOT / "src"),
    }


def sessions() -> list[tuple[str, str, str]]:
    """Page, command and shown output of every `$ budgetlint …` in a console block."""
    found = []
    for page in PAGES:
        if name_of(page) in TESTED_ELSEWHERE:
            continue
        for body in blocks(page.read_text(encoding="utf-8"), "console"):
            for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
                command, _, output = part.partition("\n")
                found.append((name_of(page), command, output))
    return found


def pattern(shown: str) -> str:
    """A pattern for the output as shown, where a line `…` stands for one or more lines."""
    lines = shown.strip("\n").split("\n")
    return "\n".join(
        r"[^\n]*(?:\n[^\n]*)*?" if line.strip() == ELLIPSIS else re.escape(line) for line in lines
    )


@pytest.fixture(scope="module")
def tried() -> Iterator[None]:
    """The examples of a pack are run once, in whatever language they are reported."""
    kept: dict[str, PackResult] = {}

    def check_once(name: str) -> PackResult:
        return kept[name] if name in kept else kept.setdefault(name, check_examples(name))

    with mock.patch.object(rules_commands, "check_examples", check_once):
        yield


@pytest.mark.usefixtures("tried")
@pytest.mark.parametrize(("page", "command", "shown"), sessions())
def test_commands_print_what_is_shown(page: str, command: str, shown: str) -> None:
    program, *arguments = shlex.split(command)
    assert program == "budgetlint", page
    result = inside.call(ROOT, *arguments, LANG="zh_CN.UTF-8")
    printed = (result.stdout + result.stderr).replace("\r\n", "\n").strip("\n")
    if not re.fullmatch(pattern(shown), printed):
        assert printed == shown.strip("\n")


@pytest.mark.parametrize("name", READMES)
def test_the_readme_shows_commands(name: str) -> None:
    assert len([page for page, _, _ in sessions() if page == name]) >= 3


@pytest.mark.parametrize("name", READMES)
def test_the_readme_lists_every_option_with_its_choices(name: str) -> None:
    text = text_of(name)
    options = {option.replace("_", "-") for option in CheckOptions._fields} - {"paths"}
    assert set(re.findall(r"^\| `--([a-z-]+)", text, flags=re.MULTILINE)) == options
    for option, choices in CHOICES.items():
        alternatives = r"\|".join(choices)
        assert f"`--{option.replace('_', '-')} {alternatives}`" in text


@pytest.mark.parametrize("name", READMES)
def test_the_rules_in_the_readme_are_rules(name: str, tmp_path: Path) -> None:
    pack, settings = blocks(text_of(name), "toml")
    path = tmp_path / "my-province.toml"
    path.write_text(pack, encoding="utf-8")
    loaded = checker().packs.load(str(path))
    assert (loaded.pack.name, loaded.pack.rule("Z1") is not None) == ("my-province", True)
    (tmp_path / "budgetlint.toml").write_text(settings, encoding="utf-8")
    example = ROOT / "examples" / "xinjiang-2026" / "budget.json"
    result = subprocess.run(
        [sys.executable, "-m", "budgetlint", "check", "--format", "json", example],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        check=False,
    )
    assert (result.returncode, result.stderr) == (1, b"")  # the published document has its slips
    report = json.loads(result.stdout)
    assert report["lang"] == ("en" if name == "README.md" else "zh")
    assert report["files"][0]["pack"] == "my-province"


# Formats


def test_input_examples_are_read(tmp_path: Path) -> None:
    files = _FILE.findall(text_of("docs/format.md"))
    for name, content in files:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
    assert {name.rpartition(".")[2] for name, _ in files} == {"json", "csv"}
    of_json, of_csv = (
        budgetlint.check(tmp_path / name).files[0] for name in ("budget.json", "sheets")
    )
    of_prose = budgetlint.check(tmp_path / "narrative.json").files[0]
    for report in (of_json, of_csv, of_prose):
        assert (report.status, report.problems, report.findings) == ("ok", (), ())
        assert report.unit == "某某中心"
        assert report.coverage.relations["exact"] > 10
        assert report.coverage.unread == ()


def test_every_table_id_is_described() -> None:
    row = re.compile(r"^\| (\d+|—) \| `([a-z-]+)` \|", re.MULTILINE)  # —: bears no number
    described = {(n, i) for n, i in row.findall(text_of("docs/format.md"))}
    layouts = checker().packs.load("cn-xinjiang-2026").pack.layouts
    # Claims are prose, and what is ignored is no table.
    tables = [la for la in layouts if la.sides[0].rows != "claims" and not la.ignored]
    assert described == {(str(lay.number or "—"), lay.id) for lay in tables}
    common = {layout.number for layout in checker().packs.load("cn-common").pack.layouts}
    assert {layout.number for layout in layouts} - common == {7, 10, 11, 12}


def test_amounts_are_read_as_described() -> None:
    from budgetlint.model.amounts import AmountError, is_blank, parse

    text = text_of("docs/format.md").partition("## 金额")[2].partition("## 转换")[0]
    rows = re.findall(r"^\| (.*?) \| (.*?) \|$", text, re.MULTILINE)[1:]
    for cells, meaning in rows:
        for cell in re.findall(r"`([^`]+)`", cells):
            if "not an amount" in meaning:
                with pytest.raises(AmountError):
                    parse(cell)
            elif "blank" in meaning:
                assert is_blank(parse(cell))
            elif "zero" in meaning:
                assert str(parse(cell)) == cell
            else:
                assert str(parse(cell)) == meaning
    assert len(rows) == 8


# The languages


def test_the_readmes_link_each_other() -> None:
    for name, other in (READMES, READMES[::-1]):
        assert f"]({other})" in "\n".join(text_of(name).splitlines()[:4])


def test_the_readmes_say_the_same() -> None:
    """Block by block: the same commands, rules and settings, and as many sections and links."""
    english, chinese = (text_of(name) for name in READMES)
    assert english.count("\n## ") == chinese.count("\n## ")
    assert len(_LINK.findall(english)) == len(_LINK.findall(chinese))
    labels = [[label for label, _ in _BLOCK.findall(text)] for text in (english, chinese)]
    assert labels[0] == labels[1]
    shells = [
        [[line.partition("#")[0].strip() for line in body.splitlines()] for body in blocks(t, "sh")]
        for t in (english, chinese)
    ]
    assert shells[0] == shells[1]
