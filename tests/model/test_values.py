"""Values are what `typing.NamedTuple` makes of the same class."""

from __future__ import annotations

import pickle
import typing
from collections.abc import Callable
from types import new_class
from typing import Any

import pytest

from budgetlint.model import values


class Pair(values.NamedTuple):
    """A module's class, as processes hand it on."""

    first: int
    second: tuple[str, ...] = ()

    def both(self) -> tuple[Any, ...]:
        """A method."""
        return (self.first, *self.second)

    @property
    def twice(self) -> int:
        """A property."""
        return self.first * 2


def test_a_value_is_a_tuple_with_names() -> None:
    value = Pair(1, ("a",))
    assert value == Pair(second=("a",), first=1)
    assert tuple(value) == (1, ("a",))
    assert (value.first, value[1], value.twice, value.both()) == (1, ("a",), 2, (1, "a"))
    assert value._replace(first=3) == Pair(3, ("a",))
    assert value._asdict() == {"first": 1, "second": ("a",)}
    assert Pair._make([1, ()]) == Pair(1)
    assert hash(value) == hash((1, ("a",)))
    assert repr(value) == "Pair(first=1, second=('a',))"
    assert pickle.loads(pickle.dumps(value)) == value  # noqa: S301
    assert type(pickle.loads(pickle.dumps(value))) is Pair  # noqa: S301
    assert not hasattr(value, "__dict__")
    match value:
        case Pair(first, second=second):
            assert (first, second) == (1, ("a",))


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Pair(),  # type: ignore[call-arg]
        lambda: Pair(1, (), 2),  # type: ignore[call-arg]
        lambda: Pair(1, third=2),  # type: ignore[call-arg]
        lambda: Pair(1)._replace(third=2),  # type: ignore[call-arg]
        lambda: Pair._make([1]),
        lambda: setattr(Pair(1), "first", 2),
    ],
)
def test_what_does_not_fit_is_refused(wrong: Callable[[], Any]) -> None:
    with pytest.raises((TypeError, ValueError, AttributeError)):
        wrong()


@pytest.mark.parametrize("fields", range(0, 32, 3))
def test_what_it_offers_is_the_same(fields: int) -> None:
    """With any number of fields and defaults."""
    for preset in {0, fields // 2, fields}:
        ours, theirs = _ours(fields, preset), _theirs(fields, preset)
        assert ours._fields == theirs._fields == ours.__match_args__
        assert ours._field_defaults == theirs._field_defaults
        given = range(fields - preset)
        assert tuple(ours(*given)) == tuple(theirs(*given))
        assert repr(ours(*given)) == repr(theirs(*given))
        assert {n for n in dir(theirs) if n != "__orig_bases__"} <= set(dir(ours))


def _body(fields: int, preset: int) -> dict[str, Any]:
    names = [f"field_{n}" for n in range(fields)]
    defaults = {name: n for n, name in enumerate(names[fields - preset :])}
    return {"__annotations__": dict.fromkeys(names, int), "__module__": __name__, **defaults}


def _ours(fields: int, preset: int) -> Any:
    return type(values.NamedTuple)("Made", (values.NamedTuple,), _body(fields, preset))  # type: ignore[misc]


def _theirs(fields: int, preset: int) -> Any:
    return new_class(
        "Made", (typing.NamedTuple,), {}, lambda body: body.update(_body(fields, preset))
    )


def test_fields_without_a_default_come_first() -> None:
    body = {"__annotations__": {"first": int, "second": int}, "first": 1, "__module__": __name__}
    with pytest.raises(TypeError, match="come first"):
        type(values.NamedTuple)("Made", (values.NamedTuple,), body)  # type: ignore[misc]
