"""Settings: `budgetlint.toml`, or `[tool.budgetlint]` of a pyproject.toml, here or above.

lang = "zh"            rules = "rules/my-province"      fail-on = "warning"      strict = true
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from .. import messages
from ..model.errors import RuleError
from .options import CHOICES, CheckOptions

KEYS = {"lang": "lang", "rules": "rules", "fail-on": "fail_on", "format": "format"}
MAX_UP = 40


def with_settings(options: CheckOptions, folder: str | None = None) -> CheckOptions:
    """The options, filled up from the nearest configuration file. Raises `RuleError`."""
    path, data = find_settings(here() if folder is None else folder)
    changes: dict[str, Any] = {}
    for key, value in data.items():
        name = KEYS.get(key, key)
        if name == "strict" and isinstance(value, bool):
            changes[name] = options.strict or value
        elif key not in KEYS or not isinstance(value, str):
            raise RuleError(messages.bad_setting(path, key, (*KEYS, "strict")))
        elif value not in CHOICES.get(name, (value,)):
            raise RuleError(messages.bad_setting(path, key, CHOICES[name]))
        elif getattr(options, name) is None:
            changes[name] = _rules_path(path, value) if name == "rules" else value
    return options._replace(**changes)


def here() -> str:
    """The current folder; nothing where it is no longer there."""
    try:
        return os.getcwd()
    except OSError:
        return ""


def find_settings(folder: str) -> tuple[str, Mapping[str, Any]]:
    """The path and the data of the nearest configuration; empty if there is none."""
    for _ in range(MAX_UP):
        for name, read in (("budgetlint.toml", _own), ("pyproject.toml", _of_project)):
            path = os.path.join(folder, name)
            data = read(path) if folder and os.path.lexists(path) else None
            if data is not None:
                return path, data
        above = os.path.dirname(folder)
        if above == folder:
            break
        folder = above
    return "", {}


def _own(path: str) -> Mapping[str, Any]:
    from ..packs.toml_file import read_toml

    return read_toml(path).data


def _of_project(path: str) -> Mapping[str, Any] | None:
    """Our table of a project file. One that does not name us, or is no file that could be read,
    is none of our business, whatever is wrong with it."""
    from ..packs.toml_file import MAX_BYTES, read_toml
    from ..readers.files import regular_bytes

    try:
        if b"budgetlint" not in regular_bytes(path, MAX_BYTES):
            return None
    except OSError:
        return None
    tools = read_toml(path).data.get("tool")
    data = tools.get("budgetlint") if isinstance(tools, Mapping) else None
    if data is not None and not isinstance(data, Mapping):
        raise RuleError(messages.bad_setting(path, "budgetlint", KEYS))
    return data


def find_above(name: str) -> str:
    """The file of that name in the current folder or the nearest one above; empty if none is."""
    folder = here()
    for _ in range(MAX_UP if folder else 0):
        path = os.path.join(folder, name)
        if os.path.isfile(path):
            return os.path.relpath(path)
        folder = os.path.dirname(folder)
    return ""


def _rules_path(settings: str, value: str) -> str:
    """A pack beside the configuration file, else the name of a shipped pack."""
    beside = os.path.join(os.path.dirname(settings), value)
    return beside if os.path.exists(beside) else value


def language(wanted: str | None) -> str:
    """The language asked for, else that of the locale; Chinese where the locale says nothing."""
    if wanted:
        return wanted
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "zh" if value.startswith(("zh", "C", "POSIX")) else "en"
    return "zh"
