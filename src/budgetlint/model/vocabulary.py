"""The vocabulary: which words set which coordinates, and phrases parsed into them.

Titles, headers, row labels and the subjects of sentences are put together from few words. A phrase
is understood when every character of it is accounted for: by a word, by a neutral word, by the
number of a table in front or by the name of an organ. What is left over is named, never dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .errors import Message
from .expressions import expression
from .flat import Flat
from .lasting import Lasting
from .memo import Memo
from .names import norm
from .values import NamedTuple, by_identity
from .words import pattern

Coordinates = Mapping[str, str]
"""Dimension → member; members that stand beside each other in one phrase are joined by +."""

MAX_PHRASE = 120
"""Characters of a phrase that are parsed; what is longer is no title and no label."""
JOIN = "+"
MAX_READINGS = 16384
MAX_MADE = 4096
"""Phrases, and what was made of the words of tables, that are kept for the next document."""
ENTITY = "entity"


class Dimension(NamedTuple):
    """One dimension: its members with their names, and what each of them falls into.

    The parts of a member in `complete` are all there are: their sum is the member. `codes` is the
    id of the code list whose codes are the members, where the dimension is a chart of codes.
    """

    id: str
    title: Message
    names: Mapping[str, tuple[str, ...]]
    parts: Mapping[str, tuple[str, ...]] = {}
    complete: tuple[str, ...] = ()
    codes: str = ""
    patterns: tuple[str, ...] = ()


class Usual(NamedTuple):
    """A coordinate that is meant where a phrase does not set it, `where` others are set."""

    sets: tuple[str, str]
    where: tuple[tuple[str, str], ...] = ()


class Piece(NamedTuple):
    """A part of a phrase: what it sets; nothing if it is neutral, None if it is not understood."""

    text: str
    sets: Coordinates | None


class Meaning(NamedTuple):
    """A phrase as it was understood."""

    phrase: str
    pieces: tuple[Piece, ...]
    coordinates: Coordinates

    @property
    def left(self) -> tuple[str, ...]:
        """What could not be accounted for, in order."""
        return tuple(piece.text for piece in self.pieces if piece.sets is None)


MEANING = Flat((Meaning, Piece))


def no_readings(limit: int = MAX_READINGS) -> Lasting[tuple[str, str, bool], Meaning]:
    """Room for phrases that are parsed."""
    return Lasting(limit, "phrase", MEANING)


def stated(phrase: str, coordinates: Coordinates) -> Meaning:
    """A phrase of which somebody has said what it means."""
    return Meaning(phrase, (Piece(phrase, coordinates),), coordinates)


@by_identity
class Vocabulary(NamedTuple):
    """Everything that phrases are parsed by. Compared by identity: there is one for each pack.

    `words` and `alone` are the words by their normalised text, `alone` those that mean more as a
    whole phrase; `charts` the names of each chart of codes with their codes; `front`, `behind`,
    `title` (how titles end) and `patterns` are expressions; `no_money` are matters of which tables
    hold none; `organs` the endings of organs' names; `lengths` how long the words and names that
    begin with a character may be, the longest first.
    `readings` are phrases that were parsed before, `made` what recognition has made of such words.
    """

    dimensions: Mapping[str, Dimension]
    words: Mapping[str, Coordinates]
    alone: Mapping[str, Coordinates]
    charts: Mapping[str, Mapping[str, tuple[str, ...]]]
    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    front: re.Pattern[str]
    behind: re.Pattern[str]
    title: re.Pattern[str]
    no_money: frozenset[str]
    organs: tuple[str, ...]
    usual: tuple[Usual, ...]
    lengths: Mapping[str, Sequence[int]]
    readings: Lasting[tuple[str, str, bool], Meaning]
    made: Memo[object, Any]

    def anew(self) -> Vocabulary:
        """The same words, with nothing parsed by them so far."""
        return self._replace(readings=no_readings(), made=Memo(MAX_MADE))

    def of_chart(self, chart: str) -> Charts:
        """The chart of that id; none where there is no such chart."""
        return ((chart, self.charts[chart]),) if chart in self.charts else ()

    def words_of(self, dimension: str) -> re.Pattern[str]:
        """Finds what may set a dimension in a normalised phrase: where it finds nothing, nothing
        does. Not for organs, whose names may be any."""

        def made() -> re.Pattern[str]:
            said = (self.words.items(), self.alone.items())
            words = [re.escape(w) for every in said for w, sets in every if dimension in sets]
            words += map(re.escape, self.charts.get(dimension, ()))
            # What an expression matches depends on what stands in front of it.
            looked = any(name == dimension for name, _ in self.patterns)
            return expression("" if looked else "|".join(words) or "(?!)")

        found: re.Pattern[str] = self.made.get(("words of", dimension), made)
        return found

    def is_in(self, dimension: str, member: str, other: str) -> bool:
        """Whether a member is another one or a part of it, at any depth."""
        parts = self.dimensions[dimension].parts if dimension in self.dimensions else {}
        return member == other or any(
            self.is_in(dimension, member, part) for part in parts.get(other, ())
        )

    def joined(self, dimension: str, member: str, other: str) -> str:
        """Two members of one phrase: the narrower where one is in the other, the whole where they
        are all its parts, else both."""
        if self.is_in(dimension, other, member):
            return other
        if self.is_in(dimension, member, other):
            return member
        both = {*member.split(JOIN), *other.split(JOIN)}
        known = self.dimensions.get(dimension)
        for whole, parts in known.parts.items() if known else ():
            if both == set(parts) and (len(parts) > 1):
                return whole
        return JOIN.join(sorted(both))

    def met(self, outer: Coordinates, inner: Coordinates) -> Coordinates:
        """What is true below both: the narrower member of each dimension, else the inner one."""
        found = dict(outer)
        for dimension, member in inner.items():
            wider = dimension in outer and self.is_in(dimension, outer[dimension], member)
            found[dimension] = outer[dimension] if wider else member
        return found

    def meant(self, coordinates: Coordinates) -> Coordinates:
        """The coordinates without those that are usual: for telling whether two phrases agree."""
        usual = {
            rule.sets
            for rule in self.usual
            if all(_is_set(coordinates, name, member) for name, member in rule.where)
        }
        return {name: m for name, m in coordinates.items() if (name, m) not in usual}


def _is_set(coordinates: Coordinates, dimension: str, member: str) -> bool:
    """Whether a dimension is set to a member, or to any where the member is *."""
    return dimension in coordinates and member in ("*", coordinates[dimension])


_NEVER = expression("(?!)")
NO_WORDS = Vocabulary(
    {}, {}, {}, {}, (), _NEVER, _NEVER, _NEVER, frozenset(), (), (), {}, no_readings(1), Memo(1)
)
"""Understands nothing."""


def understood(
    vocabulary: Vocabulary,
    phrase: str,
    chart: str = "",
    alone: bool = True,  # noqa: FBT001, FBT002
) -> Meaning:
    """A phrase parsed. With `chart` the names of its codes are words too; without, those of all
    charts where the phrase is such a name, or words alone leave something over. Without `alone`,
    words that mean more as a whole phrase do not.

    What is left over is as little as can be; then as few words as can be are taken, so that the
    longest words win. The name of an organ in front costs more than any word.
    """
    return vocabulary.readings.get(
        (phrase, chart, alone), lambda: _understood(vocabulary, phrase, chart, alone=alone)
    )


def _understood(vocabulary: Vocabulary, phrase: str, chart: str, *, alone: bool) -> Meaning:
    text = norm(phrase)
    if alone and text in vocabulary.alone:
        sets = vocabulary.alone[text]
        return Meaning(phrase, (Piece(text, sets),), sets)
    if len(text) > MAX_PHRASE:
        return Meaning(phrase, (Piece(text, None),), {})
    if (match := _WITHOUT.fullmatch(text)) and _is_other(vocabulary, *match.groups()):
        said = _understood(vocabulary, match[1], chart, alone=alone)
        aside = Piece(text[match.end(1) :], {})
        return Meaning(phrase, (*said.pieces, aside), said.coordinates)
    start, end, core = _core(vocabulary, text, chart)
    pieces = [
        *(Piece(t, {}) for t in (text[:start],) if t),
        *core,
        *(Piece(t, {}) for t in (text[end:],) if t),
    ]
    found: dict[str, str] = {}
    for piece in pieces:
        for dimension, member in (piece.sets or {}).items():
            known = found.get(dimension)
            found[dimension] = vocabulary.joined(dimension, known, member) if known else member
    return Meaning(phrase, tuple(pieces), found)


_WITHOUT = pattern("names.without")


def _is_other(vocabulary: Vocabulary, phrase: str, without: str) -> bool:
    """Whether what a phrase is said to be without is no part of it: 事业收入(不含专户资金)."""
    one, other = (understood(vocabulary, text) for text in (phrase, without))
    same = one.coordinates.keys() & other.coordinates.keys()
    return not (one.left or other.left) and any(
        not vocabulary.is_in(name, other.coordinates[name], one.coordinates[name]) for name in same
    )


def _core(vocabulary: Vocabulary, text: str, chart: str) -> tuple[int, int, Sequence[Piece]]:
    """Where the words begin behind the number of a table, where they end before what says no more,
    and their pieces. 表六一般公共预算 is 表六, not 表六一: the number that leaves least over."""
    end = len(text)
    while match := vocabulary.behind.search(text, 0, end):
        if match.start() == 0:
            break
        end = match.start()
    front = vocabulary.front.match(text, 0, end)
    last = front.end() if front else 0
    starts = [n for n in range(last, 0, -1) if n < end and vocabulary.front.fullmatch(text, 0, n)]
    ways = [(start, _best(vocabulary, text[start:end], chart)) for start in (*starts[:3], 0)]
    start, pieces = min(ways, key=lambda way: _unknown(way[1]))
    return start, end, pieces


def _best(vocabulary: Vocabulary, text: str, chart: str) -> Sequence[Piece]:
    """The pieces of a phrase without what stands around it."""
    every = tuple(vocabulary.charts.items())
    whole = any(text in codes for _, codes in every) and text not in vocabulary.words
    charts = vocabulary.of_chart(chart) if chart else every if whole else ()
    found = list(_parsed(vocabulary, text, charts))
    if chart or whole or not _unknown(found):
        return found
    return min(found, list(_parsed(vocabulary, text, every)), key=_unknown)


def _unknown(pieces: Sequence[Piece]) -> int:
    """How many characters nothing accounts for."""
    return sum(len(piece.text) for piece in pieces if piece.sets is None)


class _Way(NamedTuple):
    """The best way to read a phrase from one place on."""

    left: int
    words: int
    step: int
    sets: Coordinates | None


Charts = tuple[tuple[str, Mapping[str, tuple[str, ...]]], ...]
"""Charts of codes: the id of each, and the codes of its names."""


def _parsed(vocabulary: Vocabulary, text: str, charts: Charts) -> Iterator[Piece]:
    """The pieces of a phrase; characters that no word covers stand together as one piece."""
    ways = _ways(vocabulary, text, charts)
    organ = _organ_end(vocabulary, text, ways)
    if organ:
        yield Piece(text[:organ], {ENTITY: text[:organ]})
    place, unknown = organ, ""
    while place < len(text):
        way = ways[place]
        part = text[place : place + way.step]
        if way.sets is None:
            unknown += part
        else:
            if unknown:
                yield Piece(unknown, None)
                unknown = ""
            yield Piece(part, way.sets)
        place += way.step
    if unknown:
        yield Piece(unknown, None)


def _ways(vocabulary: Vocabulary, text: str, charts: Charts) -> Sequence[_Way]:
    """The best way from each place to the end, found from the end."""
    ways = [_Way(0, 0, 0, {})] * (len(text) + 1)
    for place in range(len(text) - 1, -1, -1):
        after = ways[place + 1]
        best = _Way(after.left + 1, after.words, 1, None)
        for step, sets in _words_at(vocabulary, text, place, charts):
            rest = ways[place + step]
            if (rest.left, rest.words + 1) < (best.left, best.words):
                best = _Way(rest.left, rest.words + 1, step, sets)
        ways[place] = best
    return ways


def _words_at(
    vocabulary: Vocabulary, text: str, place: int, charts: Charts
) -> Iterator[tuple[int, Coordinates]]:
    """The words that begin at a place, the longest first, with their lengths; of a word that is
    also a name in a chart, the name first."""
    for step in vocabulary.lengths.get(text[place], ()):
        word = text[place : place + step]
        if len(word) < step:
            continue
        for name, codes in charts:
            if word in codes:
                yield step, {name: JOIN.join(codes[word])}
                break
        if word in vocabulary.words:
            yield step, vocabulary.words[word]
    for dimension, regex in vocabulary.patterns:
        match = regex.match(text, place)
        if match and match.end() > place:
            yield match.end() - place, {dimension: match.group(match.lastindex or 0)}


def _organ_end(vocabulary: Vocabulary, text: str, ways: Sequence[_Way]) -> int:
    """Where the name of an organ in front ends: the first place behind the ending of such a name
    from which nothing is left over; 0 where there is none, or nothing is left over anyway."""
    for place in range(2, len(text) + 1) if ways[0].left else ():
        if not ways[place].left and text.endswith(vocabulary.organs, 0, place):
            return place
    return 0
