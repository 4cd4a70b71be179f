"""A plan is data: values all the way down, and no function among them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import BuiltinMethodType, FunctionType, MethodType

import pytest

from budgetlint.model.expressions import Expression
from budgetlint.model.vocabulary import Vocabulary
from budgetlint.tasks.check import checker

EXAMPLE = Path(__file__).parents[2] / "examples" / "xinjiang-2026" / "budget.json"
CODE = (FunctionType, MethodType, BuiltinMethodType)


def within(value: object, seen: set[int]) -> Iterator[object]:
    """A value, and all that it is made of."""
    if id(value) in seen or isinstance(value, (str, int)):
        return
    seen.add(id(value))
    yield value
    if isinstance(value, (Expression, Vocabulary)):
        return  # a value, as a pattern of Python is; the words of the pack, which are no plan's own
    if isinstance(value, Mapping):
        parts: list[object] = [*value, *value.values()]
    elif isinstance(value, (tuple, list, set, frozenset)):
        parts = list(value)
    elif type(value).__module__.startswith("budgetlint"):
        slots = [name for kind in type(value).__mro__ for name in getattr(kind, "__slots__", ())]
        own = vars(value).values() if hasattr(value, "__dict__") else ()
        parts = [*own, *(getattr(value, name) for name in slots if hasattr(value, name))]
    else:
        parts = []
    for part in parts:
        yield from within(part, seen)


def test_no_function_is_in_a_plan() -> None:
    _, plan = checker().planned(EXAMPLE)
    seen: set[int] = set()
    values = [value for bound in plan.rules for value in within(bound, seen)]
    functions = [value for value in values if isinstance(value, CODE)]
    assert len(values) > 10_000
    assert functions == []


def test_a_function_would_be_found() -> None:
    assert any(isinstance(value, CODE) for value in within(((1, {"a": lambda: 0}),), set()))


@pytest.mark.parametrize("column", ["合计", "项目支出"])
def test_cells_have_one_number_each(column: str) -> None:
    _, plan = checker().planned(EXAMPLE)
    from budgetlint.plan.relations import CellRef

    refs = [CellRef(3, column, row) for row in range(5)]
    refs += [CellRef(3, column, -1, "201 一般公共服务支出"), CellRef(4, column, -1, "202 外交支出")]
    numbers = [plan.cells.number(ref) for ref in refs]
    assert len(set(numbers)) == len(refs)
    assert [plan.cells.ref(number) for number in numbers] == refs
    assert [plan.cells.number(ref) for ref in refs] == numbers
