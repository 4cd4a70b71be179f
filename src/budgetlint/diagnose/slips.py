"""Slips: how a right figure becomes the wrong one that is printed.

Which slips there are, what they are called and how readily each is believed is declared in the
packs (`[slip]`); here is what each kind means. A kind is a function and a line in `KINDS`. It
answers whether the slip leads from the right figure to the printed one, and which other cell it
refers to, if any. Figures are whole numbers, see `network`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from decimal import Decimal
from operator import attrgetter

from ..model.amounts import is_blank
from ..model.digits import EDITS, edits
from ..model.document import Document
from ..model.rule import Slip
from ..model.values import NamedTuple
from ..plan.relations import CellRef
from .constraints import Assignment, interval
from .network import AnyLink, Link, Quotient, cells_of

NO_SLIP = 6
"""What it costs that nothing explains how the wrong figure came about."""


class Slips:
    """The slips of a pack, and those that one cell may show: of each measure those first that are
    believed most readily, and their factors as fractions."""

    def __init__(self, slips: Iterable[Slip]) -> None:
        self.every = tuple(slips)
        self.by_kind = {slip.kind: slip for slip in self.every}
        self.factors = {
            slip.code: [_fraction(factor) for factor in slip.settings["factors"]]
            for slip in self.every
            if slip.kind == "factor"
        }
        self._of: dict[str, Sequence[tuple[Slip, Kind]]] = {}

    def of(self, measure: str) -> Sequence[tuple[Slip, Kind]]:
        """The slips that a figure of this measure may show, each with what it makes."""
        if measure not in self._of:
            self._of[measure] = [
                (slip, KINDS[slip.kind])
                for slip in sorted(self.every, key=_weight)
                if slip.kind in KINDS and slip.settings.get("measure", measure) == measure
            ]
        return self._of[measure]


def _fraction(factor: str) -> tuple[int, int, int]:
    """A factor as a fraction, and how many times half a unit rounding hides of the product."""
    above, below = Decimal(factor).as_integer_ratio()
    wide = max(above, below) if abs(above) >= below else below
    return above, below, 0 if above == -below else wide


class Case:
    """A suspect cell: what is printed there, and the slips (`kinds`) that may have made it of the
    figure that is right, those first that are believed most readily."""

    __slots__ = (
        "_edits", "_factors", "_parts", "_slips", "_standing",
        "assignment", "cell", "kinds", "network", "number", "printed",
    )  # fmt: skip

    def __init__(self, assignment: Assignment, number: int, printed: int, slips: Slips) -> None:
        self.assignment = assignment
        self.network = assignment.network
        self.number = number
        self.printed = printed
        self.cell = self.network.cells[number]
        self.kinds = slips.of(measure_of(self.cell.ref, self.network.document))
        self._slips = slips
        self._standing: dict[str, int | None] = {}
        self._edits: dict[int, Collection[str]] = {}
        self._factors: dict[str, list[tuple[int, int, int]]] = {}
        self._parts: list[tuple[int, int]] | None = None

    def standing(self, slip: Slip, find: Callable[[Case, Slip], int | None]) -> int | None:
        """What a slip refers to that needs no figure that is right; looked for once."""
        if slip.code not in self._standing:
            self._standing[slip.code] = find(self, slip)
        return self._standing[slip.code]

    def edits(self, right: int) -> Collection[str]:
        """The edits of digits that make what is printed of a figure."""
        found = self._edits.get(right)
        if found is None:
            unit = self.cell.unit
            found = self._edits[right] = tuple(_edits(self.printed // unit, right // unit))
        return found

    def parts(self) -> list[tuple[int, int]]:
        """The printed figures that the cell is a total of, each with what stands there."""
        if self._parts is None:
            value, cells = self.assignment.value, self.network.cells
            self._parts = [(part, value(part)) for part in _parts(self) if cells[part].printed]
        return self._parts

    def factors(self, slip: Slip) -> list[tuple[int, int, int]]:
        """The factors of a slip, as fractions, each with what rounding hides of the product."""
        if slip.code not in self._factors:
            half = self.cell.half
            self._factors[slip.code] = [
                (above, below, half * wide) for above, below, wide in self._slips.factors[slip.code]
            ]
        return self._factors[slip.code]


_weight = attrgetter("weight")


class Explained(NamedTuple):
    """The slip that explains a wrong figure, and the cell it refers to (-1: none)."""

    slip: Slip
    other: int = -1


def explain(case: Case, right: int) -> Explained | None:
    """The slip that is believed most readily among those that make of the right figure what is
    printed."""
    for slip, makes in case.kinds:
        other = makes(case, right, slip)
        if other is not None:
            return Explained(slip, other)
    return None


def explain_code(printed: str, right: str, slips: Iterable[Slip]) -> Slip | None:
    """The slip that makes a printed code of the right one by an edit of its digits."""
    for slip in sorted(slips, key=lambda s: s.weight):
        if slip.kind == "digits" and printed and EDITS[slip.settings["edit"]](printed, right):
            return slip
    return None


NOBODY = -1


def _digits(case: Case, right: int, slip: Slip) -> int | None:
    """One edit of the digits, sign and places being the same."""
    return NOBODY if slip.settings["edit"] in case.edits(right) else None


def _edits(printed: int, right: int) -> Iterator[str]:
    """The edits of digits that make one figure of another, in units of the last place."""
    if not printed or not right or printed == right or (printed < 0) is not (right < 0):
        return
    wrong, meant = str(abs(printed)), str(abs(right))
    yield from edits(wrong, meant)
    # 0.45 for 10.45: a figure below 1 prints zeros that str() does not.
    if len(wrong) != len(meant) and min(len(wrong), len(meant)) < SHORT:
        width = max(len(wrong), len(meant), SHORT)
        yield from edits(wrong.zfill(width), meant.zfill(width))


SHORT = 3
"""Digits that every figure prints, those of its places included."""


def _factor(case: Case, right: int, slip: Slip) -> int | None:
    """The printed figure is a multiple of the right one, as far as its places show."""
    half = case.cell.half
    # A figure that keeps too few digits is no evidence for the factor.
    if not case.printed or not right or min(abs(case.printed), abs(right)) < 20 * half:
        return None
    for above, below, room in case.factors(slip):
        if abs(case.printed * below - right * above) <= room:
            return NOBODY
    return None


def _base(case: Case, right: int, slip: Slip) -> int | None:
    """Δ ÷ this year is what is stated, where Δ ÷ last year is meant."""
    del right
    return case.standing(slip, _over_this_year)


def _over_this_year(case: Case, slip: Slip) -> int | None:
    del slip
    for link in _links(case):
        if isinstance(link, Link) or link.stated != case.number:
            continue
        part = {cell for cell, _ in link.part}
        base = [(cell, weight) for cell, weight in link.whole if cell not in part]
        if not base or len(base) == len(link.whole):
            continue
        row = case.assignment.stated_over(link, tuple(base))
        low, high = interval(row) if row is not None else (None, None)
        if low is not None and high is not None and low <= case.printed <= high:
            return NOBODY
    return None


def _copy(case: Case, right: int, slip: Slip) -> int | None:
    """Another cell prints what stands here, and it stands near, or in last year's table."""
    del right
    return case.standing(slip, _copied)


def _copied(case: Case, slip: Slip) -> int | None:
    if not case.printed or abs(case.printed) < 20 * case.cell.half:
        return None
    if slip.settings["from"] == "previous":
        return _last_year(case)
    values, printed, network = case.network.figures.values, case.printed, case.network
    near: Callable[[Case], Iterable[int]] = _NEAR[slip.settings["from"]]
    for name in near(case):
        if values[name] == printed:
            other = network.at(name)
            cell = network.cells[other]
            if other != case.number and cell.printed and cell.value == printed:
                return other
    return None


def _beside(case: Case) -> Iterator[int]:
    """The cells to the left and right, above and below, by their numbers in the plan."""
    side, column, row, _ = case.cell.ref
    rows = case.network.document.sides[side]
    if rows is None or row < 0 or column not in rows.columns:
        return
    names, spans = list(rows.columns), case.network.plan.cells.spans
    at = names.index(column)
    for name in names[max(at - 1, 0) : at + 2]:
        yield spans[side, name][0] + row
    start = spans[side, column][0]
    yield from (start + other for other in (row - 1, row + 1) if 0 <= other < rows.structure.size)


def _in_table(case: Case) -> Iterator[int]:
    """The cells of the same column and row, by their numbers in the plan."""
    side, column, row, _ = case.cell.ref
    rows = case.network.document.sides[side]
    if rows is None or row < 0 or column not in rows.columns or rows.structure.size > MAX_COLUMN:
        return
    spans = case.network.plan.cells.spans
    start = spans[side, column][0]
    yield from range(start, start + rows.structure.size)
    yield from (spans[side, name][0] + row for name in rows.columns)


MAX_COLUMN = 300


def _last_year(case: Case) -> int | None:
    """The same cell of last year's document prints what stands here, if that is given."""
    side, column, row, _ = case.cell.ref
    now, last = case.network.document.sides[side], case.network.document.previous
    then = last.sides[side] if last is not None and side < len(last.sides) else None
    if now is None or then is None or row < 0 or column not in then.columns:
        return None
    name = now.structure.name(row)
    for number in range(then.structure.size):
        value = then.value(column, number)
        if then.structure.name(number) == name and value.is_finite() and not is_blank(value):
            return NOBODY if value == case.network.figures.unscaled(case.printed) else None
    return None


_NEAR = {"neighbour": _beside, "table": _in_table}


def _sum(case: Case, right: int, slip: Slip) -> int | None:
    """A total is off by exactly one of the figures that it adds up, or by one below them. A total
    that is not printed leaves nothing out: it is left out itself."""
    if not case.assignment.printed(case.number):
        return None
    twice = slip.settings["part"] == "twice"
    off = case.printed - right if twice else right - case.printed
    if off <= 0 or off < 20 * case.cell.half:
        return None
    cells = case.network.cells
    for part, value in case.parts():
        if abs(value - off) <= cells[part].half:
            return part
    return None


def _parts(case: Case) -> Iterator[int]:
    """What the cell is a total of, and what those are totals of."""
    seen = {case.number}
    level = [case.number]
    for _ in range(2):
        level = [part for number in level for part in _addends(case, number) if part not in seen]
        seen.update(level)
        yield from level


def _addends(case: Case, total: int) -> Iterator[int]:
    for number in case.network.of(total):
        link = case.network.links[number]
        if isinstance(link, Link) and link.op == "=" and link.terms[0][0] == total:
            yield from (cell for cell, weight in link.terms[1:] if weight * link.terms[0][1] < 0)


def _blank(case: Case, right: int, slip: Slip) -> int | None:
    """Nothing is printed where a figure belongs."""
    del slip
    return NOBODY if not case.assignment.printed(case.number) and right else None


def _superfluous(case: Case, right: int, slip: Slip) -> int | None:
    """A figure is printed where none belongs: in a table, for no sentence is written around one."""
    del slip
    rows = case.network.document.sides[case.cell.ref.side]
    told = rows is not None and rows.structure.side.rows == "claims"
    return NOBODY if case.printed and not right and not told else None


def _truncated(case: Case, right: int, slip: Slip) -> int | None:
    """The right figure without its last places, or one unit below it."""
    del slip
    unit = case.cell.unit
    printed, meant = abs(case.printed // unit), abs(right // unit)
    if not printed or (case.printed < 0) is not (right < 0) or printed >= meant:
        return None
    steps = (meant // 10**k * 10**k for k in (1, 2) if meant >= 10 ** (k + 1))
    return NOBODY if meant - printed == 1 or printed in steps else None


Kind = Callable[[Case, int, Slip], int | None]
"""Whether a slip makes what is printed of a right figure, and the cell that it refers to."""

KINDS: dict[str, Kind] = {
    "digits": _digits,
    "factor": _factor,
    "base": _base,
    "copy": _copy,
    "sum": _sum,
    "blank": _blank,
    "superfluous": _superfluous,
    "truncated": _truncated,
}
"""The kinds that explain one cell; those of several cells are in `causes` and `moves`."""


def unexplained(cell: int, right: int, assignment: Assignment) -> int:
    """What it costs that no slip explains a figure. Less where a rate is computed of the right one
    and of a figure that says the same: it stands in the wrong place. A rate itself is computed,
    too, and may be that of other figures than are printed."""
    network = assignment.network
    ratios = (link for link in map(network.links.__getitem__, network.of(cell))
              if isinstance(link, Quotient))  # fmt: skip
    others = {other for link in ratios for other in cells_of(link)} - {cell}
    if right and any(assignment.value(other) == right for other in others):
        return NO_SLIP - 2
    return NO_SLIP - (measure_of(network.cells[cell].ref, network.document) == "percent")


def measure_of(ref: CellRef, document: Document) -> str:
    """What a figure is of: money, percent or number."""
    rows = document.sides[ref.side]
    if rows is None:
        return "money"
    measure = rows.structure.side.columns[ref.column].measure
    return "money" if measure == "price" else measure


def _links(case: Case) -> Sequence[AnyLink]:
    return [case.network.links[number] for number in case.network.of(case.number)]
