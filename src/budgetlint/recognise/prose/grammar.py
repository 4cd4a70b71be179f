"""The grammar's words, from `[words.prose]` of a pack, compiled once to expressions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from ...model.expressions import expression
from ...model.phrases import PhraseBook, compact
from ...model.values import NamedTuple
from ...model.vocabulary import JOIN
from ...model.words import literal, literals, pattern

PROSE = "prose"
_MARK = pattern("sentences.mark")
_LEVEL = literal("names.level-in-brackets")
_NAMED_SO = rf"(?:^|(?<=[).]))[^,;:。()]{{1,40}}{_LEVEL}"
"""A name that begins a piece, or stands behind another or a number, up to its level:
用于教育事业的彩票公益金支出（项）."""
_LEVELS = "".join(literals("names.levels"))


class Grammar(NamedTuple):
    """Expressions over compact text; see rules/cn-common/prose.toml for what each word is for.

    `change`, `share` and the others match the words in front of a figure as a whole; `parts`,
    `reason` and `same` are found in them. `words` are the lists as they are written, `places` the
    names of the levels of government.
    """

    figure: re.Pattern[str]
    compare: re.Pattern[str]
    change: re.Pattern[str]
    share: re.Pattern[str]
    shared: re.Pattern[str]
    once: re.Pattern[str]
    done: re.Pattern[str]
    completion: re.Pattern[str]
    difference: re.Pattern[str]
    plan: re.Pattern[str]
    resumes: re.Pattern[str]
    moved_from: re.Pattern[str]
    moved_to: re.Pattern[str]
    came_to: re.Pattern[str]
    wholly: re.Pattern[str]
    same: re.Pattern[str]
    none: re.Pattern[str]
    nothing: re.Pattern[str]
    prior: re.Pattern[str]
    number_of: re.Pattern[str]
    reason: re.Pattern[str]
    parts: re.Pattern[str]
    each: re.Pattern[str]
    apart: re.Pattern[str]
    beside: re.Pattern[str]
    threshold: re.Pattern[str]
    price: re.Pattern[str]
    brackets: re.Pattern[str]
    coded: re.Pattern[str]
    mark: re.Pattern[str]
    neutral: re.Pattern[str]
    down: re.Pattern[str]
    report: re.Pattern[str]
    budget: re.Pattern[str]
    item: re.Pattern[str]
    turn: re.Pattern[str]
    joint: re.Pattern[str]
    places: tuple[str, ...]
    words: Mapping[str, Sequence[str]]

    def turned(self, words: str) -> bool:
        """Whether words that were not understood speak of a change: 减少部门支出."""
        return self.turn.search(words) is not None

    def turned_at(self, text: str, at: int) -> int:
        """Where a direction ends that begins at a place; that place where none does."""
        match = self.turn.match(text, at)
        return match.end() if match else at


def grammar_of(book: PhraseBook) -> Grammar | None:
    """The grammar of a pack's words; none where it has no such words."""
    listed = book.words.get(PROSE)
    if not listed:
        return None
    words = {name: [compact(word) for word in found] for name, found in listed.items()}
    for slot in ("direction", "trend"):
        for turn, found in book.words.get(slot, {}).items():
            words[turn] = [*words[turn], *map(compact, found)]
    return _made(_Words(words))


class _Words:
    """The lists of words, and the expressions that several others are made of."""

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        self.lists = lists
        self.is_ = f"(?:{self.of('is')})*"
        self.adverbs = f"(?:{self.of('adverbs')})*"
        self.turn = f"{self.of('either')}|{self.of('down')}|{self.of('up')}"
        self.each = self._each()
        self.compare = self._compare()

    def of(self, *names: str) -> str:
        """One word of these lists."""
        return one_of(word for name in names for word in self.lists[name])

    def behind(self, name: str) -> str:
        """A class of the last characters of words, for looking back."""
        return "[" + "".join(sorted({word[-1] for word in self.lists[name]})) + "]"

    def _each(self) -> str:
        """分别; 各 where it stands in front of what is told of each: 各为, 各减少, 各占."""
        told = self.of("is", "up", "down", "share")
        return f"(?:{self.of('each')})|(?P<alike>{self.of('each-short')})(?={told})"

    def _compare(self) -> str:
        """比上年…, 较2023年决算数…, 同比: a comparison and what it is with."""
        begin = rf"(?<!{self.behind('compare-not-behind')})(?:{self.of('compare')})"
        begin += f"(?!{self.of('compare-not-before')})"
        against = rf"(?P<against>[^,;。:]{{0,26}}?)(?:{self.of('compared')})?"
        scope = rf"(?:(?:{self.of('like-for-like')}),?)?"
        return rf"{scope}(?:(?:{self.of('year-on-year')})|{begin}{against}),?"


def _made(w: _Words) -> Grammar:
    down, planned = w.of("down"), w.of("planned")
    money = rf"(?:{w.of('yearly')})*(?:{planned})"
    report = rf"^.*(?:{w.of('report')})(?=20\d\d)"
    written = w.of("percent-in-front", "numeral")
    return Grammar(
        figure=_figure(w),
        compare=expression(w.compare),
        change=_change(w),
        share=_share(w),
        shared=expression(rf"(?:{w.of('behind-share')}){w.is_}(?=\d|{written}|$)"),
        once=expression(rf"(?:{w.of('behind-share')})(?:{w.of('moved-from')})[^,;。]{{0,8}}$"),
        done=_done(w),
        completion=expression(rf"(?P<subject>[^,]*?),?[^,]{{0,6}}?(?:{w.of('completion')}){w.is_}"),
        difference=_difference(w),
        plan=expression(money),
        resumes=_resumes(w),
        moved_from=expression(
            rf"(?P<subject>.*?)(?:{w.of('moved-from')})(?P<against>[^,]{{0,16}})"
        ),
        moved_to=_moved_to(w),
        came_to=_came_to(w),
        wholly=expression(w.of("wholly")),
        same=expression(w.of("same")),
        none=expression(w.of("nothing")),
        nothing=_nothing(w),
        number_of=expression(rf"(?:{w.of('counted-subjects')}){w.is_}$"),
        prior=expression(rf"(?P<subject>[^,]+?){w.compare}"),
        reason=expression(rf"(?:{w.of('reason')}|(?!{_NAMED_SO})(?:{w.of('uses')})){w.is_}"),
        parts=_parts(w),
        each=expression(rf"(?P<items>[^,;:。]+?)(?:{w.each})(?P<rest>.*)"),
        apart=expression(w.each),
        beside=_beside(w),
        threshold=expression(w.of("threshold")),
        price=expression(rf"(?:{w.of('unit-price')}){w.is_}$"),
        brackets=expression(rf"\((?:{w.of('kept-brackets')}|\d+[^\d()]|\d{{3,7}})\)"),
        coded=expression(rf"{_LEVEL}|[(]\d{{3,7}}[)]"),
        mark=_MARK,
        neutral=expression(rf"(?:{w.of('neutral')})+"),
        down=expression(down),
        report=expression(report),
        budget=expression(rf"(?<!{w.behind('budget-not-behind')})(?:{planned})"),
        item=pattern("sentences.item"),
        turn=expression(one_of(x for turn in ("up", "down") for x in w.lists[turn] if len(x) > 1)),
        joint=expression(w.of("and")),
        places=tuple({place for line in w.lists["levels"] for place in line.split(JOIN)}),
        words=w.lists,
    )


def _change(w: _Words) -> re.Pattern[str]:
    """甲比上年增加了: a subject, a comparison, a direction."""
    subject = rf"(?P<subject>[^,]*?),?(?P<compare>{w.compare})?(?P<about>(?<=,)[^,]*?)?"
    turn = rf"(?P<direction>{w.turn})(?:{w.of('behind-direction')})*"
    return expression(f"{subject}{w.adverbs}{turn}{w.is_}")


def _share(w: _Words) -> re.Pattern[str]:
    """甲占乙的比重为."""
    base = rf"(?:{w.of('share')})(?P<base>[^,;。]*?)(?P<behind>{w.of('behind-share')})?"
    return expression(rf"(?P<subject>.*?){base}{w.is_}")


def _done(w: _Words) -> re.Pattern[str]:
    """甲完成年初预算的."""
    base = rf"(?P<base>[^,;。]{{0,14}}?(?:{w.of('planned')})[^,;。]{{0,6}}?)"
    return expression(rf"(?P<subject>.*?)(?:{w.of('carried-out')}){base}{w.is_}")


def _difference(w: _Words) -> re.Pattern[str]:
    """甲大于预算数; 差值为."""
    plan = rf"(?:{w.of('yearly')})*(?:{w.of('planned')})"
    turn = rf"(?P<direction>{w.of('above', 'below', 'equal')}){plan}"
    return expression(rf"(?P<subject>.*?)(?:{turn}|(?:{w.of('gap')})){w.is_}")


def _resumes(w: _Words) -> re.Pattern[str]:
    """What goes on about the frame at hand behind a reason: 占, 完成, 比上年增加."""
    begin = one_of([*w.lists["share"], *w.lists["carried-out"][:1]])
    return expression(rf"(?:{begin})|{w.compare}(?:{w.adverbs}(?:{w.of('up', 'down')})|20|\d|$)")


def _moved_to(w: _Words) -> re.Pattern[str]:
    """调整为, 增加到, 降至: behind what something was, what it is."""
    turn = rf"(?:{w.of('moved')}|{w.of('up', 'down')})(?:{w.of('moved-to')})"
    return expression(rf",?{w.adverbs}{turn}")


def _came_to(w: _Words) -> re.Pattern[str]:
    """甲较上年减少到: what is behind it is what 甲 is now."""
    turn = rf"(?:{w.of('up', 'down')})(?:{w.of('moved-to')})"
    return expression(rf"(?P<subject>[^,]*?)(?P<compare>{w.compare})?{w.adverbs}{turn}")


def _nothing(w: _Words) -> re.Pattern[str]:
    """甲未安排; 未安排甲."""
    word, ends = w.of("nothing"), rf"(?:{w.of('nothing-ends')})?"
    behind = rf"(?P<subject>[^,]+?){w.adverbs}(?P<word>{word}){ends}"
    return expression(rf"{behind}|[^,]{{0,10}}?(?P<first>{word})(?P<of>[^,]+)")


def _beside(w: _Words) -> re.Pattern[str]:
    """加甲, 加上乙: what is added beside a list. 加上级补助 is 加 and 上级补助."""
    long, short = f"(?:{w.of('beside-long')})", f"(?:{w.of('beside')})"
    apart = f"{long}(?!{w.of('beside-long-not-before')})"
    cut = f"{short}(?={w.behind('beside-long')})"
    return expression(f"{apart}|{cut}|{short}(?!{w.of('beside-not-before')})")


def _figure(w: _Words) -> re.Pattern[str]:
    """Figures with what is printed behind them, or in front; `ends` is where one without stands."""
    number = r"-?\d{1,3}(?:,\d{3})++(?:\.\d++)?|-?\d++(?:\.\d++)?"
    rates, tenths = w.of("rates"), w.of("tenths")
    numeral, turns = rf"(?:{w.of('numeral')})++", w.of("up", "down")
    turned = ("up", "down", "share", "is", "of")
    last = "".join(sorted({word[-1] for name in turned for word in w.lists[name]}))
    ends = r"(?=,(?!\d)|[;:。)、]|$)"
    units = (
        rf"(?P<money>{w.of('money')}|(?:{w.of('short-money')})(?:{ends}|(?=[(])))",
        rf"(?P<points>{w.of('points')})",
        rf"(?P<rate>{rates}|(?:{tenths})(?=[,;。)]|$))",
        rf"(?P<year>{w.of('year-words')})",
        rf"(?P<count>(?:{w.of('more')})?(?:{w.of('counted')}))",
        rf"(?P<bare>{ends}|(?<=\.\d)(?={turns}|,\d)|(?<=\.\d\d)(?={turns}|,\d))",
    )
    front = w.of("percent-in-front")
    fraction = f"{numeral}(?:{w.of('fraction')}){numeral}"
    code = rf"(?<=[(]){literal('common.account-code')}[)]"
    first = "".join({word[0]: None for n in ("percent-in-front", "numeral") for word in w.lists[n]})
    # All ways begin with one of these: to look for it is quicker than to try each.
    return expression(
        rf"(?=[\d\-{first}])(?:(?:{front})(?:(?P<hundredths>{numeral})|(?P<of>\d++(?:\.\d++)?))"
        rf"|(?<=[{last}])(?P<written>{numeral})(?P<times>{tenths}|{rates})(?!{w.of('numeral')})"
        rf"|(?P<fraction>{fraction}|(?<![\d/])\d{{1,2}}/\d{{1,2}}(?![\d/]))"
        rf"|(?<![\d.A-Za-z\-])(?!\d+[{_LEVELS}]\)|{code})(?P<number>{number})(?:{'|'.join(units)}))"
    )


def _parts(w: _Words) -> re.Pattern[str]:
    """其中, 包括; 从收入来源看."""
    seen = rf"(?:{w.of('parts-from')})[^,:;。]{{2,10}}?(?:{w.of('parts-seen')})"
    behind = rf"^(?:{w.of('parts-behind')})(?=[:,]?$)"
    return expression(rf"(?:(?:{w.of('parts')})|{seen}|{behind})[:,]?")


def one_of(words: Iterable[str]) -> str:
    """An expression for the longest of some words that fits; for none where there are none."""
    longest = sorted(set(filter(None, words)), key=lambda word: (-len(word), word))
    return "|".join(map(re.escape, longest)) or r"(?!)"
