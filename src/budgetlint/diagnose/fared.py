"""How the relations of tables fare under another reading of them, and whether that bears it out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TypeAlias

from ..evaluate.figures import Figures
from ..evaluate.judge import Judge, again
from ..evaluate.outcomes import RuleOutcome
from ..model.document import Document
from ..model.values import NamedTuple
from ..model.verdict import Verdict
from ..plan.bind import BoundRule, Plan
from ..plan.links import PlanLinks
from ..plan.relations import Block, Bound, Formulas, Ratios
from .failing import FEW, Cell, Failing, Key, broken_sums, explained_by, table_of
from .readings import ColumnsOf, TableReading, UnreadColumn, read_as
from .restored import Restored, left_over, restored

SAMPLE = 60
"""So many relations are asked before all that speak of a table are judged."""

_HOLDS = (Verdict.EXACT, Verdict.ROUNDING, Verdict.NOT_APPLICABLE)

Sum: TypeAlias = tuple[Block | Formulas, int]
"""A part of a rule, and the number of a relation in it."""
Sides = frozenset[int]


class Scene(NamedTuple):
    """What speaks of the tables that fail: rules of the plan, over their sides; where it is
    `closed` only what speaks of nothing else."""

    plan: Plan
    figures: Figures
    sides: Sides
    rules: Sequence[BoundRule]
    closed: bool = False

    def speaks(self, source: Block | Formulas, number: int) -> bool:
        """Whether a relation is one of those that count here."""
        told = any if not self.closed else all
        return told(term[1] in self.sides for term in source.terms(number) if term[3] >= 0)

    def over(self, bound: BoundRule, figures: Figures) -> Iterator[Key]:
        """The relations of a rule that count here and are not blank."""
        parts = self.parts() if self.closed else {}
        for key in touching(bound, self.plan.links, self.sides, figures):
            if not self.closed or self.speaks(parts[key[0]], key[1]):
                yield key

    def parts(self) -> dict[int, Block | Formulas]:
        """The sums of these rules that may be over the sides, by their identities."""
        return {
            id(part): part
            for bound in self.rules
            for part in bound.parts
            if isinstance(part, (Block, Formulas)) and _is_over(part, self.sides)
        }

    def reaches_out(self, source: Block | Formulas, number: int) -> bool:
        """Whether a relation speaks of another table as well."""
        return any(term[1] not in self.sides for term in source.terms(number) if term[3] >= 0)

    def fared(self, readings: Sequence[TableReading]) -> Fared:
        """How all that speaks of these tables fares if they are read so."""
        read = read_as(self.figures.document, readings)
        sides = {side for reading in readings for side in reading.sides()}
        found = restored(read, self.rules, sides)
        return _fared(self, self.figures.instead(found.document), found, readings)


def scene_of(sides: Sides, plan: Plan, figures: Figures, *, closed: bool = False) -> Scene:
    """The rules that speak of some sides."""
    rules = [bound for bound in plan.rules if _speaks_of(bound, sides)]
    return Scene(plan, figures, sides, rules, closed)


class Sample(NamedTuple):
    """Some of the sums that fail in a table, and some of all that speak of it, from the first to
    the last: asked before all are judged, for a table may have a hundred thousand rows. Where there
    are few they are all of them."""

    failing: Sequence[Sum]
    every: Sequence[Sum]

    def is_hopeless(self, judge: Judge) -> bool:
        """Whether so few hold of those that fail, or so many fail of all, that all of them need not
        be judged. What is asked of all is more than is asked here."""
        asked = [judge.tell(source, number) for source, number in self.failing]
        told = [verdict for verdict in asked if verdict is not Verdict.NOT_CHECKED]
        if sum(verdict in _HOLDS for verdict in told) * 3 < len(told):
            return True
        verdicts = [judge.tell(source, number) for source, number in self.every]
        return verdicts.count(Verdict.BROKEN) * 3 > len(verdicts)


def sample_of(failing: Failing, scene: Scene) -> Sample:
    """What is asked of a table that fails."""
    parts = scene.parts()
    keys = [(parts[source], n) for source, n in failing.relations if source in parts]
    step = sum(part.size for part in parts.values()) // SAMPLE + 1
    numbers = ((part, n) for part in parts.values() for n in range(0, part.size, step))
    every = [one for one in numbers if not scene.closed or scene.speaks(*one)]
    return Sample(keys[:: len(keys) // SAMPLE + 1], every)


class Fared(NamedTuple):
    """How the relations of tables fare under another reading: those that do not hold then, with
    their cells; those that cannot be told; how many hold; what was `restored`, and how many of its
    figures cannot be (`odd`): they are negative, or not what is left of them in print. `unread`
    says that the sums leave all of a column of which nothing was read, `displaced` that it is to
    stand where others are printed."""

    scene: Scene
    parts: Mapping[int, Block | Formulas]
    document: Document
    broken: Mapping[Key, frozenset[Cell]]
    untold: frozenset[Key]
    held: int
    restored: Restored
    odd: int
    unread: bool
    displaced: bool

    def bears_out(self, failing: Failing) -> bool:
        """Whether nearly all hold of what is told, and enough of what failed, to the last place:
        half of all figures are below a limit. A relation that gave a figure counts where another
        one holds with it; and if it takes those, more figures must be given than a few misprints
        could be, apart from what follows from the others. Of a column that is `unread` another
        table must print something, and for one that is `displaced` they are no evidence at all:
        whatever adds up and stands in the place of another (half of it, or that of an old year),
        leaves a rest that adds up, too."""
        failed = failing.relations.keys()
        told = failed - self.untold
        holding = told - self.broken.keys()
        gave, vouched = self.restored.gave, self._vouched()
        equal = set(filter(self._is_equal, holding))
        plain = equal - gave.keys()
        mended = sum(key not in gave or gave[key] in vouched for key in equal)
        if mended <= FEW or mended * 2 < len(failed):
            return False
        if self.wrong * 9 > self.held or (len(plain) <= FEW and not self._is_told_apart(plain)):
            return False
        others = len(self.broken.keys() - failed) + self.odd
        if len(holding) * 10 >= len(told) * 9 and others * 9 <= mended:
            return True
        left = Failing(failing.tables, self.broken)
        return not self.odd and explained_by(left.within(), 1)

    @property
    def wrong(self) -> int:
        """How much does not hold, or cannot be."""
        return len(self.broken) + self.odd

    def _is_equal(self, key: Key) -> bool:
        """Whether what holds is no mere limit, or has no room to it."""
        part = self.parts[key[0]]
        return part.op == "=" or not left_over(self.document, part, key[1])

    def _witnesses(self) -> Mapping[Key, frozenset[Cell]]:
        """The relations that hold with restored figures, and gave none of them, with these."""
        silent = self.broken.keys() | self.untold | self.restored.gave.keys()
        figures = self.restored.figures
        return {
            key: cells
            for key, cells in self.restored.over.items()
            if key not in silent and any(figures.get(cell) for cell in cells)
        }

    def _vouched(self) -> frozenset[Cell]:
        return frozenset().union(*self._witnesses().values())

    def _is_told_apart(self, plain: AbstractSet[Key]) -> bool:
        """Whether restored figures are no mere rest, and more of them are not bound by others than
        a few misprints could be."""
        witnesses = self._witnesses().keys()
        told = any(self.scene.reaches_out(self.parts[s], n) for s, n in witnesses | plain)
        rest = self.displaced or (self.unread and not told)
        return sum(map(bool, self.restored.figures.values())) - len(witnesses) > FEW and not rest


def _fared(
    scene: Scene, figures: Figures, found: Restored, readings: Sequence[TableReading]
) -> Fared:
    """How the sums of some rules fare; of rules that do not apply under that reading none is
    told."""
    outcomes = again(scene.plan, scene.rules, figures)
    told = all if scene.closed else any
    broken = {
        key: own
        for key, own in broken_sums(outcomes)
        if told(cell[0] in scene.sides for cell in own)
    }
    untold = set(_untold(outcomes))
    held = -len(broken)
    for bound, outcome in zip(scene.rules, outcomes, strict=True):
        over = scene.over(bound, figures)
        if outcome.applies:
            held += sum(1 for key in over if key not in untold)
        else:
            untold.update(over)
    odd = sum(_are_odd(found, readings, scene.figures))
    return Fared(
        scene,
        scene.parts(),
        found.document,
        broken,
        frozenset(untold),
        held,
        found,
        odd,
        unread=any(_is_unread(reading, scene.figures.document) for reading in readings),
        displaced=any(isinstance(one, ColumnsOf) and one.moved < 0 for one in readings),
    )


def _is_unread(reading: TableReading, document: Document) -> bool:
    """Whether nothing was read of a column; text recognition may well lose one."""
    if not isinstance(reading, UnreadColumn) or reading.cut:
        return False
    return not document.tables[table_of(reading.column[0], document)].raw.loose


def _untold(outcomes: Sequence[RuleOutcome]) -> Iterator[Key]:
    for outcome in outcomes:
        for one in outcome.deviations:
            if one.verdict is Verdict.NOT_CHECKED:
                yield id(one.source), one.number


def _are_odd(found: Restored, readings: Sequence[TableReading], printed: Figures) -> Iterator[bool]:
    """Whether each restored figure is none that was lost: tables print no amounts below nothing
    but where they print others, and what was cut off leaves the rest in print."""
    cut = {reading.column: reading.cut for reading in readings if isinstance(reading, UnreadColumn)}
    signed = {side: _prints_less(printed.document, side) for side, _, _ in found.figures}
    for (side, name, row), figure in found.figures.items():
        yield figure < 0 and not signed[side]
        if cut.get((side, name)):
            rows = printed.document.sides[side]
            rest = rows.value(name, row) if rows is not None else figure
            yield not _is_rest(f"{rest:f}", f"{figure:f}", cut[side, name])


def _prints_less(document: Document, side: int) -> bool:
    """Whether amounts below nothing are printed in a side of a table."""
    rows = document.sides[side]
    columns = rows.columns.values() if rows is not None else ()
    return any(v < 0 for column in columns for v in column or () if v.is_finite())


def _is_rest(rest: str, figure: str, cut: int) -> bool:
    """Whether the first or last digit of a figure, or none, is all that it lacks in print."""
    whole = figure if len(rest) == len(figure) else figure[1:] if cut < 0 else figure[:-1]
    return rest == whole


def _speaks_of(bound: BoundRule, sides: Sides) -> bool:
    """Whether a rule has arithmetic over one of these sides."""
    return any(isinstance(part, Ratios) or _is_over(part, sides) for part in bound.parts)


def _is_over(part: Bound, sides: Sides) -> bool:
    """Whether there may be sums in a part over one of these sides."""
    if isinstance(part, Block):
        return any(addend.side in sides for addend in (*part.left, *part.right))
    return isinstance(part, Formulas)


def touching(bound: BoundRule, links: PlanLinks, sides: Sides, figures: Figures) -> Iterator[Key]:
    """The sums of a rule over one of these sides that are not blank."""
    for part in bound.parts:
        if isinstance(part, (Block, Formulas)) and _is_over(part, sides):
            for number, shown in enumerate(links.shown(part, figures)):
                over = isinstance(part, Block) or any(t[1] in sides for t in part.terms(number))
                if shown and over:
                    yield id(part), number
