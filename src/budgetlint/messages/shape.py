"""What is said about JSON values that are not what should stand there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.errors import Problem, Text
from ..model.place import Place, escaped
from ..model.raw import Number

if TYPE_CHECKING:
    from collections.abc import Iterable


def wrong(pointer: str, value: object, expected: Text) -> Problem:
    """A value of the wrong type."""
    return Problem(
        "json-shape",
        found=describe(value),
        expected=expected,
        advice=Text("请按要求的格式修改这个值", "change this value as expected"),
        place=Place(pointer=pointer),
    )


def missing(pointer: str, key: str, expected: Text) -> Problem:
    """A key that must be there is not."""
    return Problem(
        "json-shape",
        found=Text(f"缺少“{key}”", f"the key “{key}” is missing"),
        expected=Text(f"“{key}”：{expected.zh}", f"“{key}”: {expected.en}"),
        advice=Text(f"请补上“{key}”", f"add “{key}”"),
        place=Place(pointer=pointer),
    )


def unknown_key(pointer: str, key: str, known: Iterable[str]) -> Problem:
    """A key that nobody reads, probably a slip of the pen."""
    from difflib import get_close_matches  # only wrong files pay for importing it

    near = get_close_matches(key, known, 1)
    keys = "、".join(known), ", ".join(known)
    remove = Text("不需要请删除，自用内容的键名请以 x- 开头", "remove it, or let it begin with x-")
    rename = Text(f"是否应为“{near[0]}”？", f"is “{near[0]}” meant?") if near else remove
    return Problem(
        "json-unknown-key",
        found=Text(f"不认识的键“{key}”", f"the key “{key}” is not known"),
        expected=Text(f"以下键之一：{keys[0]}", f"one of: {keys[1]}"),
        advice=rename,
        place=Place(pointer=f"{pointer}/{escaped(key)}"),
    )


def describe(value: object) -> Text:
    """A value in the words of a message."""
    if value is None:
        return Text("空值 null", "null")
    if isinstance(value, bool):
        word = "true" if value else "false"
        return Text(f"逻辑值 {word}", f"the truth value {word}")
    if isinstance(value, str):
        word = value if len(value) <= 40 else value[:40] + "…"
        number = type(value) is Number
        return Text(f"数字 {word}", f"the number {word}") if number else _quoted(word)
    if isinstance(value, list):
        return Text(f"列表（{len(value)} 项）", f"a list of {len(value)}")
    return Text("对象 {…}", "an object {…}")


def _quoted(word: str) -> Text:
    if not word.strip():
        return Text("空文字", "an empty text")
    return Text(f"文字“{word}”", f"the text “{word}”")
