"""Generated budgets as the properties need them: checked, with a cell moved, printed otherwise."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from budgetlint.model.document import Document
from budgetlint.report.report import FileReport
from budgetlint.tasks.check import checker
from budgetlint.tasks.kit import Kit
from budgetlint.tasks.reading import read
from generate import as_bytes, unit_budget

Data = dict[str, Any]
Place = tuple[int, int, int]
"""A cell: the number of its table in the document, its row and its column."""

_FIGURE = re.compile(r"-?\d[\d,]*\.\d\d")

SEEDS = st.integers(0, 10**6)


@dataclass(frozen=True, slots=True)
class Move:
    """By how many cents a cell is moved. `chooser` picks the cell."""

    chooser: int
    cents: int


BIG = st.integers(100, 10**7) | st.integers(-(10**7), -100)
"""Cents that no rounding explains."""
MOVES = st.builds(Move, st.integers(0, 10**6), BIG)
SMALL_MOVES = st.builds(Move, st.integers(0, 10**6), BIG | st.integers(-9, 9))


def verdict(data: bytes) -> FileReport:
    """The report on a document in JSON."""
    return checker().report(read("budget.json", data))


def checked(document: Data) -> FileReport:
    """The report on a generated document."""
    return verdict(as_bytes(document))


def recognised(document: Data) -> tuple[Document, Kit]:
    """The typed document and the pack that it is checked by."""
    raw = read("budget.json", as_bytes(document))
    kit = checker().kit_for(raw)
    return kit.recognise(raw), kit


def signature(report: FileReport) -> object:
    """What a report says, without the figures as printed and their places."""
    return (
        report.status,
        [(f.code, [cell.address.zh for cell in f.cells]) for f in report.findings],
        dict(report.coverage.relations),
        dict(report.coverage.rules),
        [problem.code for problem in report.problems],
    )


def figures(document: Data) -> list[Place]:
    """The places of all printed amounts."""
    return [
        (t, r, c)
        for t, table in enumerate(document["tables"])
        for r, row in enumerate(table["rows"])
        for c, cell in enumerate(row)
        if _FIGURE.fullmatch(cell)
    ]


def amount_at(document: Data, place: Place) -> Decimal:
    """The amount that a generated document prints at `place`."""
    t, r, c = place
    return Decimal(document["tables"][t]["rows"][r][c].replace(",", ""))


def pointer(place: Place) -> str:
    """The place as a finding names it."""
    t, r, c = place
    return f"/tables/{t}/rows/{r}/{c}"


def rewritten(document: Data, write: Callable[[Place, Decimal], str]) -> Data:
    """A copy of the document with every amount printed by `write`."""
    copy = deepcopy(document)
    for place in figures(document):
        t, r, c = place
        copy["tables"][t]["rows"][r][c] = write(place, amount_at(document, place))
    return copy


def moved(document: Data, moves: Mapping[Place, int]) -> Data:
    """A copy with the amounts at some places moved by so many cents."""
    return rewritten(
        document, lambda place, value: f"{value + Decimal(moves.get(place, 0)).scaleb(-2):,f}"
    )


def with_moves(document: Data, moves: list[Move]) -> Data:
    """A copy with some cells moved, wherever the moves' choosers point to."""
    places = figures(document)
    return moved(document, {places[m.chooser % len(places)]: m.cents for m in moves})


def budgets(
    *, rounding: st.SearchStrategy[bool], moves: st.SearchStrategy[Move] | None = None
) -> st.SearchStrategy[Data]:
    """Budgets with up to three cells moved."""
    chosen = st.lists(moves, max_size=3) if moves is not None else st.just([])
    return st.builds(
        lambda seed, rounded, some: with_moves(unit_budget(seed, rounding=rounded), some),
        SEEDS,
        rounding,
        chosen,
    )


def as_numbers(document: Data) -> bytes:
    """The document's JSON with amounts as numbers; their texts are written as they stand."""
    marked = rewritten(document, lambda _, value: f"§{_json_number(value)}§")
    text = json.dumps(marked, ensure_ascii=False)
    return re.sub('"§([^"]*)§"', r"\1", text).encode()


def _json_number(value: Decimal) -> str:
    """As most programs write it: 792.0 for 792.00."""
    text = f"{value:f}".rstrip("0")
    return f"{text}0" if text.endswith(".") else text


def general_format(value: Decimal) -> str:
    """As a spreadsheet prints it without a number format: 792 for 792.00."""
    return f"{value:f}".rstrip("0").rstrip(".")


def shuffled(items: list[Any], order: list[int]) -> list[Any]:
    """`items` in another order: `order` is a permutation of any greater range."""
    return [items[i] for i in order if i < len(items)]
