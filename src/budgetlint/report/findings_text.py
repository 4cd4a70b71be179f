"""A finding as text: where, what, which figure is probably wrong, and the arithmetic."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from ..model.amounts import AmountError, is_blank, parse, printed
from ..model.verdict import Verdict
from .causes_text import judgement
from .finding import shown
from .wrap import width_of
from .writer import BOLD, COLOURS, DIM, Writer, position

if TYPE_CHECKING:
    from .finding import Finding, FindingCell


def finding_block(finding: Finding, w: Writer) -> Iterator[str]:
    """One finding: where, what, which figure is probably wrong, and the arithmetic."""
    first = _place_of(finding)
    if finding.verdict is Verdict.ROUNDING:
        head = w.paint(w.say("report.rounding"), COLOURS["info"])
    else:
        head = w.paint(w.say(f"report.severity.{finding.severity}"), COLOURS[finding.severity])
    address = first.titled.get(w.lang) if first else finding.name.get(w.lang)
    where = w.paint(position(first.place, w), DIM) if first and first.is_there else ""
    message = finding.message.get(w.lang) or finding.name.get(w.lang)
    if first is None:
        yield f"  {head} {finding.code}  {w.paint(message, BOLD)}"
        if finding.name.get(w.lang) not in message:
            yield f"    {w.say('report.rule')}  {finding.name.get(w.lang)}"
    else:
        yield f"  {head} {finding.code}  {w.paint(address, BOLD)}  {where}".rstrip()
        yield f"    {message}"
    judged = list(judgement(finding, w.lang, lambda s: w.paint(position(s.cell.place, w), DIM)))
    for label, text in judged:
        yield f"      {_padded(label.get(w.lang), w)}  {text}"
    if finding.difference is not None:
        yield from arithmetic(finding, w)
    else:
        yield from words(finding, w)
    if finding.hint.get(w.lang):
        yield f"      {w.say('report.hint')}  {finding.hint.get(w.lang)}"


def _place_of(finding: Finding) -> FindingCell | None:
    """Where to look: the cell that is wrong if it is one, else the first of the relation."""
    suspects = finding.suspects
    if len(suspects) == 1 and suspects[0].certainty != "possible":
        return suspects[0].cell
    return finding.cells[0] if finding.cells else None


def _padded(label: str, w: Writer) -> str:
    """A label as wide as the labels of the judgement."""
    width = max(width_of(w.say(f"judgement.{name}")) for name in ("judgement", "evidence"))
    return label + " " * (width - width_of(label))


def words(finding: Finding, w: Writer) -> Iterator[str]:
    """What was found and what was expected, where that is said in words."""
    yield f"      {w.say('report.found')}  {finding.found.get(w.lang)}"
    yield f"      {w.say('report.wanted')}  {finding.wanted.get(w.lang)}"
    figures = finding.possible is not None
    first = 0 if figures and finding.actual is None else 1
    cells = finding.cells[first:]
    for cell in cells[:MAX_PLACES]:
        label = w.say("report.from" if figures else "report.place")
        value = f"{cell.value or w.say('report.blank')}  " if figures else ""
        where = f"{value}{_labelled(cell, None, w)}  {w.paint(position(cell.place, w), DIM)}"
        yield f"      {label}  {where}"
    if len(cells) > MAX_PLACES:
        yield f"      {w.say('report.more', count=len(cells) - MAX_PLACES)}"


MAX_PLACES = 6
"""Other places of one finding that are named; JSON has them all."""


def arithmetic(finding: Finding, w: Writer) -> Iterator[str]:
    """What is printed, what it should be, and every figure that it should be made of."""
    left = [cell for cell in finding.cells if cell.role == "printed"]
    right = [cell for cell in finding.cells if cell.role != "printed"]
    figures = shown(finding)
    actual = figures.actual or w.say("report.blank")
    expected = figures.expected or w.say("report.blank")
    amounts = [_amount(cell, w) for cell in finding.cells]
    width = max(map(width_of, [actual, expected, figures.difference, *amounts]))
    labels = w.say("report.printed"), w.say(f"report.expected.{finding.op}")
    label_width = max(map(width_of, labels))

    def line(label: str, figure: str, note: str) -> str:
        pad = " " * (label_width - width_of(label))
        indent = " " * (width - width_of(figure))
        return f"      {label}{pad}  {indent}{figure}  {note}".rstrip()

    first = left[0] if left else None
    yield line(labels[0], actual, finding.money)
    # The wrong figure need not be the one on the left of the relation: then say whose that is.
    suspects = finding.suspects if len(finding.suspects) == 1 else ()
    elsewhere = first and any(suspect.cell.address != first.address for suspect in suspects)
    if len(left) > 1 or elsewhere:
        yield from (line(_sign(c), _amount(c, w), _labelled(c, first, w)) for c in left)
    yield line(labels[1], expected, finding.money)
    for cell in right:
        yield line(_sign(cell), _amount(cell, w), _labelled(cell, first, w))
    note = (
        w.say("report.slack", slack=figures.tolerance)
        if finding.tolerance
        else w.say("report.no-slack")
    )
    if finding.verdict is Verdict.EXACT:
        note = ""
    yield line(w.say("report.difference"), figures.difference, note)


def _amount(cell: FindingCell, w: Writer) -> str:
    return printed(cell.amount) if cell.is_there and printed(cell.amount) else w.say("report.blank")


def _sign(cell: FindingCell) -> str:
    """+, - or a factor, indented below the label that it explains."""
    if cell.weight in (Decimal(1), Decimal(-1)):
        return "  +" if cell.weight > 0 else "  -"
    return f"  {cell.weight:+f} ×"


def _printed_as(cell: FindingCell, w: Writer) -> str:
    """How the table prints an amount that is told in the unit of another; a name is none."""
    if is_blank(cell.amount) or cell.amount.is_nan():
        return ""
    try:
        own = parse(cell.value.rstrip("%"))
    except AmountError:
        return ""
    same = is_blank(own) or own.is_nan() or abs(own) == abs(cell.amount)
    return "" if same else w.say("report.printed-as", value=cell.value)


def _labelled(cell: FindingCell, first: FindingCell | None, w: Writer) -> str:
    """As much of the address as differs from the first cell's."""
    note = _printed_as(cell, w) if cell.is_there else f" {w.say('report.missing-row')}"
    if first is None or cell.table != first.table:
        return cell.short.get(w.lang) + note
    if cell.row == first.row and cell.column != first.column:
        return cell.column_said.get(w.lang) + note
    if cell.column == first.column and cell.row != first.row:
        return cell.row_said.get(w.lang) + note
    return cell.short.get(w.lang) + note
