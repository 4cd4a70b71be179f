"""Goes through a paragraph, figure by figure, and makes frames.

A sentence is cut at its figures. The piece that touches a figure gives its role (`roles`); what
stands in front of that piece is walked first (`between`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ...model.values import NamedTuple
from ...model.vocabulary import ENTITY
from ...model.words import literal, pattern
from .figures import Token, tokens
from .framed import Framed
from .frames import FINAL, MOVED, NOW, PLAN, Change, Frame, Share, Turn
from .grammar import Grammar
from .outer import Outer
from .roles import NO_ROLE, Role, role_of
from .series import names_several
from .subjects import Subjects

_BRACKETS = pattern("prose.brackets")
_BEGINS = "。;:("
_SHOWN = literal("prose.shown")
"""如下 leads on to more about something, which need not be all its parts."""


class Walked(NamedTuple):
    """A paragraph as it was read: its frames; its figures by where they begin, with what they are:
    a role, or "none" where nobody can tell; the frame that the next paragraph may go on about,
    whether it opens a list, and whether that names all parts. `asked` says that it mattered what
    the one before was about."""

    frames: Sequence[Frame]
    roles: Mapping[int, str]
    lead: Frame | None = None
    opens: bool = False
    asked: bool = False
    opens_all: bool = False


def rounded(text: str) -> str:
    """A text whose asides all stand in round brackets, two deep, character by character."""
    once = _BRACKETS.sub(r"(\1)", text)
    return text if once == text else _BRACKETS.sub(r"(\1)", once)


class Reader:
    """Reads paragraphs, each by itself."""

    def __init__(self, grammar: Grammar, subjects: Subjects, *, final: bool) -> None:
        self.grammar = grammar
        self.subjects = subjects
        self.final = final

    def read(
        self,
        text: str,
        start: int,
        context: Mapping[str, str],
        opened: Outer | None,
        before: Outer | None,
    ) -> Walked:
        """The frames of a text behind the mark of its paragraph, which ends at `start`, under
        headings that say its `context`; in a list that was `opened`, behind what the paragraph
        `before` was about."""
        list_of = opened.frame() if opened is not None else None
        text = rounded(text)
        walk = _Walk(self.grammar, self.subjects, text, start, context, list_of)
        walk.final = self.final
        walk.before = before.frame() if before is not None else None
        walk.go()
        lead = walk.head or walk.current
        opens = text.endswith((":", ",")) and walk.leads_on()
        all_ = opens and walk.number in walk.full and not text.rstrip(":,").endswith(_SHOWN)
        return Walked(walk.frames, walk.roles, lead, opens, walk.asked, all_)


class _Walk(Framed):
    """One paragraph."""

    def go(self) -> None:
        """All figures, and what stands behind the last one."""
        found = tokens(self.grammar, self.text)
        told = self.grammar.same.search(self.text) or self.grammar.none.search(self.text)
        if not found and not told:
            return  # nothing is said here of any amount
        for token in found:
            if token.begin >= self.at:
                self._figure(token)
        self.segment = self.at
        self._touch(self._boundaries(self.text[self.at :]))

    def leads_on(self) -> bool:
        """Whether the paragraph ends with what opens a list."""
        found = list(self.grammar.parts.finditer(self.text, max(0, len(self.text) - 30)))
        return self.text.endswith(":") or bool(found and found[-1].end() == len(self.text))

    def _figure(self, token: Token) -> None:
        self.segment, self.figure_at = self.at, token.begin
        words = self._boundaries(self.text[self.at : token.begin])
        self.at = token.stop
        if token.kind == "count" or self._is_count(token, words):
            self.counted = (token.stop, words)
            self._in_reason(words)
            self.roles[token.start] = "count"
            return
        if not words and self.counted[0] == token.begin and not self.stack:
            words = self.counted[1]
        after = self.text[token.stop : token.stop + 8]
        role = self._role(token, words, after)
        self.roles[token.start + token.text.startswith("-")] = role.kind
        self.last = (token, role)

    def _role(self, token: Token, words: str, after: str) -> Role:
        if self.grammar.threshold.match(after) or self.grammar.price.search(words):
            return Role("threshold")
        if self._is_zero(token, words):
            token = token._replace(kind="money")
        bare = token.kind == "bare" and not self._lacks_percent(token, words)
        if bare or token.kind == "points":
            return NO_ROLE
        if not names_several(self.grammar, words) and not self._is_told_of_fellows(words, token):
            words = self._list(words)
        if token.kind == "money" and not self.reason and self.grammar.beside.match(words):
            self.whole, self.adding = None, True
            words = self.grammar.beside.sub("", words, count=1)
        resumes = self.current is not None and self.grammar.resumes.match(words) is not None
        if not resumes and self._in_reason(words):
            return self._reasoned(token, words)
        about = self.current
        role = self._moved(token, words) or self._placed(token, self._said(token, words, after))
        if self.listing and self.current is not None:
            self.fellows.append(self.current)
        if role.kind == "none" and self.reason:
            return Role("reason")
        if self.reason and about is not None and about.reason[1] > self.segment:
            about.reason = about.reason[0], self.segment
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

    def _is_count(self, token: Token, words: str) -> bool:
        """Whether a number without a unit is how many of something there are: 保有量为3."""
        return token.kind == "bare" and self.grammar.number_of.search(words) is not None

    def _is_zero(self, token: Token, words: str) -> bool:
        """Whether 0 without a unit is an amount: 公务接待费为0."""
        if token.kind != "bare" or token.value:
            return False
        role = role_of(self.grammar, words, token._replace(kind="money"), "")
        subject = self.subjects.of(role.subject.strip("、,:"))
        told = subject.keys or subject.matter - {"flow", "role", "vintage"}
        return role.kind == "amount" and bool(told) and not subject.left

    def _in_reason(self, words: str) -> bool:
        """Whether a figure stands in a reason; one may begin right in front of it."""
        found = None if self.reason else self.grammar.reason.search(words)
        if found and found.end() < len(words) and not self._is_named_so(found, words):
            self._begin_reason()
        return self.reason

    def _is_named_so(self, found: re.Match[str], words: str) -> bool:
        """Whether it is called by its use: 用于甲, where a sentence or an item begins."""
        at = self.figure_at - len(words)
        begins = at <= self.start or self.text[at - 1] in _BEGINS
        return begins and found.group() in self.grammar.words["uses-named"]

    def _reasoned(self, token: Token, words: str) -> Role:
        """A figure in a reason is nothing of the subject; what a comparison goes on about is told
        for itself: 主要是土地成交减少，土地出让收入20亿元，同比减少5亿元."""
        goes_on = self.text.startswith(",", token.stop)
        compared = self.grammar.compare.match(self.text, token.stop + 1) if goes_on else None
        role = role_of(self.grammar, words, token, "")
        subject = self.subjects.of(role.subject.strip("、,:"))
        if not compared or self.stack or role.kind != "amount" or self.grammar.turned(subject.left):
            return Role("reason")
        outer = self.current if self.spoken_of is None else self.spoken_of
        frame = self._beside(subject)
        frame.aside = True
        frame.amounts[self._period(subject)] = token
        self.spoken_of, self.current = outer, frame
        return role

    def _moved(self, token: Token, words: str) -> Role | None:
        """甲由年初预算10万元调整为12万元: what it was, and what it is."""
        to = self.grammar.moved_to.match(words) if self.moves else None
        self.moves = False
        if to is not None and self.current is not None:
            stage = self.subjects.of(self.current.comparisons[-1].against or "").stage
            period = self._period(self.subjects.of(words[to.end() :]))
            self.current.amounts[MOVED if stage else period] = token
            return Role("amount")
        match = self.grammar.moved_from.fullmatch(words) if token.kind == "money" else None
        if match is None or not self.grammar.moved_to.match(self.text, token.stop):
            return None
        frame = self._frame_for(match["subject"])
        if frame is not None:
            against = match["against"] or self.grammar.words["last-year"][0]
            frame.comparison(against, "prior").prior = token
            self.moves = True
        return Role("prior") if frame is not None else NO_ROLE

    def _placed(self, token: Token, role: Role) -> Role:
        """Put the figure into its frame; without one it has no role."""
        if role.kind in ("none", "reason", "threshold"):
            return role
        if role.kind == "amount":
            return role if self._amount(token, role) else NO_ROLE
        frame = self._frame_for(role.subject)
        if frame is None or self._is_past_share(role):
            return NO_ROLE
        if role.kind == "whole":
            return self._with_whole(frame, token, role)
        self._into(frame, token, role)
        return role

    def _is_past_share(self, role: Role) -> bool:
        """Whether a share is that of another year: 上年占23.68%."""
        return role.kind == "share" and bool(self.subjects.of(role.subject.strip("、,:")).year)

    def _with_whole(self, frame: Frame, token: Token, role: Role) -> Role:
        """占甲500万元的: what the share behind it is of is a frame beside the one at hand."""
        subject = self.subjects.of(role.base)
        self.share_of = self._beside(subject)
        self.share_of.amounts[self._period(subject)] = token
        self.current = frame
        return role

    def _into(self, frame: Frame, token: Token, role: Role) -> None:
        if role.kind in ("change", "rate", "prior"):
            role = self._apart_from_the_plan(frame, role)
        if role.against is not None:
            self.against = role.against or self._last_year(frame, role)
        if role.kind in ("change", "rate", "prior"):
            found = self.compared.pop(0) if self.compared else None
            found = found or frame.comparison(self.against, role.kind, self._year_of(role))
            change = Change(token, role.direction, self._turn(role.direction))
            setattr(found, role.kind, token if role.kind == "prior" else change)
            if found.year is None:
                found.year = self._year_of(role)
        elif role.kind == "share":
            goes_on = self.in_turn or (self.last is not None and self.last[1].kind == "whole")
            whole = self.share_of if goes_on else None
            frame.shares.append(Share(token, role.base, whole))
        elif role.kind == "completion" and frame.completion is None:
            frame.completion = token
        elif role.kind == "difference" and frame.difference is None:
            turn = self._compared(role.direction)
            frame.compared = role.direction, turn
            frame.difference = Change(token, role.direction, turn)
        elif role.kind == "plan":
            frame.amounts.setdefault(PLAN, token)

    def _apart_from_the_plan(self, frame: Frame, role: Role) -> Role:
        """调减5万元 is against the plan that is moved, where nothing else is said; 下降3% behind it
        is against another year."""
        last = frame.comparisons[-1] if frame.comparisons else None
        if role.against is not None or role.kind == "prior":
            return role
        if role.kind == "change" and self._moves_a_plan(role.direction):
            waits = last is not None and last.prior is not None and last.change is None
            return role if waits else role._replace(against=self.grammar.words["planned"][0])
        by = last.change.word if last is not None and last.change is not None else ""
        if not self._moves_a_plan(by) or self._moves_a_plan(role.direction) or not role.direction:
            return role
        return role._replace(against=self.grammar.words["last-year"][0])

    def _moves_a_plan(self, direction: str) -> bool:
        """Whether a direction is one of what is planned: 调增, 调减."""
        words = self.grammar.words
        return direction.startswith(tuple(words["moved"])) and direction not in words["either"]

    def _year_of(self, role: Role) -> int | None:
        """The year in which something changed, as the words in front say: 2024年, 本年, 今年."""
        subject = self.subjects.of(role.subject.strip("、,:"))
        now = subject.at.get("vintage") == "this-year" and not subject.keys
        return 0 if now and subject.year is None and not subject.left else subject.year

    def _last_year(self, frame: Frame, role: Role) -> str:
        """What 同比 is with: last year as the change in front says it, of which it is the rate."""
        for last in frame.comparisons[-1:]:
            told = last.prior or self.subjects.of(last.against or "").year == -1
            if last.against and told and not last.has(role.kind):
                return last.against
        return self.grammar.words["last-year"][0]

    def _turn(self, word: str) -> Turn:
        if word in self.grammar.words["either"]:
            return ""
        return "down" if self.grammar.down.match(word) else "up"

    def _amount(self, token: Token, role: Role) -> bool:
        """Put an amount into its frame; a change of something that was not understood is none."""
        if role.against is not None:
            self.against = role.against or self.grammar.words["last-year"][0]
        subject = self.subjects.of(role.subject.strip("、,:"))
        if self._is_prior(token, role) or self._is_all_of(token, role):
            return True
        doubtful = subject.left + subject.at.get(ENTITY, "")
        if self.grammar.turned(doubtful) or not (subject.text or self.current):
            return False
        waits = subject.stage == "budget" and self._waits_for_plan(subject)
        period = PLAN if waits else self._period(subject)
        if period == NOW and subject.year is None and self.whole and len(self.whole.amounts) == 1:
            period = self.whole.period  # parts are of the year of their whole
        behind = period in (NOW, FINAL) and self._is_behind_its_change(subject)
        frame = self.current if behind or self._goes_on(subject) else None
        frame = frame or self._make(subject)
        if subject.stage == "final" and frame.stage == "budget" and NOW in frame.amounts:
            frame.amounts.setdefault(PLAN, frame.amounts.pop(NOW))
        frame.stage = subject.stage
        if period in frame.amounts:
            frame.again.append((period, token))
        else:
            frame.amounts[period] = token
        return True

    def _is_all_of(self, token: Token, role: Role) -> bool:
        """Whether an amount only says what the one at hand is: 甲5万元,全部为乙5万元."""
        words, outer = role.subject.strip("、,:"), self.current
        match = self.grammar.wholly.match(words)
        again = not words and self._is_restated(token)
        if outer is None or not outer.amounts or not (match or again):
            return False
        subject = self.subjects.of(words[match.end() :]) if match else outer.subject
        frame = self._beside(subject)
        frame.parent, frame.aside, frame.sums = outer.parent, True, 1
        frame.amounts[outer.period] = token
        return True

    def _is_prior(self, token: Token, role: Role) -> bool:
        """甲较上年20万元增加: the amount that a change of 甲 is with."""
        match = self.grammar.prior.fullmatch(role.subject)
        if match is None:
            return False
        against = match["against"] or ""
        with_, about = self.subjects.of(against), self.subjects.of(match["subject"])
        if with_.year is None or with_.left or about.left or not (about.keys or about.matter):
            return False
        frame = self._frame_for(match["subject"])
        self.against = against
        if frame is not None:
            frame.comparison(against, "prior").prior = token
        return frame is not None
