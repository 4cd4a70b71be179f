"""Echoes: what one slip breaks besides the errors by which its cell was found.

A wrong amount also makes a rate look nudged by one unit, or contradicts a word beside it (小于).
Such questions and assertions are no findings of their own: where they hold once the cell says what
it should, they are evidence of the same cause.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from ..evaluate.figures import Figures
from ..evaluate.judge import again
from ..evaluate.outcomes import Outcomes
from ..model.document import Document
from ..plan.relations import Assertion, CellRef
from .certainty import Cause
from .constraints import Assignment
from .network import Network, cells_of


def echoed(causes: Sequence[Cause], outcomes: Outcomes, network: Network) -> list[Cause]:
    """The causes with their echoes; only those that say what their cells should print, and have no
    rival."""
    values = {
        change.cell: change.right
        for cause in causes
        if not cause.rivals
        for change in cause.change.changes
    }
    owner = {change.cell: i for i, cause in enumerate(causes) for change in cause.change.changes}
    if not values:
        return list(causes)
    more: defaultdict[int, list[int]] = defaultdict(list)
    for number in _questions(values, network):
        cells = [cell for cell in cells_of(network.links[number]) if cell in values]
        more[owner[cells[0]]].append(number)
    said: defaultdict[int, list[Assertion]] = defaultdict(list)
    for assertion, ref in _assertions(values, outcomes, network):
        said[owner[network.cell(ref)]].append(assertion)
    return [
        cause._replace(evidence=(*cause.evidence, *more[i]), echoes=tuple(said[i]))
        for i, cause in enumerate(causes)
    ]


def suspected(causes: Iterable[Cause], network: Network) -> set[int]:
    """The relations that hold a suspect cell: as printed they say nothing of other figures."""
    changes = (change for cause in causes for change in cause.change.changes)
    return {n for change in changes for n in network.of(change.cell)}


def _questions(values: Mapping[int, int], network: Network) -> Iterator[int]:
    """What is excused, holds one of these cells, and holds with these figures."""
    after = Assignment(network, values)
    for number in network.questions():
        link = network.links[number]
        if any(cell in values for cell in cells_of(link)) and after.holds(link):
            yield number


def _assertions(
    values: Mapping[int, int], outcomes: Outcomes, network: Network
) -> Iterator[tuple[Assertion, CellRef]]:
    """The assertions about some cells that fail as printed, and hold with these figures."""
    own = {network.cells[cell].ref: cell for cell in values}
    concerned = [
        (bound, outcome)
        for bound, outcome in zip(outcomes.plan.rules, outcomes.rules, strict=True)
        if any(ref in own for assertion in outcome.assertions for ref in assertion.cells)
    ]
    if not concerned:
        return
    meant = _with_figures(
        outcomes.document,
        {
            ref: network.figures.unscaled(values[cell], network.cells[cell].unit)
            for ref, cell in own.items()
        },
    )
    plan = outcomes.plan
    figures = Figures(meant, None, plan.places, plan.cells)
    judged = again(plan, [bound for bound, _ in concerned], figures)
    for (_, outcome), now in zip(concerned, judged, strict=True):
        left = set(map(_mark, now.assertions))
        for assertion in outcome.assertions:
            ref = next((ref for ref in assertion.cells if ref in own), None)
            if ref is not None and _mark(assertion) not in left:
                yield assertion, ref


def _mark(assertion: Assertion) -> tuple[object, ...]:
    return assertion.key, assertion.cells, assertion.spans


def _with_figures(document: Document, figures: Mapping[CellRef, Decimal]) -> Document:
    """The same document with other figures in some cells."""
    sides = list(document.sides)
    for ref, figure in figures.items():
        rows = sides[ref.side]
        column = rows.columns.get(ref.column) if rows is not None else None
        if rows is None or column is None or ref.row < 0:
            continue
        changed = [*column[: ref.row], figure, *column[ref.row + 1 :]]
        sides[ref.side] = rows._replace(columns={**rows.columns, ref.column: changed})
    return document._replace(sides=sides)
