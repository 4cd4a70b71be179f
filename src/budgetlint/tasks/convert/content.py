"""What of a recognised document is written: its tables in order, also those that nothing knows."""

from __future__ import annotations

from collections.abc import Iterator

from ...model.document import Document
from ...model.raw import RawTable
from ...recognise.corrections import meanings_of


def tables_of(document: Document) -> Iterator[RawTable]:
    """All tables that were read. Those without a layout have their title for an id."""
    for table in document.tables.values():
        if table.layout.book is None:
            meanings = meanings_of(table.layout.vocabulary, table.raw)
            yield _indented(table.raw._replace(id=table.id, meanings=meanings))
    taken = {table.id for table in document.tables.values()}
    for raw in document.unrecognised:
        name = title = raw.id or raw.title.strip() or "?"
        number = 1
        while name in taken:
            number += 1
            name = f"{title} ({number})"
        taken.add(name)
        yield _squared(raw._replace(id=name))


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


def _squared(table: RawTable) -> RawTable:
    """A table without a known header: its columns are numbered, its rows of one length."""
    if table.columns:
        return table
    width = max(map(len, table.rows), default=0)
    rows = [[*row, *[""] * (width - len(row))] for row in table.rows]
    return table._replace(columns=tuple(map(str, range(1, width + 1))), rows=rows)
