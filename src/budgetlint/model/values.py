"""Values: tuples with named fields, as `typing.NamedTuple` makes them, in a tenth of its time.

Two hundred such classes are made whenever the program starts. `typing` parses each annotation of
theirs and `collections` compiles the source of each constructor: together a third of a start. Here
constructors with equally many fields share their bytecode but for the names in it, and what all
classes have in common they inherit. What a class offers is the same; type checkers see
`typing.NamedTuple` itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

__all__ = ["NamedTuple", "by_identity"]

Made = TypeVar("Made")

if TYPE_CHECKING:
    from typing import NamedTuple
else:
    from collections import namedtuple
    from operator import itemgetter

    try:
        from _collections import _tuplegetter as getter
    except ImportError:  # another Python than CPython

        def getter(index, doc):
            """What reads a field."""
            return property(itemgetter(index), doc=doc)

    new = tuple.__new__
    FORMS = (
        lambda c: new(c, ()),
        lambda c, _1: new(c, (_1,)),
        lambda c, _1, _2: new(c, (_1, _2)),
        lambda c, _1, _2, _3: new(c, (_1, _2, _3)),
        lambda c, _1, _2, _3, _4: new(c, (_1, _2, _3, _4)),
        lambda c, _1, _2, _3, _4, _5: new(c, (_1, _2, _3, _4, _5)),
        lambda c, _1, _2, _3, _4, _5, _6: new(c, (_1, _2, _3, _4, _5, _6)),
        lambda c, _1, _2, _3, _4, _5, _6, _7: new(c, (_1, _2, _3, _4, _5, _6, _7)),
        lambda c, _1, _2, _3, _4, _5, _6, _7, _8: new(c, (_1, _2, _3, _4, _5, _6, _7, _8)),
    )
    """Constructors by how many fields there are."""

    def constructor(fields, defaults):
        """What makes a value of its fields, in their order or by their names."""
        if len(fields) >= len(FORMS):
            made = namedtuple("Fields", fields, defaults=defaults)  # noqa: PYI024 (it is what is made)
            return made.__new__
        form = FORMS[len(fields)]
        code = form.__code__.replace(co_varnames=("_cls", *fields), co_name="__new__")
        return type(form)(code, form.__globals__, "__new__", defaults)

    class Named(tuple):
        """What all values have: that of `collections.namedtuple`."""

        __slots__ = ()

        @classmethod
        def _make(cls, iterable):
            made = new(cls, iterable)
            if len(made) != len(cls._fields):
                raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(made)}")
            return made

        def _replace(self, /, **changes):
            made = new(type(self), map(changes.pop, self._fields, self))
            if changes:
                raise ValueError(f"Got unexpected field names: {list(changes)!r}")
            return made

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def __getnewargs__(self):
            return tuple(self)

        def __repr__(self):
            shown = (f"{n}={v!r}" for n, v in zip(self._fields, self, strict=True))
            return f"{type(self).__name__}({', '.join(shown)})"

    class Maker(type):
        """Makes a class of the annotations in its body."""

        def __new__(cls, name, bases, body):
            fields = tuple(body.get("__annotations__", ()))
            preset = {field: body[field] for field in fields if field in body}
            if tuple(preset) != fields[len(fields) - len(preset) :]:
                raise TypeError(f"{name}: fields without a default come first")
            made = dict(body)
            made.update((f, getter(i, f"Alias for field number {i}")) for i, f in enumerate(fields))
            made["__slots__"] = ()
            made["__new__"] = constructor(fields, tuple(preset.values()) or None)
            made["_fields"] = made["__match_args__"] = fields
            made["_field_defaults"] = preset
            return type(name, (Named, *bases[1:]), made)

    NamedTuple = type.__new__(Maker, "NamedTuple", (), {})


def by_identity(made: type[Made]) -> type[Made]:
    """A class of which only one and the same value is equal: as all objects are compared, and not
    as tuples are."""
    for name in ("__eq__", "__ne__", "__hash__"):
        setattr(made, name, getattr(object, name))
    return made
