"""A memory that lasts: what is not remembered may have been kept by another run."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from contextlib import suppress
from typing import TypeVar

from .flat import Flat
from .memo import Memo
from .shelf import Shelf, name_of

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Lasting(Memo[K, V]):
    """A memory whose values may be kept on a shelf: `kind` says there what they are, `form` how
    they are written. Its keys are texts, numbers, or tuples of them."""

    __slots__ = ("_form", "_kind", "shelf")

    def __init__(self, limit: int, kind: str, form: Flat, shelf: Shelf | None = None) -> None:
        super().__init__(limit)
        self._kind = kind
        self._form = form
        self.shelf = shelf

    def get(self, key: K, make: Callable[[], V]) -> V:
        """The value of a key: remembered, kept, or made."""
        return super().get(key, lambda: self._from_shelf(key, make))

    def _from_shelf(self, key: K, make: Callable[[], V]) -> V:
        if self.shelf is None:
            return make()
        name = name_of(self._kind, key)
        text = self.shelf.get(name)
        if text is not None:
            try:
                value: V = self._form.read(text)
            except ValueError:
                pass
            else:
                return value
        made = make()
        if not self.shelf.has_room:
            return made
        with suppress(ValueError):  # what is not written is not kept
            self.shelf.put(name, self._form.written(made))
        return made
