"""The network: the cells and relations around what broke, in whole numbers.

A document's relations are kept in blocks (`relations.Block`). To find out which cell is wrong they
are needed one by one, with their cells, and from the cell's side too: which relations vouch for
it? Everything here is looked up when it is asked for, so that a table of 100,000 rows with one
broken sum costs no more than that sum and its neighbours.

Amounts are whole numbers of 10^-`PLACES` of the document's base money: exact, and without the
cost of a `Decimal` context in the inner loops.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from ..evaluate.outcomes import Outcomes, RuleOutcome
from ..model.amounts import BLANK, is_blank
from ..model.document import Structure
from ..model.rule import Rule
from ..model.whole import SCALE, scaled
from ..plan.links import Held, factor_of
from ..plan.relations import (
    Block,
    CellRef,
    Formulas,
    RatioRelation,
    Verdict,
)

Whole = int | Fraction
Coefficients = tuple[tuple[int, int], ...]


class Constraint(NamedTuple):
    """Σ coefficient · cell lies in [low, high]; None is no limit. `link` is where it comes from."""

    link: int
    terms: Coefficients
    low: Whole | None
    high: Whole | None


class Cell(NamedTuple):
    """A cell as a number: what is printed, half a unit of its last place, and whether anything is.

    `meant` is half a unit of the figure that belongs there: money that is printed in fewer places
    than the figures around it may have lost them by the slip. Of a blank cell both are those of
    the figures around it. A cell of an unreadable text, and one that a claim does not state, is
    `fixed`: no figure is suspected there.
    """

    ref: CellRef
    value: int
    half: int
    meant: int
    printed: bool
    fixed: bool
    total: bool

    @property
    def unit(self) -> int:
        """The step between two figures that may belong there."""
        return 2 * self.meant or SCALE

    @property
    def is_missing_row(self) -> bool:
        """Whether it is a cell of a row that the table does not print."""
        return self.ref.row < 0


class Link(NamedTuple):
    """One linear relation: Σ weight · cell - constant ⋈ 0, with whole weights.

    All of it is multiplied by `factor`. `tolerance` is None where rounding decides.
    """

    number: int
    rule: Rule
    source: Block | Formulas
    at: int
    op: str
    terms: Coefficients
    constant: int
    has_constant: bool
    factor: int
    tolerance: int | None

    @property
    def mask(self) -> int:
        """A bit for each cell; made when asked for, as it has a bit for every cell before, too."""
        return mask_of(self)

    @property
    def key(self) -> str:
        """What the relation is called within its rule."""
        return self.source.relation(self.at).key


class Quotient(NamedTuple):
    """One ratio: 100 · part = stated · whole, or between `low` and `high` times whole."""

    number: int
    rule: Rule
    source: RatioRelation
    stated: int | None
    part: Coefficients
    whole: Coefficients
    low: int | None
    high: int | None

    @property
    def mask(self) -> int:
        """A bit for each cell."""
        return mask_of(self)

    @property
    def key(self) -> str:
        """What the ratio is called within its rule."""
        return self.source.key


AnyLink = Link | Quotient


class Network:
    """The cells and relations of one document; `links` and `cells` grow as they are asked for.
    `fixed` has a bit for each cell in which no figure is suspected."""

    def __init__(self, outcomes: Outcomes) -> None:
        self.document = outcomes.document
        self.figures = outcomes.figures
        self.cells: list[Cell] = []
        self.fixed = 0
        self.links: list[AnyLink] = []
        self.broken: set[int] = set()
        self.rounding: set[int] = set()
        self._plan = outcomes.plan.links
        self._applies = [outcome.applies for outcome in outcomes.rules]
        self._ids: dict[CellRef, int] = {}
        self._numbers: dict[tuple[int, int], int] = {}
        self._of: dict[int, tuple[int, ...]] = {}
        self._heads: dict[int, frozenset[int]] = {}
        self._childless: dict[tuple[int, int], list[str]] = {}
        self._note(outcomes.rules)

    # Building: what the evaluation found.

    def _note(self, outcomes: Sequence[RuleOutcome]) -> None:
        """Take over what the evaluation found; what is excused has no part in it."""
        deviations = [d for outcome in outcomes for d in outcome.deviations]
        self._numbers.update(((id(d.source), d.number), -1) for d in deviations if d.excused)
        self._numbers.update(
            ((id(r.relation), 0), -1) for outcome in outcomes for r in outcome.ratios if r.excused
        )
        for deviation in deviations:
            if deviation.verdict is Verdict.BROKEN:
                self._note_missing(deviation.source, deviation.number)
        for rule, outcome in enumerate(outcomes):
            for deviation in outcome.deviations:
                held = Held(rule, deviation.source, deviation.number)
                self._note_one(held, deviation.verdict)
        for rule, outcome in enumerate(outcomes):
            for ratio in outcome.ratios:
                self._note_one(Held(rule, ratio.relation, 0), ratio.verdict)

    def _note_one(self, held: Held, verdict: Verdict) -> None:
        found = {Verdict.BROKEN: self.broken, Verdict.ROUNDING: self.rounding}.get(verdict)
        number = self._number(held) if found is not None else -1
        if found is not None and number >= 0:
            found.add(number)

    def _note_missing(self, source: Block | Formulas, index: int) -> None:
        """A code that another table prints and this one does not would stand under its parent.

        Only where no row below it is printed: the rows of a 款 that is missing hang under its 类.
        """
        relation = source.relation(index)
        for _, ref in (*relation.left, *relation.right):
            rows = self.document.sides[ref.side]
            code = ref.missing.partition(" ")[0]
            if ref.row >= 0 or rows is None or not code.isdigit() or len(code) < 3:
                continue
            shape = rows.structure
            if any(known.startswith(code) for known in shape.by_code):
                continue
            above = (shape.by_code[code[:n]][0] for n in range(len(code) - 2, 2, -2)
                     if code[:n] in shape.by_code)  # fmt: skip
            names = self._childless.setdefault((ref.side, next(above, shape.total)), [])
            if ref.missing not in names:
                names.append(ref.missing)

    # Asking.

    def of(self, cell: int) -> tuple[int, ...]:
        """The relations that hold this cell."""
        if cell not in self._of:
            self._of[cell] = tuple(dict.fromkeys(self._find(self.cells[cell].ref)))
        return self._of[cell]

    def _find(self, ref: CellRef) -> Iterator[int]:
        for held in self._plan.of(ref):
            if self._applies[held.rule] and (number := self._number(held)) >= 0:
                yield number
        side, column, row, missing = ref
        if row < 0:
            for (at, parent), names in self._childless.items():
                if at == side and missing in names:
                    yield from self.of(self.cell(CellRef(side, column, parent)))

    def cell(self, ref: CellRef) -> int:
        """The number of a cell."""
        number = self._ids.get(ref)
        if number is None:
            number = self._ids[ref] = len(self.cells)
            cell = self._read(ref)
            self.cells.append(cell)
            self.fixed |= cell.fixed << number
        return number

    def known(self, ref: CellRef) -> int | None:
        """The number of a cell that has been asked for before, or None."""
        return self._ids.get(ref)

    def _read(self, ref: CellRef) -> Cell:
        side, column, row, _ = ref
        rows = self.document.sides[side]
        value = self.figures.value(ref)
        half = self.figures.half(side, column, row) if row >= 0 and value.is_finite() else BLANK
        # Nobody leaves a figure out of a column that the table does not print.
        fixed = rows is None or value.is_nan() or column not in rows.columns
        total = rows is not None and (
            row == rows.structure.total or row in self._above(side, rows.structure)
        )
        printed = not is_blank(value) and not fixed
        if rows is not None and rows.structure.side.rows == "claims" and not printed:
            fixed = True
        meant = half
        if rows is not None:
            about = rows.structure.side.columns[column]
            usual = self._usual_half(rows.structure.side.table, about.measure)
            if half is BLANK:
                half = meant = usual
            elif about.measure == "money":
                meant = min(half, usual)
        return Cell(
            ref,
            scaled(value) if printed else 0,
            scaled(half) if half is not BLANK else 0,
            scaled(meant) if meant is not BLANK else 0,
            printed,
            fixed,
            total,
        )

    def _usual_half(self, table: str, measure: str) -> Decimal:
        """Half a unit of the finest figures that tables of this money print."""
        if measure == "number":
            return Decimal(0)
        places = -2 if measure == "percent" else self.figures.precision[table].finest
        return Decimal((0, (5,), places - 1))

    def _above(self, side: int, shape: Structure) -> frozenset[int]:
        """The rows of a side that others stand under."""
        if side not in self._heads:
            self._heads[side] = frozenset(shape.parent)
        return self._heads[side]

    def _number(self, held: Held) -> int:
        """The number of a relation; -1 for one that holds an unreadable cell."""
        key = (id(held.source), held.at)
        if key not in self._numbers:
            self._numbers[key] = -1
            link = self._link(held, len(self.links))
            if not any(self.cells[c].ref.row >= 0 and self._unread(c) for c in cells_of(link)):
                self._numbers[key] = link.number
                self.links.append(link)
        return self._numbers[key]

    def _unread(self, cell: int) -> bool:
        return self.figures.value(self.cells[cell].ref).is_nan()

    def _link(self, held: Held, number: int) -> AnyLink:
        source = held.source
        if isinstance(source, RatioRelation):
            return self._quotient(source, number)
        whole = self._plan.whole(held)
        summed: dict[int, int] = {}
        absent = self._absent(source, held.at)
        cells = (*whole.cells, *absent)
        for ref, weight in zip(cells, (*whole.weights, *[-1] * len(absent)), strict=True):
            cell = self.cell(ref)
            summed[cell] = summed.get(cell, 0) + weight
        coefficients = tuple((cell, weight) for cell, weight in summed.items() if weight)
        return Link(
            number, source.rule, source, held.at, source.op, coefficients, whole.constant,
            whole.has_constant, whole.factor, whole.tolerance,
        )  # fmt: skip

    def _absent(self, source: Block | Formulas, index: int) -> list[CellRef]:
        """The cells of rows that are missing under the parent of a roll-up."""
        if not self._childless or isinstance(source, Formulas) or len(source.left) != 1:
            return []
        left = source.left[0]
        if left.gather is None or [a.column for a in source.right if a.scatter] != [left.column]:
            return []
        names = self._childless.get((left.side, left.gather.rows[index]), ())
        return [CellRef(left.side, left.column, -1, name) for name in names]

    def _quotient(self, source: RatioRelation, number: int) -> Quotient:
        whole_terms = list(source.whole)
        part_terms = list(source.part)
        if source.growth:
            part_terms += [(-weight, ref) for weight, ref in source.whole]
        factor = factor_of(weight for weight, _ in (*part_terms, *whole_terms))
        part = self._summed(part_terms, factor)
        whole = self._summed(whole_terms, factor)
        stated = self.cell(source.stated) if source.stated else None
        return Quotient(
            number, source.rule, source, stated, part, whole,
            None if source.low is None else scaled(source.low),
            None if source.high is None else scaled(source.high),
        )  # fmt: skip

    def _summed(self, terms: Iterable[tuple[Decimal, CellRef]], factor: int) -> Coefficients:
        summed: dict[int, int] = {}
        for weight, ref in terms:
            cell = self.cell(ref)
            summed[cell] = summed.get(cell, 0) + int(weight * factor)
        return tuple((cell, weight) for cell, weight in summed.items() if weight)


def cells_of(link: AnyLink) -> tuple[int, ...]:
    """The cells of a relation, without repetition."""
    if isinstance(link, Link):
        return tuple(cell for cell, _ in link.terms)
    stated = () if link.stated is None else (link.stated,)
    return tuple(dict.fromkeys((*stated, *(c for c, _ in (*link.part, *link.whole)))))


def mask_of(link: AnyLink) -> int:
    """A relation's cells, a bit for each."""
    mask = 0
    for cell in cells_of(link):
        mask |= 1 << cell
    return mask
