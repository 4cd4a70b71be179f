"""Columns that nobody understood: a sum that holds with a figure of one of them is no misprint.

A header may be blank, or hold words that nobody here knows. Its figures are named as not checked,
but those of another column may have been taken for them. So an equation that fails is a question,
and no error, if it holds to the last place with the figure that such a column has in a row of it:
in place of one that it has there, where the two columns say different things (else a misprint
would be one), or besides those. It stays an error where the same equation holds as printed in
another row in which the two differ: there, and so here, the right column was read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from typing import TypeAlias

from .. import messages
from ..evaluate.figures import Figures
from ..evaluate.outcomes import Deviation, RuleOutcome
from ..model.amounts import AmountError, is_amount, parse
from ..model.document import Document, Rows, Table
from ..model.errors import Message
from ..model.names import norm
from ..model.values import NamedTuple
from ..model.verdict import Verdict
from ..plan.relations import CellRef
from ..recognise.readings import column_reading, roles_of
from ..recognise.segments import ASIDE_ROLES
from .failing import Key, cells_in, key_of
from .hypothesis import Hypothesis

MAX_CELLS = 60
"""Cells of an equation above which it is not asked what else it may be about."""
MAX_COLUMNS = 8
"""Columns of a table that are not understood, above which nothing can be said of any."""
MAX_ALIKE = 2000
"""Relations of a rule that are looked at for what speaks against a reading."""
_NOT_HELD = (Verdict.BROKEN, Verdict.NOT_CHECKED)


class ColumnReading(NamedTuple):
    """Relations of a rule (by its place in the plan) that hold with the figures of a column that
    was not understood; its header, and the name of the first row."""

    rule: int
    founds: tuple[Deviation, ...]
    header: str
    row: str

    def said(self, _: Document) -> Message:
        """What would have to be otherwise, in words."""
        return messages.column_holds(self.header, self.row)


UnreadColumn: TypeAlias = Hypothesis[ColumnReading, Key]
Unread: TypeAlias = Mapping[int, Sequence["Strange"]]
"""The columns that were not understood, by the sides of their tables."""


class Strange(NamedTuple):
    """A column that was not understood: its header, and its figures row by row, in the money of
    the document; None where there is none."""

    header: str
    values: Sequence[Decimal | None]

    def value(self, row: int) -> Decimal | None:
        """Its figure in a row, if there is one."""
        return self.values[row] if row < len(self.values) else None


def unread_columns(outcomes: Sequence[RuleOutcome], figures: Figures) -> Iterator[UnreadColumn]:
    """The equations that hold with a figure of a column that nobody understood."""
    unread = _unread(figures.document)
    for at, outcome in enumerate(outcomes if unread else ()):
        told: dict[str, list[tuple[Deviation, CellRef]]] = {}
        for found in outcome.deviations if not outcome.rule.open else ():
            if found.verdict is not Verdict.BROKEN or found.source.op != "=":
                continue
            held = _alike(found, outcome.deviations)
            read = (r for r in _otherwise(found, unread, figures) if not _speaks(*r, held, figures))
            for strange, ref in islice(read, 1):
                told.setdefault(strange.header, []).append((found, ref))
        for header, some in told.items():
            founds = tuple(found for found, _ in some)
            name = _row_name(some[0][1], figures.document)
            reading = ColumnReading(at, founds, header, name)
            yield Hypothesis(reading, tuple(map(key_of, founds)))


def _unread(document: Document) -> Unread:
    return {
        rows.structure.side.ordinal: strange
        for table in document.tables.values()
        if (strange := tuple(islice(_strange(table), MAX_COLUMNS + 1)))
        and len(strange) <= MAX_COLUMNS
        for rows in table.sides
    }


def _strange(table: Table) -> Iterator[Strange]:
    """The columns with figures that no side of a table has."""
    taken = {at for rows in table.sides for at in _places(rows)}
    for index, texts in enumerate(table.texts):
        if index in taken or not any(map(_is_figure, texts)) or _is_aside(table, index):
            continue
        header = table.raw.columns[index] if index < len(table.raw.columns) else ""
        scale = table.scale_of(index)
        yield Strange(header, [_value(text, scale) for text in texts])


def _is_aside(table: Table, index: int) -> bool:
    """Whether a column numbers the rows, or says something about them."""
    reading = column_reading(table.layout.vocabulary, table.raw, index, alone=True)
    return bool(roles_of(reading.coordinates) & ASIDE_ROLES)


def _places(rows: Rows) -> Iterator[int]:
    where = rows.where
    yield from (*where.code, where.label, where.project, *where.group)
    yield from (*where.columns.values(), *where.texts.values())


def _is_figure(text: str) -> bool:
    """Whether a text is a figure, and no code or number of a row."""
    return is_amount(folded := norm(text)) and ("." in folded or "," in folded)


def _value(text: str, scale: int) -> Decimal | None:
    try:
        return parse(norm(text)).scaleb(scale) if is_amount(norm(text)) else None
    except AmountError:
        return None


def _otherwise(
    found: Deviation, unread: Unread, figures: Figures
) -> Iterator[tuple[Strange, CellRef]]:
    """The columns with which an equation holds, each with a cell of it in the row of its figure."""
    relation = found.relation
    cells = [*relation.left, *((-weight, ref) for weight, ref in relation.right)]
    for weight, ref in cells if len(cells) <= MAX_CELLS else ():
        for strange in unread.get(ref.side, ()) if ref.row >= 0 else ():
            value = strange.value(ref.row)
            if not value:
                continue
            instead = weight * (value - figures.value(ref))
            besides = [w * value for w in (weight, -weight)]
            if any(abs(found.residual + more) <= found.slack for more in besides) or (
                abs(found.residual + instead) <= found.slack and _differ(strange, ref, figures)
            ):
                yield strange, ref


def _alike(found: Deviation, deviations: Sequence[Deviation]) -> Sequence[Sequence[CellRef]]:
    """The cells of relations between the same columns that hold as printed."""
    source = found.source
    fails = {d.number for d in deviations if d.source is source and d.verdict in _NOT_HELD}
    own = {cell[:2] for cell in cells_in(source, found.number)}
    every = (cells_in(source, n) for n in range(min(source.size, MAX_ALIKE)) if n not in fails)
    refs = ([CellRef(*cell) for cell in cells] for cells in every)
    return [cells for cells in refs if {cell[:2] for cell in cells} == own]


def _speaks(
    strange: Strange, ref: CellRef, held: Iterable[Sequence[CellRef]], figures: Figures
) -> bool:
    """Whether the column of a cell was read rightly: in a row in which the one that was not
    understood has another figure a relation holds as it is."""
    column = (cell for cells in held for cell in cells if cell[:2] == ref[:2])
    known = ((strange.value(cell.row), figures.value(cell)) for cell in column)
    return any(other and own and other != own for other, own in known)


def _differ(strange: Strange, ref: CellRef, figures: Figures) -> bool:
    """Whether a column says something else than that of a cell in most of their rows."""
    pairs = [
        (value or 0, figures.value(ref._replace(row=row)))
        for row, value in enumerate(strange.values)
    ]
    told = [one == other for one, other in pairs if one or other]
    return 2 * sum(told) < len(told)


def _row_name(ref: CellRef, document: Document) -> str:
    rows = document.sides[ref.side]
    return rows.structure.name(ref.row) if rows is not None else ""
