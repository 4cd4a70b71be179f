"""From the terms of an equation to the addends of a block; shared by the arithmetic kinds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from ... import messages
from ...model.amounts import BLANK
from ...model.layout import Side
from ...model.rule import Rule
from ...model.verdict import Verdict
from ...packs.selectors import Equation, Op, Selector, Term
from ..addends import ONE, Addend, Gather
from ..printed_tables import NotThereError, PrintedTables
from ..relations import Block, Bound, CellRef, Formula, Formulas, RowKeys, Skipped

Rows = tuple[int, ...]


def guarded(
    rule: Rule, makers: Iterable[Callable[[], Bound | list[Block] | list[Bound]]]
) -> list[Bound]:
    """Call each maker; what a document does not print becomes a `Skipped` with the reason."""
    bound: list[Bound] = []
    for make in makers:
        try:
            made = make()
        except NotThereError as absent:
            bound.append(Skipped(rule, Verdict.NOT_CHECKED, absent.reason))
        else:
            bound += made if isinstance(made, list) else [made]
    return bound


def row_block(
    rule: Rule, equation: Equation, side: Side, rows: Rows, tables: PrintedTables
) -> Block:
    """One relation a row of `side`; bare names are its columns, other cells serve every row."""
    shape = tables.skeleton(side)
    gather = None if rows == tuple(range(shape.size)) else Gather(rows)

    def addends(terms: Sequence[Term]) -> tuple[Addend, ...]:
        made: list[Addend] = []
        for term in _cells_only(terms):
            selector = _selector(term)
            if selector.table:
                made += same_for_all(term, tables, len(rows))
            else:
                column = tables.column(side, selector.column)
                made.append(Addend(side.ordinal, column, unit_weight(term), gather))
        return tuple(made)

    block = Block(
        rule,
        len(rows),
        equation.op,
        addends(equation.left),
        addends(equation.right),
        RowKeys(side.ordinal, rows),
        constant(equation, tables),
    )
    check_money({addend.side for addend in (*block.left, *block.right)}, tables)
    return block


def formulas(rule: Rule, equations: Sequence[Equation], tables: PrintedTables) -> list[Bound]:
    """One relation an equation, over named cells; what is not printed is left out with a reason."""
    bound: list[Bound] = []
    made: dict[Op, list[Formula]] = {}
    for equation in equations:
        try:
            made.setdefault(equation.op, []).append(_formula(equation, tables))
        except NotThereError as absent:
            bound.append(Skipped(rule, Verdict.NOT_CHECKED, absent.reason))
    bound += [Formulas(rule, op, tuple(found)) for op, found in made.items() if found]
    return bound


def _formula(equation: Equation, tables: PrintedTables) -> Formula:
    """Raises `NotThereError`."""
    left, right = _cells(equation.left, tables), _cells(equation.right, tables)
    check_money({ref.side for _, ref in left + right}, tables)
    return Formula(equation.text, left, right, constant(equation, tables))


def formula(rule: Rule, equation: Equation, tables: PrintedTables) -> Formulas:
    """A single equation. Raises `NotThereError`."""
    return Formulas(rule, equation.op, (_formula(equation, tables),))


def _cells(terms: Sequence[Term], tables: PrintedTables) -> tuple[tuple[Decimal, CellRef], ...]:
    return tuple(
        (term.weight, ref) for term in _cells_only(terms) for ref in named_cells(term, tables)
    )


def named_cells(term: Term, tables: PrintedTables) -> list[CellRef]:
    """The cell that a term names, or those that it sums. Raises `NotThereError`."""
    selector = _selector(term)
    side = tables.side(selector)
    column = tables.column(side, selector.column)
    if term.call == "sum":
        rows = tables.every(side, selector.row)
        if not rows and side.rows == "claims" and not selector.row.among:
            raise NotThereError(messages.row_missing(tables.layout(side.table), selector.row.level))
        return [CellRef(side.ordinal, column, row) for row in rows]
    row = tables.row(side, selector.row)
    missing = "/".join(selector.row.values) if row < 0 else ""
    return [CellRef(side.ordinal, column, row, missing)]


def same_for_all(term: Term, tables: PrintedTables, size: int) -> list[Addend]:
    """Named cells as addends of a block: the same for every relation."""
    return [
        Addend(
            ref.side,
            ref.column,
            unit_weight(term),
            gather=Gather((ref.row,) * size),
            keys=(ref.missing,) * size,
        )
        for ref in named_cells(term, tables)
    ]


def constant(equation: Equation, tables: PrintedTables) -> Decimal:
    """What the equation's numbers and counts add to its right side; `BLANK` if there are none."""
    total = BLANK
    for sign, terms in ((-1, equation.left), (1, equation.right)):
        for term in terms:
            if term.selector is None:
                value = tables.constant(term.call[1:]) if term.call else 1
                total += sign * term.weight * value
            elif term.call == "count":
                side = tables.side(term.selector)
                total += sign * term.weight * len(tables.every(side, term.selector.row))
    return total


def check_money(sides: Iterable[int], tables: PrintedTables) -> None:
    """Figures of two tables compare only if the money unit of each is known, or of none.

    Raises `NotThereError`.
    """
    ids = {index.side.table for side in sides if (index := tables.at(side))}
    units = {table: tables.money.get(table, "") for table in ids}
    if len(units) > 1 and any(units.values()):
        for table, unit in units.items():
            if not unit:
                raise NotThereError(messages.money_unknown(tables.layout(table)))


def _cells_only(terms: Sequence[Term]) -> list[Term]:
    return [term for term in terms if term.selector is not None and term.call != "count"]


def _selector(term: Term) -> Selector:
    if term.selector is None:
        raise TypeError("a constant has no cells")
    return term.selector


def unit_weight(term: Term) -> Decimal:
    """The term's weight; the one `ONE` where it is 1, so that it can be told at a glance."""
    return ONE if term.weight == 1 else term.weight
