"""Scenarios: a folder of small files, a command, and all that it prints in both languages.

Every file in `cases` is one. Its folder holds the files of `base` and those of the scenario,
which are given in full or as a change of the base file of that name:

title = { zh = "金额里有字母", en = "A letter in an amount" }
exit = 2
args = ["budget.json"]                                      what is checked; this is the default
show = false                                                not in docs/errors.md
[files]
"other.json" = "…"                                          a text
"budget.json" = { replace = '"14,751.61"', with = '"x"' }   at the one place where it stands
"rules.toml" = { append = "…" }
"cut.csv" = { hex = "ff fe" }                               bytes
"gbk.csv" = { text = "…", encoding = "gb18030", times = 9 } encoded, repeated
"empty/" = ""                                               a folder
[expect]
zh = '''…'''
en = '''…'''

After a wanted change: BUDGETLINT_UPDATE=1 pytest tests/badinput, then read the difference.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import tomli

import budgetlint
from budgetlint.cli.commands import check_command
from budgetlint.cli.fast import plain_check
from budgetlint.model.errors import Message

HERE = Path(__file__).parent
BASE = HERE / "base"
CASES = HERE / "cases"
LANGS = ("zh", "en")
COMMAND = (sys.executable, "-m", "budgetlint")
"""The command as a process."""

Change = Mapping[str, Any]


class Scenario(NamedTuple):
    """One case: what is in the folder, what is checked, and what comes of it."""

    name: str
    title: Message
    args: tuple[str, ...]
    exit: int
    files: Mapping[str, str | Change]
    expect: Mapping[str, str]
    shown: bool

    @property
    def about_rules(self) -> bool:
        """Whether the rules or the settings are wrong, so that nothing at all is checked."""
        return self.name.startswith(("rules-", "settings-"))

    @property
    def rules(self) -> str | None:
        """The rules that are checked; None where the document's profile decides."""
        return None if "budgetlint.toml" in self.files else "rules.toml"


def load(path: Path) -> Scenario:
    """The scenario in a file."""
    data = tomli.loads(path.read_text(encoding="utf-8"))
    return Scenario(
        name=path.stem,
        title=Message(data["title"]["zh"], data["title"]["en"]),
        args=tuple(data.get("args", ["budget.json"])),
        exit=data.get("exit", 2),
        files=data.get("files", {}),
        expect=data.get("expect", {}),
        shown=data.get("show", True),
    )


SCENARIOS = [load(path) for path in sorted(CASES.glob("*.toml"))]
OF_FILES = [scenario for scenario in SCENARIOS if not scenario.about_rules]


def content(name: str, value: str | Change) -> bytes:
    """The bytes of a file."""
    if isinstance(value, str):
        return value.encode()
    if "hex" in value:
        return bytes.fromhex(value["hex"])
    text: str = value.get("text", "") * value.get("times", 1)
    if "text" not in value:
        text = (BASE / name).read_text(encoding="utf-8") + value.get("append", "")
    if "replace" in value:
        assert text.count(value["replace"]) == 1, (name, value["replace"])
        text = text.replace(value["replace"], value["with"])
    return text.encode(value.get("encoding", "utf-8"))


def lay_out(scenario: Scenario, folder: Path) -> None:
    """Write all files of a scenario."""
    for path in BASE.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    for name, value in scenario.files.items():
        path = folder / name
        if name.endswith("/"):
            path.mkdir()
            continue
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content(name, value))


def environment(**values: str) -> dict[str, str]:
    """The environment of a process that finds budgetlint, and has no locale but the one given."""
    kept = ("PATH", "HOME", "SYSTEMROOT", "BUDGETLINT_CACHE")
    found = {key: os.environ[key] for key in kept if key in os.environ}
    return {**found, "PYTHONPATH": str(Path(budgetlint.__file__).parents[1]), **values}


def run(scenario: Scenario, folder: Path, lang: str) -> tuple[int, str]:
    """The exit code of `budgetlint check` in `folder`, and all that it prints."""
    options = plain_check(["check", *scenario.args, "--lang", lang])
    assert options is not None
    out = io.StringIO()
    with (
        contextlib.chdir(folder),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(out),
    ):
        code = check_command(options)
    return code, out.getvalue().replace(str(folder.resolve()) + os.sep, "")


def update(scenario: Scenario, printed: Mapping[str, str]) -> None:
    """Write what is printed into the file of the scenario."""
    path = CASES / f"{scenario.name}.toml"
    head = path.read_text(encoding="utf-8").partition("\n[expect]\n")[0].rstrip("\n")
    texts = "".join(f"{lang} = '''\n{printed[lang]}'''\n" for lang in LANGS)
    path.write_text(f"{head}\n\n[expect]\n{texts}", encoding="utf-8")
