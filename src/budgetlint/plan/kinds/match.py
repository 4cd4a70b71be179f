"""match: row by row between tables, by a key.

check = "revenue[$code].总计 = expenditure[$code].合计"
keys = "both"        every key of either side (default), of the "left" or of the "right" one,
                     or "printed": of either side where one of the figures is printed
                     or "matched": of both, of claims those that state the figures
missing = "zero"     a key that a table lacks counts as blank; with "error" that is a finding, with
                     "unchecked" it is reported as not checked
total = true         the total rows are compared too
blank = "holds"      where nothing is printed on either side, that is what the rule asks for
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import partial

from ... import messages
from ...model.codes import level_of
from ...model.document import TOTAL_KEY
from ...model.errors import Message
from ...model.names import pairs
from ...model.rule import Rule
from ...model.values import NamedTuple
from ...model.verdict import Verdict
from ...packs.selectors import Equation, Selector, Term
from ..addends import Addend, Gather, Scatter
from ..declared import Bind, Declared, RuleFaultError
from ..printed_tables import NotThereError, PrintedTables
from ..relations import Assertion, Block, Bound, CellRef, Keys, Settled, Skipped
from .kind import FLAG, TEXTS, RuleKind, Texts, one_of
from .terms import check_money, constant, guarded, same_for_all, unit_weight


class Match(NamedTuple):
    """See above."""

    check: Texts
    keys: str = "both"
    missing: str = "zero"
    total: bool = False
    blank: str = "vacuous"


KeyMap = Mapping[str, tuple[int, ...]]


def compile_rule(rule: Rule, settings: Match, declared: Declared) -> Bind:
    """Raises `RuleFaultError`."""
    equations = [declared.equation(text) for text in settings.check]
    for equation in equations:
        if not any(_is_keyed(term) for term in equation.left):
            raise RuleFaultError(*messages.key_missing(equation.text), equation.text)
    declared.noted.together = len(equations) == 1 and not rule.when
    return lambda tables: guarded(
        rule, [partial(_bind, rule, settings, e, tables) for e in equations]
    )


def _is_keyed(term: Term) -> bool:
    return term.selector is not None and term.selector.row.kind == "key"


def _bind(rule: Rule, settings: Match, equation: Equation, tables: PrintedTables) -> list[Bound]:
    for term in equation.terms:
        if term.selector is not None:
            tables.lookup(tables.side(term.selector))
    maps = {
        term: _key_map(term.selector, tables, total=settings.total)
        for term in equation.terms
        if term.selector
    }
    printed = _union(maps.values())
    maps = {term: _with_implied(term, found, printed, tables) for term, found in maps.items()}
    left = _union(maps[t] for t in equation.left if _is_keyed(t))
    for term in maps:
        if term.selector and term.selector.row.near:
            maps[term] = _renamed(maps[term], left)
    right = _union(maps[t] for t in equation.right if _is_keyed(t))
    matched = {
        name: None
        for name in left
        if name in right and all(_is_stated(name, t, rows, tables) for t, rows in maps.items())
    }
    wanted = {"left": left, "right": right, "matched": matched}
    names = list(wanted.get(settings.keys, left | right))
    if not names:
        return [Skipped(rule, Verdict.NOT_APPLICABLE, messages.no_keys(equation.text))]
    _refuse_rows_without_codes(maps, tables)
    unread = _perhaps_unread(names, maps, tables)
    reasons = dict.fromkeys(unread.values())
    bound: list[Bound] = [Skipped(rule, Verdict.NOT_CHECKED, why) for why in reasons]
    names = [name for name in names if name not in unread]
    left = {name: None for name in left if name not in unread}
    names = _present(rule, settings, equation, maps, (left, right), names, tables, bound)
    bound += [
        _block(rule, settings, equation, maps, apart, tables) for apart in _apart(names, maps)
    ]
    return bound


def _apart(names: list[str], maps: Mapping[Term, KeyMap]) -> list[list[str]]:
    """The keys in groups in which no row belongs to two of them: a class and its groups are apart
    where a table prints no row of theirs, so that both are sums of its items."""
    several = any(len(rows) > 1 for found in maps.values() for rows in found.values())
    if not several:
        return [names] if names else []
    groups: list[tuple[list[str], set[tuple[Term, int]]]] = []
    for name in names:
        own = {(term, row) for term, found in maps.items() for row in found.get(name, ())}
        group = next((g for g in groups if not g[1] & own), None)
        if group is None:
            group = ([], set())
            groups.append(group)
        group[0].append(name)
        group[1].update(own)
    return [found for found, _ in groups]


def _is_stated(name: str, term: Term, rows: KeyMap, tables: PrintedTables) -> bool:
    """Whether the claims of that name state the figure that a term asks of them. What is not stated
    in prose is unknown, and not nothing."""
    if term.selector is None or not _is_keyed(term):
        return True
    side = tables.side(term.selector)
    stated = tables.stated(side)
    column = term.selector.column
    return stated is None or all(stated.states(row, column) for row in rows.get(name, ()))


def _present(
    rule: Rule,
    settings: Match,
    equation: Equation,
    maps: Mapping[Term, KeyMap],
    sides: tuple[Mapping[str, None], Mapping[str, None]],
    names: list[str],
    tables: PrintedTables,
    bound: list[Bound],
) -> list[str]:
    """The keys to compare; what is said of those that the right side lacks goes to `bound`."""
    left, right = sides
    if settings.missing == "unchecked":
        target = next(t.selector for t in equation.right if _is_keyed(t) and t.selector)
        layout = tables.layout(target.table)
        for name in (name for name in names if name not in right):
            reason = messages.row_missing(layout, name)
            bound.append(Skipped(rule, Verdict.NOT_CHECKED, reason))
    elif settings.missing == "error":
        bound.append(Settled(rule, tuple(_presence(equation, maps, left, tables))))
    else:
        return names
    return [name for name in names if name in right]


def _perhaps_unread(
    names: Iterable[str], maps: Mapping[Term, KeyMap], tables: PrintedTables
) -> Mapping[str, Message]:
    """The keys that a table seems to lack, but one of its codes cannot be read; and why. A code
    of another level than that row's is lacking indeed."""
    found: dict[str, Message] = {}
    for term, rows in maps.items():
        if term.selector is None or term.selector.row.kind != "key":
            continue
        side = tables.side(term.selector)
        by_code = term.selector.row.values == ("code",)
        shape = tables.skeleton(side)
        no_codes = 2 * len(shape.unread) > shape.size  # then it was no column of codes
        for row, level in shape.unread.items():
            reason = tables.unread(side, row)
            of_level = by_code and level and not no_codes
            for name in names:
                if name not in rows and not (of_level and level != level_of(name)):
                    found.setdefault(name, reason)
    return found


def _refuse_rows_without_codes(terms: Iterable[Term], tables: PrintedTables) -> None:
    """Rows that are called by names alone cannot be compared by code: they are not missing.

    Raises `NotThereError`.
    """
    for selector in (term.selector for term in terms):
        if selector is None or selector.row.kind != "key" or selector.row.values[0] != "code":
            continue
        side = tables.side(selector)
        shape = tables.skeleton(side)
        if any(shape.level) and not shape.by_code:
            raise NotThereError(messages.codes_missing(tables.layout(side.table)))


def _key_map(selector: Selector, tables: PrintedTables, *, total: bool) -> KeyMap:
    """The rows of a term by key; with ``total`` the total row under its own key."""
    side = tables.side(selector)
    shape = tables.skeleton(side)
    if selector.row.kind != "key":
        return {}
    found = tables.lookup(side).keys(selector.row.values[0], selector.row.level)
    if not total:
        return found
    if shape.total < 0:
        raise NotThereError(messages.row_missing(tables.layout(side.table), TOTAL_KEY))
    return {**found, TOTAL_KEY: (shape.total,)}


def _with_implied(
    term: Term, found: KeyMap, printed: Collection[str], tables: PrintedTables
) -> KeyMap:
    """The rows of a term, and those that make up a class or a group that another table prints."""
    row = term.selector.row if term.selector is not None else None
    if term.selector is None or row is None or row.kind != "key" or row.values[0] != "code":
        return found
    implied = tables.lookup(tables.side(term.selector)).implied(row.level)
    return {**found, **{code: rows for code, rows in implied.items() if code in printed}}


def _renamed(found: KeyMap, names: Iterable[str]) -> KeyMap:
    """Keys that differ a little from one of `names`, under that name."""
    nearest = {other: name for name, other in pairs(tuple(names), tuple(found)).items()}
    return {nearest.get(name, name): rows for name, rows in found.items()}


def _union(maps: Iterable[KeyMap]) -> dict[str, None]:
    """All keys, in the order of the tables."""
    return {name: None for found in maps for name in found}


def _block(
    rule: Rule,
    settings: Match,
    equation: Equation,
    maps: Mapping[Term, KeyMap],
    names: list[str],
    tables: PrintedTables,
) -> Block:
    def addends(terms: Iterable[Term]) -> tuple[Addend, ...]:
        made: list[Addend] = []
        for term in terms:
            if _is_keyed(term) and term.selector is not None:
                made.append(_keyed(term, term.selector, maps[term], names, tables))
            elif term.selector is not None:
                made += same_for_all(term, tables, len(names))
        return tuple(made)

    block = Block(
        rule,
        len(names),
        equation.op,
        addends(equation.left),
        addends(equation.right),
        Keys(tuple(names)),
        constant(equation, tables),
        empty_holds=settings.blank == "holds",
        vacuous_counts=settings.keys != "printed",
    )
    check_money({addend.side for addend in (*block.left, *block.right)}, tables)
    return block


def _keyed(
    term: Term, selector: Selector, found: KeyMap, names: list[str], tables: PrintedTables
) -> Addend:
    """A cell for each key; where a key stands in several rows, their sum."""
    side = tables.side(selector)
    column = tables.column(side, selector.column)
    weight = unit_weight(term)
    rows = [found.get(name, ()) for name in names]
    if all(len(r) <= 1 for r in rows):
        gather = tuple(r[0] if r else -1 for r in rows)
        labels = tuple(names) if -1 in gather else ()
        if gather == tuple(range(tables.skeleton(side).size)):
            return Addend(side.ordinal, column, weight)
        return Addend(side.ordinal, column, weight, gather=Gather(gather), keys=labels)
    scatter = [-1] * tables.skeleton(side).size
    for ordinal, several in enumerate(rows):
        for row in several:
            scatter[row] = ordinal
    return Addend(side.ordinal, column, weight, scatter=Scatter(scatter))


def _presence(
    equation: Equation, maps: Mapping[Term, KeyMap], left: Iterable[str], tables: PrintedTables
) -> Iterable[Assertion]:
    """That every key of the left side stands on the right side too."""
    source = next(t for t in equation.left if _is_keyed(t))
    target = next(t for t in equation.right if _is_keyed(t))
    if source.selector is None or target.selector is None:
        return
    side, other = tables.side(source.selector), tables.side(target.selector)
    for name in left:
        if name in maps[target]:
            yield HOLDS
            continue
        row = maps[source][name][0]
        named, cell = tables.structure(side).name(row), CellRef(side.ordinal, "", row)
        text = messages.not_in_table(named, tables.layout(other.table))
        yield Assertion(named, Verdict.BROKEN, (cell,), *text)


HOLDS = Assertion("", Verdict.EXACT)


FIELDS = {
    "check": TEXTS,
    "keys": one_of("both", "left", "right", "printed", "matched"),
    "missing": one_of("zero", "error", "unchecked"),
    "total": FLAG,
    "blank": one_of("vacuous", "holds"),
}


KIND = RuleKind(Match, FIELDS, compile_rule)
