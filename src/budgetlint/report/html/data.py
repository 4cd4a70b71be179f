"""What the script of the page needs to show a figure's arithmetic, as JSON inside the page."""

from __future__ import annotations

import json
from typing import Any

from ...model.errors import Message
from ..paper import Judged, Paper, PaperTerm, Spot
from ..safety import clean
from ..signs import SIGNS
from .element import Markup, tag
from .words import for_script

ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}
"""So that no text can end the element in which the data stands."""


def data_element(papers: dict[str, Paper]) -> Markup:
    """All figures and relations of the documents that are drawn, by the prefix of each."""
    data = {
        "words": for_script(),
        "signs": SIGNS,
        "docs": {prefix: _document(paper) for prefix, paper in papers.items()},
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return tag("script", Markup(text.translate(ESCAPES)), type="application/json", id="data")


def _document(paper: Paper) -> dict[str, Any]:
    tables = list(dict.fromkeys(spot.table for spot in paper.spots))
    numbers = {table: number for number, table in enumerate(tables)}
    return {
        "money": clean(paper.money),
        "tables": [_text(table) for table in tables],
        "rules": {r.code: [*_text(r.name), *_text(r.message), *_text(r.why)] for r in paper.rules},
        "spots": [_spot(spot, numbers[spot.table]) for spot in paper.spots],
        "relations": [_relation(relation) for relation in paper.relations],
    }


def _text(text: Message) -> list[str]:
    return [clean(text.zh), clean(text.en)]


def _spot(spot: Spot, table: int) -> list[Any]:
    """As `SPOT` in the script names them."""
    return [
        table,
        clean(spot.row),
        clean(spot.column),
        clean(spot.value),
        spot.amount,
        int(spot.there),
        spot.state,
        spot.severity or "",
        spot.suggested,
        _text(spot.doubt) if spot.doubt.zh else 0,
        list(spot.relations),
        list(spot.findings),
        int(spot.sure),
        [clean(name) for name in spot.english] if any(spot.english) else 0,
    ]


def _relation(relation: Judged) -> list[Any]:
    """As `RELATION` in the script names them."""
    sides = relation.left, relation.right, relation.whole
    return [
        relation.code,
        relation.verdict.value,
        relation.sort,
        relation.op,
        *([_term(term) for term in side] for side in sides),
        relation.expected,
        relation.difference,
        relation.tolerance,
        relation.blanks,
        relation.cut,
    ]


def _term(term: PaperTerm) -> int | list[Any]:
    """A figure's spot, or its factor and its spot."""
    return term.spot if term.weight == "1" else [term.weight, term.spot]
