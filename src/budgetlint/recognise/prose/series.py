"""Series: 甲、乙分别为x、y, and what goes on about the same ones: ，占a%、b%."""

from __future__ import annotations

import re

from ...model.values import NamedTuple
from ...model.vocabulary import JOIN
from .figures import Token
from .grammar import Grammar
from .roles import role_of
from .subjects import Subjects


class Series(NamedTuple):
    """What figures that stand beside each other are of, in their order, and the words that give
    all of them their role."""

    items: tuple[str, ...]
    rest: str


def is_joined(grammar: Grammar, words: str) -> bool:
    """Whether words only join figures: 、, 和."""
    return words in grammar.words["and"] or words in grammar.words["of"]


def series_of(grammar: Grammar, subjects: Subjects, words: str) -> Series | None:
    """甲、乙 and 为 of 甲、乙分别为; none where words name no series."""
    each = grammar.each.fullmatch(words)
    items = _parted(grammar, each["items"]) if each else []
    if each is None or len(items) < 2:
        return None
    items[-1], rest = _told(grammar, items[-1], each["rest"])
    known = all(item and not subjects.of(item).left for item in items)
    return Series(tuple(items), rest) if known else None


def _parted(grammar: Grammar, text: str) -> list[str]:
    return re.split("|".join(map(re.escape, grammar.words["and"])), text)


def _told(grammar: Grammar, last: str, rest: str) -> tuple[str, str]:
    """The last thing, and the words that tell what its figure is, of which some may stand before
    分别: 项目支出占总额的比重分别为."""
    percent = Token(0, 0, 0, 0, "", "percent", "")
    role = role_of(grammar, last + rest, percent, "")
    cut = len(role.subject)
    if role.kind == "none" or not 0 < cut < len(last) or not last.startswith(role.subject):
        return last, rest
    return last[:cut], last[cut:] + rest


def beside(grammar: Grammar, text: str, token: Token) -> int:
    """How many figures stand beside each other, from this one on; each may have a direction."""
    count, at = 1, token.stop
    while match := grammar.joint.match(text, at):
        turn = grammar.turned_at(text, match.end())
        figure = grammar.figure.match(text, turn)
        if figure is None:
            break
        count, at = count + 1, figure.end()
    return count


def as_many(subjects: Subjects, series: Series, text: str, count: int) -> Series:
    """The series, two items of it put together (公务用车购置及运行费) where there is one figure
    less, and they are one thing."""
    items, at = series.items, 0
    for n in range(len(items) - 1 if len(items) == count + 1 else 0):
        start = text.index(items[n], at)
        at = start + len(items[n])
        end = text.index(items[n + 1], at) + len(items[n + 1])
        subject = subjects.of(text[start:end])
        single = not any(JOIN in member for member in subject.at.values())
        if single and not subject.left and text[start:end] not in items:
            return series._replace(items=(*items[:n], text[start:end], *items[n + 2 :]))
    return series
