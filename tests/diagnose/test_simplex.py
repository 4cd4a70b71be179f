"""The simplex proves what it says: values within all bounds, or bounds that contradict."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetlint.diagnose.simplex import BoundsConflict, LimitError, Number, Simplex

BOUNDS = st.tuples(st.none() | st.integers(-9, 9), st.none() | st.integers(0, 6))
"""A lower bound, and how far the upper one is above it (or above 0)."""
ROWS = st.tuples(st.lists(st.integers(-3, 3), min_size=5, max_size=5), BOUNDS)

Rows = dict[int, dict[int, int]]


def ends(bounds: tuple[int | None, int | None]) -> tuple[int | None, int | None]:
    low, width = bounds
    return low, None if width is None else (low or 0) + width


def system(
    variables: list[tuple[int | None, int | None]],
    rows: list[tuple[list[int], tuple[int | None, int | None]]],
) -> tuple[Simplex, Rows]:
    simplex = Simplex()
    numbers = [simplex.variable(*ends(bounds)) for bounds in variables]
    made: Rows = {}
    for weights, bounds in rows:
        terms = {v: w for v, w in zip(numbers, weights, strict=False) if w}
        made[simplex.row(terms.items(), *ends(bounds))] = terms
    return simplex, made


def prove(simplex: Simplex, rows: Rows, conflict: BoundsConflict) -> None:
    """The bounds, with their multipliers, add up to 0 > 0."""
    sums: dict[int, Number] = {}
    short: Number = 0
    for variable, is_low, multiplier in conflict.bounds:
        bound = (simplex.low if is_low else simplex.high)[variable]
        assert bound is not None
        assert multiplier > 0
        sign = 1 if is_low else -1
        short += sign * multiplier * bound
        for base, weight in rows.get(variable, {variable: 1}).items():
            sums[base] = sums.get(base, 0) + sign * multiplier * weight
    assert not any(sums.values())
    assert short > 0


@settings(max_examples=150)
@given(st.lists(BOUNDS, min_size=1, max_size=5), st.lists(ROWS, max_size=7))
def test_values_or_a_proof(
    variables: list[tuple[int | None, int | None]],
    rows: list[tuple[list[int], tuple[int | None, int | None]]],
) -> None:
    simplex, made = system(variables, rows)
    conflict = simplex.check()
    if conflict is not None:
        prove(simplex, made, conflict)
        return
    for variable, value in enumerate(simplex.value):
        low, high = simplex.low[variable], simplex.high[variable]
        assert low is None or low <= value
        assert high is None or value <= high
    for number, terms in made.items():
        assert simplex.value[number] == sum(w * simplex.value[v] for v, w in terms.items())


@settings(max_examples=100)
@given(st.lists(BOUNDS, min_size=1, max_size=4), st.lists(ROWS, max_size=5), st.booleans())
def test_no_value_is_beyond_the_most(
    variables: list[tuple[int | None, int | None]],
    rows: list[tuple[list[int], tuple[int | None, int | None]]],
    up: bool,  # noqa: FBT001
) -> None:
    """The greatest value is reached, and nothing above it satisfies the bounds."""
    simplex, _ = system(variables, rows)
    if simplex.check() is not None:
        return
    most = simplex.most(0, up=up)
    beyond, again = system(variables, rows)
    if most is None:
        far = 10**6
        beyond.row([(0, 1)], far if up else None, None if up else -far)
        assert beyond.check() is None
        return
    assert simplex.value[0] == most
    extra = beyond.row([(0, 1)], *((most + Fraction(1, 1000), None) if up else
                                   (None, most - Fraction(1, 1000))))  # fmt: skip
    conflict = beyond.check()
    assert conflict is not None
    prove(beyond, {**again, extra: {0: 1}}, conflict)


def test_it_gives_up_where_it_is_told_to() -> None:
    simplex = Simplex(pivots=1)
    a, b = simplex.variable(0, 5), simplex.variable(0, 5)
    simplex.row([(a, 1), (b, 1)], 6, None)
    simplex.row([(a, 1), (b, -1)], 2, None)
    with pytest.raises(LimitError):
        simplex.check()


@settings(max_examples=100)
@given(st.lists(BOUNDS, min_size=1, max_size=4), st.lists(ROWS, min_size=1, max_size=5))
def test_a_row_may_be_left_out_and_come_back(
    variables: list[tuple[int | None, int | None]],
    rows: list[tuple[list[int], tuple[int | None, int | None]]],
) -> None:
    """Going on from the values found says the same as beginning anew."""
    simplex, made = system(variables, rows)
    holds = simplex.check() is None
    for number, left_out in enumerate(made):
        bounds = simplex.low[left_out], simplex.high[left_out]
        simplex.limit(left_out, None, None)
        fresh, _ = system(variables, rows[:number] + rows[number + 1 :])
        assert (simplex.check() is None) is (fresh.check() is None)
        simplex.limit(left_out, *bounds)
    assert (simplex.check() is None) is holds
