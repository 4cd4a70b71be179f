"""Documents beside each other: one document with the tables of others, to compare them.

The tables of the others keep their figures and their places; their ids and the indices of their
sides are new, and each says whose it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

from ..model.document import Document, Rows, Table
from ..model.errors import Message


def prefix_of(number: int) -> str:
    """How the ids of tables begin that are of one of the other documents."""
    return f"@other.{number}."


def beside(document: Document, others: Iterable[tuple[Message, Document]]) -> Document:
    """The document with the tables and the claims of the others, each with whose it is."""
    tables = dict(document.tables)
    sides = list(document.sides)
    for number, (owner, other) in enumerate(others):
        for table in other.tables.values():
            if not table.layout.id.startswith("@"):
                moved = _moved(table, prefix_of(number) + table.id, owner, len(sides))
                tables[moved.id] = moved
                sides += moved.sides
    return document._replace(tables=tables, sides=sides, prose=None)


def _moved(table: Table, name: str, owner: Message, ordinal: int) -> Table:
    numbers = count(ordinal)
    rows: list[Rows] = []
    for own in table.sides:
        side = own.structure.side._replace(table=name, ordinal=next(numbers))
        rows.append(own._replace(structure=own.structure._replace(side=side)))
    sides = tuple(one.structure.side for one in rows)
    layout = table.layout._replace(id=name, sides=sides)
    return table._replace(layout=layout, sides=tuple(rows), owner=owner)
