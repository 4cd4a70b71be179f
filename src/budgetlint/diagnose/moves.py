"""Moves: slips of whole rows, which no small set of cells would explain.

Rows that stand one column off, that are in another unit, that exchanged their figures, or that
stand there twice. Row sums hold after such a slip and only column totals tell; so the document is
read as if a run of rows had not slipped, and that reading is believed if it makes several broken
relations hold and breaks none.

A kind of move gives, for each row, the figures that it would have without the slip. Which run of
rows it was is found by adding up what each row would contribute to the broken relations.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from ..model.document import Rows
from ..model.rule import Slip
from ..model.values import NamedTuple
from .constraints import NONE, Assignment, Values
from .network import Link, Network, bits_of
from .remedies import Figures, Remedy, remedies
from .runs import run_test, runs
from .weigh import CellChange, Group

MAX_ROWS = 2000
ALL_RUNS = 60
"""In tables of up to so many rows any run of rows is tried, in longer ones those from the first
row on, those to the last row, and single rows."""
MIN_MENDED = 2
MAX_MOVES = 4
MAX_LINKS = 12
"""Broken relations of a side by which runs of rows are found."""


class Move(NamedTuple):
    """Rows of one side that slipped: what their cells should say, and how they slipped.

    `first` and `last` are rows, `column` the first one that differs; `steps` is how far the
    figures have to move to the right, `factor` by what they have to be multiplied.
    """

    slip: Slip
    side: int
    first: int
    last: int
    column: str
    steps: int
    factor: str
    values: Mapping[int, int | None]
    mended: frozenset[int]

    @property
    def groups(self) -> tuple[Group, ...]:
        """The figures that are wrong one by one: none."""
        return ()

    @property
    def changes(self) -> tuple[CellChange, ...]:
        """None of these either."""
        return ()


def moves(network: Network, hard: Collection[int], slips: Sequence[Slip]) -> list[Move]:
    """The moves that explain broken relations, one after the other."""
    found: list[Move] = []
    values: Values = NONE
    left = set(hard)
    while len(found) < MAX_MOVES and len(left) >= MIN_MENDED:
        assignment = Assignment(network, values)
        sides = _sides(network, left)
        tried = (_best(side, sides[side], left, assignment, slips) for side in sorted(sides))
        move = max(filter(None, tried), key=lambda m: len(m.mended), default=None)
        if move is None:
            break
        found.append(move)
        values = {**values, **move.values}
        left -= move.mended
    return found


def _sides(network: Network, broken: Iterable[int]) -> dict[int, list[Link]]:
    """The sides of tables in which several relations are broken, with these."""
    found: dict[int, list[Link]] = {}
    for number in sorted(broken):
        link = network.links[number]
        if isinstance(link, Link):
            for side in {network.cells[cell].ref.side for cell, _ in link.terms}:
                found.setdefault(side, []).append(link)
    return {side: links for side, links in found.items() if len(links) >= MIN_MENDED}


def _best(
    side: int,
    touching: Sequence[Link],
    broken: Collection[int],
    assignment: Assignment,
    slips: Sequence[Slip],
) -> Move | None:
    """The move in one side that mends most and breaks nothing; `touching` is what is broken of
    it."""
    rows = assignment.network.document.sides[side]
    if rows is None or rows.structure.side.rows == "claims" or rows.structure.size > MAX_ROWS:
        return None
    table = _Table(side, rows, assignment)
    stakes = [_stake(link, table) for link in touching[:MAX_LINKS]]
    links = assignment.network.links
    beyond = len(touching) > MAX_LINKS or any(not isinstance(links[n], Link) for n in broken)
    best: Move | None = None
    for trial in _trials(table, stakes, slips, 1 if beyond else MIN_MENDED):
        move = _judge(trial, table, assignment, broken)
        if move is not None and (best is None or _rank(move) > _rank(best)):
            best = move
    return best


def _rank(move: Move) -> tuple[int, int, int]:
    """More mended; fewer cells changed; the first in the table."""
    return len(move.mended), -len(move.values), -move.first


class _Table:
    """One side as rows of whole numbers, in printed order of its columns."""

    def __init__(self, side: int, rows: Rows, assignment: Assignment) -> None:
        self.side = side
        self.rows = rows
        self.reading = assignment
        money = rows.structure.side.columns
        printed = sorted(rows.where.columns, key=lambda name: rows.where.columns[name])
        self.columns = [name for name in printed if money[name].measure == "money"]
        spans = assignment.network.plan.cells.spans
        self.starts = [spans[side, name][0] for name in self.columns]
        """The number in the plan of the first cell of each column."""
        columns = [self._column(name) for name in self.columns]
        self.figures: list[Figures] = [
            tuple([column[row] for column in columns]) for row in range(rows.structure.size)
        ]

    def _column(self, name: str) -> list[int | None]:
        """The figures of a column; None where there is none, or none that can be read."""
        column = self.reading.network.figures.column(self.side, name)
        if column is None:
            found: list[int | None] = [None] * self.rows.structure.size
        else:
            found = [v if shown else None for v, shown in zip(*column[:2], strict=True)]
            for row in column.unread:
                found[row] = None
        for cell, value in self.reading.otherwise.items():
            side, at, row, _ = self.reading.cell(cell).ref
            if (side, at) == (self.side, name) and row >= 0:
                found[row] = value
        return found


class Stake(NamedTuple):
    """What a broken relation takes of a table: for each row, the places of its columns with their
    weights; what it is off by; and what rounding hides of it: of what is printed, and of each blank
    cell, by its row, if a figure were printed there."""

    link: Link
    of_rows: Mapping[int, Sequence[tuple[int, int]]]
    residual: int
    shown: int
    blank: Sequence[tuple[int, int]]

    def slack(self, rows: Collection[int]) -> int:
        """What rounding may hide if any cells of these rows are printed."""
        return self.shown + sum(hidden for row, hidden in self.blank if row in rows)


def _stake(link: Link, table: _Table) -> Stake:
    at = {name: i for i, name in enumerate(table.columns)}
    of_rows: dict[int, list[tuple[int, int]]] = {}
    shown = 0
    blank: list[tuple[int, int]] = []
    for cell, weight in link.terms:
        about = table.reading.cell(cell)
        side, column, row, _ = about.ref
        if side == table.side and column in at and row >= 0:
            of_rows.setdefault(row, []).append((at[column], weight))
        if table.reading.printed(cell):
            shown += abs(weight) * about.half
        else:
            blank.append((row, abs(weight) * about.half))
    return Stake(link, of_rows, table.reading.residual(link), shown, blank)


class MoveTrial(NamedTuple):
    """New figures for some rows, and how they came about."""

    remedy: Remedy
    rows: Mapping[int, Figures]


def _trials(
    table: _Table, stakes: Sequence[Stake], slips: Sequence[Slip], least: int
) -> Iterator[MoveTrial]:
    """What to look at closely: what changes the sums of so many broken relations at the least."""
    staked = {row for stake in stakes for row in stake.of_rows}
    for slip in slips:
        for remedy in remedies(slip, len(table.columns)):
            some = _undone(table, remedy, staked)
            effects = [_effects(stake, some, table, remedy.fine) for stake in stakes]
            if len(effects) - effects.count({}) < least:
                continue
            undone = _undone(table, remedy, range(len(table.figures)))
            moved = [(stake, by) for stake, by in zip(stakes, effects, strict=True) if by]
            for first, last in _runs(undone, table, remedy, moved, least):
                rows = {row: new for row, new in undone.items() if first <= row <= last}
                yield MoveTrial(remedy, rows)
        yield from _PAIRS.get(slip.kind, _no_pairs)(slip, table, stakes)


def _undone(table: _Table, remedy: Remedy, rows: Iterable[int]) -> dict[int, Figures]:
    """Some rows without the slip, those that it would have changed."""
    undo, figures = remedy.undo, table.figures
    return {
        row: new
        for row in rows
        if any(old := figures[row])
        and (new := undo(old)) is not None
        and (new != old or remedy.fine != 1)
    }


def _runs(
    undone: Mapping[int, Figures],
    table: _Table,
    remedy: Remedy,
    moved: Sequence[tuple[Stake, Mapping[int, int]]],
    least: int,
) -> Iterator[tuple[int, int]]:
    """Runs of rows without whose slip all broken relations hold that they touch, so many at the
    least."""
    changing = sorted(undone)
    tests = [
        run_test(stake.residual * remedy.fine, stake.slack(undone) * remedy.fine, effects, changing)
        for stake, effects in moved
    ]
    figures = table.figures
    stuck = [row for row, old in enumerate(figures) if any(old) and remedy.undo(old) is None]
    return runs(changing, stuck, tests, least, any_run=len(figures) <= ALL_RUNS)


def _effects(
    stake: Stake, undone: Mapping[int, Figures], table: _Table, fine: int
) -> dict[int, int]:
    """By how much each row, put right, would change what a relation is off by."""
    found: dict[int, int] = {}
    for row, weights in stake.of_rows.items():
        new = undone.get(row)
        if new is not None:
            old = table.figures[row]
            step = 0
            for i, weight in weights:
                step += weight * ((new[i] or 0) - fine * (old[i] or 0))
            if step:
                found[row] = step
    return found


def _judge(
    trial: MoveTrial, table: _Table, assignment: Assignment, broken: Collection[int]
) -> Move | None:
    """The move, if it mends several relations and leaves none that it touches broken."""
    network = assignment.network
    values: dict[int, int | None] = {}
    for cell, right in _changes(trial, table, network):
        scaled = trial.remedy.factor and right is not None
        if scaled and abs(right or 0) < TELLING * network.cells[cell].unit:
            return None
        values[cell] = right
    if len(values) < MIN_MENDED:
        return None
    links = network.links
    after = assignment.but(values)
    hard = 0
    for cell in values:
        for number in bits_of(network.must_hold(cell) & ~hard):
            if not after.holds(links[number]):
                return None
        hard |= network.must_hold(cell)
    touched = {n for cell in values for n in network.of(cell)}
    mended = {n for n in touched & network.broken if after.holds(links[n])}
    if len(mended.intersection(broken)) < MIN_MENDED:
        return None
    changed = {network.cells[cell].ref.column for cell in values}
    column = next(name for name in table.columns if name in changed)
    remedy = trial.remedy
    return Move(
        remedy.slip, table.side, min(trial.rows), max(trial.rows), column, remedy.steps,
        remedy.factor, values, frozenset(mended),
    )  # fmt: skip


def _changes(trial: MoveTrial, table: _Table, network: Network) -> Iterator[tuple[int, int | None]]:
    """The cells that would say something else, and what."""
    fine = trial.remedy.fine
    for row, new in trial.rows.items():
        for start, old, right in zip(table.starts, table.figures[row], new, strict=True):
            if fine * (old or 0) != (right or 0):
                cell = network.at(start + row)
                if trial.remedy.factor and right is not None:
                    right = _rounded(right, network.cells[cell].unit, fine)
                yield cell, right


def _rounded(value: int, unit: int, fine: int) -> int:
    """The nearest figure of so many places."""
    return (2 * value + unit * fine) // (2 * unit * fine) * unit


TELLING = 20
"""Units of the last place that a figure in another unit of money must keep to be one: what is
divided until rounding hides it would agree with anything."""


def _swapped_rows(slip: Slip, table: _Table, stakes: Sequence[Stake]) -> Iterator[MoveTrial]:
    """Two neighbouring rows with each other's figures."""
    remedy = Remedy(slip, lambda old: old)
    touched = _touched(stakes, table)
    for row in range(len(table.figures) - 1):
        one, other = table.figures[row], table.figures[row + 1]
        different = sum(a != b for a, b in zip(one, other, strict=True))
        if different > 1 and any(one) and any(other) and touched & {row, row + 1}:
            rows = {row: other, row + 1: one}
            if _may_hold(rows, table, stakes):
                yield MoveTrial(remedy, rows)


def _twice(slip: Slip, table: _Table, stakes: Sequence[Stake]) -> Iterator[MoveTrial]:
    """A row that repeats one above it, name and figures."""
    remedy = Remedy(slip, lambda old: old)
    shape = table.rows.structure
    touched = _touched(stakes, table)
    seen: set[tuple[str, Figures]] = set()
    for row, figures in enumerate(table.figures):
        name = shape.name(row), figures
        if name in seen and any(figures) and row in touched:
            yield MoveTrial(remedy, {row: (None,) * len(figures)})
        seen.add(name)


def _touched(stakes: Sequence[Stake], table: _Table) -> set[int]:
    """The rows, of any table, that broken relations hold."""
    return {table.reading.cell(cell).ref.row for stake in stakes for cell, _ in stake.link.terms}


def _may_hold(rows: Mapping[int, Figures], table: _Table, stakes: Sequence[Stake]) -> bool:
    """Whether each broken equation that holds any of these rows may hold with other figures there;
    told from what it is off by, before anything is looked up."""
    for stake in stakes:
        effects = _effects(stake, rows, table, 1)
        if effects and stake.link.op == "=":
            rest = abs(stake.residual + sum(effects.values()))
            if rest > stake.slack(rows) and stake.link.tolerance is None:
                return False
    return True


def _no_pairs(slip: Slip, table: _Table, stakes: Sequence[Stake]) -> Iterator[MoveTrial]:
    del slip, table, stakes
    return iter(())


_PAIRS: Mapping[str, Callable[[Slip, _Table, Sequence[Stake]], Iterator[MoveTrial]]] = {
    "rows-swapped": _swapped_rows,
    "row-twice": _twice,
}
