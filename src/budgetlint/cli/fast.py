"""The fast lane: `budgetlint check` with plain options, without typer."""

from __future__ import annotations

from collections.abc import Sequence

from .options import CHOICES, FLAGS, NAMES, SWITCHES, CheckOptions


def plain_check(arguments: Sequence[str]) -> CheckOptions | None:
    """The options of a plain `check`, or None where typer must decide (help, anything odd)."""
    if not arguments or arguments[0] != "check":
        return None
    paths: list[str] = []
    values: dict[str, str] = {}
    flags: dict[str, bool] = {}
    rest = iter(arguments[1:])
    for argument in rest:
        if not argument.startswith("-"):
            paths.append(argument)
            continue
        option, equals, value = argument.partition("=")
        name = option.removeprefix("--").replace("-", "_")
        if not option.startswith("--") or "_" in option or name not in NAMES:
            return None
        if name in FLAGS or name in SWITCHES:
            if equals:
                return None
            flags["cache" if name in SWITCHES else name] = SWITCHES.get(name, True)
            continue
        if not equals:
            value = next(rest, "")
        if not value or value.startswith("-") or value not in CHOICES.get(name, (value,)):
            return None
        values[name] = value
    if not paths:
        return None
    return CheckOptions(tuple(paths), **flags, **values)  # type: ignore[arg-type]
