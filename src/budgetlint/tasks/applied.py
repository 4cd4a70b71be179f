"""What applies to a document: every setting with its value, and where that is from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..messages.catalogue import say
from ..model.errors import BudgetlintError, Message
from ..model.values import NamedTuple
from .check import checker
from .reading import read_one
from .settings import Setting, SettingKey, Settings, Value

DEFAULTS = {
    "format": "text",
    "fail-on": "error",
    "color": "auto",
    "strict": "false",
    "exit-zero": "false",
    "quiet": "false",
    "jobs": "1",
    "cache": "true",
}


class Applied(NamedTuple):
    """One setting: its key, its value, and where it is from."""

    key: str
    value: Message
    origin: Message


def applied(
    path: str,
    rules: str | None,
    settings: Settings,
    known: Mapping[str, SettingKey],
    found: Mapping[str, str],
) -> list[Applied]:
    """All settings for the document at `path`; `found` are files that are found by their names.

    Raises `RuleError` for a bad pack.
    """
    values = settings.of(path)
    lines = [_line(key, values.get(key), found.get(key, "")) for key in known]
    if rules:
        lines[0] = Applied("rules", Message(rules, rules), say("settings.command-line"))
    said = str(values["rules"].value) if "rules" in values else None
    return [*lines, *_pack(path, rules or said)]


def _line(key: str, setting: Setting | None, found: str) -> Applied:
    if setting is not None:
        shown = _shown(setting.value)
        origin = f"{setting.path}:{setting.line}"
        return Applied(key, Message(shown, shown), Message(origin, origin))
    if found:
        return Applied(key, Message(found, found), say("settings.found-above"))
    default = DEFAULTS.get(key)
    return Applied(
        key, Message(default, default) if default else say("settings.none"), say("settings.default")
    )


def _shown(value: Value) -> str:
    if isinstance(value, tuple):
        return ", ".join(value)
    return value if isinstance(value, str) else str(value).lower()


def _pack(path: str, rules: str | None) -> Iterator[Applied]:
    """The pack that the document is checked with; where it cannot be read, nobody knows."""
    chosen = checker(rules)
    try:
        pack = chosen.kit_for(read_one([path])).pack
    except BudgetlintError as error:
        yield Applied("pack", say("settings.none"), error.problems[0].found)
        return
    name = f"{pack.name} {pack.version}".strip()
    yield Applied(
        "pack", Message(name, name), say("settings.named") if rules else say("settings.chosen")
    )
