"""targets: performance targets, where they are no matter of adding up.

check = "goals"         the numbers in the overall goal are those of the indicators
        "price"         a price times a quantity is of the order of the project's budget
projects = "performance"        the table of projects, and that of their indicators
indicators = "indicators"
factor = "100"                  how many times the budget may differ from price times quantity
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from ... import messages
from ...model.amounts import MONEY, is_blank
from ...model.document import Document, Rows
from ...model.expressions import expression
from ...model.layout import Side
from ...model.names import norm
from ...model.phrases import compact
from ...model.rule import Rule
from ...model.values import NamedTuple
from ...model.verdict import Verdict
from ...model.words import literal, pattern
from ..declared import Bind, Declared, RuleFaultError
from ..printed_tables import PrintedTables
from ..relations import Assertion, CellRef, Live
from ..wording import Wording
from .kind import TEXT, RuleKind
from .terms import guarded


class Targets(NamedTuple):
    """See above."""

    check: str
    projects: str = "performance"
    indicators: str = "indicators"
    factor: str = "100"


_QUANTITY = pattern("rules.quantity")
VALUE = literal("rules.target-value")
_TARGET = expression(r"[<>=≥≤]*(\d[\d,]*+(?:\.\d++)?+)(.*)")


def compile_rule(rule: Rule, settings: Targets, declared: Declared) -> Bind:
    """Raises `RuleFaultError`."""
    check = settings.check
    if check not in CHECKS:
        raise RuleFaultError(*messages.choice("check", CHECKS, check), check)
    names = (settings.projects, settings.indicators)
    first, second = (declared.side(declared.selector(name)) for name in names)
    factor = Decimal(settings.factor)

    def bind(tables: PrintedTables) -> Live:
        tables.lookup(first)
        tables.lookup(second)
        return Live(rule, OfTargets(check, first, second, factor))

    return lambda tables: guarded(rule, [lambda: bind(tables)])


class OfTargets(NamedTuple):
    """What is asserted of projects and their indicators, each on a side."""

    check: str
    projects: Side
    indicators: Side
    factor: Decimal

    def assertions(self, wording: Wording) -> Sequence[Assertion]:
        """One of `CHECKS`."""
        document = wording.document
        projects = _projects(document, self.projects, self.indicators)
        return list(CHECKS[self.check](projects, document, self.factor))


class Target(NamedTuple):
    """One indicator: its name, its target's number and unit, and its cell."""

    name: str
    number: Decimal
    unit: str
    cell: CellRef


class Project(NamedTuple):
    """A project of the performance tables with the targets of its indicators."""

    name: str
    goal: str
    budget: Decimal
    cell: CellRef
    targets: tuple[Target, ...]


def _projects(document: Document, first: Side, second: Side) -> Iterator[Project]:
    projects, indicators = document.sides[first.ordinal], document.sides[second.ordinal]
    if projects is None or indicators is None:
        return
    by_project: dict[str, list[Target]] = {}
    shape = indicators.structure
    for row, text in enumerate(shape.texts.get(VALUE, ())):
        match = _TARGET.fullmatch(compact(text))
        if match:
            number = Decimal(match.group(1).replace(",", ""))
            target = Target(
                shape.labels[row], number, match.group(2), CellRef(second.ordinal, VALUE, row)
            )
            by_project.setdefault(norm(shape.projects[row]), []).append(target)
    for row, label in enumerate(projects.structure.labels):
        yield Project(
            label,
            _text(projects, literal("rules.goal"), row),
            projects.value(literal("rules.budget"), row),
            CellRef(first.ordinal, "", row),
            tuple(by_project.get(norm(label), ())),
        )


def _text(rows: Rows, name: str, row: int) -> str:
    texts = rows.structure.texts.get(name)
    return texts[row] if texts else ""


def _goals(projects: Iterator[Project], document: Document, factor: Decimal) -> Iterator[Assertion]:
    del document, factor
    for project in projects:
        for digits, unit in _QUANTITY.findall(compact(project.goal)):
            number = Decimal(digits.replace(",", ""))
            same_unit = [t for t in project.targets if t.unit == unit]
            if not same_unit:
                continue
            holds = any(t.number == number for t in same_unit)
            cells = (project.cell, *(t.cell for t in same_unit))
            texts = messages.goal_differs(
                f"{digits}{unit}", [f"{t.number}{unit}" for t in same_unit]
            )
            verdict = Verdict.EXACT if holds else Verdict.BROKEN
            yield Assertion(f"{project.name} {digits}{unit}", verdict, cells, *texts)


def _price(projects: Iterator[Project], document: Document, factor: Decimal) -> Iterator[Assertion]:
    """元/条 times 条, against a budget in the document's money."""
    scale = MONEY.get(document.base_money, 0)
    for project in projects:
        for price in project.targets:
            money, slash, unit = price.unit.partition("/")
            if not slash or money not in MONEY:
                continue
            for quantity in project.targets:
                known = project.budget.is_finite() and not is_blank(project.budget)
                if quantity.unit != unit or not known:
                    continue
                cost = (price.number * quantity.number).scaleb(MONEY[money] - scale)
                holds = project.budget <= cost * factor and cost <= project.budget * factor
                texts = messages.price_far_off(
                    price.number, quantity.number, unit, cost, project.budget, document.base_money
                )
                cells = (quantity.cell, price.cell, project.cell)
                verdict = Verdict.EXACT if holds else Verdict.BROKEN
                yield Assertion(project.name, verdict, cells, *texts)


Check = Callable[[Iterator[Project], Document, Decimal], Iterator[Assertion]]
CHECKS: Mapping[str, Check] = {"goals": _goals, "price": _price}


FIELDS = {"check": TEXT, "projects": TEXT, "indicators": TEXT, "factor": TEXT}


KIND = RuleKind(Targets, FIELDS, compile_rule)
