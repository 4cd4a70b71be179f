"""Where packs are: the shipped ones, and others by their paths."""

from __future__ import annotations

import os

from .. import messages
from ..model.errors import RuleError


def rules_home() -> str:
    """The folder of the shipped packs: inside the installed package, or in a source checkout."""
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    installed = os.path.join(here, "rules")
    if os.path.isdir(installed):
        return installed
    return os.path.join(os.path.dirname(os.path.dirname(here)), "rules")


def is_shipped(path: str) -> bool:
    """Whether a pack is one of those that are shipped."""
    return path.startswith(rules_home())


def pack_names() -> list[str]:
    """The shipped packs."""
    home = rules_home()
    return sorted(n for n in os.listdir(home) if os.path.isdir(os.path.join(home, n)))


def shipped_versions() -> dict[str, str]:
    """The shipped packs with their versions."""
    import tomli

    found: dict[str, str] = {}
    for name in pack_names():
        with open(os.path.join(rules_home(), name, "pack.toml"), "rb") as file:
            found[name] = tomli.load(file)["pack"].get("version", "")
    return found


def locate(name_or_path: str, beside: str = "") -> str:
    """Where a pack is: a path (relative to the pack that extends it), else a shipped name."""
    candidates = [os.path.join(beside, name_or_path), os.path.join(rules_home(), name_or_path)]
    if os.sep not in name_or_path and not name_or_path.endswith(".toml"):
        candidates.reverse()
    for candidate in candidates:
        if os.path.exists(candidate):
            return candidate
    raise RuleError(messages.no_pack(name_or_path, pack_names()))
