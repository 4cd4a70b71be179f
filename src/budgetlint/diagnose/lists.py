"""Lists in prose that were perhaps read wrongly: where they end, and what they add up to.

A list whose sum fails is a question, and no error, if the sum holds to the last place where the
list ends one item earlier, takes in the item behind it, or adds up to the amount before its whole;
if the words between the figures leave that open (only a comma or a full stop in front of the item,
no ; behind the list, no total that closes it), and what is told of the item agrees: what is left
out is of another kind than all others (what is carried over, behind sources of income), what is
taken in is of the kind of one of them. And nothing else may speak against a figure of the list:
then that is misprinted. So a list that names its parts one like the other stays an error.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from .. import messages
from ..evaluate.figures import Figures
from ..evaluate.outcomes import Deviation, RuleOutcome
from ..model.document import Document, Rows
from ..model.errors import Message
from ..model.prose import Prose, Span
from ..model.values import NamedTuple
from ..model.verdict import Verdict
from ..model.words import pattern
from ..plan.relations import CellRef
from .failing import Key, key_of
from .hypothesis import Hypothesis

_OPEN = pattern("lists.open")
_CLOSED = pattern("lists.closed")
_APART = pattern("lists.apart")
LOOSE = frozenset({"flow", "entity", "role"})
"""Coordinates that do not tell the items of a list apart."""

_Kind: TypeAlias = "tuple[bool, frozenset[str]] | None"
_Spans: TypeAlias = Mapping[tuple[str, int, int], Span]


class ListReading(NamedTuple):
    """A list of a rule (by its place in the plan) that is perhaps read wrongly: it ends before a
    figure (`shorter`) or takes it in (`longer`), or adds up to it (`other-base`)."""

    rule: int
    founds: tuple[Deviation, ...]
    how: str
    item: CellRef

    def said(self, document: Document) -> Message:
        """What would have to be otherwise, in words."""
        relation = self.founds[0].relation
        whole, item = (_called(ref, document) for ref in (relation.left[0][1], self.item))
        return messages.list_misread(self.how, whole, item)


MisreadList: TypeAlias = Hypothesis[ListReading, Key]


class _Prose(NamedTuple):
    """The rows of prose, with the stretch of text that each of their figures stands in."""

    rows: Rows
    document: Document
    spans: _Spans

    def span(self, ref: CellRef) -> Span | None:
        """Where a figure is printed."""
        table = self.document.tables[self.rows.structure.side.table]
        place = table.raw.locate(ref.row, self.rows.where.columns[ref.column])
        return self.spans.get((place.section, place.start, place.end))

    def between(self, one: CellRef, other: CellRef) -> str:
        """The words between two figures of one section, none where that cannot be told."""
        first, second = self.span(one), self.span(other)
        if first is None or second is None or first.section != second.section:
            return ""
        return self.document.narrative[first.section].text[first.end : second.start]

    def behind(self, ref: CellRef) -> str:
        """The words behind a figure."""
        span = self.span(ref)
        return self.document.narrative[span.section].text[span.end :] if span is not None else ""

    def beside(self, ref: CellRef, step: int) -> CellRef | None:
        """The next figure of the column, or the one before."""
        row = ref.row + step
        return ref._replace(row=row) if 0 <= row < self.rows.structure.size else None

    def kind(self, ref: CellRef) -> _Kind:
        """What sort of thing a figure is of, where that is certain."""
        stated = self.rows.structure.stated
        about = stated.about.get(ref.row) if stated is not None else None
        if about is None:
            return None
        return bool(about.accounts), frozenset(name for name, _ in about.at) - LOOSE


def misread_lists(outcomes: Sequence[RuleOutcome], figures: Figures) -> Iterator[MisreadList]:
    """The lists whose sums hold where they are read otherwise."""
    failed = [(at, one) for at in range(len(outcomes)) for one in _broken(outcomes[at])]
    of_lists = [(at, found) for at, found in failed if outcomes[at].rule.open]
    if not of_lists or figures.document.prose is None:
        return  # a table may fail in thousands of relations
    spans = _spans(figures.document, figures.document.prose)
    accused: defaultdict[CellRef, set[frozenset[CellRef]]] = defaultdict(set)
    for _, found in failed:
        cells = _cells(found)
        for ref in cells:
            accused[ref].add(cells)
    for at, found in of_lists:
        cells = _cells(found)
        prose = _prose_of(cells, figures.document, spans)
        if prose is None or any(len(accused[ref]) > 1 for ref in cells):
            continue
        for how, item in _otherwise(found, prose, figures):
            yield Hypothesis(ListReading(at, (found,), how, item), (key_of(found),))


def _broken(outcome: RuleOutcome) -> Iterator[Deviation]:
    return (found for found in outcome.deviations if found.verdict is Verdict.BROKEN)


def _cells(found: Deviation) -> frozenset[CellRef]:
    relation = found.relation
    return frozenset(ref for _, ref in (*relation.left, *relation.right))


def _spans(document: Document, prose: Prose) -> _Spans:
    """The stretches of text that figures stand in, by section and from where to where."""
    return {
        (document.narrative[span.section].section, span.start, span.end): span
        for claim in prose.claims
        for span in (figure.place for figure in claim.figures.values())
    }


def _prose_of(cells: frozenset[CellRef], document: Document, spans: _Spans) -> _Prose | None:
    """The prose that all of these cells are of."""
    sides = {ref.side for ref in cells}
    rows = document.sides[next(iter(sides))] if len(sides) == 1 else None
    if rows is None or rows.structure.side.rows != "claims":
        return None
    return _Prose(rows, document, spans)


def _otherwise(found: Deviation, prose: _Prose, figures: Figures) -> Iterator[tuple[str, CellRef]]:
    """How else a list may be read so that its sum holds; nothing where a total closes it."""
    relation = found.relation
    parts = sorted((ref for _, ref in relation.right), key=lambda ref: ref.row)
    if len(relation.left) != 1 or len(parts) < 2 or relation.left[0][1].row > parts[0].row:
        return
    whole, last, off = relation.left[0][1], parts[-1], found.residual
    if figures.value(last) == -off and len(parts) > 2 and _ends_before(last, parts, prose):
        yield "shorter", last
    behind = prose.beside(last, 1)
    if behind is not None and figures.value(behind) == off and _goes_on(behind, parts, prose):
        yield "longer", behind
    before = prose.beside(whole, -1)
    if before is not None and figures.value(before) == figures.value(whole) - off:
        words = prose.between(before, whole)
        if words and _APART.search(words) is None:
            yield "other-base", before


def _ends_before(last: CellRef, parts: Sequence[CellRef], prose: _Prose) -> bool:
    """Whether the words leave it open that a list ends before its last item."""
    *others, before = parts[:-1]
    alike = {prose.kind(ref) for ref in (*others, before)}
    is_open = _OPEN.match(prose.between(before, last)) is not None
    return is_open and _CLOSED.match(prose.behind(last)) is None and prose.kind(last) not in alike


def _goes_on(behind: CellRef, parts: Sequence[CellRef], prose: _Prose) -> bool:
    """Whether the words leave it open that a list takes in the item behind it."""
    words = prose.between(parts[-1], behind)
    alike = {prose.kind(ref) for ref in parts}
    return bool(words) and _APART.search(words) is None and prose.kind(behind) in alike


def _called(ref: CellRef, document: Document) -> str:
    rows = document.sides[ref.side]
    return rows.structure.labels[ref.row] if rows is not None else ""
