"""Memory: values that are made once and kept for the next document.

What is kept is a pure function of its key, so that a memory can make a document faster and never
change what is said of it. It belongs to whoever makes the values, in the end to a `Checker`; no
module keeps any but of the program's own texts.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Memo(Generic[K, V]):
    """Values by their keys; safe to share between threads.

    At most twice `limit` are kept: those that were made or asked for of late, and those before
    them. When there are `limit` new ones, what nobody has asked for meanwhile is forgotten.
    """

    __slots__ = ("_before", "_kept", "_limit")

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._kept: dict[K, V] = {}
        self._before: dict[K, V] = {}

    def __len__(self) -> int:
        return len(self._kept)

    def find(self, key: K) -> V | None:
        """The value of a key; None if it is not there."""
        if key in self._kept:
            return self._kept[key]
        found = self._before.get(key)
        return None if found is None else self.get(key, lambda: found)

    def get(self, key: K, make: Callable[[], V]) -> V:
        """The value of a key, made if it is not there."""
        kept, before = self._kept, self._before
        if key in kept:
            return kept[key]
        value = before[key] if key in before else make()
        if len(kept) >= self._limit:
            # A new one, not the old one emptied: another thread may be looking something up.
            self._before, self._kept = kept, {}
            kept = self._kept
        return kept.setdefault(key, value)
