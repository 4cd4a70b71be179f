"""Asked: what a rule asks of the words of rows while it is bound, and what it is told.

A rule is bound by the skeletons of what it reads and the answers to its questions, and by nothing
else. So it is bound once for all documents with the same skeletons that give the same answers:
which row is 本年收入合计 is told alike where another row is called otherwise. (Build systems call
that a verifying trace.)
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar

from ..model.document import Structure
from ..model.memo import Memo
from ..model.values import NamedTuple, by_identity

if TYPE_CHECKING:
    from .rows import RowIndex

Made = TypeVar("Made")
Answers = tuple[Hashable, ...]


class WordQuestion(NamedTuple):
    """What is asked of rows: a function of them, and what else it takes."""

    what: Callable[..., Hashable]
    of: tuple[Hashable, ...]


@by_identity
class SideQuestions(NamedTuple):
    """What is asked of the rows of one side."""

    side: int
    questions: tuple[WordQuestion, ...]

    def answers(self, index: RowIndex) -> Answers:
        """What its rows say to that."""
        return tuple([what(index, *of) for what, of in self.questions])


class AskedWords:
    """The questions that are asked while one rule is bound, by their sides."""

    def __init__(self) -> None:
        self._questions: dict[int, dict[WordQuestion, None]] = {}
        self._seen: dict[int, RowIndex] = {}

    def seen(self, index: RowIndex) -> RowIndex:
        """These rows, such that whatever is asked of their words is noted. Of claims nothing need
        be noted: those that a rule sees are compared as they are."""
        ordinal = index.side.ordinal
        if index.side.rows == "claims":
            return index
        if ordinal not in self._seen:
            self._seen[ordinal] = index.noting(self)
        return self._seen[ordinal]

    def note(self, side: int, question: WordQuestion) -> None:
        """Note what is asked of a side."""
        self._questions.setdefault(side, {})[question] = None

    @property
    def questions(self) -> tuple[tuple[int, tuple[WordQuestion, ...]], ...]:
        """The sides that were asked, each with its questions in their order."""
        return tuple((side, tuple(asked)) for side, asked in self._questions.items())


class AskedWay(Generic[Made]):
    """A set of questions that is asked of the same skeletons, and what was made of the answers."""

    __slots__ = ("made", "sides")

    def __init__(self, sides: tuple[SideQuestions, ...]) -> None:
        self.sides = sides
        self.made: Memo[Hashable, Made] = Memo(MAX_MADE if sides else 1)


MAX_WAYS = 4
"""Sets of questions that one rule is known to ask of the same skeletons. Which it asks depends on
what it is told."""
MAX_MADE = 8


class Answered(Generic[Made]):
    """What was made of the answers that rules were given; bounded."""

    def __init__(self, limit: int) -> None:
        self._ways: Memo[Hashable, list[AskedWay[Made]]] = Memo(limit)
        self._answers: Memo[tuple[SideQuestions, Structure], Answers] = Memo(limit)

    def ways(self, key: Hashable) -> list[AskedWay[Made]]:
        """What is asked where the key, which tells what is read but for words, is this one."""
        return self._ways.get(key, list)

    def get(
        self,
        ways: list[AskedWay[Made]],
        indexes: Sequence[RowIndex | None],
        make: Callable[[AskedWords], Made],
    ) -> Made:
        """What was made in one of these ways, if these rows answer as those did that it was made
        of; else it is made, and whatever is asked of them is noted."""
        for way in ways:
            found = way.made.find(self._told(way.sides, indexes) if way.sides else ())
            if found is not None:
                return found
        asked = AskedWords()
        made = make(asked)
        way = _way(ways, asked)
        return way.made.get(self._told(way.sides, indexes), lambda: made)

    def _told(self, sides: Iterable[SideQuestions], indexes: Sequence[RowIndex | None]) -> Hashable:
        """What the rows of a document say to what is asked of their sides."""
        asked = [(indexes[one.side], one) for one in sides]
        return tuple([self._answer(index, one) for index, one in asked if index is not None])

    def _answer(self, index: RowIndex, asked: SideQuestions) -> Answers:
        return self._answers.get((asked, index.shape), lambda: asked.answers(index))


def _way(ways: list[AskedWay[Made]], asked: AskedWords) -> AskedWay[Made]:
    """The way of what was asked; a new one is known from now on."""
    questions = asked.questions
    for way in ways:
        if tuple(map(tuple, way.sides)) == questions:
            return way
    new: AskedWay[Made] = AskedWay(tuple(SideQuestions(*one) for one in questions))
    ways.append(new)
    del ways[:-MAX_WAYS]
    return new
