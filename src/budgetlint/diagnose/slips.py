"""Slips: how a right figure becomes the wrong one that is printed.

Which slips there are, what they are called and how readily each is believed is declared in the
packs (`[slip]`); here is what each kind means. A kind is a function and a line in `KINDS`. It
answers whether the slip leads from the right figure to the printed one, and which other cell it
refers to, if any. Figures are whole numbers, see `network`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal

from ..model.amounts import is_blank
from ..model.digits import EDITS
from ..model.rule import Slip
from ..model.values import NamedTuple
from ..plan.relations import CellRef
from .cells import Cell
from .constraints import Assignment, interval
from .network import AnyLink, Link, Network

NO_SLIP = 6
"""What it costs that nothing explains how the wrong figure came about."""


class Case(NamedTuple):
    """A suspect cell: what is printed there and what may be right."""

    assignment: Assignment
    number: int
    printed: int
    right: int

    @property
    def cell(self) -> Cell:
        """The cell."""
        return self.assignment.network.cells[self.number]

    @property
    def network(self) -> Network:
        """Its network."""
        return self.assignment.network


class Explained(NamedTuple):
    """The slip that explains a wrong figure, and the cell it refers to (-1: none)."""

    slip: Slip
    other: int = -1


def explain(case: Case, slips: Iterable[Slip]) -> Explained | None:
    """The slip that is believed most readily among those that explain a case."""
    measure = _measure(case)
    for slip in sorted(slips, key=lambda s: s.weight):
        kind = KINDS.get(slip.kind)
        if kind is None or slip.settings.get("measure", measure) != measure:
            continue
        other = kind(case, slip)
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


def _digits(case: Case, slip: Slip) -> int | None:
    """One edit of the digits, sign and places being the same."""
    printed, right = _figures(case)
    if not printed or not right or printed == right or (printed < 0) is not (right < 0):
        return None
    wrong, meant = str(abs(printed)), str(abs(right))
    holds = EDITS[slip.settings["edit"]]
    if holds(wrong, meant):
        return NOBODY
    # 0.45 for 10.45: a figure below 1 prints zeros that str() does not.
    width = max(len(wrong), len(meant), 3)
    if len(wrong) < 3 or len(meant) < 3:
        wide = holds(wrong.zfill(width), meant.zfill(width))
        return NOBODY if wide and len(wrong) != len(meant) else None
    return None


def _factor(case: Case, slip: Slip) -> int | None:
    """The printed figure is a multiple of the right one, as far as its places show."""
    if not case.printed or not case.right:
        return None
    half = case.cell.half
    for text in slip.settings["factors"]:
        factor = Decimal(text)
        numerator, denominator = factor.as_integer_ratio()
        meant = case.right * numerator
        room = half * (max(numerator, denominator) if abs(factor) >= 1 else denominator)
        if factor == -1:
            room = 0
        # A figure that keeps too few digits is no evidence for the factor.
        telling = min(abs(case.printed), abs(case.right)) >= 20 * half
        if telling and abs(case.printed * denominator - meant) <= room:
            return NOBODY
    return None


def _base(case: Case, slip: Slip) -> int | None:
    """Δ ÷ this year is what is stated, where Δ ÷ last year is meant."""
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


def _copy(case: Case, slip: Slip) -> int | None:
    """Another cell prints what stands here, and it stands near, or in last year's table."""
    if not case.printed or abs(case.printed) < 20 * case.cell.half:
        return None
    if slip.settings["from"] == "previous":
        return _last_year(case)
    near: Callable[[Case], Iterable[CellRef]] = _NEAR[slip.settings["from"]]
    column = case.network.figures.column
    for ref in near(case):
        figures = column(ref.side, ref.column)
        if figures is None or figures.values[ref.row] != case.printed:
            continue
        other = case.network.cell(ref)
        cell = case.network.cells[other]
        if other != case.number and cell.printed and cell.value == case.printed:
            return other
    return None


def _beside(case: Case) -> Iterator[CellRef]:
    """The cells to the left and right, above and below."""
    side, column, row, _ = case.cell.ref
    rows = case.network.document.sides[side]
    if rows is None or row < 0 or column not in rows.columns:
        return
    names = list(rows.columns)
    at = names.index(column)
    for name in names[max(at - 1, 0) : at + 2]:
        yield CellRef(side, name, row)
    for other in (row - 1, row + 1):
        if 0 <= other < rows.structure.size:
            yield CellRef(side, column, other)


def _in_table(case: Case) -> Iterator[CellRef]:
    """The cells of the same column and row, and those tied to this cell by a relation."""
    side, column, row, _ = case.cell.ref
    rows = case.network.document.sides[side]
    if rows is None or row < 0 or column not in rows.columns or rows.structure.size > MAX_COLUMN:
        return
    for other in range(rows.structure.size):
        yield CellRef(side, column, other)
    for name in rows.columns:
        yield CellRef(side, name, row)


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


def _sum(case: Case, slip: Slip) -> int | None:
    """A total is off by exactly one of the figures that it adds up, or by one below them. A total
    that is not printed leaves nothing out: it is left out itself."""
    if not case.assignment.printed(case.number):
        return None
    twice = slip.settings["part"] == "twice"
    off = case.printed - case.right if twice else case.right - case.printed
    if off <= 0 or off < 20 * case.cell.half:
        return None
    for part in _parts(case):
        cell = case.network.cells[part]
        if cell.printed and abs(case.assignment.value(part) - off) <= cell.half:
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


def _blank(case: Case, slip: Slip) -> int | None:
    """Nothing is printed where a figure belongs."""
    del slip
    return NOBODY if not case.assignment.printed(case.number) and case.right else None


def _superfluous(case: Case, slip: Slip) -> int | None:
    """A figure is printed where none belongs: in a table, for no sentence is written around one."""
    del slip
    rows = case.network.document.sides[case.cell.ref.side]
    told = rows is not None and rows.structure.side.rows == "claims"
    return NOBODY if case.printed and not case.right and not told else None


def _truncated(case: Case, slip: Slip) -> int | None:
    """The right figure without its last places, or one unit below it."""
    del slip
    printed, right = map(abs, _figures(case))
    if not printed or (case.printed < 0) is not (case.right < 0) or printed >= right:
        return None
    steps = (right // 10**k * 10**k for k in (1, 2) if right >= 10 ** (k + 1))
    return NOBODY if right - printed == 1 or printed in steps else None


KINDS: dict[str, Callable[[Case, Slip], int | None]] = {
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


def _figures(case: Case) -> tuple[int, int]:
    """The printed and the right figure in units of the last place."""
    unit = case.cell.unit
    return case.printed // unit, case.right // unit


def _measure(case: Case) -> str:
    rows = case.network.document.sides[case.cell.ref.side]
    if rows is None:
        return "money"
    return rows.structure.side.columns[case.cell.ref.column].measure


def _links(case: Case) -> Sequence[AnyLink]:
    return [case.network.links[number] for number in case.network.of(case.number)]
