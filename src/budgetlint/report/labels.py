"""Findings about labels: a code or a name that is wrong, with all that is broken by it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from .. import messages
from ..diagnose import Label, LabelSlip, Mark, marks_of
from ..diagnose.slips import explain_code
from ..evaluate.outcomes import Outcomes
from ..model.amounts import BLANK
from ..model.codes import parts_of
from ..model.document import Document, Rows
from ..model.errors import NOTHING, Message
from ..model.names import norm
from ..model.rule import Slip
from ..model.severity import SEVERITIES
from ..model.verdict import Verdict
from ..plan.addends import ONE
from ..plan.relations import CellRef
from .cells import finding_cell
from .finding import Finding, FindingCell, Suspect
from .findings import keyed_findings


def label_findings(slips: Sequence[LabelSlip], outcomes: Outcomes) -> Iterator[Finding]:
    """A finding for each wrong label, of what is broken in the document as it is printed."""
    if not slips:
        return
    findings: dict[Mark, list[Finding]] = {}
    wanted = frozenset(mark for slip in slips for mark in slip.evidence)
    for outcome in outcomes.rules:
        own = marks_of(outcome)
        if not wanted.isdisjoint(own):
            alone = keyed_findings(outcomes._replace(rules=[outcome]), Verdict.BROKEN)
            for mark, (_, finding) in zip(own, alone, strict=True):
                findings.setdefault(mark, []).append(finding)
    for slip in slips:
        explained = frozenset(slip.evidence)
        mended = [mark for mark in findings if mark in explained]
        if mended:
            evidence = [finding for mark in mended for finding in findings[mark]]
            yield _finding(slip, evidence, outcomes)


def _finding(slip: LabelSlip, evidence: Sequence[Finding], outcomes: Outcomes) -> Finding:
    document, names = outcomes.document, outcomes.plan.pack.slips

    def suspects(labels: Iterable[Label]) -> tuple[Suspect, ...]:
        found = (suspect for label in labels for suspect in _suspects(label, document, names))
        return tuple(suspect._replace(certainty=slip.certainty) for suspect in found)

    rows = {finding_cell(_label(label), document).address for label in slip.change}
    lead = min(evidence, key=lambda finding: _telling(finding, rows))
    return lead._replace(
        suspects=suspects(slip.change),
        alternatives=tuple(map(suspects, slip.rivals)),
        evidence=tuple(finding for finding in evidence if finding is not lead),
        hint=NOTHING,
    )


def _label(label: Label) -> CellRef:
    return CellRef(label.side, "", label.row)


def _telling(finding: Finding, rows: set[Message]) -> tuple[int, bool, bool]:
    """Errors first; best one about the label itself, of this row."""
    first = finding.cells[0].address if finding.cells else NOTHING
    return SEVERITIES.index(finding.severity), finding.difference is not None, first not in rows


def _suspects(label: Label, document: Document, names: Sequence[Slip]) -> Iterable[Suspect]:
    """The cells of a row that hold its code and its name, as far as they are wrong."""
    rows = document.sides[label.side]
    if rows is None:
        return
    shape = rows.structure
    own = shape.codes[label.row]
    if own != label.code:
        text, code = _explained(own, label, rows, names)
        for suspect in _codes(label, own, rows, document):
            yield suspect._replace(slip=text, slip_code=code)
    if norm(shape.labels[label.row]) != norm(label.name):
        cell = _cell(label, rows.where.label, messages.NAME_COLUMN, document)
        yield _suspect(cell, label.name, "name")


def _codes(label: Label, own: str, rows: Rows, document: Document) -> Iterable[Suspect]:
    """The cells with the parts of a code that differ."""
    columns = rows.where.code
    if len(columns) > 1:
        pairs = zip(
            columns, parts_of(own, len(columns)), parts_of(label.code, len(columns)), strict=True
        )
        for column, printed, right in pairs:
            if printed != right:
                cell = _cell(label, column, messages.CODE_COLUMN, document)
                yield _suspect(cell, right, "code")
        return
    column = columns[0] if columns else rows.where.label
    cell = _cell(label, column, messages.CODE_COLUMN, document)
    in_name = not columns and own and own in cell.value
    yield _suspect(cell, cell.value.replace(own, label.code, 1) if in_name else label.code, "code")


def _suspect(cell: FindingCell, right: str, what: Literal["code", "name"]) -> Suspect:
    return Suspect(cell, None, None, None, NOTHING, "", "likely", what, label=right)


def _cell(label: Label, column: int, name: Message, document: Document) -> FindingCell:
    """A cell of a row's label."""
    row = finding_cell(_label(label), document)
    rows = document.sides[label.side]
    if rows is None:
        raise LookupError(label)
    table = document.tables[rows.structure.side.table]
    return row._replace(
        address=messages.address_of(row.address, name),
        column=name.zh,
        value=str(table.raw.rows[label.row][column]).strip(),
        amount=BLANK,
        weight=ONE,
        place=table.raw.locate(label.row, column),
        doubt=table.raw.doubts.get((label.row, column), NOTHING),
    )


def _explained(own: str, label: Label, rows: Rows, names: Sequence[Slip]) -> tuple[Message, str]:
    """How the right code became the printed one: a slip of its digits, or another row's code."""
    slip = explain_code(own, label.code, names)
    if slip is not None:
        return slip.name, slip.code
    other = next((r for r in rows.structure.by_code.get(own, ()) if r != label.row), None)
    copied = next((slip for slip in names if slip.kind == "label-copied"), None)
    if other is None or copied is None:
        return NOTHING, ""
    name = rows.structure.labels[other].strip()
    return copied.name.using(other=name), copied.code
