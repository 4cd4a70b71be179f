"""Goes through the paragraphs of a narrative, figure by figure, and makes frames.

A sentence is cut at its figures. What stands between two of them is walked piece by piece: marks
end reasons and lists, brackets put the frame aside and bring it back, a piece without a figure may
open a list, a comparison, a reason or a topic. The piece that touches the figure gives its role.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ...model.prose import Paragraph
from .figures import Token, tokens
from .frames import EXECUTED, FINAL, NOW, PLAN, Change, Frame, Share, Turn
from .grammar import Grammar
from .roles import MAX_WORDS, NO_ROLE, Role, role_of
from .subjects import Subject, Subjects

_OPEN, _CLOSE = "\ue000", "\ue001"
_KEPT = str.maketrans({_OPEN: "(", _CLOSE: ")"})
_MARKS = re.compile(r"([,;:。()])")
_NUMBER = re.compile(r"\d+|[^\W\d_]+")
_END = re.compile("[。;]")
MAX_DEPTH = 20
INHERITED = ("source", "nature", "matter")


class Read(NamedTuple):
    """A paragraph as it was read: its frames, and its figures by where they begin with what they
    are: a role, or "none" where nobody can tell."""

    frames: Sequence[Frame]
    roles: Mapping[int, str]


class _State(NamedTuple):
    """What a bracket puts aside."""

    current: Frame | None = None
    whole: Frame | None = None
    against: str | None = None
    reason: bool = False
    head: Frame | None = None


class Reader:
    """Reads paragraphs one after another; a list that was opened goes on in the next ones."""

    def __init__(self, grammar: Grammar, subjects: Subjects, *, final: bool) -> None:
        self.grammar = grammar
        self.subjects = subjects
        self.final = final
        self._open: Frame | None = None
        self._kind = ""

    def read(self, paragraph: Paragraph, context: Mapping[str, str]) -> Read:
        """The frames of one paragraph, under headings that say its `context`."""
        if paragraph.is_heading:
            self._open = None
            return Read((), {})
        self._go_on(paragraph)
        walk = _Walk(self, paragraph.text, len(paragraph.mark), context, self._open)
        walk.go()
        if paragraph.text.endswith((":", ",")) and walk.leads_on():
            self._open, self._kind = walk.head or walk.current or self._open, ""
        return Read(walk.frames, walk.roles)

    def _go_on(self, paragraph: Paragraph) -> None:
        """A list goes on in paragraphs that are numbered alike, or in the one just behind."""
        kind = _NUMBER.sub("#", paragraph.mark)
        if not kind or kind != (self._kind or kind):
            more = any(w in paragraph.text[:3] for w in self.grammar.words["and-more"])
            if self._open is None or kind or self._kind or more:
                self._open = None
        self._kind = kind


class _Walk:
    """One paragraph."""

    def __init__(
        self,
        reader: Reader,
        text: str,
        start: int,
        context: Mapping[str, str],
        opened: Frame | None,
    ) -> None:
        self.grammar, self.subjects, self.final = reader.grammar, reader.subjects, reader.final
        self.text = text
        self.context = context
        self.frames: list[Frame] = []
        self.roles: dict[int, str] = {}
        self.at = start  # up to where the figures are read
        self.segment = start  # where what stands in front of the figure at hand begins
        self.opened = opened
        self.current: Frame | None = None
        self.whole = opened  # whose parts are being listed
        self.head: Frame | None = None
        self.against: str | None = None
        self.reason = False
        self.stack: list[_State] = []
        self.counted = (-1, "")
        self.number = 0  # of the list that is being read
        self.series: list[str] = []
        self.last: tuple[Token, Role] | None = None

    def go(self) -> None:
        """All figures, and what stands behind the last one."""
        for token in tokens(self.grammar, self.text):
            if token.begin >= self.at:
                self._figure(token)
        self.segment = self.at
        self._touch(self._boundaries(self.text[self.at :]))

    def leads_on(self) -> bool:
        """Whether the paragraph ends with what opens a list."""
        found = list(self.grammar.parts.finditer(self.text, max(0, len(self.text) - 30)))
        return self.text.endswith(":") or bool(found and found[-1].end() == len(self.text))

    # What stands between two figures.

    def _boundaries(self, text: str) -> str:
        """Walk the marks before a figure; the words that touch it."""
        kept = self.grammar.brackets.sub(lambda m: f"{_OPEN}{m[0][1:-1]}{_CLOSE}", text)
        piece = ""
        for part in _MARKS.split(kept):
            if not _MARKS.fullmatch(part):
                piece += part.translate(_KEPT)
                continue
            self._touch(piece)
            piece = ""
            self._mark(part)
        return self.grammar.mark.sub("", piece, count=1) if self.grammar.mark.match(piece) else piece

    def _mark(self, mark: str) -> None:
        if mark == "(" and len(self.stack) < MAX_DEPTH:
            state = _State(self.current, self.whole, self.against, self.reason, self.head)
            self.stack.append(state)
            self.whole = self.current or self.whole
        elif mark == ")" and self.stack:
            self.current, self.whole, self.against, self.reason, self.head = self.stack.pop()
        elif mark == "。" and not self.stack:
            self.reason, self.against = False, None
            self.current = self.head or self.current
            self.whole = self.opened
        elif mark in ";。":
            self.reason = False

    def _touch(self, piece: str) -> None:
        """A piece without a figure: a list, a comparison, a reason, a topic."""
        match = self.grammar.mark.match(piece)
        piece = piece[match.end() :] if match else piece
        if not piece or len(piece) > MAX_WORDS:
            return
        piece = self._list(piece)
        reason = self.grammar.reason.search(piece)
        if reason and not self.reason:
            self._touch(piece[: reason.start()] if reason.start() > 1 else "")
            self._begin_reason()
            return
        compared = self.grammar.difference.fullmatch(piece)
        if compared and self.current is not None:
            word = compared["direction"]
            self.current.compared = word, self._compared(word)
        elif self.grammar.same.search(piece):
            self._same(piece)
        elif piece and not self.reason:
            self._open_topic(piece)

    def _list(self, piece: str) -> str:
        """What is left of a piece behind 其中 and the like, which open a list."""
        match = None if self.reason else self.grammar.parts.search(piece)
        if match is None:
            return piece
        if match.start():
            self._touch(piece[: match.start()])
        self.whole = self.current or self.whole or self.head
        self.number += 1
        return piece[match.end() :]

    def _begin_reason(self) -> None:
        self.reason = True
        found = self.grammar.reason.search(self.text, self.segment)
        if found and self.current is not None and not self.current.reason[1]:
            end = _END.search(self.text, found.end())
            self.current.reason = found.end(), end.start() if end else len(self.text)

    def _same(self, piece: str) -> None:
        """持平: a change of nothing, of what the piece is about."""
        match = self.grammar.compare.search(piece)
        if self.reason and not (match and not match.start()):
            return
        if match and match.start() > 1:
            subject = self.subjects.of(piece[: match.start()].strip(",:"))
            if not subject.left and subject.matter - {"flow", "role"} and not self._is_current(subject):
                self._make(subject)
        frame = self.current
        if frame is not None and frame.same is None:
            word = self.grammar.same.search(piece)
            frame.same = word.group() if word else ""
            frame.same_as = match.group() if match else ""

    def _open_topic(self, piece: str) -> None:
        """A comparison that stands before its figure, or a subject that figures follow."""
        match = self.grammar.compare.fullmatch(piece)
        if match:
            self.against = match["against"] or self.grammar.words["last-year"][0]
            return
        subject = self.subjects.of(piece.strip(",:"))
        coded = any(key.level or key.code for key in subject.keys)
        if self.current is None and (coded or (subject.keys and not subject.left)):
            self._make(subject)

    def _is_current(self, subject: Subject) -> bool:
        frame = self.current
        return frame is not None and (frame.subject.at, frame.subject.keys) == (subject.at, subject.keys)

    # Figures.

    def _figure(self, token: Token) -> None:
        self.segment = self.at
        words = self._boundaries(self.text[self.at : token.begin])
        self.at = token.stop
        if token.kind == "count":
            self.counted = (token.stop, words)
            self.roles[token.start] = "count"
            return
        if not words and self.counted[0] == token.begin and not self.stack:
            words = self.counted[1]
        after = self.text[token.stop : token.stop + 8]
        role = self._role(token, words, after)
        self.roles[token.start] = role.kind
        self.last = (token, role)

    def _role(self, token: Token, words: str, after: str) -> Role:
        if self.grammar.threshold.match(after) or self.grammar.price.search(words):
            return Role("threshold")
        if token.kind == "points" or (token.kind == "bare" and not self._lacks_percent(token, words)):
            return NO_ROLE
        words = self._list(words)
        if token.kind == "money" and not self.reason and self.grammar.beside.match(words):
            self.whole = None
            words = self.grammar.beside.sub("", words, count=1)
        resumes = self.current is not None and self.grammar.resumes.match(words) is not None
        if not resumes and self._in_reason(words):
            return Role("reason")
        role = self._placed(token, self._said(token, words, after))
        if role.kind == "none" and self.reason:
            return Role("reason")
        self.reason = self.reason and role.kind == "none"
        return role

    def _lacks_percent(self, token: Token, words: str) -> bool:
        """Whether a figure without a unit is a rate: behind a direction, of what has an amount."""
        role = role_of(self.grammar, words, token, "")
        frame = self.current
        if role.kind != "rate" or role.subject or frame is None or self.reason:
            return False
        last = frame.comparisons[-1] if frame.comparisons else None
        behind = last is not None and last.change is not None and last.rate is None
        return behind or bool(frame.amounts and "." in token.text)

    def _in_reason(self, words: str) -> bool:
        """Whether a figure stands in a reason; one may begin right in front of it."""
        found = None if self.reason else self.grammar.reason.search(words)
        if found and found.end() < len(words):
            self._begin_reason()
        return self.reason

    def _said(self, token: Token, words: str, after: str) -> Role:
        """The role by the words; without any, as the figure before it in a series."""
        if self.series and self.grammar_joins(words) and self.last:
            return self.last[1]._replace(subject=self.series.pop(0), against=None)
        each = self.grammar.each.fullmatch(words)
        if each and self.last is not token:
            items = self._items(each["items"])
            if items:
                self.series = items[1:]
                return role_of(self.grammar, items[0] + each["rest"], token, after)
        self.series = []
        if not words or self.grammar_joins(words):
            return self._without_words(token)
        return role_of(self.grammar, words, token, after)

    def grammar_joins(self, words: str) -> bool:
        """Whether words only join figures: 、, 和."""
        return words in self.grammar.words["and"] or words in self.grammar.words["of"]

    def _items(self, text: str) -> list[str]:
        """甲、乙和丙 of 甲、乙和丙分别为, if each is understood."""
        joined = "|".join(map(re.escape, self.grammar.words["and"]))
        items = re.split(joined, text)
        known = all(item and not self.subjects.of(item).left for item in items)
        return items if known and len(items) > 1 else []

    def _without_words(self, token: Token) -> Role:
        """A percentage right behind a plan or a change is its completion or its rate."""
        if self.last is None or token.kind == "money":
            return NO_ROLE
        role = self.last[1]
        if role.kind == "plan":
            return Role("completion")
        return Role("rate", direction=role.direction) if role.kind == "change" else NO_ROLE

    def _placed(self, token: Token, role: Role) -> Role:
        """Put the figure into its frame; without one it has no role."""
        if role.kind in ("none", "reason", "threshold"):
            return role
        if role.kind == "amount":
            self._amount(token, role)
            return role
        frame = self._frame_for(role.subject)
        if frame is None:
            return NO_ROLE
        self._into(frame, token, role)
        return role

    def _into(self, frame: Frame, token: Token, role: Role) -> None:
        if role.against is not None:
            self.against = role.against
        if role.kind in ("change", "rate", "prior"):
            found = frame.comparison(role.against if role.against is not None else self.against, role.kind)
            change = Change(token, role.direction, self._turn(role.direction))
            setattr(found, role.kind, token if role.kind == "prior" else change)
        elif role.kind == "share":
            frame.shares.append(Share(token, role.base))
        elif role.kind == "completion" and frame.completion is None:
            frame.completion = token
        elif role.kind == "difference" and frame.difference is None:
            turn = self._compared(role.direction)
            frame.compared = role.direction, turn
            frame.difference = Change(token, role.direction, turn)
        elif role.kind == "plan":
            frame.amounts.setdefault(PLAN, token)

    def _turn(self, word: str) -> Turn:
        if word in self.grammar.words["either"]:
            return ""
        return "down" if self.grammar.down.match(word) else "up"

    def _compared(self, word: str) -> Turn:
        words = self.grammar.words
        return "up" if word in words["above"] else "down" if word in words["below"] else "same"

    def _amount(self, token: Token, role: Role) -> None:
        if role.against is not None:
            self.against = role.against
        subject = self.subjects.of(role.subject.strip("、,:"))
        period = self._period(subject)
        if period == NOW and subject.year is None and self.whole and len(self.whole.amounts) == 1:
            period = self.whole.period  # parts are of the year of their whole
        frame = self.current if self._goes_on(subject) else None
        frame = frame or self._make(subject)
        if subject.stage == "final" and frame.stage == "budget" and period in frame.amounts:
            frame.amounts.setdefault(PLAN, frame.amounts.pop(period))
        frame.stage = subject.stage
        if period in frame.amounts:
            frame.again.append((period, token))
        else:
            frame.amounts[period] = token

    def _goes_on(self, subject: Subject) -> bool:
        """Whether an amount is of the frame at hand: another period of it, or the one that it
        still waits for."""
        frame = self.current
        if frame is None or subject.keys or subject.left:
            return False
        if subject.is_period and frame is not self.whole and not subject.matter:
            return True
        if frame.amounts:
            return False
        open_ = not subject.matter - {"flow", "vintage", "role"}
        return open_ and (bool(frame.subject.keys) or not frame.comparisons)

    def _period(self, subject: Subject) -> str:
        """Which of its amounts it is: this year's, the plan's, another year's or stage's."""
        year, stage = subject.year or 0, subject.stage
        if stage in ("initial", "adjusted"):
            return PLAN
        if stage == "executed" and year <= 0 and not (self.final and not year):
            return EXECUTED
        if year:
            return f"{stage}{year:+d}"
        if stage == "budget" and self.final:
            return PLAN
        return FINAL if stage == "final" and not self.final else NOW

    def _frame_for(self, words: str) -> Frame | None:
        """The frame that a role speaks about: the one at hand, or a new one if it has a subject."""
        words = words.strip("、,:")
        if not words:
            return self.current
        subject = self.subjects.of(words)
        frame = self.current
        if frame is not None and not subject.keys and not subject.left:
            if not subject.matter or self._is_current(subject):
                return frame
            if frame is not self.whole and self._agrees(subject, frame.subject):
                return frame
        return self._make(subject)

    def _agrees(self, subject: Subject, other: Subject) -> bool:
        """Whether a subject only repeats what is known of another one."""
        told = subject.matter <= {"flow", "role", "source", "vintage"}
        at, of = subject.at, other.at
        return told and all(
            name not in of or of[name] == at[name] or "both" in (of[name], at[name])
            for name in subject.matter
        )

    def _make(self, subject: Subject) -> Frame:
        """A new frame; what its list and its headings say holds for it as well."""
        parent = self.whole
        given = dict(self.context)
        if parent is not None:
            known = {**parent.context, **parent.subject.at}
            given |= {name: known[name] for name in INHERITED if name in known}
        aside = bool(self.stack) and parent is self.stack[-1].current
        frame = Frame(subject, self.at, parent, aside, given, part_of=self.number)
        self.frames.append(frame)
        self.current = frame
        if not self.stack and parent in (None, self.opened):
            self.head = frame
        return frame
