"""The names of the entries of a zip file, which old programs write in the local encoding."""

from __future__ import annotations

import zipfile

_UNICODE = 0x800


def entry_name(info: zipfile.ZipInfo) -> str:
    """The name of an entry, with "/" between its folders.

    Where the entry does not say that its name is Unicode, `zipfile` takes it for code page 437;
    Chinese programs write GBK there, and some UTF-8 without saying so.
    """
    name = info.filename
    if not info.flag_bits & _UNICODE and not name.isascii():
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
