"""The network says of every relation what the evaluation says."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetlint.diagnose import Network, diagnose, doubts_of, joint_rounding
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


def test_what_is_broken_beyond_a_limit_is_told_without_a_cause(
    example: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a thousand wrong sums each is told, and some are looked into: first what is broken."""
    sites = [site for site in example.sites if not site.prose and site.text.endswith(".61")]
    damaged = example.damaged([(site, "7.77") for site in sites])
    outcomes = example.pack.outcomes(damaged)
    whole = Network(outcomes)
    errors = {n for n in whole.broken if whole.links[n].rule.severity == "error"}
    assert len(errors) > 6
    assert whole.is_whole
    monkeypatch.setattr("budgetlint.diagnose.network.MAX_NOTED", 10)
    monkeypatch.setattr("budgetlint.diagnose.network.MANY", 10)
    network = Network(outcomes)
    assert 0 < len(network.broken) < len(whole.broken)
    assert not network.is_whole
    assert not joint_rounding(network).complete
    causes = diagnose(network, example.pack.pack.slips, doubts_of(outcomes.plan, outcomes.document))
    told = {network.links[n].key for cause in causes for n in cause.evidence}
    assert {whole.links[n].key for n in errors} <= told
    assert causes[-1].change.changes == ()
