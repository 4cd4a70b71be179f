"""Plain text and Markdown, as OCR and converters write them, to a raw document.

Tables are lines whose cells are parted by tabs or by upright strokes, or set below each other with
blanks; everything else is narrative. Markup (#, **, <b>) is taken off, page marks and blank lines
inside sentences are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...messages.catalogue import problem
from ...model.errors import InputError, Problem
from ...model.expressions import expression
from ...model.place import Place
from ...model.raw import Line, RawDocument, Sheet
from ...model.values import NamedTuple
from ...model.words import literal, pattern
from ..flowing import flowing
from .blanks import SpacedTable, aligned, extent
from .text import decode

MAX_LINES = 500_000

_MARKUP = expression(r"</?(?:b|p|i|u|strong|em|br)\s*/?>|\*\*")
_HEADING = expression(r"\s{0,3}(#{1,6})\s+")
_LISTED = expression(r"\s*[-*+]\s+(?=\S)")
_RULE = expression(r"[\s|:\t-]*-{2,}[\s|:\t-]*")
_BOXED = expression(r"\s*(?:[│┃║├┌└╔╠╚┏┣┗].*|\+[-=+]{3,}\s*)")
_STROKES = str.maketrans(
    dict.fromkeys("│┃║├┤┼┌┬┐└┴┘╔╦╗╠╬╣╚╩╝┏┳┓┣╋┫┗┻┛╞╪╡+", "|") | dict.fromkeys("─━═=", "-")
)
"""The lines of a table that is drawn with characters, as Markdown would write them."""
_PAGE_MARK = expression(literal("text.page-mark"))
_MARK_INSIDE = pattern("text.mark-inside")
_ENDS = expression(r"[。；：;:!！?？”]\s*$")
_LABEL = pattern("text.label")
_BEGINS = expression(literal("text.begins"))
MIN_LINE = 25
"""Characters of a line that may have been wrapped where a blank line stands behind it."""
NARROW = 12
"""Characters of the narrowest line that anybody wraps."""
AROUND = 6
"""Lines before and behind another whose width tells where lines are wrapped."""


class _Source(NamedTuple):
    """One line of the file: its text without markup, its number, how it is meant."""

    text: str
    number: int
    column: int
    heading: bool = False
    listed: bool = False


def read_text(path: str, data: bytes) -> RawDocument:
    """The document in the bytes of a text file. Raises `InputError` if it holds nothing."""
    lines = [*map(_with_strokes, decode(data).splitlines())]
    if len(lines) > MAX_LINES:
        raise InputError(_too_long(len(lines)))
    if not any(map(str.strip, lines)):
        raise InputError(_empty())
    return flowing(path, list(_blocks(path, lines)))


def _blocks(path: str, lines: Sequence[str]) -> Iterator[Line | Sheet]:
    index = tried = 0
    blank = True
    last = ""
    while index < len(lines):
        if index >= tried and (tried := max(extent(lines, index), index)) > index:
            table = aligned(lines, index, tried)
            tried = table.start if table and table.start > index else tried
            if table and table.start == index:
                yield _aligned_sheet(path, table)
                index, blank, last = table.end, True, ""
                continue
        delimiter = _delimiter(lines, index)
        if delimiter:
            end = index
            while end < len(lines) and delimiter in lines[end]:
                end += 1
            yield _sheet(path, lines, index, end, delimiter)
            index, blank, last = end, True, ""
            continue
        line = _source(lines[index], index + 1)
        index += 1
        if not line.text or _PAGE_MARK.fullmatch(line.text):
            blank = blank or not line.text
            continue
        wrapped = (
            not _ENDS.search(last)
            and len(last) >= (MIN_LINE if blank else _least(lines, index))
            and not (_BEGINS.match(line.text) or _LABEL.match(line.text))
        )
        starts = line.heading or line.listed or not wrapped
        place = Place(path, line=line.number, column=line.column)
        yield Line((line.text,), place, line.heading, starts)
        last = "" if line.heading or line.listed else line.text
        blank = False


def _with_strokes(line: str) -> str:
    return line.translate(_STROKES) if _BOXED.fullmatch(line) else line


def _aligned_sheet(path: str, table: SpacedTable) -> Sheet:
    """A table whose cells are set below each other with blanks."""

    def locate(row: int, column: int) -> Place:
        starts = table.starts[row] if row < len(table.starts) else ()
        at = starts[column] if column < len(starts) else -1
        return Place(path, line=table.numbers[row] + 1, column=max(at, 0) + 1)

    return Sheet(table.rows, locate, loose=True)


def _least(lines: Sequence[str], index: int) -> int:
    """The characters of a line that is filled, where the next one has that index: a line that ends
    well before those around it is a heading, or the end of a paragraph."""
    around = lines[max(index - AROUND, 0) : index + AROUND]
    widest = max(len(line.strip()) for line in around if not _delimiter([line], 0))
    return max(min(widest * 2 // 3, MAX_WIDTH), NARROW)


MAX_WIDTH = 30
"""Where lines are longer, they are filled with fewer than two thirds of the longest: paragraphs
that are not wrapped stand among them."""


def _delimiter(lines: Sequence[str], index: int) -> str:
    """What parts the cells of a line; empty where the line is no row of a table."""
    line = lines[index]
    if "\t" in line.strip("\n\r "):
        return "\t"
    if line.count("|") >= 2 or ("|" in line and _RULE.fullmatch(line)):
        return "|"
    return ""


def _source(line: str, number: int) -> _Source:
    text = _MARKUP.sub("", line)
    match = _HEADING.match(text)
    if match:
        words = text[match.end() :].strip()
        return _Source(words, number, match.end() + 1, heading=not _item(words))
    listed = _LISTED.match(text)
    text = text[listed.end() :] if listed else text
    words = _MARK_INSIDE.sub("", text.strip())
    column = line.find(words[:1]) + 1 if words else 0
    return _Source(words, number, column, listed=bool(listed))


def _item(words: str) -> bool:
    """Whether a heading is one inside of a section: （一） or 1."""
    return bool(re.match(r"[(（]|\d{1,2}[、.．](?!\d)", words))


def _sheet(path: str, lines: Sequence[str], start: int, end: int, delimiter: str) -> Sheet:
    """The rows of a table. A row of dashes under a header is passed over."""
    rows: list[list[str]] = []
    numbers: list[int] = []
    for number in range(start, end):
        if _RULE.fullmatch(lines[number]):
            continue
        line = lines[number].strip("\r\n ") if delimiter == "|" else lines[number].strip("\r\n")
        if delimiter == "|":
            line = line.removeprefix("|").removesuffix("|")
        rows.append([_MARKUP.sub("", cell).strip() for cell in line.split(delimiter)])
        numbers.append(number)

    def locate(row: int, column: int) -> Place:
        at, text = 0, lines[numbers[row]]
        if delimiter == "|" and text.lstrip().startswith("|"):
            at = text.index("|") + 1
        for _ in range(column):
            at = text.find(delimiter, at) + 1
            if not at:
                return Place(path, line=numbers[row] + 1)
        while at < len(text) and text[at] == " ":
            at += 1
        return Place(path, line=numbers[row] + 1, column=at + 1)

    return Sheet(rows, locate, loose=True)


def _empty() -> Problem:
    return problem("text.empty")


def _too_long(count: int) -> Problem:
    return problem("text.too-long", count=count, most=MAX_LINES)
