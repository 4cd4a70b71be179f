"""Findings are made here: of what was judged, what a report says of it.

A `Finding` is made of a deviation or a failed assertion, with every cell's place resolved. That
work is done only for what is reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal, localcontext

from .. import messages
from ..diagnose import TableSlip, hint, rate_hint
from ..evaluate.figures import Figures
from ..evaluate.outcomes import Deviation, Outcomes, RatioDeviation, RuleOutcome
from ..model.amounts import BLANK, EXACT, AmountError, exponent, is_blank, parse
from ..model.document import Document
from ..model.errors import NOTHING, Message
from ..model.prose import Span
from ..model.rule import Rule
from ..model.severity import Severity
from ..model.verdict import Verdict
from ..model.words import literal
from ..plan.relations import Assertion, CellRef, Relation
from ..recognise.claims import location_of
from .cells import cell_value, finding_cell, told_cell
from .finding import Finding, FindingCell, Role, plain

Key = tuple[int, int]
"""A relation: the identity of its block and its number; an assertion: its own and ASSERTED."""
ASSERTED = -1
Keyed = tuple[Key, Finding]


def findings_of(outcomes: Outcomes, verdict: Verdict) -> list[Finding]:
    """The findings of one verdict (BROKEN or ROUNDING), in the order of rules."""
    return [finding for _, finding in keyed_findings(outcomes, verdict)]


def keyed_findings(outcomes: Outcomes, verdict: Verdict) -> list[Keyed]:
    """The same with the relation or the assertion of each."""
    with localcontext(EXACT):
        return [
            (key, _with_doubts(finding))
            for outcome in outcomes.rules
            for key, finding in _of_rule(outcome, outcomes.figures, verdict)
        ]


def _with_doubts(finding: Finding) -> Finding:
    """The finding, with a word on those of its cells that may have been misread: then it is no
    more than a hint, since it may be the reading that is wrong."""
    note = doubt_note([finding])
    if not note.zh:
        return finding
    return finding._replace(severity="info", hint=messages.joined(finding.hint, note))


def doubt_note(findings: Iterable[Finding]) -> Message:
    """A word on those cells of some findings that may have been misread; nothing if none may."""
    doubts = {
        cell.address: (cell.address, cell.value, cell.doubt)
        for finding in findings
        for cell in finding.cells
        if cell.doubt.zh
    }
    return messages.read_in_doubt(list(doubts.values())) if doubts else NOTHING


def _of_rule(outcome: RuleOutcome, figures: Figures, verdict: Verdict) -> Iterable[Keyed]:
    for deviation in outcome.deviations:
        if deviation.verdict is verdict:
            key = id(deviation.source), deviation.number
            yield key, deviation_finding(deviation, figures)
    for ratio in outcome.ratios:
        if ratio.verdict is verdict:
            yield (id(ratio.relation), 0), ratio_finding(ratio, figures)
    if verdict is Verdict.BROKEN:
        for assertion in outcome.assertions:
            yield key_of(assertion), _of_assertion(outcome.rule, assertion, figures)


def key_of(assertion: Assertion) -> Key:
    """The key of the finding that an assertion is."""
    return id(assertion), ASSERTED


def _of(rule: Rule, verdict: Verdict, severity: Severity) -> Finding:
    """What a rule says, whatever it was that did not hold."""
    return Finding(
        code=rule.code,
        name=rule.name,
        severity=severity,
        verdict=verdict,
        message=rule.message,
        why=rule.why,
        cells=(),
        explain=rule.explain,
        kind=rule.kind,
    )


def deviation_finding(deviation: Deviation, figures: Figures) -> Finding:
    """A relation with its arithmetic. What may be a habit of the document is no error."""
    document = figures.document
    relation = deviation.relation
    rule = relation.rule
    left = _sum(relation.left, document)
    first = next((ref for _, ref in (*relation.left, *relation.right)), None)
    sides = [
        [(w, ref) for w, ref in side if ref is first or _is_shown(ref, document)]
        for side in (relation.left, relation.right)
    ]
    shown = [*_cells(sides[0], figures, "printed"), *_cells(sides[1], figures, "addend")]
    money, shift = unit_of(relation, document)
    places = places_of(shown, shift)
    return _of(rule, deviation.verdict, _severity(rule, is_question=deviation.excused))._replace(
        cells=tuple(_in_unit(cell, shift, places) for cell in shown),
        op=relation.op,
        actual=shortened(left, shift, places),
        expected=shortened(left - deviation.residual, shift, places),
        difference=shortened(deviation.residual, shift, places),
        tolerance=_shifted(deviation.slack, shift),
        money=money,
        hint=hint(deviation, figures) if deviation.verdict is Verdict.BROKEN else NOTHING,
        blanks=len(relation.left) + len(relation.right) - len(shown),
    )


def _is_shown(ref: CellRef, document: Document) -> bool:
    """Whether a cell of a relation is told: a figure, or that its row is not there."""
    return ref.row < 0 or not is_blank(cell_value(ref, document))


def unit_of(relation: Relation, document: Document) -> tuple[str, int]:
    """The unit in which the figures of a relation are printed, and the power of ten that leads
    from the document's base money to it: those of its first figure that is there."""
    refs = [ref for _, ref in (*relation.left, *relation.right) if ref.row >= 0 and ref.column]
    return unit_in(refs[0], document) if refs else (document.base_money, 0)


def unit_in(ref: CellRef, document: Document) -> tuple[str, int]:
    """The same of one cell, be its row printed or not."""
    rows = document.sides[ref.side]
    if rows is None:
        return document.base_money, 0
    side = rows.structure.side
    measure = side.columns[ref.column].measure
    if measure not in ("money", "price"):
        return ("%" if measure == "percent" else ""), 0
    if side.rows == "claims":
        return document.base_money, 0
    table = document.tables[side.table]
    index = rows.where.columns.get(ref.column, -1)
    return table.money_of(index) or document.base_money, -table.scale_of(index)


def _shifted(amount: Decimal, shift: int) -> Decimal:
    """An amount in another unit; of a blank and of what cannot be read nothing changes."""
    if not shift or is_blank(amount) or amount.is_nan():
        return amount
    return amount.scaleb(shift, EXACT)


def places_of(cells: Iterable[FindingCell], shift: int) -> int | None:
    """The exponent of the last place that the first figure prints in that unit."""
    first = next(filter(_counts, cells), None)
    return None if first is None else min(exponent(_shifted(first.amount, shift)), 0)


def _in_unit(cell: FindingCell, shift: int, places: int | None) -> FindingCell:
    amount = shortened(cell.amount, shift, places)
    return cell if amount is cell.amount else cell._replace(amount=amount)


def shortened(amount: Decimal, shift: int, places: int | None) -> Decimal:
    """An amount in that unit, without the zeros that come of other tables' places: as many places
    as the first figure prints, or as it takes."""
    own = _shifted(amount, shift)
    if own.is_nan() or is_blank(own) or places is None:
        return own
    while exponent(own) < places and own.scaleb(-exponent(own), EXACT) % 10 == 0:
        own = own.quantize(Decimal(1).scaleb(exponent(own) + 1), context=EXACT)
    return own


def _counts(cell: FindingCell) -> bool:
    return not (is_blank(cell.amount) or cell.amount.is_nan())


def ratio_finding(deviation: RatioDeviation, figures: Figures) -> Finding:
    """A ratio with what the figures give."""
    document = figures.document
    relation = deviation.relation
    rule = relation.rule
    cells = [
        *_cells([(Decimal(1), relation.stated)] if relation.stated else [], figures, "stated"),
        *_cells(relation.part, figures, "part"),
        *_cells(relation.whole, figures, "whole"),
    ]
    cells = list({cell.address: cell for cell in cells}.values())
    low, high = deviation.possible or (Decimal(0), Decimal(0))
    price = relation.stated is not None and is_price(relation.stated, document)
    if relation.stated and price:
        _, shift = unit_in(relation.stated, document)
        low, high = _shifted(low, shift), _shifted(high, shift)
        found = Message(cells[0].value, cells[0].value)
        wanted = messages.price_found(low, high)
    elif relation.stated:
        stated = _percent_of(cells[0])
        found = messages.percentage_stated(stated)
        wanted = messages.percentage_found(*_as_said(low, high, cells[0]), stated)
    else:
        found = messages.percentage_found(low, high)
        wanted = messages.percentage_range(relation.low, relation.high)
    if deviation.possible is None:
        found, wanted = messages.zero_base(relation.zero.new if relation.zero else ())
    return _of(rule, deviation.verdict, _severity(rule, is_question=deviation.excused))._replace(
        cells=tuple(cells),
        actual=cells[0].amount if relation.stated else None,
        possible=(low, high),
        percent=not price,
        found=found,
        wanted=wanted,
        money=document.base_money,
        hint=rate_hint(deviation, figures) if deviation.verdict is Verdict.BROKEN else NOTHING,
    )


def is_price(ref: CellRef, document: Document) -> bool:
    """Whether a cell holds a price, which is no percentage of anything."""
    rows = document.sides[ref.side]
    return rows is not None and rows.structure.side.columns[ref.column].measure == "price"


def _percent_of(cell: FindingCell) -> str:
    """A stated rate without its %: as printed, unless it is printed otherwise, as 3倍 is."""
    text = cell.value.rstrip(literal("amounts.percent"))
    same = text.replace(",", "").lstrip("-") == f"{abs(cell.amount):f}"
    return text if same or not text or cell.amount.is_nan() else plain(abs(cell.amount))


def _as_said(low: Decimal, high: Decimal, cell: FindingCell) -> tuple[Decimal, Decimal]:
    """What the figures give, with the sign as it stands in print: 下降 says it in a word."""
    return (-high, -low) if sign_in_words(cell) else (low, high)


def sign_in_words(cell: FindingCell) -> bool:
    """Whether the sign of a figure is in the words around it: 减少 5.62 is -5.62."""
    try:
        own = parse(cell.value.rstrip(literal("amounts.percent")))
    except AmountError:
        return False
    return bool(own) and own.is_signed() is not cell.amount.is_signed()


def _severity(rule: Rule, *, is_question: bool) -> Severity:
    """What may be a habit of the document, or history, is a question, no error."""
    return "warning" if is_question and rule.severity == "error" else rule.severity


def _of_assertion(rule: Rule, assertion: Assertion, figures: Figures) -> Finding:
    refs = [(Decimal(1), ref) for ref in assertion.cells]
    severity = _severity(rule, is_question=assertion.is_question)
    return _of(rule, assertion.verdict, severity)._replace(
        leftover=rule.leftover,
        cells=(
            *(prose_cell(span, figures.document) for span in assertion.spans),
            *_cells(refs, figures, "place"),
        ),
        found=assertion.found,
        wanted=assertion.expected,
        hint=assertion.hint,
        lacking=assertion.lacking,
    )


def slip_finding(slip: TableSlip, document: Document) -> Finding:
    """One finding for a table in the wrong unit, instead of one for each relation it breaks."""
    table, money = slip.change
    name = messages.brief_of(messages.table_name(table.layout, table.number), table.raw)
    codes = tuple(dict.fromkeys(str(code) for code, *_ in slip.evidence))
    found, wanted, reason = messages.table_in_other_unit(
        name, table.money, money, len(slip.evidence) - slip.against, codes
    )
    rows = table.sides[0]
    column = next(column for column, values in rows.columns.items() if values is not None)
    cell = CellRef(rows.structure.side.ordinal, column, max(rows.structure.total, 0))
    return Finding(
        code="U1",
        name=messages.UNIT_SLIP_NAME,
        severity="error",
        verdict=Verdict.BROKEN,
        message=messages.UNIT_SLIP_NAME,
        why=NOTHING,
        cells=(finding_cell(cell, document),),
        found=found,
        wanted=wanted,
        hint=reason,
    )


Terms = Sequence[tuple[Decimal, CellRef]]


def _sum(terms: Terms, document: Document) -> Decimal:
    total = BLANK
    for weight, ref in terms:
        value = cell_value(ref, document)
        total += value if weight == 1 or is_blank(value) else weight * value
    return total


def _cells(terms: Terms, figures: Figures, role: Role) -> list[FindingCell]:
    """The cells of a relation."""
    return [told_cell(ref, figures)._replace(role=role, weight=weight) for weight, ref in terms]


def prose_cell(span: Span, document: Document) -> FindingCell:
    """A stretch of the narrative as a place of a finding."""
    place = location_of(document.raw, span)
    name = messages.section_name(place.section)
    return FindingCell(
        address=name,
        table=name,
        row="",
        column="",
        value=place.quote,
        amount=BLANK,
        weight=Decimal(1),
        role="place",
        place=place,
        heading=name,
    )
