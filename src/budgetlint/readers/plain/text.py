"""Bytes to text: UTF-8, UTF-16 with a byte order mark, or GB18030, and never a guess beyond.

Text that fits none of them is refused with the place of the first bad byte: a wrong guess would
turn labels into nonsense, and the tables would seem not to be there.
"""

from __future__ import annotations

import codecs

from ...messages import input as wording
from ...model import limits
from ...model.errors import InputError, Problem

_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

# What offices send by mistake under the name of a text file.
_SIGNATURES = {b"PK\x03\x04": "workbook", b"\xd0\xcf\x11\xe0": "workbook", b"%PDF": "pdf"}


def decode(data: bytes, encoding: str = "") -> str:
    """The text of a file, without byte order mark; `encoding` if the file's is declared.

    Raises `InputError` for bytes that are no such text, for NULs, and for a file without text.
    """
    if data[:4] in _SIGNATURES:
        raise InputError(wording.not_text(_SIGNATURES[data[:4]]))
    if len(data) > limits.TEXT_BYTES:
        raise InputError(wording.beyond("bytes", len(data), limits.TEXT_BYTES))
    lines = data.count(b"\n")
    if lines > limits.TEXT_LINES:
        raise InputError(wording.beyond("lines", lines, limits.TEXT_LINES))
    text = _declared(data, encoding) if encoding else _detected(data)
    # Looking through bytes is many times faster; UTF-16 has NUL bytes but no NUL characters.
    if b"\0" in data and "\0" in text:
        raise InputError(_after(text[: text.index("\0")], wording.nul()))
    if not text or text.isspace():
        raise InputError(wording.empty())
    return text


def _detected(data: bytes) -> str:
    if data.startswith(_UTF16_MARKS):
        return _strict(data, "utf-16")
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        return _chinese(data, error)


def _declared(data: bytes, encoding: str) -> str:
    try:
        return _strict(data, encoding).removeprefix("\ufeff")
    except (LookupError, UnicodeError):
        raise InputError(wording.unknown_encoding(encoding)) from None


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(_undecodable(data, error)) from None


def _chinese(data: bytes, error: UnicodeDecodeError) -> str:
    """GB18030, unless the file is UTF-8 with a few bytes broken, which GB18030 would garble."""
    if _mostly_utf8(data):
        raise InputError(_undecodable(data, error))
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError as other:
        furthest = max(error, other, key=lambda e: e.start)
        raise InputError(_undecodable(data, furthest)) from None


def _mostly_utf8(data: bytes) -> bool:
    """GB18030 text read as UTF-8 is nearly all errors; damaged UTF-8 is nearly all characters."""
    text = data.decode(errors="replace")
    bad = text.count("\ufffd")
    good = sum(char > "\x7f" for char in text) - bad
    return good >= 3 * bad


def _undecodable(data: bytes, error: UnicodeDecodeError) -> Problem:
    before = data[: error.start].decode(error.encoding, "ignore").removeprefix("\ufeff")
    return _after(before, wording.undecodable(error.start + 1, data[error.start]))


def _after(before: str, problem: Problem) -> Problem:
    """`problem` at the place after the text `before`."""
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return problem.at(line, column)


def decoded(data: bytes) -> str:
    """The text of a file, byte order mark and line ends included, for editing it."""
    return data.decode(_codec(data))


def encoded(text: str, like: bytes) -> bytes:
    """A text in the encoding of another file."""
    return text.encode(_codec(like))


def _codec(data: bytes) -> str:
    """The codec that gives every byte back: marks stay in the text."""
    if data.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    if data.startswith(codecs.BOM_UTF16_BE):
        return "utf-16-be"
    try:
        data.decode()
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"
