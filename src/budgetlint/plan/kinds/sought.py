"""Words that are sought in texts, and whether a name may be a part of what is found.

What holds in one text holds in another that differs from it in a name alone, if no word that is
sought is in the name, and none can begin or end in it: 预算 is found in 财政预 followed by 算.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable


class Sought:
    """Words by the characters that they begin and end with. What is sought `beside` something that
    no name has (a year) is not found within a name, only at its ends."""

    def __init__(self, words: Iterable[str], beside: Iterable[str] = ()) -> None:
        self._words = list(filter(None, words))
        every = [*self._words, *filter(None, beside)]
        self._whole = "\n".join(every)
        self._begin: defaultdict[str, set[str]] = defaultdict(set)
        self._end: defaultdict[str, set[str]] = defaultdict(set)
        for word in every:
            self._begin[word[0]].add(word)
            self._end[word[-1]].add(word)

    def touches(self, name: str) -> bool:
        """Whether a word may be found where it takes in a part of a name."""
        if not name or name in self._whole:
            return bool(name)
        characters = set(name)
        begin = (word for one in characters & self._begin.keys() for word in self._begin[one])
        end = (word for one in characters & self._end.keys() for word in self._end[one])
        return (
            any(name.endswith(word[: n + 1]) for word in begin for n in range(len(word)))
            or any(name.startswith(word[n:]) for word in end for n in range(len(word)))
            or any(word in name for word in self._words)
        )
