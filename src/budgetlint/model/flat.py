"""Values as bytes and back: tuples, tables, texts and numbers, and of classes those that are named.

For what is kept from run to run. The form is JSON, so that no bytes whatever can be more than
lists and texts; what is read back holds no code and no values of other classes than those that a
`Flat` lists. It is nobody's interface. Whether bytes are whole, their digest says; what is no value
in this form is a `ValueError`.

A list begins with a mark that says what it stands for; an object stands for itself. A value that is
met twice, as the vocabulary of all layouts is, is one value again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from .expressions import Expression, expression

LEAVES = frozenset({str, int, bool, type(None)})
TUPLE, LEAF_TUPLE, LIST, LEAF_LIST, DICT, FROZENSET = 0, 1, 2, 3, 4, 5
DECIMAL, PATTERN, CONSTANT, SHARED, AGAIN = 6, 7, 8, 9, 10
FIRST = 11
"""The mark of the first class; of values whose fields are all leaves it is one more."""
Node = list[Any]
Patterns = Callable[[str], Any]


class Flat:
    """What can be written and read back: values of these classes, all of them named tuples, and
    `constants`, which are the same objects when they are read back."""

    def __init__(self, classes: Iterable[type], constants: Iterable[object] = ()) -> None:
        self.classes = tuple(classes)
        self.constants = tuple(constants)
        self.marks = {kind: FIRST + 2 * at for at, kind in enumerate(self.classes)}

    def dumps(self, value: object) -> bytes:
        """A value as bytes. Raises `ValueError` for one that holds anything else."""
        node = _Writer(self).node(value)
        text = json.dumps(node, ensure_ascii=False, separators=(",", ":"))
        return text.encode("utf-8", "surrogatepass")

    def loads(self, data: bytes, patterns: Patterns = expression) -> Any:
        """The value again; `patterns` gives the expression of a source. Raises `ValueError`."""
        try:
            return _Reader(self, patterns).value(json.loads(data.decode("utf-8", "surrogatepass")))
        except (TypeError, LookupError, ArithmeticError, RecursionError) as error:
            raise ValueError(str(error)) from None


class _Writer:
    """Writes one value; `_nodes` are those that have been written, by what they stand for."""

    def __init__(self, flat: Flat) -> None:
        self._marks = flat.marks
        self._fixed = {id(constant): at for at, constant in enumerate(flat.constants)}
        self._nodes: dict[int, Node] = {}
        self._again = 0

    def node(self, value: Any) -> Any:
        """A value as JSON has it. Raises `ValueError`."""
        if type(value) in LEAVES:
            return value
        key = id(value)
        if key in self._fixed:
            return [CONSTANT, self._fixed[key]]
        if key in self._nodes:
            return self._once_more(self._nodes[key])
        made = self._plain(value)
        if type(made) is list:
            self._nodes[key] = made
        return made

    def _once_more(self, node: Node) -> Node:
        """Where a value is met again, it is given a number where it was met first."""
        if node[0] != SHARED:
            node[:] = [SHARED, self._again, node[:]]
            self._again += 1
        return [AGAIN, node[1]]

    def _plain(self, value: Any) -> Any:
        kind = type(value)
        if kind is dict:
            if all(type(k) is str and type(part) in LEAVES for k, part in value.items()):
                return value
            return [DICT, *(self.node(part) for pair in value.items() for part in pair)]
        if kind is Decimal:
            return [DECIMAL, str(value)]
        if kind is Expression:
            return [PATTERN, value.pattern, int(value.given)]
        if kind is frozenset:
            return [FROZENSET, *map(self.node, sorted(value, key=repr))]
        mark = LIST if kind is list else self._marks.get(kind, TUPLE)
        if not mark and kind is not tuple:
            raise ValueError(f"{kind.__name__} is not written")
        node = [mark, *(p if type(p) in LEAVES else self.node(p) for p in value)]
        if len(node) == 1 or all(type(part) in LEAVES for part in value):
            node[0] += 1
        return node


class _Reader:
    """Reads one value. `makers` are what makes it, by the mark in front."""

    def __init__(self, flat: Flat, patterns: Patterns) -> None:
        self._patterns = patterns
        self._shared: dict[int, Any] = {}
        self._makers: list[Callable[[Node], Any]] = [
            lambda node: tuple(self._each(node)),
            lambda node: tuple(node[1:]),
            self._each,
            lambda node: node[1:],
            self._dict,
            lambda node: frozenset(self._each(node)),
            lambda node: Decimal(node[1]),
            self._pattern,
            lambda node: flat.constants[node[1]],
            self._share,
            lambda node: self._shared[node[1]],
        ]
        for kind in flat.classes:
            self._makers += _of_class(kind, self._each)

    def value(self, node: Any) -> Any:
        """What a node stands for."""
        return self._makers[node[0]](node) if type(node) is list else node

    def _each(self, node: Node) -> list[Any]:
        makers = self._makers
        every = [makers[part[0]](part) if type(part) is list else part for part in node]
        del every[0]
        return every

    def _dict(self, node: Node) -> dict[Any, Any]:
        every = self._each(node)
        return dict(zip(every[::2], every[1::2], strict=True))

    def _pattern(self, node: Node) -> Any:
        _, source, flags = node
        return expression(source, flags) if flags else self._patterns(source)

    def _share(self, node: Node) -> Any:
        _, number, first = node
        made = self._shared[number] = self.value(first)
        return made


def _of_class(kind: type, each: Callable[[Node], list[Any]]) -> Iterable[Callable[[Node], Any]]:
    """What makes a value of a class: from nodes, and from leaves."""
    new = tuple.__new__
    size = len(kind._fields)  # type: ignore[attr-defined]

    def made(fields: list[Any]) -> Any:
        if len(fields) != size:
            raise ValueError(kind.__name__)
        return new(kind, fields)

    return (lambda node: made(each(node)), lambda node: made(node[1:]))
