"""when: what must hold where something else does.

if = "empty(government-fund)"               conditions, see `conditions`; may be left out
then = "states(government-fund.notes, 空表)"  one condition or a list of them
iff = true                                  and the other way round

for = "basic-expenditure[301*,303*]"        or, row by row:
then = "empty(公用经费)"                      these cells of each row hold no money
"""

from __future__ import annotations

from functools import partial

from ... import messages
from ...model.expressions import expression
from ...model.rule import Rule
from ...model.values import NamedTuple
from ...packs.selectors import RowSelector, Selector
from ..addends import Addend, Gather
from ..declared import Bind, Declared, RuleFaultError
from ..printed_tables import PrintedTables
from ..relations import Block, Condition, Implication, RowKeys
from .conditions import compile_condition
from .kind import FLAG, TEXT, TEXTS, RuleKind, Texts
from .terms import guarded


class When(NamedTuple):
    """See above."""

    then: Texts
    for_: Texts = ()
    if_: str = ""
    iff: bool = False


_EMPTY = expression(r"empty\(([^\[\]]+)\)")
_NOTHING = Condition("", ())


def compile_rule(rule: Rule, settings: When, declared: Declared) -> Bind:
    """Raises `RuleFaultError`."""
    if settings.for_:
        return _row_by_row(rule, settings, declared)
    thens, both_ways, premise = settings.then, settings.iff, settings.if_
    start = compile_condition(rule, premise, declared) if premise else lambda _: _NOTHING
    ends = [compile_condition(rule, text, declared) for text in thens]
    return lambda tables: guarded(
        rule,
        [
            lambda end=end, text=text: Implication(  # type: ignore[misc]
                rule, text, start(tables), end(tables), both_ways
            )
            for end, text in zip(ends, thens, strict=True)
        ],
    )


def _row_by_row(rule: Rule, settings: When, declared: Declared) -> Bind:
    """Only emptiness can be asked of a row; sums of a row are for `linear`."""
    targets = [declared.selector(text) for text in settings.for_]
    columns: list[str] = []
    for text in settings.then:
        match = _EMPTY.fullmatch(text.strip())
        if match is None or settings.if_:
            raise RuleFaultError(*messages.row_condition(text), text)
        columns.append(match.group(1).strip())
        for target in targets:
            bare = Selector(columns[-1], "", "", RowSelector("none"), columns[-1])
            declared.check(bare, declared.side(target))
    pairs = [(target, column) for target in targets for column in columns]
    return lambda tables: guarded(rule, [partial(_block, rule, t, c, tables) for t, c in pairs])


def _block(rule: Rule, target: Selector, column: str, tables: PrintedTables) -> Block:
    """cell = nothing, for each row."""
    side = tables.side(target)
    rows = tables.rows(side, target.row)
    cell = Addend(side.ordinal, tables.column(side, column), gather=Gather(rows))
    return Block(rule, len(rows), "=", (cell,), (), RowKeys(side.ordinal, rows), empty_holds=True)


FIELDS = {"for": TEXTS, "if": TEXT, "then": TEXTS, "iff": FLAG}


KIND = RuleKind(When, FIELDS, compile_rule)
