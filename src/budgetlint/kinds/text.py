"""text: words that must or must not be there, pairs that must balance, words that must agree.

in = "tables.title"        one of WHERE
require = ["万元"]          each text holds one of these words; [] asks that it is not empty
forbid = ["上半年"]         no text holds any of these words
balance = ["《》", "（）"]    these marks come in pairs
same = true                all texts are the same
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from .. import wording
from ..document import Document, Table
from ..errors import Text
from ..names import norm
from ..relations import Assertion, CellRef, Live, Verdict
from ..rule import Rule
from ..scope import Bind, RuleFaultError, Scope
from .kind import Kind

FIELDS: Mapping[str, tuple[type, ...]] = {
    "in": (str,),
    "require": (str, list),
    "forbid": (str, list),
    "balance": (str, list),
    "same": (bool,),
}
REQUIRED = ("in",)

Place = tuple[str, str, tuple[CellRef, ...]]
"""A text with the name of its place and the cells where it stands."""


def compile_rule(rule: Rule, scope: Scope) -> Bind:
    """Raises `RuleFaultError`."""
    del scope
    where = str(rule.settings["in"])
    if where not in WHERE:
        raise RuleFaultError(*wording.choice("in", WHERE, where), where)
    tests = [test for name, test in _TESTS.items() if name in rule.settings]
    if not tests:
        raise RuleFaultError(*wording.text_aimless(tuple(_TESTS)))

    def run(document: Document) -> Sequence[Assertion]:
        places = list(WHERE[where](document))
        return [found for test in tests for found in test(places, rule.settings)]

    return lambda _: [Live(rule, run)]


def _each_table(part: Callable[[Table], str]) -> Callable[[Document], Iterator[Place]]:
    def places(document: Document) -> Iterator[Place]:
        for table in document.tables.values():
            yield wording.table_name(table.layout, table.number).zh, part(table), ()

    return places


def _labels(document: Document) -> Iterator[Place]:
    for table in document.tables.values():
        for rows in table.sides:
            for row, label in enumerate(rows.structure.labels):
                if label.strip():
                    cell = CellRef(rows.structure.side.ordinal, "", row)
                    yield label, label, (cell,)


def _narrative(document: Document) -> Iterator[Place]:
    for section in document.narrative:
        yield section.title or section.section, f"{section.title}\n{section.text}", ()


WHERE: Mapping[str, Callable[[Document], Iterator[Place]]] = {
    "tables.title": _each_table(lambda table: table.raw.title),
    "tables.money": _each_table(lambda table: table.raw.money),
    "tables.unit": _each_table(lambda table: table.raw.unit),
    "tables.notes": _each_table(lambda table: "\n".join(table.raw.notes)),
    "labels": _labels,
    "narrative": _narrative,
}


def _words(settings: Mapping[str, object], name: str) -> list[str]:
    value = settings[name]
    return [str(v) for v in value] if isinstance(value, list) else [str(value)]


def _require(places: Sequence[Place], settings: Mapping[str, object]) -> Iterator[Assertion]:
    words = _words(settings, "require")
    for name, text, cells in places:
        holds = any(norm(word) in norm(text) for word in words) if words else bool(text.strip())
        yield _assertion(name, cells, None if holds else wording.words_missing(name, text, words))


def _forbid(places: Sequence[Place], settings: Mapping[str, object]) -> Iterator[Assertion]:
    words = _words(settings, "forbid")
    for name, text, cells in places:
        found = [word for word in words if norm(word) in norm(text)]
        yield _assertion(name, cells, wording.words_forbidden(name, found) if found else None)


def _balance(places: Sequence[Place], settings: Mapping[str, object]) -> Iterator[Assertion]:
    for name, text, cells in places:
        odd = [pair for pair in _words(settings, "balance") if not _is_balanced(text, pair)]
        yield _assertion(name, cells, wording.unbalanced(name, odd) if odd else None)


def _is_balanced(text: str, pair: str) -> bool:
    depth = 0
    for character in text:
        depth += (character == pair[0]) - (character == pair[-1])
        if depth < 0:
            return False
    return depth == 0


def _same(places: Sequence[Place], settings: Mapping[str, object]) -> Iterator[Assertion]:
    """Texts that are not there say nothing; the others are held against the first."""
    if not settings["same"]:
        return
    texts = [place for place in places if place[1].strip()]
    for name, text, cells in texts[1:]:
        holds = norm(text) == norm(texts[0][1])
        fault = None if holds else wording.texts_differ(text, *texts[0][:2])
        yield _assertion(name, cells, fault)


def _assertion(name: str, cells: tuple[CellRef, ...], fault: tuple[Text, Text] | None) -> Assertion:
    """An assertion that holds, unless there is a fault to tell."""
    if fault is None:
        return Assertion(name, Verdict.EXACT, cells)
    return Assertion(name, Verdict.BROKEN, cells, *fault)


_TESTS: Mapping[str, Callable[[Sequence[Place], Mapping[str, object]], Iterator[Assertion]]] = {
    "require": _require,
    "forbid": _forbid,
    "balance": _balance,
    "same": _same,
}


KIND = Kind(FIELDS, REQUIRED, compile_rule)
