"""Reports as JSON and back, whole: for the cache, and for other processes and machines.

The form follows the classes (a `NamedTuple` is a list of its fields) and is nobody's interface; it
holds no code, as a pickle would.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from ..model.errors import Argument, Message
from .report import FileReport

Decode = Callable[[Any], Any]


def encoded(report: FileReport) -> bytes:
    """A report as bytes, but for the document as printed."""
    plain = _plain(report._replace(paper=None))
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")  # names of files may be no text


def _plain(value: Any) -> Any:
    if isinstance(value, Message):
        more = value.code or value.arguments
        return [*value[:2], *([value.code, _arguments(value)] if more else [])]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return value


def _arguments(text: Message) -> list[Any]:
    return [[name, _argument(value)] for name, value in text.arguments]


def _argument(value: Argument) -> Any:
    """An argument may be of several types: those that JSON does not have are marked."""
    if isinstance(value, Message):
        return {"text": _plain(value)}
    if isinstance(value, Decimal):
        return {"amount": str(value)}
    return [_argument(part) for part in value] if isinstance(value, tuple) else value


def _text(value: Any) -> Message:
    chinese, english, *more = value
    code, arguments = more or ("", ())
    return Message(chinese, english, code, tuple((name, _back(part)) for name, part in arguments))


def _back(value: Any) -> Argument:
    if isinstance(value, dict):
        return _text(value["text"]) if "text" in value else Decimal(value["amount"])
    if isinstance(value, list):
        return tuple(map(_back, value))
    argument: Argument = value
    return argument


class Decoder:
    """Makes reports of bytes; it keeps what it has found out about the types of fields."""

    def __init__(self) -> None:
        self._known: dict[Any, Decode] = {}

    def decoded(self, data: bytes) -> FileReport:
        """The same report again. Raises `ValueError` for bytes that are none."""
        try:
            report = self._of(FileReport)(json.loads(data.decode("utf-8", "surrogatepass")))
        except (TypeError, KeyError, AttributeError, ArithmeticError, RecursionError) as error:
            raise ValueError(str(error)) from None
        if not isinstance(report, FileReport):
            raise ValueError("no report")
        return report

    def _of(self, kind: Any) -> Decode:
        """What makes values of a type out of what `_plain` has made of them."""
        if kind not in self._known:
            self._known[kind] = self._made(kind)
        return self._known[kind]

    def _made(self, kind: Any) -> Decode:
        origin = get_origin(kind)
        if origin in (Union, UnionType):
            (inner,) = (part for part in get_args(kind) if part is not type(None))
            return lambda value: None if value is None else self._of(inner)(value)
        if origin is tuple:
            return self._tuple(get_args(kind))
        if origin is not None or not isinstance(kind, type):
            return _as_it_is
        if kind is Message:
            return _text
        if issubclass(kind, tuple) and hasattr(kind, "_fields"):
            return self._named(kind)
        return kind if issubclass(kind, (Enum, Decimal)) else _as_it_is

    def _tuple(self, kinds: Sequence[Any]) -> Decode:
        if len(kinds) == 2 and kinds[1] is Ellipsis:
            return lambda value: tuple(map(self._of(kinds[0]), value))
        return lambda value: tuple(self._of(k)(v) for k, v in zip(kinds, value, strict=True))

    def _named(self, kind: Any) -> Decode:
        """Fields are looked up when the first value comes: a type may hold itself."""
        fields: list[Decode] = []

        def decode(value: Any) -> Any:
            if not fields:
                hints = get_type_hints(kind, _names(kind))
                fields.extend(self._of(hints[name]) for name in kind._fields)
            return kind(*(field(v) for field, v in zip(fields, value, strict=True)))

        return decode


def _as_it_is(value: Any) -> Any:
    return value


def _names(kind: Any) -> dict[str, Any]:
    """What annotations name: also the classes that modules import for these only."""
    from . import findings, report, waived

    known = {**vars(report), **vars(waived), **vars(findings), "Paper": object}
    return {**known, **vars(sys.modules[kind.__module__])}
