"""The network says of every relation what the evaluation says."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from budgetlint.diagnose import Network
from budgetlint.diagnose.constraints import Assignment
from budgetlint.model.raw import RawDocument
from budgetlint.model.whole import scaled, unscaled
from budgetlint.plan.relations import CellRef
from budgetlint.tasks.kit import Kit
from damage import CELLS, Subject


def whole_network(raw: RawDocument, kit: Kit) -> Network:
    """The network with all its relations, not only those around what broke."""
    network = Network(kit.outcomes(raw))
    document = network.document
    for ordinal, rows in enumerate(document.sides):
        for column in rows.columns if rows is not None else ():
            for row in range(rows.structure.size if rows is not None else 0):
                network.of(network.cell(CellRef(ordinal, column, row)))
    return network


def agrees(raw: RawDocument, kit: Kit) -> None:
    network = whole_network(raw, kit)
    assignment = Assignment(network)
    assert len(network.links) > 500
    for link in network.links:
        assert assignment.holds(link) is (link.number not in network.broken), link.key


def test_the_example(example: Subject) -> None:
    agrees(example.raw, example.pack)


@given(st.integers(0, 10**6), st.sampled_from(sorted(CELLS)))
def test_damaged_documents(example: Subject, seed: int, kind: str) -> None:
    edits = CELLS[kind](example, Random(seed))
    if edits:
        agrees(example.damaged(edits), example.pack)


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=4, max_value=10**12, min_value=-(10**12)
    )
)
def test_amounts_as_whole_numbers(value: Decimal) -> None:
    assert unscaled(scaled(value, 7), 7) == value
    shown = unscaled(scaled(value, 7), 7, scaled(Decimal("0.0001"), 7))
    assert (shown, shown.as_tuple().exponent) == (value, -4)
