"""What every problem has to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from budgetlint.model.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable


def assert_spoken(problem: Problem) -> None:
    """A problem says what was found, what was expected and what to do, in two languages."""
    for text in (problem.found, problem.expected, problem.advice):
        assert text.zh.strip()
        assert text.en.strip()
        assert text.zh != text.en
        assert not any("一" <= char <= "鿿" for char in text.en.split("“")[0])


def refusal(reading: Callable[[], object]) -> Problem:
    """The only problem for which `reading` is refused."""
    with pytest.raises(InputError) as caught:
        reading()
    (problem,) = caught.value.problems
    assert_spoken(problem)
    return problem
