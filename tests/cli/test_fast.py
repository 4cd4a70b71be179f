"""The fast lane understands a call as typer does, or leaves it to typer."""

from __future__ import annotations

import inspect
from enum import Enum
from typing import Any, get_args

import pytest
import typer

from budgetlint.cli import app as application
from budgetlint.cli import app_check
from budgetlint.cli.fast import plain_check
from budgetlint.cli.options import CHOICES, FLAGS, NAMES, SWITCHES, VALUES, CheckOptions

PLAIN: dict[str, CheckOptions] = {
    "check a.json": CheckOptions(("a.json",)),
    "check a.json b.csv c": CheckOptions(("a.json", "b.csv", "c")),
    "check a.json --rules my": CheckOptions(("a.json",), rules="my"),
    "check --rules=my a.json": CheckOptions(("a.json",), rules="my"),
    "check a.json --rules=a=b": CheckOptions(("a.json",), rules="a=b"),
    "check a --format json b": CheckOptions(("a", "b"), format="json"),
    "check a --format text": CheckOptions(("a",), format="text"),
    "check a --lang en": CheckOptions(("a",), lang="en"),
    "check a --lang=zh": CheckOptions(("a",), lang="zh"),
    "check a --lang zh --lang en": CheckOptions(("a",), lang="en"),
    "check a --show rounding": CheckOptions(("a",), show="rounding"),
    "check a --fail-on error": CheckOptions(("a",), fail_on="error"),
    "check a --fail-on=warning": CheckOptions(("a",), fail_on="warning"),
    "check a --fail-on info": CheckOptions(("a",), fail_on="info"),
    "check a --color auto": CheckOptions(("a",), color="auto"),
    "check a --color always": CheckOptions(("a",), color="always"),
    "check a --color=never": CheckOptions(("a",), color="never"),
    "check a --strict": CheckOptions(("a",), strict=True),
    "check a --no-cache": CheckOptions(("a",), cache=False),
    "check --no-cache a --cache": CheckOptions(("a",), cache=True),
    "check --strict --strict a": CheckOptions(("a",), strict=True),
    "check --strict --lang en --format json --rules r --show rounding a b": CheckOptions(
        ("a", "b"), rules="r", format="json", lang="en", show="rounding", strict=True
    ),
    "check --color never a --fail-on info b": CheckOptions(
        ("a", "b"), color="never", fail_on="info"
    ),
    "check a --output json=b.json --output=csv=c.csv": CheckOptions(
        ("a",), output=("json=b.json", "csv=c.csv")
    ),
    "check a -o b.json -j 2": CheckOptions(("a",), output=("b.json",), jobs=2),
    "check a --jobs=0": CheckOptions(("a",), jobs=0),
    "check 预算.json --rules 规则": CheckOptions(("预算.json",), rules="规则"),
}

LEFT_TO_TYPER = [
    "",
    "check",
    "--help",
    "--version",
    "chekc a",
    "rules list",
    "schema report",
    "rule A3",
    "check --help",
    "check a --help",
    "check --strict",
    "check a --strict=yes",
    "check a --no-cache=yes",
    "check a -x",
    "check a -",
    "check a -o",
    "check a -j2",
    "check a --jobs two",
    "check a --jobs ²",
    "check a -o=b.json",
    "check -- a",
    "check a --unknown",
    "check a --unknown=x",
    "check a --lang",
    "check a --lang --strict",
    "check a --lang fr",
    "check a --lang=",
    "check a --format=xml",
    "check a --fail-on fatal",
    "check a --color sometimes",
    "check a --show all",
    "check a --rules=",
    "check a --rules -r",
    "check a --paths b",
    "check a --LANG zh",
    "check a ---lang zh",
    "--lang zh check a",
]


def by_typer(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> CheckOptions:
    """What the typer application makes of the arguments."""
    seen: list[CheckOptions] = []

    def remember(options: CheckOptions) -> int:
        seen.append(options)
        return 0

    monkeypatch.setattr("budgetlint.cli.commands.check_command", remember)
    application.app(args=arguments, prog_name="budgetlint", standalone_mode=False)
    (options,) = seen
    return options


@pytest.mark.parametrize(("line", "expected"), PLAIN.items(), ids=PLAIN.keys())
def test_both_lanes_agree(
    line: str, expected: CheckOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert plain_check(line.split()) == expected
    assert by_typer(line.split(), monkeypatch) == expected


@pytest.mark.parametrize("line", LEFT_TO_TYPER)
def test_what_is_not_plain_is_left_to_typer(line: str) -> None:
    assert plain_check(line.split()) is None


def test_an_option_has_one_name() -> None:
    assert plain_check(["check", "a", "--fail_on", "error"]) is None


def test_an_empty_path_is_a_path(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = CheckOptions(("",))
    assert plain_check(["check", ""]) == expected
    assert by_typer(["check", ""], monkeypatch) == expected


def parameters() -> dict[str, inspect.Parameter]:
    """The parameters of typer's `check`."""
    return dict(inspect.signature(app_check.check).parameters)


def test_both_lanes_know_the_same_options() -> None:
    assert tuple(parameters()) == CheckOptions._fields
    assert set(parameters()) > FLAGS | VALUES


@pytest.mark.parametrize("name", sorted(set(CheckOptions._fields) - NAMES - {"paths"}))
def test_what_only_typer_knows_is_left_to_it(name: str) -> None:
    assert plain_check(["check", "a", f"--{name.replace('_', '-')}", "b"]) is None


def _plain_type(parameter: inspect.Parameter) -> Any:
    """The type of an option, without `Annotated` and `Optional`."""
    annotation = get_args(parameter.annotation)[0]
    inner = [part for part in get_args(annotation) if part is not type(None)]
    return inner[0] if inner else annotation


@pytest.mark.parametrize("name", sorted(FLAGS | VALUES))
def test_the_choices_are_the_same(name: str) -> None:
    kind = _plain_type(parameters()[name])
    if isinstance(kind, type) and issubclass(kind, Enum):
        assert tuple(member.value for member in kind) == CHOICES[name]
    else:
        assert name not in CHOICES
    assert (kind is bool) is (name in FLAGS)


def test_what_is_switched_on_and_off_is_so_for_typer() -> None:
    (option,) = get_args(parameters()["cache"].annotation)[1:]
    assert "--cache/--no-cache" in (option.default, *option.param_decls)
    assert SWITCHES == {"cache": True, "no_cache": False}


def test_nothing_is_decided_by_a_default() -> None:
    """An option that is not given stays None, so that the configuration can decide."""
    defaults = {name: p.default for name, p in parameters().items() if name != "paths"}
    assert {name: value for name, value in defaults.items() if value is not None} == {
        "strict": False,
        "together": False,
        "no_waivers": False,
        "exit_zero": False,
        "quiet": False,
        "verbose": False,
        "by_unit": False,
        "statistics": False,
    }


def test_the_option_names_are_spelt_as_typer_spells_them() -> None:
    command = typer.main.get_command(application.app)
    check = command.commands["check"]  # type: ignore[attr-defined]
    spelt = {option for p in check.params for option in p.opts if option.startswith("--")}
    fields = set(CheckOptions._fields) - {"paths"}
    assert spelt - {"--help"} == {f"--{name.replace('_', '-')}" for name in fields}
