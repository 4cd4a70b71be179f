"""CSV text to rows of cells, with the line on which each row begins.

The delimiter is the one under which most lines agree on their number of cells: titles and notes
have none, and the commas of "14,751.61" disagree from line to line.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from contextlib import suppress
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from ...messages.catalogue import problem, say
from ...messages.input import beyond
from ...model import limits
from ...model.errors import InputError, Problem
from ...model.expressions import expression
from ...model.place import Place
from ...model.raw import indent_of
from ...model.values import NamedTuple
from .cells import from_cell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# In the order of trust: amounts hold commas and sentences hold semicolons; neither holds a tab.
_DELIMITERS = "\t|;,^~"
_DECLARED = expression(r'"?sep=([^"\s\w]|\t)"?[\r\n]*')
"""The first line by which Excel is told the delimiter."""
_SAMPLE_ROWS = 200
_QUOTED = expression(r'"[^"]*+(?:""[^"]*+)*+"?')
_BLANKS = expression(r"\s*")

_reader = partial(csv.reader, skipinitialspace=True, strict=True)


class CsvCells(NamedTuple):
    """The cells of a CSV file. Row r spans lines[starts[r]] up to lines[starts[r + 1]]."""

    rows: Sequence[Sequence[str]]
    lines: Sequence[str]
    starts: Sequence[int]
    delimiter: str
    indents: Mapping[tuple[int, int], int] = {}

    def place(self, row: int, column: int) -> tuple[int, int]:
        """The line and column at which a cell's text begins; column 0 if the row is shorter."""
        start = self.starts[row]
        record = "".join(self.lines[start : self.starts[row + 1]])
        spans = _spans(record, self.delimiter)
        if column >= len(spans):
            return start + 1, 0
        return _line_column(record, _first_letter(record, *spans[column]), start)


def parse(text: str, delimiter: str = "") -> CsvCells:
    """The cells of a CSV text, stripped of blanks around. Raises `InputError`."""
    cells = max(map(text.count, delimiter or _DELIMITERS))
    if cells > limits.CELLS:
        raise InputError(beyond("cells", cells, limits.CELLS))
    lines = _lines(text)
    declared = _DECLARED.fullmatch(lines[0]) if lines else None
    delimiter = delimiter or (declared[1] if declared else sniff(lines))
    reader = _reader(lines, delimiter=delimiter)
    rows: list[list[str]] = []
    indents: dict[tuple[int, int], int] = {}
    starts = [0]
    try:
        for row in reader:
            for column, cell in enumerate(row):
                if cell[:1].isspace() and cell.strip():
                    indents[len(rows), column] = indent_of(cell)
            rows.append(
                [from_cell(c.strip()) for c in row] if starts != [0] or not declared else []
            )
            starts.append(reader.line_num)
    except csv.Error as error:
        record = "".join(lines[starts[-1] : reader.line_num])
        raise InputError(_syntax(str(error), record, delimiter, starts[-1])) from None
    return CsvCells(rows, lines, starts, delimiter, indents)


def _lines(text: str) -> list[str]:
    """The lines with their ends. CR CR LF is one end: text written twice through a translation of
    line ends has it, and each line would be followed by an empty one."""
    # Not str.splitlines, which also splits at form feeds and at U+2028.
    lines = list(io.StringIO(text, newline=""))
    if "\r\r\n" not in text:
        return lines
    joined: list[str] = []
    for line in lines:
        if line == "\r\n" and joined and joined[-1].endswith("\r"):
            joined[-1] += line
        else:
            joined.append(line)
    return joined


def sniff(lines: Sequence[str]) -> str:
    """The delimiter under which the most rows have the same number of cells, two at least."""
    agreement = {delimiter: _agreement(lines, delimiter) for delimiter in _DELIMITERS}
    return max(agreement, key=agreement.__getitem__) if any(agreement.values()) else ","


def _agreement(lines: Sequence[str], delimiter: str) -> int:
    """How many of the first rows have the most frequent number of cells."""
    widths: Counter[int] = Counter()
    # The rows before an error speak for themselves.
    with suppress(csv.Error):
        widths.update(map(len, islice(_reader(lines, delimiter=delimiter), _SAMPLE_ROWS)))
    return max((count for width, count in widths.items() if width > 1), default=0)


def _spans(record: str, delimiter: str) -> list[tuple[int, int]]:
    """Where each cell of a record begins and ends, quotes included and blanks in front not."""
    spans: list[tuple[int, int]] = []
    at = 0
    while True:
        while record.startswith(" ", at):
            at += 1
        quoted = _QUOTED.match(record, at)
        after = quoted.end() if quoted else at
        end = record.find(delimiter, after)
        spans.append((at, after if quoted else len(record) if end < 0 else end))
        if end < 0:
            return spans
        at = end + 1


def _first_letter(record: str, start: int, end: int) -> int:
    """Where the text of a cell begins: behind its quote, blanks and what makes it harmless."""
    start += record.startswith('"', start)
    match = _BLANKS.match(record, start, end)
    first = match.end() if match else start
    first += from_cell(record[first:end]) != record[first:end]
    return first if first < end and record[first] != '"' else start


def _line_column(record: str, offset: int, line: int) -> tuple[int, int]:
    """The line and column of an offset in a record that begins on line `line` (from 0)."""
    before = list(io.StringIO(record[:offset], newline="")) or [""]
    if before[-1].endswith(("\n", "\r")):
        return line + len(before) + 1, 1
    return line + len(before), len(before[-1]) + 1


def _broken(record: str, delimiter: str) -> int:
    """The opening quote of the first cell that is not closed, or goes on behind its quotes."""
    for start, end in _spans(record, delimiter):
        if record.startswith('"', start):
            closed = record.count('"', start, end) % 2 == 0
            if not closed or record[end : end + 1] not in (delimiter, "\n", "\r", ""):
                return start
    return 0


def _syntax(error: str, record: str, delimiter: str, line: int) -> Problem:
    row, column = _line_column(record, _broken(record, delimiter), line)
    found = say("text.after-quote")
    if error.startswith("unexpected end"):
        found = say("text.never-closed")
    elif error.startswith("field larger"):
        found = say("text.long-cell", limit=csv.field_size_limit())
    return problem("text.syntax", Place(line=row, column=column), found=found)
