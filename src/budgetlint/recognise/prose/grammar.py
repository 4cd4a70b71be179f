"""The grammar's words, from `[words.prose]` of a pack, compiled once to expressions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ...model.phrases import Classes, PhraseBook, compact
from ...model.words import literal, literals, pattern

PROSE = "prose"
_MARK = pattern("sentences.mark")
_LEVEL = literal("names.level-in-brackets")
_LEVELS = "".join(literals("names.levels"))


class Grammar(NamedTuple):
    """Expressions over compact text; see rules/cn-common/prose.toml for what each word is for.

    `change`, `share` and the others match the words in front of a figure as a whole; `parts`,
    `reason` and `same` are found in them. `words` are the lists as they are written.
    """

    figure: re.Pattern[str]
    compare: re.Pattern[str]
    change: re.Pattern[str]
    share: re.Pattern[str]
    done: re.Pattern[str]
    completion: re.Pattern[str]
    difference: re.Pattern[str]
    plan: re.Pattern[str]
    resumes: re.Pattern[str]
    same: re.Pattern[str]
    reason: re.Pattern[str]
    parts: re.Pattern[str]
    each: re.Pattern[str]
    beside: re.Pattern[str]
    threshold: re.Pattern[str]
    price: re.Pattern[str]
    brackets: re.Pattern[str]
    coded: re.Pattern[str]
    mark: re.Pattern[str]
    neutral: re.Pattern[str]
    down: re.Pattern[str]
    report: re.Pattern[str]
    words: Mapping[str, Sequence[str]]


def grammar_of(book: PhraseBook) -> Grammar | None:
    """The grammar of a pack's words; none where it has no such words."""
    words = book.words.get(PROSE)
    return _made(words, book.words) if words else None


def _made(listed: Classes, every: Mapping[str, Classes]) -> Grammar:
    words = {name: [compact(word) for word in found] for name, found in listed.items()}
    for slot in ("direction", "trend"):
        for turn, found in every.get(slot, {}).items():
            words[turn] = [*words[turn], *map(compact, found)]
    up, down, either = (one_of(words[name]) for name in ("up", "down", "either"))
    is_ = rf"(?:{one_of(words['is'])})*"
    compare = _compare(words)
    adverbs = rf"(?:{one_of(words['adverbs'])})*"
    turn = rf"(?P<direction>{either}|{down}|{up})(?:{one_of(words['behind-direction'])})*{is_}"
    behind_share, plan = one_of(words["behind-share"]), one_of(words["against-plan"])
    carried, planned = one_of(words["carried-out"]), one_of(words["planned"])
    done = one_of(words["completion"])
    return Grammar(
        figure=_figure(words),
        compare=re.compile(compare),
        change=re.compile(
            rf"(?P<subject>[^,]*?),?(?P<compare>{compare})?(?P<about>(?<=,)[^,]*?)?{adverbs}{turn}"
        ),
        share=re.compile(
            rf"(?P<subject>.*?)(?:{one_of(words['share'])})(?P<base>[^,;。]*?)(?:{behind_share})?{is_}"
        ),
        done=re.compile(
            rf"(?P<subject>.*?)(?:{carried})(?P<base>[^,;。]{{0,14}}?(?:{planned})[^,;。]{{0,6}}?){is_}"
        ),
        completion=re.compile(rf"(?P<subject>[^,]*?),?[^,]{{0,6}}?(?:{done}){is_}"),
        difference=re.compile(
            rf"(?P<subject>.*?)(?P<direction>{one_of([*words['above'], *words['below'], *words['equal']])})"
            rf"(?:{plan}){is_}"
        ),
        plan=re.compile(rf"(?:{one_of(words['yearly'])})*(?:{planned})"),
        resumes=re.compile(
            rf"(?:{one_of(words['share'])})|(?:{one_of(words['carried-out'][:1])})|{compare}(?:{adverbs}(?:{up}|{down})|20|\d|$)"
        ),
        same=re.compile(one_of(words["same"])),
        reason=re.compile(rf"(?:{one_of(words['reason'])}){is_}"),
        parts=_parts(words),
        each=re.compile(rf"(?P<items>[^,;:。]+?)(?:{one_of(words['each'])})(?P<rest>.*)"),
        beside=_beside(words),
        threshold=re.compile(one_of(words["threshold"])),
        price=re.compile(rf"(?:{one_of(words['unit-price'])}){is_}$"),
        brackets=re.compile(rf"\((?:{one_of(words['kept-brackets'])}|\d+[^\d()]|\d{{3,7}})\)"),
        coded=re.compile(rf"{_LEVEL}|[(]\d{{3,7}}[)]"),
        mark=_MARK,
        neutral=re.compile(rf"(?:{one_of(words['neutral'])})+"),
        down=re.compile(down),
        report=re.compile(rf"^.*(?:{one_of(words['report'])})(?=20\d\d)"),
        words=words,
    )


def _compare(words: Mapping[str, Sequence[str]]) -> str:
    """比上年…, 较2023年决算数…, 同比: a comparison and what it is with."""
    scope = one_of(words["like-for-like"])
    begin = rf"(?<!{_behind(words['compare-not-behind'])})(?:{one_of(words['compare'])})(?!{one_of(words['compare-not-before'])})"
    end = one_of(words["compared"])
    year = one_of(words["year-on-year"])
    return rf"(?:(?:{scope}),?)?(?:(?:{year})|{begin}(?P<against>[^,;。:]{{0,26}}?)(?:{end})?),?"


def _beside(words: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    """加甲, 加上乙: what is added beside a list. 加上级补助 is 加 and 上级补助."""
    long = f"(?:{one_of(words['beside-long'])})"
    apart = f"{long}(?!{one_of(words['beside-long-not-before'])})"
    short = f"(?:{one_of(words['beside'])})"
    return re.compile(f"{apart}|{short}(?={_behind(words['beside-long'])})|{short}(?!{one_of(words['beside-not-before'])})")


def _figure(words: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    """Figures with what is printed behind them; `_ENDS` is where a figure without it stands."""
    number = r"-?\d{1,3}(?:,\d{3})++(?:\.\d++)?|-?\d++(?:\.\d++)?"
    money, short = one_of(words["money"]), one_of(words["short-money"])
    rates, tenths = one_of(words["rates"]), one_of(words["tenths"])
    front, numeral = one_of(words["percent-in-front"]), one_of(words["numeral"])
    ends = r"(?=,(?!\d)|[;:。)、]|$)"
    counted = rf"(?:{one_of(words['more'])})?(?:{one_of(words['counted'])})"
    turn = "".join(sorted({word[-1] for name in ("up", "down") for word in words[name]}))
    return re.compile(
        rf"(?:{front})(?:(?P<hundredths>(?:{numeral})++)|(?P<of>\d++(?:\.\d++)?))"
        rf"|(?<=[{turn}])(?P<written>(?:{numeral})++)(?P<times>{tenths}|{rates})"
        rf"|(?<![\d.A-Za-z\-])(?!\d+[{_LEVELS}]\))(?P<number>{number})"
        rf"(?:(?P<money>{money}|(?:{short}){ends})|(?P<points>{one_of(words['points'])})"
        rf"|(?P<rate>{rates}|(?:{tenths})(?=[,;。)]|$))|(?P<year>{one_of(words['year-behind'])})"
        rf"|(?P<count>{counted})|(?P<bare>{ends}))"
    )


def _parts(words: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    begin, seen = one_of(words["parts-from"]), one_of(words["parts-seen"])
    return re.compile(rf"(?:(?:{one_of(words['parts'])})|(?:{begin})[^,:;。]{{2,10}}?(?:{seen}))[:,]?")


def _behind(words: Iterable[str]) -> str:
    """A class of the last characters of words, for looking back."""
    return "[" + "".join(sorted({word[-1] for word in words})) + "]"


def one_of(words: Iterable[str]) -> str:
    """An expression for the longest of some words that fits; for none where there are none."""
    longest = sorted(set(filter(None, words)), key=lambda word: (-len(word), word))
    return "|".join(map(re.escape, longest)) or r"(?!)"
