"""Runs: which rows in succession may have slipped, told from what each would change of the sums.

What a run changes of a sum is added up to each row once, so that a run costs a subtraction for each
sum; and most first rows are passed over, for no run from them would touch enough sums.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from ..model.values import NamedTuple

MAX_RUNS = 6
"""Runs of rows that are looked at closely, for each way in which they may have slipped."""


class RunTest(NamedTuple):
    """What a sum says of runs among rows that change: it holds after a run if what that changes of
    it, which is told from what is added `upto` each row, lies within `low` and `high`. `first` is
    from each row on the first that the sum holds; `can_hold` whether any run may come so far."""

    low: int
    high: int
    upto: Sequence[int]
    first: Sequence[int]
    can_hold: bool


def run_test(
    residual: int, slack: int, effects: Mapping[int, int], changing: Sequence[int]
) -> RunTest:
    """The test of a sum that is off by its residual, of which rounding hides so much; `effects`
    are what rows would change of it."""
    low, high = -residual - slack, -residual + slack
    first = [len(changing)] * len(changing)
    for at in reversed(range(len(changing))):
        if changing[at] in effects:
            first[at] = at
        elif at + 1 < len(changing):
            first[at] = first[at + 1]
    rises = sum(step for step in effects.values() if step > 0)
    falls = sum(step for step in effects.values() if step < 0)
    upto = [0, *accumulate(effects.get(row, 0) for row in changing)]
    return RunTest(low, high, upto, first, falls <= high and rises >= low)


def runs(
    changing: Sequence[int],
    stuck: Sequence[int],
    tests: Sequence[RunTest],
    least: int,
    *,
    any_run: bool,
) -> Iterator[tuple[int, int]]:
    """The first and last rows of runs after which all sums hold that they touch, so many at the
    least: those that touch most, the shortest first. No run holds a row that is stuck."""
    found: list[tuple[int, int, int]] = []
    for i, ends in enumerate(_ends(changing, stuck, any_run=any_run)):
        begin = sorted([test.first[i] for test in tests])[least - 1]
        beyond = min([test.first[i] for test in tests if not test.can_hold], default=len(changing))
        met = ((j, _met(tests, i, j)) for j in ends if begin <= j < beyond)
        found += [(-count, changing[j] - changing[i], i) for j, count in met if count >= least]
    for _, length, i in sorted(found)[:MAX_RUNS]:
        yield changing[i], changing[i] + length


def _met(tests: Sequence[RunTest], i: int, j: int) -> int:
    """How many sums a run touches, if all of them hold after it; else none."""
    met = 0
    for low, high, upto, first, _ in tests:
        if first[i] <= j:
            if not low <= upto[j + 1] - upto[i] <= high:
                return 0
            met += 1
    return met


def _ends(
    changing: Sequence[int], stuck: Sequence[int], *, any_run: bool
) -> Iterator[Iterable[int]]:
    """For each changing row the last rows that a run from it may have, by their numbers among
    these: any, or in long tables those from the first row on, those to the last, and single rows.
    """
    end = len(changing) - 1
    for i, row in enumerate(changing):
        at = bisect_left(stuck, row)
        beyond = bisect_left(changing, stuck[at]) if at < len(stuck) else end + 1
        if any_run or not i:
            yield range(i, beyond)
        else:
            yield [j for j in sorted({i, end}) if j < beyond]
