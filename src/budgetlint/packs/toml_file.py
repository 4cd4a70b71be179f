"""TOML files with places: what a pack is read from, and where in it something stands."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

import tomli

from .. import wording
from ..errors import Problem, RuleError, Text

MAX_BYTES = 16 * 1024 * 1024


class TomlFile(NamedTuple):
    """One TOML file: its data, and its text for finding lines."""

    path: str
    text: str
    data: Mapping[str, Any]

    def line_of(self, anchor: str, value: str = "") -> int:
        """The line of `value` at or below the line that holds `anchor`; 0 if neither is there.

        TOML parsers keep no positions, and a pack needs them only when it is wrong.
        """
        start = self.text.find(anchor) if anchor else 0
        if start < 0:
            return 0
        found = self.text.find(value, start) if value else start
        return self.text.count("\n", 0, max(found, start)) + 1

    def anchor(self, code: str) -> str:
        """The text that opens the rule or layout of that code or id."""
        for key in ("code", "id"):
            match = re.search(rf'{key}\s*=\s*["\']{re.escape(code)}["\']', self.text)
            if match:
                return match.group()
        return f"[change.{code}]"


def read_toml(path: str) -> TomlFile:
    """Raises `RuleError` with line and column for a file that is missing or no TOML."""
    try:
        with open(path, "rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise RuleError(wording.rules_unreadable(path, error)) from None
    if len(data) > MAX_BYTES:
        raise RuleError(wording.rules_too_large(path, MAX_BYTES))
    try:
        text = data.decode("utf-8-sig")
        return TomlFile(path, text, tomli.loads(text, parse_float=Decimal))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise RuleError(wording.rules_encoding(path, line)) from None
    except tomli.TOMLDecodeError as error:
        raise RuleError(wording.rules_syntax(path, str(error), error.lineno, error.colno)) from None
    except RecursionError:
        raise RuleError(wording.rules_syntax(path, "nested too deeply", 0, 0)) from None


def toml_files(path: str) -> list[str]:
    """The files of a pack: itself, or the *.toml of its folder (its examples stand below)."""
    if not os.path.isdir(path):
        return [path]
    names = sorted(name for name in os.listdir(path) if name.endswith(".toml"))
    if not names:
        raise RuleError(wording.rules_empty(path))
    return [os.path.join(path, name) for name in names]


Spec = Mapping[str, tuple[type, ...]]


def field_faults(
    table: Mapping[str, Any], spec: Spec, required: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[Text, Text]]]:
    """(key, (found, expected)) for each unknown key, wrong type and missing field."""
    for key, value in table.items():
        if key not in spec:
            yield key, wording.unknown_key(key, spec)
        elif not isinstance(value, spec[key]) or (
            isinstance(value, bool) and bool not in spec[key]
        ):
            yield key, wording.wrong_type(key, value, spec[key])
    for key in required:
        if key not in table:
            yield key, wording.missing_key(key)


def as_text(value: object) -> Text:
    """{zh = …, en = …}, or one text for both."""
    if isinstance(value, Mapping):
        zh, en = str(value.get("zh", "")), str(value.get("en", ""))
        return Text(zh or en, en or zh)
    return Text(str(value), str(value))


def problem(
    file: TomlFile, anchor: str, key: str, texts: tuple[Text, Text], code: str = "rule-field"
) -> Problem:
    """A fault of a pack, with file and line; `texts` say what was found and expected.

    `anchor` is the code or id of the rule or layout that `key` stands in; empty for neither.
    """
    line = file.line_of(file.anchor(anchor) if anchor else "", key)
    return Problem(code, *texts, wording.RULE_ADVICE, file.path, line)
