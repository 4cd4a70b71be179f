"""What is printed on a page: its words with their places, and its ruling lines.

Coordinates are points as seen on the page: x to the right and y downwards from the top left
corner, whatever the page's rotation. Pages of PDF and of OFD files are the same values.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from unicodedata import east_asian_width

from ...model.place import Box
from ...model.values import NamedTuple
from ..marks import is_mark

MAX_CHARACTERS = 60_000
"""Characters read from one page; a page of the smallest print holds a tenth of them."""
MAX_OBJECTS = 100_000
"""Pieces of text, lines and pictures on one page; where each character is a piece, a page has
some thousands."""
MAX_SEGMENTS = 200_000
"""Path segments looked at on one page: a map or a drawing has more, and is no table."""
SMALLEST = 0.5
"""Points: print is taken to be no smaller, whatever a faulty file says."""
FAR = 100_000.0
"""Points: nothing on a page is farther from its corner."""
SIDEWAYS = 0.02
"""Slope beyond which print is neither level nor upright, about one degree: a watermark."""
THIN = 2.5
"""Points: what is thinner is a line, even if it was drawn as a filled rectangle."""

BLANK_LETTERS = frozenset(" \t\r\n\x00\x02\u00a0\u3000\u2002\u2003\u200b\ufffe\ufeff")

PRIVATE, PRIVATE_END = "\ue000", "\uf8ff"
"""Characters without a meaning of their own."""

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]


class Word(NamedTuple):
    """Characters that stand close together on one line; `edges` are where each begins, `base` is
    the height of the line that they stand on (0 where that is not known)."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    edges: Sequence[float]
    base: float = 0.0

    @property
    def middle(self) -> float:
        """The height at which the word stands."""
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        """About the size of its print, in points; never nothing."""
        return max(self.bottom - self.top, SMALLEST)


class Ruling(NamedTuple):
    """A horizontal or vertical line: where it stands, and from where to where it reaches."""

    at: float
    start: float
    end: float


class Page(NamedTuple):
    """What is printed on a page. `pictured` is the part of it that images cover, from 0 to 1;
    `lossy` tells that the library could not read every character; `outlines` counts the closed
    curves, which may be letters that were drawn. A page that is printed sideways is a value as it
    is read: turned to the right by `turned` quarters from how it is shown."""

    number: int
    width: float
    height: float
    words: Sequence[Word]
    across: Sequence[Ruling]
    down: Sequence[Ruling]
    pictured: float
    unmapped: int
    lossy: bool = False
    outlines: int = 0
    turned: int = 0

    def shown(self, box: Box) -> Box:
        """Where a box stands on the page as it is shown."""
        left, top, right, bottom = box
        if self.turned == 1:
            return Box(top, self.width - right, bottom, self.width - left)
        if self.turned == 2:
            return Box(
                self.width - right, self.height - bottom, self.width - left, self.height - top
            )
        if self.turned == 3:
            return Box(self.height - bottom, left, self.height - top, right)
        return box


def as_print(words: Sequence[Word]) -> list[Word]:
    """The words of a page that are its text: neither note marks nor a watermark."""
    return without_overprint(without_marks(words))


def without_marks(words: Sequence[Word]) -> list[Word]:
    """The words without note marks: small ones that stand raised just beside a larger one."""
    small = [word for word in words if len(word.text) <= MAX_MARK and is_mark(word.text)]
    if not small:
        return list(words)
    rows: dict[int, list[Word]] = {}
    for word in words:
        for row in range(int(word.top // ROW), int(word.bottom // ROW) + 1):
            rows.setdefault(row, []).append(word)
    marks = {
        id(word)
        for word in small
        if any(
            _raised(word, other) and is_mark(word.text, other.text)
            for other in rows[int(word.bottom // ROW)]
        )
    }
    return [word for word in words if id(word) not in marks]


def without_overprint(words: Sequence[Word]) -> list[Word]:
    """The words without those of large print that lie over or under others: a watermark that is
    not turned. It is as wide as it is high, whatever a font says of its height or how wide an m
    is: no line of text is left out for one of them."""
    if not words:
        return []
    wide, high = _middle(map(_em, words)) * LARGE, _middle(word.size for word in words) * LARGE
    large: list[Word] = []
    others: list[Word] = []
    for word in words:
        (large if _em(word) > wide and word.size > high else others).append(word)
    if len(large) > MAX_LARGE:
        return list(words)
    marks = {id(word) for word in large if any(_covers(word, other) for other in others)}
    return [word for word in words if id(word) not in marks]


def _middle(sizes: Iterable[float]) -> float:
    """The lower median."""
    ordered = sorted(sizes)
    return ordered[(len(ordered) - 1) // 2]


LARGE = 1.8
"""Print so many times as large as that of the page is a title or a watermark."""
MAX_LARGE = 500


def _em(word: Word) -> float:
    """The size of its print by its width: figures and letters are half as wide as Chinese
    characters."""
    text = word.text
    if text.isascii():
        halves = len(text)
    else:
        halves = sum(2 if east_asian_width(letter) in "WFA" else 1 for letter in text)
    return 2 * (word.right - word.left) / halves


def _covers(word: Word, other: Word) -> bool:
    """Whether the word lies over a quarter of the height of another."""
    over = min(word.bottom, other.bottom) - max(word.top, other.top)
    return over > other.size / 4 and word.left < other.right and other.left < word.right


MAX_MARK = 6
ROW = 20.0
"""Points: words are looked for among those of the same strip of the page."""


def _raised(word: Word, other: Word) -> bool:
    """Whether a word is smaller print, set above the line of the other, and touches it."""
    gap = max(word.left - other.right, other.left - word.right)
    touches = other.top < word.bottom and -other.size / 4 < gap < other.size / 3
    return touches and _lifted(
        (word.size, word.bottom, word.base), (other.size, other.bottom, other.base)
    )


Level = tuple[float, float, float]
"""The size of print, its lower edge and the line that it stands on."""
Reach = tuple[float, float, float]
"""How high a character reaches, how low, and the line that it stands on; 0 where that is not
known."""


def _lifted(small: Level, other: Level) -> bool:
    """Whether print is smaller than other print, and stands on a higher line.

    Where the lines are not known their lower edges tell; but fonts differ in how deep they reach,
    and some say nonsense of it.
    """
    size, bottom, base = small
    if base and other[2]:
        return size <= other[0] * SMALLER and base < other[2] - size / 6
    return size <= other[0] * 3 / 4 and bottom < other[1] - other[0] / 5


SMALLER = 0.87
"""Raised print is at most as large, compared with that beside it."""


class PageTooFullError(Exception):
    """There is more on a page than on any page of a disclosure."""


class Runs:
    """Characters, one after the other, to words: those that follow each other closely."""

    def __init__(self) -> None:
        self.words: list[Word] = []
        self.unmapped = 0
        self._letters: list[str] = []
        self._standing: list[str] = []
        self._box = (0.0, 0.0, 0.0, 0.0)
        self._edges: list[float] = []
        self._right = 0.0
        self._reach: Reach = (0.0, 0.0, 0.0)

    def add(self, letter: str, x0: float, x1: float, reach: Reach) -> None:
        """A character between x0 and x1."""
        if letter in BLANK_LETTERS:
            self.close()
            return
        if not " " <= letter < PRIVATE:
            self.unmapped += letter == "\ufffd" or letter <= PRIVATE_END
        y0, y1, _ = reach
        if not (-FAR < x0 <= x1 < FAR and -FAR < y0 <= y1 < FAR):
            return  # outside of any page, or no number at all
        size = y1 - y0 if y1 - y0 > SMALLEST else SMALLEST
        near = self._edges and -size < x0 - self._right < size * 0.28
        # Most letters stand as the one before them.
        if not near or not (reach == self._reach or self._goes_on(size, reach)):
            self.close()
            self._reach = reach
        self._letters.append(letter)
        self._edges.append(x0)
        self._right = x1

    def stand(self, letter: str, x0: float, x1: float, y0: float, y1: float) -> None:
        """A character in its box that is turned by a quarter: words that run up or down a narrow
        cell are one word, at the foot of what they fill."""
        size = max(x1 - x0, SMALLEST)
        if self._standing:
            left, right, top, bottom = self._box
            beside = min(right, x1) - max(left, x0) < size / 2
            if beside or y0 - bottom > size / 2 or top - y1 > size / 2:
                self.close()
        elif self._letters:
            self.close()
        left, right, top, bottom = self._box if self._standing else (x0, x1, y0, y1)
        self._box = min(left, x0), max(right, x1), min(top, y0), max(bottom, y1)
        self._standing.append(letter)

    def _goes_on(self, size: float, reach: Reach) -> bool:
        """Whether a character stands on the line of the one before it, and is not raised there."""
        (y0, y1, base), (top, bottom, line) = reach, self._reach
        level = abs((y0 + y1) - (top + bottom)) < size or (base > 0 and abs(base - line) < SMALLEST)
        return level and not self._shifts((size, y1, base))

    def _shifts(self, level: Level) -> bool:
        """Whether a character is raised beside the one before it, or the other way round."""
        top, bottom, line = self._reach
        before = (bottom - top, bottom, line)
        return _lifted(level, before) if level[0] < before[0] else _lifted(before, level)

    def close(self) -> None:
        """The word ends here."""
        if self._standing:
            self.words.append(_level("".join(self._standing), *self._box))
            self._standing.clear()
        if self._letters:
            text, edges = "".join(self._letters), tuple(self._edges)
            top, bottom, base = self._reach
            self.words.append(Word(text, edges[0], self._right, top, bottom, edges, base))
            self._letters.clear()
            self._edges.clear()


def _level(text: str, left: float, right: float, top: float, bottom: float) -> Word:
    """A word that runs up or down, as if it stood level at the foot of its room."""
    size = right - left
    edges = tuple(left + size * n / len(text) for n in range(len(text)))
    return Word(text, left, right, max(bottom - size, top), bottom, edges)


class Sketch:
    """The lines found so far; further segments are not looked at once there are too many."""

    def __init__(self) -> None:
        self.across: list[Ruling] = []
        self.down: list[Ruling] = []
        self.covered = 0.0
        self.segments = 0
        self.outlines = 0

    def box(self, points: Sequence[Point], *, drawn: bool) -> None:
        """A closed shape: a line if it is thin, else, if its outline is drawn, four lines."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
        if bottom - top <= THIN:
            if right - left > THIN:
                self.across.append(Ruling((top + bottom) / 2, left, right))
        elif right - left <= THIN:
            self.down.append(Ruling((left + right) / 2, top, bottom))
        elif drawn:
            for (x0, y0), (x1, y1) in zip(points, [*points[1:], points[0]], strict=True):
                self.line(x0, y0, x1, y1)

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """One stroke, if it is level or upright."""
        if abs(y1 - y0) <= 1 < abs(x1 - x0):
            self.across.append(Ruling((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif abs(x1 - x0) <= 1 < abs(y1 - y0):
            self.down.append(Ruling((x0 + x1) / 2, min(y0, y1), max(y0, y1)))


def times(inner: Matrix, outer: Matrix) -> Matrix:
    """The inner matrix, then the outer one."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (
        a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s,
        e * p + f * r + t, e * q + f * s + u,
    )  # fmt: skip
