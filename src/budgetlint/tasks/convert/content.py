"""What of a recognised document is written: its tables in order, also those that nothing knows."""

from __future__ import annotations

from collections.abc import Iterator

from ...model.document import Document, Table
from ...model.raw import Meanings, RawTable
from ...model.vocabulary import Vocabulary
from ...recognise.corrections import headings_of, meanings_of
from ...recognise.open_tables import opened

MAX_ROWS = 20_000
"""Rows of the largest table of which it is written what each row means."""


def tables_of(document: Document, vocabulary: Vocabulary | None = None) -> Iterator[RawTable]:
    """All tables that were read. Those without a layout have their title for an id, and are as they
    stand, or opened by a vocabulary for somebody to say what they mean."""
    for table in document.tables.values():
        if table.layout.book is None:
            raw = table.raw._replace(id=table.id, columns=table.raw.headers)
            yield _indented(raw._replace(meanings=_meanings(table)))
    taken = {table.id for table in document.tables.values()}
    for raw in document.unrecognised:
        name = title = raw.id or raw.title.strip() or "?"
        number = 1
        while name in taken:
            number += 1
            name = f"{title} ({number})"
        taken.add(name)
        yield opened(vocabulary, raw._replace(id=name)) if vocabulary else raw._replace(id=name)


def _meanings(table: Table) -> Meanings:
    """How a table was understood; of one with more rows than anybody looks through not each row, so
    that what is written can be read again."""
    if len(table.raw.rows) > MAX_ROWS:
        return headings_of(table)
    return meanings_of(table)


def _indented(table: RawTable) -> RawTable:
    """The table with its indents as blanks in front of the texts."""
    if not table.indents:
        return table
    rows = [list(row) for row in table.rows]
    for (r, c), count in table.indents.items():
        rows[r][c] = _blanks(count) + rows[r][c]
    return table._replace(rows=rows)


def _blanks(count: int) -> str:
    """Wide blanks, which no CSV reader takes away."""
    return "\u3000" * (count // 2) + " " * (count % 2)
