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
    path, data = find_settings(folder or os.getcwd())
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


def find_settings(folder: str) -> tuple[str, Mapping[str, Any]]:
    """The path and the data of the nearest configuration; empty if there is none."""
    for _ in range(MAX_UP):
        for name in ("budgetlint.toml", "pyproject.toml"):
            path = os.path.join(folder, name)
            if os.path.isfile(path):
                from ..packs.toml_file import read_toml

                data: Any = read_toml(path).data
                if name == "pyproject.toml":
                    tools = data.get("tool")
                    data = tools.get("budgetlint") if isinstance(tools, Mapping) else None
                if isinstance(data, Mapping):
                    return path, data
                if data is not None:
                    raise RuleError(messages.bad_setting(path, "budgetlint", KEYS))
        above = os.path.dirname(folder)
        if above == folder:
            break
        folder = above
    return "", {}


def find_above(name: str) -> str:
    """The file of that name in the current folder or the nearest one above; empty if none is."""
    folder = os.getcwd()
    for _ in range(MAX_UP):
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
