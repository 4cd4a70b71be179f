"""text: words that must or must not be there, pairs that must balance, words that must agree.

in = "tables.title"        one of WHERE, or a list of them; "narrative" is its paragraphs,
                           "section:revenue" those under a heading, "indicators[*].佐证资料" a
                           column of words, "claims[@执行时间]" sentences
containing = "政策依据"      only texts that contain these words
require = ["万元"]          each text holds one of these words; [] asks that it is not empty
forbid = ["上半年"]         no text holds any of these words; a word with slots is a phrase, and
                           "=无" means the whole text
unless = ["上年"]           a forbidden phrase is no fault if it holds one of these
balance = ["《》", "（）"]    these marks come in pairs
same = true                all texts are the same
unit = true                the unit is named in these texts; in one of each section
years = [-1, 0]            every year is one of these, counted from the document's, or one that
                           the section's title names; not inside 《》
besides = ["比…", "…年起"]   years behind or before these words are a base or history: any will do
uniform = [["≥*", ">=*"]]  of each list of patterns, only one is used
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import partial
from typing import Any, NamedTuple

from ... import messages
from ...model.document import Document, Table
from ...model.errors import Message
from ...model.names import norm
from ...model.phrases import Template, TemplateError, compact, compile_template
from ...model.rule import Rule
from ...model.words import literal, pattern
from ...packs.selectors import Selector
from ..declared import Bind, Declared, RuleFaultError
from ..printed_tables import NotThereError, PrintedTables
from ..relations import Assertion, Bound, CellRef, Live, Skipped, Verdict
from ..rows import RowIndex
from ..wording import Passage, Wording
from .kind import FLAG, TEXT, TEXTS, Field, RuleKind, Texts, texts


class TextChecks(NamedTuple):
    """See above. None where nothing is asked."""

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
    uniform: tuple[Texts, ...] | None = None


Where = Callable[[Wording], Iterable[Passage]]
"""Where texts are found in a document."""


def compile_rule(rule: Rule, settings: TextChecks, declared: Declared) -> Bind:
    """Raises `RuleFaultError`."""
    places = [_where(text, declared) for text in settings.in_]
    tests = [test for name, test in _TESTS.items() if getattr(settings, name) is not None]
    if not tests:
        raise RuleFaultError(*messages.text_aimless(tuple(_TESTS)))
    asked = TextQuery(settings, [_forbidden(word, declared) for word in settings.forbid or ()])
    wanted = compact(settings.containing)

    def bind(tables: PrintedTables) -> list[Bound]:
        sources: list[Where] = []
        bound: list[Bound] = []
        for place in places:
            try:
                sources.append(place(tables))
            except NotThereError as absent:  # the other places are looked at nonetheless
                bound.append(Skipped(rule, Verdict.NOT_CHECKED, absent.reason))

        def run(wording: Wording) -> Sequence[Assertion]:
            texts = [
                place
                for source in sources
                for place in source(wording)
                if not wanted or wanted in place.plain
            ]
            return [found for test in tests for found in test(texts, asked, wording.document)]

        return [Live(rule, run), *bound] if sources else bound

    return bind


def _where(text: str, declared: Declared) -> Callable[[PrintedTables], Where]:
    """Raises `RuleFaultError`."""
    if text == LABELS:
        declared.noted.everything = True
        return _labels
    if text in WHERE:
        return lambda _: WHERE[text]
    ids = [heading.id for layout in declared.layouts.values() for heading in _headings(layout)]
    if text.removeprefix("section:") in ids:
        return lambda _: partial(_under, text.removeprefix("section:"))
    if text.startswith("section:") or "[" not in text:
        raise RuleFaultError(
            *messages.choice("in", [*_CHOICES, *(f"section:{i}" for i in ids)], text), text
        )
    selector = declared.names(text)
    side = declared.side(selector)
    if selector.column and selector.column not in side.texts:
        raise RuleFaultError(*messages.no_column(side, selector.column), text)

    def cells(tables: PrintedTables) -> Where:
        there = side.rows == "claims" or selector.column in ("", *tables.structure(side).texts)
        if not there:
            if side.texts[selector.column].optional:
                return lambda _: iter(())
            missing = messages.column_missing(tables.layout(side.table), selector.column)
            raise NotThereError(missing)
        return partial(_cells, selector, tables.rows(side, selector.row), tables)

    return cells


def _cells(
    selector: Selector, rows: Sequence[int], tables: PrintedTables, wording: Wording
) -> Iterator[Passage]:
    """The words of a column in each of some rows; of a claim without column, its sentence."""
    side = tables.side(selector)
    shape = tables.structure(side)
    document = wording.document
    found, table = document.sides[side.ordinal], document.tables[side.table]
    if found is None:
        return
    for row in rows:
        if selector.column:
            shown = table.texts[found.where.texts[selector.column]][row]
        else:
            shown = table.raw.locate(row, found.where.label).quote or shape.labels[row]
        yield Passage(shape.name(row), shown, (CellRef(side.ordinal, selector.column, row),))


def _headings(layout: Any) -> Sequence[Any]:
    return layout.book.headings if layout.book is not None else ()


def _each_table(part: Callable[[Table], str]) -> Where:
    def places(wording: Wording) -> Iterator[Passage]:
        for table in wording.document.tables.values():
            if table.layout.book is None:
                yield _at(table, part(table))

    return places


def _at(table: Table, text: str) -> Passage:
    name = messages.table_name(table.layout, table.number)
    return Passage(name.zh, text, table=name)


def _money(wording: Wording) -> Iterator[Passage]:
    """The unit of each table that prints money."""
    for table in wording.document.tables.values():
        prints_money = any(
            column.measure == "money" and not column.within
            for rows in table.sides
            for column in rows.structure.side.columns.values()
        )
        if prints_money and table.layout.book is None:
            yield _at(table, table.raw.money)


def _labels(tables: PrintedTables) -> Where:
    """The labels of each table, each where it stands first."""
    found = {index.shape.side.ordinal: tuple(_of_labels(index)) for index in tables.all_printed()}

    def places(wording: Wording) -> Iterator[Passage]:
        for table in wording.document.tables.values():
            for rows in table.sides if table.layout.book is None else ():
                yield from found[rows.structure.side.ordinal]

    return places


def _of_labels(index: RowIndex) -> Iterator[Passage]:
    shape = index.shape
    for label, row, plain in index.folded if shape.stated is None else ():
        yield Passage(label, label, (CellRef(shape.side.ordinal, "", row),), None, plain)


def _narrative(wording: Wording) -> Iterable[Passage]:
    return wording.narrative


def _under(heading: str, wording: Wording) -> Iterator[Passage]:
    """The heading of that id and the paragraphs under it."""
    wanted = [
        known
        for table in wording.document.tables.values()
        for known in _headings(table.layout)
        if known.id == heading
    ]
    for place in wording.narrative:
        paragraph = place.paragraph
        if paragraph and any(known.fits(words) for known in wanted for words in paragraph.headings):
            yield place


WHERE: Mapping[str, Where] = {
    "tables.title": _each_table(lambda table: table.raw.title),
    "tables.money": _money,
    "tables.unit": _each_table(lambda table: table.raw.unit),
    "tables.notes": _each_table(lambda table: "\n".join(table.raw.notes)),
    "narrative": _narrative,
}
LABELS = "labels"
_CHOICES = ("tables.title", "tables.money", "tables.unit", "tables.notes", LABELS, "narrative")

Passages = Sequence[Passage]


class Forbidden(NamedTuple):
    """A forbidden word, or a phrase; `whole` if it is the whole text that it forbids."""

    word: str
    template: Template | None = None
    whole: bool = False

    def may_be_in(self, text: str) -> bool:
        """Whether a search is worth while: all of its words are there."""
        return all(word in text for word in (self.template.words if self.template else [self.word]))


class TextQuery(NamedTuple):
    """What a rule asks of texts, with its forbidden words ready to be sought."""

    words: TextChecks
    forbidden: Sequence[Forbidden]


def _require(places: Passages, asked: TextQuery, document: Document) -> Iterator[Assertion]:
    words = asked.words.require or ()
    for place in places:
        text = norm(place.text)
        holds = any(norm(word) in text for word in words) if words else bool(text)
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
    whole = "\n".join(place.plain for place in places)
    possible = [f for f in asked.forbidden if f.may_be_in(whole)]
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
    found = [compact(pair) for pair in asked.words.balance or ()]
    for place in places:
        if not any(mark in place.plain for pair in found for mark in pair):
            continue
        odd = [(pair, _unbalanced(place.plain, pair)) for pair in found]
        wrong = [(pair, at) for pair, at in odd if at >= 0]
        if not wrong:
            yield _assertion(place, document, None)
            continue
        at = wrong[0][1]
        texts = messages.unbalanced(place.called, [pair for pair, _ in wrong])
        spans = place.span(document, max(at - 20, 0), at + 1)
        yield Assertion(place.name, Verdict.BROKEN, place.cells, *texts, spans=spans)


def _unbalanced(text: str, pair: str) -> int:
    """Where the first mark without its partner stands; -1 if there is none."""
    open_marks: list[int] = []
    for index, character in enumerate(text):
        if character == pair[0] and pair[0] != pair[-1]:
            open_marks.append(index)
        elif character == pair[-1]:
            if open_marks:
                open_marks.pop()
            elif pair[0] == pair[-1]:
                open_marks.append(index)
            else:
                return index
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
_QUOTED = re.compile(r"《[^》]*》|〔[^〕]*〕")


def _years(places: Passages, asked: TextQuery, document: Document) -> Iterator[Assertion]:
    """One assertion for each cell with a year; for the narrative one for each wrong year, or one
    for all."""
    this = document.raw.year
    if not this:
        return
    usual = {this + step for step in asked.words.years or ()}
    seen = False
    wrong = False
    for place in places:
        before = wrong
        allowed = usual | _titled(place, document)
        text = _QUOTED.sub(lambda m: "　" * len(m[0]), place.plain)
        for match in _YEAR.finditer(text):
            seen = True
            aside = _is_aside(text, match, asked.words.besides)
            if int(match[1]) not in allowed and not aside:
                wrong = True
                texts = messages.year_wrong(match[1], sorted(allowed))
                spans = place.span(document, *match.span())
                yield Assertion(place.name, Verdict.BROKEN, place.cells, *texts, spans=spans)
        if place.cells and wrong is before and _YEAR.search(text):
            yield Assertion(place.name, Verdict.EXACT, place.cells)
            seen = False
    if seen and not wrong:
        yield Assertion(places[0].name, Verdict.EXACT)


def _titled(place: Passage, document: Document) -> set[int]:
    """The years that the title of the section names: its text may speak of each of them."""
    if place.paragraph is None:
        return set()
    title = compact(document.narrative[place.paragraph.section].title)
    return {int(year) for year in _YEAR_OF_A_TITLE.findall(title)}


def _is_aside(text: str, year: re.Match[str], besides: Texts) -> bool:
    """Whether the year stands just behind or just before words that make it no budget year."""
    for words in besides:
        front, _, behind = words.partition("…")
        if text.endswith(front, 0, year.start()) and text.startswith(behind, year.end()):
            return True
    return False


def _uniform(places: Passages, asked: TextQuery, document: Document) -> Iterator[Assertion]:
    """One assertion for each list of patterns of which any is used."""
    for patterns in asked.words.uniform or ():
        used: dict[str, tuple[int, Passage]] = {}
        for place in places:
            text = place.plain
            for form in patterns:
                if fnmatchcase(text, compact(form).replace("[", "[[]")):
                    count, first = used.get(form, (0, place))
                    used[form] = count + 1, first
                    break
        if not used:
            continue
        shown = {pattern.strip("*"): count for pattern, (count, _) in used.items()}
        rarest = min(used.values(), key=lambda item: item[0])[1]
        fault = messages.not_uniform(shown) if len(used) > 1 else None
        yield _assertion(rarest, document, fault)


def _assertion(
    place: Passage, document: Document, fault: tuple[Message, Message] | None
) -> Assertion:
    """An assertion that holds, unless there is a fault to tell."""
    if fault is None:
        return Assertion(place.name, Verdict.EXACT, place.cells)
    spans = place.span(document, 0, len(place.text))
    return Assertion(place.name, Verdict.BROKEN, place.cells, *fault, spans=spans)


_TESTS: Mapping[str, Callable[[Passages, TextQuery, Document], Iterator[Assertion]]] = {
    "require": _require,
    "forbid": _forbid,
    "balance": _balance,
    "same": _same,
    "unit": _unit,
    "years": _years,
    "uniform": _uniform,
}


FIELDS = {
    "in": TEXTS,
    "containing": TEXT,
    "require": TEXTS,
    "forbid": TEXTS,
    "unless": TEXTS,
    "balance": TEXTS,
    "same": FLAG,
    "unit": FLAG,
    "besides": TEXTS,
    "years": Field((list,), lambda steps: tuple(map(int, steps))),
    "uniform": Field((list,), lambda lists: tuple(map(texts, lists))),
}


KIND = RuleKind(TextChecks, FIELDS, compile_rule)
