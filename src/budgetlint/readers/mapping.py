"""A document that a program holds as data, in the shape of canonical JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ..errors import InputError, Problem, Text
from .json_document import build
from .json_places import Places
from .json_text import parse

if TYPE_CHECKING:
    from ..raw import RawDocument


def read_mapping(value: Mapping[str, Any]) -> RawDocument:
    """The document in `value`; its places are pointers without lines. Raises `InputError`.

    The detour over text makes it the same document as the same data in a file.
    """
    try:
        text = json.dumps(value, default=_plain)
    except (TypeError, ValueError, RecursionError) as error:
        raise InputError(_no_json(str(error))) from None
    return build("", parse(text), Places(""))


def _plain(value: object) -> object:
    """A decimal as its text, and any mapping as a dict."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"a {type(value).__name__} is no JSON value")


def _no_json(reason: str) -> Problem:
    return Problem(
        "json-shape",
        found=Text(f"数据无法转换为 JSON（{reason}）", f"the data is no JSON ({reason})"),
        expected=Text(
            "由字典、列表、文字、数字和 None 组成的数据",
            "dicts, lists, texts, numbers and None",
        ),
        advice=Text("请先把其他类型的值转换为文字", "turn values of other types into text"),
    )
