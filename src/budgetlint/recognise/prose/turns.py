"""Whose figure it is where several stand beside each other: 甲、乙分别为x、y,占a%、b%.

Figures are of the things before them one by one, if there are as many; else they are of nobody.
"""

from __future__ import annotations

from .between import Between
from .figures import Token
from .frames import Frame
from .roles import NO_ROLE, Role, role_of
from .series import COMMA, beside, is_joined, names_several, series_of
from .subjects import flow_of


class InTurn(Between):
    """A paragraph whose figures are told in turn."""

    def _said(self, token: Token, words: str, after: str) -> Role:
        """The role by the words; what is compared with is of another year or stage, which
        与民生有关的支出5万元 is not."""
        role = self._told(token, words, after)
        with_ = self.subjects.of(role.against or "") if role.kind == "prior" else None
        if with_ is None or not with_.left:
            return role
        if with_.year is not None or with_.stage:
            return NO_ROLE  # 较上年多支5万元: that may be a change, and no amount of last year
        return Role("amount", words)

    def _told(self, token: Token, words: str, after: str) -> Role:
        """The role by the words; without any, as the figure before it in a series."""
        words = self._comma(token, words)
        joins = is_joined(self.grammar, words)
        if self.series and joins and self.last:
            self.listing = True
            return role_of(self.grammar, self.series.pop(0), token, after)._replace(against=None)
        role = self._next_turned(token, words, after)
        if role is not None:
            return role
        self.listing = False
        role = self._next_turn(token, words, after)
        self.in_turn = role is not None
        if role is not None:
            return role
        count = beside(self.grammar, self.text, token)
        series = series_of(self.grammar, self.subjects, words, count)
        if series is not None:
            first, *self.series = (item + series.rest for item in series.items)
            self.fellows, self.listing = [], True
            return role_of(self.grammar, first, token, after)
        self.series = []
        if not words or joins or self._is_share_of_whole(words):
            return self._in_turn(token, self._without_words(token))
        plain = self.grammar.apart.sub("", words)
        if plain != words and not self.fellows:
            self.fellows = self._abreast() or self._listed_last(count)
        role = self._in_turn(token, role_of(self.grammar, plain, token, after))
        if plain == words or self.turns or role.kind == "whole":
            return role
        return NO_ROLE if names_several(self.grammar, words) or count > 1 else role

    def _comma(self, token: Token, words: str) -> str:
        """The words in front of a figure that only a comma joins to the one before it, in a series:
        分别为5万元,8万元."""
        between = self.text[self.segment : token.begin]
        alike = self.last is not None and self.last[0].kind == token.kind
        comma = alike and between == COMMA + words and (self.series or self.turns)
        return self.grammar.words["and"][-1] + words if comma else words

    def _listed_last(self, count: int) -> list[Frame]:
        """The items of the list that the sentence before has told, if there are so many: 甲5万元,
        乙8万元。与上年相比,分别减少1万元、2万元."""
        last = self.frames[-1] if self.frames else None
        if last is None or last.breath != self.breath - 1:
            return []
        found = [f for f in self.frames if (f.parent, f.part_of) == (last.parent, last.part_of)]
        found = [f for f in found if f.amounts and not f.comparisons and f.breath == last.breath]
        return found if len(found) == count > 1 and last.parent is not None else []

    def _is_told_of_fellows(self, words: str, token: Token) -> bool:
        """Whether 分别 is of things told before, and opens no list: ,增幅分别为a%、b%."""
        plain = self.grammar.apart.sub("", words)
        several = len(self.fellows) > 1 and plain != words
        return several and role_of(self.grammar, plain, token, "").kind in ("rate", "change")

    def _next_turn(self, token: Token, words: str, after: str) -> Role | None:
        """The role of a figure of the next member, alike but for its direction: 、下降b%."""
        joint = self.grammar.joint.match(words) if self.turns else None
        last = self.last[1] if self.last else NO_ROLE
        rest = words[joint.end() :] if joint else ""
        role = role_of(self.grammar, rest, token, after) if rest else last._replace(against=None)
        if joint is None or role.kind != last.kind or self._names(role):
            self.turns, self.compared = [], []
            return None
        self.current = self.turns.pop(0)
        return role

    def _in_turn(self, token: Token, role: Role) -> Role:
        """Figures beside each other, as many as the series before them, are of its members one by
        one: 甲、乙分别为x、y，占a%、b%."""
        if self._names(role) and not self._is_their_sum(role):
            self.fellows = []
        count = beside(self.grammar, self.text, token) if len(self.fellows) > 1 else 0
        if count > 1 and count == len(self.fellows) and role.kind not in ("none", "whole"):
            self.current, *self.turns = self.fellows
            return role._replace(subject="")
        if self._is_of_nobody(role) and not (count == 1 and self._are_sides()):
            return NO_ROLE
        self._compared_in_turn(token, role)
        return role

    def _is_their_sum(self, role: Role) -> bool:
        """Whether it is the sum of what was told in turn: ,合计13万元,分别增长a%、b%."""
        subject = self.subjects.of(role.subject.strip("、,:"))
        told = role.kind == "amount" and len(self.fellows) > 1 and role.against is None
        return told and self._summed(subject) == len(self.fellows)

    def _next_turned(self, token: Token, words: str, after: str) -> Role | None:
        """The role of the next figure of a series that has a direction of its own: 、下降b%."""
        joint = self.grammar.joint.match(words) if self.series and self.last else None
        rest = words[joint.end() :] if joint else ""
        role = role_of(self.grammar, rest, token, after) if rest else NO_ROLE
        alike = self.last is not None and role.kind == self.last[1].kind
        if role.kind not in ("change", "rate") or not alike or role.subject:
            return None
        self.listing = True
        told = role_of(self.grammar, self.series.pop(0), token, after)
        return told._replace(against=None, direction=role.direction)

    def _is_of_nobody(self, role: Role) -> bool:
        """Whether a figure behind 甲、乙分别为x、y may be of any of them: there are more, or
        fewer, than figures beside each other."""
        several = len(self.fellows) > 1 and self.current is self.fellows[-1]
        return several and not self.stack and role.kind in ("change", "rate", "share", "completion")

    def _are_sides(self) -> bool:
        """Whether the members are income and expenditure, which balance: one rate is of both."""
        flows = [flow_of(frame.subject) for frame in self.fellows]
        return sorted(flows) == ["expenditure", "income"]

    def _compared_in_turn(self, token: Token, role: Role) -> None:
        """Rates beside each other are of the comparisons in front, one by one: 较预算增加5万元,
        较上年减少8万元,分别增长a%、下降b%."""
        frame = self.current
        if frame is None or role.kind != "rate" or role.subject:
            return
        lacking = [one for one in frame.comparisons if one.rate is None]
        count = beside(self.grammar, self.text, token) if len(lacking) > 1 else 0
        if count and count == len(lacking):
            self.turns = [frame] * (count - 1)
            self.compared = lacking

    def _names(self, role: Role) -> bool:
        """Whether a role says itself of what it is."""
        words = role.subject.strip("、,:")
        subject = self.subjects.of("" if words in self.grammar.words["each"] else words)
        return role.kind == "amount" or bool(subject.keys or subject.matter or subject.left)

    def _is_share_of_whole(self, words: str) -> bool:
        """Whether words go on behind the whole that a share is of: 的, 的比重为."""
        match = self.grammar.shared.fullmatch(words)
        return match is not None and self.last is not None and self.last[1].kind == "whole"

    def _is_restated(self, token: Token) -> bool:
        """Whether brackets right behind an amount say it in another unit: 12,600元(1.26万元)."""
        last = self.last[0] if self.last else None
        return (
            last is not None
            and (last.kind, token.kind) == ("money", "money")
            and last.unit != token.unit
            and self.text[last.stop : token.begin] == "("
            and self.text.startswith(")", token.stop)
        )

    def _without_words(self, token: Token) -> Role:
        """A percentage right behind a plan or a change is its completion or its rate."""
        if self._is_restated(token):
            return Role("amount")
        if self.last is None or token.kind == "money":
            return NO_ROLE
        role = self.last[1]
        if role.kind == "plan":
            return Role("completion")
        if role.kind == "whole":
            return Role("share", base=role.base)
        return Role("rate", direction=role.direction) if role.kind == "change" else NO_ROLE
