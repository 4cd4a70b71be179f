"""Cells as a reader finds them: by the name of their table, their row and their column, with their
place in the file."""

from __future__ import annotations

from decimal import Decimal

from .. import messages
from ..evaluate.figures import Figures
from ..messages import across
from ..model.amounts import BLANK
from ..model.document import Document, Rows, Table
from ..model.errors import NOTHING, Message
from ..model.layout import PREVIOUS
from ..model.place import NOWHERE
from ..model.values import NamedTuple
from ..plan.addends import ONE
from ..plan.relations import CellRef
from .finding import FindingCell


def cell_value(ref: CellRef, document: Document) -> Decimal:
    """The amount in a cell, in the document's base money; a blank where nothing is printed."""
    rows = document.sides[ref.side]
    if rows is None or ref.row < 0 or not ref.column:
        return BLANK
    return rows.value(ref.column, ref.row)


def told_cell(ref: CellRef, figures: Figures) -> FindingCell:
    """A cell of the document of these figures; each is looked up once, however many findings hold
    it."""
    told = figures.told
    if ref not in told:
        rows, table = _printed(ref, figures.document)
        names = told.get(table.id)
        if names is None:
            names = told[table.id] = _names_of(table)
        told[ref] = _cell(ref, rows, table, names, figures.document)
    found: FindingCell = told[ref]
    return found


def finding_cell(ref: CellRef, document: Document) -> FindingCell:
    """A cell with its address as published and its place in the file."""
    rows, table = _printed(ref, document)
    return _cell(ref, rows, table, _names_of(table), document)


def _printed(ref: CellRef, document: Document) -> tuple[Rows, Table]:
    """The side of a cell, and its table."""
    rows = document.sides[ref.side]
    if rows is None:
        raise LookupError(ref)
    return rows, document.tables[rows.structure.side.table]


class _Names(NamedTuple):
    """What a table is called: by its number or title, by both, and by its number if it prints one,
    else by its title."""

    name: Message
    heading: Message
    brief: Message


def _names_of(table: Table) -> _Names:
    name = messages.table_name(table.layout, table.number)
    heading, brief = messages.heading_of(name, table.raw), messages.brief_of(name, table.raw)
    return _owned(table, _Names(name, heading, brief))


def _owned(table: Table, names: _Names) -> _Names:
    """The names with whose table it is, if it is not the document's own."""
    if table.layout.id.startswith(PREVIOUS):
        names = _Names(*map(messages.last_year, names))
    if table.owner != NOTHING:
        names = _Names(*(across.of_owner(table.owner, one) for one in names))
    return names


def _cell(ref: CellRef, rows: Rows, table: Table, names: _Names, document: Document) -> FindingCell:
    _, column, at, _ = ref
    where = rows.where
    index = where.label if column == "" else where.texts.get(column)
    index = where.columns.get(column) if index is None else index
    is_there, is_printed = at >= 0, index is not None
    printed = max(where.label if index is None else index, 0)
    place = table.raw.locate(at, printed) if is_there else NOWHERE
    if place.section:
        names = _owned(table, _Names(*[messages.section_name(place.section)] * 3))
    row = rows.structure.name(at) if is_there else _called(ref.missing, document)
    label = _column_label(rows, column)
    english = _in_english(rows, ref, table)
    said = (Message(a, b) if b else a for a, b in zip((row, label), english, strict=True))
    return FindingCell(
        messages.address_of(names.name, *said),
        names.name,
        row,
        label,
        table.raw.rows[at][printed].strip() if is_there and is_printed else "",
        cell_value(ref, document) if is_there else BLANK,
        ONE,
        "place",
        place,
        is_there,
        table.raw.doubts.get((at, printed), NOTHING) if is_there else NOTHING,
        names.heading,
        names.brief,
        english,
    )


def _in_english(rows: Rows, ref: CellRef, table: Table) -> tuple[str, str]:
    """The row and the column of a claim in English; of a table nothing, since it prints them."""
    shape, book = rows.structure, table.layout.book
    if shape.side.rows != "claims" or book is None:
        return "", ""
    row = messages.claim_name(shape, ref.row, book).en if ref.row >= 0 else ""
    return row, messages.claim_column(ref.column).en if ref.column else ""


def _called(missing: str, document: Document) -> str:
    """A row that is missing as other tables call it: its code with its name there."""
    for rows in document.sides:
        if rows is not None and missing in rows.structure.by_code:
            return rows.structure.name(rows.structure.by_code[missing][0])
    return missing


def _column_label(rows: Rows, column: str) -> str:
    """The column's name, with the side's before it where a table has sides."""
    if rows.structure.side.rows == "claims":
        known = {**rows.structure.side.columns, **rows.structure.side.texts}
        return known[column].headers[0][-1] if column else ""
    side = rows.structure.side.name
    return f"{side} {column}" if side and column and column != side else column
