"""Nests: rows without a mark that are parts of a row above them, in a list where none says so.

Words or indents say which rows may be parts of one above them (单位资金, 事业收入, 其他收入).
Whether they are, and whether they are all of it, the figures tell: that reading counts by which
most sums hold. Rows that are all parts by their words, or indented and inside the row by their
words, are its parts unless the figures say plainly that they stand beside it. Where no reading
makes a sum hold, and none is plain from the words, that sum is `uncertain`. Where words say
nothing (基本支出, 工资福利支出), rows are nested that add up to one above them, or without which
the sum above holds, if by that a sum holds which else does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial, reduce
from itertools import product, takewhile
from operator import mul
from typing import Literal

from ..model.amounts import BLANK, is_blank
from ..model.document import Rows, Structure
from ..model.layout import Side
from ..model.names import norm
from ..model.raw import indent_of
from ..model.values import NamedTuple
from ..model.vocabulary import Coordinates, Vocabulary
from .layouts import MAX_KEPT_ROWS
from .readings import CARRIED, FLOW, VINTAGE, without_role
from .row_facts import kept, label_reading
from .sums import is_apart, is_closed, is_inside
from .trees import OF_WHICH, is_marked


class Nest(NamedTuple):
    """A row and those below it that may be its parts: `sure` where words or indents leave no doubt,
    `likely` where they speak for it; empty where nothing does."""

    whole: int
    parts: tuple[int, ...]
    plain: Literal["sure", "likely", ""]


class Taken(NamedTuple):
    """The parts that a row is taken to have: none, all that it holds, or only `some` of it."""

    parts: tuple[int, ...] = ()
    some: bool = False


class Score(NamedTuple):
    """How well a reading fits, the least first: sums that fail (one that goes against plain words
    must mend two), then sums that hold, less than nothing."""

    against: int
    holds: int


Reading = tuple[Taken, ...]
"""What each nest is taken for."""
MAX_READINGS = 256
NOTHING = Taken()


def nested(vocabulary: Vocabulary, rows: Rows) -> Rows:
    """The rows with those nested that words and figures tell."""
    shape = rows.structure
    if shape.side.rows not in ("outline", "code") or any(shape.codes) or shape.said:
        return rows
    nests = nests_of(vocabulary, shape)
    best = _best(nests, rows)
    if best is None:
        return rows
    if _failed(nests, best, rows):
        more = tuple(_told_by_figures(vocabulary, nests, rows))
        other = _best(more, rows) if len(more) > len(nests) else None
        if other and _is_better(more, other, _scored(nests, best, rows), rows):
            nests, best = more, other
    if not nests:
        return rows
    doubtful = frozenset(_doubtful(nests, best, rows))
    made = kept(vocabulary, shape, (best, doubtful), lambda: _shaped(shape, nests, best, doubtful))
    return rows._replace(structure=made)


def _is_better(nests: Sequence[Nest], reading: Reading, than: Score, rows: Rows) -> bool:
    """Whether by a reading fewer sums fail than by another; or as many, of which each is that of a
    row with parts that it alone nests: what these leave adds up."""
    score = _scored(nests, reading, rows)
    taken = {n.whole for n, t in zip(nests, reading, strict=True) if t.parts and not n.plain}
    same = score.against == than.against and _failed(nests, reading, rows) <= taken
    return score.against < than.against or same


def nests_of(vocabulary: Vocabulary, shape: Structure) -> tuple[Nest, ...]:
    """The rows of a list that may have parts below them, by words and indents."""
    if shape.size > MAX_KEPT_ROWS:
        return ()
    return kept(vocabulary, shape, "nests", lambda: tuple(_nests_of(vocabulary, shape)))


def _nests_of(vocabulary: Vocabulary, shape: Structure) -> Iterator[Nest]:
    said = [_meant(vocabulary, shape, row) for row in range(shape.size)]
    depths = [indent_of(label) for label in shape.labels]
    for whole in range(shape.size):
        if not shape.level[whole] or norm(shape.labels[whole]).startswith(OF_WHICH):
            continue
        # Rows below are looked at only as far as they may be parts: most rows have none.
        is_deeper = partial(_is_deeper, depths, whole)
        deeper = list(takewhile(is_deeper, _beside_below(shape, whole)))
        inside = partial(_is_part, vocabulary, said, whole)
        rows = deeper or list(takewhile(inside, _beside_below(shape, whole)))
        parts = tuple(_direct(vocabulary, rows, said, depths if deeper else None))
        plain = [is_inside(vocabulary, said[row], said[whole]) for row in parts]
        closed = bool(said[whole]) and is_closed(vocabulary, said[whole], [said[r] for r in parts])
        if parts:
            sure = len(parts) > 1 and all(plain) and (closed or bool(deeper))
            yield Nest(whole, parts, "sure" if sure else "likely")


def _is_deeper(depths: Sequence[int], whole: int, row: int) -> bool:
    return depths[row] > depths[whole]


def _beside_below(shape: Structure, whole: int) -> Iterator[int]:
    """The rows below a row that have no mark and stand beside it, down to the first other one but
    for its own."""
    for row in range(whole + 1, shape.size):
        name = norm(shape.labels[row])
        if not name or shape.parent[row] == whole:
            continue
        marked = name.startswith(OF_WHICH) or is_marked(name)
        if marked or name in shape.side.subtotal or shape.parent[row] != shape.parent[whole]:
            return
        yield row


def _direct(
    vocabulary: Vocabulary,
    rows: Sequence[int],
    said: Sequence[Coordinates],
    depths: Sequence[int] | None,
) -> Iterator[int]:
    """The rows that are no parts of others of them."""
    for at, row in enumerate(rows):
        above = rows[:at]
        if depths is not None:
            if all(depths[other] >= depths[row] for other in above):
                yield row
        elif not any(is_inside(vocabulary, said[row], said[other]) for other in above):
            yield row


def _is_part(vocabulary: Vocabulary, said: Sequence[Coordinates], whole: int, row: int) -> bool:
    """Whether a row may be a part of another by its words: it says more of the same; or the other
    is what is carried, and the row says what was named above, or what of it is carried."""
    one, other = said[row], said[whole]
    if one and other and is_inside(vocabulary, one, other):
        return True
    carried = other.get(VINTAGE) in CARRIED and len(other) == 1
    return carried and bool(one) and (VINTAGE in one or one in said[:whole])


def _meant(vocabulary: Vocabulary, shape: Structure, row: int) -> Coordinates:
    """What a name says of its figures, but for the flow, which is that of the whole list."""
    reading = label_reading(vocabulary, shape, row)
    if reading.left or not norm(shape.labels[row]):
        return {}
    meant = vocabulary.meant(without_role(reading.coordinates))
    return {name: member for name, member in meant.items() if name != FLOW}


def _told_by_figures(vocabulary: Vocabulary, nests: Sequence[Nest], rows: Rows) -> Iterator[Nest]:
    """The nests of a list, and those of rows that add up to a row above them, if no word is against
    that."""
    shape = rows.structure
    known = {nest.whole: nest for nest in nests}
    said = [_meant(vocabulary, shape, row) for row in range(shape.size)]
    for whole in range(shape.size if shape.size <= MAX_ROWS else 0):
        if whole in known:
            yield known[whole]
        elif shape.level[whole] and not norm(shape.labels[whole]).startswith(OF_WHICH):
            alike = list(_alike(vocabulary, shape, said, whole))
            parts = tuple(_direct(vocabulary, alike, said, None))
            nest = Nest(whole, parts, plain="")
            if any(_whole_lists(nest, rows)) or any(_left_out(nest, rows)):
                yield nest


def _alike(
    vocabulary: Vocabulary, shape: Structure, said: Sequence[Coordinates], whole: int
) -> Iterator[int]:
    """The rows below a row of which no word says that they are of something else."""
    for row in _beside_below(shape, whole):
        if is_apart(vocabulary, said[row], said[whole]):
            return
        yield row


MAX_ROWS = 100
"""Rows of a list in which nests are looked for that only figures tell."""


def _best(nests: Sequence[Nest], rows: Rows) -> Reading | None:
    """The reading by which most sums hold; None where there are too many."""
    options = [list(_options(nest, rows)) for nest in nests]
    count = reduce(mul, map(len, options), 1)
    readings = product(*options) if count <= MAX_READINGS else ()
    return min(readings, key=lambda reading: _scored(nests, reading, rows), default=None)


def _options(nest: Nest, rows: Rows) -> Iterator[Taken]:
    """What a nest may be: for plain words all of it first; else also as many rows as add up to the
    row above them."""
    if nest.plain == "sure":
        yield Taken(nest.parts)
        yield NOTHING
        return
    yield NOTHING
    whole = list(_whole_lists(nest, rows))
    yield from map(Taken, whole)
    if not nest.plain:
        yield from (Taken(parts) for parts in _left_out(nest, rows) if parts not in whole)
    if nest.plain:
        yield Taken(nest.parts, some=True)


def _whole_lists(nest: Nest, rows: Rows) -> Iterator[tuple[int, ...]]:
    """As many parts as add up to the row above them, the longest lists first; a column that fails
    beside more that hold is a misprint."""
    own = _own(rows.structure, nest.whole)
    for end in range(len(nest.parts), 0, -1):
        parts = (*own, *nest.parts[:end])
        counts = [_holds(rows, name, nest.whole, parts) for name in _money(rows.structure.side)]
        if counts.count(True) > counts.count(False):
            yield nest.parts[:end]


def _left_out(nest: Nest, rows: Rows) -> Iterator[tuple[int, ...]]:
    """The rows right below a row without which the sum above it holds that else does not: they are
    its parts, though one of their figures may be wrong."""
    shape = rows.structure
    upper = shape.parent[nest.whole]
    if upper < 0:
        return
    for end in range(len(nest.parts), 1, -1):
        parts = nest.parts[:end]
        beside = [r for r in _own(shape, upper) if r not in parts and r not in shape.parts]
        counts = [_holds(rows, name, upper, beside) for name in _money(shape.side)]
        if any(counts) and False not in counts:
            yield parts


def _own(shape: Structure, whole: int) -> Iterator[int]:
    """The rows that are parts of a row in any case."""
    return (row for row, above in enumerate(shape.parent) if above == whole)


def _holds(rows: Rows, name: str, whole: int, parts: Sequence[int]) -> bool | None:
    """Whether a row is the sum of others; None where nothing is printed, or it cannot be told."""
    total, values = rows.value(name, whole), [rows.value(name, row) for row in parts]
    gap = total - sum(values, BLANK)
    if gap.is_nan() or not (total or any(values)):
        return None
    if not gap:
        return True
    half = rows.half(*(v for v in (total, *values) if not is_blank(v)))
    return abs(gap) <= (len(parts) + 1) * half


def _money(side: Side) -> Iterator[str]:
    return (name for name, column in side.columns.items() if column.measure == "money")


def _scored(nests: Sequence[Nest], reading: Reading, rows: Rows) -> Score:
    parent, some = _grown(rows.structure, nests, reading)
    counts = [found for _, found in _equations(parent, some, rows) if found is not None]
    pairs = zip(nests, reading, strict=True)
    declined = sum(nest.plain == "sure" and not taken.parts for nest, taken in pairs)
    return Score(2 * counts.count(False) + 3 * declined, -counts.count(True))


def _grown(
    shape: Structure, nests: Sequence[Nest], reading: Reading
) -> tuple[Sequence[int], frozenset[int]]:
    """The parent of each row by a reading, and the rows that are only some of it."""
    parent = list(shape.parent)
    some = {*shape.parts}
    for nest, taken in zip(nests, reading, strict=True):
        for row in nest.parts:
            parent[row] = nest.whole if row in taken.parts else parent[nest.whole]
        if taken.parts:
            more = {*taken.parts, *_own(shape, nest.whole)}
            some = some | more if taken.some else some - more
    return parent, frozenset(some)


def _equations(
    parent: Sequence[int], some: frozenset[int], rows: Rows
) -> Iterator[tuple[int, bool | None]]:
    """Each row that others add up to, and whether they do, column by column."""
    below: dict[int, list[int]] = {}
    for row, above in enumerate(parent):
        if above >= 0 and row not in some:
            below.setdefault(above, []).append(row)
    for whole, parts in below.items():
        for name in _money(rows.structure.side):
            yield whole, _holds(rows, name, whole, parts)


def _failed(nests: Sequence[Nest], reading: Reading, rows: Rows) -> set[int]:
    """The rows that are not what others add up to by a reading."""
    parent, some = _grown(rows.structure, nests, reading)
    return {whole for whole, holds in _equations(parent, some, rows) if holds is False}


def _doubtful(nests: Sequence[Nest], best: Reading, rows: Rows) -> Iterator[int]:
    """The rows of which nobody can tell what adds up to them: that fails, and would by what some
    row beside stands for as well."""
    parent, _ = _grown(rows.structure, nests, best)
    failed = _failed(nests, best, rows)
    for nest, taken in zip(nests, best, strict=True):
        said = nest.plain != "likely" or (taken.parts and not taken.some)
        values = (rows.value(n, r) for n in _money(rows.structure.side) for r in nest.parts)
        if parent[nest.whole] in failed and not said and any(values):
            yield parent[nest.whole]


def _shaped(
    shape: Structure, nests: Sequence[Nest], reading: Reading, doubtful: frozenset[int]
) -> Structure:
    """The tree by a reading."""
    parent, some = _grown(shape, nests, reading)
    level = list(shape.level)
    for row, above in enumerate(parent):
        if 0 <= above < row and level[row]:
            level[row] = level[above] + 1 if above != shape.total else level[row]
    return shape._replace(
        parent=tuple(parent),
        level=tuple(level),
        parts=some,
        uncertain=shape.uncertain | doubtful,
    )
