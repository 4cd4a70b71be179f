"""Markdown to a raw document: paragraphs, pipe tables, and tables in HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from ..errors import InputError
from ..raw import Grid, Location, RawDocument
from . import office_wording as wording
from .assemble import Block, assemble
from .extras import load
from .html import html_items
from .sections import Line
from .text import decode
from .workbook import a1

_PIPE = re.compile(r"(?<!\\)\|")
_MARKS = re.compile(r"\*\*|__|\\(?=[|*_\\`~#.()\[\]-])|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|`")
_BREAK = re.compile(r"<br\s*/?>", re.I)
_RULE = re.compile(r"[\s|:+-]+")


def read_markdown(path: str, data: bytes) -> RawDocument:
    """The document in a Markdown file. Raises `InputError` for one that cannot be read."""
    raw = assemble(path, _items(path, decode(data)))
    if not raw.grids and not raw.narrative:
        raise InputError(wording.no_text())
    return raw


def _items(path: str, text: str) -> Iterator[Line | Block]:
    parser = load("markdown_it", "markdown").MarkdownIt("commonmark").enable("table")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    tables, inside, mark, level = 0, 0, "", 0
    try:
        tokens = parser.parse("\n".join(lines))
    except RecursionError as error:
        raise InputError(wording.damaged(str(error))) from None
    for token in tokens:
        if token.type == "table_open":
            inside += 1
            tables += 1
            yield Block(_grid(path, tables, lines, *token.map))
        elif token.type == "table_close":
            inside -= 1
        elif token.type == "heading_open":
            level = int(token.tag[1:])
        elif token.type == "list_item_open":
            mark = f"{token.info}{token.markup}" if token.info else ""
        elif token.type == "html_block":
            for item in html_items(path, token.content, token.map[0], tables):
                tables += isinstance(item, Block)
                yield item
        elif token.type in ("fence", "code_block") or (token.type == "inline" and not inside):
            yield from _paragraph(path, token, mark, level)
            mark, level = "", 0


def _paragraph(path: str, token: Any, mark: str, level: int) -> Iterator[Line]:
    """A paragraph as one line; wrapped lines of Chinese are joined without a blank."""
    parts = [part.strip() for part in _BREAK.sub("\n", token.content).split("\n")]
    text = mark
    for part in parts:
        blank = text[-1:].isascii() and text[-1:].isalnum() and part[:1].isascii()
        text += f" {part}" if blank else part
    place = Location(path, line=token.map[0] + 1, column=1)
    if text.strip():
        yield Line(_MARKS.sub("", text), place, level)


def _grid(path: str, number: int, lines: Sequence[str], start: int, end: int) -> Grid:
    """The cells of a pipe table; split here, since Markdown drops cells beyond the header's."""
    rows: list[list[str]] = []
    places: list[tuple[int, list[int]]] = []
    for index in range(start, end):
        line = lines[index]
        if index == start + 1 and _RULE.fullmatch(line):
            continue
        bars = [match.start() for match in _PIPE.finditer(line)]
        if not line.lstrip().startswith("|"):
            bars.insert(0, -1)
        if not line.rstrip().endswith("|") or not bars[1:]:
            bars.append(len(line))
        cells = [line[a + 1 : b] for a, b in pairwise(bars)]
        rows.append([_MARKS.sub("", _BREAK.sub("\n", cell)).strip() for cell in cells])
        columns = [a + 2 + len(c) - len(c.lstrip()) for a, c in zip(bars, cells, strict=False)]
        places.append((index + 1, columns))

    def locate(row: int, column: int) -> Location:
        line, columns = places[row]
        at = columns[column] if column < len(columns) else 0
        return Location(path, line=line, column=at, sheet=f"#{number}", cell=a1(row, column))

    return Grid(f"#{number}", rows, locate)
