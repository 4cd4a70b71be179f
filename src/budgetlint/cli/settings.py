"""What was not said on the command line: settings, files that are found, and the language."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from ..readers.files import BASELINE, WAIVERS
from ..report import FORMATS
from ..tasks.settings import Settings, find_settings, keys
from ..tasks.settings import find_above as find_above_folder
from .options import CheckOptions

KNOWN = keys(FORMATS)
OF_A_RUN = tuple(name for name, key in KNOWN.items() if not key.by_document and name != "units")
"""The settings that are options of a whole run."""
FOUND_ABOVE = {"waivers": WAIVERS, "baseline": BASELINE}
"""The settings that are files, which are looked for by name where nothing is set."""


def settings_here() -> Settings:
    """The nearest settings. Raises `RuleError` with all that is wrong with them."""
    return find_settings(here(), KNOWN)


def with_settings(options: CheckOptions, settings: Settings) -> CheckOptions:
    """The options, filled up from the settings of a whole run."""
    changes: dict[str, Any] = {}
    for key in OF_A_RUN:
        name = key.replace("-", "_")
        given = getattr(options, name, None)
        if key in settings.values and not given:
            changes[name] = settings.values[key].value
    return options._replace(**changes)


def rules_for(paths: Sequence[str], rules: str | None, settings: Settings) -> str | None:
    """The pack that is asked for, or that the settings name for a document."""
    return said_for(paths, "rules", rules, settings)


def said_for(paths: Sequence[str], key: str, given: str | None, settings: Settings) -> str | None:
    """What is asked for, or what the settings say of a document."""
    said = settings.of(" + ".join(paths)).get(key)
    return given or (str(said.value) if said else None)


def language_for(lang: str | None, settings: Settings | None) -> str:
    """The language asked for, else that of the settings, else that of the locale."""
    said = settings.values.get("lang") if settings else None
    return language(lang or (str(said.value) if said else None))


def here() -> str:
    """The current folder; nothing where it is no longer there."""
    try:
        return os.getcwd()
    except OSError:
        return ""


def find_above(name: str) -> str:
    """The file of that name in the current folder or the nearest one above; empty if none is."""
    return find_above_folder(here(), name)


def language(wanted: str | None) -> str:
    """The language asked for, else that of the locale; Chinese where the locale says nothing."""
    if wanted:
        return wanted
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "zh" if value.startswith(("zh", "C", "POSIX")) else "en"
    return "zh"
