"""Headings that may reach too far: what fails below them again and again is no misprint.

A heading is written once over several columns. Where the next one is blank, its columns are read
below the one before: two columns then have the same header path (合计 of last year, 合计 of what
has no heading), or a column stands below another's own header (总计/小计 beside 总计). Nobody can
tell from words what such columns are. So equations across columns that hold one of them are a
question, and no error, where they fail as often as they hold (a row with one figure besides its
sum tells nothing), and no single figure stands in three or more of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from .. import messages
from ..evaluate.figures import Figures
from ..evaluate.outcomes import Deviation, RuleOutcome
from ..model.amounts import is_blank
from ..model.document import Document, Rows, Table
from ..model.errors import Message
from ..model.names import path
from ..model.values import NamedTuple
from ..model.verdict import Verdict
from ..plan.relations import CellRef
from .failing import Key, explained_by, key_of
from .hypothesis import Hypothesis

Column = tuple[int, str]
"""A side and a column of it."""
THREE = 3


class HeadedReading(NamedTuple):
    """Relations of a rule (by its place in the plan) across columns that perhaps stand below a
    heading of their own; `header` is that of one of these."""

    rule: int
    founds: tuple[Deviation, ...]
    header: str

    def said(self, _: Document) -> Message:
        """What would have to be otherwise, in words."""
        return messages.heading_doubtful(self.header)


DoubtfulHeading: TypeAlias = Hypothesis[HeadedReading, Key]


def doubtful_headings(
    outcomes: Sequence[RuleOutcome], figures: Figures
) -> Iterator[DoubtfulHeading]:
    """The equations that fail again and again below headings that may reach too far."""
    doubtful = _doubtful(figures.document)
    for at, outcome in enumerate(outcomes if doubtful else ()):
        if outcome.rule.open:
            continue
        for columns, founds in _alike(outcome, doubtful).items():
            if _fail_again(columns, founds, doubtful, figures):
                header = next(doubtful[column] for column in columns if column in doubtful)
                reading = HeadedReading(at, tuple(founds), header)
                yield Hypothesis(reading, tuple(map(key_of, founds)))


def _doubtful(document: Document) -> Mapping[Column, str]:
    """The columns whose headings may reach too far, with their headers."""
    return {
        (rows.structure.side.ordinal, name): table.raw.columns[at]
        for table in document.tables.values()
        for rows in table.sides
        for name, at in _reaching(table, rows)
    }


def _reaching(table: Table, rows: Rows) -> Iterator[tuple[str, int]]:
    """The columns of a side that have the header path of another, or stand below one's own, and
    those above them."""
    headers = table.raw.columns
    places = {name: at for name, at in rows.where.columns.items() if at < len(headers)}
    times = Counter(headers[at] for at in places.values())
    paths = [path(headers[at]) for at in places.values()]
    above = {"/".join(parts[:n]) for parts in paths for n in range(1, len(parts))} & times.keys()
    for name, at in places.items():
        header = headers[at]
        below = any(header.startswith(f"{upper}/") for upper in above)
        if header and (times[header] > 1 or header in above or below):
            yield name, at


def _alike(
    outcome: RuleOutcome, doubtful: Mapping[Column, str]
) -> Mapping[frozenset[Column], list[Deviation]]:
    """The equations of a rule that fail, by their columns: those across columns of which one is
    doubtful."""
    found: dict[frozenset[Column], list[Deviation]] = defaultdict(list)
    for one in outcome.deviations:
        if one.verdict is Verdict.BROKEN and one.source.op == "=":
            columns = frozenset((ref.side, ref.column) for ref in _cells(one))
            if len(columns) > 1 and not columns.isdisjoint(doubtful):
                found[columns].append(one)
    return found


def _cells(found: Deviation) -> Iterator[CellRef]:
    return (ref for _, ref in (*found.relation.left, *found.relation.right))


def _fail_again(
    columns: frozenset[Column],
    founds: Sequence[Deviation],
    doubtful: Mapping[Column, str],
    figures: Figures,
) -> bool:
    """Whether equations fail as often as they hold where more than one figure is added up, and no
    single figure explains three failures or more."""
    side = next(side for side, name in columns if (side, name) in doubtful)
    rows = figures.document.sides[side]
    if rows is None:
        return False
    own = [name for of, name in columns if of == side]
    failed = {ref.row for found in founds for ref in _cells(found) if ref.side == side}
    telling = min(len(own), THREE)
    printed = [
        sum(not is_blank(value) and bool(value) for value in (rows.value(n, row) for n in own))
        for row in range(rows.structure.size)
    ]
    hold = [row for row, count in enumerate(printed) if count >= telling and row not in failed]
    cells = [frozenset((r.side, r.column, r.row) for r in _cells(found)) for found in founds]
    single = len(founds) >= THREE and explained_by(cells, 1)
    sources = {id(found.source): found.source.size for found in founds}
    others = sum(sources.values()) - len(founds)  # the rows that the equations speak of
    return len(failed) >= min(len(hold), others) and not single
