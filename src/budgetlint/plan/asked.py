"""Asked: what a rule asks of the words of rows while it is bound, and what it is told.

A rule is bound by the skeletons of what it reads and the answers to its questions, and by nothing
else. So it is bound once for all documents with the same skeletons that give the same answers:
which row is 本年收入合计 is told alike where another row is called otherwise. (Build systems call
that a verifying trace.)
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar

from ..model.memo import Memo
from ..model.values import NamedTuple, by_identity

if TYPE_CHECKING:
    from .rows import RowIndex

Made = TypeVar("Made")
Answer = TypeVar("Answer", bound=Hashable)


class WordQuestion(NamedTuple):
    """What is asked of the rows of a side: a function of them, and what else it takes."""

    side: int
    what: Callable[..., Hashable]
    of: tuple[Hashable, ...]

    def answer(self, indexes: Sequence[RowIndex | None]) -> Hashable:
        """What the rows of a document say to it; None if the side is not printed."""
        index = indexes[self.side]
        return self.what(index, *self.of) if index is not None else None


class AskedWords:
    """The questions that are asked while one rule is bound, with their answers."""

    def __init__(self) -> None:
        self._answers: dict[WordQuestion, Hashable] = {}
        self._seen: dict[int, RowIndex] = {}

    def seen(self, index: RowIndex) -> RowIndex:
        """These rows, such that whatever is asked of their words is noted."""
        ordinal = index.skeleton.side.ordinal
        if ordinal not in self._seen:
            self._seen[ordinal] = index.noting(self)
        return self._seen[ordinal]

    def noted(self, question: WordQuestion, answer: Answer) -> Answer:
        """What is told, noted with what was asked."""
        self._answers[question] = answer
        return answer

    @property
    def answers(self) -> Mapping[WordQuestion, Hashable]:
        """Each question with its answer, in the order in which they were asked."""
        return self._answers


@by_identity
class _Way(NamedTuple):
    """A set of questions that is asked of the same skeletons."""

    questions: Sequence[WordQuestion]


MAX_WAYS = 4
"""Sets of questions that one rule is known to ask of the same skeletons. Which it asks depends on
what it is told."""


class Answered(Generic[Made]):
    """What was made of the answers that rules were given; bounded."""

    def __init__(self, limit: int) -> None:
        self._ways: Memo[Hashable, list[_Way]] = Memo(limit)
        self._made: Memo[tuple[_Way, tuple[Hashable, ...]], Made] = Memo(limit)

    def get(
        self,
        key: Hashable,
        indexes: Sequence[RowIndex | None],
        make: Callable[[AskedWords], Made],
    ) -> Made:
        """What was made under this key, if these rows answer as those did that it was made of;
        else it is made, and whatever is asked of them is noted."""
        ways: list[_Way] = self._ways.get(key, list)
        for way in ways:
            found = self._made.find((way, tuple([one.answer(indexes) for one in way.questions])))
            if found is not None:
                return found
        asked = AskedWords()
        made = make(asked)
        questions, told = tuple(asked.answers), tuple(asked.answers.values())
        way = next((one for one in ways if one.questions == questions), _Way(questions))
        if way not in ways:
            ways.append(way)
            del ways[:-MAX_WAYS]
        return self._made.get((way, told), lambda: made)
