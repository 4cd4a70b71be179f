"""Values as bytes and back: tuples, tables, texts and numbers, and of classes those that are named.

For what is kept from run to run. The form is JSON, so that no bytes whatever can be more than
lists and texts; what is read back holds no code and no values of other classes than those that a
`Flat` lists. It is nobody's interface. Whether bytes are whole, their digest says; what is no value
in this form is a `ValueError`.

A list ends with a mark that says what it stands for; an object stands for itself. A value that is
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
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
Node = list[Any]
Patterns = Callable[[str], Any]


class Flat:
    """What can be written and read back: values of these classes, all of them named tuples, and
    `constants`, which are the same objects when they are read back. The fields of `plain` classes
    are whatever JSON has."""

    def __init__(
        self,
        classes: Iterable[type],
        constants: Iterable[object] = (),
        plain: Iterable[type] = (),
    ) -> None:
        self.plain = frozenset(plain)
        self.classes = (*classes, *self.plain)
        self.constants = tuple(constants)
        marks = {kind: FIRST + 2 * at for at, kind in enumerate(self.classes)}
        self.marks: dict[type, int] = {tuple: TUPLE, list: LIST, **marks}
        self.fixed = {id(constant): at for at, constant in enumerate(self.constants)}
        self.makers = [*_MAKERS, *(maker for kind in self.classes for maker in _of_class(kind))]

    def dumps(self, value: object) -> bytes:
        """A value as bytes. Raises `ValueError` for one that holds anything else."""
        return self.written(value).encode("utf-8", "surrogatepass")

    def loads(self, data: bytes, patterns: Patterns = expression) -> Any:
        """The value again; `patterns` gives the expression of a source. Raises `ValueError`."""
        return self.read(data.decode("utf-8", "surrogatepass"), patterns)

    def written(self, value: object) -> str:
        """A value as a text of one line. Raises `ValueError` for one that holds anything else."""
        return _JSON.encode(_Writer(self).node(value))

    def read(self, text: str, patterns: Patterns = expression) -> Any:
        """The value again, as `loads` gives it. Raises `ValueError`."""
        try:
            return _Reader(self, patterns).value(json.loads(text))
        except (TypeError, LookupError, ArithmeticError, RecursionError) as error:
            raise ValueError(str(error)) from None


class _Writer:
    """Writes one value; `_nodes` are those that have been written, by what they stand for."""

    def __init__(self, flat: Flat) -> None:
        self._marks = flat.marks
        self._plain = flat.plain
        self._fixed = flat.fixed
        self._nodes: dict[int, Node] = {}
        self._again = 0

    def node(self, value: Any) -> Any:
        """A value as JSON has it. Raises `ValueError`."""
        if type(value) in LEAVES:
            return value
        key = id(value)
        if key in self._nodes:
            return self._once_more(self._nodes[key])
        if key in self._fixed:
            return [self._fixed[key], CONSTANT]
        mark = self._marks.get(type(value))
        if mark is None:
            made = self._other(value)
        elif type(value) in self._plain:
            made = [*value, mark + 1]
        else:
            made = self._parts(mark, value)
        if type(made) is list:
            self._nodes[key] = made
        return made

    def _once_more(self, node: Node) -> Node:
        """Where a value is met again, it is given a number where it was met first."""
        if node[-1] != SHARED:
            node[:] = [node[:], self._again, SHARED]
            self._again += 1
        return [node[1], AGAIN]

    def _parts(self, mark: int, value: Iterable[Any]) -> Node:
        """A value of several, each by itself."""
        node: Node = []
        last = mark + 1
        for part in value:
            if type(part) in LEAVES:
                node.append(part)
            else:
                last = mark
                node.append(self.node(part))
        node.append(last)
        return node

    def _other(self, value: Any) -> Any:
        """A value of a class that no mark is for alone."""
        kind = type(value)
        if kind is dict:
            if all(type(k) is str and type(part) in LEAVES for k, part in value.items()):
                return value
            return [*(self.node(part) for pair in value.items() for part in pair), DICT]
        if kind is Decimal:
            return [str(value), DECIMAL]
        if kind is Expression:
            return [value.pattern, int(value.given), PATTERN]
        if kind is frozenset:
            return [*map(self.node, sorted(value, key=repr)), FROZENSET]
        raise ValueError(f"{kind.__name__} is not written")


class _Reader:
    """Reads one value. Each node is read once, and gives its mark away."""

    def __init__(self, flat: Flat, patterns: Patterns) -> None:
        self.makers = flat.makers
        self.constants = flat.constants
        self.patterns = patterns
        self.shared: dict[int, Any] = {}

    def value(self, node: Any) -> Any:
        """What a node stands for."""
        return self.makers[node.pop()](self, node) if type(node) is list else node

    def each(self, node: Node) -> list[Any]:
        """What the parts of a node stand for."""
        makers = self.makers
        return [makers[part.pop()](self, part) if type(part) is list else part for part in node]


Maker = Callable[[_Reader, Node], Any]


def _dict(reader: _Reader, node: Node) -> dict[Any, Any]:
    every = reader.each(node)
    return dict(zip(every[::2], every[1::2], strict=True))


def _pattern(reader: _Reader, node: Node) -> Any:
    source, flags = node
    return expression(source, flags) if flags else reader.patterns(source)


def _share(reader: _Reader, node: Node) -> Any:
    first, number = node
    made = reader.shared[number] = reader.value(first)
    return made


_MAKERS: tuple[Maker, ...] = (
    lambda reader, node: tuple(reader.each(node)),
    lambda _, node: tuple(node),
    _Reader.each,
    lambda _, node: node,
    _dict,
    lambda reader, node: frozenset(reader.each(node)),
    lambda _, node: Decimal(node[0]),
    _pattern,
    lambda reader, node: reader.constants[node[0]],
    _share,
    lambda reader, node: reader.shared[node[0]],
)


def _of_class(kind: type) -> tuple[Maker, Maker]:
    """What makes a value of a class: from nodes, and from leaves."""
    new = tuple.__new__
    size = len(kind._fields)  # type: ignore[attr-defined]

    def of_nodes(reader: _Reader, node: Node) -> Any:
        if len(node) != size:
            raise ValueError(kind.__name__)
        makers = reader.makers
        return new(
            kind,
            [makers[part.pop()](reader, part) if type(part) is list else part for part in node],
        )

    def of_leaves(_: _Reader, node: Node) -> Any:
        if len(node) != size:
            raise ValueError(kind.__name__)
        return new(kind, node)

    return of_nodes, of_leaves
