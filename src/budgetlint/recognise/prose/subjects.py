"""Subjects: what a sentence speaks of, parsed by the vocabulary of titles and headers.

Accounts have a form: 社会保障和就业支出（类）行政事业单位养老支出（款）…（项）, （204类）…（01项）,
（2050205）. The rest is put together from words. What neither accounts for is the doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from types import MappingProxyType

from ...model.expressions import expression
from ...model.flat import Flat
from ...model.lasting import Lasting
from ...model.memo import Memo
from ...model.names import bare
from ...model.values import NamedTuple
from ...model.vocabulary import ENTITY, JOIN, Coordinates, Vocabulary, understood
from ...model.words import literal, pattern
from .grammar import Grammar

MAX_SUBJECTS = 16384
_LISTED = literal("common.listed")
SUBJECTS = "the subjects of prose"
"""What a pack's words know parsed subjects by."""
PREVIOUS = "previous"
_LEAST = (ENTITY, "flow", "role")
"""What does not tell one part of a whole from another."""
_PERIOD = ("year", "stage", "range", "measure")
_YEAR = pattern("prose.year")
_YEAR_ALONE = expression(r"(?<!\d)20\d\d(?!\d)")
"""A year, and not the first figures of a code: 20104-发展与改革事务."""
_CODE_IN_FRONT = expression(rf"({literal('common.account-code')})[-—](?=[^\W\d])")
_FIRST, _LAST = pattern("sentences.first"), pattern("sentences.last")


class Key(NamedTuple):
    """One account as a subject names it: its name, its code where that is printed, its level."""

    name: str
    code: str = ""
    level: str = ""


class Subject(NamedTuple):
    """A subject as it was understood.

    `at` are its coordinates without those of its period; `year` is how many years before this one,
    or None where it is not said; `left` is what nothing accounts for.
    """

    text: str = ""
    keys: tuple[Key, ...] = ()
    at: Coordinates = MappingProxyType({})
    year: int | None = None
    stage: str = ""
    left: str = ""
    is_total: bool = False

    @property
    def matter(self) -> frozenset[str]:
        """The dimensions that it sets, the entity apart."""
        return frozenset(self.at) - {ENTITY}

    @property
    def path(self) -> tuple[str, ...]:
        """The names of its accounts from the top down, else its words."""
        return tuple(key.name for key in self.keys) or (self.text,)

    @property
    def is_period(self) -> bool:
        """Whether it says of which year or stage, and nothing else."""
        return bool(self.year is not None or self.stage) and not (
            self.keys or self.left or self.matter - {"flow", "vintage"}
        )


NOTHING = Subject()
_SPENT = frozenset({"nature", "sangong", "matter", "function", "economy"})
_EARNED = frozenset({
    "career", "business-income", "superior", "affiliate", "other-income", "balances", "tax",
    "nontax",
})  # fmt: skip


def flow_of(subject: Subject) -> str:
    """Income or expenditure, where the subject can be only one of them."""
    at = subject.at
    if subject.keys or not _SPENT.isdisjoint(at):
        return "expenditure"
    earned = at.get("source") in _EARNED or at.get("vintage") == "carried-in"
    return "income" if earned else at.get("flow", "")


class Parsed(NamedTuple):
    """A subject whatever the document, and the year that it names."""

    subject: Subject
    year: str


PARSED = Flat((Parsed, Subject, Key), (NOTHING.at,))


class Subjects:
    """Parses subjects of one document, whose year is known; what was parsed is kept."""

    def __init__(self, grammar: Grammar, vocabulary: Vocabulary, year: int, unit: str) -> None:
        self._grammar = grammar
        self._vocabulary = vocabulary
        self._year = year
        self._unit = unit
        self._known: Memo[str, Subject] = Memo(MAX_SUBJECTS)
        shelf = vocabulary.readings.shelf
        self._parsed: Memo[str, Parsed] = vocabulary.made.get(
            SUBJECTS, lambda: Lasting(MAX_SUBJECTS, SUBJECTS, PARSED, shelf)
        )

    def of(self, text: str) -> Subject:
        """A subject, parsed."""
        return self._known.get(text, lambda: self._of(text))

    def is_part(self, subject: Subject, whole: Subject) -> bool:
        """Whether what a subject is about falls into a whole, as its words have it."""
        return any(
            name in whole.at
            and member != whole.at[name]
            and self._vocabulary.is_in(name, member, whole.at[name])
            for name, member in subject.at.items()
        )

    def are_all(self, parts: Iterable[Subject]) -> bool:
        """Whether there is hardly anything beside these parts of a whole: 基本支出、项目支出."""
        met: dict[str, str] = {}
        parts = tuple(parts)
        if self._are_called_so(parts):
            return True
        for part in parts:
            said = [(name, m) for name, m in part.at.items() if name not in _LEAST]
            if part.left or part.keys or len(said) != 1:
                return False
            (name, member), *_ = said
            met[name] = self._vocabulary.joined(name, met[name], member) if name in met else member
        return any(met == self._matter_of(words) for words in self._grammar.words["parts-all"])

    def _are_called_so(self, parts: Sequence[Subject]) -> bool:
        """Whether the parts are called as words list them: 税务部门、财政部门."""
        plain = self._grammar.neutral.sub
        called = {plain("", part.text) for part in parts}
        lines = (line.split(_LISTED) for line in self._grammar.words["parts-all"])
        return any(called == {plain("", name) for name in names} for names in lines)

    def _matter_of(self, words: str) -> Coordinates:
        return {name: m for name, m in self.of(words).at.items() if name not in _LEAST}

    def is_balanced(self, subject: Subject) -> bool:
        """Whether it is a total in which income and expenditure balance: 收入总计."""
        whole = subject.text.endswith(tuple(self._grammar.words["balanced"]))
        return whole and not subject.keys and not subject.left and "flow" in subject.at

    def level_of(self, subject: Subject) -> str:
        """Whose an amount is: 全国, 中央."""
        if not subject.text.startswith(self._grammar.places):
            return ""  # as nearly always
        return max(filter(subject.text.startswith, self._grammar.places), key=len)

    def without_level(self, subject: Subject) -> str:
        """What an amount is called but for whose it is."""
        rest = subject.text.removeprefix(self.level_of(subject))
        return self._grammar.neutral.sub("", rest).replace("()", "")

    def levels_of(self, place: str) -> Iterator[Sequence[str]]:
        """The levels that make up a place, each way that it falls into them."""
        for line in self._grammar.words["levels"]:
            whole, *parts = line.split(JOIN)
            if whole == place:
                yield parts

    def is_left(self, subject: Subject) -> bool:
        """Whether it is what income leaves of expenditure: 本年收支结余."""
        return any(word in subject.text for word in self._grammar.words["left"])

    def are_sides(self, one: Subject, other: Subject) -> bool:
        """Whether they are income and expenditure of one thing; the second need not name it."""
        income, spent = self._grammar.words["sides"]
        what, same = one.text.replace(income, "", 1), other.text.replace(spent, "", 1)
        return what != one.text and same != other.text and what.endswith(same)

    def is_in(self, dimension: str, member: str, other: str) -> bool:
        """Whether a member is another one or a part of it."""
        return self._vocabulary.is_in(dimension, member, other)

    def _of(self, text: str) -> Subject:
        plain = text.replace(self._unit, "") if self._unit else text
        subject, year = self._parsed.get(plain, lambda: self._parse(plain))
        offset = self._offset(year)
        return subject if offset is None else subject._replace(year=offset)

    def _parse(self, text: str) -> Parsed:
        text = self._grammar.report.sub("", text)
        keys, rest = self._keys(text)
        years = _YEAR_ALONE.findall(rest)
        at, left = self._coordinates(_YEAR.sub("", rest))
        plain = {name: member for name, member in at.items() if name not in _PERIOD}
        said = "/".join(key.name for key in keys) or self._called(rest)
        total = any(word in rest for word in self._grammar.words["totals"])
        subject = Subject(said or text, keys, plain, None, at.get("stage", ""), left, total)
        return Parsed(subject, years[-1] if years else at.get("year", ""))

    def _called(self, text: str) -> str:
        """A subject without the year in front of it, and without what only leads on."""
        last = ""
        while last != text:
            last = text
            text = _FIRST.sub("", text) or text
        plain = _LAST.sub("", text) or text
        for word in self._grammar.words["subject-ends"]:
            plain = plain.removesuffix(word) or plain
        return plain

    def _coordinates(self, text: str) -> tuple[dict[str, str], str]:
        """What the words set, those apart that say nothing in prose; and what is left over."""
        found: dict[str, str] = {}
        left = ""
        for piece in understood(self._vocabulary, text).pieces:
            if self._grammar.neutral.fullmatch(piece.text):
                continue
            left += piece.text if piece.sets is None else ""
            for name, member in (piece.sets or {}).items():
                known = found.get(name)
                found[name] = self._vocabulary.joined(name, known, member) if known else member
        return found, left

    def _offset(self, said: str) -> int | None:
        """How many years a word is before the document's: 上年 is -1, 2024年 in 2025 as well."""
        if not said:
            return None
        years = [int(year) for year in re.findall(r"\d{4}", said)]
        if PREVIOUS in said:
            return -1
        return min(years) - (self._year or min(years)) if years else None

    def _keys(self, text: str) -> tuple[tuple[Key, ...], str]:
        """The accounts that have the form of one, and what follows them."""
        front = _CODE_IN_FRONT.match(text)
        if front:
            keys, rest = self._keys(text[front.end() :])
            first, *others = keys or (Key(bare(self._called(rest))),)
            code = first.code or front[1]
            return (first._replace(code=code), *others), rest if keys else ""
        found: list[Key] = []
        last = 0
        for match in self._grammar.coded.finditer(text):
            name = text[last : match.start()].strip('",:;/')
            name = self._bare(name) if not found else name
            digits = "".join(re.findall(r"\d+", match.group()))
            level = match.group().strip("()").lstrip("0123456789")
            if name or not found:
                found.append(Key(bare(name), digits, level))
            else:
                found[-1] = found[-1]._replace(code=found[-1].code or digits)
            last = match.end()
        return tuple(found), text[last:].strip('"') if found else text

    def _bare(self, name: str) -> str:
        """The name of a first account without the year in front of it."""
        behind = _YEAR_ALONE.split(name)[-1]
        for word in self._grammar.words["year-words"] if behind != name else ():
            behind = behind.removeprefix(word)
        return behind
