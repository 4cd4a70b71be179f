"""Zip packages of XML (XLSX, DOCX, ODS): their parts, within bounds, and XML that stays harmless.

A part is unpacked while it is parsed, and no further than `MAX_UNPACKED` for the whole package,
whatever the package declares. XML with a document type is refused: no office program writes one,
and without it there are no entities to expand and nothing outside to fetch.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import BytesIO
from typing import IO, Any, Protocol

from ...messages import office as wording
from ...model.errors import InputError
from ..extras import load
from ..zipped import LOCKED, entry_name, opened

MAX_UNPACKED = 256 * 1024 * 1024
MAX_RATIO = 400
"""Bytes that one byte unpacks to; sheets of nothing but repeated cells come near 100."""
MAX_SMALL = 4 * 1024 * 1024
"""Bytes that a part may unpack to whatever its ratio."""
MAX_TREE = 32 * 1024 * 1024
"""Bytes of a part that is kept whole in memory, which takes several times its size."""
MAX_PARTS = 10_000
_DOCTYPE = [b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be")]


class _Bounded:
    """A part as a file that stops at the bounds of its package."""

    def __init__(self, part: IO[bytes], limit: int, budget: list[int]) -> None:
        self._part = part
        self._limit = limit
        self._begun = False
        self._budget = budget

    def read(self, size: int = -1) -> bytes:
        wanted = 1 << 16 if size < 0 or size > 1 << 16 else size
        data = self._part.read(wanted)
        if not self._begun:
            self._begun = True
            if any(mark in data for mark in _DOCTYPE):
                raise InputError(wording.doctype())
        self._limit -= len(data)
        self._budget[0] -= len(data)
        if self._limit < 0 or self._budget[0] < 0:
            raise InputError(wording.too_large_inside(MAX_UNPACKED // 2**20))
        return data

    def close(self) -> None:
        self._part.close()


class PartSource(Protocol):
    """The parts of an office file, wherever they are taken from."""

    def has(self, name: str) -> bool: ...

    def tree(self, name: str) -> Any: ...

    def related(self, name: str) -> dict[str, tuple[str, str]]: ...


class Package:
    """An office file. Raises `InputError` wherever it is damaged or beyond the bounds."""

    def __init__(self, data: bytes, extra: str) -> None:
        self._etree = load("lxml.etree", extra)
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, zlib.error) as error:
            raise InputError(wording.damaged(str(error))) from None
        infos = self._zip.infolist()
        if len(infos) > MAX_PARTS or sum(info.file_size for info in infos) > 4 * MAX_UNPACKED:
            raise InputError(wording.too_large_inside(MAX_UNPACKED // 2**20))
        self._parts = {_key(entry_name(info)): info for info in reversed(infos)}
        self._budget = [MAX_UNPACKED]

    def has(self, name: str) -> bool:
        """Whether there is such a part; names differ by case between programs."""
        return _key(name) in self._parts

    def names(self) -> Iterable[str]:
        """The names of all parts, in small letters."""
        return self._parts.keys()

    def elements(self, name: str, *tags: str) -> Iterator[Any]:
        """The elements with one of these local names, each when it is complete."""
        with _damage(self._etree):
            yield from _elements(self._etree, self._open(name), tags)

    def tree(self, name: str, mend: Callable[[bytes], bytes] | None = None) -> Any:
        """The root element of a part; `mend` repairs the faults of XML that cannot be parsed."""
        with _damage(self._etree):
            if mend is None:
                return _parsed(self._etree, self._open(name, MAX_TREE))
            part = self._open(name, MAX_TREE)
            data = b"".join(iter(lambda: part.read(), b""))
            try:
                return _parsed(self._etree, BytesIO(data))
            except self._etree.XMLSyntaxError:
                return _parsed(self._etree, BytesIO(mend(data)))

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """The relations of a part: id -> (the last word of its type, the name of the other part).

        What lies outside the package is left out: it is never fetched.
        """
        rels = relations_of(name)
        elements = self.elements(rels, "Relationship") if self.has(rels) else ()
        return related(name, elements)

    def _open(self, name: str, most: int = MAX_UNPACKED) -> _Bounded:
        info = self._parts.get(_key(name))
        if info is None:
            raise InputError(wording.damaged(f"{name} is missing"))
        if info.flag_bits & LOCKED:
            raise InputError(wording.encrypted())
        with _damage(self._etree):
            limit = min(most, max(MAX_SMALL, info.compress_size * MAX_RATIO))
            return _Bounded(opened(self._zip, info), limit, self._budget)


def _key(name: str) -> str:
    return name.lower().lstrip("/")


class _damage:  # noqa: N801
    """Turns what goes wrong inside a package into one message."""

    def __init__(self, etree: Any) -> None:
        self._errors = (
            etree.LxmlError,
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            OSError,
            ValueError,
            LookupError,
            RuntimeError,
        )

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, self._errors):
            raise InputError(wording.damaged(str(error))) from None


def relations_of(name: str) -> str:
    """The name of the part that holds the relations of another."""
    folder, base = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def related(name: str, elements: Iterable[Any]) -> dict[str, tuple[str, str]]:
    """The relations that these elements state of a part."""
    found: dict[str, tuple[str, str]] = {}
    for element in elements:
        target = element.get("Target", "")
        if element.get("TargetMode") != "External":
            folder = posixpath.dirname(name)
            inside = target if target.startswith("/") else posixpath.join(folder, target)
            kind = element.get("Type", "").rpartition("/")[2]
            found[element.get("Id", "")] = kind, posixpath.normpath(inside).lstrip("/")
    return found


def flat_tree(data: bytes, extra: str) -> Any:
    """The root element of a document that is one XML file."""
    etree = load("lxml.etree", extra)
    with _damage(etree):
        return _parsed(etree, _Bounded(BytesIO(data), MAX_TREE, [MAX_TREE]))


def flat_elements(data: bytes, extra: str, *tags: str) -> Iterator[Any]:
    """The elements of a document that is one XML file, as those of a package's part."""
    etree = load("lxml.etree", extra)
    with _damage(etree):
        part = _Bounded(BytesIO(data), MAX_UNPACKED, [MAX_UNPACKED])
        yield from _elements(etree, part, tags)


def _elements(etree: Any, part: Any, tags: Sequence[str]) -> Iterator[Any]:
    """Elements by their local names. One is emptied when the next is asked for, so that memory
    stays small."""
    events = etree.iterparse(
        part, events=("end",), tag=[f"{{*}}{tag}" for tag in tags], no_network=True,
        load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    first = True
    for _, element in events:
        if first:
            _refuse_doctype(element)
            first = False
        yield element
        _forget(element)


def _parsed(etree: Any, part: Any) -> Any:
    """The root element of a part."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    root = etree.parse(part, parser).getroot()
    _refuse_doctype(root)
    return root


def _refuse_doctype(element: Any) -> None:
    if element.getroottree().docinfo.internalDTD is not None:
        raise InputError(wording.doctype())


def _forget(element: Any) -> None:
    """Free an element and all that came before it beside it."""
    element.clear(keep_tail=False)
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]


def local(element: Any) -> str:
    """The name of an element without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Any, name: str) -> str:
    """An attribute by its local name, whatever its namespace; empty if it is not there."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return ""
