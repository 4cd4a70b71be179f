"""Series: 甲、乙分别为x、y, and what goes on about the same ones: ，占a%、b%."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from ...model.values import NamedTuple
from ...model.vocabulary import JOIN
from .figures import Token
from .grammar import Grammar
from .roles import role_of
from .subjects import Subjects

MAX_ITEMS = 10
"""Things that a series may be parted into in more than one way."""


class Series(NamedTuple):
    """What figures that stand beside each other are of, in their order, and the words that give
    all of them their role."""

    items: tuple[str, ...]
    rest: str


def is_joined(grammar: Grammar, words: str) -> bool:
    """Whether words only join figures: 、, 和."""
    return words in grammar.words["and"] or words in grammar.words["of"]


def names_several(grammar: Grammar, words: str) -> bool:
    """Whether several things are named in front of 分别."""
    each = grammar.each.fullmatch(words)
    return each is not None and grammar.joint.search(each["items"]) is not None


def series_of(grammar: Grammar, subjects: Subjects, words: str, count: int) -> Series | None:
    """甲、乙 and 为 of 甲、乙分别为, as many as there are figures; none where words name no such
    series, or may be parted in several ways: 商品和服务支出 is one thing. Where marks part as many
    things as there are figures, nobody need know what they are: 集中采购、分散采购分别为."""
    each = grammar.each.fullmatch(words)
    if each is None:
        return None
    parted = list(_parted(grammar, each["items"], count))
    told = [_told_apart(grammar, items, each["rest"]) for items in parted]
    found = [series for series in told if _is_known(grammar, subjects, series)]
    if len(parted) == 1 and not found and _is_marked(grammar, each["items"]):
        found = [series for series in told if all(series.items)]
    return found[0] if len(found) == 1 else None


def _is_marked(grammar: Grammar, text: str) -> bool:
    """Whether marks join the things that a text names, the last one apart: 甲、乙和丙."""
    *marks, last = [joint.group() for joint in grammar.joint.finditer(text)]
    return not any(map(str.isalpha, marks or [last]))


def _parted(grammar: Grammar, text: str, count: int) -> Iterator[list[str]]:
    """A text, parted into so many pieces where words join them."""
    joints = list(grammar.joint.finditer(text))
    if count < 2 or not count - 1 <= len(joints) < MAX_ITEMS:
        return
    for cuts in combinations(joints, count - 1):
        starts = (0, *(cut.end() for cut in cuts))
        ends = (*(cut.start() for cut in cuts), len(text))
        yield [text[start:end] for start, end in zip(starts, ends, strict=True)]


def _told_apart(grammar: Grammar, items: list[str], words: str) -> Series:
    """The series of these items, the last without the words that give the figures their role."""
    *items, last = items
    last, rest = _told(grammar, last, words)
    return Series((*items, last), rest)


def _is_known(grammar: Grammar, subjects: Subjects, series: Series) -> bool:
    """Whether each item is one thing that is known."""
    return all(_is_one(grammar, subjects, item) for item in series.items)


def _is_one(grammar: Grammar, subjects: Subjects, item: str) -> bool:
    subject = subjects.of(item)
    joined = grammar.joint.search(item) is not None
    several = joined and any(JOIN in member for member in subject.at.values())
    return bool(item) and not subject.left and not several


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
