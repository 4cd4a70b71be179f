"""What follows from relations: sums of them, by elimination over whole numbers modulo a prime.

That a sum follows over the rational numbers implies that it follows modulo the prime, unless the
prime divides a determinant of theirs; of such size that this does not happen by chance.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

PRIME = (1 << 61) - 1


class Span:
    """All sums of some vectors, which are given by the weights of their names."""

    def __init__(self, vectors: Iterable[Mapping[str, int]] = ()) -> None:
        self._rows: dict[str, dict[str, int]] = {}
        for one in vectors:
            self._add(one)

    def holds(self, vector: Mapping[str, int]) -> bool:
        """Whether a vector is such a sum."""
        return not self._rest(vector)

    def _add(self, vector: Mapping[str, int]) -> None:
        rest = self._rest(vector)
        if rest:
            first = min(rest)
            inverse = pow(rest[first], PRIME - 2, PRIME)
            self._rows[first] = {name: w * inverse % PRIME for name, w in rest.items()}

    def _rest(self, vector: Mapping[str, int]) -> dict[str, int]:
        rest = {name: weight % PRIME for name, weight in vector.items()}
        while pivots := rest.keys() & self._rows.keys():
            first = min(pivots)
            factor = rest[first]
            for name, weight in self._rows[first].items():
                left = (rest.get(name, 0) - factor * weight) % PRIME
                if left:
                    rest[name] = left
                else:
                    rest.pop(name, None)
        return rest
