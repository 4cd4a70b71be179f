"""What goes on from one paragraph to the next: a list that was opened, and what it was about."""

from __future__ import annotations

from collections.abc import Hashable

from ...model.expressions import expression
from ...model.prose import Paragraph
from ...model.values import NamedTuple
from .figures import Token
from .frames import Frame
from .grammar import Grammar
from .subjects import Subject

_NUMBER = expression(r"\d+|[^\W\d_]+")
_SOME = Token(0, 0, 0, 0, "", "money", "")
"""An amount of a frame of which only its period matters."""


class Outer:
    """What a paragraph knows of a frame of one before: its subject, what headings say of it, of
    which periods it has amounts, and whether the list that it opens is `of_all` its parts. `key` is
    the same for two that are read alike."""

    __slots__ = ("context", "inner", "key", "of_all", "periods", "subject")

    def __init__(self, frame: Frame, *, of_all: bool) -> None:
        self.of_all = of_all
        self.subject = frame.subject
        self.context = frame.context
        self.periods = tuple(frame.amounts)
        self.inner = frame.parent is not None
        self.key = (
            _key_of(frame.subject),
            frozenset(frame.context.items()),
            self.periods,
            self.inner,
            of_all,
        )

    def frame(self) -> Frame:
        """A frame of which as much is known."""
        parent = Frame(Subject(), 0) if self.inner else None
        made = Frame(self.subject, 0, parent, self.context)
        made.of_all = self.of_all
        made.amounts.update(
            (period, _SOME._replace(start=n)) for n, period in enumerate(self.periods)
        )
        return made


def _key_of(subject: Subject) -> Hashable:
    return (*subject[:2], frozenset(subject.at.items()), *subject[3:])


class Carried(NamedTuple):
    """A frame of a paragraph before, and what is known of it."""

    outer: Outer
    frame: Frame


class Thread:
    """Goes from paragraph to paragraph; what goes on ends with a heading or a section."""

    def __init__(self, grammar: Grammar) -> None:
        self.opened: Carried | None = None
        self._last: Carried | None = None  # what the paragraph before was about
        self._grammar = grammar
        self._kind = ""
        self._section = -1

    def enter(self, paragraph: Paragraph) -> None:
        """A list goes on in paragraphs that are numbered alike, or in the one just behind."""
        if paragraph.is_heading or paragraph.section != self._section:
            self.opened = self._last = None
        self._section = paragraph.section
        if paragraph.is_heading:
            return
        kind = _NUMBER.sub("#", paragraph.mark)
        if not kind or kind != (self._kind or kind):
            more = any(w in paragraph.text[:3] for w in self._grammar.words["and-more"])
            if self.opened is None or kind or self._kind or more:
                self.opened = None
        self._kind = kind
        if self.opened is None and paragraph.text.startswith(self._grammar.words["parts-some"][0]):
            self.opened = self._last

    def before(self, paragraph: Paragraph) -> Carried | None:
        """What the paragraph before was about; one with a mark goes on about nothing."""
        return None if paragraph.mark else self._last

    def leave(self, lead: Carried | None, *, opens: bool) -> None:
        """Remember what a paragraph was about, and whether it has opened a list."""
        self._last = lead or self._last
        if opens:
            self.opened, self._kind = lead or self.opened, ""
