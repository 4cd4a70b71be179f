"""identity: what prose says of a figure that is printed elsewhere too.

over = "tables"     an amount in prose and the figure of a table with equal coordinates: account,
                    source, nature, matter, this year, the same stage
       "period"     a change and a rate in prose, and the amounts of both years where prose says
                    them elsewhere

Coordinates are parsed, not listed: those of a column from the title of its table and its header,
those of an amount in prose from its subject and the headings above it. There is no fallback to
another account, another source or another stage; what is not certain is compared with nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from ...model.document import Structure
from ...model.layout import Side
from ...model.memo import Memo
from ...model.names import bare, norm
from ...model.prose import About
from ...model.rule import Rule
from ...model.values import NamedTuple
from ...model.verdict import Verdict
from ...model.vocabulary import NO_WORDS, Coordinates, Vocabulary
from ...model.words import literals
from ...packs.claims import CLAIMS
from ...recognise.fit import meaning
from ..addends import ONE
from ..columns import AMOUNT, ASIDE, Columns, DeclaredColumn, columns_of
from ..declared import Bind, Declared
from ..printed_tables import NotThereError, PrintedTables
from ..relations import (
    Bound,
    CellRef,
    Formula,
    Formulas,
    RatioRelation,
    Ratios,
    Skipped,
)
from .kind import RuleKind, one_of

PERIOD = "period"
MINUS_ONE = -ONE
CHARTS = ("function", "economy")
OTHER, OTHERS = literals("names.other")


class SamePrint(NamedTuple):
    """See above."""

    over: str


def compile_rule(rule: Rule, settings: SamePrint, declared: Declared) -> Bind:
    """Raises `RuleFaultError`."""
    claims = declared.side(declared.selector(f"{CLAIMS}[*]"))
    if settings.over == PERIOD:
        return lambda tables: _over_period(rule, claims, tables)
    declared.noted.everything = True
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
    for kind, row, parts in stated.told if stated is not None else ():
        if kind != PERIOD or stated is None:
            continue
        now, then = (CellRef(claims.ordinal, AMOUNT, part) for part in parts)
        if stated.states(row, "change"):
            change = ((ONE, CellRef(claims.ordinal, "change", row)),)
            key = f"{shape.name(row)}.change"
            formulas.append(Formula(key, change, ((ONE, now), (MINUS_ONE, then))))
        if stated.states(row, "rate"):
            rate = CellRef(claims.ordinal, "rate", row)
            whole, part = ((ONE, then),), ((ONE, now),)
            ratios.append(
                RatioRelation(rule, shape.name(row), rate, None, None, part, whole, growth=True)
            )
    made = [Formulas(rule, "=", tuple(formulas), vacuous_counts=False)] if formulas else []
    return [*made, *([Ratios(rule, tuple(ratios))] if ratios else [])]


def _bound(
    rule: Rule, shape: Structure, tables: PrintedTables, columns: Columns, words: Vocabulary
) -> Iterator[Bound]:
    """One block of relations for each section of the narrative: they vouch for each other."""
    sections: defaultdict[int, list[Formula]] = defaultdict(list)
    for row, about in (shape.stated.about if shape.stated else {}).items():
        account, at = _account(about)
        for placed in columns.get(meaning(words, at, ASIDE), ()):
            other = _row(placed, about, account, tables, words)
            if other >= 0:
                left = ((ONE, CellRef(shape.side.ordinal, AMOUNT, row)),)
                right = ((ONE, CellRef(placed.side.ordinal, placed.column, other)),)
                key = f"{shape.name(row)}.{AMOUNT}"
                sections[about.section].append(Formula(key, left, right))
    for formulas in sections.values():
        yield Formulas(rule, "=", tuple(formulas), vacuous_counts=False)


def _account(about: About) -> tuple[str, Coordinates]:
    """The code of an account that words name, and the coordinates without it."""
    at = dict(about.at)
    codes = [at.pop(chart) for chart in CHARTS if chart in at and not about.accounts]
    return codes[0] if codes else "", at


def _row(
    placed: DeclaredColumn, about: About, code: str, tables: PrintedTables, words: Vocabulary
) -> int:
    """The one row of a printed column that an amount is of; -1 if there is none, or several."""
    index = tables.find(placed.side)
    printed = index is not None and placed.column in tables.printed(placed.side)
    if index is None or not printed or placed.stage not in ("", about.stage):
        return -1
    shape = index.shape
    if about.accounts:
        rows = _of_accounts(shape, about.accounts)
    elif code:
        rows = _of_code(shape, code, words)
    else:
        rows = [] if shape.side.subtotal else [shape.total]
    return rows[0] if len(rows) == 1 else -1


def _of_code(shape: Structure, code: str, words: Vocabulary) -> list[int]:
    """The rows of a class: by its code, else by its name where no codes are printed."""
    if shape.side.rows == "code":
        return list(shape.by_code.get(code, ()))
    named = [words.charts.get(chart, {}) for chart in CHARTS]
    return [
        row
        for row, label in enumerate(shape.labels)
        if any(code in codes.get(bare(label), ()) for codes in named)
    ]


def _of_accounts(shape: Structure, accounts: Sequence[tuple[str, str]]) -> list[int]:
    """The rows of an account in a table by codes: its own name, under the name above it where
    that is told; 人大事务行政运行 is 行政运行 under 人大事务."""
    if shape.side.rows != "code":
        return []
    name, code = norm(accounts[-1][0]), accounts[-1][1]
    if code and code in shape.by_code:
        return list(shape.by_code[code])
    named = [(row, _same(label)) for row, label in enumerate(shape.labels) if label.strip()]
    rows = [row for row, label in named if label == _same(name)]
    if not rows and len(accounts) == 1:
        return [row for row, label in named if _same(name) == _above(shape, row) + label]
    if len(accounts) > 1:
        above = _same(accounts[-2][0])
        rows = [row for row in rows if _above(shape, row) in ("", above)]
    return rows


def _above(shape: Structure, row: int) -> str:
    """The name of the account above a row; none at the top."""
    parent = shape.parent[row]
    return _same(shape.labels[parent]) if parent >= 0 and parent != shape.total else ""


def _same(label: str) -> str:
    """A name as it is compared: 其它 is 其他."""
    return bare(label).replace(OTHER, OTHERS)


FIELDS = {"over": one_of("tables", PERIOD)}

KIND = RuleKind(SamePrint, FIELDS, compile_rule)
