"""The fast lane: `budgetlint check` with plain options, without typer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .options import CHOICES, FLAGS, LISTS, NAMES, NUMBERS, SHORT, SWITCHES, CheckOptions


def plain_check(arguments: Sequence[str]) -> CheckOptions | None:
    """The options of a plain `check`, or None where typer must decide (help, anything odd)."""
    if not arguments or arguments[0] != "check":
        return None
    paths: list[str] = []
    values: dict[str, Any] = {}
    rest = iter(arguments[1:])
    for argument in rest:
        if not argument.startswith("-"):
            paths.append(argument)
            continue
        option, equals, value = argument.partition("=")
        name = SHORT.get(argument) or _long(option)
        if name not in NAMES:
            return None
        if name in FLAGS or name in SWITCHES:
            if equals:
                return None
            values["cache" if name in SWITCHES else name] = SWITCHES.get(name, True)
            continue
        if not equals:
            value = next(rest, "")
        if not value or value.startswith("-") or not _may_be(name, value):
            return None
        values[name] = _meant(name, value, values.get(name, ()))
    return CheckOptions(tuple(paths), **values) if paths else None


def _may_be(name: str, value: str) -> bool:
    """Whether an option may have this value."""
    if name in NUMBERS:
        return value.isascii() and value.isdecimal()
    return value in CHOICES.get(name, (value,))


def _meant(name: str, value: str, before: tuple[str, ...]) -> Any:
    """What a value says, of an option that may be given again beside those `before`."""
    if name in LISTS:
        return (*before, value)
    return int(value) if name in NUMBERS else value


def _long(option: str) -> str:
    """The name of an option that is written in full; empty for any other."""
    plain = option.startswith("--") and "_" not in option
    return option.removeprefix("--").replace("-", "_") if plain else ""
