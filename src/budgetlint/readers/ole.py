"""OLE compound files, as old office programs write them: the names that stand in their root.

A Word file may hold a whole workbook, and a workbook a Word file, each in a folder of its own; so
only what stands in the root tells what a file is (MS-CFB, directory entries).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

MAX_SECTORS = 100_000
_ENTRY = 128
_NOTHING = 0xFFFFFFFA
"""Sector numbers from here on are marks."""
_NO_ENTRY = 0xFFFFFFFF


def root_names(data: bytes) -> list[str]:
    """The names of the streams and folders in the root; empty for a damaged file."""
    try:
        directory = b"".join(_sectors(data))
        return list(_children(directory, struct.unpack_from("<I", directory, 76)[0]))
    except (struct.error, ValueError):
        return []


def _sectors(data: bytes) -> Iterator[bytes]:
    """The sectors of the directory."""
    shift = struct.unpack_from("<H", data, 30)[0]
    if not 7 <= shift <= 16:
        raise ValueError(shift)
    size = 1 << shift
    table = list(_allocation(data, size))
    sector = struct.unpack_from("<I", data, 48)[0]
    for _ in range(min(len(table), MAX_SECTORS)):
        if sector >= _NOTHING:
            return
        yield data[(sector + 1) * size : (sector + 2) * size]
        sector = table[sector] if sector < len(table) else _NOTHING


def _allocation(data: bytes, size: int) -> Iterator[int]:
    """Which sector follows each; of huge files the first part of the table will do."""
    for sector in struct.unpack_from("<109I", data, 76):
        if sector < _NOTHING:
            content = data[(sector + 1) * size : (sector + 2) * size]
            yield from struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])


def _children(directory: bytes, first: int) -> Iterator[str]:
    """The names of an entry and of all its neighbours: they are a tree."""
    waiting, seen = [first], set[int]()
    while waiting:
        entry = waiting.pop()
        if entry == _NO_ENTRY or entry in seen or (entry + 1) * _ENTRY > len(directory):
            continue
        seen.add(entry)
        start = entry * _ENTRY
        length = struct.unpack_from("<H", directory, start + 64)[0]
        name = directory[start : start + max(min(length, 64) - 2, 0)]
        yield name.decode("utf-16-le", "replace")
        waiting += struct.unpack_from("<2I", directory, start + 68)
