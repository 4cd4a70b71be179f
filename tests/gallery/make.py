"""Writes docs/errors.md from the scenarios of badinput: python tests/gallery/make.py

A test fails if the page is out of date.
"""

from __future__ import annotations

import sys
import tempfile
from difflib import unified_diff
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent / "src")]

from badinput.scenario import (  # noqa: E402
    BASE,
    LANGS,
    SCENARIOS,
    Change,
    Scenario,
    content,
    lay_out,
    run,
)

PAGE = TESTS.parent / "docs" / "errors.md"

GROUPS = {
    "file": "文件 / Files",
    "json": "JSON",
    "csv": "CSV",
    "table": "表 / Tables",
    "amount": "金额 / Amounts",
    "several": "几个文件 / Several files",
    "finding": "发现的问题 / Findings",
    "rules": "规则 / Rules",
    "settings": "配置 / Settings",
}
MEMBERS = {"folder": "file", "pdf": "file", "profile": "table"}

HEAD = """\
<!-- tests/gallery/make.py writes this page; edit tests/badinput/cases instead. -->

# 出错信息一览 / Error gallery

每一条都由程序实际运行得出：输入、命令、印出的内容。凡是做不到的事，都会说明是哪个文件、在什么位置、
发现了什么、应为什么、怎么办；退出码为 2，其他文件照常检查。

Every entry is what the program prints for the input shown. Whatever cannot be done is said with
its file and place, what was found, what was expected, and what to do; the exit code is 2, and the
other files are checked all the same.

所有例子都在同一个文件夹里运行，其中有下列文件；各例只改动所示的几行。

All examples run in one folder with the files below; each changes only the lines that it shows.

命令后面的 `# → 2` 是退出码。 The `# → 2` behind a command is its exit code.
"""


def page() -> str:
    """The whole page."""
    blocks = [
        HEAD,
        *map(_base_file, ("budget.json", "budget.csv", "rules.toml", "budgetlint.toml")),
    ]
    for group, title in GROUPS.items():
        blocks.append(f"## {title}\n")
        blocks += [_entry(s) for s in SCENARIOS if s.shown and _group(s) == group]
    return "\n".join(blocks)


def _group(scenario: Scenario) -> str:
    prefix = scenario.name.partition("-")[0]
    return MEMBERS.get(prefix, prefix)


def _base_file(name: str) -> str:
    text = (BASE / name).read_text(encoding="utf-8")
    return f"`{name}`\n\n{_block(text, Path(name).suffix[1:])}"


def _block(text: str, kind: str = "text") -> str:
    return f"```{kind}\n{text.strip(chr(10))}\n```\n"


def _entry(scenario: Scenario) -> str:
    """One scenario: its input, its command, and what is printed in both languages."""
    parts = [f"### {scenario.title.zh} / {scenario.title.en}\n"]
    parts += [_input(name, value) for name, value in scenario.files.items()]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lay_out(scenario, folder)
        results = {lang: run(scenario, folder, lang) for lang in LANGS}
    for lang, (code, text) in results.items():
        command = f"$ budgetlint check {' '.join(scenario.args)} --lang {lang}  # → {code}"
        parts.append(_block(f"{command}\n{text}", "console"))
    return "\n".join(parts)


def _input(name: str, value: str | Change) -> str:
    """A file: in full where it is the scenario's own, else what it changes."""
    if name.endswith("/"):
        return f"`{name}`：空文件夹 / an empty folder\n"
    if not isinstance(value, str) and "text" not in value and "hex" not in value:
        return f"`{name}`：改动 / changed\n\n{_block(_changes(name, value), 'diff')}"
    return f"`{name}`{_own(value)}"


def _own(value: str | Change) -> str:
    """A file that is not made from a base file."""
    if isinstance(value, str):
        return f"\n\n{_block(value)}" if value.strip() else "：空文件 / empty\n"
    if "hex" in value:
        shown = value["hex"] if len(value["hex"]) <= 200 else f"{value['hex'][:96]} …"
        return f"：字节 / bytes\n\n{_block(shown)}"
    times = value.get("times", 1)
    if times > 1:
        return f"：`{value['text']}` × {times:,}\n"
    encoding = value.get("encoding", "utf-8").upper()
    return f"：{encoding}\n\n{_block(value['text'])}"


def _changes(name: str, value: Change) -> str:
    """The lines of a base file that a scenario changes, with the place of each change."""
    before = (BASE / name).read_text(encoding="utf-8").splitlines()
    after = content(name, value).decode().splitlines()
    return "\n".join(list(unified_diff(before, after, n=0, lineterm=""))[2:])


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
