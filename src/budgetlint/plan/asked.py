"""Asked: what a rule asks of the words of rows while it is bound, and what it is told.

A rule is bound by the skeletons of what it reads and the answers to its questions, and by nothing
else. So it is bound once for all documents with the same skeletons that give the same answers:
which row is 本年收入合计 is told alike where another row is called otherwise. (Build systems call
that a verifying trace.)
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar

from ..model.document import Structure
from ..model.memo import Memo
from ..model.values import NamedTuple, by_identity

if TYPE_CHECKING:
    from .rows import RowIndex

Made = TypeVar("Made")


class WordQuestion(NamedTuple):
    """What is asked of rows: a function of them, and what else it takes."""

    what: Callable[..., Hashable]
    of: tuple[Hashable, ...]


@by_identity
class SideQuestions(NamedTuple):
    """What is asked of the rows of one side."""

    side: int
    questions: tuple[WordQuestion, ...]

    def answers(self, index: RowIndex) -> tuple[Hashable, ...]:
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


@by_identity
class Way(NamedTuple):
    """A set of questions that is asked of the same skeletons."""

    sides: tuple[SideQuestions, ...]


Ways = list[Way]
"""The sets of questions that one rule is known to ask of the same skeletons. Which it asks depends
on what it is told."""
MAX_WAYS = 4


class Answered(Generic[Made]):
    """What was made of the answers that rules were given; bounded."""

    def __init__(self, limit: int) -> None:
        self._ways: Memo[Hashable, Ways] = Memo(limit)
        self._made: Memo[tuple[object, ...], Made] = Memo(limit)
        self._answers: Memo[tuple[SideQuestions, Structure], tuple[Hashable, ...]] = Memo(limit)

    def ways(self, key: Hashable) -> Ways:
        """What is asked where the key, which tells what is read but for words, is this one."""
        return self._ways.get(key, Ways)

    def get(
        self,
        ways: Ways,
        indexes: Sequence[RowIndex | None],
        make: Callable[[AskedWords], Made],
    ) -> Made:
        """What was made in one of these ways, if these rows answer as those did that it was made
        of; else it is made, and whatever is asked of them is noted."""
        for way in ways:
            found = self._made.find(self._told(way, indexes))
            if found is not None:
                return found
        asked = AskedWords()
        made = make(asked)
        way = _way(ways, asked)
        return self._made.get(self._told(way, indexes), lambda: made)

    def _told(self, way: Way, indexes: Sequence[RowIndex | None]) -> tuple[object, ...]:
        """A way, and what the rows of a document say to what is asked."""
        asked = ((indexes[one.side], one) for one in way.sides)
        return way, *(self._answer(index, one) for index, one in asked if index is not None)

    def _answer(self, index: RowIndex, asked: SideQuestions) -> tuple[Hashable, ...]:
        return self._answers.get((asked, index.shape), lambda: asked.answers(index))


def _way(ways: Ways, asked: AskedWords) -> Way:
    """The way of what was asked; a new one is known from now on."""
    questions = asked.questions
    for way in ways:
        if tuple(map(tuple, way.sides)) == questions:
            return way
    new = Way(tuple(SideQuestions(*one) for one in questions))
    ways.append(new)
    del ways[:-MAX_WAYS]
    return new
