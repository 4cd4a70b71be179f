"""What is wrong does not depend on how large the amounts are."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetlint.model.precision import precisions
from generate import unit_budget
from narrative import with_narrative

from .documents import (
    MOVES,
    SEEDS,
    Data,
    Move,
    checked,
    recognised,
    rewritten,
    signature,
    verdict,
    with_moves,
)

ROOT = Path(__file__).parents[2]
EXAMPLE = (ROOT / "examples/xinjiang-2026/budget.json").read_text(encoding="utf-8")
_AMOUNT = re.compile(r'(?<=")-?\d[\d,]*\.\d\d(?=")|(?<![\d.,])\d[\d,]*\.\d\d(?=万元)')


def times(text: str, factor: int) -> str:
    """A document's JSON with every amount of its tables and its prose multiplied."""
    return _AMOUNT.sub(lambda m: f"{Decimal(m[0].replace(',', '')) * factor:,.2f}", text)


@pytest.mark.parametrize("factor", [2, 30])
def test_the_example_times_any_number_has_the_verdicts_of_the_example(factor: int) -> None:
    """Its roundings are multiplied with its figures, in tables and in prose."""
    before, after = (verdict(times(EXAMPLE, n).encode()) for n in (1, factor))
    assert before.coverage.relations["rounding"] > 20
    assert signature(after) == signature(before)


@settings(max_examples=4)
@given(SEEDS, st.lists(MOVES, max_size=2), st.sampled_from([3, 12, 40]))
def test_a_budget_times_any_number_has_the_verdicts_of_the_budget(
    seed: int, moves: list[Move], factor: int
) -> None:
    budget = with_moves(unit_budget(seed, rounding=True), moves)
    assert signature(checked(multiplied(budget, factor))) == signature(checked(budget))


def test_prose_counts_as_the_tables_do() -> None:
    """One amount of prose that is no multiple, and nothing was multiplied."""
    assert steps(multiplied(with_narrative(unit_budget(1), Random(1)), 7)) == {Decimal(0)}


@pytest.mark.parametrize(("factor", "step"), [(7, "0.07"), (50, "0.50"), (100, "0"), (700, "0")])
def test_whole_units_are_typed_and_count_as_printed(factor: int, step: str) -> None:
    """5.00 is not 2.00 and 2.00, even where everything is whole 万元."""
    assert steps(multiplied(unit_budget(1), factor)) == {Decimal(step)}


def steps(budget: Data) -> set[Decimal]:
    """The steps of all tables of a budget."""
    return {known.step for known in precisions(recognised(budget)[0]).values()}


def multiplied(budget: Data, factor: int) -> Data:
    """A budget with every amount of its tables multiplied."""
    return rewritten(budget, lambda _, value: f"{value * factor:,.2f}")
