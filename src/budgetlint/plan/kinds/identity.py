"""identity: what prose says of a figure that is printed elsewhere too.

over = "tables"     an amount in prose and the figure of a table with equal coordinates: account,
                    source, nature, matter, this year, the same stage
       "period"     a change and a rate in prose, and the amounts of both years where prose says
                    them elsewhere, or a table prints them; how much of a plan is done, where a
                    table prints the plan

Coordinates are parsed, not listed: those of a column from the title of its table and its header,
those of an amount in prose from its subject and the headings above it. There is no fallback to
another account, another source or another stage; what is not certain is compared with nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ...model.document import DocumentCell, Follow, Structure
from ...model.layout import Side
from ...model.memo import Memo
from ...model.prose import About
from ...model.rule import Rule
from ...model.values import NamedTuple
from ...model.verdict import Verdict
from ...model.vocabulary import NO_WORDS, Coordinates, Vocabulary
from ...recognise.fit import meaning
from ..accounts import account_row, code_of
from ..addends import ONE
from ..columns import AMOUNT, ASIDE, Columns, DeclaredColumn, columns_of
from ..declared import Bind, Declared
from ..printed_tables import NotThereError, PrintedTables
from ..reads import ABOUT
from ..relations import (
    Bound,
    CellRef,
    Formula,
    Formulas,
    OfRow,
    RatioRelation,
    Ratios,
    Skipped,
)
from .kind import RuleKind, one_of

PERIOD = "period"
FLOW, BOTH, FLOWS = "flow", "both", ("income", "expenditure")
MINUS_ONE = -ONE


class SamePrint(NamedTuple):
    """See above."""

    over: str


def compile_rule(rule: Rule, settings: SamePrint, declared: Declared) -> Bind:
    """Raises `RuleFaultError`."""
    claims = declared.claims(ABOUT, ("told", PERIOD))
    declared.noted.everything = True
    if settings.over == PERIOD:
        return lambda tables: _over_period(rule, claims, tables)
    layouts = [layout for layout in declared.layouts.values() if layout.book is None]
    words = next((layout.vocabulary for layout in layouts), NO_WORDS)
    known: Memo[str, Columns] = Memo(1)

    def bind(tables: PrintedTables) -> list[Bound]:
        try:
            shape = tables.structure(claims)
        except NotThereError as absent:
            return [Skipped(rule, Verdict.NOT_CHECKED, absent.reason)]
        columns = known.get("", lambda: columns_of(layouts, words))
        return list(_bound(rule, shape, tables, columns, words))

    return bind


def _over_period(rule: Rule, claims: Side, tables: PrintedTables) -> list[Bound]:
    """this year - last year = change; this year / last year - 1 = rate."""
    try:
        shape = tables.structure(claims)
    except NotThereError as absent:
        return [Skipped(rule, Verdict.NOT_CHECKED, absent.reason)]
    formulas: list[Formula] = []
    ratios: list[RatioRelation] = []
    stated = shape.stated
    for kind, row, parts, _ in stated.told if stated is not None else ():
        if kind != PERIOD or stated is None:
            continue
        now, then = (CellRef(claims.ordinal, AMOUNT, part) for part in parts)
        if stated.states(row, "change"):
            change = ((ONE, CellRef(claims.ordinal, "change", row)),)
            key = OfRow(claims.ordinal, row, "change")
            formulas.append(Formula(key, change, ((ONE, now), (MINUS_ONE, then))))
        if stated.states(row, "rate"):
            rate = CellRef(claims.ordinal, "rate", row)
            whole, part = ((ONE, then),), ((ONE, now),)
            key = OfRow(claims.ordinal, row)
            ratios.append(RatioRelation(rule, key, rate, None, None, part, whole, growth=True))
    ratios += (_completed(rule, f) for f in tables.follows if f.kind == "completed")
    formulas += (_followed(found) for found in tables.follows if found.kind == "changed")
    made = [Formulas(rule, "=", tuple(formulas), vacuous_counts=False)] if formulas else []
    return [*made, *([Ratios(rule, tuple(ratios))] if ratios else [])]


def _bound(
    rule: Rule, shape: Structure, tables: PrintedTables, columns: Columns, words: Vocabulary
) -> Iterator[Bound]:
    """One block of relations for each section of the narrative: they vouch for each other."""
    sections: defaultdict[int, list[Formula]] = defaultdict(list)
    stated = shape.stated.about if shape.stated else {}
    for found in tables.follows:
        if found.kind == "told":
            sections[stated[found.left[0].row].section].append(_followed(found))
    known = {(f.left[0].row, f.right[0]) for f in tables.follows if f.kind == "told"}
    for row, about in stated.items():
        if not about.sure or shape.stated is None or not shape.stated.states(row, AMOUNT):
            continue
        code, at = code_of(about)
        for placed in _columns_of(columns, at, words):
            other = _row(placed, about, code, tables, words)
            cell = DocumentCell(placed.side.ordinal, placed.column, other)
            if other >= 0 and (row, cell) not in known:
                left = ((ONE, CellRef(shape.side.ordinal, AMOUNT, row)),)
                right = ((ONE, CellRef(placed.side.ordinal, placed.column, other)),)
                key = OfRow(shape.side.ordinal, row, AMOUNT)
                sections[about.section].append(Formula(key, left, right))
    for formulas in sections.values():
        yield Formulas(rule, "=", tuple(formulas), vacuous_counts=False)


def _columns_of(columns: Columns, at: Coordinates, words: Vocabulary) -> Iterator[DeclaredColumn]:
    """The columns that an amount may be of: what is said of income and expenditure together is
    that of each, in tables of both, for it has in it what is carried over."""
    if at.get(FLOW) != BOTH:
        yield from columns.get(meaning(words, at, ASIDE), ())
        return
    for flow in FLOWS:
        found = columns.get(meaning(words, {**at, FLOW: flow}, ASIDE), ())
        yield from (placed for placed in found if placed.side.name)


def _followed(found: Follow) -> Formula:
    """What words promise of an amount or a change in prose."""
    claimed = found.left[0]
    left, right = (tuple((ONE, CellRef(*cell)) for cell in side) for side in found[1:])
    return Formula(OfRow(claimed.side, claimed.row, claimed.column), left, right)


def _completed(rule: Rule, found: Follow) -> RatioRelation:
    """How much of a plan is done, where a table prints the plan."""
    stated = CellRef(*found.left[0])
    part = ((ONE, stated._replace(column=AMOUNT)),)
    whole = ((ONE, CellRef(*found.right[0])),)
    return RatioRelation(rule, OfRow(stated.side, stated.row), stated, None, None, part, whole)


def _row(
    placed: DeclaredColumn, about: About, code: str, tables: PrintedTables, words: Vocabulary
) -> int:
    """The one row of a printed column that an amount is of; -1 if there is none, or several."""
    index = tables.find(placed.side)
    printed = index is not None and placed.column in tables.printed(placed.side)
    if index is None or not printed or placed.stage not in ("", about.stage):
        return -1
    return index.ask(account_row, words, about, code)


FIELDS = {"over": one_of("tables", PERIOD)}

KIND = RuleKind(SamePrint, FIELDS, compile_rule)
