"""Names as people mean them: the same label whatever the width, the blanks and the line wraps."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from .amounts import UNSEEN
from .expressions import expression
from .words import literals, pattern

_QUOTE = expression("[“”„‟〝〞＂«»『』]")
_MARKUP = expression(r"</?[bp]>|\*\*")
_NUMBERING = pattern("names.numbering")

OTHER, OTHERS = literals("names.other")
"""Two spellings of one word, of which the second is that of the charts."""
_FIGURE = expression(r"[0-9.,%+-]{1,40}")
"""What most cells hold that are no names: there is nothing to fold in it."""
_HIDDEN = frozenset(f"{UNSEEN}\u2800")  # with a blank that is no space
_UNSEEN = dict.fromkeys(map(ord, _HIDDEN))
# Marks that point to a note: 一般公共服务支出①, …[1], …注1, …*.
_NOTES = pattern("names.notes")
_NOTE = pattern("names.plain-notes")
_OF_AMOUNTS = dict.fromkeys(map(ord, ".,-"))
_WRAP = expression(r"(?<=[\u3001-\uffef])\s+(?=[\u3001-\uffef])")

MAX_NAME = 1000
"""Characters that tell names apart; NFKC of millions of combining marks would never end."""


def norm(text: str) -> str:
    """`text` without blanks, markup, note marks at its end, what shows nothing, and differences
    of width or quotes: for comparing names."""
    if not text or (len(text) <= MAX_NAME and _is_plain(text)):
        return text
    seen = _MARKUP.sub("", text[:MAX_NAME])
    folded = unicodedata.normalize("NFKC", _NOTES.sub("", as_seen(seen)))
    return "".join(_QUOTE.sub('"', folded).split())


def as_seen(text: str) -> str:
    """A text without the characters in it that show nothing."""
    return text if _HIDDEN.isdisjoint(text) else text.translate(_UNSEEN)


def norms(texts: Sequence[str]) -> Sequence[str]:
    """All of these texts normalised. Where nothing is to be folded in any of them, as in a column
    of a hundred thousand names, they are asked at once: what is so of a text is so of its parts."""
    if max(map(len, texts), default=0) <= MAX_NAME and _is_plain("".join(texts)):
        return texts
    return [norm(text) for text in texts]


def _is_plain(text: str) -> bool:
    """Whether there is nothing to fold in a text, as in most names and amounts."""
    if text.isalnum():
        return text.isascii() or not (
            _NOTE.search(text) or not unicodedata.is_normalized("NFKC", text)
        )
    return text.isascii() and bool(text.translate(_OF_AMOUNTS).isalnum() or _FIGURE.fullmatch(text))


def as_other(name: str) -> str:
    """A name as accounts are compared: 其它 is 其他."""
    return name.replace(OTHER, OTHERS)


def unwrapped(text: str) -> str:
    """A cell's text without the blanks that a line wrap has left between Chinese characters."""
    return _WRAP.sub("", text)


def bare(text: str) -> str:
    """A normalised label without its outline number and 其中: "一、本年收入" → "本年收入"."""
    name = norm(text)
    match = _NUMBERING.match(name)
    rest = name[match.end() :] if match else name
    return rest or name


def path(text: str) -> tuple[str, ...]:
    """A header path "财政拨款/基本支出/人员经费" as normalised parts.

    Both sides of the comparison are split alike, so a "/" inside a name does no harm.
    """
    return tuple(norm(part) for part in text.split("/") if part.strip())


def pairs(names: Sequence[str], others: Sequence[str]) -> dict[str, str]:
    """Each of `names` with the one of `others` that is meant by it: the same, or else the nearest.

    Names that are the same are paired first; of the rest those that share most pairs of
    characters (the coefficient of Dice), as long as they share at least half of them.
    """
    known = set(others)
    found = {name: name for name in names if name in known}
    left = [name for name in names if name not in found]
    right = [other for other in others if other not in found]
    if len(left) * len(right) > MAX_PAIRS:
        return found
    first, second = list(map(_bigrams, left)), list(map(_bigrams, right))
    ranked = [(_alike(a, b), -i, -j) for i, a in enumerate(first) for j, b in enumerate(second)]
    for alike, i, j in sorted(ranked, reverse=True):
        free = left[-i] not in found and right[-j] not in found.values()
        if free and alike >= HALF:
            found[left[-i]] = right[-j]
    return found


HALF = Fraction(1, 2)
MAX_PAIRS = 10_000
"""Pairs of names that are compared; where there are more, only the same names are paired."""


def likeness(name: str, other: str) -> Fraction:
    """How much alike two names are, from 0 to 1: twice the pairs of characters that they share,
    over all that they have."""
    return _alike(_bigrams(name), _bigrams(other))


def _bigrams(name: str) -> Counter[tuple[str, str]]:
    return Counter(pairwise(name))


def _alike(first: Counter[tuple[str, str]], second: Counter[tuple[str, str]]) -> Fraction:
    return Fraction(2 * (first & second).total(), max(first.total() + second.total(), 1))
