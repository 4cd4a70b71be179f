"""Conditions: what a rule may ask before it applies, and what a `when` rule asserts.

empty(government-fund)                       no figure other than zero in these cells
states(government-fund.notes, 空表|无数据)     the notes contain one of these words
present(carry-over)                          the document prints the table
prints(indicators, 佐证资料)                   the table prints the column
said(无下属单位)                              the narrative claims it (group, or group/subject)
detailed(revenue, 项)                         every code goes down to this level
expenditure[总计].基本支出 = general-budget[总计].基本支出
not A        A and B
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial

from ... import messages
from ...model.amounts import is_blank
from ...model.expressions import expression
from ...model.layout import Side
from ...model.names import norm
from ...model.rule import Rule
from ...model.values import NamedTuple
from ...model.verdict import Verdict
from ...packs.selectors import RowSelector, Selector
from ..declared import Declared, RuleFaultError
from ..printed_tables import NotThereError, PrintedTables
from ..relations import Assertion, CellRef, Condition, Formulas, Live, Settled
from ..wording import Wording
from .terms import formula

_CALL = expression(r"(empty|states|present|prints|detailed|said)\((.*)\)", re.S)

Atom = Callable[[PrintedTables], Formulas | Live | Settled]


def compile_condition(
    rule: Rule, text: str, declared: Declared
) -> Callable[[PrintedTables], Condition]:
    """Raises `RuleFaultError`; binding raises `NotThereError`."""
    parts = [part.strip() for part in re.split(r"\band\b", text)]
    negated = [part.startswith("not ") for part in parts]
    atoms = [_atom(rule, part.removeprefix("not "), declared) for part in parts]
    return lambda tables: Condition(
        text, tuple((no, atom(tables)) for no, atom in zip(negated, atoms, strict=True))
    )


def _atom(rule: Rule, text: str, declared: Declared) -> Atom:
    match = _CALL.fullmatch(text.strip())
    if match is None:
        equation = declared.equation(text)
        return lambda tables: formula(rule, equation, tables)
    call, inside = match.groups()
    first, _, second = (part.strip() for part in inside.partition(","))
    if (call in ("states", "prints", "detailed")) != bool(second):
        raise RuleFaultError(*messages.condition_syntax(text), text)
    selector = declared.selector(f"claims[{first}]" if call == "said" else first)
    if call == "detailed" and second not in declared.side(selector).levels:
        raise RuleFaultError(*messages.no_level(declared.side(selector), second), text)
    return partial(_ATOMS[call], rule, selector, second)


class IsEmpty(NamedTuple):
    """That nothing but zeros is printed in some columns and rows of sides; all columns where none
    is named."""

    text: str
    column: str
    cells: tuple[tuple[int, tuple[int, ...]], ...]

    def assertions(self, wording: Wording) -> Sequence[Assertion]:
        """Zeros count as nothing here: a table of 0.00 is as empty as a blank one."""
        sides = wording.document.sides
        cells = tuple(
            CellRef(side, name, row)
            for side, chosen in self.cells
            if (rows := sides[side]) is not None
            for name, column in rows.columns.items()
            if column is not None and self.column in ("", name)
            for row in chosen
            if not is_blank(column[row]) and column[row]
        )
        verdict = Verdict.BROKEN if cells else Verdict.EXACT
        return [Assertion(self.text, verdict, cells, *messages.not_empty(len(cells)))]


def _empty(rule: Rule, selector: Selector, _: str, tables: PrintedTables) -> Live:
    chosen = tuple(
        (side.ordinal, tuple(_chosen(selector, side, tables))) for side in _sides(selector, tables)
    )
    return Live(rule, IsEmpty(selector.text, selector.column, chosen), words=False)


def _sides(selector: Selector, tables: PrintedTables) -> Sequence[Side]:
    """The side meant, or all sides of the table. Raises `NotThereError` if none is printed."""
    layout = tables.layout(selector.table)
    sides = [tables.side(selector)] if selector.side else list(layout.sides)
    for side in sides:
        tables.lookup(side)
    return sides


def _chosen(selector: Selector, side: Side, tables: PrintedTables) -> Sequence[int]:
    if selector.row.kind == "none":
        return range(tables.skeleton(side).size)
    return tables.rows(side, selector.row)


class States(NamedTuple):
    """That the notes of a table contain one of some words."""

    text: str
    table: str
    words: str

    def assertions(self, wording: Wording) -> Sequence[Assertion]:
        """One assertion."""
        notes = wording.document.tables[self.table].raw.notes
        wanted = norm(self.words).split("|")
        holds = any(word in norm(note) for note in notes for word in wanted)
        verdict = Verdict.EXACT if holds else Verdict.BROKEN
        texts = messages.not_stated(self.words.partition("|")[0])
        return [Assertion(self.text, verdict, (), *texts)]


def _states(rule: Rule, selector: Selector, words: str, tables: PrintedTables) -> Live:
    tables.lookup(tables.layout(selector.table).sides[0])
    return Live(rule, States(selector.text, selector.table, words), words=False)


def _present(rule: Rule, selector: Selector, _: str, tables: PrintedTables) -> Settled:
    side = tables.layout(selector.table).sides[0]
    verdict = Verdict.EXACT if tables.find(side) else Verdict.BROKEN
    text = messages.table_missing(tables.layout(selector.table), side)
    return Settled(rule, (Assertion(selector.text, verdict, (), text, text),))


def _prints(rule: Rule, selector: Selector, column: str, tables: PrintedTables) -> Settled:
    """Raises `NotThereError` if the table is not there."""
    side = tables.side(selector)
    shape = tables.skeleton(side)
    printed = column in shape.texts or column in tables.printed(side)
    verdict = Verdict.EXACT if printed else Verdict.BROKEN
    text = messages.column_missing(tables.layout(side.table), column)
    return Settled(rule, (Assertion(column, verdict, (), text, messages.column_wanted(column)),))


def _said(rule: Rule, selector: Selector, _: str, tables: PrintedTables) -> Settled:
    """Raises `NotThereError` where there is no narrative at all."""
    side = tables.side(selector)
    rows = tables.rows(side, selector.row)
    if not rows and len(selector.row.values) == 1:
        rows = tables.rows(side, RowSelector("level", (), selector.row.values[0]))
    verdict = Verdict.EXACT if rows else Verdict.BROKEN
    cells = tuple(CellRef(side.ordinal, "", row) for row in rows[:1])
    words = "/".join(selector.row.values)
    return Settled(rule, (Assertion(words, verdict, cells, *messages.not_said(words)),))


def _detailed(rule: Rule, selector: Selector, level: str, tables: PrintedTables) -> Settled:
    """Every code above `level` has one of it below. Raises `NotThereError` without codes."""
    side = tables.side(selector)
    shape = tables.skeleton(side)
    if not shape.by_code:
        raise NotThereError(messages.no_rows(tables.layout(side.table)))
    tables.require_read(side, RowSelector("all"))
    depth = side.levels.index(level) + 1
    deep = [code for code, rows in shape.by_code.items() if shape.level[rows[0]] >= depth]
    prefixes = {code[:n] for code in deep for n in range(3, len(code), 2)}
    shallow = tuple(
        CellRef(side.ordinal, "", rows[0])
        for code, rows in shape.by_code.items()
        if shape.level[rows[0]] < depth and code not in prefixes
    )
    verdict = Verdict.BROKEN if shallow else Verdict.EXACT
    names = [tables.structure(side).name(cell.row) for cell in shallow]
    return Settled(
        rule, (Assertion(selector.text, verdict, shallow, *messages.not_detailed(names, level)),)
    )


_ATOMS: dict[str, Callable[[Rule, Selector, str, PrintedTables], Live | Settled]] = {
    "empty": _empty,
    "states": _states,
    "present": _present,
    "detailed": _detailed,
    "prints": _prints,
    "said": _said,
}
