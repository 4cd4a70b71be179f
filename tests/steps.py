"""What work costs, told without a clock on the wall: by counted steps, or by CPU time against CPU
time of the same process."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

Work = Callable[[], object]


def calls(work: Work) -> int:
    """How many functions are called, in Python and in C: the same on every machine."""
    count = 0

    def seen(_: object, event: str, __: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def growth(work_on: Callable[[int], Work], size: int, times: int = 2) -> float:
    """By how much the calls grow where there is `times` as much to do: `times` if it is in
    proportion. `work_on` prepares what is not counted."""
    small, large = work_on(size), work_on(size * times)
    return calls(large) / calls(small)


def cpu(work: Work) -> float:
    """CPU seconds of one run: the least of several, each long enough to be measured."""
    best, rounds = float("inf"), 1
    for _ in range(5):
        while True:
            start = time.thread_time()
            for _ in range(rounds):
                work()
            took = time.thread_time() - start
            if took >= LEAST or rounds >= MOST:
                break
            rounds *= 4
        best = min(best, took / rounds)
    return best


LEAST = 0.002
MOST = 4096


def cpu_growth(work_on: Callable[[int], Work], size: int, times: int = 8) -> float:
    """By how much the CPU time grows where there is `times` as much to do."""
    small, large = work_on(size), work_on(size * times)
    return cpu(large) / cpu(small)
