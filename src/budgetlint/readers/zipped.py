"""Zip files: the names of their entries, and the entries themselves, as programs write them."""

from __future__ import annotations

import zipfile
from typing import IO

UNICODE = 0x800
LOCKED = 0x1
ERRORS = (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, ValueError)
"""What `zipfile` raises for files that are damaged, or of a kind that it does not know."""


def entry_name(info: zipfile.ZipInfo) -> str:
    """The name of an entry, with "/" between its folders.

    Where the entry does not say that its name is Unicode, `zipfile` takes it for code page 437;
    Chinese programs write GBK there, and some UTF-8 without saying so.
    """
    name = info.filename
    if not info.flag_bits & UNICODE and not name.isascii():
        name = _decoded(name)
    return name.replace("\\", "/")


def _decoded(name: str) -> str:
    try:
        written = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    for encoding in ("utf-8", "gb18030"):
        try:
            return written.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name


def opened(package: zipfile.ZipFile, info: zipfile.ZipInfo) -> IO[bytes]:
    """An entry as a file. Raises one of `ERRORS`.

    Only what office programs write is unpacked: other methods unpack to any size in one step.
    """
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise NotImplementedError(f"compression method {info.compress_type}")
    return package.open(info)
