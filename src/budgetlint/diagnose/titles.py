"""Tables that are perhaps not what their titles say: read under the title of another table.

Much of what compares such tables with others fails, while their figures may well add up. Their
titles are exchanged, two and two, and the whole document is read so. That is believed if nine
tenths of what can be told of these tables hold then, and if more of their amounts, of each more
than a few, agree with other tables to the last place: that nothing is compared any more is no
evidence, nor that figures are below a limit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations, islice
from typing import TypeAlias

from ..evaluate.outcomes import Outcomes
from ..model.amounts import is_blank
from ..model.document import Document, Table
from ..model.names import norm
from ..plan.relations import Block, Formulas
from .failing import FEW, LEAST, broken_sums, failing_tables, is_printed, key_of, table_of
from .fared import scene_of, touching
from .hypothesis import Hypothesis
from .marks import Mark, broken
from .misread import Misreading, MisreadTable, Titled
from .restored import left_over
from .units import Trial, read_with

MOST_TABLES = 4
"""Tables whose titles are doubted: to exchange two costs a reading of the whole document."""
MOST_ROWS = 2000
"""Rows of a document that is read under other titles."""

Mistitled: TypeAlias = Hypothesis[Misreading, Mark]


def mistitled(outcomes: Outcomes, trial: Trial) -> Iterator[Mistitled]:
    """The tables that are not what their titles say, by the titles that explain most."""
    accused = _accused(outcomes)
    printed = outcomes.document.tables.values()
    if accused and sum(len(table.raw.rows) for table in printed) <= MOST_ROWS:
        found = (_tried(pair, accused, outcomes, trial) for pair in combinations(accused, 2))
        yield from sorted(filter(None, found), key=lambda one: -one.weight)[:1]


def _accused(outcomes: Outcomes) -> Mapping[str, int]:
    """How often printed tables with a title stand in what fails where much does, the most accused
    first; also where a row is missing that another table prints, or a code is in no list."""
    document = outcomes.document
    times = Counter(_in_sums(outcomes))
    named = Counter(_in_words(outcomes))
    times.update({name: n for name, n in named.items() if n >= LEAST})
    titled = (
        (name, n)
        for name, n in times.most_common()
        if is_printed(document.tables[name]) and document.tables[name].raw.has_title
    )
    return dict(islice(titled, MOST_TABLES))


def _in_sums(outcomes: Outcomes) -> Iterator[str]:
    """The tables of what fails where much does, once for each relation."""
    failing = failing_tables(outcomes.rules, outcomes.document)
    wanted = {key for one in failing for key in one.relations}
    for found in (d for outcome in outcomes.rules for d in outcome.deviations if wanted):
        if key_of(found) in wanted:
            sides = {term[1] for term in found.source.terms(found.number)}
            yield from {table_of(side, outcomes.document) for side in sides} - {""}


def _in_words(outcomes: Outcomes) -> Iterator[str]:
    """The tables of codes and names that are errors, once for each."""
    for outcome in outcomes.rules:
        for one in outcome.assertions if outcome.rule.severity == "error" else ():
            yield from {table_of(ref.side, outcomes.document) for ref in one.cells} - {""}


def _tried(
    pair: tuple[str, str], accused: Mapping[str, int], outcomes: Outcomes, trial: Trial
) -> Mistitled | None:
    """What holds if the titles of two tables are exchanged; None if that does not bear it out."""
    document = outcomes.document
    tables = {name: document.tables[name] for name in pair}
    titles = {one: tables[other].raw.title for one, other in (pair, pair[::-1])}
    raws = {n: t.raw._replace(id="", title=titles[n]) for n, t in tables.items()}
    tried = trial(read_with(document, raws))
    read = [_titled(titles[name], tried.document) for name in pair]
    there = [other for other in read if other is not None]
    if len(there) < len(read) or len(tried.document.problems) > len(document.problems):
        return None
    if not _agree_more(list(tables.values()), there, outcomes, tried):
        return None
    before, after = (broken(one.rules).errors for one in (outcomes, tried))
    mended: frozenset[Mark] = before - after
    if (len(after - before) + _failing(there, tried)) * 9 > len(mended):
        return None
    told = (
        MisreadTable(table, Titled(titles[name]), accused[name], min(accused[name], len(mended)))
        for name, table in tables.items()
    )
    against, cost = len(after - before), FEW * len(pair)
    return Hypothesis(Misreading(tuple(told)), tuple(mended), against=against, cost=cost)


def _agree_more(
    printed: Sequence[Table], read: Sequence[Table], outcomes: Outcomes, tried: Outcomes
) -> bool:
    """Whether tables agree with others in more of their amounts under other titles, each of them in
    more than a few, and none of their figures is lost."""
    more = 0
    for table, other in zip(printed, read, strict=True):
        agreed = len(_agreed(other, tried))
        if _figures(other) < _figures(table) or agreed <= min(FEW, len(_amounts(other)) - 1):
            return False
        more += agreed - len(_agreed(table, outcomes))
    return more > FEW


def _failing(tables: Sequence[Table], outcomes: Outcomes) -> int:
    """How many sums over some tables fail."""
    sides = _sides(tables)
    failed = (cells for _, cells in broken_sums(outcomes.rules))
    return sum(any(cell[0] in sides for cell in cells) for cells in failed)


def _sides(tables: Iterable[Table]) -> frozenset[int]:
    return frozenset(rows.structure.side.ordinal for table in tables for rows in table.sides)


def _titled(title: str, document: Document) -> Table | None:
    """The table of that title."""
    same = (t for t in document.tables.values() if norm(t.raw.title) == norm(title))
    return next(same, None)


def _figures(table: Table) -> int:
    """How many cells of a table are not blank."""
    return sum(not is_blank(value) for value in _cells(table))


def _amounts(table: Table) -> set[Decimal]:
    """The different amounts of a table."""
    return {abs(value) for value in _cells(table) if value.is_finite() and value}


def _cells(table: Table) -> Iterator[Decimal]:
    columns = (column for rows in table.sides for column in rows.columns.values())
    return (value for column in columns for value in column or ())


def _agreed(table: Table, outcomes: Outcomes) -> set[Decimal]:
    """The amounts of a table that agree with other tables to the last place."""
    sides = _sides([table])
    scene = scene_of(sides, outcomes.plan, outcomes.figures)
    parts, found = scene.parts(), set[Decimal]()
    for bound in scene.rules:
        for name, number in touching(bound, outcomes.plan.links, sides, outcomes.figures):
            if scene.reaches_out(parts[name], number):
                found |= _held(parts[name], number, sides, outcomes.document)
    return found


def _held(
    part: Block | Formulas, number: int, sides: frozenset[int], document: Document
) -> set[Decimal]:
    """The amounts of some sides in a relation, if it holds to the last place."""
    if left_over(document, part, number):
        return set()
    terms = (term for term in part.terms(number) if term[1] in sides and term[3] >= 0)
    cells = ((document.sides[side], column, row) for _, side, column, row in terms)
    return {abs(value) for own, column, row in cells if own and (value := own.value(column, row))}
