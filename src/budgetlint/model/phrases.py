"""Phrases: how prose says a figure, as templates with typed slots.

{subject}{amount}万元，占{share}%，比{against}{direction}{change}万元[，{trend}{rate}%]

A template is literal text with slots in {braces}, optional parts in [brackets] and alternatives in
<one|other>; full-width ［ ］ ＜ ＞ are brackets themselves. Blanks, line breaks and differences of
width do not matter, on either side; 。 is the end of a clause. A slot's name says what it holds
(see `SLOTS`); {subject=收入|支出} holds only these words, {_} anything.

Every slot is bounded and figures are read without going back, so that the time a template takes
grows with the text and not with its square.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from . import limits
from .amounts import FOLD, MONEY
from .expressions import expression
from .memo import Memo
from .values import NamedTuple
from .words import literal

SlotType = Literal["money", "percent", "number", "year", "date", "name", "list", "text", "skip"]

SLOTS: Mapping[str, SlotType] = {
    "amount": "money",
    "change": "money",
    "prior": "money",
    "budget": "money",
    "difference": "money",
    "value": "money",
    "share": "percent",
    "rate": "percent",
    "completion": "percent",
    "count": "number",
    "year": "year",
    "since": "year",
    "date": "date",
    "until": "date",
    "subject": "name",
    "base": "name",
    "items": "list",
    "reason": "text",
    "_": "skip",
}
"""The slots that a template may have, and what they hold."""

MAX_NAME = 60
MAX_LIST = 1500
MAX_SKIP = 200

Classes = Mapping[str, Sequence[str]]
"""Words by what they mean: {"up": ["增加", …], "down": [...]}."""

_FIGURE = r"\d[\d,]*+(?:\.\d++)?+"
_NOT_INSIDE = r"(?<!\d)(?<!\d[.,])"
"""What stands before a figure that follows anything: it is not the rest of a longer one."""
_MONEY = literal("phrases.money")
"""A unit; 万 alone only where nothing follows that it could belong to."""
_PERCENT = literal("phrases.percent")
UNSEEN = "\u200b"
"""What a character that shows nothing is in a folded text, where each keeps its place."""
_FOLD = {
    chr(code): (other or UNSEEN) if isinstance(other, str) else chr(other)
    for code, other in (FOLD | str.maketrans("“”„‟〝〞＂", '"""""""')).items()
}
_FOLDED = frozenset(_FOLD)
_PAGE = r"\n\s*-+\s*\d{1,3}\s*-+\s*(?=\n|$)"
REMOVED = expression(rf"{_PAGE}|</?[bp]>|\*\*|[\s\u200b\ufeff]+")
"""What is no part of a sentence: blanks, line breaks, markup, page marks such as —10—."""
# A name does not begin with words that only go on about one that was named before.
_NO_NAME = literal("phrases.no-name")
_AND_SO_ON = literal("phrases.and-so-on")
_AT_CLAUSE = r"(?:(?<=[;:。、(])|(?<=[^\d],)|(?<=,)(?!\d)|^)"
_TOKEN = expression(r"\{([^{}]*)\}|([\[\]<>|])|([^{}\[\]<>|]+)")
_SLOT = expression(r"(_|[a-z]+)(?:\.(\d))?(?:=(.+))?", re.DOTALL)


LITERAL = "literal"
"""The name of a part of a template that holds figures itself, as 单价50万元以上 does."""


class TemplateError(ValueError):
    """A template is not written as it must be. `reason` is an entry of `template-reasons`."""

    def __init__(self, text: str, reason: str) -> None:
        super().__init__(f"{text!r}: {reason}")
        self.text = text
        self.reason = reason


_PUNCTUATION = {",": "[,;]", ";": "[,;]", "。": "(?=$|[,;。])"}
# Full-width brackets in a template are brackets of the text, not marks of the template.
_KEPT = str.maketrans("［］＜＞｜", "\ue000\ue001\ue002\ue003\ue004")
_REAL = str.maketrans("\ue000\ue001\ue002\ue003\ue004", "[]<>|")


class Slot(NamedTuple):
    """A slot of a template: its name, its claim's number (0, or .1 and .2 of {amount.1}) and the
    groups of the expression that hold it and its printed unit. `unit` is one that the template
    itself spells out."""

    name: str
    number: int
    group: str
    unit_group: str = ""
    unit: str = ""


class Expressions:
    """The expressions of all packs that a checker loads: packs inherit most of them."""

    def __init__(self) -> None:
        self._by_source: Memo[str, re.Pattern[str]] = Memo(MAX_EXPRESSIONS)
        self._of_words: Memo[frozenset[str], str] = Memo(MAX_EXPRESSIONS)

    def of(self, source: str) -> re.Pattern[str]:
        """The one expression of that source."""
        return self._by_source.get(source, lambda: expression(source))

    def one_of(self, words: frozenset[str]) -> str:
        """The source of an expression for the longest of some words that fits."""
        return self._of_words.get(words, lambda: _one_of(words))


MAX_EXPRESSIONS = 16384


class Template(NamedTuple):
    """A template as a regular expression. A text without all of `words` need not be tried."""

    text: str
    pattern: re.Pattern[str]
    slots: tuple[Slot, ...]
    words: tuple[str, ...]


class Phrase(NamedTuple):
    """What is read off a sentence, and what it is called.

    A match of any template is a claim of the `group`,
    if it stands in one of the `sections` (or anywhere, if there are none). `subject` is what it is
    about where the template has no such slot, `names` what subjects are called in the tables,
    `base` the claim that a share is a share of, and `items` the group of the items of a list.
    `reads_figures` says that each template has an amount or a percentage, and no list.
    """

    group: str
    templates: tuple[Template, ...]
    sections: tuple[str, ...] = ()
    subject: str = ""
    base: str = ""
    items: str = ""
    names: Mapping[str, str] = {}
    reads_figures: bool = False


class Heading(NamedTuple):
    """A section of the narrative that phrases may be bound to, by words of its heading.

    A title that ends in $ is how the heading ends.
    """

    id: str
    titles: tuple[str, ...]

    def fits(self, words: str) -> bool:
        """Whether a heading with these words is meant."""
        return any(
            words.endswith(title[:-1]) if title.endswith("$") else title in words
            for title in self.titles
        )


class PhraseBook(NamedTuple):
    """All phrases of a pack, those of the pack itself before what it inherits."""

    phrases: tuple[Phrase, ...] = ()
    headings: tuple[Heading, ...] = ()
    words: Mapping[str, Classes] = {}
    english: Mapping[str, str] = {}
    """What groups are called in English."""

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups that claims may belong to."""
        named = [name for p in self.phrases for name in (p.group, p.items) if name]
        return tuple(dict.fromkeys(named))


def fold(text: str) -> str:
    """`text` with full-width forms and quotes folded, character by character: places stay."""
    if not text.isascii():  # few characters are, of a long text: quicker than `translate`
        for character in _FOLDED.intersection(text):
            text = text.replace(character, _FOLD[character])
    return text


def compact(text: str) -> str:
    """A folded text without blanks, line breaks and markup."""
    if text.isalnum() and unicodedata.is_normalized("NFKC", text):
        return text  # as most labels are
    return without_blanks(fold(text))


def without_blanks(text: str) -> str:
    """A folded text without blanks, line breaks and markup."""
    if "-" in text or "<" in text or "**" in text or UNSEEN in text:
        return REMOVED.sub("", text)
    return "".join(text.split())  # blanks alone can be there


def compile_template(
    text: str, words: Mapping[str, Classes], expressions: Expressions | None = None
) -> Template:
    """`words` are the slots that hold one of a list of words, such as {direction}.

    Raises `TemplateError`.
    """
    return _Compiler(text, words, expressions or Expressions()).template()


class _Compiler:
    """Reads a template from left to right; `open` are the brackets not yet closed."""

    def __init__(self, text: str, words: Mapping[str, Classes], expressions: Expressions) -> None:
        self.text = text
        self.vocabulary = words
        self.expressions = expressions
        self.slots: list[Slot] = []
        self.needed: list[str] = []
        self.open: list[str] = []
        self.ways = 1

    def template(self) -> Template:
        source = compact(self.text.translate(_KEPT))
        tokens = list(_TOKEN.finditer(source))
        if not source or sum(len(t.group()) for t in tokens) != len(source):
            raise TemplateError(self.text, "syntax")
        first = _SLOT.fullmatch(tokens[0].group(1) or "")
        starts_with_name = first is not None and SLOTS.get(first.group(1)) == "name"
        parts = [_AT_CLAUSE] if starts_with_name else []
        for index, token in enumerate(tokens):
            slot, mark, literal = token.groups()
            after = tokens[index + 1].group(3) if index + 1 < len(tokens) else ""
            if slot is not None:
                literal_before = index > 0 and tokens[index - 1].group(3)
                parts.append("" if literal_before else _NOT_INSIDE * _is_number(slot))
                parts.append(self._slot(slot, after or ""))
            elif mark:
                parts.append(self._mark(mark))
            else:
                parts.append(self._literal(literal))
        if self.open:
            raise TemplateError(self.text, "bracket")
        if self.ways > limits.WAYS:
            raise TemplateError(self.text, "ways")
        if SLOTS.get(tokens[-1].group(1) or "") in ("name", "list"):
            parts.append("(?=$|[;。])")  # nothing else would tell where it ends
        pattern = self.expressions.of("".join(parts))
        return Template(self.text, pattern, tuple(self.slots), tuple(self.needed))

    def _mark(self, mark: str) -> str:
        if mark in "[<":
            self.open.append(mark)
            return "(?:"
        if mark == "|" and self.open:
            return "|"
        if mark in "]>" and self.open and self.open.pop() == {"]": "[", ">": "<"}[mark]:
            return ")?" if mark == "]" else ")"
        raise TemplateError(self.text, "bracket")

    def _literal(self, text: str) -> str:
        if not self.open:
            self.needed += re.findall(r"[^\x00-\x7f。\ue000-\ue004]+|%", text)
        text = text.translate(_REAL)
        # Some write a comma where others write a semicolon.
        source = "".join(_PUNCTUATION.get(c) or re.escape(c) for c in text)
        if not re.search(r"\d", text):
            return source
        return self._add(LITERAL, 0, f"s{len(self.slots)}", source)

    def _slot(self, text: str, after: str) -> str:
        match = _SLOT.fullmatch(text)
        if match is None:
            raise TemplateError(text, "slot")
        name, number, choice = match.group(1), int(match.group(2) or 0), match.group(3)
        group = f"s{len(self.slots)}"
        if choice:
            words = "|".join(map(re.escape, sorted(choice.split("|"), key=len, reverse=True)))
            return self._add(name, number, group, words)
        if name in self.vocabulary:
            listed = [compact(w) for group_ in self.vocabulary[name].values() for w in group_]
            return self._add(name, number, group, self.expressions.one_of(frozenset(listed)))
        kind = SLOTS.get(name)
        if kind is None:
            raise TemplateError(text, "slot")
        self.ways *= _WIDTHS.get(kind, 1)
        if kind == "skip":
            return rf"[^。]{{0,{MAX_SKIP}}}?"
        if kind == "money":
            return self._money(name, number, group, after)
        if kind == "percent":
            unit = "" if after.startswith("%") else _PERCENT
            return self._add(name, number, group, _FIGURE) + unit
        return self._add(name, number, group, _TYPES[kind])

    def _money(self, name: str, number: int, group: str, after: str) -> str:
        unit = next((u for u in sorted(MONEY, key=len, reverse=True) if after.startswith(u)), "")
        if unit:
            return self._add(name, number, group, _FIGURE, unit=unit)
        # 较上年2.08减少0.03万元: the unit of the year before may be left to what follows.
        missing = "?" if name == "prior" else ""
        source = self._add(name, number, group, _FIGURE, f"u{group}")
        return f"{source}(?P<u{group}>{_MONEY}){missing}"

    def _add(
        self, name: str, number: int, group: str, source: str, unit_group: str = "", unit: str = ""
    ) -> str:
        self.slots.append(Slot(name, number, group, unit_group, unit))
        return f"(?P<{group}>{source})"


_WIDTHS: Mapping[SlotType, int] = {"skip": MAX_SKIP, "name": MAX_NAME, "list": MAX_LIST}
"""How long the texts may be of the slots that are filled by trying."""


def _is_number(slot: str) -> bool:
    """Whether a slot holds a figure, as far as its name tells."""
    return SLOTS.get(slot.partition(".")[0]) in ("money", "percent", "number")


_TYPES: Mapping[SlotType, str] = {
    "number": _FIGURE,
    "year": r"20\d\d",
    "date": literal("phrases.date"),
    "name": rf"(?!{_NO_NAME})[^,;:。]{{1,{MAX_NAME}}}?",
    "list": rf"[^。;:]{{1,{MAX_LIST}}}?",
    "text": rf"[^。;]{{1,{MAX_LIST}}}+",
}


def _one_of(words: frozenset[str]) -> str:
    """An expression for the longest of some words that fits; YYYY stands for any year.

    Words are put together by their beginnings: a tree of them compiles faster than a list.
    """
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for part in re.findall("YYYY|.", word):
            node = node.setdefault(part, {})
        node[""] = {}
    return _branches(tree)


def _branches(tree: Mapping[str, Any]) -> str:
    parts = [
        (r"20\d\d" if part == "YYYY" else re.escape(part)) + _branches(below)
        for part, below in sorted(tree.items())
        if part
    ]
    if not parts:
        return ""
    inside = "|".join(parts)
    whole = f"(?:{inside})" if len(parts) > 1 or "" in tree else inside
    return f"{whole}?" if "" in tree else whole


def split_items(text: str) -> list[tuple[str, int]]:
    """The items of a list "甲、乙（含丙、丁）等" with their offsets; brackets and quotes hold."""
    items: list[tuple[str, int]] = []
    depth, start, quoted = 0, 0, False
    for index, character in enumerate(text):
        depth += (character in "(《〈[") - (character in ")》〉]")
        quoted ^= character == '"'
        if character in "、," and depth <= 0 and not quoted:
            items.append((text[start:index], start))
            start = index + 1
    items.append((text[start:], start))
    return [(item, at) for item, at in items if item and item != _AND_SO_ON]
