"""Settings: `budgetlint.toml`, or `[tool.budgetlint]` of a pyproject.toml, here or above.

rules = "rules/my-province"        a path from this file, or the name of a shipped pack
ignore = ["K5"]

[[override]]                       for documents at these paths; the last that fits decides
files = ["2025/**"]
rules = "rules/my-province-2025"
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence

from ..model.values import NamedTuple
from .paths import Pattern

NAMES = ("budgetlint.toml", "pyproject.toml")
MAX_UP = 40
Value = str | bool | int | tuple[str, ...]


class SettingKey(NamedTuple):
    """A setting: its types in TOML, the values that it may have (none: any), whether its value is
    a path from the file that it stands in (or the name of a shipped pack), and whether it may
    differ by document."""

    types: tuple[type, ...]
    choices: tuple[str, ...] = ()
    is_path: bool = False
    is_pack: bool = False
    by_document: bool = False


def keys(formats: Sequence[str]) -> Mapping[str, SettingKey]:
    """All settings by name; `formats` are those that reports may have."""
    return {
        "rules": SettingKey((str,), is_pack=True, by_document=True),
        "previous": SettingKey((str,), is_path=True, by_document=True),
        "units": SettingKey((list,)),
        "units-folder": SettingKey((str,), is_path=True, by_document=True),
        "select": SettingKey((list,), by_document=True),
        "ignore": SettingKey((list,), by_document=True),
        "waivers": SettingKey((str,), is_path=True),
        "baseline": SettingKey((str,), is_path=True),
        "lang": SettingKey((str,), ("zh", "en")),
        "format": SettingKey((str,), tuple(formats)),
        "output": SettingKey((list,)),
        "show": SettingKey((str,), ("rounding",)),
        "fail-on": SettingKey((str,), ("error", "warning", "info")),
        "strict": SettingKey((bool,)),
        "exit-zero": SettingKey((bool,)),
        "quiet": SettingKey((bool,)),
        "color": SettingKey((str,), ("auto", "always", "never")),
        "jobs": SettingKey((int,)),
        "cache": SettingKey((bool,)),
    }


class Setting(NamedTuple):
    """A value and where it is from: a file and a line."""

    value: Value
    path: str
    line: int


class Override(NamedTuple):
    """Settings for the documents whose paths fit one of the patterns."""

    patterns: tuple[Pattern, ...]
    values: Mapping[str, Setting]

    def fits(self, path: str) -> bool:
        """Whether a document is meant."""
        return any(pattern.fits(part) for pattern in self.patterns for part in path.split(" + "))


class Settings(NamedTuple):
    """The settings of a file; empty where there is none."""

    path: str = ""
    values: Mapping[str, Setting] = {}
    overrides: tuple[Override, ...] = ()
    units: tuple[Pattern, ...] = ()

    def of(self, path: str) -> Mapping[str, Setting]:
        """The settings for a document: those for all, then what overrides them."""
        fitting = [override.values for override in self.overrides if override.fits(path)]
        return {key: value for values in (self.values, *fitting) for key, value in values.items()}

    def is_unit(self, path: str) -> bool:
        """Whether the files in a folder make one document together."""
        return any(pattern.fits(path) for pattern in self.units)


def find_settings(folder: str, known: Mapping[str, SettingKey]) -> Settings:
    """The nearest settings at or above a folder. Raises `RuleError` with all that is wrong."""
    for above in _upwards(folder):
        for path in (os.path.join(above, name) for name in NAMES):
            if os.path.lexists(path):
                from .settings_file import settings_in  # most places have none

                found = settings_in(path, known)
                if found is not None:
                    return found
    return Settings()


def find_above(folder: str, name: str) -> str:
    """The file of that name at or above a folder; empty if there is none."""
    for above in _upwards(folder):
        path = os.path.join(above, name)
        if os.path.isfile(path):
            return os.path.relpath(path)
    return ""


def _upwards(folder: str) -> Iterator[str]:
    """A folder and those above it; nothing where there is no folder."""
    for _ in range(MAX_UP if folder else 0):
        yield folder
        above = os.path.dirname(folder)
        if above == folder:
            return
        folder = above
