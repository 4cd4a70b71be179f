"""The shape of canonical JSON: which keys there are, and what may stand at them.

Checks give problems with a pointer; the line and column are filled in by who holds the text.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from ...messages.shape import missing, unknown_key, wrong
from ...model import limits
from ...model.amounts import MONEY as MONEY_UNITS
from ...model.errors import Problem
from ...model.place import escaped
from ...model.raw import Number
from ...model.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping


class Shape(NamedTuple):
    """What may stand at a key: values of `type` that are `fit` and whose members have shape `each`;
    `expected` is the message that says so.

    Most shapes are a type and nothing more, and are checked without a call.
    """

    type: type
    expected: str
    fit: Callable[[Any], bool] | None = None
    each: Shape | None = None

    def accepts(self, value: object) -> bool:
        """Whether `value` has this shape."""
        return type(value) is self.type and (self.fit is None or self.fit(value))


def _all_texts(values: Iterable[object]) -> bool:
    return set(map(type, values)) <= {str}


def _is_natural(number: Number) -> bool:
    return number.isdigit() and len(number) <= 4


# A Number is a str as well, but not of type str.
TEXT = Shape(str, "json_shape.text")
NAME = Shape(str, "json_shape.name", lambda v: v.strip() != "")
YEAR = Shape(
    Number,
    "json_shape.year",
    lambda v: _is_natural(v) and len(v) == 4,
)
NUMBER = Shape(Number, "json_shape.number", _is_natural)
MONEY = Shape(
    str,
    "json_shape.money",
    lambda v: v in MONEY_UNITS,
)
TEXTS = Shape(list, "json_shape.texts", _all_texts, TEXT)
LIST = Shape(list, "json_shape.list")
OBJECT = Shape(dict, "json_shape.object")
CODES = Shape(
    dict,
    "json_shape.codes",
    lambda v: _all_texts(v.values()),
    TEXT,
)
ASSIGN = Shape(
    dict,
    "json_shape.assign",
    lambda v: all(map(CODES.accepts, v.values())),
    CODES,
)

MEANING = Shape(dict, "json_shape.meaning", lambda v: _all_texts(v.values()), TEXT)
MEANINGS = Shape(dict, "json_shape.meanings")

HEADER = {"unit": TEXT, "year": YEAR, "kind": TEXT, "profile": TEXT, "assign": ASSIGN}
PLACES = Shape(list, "json_shape.places")
DOUBTS = Shape(list, "json_shape.doubts")
UNREAD = Shape(list, "json_shape.unread")
PROSE = {"narrative": LIST, "unread": UNREAD}
SECTION = {"section": TEXT, "title": TEXT, "text": TEXT, "places": PLACES}
TABLE = {
    "id": NAME, "number": NUMBER, "title": TEXT, "money": MONEY, "unit": TEXT,
    "columns": TEXTS, "rows": LIST, "notes": TEXTS, "places": PLACES, "doubts": DOUBTS,
    "coordinates": MEANINGS,
}  # fmt: skip


def check(
    value: Any, shapes: Mapping[str, Shape], pointer: str, required: tuple[str, ...] = ()
) -> list[Problem]:
    """What is wrong with the object at `pointer`, unknown keys included; of more than anybody
    reads the first."""
    if type(value) is not dict:
        return [wrong(pointer, value, OBJECT.expected)]
    problems = [missing(pointer, key, shapes[key].expected) for key in required if key not in value]
    return problems + list(islice(_members_faults(value, shapes, pointer), limits.PROBLEMS))


def _members_faults(
    value: Mapping[str, Any], shapes: Mapping[str, Shape], pointer: str
) -> Iterator[Problem]:
    for key, item in value.items():
        shape = shapes.get(key)
        if shape is None:
            if not key.startswith(("$", "x-")):
                yield unknown_key(pointer, key, shapes)
        elif type(item) is not shape.type or (shape.fit and not shape.fit(item)):
            yield from _culprits(f"{pointer}/{key}", item, shape)


def fatal(problems: list[Problem]) -> bool:
    """Whether more is wrong than a key that nobody reads."""
    return any(problem.code != "json-unknown-key" for problem in problems)


def _culprits(pointer: str, value: Any, shape: Shape) -> Iterator[Problem]:
    """The innermost values that keep `value` from having its shape."""
    if shape.each is None or type(value) is not shape.type:
        yield wrong(pointer, value, shape.expected)
        return
    for step, item in _members(value):
        if not shape.each.accepts(item):
            yield from _culprits(f"{pointer}/{step}", item, shape.each)


def _members(value: Any) -> Iterator[tuple[str | int, Any]]:
    if type(value) is dict:
        return ((escaped(key), item) for key, item in value.items())
    return enumerate(value)
