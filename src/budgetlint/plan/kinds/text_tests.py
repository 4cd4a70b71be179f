"""What is asked of texts: words that must or must not be there, pairs, years, agreement."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fnmatch import translate

from ... import messages
from ...model.document import Document
from ...model.errors import Message
from ...model.expressions import expression
from ...model.names import norm
from ...model.phrases import Template, TemplateError, compact, compile_template
from ...model.values import NamedTuple
from ...model.verdict import Verdict
from ...model.words import literal, literals, pattern
from ..declared import Declared, RuleFaultError
from ..relations import Assertion
from ..wording import Part, Passage
from .kind import Texts
from .sought import Sought


class TextChecks(NamedTuple):
    """The settings of a rule, see `text`. None where nothing is asked."""

    in_: Texts
    containing: str = ""
    require: Texts | None = None
    forbid: Texts | None = None
    unless: Texts = ()
    balance: Texts | None = None
    same: bool | None = None
    unit: bool | None = None
    years: tuple[int, ...] | None = None
    besides: Texts = ()
    plainly: Texts = ()
    uniform: tuple[Texts, ...] | None = None


Passages = Sequence[Passage]


class Forbidden(NamedTuple):
    """A forbidden word, or a phrase; `whole` if it is the whole text that it forbids."""

    word: str
    template: Template | None = None
    whole: bool = False

    def may_be_in(self, text: str) -> bool:
        """Whether a search is worth while: all of its words are there."""
        return all(word in text for word in (self.template.words if self.template else [self.word]))


class TextForm(NamedTuple):
    """A pattern of which no others may be used beside it, its expression, and its words."""

    text: str
    is_like: re.Pattern[str]
    words: tuple[str, ...]


class FormAt(NamedTuple):
    """A pattern of a list, and the text that is like it."""

    number: int
    form: str
    at: int


class TextQuery(NamedTuple):
    """What a rule asks of texts, with its words ready to be sought. `key` stands for it; what it
    seeks `exactly` may be part of an amount, and what is `sought` part of a name."""

    key: object
    exactly: bool
    sought: Sought
    words: TextChecks
    forbidden: tuple[Forbidden, ...]
    forms: tuple[tuple[TextForm, ...], ...] = ()
    pairs: tuple[tuple[str, re.Pattern[str]], ...] = ()


def query(words: TextChecks, declared: Declared) -> TextQuery:
    """Raises `RuleFaultError`."""
    sought = tuple(_sought(words))
    return TextQuery(
        object(),
        bool(words.same) or any(map(_AMOUNT_LIKE.search, sought)),
        Sought(sought, _beside_years(words)),
        words,
        tuple(_forbidden(word, declared) for word in words.forbid or ()),
        tuple(tuple(map(_form, forms)) for forms in words.uniform or ()),
        tuple((pair, _marks(pair)) for pair in map(compact, words.balance or ())),
    )


def _sought(words: TextChecks) -> Iterator[str]:
    """All words that are sought; how long a phrase with slots is, amounts may decide."""
    for listed in (words.containing,), words.require, words.forbid, words.unless, words.balance:
        yield from map(compact, listed or ())
    for form in (form for forms in words.uniform or () for form in forms):
        yield from compact(form).split("*")


def _beside_years(words: TextChecks) -> Iterator[str]:
    """What is sought beside years, and years themselves."""
    if words.years is not None:
        yield from _AROUND_YEARS
        yield from (part for word in (*words.besides, *words.plainly) for part in word.split("…"))


_AMOUNT_LIKE = expression(r"[\d.,，．{?\[]")


def _form(text: str) -> TextForm:
    plain = compact(text)
    expressed = expression(translate(plain.replace("[", "[[]")))
    return TextForm(text, expressed, tuple(plain.replace("?", "*").split("*")))


def _marks(pair: str) -> re.Pattern[str]:
    return expression(f"[{re.escape(pair)}]")


def _require(places: Passages, asked: TextQuery, document: Document) -> Iterator[Assertion]:
    words = asked.words.require or ()
    wanted = tuple(map(norm, words))
    for place in places:
        text = norm(place.text)
        holds = any(word in text for word in wanted) if words else bool(text)
        fault = None if holds else messages.words_missing(place.called, place.text, words)
        yield _assertion(place, document, fault)


def _forbidden(word: str, declared: Declared) -> Forbidden:
    """Raises `RuleFaultError`."""
    if "{" not in word:
        whole = word.startswith("=")
        return Forbidden(compact(word.removeprefix("=") if whole else word), whole=whole)
    try:
        return Forbidden(word, compile_template(word, {}, declared.expressions))
    except TemplateError as error:
        raise RuleFaultError(*messages.bad_template(error.text, error.reason, ()), word) from None


def _forbid(places: Passages, asked: TextQuery, document: Document) -> Iterator[Assertion]:
    """One assertion for each word in each text that holds it, or one for all texts."""
    unless = [compact(word) for word in asked.words.unless]
    clean = True
    possible = may_be_forbidden([place.plain for place in places], asked)
    for place in places if possible else ():
        text = place.plain
        for forbidden in possible:
            hits = [
                (start, end)
                for start, end in _hits(forbidden, text)
                if not any(word in text[start:end] for word in unless)
                and not any(_covers(word, text, start, end) for word in unless)
            ]
            if hits:
                clean = False
                quotes = list(dict.fromkeys(text[start:end] for start, end in hits))
                texts = messages.words_forbidden(place.called, quotes)
                spans = tuple(s for start, end in hits for s in place.span(document, start, end))
                yield Assertion(place.name, Verdict.BROKEN, place.cells, *texts, spans=spans)
    if clean and places:
        yield Assertion(places[0].name, Verdict.EXACT)


def may_be_forbidden(texts: Iterable[str], asked: TextQuery) -> Sequence[Forbidden]:
    """What may be in some texts of what is forbidden: all its words are."""
    whole = "\n".join(texts)
    return [forbidden for forbidden in asked.forbidden if forbidden.may_be_in(whole)]


def _hits(forbidden: Forbidden, text: str) -> Iterator[tuple[int, int]]:
    if forbidden.whole:
        if text == forbidden.word:
            yield 0, len(text)
    elif forbidden.template is not None:
        if all(word in text for word in forbidden.template.words):
            yield from (match.span() for match in forbidden.template.pattern.finditer(text))
    elif forbidden.word in text:
        yield from (match.span() for match in re.finditer(re.escape(forbidden.word), text))


def _covers(word: str, text: str, start: int, end: int) -> bool:
    """Whether a hit is only a part of a longer word that is allowed."""
    at = text.find(word, max(0, end - len(word)), start + len(word))
    return at >= 0


def _balance(places: Passages, asked: TextQuery, document: Document) -> Iterator[Assertion]:
    """One assertion for each text that has any of these marks."""
    for place in places:
        text = place.plain
        there = [(pair, found) for pair, marks in asked.pairs if (found := [*marks.finditer(text)])]
        if not there:
            continue
        odd = [(pair, _unbalanced(pair, found)) for pair, found in there]
        wrong = [(pair, at) for pair, at in odd if at >= 0]
        if not wrong:
            yield _assertion(place, document, None)
            continue
        at = wrong[0][1]
        texts = messages.unbalanced(place.called, [pair for pair, _ in wrong])
        spans = place.span(document, max(at - 20, 0), at + 1)
        yield Assertion(place.name, Verdict.BROKEN, place.cells, *texts, spans=spans)


def _unbalanced(pair: str, marks: Iterable[re.Match[str]]) -> int:
    """Where the first mark without its partner stands; -1 if there is none."""
    open_marks: list[int] = []
    for mark in marks:
        if mark[0] == pair[0] and pair[0] != pair[-1]:
            open_marks.append(mark.start())
        elif mark[0] == pair[-1]:
            if open_marks:
                open_marks.pop()
            elif pair[0] == pair[-1]:
                open_marks.append(mark.start())
            else:
                return mark.start()
    return open_marks[0] if open_marks else -1


def _same(places: Passages, asked: TextQuery, document: Document) -> Iterator[Assertion]:
    """Texts that are not there say nothing; the others are held against the first."""
    if not asked.words.same:
        return
    texts = [place for place in places if place.text.strip()]
    for place in texts[1:]:
        holds = norm(place.text) == norm(texts[0].text)
        fault = None if holds else messages.texts_differ(place.text, *texts[0][1::-1])
        yield _assertion(place, document, fault)


def _unit(places: Passages, asked: TextQuery, document: Document) -> Iterator[Assertion]:
    unit = compact(document.unit).removeprefix(_PARTY)  # titles often leave that out
    if not asked.words.unit or not unit:
        return
    sections: dict[int, list[Passage]] = {}
    for place in places:
        sections.setdefault(place.paragraph.section if place.paragraph else -1, []).append(place)
    for found in sections.values():
        holds = any(unit in place.plain for place in found)
        fault = None if holds else messages.unit_missing(found[-1].text[:60], document.unit)
        yield _assertion(found[-1], document, fault)


_PARTY = literal("rules.party")
_YEAR = pattern("rules.year")
_YEAR_OF_A_TITLE = pattern("rules.year-of-a-title")
_YEAR_OF_SEVERAL = pattern("rules.year-of-several")
_SEVERAL_YEARS = pattern("rules.several-years")
_WHOLE_YEAR = literal("rules.whole-year")
_AROUND_YEARS = literals("rules.around-years")
_STOP = literal("rules.stop")
_MONEY = pattern("rules.money")
_QUOTED = expression(r"《[^》]*》|〔[^〕]*〕")


class _Years(NamedTuple):
    """The years that may stand in a document, and that of the document itself."""

    this: int
    usual: frozenset[int]
    asked: TextChecks


def _years(places: Passages, asked: TextQuery, document: Document) -> Iterator[Assertion]:
    """One assertion for each cell with a year; for the narrative one for each wrong year, or one
    for all."""
    this = document.raw.year
    if not this:
        return
    years = _Years(this, frozenset(this + s for s in asked.words.years or ()), asked.words)
    seen = wrong = False
    for place in places:
        found = list(_wrong_years(place, years, document))
        yield from found
        wrong = wrong or bool(found)
        there = _YEAR.search(_QUOTED.sub("", place.plain)) is not None
        if place.cells and there and not found:
            yield Assertion(place.name, Verdict.EXACT, place.cells)
        seen = seen or (there and not place.cells)
    if seen and not wrong:
        yield Assertion(places[0].name, Verdict.EXACT)


def _wrong_years(place: Passage, years: _Years, document: Document) -> Iterator[Assertion]:
    """The years of a text that are none of those; a question where they may be history."""
    allowed = years.usual | _titled(place, document)
    text = _QUOTED.sub(lambda m: "　" * len(m[0]), place.plain)
    for match in _YEAR.finditer(text):
        if int(match[1]) in allowed or _is_aside(text, match, years.asked.besides):
            continue
        if not (is_plain := _is_plain(place, text, match, years)) and not _has_money(text, match):
            continue
        texts = messages.year_wrong(match[1], sorted(allowed))
        spans = place.span(document, *match.span())
        yield Assertion(
            place.name, Verdict.BROKEN, place.cells, *texts, spans=spans, is_question=not is_plain
        )


def _titled(place: Passage, document: Document) -> set[int]:
    """The years that the title of the section names: its text may speak of each of them."""
    if place.paragraph is None:
        return set()
    title = compact(document.narrative[place.paragraph.section].title)
    return {int(year) for year in _YEAR_OF_A_TITLE.findall(title)}


def _is_aside(text: str, year: re.Match[str], besides: Texts) -> bool:
    """Whether the year is one of several (2021—2023年), or stands just behind or just before words
    that make it no budget year."""
    if _YEAR_OF_SEVERAL.search(text[: year.start()]) or _SEVERAL_YEARS.match(text, year.end()):
        return True
    return _stands_at(text, year, besides)


def _stands_at(text: str, year: re.Match[str], words: Texts) -> bool:
    """Whether a year stands where some words ("front…behind") have it."""
    after = text[year.end() :].replace(_WHOLE_YEAR, _WHOLE_YEAR[0], 1)
    parted = (word.partition("…") for word in words)
    return any(
        text.endswith(front, 0, year.start()) and after.startswith(behind)
        for front, _, behind in parted
    )


def _is_plain(place: Passage, text: str, year: re.Match[str], years: _Years) -> bool:
    """Whether a year plainly means this one: in a cell or a heading, or in front of a budget word
    where the sentence does not name this year beside it; and wherever no such words are given."""
    if not years.asked.plainly or place.paragraph is None or place.paragraph.is_heading:
        return True
    this = f"{years.this}{_WHOLE_YEAR[0]}"
    is_named = this in _sentence(text, year)
    return _stands_at(text, year, years.asked.plainly) and not is_named


def _has_money(text: str, year: re.Match[str]) -> bool:
    return _MONEY.search(_sentence(text, year)) is not None


def _sentence(text: str, year: re.Match[str]) -> str:
    start, end = text.rfind(_STOP, 0, year.start()) + 1, text.find(_STOP, year.end())
    return text[start : end if end >= 0 else len(text)]


def forms_in(texts: Sequence[str], asked: TextQuery) -> tuple[FormAt, ...]:
    """The pattern of each list that a text is like, the first of them: which list, which pattern,
    which of the texts."""
    whole = "\n".join(texts)
    likely = [[f for f in forms if all(w in whole for w in f.words)] for forms in asked.forms]
    return tuple(
        FormAt(number, form, at)
        for number, forms in enumerate(likely)
        for at, text in enumerate(texts if forms else ())
        if (form := _form_of(text, forms))
    )


def _form_of(text: str, forms: Sequence[TextForm]) -> str:
    return next((form.text for form in forms if form.is_like.match(text)), "")


def uniform(
    used: Iterable[tuple[Part, Sequence[FormAt]]], asked: TextQuery, document: Document
) -> Iterator[Assertion]:
    """One assertion for each list of patterns of which any is used in some texts."""
    found: list[dict[str, list[tuple[Part, int]]]] = [{} for _ in asked.forms]
    for part, forms in used:
        for number, form, at in forms:
            found[number].setdefault(form, []).append((part, at))
    for places in filter(None, found):
        if len(places) == 1:
            yield Assertion("", Verdict.EXACT)
            continue
        shown = {form.strip("*"): len(there) for form, there in places.items()}
        part, at = min(places.values(), key=len)[0]
        yield _assertion(part.passages[at], document, messages.not_uniform(shown))


def _assertion(
    place: Passage, document: Document, fault: tuple[Message, Message] | None
) -> Assertion:
    """An assertion that holds, unless there is a fault to tell."""
    if fault is None:
        return Assertion(place.name, Verdict.EXACT, place.cells)
    spans = place.span(document, 0, len(place.text))
    return Assertion(place.name, Verdict.BROKEN, place.cells, *fault, spans=spans)


BY_SECTION = frozenset({"require", "forbid", "balance", "unit", "years"})
"""What is asked of each text, or of each section, by itself."""
AT_ONCE = frozenset({"forbid", "years"})
"""What is asserted once of all texts together, if it holds."""


def read_besides(name: str, document: Document) -> object:
    """What one of `TESTS` reads of a document beside texts."""
    return {"unit": document.unit, "years": document.raw.year}.get(name)


UNIFORM = "uniform"
FORBID = "forbid"
TESTS: Mapping[str, Callable[[Passages, TextQuery, Document], Iterator[Assertion]]] = {
    "require": _require,
    FORBID: _forbid,
    "balance": _balance,
    "same": _same,
    "unit": _unit,
    "years": _years,
}
