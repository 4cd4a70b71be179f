"""The network: the cells and relations around what broke, in whole numbers.

A document's relations are kept in blocks (`relations.Block`). To find out which cell is wrong they
are needed one by one, with their cells, and from the cell's side too: which relations vouch for
it? Everything here is looked up when it is asked for, so that a table of 100,000 rows with one
broken sum costs no more than that sum and its neighbours.

Amounts are whole numbers of 10^-`PLACES` of the document's base money: exact, and without the
cost of a `Decimal` context in the inner loops.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

from ..evaluate.outcomes import Deviation, Outcomes, RatioDeviation
from ..model.amounts import BLANK, is_blank
from ..model.document import Structure, Vector
from ..model.rule import Rule
from ..model.values import NamedTuple
from ..model.verdict import Verdict
from ..model.whole import SCALE, scaled
from ..plan.links import Coefficients, Held, Quota
from ..plan.relations import Block, CellRef, Formulas, RatioRelation

Whole = int | Fraction


class _Column(NamedTuple):
    """What the cells of a column have in common: its figures, half a unit of a figure that nobody
    has printed, and the rows that are totals."""

    vector: Vector | None
    is_printed: bool
    is_money: bool
    of_claims: bool
    usual: int
    heads: frozenset[int]


NO_COLUMN = _Column(None, False, False, False, 0, frozenset())  # noqa: FBT003


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
    unread: bool

    @property
    def unit(self) -> int:
        """The step between two figures that may belong there."""
        return 2 * self.meant or SCALE

    @property
    def is_missing_row(self) -> bool:
        """Whether it is a cell of a row that the table does not print."""
        return self.ref.row < 0


class Summed(NamedTuple):
    """What a linear relation adds up to: left - right, the most that rounding may hide, and how
    many of its cells are printed."""

    residual: int
    hidden: int
    shown: int


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
    def key(self) -> str:
        """What the relation is called within its rule."""
        return self.source.relation(self.at).key

    def among(self, cells: Collection[int]) -> Coefficients:
        """The terms of some cells."""
        if len(self.terms) <= SHORT or len(cells) > len(self.terms):
            return tuple(term for term in self.terms if term[0] in cells)
        near = {cell for cell in cells_of(self) if cell in cells}
        return tuple(term for term in self.terms if term[0] in near) if near else ()


SHORT = 60


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
        self.unread = False
        self.links: list[AnyLink] = []
        self.broken: set[int] = set()
        self.rounding: set[int] = set()
        self._plan = outcomes.plan.links
        self._names = outcomes.plan.cells
        self._ids: dict[int, int] = {}  # of a cell of the plan
        self._names_of: list[int] = []  # the reverse
        self._numbers: dict[Held, int] = {}
        self._idle = {
            bound.links
            for bound, outcome in zip(outcomes.plan.rules, outcomes.rules, strict=True)
            if not outcome.applies
        }
        self._of: dict[int, tuple[int, ...]] = {}
        self._sums: dict[int, Summed] = {}
        self._masks: dict[int, int] = {}
        self._columns: dict[tuple[int, str], _Column] = {}
        self._halves: dict[Decimal, int] = {}
        self._heads: dict[int, frozenset[int]] = {}
        self._childless: dict[tuple[int, int], list[str]] = {}
        self._note(outcomes)

    # Building: what the evaluation found.

    def _note(self, outcomes: Outcomes) -> None:
        """Take over what the evaluation found; what is excused has no part in it."""
        rules = [
            (bound.links, outcome)
            for bound, outcome in zip(outcomes.plan.rules, outcomes.rules, strict=True)
        ]
        linear: list[tuple[Held, Deviation]] = [
            (links.held(d.source, d.number), d) for links, outcome in rules
            for d in outcome.deviations
        ]  # fmt: skip
        ratios: list[tuple[Held, RatioDeviation]] = [
            (links.held(r.relation, 0), r) for links, outcome in rules for r in outcome.ratios
        ]
        every: list[tuple[Held, Deviation | RatioDeviation]] = [*linear, *ratios]
        self._numbers.update((held, -1) for held, found in every if found.excused)
        for _, deviation in linear:
            if deviation.verdict is Verdict.BROKEN:
                self._note_missing(deviation.source, deviation.number)
        for held, found in every:
            self._note_one(held, found.verdict)

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
            self._of[cell] = tuple(dict.fromkeys(self._find(cell)))
        return self._of[cell]

    def _find(self, cell: int) -> Iterator[int]:
        ref = self.cells[cell].ref
        for held in self._plan.of(self._names_of[cell], ref):
            if held.links not in self._idle and (number := self._number(held)) >= 0:
                yield number
        if ref.row < 0:
            for (at, parent), names in self._childless.items():
                if at == ref.side and ref.missing in names:
                    yield from self.of(self.cell(CellRef(ref.side, ref.column, parent)))

    def mask(self, link: AnyLink) -> int:
        """A bit for each cell of a relation; made when it is asked for, as it has a bit for every
        cell before, too."""
        if link.number not in self._masks:
            self._masks[link.number] = mask_of(cells_of(link))
        return self._masks[link.number]

    def sum_of(self, link: Link) -> Summed:
        """What a relation adds up to as printed."""
        if link.number not in self._sums:
            about = [(self.cells[cell], weight) for cell, weight in link.terms]
            printed = [(cell, weight) for cell, weight in about if cell.printed]
            residual = sum(weight * cell.value for cell, weight in printed) - link.constant
            hidden = sum(abs(weight) * cell.half for cell, weight in printed)
            self._sums[link.number] = Summed(residual, hidden, len(printed))
        return self._sums[link.number]

    def cell(self, ref: CellRef) -> int:
        """The number of a cell."""
        return self._cell(self._names.number(ref))

    def known(self, ref: CellRef) -> int | None:
        """The number of a cell that has been asked for before, or None."""
        return self._ids.get(self._names.number(ref))

    def _cell(self, name: int) -> int:
        """The number of a cell of the plan in this document."""
        number = self._ids.get(name)
        if number is None:
            number = self._ids[name] = len(self.cells)
            cell = self._read(self._names.ref(name))
            self._names_of.append(name)
            self.cells.append(cell)
            self.fixed |= cell.fixed << number
            self.unread = self.unread or cell.unread
        return number

    def _read(self, ref: CellRef) -> Cell:
        side, column, row, _ = ref
        place = self._columns.get((side, column)) or self._column(side, column)
        value = BLANK if place.vector is None or row < 0 else place.vector[row]
        blank, unread = is_blank(value), value.is_nan()
        # Nobody leaves a figure out of a column that the table does not print.
        fixed = unread or not place.is_printed
        printed = not blank and not fixed
        half = meant = place.usual
        if row >= 0 and value is not BLANK and not unread:
            half = meant = self._scaled(self.figures.half(side, column, row))
            if place.is_money:
                meant = min(half, place.usual)
        return Cell(
            ref,
            scaled(value) if printed else 0,
            half,
            meant,
            printed,
            fixed or (place.of_claims and not printed),
            row in place.heads,
            unread,
        )

    def _column(self, side: int, column: str) -> _Column:
        """What the cells of a column have in common."""
        rows = self.document.sides[side]
        if rows is None:
            found = NO_COLUMN
        else:
            shape = rows.structure
            measure = shape.side.columns[column].measure
            found = _Column(
                rows.columns.get(column),
                column in rows.columns,
                measure == "money",
                shape.side.rows == "claims",
                self._usual_half(shape.side.table, measure),
                self._above(side, shape),
            )
        self._columns[side, column] = found
        return found

    def _usual_half(self, table: str, measure: str) -> int:
        """Half a unit of the finest figures that tables of this money print."""
        if measure == "number":
            return 0
        places = -2 if measure == "percent" else self.figures.precision[table].finest
        return self._scaled(Decimal((0, (5,), places - 1)))

    def _scaled(self, half: Decimal) -> int:
        """Few halves are met, each often."""
        if half not in self._halves:
            self._halves[half] = scaled(half)
        return self._halves[half]

    def _above(self, side: int, shape: Structure) -> frozenset[int]:
        """The rows of a side that others stand under, and its total."""
        if side not in self._heads:
            self._heads[side] = frozenset((*shape.parent, shape.total))
        return self._heads[side]

    def _number(self, held: Held) -> int:
        """The number of a relation; -1 for one that holds an unreadable cell."""
        number = self._numbers.get(held)
        if number is None:
            number = -1
            link = self._link(held, len(self.links))
            unread = self.unread and any(self.cells[cell].unread for cell in cells_of(link))
            if not unread:
                number = link.number
                self.links.append(link)
            self._numbers[held] = number
        return number

    def _link(self, held: Held, number: int) -> AnyLink:
        source = held.source
        if isinstance(source, RatioRelation):
            return self._quotient(held.links.quota(source), source, number)
        whole = held.links.whole(source, held.at)
        terms = self._terms(whole.terms)
        for ref in self._absent(source, held.at):
            summed = dict(terms)
            cell = self.cell(ref)
            terms = tuple({**summed, cell: summed.get(cell, 0) - 1}.items())
        if not all(weight for _, weight in terms):
            terms = tuple(term for term in terms if term[1])
        return Link(
            number, source.rule, source, held.at, source.op, terms, whole.constant,
            whole.has_constant, whole.factor, whole.tolerance,
        )  # fmt: skip

    def _terms(self, terms: Coefficients) -> Coefficients:
        """Terms over cells of the plan as terms over cells of the document."""
        return tuple([(self._cell(name), weight) for name, weight in terms])

    def _absent(self, source: Block | Formulas, index: int) -> list[CellRef]:
        """The cells of rows that are missing under the parent of a roll-up."""
        if not self._childless or isinstance(source, Formulas) or len(source.left) != 1:
            return []
        left = source.left[0]
        if left.gather is None or [a.column for a in source.right if a.scatter] != [left.column]:
            return []
        names = self._childless.get((left.side, left.gather.rows[index]), ())
        return [CellRef(left.side, left.column, -1, name) for name in names]

    def _quotient(self, quota: Quota, source: RatioRelation, number: int) -> Quotient:
        part, whole = self._terms(quota.part), self._terms(quota.whole)
        stated = None if quota.stated is None else self._cell(quota.stated)
        part, whole = (tuple(term for term in side if term[1]) for side in (part, whole))
        return Quotient(number, source.rule, source, stated, part, whole, quota.low, quota.high)


def cells_of(link: AnyLink) -> tuple[int, ...]:
    """The cells of a relation, without repetition."""
    if isinstance(link, Link):
        return tuple(cell for cell, _ in link.terms)
    stated = () if link.stated is None else (link.stated,)
    return tuple(dict.fromkeys((*stated, *(c for c, _ in (*link.part, *link.whole)))))


def mask_of(cells: Iterable[int]) -> int:
    """Some cells as the bits of a number."""
    mask = 0
    for cell in cells:
        mask |= 1 << cell
    return mask
