"""From the terms of an equation to the addends of a block; shared by the arithmetic kinds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from .. import wording
from ..amounts import BLANK
from ..layout import Side
from ..relations import ONE, Addend, Block, Bound, Skipped, Verdict
from ..rule import Rule
from ..scene import NotThereError, Scene
from ..selectors import Equation, Selector, Term

Rows = tuple[int, ...]


def as_list(value: object) -> list[str]:
    """A field that may be one text or a list of texts."""
    return [str(item) for item in value] if isinstance(value, list) else [str(value)]


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


def row_block(rule: Rule, equation: Equation, side: Side, rows: Rows, scene: Scene) -> Block:
    """One relation a row of `side`; bare names are its columns, other cells serve every row."""
    shape = scene.structure(side)
    gather = None if rows == tuple(range(shape.size)) else rows

    def addends(terms: Sequence[Term]) -> tuple[Addend, ...]:
        made: list[Addend] = []
        for term in _cells_only(terms):
            selector = _selector(term)
            if selector.table:
                made += scalar_addends(term, scene, len(rows))
            else:
                column = scene.column(side, selector.column)
                made.append(Addend(side.ordinal, column, _weight(term.weight), gather))
        return tuple(made)

    block = Block(
        rule,
        len(rows),
        equation.op,
        addends(equation.left),
        addends(equation.right),
        lambda i: shape.name(rows[i]),
        constant(equation, scene),
    )
    check_money(block, scene)
    return block


def scalar_block(rule: Rule, equation: Equation, scene: Scene) -> Block:
    """A single relation over named cells."""
    left = tuple(a for t in _cells_only(equation.left) for a in scalar_addends(t, scene, 1))
    right = tuple(a for t in _cells_only(equation.right) for a in scalar_addends(t, scene, 1))
    text = equation.text
    block = Block(rule, 1, equation.op, left, right, lambda _: text, constant(equation, scene))
    check_money(block, scene)
    return block


def scalar_addends(term: Term, scene: Scene, size: int) -> list[Addend]:
    """A named cell, or the sum of named cells, the same for every relation of the block."""
    selector = _selector(term)
    if term.call == "count":
        return []
    side = scene.side(selector)
    column = scene.column(side, selector.column)
    rows = (
        scene.rows(side, selector.row) if term.call == "sum" else (scene.row(side, selector.row),)
    )
    name = "/".join(selector.row.values)
    weight = _weight(term.weight)
    return [
        Addend(side.ordinal, column, weight, gather=(row,) * size, keys=(name,) * size)
        for row in rows
    ]


def constant(equation: Equation, scene: Scene) -> Decimal:
    """What the equation's numbers and counts add to its right side; `BLANK` if there are none."""
    total = BLANK
    for sign, terms in ((-1, equation.left), (1, equation.right)):
        for term in terms:
            if term.selector is None:
                total += sign * term.weight
            elif term.call == "count":
                side = scene.side(term.selector)
                total += sign * term.weight * len(scene.rows(side, term.selector.row))
    return total


def check_money(block: Block, scene: Scene) -> None:
    """Figures of two tables compare only if the money unit of each is known, or of none.

    Raises `NotThereError`.
    """
    tables = {
        structure.side.table
        for addend in (*block.left, *block.right)
        if (structure := scene.structures[addend.side]) is not None
    }
    units = {table: scene.money.get(table, "") for table in tables}
    if len(units) > 1 and any(units.values()):
        for table, unit in units.items():
            if not unit:
                raise NotThereError(wording.money_unknown(scene.layout(table)))


def _cells_only(terms: Sequence[Term]) -> list[Term]:
    return [term for term in terms if term.selector is not None and term.call != "count"]


def _selector(term: Term) -> Selector:
    if term.selector is None:
        raise TypeError("a constant has no cells")
    return term.selector


def _weight(weight: Decimal) -> Decimal:
    return ONE if weight == 1 else weight
