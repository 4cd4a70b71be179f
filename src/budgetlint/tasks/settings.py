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
from typing import Any, NamedTuple

from ..messages import packs as wording
from ..messages import settings as messages
from ..messages.catalogue import say
from ..model.errors import Message, Problem, RuleError
from ..packs.toml_file import MAX_BYTES, TomlTable, field_faults, read_toml
from ..readers.files import regular_bytes
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
        for name in NAMES:
            part = _ours(os.path.join(above, name))
            if part is not None:
                return _read(part, known)
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


def _ours(path: str) -> TomlTable | None:
    """Our table of a settings file; None if there is none."""
    if not os.path.lexists(path):
        return None
    if not path.endswith("pyproject.toml"):
        file = read_toml(path)
        return TomlTable(file, "", 0, file.data)
    return _of_project(path)


def _of_project(path: str) -> TomlTable | None:
    """Our table of a project file. What is wrong with one that does not name us is none of our
    business."""
    try:
        if b"budgetlint" not in regular_bytes(path, MAX_BYTES):
            return None
    except OSError:
        return None
    file = read_toml(path)
    tools = file.data.get("tool")
    if not isinstance(tools, Mapping) or "budgetlint" not in tools:
        return None
    return TomlTable(file, "tool.budgetlint", 0, tools["budgetlint"])


def _read(part: TomlTable, known: Mapping[str, SettingKey]) -> Settings:
    if not isinstance(part.data, Mapping):
        texts = wording.wrong_type("tool.budgetlint", part.data, (dict,))
        raise RuleError(_problem(part, "budgetlint", texts))
    overrides = part.data.get("override", [])
    header = f"{part.header}.override".lstrip(".")
    parts = [TomlTable(part.file, header, n, data) for n, data in enumerate(overrides)]
    problems = list(_faults(part, {**known, "override": SettingKey((list,))}))
    if isinstance(overrides, list):
        problems += [problem for one in parts for problem in _override_faults(one, known)]
    if problems:
        raise RuleError(*problems)
    folder = os.path.dirname(os.path.abspath(part.file.path))
    own = {key: value for key, value in part.data.items() if key != "override"}
    return Settings(
        part.file.path,
        _settings(part, own, known),
        tuple(_override(one, folder, known) for one in parts),
        tuple(Pattern(text, folder) for text in part.data.get("units", [])),
    )


def _override(part: TomlTable, folder: str, known: Mapping[str, SettingKey]) -> Override:
    own = {key: value for key, value in part.data.items() if key != "files"}
    patterns = tuple(Pattern(text, folder) for text in part.data["files"])
    return Override(patterns, _settings(part, own, known))


def _settings(
    part: TomlTable, data: Mapping[str, Any], known: Mapping[str, SettingKey]
) -> Mapping[str, Setting]:
    path = part.file.path
    return {
        key: Setting(_value(value, path, known[key]), path, part.line(key))
        for key, value in data.items()
    }


def _value(value: Any, path: str, key: SettingKey) -> Value:
    """A value as it is used: lists as tuples, and paths from the current folder."""
    if isinstance(value, list):
        return tuple(value)
    beside = os.path.join(os.path.dirname(path), str(value))
    if key.is_path or (key.is_pack and os.path.exists(beside)):
        return beside
    result: Value = value
    return result


def _override_faults(part: TomlTable, known: Mapping[str, SettingKey]) -> Iterator[Problem]:
    fitting = {name: key for name, key in known.items() if key.by_document}
    yield from _faults(part, {**fitting, "files": SettingKey((list,))})
    if isinstance(part.data, Mapping) and not part.data.get("files"):
        yield _problem(part, "", wording.missing_key("files"))


def _faults(part: TomlTable, known: Mapping[str, SettingKey]) -> Iterator[Problem]:
    """Everything that is wrong with a table of settings, each with its line."""
    spec = {name: key.types for name, key in known.items()}
    wrong = dict(field_faults(part.data, spec))
    for blamed, texts in wrong.items():
        yield _problem(part, blamed, texts)
    for name, value in part.data.items() if isinstance(part.data, Mapping) else ():
        if name not in wrong:
            fault = _value_fault(name, value, known[name])
            if fault is not None:
                yield _problem(part, name, fault)


def _value_fault(name: str, value: object, key: SettingKey) -> tuple[Message, Message] | None:
    if not isinstance(value, key.types):
        return wording.wrong_type(name, value, key.types)
    if key.choices and value not in key.choices:
        return wording.choice(name, key.choices, value)
    texts = value if isinstance(value, list) and name != "override" else []
    if not all(isinstance(text, str) for text in texts):
        return messages.not_texts(name)
    if name == "jobs" and isinstance(value, int) and value < 1:
        return messages.too_few(name, value)
    return None


def _problem(part: TomlTable, blamed: str, texts: tuple[Message, Message]) -> Problem:
    return part.problem(blamed, texts, "settings")._replace(advice=say("settings.advice"))
