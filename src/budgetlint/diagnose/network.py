"""The network: the cells and relations around what broke, in whole numbers.

A document's relations are kept in blocks (`relations.Block`). To find out which cell is wrong they
are needed one by one, with their cells, and from the cell's side too: which relations vouch for
it? Everything here is looked up when it is asked for, so that a table of 100,000 rows with one
broken sum costs no more than that sum and its neighbours.

Amounts are whole numbers of the document's least unit, those that were evaluated
(`evaluate.figures`): exact, and as cheap as whole numbers are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import accumulate

from ..evaluate.outcomes import Outcomes
from ..model.amounts import BLANK
from ..model.rule import Rule
from ..model.values import NamedTuple
from ..model.verdict import Verdict
from ..plan.links import Coefficients, Quota
from ..plan.links import Whole as Linear
from ..plan.relations import Block, CellRef, Formulas, Key, RatioRelation
from .cells import Cell, CellReader
from .deviating import Deviating, deviating

Whole = int | Fraction


Ask = tuple[int, Whole | None, Whole | None]
"""What a relation asks of one cell: its number, the least and the greatest figure."""


class Constraint(NamedTuple):
    """Σ coefficient · cell lies in [low, high]; None is no limit. `link` is where it comes from."""

    link: int
    terms: Coefficients
    low: Whole | None
    high: Whole | None


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
    def key(self) -> Key:
        """What the relation is called within its rule."""
        return self.source.relation(self.at).key


MAX_NOTED = 4000
"""Cells of what is broken or rounded, above which no more of it is looked into."""
MANY = 1000
"""Relations from which on what is broken comes before what is rounded."""


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
    def key(self) -> Key:
        """What the ratio is called within its rule."""
        return self.source.key


AnyLink = Link | Quotient


class Network:
    """The cells and relations of one document; `links` and `cells` grow as they are asked for.
    `fixed` has a bit for each cell in which no figure is suspected, `missing` for each of a row
    that the table does not print. Of what is broken only so much has a number from the start as
    can be looked into (`MAX_NOTED`); the rest, if it is met or asked for (`note_rest`)."""

    def __init__(self, outcomes: Outcomes) -> None:
        self.document = outcomes.document
        self.figures = outcomes.figures
        self.one: int = 10**outcomes.figures.places
        self.cells: list[Cell] = []
        self.fixed = 0
        self.missing = 0
        self.unread = False
        self.links: list[AnyLink] = []
        self.broken: set[int] = set()
        self.rounding: set[int] = set()
        self.outcomes = outcomes
        self.plan = outcomes.plan.links
        self.deviating = deviating(outcomes)
        self._ids: dict[int, int] = {}  # of a cell of the plan
        self._names_of: list[int] = []  # the reverse
        self._numbers: dict[int, int] = {}  # of a relation of the plan
        self.relations: list[int] = []
        """The reverse: the number in the plan of each of `links`."""
        self._left: dict[int, set[int]] = {}
        self.is_whole = True
        self._of: dict[int, tuple[int, ...]] = {}
        self._sums: dict[int, Summed] = {}
        self._masks: dict[int, int] = {}
        self._must_hold: dict[int, int] = {}
        self._weights: dict[int, dict[int, int]] = {}
        self.chains: dict[int, list[int]] = {}
        """What `search` has found of cells and the totals that agree with them."""
        self.asks: dict[int, Sequence[Ask]] = {}
        """What `constraints` has found that is asked of cells, all others as printed."""
        self._read = CellReader(outcomes.document, outcomes.figures).read
        self._childless: dict[tuple[int, int], list[str]] = {}
        self._note(outcomes)

    # Building: what the evaluation found.

    def _note(self, outcomes: Outcomes) -> None:
        """Take over what the evaluation found; what is excused has no part in it."""
        found = self.deviating
        self._numbers.update(dict.fromkeys(found.excused, -1))
        for outcome in outcomes.rules:
            for deviation in outcome.deviations:
                if deviation.verdict is Verdict.BROKEN:
                    self._note_missing(deviation.source, deviation.number)
        self._left = {
            relation: self.broken if relation in found.broken else self.rounding
            for relation in found.order
        }
        if not self._must_number(found):
            return
        order = list(self._left)
        if len(order) > MANY:
            order.sort(key=lambda relation: self._left[relation] is self.rounding)
        for relation in order:
            if len(self.cells) > MAX_NOTED:
                break
            self.number(relation)
        self.is_whole = not self._left

    def _must_number(self, found: Deviating) -> bool:
        """Whether what is not exact is numbered at once: for a search, or to see whether it can be
        looked into. Where only little is rounded, it has numbers when it is met."""
        sizes = (len(self.plan.taken(relation).cells) for relation in found.order)
        few = all(total <= MAX_NOTED for total in accumulate(sizes))
        return bool(found.broken or found.excused) or not few

    def errors(self) -> list[int]:
        """The broken relations that have numbers and whose breach is an error."""
        return sorted(n for n in self.broken if self.links[n].rule.severity == "error")

    def questions(self) -> list[int]:
        """The relations that are broken and excused, numbered now: no search has seen them."""
        excused = self.deviating.questions
        if len(self.links) + len(excused) > MANY:
            return []
        for relation in excused:
            self._numbers.pop(relation, None)
        return [number for number in map(self.number, excused) if number >= 0]

    def note_rest(self) -> None:
        """Number what is broken and has been left out so far."""
        for relation in [r for r, found in self._left.items() if found is self.broken]:
            self.number(relation)

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
        ref, known, idle = self.cells[cell].ref, self._numbers, self.deviating.idle
        for relation in self.plan.of(self._names_of[cell]):
            if relation not in idle:
                number = known[relation] if relation in known else self.number(relation)
                if number >= 0:
                    yield number
        if ref.row < 0:
            for (at, parent), names in self._childless.items():
                if at == ref.side and ref.missing in names:
                    yield from self.of(self.cell(CellRef(ref.side, ref.column, parent)))

    def must_hold(self, cell: int) -> int:
        """The relations around a cell whose breach is an error, as a mask."""
        if cell not in self._must_hold:
            links = self.links
            self._must_hold[cell] = mask_of(
                number for number in self.of(cell) if links[number].rule.severity == "error"
            )
        return self._must_hold[cell]

    def weights(self, link: Link) -> Mapping[int, int]:
        """The weight of each cell of a relation."""
        if link.number not in self._weights:
            self._weights[link.number] = dict(link.terms)
        return self._weights[link.number]

    def among(self, link: Link, cells: Collection[int]) -> Coefficients:
        """The terms of a relation over some cells."""
        if len(cells) > len(link.terms):
            return tuple([term for term in link.terms if term[0] in cells])
        weights = self.weights(link)
        return tuple([(cell, weights[cell]) for cell in cells if cell in weights])

    def mask(self, link: AnyLink) -> int:
        """A bit for each cell of a relation; made when it is asked for, as it has a bit for every
        cell before, too."""
        if link.number not in self._masks:
            self._masks[link.number] = mask_of(cells_of(link))
        return self._masks[link.number]

    def sum_of(self, link: Link) -> Summed:
        """What a relation adds up to as printed."""
        if link.number not in self._sums:
            cells = self.cells
            residual, hidden, shown = -link.constant, 0, 0
            for number, weight in link.terms:
                cell = cells[number]
                if cell.printed:
                    residual += weight * cell.value
                    hidden += abs(weight) * cell.half
                    shown += 1
            self._sums[link.number] = Summed(residual, hidden, shown)
        return self._sums[link.number]

    def cell(self, ref: CellRef) -> int:
        """The number of a cell."""
        return self.at(self.plan.cells.number(ref))

    def known(self, ref: CellRef) -> int | None:
        """The number of a cell that has been asked for before, or None."""
        return self._ids.get(self.plan.cells.number(ref))

    def at(self, name: int) -> int:
        """The number of a cell of the plan in this document."""
        number = self._ids.get(name)
        if number is None:
            number = self._ids[name] = len(self.cells)
            cell = self._read(name, self.plan.cells.ref(name))
            self._names_of.append(name)
            self.cells.append(cell)
            self.fixed |= cell.fixed << number
            self.missing |= (cell.ref.row < 0) << number
            self.unread = self.unread or cell.unread
        return number

    def number(self, relation: int) -> int:
        """The number of a relation of the plan; -1 for one that holds an unreadable cell."""
        number = self._numbers.get(relation)
        if number is None:
            number = -1
            link = self._link(relation, len(self.links))
            unread = self.unread and any(self.cells[cell].unread for cell in cells_of(link))
            noted = self._left.pop(relation, None)
            if not unread:
                number = link.number
                self.links.append(link)
                self.relations.append(relation)
                if noted is not None:
                    noted.add(number)
            self._numbers[relation] = number
        return number

    def _link(self, relation: int, number: int) -> AnyLink:
        taken = self.plan.taken(relation)
        if isinstance(taken, Quota):
            return self._quotient(taken, number)
        return self._sum(taken, number)

    def _sum(self, whole: Linear, number: int) -> Link:
        rule, source, at, op, names, factor, constant, tolerance = whole
        terms = self._terms(names)
        for ref in self._absent(source, at) if self._childless else ():
            summed = dict(terms)
            cell = self.cell(ref)
            terms = tuple({**summed, cell: summed.get(cell, 0) - 1}.items())
        if 0 in [weight for _, weight in terms]:
            terms = tuple(term for term in terms if term[1])
        scaled = self.figures.scaled
        return Link(
            number, rule, source, at, op, terms,
            0 if constant is BLANK else scaled(constant) * factor,
            constant is not BLANK, factor,
            None if tolerance is None else scaled(tolerance) * factor,
        )  # fmt: skip

    def _terms(self, terms: Coefficients) -> Coefficients:
        """Terms over cells of the plan as terms over cells of the document."""
        known, number = self._ids, self.at
        return tuple([
            (known[name] if name in known else number(name), weight) for name, weight in terms
        ])  # fmt: skip

    def _absent(self, source: Block | Formulas, index: int) -> list[CellRef]:
        """The cells of rows that are missing under the parent of a roll-up."""
        if isinstance(source, Formulas) or len(source.left) != 1:
            return []
        left = source.left[0]
        if left.gather is None or [a.column for a in source.right if a.scatter] != [left.column]:
            return []
        names = self._childless.get((left.side, left.gather.rows[index]), ())
        return [CellRef(left.side, left.column, -1, name) for name in names]

    def _quotient(self, quota: Quota, number: int) -> Quotient:
        part, whole = self._terms(quota.part), self._terms(quota.whole)
        stated = None if quota.stated is None else self.at(quota.stated)
        part, whole = (tuple(term for term in side if term[1]) for side in (part, whole))
        low, high = (
            None if limit is None else self.figures.scaled(limit)
            for limit in (quota.low, quota.high)
        )
        return Quotient(number, quota.rule, quota.source, stated, part, whole, low, high)


def cells_of(link: AnyLink) -> tuple[int, ...]:
    """The cells of a relation, without repetition."""
    if isinstance(link, Link):
        return tuple([cell for cell, _ in link.terms])
    stated = () if link.stated is None else (link.stated,)
    return tuple(dict.fromkeys((*stated, *(c for c, _ in (*link.part, *link.whole)))))


def mask_of(cells: Iterable[int]) -> int:
    """Some cells as the bits of a number."""
    mask = 0
    for cell in cells:
        mask |= 1 << cell
    return mask


def bits_of(mask: int) -> list[int]:
    """The numbers of a mask, ascending."""
    found = []
    while mask:
        lowest = mask & -mask
        found.append(lowest.bit_length() - 1)
        mask ^= lowest
    return found
