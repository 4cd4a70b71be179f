"""A slip is found, and the finding names the cell."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from budgetlint.model.amounts import BLANK, is_blank
from budgetlint.model.document import Document
from budgetlint.plan.relations import Block, CellRef, Formulas, Relation
from budgetlint.report.report import FileReport
from generate import unit_budget

from .documents import (
    BIG,
    SEEDS,
    Data,
    Place,
    checked,
    figures,
    moved,
    pointer,
    recognised,
)


def equations(document: Data) -> Iterator[tuple[Relation, Document]]:
    """All equations that the document is held to whatever its figures are."""
    typed, kit = recognised(document)
    for bound in kit.planner.plan(typed).rules:
        for part in bound.parts if bound.condition is None else ():
            if isinstance(part, (Block, Formulas)) and part.op == "=":
                for index in range(part.size):
                    yield part.relation(index), typed


def place(ref: CellRef, document: Document) -> Place | None:
    """Where a cell stands in the data; None for a row that is not there."""
    rows = document.sides[ref.side]
    if rows is None or ref.row < 0 or ref.column not in rows.where.columns:
        return None
    number = [table.id for table in document.raw.tables].index(rows.structure.side.table)
    return number, ref.row, rows.where.columns[ref.column]


def printed_cells(relation: Relation, document: Document) -> list[Place]:
    """The places of a relation's cells that are not blank."""
    return [
        where
        for _, ref in (*relation.left, *relation.right)
        if (where := place(ref, document)) is not None
        and (rows := document.sides[ref.side]) is not None
        and not is_blank(rows.value(ref.column, ref.row))
    ]


def named(report: FileReport) -> set[str]:
    """The cells that findings name."""
    return {cell.place.pointer for finding in report.findings for cell in finding.cells}


@given(SEEDS)
def test_every_figure_is_held_by_an_equation(seed: int) -> None:
    document = unit_budget(seed)
    held = {p for relation, typed in equations(document) for p in printed_cells(relation, typed)}
    assert held == set(figures(document))


@given(SEEDS, st.booleans(), BIG, st.data())
def test_any_moved_figure_is_found(
    seed: int,
    rounding: bool,  # noqa: FBT001
    cents: int,
    data: st.DataObject,
) -> None:
    document = unit_budget(seed, rounding=rounding)
    cell = data.draw(st.sampled_from(figures(document)))
    report = checked(moved(document, {cell: cents}))
    assert report.status == "findings"
    assert pointer(cell) in named(report)


@given(SEEDS, st.booleans(), st.sampled_from((-1, 1)), st.data())
def test_two_prints_of_one_figure_may_not_differ_by_a_cent(
    seed: int,
    rounding: bool,  # noqa: FBT001
    cent: int,
    data: st.DataObject,
) -> None:
    document = unit_budget(seed, rounding=rounding)
    pairs = [
        cells
        for relation, typed in equations(document)
        if relation.constant is BLANK
        and len(cells := printed_cells(relation, typed)) == 2
        and len({abs(weight) for weight, _ in (*relation.left, *relation.right)}) == 1
    ]
    one, other = data.draw(st.sampled_from(pairs))
    cell = data.draw(st.sampled_from((one, other)))
    report = checked(moved(document, {cell: cent}))
    assert any(
        {pointer(one), pointer(other)} <= {cell.place.pointer for cell in relation.cells}
        for finding in report.findings
        for relation in finding.relations
    )
