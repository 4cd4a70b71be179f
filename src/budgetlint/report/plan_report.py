"""What rules have become for a document: its plan, relation by relation, as text and as JSON.

For those who write rules. In JSON the cells are numbered, and a relation is whole numbers: cells,
their weights, a constant. Σ weights · cells - constant ⋈ 0, all of it multiplied by `factor`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from ..messages.catalogue import say
from ..model.amounts import BLANK, EXACT
from ..model.document import Document
from ..plan.bind import BoundRule, Plan
from ..plan.links import PlanLinks, Whole, sides_of
from ..plan.relations import Block, CellRef, Formulas, Key, RatioRelation, Skipped, called
from .cells import finding_cell
from .findings import is_price
from .json_text import json_text
from .safety import one_line
from .wrap import width_of, wrapped

VERSION = 1
Weighted = Sequence[tuple[Decimal, CellRef]]


def write_plan(plan: Plan, document: Document, lang: str, kind: str, *, width: int = 0) -> str:
    """The plan as ``text``, in lines of at most `width` (0: one for each relation), or ``json``."""
    if kind == "json":
        return json_text(_data(plan, document), indent=2)
    lines = (line for bound in plan.rules for line in _lines(bound, document, lang))
    return "\n".join(part for line in lines for part in _fitted(one_line(line), width))


def _fitted(line: str, width: int) -> Iterator[str]:
    """A relation that is wider with each of its cells in a line of its own."""
    first, *rest = _BEFORE_CELL.split(line) if width and width_of(line) > width else [line]
    yield from wrapped(first, width)
    for part in rest:
        yield from wrapped(f"      {part}", width)


_BEFORE_CELL = re.compile(" (?=[^“” ]+ (?:[0-9.]+ × )?\\(?“)")
"""Before an operator and its cell."""


def _lines(bound: BoundRule, document: Document, lang: str) -> Iterator[str]:
    reads = say("plan.everything") if bound.reads.everything else None
    tables = reads.get(lang) if reads else " ".join(bound.reads.tables)
    yield f"{bound.rule.code}  {bound.rule.name.get(lang)}  [{tables}]"
    if bound.condition is not None:
        yield f"  {say('plan.when', condition=bound.condition.text).get(lang)}"
    for source, at in bound.links.linear():
        yield f"  {_linear(source, at, document, lang)}"
    for ratio in bound.links.ratios:
        yield f"  {_ratio(ratio, document, lang)}"
    skipped = [part for part in bound.parts if isinstance(part, Skipped)]
    arithmetic = bound.links.blocks or bound.links.formulas or bound.links.ratios
    if len(bound.parts) > len(skipped) and not arithmetic:
        yield f"  {say('plan.words').get(lang)}"
    yield from (f"  {say('plan.skipped', reason=part.reason).get(lang)}" for part in skipped)


def _linear(source: Block | Formulas, at: int, document: Document, lang: str) -> str:
    left, right = sides_of(source, at)
    constant = source.constant(at)
    more = "" if constant is BLANK else f" + {constant:f}"
    op = {"parts": "⊇"}.get(source.op, source.op)
    return f"{_sum(left, document, lang)} {op} {_sum(right, document, lang)}{more}"


def _ratio(ratio: RatioRelation, document: Document, lang: str) -> str:
    part, whole = (f"({_sum(terms, document, lang)})" for terms in (ratio.part, ratio.whole))
    less = " - 1" if ratio.growth else ""
    if ratio.stated is not None:
        if is_price(ratio.stated, document):
            part = f"({_sum([(100 * weight, ref) for weight, ref in ratio.part], document, lang)})"
        return f"{_address(ratio.stated, document, lang)} = {part} / {whole}{less}"
    low = "" if ratio.low is None else f"{ratio.low}% ≤ "
    high = "" if ratio.high is None else f" ≤ {ratio.high}%"
    return f"{low}{part} / {whole}{less}{high}"


def _sum(terms: Weighted, document: Document, lang: str) -> str:
    said = []
    for weight, ref in terms:
        times = "" if abs(weight) == 1 else f"{abs(weight)} × "
        said.append(f"{'- ' if weight < 0 else '+ '}{times}{_address(ref, document, lang)}")
    return " ".join(said).removeprefix("+ ") or "0"


def _address(ref: CellRef, document: Document, lang: str) -> str:
    return f"“{finding_cell(ref, document).address.get(lang)}”"


class _Cells:
    """The cells of a plan, numbered as they are met."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._numbers: dict[CellRef, int] = {}

    def number(self, ref: CellRef) -> int:
        return self._numbers.setdefault(ref, len(self._numbers))

    def called(self, key: Key) -> str:
        return called(key, self._document)

    def data(self) -> list[dict[str, Any]]:
        return [self._cell(ref) for ref in self._numbers]

    def _cell(self, ref: CellRef) -> dict[str, Any]:
        rows = self._document.sides[ref.side]
        side = rows.structure.side if rows is not None else None
        address = finding_cell(ref, self._document).address
        return {
            "table": side.table if side else "",
            "side": side.name if side else "",
            "column": ref.column,
            "row": ref.row,
            "address": {"zh": address.zh, "en": address.en},
        }


def _data(plan: Plan, document: Document) -> dict[str, Any]:
    cells = _Cells(document)
    rules = [_rule(bound, plan.links, cells) for bound in plan.rules]
    return {
        "version": VERSION,
        "path": document.raw.path,
        "pack": plan.pack.name,
        "cells": cells.data(),
        "rules": rules,
    }


def _rule(bound: BoundRule, links: PlanLinks, cells: _Cells) -> dict[str, Any]:
    reads = bound.reads
    linear = (links.whole(source, at) for source, at in bound.links.linear())
    return {
        "code": bound.rule.code,
        "kind": bound.rule.kind,
        "reads": {"tables": reads.tables, "everything": reads.everything, "year": reads.year},
        "when": bound.condition.text if bound.condition is not None else "",
        "relations": [_whole(whole, links, cells) for whole in linear],
        "ratios": [_quotient(ratio, cells) for ratio in bound.links.ratios],
        "skipped": [
            {"verdict": p.verdict.value, "reason": {"zh": p.reason.zh, "en": p.reason.en}}
            for p in bound.parts
            if isinstance(p, Skipped)
        ],
    }


def _whole(whole: Whole, links: PlanLinks, cells: _Cells) -> dict[str, Any]:
    return {
        "key": cells.called(whole.source.relation(whole.at).key),
        "op": whole.op,
        "cells": [cells.number(links.cells.ref(cell)) for cell, _ in whole.terms],
        "weights": [weight for _, weight in whole.terms],
        "factor": whole.factor,
        "constant": _constant(whole),
    }


def _constant(whole: Whole) -> str | None:
    """The constant, multiplied like the weights."""
    if whole.constant is BLANK:
        return None
    return f"{EXACT.multiply(whole.constant, Decimal(whole.factor)).normalize(EXACT):f}"


def _quotient(ratio: RatioRelation, cells: _Cells) -> dict[str, Any]:
    def terms(weighted: Weighted) -> list[list[object]]:
        return [[cells.number(ref), str(weight)] for weight, ref in weighted]

    return {
        "key": cells.called(ratio.key),
        "stated": cells.number(ratio.stated) if ratio.stated is not None else None,
        "low": None if ratio.low is None else str(ratio.low),
        "high": None if ratio.high is None else str(ratio.high),
        "part": terms(ratio.part),
        "whole": terms(ratio.whole),
        "growth": ratio.growth,
    }
