"""Settings from a file: checked, with all that is wrong with them and where."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any

from ..messages import packs as wording
from ..messages import settings as messages
from ..messages.catalogue import say
from ..model.errors import Message, Problem, RuleError
from ..packs.toml_file import MAX_BYTES, TomlTable, field_faults, read_toml
from ..readers.files import regular_bytes
from .paths import Pattern
from .settings import Override, Setting, SettingKey, Settings, Value


def settings_in(path: str, known: Mapping[str, SettingKey]) -> Settings | None:
    """The settings in a file; None where it says nothing of us. Raises `RuleError` with all that
    is wrong."""
    try:
        part = _ours(path)
    except RuleError as error:
        advice = say("settings.advice")
        raise RuleError(*(p._replace(advice=advice) for p in error.problems)) from None
    return _read(part, known) if part is not None else None


def _ours(path: str) -> TomlTable | None:
    """Our table of a settings file; None if there is none."""
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
