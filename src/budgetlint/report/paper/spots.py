"""Spots: every figure of a document, numbered, with its ticks and its state."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from ... import messages
from ...model.amounts import AmountError, is_blank, parse, printed
from ...model.document import Document
from ...model.errors import NOTHING, Message
from ...model.layout import PREVIOUS
from ...model.raw import RawTable
from ...model.verdict import Verdict
from ...plan.relations import CellRef
from ..cells import finding_cell
from ..finding import Finding, FindingCell
from .relations import PaperRelation, is_prose, table_of
from .values import Address, Judged, PaperTerm, Spot, State, Tick

MAX_TERMS = 400
"""Figures of one relation that are listed; of a longer sum the rest is counted."""
VOUCHING = frozenset({Verdict.EXACT, Verdict.ROUNDING})


class Register:
    """Numbers the figures of a document, and collects what is said of each."""

    def __init__(self, document: Document, findings: Sequence[Finding]) -> None:
        self.document = document
        self.findings = findings
        self.spots: list[Spot] = []
        self.relations: list[Judged] = []
        self._numbers: dict[CellRef, int] = {}
        self.places: dict[Address, int] = {}
        self._ticks: dict[int, dict[Tick, None]] = {}
        self._speaking: dict[int, list[int]] = {}
        self._rounded: set[int] = set()
        self._named = {cell.place: cell for cell in _words(findings)}

    def spot(self, ref: CellRef) -> int:
        """The number of a cell's spot."""
        number = self._numbers.get(ref)
        if number is None:
            cell = finding_cell(ref, self.document)
            number = self._numbers[ref] = self.add(_spot_of(cell))
            self.places.setdefault(address(cell), number)
        return number

    def add(self, spot: Spot) -> int:
        """The number of a new spot."""
        self.spots.append(spot)
        return len(self.spots) - 1

    def named(self, text: str, raw: RawTable, row: int, index: int) -> int:
        """The spot of a code or a name that a finding is about; -1 for any other."""
        cell = self._named.get(raw.locate(row, index)) if self._named and text else None
        if cell is None:
            return -1
        spot = _spot_of(cell)._replace(value=cell.value or text.strip(), figure=False)
        number = self.places[address(cell)] = self.add(spot)
        return number

    def found(self, cell: FindingCell) -> int:
        """The spot of a finding's cell; -1 for words of the narrative."""
        return self.places.get(address(cell), -1)

    def hold(self, held: PaperRelation) -> None:
        """Take in a relation: its figures, and the ticks that it gives them."""
        number = len(self.relations)
        heads = {ref for _, ref in held.left}
        self.relations.append(self._judged(held))
        for ref in dict.fromkeys(held.refs):
            spot = self.spot(ref)
            self._speaking.setdefault(spot, []).append(number)
            if held.verdict in VOUCHING and self.spots[spot].value:
                ticks = self._ticks.setdefault(spot, {})
                ticks.update(dict.fromkeys(_ticks(ref, held, self.document, heads)))
            if held.verdict is Verdict.ROUNDING and ref in heads:
                self._rounded.add(spot)

    def _judged(self, held: PaperRelation) -> Judged:
        left, right, whole = (self._terms(side) for side in (held.left, held.right, held.whole))
        listed = len(held.left) + len(held.right) + len(held.whole)
        cut = sum(max(0, len(side) - MAX_TERMS) for side in (left, right, whole))
        return Judged(
            held.rule.code,
            held.verdict,
            held.sort,
            held.op,
            left[:MAX_TERMS],
            right[:MAX_TERMS],
            whole[:MAX_TERMS],
            held.expected,
            held.difference,
            held.tolerance,
            listed - len(left) - len(right) - len(whole),
            cut,
        )

    def _terms(self, terms: Iterable[tuple[Decimal, CellRef]]) -> tuple[PaperTerm, ...]:
        """The figures that are printed, or whose row is missing."""
        spots = [(weight, self.spot(ref)) for weight, ref in terms]
        return tuple(
            PaperTerm(f"{weight:f}", spot)
            for weight, spot in spots
            if self.spots[spot].value or not self.spots[spot].there
        )

    def ticked(self) -> tuple[Spot, ...]:
        """All spots with their ticks."""
        return tuple(self._ticked(number, spot) for number, spot in enumerate(self.spots))

    def _ticked(self, number: int, spot: Spot) -> Spot:
        ticks = tuple(self._ticks.get(number, ()))
        state: State = "verified" if ticks else "open"
        if number in self._rounded:
            state = "rounding"
        if spot.doubt.zh:
            state = "doubt"
        speaking = tuple(self._speaking.get(number, ()))
        return spot._replace(state=state, ticks=ticks, relations=speaking)


def _words(findings: Iterable[Finding]) -> Iterable[FindingCell]:
    """The cells of findings that are about no figure but about a code, a name or a text."""
    for finding in findings:
        for cell in finding.cells:
            if cell.is_there and not cell.place.section and is_blank(cell.amount):
                yield cell


def _spot_of(cell: FindingCell) -> Spot:
    return Spot(
        cell.brief if cell.brief.zh else cell.table,
        cell.row,
        cell.column,
        cell.value if not is_blank(cell.amount) or cell.place.section == "" else "",
        cell.place,
        _amount(cell),
        cell.is_there,
        doubt=cell.doubt,
        english=cell.english,
    )


def _amount(cell: FindingCell) -> str:
    """A figure in the money of the document, where it is printed otherwise."""
    shown = printed(cell.amount)
    try:
        return "" if printed(parse(cell.value)) == shown else shown
    except AmountError:
        return shown


def address(cell: FindingCell) -> Address:
    """What tells a cell from every other."""
    return (cell.address.zh, cell.place)


def _ticks(
    ref: CellRef, held: PaperRelation, document: Document, heads: set[CellRef]
) -> Iterable[Tick]:
    """The ticks that a relation which holds gives one of its figures."""
    if held.sort == "bound":
        return
    if held.sort in ("ratio", "previous") or held.sort not in ("table", "prose"):
        yield Tick(held.sort, heads=ref in heads)
        return
    own = table_of(ref, document)
    others = {table_of(other, document): other for other in held.refs}
    if len(others) == 1:
        yield Tick(held.sort)
    for table, other in others.items():
        if table != own and is_prose(other, document):
            yield Tick("prose")
        elif table != own:
            yield Tick("table", _table_name(table, document))


def _table_name(table: str, document: Document) -> Message:
    """The number of a table, or else its name."""
    found = document.tables.get(table)
    if found is None:
        return NOTHING
    name = messages.brief_of(messages.table_name(found.layout, found.number), found.raw)
    if found.layout.id.startswith(PREVIOUS):
        return messages.last_year(name)
    return Message(str(found.number), str(found.number)) if found.number else name
