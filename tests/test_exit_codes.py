"""The command as others call it: exit codes, options, configuration, colour and language."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import budgetlint
import inside
from badinput.scenario import BASE, COMMAND, environment
from budgetlint.messages.exit_codes import meanings
from budgetlint.report import Style, report_text

ROOT = Path(__file__).parents[1]

CLEAN, BROKEN, UNREADABLE = "clean.json", "broken.json", "unreadable.json"

PACK = """
[pack]
name = "mine"
extends = "rules.toml"

[change.A3]
severity = "{a3}"

[change.B5]
severity = "{b5}"
"""

PROSE = """
[pack]
name = "mine"
extends = "rules.toml"

[phrases]
"收入" = "收入{amount}"
"""

ZH = ("未发现问题", "规则 3 条：3 条已检查，0 条不适用，0 条未能检查")
EN = ("nothing found", "3 rules: 3 checked, 0 not applicable, 0 not checked")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A clean, a broken and an unreadable document, and rules for them."""
    text = (BASE / "budget.json").read_text(encoding="utf-8")
    (tmp_path / CLEAN).write_text(text, encoding="utf-8")
    slip = text.replace('"行政运行", "4,751.61"', '"行政运行", "4,715.61"')
    assert slip != text
    (tmp_path / BROKEN).write_text(slip, encoding="utf-8")
    (tmp_path / UNREADABLE).write_text("{", encoding="utf-8")
    for name in ("rules.toml", "budgetlint.toml"):
        (tmp_path / name).write_bytes((BASE / name).read_bytes())
    return tmp_path


def call(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return inside.call(folder, *arguments, **variables)


def start(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """The same in a process: help and usage are in the language that it was started in."""
    return subprocess.run(
        [*COMMAND, *arguments],
        cwd=folder,
        env=environment(**variables),
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def verdict(done: subprocess.CompletedProcess[str]) -> tuple[int, str]:
    """The exit code, and the sum: the second line of a report on one file, else the last."""
    lines = done.stdout.rstrip("\n").split("\n")
    several = any(line.startswith("共 ") for line in lines)
    return done.returncode, lines[-1 if several else 1].strip()


def said(done: subprocess.CompletedProcess[str]) -> tuple[str, ...]:
    """The sum, and the last line."""
    lines = done.stdout.splitlines()
    return lines[1].strip(), lines[-1].strip()


# Exit codes

RUNS = {
    "clean": ([CLEAN], 0, "未发现问题"),
    "findings": ([BROKEN], 1, "1 错误 · 0 警告 · 0 提示"),
    "unreadable": ([UNREADABLE], 2, "1 无法处理"),
    "missing": (["no.json"], 2, "1 无法处理"),
    "clean and findings": (
        [CLEAN, BROKEN],
        1,
        "共 2 个文件：1 个未发现问题，1 个有问题，0 个有无法处理之处",
    ),
    "findings and a bad file": (
        [BROKEN, UNREADABLE],
        2,
        "共 2 个文件：0 个未发现问题，1 个有问题，1 个有无法处理之处",
    ),
    "clean and missing": (
        [CLEAN, "no.json"],
        2,
        "共 2 个文件：1 个未发现问题，0 个有问题，1 个有无法处理之处",
    ),
}


@pytest.mark.parametrize(("paths", "code", "last"), RUNS.values(), ids=RUNS.keys())
def test_what_is_found(folder: Path, paths: list[str], code: int, last: str) -> None:
    done = call(folder, "check", *paths)
    assert verdict(done) == (code, last)
    assert done.stderr == ""


LEVELS = [
    # severities of A3 and B5, --fail-on, exit code
    ("error", "error", None, 1),
    ("warning", "info", None, 0),
    ("warning", "info", "error", 0),
    ("warning", "info", "warning", 1),
    ("warning", "info", "info", 1),
    ("info", "info", "warning", 0),
    ("info", "info", "info", 1),
    ("error", "info", "error", 1),
]


@pytest.mark.parametrize(("a3", "b5", "fail_on", "code"), LEVELS)
def test_fail_on(folder: Path, a3: str, b5: str, fail_on: str | None, code: int) -> None:
    (folder / "mine.toml").write_text(PACK.format(a3=a3, b5=b5), encoding="utf-8")
    options = ["--fail-on", fail_on] if fail_on else []
    done = call(folder, "check", BROKEN, "--rules", "mine.toml", *options)
    # What two broken relations have in common is sought for errors only.
    found = ["error"] if "error" in (a3, b5) else [a3, b5]
    counts = [found.count(level) for level in ("error", "warning", "info")]
    said = f"{counts[0]} 错误 · {counts[1]} 警告 · {counts[2]} 提示"
    assert verdict(done) == (code, said)


def test_problems_outweigh_fail_on(folder: Path) -> None:
    assert call(folder, "check", UNREADABLE, "--fail-on", "info").returncode == 2


def test_strict(folder: Path) -> None:
    """With all rules of a shipped pack and one table, most rules cannot be checked."""
    arguments = ["check", CLEAN, "--rules", "cn-common"]
    assert call(folder, *arguments).returncode == 0
    assert call(folder, *arguments, "--strict").returncode == 1
    assert call(folder, "check", CLEAN, "--strict").returncode == 0
    assert call(folder, "check", UNREADABLE, "--strict").returncode == 2


OUTCOMES: Mapping[str, list[str]] = {
    "all exact": [CLEAN],
    "prompts": [BROKEN, "--rules", "info.toml"],
    "warnings": [BROKEN, "--rules", "warning.toml"],
    "errors": [BROKEN, "--rules", "error.toml"],
    "errors that are accepted": [BROKEN, "--baseline", "accepted.json"],
    "rules that were not checked": [CLEAN, "--rules", "cn-common"],
    "sentences that were not understood": ["unread.json", "--rules", "prose.toml"],
    "other files": ["mixed"],
    "a file or a cell": [UNREADABLE],
    "nothing was checked": ["foreign"],
}
"""What `docs/ci.md` has a row for, by the English words that it begins with."""


def outcomes_told() -> list[tuple[str, list[str]]]:
    """The rows of the table in `docs/ci.md`: an outcome in English, and its exit codes."""
    page = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    rows = [line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith("|")]
    told = [row for row in rows if row[1:] and set(row[1:]) <= set("0123")]
    return [(row[0].partition(" / ")[2], row[1:]) for row in told]


@pytest.fixture
def outcomes(folder: Path) -> Path:
    """The same folder with documents of every outcome."""
    for level in ("info", "warning", "error"):
        (folder / f"{level}.toml").write_text(PACK.format(a3=level, b5=level), encoding="utf-8")
    (folder / "prose.toml").write_text(PROSE, encoding="utf-8")
    data = json.loads((folder / CLEAN).read_bytes())
    data["narrative"] = [{"section": "一", "title": "说明", "text": "天气晴朗者25.5万元也。"}]
    (folder / "unread.json").write_text(json.dumps(data), encoding="utf-8")
    for name in ("mixed", "foreign"):
        (folder / name).mkdir()
        of_others(folder / name / "package.json")
    (folder / "mixed" / CLEAN).write_bytes((folder / CLEAN).read_bytes())
    call(folder, "baseline", BROKEN, "--baseline", "accepted.json")
    return folder


def test_what_fails_a_run_is_as_the_page_says(outcomes: Path) -> None:
    options: list[list[str]] = [
        [], ["--fail-on", "warning"], ["--fail-on", "info"], ["--strict"], ["--exit-zero"]
    ]  # fmt: skip
    told = outcomes_told()
    assert len(told) == len(OUTCOMES)
    for outcome, codes in told:
        arguments = OUTCOMES[max(filter(outcome.startswith, OUTCOMES), key=len)]
        found = [str(call(outcomes, "check", *arguments, *more).returncode) for more in options]
        assert found == codes, outcome


# (arguments, what the message names; its words are those of typer and differ by version)
USAGE = {
    "no paths": (["check"], "FILE"),
    "unknown option": (["check", CLEAN, "--colour", "never"], "--colour"),
    "unknown command": (["chekc", CLEAN], "chekc"),
    "unknown level": (["check", CLEAN, "--fail-on", "fatal"], "fatal"),
    "unknown format": (["check", CLEAN, "--format", "xml"], "xml"),
    "no value": (["check", CLEAN, "--lang"], "--lang"),
    "value of a flag": (["check", CLEAN, "--strict=yes"], "--strict"),
    "no rule": (["rule"], "CODE"),
    "unknown schema": (["schema", "rules"], "rules"),
}


@pytest.mark.parametrize(("arguments", "named"), USAGE.values(), ids=USAGE.keys())
def test_bad_usage(folder: Path, arguments: list[str], named: str) -> None:
    done = start(folder, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    (error,) = [line for line in done.stderr.splitlines() if line.startswith("错误：")]
    assert named in error
    assert not re.search(r"[A-Z][a-z]+ [a-z]+", error)  # nothing is left of the English words
    english = start(folder, *arguments, LANG="en_GB.UTF-8").stderr
    (error,) = [line for line in english.splitlines() if line.startswith("Error: ")]
    assert named in error
    assert "Traceback" not in done.stderr


def test_no_command_shows_the_help(folder: Path) -> None:
    done = start(folder)
    assert done.returncode == 2
    assert "核对预算公开的数字是否对得上" in done.stdout + done.stderr


def test_version_and_help(folder: Path) -> None:
    first, *packs = call(folder, "--version").stdout.splitlines()
    assert first == "budgetlint 0.1.0"
    assert "  cn-common 1.0" in packs
    done = start(folder, "check", "--help")
    assert done.returncode == 0
    assert [int(code) for code in re.findall(r"^\s+(\d+)  \D", done.stdout, re.M)] == list(
        meanings()
    )


@pytest.mark.parametrize(
    ("page", "row"),
    [
        ("README.md", "| {code} | {text.en} |"),
        ("README.zh-CN.md", "| {code} | {text.zh} |"),
        ("docs/python.md", "| {code} | {text.zh} / {text.en} |"),
        (".pre-commit-hooks.yaml", "#   {code}  {text.en}"),
    ],
)
def test_the_table_is_the_same_everywhere(page: str, row: str) -> None:
    shown = (ROOT / page).read_text(encoding="utf-8")
    rows = [row.format(code=code, text=text) for code, text in meanings().items()]
    assert "\n".join(rows) in shown


# What is no budget


def letter(path: Path) -> None:
    path.write_text("<p>关于召开会议的函</p><p>请派1名同志参加，费用500元自理。</p>", "utf-8")


def staff_list(path: Path) -> None:
    path.write_text("姓名,部门,工资\n张三,办公室,5200.50\n李四,财务科,6100.00\n", "utf-8")


def of_others(path: Path) -> None:
    path.write_text('{"name": "x", "version": "1.0.0", "kind": "app"}', "utf-8")


def with_remarks(path: Path) -> None:
    path.write_text('{\n  // options\n  "strict": true\n}', "utf-8")


def a_list(path: Path) -> None:
    path.write_text('[{"a": 1}, {"a": 2}]', "utf-8")


def of_a_kind_that_is_not_read(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("xl/workbook.bin", b"\x83\x01\x00")


def blank_page(path: Path) -> None:
    path.write_text("<html><body></body></html>", "utf-8")


FOREIGN: dict[str, Callable[[Path], None]] = {
    "函.html": letter,
    "职工名册.csv": staff_list,
    "package.json": of_others,
    "tsconfig.json": with_remarks,
    "list.json": a_list,
    "空白.html": blank_page,
}


@pytest.mark.parametrize("name", FOREIGN)
def test_what_is_no_budget_is_told_apart_in_a_folder(name: str, tmp_path: Path) -> None:
    (tmp_path / CLEAN).write_bytes((BASE / "budget.json").read_bytes())
    FOREIGN[name](tmp_path / name)
    report = budgetlint.check(tmp_path, str(BASE / "rules.toml"))
    (budget,) = report.budgets
    (other,) = [file for file in report.files if file.foreign]
    assert (budget.status, other.status) == ("ok", "not_checked")
    assert (report.ok, report.exit_code(), report.problems) == (True, 0, ())
    assert other.notes
    text = report_text("text", report, Style())
    about = tmp_path / name  # a CSV file, too, not the folder that it is the only one in
    assert len([line for line in text.splitlines() if line.startswith(f"{about}  ")]) == 1
    assert text.endswith(
        "\n共 2 个文件：1 个未发现问题，0 个有问题，0 个有无法处理之处，1 个不是预算\n"
    )


@pytest.mark.parametrize("name", FOREIGN)
def test_what_is_no_budget_is_not_passed_when_named(name: str, tmp_path: Path) -> None:
    FOREIGN[name](tmp_path / name)
    report = budgetlint.check(tmp_path / name)
    assert (report.ok, report.exit_code()) == (False, 2)
    assert report.files[0].status in ("not_checked", "error")
    assert "未发现问题" not in report_text("text", report, Style())


TITLES = {
    "某市某局2026年部门预算支出总表": True,
    "某县2025年度决算收入明细": True,
    "职工名册": False,
    "物资领用登记": False,
}


@pytest.mark.parametrize("title", TITLES)
def test_a_budget_that_was_not_understood_is_no_other_file(title: str, tmp_path: Path) -> None:
    """Its columns mean nothing to anybody, but its title says what it is."""
    (tmp_path / CLEAN).write_bytes((BASE / "budget.json").read_bytes())
    rows = "".join(f"<tr><td>甲{n}</td><td>{n}0.50</td><td>{n}1.25</td></tr>" for n in range(1, 6))
    head = f"<tr><td colspan=3>{title}</td></tr><tr><td>某项</td><td>其一</td><td>其二</td></tr>"
    page = f"<table>{head}{rows}</table>"
    (tmp_path / "表.html").write_text(page, encoding="utf-8")
    report = budgetlint.check(tmp_path)
    assert any(file.foreign for file in report.files) is not TITLES[title]
    assert report.exit_code() == (2 if TITLES[title] else 0)
    assert title in report.to_text()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_format_that_is_not_read_is_unread_and_no_pass(lang: str, tmp_path: Path) -> None:
    """It may be the budget: what to save it as is said, and the rest is checked."""
    (tmp_path / CLEAN).write_bytes((BASE / "budget.json").read_bytes())
    of_a_kind_that_is_not_read(tmp_path / "数据.xlsb")
    report = budgetlint.check(tmp_path, str(BASE / "rules.toml"))
    assert sorted(file.status for file in report.budgets) == ["error", "ok"]
    assert (report.ok, report.exit_code()) == (False, 2)
    (problem,) = report.problems
    assert ".xlsx" in problem.advice.get(lang)


def test_a_folder_of_csv_files_that_are_no_budget_names_them(tmp_path: Path) -> None:
    (tmp_path / CLEAN).write_bytes((BASE / "budget.json").read_bytes())
    for name in "abcd":
        staff_list(tmp_path / f"{name}.csv")
    report = budgetlint.check(tmp_path, str(BASE / "rules.toml"))
    (line,) = (one for one in report_text("text", report, Style()).splitlines() if "a.csv" in one)
    assert line.startswith(f"{tmp_path / 'a.csv'}、{tmp_path / 'b.csv'}、{tmp_path / 'c.csv'}等  ")


def test_a_folder_of_nothing_else(tmp_path: Path) -> None:
    """Nothing was checked: that is no success."""
    for name, make in FOREIGN.items():
        make(tmp_path / name)
    report = budgetlint.check(tmp_path)
    assert (report.ok, report.exit_code(), report.budgets) == (False, 2, ())
    assert report_text("text", report, Style()).endswith("\n什么也没有核对到\n")


def test_a_budget_that_cannot_be_read_fails_its_folder(tmp_path: Path) -> None:
    whole = (BASE / "budget.json").read_bytes()
    (tmp_path / CLEAN).write_bytes(whole)
    (tmp_path / "cut.json").write_bytes(whole[: len(whole) // 2])
    report = budgetlint.check(tmp_path, str(BASE / "rules.toml"))
    assert [file.status for file in report.files] == ["ok", "error"]
    assert report.exit_code() == 2


def test_a_budget_without_figures_was_not_checked() -> None:
    data = json.loads((BASE / "budget.json").read_bytes())
    for row in data["tables"][0]["rows"]:
        row[2:] = [""] * len(row[2:])
    report = budgetlint.check(data, str(BASE / "rules.toml"))
    (file,) = report.files
    assert (file.status, file.foreign, report.ok, report.exit_code()) == (
        "not_checked",
        False,
        False,
        2,
    )
    assert [problem.code for problem in report.problems] == ["nothing-checked"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["rules", "list"], 0),
        (["rules", "list", "--rules", "no-such"], 2),
        (["rule", "A3"], 0),
        (["rule", "A33"], 2),
        (["rules", "test", "no-such"], 2),
        (["rules", "test", "rules.toml"], 1),  # rules without examples
    ],
)
def test_other_commands(folder: Path, arguments: list[str], code: int) -> None:
    assert call(folder, *arguments).returncode == code


# Rules


def test_a_pack_of_ones_own(folder: Path) -> None:
    """It extends a shipped pack, changes a severity, switches a rule off and adds one."""
    (folder / "mine").mkdir()
    (folder / "mine" / "pack.toml").write_text(
        """
        [pack]
        name = "mine"
        extends = "cn-common"

        [change.A3]
        severity = "warning"

        [change.B5]
        enabled = false

        [[rule]]
        code = "X1"
        kind = "linear"
        check = "expenditure[总计].合计 <= 10000"
        severity = "info"
        message = "支出超过一亿"
        """,
        encoding="utf-8",
    )
    done = call(folder, "check", BROKEN, "--rules", "mine", "--verbose")
    heads = [line.split("  ")[1] for line in done.stdout.splitlines() if " / " in line[:40]]
    assert heads == ["警告 A3", "提示 X1"]
    assert "B5" not in done.stdout
    assert done.returncode == 0
    assert call(folder, "check", BROKEN, "--rules", "mine", "--fail-on", "info").returncode == 1
    listed = call(folder, "rules", "list", "--rules", "mine", "--lang", "en").stdout.splitlines()
    rows = {line.split()[0]: line.split(maxsplit=2)[1:] for line in listed}
    assert rows["A3"][1].startswith("warning ")
    assert rows["B5"][1].endswith(" (switched off)")
    assert rows["X1"] == ["linear", "info      X1"]


# Configuration


@pytest.mark.parametrize("name", ["budgetlint.toml", "pyproject.toml"])
def test_a_configuration_file(folder: Path, name: str) -> None:
    """It is found from a folder below, and its rules are found beside it."""
    (folder / "budgetlint.toml").unlink()
    table = "[tool.budgetlint]\n" if name == "pyproject.toml" else ""
    text = f'{table}lang = "en"\nrules = "rules.toml"\nfail-on = "info"\nstrict = true\n'
    (folder / name).write_text(text, encoding="utf-8")
    below = folder / "a" / "b"
    below.mkdir(parents=True)
    done = call(below, "check", f"../../{CLEAN}")
    assert done.returncode == 0
    assert said(done) == EN


def test_options_outweigh_the_configuration(folder: Path) -> None:
    settings = 'lang = "en"\nrules = "no-such"\nformat = "json"\n'
    (folder / "budgetlint.toml").write_text(settings, encoding="utf-8")
    options = ["--lang", "zh", "--rules", "rules.toml", "--format", "text"]
    done = call(folder, "check", CLEAN, *options)
    assert said(done) == ZH


def test_the_configuration_sets_the_format_and_level(folder: Path) -> None:
    (folder / "mine.toml").write_text(PACK.format(a3="warning", b5="info"), encoding="utf-8")
    settings = 'rules = "mine.toml"\nformat = "json"\nfail-on = "warning"\n'
    (folder / "budgetlint.toml").write_text(settings, encoding="utf-8")
    done = call(folder, "check", BROKEN)
    assert (done.returncode, done.stdout[:15]) == (1, '{\n  "version": ')


def test_the_nearest_configuration_counts(folder: Path) -> None:
    below = folder / "below"
    below.mkdir()
    (below / "budgetlint.toml").write_text('lang = "en"\n', encoding="utf-8")
    done = call(below, "check", f"../{CLEAN}", "--rules", "../rules.toml")
    assert said(done) == EN


def test_a_project_file_without_our_table_is_none_of_ours(folder: Path) -> None:
    below = folder / "below"
    below.mkdir()
    (below / "pyproject.toml").write_text("[tool.other]\nlang = 1\n", encoding="utf-8")
    assert verdict(call(below, "check", f"../{CLEAN}")) == (0, "未发现问题")


def test_a_strange_project_file(folder: Path) -> None:
    (folder / "budgetlint.toml").unlink()
    (folder / "pyproject.toml").write_text("tool = 1\n", encoding="utf-8")
    assert verdict(call(folder, "check", CLEAN, "--rules", "rules.toml")) == (0, "未发现问题")


def test_settings_that_are_no_table(folder: Path) -> None:
    (folder / "budgetlint.toml").unlink()
    (folder / "pyproject.toml").write_text("[tool]\nbudgetlint = 1\n", encoding="utf-8")
    assert call(folder, "check", CLEAN, "--rules", "rules.toml").returncode == 2


# Language

LOCALES = {
    "english": ({"LC_ALL": "en_US.UTF-8"}, EN),
    "other": ({"LC_ALL": "fr_FR.UTF-8"}, EN),
    "chinese": ({"LC_ALL": "zh_CN.UTF-8"}, ZH),
    "taiwan": ({"LC_ALL": "zh_TW.UTF-8"}, ZH),
    "c": ({"LC_ALL": "C"}, ZH),
    "c utf-8": ({"LC_ALL": "C.UTF-8"}, ZH),
    "posix": ({"LC_ALL": "POSIX"}, ZH),
    "none": ({}, ZH),
    "messages before lang": ({"LC_MESSAGES": "en_GB.UTF-8", "LANG": "zh_CN.UTF-8"}, EN),
    "all before messages": ({"LC_ALL": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, ZH),
    "empty": ({"LC_ALL": "", "LANG": "en_US.UTF-8"}, EN),
}


@pytest.mark.parametrize(("variables", "last"), LOCALES.values(), ids=LOCALES.keys())
def test_the_language_of_the_locale(
    folder: Path, variables: dict[str, str], last: tuple[str, str]
) -> None:
    done = call(folder, "check", CLEAN, PYTHONUTF8="1", **variables)
    assert said(done) == last


@pytest.mark.parametrize(("lang", "last"), [("zh", ZH), ("en", EN)])
def test_lang_outweighs_the_locale(folder: Path, lang: str, last: tuple[str, str]) -> None:
    locale = {"zh": "en_US.UTF-8", "en": "zh_CN.UTF-8"}[lang]
    done = call(folder, "check", CLEAN, "--lang", lang, LC_ALL=locale)
    assert said(done) == last


def test_the_locale_of_messages_on_standard_error(folder: Path) -> None:
    done = call(folder, "check", CLEAN, "--rules", "no-such", LC_ALL="en_US.UTF-8")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[1] == '    found  there is no rule pack "no-such"'


# Colour

ESCAPE = "\x1b["


def on_terminal(folder: Path, *arguments: str, **variables: str) -> str:
    """What the command writes to a terminal, on both streams."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*COMMAND, *arguments],
        cwd=folder,
        env=environment(TERM="xterm", **variables),
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
    ):
        os.close(theirs)
        found = b""
        while block := _read(ours):
            found += block
    os.close(ours)
    return found.decode().replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    """A block; nothing once the other side has closed, which Linux reports as an error."""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""


def test_colour_on_a_terminal(folder: Path) -> None:
    assert f"{ESCAPE}31;1m错误{ESCAPE}0m A3" in on_terminal(folder, "check", BROKEN)
    assert f"{ESCAPE}32m未发现问题{ESCAPE}0m" in on_terminal(folder, "check", CLEAN)


def test_no_colour_in_a_pipe(folder: Path) -> None:
    assert ESCAPE not in call(folder, "check", BROKEN).stdout
    assert ESCAPE not in call(folder, "check", BROKEN, "--color", "auto").stdout


def test_colour_never(folder: Path) -> None:
    assert ESCAPE not in on_terminal(folder, "check", BROKEN, "--color", "never")


def test_colour_always(folder: Path) -> None:
    assert ESCAPE in call(folder, "check", BROKEN, "--color", "always", NO_COLOR="1").stdout


def test_the_colours_change_nothing_else(folder: Path) -> None:
    coloured = on_terminal(folder, "check", BROKEN)
    for colour in ("0", "1", "2", "31;1"):
        coloured = coloured.replace(f"{ESCAPE}{colour}m", "")
    assert coloured == call(folder, "check", BROKEN).stdout


def test_no_color(folder: Path) -> None:
    assert ESCAPE not in on_terminal(folder, "check", BROKEN, NO_COLOR="1")


def test_json_has_no_colour(folder: Path) -> None:
    assert ESCAPE not in on_terminal(folder, "check", BROKEN, "--format", "json")


def test_colour_of_standard_error(folder: Path) -> None:
    arguments = ["check", CLEAN, "--rules", "no-such"]
    assert f"{ESCAPE}31;1m无法处理{ESCAPE}0m" in on_terminal(folder, *arguments)
    assert ESCAPE not in on_terminal(folder, *arguments, NO_COLOR="1")


def test_colour_never_on_standard_error(folder: Path) -> None:
    arguments = ["check", CLEAN, "--rules", "no-such", "--color", "never"]
    assert ESCAPE not in on_terminal(folder, *arguments)
