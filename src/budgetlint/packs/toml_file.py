"""TOML files with places: what a pack is read from, and where in it something stands."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import tomli

from .. import messages
from ..messages.input import SpecialFileError, special
from ..model.errors import Message, Problem, RuleError
from ..model.expressions import expression
from ..model.place import Place
from ..model.values import NamedTuple
from ..readers.files import regular_bytes

Spec = Mapping[str, tuple[type, ...]]
Texts = tuple[Message, Message]

MAX_BYTES = 16 * 1024 * 1024


class TomlFile(NamedTuple):
    """One TOML file: its data, and its text for finding lines."""

    path: str
    text: str
    data: Mapping[str, Any]

    def keyed(self, header: str, name: str) -> list[TomlTable]:
        """The tables below a header such as `[layout.revenue]`, each with its place and with its
        key as the field `name`."""
        items = self.data.get(header, {}).items()
        named = {key: {name: key, **v} if isinstance(v, Mapping) else v for key, v in items}
        return [TomlTable(self, f"{header}.{key}", 0, value) for key, value in named.items()]

    def parts(self, header: str) -> list[TomlTable]:
        """The items of an array of tables such as `[[rule]]`, each with its place."""
        items = self.data.get(header, [])
        return [TomlTable(self, header, number, item) for number, item in enumerate(items)]


Files = dict[str, TomlFile]
"""Files that have been read, by their paths."""


class TomlTable(NamedTuple):
    """One table of a TOML file: the nth `[[rule]]`, or `[pack]`, or `[change.A3]`; with a `key`,
    what it holds under that key, be it written as a table of its own or not.

    TOML parsers keep no positions, and a pack needs them only when it is wrong: then they are
    looked for in the text.
    """

    file: TomlFile
    header: str
    number: int
    data: Any
    key: str = ""

    def line(self, blamed: str = "") -> int:
        """The line of a key or value of this part; of its header if it is not there; else 0."""
        start, end = self._span()
        place = _find(self.file.text, blamed, start, end) if blamed else -1
        if place < 0:
            place = start or _find(self.file.text, self.header, 0, end)
        return self.file.text.count("\n", 0, place) + 1 if place >= 0 else 0

    def problem(self, blamed: str, texts: Texts, code: str = "rule-field") -> Problem:
        """A fault of this part, with file and line; `texts` say what was found and expected."""
        line = self.line(blamed)
        return Problem(code, *texts, messages.RULE_ADVICE, Place(self.file.path, line=line))

    def _span(self) -> tuple[int, int]:
        """Where this part starts and ends in the text; its sub-tables belong to it."""
        start, end = _table_span(self.file.text, self.header, self.number)
        if not self.key:
            return start, end
        own = _table_span(self.file.text, f"{self.header}.{self.key}", 0)
        at = own[0] or _find(self.file.text, self.key, start, end)
        return (at, own[1] if own[0] else end) if at > 0 else (start, end)


Parts = Mapping[str, TomlTable]
"""Where each of some things is declared, by its code."""


def _table_span(text: str, header: str, number: int) -> tuple[int, int]:
    """Where the nth table of that header starts and ends; from 0 to the end if there is none."""
    start, passed = 0, 0
    for match in _HEADER.finditer(text) if header else ():
        name = match["name"].replace('"', "").replace("'", "").replace(" ", "")
        if start and not name.startswith(f"{header}."):
            return start, match.start()
        if name == header and not start:
            passed += 1
            start = match.start("name") if passed > number else 0
    return start, len(text)


_HEADER = expression(r"^[ \t]*\[\[?[ \t]*(?P<name>[^\]\n]+?)[ \t]*\]", re.MULTILINE)


def _find(text: str, blamed: str, start: int, end: int) -> int:
    """Where `blamed` stands, sought as a key, then in quotes, then as any text; else -1."""
    word = re.escape(blamed)
    for pattern in (
        rf"(?:^|[{{,])[ \t]*(?P<at>[\"']?{word}[\"']?[ \t]*[=.])",
        rf"(?P<at>[\"']{word}[\"'])",
    ):
        match = expression(pattern, re.MULTILINE).search(text, start, end)
        if match:
            return match.start("at")
    return text.find(blamed, start, end)


def read_toml(path: str) -> TomlFile:
    """Raises `RuleError` with line and column for a file that is missing or no TOML."""
    try:
        data = regular_bytes(path, MAX_BYTES + 1)
    except SpecialFileError:
        raise RuleError(special()).at(path) from None
    except OSError as error:
        raise RuleError(messages.rules_unreadable(path, error)) from None
    if len(data) > MAX_BYTES:
        raise RuleError(messages.rules_too_large(path, MAX_BYTES))
    try:
        text = data.decode("utf-8-sig")
        return TomlFile(path, text, tomli.loads(text, parse_float=Decimal))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise RuleError(messages.rules_encoding(path, line)) from None
    except tomli.TOMLDecodeError as error:
        raise RuleError(
            messages.rules_syntax(path, str(error), error.lineno, error.colno)
        ) from None
    except ValueError as error:  # a date that does not exist, or more digits than Python takes
        digits = _MANY_DIGITS.search(text)
        line = text.count("\n", 0, digits.start()) + 1 if digits else 0
        said = f"a number of {len(digits[0])} digits" if digits else str(error)
        raise RuleError(messages.rules_syntax(path, said, line, 0)) from None
    except RecursionError:
        raise RuleError(messages.rules_syntax(path, "nested too deeply", 0, 0)) from None


_MANY_DIGITS = expression(r"\d{1000,}+")


def toml_files(path: str) -> list[str]:
    """The files of a pack: itself, or the *.toml of its folder (its examples stand below)."""
    if not os.path.isdir(path):
        return [path]
    names = sorted(name for name in os.listdir(path) if name.endswith(".toml"))
    if not names:
        raise RuleError(messages.rules_empty(path))
    return [os.path.join(path, name) for name in names]


def field_faults(
    data: object, spec: Spec, required: tuple[str, ...] = (), name: str = ""
) -> Iterator[tuple[str, Texts]]:
    """(what to blame, (found, expected)) for each unknown key, wrong type and missing field.

    A missing field is blamed on the value of the field `name`, by which people know the table.
    """
    if not isinstance(data, Mapping):
        yield "", messages.wrong_type("[…]", data, (dict,))
        return
    for key, value in data.items():
        if key not in spec:
            yield key, messages.unknown_key(key, spec)
        elif not _is_one_of(value, spec[key]):
            yield key, messages.wrong_type(key, value, spec[key])
    for key in required:
        if key not in data or (key == name and data[key] == ""):
            yield str(data.get(name, "")), messages.missing_key(key)


_PROFILE = expression(r"@[a-z][a-z-]*")


def _is_one_of(value: object, types: tuple[type, ...]) -> bool:
    """To Python true is an int; to TOML it is not. "@name" stands for a value of the profile."""
    if isinstance(value, str) and _PROFILE.fullmatch(value):
        return True
    return isinstance(value, types) and (bool in types or not isinstance(value, bool))


def as_text(value: object) -> Message:
    """{zh = …, en = …}, or one text for both."""
    if isinstance(value, Mapping):
        zh, en = str(value.get("zh", "")), str(value.get("en", ""))
        return Message(zh or en, en or zh)
    return Message(str(value), str(value))
