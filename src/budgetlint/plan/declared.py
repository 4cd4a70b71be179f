"""What a pack declares, which is what its rules may name: layouts, code lists, expressions.

A selector that no layout can satisfy is a fault of the rule, found here before any document is
read, with what would have been right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from .. import messages
from ..model.errors import Message
from ..model.layout import Layout, Side
from ..model.names import bare, norm
from ..model.phrases import Expressions
from ..model.rule import CodeList
from ..model.values import NamedTuple
from ..model.words import literal
from ..packs.claims import CLAIMS
from ..packs.selectors import (
    NOT,
    Equation,
    RowSelector,
    Selector,
    SelectorError,
    parse_equation,
    parse_selector,
)
from .printed_tables import PrintedTables
from .reads import Noted, Wanted
from .relations import Bound

Bind = Callable[[PrintedTables], Sequence[Bound]]
"""A compiled rule: what there is to check in a document that prints these tables."""


YEAR = "@year"
"""The document's year, as an equation writes it."""


class RuleFaultError(Exception):
    """Something is wrong in a rule. `value` is the text in the TOML file that is to blame."""

    def __init__(self, found: Message, expected: Message, value: str = "") -> None:
        super().__init__(found.en)
        self.found = found
        self.expected = expected
        self.value = value


class Declared(NamedTuple):
    """The layouts and the code lists by id, and the expressions that packs share; `noted` is what
    the rule that is being compiled reads."""

    layouts: Mapping[str, Layout]
    lists: Mapping[str, CodeList]
    expressions: Expressions
    noted: Noted

    def selector(self, text: str, wanted: Wanted | None = None) -> Selector:
        """Parse and check a selector that names its table; of claims only what is `wanted` is read,
        if that is given. Raises `RuleFaultError`."""
        try:
            selector = parse_selector(text)
        except SelectorError:
            raise RuleFaultError(*messages.selector_syntax(text), text) from None
        self.check(selector, None, column=False, wanted=wanted)
        return selector

    def names(self, text: str, *, placed: bool = False) -> Selector:
        """Parse and check a selector of rows whose column says how they are named; of claims only
        where they are `placed` may be read.

        Raises `RuleFaultError`.
        """
        try:
            selector = parse_selector(text)
        except SelectorError:
            raise RuleFaultError(*messages.selector_syntax(text), text) from None
        rows: Wanted | None = ("rows", norm(selector.row.level)) if placed else None
        rows = rows if selector.row.kind == "level" else None
        self._check_rows(self.side(selector), selector, many=True, wanted=rows)
        return selector

    def equation(self, text: str, at: Side | None = None) -> Equation:
        """Parse and check an equation; bare names are columns of `at`. Raises `RuleFaultError`."""
        try:
            equation = parse_equation(text)
        except SelectorError:
            raise RuleFaultError(*messages.equation_syntax(text), text) from None
        for term in equation.terms:
            self.noted.year |= term.call == YEAR
            if term.selector is not None:
                counted = term.call == "count"
                self.check(term.selector, at, many=bool(term.call), column=not counted)
        return equation

    def side(self, selector: Selector) -> Side:
        """The side that a selector means. Raises `RuleFaultError` if no layout has it."""
        layout = self.layouts.get(selector.table)
        self.noted.tables.add(selector.table)
        if layout is None:
            raise RuleFaultError(*messages.no_layout(selector.table, self.layouts), selector.text)
        if not selector.side and len(layout.sides) == 1:
            return layout.sides[0]
        side = layout.side(selector.side)
        if side is None:
            names = [side.name for side in layout.sides if side.name]
            raise RuleFaultError(
                *messages.no_side(selector.table, selector.side, names), selector.text
            )
        return side

    def check(
        self,
        selector: Selector,
        at: Side | None,
        *,
        many: bool = True,
        column: bool = True,
        wanted: Wanted | None = None,
    ) -> Side:
        """That some document could satisfy the selector. Raises `RuleFaultError`.

        With `column`, a column must be meant; with `many`, several rows may be.
        """
        if not selector.table:
            if at is None:
                raise RuleFaultError(*messages.bare_column(selector.text), selector.text)
            _check_column(at, selector, needed=True)
            return at
        side = self.side(selector)
        self._check_rows(side, selector, many=many, wanted=wanted)
        _check_column(side, selector, needed=column)
        return side

    def claims(self, *wanted: Wanted) -> Side:
        """The side of claims, of which these are read. Raises `RuleFaultError` if there is none."""
        self.noted.wanted.update(wanted)
        return self.side(parse_selector(f"{CLAIMS}[*]"))

    def _check_rows(
        self, side: Side, selector: Selector, *, many: bool, wanted: Wanted | None
    ) -> None:
        _check_row(side, selector, many=many)
        if side.rows == "claims" and wanted is None:
            self.noted.claims(selector.row)
        elif side.rows == "claims" and wanted is not None:
            self.noted.wanted.add(wanted)
        self._check_among(selector)

    def _check_among(self, selector: Selector) -> None:
        """That the list, or the group of claims, whose names are meant is there."""
        table, _, group = selector.row.among.partition("@")
        if not group:
            if table and table not in self.lists:
                raise RuleFaultError(*messages.no_list(table, self.lists), selector.text)
            return
        if table not in self.layouts:
            raise RuleFaultError(*messages.no_layout(table, self.layouts), selector.text)
        side = self.layouts[table].sides[0]
        self.noted.tables.add(table)
        self.noted.claims(RowSelector("level", (), group))
        if group not in side.levels:
            raise RuleFaultError(*messages.no_level(side, group), selector.text)


def _check_column(side: Side, selector: Selector, *, needed: bool) -> None:
    name = selector.column
    if name and name not in side.columns and name != "notes":
        raise RuleFaultError(*messages.no_column(side, name), selector.text)
    if needed and not name and not side.only_column:
        raise RuleFaultError(*messages.no_column(side, ""), selector.text)


def _check_row(side: Side, selector: Selector, *, many: bool) -> None:
    row = selector.row
    level = row.level
    if level and level not in side.levels:
        raise RuleFaultError(*messages.no_level(side, level), selector.text)
    if row.kind == "path" and side.rows == "claims" and not _is_group(side, row.values[0]):
        raise RuleFaultError(*messages.no_level(side, row.values[0]), selector.text)
    _check_filter(side, selector)
    if row.kind == "total" and not side.total:
        raise RuleFaultError(*messages.no_row(side, literal("names.total")), selector.text)
    if row.kind == "codes" and not side.code:
        raise RuleFaultError(*messages.no_row(side, ",".join(row.values)), selector.text)
    if row.kind == "path" and side.names and not _is_known(row.values, side.names):
        raise RuleFaultError(*messages.no_row(side, "/".join(row.values)), selector.text)
    several = row.kind in ("all", "level", "with", "words") or any("*" in v for v in row.values)
    if several and not many:
        raise RuleFaultError(*messages.several_rows(selector.text), selector.text)


def _check_filter(side: Side, selector: Selector) -> None:
    """That the columns by which rows are chosen are there."""
    row = selector.row
    wanted = [v.removeprefix(NOT) for v in row.values] if row.kind == "with" else []
    words = [part.partition("=")[0].strip() for part in row.values] if row.kind == "words" else []
    for column, known in (*((c, side.columns) for c in wanted), *((w, side.texts) for w in words)):
        if column not in known:
            raise RuleFaultError(*messages.no_column(side, column), selector.text)


def _is_group(side: Side, name: str) -> bool:
    """Whether a group of claims is meant; most are written as they are called."""
    return name in side.levels or bare(name) in map(bare, side.levels)


def _is_known(parts: Sequence[str], names: Iterable[tuple[str, ...]]) -> bool:
    wanted = tuple(map(norm, parts))
    return any(name[-len(wanted) :] == wanted for name in names)
