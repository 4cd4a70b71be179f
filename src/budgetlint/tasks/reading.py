"""Files to documents whose lines and tables are told apart: what every task begins with."""

from __future__ import annotations

from collections.abc import Sequence

from .. import readers
from ..model.errors import InputError
from ..model.raw import RawDocument
from ..readers.files import BytesOf, read_bytes


def read(path: str, data: bytes | None = None, bytes_of: BytesOf = read_bytes) -> RawDocument:
    """The document in a file or CSV folder; see `readers.read`. Raises `InputError`."""
    return _assembled(readers.read(path, data, bytes_of))


def read_one(paths: Sequence[str]) -> RawDocument:
    """The document that these paths are; see `readers.read_one`. Raises `InputError`."""
    return _assembled(readers.read_one(paths))


def read_together(paths: Sequence[str], bytes_of: BytesOf = read_bytes) -> RawDocument:
    """One document of several files; see `readers.read_together`. Raises `InputError`."""
    return _assembled(readers.read_together(paths, bytes_of))


def _assembled(raw: RawDocument) -> RawDocument:
    if not raw.flows:
        return raw
    from ..readers.bounds import bounded
    from ..recognise.flow import assembled

    try:
        return bounded(assembled(raw))
    except InputError as error:
        raise error.at(raw.path) from None
