"""codelist: codes and their names, parents and order.

cells = ["revenue", "expenditure"]          the tables (or sides) whose codes are meant
check = "same-name"                         one code has one name in all of them
        "name"                              code and name stand in the `list`
        "tree"                              no code without parent or, above the last level, child
        "order"                             codes ascend, and none stands twice
        "complete"                          the codes of the list's own length are all there
list = "cn-functional"
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import repeat

from ... import messages
from ...model.document import Structure
from ...model.errors import Message
from ...model.layout import Side
from ...model.names import norm
from ...model.rule import CodeList, Rule
from ...model.values import NamedTuple
from ...model.verdict import Verdict
from ...packs.selectors import RowSelector
from ..declared import Bind, Declared, RuleFaultError
from ..printed_tables import PrintedTables
from ..relations import Assertion, CellRef, Settled
from .kind import TEXT, TEXTS, RuleKind, Texts
from .terms import guarded


class Codes(NamedTuple):
    """See above."""

    cells: Texts
    check: str
    list: str = ""


Shapes = Sequence[Structure]


def compile_rule(rule: Rule, settings: Codes, declared: Declared) -> Bind:
    """Raises `RuleFaultError`."""
    check = settings.check
    if check not in CHECKS:
        raise RuleFaultError(*messages.choice("check", CHECKS, check), check)
    wanted = settings.list
    if (wanted or check in NEEDS_LIST) and wanted not in declared.lists:
        raise RuleFaultError(*messages.no_list(wanted, declared.lists), wanted or check)
    sides = [declared.side(declared.selector(text)) for text in settings.cells]
    for side in sides:
        if not side.code:
            raise RuleFaultError(*messages.no_codes(side), side.address)
    codes = declared.lists.get(wanted)
    if check in PER_TABLE:
        return lambda tables: guarded(
            rule, [partial(_settle, rule, check, [side], codes, tables) for side in sides]
        )
    return lambda tables: guarded(rule, [partial(_settle, rule, check, sides, codes, tables)])


def _settle(
    rule: Rule, check: str, sides: Sequence[Side], codes: CodeList | None, tables: PrintedTables
) -> Settled:
    """Run one check. Tables that are absent are left out, unless all of them are."""
    there = [side for side in sides if tables.find(side)]
    for side in there if check in WHOLE else ():
        tables.require_read(side, RowSelector("all"))
    shapes = [tables.structure(side) for side in there or sides[:1]]
    return Settled(rule, tuple(CHECKS[check](shapes, codes, tables)))


def _cell(shape: Structure, row: int) -> CellRef:
    return CellRef(shape.side.ordinal, "", row)


def _printed(shapes: Shapes, least: int) -> Mapping[str, list[tuple[Structure, int]]]:
    """Every code that is printed at least so often, with all its places."""
    found: dict[str, list[tuple[Structure, int]]] = {}
    for shape in shapes:
        for code, rows in shape.by_code.items():
            if len(shapes) > 1 or len(rows) >= least:
                found.setdefault(code, []).extend([(shape, row) for row in rows])
    return {code: places for code, places in found.items() if len(places) >= least}


def _same_name(
    shapes: Shapes, codes: CodeList | None, tables: PrintedTables
) -> Iterator[Assertion]:
    """Printed once more for each table: the first name is taken as what the others should say."""
    del codes, tables
    for code, places in _printed(shapes, least=2).items():
        printed = {shape.labels[row] for shape, row in places}
        names = {norm(label): label for label in printed} if len(printed) > 1 else printed
        if len(names) == 1:
            yield Assertion(code, Verdict.EXACT)
            continue
        cells = tuple(_cell(shape, row) for shape, row in places)
        shown = list({norm(shape.labels[row]): shape.labels[row] for shape, row in places}.values())
        yield Assertion(code, Verdict.BROKEN, cells, *messages.two_names(code, shown))


def _name(shapes: Shapes, codes: CodeList | None, tables: PrintedTables) -> Iterator[Assertion]:
    del tables
    known = codes.names if codes else {}
    complete = codes is not None and codes.complete
    seen: set[str] = set()
    for shape in shapes:
        new = shape.by_code.keys() - seen
        asked = new if complete else new & known.keys()
        told = [code for code in shape.by_code if code in asked] if asked else []
        yield from (_named(shape, shape.by_code[code][0], code, known, codes) for code in told)
        yield from repeat(_UNKNOWN, len(new) - len(told))
        seen |= new


def _named(
    shape: Structure,
    row: int,
    code: str,
    known: Mapping[str, Sequence[str]],
    codes: CodeList | None,
) -> Assertion:
    """Whether one code has a name that the list knows. One that it does not know it should."""
    label = shape.labels[row]
    if code not in known and codes is not None:
        text = messages.code_unknown(code, label, codes)
    elif label in known[code] or norm(label) in set(map(norm, known[code])):
        return _KNOWN
    else:
        text = messages.name_differs(code, label, known[code])
    return Assertion(code, Verdict.BROKEN, (_cell(shape, row),), *text)


_KNOWN = Assertion("", Verdict.EXACT)
_UNKNOWN = Assertion("", Verdict.NOT_APPLICABLE)
"""Said of a code that is on no list, where the list need not know it."""


def _tree(shapes: Shapes, codes: CodeList | None, tables: PrintedTables) -> Iterator[Assertion]:
    """One assertion a table, or one for each row that is missing above or below others."""
    del codes, tables
    for shape in shapes:
        depth = len(shape.side.levels)
        if _is_flat(shape, depth):
            continue
        parents = {code[:-2] for code in shape.by_code if len(code) > 3} | _hosts(shape)
        orphans: dict[str, list[int]] = {}
        for code, rows in shape.by_code.items():
            if len(code) > 3 and code[:-2] not in shape.by_code and not _host(shape, rows[0]):
                orphans.setdefault(code[:-2], []).append(rows[0])
        faults = [
            _at(
                shape, rows, messages.orphans(list(map(shape.name, rows)), parent, shape.side)
            )._replace(lacking=(parent,))
            for parent, rows in orphans.items()
        ]
        faults += [
            _at(shape, rows[:1], messages.childless(shape.name(rows[0]), shape.side, level))
            for code, rows in shape.by_code.items()
            if (level := shape.level[rows[0]]) < depth and code not in parents
            if not _host(shape, rows[0])
        ]
        yield from faults
        if not faults and shape.by_code:
            yield Assertion(shape.side.table, Verdict.EXACT)


def _host(shape: Structure, row: int) -> str:
    """The code of another chart below which a row stands (30101 below 50101); empty for others."""
    above = shape.parent[row]
    host = shape.codes[above] if above >= 0 else ""
    return "" if shape.codes[row].startswith(host) else host


def _hosts(shape: Structure) -> set[str]:
    return {_host(shape, row) for row, code in enumerate(shape.codes) if code}


def _is_flat(shape: Structure, depth: int) -> bool:
    """Whether a table lists codes of one level and no others, as some places do. One code alone
    that is not of the last level lacks what is below it."""
    levels = {shape.level[rows[0]] for rows in shape.by_code.values()}
    return levels == {depth} or (len(levels) == 1 and len(shape.by_code) > 1)


def _at(shape: Structure, rows: Sequence[int], text: tuple[Message, Message]) -> Assertion:
    """What is wrong with some rows of a table."""
    cells = tuple(_cell(shape, row) for row in rows)
    return Assertion(shape.name(rows[0]), Verdict.BROKEN, cells, *text)


def _order(shapes: Shapes, codes: CodeList | None, tables: PrintedTables) -> Iterator[Assertion]:
    """One assertion a table, or one for each code out of place or printed twice. Codes begin anew
    behind a row that parts them (303, 人员经费小计, 302), and below each code of another chart."""
    del codes, tables
    for shape in shapes:
        printed = [code for code in shape.codes if code]
        if len(printed) == len(shape.by_code) and printed == sorted(printed):
            if printed:
                yield Assertion(shape.side.table, Verdict.EXACT)
            continue
        faults = list(_out_of_order(shape))
        if not faults:
            yield Assertion(shape.side.table, Verdict.EXACT)
        for row, text in faults:
            yield Assertion(shape.name(row), Verdict.BROKEN, (_cell(shape, row),), *text)


def _out_of_order(shape: Structure) -> Iterator[tuple[int, tuple[Message, Message]]]:
    """The rows whose code stands behind a later one, or a second time below one host."""
    last: dict[str, str] = {}
    seen: set[tuple[str, str]] = set()
    for row, code in enumerate(shape.codes):
        if not code:
            last = {} if _parts_codes(shape, row) else last
            continue
        host = _host(shape, row)
        before = last.get(host, "")
        if (host, code) in seen:
            yield row, messages.code_twice(shape.name(row))
        elif code < before:
            yield row, messages.out_of_order(shape.name(row), before)
        last[host] = max(before, code)
        seen.add((host, code))


def _parts_codes(shape: Structure, row: int) -> bool:
    """Whether a row without a code is one of its own: named, no total, and no part of another."""
    return bool(shape.labels[row].strip()) and row != shape.total and row in shape.unplaced


def _complete(shapes: Shapes, codes: CodeList | None, tables: PrintedTables) -> Iterator[Assertion]:
    """One assertion for all tables, or one for each table that lacks a code."""
    del tables
    names = codes.names if codes else {}
    complete = True
    for shape in shapes:
        lacking = [code for code in names if code not in shape.by_code]
        if lacking:
            complete = False
            text = messages.codes_lacking(lacking, names)
            cell = CellRef(shape.side.ordinal, "", -1)
            broken = Assertion(shape.side.address, Verdict.BROKEN, (cell,), *text)
            yield broken._replace(lacking=tuple(lacking))
    if complete:
        yield Assertion(" ".join(shape.side.address for shape in shapes), Verdict.EXACT)


Check = Callable[[Shapes, CodeList | None, PrintedTables], Iterator[Assertion]]

CHECKS: Mapping[str, Check] = {
    "same-name": _same_name,
    "name": _name,
    "tree": _tree,
    "order": _order,
    "complete": _complete,
}
NEEDS_LIST = frozenset({"name", "complete"})
PER_TABLE = frozenset({"tree", "order"})
WHOLE = frozenset({"tree", "complete"})
"""Checks that need all codes of a table."""


KIND = RuleKind(Codes, {"cells": TEXTS, "check": TEXT, "list": TEXT}, compile_rule)
