"""Frames: one subject and all that a paragraph says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal

from ...model.values import NamedTuple
from .figures import Token
from .subjects import Subject

Turn = Literal["up", "down", "same", ""]
NOW = "now"
PLAN = "plan"
EXECUTED = "executed"
FINAL = "final"
MOVED = "adjusted"
TextOf = Callable[[int, int], str]
Identity = tuple[tuple[str, ...], frozenset[tuple[str, str]]]
"""Accounts, and coordinates."""


class Change(NamedTuple):
    """A change or a rate with its direction, in words and what they mean."""

    token: Token
    word: str
    turn: Turn


class Comparison:
    """What is said against one other year or stage: figures by role (prior, change, rate); `year`
    is that of the change, where its own words say it."""

    __slots__ = ("against", "change", "prior", "rate", "words", "year")

    def __init__(self, against: str | None) -> None:
        self.against = against
        self.year: int | None = None
        self.words = ""
        self.prior: Token | None = None
        self.change: Change | None = None
        self.rate: Change | None = None

    def has(self, role: str) -> bool:
        """Whether it states that figure."""
        return getattr(self, role) is not None


class Share(NamedTuple):
    """A share and the words for what it is of; none where it is of the list's whole. `of` is the
    frame of what it is of, where that has its amount in the same breath: 占甲500万元的70%."""

    token: Token
    base: str
    of: Frame | None = None


class Frame:
    """One subject. `amounts` are by period; `again` those said a second time; an `aside` stands in
    brackets; `part_of` numbers the lists of one paragraph, since a whole may have several, and
    `of_all` is that the words of its list say that it names all parts, `added` that 加 put it
    beside what stands in front; `sums` is how many frames before it, told beside it, it adds up;
    `breath` numbers the sentences, `joined` is that 、 or 和 joins it to what is in front, and
    `settled` that 收支相抵 stands right in front of it."""

    __slots__ = (
        "added", "again", "amounts", "aside", "breath", "compared", "comparisons", "completion",
        "context", "continues", "difference", "identity", "joined", "number", "of_all", "parent",
        "part_of", "reason", "same", "same_as", "settled", "shares", "stage", "start", "subject",
        "sums",
    )  # fmt: skip

    def __init__(
        self,
        subject: Subject,
        start: int,
        parent: Frame | None = None,
        context: Mapping[str, str] | None = None,
        *,
        aside: bool = False,
        part_of: int = 0,
    ) -> None:
        self.subject = subject
        self.start = start
        self.parent = parent
        self.aside = aside
        self.context: Mapping[str, str] = context or {}
        self.amounts: dict[str, Token] = {}
        self.again: list[tuple[str, Token]] = []
        self.comparisons: list[Comparison] = []
        self.shares: list[Share] = []
        self.completion: Token | None = None
        self.difference: Change | None = None
        self.compared = ("", "")
        self.same: str | None = None
        self.same_as = ""
        self.reason = (0, 0)
        self.part_of = part_of
        self.of_all = False
        self.added = False
        self.sums = 0
        self.breath = 0
        self.joined = False
        self.settled = False
        self.number = 0
        self.continues: Frame | None = None
        self.stage = ""
        self.identity: Identity | Literal["unknown"] | None = "unknown"

    def copy(self) -> Frame:
        """The same frame once more."""
        made = Frame.__new__(Frame)
        for name in Frame.__slots__:
            setattr(made, name, getattr(self, name))
        return made

    def comparison(self, against: str | None, role: str, year: int | None = None) -> Comparison:
        """The comparison that a figure belongs to: the open one, if it lacks this role and is not,
        beside an amount of another year, in front of the words that tell this one's `year`."""
        last = self.comparisons[-1] if self.comparisons else None
        other = last is not None and against is not None and last.against not in (None, against)
        if last is not None and year is not None and last.year is None:
            other = other or (bool(last.change or last.rate) and self.period not in (NOW, FINAL))
        if last is None or last.has(role) or other:
            last = Comparison(against)
            self.comparisons.append(last)
        if last.against is None:
            last.against = against
        return last

    @property
    def amount(self) -> Token | None:
        """The amount of this year; else the only one that it states."""
        only = next(iter(self.amounts.values())) if len(self.amounts) == 1 else None
        return self.amounts.get(NOW) or self.amounts.get(FINAL) or only

    @property
    def period(self) -> str:
        """Which of its amounts that is."""
        amounts = self.amounts
        if NOW in amounts or len(amounts) != 1:
            return NOW if NOW in amounts or FINAL not in amounts else FINAL
        return next(iter(amounts))

    def tokens(self) -> Iterator[Token]:
        """All figures that it states."""
        yield from self.amounts.values()
        yield from (token for _, token in self.again)
        for found in self.comparisons:
            yield from (
                item if isinstance(item, Token) else item.token
                for item in (found.prior, found.change, found.rate)
                if item is not None
            )
        yield from (share.token for share in self.shares)
        if self.completion:
            yield self.completion
        if self.difference:
            yield self.difference.token


def copies(
    frames: Sequence[Frame], text_of: TextOf | None, opened: Frame | None, before: Frame | None
) -> list[Frame]:
    """Frames of a wording with the figures that a document prints: `text_of` tells what is printed
    from one position of the wording to another, if that is not the wording itself. What stands
    outside is the frame that was `opened`, and what the paragraph `before` was about."""
    made: dict[Frame, Frame] = {}
    tokens = _Tokens(text_of) if text_of is not None else None
    for frame in frames:
        copy = frame.copy()
        if frame.parent is not None:
            copy.parent = made.get(frame.parent, opened)
        if frame.continues is not None and before is not None:
            copy.continues = before.continues or before
        if tokens is not None:
            tokens.fill(copy)
        made[frame] = copy
    for copy in made.values():
        if any(share.of is not None for share in copy.shares):
            copy.shares = [
                share._replace(of=made[share.of]) if share.of is not None else share
                for share in copy.shares
            ]
    return list(made.values())


class _Tokens:
    """The figures of one paragraph as they are printed."""

    def __init__(self, text_of: TextOf) -> None:
        self._text_of = text_of
        self._made: dict[int, Token] = {}

    def fill(self, frame: Frame) -> None:
        """Give a frame its figures; what it has in common with others is not touched."""
        of = self._of
        frame.amounts = {period: of(token) for period, token in frame.amounts.items()}
        frame.again = [(period, of(token)) for period, token in frame.again]
        frame.comparisons = [self._compared(one) for one in frame.comparisons]
        frame.shares = [Share(of(share.token), share.base, share.of) for share in frame.shares]
        if frame.completion is not None:
            frame.completion = of(frame.completion)
        if frame.difference is not None:
            frame.difference = self._changed(frame.difference)

    def _of(self, token: Token) -> Token:
        begin, start, end, stop, _, kind, unit, said = token
        made = self._made.get(start)
        if made is None:
            text = self._text_of(start, end)
            made = self._made[start] = Token(begin, start, end, stop, text, kind, unit, said)
        return made

    def _compared(self, one: Comparison) -> Comparison:
        made = Comparison(one.against)
        made.year, made.words = one.year, one.words
        made.prior = self._of(one.prior) if one.prior is not None else None
        made.change = self._changed(one.change) if one.change is not None else None
        made.rate = self._changed(one.rate) if one.rate is not None else None
        return made

    def _changed(self, change: Change) -> Change:
        return Change(self._of(change.token), change.word, change.turn)
