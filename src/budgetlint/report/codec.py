"""Reports as JSON and back, whole: for what is kept, and for other processes and machines.

A value of a class is an object with one key, the name of the class; so what is read back holds no
code, as a pickle would, and no other classes than those here. The form is nobody's interface.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from ..model.errors import Message, Problem
from ..model.place import Box, Place
from ..model.verdict import Verdict
from .finding import Finding, FindingCell, Suspect
from .report import Coverage, FileReport, NotChecked, Unread
from .waived import Waived

NAMED = (
    FileReport, Coverage, NotChecked, Unread, Finding, FindingCell, Suspect, Waived,
    Problem, Message, Place, Box,
)  # fmt: skip
TABLE = "table"


def encoded(report: FileReport) -> bytes:
    """A report as bytes, but for the document as printed."""
    plain = _plain(report._replace(paper=None))
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")  # names of files may be no text


def _plain(value: Any) -> Any:
    """A value as JSON has it; a report holds tens of thousands of texts, which are told first."""
    kind = type(value)
    if kind in LEAVES:
        return value
    if kind in NAMES:
        return {NAMES[kind]: [f if type(f) in LEAVES else _plain(f) for f in value]}
    if kind is Decimal:
        return {Decimal.__name__: str(value)}
    if isinstance(value, Verdict):
        return {Verdict.__name__: value.value}
    if isinstance(value, (list, tuple)):
        return [f if type(f) in LEAVES else _plain(f) for f in value]
    if isinstance(value, Mapping):
        return {TABLE: [[key, _plain(item)] for key, item in value.items()]}
    return value


NAMES = {kind: kind.__name__ for kind in NAMED}
LEAVES = frozenset({str, int, bool, type(None)})


def decoded(data: bytes) -> FileReport:
    """The same report again. Raises `ValueError` for bytes that are none."""
    try:
        report = json.loads(data.decode("utf-8", "surrogatepass"), object_hook=_made)
    except (TypeError, KeyError, AttributeError, ArithmeticError, RecursionError) as error:
        raise ValueError(str(error)) from None
    if not isinstance(report, FileReport):
        raise ValueError("no report")
    return report


def _of_fields(kind: Any) -> Callable[[Any], Any]:
    return lambda fields: kind(*[f if type(f) is not list else _frozen(f) for f in fields])


def _frozen(value: list[Any]) -> tuple[Any, ...]:
    return tuple([f if type(f) is not list else _frozen(f) for f in value])


_MAKERS: Mapping[str, Callable[[Any], Any]] = {
    **{kind.__name__: _of_fields(kind) for kind in NAMED},
    Verdict.__name__: Verdict,
    Decimal.__name__: Decimal,
    TABLE: dict,
}


def _made(found: dict[str, Any]) -> Any:
    """A value of the class that an object names."""
    ((kind, fields),) = found.items()
    return _MAKERS[kind](fields)
