"""Readers: files to raw documents. A format is one line in `formats`.

Readers know about bytes and formats, and nothing about budgets. What the fields of the header
mean, which table is which and what an amount is worth is decided by those who use them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from ..model.errors import ForeignError, InputError
from .files import AS_THEY_ARE, BytesOf, entered, is_folder, read_bytes, standing_in, suffix
from .walk import Input, expand, is_document, parts_of

if TYPE_CHECKING:
    from ..model.raw import RawDocument

__all__ = [
    "AS_THEY_ARE",
    "BytesOf",
    "Input",
    "Reader",
    "expand",
    "is_document",
    "read",
    "read_one",
    "read_together",
    "standing_in",
]

FACE = {
    "bounds": "no document is larger than any that is published",
    "edit": "figures put right in a text, at their places",
    "extras": "libraries that need not be installed",
    "files": "bytes of files, names and endings",
    "formats": "the kinds of files, by the endings of their names",
    "json": "canonical JSON, and mappings of the same shape",
    "office": "the parts of office files",
    "plain": "text and cells of CSV",
    "sniff": "what a file is, by its bytes",
    "walk": "documents in folders",
    "words": "pieces of text put together",
    "write": "whatever is written: the old file or the new one, never half of it",
}
"""The modules that other rooms may import, and what they are for."""

Reader = Callable[[str, bytes], "RawDocument"]

_BINARY = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")


def read(path: str, data: bytes | None = None, bytes_of: BytesOf = read_bytes) -> RawDocument:
    """The document in the file or CSV folder `path`; `data` stands in for the file's bytes, and
    `bytes_of` gives those of all files.

    Raises `InputError` if nothing can be read; problems of single tables are in the result.
    """
    from .bounds import bounded  # who only asks what there is reads nothing

    try:
        if data is None and is_folder(path):
            from .folder import read_folder

            raw = read_folder(entered(path), partial(read, bytes_of=bytes_of), bytes_of)
            return bounded(raw._replace(path=path))
        data = bytes_of(path) if data is None else data
        return bounded(_reader(path, data)(path, data))
    except InputError as error:
        raise error.at(path) from None


def read_one(paths: Sequence[str]) -> RawDocument:
    """The document that these paths are: a file, a folder that is one, or all of them together.

    Raises `InputError`."""
    if len(paths) == 1 and (not is_folder(paths[0]) or is_document(paths[0])):
        return read(paths[0])
    return read_together(paths)


def read_together(paths: Sequence[str], bytes_of: BytesOf = read_bytes) -> RawDocument:
    """One document of several files; of a folder, of all files in it. Raises `InputError`."""
    from ..model.raw import RawDocument
    from .bounds import bounded
    from .together import read_all

    parts = [part for path in paths for part in parts_of(path)]
    if len(parts) == 1:
        return read(parts[0], bytes_of=bytes_of)
    each = partial(read, bytes_of=bytes_of)
    return bounded(read_all(" + ".join(paths), parts, each, RawDocument("")))


def _reader(path: str, data: bytes) -> Reader:
    """The reader for a file: by its bytes where they say what it is, else by its ending.

    Each reader is imported when it is first needed: checking one JSON file never loads `csv`.
    """
    if path.endswith(".json") and not data.startswith(_BINARY):
        from .json.document import read_json

        return read_json
    from importlib import import_module

    from .formats import FORMATS

    kind = _kind(path, data)
    chosen = FORMATS[kind]
    try:
        reader: Reader = getattr(import_module(f".{chosen.module}", __name__), chosen.function)
    except ImportError as error:  # a reader that is useless without its library imports it first
        from .extras import missing

        raise InputError(missing(error, kind)) from None
    return reader


def _kind(path: str, data: bytes) -> str:
    from ..messages import office as wording
    from .archive import ENDING as ZIP
    from .files import is_lock
    from .formats import KINDS
    from .sniff import NO_DOCUMENTS, REFUSED, is_text, kind_of

    ending = suffix(path)
    kind = KINDS.get(ending, "")
    seen = kind_of(data)
    if seen == "locked":
        raise InputError(wording.encrypted())
    if is_lock(path):
        raise InputError(wording.lock())
    if seen in REFUSED:  # by its name, or by its kind, it may hold a budget
        unread = kind or seen not in NO_DOCUMENTS
        raise (InputError if unread else ForeignError)(wording.refused(seen))
    if seen == "html" and kind in ("csv", "text"):
        seen = ""
    if not seen and kind not in ("", "json", "csv", "html", "text"):
        # Programs export text under the name of a workbook.
        if kind not in ("xlsx", "xls", "ods") or not is_text(data):
            raise InputError(wording.misnamed(ending))
        kind = "json" if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{") else "csv"
    if ending == ZIP and not seen:
        raise InputError(wording.damaged("zip"))
    if not (seen or kind):
        raise InputError(wording.unknown_format(ending, KINDS))
    return seen or kind
