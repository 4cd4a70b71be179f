"""The parts of an OFD file: found by paths that are often wrong, read from XML that sometimes is.

What producers do: paths from the root, from the file that names them or from the folder of the
document, with backslashes, percent signs or a wrong case; names in GBK; XML in GBK that is called
UTF-8, blank lines before its declaration, control characters, a prefix that is never declared.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from ...model.errors import InputError
from ...model.expressions import expression
from ..office.package import Package, local

_DECLARATION = expression(r"^\s*<\?xml[^>]*\?>")
_ILLEGAL = expression(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_BAD_REFERENCE = expression(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)")
_CODE_POINT = expression(r"&#(?:x([0-9a-fA-F]{1,6})|(\d{1,7}));")
_PREFIX = expression(r"<(/?)[A-Za-z_][\w.-]*:(?=[A-Za-z_])")
UNKNOWN = "\ufffd"
"""Stands for a character that cannot be in XML: it must not vanish from between two digits."""


class OfdParts:
    """An OFD file. Raises `InputError` wherever it is damaged or beyond the bounds."""

    def __init__(self, data: bytes) -> None:
        self._package = Package(data, "ofd")
        self.documents: tuple[str, ...] = ()
        """The folders of its documents; paths are often meant from there."""

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return self._package.has(name)

    def tree(self, name: str) -> Any:
        """The root element of a part."""
        return self._package.tree(name, mended)

    def find(self, base: str, path: str | None) -> str:
        """The name of the part that the part `base` names `path`; empty where there is none."""
        meant = (path or "").strip().replace("\\", "/")
        for written in dict.fromkeys((meant, unquote(meant))) if meant else ():
            for name in self._readings(posixpath.dirname(base), written):
                if self._package.has(name):
                    return name
        return self._by_its_end(meant)

    def _readings(self, folder: str, path: str) -> Iterator[str]:
        """What a path may mean, from the standard's reading to those of sloppy programs."""
        folders = ("",) if path.startswith("/") else (folder, *self.documents, "")
        for start in folders:
            yield _normal(posixpath.join(start, path.lstrip("/")))
        yield _normal(posixpath.join(folder, path.lstrip("/")))

    def _by_its_end(self, path: str) -> str:
        """The only part whose name ends in this path."""
        end = "/" + _normal(path.lstrip("/")).lower()
        found = [name for name in self._package.names() if f"/{name}".endswith(end)]
        return found[0] if path and len(found) == 1 else ""


def _normal(path: str) -> str:
    """A path without detours; what leads out of the file is taken from its root."""
    plain = posixpath.normpath(path)
    while plain.startswith("../"):
        plain = plain[3:]
    return plain


def mended(data: bytes) -> bytes:
    """XML without the faults that stop a parser. Raises `InputError` if it is no text."""
    text = _DECLARATION.sub("", _text(data))
    text = _ILLEGAL.sub(UNKNOWN, _BAD_REFERENCE.sub("&amp;", text))
    text = _CODE_POINT.sub(_legal, text)
    if "xmlns:" not in text:
        text = _PREFIX.sub(r"<\1", text)
    return text.lstrip().encode()


def _text(data: bytes) -> str:
    from ..plain.text import decode

    try:
        return decode(data)
    except InputError:
        # A NUL or a few stray bytes: what cannot be read is seen to be missing.
        return data.decode("utf-8", "replace")


def _legal(match: re.Match[str]) -> str:
    code = int(match[1], 16) if match[1] else int(match[2])
    legal = code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE
    return match[0] if legal or 0x10000 <= code <= 0x10FFFF else UNKNOWN


def children(element: Any, name: str) -> list[Any]:
    """The children with that local name: the namespace was another before the standard."""
    return [] if element is None else [child for child in element if local(child) == name]


def child(element: Any, name: str) -> Any:
    """The first child with that local name, or None."""
    return next(iter(children(element, name)), None)
