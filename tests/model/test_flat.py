"""Values as bytes and back: the same values, or none at all."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetlint.model.errors import NOTHING, Message
from budgetlint.model.expressions import expression
from budgetlint.model.flat import Flat
from budgetlint.model.place import Box, Place

FORM = Flat((Message, Place), (NOTHING,), (Box,))
LEAVES = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=3))
MESSAGES = st.text(max_size=3).map(lambda said: Message(said, ""))
KEYS = st.one_of(st.text(max_size=2), st.integers(), st.tuples(st.text(max_size=2), st.booleans()))
VALUES = st.recursive(
    st.one_of(LEAVES, MESSAGES, st.decimals(allow_nan=False), st.just(NOTHING)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.lists(inner, max_size=3).map(tuple),
        st.dictionaries(KEYS, inner, max_size=3),
        st.frozensets(st.one_of(LEAVES, MESSAGES), max_size=3),
    ),
    max_leaves=12,
)


def kinds(value: object) -> Any:
    """A value with the classes of all its parts; what is equal may be of another class."""
    if isinstance(value, dict):
        return dict, [(kinds(key), kinds(part)) for key, part in value.items()]
    if isinstance(value, (tuple, list)):
        return type(value), list(map(kinds, value))
    if isinstance(value, Decimal):
        return Decimal, str(value)
    return type(value), value


@settings(max_examples=40)
@given(VALUES)
def test_there_and_back(value: object) -> None:
    assert kinds(FORM.loads(FORM.dumps(value))) == kinds(value)


def test_one_value_is_one_value_again() -> None:
    said = Message("一", "one")
    first, again, (inner, nothing) = FORM.loads(FORM.dumps((said, said, [said, NOTHING])))
    assert first is again is inner
    assert nothing is NOTHING


def test_expressions_are_those_that_are_there() -> None:
    known = {"a+": expression("a+")}
    plain, flagged = FORM.loads(FORM.dumps((expression("a+"), expression("b", 2))), known.get)
    assert plain is known["a+"]
    assert flagged.search("xB")


def test_fields_of_plain_classes_are_as_they_are() -> None:
    place = Place("a", box=Box(1.5, 2.25, 433.66, 0.1))
    assert FORM.loads(FORM.dumps(place)) == place


@pytest.mark.parametrize("value", [1.5, object(), {"a": {1}}, (Message, 1)])
def test_what_is_not_listed_is_not_written(value: object) -> None:
    with pytest.raises(ValueError, match="is not written"):
        FORM.dumps((value, "a"))


@pytest.mark.parametrize(
    "data",
    [
        b"", b"[", b"[]", b"[99]", b'["a"]', b"[[[0]]]", b"[1,12]", b"[1,4]", b'["x",6]', b"[7,10]",
        b"[3,8]", b"\xff", b"[[2],5]", b'["a",7]', b"[" * 100_000,
    ],
)  # fmt: skip
def test_what_is_no_value_is_an_error(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (of whatever kind)
        FORM.loads(data)
