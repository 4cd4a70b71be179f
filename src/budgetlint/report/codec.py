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
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from .report import FileReport

Decode = Callable[[Any], Any]


def encoded(report: FileReport) -> bytes:
    """A report as bytes."""
    return json.dumps(_plain(report), ensure_ascii=True, separators=(",", ":")).encode()


def decoded(data: bytes) -> FileReport:
    """The same report again. Raises `ValueError` for bytes that are none."""
    try:
        report = _decoder(FileReport)(json.loads(data))
    except (TypeError, KeyError, AttributeError, ArithmeticError, RecursionError) as error:
        raise ValueError(str(error)) from None
    if not isinstance(report, FileReport):
        raise ValueError("no report")
    return report


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return value


@cache
def _decoder(kind: Any) -> Decode:
    """What makes values of a type out of what `_plain` has made of them."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _optional(kind)
    if origin is tuple:
        return _tuple(get_args(kind))
    if origin is Literal or origin is not None:
        return _as_it_is
    if isinstance(kind, type) and issubclass(kind, tuple) and hasattr(kind, "_fields"):
        return _named(kind)
    if isinstance(kind, type) and issubclass(kind, (Enum, Decimal)):
        return kind
    return _as_it_is


def _as_it_is(value: Any) -> Any:
    return value


def _optional(kind: Any) -> Decode:
    (inner,) = (part for part in get_args(kind) if part is not type(None))
    return lambda value: None if value is None else _decoder(inner)(value)


def _tuple(kinds: Sequence[Any]) -> Decode:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return lambda value: tuple(map(_decoder(kinds[0]), value))
    return lambda value: tuple(_decoder(k)(v) for k, v in zip(kinds, value, strict=True))


def _named(kind: Any) -> Decode:
    """Fields are looked up when the first value comes: a type may hold itself."""
    fields: list[Decode] = []

    def decode(value: Any) -> Any:
        if not fields:
            hints = get_type_hints(kind, {**_names(), **vars(sys.modules[kind.__module__])})
            fields.extend(_decoder(hints[name]) for name in kind._fields)
        return kind(*(field(v) for field, v in zip(fields, value, strict=True)))

    return decode


@cache
def _names() -> dict[str, Any]:
    """The classes that modules of reports import for their annotations only."""
    from . import findings, report, waived

    return {**vars(report), **vars(waived), **vars(findings)}
