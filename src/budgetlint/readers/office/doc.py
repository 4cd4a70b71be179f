"""Old Word files (.doc, and .wps of WPS) to a raw document, by way of DOCX.

A library converts them; LibreOffice, where it is installed, takes what the library cannot read
(Word 2, 6 and 95) or reads with losses, and ODT files. Both run in processes of their own.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from importlib.util import find_spec

from ...messages import doc as wording
from ...model.errors import InputError, Problem
from ...model.raw import RawDocument
from ...model.values import NamedTuple
from ..extras import missing
from . import doc_child
from .docx import read_docx
from .outside import converted, libre_office, run

SECONDS = 120
"""Time for one converter; a hundred pages take two."""
_LOST = frozenset(
    (
        "GROUPED_MAIN_TEXTBOXES_DEFERRED", "INVALID_UTF16", "MAIN_TEXTBOX_TABLE_MALFORMED",
        "MALFORMED_TABLE_FLATTENED", "NUMBERING_TABLE_MALFORMED", "OLE_OBJECT_OMITTED",
        "TABLE_CELL_DEFINITION_MISMATCH", "TABLE_DEPTH_LIMITED", "TABLE_GRID_MISMATCH",
        "TABLE_MARKER_DEFERRED", "UNTERMINATED_FIELD",
    )
)  # fmt: skip
"""What the library says where text or cells are lost, or may stand elsewhere."""

_DAMAGED = ("InvalidCompoundFile", "StreamNotFound", "BinaryBoundsError")
"""The library's errors for files that are damaged or cut off, and not only of another kind."""


class _Converted(NamedTuple):
    """A DOCX file (empty where there is none), what was lost on the way, and why it failed."""

    docx: bytes = b""
    lost: Sequence[str] = ()
    reason: str = ""


def read_doc(path: str, data: bytes) -> RawDocument:
    """The document in an old Word file. Raises `InputError` for one that cannot be read."""
    office = libre_office()
    if find_spec("doc2docx") is None and not office:
        raise InputError(missing(ImportError(name="msdoc2docx"), "doc"))
    by_library = _in_folder(data, ".doc", _by_library)
    if by_library.docx and not by_library.lost:
        return read_docx(path, by_library.docx)
    if by_library.reason.startswith("EncryptedDocumentError"):
        raise InputError(wording.encrypted())
    by_office = _in_folder(data, ".doc", _by_office)
    if by_office.docx:
        raw = _noted(read_docx(path, by_office.docx), wording.by_libre_office(path))
        # LibreOffice saves what it can of a damaged file, and does not tell what was lost.
        damaged = by_library.reason.startswith(_DAMAGED)
        return _with_problem(raw, wording.saved(path, by_library.reason)) if damaged else raw
    if by_library.docx:
        raw = read_docx(path, by_library.docx)
        return _with_problem(raw, wording.lost(path, by_library.lost))
    raise InputError(wording.not_read(by_library.reason))


def read_odt(path: str, data: bytes) -> RawDocument:
    """The document in an ODT file, by LibreOffice. Raises `InputError` without it."""
    if not libre_office():
        raise InputError(wording.takes_libre_office("ODT"))
    by_office = _in_folder(data, ".odt", _by_office)
    if not by_office.docx:
        raise InputError(wording.not_read(""))
    return _noted(read_docx(path, by_office.docx), wording.by_libre_office(path))


def _with_problem(raw: RawDocument, problem: Problem) -> RawDocument:
    return raw._replace(problems=(*raw.problems, problem))


def _noted(raw: RawDocument, note: Problem) -> RawDocument:
    return raw._replace(notes=(*raw.notes, note))


def _in_folder(data: bytes, ending: str, convert: Callable[[str, str], _Converted]) -> _Converted:
    """Convert a file in a folder that is made for it, and goes with it."""
    with tempfile.TemporaryDirectory(prefix="budgetlint-", ignore_cleanup_errors=True) as folder:
        source = os.path.join(folder, "source" + ending)
        with open(source, "wb") as file:
            file.write(data)
        return convert(source, folder)


def _by_library(_source: str, folder: str) -> _Converted:
    if find_spec("doc2docx") is None:
        return _Converted(reason="msdoc2docx is not installed")
    run([sys.executable, "-c", doc_child.PROGRAM, json.dumps(sys.path)], folder, SECONDS)
    report = os.path.join(folder, doc_child.REPORT)
    if not os.path.isfile(report):
        return _Converted(reason=f"more than {SECONDS} s, or too much memory")
    with open(report, encoding="utf-8") as file:
        told = json.load(file)
    if "error" in told:
        return _Converted(reason=": ".join(told["error"]))
    lost = sorted(_LOST.intersection(told["codes"]))
    return _Converted(_content(os.path.join(folder, doc_child.RESULT)), lost)


def _by_office(source: str, folder: str) -> _Converted:
    program = libre_office()
    result = converted(program, source, "docx", folder, SECONDS) if program else ""
    return _Converted(_content(result) if result else b"")


def _content(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()
