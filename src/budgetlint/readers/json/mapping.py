"""A document that a program holds as data, in the shape of canonical JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ...messages.catalogue import problem
from ...messages.others import of_library
from ...model.errors import InputError, Problem
from ...model.place import Place, escaped
from .document import build
from .places import JsonPlaces
from .text import parse

if TYPE_CHECKING:
    from ...model.raw import RawDocument

PLACES = "places"
"""The field that says where something stands on a page, as `convert` writes it."""


def read_mapping(value: Mapping[str, Any]) -> RawDocument:
    """The document in `value`; its places are pointers without lines. Raises `InputError`.

    The detour over text makes it the same document as the same data in a file.
    """
    try:
        pointer = next(_floats(value, ""), None)
        text = json.dumps(value, default=_plain)
    except (TypeError, ValueError, RecursionError) as error:
        raise InputError(_no_json(str(error))) from None
    if pointer is not None:
        raise InputError(_float(pointer))
    return build("", parse(text), JsonPlaces(""))


def _floats(value: object, pointer: str) -> Iterator[str]:
    """The pointers of floats: no amount passes through one. Boxes on pages are no amounts."""
    if isinstance(value, float):
        yield pointer
    elif isinstance(value, Mapping):
        for key, item in value.items():
            if key == PLACES:
                continue
            yield from _floats(item, f"{pointer}/{escaped(str(key))}")
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            yield from _floats(item, f"{pointer}/{index}")


def _float(pointer: str) -> Problem:
    return problem("json_shape.float", Place(pointer=pointer))


def _plain(value: object) -> object:
    """A decimal as its text, and any mapping as a dict."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"a {type(value).__name__} is no JSON value")


def _no_json(reason: str) -> Problem:
    return problem("json_shape.no-json", reason=of_library(reason))
