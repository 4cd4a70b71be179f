"""HTML by construction: elements are made of text, and text is always escaped.

There is no other way to make `Markup` than from elements, so nothing that stands in a document can
become part of the page.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TypeAlias

from ..safety import clean


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


Child: TypeAlias = "str | Markup | Iterable[Child] | None"
Value = str | int | bool | None
VOID = frozenset({"br", "link", "meta", "input", "hr"})


def tag(name: str, /, *children: Child, **attributes: Value) -> Markup:
    """An element. Attributes are named as in HTML, with `_` for `-` and at the end of a Python
    keyword; one that is None or False is left out, one that is True has no value."""
    opened = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in VOID:
        return Markup(f"<{name}{opened}>")
    return Markup(f"<{name}{opened}>{joined(children)}</{name}>")


def joined(children: Child) -> Markup:
    """Children one after the other; what is not `Markup` is escaped."""
    if children is None:
        return Markup("")
    if isinstance(children, Markup):
        return children
    if isinstance(children, str):
        return Markup(escape(clean(children), quote=False))
    return Markup("".join(map(joined, children)))


def _attribute(key: str, value: Value) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(clean(str(value)))}"'


def raw_text(text: str) -> Markup:
    """Our own style sheet or script, as it stands. Never a document's text."""
    if "</" in text:
        raise ValueError("an end tag in a style sheet or script")
    return Markup(text)
