"""Series: 甲、乙分别为x、y, and what goes on about the same ones: ，占a%、b%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from ...model.values import NamedTuple
from ...model.vocabulary import JOIN
from ...model.words import literal
from .figures import Token
from .grammar import Grammar
from .roles import role_of
from .subjects import Subjects

COMMA = ","
_LISTED = literal("common.listed")
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
    """Whether several things are named in front of 分别; of 各 what follows may be of all alike."""
    each = grammar.each.fullmatch(words)
    if each is None or each["alike"] is not None:
        return False
    return grammar.joint.search(each["items"]) is not None


def series_of(grammar: Grammar, subjects: Subjects, words: str, count: int) -> Series | None:
    """甲、乙 and 为 of 甲、乙分别为, as many as there are figures; none where words name no such
    series, or may be parted in several ways: 商品和服务支出 is one thing. Where marks part as many
    things as there are figures, nobody need know what they are: 集中采购、分散采购分别为."""
    each = grammar.each.fullmatch(words)
    if each is None:
        return None
    bases = _bases(grammar, each["items"], count)
    if bases:
        return Series(bases, each["rest"])
    ways = list(_parted(grammar, each["items"], count))
    found = [
        series
        for items in ways
        if (series := _known(grammar, subjects, items, each["rest"])) is not None
    ]
    if not found and ways and _is_plain(grammar, subjects, each["items"], count):
        return _series(grammar, ways[0], each["rest"])
    return found[0] if len(found) == 1 else None


def _bases(grammar: Grammar, text: str, count: int) -> tuple[str, ...]:
    """甲占乙的比重, 占丙的比重 of 甲占乙和丙的比重; nothing where figures are more or fewer."""
    share = grammar.share.fullmatch(text)
    joints = list(grammar.joint.finditer(share["base"])) if share else []
    if share is None or count < 2 or len(joints) != count - 1 or not share["behind"]:
        return ()
    subject, base = share["subject"], share["base"]
    if grammar.joint.search(subject):
        return ()
    begin, end = share.span("base")
    starts = (0, *(joint.end() for joint in joints))
    ends = (*(joint.start() for joint in joints), len(base))
    word, tail = text[len(subject) : begin], text[end:]
    found = [f"{word}{base[i:j]}{tail}" for i, j in zip(starts, ends, strict=True)]
    return (subject + found[0], *found[1:])


def _is_plain(grammar: Grammar, subjects: Subjects, text: str, count: int) -> bool:
    """Whether things may be parted in one way only, known or not: marks join them, the last one
    apart, as often as that needs, and no two of them are one thing that is known, as in
    商品和服务支出."""
    joints = list(grammar.joint.finditer(text))
    told = grammar.turn.search(text) or any(word in text for word in grammar.words["share"])
    if len(joints) != count - 1 or told:
        return False
    *marks, last = [joint.group() for joint in joints]
    if any(map(str.isalpha, marks or [last])):
        return False
    begin = joints[-2].end() if marks else 0
    return last == _LISTED or not _is_one(grammar, subjects, text[begin:])


def _parted(grammar: Grammar, text: str, count: int) -> Iterator[list[str]]:
    """A text, parted into so many pieces where words join them."""
    joints = list(grammar.joint.finditer(text))
    if count < 2 or not count - 1 <= len(joints) < MAX_ITEMS:
        return
    for cuts in combinations(joints, count - 1):
        starts = (0, *(cut.end() for cut in cuts))
        ends = (*(cut.start() for cut in cuts), len(text))
        yield [text[start:end] for start, end in zip(starts, ends, strict=True)]


def _known(grammar: Grammar, subjects: Subjects, items: list[str], words: str) -> Series | None:
    """The series of these items, if each is one thing that is known."""
    series = _series(grammar, items, words)
    known = all(_is_one(grammar, subjects, item) for item in series.items)
    return series if known else None


def _series(grammar: Grammar, items: list[str], words: str) -> Series:
    *items, last = items
    last, rest = _told(grammar, last, words)
    return Series(_sides(grammar, (*items, last)), rest)


def _sides(grammar: Grammar, items: tuple[str, ...]) -> tuple[str, ...]:
    """收、支总计 as 收入总计, 支出总计."""
    one, other = grammar.words["sides"]
    if len(items) != 2 or not items[1].startswith(other[0]):
        return items
    year = items[0].removesuffix(one).removesuffix(one[0])
    tail = items[1].removeprefix(other).removeprefix(other[0])
    plain = not year or year.endswith(tuple(grammar.words["year-words"]))
    return (f"{year}{one}{tail}", f"{year}{other}{tail}") if plain and year != items[0] else items


def _is_one(grammar: Grammar, subjects: Subjects, item: str) -> bool:
    subject = subjects.of(item)
    joined = grammar.joint.search(item) is not None
    several = joined and any(JOIN in member for member in subject.at.values())
    return bool(item) and _LISTED not in item and not subject.left and not several


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
    while (end := _joined_at(grammar, text, at)) > at:
        turn = grammar.turned_at(text, end)
        figure = grammar.figure.match(text, turn)
        if figure is None or (text[at] == COMMA and not _is_alike(figure, token)):
            break
        count, at = count + 1, figure.end()
    return count


def _joined_at(grammar: Grammar, text: str, at: int) -> int:
    """Where the word or the comma ends that joins the figure in front of it to the next."""
    match = grammar.joint.match(text, at)
    return match.end() if match else at + text.startswith(COMMA, at)


def _is_alike(figure: re.Match[str], token: Token) -> bool:
    """Whether a figure behind a comma is one of the kind of the first: 5万元,下降3% is none."""
    kinds = {"money": "money", "percent": "rate"}
    name = kinds.get(token.kind)
    return name is not None and bool(figure[name] or figure["bare"])
