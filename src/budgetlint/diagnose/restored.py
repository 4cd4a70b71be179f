"""Restored figures: what the sums leave for cells that a reading leaves without a figure.

A relation in which one cell is unknown says what stands there, and so is evidence for nothing. All
others that hold the cell then tell whether the reading is right.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from ..model.amounts import BLANK, is_blank
from ..model.document import Document
from ..model.values import NamedTuple
from ..plan.bind import BoundRule
from ..plan.relations import Block, Formulas
from .failing import Cell, Key

NOTHING_KNOWN: Mapping[Cell, Decimal] = {}


class Restored(NamedTuple):
    """A document in which cells that were unreadable say what sums leave for them (`figures`), the
    relation that `gave` each, and which of them stand in each equation (`over`)."""

    document: Document
    figures: Mapping[Cell, Decimal] = {}
    gave: Mapping[Key, Cell] = {}
    over: Mapping[Key, frozenset[Cell]] = {}


def restored(document: Document, rules: Iterable[BoundRule], sides: Iterable[int]) -> Restored:
    """What the equations of some rules leave for the unreadable cells of some sides."""
    lost = set(_unreadable(document, sides))
    if not lost:
        return Restored(document)
    equations = {key: (source, n) for key, source, n in _equations(rules, lost)}
    over = {
        key: frozenset(cell for cell, _ in _terms(*found) if cell in lost)
        for key, found in equations.items()
    }
    figures, gave = _solved(document, equations, over)
    return Restored(_with(document, figures), figures, gave, over)


def _unreadable(document: Document, sides: Iterable[int]) -> Iterator[Cell]:
    for ordinal in sides:
        rows = document.sides[ordinal]
        for name, column in rows.columns.items() if rows is not None else ():
            for row, value in enumerate(column or ()):
                if value.is_nan():
                    yield ordinal, name, row


def _equations(
    rules: Iterable[BoundRule], lost: set[Cell]
) -> Iterator[tuple[Key, Block | Formulas, int]]:
    """The equations that hold any of these cells and whose breach is an error."""
    columns = {cell[:2] for cell in lost}
    for bound in rules:
        for part in bound.parts if bound.rule.severity == "error" else ():
            if not isinstance(part, (Block, Formulas)) or part.op != "=":
                continue
            if isinstance(part, Block) and columns.isdisjoint(
                (addend.side, addend.column) for addend in (*part.left, *part.right)
            ):
                continue
            for number in range(part.size):
                if any(cell in lost for cell, _ in _terms(part, number)):
                    yield (id(part), number), part, number


def _terms(source: Block | Formulas, number: int) -> Iterator[tuple[Cell, Decimal]]:
    """The cells of an equation that are there; those of its right side have weights negated."""
    if isinstance(source, Formulas):
        _, left, right, _ = source.formulas[number]
        for sign, terms in ((1, left), (-1, right)):
            yield from (((r.side, r.column, r.row), sign * w) for w, r in terms if r.row >= 0)
        return
    for sign, addends in ((1, source.left), (-1, source.right)):
        for addend in addends:
            for row in addend.rows(number):
                if row >= 0:
                    yield (addend.side, addend.column, row), sign * addend.weight


def _solved(
    document: Document,
    equations: Mapping[Key, tuple[Block | Formulas, int]],
    over: Mapping[Key, frozenset[Cell]],
) -> tuple[dict[Cell, Decimal], dict[Key, Cell]]:
    """One cell after the other that is the only unknown one of an equation."""
    of: dict[Cell, list[Key]] = {}
    for key, cells in over.items():
        for cell in cells:
            of.setdefault(cell, []).append(key)
    figures: dict[Cell, Decimal] = {}
    gave: dict[Key, Cell] = {}
    waiting = deque(key for key, cells in over.items() if len(cells) == 1)
    while waiting:
        key = waiting.popleft()
        open_ = [cell for cell in over[key] if cell not in figures]
        if len(open_) != 1:
            continue
        figure = _left_for(open_[0], *equations[key], document, figures)
        if figure is not None:
            figures[open_[0]], gave[key] = figure, open_[0]
            waiting += of[open_[0]]
    return figures, gave


def _left_for(
    cell: Cell,
    source: Block | Formulas,
    number: int,
    document: Document,
    known: Mapping[Cell, Decimal],
) -> Decimal | None:
    """What an equation leaves for a cell; None if that cannot be told."""
    weight = sum(times for other, times in _terms(source, number) if other == cell)
    rest = left_over(document, source, number, known, but=cell)
    if abs(weight) != 1 or rest.is_nan():
        return None
    return -weight * rest if rest else BLANK


def left_over(
    document: Document,
    source: Block | Formulas,
    number: int,
    known: Mapping[Cell, Decimal] = NOTHING_KNOWN,
    but: Cell | None = None,
) -> Decimal:
    """By how much the left side of a relation is more than the right, `but` for one cell; what is
    `known` stands before what is printed."""
    total = BLANK
    for cell, times in _terms(source, number):
        value = known.get(cell)
        value = _printed(cell, document) if value is None else value
        if cell != but and not is_blank(value):
            total += times * value
    constant = source.constant(number)
    return total if constant is BLANK else total - constant


def _printed(cell: Cell, document: Document) -> Decimal:
    side, column, row = cell
    rows = document.sides[side]
    return BLANK if rows is None else rows.value(column, row)


def _with(document: Document, figures: Mapping[Cell, Decimal]) -> Document:
    """The same document with these figures in their cells."""
    of: dict[int, dict[str, list[tuple[int, Decimal]]]] = {}
    for (side, name, row), value in figures.items():
        of.setdefault(side, {}).setdefault(name, []).append((row, value))
    sides = list(document.sides)
    for side, columns in of.items():
        rows = sides[side]
        if rows is not None:
            new = {name: _filled(rows.columns[name] or [], own) for name, own in columns.items()}
            sides[side] = rows._replace(columns={**rows.columns, **new})
    return document._replace(sides=sides)


def _filled(column: Sequence[Decimal], figures: Iterable[tuple[int, Decimal]]) -> list[Decimal]:
    new = list(column)
    for row, value in figures:
        new[row] = value
    return new
