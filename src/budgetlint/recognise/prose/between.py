"""What stands between two figures, walked piece by piece.

Marks end reasons and lists, brackets put the frame aside and bring it back; a piece without a
figure may open a list, a comparison, a reason or a topic.
"""

from __future__ import annotations

from ...model.expressions import expression
from ...model.vocabulary import ENTITY
from ...model.words import pattern
from .figures import Token
from .frames import Frame, Turn
from .roles import MAX_WORDS
from .state import Aside, State
from .subjects import Subject

_OPEN, _CLOSE = "\ue000", "\ue001"
_PARTING = frozenset(",;:。()")
_MARKS = expression(r"([,;:。()])")
_END = expression("[。;]")
_NUMBERED = pattern("prose.numbered")
_MADE_OF = pattern("prose.made-of")
MAX_DEPTH = 20


class Between(State):
    """A paragraph between its figures."""

    def _boundaries(self, text: str) -> str:
        """Walk the marks before a figure; the words that touch it."""
        kept = self.grammar.brackets.sub(lambda m: f"{_OPEN}{m[0][1:-1]}{_CLOSE}", text)
        piece = before = ""
        at = self.segment
        for part in _MARKS.split(kept):
            at += len(part)
            if part not in _PARTING:
                piece += part.replace(_OPEN, "(").replace(_CLOSE, ")")
                self._item(piece, before)
                continue
            self._touch(piece)
            piece, before = "", part
            self._mark(part, at)
        return self._unmarked(piece)

    def _unmarked(self, piece: str) -> str:
        """A piece without the mark in front: 1., (一)."""
        match = self.grammar.mark.match(piece)
        return piece[match.end() :] if match else piece

    def _item(self, piece: str, before: str) -> None:
        """一、 behind a colon opens the list of the frame at hand; 二、 goes on with it."""
        if self.stack or not self.grammar.item.match(piece):
            return
        if before == ":" and self.head is not None and self.items is None:
            self._count_list()
            self.items = self.head, self.number
        if self.items is not None:
            self.whole = self.items[0]

    def _mark(self, mark: str, behind: int) -> None:
        if mark in ";。" and self.spoken_of is not None and not self.stack:
            self.current, self.spoken_of = self.spoken_of, None
        if mark == "(" and len(self.stack) < MAX_DEPTH:
            here = self.current, self.whole, self.against, self.reason, self.head, self.number
            self.stack.append(Aside(*here))
            self.whole = self.current or self.whole
        elif mark == ")" and self.stack:
            here = self.stack.pop()
            self.current, self.whole, self.against, self.reason, self.head, self.number = here
        elif mark == "。" and not self.stack:
            self.reason, self.against, self.closed = False, None, True
            self.fellows = []
            self.sentence, self.adding = self.at, False
            self.breath += 1
            self.added_to = self.head if self.head and self.head.amounts else None
            self.current = self.head or self.current
            self.whole, self.outer = self.opened, []
        elif mark in ";。":
            self.reason = self.reason and self._reason_goes_on(behind)
            self.parted = not self.stack
            if self.number not in self.parted_at:
                self.parted_at[self.number] = self._parts_told()

    def _reason_goes_on(self, behind: int) -> bool:
        """Whether a reason goes on behind ;, for it is numbered as what follows: 一是甲;二是乙."""
        first, after = (_NUMBERED.match(self.text, at) for at in (self.reason_at, behind))
        return first is not None and after is not None and first.groups() == after.groups()

    def _touch(self, piece: str) -> None:
        """A piece without a figure: a list, a comparison, a reason, a topic."""
        whole = self._unmarked(piece)
        piece = self._list(whole[:MAX_WORDS])
        reason = self.grammar.reason.search(piece)
        if reason and not self.reason:
            self._touch(self._before_reason(piece[: reason.start()]))
            self._begin_reason()
            return
        if len(whole) > MAX_WORDS:
            return  # it is not about one thing
        if self.grammar.beside.fullmatch(piece):  # 加:甲
            self.whole, self.adding = None, True
            return
        self.settles = self.settles or any(w in piece for w in self.grammar.words["settled"])
        compared = self.grammar.difference.fullmatch(piece)
        if compared and self.current is not None:
            word = compared["direction"]
            self.current.compared = word, self._compared(word)
        elif self.grammar.same.search(piece):
            if self.current is not None and self.current.compared[0] and self._is_or(piece):
                self.current.compared = self.current.compared[0], ""  # of both only one is true
            else:
                self._same(piece)
        elif piece and not self.reason and not self._nothing(piece):
            self._open_topic(piece)

    def _before_reason(self, piece: str) -> str:
        """决算数大于预算数 of 决算数大于预算数的主要原因."""
        for word in self.grammar.words["of"]:
            piece = piece.removesuffix(word)
        return piece if len(piece) > 1 else ""

    def _list(self, piece: str) -> str:
        """What is left of a piece behind 其中 and the like, which open a list."""
        match = None if self.reason else self.grammar.parts.search(piece)
        if match is None:
            return self._made_of(piece)
        if match.start():
            self._touch(piece[: match.start()])
        whole = self._listed(self.subjects.of(piece[: match.start()]))
        if whole is not None and self.whole is not None and whole.parent is self.whole:
            self.outer.append((self.whole, self.number))
        self.whole = whole
        self._count_list()
        if not any(word in match.group() for word in self.grammar.words["parts-some"]):
            self.full.add(self.number)
        return piece[match.end() :]

    def _made_of(self, piece: str) -> str:
        """What is left of a piece behind 由, where 构成 says that it opens a list of all parts."""
        at = self.text.rfind(piece, self.segment, self.figure_at)
        match = _MADE_OF.match(self.text, at) if piece and at >= 0 and not self.reason else None
        if match is None or self.current is None or not self.current.amounts:
            return piece
        self.whole = self.current
        self._count_list()
        self.full.add(self.number)
        return piece[len(match.group()) :]

    def _listed(self, subject: Subject) -> Frame | None:
        """Whose parts a list names: of the frame at hand, or of what stands right in front of it,
        as in 支出包括, if an amount of that is known."""
        near = self.current or self.whole or self.head
        if not subject.matter or subject.left:
            return None if self._is_remainder(near) else near
        for frame in (self.head, near, *reversed(self.frames)):
            told = frame is not None and "flow" in frame.subject.at
            if frame is not None and told and self._agrees(subject, frame.subject):
                return frame
        return None if subject.matter <= {"flow"} else near

    def _begin_reason(self) -> None:
        self.reason = True
        found = self.grammar.reason.search(self.text, self.segment)
        self.reason_at = found.end() if found else self.segment
        if found and found.group().startswith(tuple(self.grammar.words["uses"])):
            return  # what money is for is no reason of a change
        if found and self.current is not None and not self.current.reason[1]:
            end = _END.search(self.text, found.end())
            self.current.reason = found.end(), end.start() if end else len(self.text)

    def _same(self, piece: str) -> None:
        """持平: a change of nothing, of what the piece is about."""
        word = self.grammar.same.search(piece)
        before = piece[: word.start()] if word else piece
        match = self.grammar.compare.search(before)
        if self.reason and not (match and not match.start()):
            return
        if match and match.start() > 1:
            subject = self.subjects.of(before[: match.start()].strip(",:"))
            known = not subject.left and subject.matter - {"flow", "role"}
            if known and not self._is_current(subject):
                self._make(subject)
        frame = self.current
        if frame is not None and frame.same is None:
            whole = self.grammar.compare.fullmatch(before, match.start()) if match else None
            frame.same = word.group() if word else ""
            frame.same_as = (whole["against"] or "") if whole else ""

    def _is_or(self, piece: str) -> bool:
        """Whether a piece says another thing that may be so instead: (或与预算数持平)."""
        return piece.startswith(tuple(self.grammar.words["or"]))

    def _nothing(self, piece: str) -> bool:
        """未安排: nothing of what the piece is about, if that is certain."""
        match = self.grammar.nothing.fullmatch(piece)
        if match is None:
            return False
        subject = self.subjects.of(match["subject"] or match["of"])
        word = "word" if match["word"] else "first"
        told = subject.keys or subject.matter - {"flow", "role", "vintage"}
        if subject.left or subject.year or not told or subject.at.get(ENTITY):
            return False
        at = self.text.find(piece, self.segment) + match.start(word)
        end = at + len(match[word])
        frame = self.current if self.current and self._is_current(subject) else self._make(subject)
        token = Token(at, at, end, end, match[word], "money", "", "0")
        frame.amounts.setdefault(self._period(subject), token)
        return True

    def _open_topic(self, piece: str) -> None:
        """A comparison that stands before its figure, or a subject that figures follow."""
        match = self.grammar.compare.fullmatch(piece)
        if match:
            self.against = match["against"] or self.grammar.words["last-year"][0]
            return
        subject = self.subjects.of(piece.strip(",:"))
        coded = any(key.level or key.code for key in subject.keys)
        signs = (coded, bool(subject.keys) and not subject.left, self.current is None)
        if sum(signs) > 1 and subject.keys:  # of an account in form, even where one is at hand
            self._make(subject)

    def _compared(self, word: str) -> Turn:
        words = self.grammar.words
        return "up" if word in words["above"] else "down" if word in words["below"] else "same"
